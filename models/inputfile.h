#pragma once

#include "engine/core/error.h"

#include <QByteArray>

namespace Drover {

/// The bytes of a file that a person named, of at most `limit`. A pipe, a device or a socket is refused
/// before it is opened: it may have no end, or nobody at its other one. Errors: `file-unreadable`,
/// `file-too-large`; they name the file as it was given. Any thread; takes as long as the disk does.
[[nodiscard]] Result<QByteArray> readInputFile(const QString& path, qint64 limit);

} // namespace Drover
