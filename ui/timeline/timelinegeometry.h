#pragma once

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

} // namespace Drover
