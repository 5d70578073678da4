#pragma once

#include <QString>

namespace Drover {

/// A stage's name without the prefix `universal-`, for places under 160 px.
[[nodiscard]] inline QString shortStage(const QString& stage)
{
    const QLatin1String prefix("universal-");
    return stage.startsWith(prefix) ? stage.mid(prefix.size()) : stage;
}

} // namespace Drover
