#pragma once

#include "engine/core/error.h"

#include <QString>

namespace Drover {

/// The private directory (0700, ours) for a data directory's sockets, scripts and script outputs: in memory
/// where the system offers that, because scripts may hold opened secrets. Made when missing. A shepherd that
/// serves the data directory has noted its own in `shepherd.lock`; that one is used as long as it exists, so
/// that processes with different environments find each other. Else: XDG_RUNTIME_DIR, /run/user/UID,
/// /dev/shm, the data directory, /tmp; the first where a socket's path fits. Any thread.
Result<QString> runtimeDirectory(const QString& dataDirectory);

/// Makes `path` with mode 0700, or checks that it is a directory of ours that nobody else can enter.
Result<> makePrivateDirectory(const QString& path);

/// Writes a new file with `mode`; an existing one is replaced.
Result<> writePrivateFile(const QString& path, const QByteArray& contents, unsigned mode);

} // namespace Drover
