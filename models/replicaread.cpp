#include "models/replica.h"

#include "models/objectkey.h"

#include <algorithm>

namespace Drover {

namespace {

template <class Map>
const typename Map::mapped_type* lookup(const Map& map, const typename Map::key_type& key)
{
    const auto it = map.find(key);
    return it == map.end() ? nullptr : &it->second;
}

} // namespace

const Machine* Replica::machine(MachineId id) const
{
    return lookup(m_machines, id);
}

const Machine* Replica::machineNamed(const QString& name) const
{
    const auto it = m_byName.constFind(name);
    return it == m_byName.constEnd() ? nullptr : machine(*it);
}

const Machine* Replica::cluster(const QString& name) const
{
    const auto it = m_clusters.constFind(name);
    return it == m_clusters.constEnd() ? nullptr : machine(*it);
}

QList<MachineId> Replica::brokers() const
{
    QList<MachineId> found;
    for (const auto& [id, machine] : m_machines) {
        if (machine.kind == MachineKind::ResourceBroker)
            found.append(id);
    }
    return found;
}

const std::set<MachineId>& Replica::members(const QString& cluster) const
{
    static const std::set<MachineId> none;
    const auto* found = lookup(m_members, cluster);
    return found ? *found : none;
}

const Profile* Replica::profile(const QString& name) const
{
    return lookup(m_profiles, name);
}

const Job* Replica::job(JobId id) const
{
    return lookup(m_jobs, id.value);
}

QList<JobId> Replica::jobsOf(MachineId machine) const
{
    const auto it = m_jobsOf.constFind(machine);
    return it == m_jobsOf.constEnd() ? QList<JobId>() : QList<JobId>(it->begin(), it->end());
}

const Job* Replica::newestJob(MachineId machine) const
{
    const auto it = m_jobsOf.constFind(machine);
    return it == m_jobsOf.constEnd() || it->empty() ? nullptr : job(*it->rbegin());
}

const Job* Replica::openJob(MachineId machine) const
{
    const auto it = m_jobsOf.constFind(machine);
    if (it == m_jobsOf.constEnd())
        return nullptr;
    for (auto id = it->rbegin(); id != it->rend(); ++id) {
        const Job* known = job(*id);
        if (known && known->isOpen())
            return known;
        // Open jobs are the newest; one machine runs few at a time.
        if (std::distance(it->rbegin(), id) > 8)
            break;
    }
    return nullptr;
}

const QSet<MachineId>& Replica::machinesWithJobsOf(const QString& cluster) const
{
    static const QSet<MachineId> none;
    const auto it = m_machinesOfCluster.constFind(cluster);
    return it == m_machinesOfCluster.constEnd() ? none : *it;
}

const JobObservation* Replica::observation(JobId job) const
{
    const auto it = m_observations.constFind(job);
    return it == m_observations.constEnd() ? nullptr : &*it;
}

const Operation* Replica::operation(OperationId id) const
{
    return lookup(m_operations, id);
}

const Operation* Replica::driver(const QString& cluster) const
{
    const Operation* queued = nullptr;
    for (auto it = m_operations.rbegin(); it != m_operations.rend(); ++it) {
        const Operation& operation = it->second;
        if (operation.cluster != cluster || !operation.isOpen())
            continue;
        if (operation.state != OperationState::Queued)
            return &operation;
        queued = &operation;
    }
    return queued;
}

const Operation* Replica::lastEnded(const QString& cluster) const
{
    for (auto it = m_operations.rbegin(); it != m_operations.rend(); ++it) {
        if (it->second.cluster == cluster && !it->second.isOpen())
            return &it->second;
    }
    return nullptr;
}

const Plan* Replica::plan(OperationId operation) const
{
    return lookup(m_plans, operation);
}

QList<const Gate*> Replica::gatesOf(const QString& cluster) const
{
    QList<const Gate*> found;
    const QString prefix = cluster + QLatin1Char('/');
    for (auto it = m_gates.lower_bound(prefix); it != m_gates.end() && it->second.cluster == cluster; ++it)
        found.append(&it->second);
    return found;
}

QList<const Gate*> Replica::pastGatesOf(const QString& cluster) const
{
    QList<const Gate*> found;
    const QString prefix = cluster + QLatin1Char('/');
    for (auto it = m_pastGates.lower_bound(prefix); it != m_pastGates.end() && it->first.startsWith(prefix);
         ++it) {
        for (const Gate& gate : it->second)
            found.append(&gate);
    }
    return found;
}

QList<const Operation*> Replica::endedOperationsOf(const QString& cluster) const
{
    QList<const Operation*> found;
    for (const auto& [id, operation] : m_operations) {
        if (operation.cluster == cluster && !operation.isOpen())
            found.append(&operation);
    }
    return found;
}

QStringList Replica::pastClusterNames() const
{
    QHash<QString, Instant> ended;
    for (auto it = m_clusterActivity.constBegin(); it != m_clusterActivity.constEnd(); ++it)
        ended.insert(it.key(), it.value());
    for (const auto& [id, operation] : m_operations) {
        if (operation.isOpen())
            continue;
        Instant& last = ended[operation.cluster];
        last = std::max(last, operation.ended);
    }
    QStringList names = ended.keys();
    names.removeIf([this](const QString& name) { return m_clusters.contains(name); });
    std::sort(names.begin(), names.end(), [&](const QString& a, const QString& b) {
        return std::pair(ended.value(b), a) < std::pair(ended.value(a), b);
    });
    return names;
}

const WorkOrder* Replica::workOrder(WorkOrderId id) const
{
    return lookup(m_workOrders, id);
}

const WorkOrder* Replica::runningOrder(MachineId target) const
{
    for (auto it = m_workOrders.rbegin(); it != m_workOrders.rend(); ++it) {
        const WorkOrder& order = it->second;
        if (order.target == target &&
            (order.state == WorkOrderState::Running || order.state == WorkOrderState::Incomplete))
            return &order;
    }
    return nullptr;
}

Instant Replica::now() const
{
    if (m_silent)
        return m_figures.now;
    // An engine with nothing to tell sends nothing, and its clock goes on.
    const double passed = double(m_wallClock() - m_figuresAt);
    return m_figures.now + Duration(qint64(std::max(passed, 0.0) * m_figures.speed));
}

Instant Replica::lastActivity(MachineId machine) const
{
    const Job* newest = newestJob(machine);
    if (!newest)
        return {};
    return newest->isOpen() ? atWork : std::max(newest->ended, newest->started);
}

} // namespace Drover
