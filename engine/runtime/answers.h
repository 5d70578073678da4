#pragma once

#include "engine/api/query.h"
#include "engine/runtime/enginecore.h"

#include <functional>
#include <variant>

namespace Drover {

/// A question that the state has half answered; the history completes it, on whatever thread that is read.
using HistoryHalf = std::function<Result<Answer>(History& history)>;

/// What is left to compute holds all it needs as values: a pool carries it out.
using PoolHalf = std::function<Result<Answer>()>;
using BegunAnswer = std::variant<Result<Answer>, HistoryHalf, PoolHalf>;

/// Answers a query from the committed state and the content, or as far as those go. Changes nothing (a
/// command that is tried is taken back); engine thread, and never reads a file.
[[nodiscard]] BegunAnswer beginAnswer(EngineCore& core, const Query& query);

} // namespace Drover
