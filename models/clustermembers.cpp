#include "models/clustermembers.h"

#include <algorithm>

namespace Drover {

const ClusterMembers::Member& ClusterMembers::of(MachineId id)
{
    const auto [at, isNew] = m_known.try_emplace(id);
    Member& member = at->second;
    if (isNew || member.stale) {
        const Machine& machine = *m_replica.machine(id);
        member = {.cluster = machine.cluster,
                  .role = machine.role,
                  .name = machine.memberName,
                  .state = memberState(m_replica, machine)};
    }
    return member;
}

const QList<ClusterMembers::Named>& ClusterMembers::inOrder(const QString& cluster)
{
    const auto known = m_order.constFind(cluster);
    if (known != m_order.cend())
        return *known;
    QList<Named> named;
    for (const MachineId id : m_replica.members(cluster))
        named.append({id, naturalKey(of(id).name)});
    std::ranges::sort(named, [](const Named& a, const Named& b) {
        const int order = a.order.compare(b.order);
        return order != 0 ? order < 0 : a.id < b.id;
    });
    return *m_order.insert(cluster, named);
}

void ClusterMembers::touch(MachineId id)
{
    const Machine* machine = m_replica.machine(id);
    const auto known = m_known.find(id);
    if (known != m_known.end()) {
        Member& member = known->second;
        member.stale = true;
        if (machine && machine->cluster == member.cluster && machine->memberName == member.name)
            return;
        m_order.remove(member.cluster);
        m_known.erase(known);
    }
    if (machine)
        m_order.remove(machine->cluster);
}

void ClusterMembers::forgetAll()
{
    m_known.clear();
    m_order.clear();
}

} // namespace Drover
