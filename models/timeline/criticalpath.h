#pragma once

#include "models/timeline/timelinescene.h"

namespace Drover {

/// What the end of a run hung on: from the bar that ended last (of what still runs: began first) backwards to
/// whatever had to be over before it could begin. Along a lane that is the bar before; behind a gate it is
/// the member that opened it; elsewhere whoever ended last before. Runs are in order of time. Empty when
/// there is nothing. Cost: lanes × hand-overs × log bars.
[[nodiscard]] QList<CriticalRun> criticalPath(const TimelineScene& scene);

} // namespace Drover
