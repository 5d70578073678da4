#pragma once

#include "engine/core/gate.h"
#include "engine/core/job.h"
#include "engine/core/operation.h"
#include "engine/core/workorder.h"

#include <span>
#include <utility>

namespace Drover {

/// An allowed move of a status. Anything that is not in its table is a fault of the program.
template <class E>
using Move = std::pair<E, E>;

[[nodiscard]] std::span<const Move<PoolStatus>> poolMoves();
[[nodiscard]] std::span<const Move<JobState>> jobMoves();
[[nodiscard]] std::span<const Move<WorkOrderState>> workOrderMoves();
[[nodiscard]] std::span<const Move<OperationState>> operationMoves();

/// What a machine's sequence is doing, derived from its fields.
enum class SequenceState { Idle, Ready, Running, Waiting, Stopped, Complete, ServiceReady };
[[nodiscard]] SequenceState sequenceState(const Sequence& sequence, bool workOrderMode);
[[nodiscard]] std::span<const Move<SequenceState>> sequenceMoves();

/// A gate is closed, unreachable (closed, and it can't open as things stand) or open; open is a latch.
enum class GateState { Closed, Unreachable, Open };
[[nodiscard]] GateState gateState(const Gate& gate);
[[nodiscard]] std::span<const Move<GateState>> gateMoves();

template <class E>
[[nodiscard]] bool mayMove(std::span<const Move<E>> moves, E from, E to)
{
    for (const Move<E>& move : moves) {
        if (move.first == from && move.second == to)
            return true;
    }
    return from == to;
}

/// The settled state that a transition leads to, and the Hold that a failure on the way makes of it.
[[nodiscard]] PoolStatus settledStatus(PoolStatus status);
[[nodiscard]] PoolStatus heldStatus(PoolStatus status);
/// The transition that a hold interrupted: HoldBuild → Building.
[[nodiscard]] PoolStatus resumedStatus(PoolStatus status);
[[nodiscard]] bool isHeld(PoolStatus status);

} // namespace Drover
