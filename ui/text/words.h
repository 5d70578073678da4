#pragma once

#include "engine/core/instant.h"
#include "models/timeline/timescale.h"

#include <QString>

namespace Drover {

/// "4 m 51 s", "1 h 26 m", "6 d 4 h", "12 s": two units at most.
[[nodiscard]] QString durationText(Duration duration);
/// As above, but "4.2 s" and "350 ms" below 10 s: for what was measured.
[[nodiscard]] QString preciseDurationText(Duration duration);
/// About how long, one unit where it says enough: "30 m", "2 h", "45 s", "3.3 s".
[[nodiscard]] QString roughDurationText(Duration duration);
/// How long ago, one unit: "0 s", "40 s", "2 m", "3 h", "5 d". Negative counts as 0.
[[nodiscard]] QString ageText(Duration age);
/// UTC "14:07:41"; an em dash when not set.
[[nodiscard]] QString clockText(Instant at);
/// UTC "14:07", "14:07:41", "14:07:41.250", "22 Nov".
[[nodiscard]] QString clockText(Instant at, ClockPrecision precision);
/// UTC "2026-11-22 14:07:41".
[[nodiscard]] QString dateTimeText(Instant at);
/// "1 284 913" with no-break spaces.
[[nodiscard]] QString countText(qint64 count);
/// "1 machine", "1 284 machines": `one` as it is, or `many` with its %1 filled in.
[[nodiscard]] QString pluralText(qint64 count, const QString& one, const QString& many);
/// "2 / 8".
[[nodiscard]] QString ofText(qint64 part, qint64 whole);
/// "64 %" of 0…1.
[[nodiscard]] QString percentText(double share);
/// "318 MB", decimal units, three digits at most.
[[nodiscard]] QString sizeText(qint64 bytes);
/// A path below the home directory as `~/…`.
[[nodiscard]] QString homePath(const QString& path);

} // namespace Drover
