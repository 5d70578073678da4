#pragma once

#include "engine/runtime/answers.h"

namespace Drover {

/// What clients ask about content. Each takes from the state what it needs, as values, and leaves the work to
/// the pool. Engine thread.
[[nodiscard]] BegunAnswer beginContentAnswer(const EngineCore& core, const Queries::ListContent& query);
[[nodiscard]] BegunAnswer beginContentAnswer(const EngineCore& core, const Queries::DescribeContent& query);
[[nodiscard]] BegunAnswer beginContentAnswer(const EngineCore& core, const Queries::RenderTask& query);
[[nodiscard]] BegunAnswer beginContentAnswer(const EngineCore& core, const Queries::CheckTask& query);
[[nodiscard]] BegunAnswer beginContentAnswer(const EngineCore& core, const Queries::CheckPack& query);

} // namespace Drover
