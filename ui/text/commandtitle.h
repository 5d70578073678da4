#pragma once

#include "engine/core/command.h"

#include <QString>

namespace Drover {

/// What a command asks, in a few words: "Provision dale-prod-02", "Set 3 params of site-west".
[[nodiscard]] QString commandTitle(const Command& command);

/// Who gave it and where: "ops-1 at a console".
[[nodiscard]] QString commandOriginText(const CommandRequest& request);

} // namespace Drover
