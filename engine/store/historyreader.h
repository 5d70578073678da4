#pragma once

#include "engine/store/history.h"

#include <memory>

namespace Drover {

namespace Sqlite {
class Database;
class Statement;
} // namespace Sqlite

/// Paged reading of ended objects and of the journal from a SQLite file. Two owners: the SqliteStore reads
/// through its own connection; anyone else opens a read-only one with open(), which may live on another
/// thread than the engine's and sees every turn that is committed. Used on the thread that opened it.
class HistoryReader final : public History
{
public:
    /// Errors: `store-unavailable`, `store-newer`, `store-older`, `store-foreign`.
    [[nodiscard]] static Result<std::unique_ptr<HistoryReader>> open(const QString& path);
    /// Reads through a connection of another owner, which outlives this.
    explicit HistoryReader(Sqlite::Database& database);
    ~HistoryReader() override;

    [[nodiscard]] Result<QList<Job>> endedJobs(const JobFilter& filter) override;
    [[nodiscard]] Result<QList<Operation>> endedOperations(const QString& cluster, int limit) override;
    [[nodiscard]] Result<QList<Plan>> endedPlans(const QList<OperationId>& operations) override;
    [[nodiscard]] Result<QList<WorkOrder>> endedWorkOrders(MachineId target, int limit) override;
    [[nodiscard]] Result<QList<EventRecord>> events(const EventFilter& filter) override;
    [[nodiscard]] Result<EventPage> searchEvents(const EventFilter& filter,
                                                 const QList<EventTerm>& terms) override;
    [[nodiscard]] Result<std::optional<StoredCommand>> findCommand(const QString& id) override;
    [[nodiscard]] Result<QList<ChainLink>> chain(qint64 after, int limit) override;
    [[nodiscard]] Result<qint64> positionAt(Instant moment) override;

private:
    [[nodiscard]] Result<QList<Job>> jobsOfThread(const JobFilter& filter);
    [[nodiscard]] Result<QList<EventRecord>> eventsAbout(const EventFilter& filter);

    explicit HistoryReader(std::unique_ptr<Sqlite::Database> database);

    std::unique_ptr<Sqlite::Database> m_own;
    Sqlite::Database& m_database;
};

/// `SELECT … FROM event JOIN thread …` without a condition, and its rows. Errors: those of
/// EventCodec::readPayload, naming the sequence number.
extern const char* const selectEventSql;
[[nodiscard]] Result<EventRecord> readEvent(const Sqlite::Statement& row);

} // namespace Drover
