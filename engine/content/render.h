#pragma once

#include "engine/content/content.h"
#include "engine/content/params.h"
#include "engine/content/template/template.h"
#include "engine/core/error.h"

#include <QByteArray>
#include <QJsonObject>
#include <functional>
#include <optional>

namespace Drover {

class RenderTrace;

/// What a template sees: `.Param…` through the layers, `.Machine`, `.Task`, `.Stage`, `.WorkOrder`,
/// `.Cluster`. Made by the caller for one rendering; refers to the content and layers, which must outlive it.
struct RenderContext
{
    const Content* content = nullptr;
    const ParamLayers* layers = nullptr;
    QJsonObject machine; ///< fields by their DRP names: Name, Uuid, Address, Profiles, Params, …
    QJsonObject task;    ///< Name, …
    QJsonObject stage;
    QJsonObject workOrder; ///< empty = none
    QJsonObject cluster;   ///< empty = none
    QJsonObject document;  ///< further members of `.`, each under its key; those above win
    /// Derived params (`cluster/members`); above every layer. Asked only for what a template looks at: they
    /// may be dear to make. May be empty.
    std::function<std::optional<QJsonValue>(const QString& name)> derived;
    /// Opens a sealed value; nothing = it stays sealed. May be empty.
    std::function<std::optional<QJsonValue>(const QJsonValue& sealed)> open;
    /// Told what a rendering did; null = nobody. Then a secret value goes in as dots, never as itself.
    RenderTrace* trace = nullptr;
};

/// What is derived under that name, if anything is.
[[nodiscard]] inline std::optional<QJsonValue> derivedParam(const RenderContext& context, const QString& name)
{
    return context.derived ? context.derived(name) : std::nullopt;
}

/// `siblings`: the task whose other templates it may include by their names; null = none.
[[nodiscard]] tl::expected<QByteArray, TemplateError>
execute(const Template& parsed, const RenderContext& context, const TaskDef* siblings);
/// Error `template-failed`: its text has template, line, column, what is wrong, and by whom it was included.
[[nodiscard]] Result<QByteArray> render(const Template& parsed, const RenderContext& context);
/// Parses and renders a text of the moment (an `.Expand`ed value, a preview).
[[nodiscard]] Result<QByteArray> renderText(const QString& name, const QString& text,
                                            const RenderContext& context);

/// One thing a job does: write a file, or run a script.
struct RenderedAction
{
    QString name;
    QString path; ///< rendered too; empty = run `contents`
    QByteArray contents;
    QJsonObject meta;

    bool operator==(const RenderedAction&) const = default;
};
/// The actions of a task in order. Errors: `template-failed`, `param-required` when a required param has no
/// value.
[[nodiscard]] Result<QList<RenderedAction>> renderTask(const TaskDef& task, const RenderContext& context);
/// Nothing is asked of the context: its templates are text, and includes of text, and it requires no param.
/// So they become the same for every machine.
[[nodiscard]] bool isPlain(const TaskDef& task, const Content& content);

} // namespace Drover
