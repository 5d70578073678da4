#include "app/builtincontent.h"
#include "app/cli/arguments.h"
#include "app/cli/verbs.h"
#include "engine/content/preview.h"
#include "models/inputfile.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace Drover::Verbs {

namespace {

constexpr qint64 templateLimit = 8LL << 20;

/// A name with neither a folder nor a file of that name is a task's.
bool isFile(const QString& subject)
{
    return subject.contains(u'/') ? QFileInfo(subject).isFile()
                                  : QFileInfo(subject).isFile() && subject.contains(u'.');
}

QJsonObject faultDocument(const RenderFault& fault)
{
    return {{u"template"_s, fault.templateName}, {u"line"_s, fault.line},
            {u"column"_s, fault.column},         {u"text"_s, fault.text},
            {u"param"_s, fault.param},           {u"nearest"_s, fault.nearest}};
}

QJsonObject document(const Answers::Rendering& rendering)
{
    QJsonArray texts;
    for (const RenderedText& text : rendering.texts) {
        QJsonObject each{{u"name"_s, text.name}, {u"path"_s, text.path}, {u"text"_s, text.text}};
        if (text.failed)
            each.insert(u"fault"_s, faultDocument(text.fault));
        texts.append(each);
    }
    QJsonArray params;
    for (const ParamUse& use : rendering.params) {
        QJsonObject each{{u"name"_s, use.name},
                         {u"line"_s, use.line},
                         {u"state"_s, enumText(use.state)},
                         {u"layer"_s, use.layer},
                         {u"source"_s, use.source}};
        if (use.secret)
            each.insert(u"secret"_s, true);
        if (!use.value.isUndefined())
            each.insert(u"value"_s, use.value);
        params.append(each);
    }
    return {{u"machine"_s, rendering.machine},
            {u"stage"_s, rendering.stage},
            {u"texts"_s, texts},
            {u"params"_s, params},
            {u"missing"_s, QJsonArray::fromStringList(rendering.missing)}};
}

/// One text as it is; several each under its name and path.
QString shown(const QList<RenderedText>& texts)
{
    if (texts.size() == 1)
        return texts.first().text;
    QString all;
    for (const RenderedText& text : texts) {
        all +=
            text.path.isEmpty() ? u"==> %1\n"_s.arg(text.name) : u"==> %1 (%2)\n"_s.arg(text.name, text.path);
        all += text.text.endsWith(u'\n') ? text.text : text.text + u'\n';
    }
    return all;
}

/// What was rendered goes out, up to a fault; the fault is said and is a failure.
ExitCode tell(Terminal& terminal, const Answers::Rendering& rendering)
{
    terminal.print(document(rendering), [&] { return shown(rendering.texts); });
    for (const RenderedText& text : rendering.texts) {
        if (!text.failed)
            continue;
        const RenderFault& fault = text.fault;
        (void)terminal.refuse(
            {u"template-failed"_s,
             u"%1:%2:%3: %4"_s.arg(fault.templateName).arg(fault.line).arg(fault.column).arg(fault.text),
             u"mend the template or set what it needs"_s, u"template "_s + fault.templateName});
        return ExitCode::Failed;
    }
    if (rendering.missing.isEmpty())
        return ExitCode::Done;
    (void)terminal.refuse({u"param-required"_s,
                           u"it needs %1, which has no value"_s.arg(rendering.missing.join(u", "_s)),
                           u"set it on the machine or in one of its profiles, or try --param"_s,
                           {}});
    return ExitCode::Failed;
}

/// The options as a query; reads the files that they name.
Result<Queries::RenderTask> queryOf(const Render& options)
{
    Queries::RenderTask query;
    query.machine = options.machine;
    query.templateName = options.templateName;
    if (isFile(options.subject)) {
        const auto bytes = readInputFile(options.subject, templateLimit);
        if (!bytes)
            return tl::make_unexpected(bytes.error());
        query.text = QString::fromUtf8(*bytes);
        query.templateName = QFileInfo(options.subject).fileName();
    } else {
        query.task = options.subject;
    }
    if (!options.data.isEmpty()) {
        const auto read = readMapFile(options.data);
        if (!read)
            return tl::make_unexpected(read.error());
        query.document = *read;
    }
    const auto params = keyValues(options.params, u"--param"_s);
    if (!params)
        return tl::make_unexpected(params.error());
    query.params = *params;
    return query;
}

} // namespace

bool rendersAlone(const Render& options)
{
    return options.machine.isEmpty() && isFile(options.subject);
}

ExitCode renderFile(Terminal& terminal, const Render& options)
{
    const auto query = queryOf(options);
    if (!query)
        return terminal.refuse(query.error());
    const auto pack = readPack(builtInPack());
    const auto content = pack ? Content::build({*pack}) : tl::make_unexpected(pack.error());
    if (!content)
        return terminal.refuse(u"content-invalid"_s, content.error());
    ParamLayers layers;
    layers.machine = query->document.value("Params"_L1).toObject();
    PreviewRequest request;
    request.context.content = &*content;
    request.context.layers = &layers;
    request.context.document = query->document;
    request.tried = query->params;
    const Preview made = previewText(query->templateName, query->text, request);
    Answers::Rendering rendering;
    rendering.texts = made.texts;
    rendering.params = made.params;
    return tell(terminal, rendering);
}

ExitCode renderContent(Session& session, const Render& options)
{
    Terminal& terminal = session.terminal();
    const auto query = queryOf(options);
    if (!query)
        return terminal.refuse(query.error());
    if (options.machine.isEmpty() && options.data.isEmpty())
        return terminal.refuse({u"usage"_s,
                                u"it is not said for what to render"_s,
                                u"name a machine with --machine, or a document with --data"_s,
                                {}});
    const auto rendering = session.ask<Answers::Rendering>(*query);
    return rendering ? tell(terminal, *rendering) : terminal.refuse(rendering.error());
}

} // namespace Drover::Verbs
