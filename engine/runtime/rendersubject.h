#pragma once

#include "engine/content/preview.h"
#include "engine/core/state.h"
#include "engine/decide/rendering.h"

#include <memory>

namespace Drover {

/// What a task on one machine sees, taken out of the state: can be rendered on any thread, and later. A
/// value.
class RenderSubject
{
public:
    /// The writable profiles as of some moment.
    using Profiles = std::shared_ptr<const QHash<QString, QJsonObject>>;

    RenderSubject(Machine machine, ParamLayers layers, Profiles profiles, QJsonObject cluster,
                  QJsonArray members);

    [[nodiscard]] const Machine& machine() const { return m_machine; }
    [[nodiscard]] const ParamLayers& layers() const { return m_layers; }
    /// The stage in which its workflow would run the task; else the one it is in.
    [[nodiscard]] QString stageOf(const Content& content, const QString& task) const;
    /// Puts the layers into the stage in which the task would run. Answers it.
    QString enterStageOf(const Content& content, const QString& task);
    /// Refers to the content and to this, which must outlive it. `open` may be empty.
    [[nodiscard]] PreviewRequest request(const Content& content, const QString& task,
                                         const QJsonObject& tried, const JobRendering::Open& open) const;

private:
    Machine m_machine;
    QJsonObject m_cluster; ///< its fields; empty for a machine in none
    QJsonArray m_members;
    ParamLayers m_layers;
};

/// Takes subjects out of one state; what they have in common is copied once. Engine thread.
class RenderSubjects
{
public:
    RenderSubjects(const State& state, const Content& content);
    [[nodiscard]] RenderSubject of(const Machine& machine);

private:
    const State& m_state;
    const Content& m_content;
    RenderSubject::Profiles m_profiles;
    QHash<QString, QJsonArray> m_members; ///< by cluster
};

} // namespace Drover
