#pragma once

#include "models/timeline/timelinescene.h"

namespace Drover {

/// One piece of the critical path: a bar, as far as the path leads over it.
struct PathSegment
{
    QString laneKey;
    QString lane; ///< its title
    qint64 spanId = 0;
    QString text; ///< "firmware", with its attempt from the second on: "2 · firmware"
    BarState state = BarState::Succeeded;
    Instant start;
    Duration length{0};
    bool operator==(const PathSegment&) const = default;
};

/// The scene's critical path in order of time. Cost: bars of its lanes.
[[nodiscard]] QList<PathSegment> pathSegments(const TimelineScene& scene);

/// How many members there are in each state of theirs, the most first.
[[nodiscard]] QList<std::pair<Status, int>> memberCounts(const TimelineScene& scene);

} // namespace Drover
