#pragma once

#include "engine/core/plan.h"

namespace Drover {

/// A plan as a person reads it: whether it is allowed, what is checked, steps, machines with the reason for
/// each. Pure.
[[nodiscard]] QString planText(const Plan& plan);

} // namespace Drover
