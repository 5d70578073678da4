#pragma once

#include "engine/core/event.h"

namespace Drover {

/// The gates that went with their clusters, each as it last was, in the order in which they went. `events`
/// are those about one gate, in order of seq, from its first on. Pure.
[[nodiscard]] QList<Gate> pastGates(const QList<EventRecord>& events);

} // namespace Drover
