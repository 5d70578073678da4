#include "engine/runtime/rendersubject.h"

#include "engine/content/expansion.h"
#include "engine/operations/machinelayers.h"

namespace Drover {

using namespace Qt::StringLiterals;

namespace {

QString clusterOf(const Machine& machine)
{
    return machine.kind == MachineKind::Cluster ? machine.name : machine.cluster;
}

} // namespace

RenderSubjects::RenderSubjects(const State& state, const Content& content)
    : m_state(state), m_content(content)
{
    auto profiles = std::make_shared<QHash<QString, QJsonObject>>();
    for (const auto& [name, profile] : state.all<Profile>())
        profiles->insert(name, profile.params);
    m_profiles = std::move(profiles);
}

RenderSubject RenderSubjects::of(const Machine& machine)
{
    const QString cluster = clusterOf(machine);
    if (!cluster.isEmpty() && !m_members.contains(cluster))
        m_members.insert(cluster, clusterMembers(m_state, m_content, cluster));
    return {machine, layersOf(m_state, machine), m_profiles,
            cluster.isEmpty() ? QJsonObject() : clusterFields(m_state, cluster), m_members.value(cluster)};
}

RenderSubject::RenderSubject(Machine machine, ParamLayers layers, Profiles profiles, QJsonObject cluster,
                             QJsonArray members)
    : m_machine(std::move(machine)), m_cluster(std::move(cluster)), m_members(std::move(members)), m_layers(std::move(layers))
{
    m_layers.writableProfile = [profiles = std::move(profiles)](const QString& name) -> const QJsonObject* {
        const auto found = profiles->constFind(name);
        return found == profiles->constEnd() ? nullptr : &*found;
    };
}

QString RenderSubject::stageOf(const Content& content, const QString& task) const
{
    const auto expanded = expandFor(content, m_layers, m_machine.sequence.workflow);
    for (const ExpandedEntry& each : expanded.value_or(QList<ExpandedEntry>())) {
        if (each.entry == task)
            return each.stage;
    }
    return m_machine.sequence.stage;
}

QString RenderSubject::enterStageOf(const Content& content, const QString& task)
{
    m_layers.stage = stageOf(content, task);
    return m_layers.stage;
}

PreviewRequest RenderSubject::request(const Content& content, const QString& task, const QJsonObject& tried,
                                      const JobRendering::Open& open) const
{
    PreviewRequest request;
    request.tried = tried;
    RenderContext& context = request.context;
    context.content = &content;
    context.layers = &m_layers;
    context.machine = machineFields(m_machine);
    context.task = {{u"Name"_s, task}};
    context.stage = {{u"Name"_s, m_layers.stage}};
    if (!m_cluster.isEmpty()) {
        context.cluster = m_cluster;
        context.derived = [this](const QString& name) {
            return name == "cluster/members"_L1 ? std::optional<QJsonValue>(m_members) : std::nullopt;
        };
    }
    context.open = open;
    return request;
}

} // namespace Drover
