#pragma once

#include "engine/core/error.h"
#include "engine/core/instant.h"

#include <QJsonObject>
#include <QMap>
#include <QStringList>

namespace Drover {

/// Values that people type, and files that they name. Errors: code `usage`, with what was expected.

/// `KEY=VALUE` items as one object: VALUE is JSON where it is valid JSON, else a text. A key twice is an
/// error.
[[nodiscard]] Result<QJsonObject> keyValues(const QStringList& items, const QString& option);

/// `ROLE=N` items; N counts from 0.
[[nodiscard]] Result<QMap<QString, int>> roleCounts(const QStringList& items);

/// A moment as `2030-01-31T08:00:00Z`, or without the Z in this computer's time; unset for an empty text.
[[nodiscard]] Result<Instant> moment(const QString& text, const QString& option);

/// A YAML or JSON file with one map in it, as JSON. Errors: `file-unreadable`, `file-invalid` with FILE:LINE.
[[nodiscard]] Result<QJsonObject> readMapFile(const QString& path);

} // namespace Drover
