#pragma once

#include "engine/store/store.h"

#include <memory>

namespace Drover {

namespace Sqlite {
class Database;
class Statement;
} // namespace Sqlite

/// Paged reading of ended objects and of the journal from a SQLite file. Two owners: the SqliteStore reads
/// through its own connection; anyone else opens a read-only one with open(), which may live on another
/// thread than the engine's and sees every turn that is committed. Used on the thread that opened it.
class HistoryReader
{
public:
    /// Errors: `store-unavailable`, `store-newer`, `store-older`, `store-foreign`.
    [[nodiscard]] static Result<std::unique_ptr<HistoryReader>> open(const QString& path);
    /// Reads through a connection of another owner, which outlives this.
    explicit HistoryReader(Sqlite::Database& database);
    ~HistoryReader();

    [[nodiscard]] Result<QList<Job>> endedJobs(const Store::JobFilter& filter);
    [[nodiscard]] Result<QList<Operation>> endedOperations(const QString& cluster, int limit);
    [[nodiscard]] Result<QList<Plan>> endedPlans(const QList<OperationId>& operations);
    [[nodiscard]] Result<QList<WorkOrder>> endedWorkOrders(MachineId target, int limit);
    [[nodiscard]] Result<QList<EventRecord>> events(const Store::EventFilter& filter);
    [[nodiscard]] Result<Store::EventPage> searchEvents(const Store::EventFilter& filter,
                                                        const QList<EventTerm>& terms);

private:
    [[nodiscard]] Result<QList<Job>> jobsOfThread(const Store::JobFilter& filter);
    [[nodiscard]] Result<QList<EventRecord>> eventsAbout(const Store::EventFilter& filter);

    explicit HistoryReader(std::unique_ptr<Sqlite::Database> database);

    std::unique_ptr<Sqlite::Database> m_own;
    Sqlite::Database& m_database;
};

/// `SELECT … FROM event JOIN thread …` without a condition, and its rows. Errors: those of
/// EventCodec::readPayload, naming the sequence number.
extern const char* const selectEventSql;
[[nodiscard]] Result<EventRecord> readEvent(const Sqlite::Statement& row);

} // namespace Drover
