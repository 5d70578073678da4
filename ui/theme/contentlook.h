#pragma once

#include "models/content/codesyntax.h"
#include "ui/theme/colorrole.h"
#include "ui/theme/icons.h"

#include <QString>

namespace Drover {

/// The icon of a kind of content object, or of what uses one: by its section ("tasks", "pools").
[[nodiscard]] IconName sectionIcon(const QString& section);

/// The colour of a piece of code (pages.md §5).
[[nodiscard]] ColorRole codeColor(CodeToken token);

} // namespace Drover
