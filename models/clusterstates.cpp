#include "models/clusterstates.h"

namespace Drover {

void ClusterStates::take(ReplicaChanges& changes)
{
    if (changes.snapshot) {
        m_states.clear();
        m_members.forgetAll();
        return;
    }
    for (const MachineId& id : std::as_const(changes.machines))
        changes.regrouped.unite(m_members.touch(id));
    for (const MachineId& id : std::as_const(changes.jobMachines))
        changes.regrouped.unite(m_members.touch(id));
    // A gate or an operation concerns all members.
    QSet<QString> whole;
    for (const QString& gate : std::as_const(changes.gates))
        whole.insert(gate.left(gate.lastIndexOf(QLatin1Char('/'))));
    for (const OperationId id : std::as_const(changes.operations)) {
        if (const Operation* operation = m_replica.operation(id))
            whole.insert(operation->cluster);
        else
            whole.unite(changes.clusters); // it is gone, and its cluster is among these
    }
    for (const QString& name : std::as_const(whole)) {
        for (const MachineId id : m_replica.members(name))
            m_members.touch(id);
    }
    changes.regrouped.unite(whole);
    for (const QString& name : std::as_const(changes.clusters)) {
        const auto known = m_states.find(name);
        if (known == m_states.end())
            continue;
        if (m_replica.cluster(name))
            known->second.stale = true;
        else
            m_states.erase(known);
    }
}

const ClusterState* ClusterStates::of(const QString& cluster)
{
    const Machine* machine = m_replica.cluster(cluster);
    if (!machine)
        return nullptr;
    Known& known = m_states[cluster];
    if (std::exchange(known.stale, false))
        known.state = deriveClusterState(m_replica, *machine, m_members);
    return &known.state;
}

} // namespace Drover
