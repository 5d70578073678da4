#pragma once

#include "app/cli/session.h"

namespace Drover {

/// A command's id. In a real directory it is made up; in a simulated one it follows from the directory's
/// seed, the journal position and the command itself, so that the same commands leave the same journal.
/// Errors: the engine's.
[[nodiscard]] Result<QString> commandIdFor(Session& session, const Command& command);

} // namespace Drover
