#pragma once

#include "models/memberstate.h"

namespace Drover {

/// One step on a machine's or cluster's way: a workflow, a stage of its own kind, or a step of a plan.
struct StageStep
{
    QString stage; ///< full name; a gate's name when `gate`, a step's kind for a cluster with a plan
    Status status = Status::Queued;
    bool gate = false;
    bool operator==(const StageStep&) const = default;
};

/// The way of a machine: what it has been through (by its jobs), what is in its list, and what the plan says
/// will come. That of a cluster: the steps of its operation, where the plan is known. `current` is the index
/// of the one it stands in, -1 when it has ended or has not begun.
struct StageWay
{
    QList<StageStep> steps;
    int current = -1;
};
[[nodiscard]] StageWay stageWay(const Replica& replica, const Machine& machine);

} // namespace Drover
