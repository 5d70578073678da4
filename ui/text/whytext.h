#pragma once

#include "models/whywaits.h"

namespace Drover {

/// One sentence that answers "why is it waiting?", or what it does when it does not wait.
[[nodiscard]] QString whyText(const WhyWaits& why, Instant now);

} // namespace Drover
