#pragma once

#include "models/timeline/lanegroups.h"
#include "ui/timeline/timelinecanvas.h"

class QMenu;

namespace Drover {

class TimelineView;

/// The menus of a timeline. Only what works for the thing it is about is in them. Free functions; UI thread.

/// For what lies under the pointer: log, job, retry, cancel, why, and how the lane is shown.
void fillTimelineMenu(QMenu& menu, TimelineView& view, const TimelineCanvas::Hit& hit, QPoint globalAt);

/// How the timeline is shown, and what can be taken out of it.
void fillTimelineOptions(QMenu& menu, TimelineView& view);

/// "Group: role".
[[nodiscard]] QString groupingText(TimelineGrouping grouping);

} // namespace Drover
