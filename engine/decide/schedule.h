#pragma once

#include "engine/core/state.h"

#include <optional>
#include <variant>

namespace Drover {

/// What `schedule` finds due; each is an input of `decide`.
namespace Due {
/// A wait is over: back-off, redelivery, reboot.
struct Timer
{
    RunnerRef runner;
};
/// A sequence may go on to its next entry.
struct Advance
{
    RunnerRef runner;
};
/// A machine in work-order mode may pick up its next order.
struct PickUp
{
    MachineId machine;
};
/// An operation's world has changed, or it is new.
struct Drive
{
    OperationId operation;
};
/// A lock has come to its end.
struct LockEnd
{
    MachineId machine;
};
/// A pause has come to its end.
struct PauseEnd
{
    OperationId operation;
};
} // namespace Due
using DueItem = std::variant<Due::Timer, Due::LockEnd, Due::PauseEnd, Due::Drive, Due::PickUp, Due::Advance>;

/// What should start now, and when to look again if nothing else happens before.
struct Agenda
{
    std::vector<DueItem> due;
    std::optional<Instant> wakeAt;
};

/// Limits that hold across machines.
struct Limits
{
    int jobs = 64; ///< open jobs of all runners but the engine's own
};

/// Looks at the state only, so a restarted process schedules what the dead one would have. Cost follows what
/// is due, never the fleet: it reads the indices that `apply` keeps. At most `most` items of each kind are
/// answered at once, so that a turn stays small and no kind keeps another waiting. Pure.
[[nodiscard]] Agenda schedule(const State& state, Instant now, const Limits& limits, int most = 64);

} // namespace Drover
