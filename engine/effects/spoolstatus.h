#pragma once

#include "engine/effects/executor.h"

#include <string>

namespace Drover {

/// The outcome that a status file of the shepherd's spool tells (`name=value` lines), without outputs. What
/// cannot be read is Lost. Any thread.
RunOutcome outcomeFromStatus(const QString& key, const std::string& text);

} // namespace Drover
