#pragma once

#include "engine/content/content.h"
#include "engine/content/render.h"
#include "engine/core/state.h"

#include <QHash>

namespace Drover {

/// A job made ready to run: what its templates became, and what its script finds in its environment.
struct PreparedJob
{
    QList<RenderedAction> actions;
    QMap<QString, QString> environment;
    Duration timeout{0};
    SimulatedRun simulated;
    QString hash;        ///< SHA-256 of the actions, kept in the job
    QStringList secrets; ///< opened values that must not reach the output
};

/// Renders jobs at their start. One per content: it remembers which tasks look at `cluster/members`, which is
/// dear to make. Pure but for that memory; one thread at a time.
class JobRendering
{
public:
    using Open = std::function<std::optional<QJsonValue>(const QJsonValue& sealed)>;

    JobRendering(Content content, Open open);

    /// Errors: `task-unknown`, `param-required`, `template-failed` with template, line and column.
    [[nodiscard]] Result<PreparedJob> prepare(const State& state, const Job& job);

private:
    [[nodiscard]] bool looksAtMembers(const TaskDef& task);

    Content m_content;
    Open m_open;
    QHash<QString, bool> m_looksAtMembers;
};

} // namespace Drover
