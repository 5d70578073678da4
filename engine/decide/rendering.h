#pragma once

#include "engine/content/content.h"
#include "engine/content/render.h"
#include "engine/core/state.h"

#include <QHash>

namespace Drover {

/// A job made ready to run: what its templates became.
struct PreparedJob
{
    QList<RenderedAction> actions;
    Duration timeout{0};
    SimulatedRun simulated;
    QString hash;        ///< SHA-256 of the actions, kept in the job
    QStringList secrets; ///< opened values that must not reach the output
};

/// A machine as templates see it: its fields by their DRP names. Pure.
[[nodiscard]] QJsonObject machineFields(const Machine& machine);
/// The cluster of that name, likewise.
[[nodiscard]] QJsonObject clusterFields(const State& state, const QString& cluster);

/// Renders jobs at their start. One per content: tasks that become the same for every machine are rendered
/// once and remembered. Pure but for that memory; one thread at a time.
class JobRendering
{
public:
    using Open = std::function<std::optional<QJsonValue>(const QJsonValue& sealed)>;

    JobRendering(Content content, Open open);

    /// Errors: `task-unknown`, `param-required`, `template-failed` with template, line and column.
    [[nodiscard]] Result<PreparedJob> prepare(const State& state, const Job& job);
    /// The secret values, opened, that the job's templates could ask for, and the parts of those that are
    /// lists or maps.
    [[nodiscard]] QStringList secretsOf(const State& state, const Job& job) const;
    /// What a job's script finds in its environment.
    [[nodiscard]] static QMap<QString, QString> environmentOf(const State& state, const Job& job);

private:
    struct Rendered
    {
        QList<RenderedAction> actions;
        QString hash;
    };
    [[nodiscard]] Result<Rendered> render(const State& state, const Job& job, const TaskDef& task,
                                          const Machine& machine, const WorkOrder* order,
                                          QStringList& secrets) const;

    Content m_content;
    Open m_open;
    QHash<QString, Rendered> m_plain; ///< by task
};

} // namespace Drover
