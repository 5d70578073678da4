#pragma once

#include "models/fleet/fleetcells.h"

#include <QHash>
#include <QPixmap>

namespace Drover {

/// A cell of the fleet map, told apart by shape as well as by colour. 12×12, a failed one 14×14 around it.
void drawFleetCell(QPainter& painter, const QPointF& at, FleetCellState state);

/// Cells as pictures, one for each state and scale. Owned by the map; UI thread.
class FleetCellPixmaps
{
public:
    /// Painted with its corner one pixel left of and above the cell.
    [[nodiscard]] const QPixmap& pixmap(FleetCellState state, qreal dpr);
    void clear() { m_pixmaps.clear(); } ///< the theme is another

private:
    QHash<int, QPixmap> m_pixmaps;
};

} // namespace Drover
