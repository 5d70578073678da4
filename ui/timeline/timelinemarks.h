#pragma once

#include "models/timeline/timelinelayout.h"
#include "ui/timeline/timeaxis.h"

#include <QPainter>
#include <QRectF>

namespace Drover {

/// Where things of a scene are on screen right now. Made for one paint event.
struct TimelineFrame
{
    const TimelineScene& scene;
    const QHash<QString, int>&
        boxOfKey; ///< lane key → index into layout.boxes(), also for lanes in collapsed groups
    const TimelineLayout& layout;
    TimeScale scale;
    double left = 0;  ///< x of the scale's origin
    double right = 0; ///< end of the lanes' area
    double scrollY = 0;
    TimeAxis axis;

    [[nodiscard]] double x(Instant at) const { return left + scale.x(at); }
    [[nodiscard]] const LaneBox* box(const QString& key) const;
    /// Pinned lanes don't scroll.
    [[nodiscard]] double top(const LaneBox& box) const
    {
        return box.y - (box.y < layout.pinnedHeight() ? 0 : scrollY);
    }
    [[nodiscard]] QRectF bar(const LaneBox& box) const;
};

/// Barrier from the first to the last lane it holds, with a peg for each counted member.
void drawGate(QPainter& painter, const TimelineFrame& frame, const TimelineGate& gate);
/// "Quorum gate 2/3" over the barrier, in the group header it counts. Drawn after bars; returns its rect.
QRectF drawGateBadge(QPainter& painter, const TimelineFrame& frame, const TimelineGate& gate);
/// Where the barrier stands: opened at, predicted at, or a little right of now while nothing is known.
[[nodiscard]] double gateX(const TimelineFrame& frame, const TimelineGate& gate);

void drawCriticalPath(QPainter& painter, const TimelineFrame& frame);
void drawFinish(QPainter& painter, const TimelineFrame& frame);

/// What of a flag box can be pressed.
struct FailureHotspots
{
    QRectF box;
    QRectF retry; ///< null when it is not offered
    QRectF log;
};

/// The flag box of a lane's failure right of its bar; only an icon where there are less than 320 px.
/// `hovered` is the pointer's place.
FailureHotspots drawFailure(QPainter& painter, const TimelineFrame& frame, const LaneBox& box,
                            const TimelineLane& lane, QPointF hovered);

} // namespace Drover
