#include "engine/content/preview.h"

#include "engine/content/nearest.h"
#include "engine/content/template/rendertrace.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

/// Turns the pieces of a trace, which count bytes, into lines and columns.
class LineMap
{
public:
    LineMap(const RenderTrace& trace, const QByteArray& output) : m_trace(trace)
    {
        for (const RenderTrace::Piece& piece : trace.pieces())
            add(piece, QString::fromUtf8(output.mid(piece.at, piece.size)));
    }

    void into(RenderedText& text) const
    {
        text.lines = m_lines;
        text.included = m_included;
        text.values = m_values;
    }

private:
    void add(const RenderTrace::Piece& piece, const QString& text)
    {
        int line = piece.line;
        qsizetype at = 0;
        while (at < text.size()) {
            if (m_column == 0)
                startLine(line, piece.include);
            const qsizetype end = text.indexOf(u'\n', at);
            const qsizetype length = (end < 0 ? text.size() : end) - at;
            if (!piece.param.isEmpty() && length > 0)
                m_values.append({int(m_lines.size()), m_column + 1, int(length), piece.param});
            m_column += int(length);
            if (end < 0)
                return;
            at = end + 1;
            m_column = 0;
            line += piece.isText ? 1 : 0;
        }
    }

    void startLine(int line, int include)
    {
        m_lines.append(line);
        const int number = int(m_lines.size());
        if (include >= 0 && include == m_lastInclude)
            ++m_included.last().count;
        else if (include >= 0)
            m_included.append({m_trace.includes()[size_t(include)].name, number, 1});
        m_lastInclude = include;
    }

    const RenderTrace& m_trace;
    QList<int> m_lines;
    QList<IncludedLines> m_included;
    QList<ValueSpan> m_values;
    int m_column = 0;
    int m_lastInclude = -1;
};

/// The place of a param's name in the template that names it.
void point(RenderFault& fault, const Template* parsed)
{
    if (!parsed || fault.param.isEmpty())
        return;
    for (const ParamMention& mention : paramMentions(*parsed)) {
        if (mention.name == fault.param && mention.line == fault.line) {
            fault.column = mention.column;
            fault.length = mention.length;
            return;
        }
    }
}

RenderFault faultOf(const TemplateError& error, const RenderTrace& trace, const Template& outermost,
                    const Content& content)
{
    RenderFault fault{.templateName = error.templateName,
                      .line = error.line,
                      .column = error.column,
                      .included = error.templateName != outermost.name(),
                      .outerLine = trace.stoppedAt(),
                      .text = error.text,
                      .nearest = trace.nearest()};
    if (!fault.included)
        fault.outerLine = error.line;
    if (!trace.uses().empty() && !trace.uses().back().found && trace.uses().back().wanted) {
        fault.param = trace.uses().back().name;
        fault.declared = content.param(fault.param) != nullptr;
    }
    point(fault, fault.included ? content.parsedTemplate(error.templateName) : &outermost);
    return fault;
}

/// One text with its trace; the params that it asked for are added to `uses`, each once.
class TextPreview
{
public:
    TextPreview(const PreviewRequest& request, const TaskDef* task) : m_request(request), m_task(task)
    {
        m_context = request.context;
        m_context.derived = [&request](const QString& name) {
            const auto tried = request.tried.constFind(name);
            return tried != request.tried.constEnd() ? std::optional<QJsonValue>(*tried)
                                                     : derivedParam(request.context, name);
        };
    }

    RenderedText render(const QString& name, const QString& source, const Template& parsed,
                        const Template* path)
    {
        RenderedText text;
        text.name = name;
        text.source = source;
        if (path) {
            RenderTrace quiet;
            m_context.trace = &quiet;
            if (const auto rendered = execute(*path, m_context, m_task))
                text.path = QString::fromUtf8(*rendered);
        }
        RenderTrace trace;
        m_context.trace = &trace;
        const auto rendered = execute(parsed, m_context, m_task);
        const QByteArray output = rendered ? *rendered : trace.before();
        text.text = QString::fromUtf8(output);
        LineMap(trace, output).into(text);
        if (!rendered) {
            text.failed = true;
            text.fault = faultOf(rendered.error(), trace, parsed, *m_context.content);
        }
        addUses(trace, parsed);
        return text;
    }

    QList<ParamUse> uses;

private:
    void addUses(const RenderTrace& trace, const Template& parsed)
    {
        for (const ParamMention& mention : paramMentions(parsed))
            addUse(trace, mention.name, mention.line, mention.column);
        for (const RenderTrace::Use& use : trace.uses())
            addUse(trace, use.name, use.line, 0);
        std::ranges::stable_sort(uses, {}, &ParamUse::line);
    }

    void addUse(const RenderTrace& trace, const QString& name, int line, int column)
    {
        if (std::ranges::find(uses, name, &ParamUse::name) != uses.end())
            return;
        ParamUse use{.name = name, .line = line, .column = column, .state = stateOf(trace, name)};
        const ParamDef* def = m_context.content->param(name);
        QJsonValue value = QJsonValue::Undefined;
        if (m_request.tried.contains(name)) {
            value = m_request.tried.value(name);
            use.layer = u"tried"_s;
        } else if (const auto derived = derivedParam(m_request.context, name)) {
            value = *derived;
            use.layer = u"derived"_s;
        } else if (const auto found = resolveParam(*m_context.content, *m_context.layers, name)) {
            value = found->value;
            use.layer = paramLayerName(found->layer);
            use.source = found->source;
        }
        use.secret = isSealed(value) || (def && def->secure);
        if (!use.secret)
            use.value = value;
        uses.append(use);
    }

    static ParamUseState stateOf(const RenderTrace& trace, const QString& name)
    {
        ParamUseState state = ParamUseState::NotReached;
        for (const RenderTrace::Use& use : trace.uses()) {
            if (use.name != name)
                continue;
            if (use.wanted && !use.found)
                return ParamUseState::Missing;
            state = use.found || state == ParamUseState::Used ? ParamUseState::Used : ParamUseState::Unset;
        }
        return state;
    }

    const PreviewRequest& m_request;
    const TaskDef* m_task;
    RenderContext m_context;
};

} // namespace

Result<Preview> previewTask(const TaskDef& task, const QString& templateName, const PreviewRequest& request)
{
    Preview preview;
    const Content& content = *request.context.content;
    for (const QString& name : missingParams(content, task, *request.context.layers)) {
        if (!request.tried.contains(name) && !derivedParam(request.context, name))
            preview.missing.append(name);
    }
    TextPreview texts(request, &task);
    const QList<const Template*> parsed = content.taskTemplates(task.name);
    for (qsizetype i = 0; i < parsed.size(); ++i) {
        const TemplateInfo& info = task.templates[i];
        if (!templateName.isEmpty() && info.name != templateName)
            continue;
        const TemplateDef* shared = info.id.isEmpty() ? nullptr : content.templateText(info.id);
        preview.texts.append(texts.render(info.name, shared ? shared->contents : info.contents, *parsed[i],
                                          content.taskPath(task.name, i)));
    }
    if (preview.texts.isEmpty() && !templateName.isEmpty()) {
        QStringList names;
        for (const TemplateInfo& info : task.templates)
            names.append(info.name);
        return fail(u"template-unknown"_s,
                    u"task \"%1\" has no template \"%2\""_s.arg(task.name, templateName),
                    suggestion(templateName, names), u"task "_s + task.name);
    }
    preview.params = texts.uses;
    return preview;
}

Preview previewText(const QString& name, const QString& text, const PreviewRequest& request)
{
    const auto parsed = Template::parse(name, text);
    if (!parsed) {
        const TemplateError& error = parsed.error();
        RenderedText failed{.name = name, .source = text, .failed = true};
        failed.fault = {.templateName = name,
                        .line = error.line,
                        .column = error.column,
                        .outerLine = error.line,
                        .text = error.text};
        return {{failed}, {}, {}};
    }
    TextPreview texts(request, nullptr);
    Preview preview;
    preview.texts.append(texts.render(name, text, *parsed, nullptr));
    preview.params = texts.uses;
    return preview;
}

std::optional<FirstFault> firstFault(const Preview& preview)
{
    for (const RenderedText& text : preview.texts) {
        if (text.failed)
            return FirstFault{text.name, text.fault};
    }
    if (preview.missing.isEmpty())
        return std::nullopt;
    return FirstFault{{},
                      {.text = u"it needs %1, which has no value"_s.arg(preview.missing.join(u", "_s)),
                       .param = preview.missing.first(),
                       .declared = true}};
}

} // namespace Drover
