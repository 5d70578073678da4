#pragma once

#include "engine/core/state.h"
#include "engine/store/journalverify.h"
#include "engine/store/sqlite/database.h"

#include <set>

namespace Drover {

/// Compares stored rows with the objects that the journal makes: part of verifyJournal, on its thread.
class RowCheck
{
public:
    RowCheck(Sqlite::Database& database, JournalReport& report) : m_database(database), m_report(report) {}

    /// An object that has just ended against its row.
    template <class T>
    [[nodiscard]] Result<> ended(const T& object);
    /// All rows against the state at the journal's end; also finds rows that no event accounts for.
    [[nodiscard]] Result<> all(const State& state);
    void problem(const QString& sentence);

private:
    template <class T>
    [[nodiscard]] Result<> live(const Table<T>& table);
    template <class T>
    [[nodiscard]] Result<> unaccounted();
    template <class T>
    void compare(const Sqlite::Statement& row, const T& expected);
    [[nodiscard]] Result<> jobThreads();
    [[nodiscard]] Result<> strays();

    Sqlite::Database& m_database;
    JournalReport& m_report;
    std::tuple<std::set<JobId>, std::set<WorkOrderId>, std::set<OperationId>>
        m_ended; ///< plans go with operations
    std::set<OperationId> m_endedPlans;
};

} // namespace Drover
