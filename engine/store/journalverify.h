#pragma once

#include "engine/core/error.h"

#include <functional>

namespace Drover {

/// What `drover journal verify` found. `problems` is empty when every row is what the journal makes of it; at
/// most `mostProblems` are kept, each one sentence that names the event, its rule and object, or the object
/// and its column.
struct JournalReport
{
    static constexpr qsizetype mostProblems = 100;

    qint64 events = 0;
    qint64 rows = 0;
    QStringList problems;
    qint64 moreProblems = 0;

    [[nodiscard]] bool ok() const { return problems.isEmpty(); }
};

/// What is asked of a journal beside its fold.
struct JournalChecks
{
    /// Whether every event keeps what lifecycle.md says is always true (1, 2, 5 to 8).
    bool invariants = true;
    /// Called now and then with the number of events folded; answering false ends the check.
    std::function<bool(qint64 events)> progress = {};
};

/// Folds the journal of a database from its first event with `apply` and compares every column of every row,
/// live and ended, with what is stored; checks the chain of the events' hashes, the threads, and after every
/// event the invariants. Reads one moment of the file, which may be in use. Any thread. Errors: those of
/// opening it, and `cancelled`.
[[nodiscard]] Result<JournalReport> verifyJournal(const QString& path, const JournalChecks& checks = {});

} // namespace Drover
