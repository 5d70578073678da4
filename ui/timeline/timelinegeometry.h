#pragma once

#include "models/timeline/timescale.h"

namespace Drover {

/// Lengths shared by the parts of a timeline, in logical pixels (tokens.md §7).
struct TimelineMetrics
{
    static constexpr int LabelColumn = 184;
    static constexpr int RulerHeight = 24;
    static constexpr int OverviewHeight = 32;
    static constexpr int HeadHeight = 32;
    static constexpr int LabelPixels = 72; ///< what a time label needs
};

/// The ruler's step: labels with milliseconds are longer and get more room.
[[nodiscard]] inline TickStep rulerStep(double msPerPixel)
{
    const TickStep step = tickStepFor(msPerPixel, TimelineMetrics::LabelPixels);
    return step.precision == ClockPrecision::Milliseconds ? tickStepFor(msPerPixel, 100) : step;
}

} // namespace Drover
