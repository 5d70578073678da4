#include "models/timeline/timescale.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace Drover {

namespace {

constexpr qint64 kSecond = 1000;
constexpr qint64 kMinute = 60 * kSecond;
constexpr qint64 kHour = 60 * kMinute;
constexpr qint64 kDay = 24 * kHour;

struct LadderStep
{
    qint64 major;
    qint64 minor;
};

// Minor divides major; both are what a clock face knows.
constexpr std::array kLadder{
    LadderStep{1, 1},
    LadderStep{2, 1},
    LadderStep{5, 1},
    LadderStep{10, 5},
    LadderStep{20, 10},
    LadderStep{50, 10},
    LadderStep{100, 50},
    LadderStep{200, 100},
    LadderStep{500, 100},
    LadderStep{kSecond, 500},
    LadderStep{2 * kSecond, kSecond},
    LadderStep{5 * kSecond, kSecond},
    LadderStep{10 * kSecond, 5 * kSecond},
    LadderStep{15 * kSecond, 5 * kSecond},
    LadderStep{30 * kSecond, 15 * kSecond},
    LadderStep{kMinute, 30 * kSecond},
    LadderStep{2 * kMinute, kMinute},
    LadderStep{5 * kMinute, kMinute},
    LadderStep{10 * kMinute, 5 * kMinute},
    LadderStep{15 * kMinute, 5 * kMinute},
    LadderStep{30 * kMinute, 15 * kMinute},
    LadderStep{kHour, 30 * kMinute},
    LadderStep{2 * kHour, kHour},
    LadderStep{3 * kHour, kHour},
    LadderStep{6 * kHour, 3 * kHour},
    LadderStep{12 * kHour, 6 * kHour},
    LadderStep{kDay, 12 * kHour},
    LadderStep{2 * kDay, kDay},
    LadderStep{7 * kDay, kDay},
    LadderStep{28 * kDay, 7 * kDay},
    LadderStep{364 * kDay, 28 * kDay},
};

ClockPrecision precisionOf(qint64 step)
{
    if (step >= kDay) {
        return ClockPrecision::Days;
    }
    if (step >= kMinute) {
        return ClockPrecision::Minutes;
    }
    return step >= kSecond ? ClockPrecision::Seconds : ClockPrecision::Milliseconds;
}

} // namespace

Instant TimeScale::at(double x) const
{
    const double ms = originMs + x * msPerPixel;
    return fold ? fold->unfolded(ms) : Instant(qint64(std::llround(ms)));
}

TickStep tickStepFor(double msPerPixel, double labelPixels)
{
    const double needed = msPerPixel * labelPixels;
    const auto it = std::ranges::find_if(
        kLadder, [needed](const LadderStep& step) { return double(step.major) >= needed; });
    const LadderStep step = it == kLadder.end() ? kLadder.back() : *it;
    return TickStep{Duration(step.major), Duration(step.minor), precisionOf(step.major)};
}

QList<Instant> ticksIn(TimeRange range, Duration step, Instant anchor)
{
    constexpr qint64 limit = 10'000;
    QList<Instant> ticks;
    const qint64 width = step.count();
    if (width <= 0 || range.isEmpty() || range.length().count() / width >= limit) {
        return ticks;
    }
    const qint64 begin = range.begin.ms();
    qint64 at = begin - ((begin - anchor.ms()) % width + width) % width;
    if (at < begin) {
        at += width;
    }
    for (; at < range.end.ms(); at += width) {
        ticks.append(Instant(at));
    }
    return ticks;
}

QList<Instant> ticksOn(const TimeScale& scale, TimeRange range, Duration step, Instant anchor)
{
    if (!scale.fold) {
        return ticksIn(range, step, anchor);
    }
    QList<Instant> ticks;
    const QList<TimeRange> folds = scale.fold->folds();
    for (const TimeRange& fold : folds) {
        if (fold.begin > range.begin) {
            ticks.append(ticksIn({range.begin, std::min(range.end, fold.begin)}, step, anchor));
        }
        range.begin = std::max(range.begin, fold.end);
    }
    ticks.append(ticksIn(range, step, anchor));
    return ticks;
}

} // namespace Drover
