#pragma once

#include "models/fleet/fleetcells.h"

#include <QPoint>
#include <QRect>
#include <optional>

namespace Drover {

/// One cell of the map by its place in the scene.
struct FleetSpot
{
    int group = -1;
    int cell = -1;
    bool operator==(const FleetSpot&) const = default;
    [[nodiscard]] bool isSet() const { return group >= 0; }
};

enum class FleetStep { Up, Down, Left, Right, First, Last };

/// Where the cells of a fleet map stand, in pixels: 12×12, pitch 14, five rows (more where a group would be
/// wider than the room), filled by column; groups wrap. Knows no painter: the widths of titles come in. A
/// value.
class FleetLayout
{
public:
    static constexpr int cellSize = 12;
    static constexpr int cellPitch = 14;
    static constexpr int margin = 14;
    static constexpr int titleHeight = 22;
    static constexpr int headHeight = 24;

    struct Place
    {
        QRect area;   ///< title and cells
        int rows = 5; ///< of cells
        int cells = 0;
    };
    /// The line above the clusters, and above what is in no cluster.
    struct Head
    {
        int y = 0;
        bool clusters = false;
        int machines = 0;
    };

    FleetLayout() = default;
    /// `titleWidths`: of each group. Heads stand only where there are clusters.
    FleetLayout(const QList<FleetGroup>& groups, const QList<int>& titleWidths, int width);

    [[nodiscard]] const QList<Place>& places() const { return m_places; }
    [[nodiscard]] const QList<Head>& heads() const { return m_heads; }
    [[nodiscard]] int height() const { return m_height; }
    [[nodiscard]] QRect cellRect(const FleetSpot& spot) const;
    /// Not set where no cell is.
    [[nodiscard]] FleetSpot spotAt(const QPoint& point) const;
    /// The group whose title is there; -1 = none.
    [[nodiscard]] int titleAt(const QPoint& point) const;
    /// Groups that reach into these lines.
    [[nodiscard]] std::pair<int, int> groupsBetween(int top, int bottom) const;
    /// The keyboard's walk; past an end it goes on in the neighbour group.
    [[nodiscard]] FleetSpot moved(const FleetSpot& from, FleetStep step) const;

private:
    QList<Place> m_places;
    QList<Head> m_heads;
    int m_height = 0;
};

} // namespace Drover
