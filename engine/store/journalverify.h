#pragma once

#include "engine/core/error.h"

#include <functional>

namespace Drover {

/// What `drover journal verify` found. `problems` is empty when every row is what the journal makes of it; at
/// most `mostProblems` are kept, each one sentence that names the event, or the object and its column.
struct JournalReport
{
    static constexpr qsizetype mostProblems = 100;

    qint64 events = 0;
    qint64 rows = 0;
    QStringList problems;
    qint64 moreProblems = 0;

    [[nodiscard]] bool ok() const { return problems.isEmpty(); }
};

/// Folds the journal of a database from its first event with `apply` and compares every column of every row,
/// live and ended, with what is stored; checks the chain of the events' hashes and the threads. Reads one
/// moment of the file, which may be in use. `progress` is called now and then with the number of events
/// folded; answering false ends the check. Any thread. Errors: those of opening it, and `cancelled`.
[[nodiscard]] Result<JournalReport> verifyJournal(const QString& path,
                                                  const std::function<bool(qint64 events)>& progress = {});

} // namespace Drover
