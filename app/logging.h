#pragma once

#include <QString>

namespace Drover {

/// From now on what the program says about itself (qCDebug … qCCritical) goes to the standard error, one line
/// each with time, level and category; below `level` (debug, info, warning, critical) nothing. Before the
/// first thread starts.
void installLogging(const QString& level);

} // namespace Drover
