#pragma once

#include <QtGlobal>

namespace Drover {

/// What an icon means. The table in icons.def gives each its file; nothing else names one.
enum class IconName : quint8 {
#define DROVER_ICON(name, file) name,
#define DROVER_OWN(name, file) name,
#include "ui/theme/icons.def"
#undef DROVER_ICON
#undef DROVER_OWN
};

inline constexpr int IconCount = 0
#define DROVER_ICON(name, file) +1
#define DROVER_OWN(name, file) +1
#include "ui/theme/icons.def"
#undef DROVER_ICON
#undef DROVER_OWN
    ;

} // namespace Drover
