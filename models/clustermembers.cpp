#include "models/clustermembers.h"

#include <algorithm>

namespace Drover {

const ClusterMembers::Member& ClusterMembers::read(Member& member, MachineId id) const
{
    if (!member.stale)
        return member;
    const Machine& machine = *m_replica.machine(id);
    if (!member.id.isSet())
        member = {.id = id,
                  .cluster = machine.cluster,
                  .role = machine.role,
                  .name = machine.memberName,
                  .order = naturalKey(machine.memberName),
                  .state = {}};
    member.state = memberState(m_replica, machine);
    member.stale = false;
    return member;
}

const std::vector<ClusterMembers::Member*>& ClusterMembers::inOrder(const QString& cluster)
{
    std::vector<Member*>& members = m_order[cluster];
    const std::set<MachineId>& ids = m_replica.members(cluster);
    if (members.size() == ids.size()) {
        for (Member* member : members)
            read(*member, member->id);
        return members;
    }
    for (const MachineId id : ids) {
        members.push_back(&m_known[id]);
        read(*members.back(), id);
    }
    std::ranges::sort(members, [](const Member* a, const Member* b) {
        const int order = a->order.compare(b->order);
        return order != 0 ? order < 0 : a->id < b->id;
    });
    return members;
}

QSet<QString> ClusterMembers::touch(MachineId id)
{
    const Machine* machine = m_replica.machine(id);
    const auto known = m_known.find(id);
    QSet<QString> regrouped;
    if (known != m_known.end()) {
        Member& member = known->second;
        member.stale = true;
        if (machine && machine->cluster == member.cluster && machine->memberName == member.name &&
            machine->role == member.role)
            return {};
        regrouped.insert(member.cluster);
        m_known.erase(known);
    }
    if (machine && machine->isMember())
        regrouped.insert(machine->cluster);
    for (const QString& cluster : std::as_const(regrouped))
        m_order.remove(cluster);
    return regrouped;
}

void ClusterMembers::forgetAll()
{
    m_order.clear();
    m_known.clear();
}

} // namespace Drover
