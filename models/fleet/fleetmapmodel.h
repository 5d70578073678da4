#pragma once

#include "models/fleet/fleetlayout.h"

#include <QObject>
#include <QTimer>

namespace Drover {

/// The scene of the fleet map, followed while somebody looks: a machine that only changes its state is one
/// cell; who comes, goes or moves makes the scene anew, a few times a second at most. Owned by its page; UI
/// thread.
class FleetMapModel : public QObject
{
    Q_OBJECT
public:
    explicit FleetMapModel(const Replica& replica, QObject* parent = nullptr);

    void setView(const FleetView& view);
    [[nodiscard]] const FleetView& view() const { return m_view; }
    /// Off: changes are only noted.
    void setFollowing(bool following);

    [[nodiscard]] const FleetMapScene& scene() const { return m_scene; }
    [[nodiscard]] const QList<FleetGroup>& groups() const { return m_scene.groups; }
    [[nodiscard]] const std::array<int, FleetCellStateCount>& counts() const { return m_counts; }
    [[nodiscard]] const FleetCell* cell(const FleetSpot& spot) const;
    [[nodiscard]] FleetSpot spotOf(MachineId machine) const { return m_stands.value(machine).spot; }

signals:
    void rearranged();
    /// States of these cells; the places are as they were.
    void cellsChanged(const QList<Drover::FleetSpot>& spots);
    void titlesChanged(); ///< how a cluster is

private:
    void follow(const ReplicaChanges& changes);
    void rebuild();
    struct Stand
    {
        FleetSpot spot;
        QString place; ///< fleetPlace()
    };
    [[nodiscard]] bool isInPlace(const Machine& machine, const Stand& stand) const;

    const Replica& m_replica;
    FleetView m_view;
    FleetMapScene m_scene;
    std::array<int, FleetCellStateCount> m_counts{};
    QHash<MachineId, Stand> m_stands;
    QTimer m_soon;
    bool m_following = false;
    bool m_stale = true;
};

} // namespace Drover
