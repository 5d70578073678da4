#include "models/replica.h"

#include "engine/core/transitions.h"
#include "models/clusterstates.h"

#include <algorithm>

namespace Drover {

namespace {

size_t hashOfMachineId(const MachineId& id)
{
    return qHash(id);
}

/// What remains of ended work orders and operations is for looking back; it needs a bound, not a history.
constexpr std::size_t endedKept = 400;

bool isTroubled(const Machine& machine)
{
    return machine.sequence.stop == Stop::Failed || isHeld(machine.poolStatus);
}

bool isUnwell(const Machine& machine)
{
    return machine.lock.locked || machine.health == Health::Unhealthy;
}

/// Most changes leave a machine where it is found.
bool isIndexedAlike(const Machine& a, const Machine& b)
{
    return a.kind == b.kind && a.name == b.name && a.pool == b.pool && a.poolStatus == b.poolStatus &&
           a.cluster == b.cluster && isTroubled(a) == isTroubled(b) && isUnwell(a) == isUnwell(b);
}

template <class T>
void trimEnded(std::map<typename T::Key, T>& objects)
{
    if (objects.size() <= endedKept)
        return;
    std::size_t excess = objects.size() - endedKept;
    for (auto it = objects.begin(); it != objects.end() && excess > 0;) {
        if (it->second.isOpen()) {
            ++it;
        } else {
            it = objects.erase(it);
            --excess;
        }
    }
}

} // namespace

Replica::Replica(QObject* parent)
    : QObject(parent), m_machines(0, &hashOfMachineId),
      m_clusterStates(std::make_unique<ClusterStates>(*this))
{
    m_timer.start();
    m_wallClock = [this] { return m_timer.elapsed(); };
}

Replica::~Replica() = default;

void Replica::setWallClock(std::function<qint64()> clock)
{
    m_wallClock = std::move(clock);
    m_figuresAt = m_wallClock();
}

void Replica::clear()
{
    m_machines.clear();
    m_byName.clear();
    m_clusters.clear();
    m_members.clear();
    m_pools.clear();
    m_poolCounts.clear();
    m_profiles.clear();
    m_jobs.clear();
    m_jobsOf.clear();
    m_machinesOfCluster.clear();
    m_clusterActivity.clear();
    m_observations.clear();
    m_operations.clear();
    m_plans.clear();
    m_gates.clear();
    m_pastGates.clear();
    m_workOrders.clear();
    m_otherKinds = 0;
    m_troubled.clear();
    m_unwell.clear();
}

void Replica::setSilent()
{
    if (m_silent)
        return;
    m_figures.now = now();
    m_silent = true;
    emit silentChanged(true);
}

void Replica::apply(const ChangeBatch& batch)
{
    if (m_silent) {
        m_silent = false;
        emit silentChanged(false);
    }
    ReplicaChanges changes;
    changes.snapshot = batch.snapshot;
    changes.content = !batch.packs.changed.isEmpty() || !batch.packs.removed.isEmpty();
    if (batch.snapshot)
        clear();

    for (const QString& name : batch.pools.removed) {
        m_pools.erase(name);
        changes.pools.insert(name);
    }
    for (const Pool& pool : batch.pools.changed) {
        m_pools.insert_or_assign(pool.name, pool);
        changes.pools.insert(pool.name);
    }
    for (const QString& name : batch.profiles.removed) {
        m_profiles.erase(name);
        changes.profiles.insert(name);
    }
    for (const Profile& profile : batch.profiles.changed) {
        m_profiles.insert_or_assign(profile.name, profile);
        changes.profiles.insert(profile.name);
    }
    if (batch.snapshot)
        m_machines.reserve(std::size_t(batch.machines.changed.size()));
    for (const MachineId& id : batch.machines.removed)
        removeMachine(id, changes);
    for (const Machine& machine : batch.machines.changed)
        putMachine(machine, changes);
    // What its members share, the version among it, is kept in the profile of the cluster's name.
    for (const QString& name : std::as_const(changes.profiles)) {
        if (m_clusters.contains(name))
            changes.clusters.insert(name);
    }

    for (const Plan& plan : batch.plans.changed)
        m_plans.insert_or_assign(plan.operation, plan);
    for (const Operation& operation : batch.endedOperations)
        putOperation(operation, changes);
    for (const Operation& operation : batch.operations.changed)
        putOperation(operation, changes);
    for (const OperationId id : batch.operations.removed) {
        // It ended; its last value came with `endedOperations`, or was cut, and then only its place is known.
        const Operation* known = operation(id);
        if (known && known->isOpen()) {
            changes.operations.insert(id);
            changes.clusters.insert(known->cluster);
            m_operations.erase(id);
        }
    }
    trimEnded(m_operations);
    if (m_plans.size() > m_operations.size() + 16)
        std::erase_if(m_plans, [this](const auto& entry) { return !m_operations.contains(entry.first); });

    for (const QString& key : batch.gates.removed) {
        changes.gates.insert(key);
        changes.clusters.insert(key.left(key.lastIndexOf(QLatin1Char('/'))));
        if (const auto gone = m_gates.find(key); gone != m_gates.end()) {
            m_pastGates[key].append(gone->second);
            m_gates.erase(gone);
        }
    }
    for (const Gate& gate : batch.gates.changed) {
        changes.gates.insert(gate.key());
        changes.clusters.insert(gate.cluster);
        m_gates.insert_or_assign(gate.key(), gate);
    }

    for (const WorkOrder& order : batch.endedWorkOrders) {
        m_workOrders.insert_or_assign(order.id, order);
        changes.workOrders.insert(order.id);
    }
    for (const WorkOrder& order : batch.workOrders.changed) {
        m_workOrders.insert_or_assign(order.id, order);
        changes.workOrders.insert(order.id);
    }
    for (const WorkOrderId id : batch.workOrders.removed) {
        const WorkOrder* known = workOrder(id);
        if (known && known->isOpen())
            m_workOrders.erase(id);
        changes.workOrders.insert(id);
    }
    trimEnded(m_workOrders);

    for (const Job& ended : batch.endedJobs)
        putJob(ended, changes);
    for (const JobId id : batch.jobs.removed) {
        const Job* known = job(id);
        if (known && known->isOpen()) {
            changes.jobs.insert(id);
            changes.jobMachines.insert(known->machine);
            if (!known->cluster.isEmpty())
                changes.clusters.insert(known->cluster);
            dropJob(id);
        }
        m_observations.remove(id);
    }
    for (const Job& open : batch.jobs.changed)
        putJob(open, changes);
    for (const MachineId& id : std::as_const(changes.jobMachines))
        trimJobs(id);
    for (const JobObservation& seen : batch.observations) {
        m_observations.insert(seen.job, seen);
        changes.observations.insert(seen.job);
    }

    m_figures = batch.figures;
    m_figuresAt = m_wallClock();
    changes.figures = true;
    m_ready = m_ready || batch.snapshot;
    tell(changes);
    emit figuresChanged();
}

void Replica::tell(ReplicaChanges& changes)
{
    m_clusterStates->take(changes);
    emit applied(changes);
}

void Replica::addHistory(const QList<Job>& jobs)
{
    ReplicaChanges changes;
    for (const Job& past : jobs) {
        const Job* known = job(past.id);
        if (!known || (known->isOpen() && !past.isOpen()))
            putJob(past, changes);
    }
    if (!changes.jobs.isEmpty())
        tell(changes);
}

void Replica::addOperations(const QList<Operation>& operations, const QList<Plan>& plans)
{
    ReplicaChanges changes;
    for (const Plan& plan : plans)
        m_plans.try_emplace(plan.operation, plan);
    for (const Operation& past : operations) {
        if (!operation(past.id))
            putOperation(past, changes);
    }
    if (!changes.operations.isEmpty())
        tell(changes);
}

/// What shows this machine beside itself.
void Replica::mark(const Machine& machine, ReplicaChanges& changes) const
{
    changes.machines.insert(machine.id);
    if (machine.kind == MachineKind::Cluster)
        changes.clusters.insert(machine.name);
    if (machine.kind != MachineKind::Machine)
        return;
    changes.pools.insert(machine.pool);
    if (machine.isMember())
        changes.clusters.insert(machine.cluster);
}

void Replica::setPastGates(const QString& key, const QList<Gate>& gates)
{
    if (gates.isEmpty() || m_pastGates[key] == gates)
        return;
    m_pastGates[key] = gates;
    ReplicaChanges changes;
    changes.gates.insert(key);
    changes.clusters.insert(gates.constLast().cluster);
    emit applied(changes);
}

void Replica::index(const Machine& machine, int direction, ReplicaChanges& changes)
{
    mark(machine, changes);
    const auto keep = [&](std::set<MachineId>& among, bool belongs) {
        if (direction < 0)
            among.erase(machine.id);
        else if (belongs)
            among.insert(machine.id);
    };
    keep(m_troubled, isTroubled(machine));
    keep(m_unwell, isUnwell(machine));
    switch (machine.kind) {
    case MachineKind::Cluster:
        m_otherKinds += direction;
        if (direction > 0)
            m_clusters.insert(machine.name, machine.id);
        else
            m_clusters.remove(machine.name);
        return;
    case MachineKind::ResourceBroker:
        m_otherKinds += direction;
        return;
    case MachineKind::Machine:
        break;
    }
    m_poolCounts[machine.pool][std::size_t(machine.poolStatus)] += direction;
    if (machine.isMember()) {
        if (direction > 0) {
            m_members[machine.cluster].insert(machine.id);
        } else {
            const auto it = m_members.find(machine.cluster);
            it->second.erase(machine.id);
            if (it->second.empty())
                m_members.erase(it);
        }
    }
}

void Replica::putMachine(const Machine& machine, ReplicaChanges& changes)
{
    const auto it = m_machines.find(machine.id);
    if (it == m_machines.end()) {
        index(machine, 1, changes);
        m_byName.insert(machine.name, machine.id);
        m_machines.emplace(machine.id, machine);
        return;
    }
    if (isIndexedAlike(it->second, machine)) {
        mark(machine, changes);
    } else {
        index(it->second, -1, changes);
        index(machine, 1, changes);
    }
    if (it->second.name != machine.name) {
        m_byName.remove(it->second.name);
        m_byName.insert(machine.name, machine.id);
    }
    it->second = machine;
}

void Replica::removeMachine(MachineId id, ReplicaChanges& changes)
{
    const auto it = m_machines.find(id);
    if (it == m_machines.end())
        return;
    index(it->second, -1, changes);
    if (m_byName.value(it->second.name) == id)
        m_byName.remove(it->second.name);
    m_machines.erase(it);
}

void Replica::putJob(const Job& job, ReplicaChanges& changes)
{
    changes.jobs.insert(job.id);
    changes.jobMachines.insert(job.machine);
    const Machine* owner = machine(job.machine);
    if (owner && owner->isMember())
        changes.clusters.insert(owner->cluster);
    if (!job.cluster.isEmpty()) {
        changes.clusters.insert(job.cluster);
        m_machinesOfCluster[job.cluster].insert(job.machine);
    }
    m_jobs.insert_or_assign(job.id.value, job);
    m_jobsOf[job.machine].insert(job.id);
    noteActivity(job);
}

void Replica::noteActivity(const Job& job)
{
    if (job.cluster.isEmpty())
        return;
    Instant& latest = m_clusterActivity[job.cluster];
    latest = std::max({latest, job.created, job.started, job.ended});
}

void Replica::dropJob(JobId id)
{
    const auto it = m_jobs.find(id.value);
    if (it == m_jobs.end())
        return;
    m_jobsOf[it->second.machine].erase(id);
    m_jobs.erase(it);
    m_observations.remove(id);
}

void Replica::trimJobs(MachineId machine)
{
    std::set<JobId>& ids = m_jobsOf[machine];
    for (auto it = ids.begin(); ids.size() > jobsKept && it != ids.end();) {
        const Job* known = job(*it);
        if (known && (known->isOpen() || m_kept.contains(known->cluster))) {
            ++it;
            continue;
        }
        m_observations.remove(*it);
        m_jobs.erase(it->value);
        it = ids.erase(it);
    }
}

void Replica::putOperation(const Operation& operation, ReplicaChanges& changes)
{
    changes.operations.insert(operation.id);
    changes.clusters.insert(operation.cluster);
    m_operations.insert_or_assign(operation.id, operation);
}

} // namespace Drover
