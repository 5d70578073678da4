#pragma once

#include "engine/core/error.h"

namespace Drover {

/// Reads what a start of the engine in a data directory reads: the state, the content, and one secret with
/// the key. Nothing is changed. Errors: what a start would say, `store-older`, and `content-damaged` for a
/// pack that is not what was loaded. Any thread; takes as long as a start does.
[[nodiscard]] Result<> readAsAtStart(const QString& directory);

} // namespace Drover
