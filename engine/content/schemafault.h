#pragma once

#include <QJsonObject>
#include <QString>

namespace Drover {

/// What is wrong with a JSON Schema that the library which checks values would take in silence, or fall over:
/// unknown types, patterns that are none, `$ref`s in a circle, more work than any value is worth. Empty when
/// nothing is. Pure; any thread.
[[nodiscard]] QString schemaFault(const QJsonObject& schema);

} // namespace Drover
