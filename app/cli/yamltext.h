#pragma once

#include <QJsonValue>
#include <QString>

namespace Drover {

/// A JSON document as YAML in block style, keys in the same order; reads back as the same document. Pure.
[[nodiscard]] QString yamlDocument(const QJsonValue& document);

} // namespace Drover
