#pragma once

#include "models/timeline/timelinescene.h"

namespace Drover {

/// A provision of 3 control-plane and 5 worker members as in the design's main window: finished, running,
/// retried and failed bars, a gate at 2/3, predictions, a critical path. Now is 14:07:41.
[[nodiscard]] TimelineScene demoScene();

/// `lanes` members in groups of 500 with `spansPerLane` bars each, some failed; one minute per bar on
/// average.
[[nodiscard]] TimelineScene largeScene(int lanes, int spansPerLane);

} // namespace Drover
