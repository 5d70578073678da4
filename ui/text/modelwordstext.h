#pragma once

#include "models/modelwords.h"

namespace Drover {

/// The words that row models are given, in the user's language.
[[nodiscard]] ModelWords modelWords();

/// A status with its figures: "Retry 2", "Gate 2/3", else the plain word.
[[nodiscard]] QString stateText(const StateFigure& figure);

} // namespace Drover
