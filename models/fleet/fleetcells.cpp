#include "models/fleet/fleetcells.h"

#include "engine/core/transitions.h"
#include "models/clusterstates.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int versionsTold = int(FleetCellState::Version5) - int(FleetCellState::Version1) + 1;

FleetCellState poolState(const Replica& replica, const Machine& machine)
{
    const bool failedMember = machine.isMember() && machine.sequence.stop == Stop::Failed;
    if (isHeld(machine.poolStatus) && !failedMember)
        return FleetCellState::Hold;
    if (machine.sequence.stop == Stop::Failed || machine.health == Health::Unhealthy)
        return FleetCellState::Failed;
    switch (machine.poolStatus) {
    case PoolStatus::Joining:
    case PoolStatus::HoldJoin:
        return FleetCellState::Joining;
    case PoolStatus::Free:
        return FleetCellState::Free;
    case PoolStatus::Building:
    case PoolStatus::HoldBuild:
        return FleetCellState::Building;
    case PoolStatus::InUse: {
        const Operation* driver = machine.isMember() ? replica.driver(machine.cluster) : nullptr;
        return driver && driver->kind == OperationKind::Update && !machine.sequence.complete
                   ? FleetCellState::Updating
                   : FleetCellState::InUse;
    }
    case PoolStatus::Destroying:
    case PoolStatus::HoldDestroy:
        return FleetCellState::Destroying;
    case PoolStatus::Leaving:
    case PoolStatus::HoldLeave:
        return FleetCellState::Leaving;
    }
    return FleetCellState::Free;
}

FleetCellState healthState(const Machine& machine)
{
    switch (machine.health) {
    case Health::Healthy:
        return FleetCellState::Healthy;
    case Health::Degraded:
        return FleetCellState::Degraded;
    case Health::Unhealthy:
        return FleetCellState::Unhealthy;
    case Health::Unknown:
        break;
    }
    return FleetCellState::Unknown;
}

/// What a cell shows, with what the whole fleet must be asked for only once.
class CellStates
{
public:
    CellStates(const Replica& replica, FleetColouring colouring) : m_replica(replica), m_colouring(colouring)
    {
        if (colouring != FleetColouring::Version)
            return;
        const QStringList clusters = replica.clusterNames();
        for (const QString& name : clusters)
            m_versions.insert(name, clusterVersion(replica, name));
        m_newestFirst = m_versions.values();
        m_newestFirst.removeAll(QString());
        std::sort(m_newestFirst.begin(), m_newestFirst.end(),
                  [](const QString& a, const QString& b) { return naturalKey(a) > naturalKey(b); });
        m_newestFirst.removeDuplicates();
    }

    [[nodiscard]] FleetCellState of(const Machine& machine) const
    {
        if (m_colouring != FleetColouring::Version)
            return fleetCellState(m_replica, machine, m_colouring);
        const qsizetype place = m_newestFirst.indexOf(m_versions.value(machine.cluster));
        return place < 0 ? FleetCellState::NoVersion
                         : FleetCellState(int(FleetCellState::Version1) +
                                          std::min<int>(int(place), versionsTold - 1));
    }
    [[nodiscard]] QStringList versions() const { return m_newestFirst.mid(0, versionsTold); }

private:
    const Replica& m_replica;
    FleetColouring m_colouring;
    QHash<QString, QString> m_versions;
    QStringList m_newestFirst;
};

/// A place among its like, before the group is put in order.
struct Placed
{
    QString place;
    FleetCell cell;
};
using Groups = std::map<QString, std::vector<Placed>>;

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

QList<FleetGroup> groupsOf(Groups& groups, const std::function<FleetGroup(const QString&)>& made)
{
    QList<FleetGroup> list;
    for (auto& [name, placed] : groups) {
        FleetGroup group = made(name);
        group.cells = inOrder(placed);
        list.append(group);
    }
    return list;
}

} // namespace

Status fleetClusterStatus(const ClusterState& state)
{
    const bool troubled = state.health == Status::Degraded || state.health == Status::Unhealthy;
    return troubled && !state.active ? state.health : state.state.status;
}

QString fleetSite(const Machine& machine)
{
    return machine.params.value("location/site"_L1).toString();
}

QString fleetPlace(const Machine& machine, FleetGrouping grouping)
{
    return grouping == FleetGrouping::Cluster && machine.isMember()
               ? machine.role + u' ' + naturalKey(machine.memberName)
               : naturalKey(machine.name);
}

QString fleetGroupName(const Machine& machine, FleetGrouping grouping)
{
    switch (grouping) {
    case FleetGrouping::Cluster:
        return machine.isMember() ? machine.cluster : machine.pool;
    case FleetGrouping::Pool:
        return machine.pool;
    case FleetGrouping::Rack:
        return machine.params.value("location/rack"_L1).toString();
    case FleetGrouping::Site:
        return fleetSite(machine);
    }
    return {};
}

FleetCellState fleetCellState(const Replica& replica, const Machine& machine, FleetColouring colouring)
{
    switch (colouring) {
    case FleetColouring::PoolStatus:
        return poolState(replica, machine);
    case FleetColouring::Health:
        return healthState(machine);
    case FleetColouring::Version:
        break;
    }
    return FleetCellState::NoVersion;
}

FleetMapScene fleetScene(const Replica& replica, const FleetView& view)
{
    const CellStates states(replica, view.colouring);
    const bool byCluster = view.grouping == FleetGrouping::Cluster;
    Groups first;  // by what was asked for
    Groups second; // by cluster: what is in none, by its pool
    for (const auto& [id, machine] : replica.machines()) {
        if (machine.kind != MachineKind::Machine || (!view.site.isEmpty() && fleetSite(machine) != view.site))
            continue;
        const bool member = byCluster && machine.isMember();
        Groups& groups = byCluster && !member ? second : first;
        groups[fleetGroupName(machine, view.grouping)].push_back(
            {fleetPlace(machine, view.grouping), {id, states.of(machine)}});
    }
    FleetMapScene scene{.groups = {}, .versions = states.versions()};
    const auto poolGroup = [](const QString& name) {
        return FleetGroup{.key = poolKey(name), .title = name, .cells = {}};
    };
    const auto statusOf = [&replica](const QString& name) {
        const ClusterState* state = replica.clusterStates().of(name);
        return state ? fleetClusterStatus(*state) : Status::None;
    };
    switch (view.grouping) {
    case FleetGrouping::Cluster: {
        scene.groups = groupsOf(first, [&](const QString& name) {
            return FleetGroup{.key = clusterKey(name),
                              .title = name,
                              .status = statusOf(name),
                              .isCluster = true,
                              .cells = {}};
        });
        sortBySize(scene.groups);
        QList<FleetGroup> pools = groupsOf(second, poolGroup);
        sortBySize(pools);
        scene.groups += pools;
        break;
    }
    case FleetGrouping::Pool:
        scene.groups = groupsOf(first, poolGroup);
        sortBySize(scene.groups);
        break;
    case FleetGrouping::Rack:
    case FleetGrouping::Site:
        scene.groups = groupsOf(
            first, [](const QString& name) { return FleetGroup{.key = {}, .title = name, .cells = {}}; });
        std::sort(scene.groups.begin(), scene.groups.end(), [](const FleetGroup& a, const FleetGroup& b) {
            return naturalKey(a.title) < naturalKey(b.title);
        });
        break;
    }
    return scene;
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

QList<FleetCellState> fleetStates(FleetColouring colouring)
{
    using enum FleetCellState;
    switch (colouring) {
    case FleetColouring::PoolStatus:
        return {InUse, Free, Building, Updating, Joining, Destroying, Leaving, Hold, Failed};
    case FleetColouring::Health:
        return {Healthy, Degraded, Unhealthy, Unknown};
    case FleetColouring::Version:
        return {Version1, Version2, Version3, Version4, Version5, NoVersion};
    }
    return {};
}

QStringList fleetSites(const Replica& replica)
{
    QSet<QString> sites;
    for (const auto& [id, machine] : replica.machines()) {
        if (const QString site = fleetSite(machine); !site.isEmpty())
            sites.insert(site);
    }
    QStringList list(sites.begin(), sites.end());
    std::sort(list.begin(), list.end(),
              [](const QString& a, const QString& b) { return naturalKey(a) < naturalKey(b); });
    return list;
}

} // namespace Drover
