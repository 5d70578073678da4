#pragma once

#include "engine/core/draft.h"

namespace Drover {

/// What must hold after every event (lifecycle.md, "Always true": those that one state shows). Empty when all
/// do; each line begins with the invariant's number and names the object. Pure; costs a walk over all
/// objects.
[[nodiscard]] QStringList brokenInvariants(const State& state);
/// The same of what the draft has touched only.
[[nodiscard]] QStringList brokenInvariants(const Draft& draft);

} // namespace Drover
