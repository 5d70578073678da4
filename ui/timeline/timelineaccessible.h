#pragma once

#include "ui/timeline/timelinecanvas.h"

namespace Drover {

/// What assistive technology finds in the lanes: each lane a row with its name and state, its bars below it
/// ("cp-3, linux-install, retrying, attempt 2"), each with its place on the screen and an action that opens
/// it. Made on demand; follows the canvas' selection. The first canvas calls it.
void installTimelineAccessibility();

/// The sentence of a bar: "w-5, hardware, failed, attempt 3, 4 m 51 s".
[[nodiscard]] QString accessibleSpanText(const TimelineScene& scene, const TimelineLane& lane,
                                         const TimelineSpan& span);

} // namespace Drover
