#pragma once

#include "engine/store/sqlite/database.h"
#include "engine/store/store.h"

namespace Drover {

/// The store on disk: one SQLite file. A turn is one BEGIN IMMEDIATE … COMMIT with synchronous=FULL. Owned by
/// the engine's runtime, used on its thread only.
class SqliteStore : public Store
{
public:
    /// Opens or creates the file and brings it to the newest schema. Errors: `store-newer`, `store-foreign`,
    /// and those of Sqlite::errorOf.
    [[nodiscard]] static Result<std::unique_ptr<SqliteStore>> open(const QString& path);
    /// Opens a file as it is, to look at: nothing is changed. Errors: `store-older`, and those above.
    [[nodiscard]] static Result<std::unique_ptr<SqliteStore>> openToRead(const QString& path);
    ~SqliteStore() override;

    [[nodiscard]] Result<State> load() override;
    [[nodiscard]] Result<> commit(const TurnRecord& turn) override;
    [[nodiscard]] Result<std::optional<StoredCommand>> findCommand(const QString& id) override;
    [[nodiscard]] Result<StoredPack> pack(const QString& hash) override;
    [[nodiscard]] Result<QList<Job>> endedJobs(const JobFilter& filter) override;
    [[nodiscard]] Result<QList<Operation>> endedOperations(const QString& cluster, int limit) override;
    [[nodiscard]] Result<QList<Plan>> endedPlans(const QList<OperationId>& operations) override;
    [[nodiscard]] Result<QList<WorkOrder>> endedWorkOrders(MachineId target, int limit) override;
    [[nodiscard]] Result<QList<EventRecord>> events(const EventFilter& filter) override;
    [[nodiscard]] Result<EventPage> searchEvents(const EventFilter& filter,
                                                 const QList<EventTerm>& terms) override;
    [[nodiscard]] Result<QList<ChainLink>> chain(qint64 after, int limit) override;
    [[nodiscard]] Result<qint64> positionAt(Instant moment) override;
    [[nodiscard]] Sizes sizes() const override;

    /// The connection, for fault hooks and for tests that change the file behind the store's back.
    [[nodiscard]] Sqlite::Database& database();

private:
    struct Private;
    explicit SqliteStore(std::unique_ptr<Sqlite::Database> database);

    std::unique_ptr<Private> d;
};

} // namespace Drover
