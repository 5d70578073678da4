#pragma once

#include "engine/content/render.h"
#include "engine/core/contentview.h"

namespace Drover {

/// Templates rendered for the eye: where each line comes from, which params went in from which layer, and all
/// before a fault instead of nothing. Secret values stand as dots. Pure functions; any thread.

struct Preview
{
    QList<RenderedText> texts;
    QList<ParamUse> params; ///< in the order of the first template's lines
    QStringList missing;    ///< required params of the task that have no value
};

/// What is previewed, and under which circumstances. `context` says what the templates see; its `trace` is
/// set here.
struct PreviewRequest
{
    RenderContext context;
    QJsonObject tried; ///< values of the moment: above every layer, saved nowhere
};

/// The templates of a task; only the one of that name when `templateName` is set. Error `template-unknown`.
[[nodiscard]] Result<Preview> previewTask(const TaskDef& task, const QString& templateName,
                                          const PreviewRequest& request);
/// A text that stands in no task: a shared template, a file of somebody's. One that can't be parsed is a
/// fault in the answer.
[[nodiscard]] Preview previewText(const QString& name, const QString& text, const PreviewRequest& request);

/// The first fault of a task: of a template, or a required param that has no value. Nothing: all is well.
struct FirstFault
{
    QString text; ///< name of the task's template; empty: a param that the task requires
    RenderFault fault;
};
[[nodiscard]] std::optional<FirstFault> firstFault(const Preview& preview);

} // namespace Drover
