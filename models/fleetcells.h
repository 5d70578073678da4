#pragma once

#include "models/objectkey.h"
#include "models/replica.h"

namespace Drover {

/// What a cell of the fleet map shows. Order is that of the legend; Failed wins over all others.
enum class FleetCellState : quint8 { InUse, Free, Building, Joining, Destroying, Leaving, Hold, Failed };
inline constexpr int FleetCellStateCount = int(FleetCellState::Failed) + 1;

struct FleetCell
{
    MachineId machine;
    FleetCellState state = FleetCellState::Free;
    bool operator==(const FleetCell&) const = default;
};

/// Machines that stand together: the members of a cluster, or what a pool has that is in no cluster.
struct FleetGroup
{
    QString key; ///< of the cluster or pool, see models/objectkey.h
    QString title;
    bool isCluster = false;
    QList<FleetCell>
        cells; ///< in the order of their places: a machine stays where it is when its status changes
    bool operator==(const FleetGroup&) const = default;
};

/// Every machine once: clusters first, the largest before, then pools. Members stand by role and number,
/// machines of a pool by name.
[[nodiscard]] QList<FleetGroup> fleetGroups(const Replica& replica);
[[nodiscard]] FleetCellState fleetCellState(const Machine& machine);
/// Machines in each state over all groups.
[[nodiscard]] std::array<int, FleetCellStateCount> fleetCounts(const QList<FleetGroup>& groups);

} // namespace Drover
