#include "models/replicafollower.h"

namespace Drover {

ReplicaFollower::ReplicaFollower(const Replica& replica, Take take) : m_take(std::move(take))
{
    connect(&replica, &Replica::applied, this, &ReplicaFollower::note);
}

void ReplicaFollower::setFollowing(bool following)
{
    m_following = following;
    if (following && std::exchange(m_waits, false))
        m_take(std::exchange(m_waiting, {}));
}

void ReplicaFollower::note(const ReplicaChanges& changes)
{
    if (m_following || changes.snapshot) {
        m_waits = false;
        m_waiting = {};
        m_take(changes);
        return;
    }
    m_waits = true;
    m_waiting.figures = m_waiting.figures || changes.figures;
    m_waiting.content = m_waiting.content || changes.content;
    m_waiting.machines.unite(changes.machines);
    m_waiting.jobMachines.unite(changes.jobMachines);
    m_waiting.clusters.unite(changes.clusters);
    m_waiting.regrouped.unite(changes.regrouped);
    m_waiting.pools.unite(changes.pools);
    m_waiting.profiles.unite(changes.profiles);
    m_waiting.operations.unite(changes.operations);
    m_waiting.workOrders.unite(changes.workOrders);
    m_waiting.gates.unite(changes.gates);
}

} // namespace Drover
