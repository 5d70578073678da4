#pragma once

#include "engine/content/content.h"
#include "engine/core/command.h"
#include "engine/core/effect.h"
#include "engine/core/event.h"
#include "engine/core/state.h"

#include <functional>

namespace Drover {

/// Makes of a clear value one that may be stored.
using SealValue = std::function<QJsonValue(const QJsonValue& clear)>;

/// Seals the values of `Secure` params before a command or an outcome enters the engine: rows, events and
/// intents never see them in clear. Nobody can look into them afterwards, so a command's are checked here.
/// Without `seal` values stay as they are. A job that puts one of `secrets` into an output of another name
/// has a bad output. Errors: `param-value`.
[[nodiscard]] Result<CommandRequest> sealed(CommandRequest request, const Content& content,
                                            const SealValue& seal);
[[nodiscard]] Outcome sealed(Outcome outcome, const Content& content, const SealValue& seal,
                             const QStringList& secrets);

/// What the state holds in clear and this content declares secure: for each machine and profile the change
/// that closes it. It tells nothing of the clear value, so it can't be taken back.
[[nodiscard]] QList<Events::ParamsChanged> sealings(const State& state, const Content& content,
                                                    const SealValue& seal);

} // namespace Drover
