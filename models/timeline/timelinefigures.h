#pragma once

#include "models/timeline/timelinescene.h"

namespace Drover {

/// What an area of the timeline holds of one task (of one stage, where a lane knows no tasks): how often it
/// ran and how long it took. Durations are of what has ended; each is the whole length of the job, also when
/// the area cuts it.
struct TaskFigures
{
    QString name;
    int count = 0;
    int failed = 0;
    int open = 0; ///< not over yet: counted, not measured
    Duration least{0};
    Duration mean{0};
    Duration p95{0}; ///< nearest rank
    Duration most{0};
    bool operator==(const TaskFigures&) const = default;
};

/// Jobs that overlap the range in the given lanes; the most time in all first. Waits and predictions are not
/// counted. Cost: O(jobs in the lanes).
[[nodiscard]] QList<TaskFigures> taskFigures(const TimelineScene& scene, TimeRange range,
                                             const QList<int>& lanes);

/// How long bars like this one took: same stage (same task, where bars are tasks), succeeded, in all lanes.
struct UsualLength
{
    Duration median{0};
    int runs = 0; ///< 0: none has succeeded yet
    bool operator==(const UsualLength&) const = default;
};
/// Cost: one pass over all bars; for what a person points at.
[[nodiscard]] UsualLength usualLength(const TimelineScene& scene, const TimelineSpan& like);

/// The table as CSV: a head line, then a line a task; seconds with three digits.
[[nodiscard]] QString figuresCsv(const QList<TaskFigures>& figures);

/// Every job of the scene as CSV, in order of lanes and time: lane, machine, stage, task, attempt, state,
/// start, end (RFC 3339 UTC), seconds.
[[nodiscard]] QString sceneCsv(const TimelineScene& scene);

} // namespace Drover
