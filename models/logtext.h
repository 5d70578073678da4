#pragma once

#include "models/logsource.h"

namespace Drover {

/// A line of output as a terminal would leave it: what was written over is gone, colours (SGR) become runs,
/// other control sequences and characters vanish or stand as U+FFFD, and a time at the beginning stands
/// apart. Lines that tell of errors or warnings get a tone where the program gave no colour. Pure.
[[nodiscard]] LogLine logLine(QStringView raw);

} // namespace Drover
