#pragma once

#include "engine/core/command.h"
#include "engine/decide/decider.h"
#include "engine/decide/schedule.h"

namespace Drover {

/// How long no engine worked in the directory.
struct Absence
{
    Duration away{0};
};

/// The decisions of the engine: what a command, an outcome or a due item leads to. Each puts events on the
/// draft through the Decider, or refuses with a reason and what would help, leaving the caller to roll back.
/// Pure; engine thread.

/// Carries out a command. The answer is the receipt without its `seq`.
[[nodiscard]] Result<Receipt> decide(Decider& decider, const CommandRequest& request);
/// Takes in what an executor reports. An outcome of an old attempt changes nothing, by rule.
void decide(Decider& decider, const Outcome& outcome);
void decide(Decider& decider, const DueItem& due);
/// Nobody worked here for so long: what was open is paused, with that as its reason, until a person resumes
/// it. Only an abort goes on, which leads back to where nothing happens.
void decide(Decider& decider, const Absence& absence);

} // namespace Drover
