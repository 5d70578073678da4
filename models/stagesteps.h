#pragma once

#include "models/memberstate.h"

namespace Drover {

/// One stage on a machine's or cluster's way.
struct StageStep {
    QString stage;             ///< full name; a gate's name when `gate`
    Status status = Status::Queued;
    bool gate = false;
    bool operator==(const StageStep&) const = default;
};

/// The way of a machine or cluster: stages it has been through (by its jobs), those of its list, and what the plan says
/// will come. `current` is the index of the one it stands in, -1 when it has ended or has not begun.
struct StageWay {
    QList<StageStep> steps;
    int current = -1;
};
[[nodiscard]] StageWay stageWay(const Replica& replica, const Machine& machine);

} // namespace Drover
