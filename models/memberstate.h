#pragma once

#include "models/replica.h"
#include "models/status.h"

namespace Drover {

/// A status with the two figures that some have: attempt of a retry, arrived of needed at a gate. 0 = not
/// known.
struct StateFigure
{
    Status status = Status::None;
    int part = 0;
    int whole = 0;
    bool operator==(const StateFigure&) const = default;
};

/// What a member (or any machine) is doing, derived from its fields and its open job.
struct MemberState
{
    StateFigure state;
    QString stage;        ///< where its list stands; empty when it has none or has ended
    double progress = -1; ///< 0…1 over the whole pipeline as far as known; -1 = nothing to say
    Status health = Status::None;
    bool ready = false;  ///< lifecycle.md "ready"
    bool failed = false; ///< stopped by a failure: a person is needed
    Instant activity;
    bool operator==(const MemberState&) const = default;
};

[[nodiscard]] MemberState memberState(const Replica& replica, const Machine& machine);

/// The pool status as what is shown.
[[nodiscard]] Status statusOf(PoolStatus status);
[[nodiscard]] Status statusOf(Health health);
[[nodiscard]] Status statusOf(const Job& job);

/// Workflow entries that make jobs: not `stage:` and `bootenv:`.
[[nodiscard]] bool isTaskEntry(const QString& entry);
/// Jobs-making entries before position `index`, and in all.
[[nodiscard]] int tasksBefore(const QStringList& entries, int index);
/// How far a pipeline of several workflows has come, 0…1, by the plan's stages when there is one; -1 = no
/// list.
[[nodiscard]] double pipelineProgress(const Sequence& sequence, const Plan* plan, const QString& role);

/// `cp-2` before `cp-10`: digits compare as numbers.
[[nodiscard]] QString naturalKey(const QString& name);

} // namespace Drover
