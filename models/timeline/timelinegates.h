#pragma once

#include "models/replica.h"
#include "models/timeline/lanegroups.h"

namespace Drover {

/// The barriers of a cluster over these lanes: the gates it has, which its members stand at, and those that
/// went with an earlier cluster of the name, which the lanes of its members still tell of. `members` knows
/// every machine that has a lane. Gates that no lane belongs to are left out.
[[nodiscard]] QList<TimelineGate> timelineGates(const Replica& replica, const QString& cluster,
                                                TimelineGrouping grouping, const QList<TimelineLane>& lanes,
                                                const QHash<MachineId, GroupedMember>& members);

/// What the plans of a cluster's ended operations say of the machines that were its members; the newest word
/// counts.
[[nodiscard]] QHash<MachineId, PlanMachine> pastMembers(const Replica& replica, const QString& cluster);

} // namespace Drover
