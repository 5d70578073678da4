#include "models/timeline/pathsegments.h"

#include <algorithm>
#include <map>

using namespace Qt::StringLiterals;

namespace Drover {

QList<PathSegment> pathSegments(const TimelineScene& scene)
{
    QHash<QString, const TimelineLane*> lanes;
    for (const TimelineLane& lane : scene.lanes)
        lanes.insert(lane.key, &lane);
    QList<PathSegment> segments;
    for (const CriticalRun& run : scene.criticalPath) {
        const TimelineLane* lane = lanes.value(run.laneKey);
        if (!lane)
            continue;
        const Instant to = run.to.isSet() ? run.to : scene.now;
        for (const TimelineSpan& span : lane->spans) {
            const Instant from = std::max(span.start, run.from);
            const Instant end = std::min(span.endAt(scene.now), to);
            if (from >= end)
                continue;
            QString text = scene.barText(span);
            if (span.attempt > 1)
                text = u"%1 · %2"_s.arg(span.attempt).arg(text);
            segments.append({run.laneKey, lane->title, span.id, text, span.state, from, end - from});
        }
    }
    return segments;
}

QList<std::pair<Status, int>> memberCounts(const TimelineScene& scene)
{
    std::map<Status, int> counts;
    for (const TimelineLane& lane : scene.lanes) {
        if (lane.kind == LaneKind::Member)
            ++counts[lane.status];
    }
    QList<std::pair<Status, int>> sorted(counts.begin(), counts.end());
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    return sorted;
}

} // namespace Drover
