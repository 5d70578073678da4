#pragma once

#include "engine/content/content.h"
#include "engine/content/params.h"
#include "engine/core/contentview.h"
#include "engine/core/error.h"

#include <QStringList>

/// Task lists: what a workflow or blueprint expands to, and the rules by which a list may change while it
/// runs. Pure functions; any thread.
namespace Drover {

/// The task list of a workflow: for each stage `stage:S`, `bootenv:B` if it has one, then its entries, each
/// task preceded by its prerequisites unless they already stand in the same bootenv span. Error:
/// `workflow-unknown`.
[[nodiscard]] Result<QStringList> expandWorkflow(const Content& content, const QString& workflow);

/// The same for a list of entries (a blueprint's or a FlexiFlow list): `stage:X` brings its stage's entries.
/// Errors: `task-unknown`, `stage-unknown`, `task-entry`.
[[nodiscard]] Result<QStringList> expandEntries(const Content& content, const QStringList& entries);

/// The task list that a runner would come to: a workflow's, with what its FlexiFlow lists put in for these
/// layers. Where a list can't be read, nothing stands in its place. Error: `workflow-unknown`.
[[nodiscard]] Result<QList<ExpandedEntry>> expandFor(const Content& content, ParamLayers layers,
                                                     const QString& workflow);

/// The slice of a task list that may still change: after the current task, up to the next `stage:` entry.
struct PresentRange
{
    qsizetype begin = 0; ///< first index after the past
    qsizetype end = 0;   ///< index of the next `stage:` entry, or the list's size

    bool operator==(const PresentRange&) const = default;
};
/// `currentTask` is -1 before the first task and at least `tasks.size()` when all is done.
[[nodiscard]] PresentRange presentRange(const QStringList& tasks, qsizetype currentTask);

/// Inserts entries into the present; `offset` counts from its start, negative from its end (-1 = append), and
/// is clamped. Answers the list unchanged when the entries already stand there: doing it twice is doing it
/// once.
[[nodiscard]] QStringList insertTasks(const QStringList& tasks, qsizetype currentTask, qsizetype offset,
                                      const QStringList& entries);

/// Removes entries from the present, in order, at most one instance of each given one.
[[nodiscard]] QStringList deleteTasks(const QStringList& tasks, qsizetype currentTask,
                                      const QStringList& entries);

/// Replaces what stands between the current task and the next `stopEntry` by `entries`: what
/// FlexiFlow, classification and validation do. Error `task-list-stop` when no `stopEntry` follows.
[[nodiscard]] Result<QStringList> replaceUntil(const QStringList& tasks, qsizetype currentTask,
                                               const QString& stopEntry, const QStringList& entries);

} // namespace Drover
