#include "models/fleet/fleetmapmodel.h"

#include "models/clusterstates.h"

#include <chrono>

using namespace std::chrono_literals;

namespace Drover {

namespace {

constexpr auto sceneRest = 150ms;

} // namespace

FleetMapModel::FleetMapModel(const Replica& replica, QObject* parent) : QObject(parent), m_replica(replica)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(sceneRest);
    connect(&m_soon, &QTimer::timeout, this, &FleetMapModel::rebuild);
    connect(&replica, &Replica::applied, this, &FleetMapModel::follow);
}

void FleetMapModel::setView(const FleetView& view)
{
    if (view == m_view)
        return;
    m_view = view;
    m_stale = true;
    if (m_following)
        rebuild();
}

void FleetMapModel::setFollowing(bool following)
{
    m_following = following;
    if (following && m_stale)
        rebuild();
}

const FleetCell* FleetMapModel::cell(const FleetSpot& spot) const
{
    if (spot.group < 0 || spot.group >= groups().size() || spot.cell < 0 ||
        spot.cell >= groups().at(spot.group).cells.size())
        return nullptr;
    return &groups().at(spot.group).cells.at(spot.cell);
}

bool FleetMapModel::isInPlace(const Machine& machine, const Stand& stand) const
{
    const FleetGroup& group = groups().at(stand.spot.group);
    return fleetPlace(machine, m_view.grouping) == stand.place &&
           fleetGroupName(machine, m_view.grouping) == group.title &&
           (m_view.grouping != FleetGrouping::Cluster || machine.isMember() == group.isCluster) &&
           (m_view.site.isEmpty() || fleetSite(machine) == m_view.site);
}

void FleetMapModel::follow(const ReplicaChanges& changes)
{
    if (!m_following || changes.snapshot) {
        m_stale = true;
        if (m_following)
            rebuild();
        return;
    }
    bool anew = m_view.colouring == FleetColouring::Version && !changes.profiles.isEmpty();
    // What an update's members are goes with their operation.
    for (const OperationId& id : changes.operations) {
        const Operation* operation = m_replica.operation(id);
        anew = anew || !operation || operation->kind == OperationKind::Update;
    }
    bool titles = false;
    for (FleetGroup& group : m_scene.groups) {
        if (!group.isCluster || !changes.clusters.contains(group.title))
            continue;
        const ClusterState* cluster = m_replica.clusterStates().of(group.title);
        const Status status = cluster ? fleetClusterStatus(*cluster) : Status::None;
        titles = titles || status != group.status;
        group.status = status;
    }
    QList<FleetSpot> spots;
    for (const MachineId& id : changes.machines) {
        const Machine* machine = m_replica.machine(id);
        const auto known = m_stands.constFind(id);
        if (!machine || known == m_stands.cend()) {
            anew = anew || known != m_stands.cend() || (machine && machine->kind == MachineKind::Machine);
            continue;
        }
        if (!isInPlace(*machine, *known)) {
            anew = true;
            continue;
        }
        if (m_view.colouring == FleetColouring::Version)
            continue;
        FleetCell& cell = m_scene.groups[known->spot.group].cells[known->spot.cell];
        const FleetCellState state = fleetCellState(m_replica, *machine, m_view.colouring);
        if (state == cell.state)
            continue;
        --m_counts[std::size_t(cell.state)];
        ++m_counts[std::size_t(state)];
        cell.state = state;
        spots.append(known->spot);
    }
    if (!spots.isEmpty())
        emit cellsChanged(spots);
    if (titles)
        emit titlesChanged();
    if (anew && !m_soon.isActive()) {
        m_stale = true;
        m_soon.start();
    }
}

void FleetMapModel::rebuild()
{
    if (!m_following)
        return;
    m_soon.stop();
    m_stale = false;
    FleetMapScene scene = fleetScene(m_replica, m_view);
    const bool same = scene == m_scene;
    m_scene = std::move(scene);
    m_counts = fleetCounts(m_scene.groups);
    m_stands.clear();
    for (int group = 0; group < groups().size(); ++group) {
        const QList<FleetCell>& cells = groups().at(group).cells;
        for (int cell = 0; cell < cells.size(); ++cell)
            m_stands.insert(
                cells.at(cell).machine,
                {{group, cell}, fleetPlace(*m_replica.machine(cells.at(cell).machine), m_view.grouping)});
    }
    if (!same)
        emit rearranged();
}

} // namespace Drover
