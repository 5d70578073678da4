#pragma once

#include "models/clusterstate.h"
#include "models/objectkey.h"
#include "models/status.h"

namespace Drover {

/// What a cell of the fleet map shows. The order within a colouring is that of its legend; in the first,
/// a hold wins over a failure, and a failure over the rest.
enum class FleetCellState : quint8 {
    InUse,
    Free,
    Building,
    Updating, ///< in use, and being brought to another version
    Joining,
    Destroying,
    Leaving,
    Hold,
    Failed,
    Healthy,
    Degraded,
    Unhealthy,
    Unknown,
    Version1, ///< the newest in the fleet
    Version2,
    Version3,
    Version4,
    Version5, ///< this one and all before it
    NoVersion,
};
inline constexpr int FleetCellStateCount = int(FleetCellState::NoVersion) + 1;

enum class FleetColouring { PoolStatus, Health, Version };
enum class FleetGrouping { Cluster, Pool, Rack, Site };

/// What the map is asked to show.
struct FleetView
{
    FleetColouring colouring = FleetColouring::PoolStatus;
    FleetGrouping grouping = FleetGrouping::Cluster;
    QString site; ///< only machines with this `location/site`; empty: all
    bool operator==(const FleetView&) const = default;
};

struct FleetCell
{
    MachineId machine;
    FleetCellState state = FleetCellState::Free;
    bool operator==(const FleetCell&) const = default;
};

/// Machines that stand together.
struct FleetGroup
{
    QString key;   ///< of the cluster or pool, see models/objectkey.h; empty for racks and sites
    QString title; ///< empty: machines without a rack or site
    Status status = Status::None; ///< of a cluster: how it is, or what it does
    bool isCluster = false;
    QList<FleetCell>
        cells; ///< in the order of their places: a machine stays where it is when its status changes
    bool operator==(const FleetGroup&) const = default;
};

/// The whole map as a value.
struct FleetMapScene
{
    QList<FleetGroup> groups;
    QStringList
        versions; ///< the texts of Version1 …, as many as there are; of Version5 the newest it stands for
    bool operator==(const FleetMapScene&) const = default;
};

/// Every machine of the view once. By cluster: clusters first, the largest before, then what pools have in no
/// cluster. Members stand by role and number, other machines by name.
[[nodiscard]] FleetMapScene fleetScene(const Replica& replica, const FleetView& view = {});
/// Not for FleetColouring::Version, which needs to know the whole fleet.
[[nodiscard]] FleetCellState fleetCellState(const Replica& replica, const Machine& machine,
                                            FleetColouring colouring);
/// What it is grouped by, apart from cluster members: those in none stand by their pool.
[[nodiscard]] QString fleetGroupName(const Machine& machine, FleetGrouping grouping);
[[nodiscard]] QString fleetSite(const Machine& machine);
/// By what it is put in order within its group.
[[nodiscard]] QString fleetPlace(const Machine& machine, FleetGrouping grouping);
/// What needs a look before what it is doing.
[[nodiscard]] Status fleetClusterStatus(const ClusterState& cluster);
/// Machines in each state over all groups.
[[nodiscard]] std::array<int, FleetCellStateCount> fleetCounts(const QList<FleetGroup>& groups);
/// The states that the colouring has, in the order of the legend.
[[nodiscard]] QList<FleetCellState> fleetStates(FleetColouring colouring);
/// Every `location/site` that a machine has, in order.
[[nodiscard]] QStringList fleetSites(const Replica& replica);

} // namespace Drover
