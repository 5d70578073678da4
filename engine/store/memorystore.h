#pragma once

#include "engine/store/store.h"

#include <map>

namespace Drover {

/// The store without a disk, for tests, previews and predictions: the same contract, nothing outlives it. A
/// copy of it is a copy of all it holds. Used on one thread at a time.
class MemoryStore : public Store
{
public:
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

    /// The next commits fail with it, writing nothing, until an empty error is set; for tests of trouble.
    void failWith(std::optional<Error> error) { m_failure = std::move(error); }

private:
    template <class T>
    void take(const Draft& draft);

    Tables m_live;
    std::tuple<Table<Job>, Table<WorkOrder>, Table<Operation>, Table<Plan>> m_ended;
    std::map<qint64, EventRecord> m_events;
    std::map<QString, StoredCommand> m_commands;
    std::map<QString, StoredPack> m_packs;
    std::optional<Error> m_failure;
};

} // namespace Drover
