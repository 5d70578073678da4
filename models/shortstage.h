#pragma once

#include <QString>

namespace Drover {

/// A stage's name without the prefix `universal-`, for places under 160 px; the runbook of a member is its
/// application.
[[nodiscard]] inline QString shortStage(const QString& stage)
{
    const QLatin1String runbook("universal-runbook");
    if (stage.startsWith(runbook))
        return QLatin1String("application") + stage.mid(runbook.size());
    const QLatin1String prefix("universal-");
    return stage.startsWith(prefix) ? stage.mid(prefix.size()) : stage;
}

} // namespace Drover
