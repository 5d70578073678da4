#pragma once

#include "engine/content/content.h"
#include "engine/core/state.h"

namespace Drover {

/// May `after` take the place of `before`? Error `content-in-use`: it has no more what a pool, a machine, a
/// cluster, a broker or an open work order names. What was missing before is no reason. Pure.
[[nodiscard]] Result<> keepsWhatIsUsed(const State& state, const Content& before, const Content& after);

} // namespace Drover
