#pragma once

#include "engine/core/plan.h"
#include "engine/core/workorder.h"

#include <algorithm>

namespace Drover {

enum class OperationState { Queued, Running, Paused, NeedsAttention, Finished, Failed, Aborted };
DROVER_ENUM_NAMES(OperationState, "queued", "running", "paused", "needs-attention", "finished", "failed",
                  "aborted")

/// Why something is as it is: the rule, its numbers, and what would change it. Stored; answers "why is it
/// waiting?".
struct Why
{
    QString code;
    QString text;
    QString object;
    Instant since;

    static constexpr auto fields()
    {
        return std::tuple(field("code", &Why::code), field("text", &Why::text), field("object", &Why::object),
                          field("since", &Why::since));
    }
    bool operator==(const Why&) const = default;
};

/// What an operator started on a cluster. It holds the approved plan and is the only driver of its steps.
/// Owned by State until it has ended.
struct Operation
{
    using Key = OperationId;

    OperationId id;
    OperationKind kind = OperationKind::Provision;
    QString cluster;
    OperationState state = OperationState::Queued;
    QString plan; ///< the plan's id; the plan itself is a row of its own
    int step = 0; ///< index into the plan's steps
    bool stepStarted = false;
    WorkOrderId order;                                   ///< the broker's work order that carries the step
    WorkOrderState orderState = WorkOrderState::Created; ///< what became of it
    QString orderReason;
    int done = 0; ///< units finished; never goes back
    int total = 0;
    bool aborting = false;
    bool keep = false; ///< abort: keep unfinished members on hold
    QString actor;
    QString via;
    QString reason; ///< the operator's
    Why why;        ///< of the state it is in
    QList<PlanMachine> amendments;
    int triedUpTo = 0;   ///< amendments before this one keep no machine from being chosen: a person retried
    Instant pausedUntil; ///< when a pause ends by itself; unset: only by resume
    Instant created;
    Instant started;
    Instant ended;

    [[nodiscard]] Key key() const { return id; }
    /// Is another machine in this one's place? The last amendment that names it says so: one that was given
    /// up may have been chosen again.
    [[nodiscard]] bool replaced(MachineId machine) const
    {
        const auto names = [machine](const PlanMachine& m) {
            return m.machine == machine || m.replaces == machine;
        };
        const auto last = std::find_if(amendments.rbegin(), amendments.rend(), names);
        return last != amendments.rend() && last->machine != machine;
    }
    [[nodiscard]] bool isOpen() const
    {
        return state != OperationState::Finished && state != OperationState::Failed &&
               state != OperationState::Aborted;
    }

    static constexpr auto fields()
    {
        return std::tuple(
            field("id", &Operation::id), field("kind", &Operation::kind),
            field("cluster", &Operation::cluster), field("state", &Operation::state),
            field("plan", &Operation::plan), field("step", &Operation::step),
            field("stepStarted", &Operation::stepStarted), field("order", &Operation::order),
            field("orderState", &Operation::orderState), field("orderReason", &Operation::orderReason),
            field("done", &Operation::done), field("total", &Operation::total),
            field("aborting", &Operation::aborting), field("keep", &Operation::keep),
            field("actor", &Operation::actor), field("via", &Operation::via),
            field("reason", &Operation::reason), field("why", &Operation::why),
            field("amendments", &Operation::amendments), field("triedUpTo", &Operation::triedUpTo),
            field("pausedUntil", &Operation::pausedUntil), field("created", &Operation::created),
            field("started", &Operation::started), field("ended", &Operation::ended));
    }
    bool operator==(const Operation&) const = default;
};

} // namespace Drover
