#include "models/timeline/idletime.h"

#include <algorithm>

namespace Drover {

namespace {

constexpr Duration kLeastFolded{60'000};

bool isIdle(BarState state)
{
    switch (state) {
    case BarState::Queued:
    case BarState::AtGate:
    case BarState::WaitingForPerson:
    case BarState::Paused:
        return true;
    case BarState::Running:
    case BarState::Succeeded:
    case BarState::Failed:
    case BarState::Retrying:
    case BarState::SucceededAfterRetry:
    case BarState::BackOff:
    case BarState::Cancelled:
    case BarState::Skipped:
    case BarState::Destroying:
    case BarState::Predicted: // what is to come is looked at
    case BarState::PredictedWait:
        return false;
    }
    Q_UNREACHABLE();
}

/// What of `idle` stays when a lane works: the stretches without its busy time.
QList<TimeRange> without(const QList<TimeRange>& idle, const TimelineLane& lane, Instant now, Duration least)
{
    QList<TimeRange> left;
    qsizetype span = 0;
    for (const TimeRange& range : idle) {
        Instant free = range.begin;
        while (span > 0 && lane.spans.at(span - 1).endAt(now) > range.begin) {
            --span; // a long bar reaches over several stretches
        }
        for (; span < lane.spans.size() && lane.spans.at(span).start < range.end; ++span) {
            const TimelineSpan& busy = lane.spans.at(span);
            if (isIdle(busy.state) || busy.endAt(now) <= free) {
                continue;
            }
            if (busy.start - free >= least) {
                left.append({free, busy.start});
            }
            free = std::max(free, busy.endAt(now));
        }
        if (range.end - free >= least) {
            left.append({free, range.end});
        }
    }
    return left;
}

} // namespace

QList<TimeRange> idleStretches(const QList<TimelineLane>& lanes, Instant now, Duration least)
{
    TimeRange whole;
    for (const TimelineLane& lane : lanes) {
        if (!lane.spans.isEmpty()) {
            const Instant begin = lane.spans.constFirst().start;
            whole.begin = whole.begin.isSet() ? std::min(whole.begin, begin) : begin;
            whole.end = std::max(whole.end, lane.spans.constLast().endAt(now));
        }
    }
    QList<TimeRange> idle;
    if (whole.length() >= least && whole.begin.isSet()) {
        idle.append(whole);
    }
    for (const TimelineLane& lane : lanes) {
        if (idle.isEmpty()) {
            break;
        }
        idle = without(idle, lane, now, least);
    }
    return idle;
}

TimeFold foldIdle(const QList<TimelineLane>& lanes, TimeRange extent, Instant now)
{
    QList<TimeRange> idle = idleStretches(lanes, now, kLeastFolded);
    Duration busy = extent.length();
    for (const TimeRange& range : std::as_const(idle)) {
        busy -= range.length();
    }
    const Duration least = std::max(kLeastFolded, busy / 10);
    idle.removeIf([least](const TimeRange& range) { return range.length() < least; });
    return TimeFold(idle, std::clamp(busy / 25, Duration(1000), kLeastFolded));
}

} // namespace Drover
