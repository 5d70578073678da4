#pragma once

#include "engine/core/command.h"

namespace Drover {

/// A word for a POSIX shell: quoted when it has to be.
[[nodiscard]] QString shellWord(const QString& text);

/// `NAME=VALUE` as the command line takes it: a text that would be read as JSON is quoted as JSON.
[[nodiscard]] QString assignmentText(const QString& name, const QJsonValue& value);

/// The same command as a `drover …` line, for "copy as command"; empty where the command line has no verb for
/// it. Values of `secrets` (names of params) are left out and named behind a `#`. Pure.
[[nodiscard]] QString commandText(const Command& command, const QString& reason = {},
                                  const QStringList& secrets = {});

} // namespace Drover
