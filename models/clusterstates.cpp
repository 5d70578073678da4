#include "models/clusterstates.h"

#include <algorithm>

namespace Drover {

namespace {

bool hasSameMembers(const ClusterState& a, const ClusterState& b)
{
    return std::ranges::equal(a.roles, b.roles, [](const RoleState& x, const RoleState& y) {
        return x.role == y.role && x.members == y.members;
    });
}

} // namespace

const ClusterState* ClusterStates::of(const QString& cluster) const
{
    const auto known = m_states.constFind(cluster);
    return known == m_states.cend() ? nullptr : &*known;
}

/// Returns clusters that concern all their members: a gate or an operation of theirs changed.
QSet<QString> ClusterStates::touchMembers(const ReplicaChanges& changes)
{
    for (const MachineId& id : changes.machines)
        m_members.touch(id);
    for (const MachineId& id : changes.jobMachines)
        m_members.touch(id);
    QSet<QString> whole;
    for (const QString& gate : changes.gates)
        whole.insert(gate.left(gate.lastIndexOf(QLatin1Char('/'))));
    for (const OperationId id : changes.operations) {
        if (const Operation* operation = m_replica.operation(id))
            whole.insert(operation->cluster);
        else
            whole.unite(changes.clusters); // it is gone, and its cluster is among these
    }
    for (const QString& name : std::as_const(whole)) {
        for (const MachineId id : m_replica.members(name))
            m_members.touch(id);
    }
    return whole;
}

ClusterStates::Touched ClusterStates::take(const ReplicaChanges& changes)
{
    Touched touched;
    if (changes.snapshot) {
        m_states.clear();
        m_members.forgetAll();
        touched.clusters = m_replica.clusterNames();
    } else {
        touched.whole = touchMembers(changes);
        touched.clusters = QStringList(changes.clusters.begin(), changes.clusters.end());
    }
    for (const QString& name : std::as_const(touched.clusters)) {
        const Machine* cluster = m_replica.cluster(name);
        if (!cluster) {
            m_states.remove(name);
            continue;
        }
        ClusterState state = clusterState(m_replica, *cluster, m_members);
        ClusterState& known = m_states[name];
        if (!hasSameMembers(known, state))
            touched.whole.insert(name);
        known = std::move(state);
    }
    for (const QSet<MachineId>& machines : {changes.machines, changes.jobMachines}) {
        for (const MachineId& id : machines) {
            const Machine* machine = m_replica.machine(id);
            if (machine && machine->isMember())
                touched.members[machine->cluster].append(id);
        }
    }
    return touched;
}

} // namespace Drover
