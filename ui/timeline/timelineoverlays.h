#pragma once

#include "ui/timeline/timelinemarks.h"

#include "models/timeline/timelinefinder.h"

namespace Drover {

/// A part of the timeline chosen by dragging: a stretch of time in some lanes.
struct TimelineArea
{
    TimeRange range;
    QList<int> lanes; ///< of members and the cluster, ascending
    int firstBox = 0; ///< between which lanes it is drawn
    int lastBox = -1;

    [[nodiscard]] bool isEmpty() const { return range.isEmpty(); }
};

/// The area between two boxes: members below heads and in bands are in it, and all of them with the
/// cluster's lane.
[[nodiscard]] TimelineArea areaBetween(const QList<TimelineLane>& lanes, const TimelineLayout& layout,
                                       TimeRange range, int firstBox, int lastBox);

/// Outlines of what a search has found in a lane, a pin where the lane is a band. `current` is the chosen
/// bar's id.
void drawMatches(QPainter& painter, const TimelineFrame& frame, const LaneBox& box,
                 const TimelineMatches& matches, qint64 current);
/// How many were found, at the right end of the lane's label; returns its width, 0 when there are none.
[[nodiscard]] double drawMatchCount(QPainter& painter, const QRectF& row, const LaneBox& box,
                                    const TimelineMatches& matches);
/// Torn edges where idle time is drawn short.
void drawFolds(QPainter& painter, const TimelineFrame& frame, double height);
void drawArea(QPainter& painter, const TimelineFrame& frame, const TimelineArea& area, double height);

} // namespace Drover
