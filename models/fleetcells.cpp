#include "models/fleetcells.h"

#include "engine/core/transitions.h"
#include "models/memberstate.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

struct Placed
{
    QString place;
    FleetCell cell;
};

QList<FleetCell> inOrder(std::vector<Placed>& placed)
{
    std::sort(placed.begin(), placed.end(), [](const Placed& a, const Placed& b) {
        return a.place != b.place ? a.place < b.place : a.cell.machine < b.cell.machine;
    });
    QList<FleetCell> cells;
    cells.reserve(qsizetype(placed.size()));
    for (const Placed& each : placed)
        cells.append(each.cell);
    return cells;
}

void sortBySize(QList<FleetGroup>& groups)
{
    std::sort(groups.begin(), groups.end(), [](const FleetGroup& a, const FleetGroup& b) {
        return a.cells.size() != b.cells.size() ? a.cells.size() > b.cells.size() : a.title < b.title;
    });
}

} // namespace

FleetCellState fleetCellState(const Machine& machine)
{
    if (machine.sequence.stop == Stop::Failed || machine.health == Health::Unhealthy)
        return FleetCellState::Failed;
    if (isHeld(machine.poolStatus))
        return FleetCellState::Hold;
    switch (machine.poolStatus) {
    case PoolStatus::Joining:
    case PoolStatus::HoldJoin:
        return FleetCellState::Joining;
    case PoolStatus::Free:
        return FleetCellState::Free;
    case PoolStatus::Building:
    case PoolStatus::HoldBuild:
        return FleetCellState::Building;
    case PoolStatus::InUse:
        return FleetCellState::InUse;
    case PoolStatus::Destroying:
    case PoolStatus::HoldDestroy:
        return FleetCellState::Destroying;
    case PoolStatus::Leaving:
    case PoolStatus::HoldLeave:
        return FleetCellState::Leaving;
    }
    return FleetCellState::Free;
}

QList<FleetGroup> fleetGroups(const Replica& replica)
{
    QList<FleetGroup> clusters;
    const QStringList names = replica.clusterNames();
    for (const QString& name : names) {
        std::vector<Placed> placed;
        for (const MachineId id : replica.members(name)) {
            const Machine* member = replica.machine(id);
            placed.push_back(
                {member->role + u' ' + naturalKey(member->memberName), {id, fleetCellState(*member)}});
        }
        if (!placed.empty())
            clusters.append({clusterKey(name), name, true, inOrder(placed)});
    }
    sortBySize(clusters);
    std::map<QString, std::vector<Placed>> byPool;
    for (const auto& [id, machine] : replica.machines()) {
        if (machine.kind == MachineKind::Machine && !machine.isMember())
            byPool[machine.pool].push_back({naturalKey(machine.name), {id, fleetCellState(machine)}});
    }
    QList<FleetGroup> pools;
    for (auto& [name, placed] : byPool)
        pools.append({poolKey(name), name, false, inOrder(placed)});
    sortBySize(pools);
    return clusters + pools;
}

std::array<int, FleetCellStateCount> fleetCounts(const QList<FleetGroup>& groups)
{
    std::array<int, FleetCellStateCount> counts{};
    for (const FleetGroup& group : groups) {
        for (const FleetCell& cell : group.cells)
            ++counts[std::size_t(cell.state)];
    }
    return counts;
}

} // namespace Drover
