#pragma once

#include "models/timeline/timescale.h"

#include <QString>

namespace Drover {

/// In whose time a timeline is labelled.
enum class AxisMode { Utc, Local, Relative };

/// Times as this timeline writes them: of UTC, of this computer's place, or since the first bar ("+4:51"). A
/// value; UI thread.
struct TimeAxis
{
    AxisMode mode = AxisMode::Utc;
    Instant origin; ///< where Relative counts from

    [[nodiscard]] QString text(Instant at, ClockPrecision precision) const;
    /// To the second; an em dash when not set.
    [[nodiscard]] QString text(Instant at) const;
    /// With its date, and the zone's name: for tool tips.
    [[nodiscard]] QString longText(Instant at) const;
    /// "UTC", "CET", "T+".
    [[nodiscard]] QString name(Instant at) const;
    /// What ticks near a moment are counted from, so that they lie on whole hours of the mode.
    [[nodiscard]] Instant anchor(Instant at) const;
};

} // namespace Drover
