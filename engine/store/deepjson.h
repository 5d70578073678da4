#pragma once

#include <QByteArray>

namespace Drover {

/// The same JSON, with null for what lies more than `levels` deep. Values so deep are refused now; a
/// directory that took one before has to open, and no parser of ours reads it. Pure; any thread.
[[nodiscard]] QByteArray cutDeep(const QByteArray& json, int levels = 900);

} // namespace Drover
