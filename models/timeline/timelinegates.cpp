#include "models/timeline/timelinegates.h"

#include "models/objectkey.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

/// Who came last, or made it open; others may have come later.
QString lastArriver(const Gate& gate)
{
    if (gate.arrived.isEmpty())
        return {};
    return gate.isOpen() && gate.needed > 0 && gate.arrived.size() >= gate.needed
               ? gate.arrived.at(gate.needed - 1)
               : gate.arrived.constLast();
}

} // namespace

QList<TimelineGate> timelineGates(const Replica& replica, const QString& cluster, TimelineGrouping grouping,
                                  const QList<TimelineLane>& lanes,
                                  const QHash<MachineId, GroupedMember>& members)
{
    QList<TimelineGate> found;
    const auto add = [&](const Gate& gate, bool gone) {
        TimelineGate shown{
            .key = gate.key(), .name = gate.name, .needed = gate.needed, .openedAt = gate.openedAt};
        if (gone) // there may be several of the key
            shown.key += u'@' + QString::number(gate.declared.ms());
        shown.badgeLane =
            grouping == TimelineGrouping::Role ? roleKey(cluster, gate.role) : clusterKey(cluster);
        shown.firstLane = clusterKey(cluster);
        shown.lastArriver = lastArriver(gate);
        for (const TimelineLane& lane : lanes) {
            if (lane.kind != LaneKind::Member)
                continue;
            const auto member = members.constFind(ObjectKey::parse(lane.objectKey()).machine);
            if (member == members.constEnd() || member->gone != gone || member->role.isEmpty())
                continue;
            const QString& name = lane.title;
            // A member that is shown in parts counts once, and has no one place for its peg.
            if (member->role == gate.role &&
                std::ranges::find(shown.pegs, name, &GatePeg::member) == shown.pegs.end())
                shown.pegs.append({.laneKey = lane.object.isEmpty() ? lane.key : QString(),
                                   .member = name,
                                   .arrived = gate.arrived.contains(name)});
            if (member->role == gate.role || gate.waitingRoles.contains(member->role))
                shown.lastLane = lane.key;
        }
        if (!shown.lastLane.isEmpty())
            found.append(shown);
    };
    for (const Gate* gate : replica.pastGatesOf(cluster))
        add(*gate, true);
    for (const Gate* gate : replica.gatesOf(cluster))
        add(*gate, false);
    return found;
}

QHash<MachineId, PlanMachine> pastMembers(const Replica& replica, const QString& cluster)
{
    QHash<MachineId, PlanMachine> past;
    for (const Operation* operation : replica.endedOperationsOf(cluster)) {
        const Plan* plan = replica.plan(operation->id);
        for (const PlanMachine& machine : plan ? plan->add + plan->remove : QList<PlanMachine>())
            past.insert(machine.machine, machine);
        // The plan names who came in; who went had the same role.
        for (const PlanMachine& in : operation->amendments) {
            if (in.replaces.isSet() && !past.contains(in.replaces))
                past.insert(in.replaces, PlanMachine{.role = in.role, .votes = in.votes});
        }
    }
    return past;
}

} // namespace Drover
