#pragma once

#include "engine/content/content.h"
#include "engine/core/command.h"
#include "engine/core/effect.h"

#include <functional>

namespace Drover {

/// Makes of a clear value one that may be stored.
using SealValue = std::function<QJsonValue(const QJsonValue& clear)>;

/// Seals the values of `Secure` params before a command or an outcome enters the engine: rows, events and
/// intents never see them in clear. Nobody can look into them afterwards, so a command's are checked here.
/// Without `seal` values stay as they are. Errors: `param-value`.
[[nodiscard]] Result<CommandRequest> sealed(CommandRequest request, const Content& content,
                                            const SealValue& seal);
[[nodiscard]] Outcome sealed(Outcome outcome, const Content& content, const SealValue& seal);

} // namespace Drover
