#pragma once

#include "engine/core/draft.h"

namespace Drover {

/// Makes of an event what follows from it: the only function that changes State. Total: an event that does
/// not fit the state is a fault of the program and changes nothing. Pure; engine thread (or any, on a copy).
void apply(Draft& draft, const EventRecord& record);

/// What the event is about, in words that stay readable when the object is gone: `machine web-1`, `operation
/// op-3`.
[[nodiscard]] QString subjectOf(const State& state, const Event& event);

} // namespace Drover
