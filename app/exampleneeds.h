#pragma once

#include "engine/core/command.h"
#include "engine/core/error.h"

namespace Drover {

/// The real example: an etcd cluster of processes on this computer.

/// Programs that its tasks call and this computer lacks.
[[nodiscard]] QStringList missingExamplePrograms();
/// HOST:PORT of the example's machines that something else listens on; empty: all are free.
[[nodiscard]] QString busyExampleAddress();
/// What brings it into a data directory: its content, then its machines. Errors: those of the build.
[[nodiscard]] Result<QList<Command>> exampleCommands();

} // namespace Drover
