#pragma once

#include "models/lists/grouphead.h"

namespace Drover {

/// What the members of a group have in common: "r01", "No cluster".
[[nodiscard]] QString groupHeadText(const GroupHead& head);
/// What a list is grouped by, by the filter's key: "rack".
[[nodiscard]] QString groupKeyText(const QString& key);

} // namespace Drover
