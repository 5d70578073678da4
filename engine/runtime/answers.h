#pragma once

#include "engine/api/query.h"
#include "engine/runtime/enginecore.h"

namespace Drover {

/// Answers a query from the committed state, the content and the history. Changes nothing; engine thread.
[[nodiscard]] Result<Answer> answer(EngineCore& core, const Query& query);

} // namespace Drover
