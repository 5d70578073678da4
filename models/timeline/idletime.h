#pragma once

#include "models/timeline/timefold.h"
#include "models/timeline/timelinescene.h"

namespace Drover {

/// Stretches between first and last bar, each at least `least` long, in which nothing works in any lane:
/// waits for a gate, a person or an end of a pause don't count as work. In order. Cost: O(spans) at worst,
/// less as soon as no such stretch is left.
[[nodiscard]] QList<TimeRange> idleStretches(const QList<TimelineLane>& lanes, Instant now, Duration least);

/// Folds what is long against the work that there is: at least a minute, and a tenth of it.
[[nodiscard]] TimeFold foldIdle(const QList<TimelineLane>& lanes, TimeRange extent, Instant now);

} // namespace Drover
