#pragma once

#include "app/cli/verbs.h"

namespace Drover::Verbs {

/// Sends a command and says what came of it in one sentence: the engine's, or `done`.
ExitCode carryOut(Session& session, const Command& command, const QString& reason, const QString& done = {});

} // namespace Drover::Verbs
