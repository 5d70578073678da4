#pragma once

#include "engine/core/event.h"

#include <array>
#include <map>
#include <set>

namespace Drover {

/// A content pack that is loaded; its text is kept by the store under its hash.
struct PackRef
{
    using Key = QString;
    QString name;
    QString version;
    QString hash;
    int order = 0; ///< load order; later packs win

    [[nodiscard]] Key key() const { return name; }
    static constexpr auto fields()
    {
        return std::tuple(field("name", &PackRef::name), field("version", &PackRef::version),
                          field("hash", &PackRef::hash), field("order", &PackRef::order));
    }
    bool operator==(const PackRef&) const = default;
};

enum class IntentKind { Run, Cancel };
DROVER_ENUM_NAMES(IntentKind, "run", "cancel")

/// An effect that is to be carried out and has not been answered yet. Written with the events that ask for
/// it, so that after a crash every open one is probed.
struct Intent
{
    using Key = QString;
    QString effect; ///< Job::effectKey()
    JobId job;
    MachineId machine;
    IntentKind kind = IntentKind::Run;
    RunnerKind runner = RunnerKind::Local;
    Instant opened;

    [[nodiscard]] Key key() const { return effect; }
    static constexpr auto fields()
    {
        return std::tuple(field("effect", &Intent::effect), field("job", &Intent::job),
                          field("machine", &Intent::machine), field("kind", &Intent::kind),
                          field("runner", &Intent::runner), field("opened", &Intent::opened));
    }
    bool operator==(const Intent&) const = default;
};

/// The directory's own facts and the counters that ids come from. One of them.
struct Ledger
{
    using Key = int;
    qint64 seq = 0; ///< last event
    Instant at;     ///< its time: a virtual clock goes on from here
    bool created = false;
    bool simulated = false;
    qint64 seed = 0;
    double speed = 1;
    qint64 lastJob = 0;
    qint64 lastWorkOrder = 0;
    qint64 lastOperation = 0;
    qint64 lastMachine = 0; ///< machines ever added: a simulated directory's uuids are made of it

    [[nodiscard]] Key key() const { return 0; }
    static constexpr auto fields()
    {
        return std::tuple(field("seq", &Ledger::seq), field("at", &Ledger::at),
                          field("created", &Ledger::created), field("simulated", &Ledger::simulated),
                          field("seed", &Ledger::seed), field("speed", &Ledger::speed),
                          field("lastJob", &Ledger::lastJob), field("lastWorkOrder", &Ledger::lastWorkOrder),
                          field("lastOperation", &Ledger::lastOperation),
                          field("lastMachine", &Ledger::lastMachine));
    }
    bool operator==(const Ledger&) const = default;
};

/// What the sequencer works on: a machine's workflow, or one of its work orders.
struct RunnerRef
{
    MachineId machine;
    WorkOrderId workOrder;
    bool operator==(const RunnerRef&) const = default;
    bool operator<(const RunnerRef& o) const
    {
        return machine == o.machine ? workOrder < o.workOrder : machine < o.machine;
    }
};

/// Counts of a cluster's members that planners and operations read without a walk.
struct MemberCounts
{
    int total = 0;
    int settled = 0; ///< complete, and InUse
    int stopped = 0; ///< not runnable
    bool operator==(const MemberCounts&) const = default;
};

template <class T>
using Table = std::map<typename T::Key, T>;

/// Every kind of live object: what rows are written for and what a replica holds.
using Tables =
    std::tuple<Table<Ledger>, Table<PackRef>, Table<Pool>, Table<Profile>, Table<Machine>, Table<Job>,
               Table<WorkOrder>, Table<Plan>, Table<Operation>, Table<Gate>, Table<Intent>>;

/// All live objects of a data directory and the indices that `schedule` reads. Changed only through Draft, by
/// `apply`. Ended jobs, work orders and operations leave it; the store keeps them. Owned by the engine's
/// thread; copyable, so that a planner or predictor can work on a copy.
class State
{
public:
    template <class T>
    [[nodiscard]] const Table<T>& all() const
    {
        return std::get<Table<T>>(m_tables);
    }
    template <class T>
    [[nodiscard]] const T* find(const typename T::Key& key) const
    {
        const auto& table = all<T>();
        const auto it = table.find(key);
        return it == table.end() ? nullptr : &it->second;
    }
    [[nodiscard]] const Ledger& ledger() const;
    [[nodiscard]] const Machine* machineNamed(const QString& name) const;
    /// By name, `Name:x` or uuid, as DRP's object ids are written.
    [[nodiscard]] const Machine* findMachine(const QString& nameOrUuid) const;
    /// The cluster object of that name.
    [[nodiscard]] const Machine* cluster(const QString& name) const;
    [[nodiscard]] const std::set<MachineId>& members(const QString& cluster) const;
    [[nodiscard]] MemberCounts memberCounts(const QString& cluster) const;
    [[nodiscard]] std::array<int, 10> poolCounts(const QString& pool) const;
    [[nodiscard]] const Sequence* sequence(const RunnerRef& runner) const;
    /// The open operation that drives the cluster now (running, paused or needing attention), if any.
    [[nodiscard]] const Operation* driver(const QString& cluster) const;

    // Indices; see schedule.h for how they are used.
    [[nodiscard]] const std::set<RunnerRef>& ready() const { return m_ready; }
    [[nodiscard]] const std::set<std::pair<Instant, RunnerRef>>& timers() const { return m_timers; }
    [[nodiscard]] const std::map<MachineId, std::set<WorkOrderId>>& openOrders() const
    {
        return m_openOrders;
    }
    [[nodiscard]] const std::set<OperationId>& attention() const { return m_attention; }
    [[nodiscard]] const std::set<MachineId>& orderQueues() const { return m_orderQueues; }
    [[nodiscard]] const std::set<std::pair<Instant, MachineId>>& lockEnds() const { return m_lockEnds; }
    [[nodiscard]] const std::set<std::pair<Instant, OperationId>>& pauseEnds() const { return m_pauseEnds; }
    [[nodiscard]] int runningJobs() const { return m_runningJobs; }

    /// Puts a loaded object in; for stores and replicas. Indices follow.
    template <class T>
    void restore(T object)
    {
        const auto key = object.key(); // before the object is moved from: the order of arguments is not given
        (void)exchange<T>(key, std::move(object));
    }
    /// Marks every open operation and order queue to be looked at: a full scan, done once after loading.
    void markAll();
    /// The indices computed anew from the tables; the property test compares them with the kept ones.
    [[nodiscard]] State rebuilt() const;
    [[nodiscard]] bool sameIndices(const State& other) const;
    [[nodiscard]] bool sameTables(const State& other) const { return m_tables == other.m_tables; }

private:
    friend class Draft;

    /// Puts or removes the object and answers what was there; indices follow.
    template <class T>
    std::optional<T> exchange(const typename T::Key& key, std::optional<T> value);
    template <class T>
    void reindex(const T* before, const T* after);
    void indexMachine(const Machine* before, const Machine* after);
    void indexOrder(const WorkOrder* before, const WorkOrder* after);
    void indexOperation(const Operation* before, const Operation* after);
    void indexSequence(const RunnerRef& runner, const Sequence* before, const Sequence* after, bool mayRun);
    [[nodiscard]] bool mayRun(const Machine& machine) const;
    void attend(const QString& cluster);
    void refreshReady(const QString& cluster);
    void indexHolds(const Operation* before, const Operation* after);

    Tables m_tables;
    std::map<QString, MachineId> m_byName;
    std::map<QString, std::set<MachineId>> m_members;
    std::map<QString, MemberCounts> m_memberCounts;
    std::map<QString, std::array<int, 10>> m_poolCounts;
    std::set<RunnerRef> m_ready;
    std::set<std::pair<Instant, RunnerRef>> m_timers;
    std::set<std::pair<Instant, MachineId>> m_lockEnds;
    std::set<std::pair<Instant, OperationId>> m_pauseEnds;
    std::map<MachineId, std::set<WorkOrderId>> m_openOrders;
    std::map<QString, std::set<OperationId>> m_operations;
    std::set<QString> m_pausedClusters;
    std::set<QString> m_abortingClusters;
    std::set<OperationId> m_attention;
    std::set<MachineId> m_orderQueues;
    int m_runningJobs = 0;
};

template <class T>
std::optional<T> State::exchange(const typename T::Key& key, std::optional<T> value)
{
    auto& table = std::get<Table<T>>(m_tables);
    const auto it = table.find(key);
    std::optional<T> before;
    if (it == table.end()) {
        if (value)
            reindex<T>(nullptr, &table.emplace(key, std::move(*value)).first->second);
    } else if (value) {
        before = std::exchange(it->second, std::move(*value));
        reindex<T>(&*before, &it->second);
    } else {
        before = std::move(it->second);
        table.erase(it);
        reindex<T>(&*before, nullptr);
    }
    return before;
}

} // namespace Drover
