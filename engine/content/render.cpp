#include "engine/content/render.h"

#include "engine/content/renderobjects.h"
#include "engine/content/template/execution.h"

#include <QJsonArray>
#include <QSet>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

tl::unexpected<Error> templateFailed(const TemplateError& error)
{
    return fail(u"template-failed"_s, error.toString(), u"mend the template or set what it needs"_s,
                u"template "_s + error.templateName);
}

/// Takes secrets that a rendering opened out of what it complains about.
TemplateError withoutSecrets(TemplateError error, const QStringList& secrets)
{
    for (const QString& secret : secrets) {
        error.text.replace(secret, u"•••"_s);
    }
    return error;
}

void collectTexts(const QJsonValue& value, QStringList& into)
{
    if (value.isString() && !value.toString().isEmpty()) {
        into.append(value.toString());
    } else if (value.isArray()) {
        for (const QJsonValue& item : value.toArray()) {
            collectTexts(item, into);
        }
    } else if (value.isObject()) {
        for (const QJsonValue& member : value.toObject()) {
            collectTexts(member, into);
        }
    }
}

/// The templates that one of a task may include: the others of the task by their names, then the content's.
TemplateExecution::Lookup lookUpFor(const TaskDef* task, const Content& content)
{
    const QList<const Template*> own = task ? content.taskTemplates(task->name) : QList<const Template*>();
    return [task, own, &content](const QString& name) -> const Template* {
        for (qsizetype i = 0; i < own.size(); ++i) {
            if (task->templates[i].name == name) {
                return own[i];
            }
        }
        return content.parsedTemplate(name);
    };
}

/// `seen` are those that were looked at already, or are just being looked at.
bool isText(const Template* parsed, const TemplateExecution::Lookup& lookUp, QSet<const Template*>& seen)
{
    if (!parsed || !parsed->defines().isEmpty()) {
        return false;
    }
    if (seen.contains(parsed)) {
        return true;
    }
    seen.insert(parsed);
    return std::ranges::all_of(parsed->body().nodes, [&](const TemplateAst::Node& node) {
        const auto* include = std::get_if<TemplateAst::Include>(&node.what);
        return std::holds_alternative<TemplateAst::Text>(node.what) ||
               (include && isText(lookUp(include->name), lookUp, seen));
    });
}

} // namespace

tl::expected<QByteArray, TemplateError> execute(const Template& parsed, const RenderContext& given,
                                                const TaskDef* siblings)
{
    RenderContext context = given;
    QStringList secrets;
    if (given.open) {
        context.open = [&](const QJsonValue& sealed) {
            std::optional<QJsonValue> opened = given.open(sealed);
            collectTexts(opened.value_or(QJsonValue()), secrets);
            return opened;
        };
    }
    TemplateExecution execution(lookUpFor(siblings, *context.content), given.trace);
    auto rendered = execution.run(parsed, Value(makeRenderRoot(context)));
    if (!rendered) {
        return tl::make_unexpected(withoutSecrets(rendered.error(), secrets));
    }
    return rendered;
}

namespace {

Result<QByteArray> renderWith(const Template& parsed, const RenderContext& context, const TaskDef* siblings)
{
    auto rendered = execute(parsed, context, siblings);
    return rendered ? Result<QByteArray>(*std::move(rendered)) : templateFailed(rendered.error());
}

} // namespace

Result<QByteArray> render(const Template& parsed, const RenderContext& context)
{
    return renderWith(parsed, context, nullptr);
}

Result<QByteArray> renderText(const QString& name, const QString& text, const RenderContext& context)
{
    const auto parsed = Template::parse(name, text);
    return parsed ? render(*parsed, context) : templateFailed(parsed.error());
}

Result<QList<RenderedAction>> renderTask(const TaskDef& task, const RenderContext& context)
{
    if (const QStringList missing = missingParams(*context.content, task, *context.layers);
        !missing.isEmpty()) {
        QStringList unset = missing;
        unset.removeIf([&](const QString& name) { return derivedParam(context, name).has_value(); });
        if (!unset.isEmpty()) {
            return fail(u"param-required"_s,
                        u"task \"%1\" needs %2, which has no value"_s.arg(task.name, unset.join(u", "_s)),
                        u"set it on the machine or in one of its profiles"_s, u"task "_s + task.name);
        }
    }
    QList<RenderedAction> actions;
    const QList<const Template*> templates = context.content->taskTemplates(task.name);
    for (qsizetype i = 0; i < templates.size(); ++i) {
        const TemplateInfo& info = task.templates[i];
        RenderedAction action{info.name, QString(), QByteArray(), info.meta};
        if (const Template* path = context.content->taskPath(task.name, i)) {
            const Result<QByteArray> rendered = renderWith(*path, context, &task);
            if (!rendered) {
                return tl::make_unexpected(rendered.error());
            }
            action.path = QString::fromUtf8(*rendered);
        }
        Result<QByteArray> rendered = renderWith(*templates[i], context, &task);
        if (!rendered) {
            return tl::make_unexpected(rendered.error());
        }
        action.contents = *std::move(rendered);
        actions.append(std::move(action));
    }
    return actions;
}

bool isPlain(const TaskDef& task, const Content& content)
{
    const TemplateExecution::Lookup lookUp = lookUpFor(&task, content);
    const QList<const Template*> templates = content.taskTemplates(task.name);
    QSet<const Template*> seen;
    for (qsizetype i = 0; i < templates.size(); ++i) {
        if (content.taskPath(task.name, i) || !isText(templates[i], lookUp, seen)) {
            return false;
        }
    }
    return task.requiredParams.isEmpty();
}

} // namespace Drover
