#pragma once

#include "models/timeline/timefold.h"

#include <QList>

namespace Drover {

/// A stretch of time, begin included, end excluded. A value; any thread.
struct TimeRange
{
    Instant begin;
    Instant end;

    [[nodiscard]] constexpr Duration length() const { return end - begin; }
    [[nodiscard]] constexpr bool isEmpty() const { return end <= begin; }
    [[nodiscard]] constexpr bool contains(Instant at) const { return begin <= at && at < end; }
    [[nodiscard]] constexpr bool overlaps(Instant from, Instant to) const { return from < end && begin < to; }
    bool operator==(const TimeRange&) const = default;
};

/// Time ⇄ pixel. `origin` lies at pixel 0; fractions of a millisecond matter only while zoomed far in, hence
/// double. With a fold, origin and pixels are those of the folded axis.
struct TimeScale
{
    double originMs = 0;
    double msPerPixel = 1000;
    const TimeFold* fold = nullptr; ///< not owned; lives as long as the viewport that gave the scale out

    /// Milliseconds along the axis.
    [[nodiscard]] double along(Instant at) const { return fold ? fold->folded(at) : double(at.ms()); }
    [[nodiscard]] double x(Instant at) const { return (along(at) - originMs) / msPerPixel; }
    [[nodiscard]] Instant at(double x) const;
    [[nodiscard]] double width(Duration length) const { return double(length.count()) / msPerPixel; }
    bool operator==(const TimeScale&) const = default;
};

/// How finely a clock time must be written so that neighbouring labels differ.
enum class ClockPrecision { Days, Minutes, Seconds, Milliseconds };

/// The grid of a ruler: a label and a grid line every `major`, a small tick every `minor`.
struct TickStep
{
    Duration major{60'000};
    Duration minor{60'000};
    ClockPrecision precision = ClockPrecision::Minutes;
    bool operator==(const TickStep&) const = default;
};

/// The smallest step of the ladder (… 1 s, 5 s, 1 min, 5 min, 15 min, 1 h …) whose labels have `labelPixels`
/// each.
[[nodiscard]] TickStep tickStepFor(double msPerPixel, double labelPixels);

/// All multiples of `step` (counted from `anchor`: midnight UTC when not set) in the range. At most 10 000: a
/// bad scale gives none.
[[nodiscard]] QList<Instant> ticksIn(TimeRange range, Duration step, Instant anchor = {});

/// The same on a scale: folds have no ticks inside.
[[nodiscard]] QList<Instant> ticksOn(const TimeScale& scale, TimeRange range, Duration step, Instant anchor);

} // namespace Drover
