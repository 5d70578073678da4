#include "engine/core/state.h"

#include <algorithm>

namespace Drover {

namespace {

const std::set<MachineId> noMachines;

bool wantsToRun(const Sequence& sequence)
{
    return !sequence.tasks.isEmpty() && !sequence.complete && sequence.runnable() && !sequence.job.isSet() &&
           sequence.wait == Wait::None;
}

template <class Map, class Key, class Value>
void eraseFrom(Map& map, const Key& key, const Value& value)
{
    const auto it = map.find(key);
    if (it == map.end())
        return;
    it->second.erase(value);
    if (it->second.empty())
        map.erase(it);
}

MemberCounts countOf(const Machine& machine)
{
    return {1, machine.sequence.complete && machine.poolStatus == PoolStatus::InUse ? 1 : 0,
            machine.sequence.runnable() ? 0 : 1};
}

} // namespace

const Ledger& State::ledger() const
{
    static const Ledger empty;
    const Ledger* ledger = find<Ledger>(0);
    return ledger ? *ledger : empty;
}

const Machine* State::machineNamed(const QString& name) const
{
    const auto it = m_byName.find(name);
    return it == m_byName.end() ? nullptr : find<Machine>(it->second);
}

const Machine* State::findMachine(const QString& nameOrUuid) const
{
    const QString name = nameOrUuid.startsWith(QLatin1String("Name:")) ? nameOrUuid.mid(5) : nameOrUuid;
    if (const Machine* machine = machineNamed(name))
        return machine;
    const MachineId id = MachineId::fromString(nameOrUuid);
    return id.isSet() ? find<Machine>(id) : nullptr;
}

const Machine* State::cluster(const QString& name) const
{
    const Machine* machine = machineNamed(name);
    return machine && machine->kind == MachineKind::Cluster ? machine : nullptr;
}

const std::set<MachineId>& State::members(const QString& cluster) const
{
    const auto it = m_members.find(cluster);
    return it == m_members.end() ? noMachines : it->second;
}

MemberCounts State::memberCounts(const QString& cluster) const
{
    const auto it = m_memberCounts.find(cluster);
    return it == m_memberCounts.end() ? MemberCounts() : it->second;
}

std::array<int, 10> State::poolCounts(const QString& pool) const
{
    const auto it = m_poolCounts.find(pool);
    return it == m_poolCounts.end() ? std::array<int, 10>{} : it->second;
}

const Sequence* State::sequence(const RunnerRef& runner) const
{
    if (runner.workOrder.isSet()) {
        const WorkOrder* order = find<WorkOrder>(runner.workOrder);
        return order ? &order->sequence : nullptr;
    }
    const Machine* machine = find<Machine>(runner.machine);
    return machine ? &machine->sequence : nullptr;
}

const Operation* State::driver(const QString& cluster) const
{
    const auto it = m_operations.find(cluster);
    if (it == m_operations.end())
        return nullptr;
    for (const OperationId id : it->second) {
        const Operation* operation = find<Operation>(id);
        if (operation && operation->state != OperationState::Queued)
            return operation;
    }
    return nullptr;
}

namespace {

/// An order that carries a step of a paused operation: nothing new starts on it, wherever it runs.
bool isHeldByPause(const State& state, const WorkOrder& order)
{
    const Operation* operation = state.find<Operation>(order.operation);
    return operation && operation->state == OperationState::Paused;
}

} // namespace

bool State::mayRun(const Machine& machine) const
{
    const QString& cluster = machine.kind == MachineKind::Cluster ? machine.name : machine.cluster;
    if (machine.lock.locked || (!cluster.isEmpty() && m_pausedClusters.contains(cluster)))
        return false;
    // What an abort takes back stands still at once: the cluster's own workflow, and what is being built.
    const bool takenBack = machine.kind == MachineKind::Cluster ||
                           machine.poolStatus == PoolStatus::Building ||
                           machine.poolStatus == PoolStatus::HoldBuild;
    return !takenBack || cluster.isEmpty() || !m_abortingClusters.contains(cluster);
}

void State::attend(const QString& cluster)
{
    const auto it = m_operations.find(cluster);
    if (it != m_operations.end())
        m_attention.insert(it->second.begin(), it->second.end());
}

void State::indexSequence(const RunnerRef& runner, const Sequence* before, const Sequence* after, bool mayRun)
{
    if (before && before->waitUntil.isSet())
        m_timers.erase({before->waitUntil, runner});
    // What is locked or paused is not woken: its wait counts on when it may run again.
    if (after && mayRun && after->runnable() && after->waitUntil.isSet() && after->wait != Wait::None)
        m_timers.insert({after->waitUntil, runner});
    if (after && mayRun && wantsToRun(*after))
        m_ready.insert(runner);
    else
        m_ready.erase(runner);
}

void State::indexMachine(const Machine* before, const Machine* after)
{
    const MachineId id = (after ? after : before)->id;
    if (!before || !after || before->name != after->name) {
        if (before)
            m_byName.erase(before->name);
        if (after)
            m_byName[after->name] = id;
    }
    if (before && before->lock.until.isSet())
        m_lockEnds.erase({before->lock.until, id});
    if (after && after->lock.locked && after->lock.until.isSet())
        m_lockEnds.insert({after->lock.until, id});
    if (before && before->kind == MachineKind::Machine)
        --m_poolCounts[before->pool][size_t(before->poolStatus)];
    if (after && after->kind == MachineKind::Machine)
        ++m_poolCounts[after->pool][size_t(after->poolStatus)];
    if (before && before->isMember()) {
        const MemberCounts gone = countOf(*before);
        MemberCounts& counts = m_memberCounts[before->cluster];
        counts = {counts.total - gone.total, counts.settled - gone.settled, counts.stopped - gone.stopped};
        if (counts.total == 0)
            m_memberCounts.erase(before->cluster);
        if (!after || after->cluster != before->cluster)
            eraseFrom(m_members, before->cluster, id);
        attend(before->cluster);
    }
    if (after && after->isMember()) {
        const MemberCounts come = countOf(*after);
        MemberCounts& counts = m_memberCounts[after->cluster];
        counts = {counts.total + come.total, counts.settled + come.settled, counts.stopped + come.stopped};
        m_members[after->cluster].insert(id);
        attend(after->cluster);
    }
    const Machine& any = after ? *after : *before;
    if (any.kind == MachineKind::Cluster)
        attend(any.name);

    const bool free = after && mayRun(*after);
    indexSequence({id, {}}, before ? &before->sequence : nullptr, after ? &after->sequence : nullptr,
                  free && !after->workOrderMode);
    const auto orders = m_openOrders.find(id);
    if (orders != m_openOrders.end()) {
        m_orderQueues.insert(id);
        for (const WorkOrderId orderId : orders->second) {
            const WorkOrder* order = find<WorkOrder>(orderId);
            indexSequence({id, orderId}, &order->sequence, &order->sequence,
                          free && order->state == WorkOrderState::Running && !isHeldByPause(*this, *order));
        }
    }
}

void State::indexOrder(const WorkOrder* before, const WorkOrder* after)
{
    const WorkOrder& any = after ? *after : *before;
    if (before && !after)
        eraseFrom(m_openOrders, before->target, before->id);
    if (after)
        m_openOrders[after->target].insert(after->id);
    const Machine* machine = find<Machine>(any.target);
    indexSequence({any.target, any.id}, before ? &before->sequence : nullptr,
                  after ? &after->sequence : nullptr,
                  machine && mayRun(*machine) && after && after->state == WorkOrderState::Running &&
                      !isHeldByPause(*this, *after));
    m_orderQueues.insert(any.target);
    if (any.operation.isSet() && find<Operation>(any.operation))
        m_attention.insert(any.operation);
}

void State::refreshReady(const QString& cluster)
{
    std::set<MachineId> affected = members(cluster);
    if (const Machine* machine = this->cluster(cluster))
        affected.insert(machine->id);
    for (const MachineId id : affected) {
        const Machine* machine = find<Machine>(id);
        indexMachine(machine, machine);
    }
}

void State::indexOperation(const Operation* before, const Operation* after)
{
    const Operation& any = after ? *after : *before;
    if (before && before->pausedUntil.isSet())
        m_pauseEnds.erase({before->pausedUntil, any.id});
    if (after && after->state == OperationState::Paused && after->pausedUntil.isSet())
        m_pauseEnds.insert({after->pausedUntil, any.id});
    if (after && after->isOpen()) {
        m_operations[any.cluster].insert(any.id);
        m_attention.insert(any.id);
    } else {
        eraseFrom(m_operations, any.cluster, any.id);
        m_attention.erase(any.id);
        attend(any.cluster); // the next in the queue may go
    }
    indexHolds(before, after);
}

/// A pause and an abort let a cluster's sequences stand still; a pause also the orders that carry its steps.
void State::indexHolds(const Operation* before, const Operation* after)
{
    const QString cluster = (after ? after : before)->cluster;
    const auto isPaused = [](const Operation& o) { return o.state == OperationState::Paused; };
    const auto isAborting = [](const Operation& o) { return o.aborting; };
    const auto hold = [&](std::set<QString>& clusters, auto holds) {
        const auto open = m_operations.find(cluster);
        const bool held =
            open != m_operations.end() && std::ranges::any_of(open->second, [&](OperationId id) {
                const Operation* operation = find<Operation>(id);
                return operation && holds(*operation);
            });
        if (held == clusters.contains(cluster))
            return false;
        if (held)
            clusters.insert(cluster);
        else
            clusters.erase(cluster);
        return true;
    };
    const bool pauses = hold(m_pausedClusters, isPaused);
    const bool aborts = hold(m_abortingClusters, isAborting);
    if (pauses || aborts)
        refreshReady(cluster);
    if ((before && isPaused(*before)) == (after && isPaused(*after)))
        return;
    const OperationId id = (after ? after : before)->id;
    for (const auto& [key, order] : all<WorkOrder>()) {
        if (order.operation == id)
            indexOrder(&order, &order);
    }
}

template <>
void State::reindex<Machine>(const Machine* before, const Machine* after)
{
    indexMachine(before, after);
}
template <>
void State::reindex<WorkOrder>(const WorkOrder* before, const WorkOrder* after)
{
    indexOrder(before, after);
}
template <>
void State::reindex<Operation>(const Operation* before, const Operation* after)
{
    indexOperation(before, after);
}
template <>
void State::reindex<Job>(const Job* before, const Job* after)
{
    const auto counts = [](const Job* job) {
        return job && job->isOpen() && job->runner != RunnerKind::Engine ? 1 : 0;
    };
    m_runningJobs += counts(after) - counts(before);
}
template <>
void State::reindex<Gate>(const Gate* before, const Gate* after)
{
    attend((after ? after : before)->cluster);
}
template <>
void State::reindex<Ledger>(const Ledger*, const Ledger*)
{
}
template <>
void State::reindex<PackRef>(const PackRef*, const PackRef*)
{
}
template <>
void State::reindex<Pool>(const Pool*, const Pool*)
{
}
template <>
void State::reindex<Profile>(const Profile*, const Profile*)
{
}
template <>
void State::reindex<Plan>(const Plan*, const Plan*)
{
}
template <>
void State::reindex<Intent>(const Intent*, const Intent*)
{
}

void State::markAll()
{
    for (const auto& [id, operation] : all<Operation>()) {
        if (operation.isOpen())
            m_attention.insert(id);
    }
    for (const auto& [id, orders] : m_openOrders)
        m_orderQueues.insert(id);
}

State State::rebuilt() const
{
    State fresh;
    // Operations first: whether a machine may run depends on them.
    for (const auto& [key, operation] : all<Operation>())
        fresh.restore(operation);
    std::apply(
        [&fresh](const auto&... tables) {
            const auto copy = [&fresh](const auto& table) {
                for (const auto& [key, object] : table)
                    fresh.restore(object);
            };
            (copy(tables), ...);
        },
        m_tables);
    return fresh;
}

bool State::sameIndices(const State& other) const
{
    const auto nonZero = [](std::map<QString, std::array<int, 10>> counts) {
        std::erase_if(counts, [](const auto& entry) { return entry.second == std::array<int, 10>{}; });
        return counts;
    };
    return m_byName == other.m_byName && m_members == other.m_members &&
           m_memberCounts == other.m_memberCounts && nonZero(m_poolCounts) == nonZero(other.m_poolCounts) &&
           m_ready == other.m_ready && m_timers == other.m_timers && m_lockEnds == other.m_lockEnds &&
           m_pauseEnds == other.m_pauseEnds && m_openOrders == other.m_openOrders &&
           m_operations == other.m_operations && m_pausedClusters == other.m_pausedClusters &&
           m_abortingClusters == other.m_abortingClusters && m_runningJobs == other.m_runningJobs;
}

} // namespace Drover
