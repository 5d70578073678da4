#pragma once

#include "models/memberstate.h"

namespace Drover {

/// What helps when something waits for a person.
enum class AttentionHelp {
    None,
    RetryMachine,
    ReturnMachine,
    ResumeOperation,
    RetryOperation,
    LockMachine, ///< keeps it from being chosen
    UnlockMachine
};

/// One thing that waits for a person, as meaning. A value.
struct AttentionItem
{
    QString key;   ///< of the object, see models/objectkey.h
    QString place; ///< its cluster or pool; empty for an operation
    QString name;  ///< of the member, machine or cluster
    Status status = Status::Failed;
    QString task; ///< that failed; empty when it was no task
    int exitCode = 0;
    int attempt = 0;
    QString detail;      ///< the failure's own sentence, the reason of a hold or pause
    Instant since;       ///< not set: not known
    bool locked = false; ///< by a person, who may have forgotten it
    AttentionHelp help = AttentionHelp::None;
    JobId job; ///< whose log tells more
    bool operator==(const AttentionItem&) const = default;
};

/// A lock that is older is told: whoever set it may have forgotten it.
inline constexpr Duration lockRemembered = std::chrono::hours(8);

/// Failures first, then operations that wait, then machines on hold, then those that are unhealthy, then
/// forgotten locks; the newest of each first.
[[nodiscard]] QList<AttentionItem> attentionItems(const Replica& replica);
/// How many they are, without making them.
[[nodiscard]] int attentionCount(const Replica& replica);

} // namespace Drover
