#include "engine/operations/machinelayers.h"

#include "engine/core/applicationprofile.h"
#include "engine/core/json.h"

#include <algorithm>

namespace Drover {

using namespace Qt::StringLiterals;

namespace {

/// What was written into the state's own profiles counts too.
void addWritableProfiles(ParamLayers& layers, const State& state)
{
    layers.writableProfile = [&state](const QString& name) -> const QJsonObject* {
        const Profile* profile = state.find<Profile>(name);
        return profile ? &profile->params : nullptr;
    };
}

} // namespace

ParamLayers layersOf(const State& state, const Machine& machine, const WorkOrder* order)
{
    ParamLayers layers;
    layers.machine = machine.params;
    layers.profiles = machine.profiles;
    layers.stage = order ? order->sequence.stage : machine.sequence.stage;
    if (order) {
        layers.workOrder = order->params;
        layers.blueprintProfiles = order->profiles;
    }
    addWritableProfiles(layers, state);
    return layers;
}

ParamLayers applicationLayers(const State& state, const QString& application, const QJsonObject& params)
{
    ParamLayers layers;
    layers.machine = params;
    layers.profiles = {applicationProfile(application), applicationProfile(u"base-cluster"_s)};
    addWritableProfiles(layers, state);
    return layers;
}

QJsonValue paramOf(const State& state, const Content& content, const Machine& machine, const QString& name,
                   const WorkOrder* order)
{
    const std::optional<ParamValue> value = resolveParam(content, layersOf(state, machine, order), name);
    return value ? value->value : QJsonValue(QJsonValue::Undefined);
}

QString pipelineProfile(const State& state, const Content& content, const ParamLayers& cluster,
                        const Machine* broker)
{
    const auto name = u"broker/set-pipeline"_s;
    const std::optional<ParamValue> own = resolveParam(content, cluster, name);
    QString profile = own ? own->value.toString() : QString();
    if (profile.isEmpty() && broker)
        profile = paramOf(state, content, *broker, name).toString();
    return profile.isEmpty() ? applicationProfile(u"application-base"_s) : profile;
}

QStringList memberProfiles(const QString& cluster, const QStringList& ofRole, const QString& application,
                           const QString& pipeline, const QStringList& own)
{
    QStringList profiles{cluster};
    profiles += ofRole;
    if (application != "base-cluster"_L1) // that one is for clusters
        profiles += applicationProfile(application);
    profiles += pipeline;
    profiles += own;
    profiles.removeDuplicates();
    return profiles;
}

QString rackOf(const State& state, const Content& content, const Machine& machine)
{
    const auto own = machine.params.constFind("location/rack"_L1);
    return own != machine.params.constEnd() ? own->toString()
                                            : paramOf(state, content, machine, u"location/rack"_s).toString();
}

QList<TopologyRole> topologyOf(const State& state, const Content& content, const Machine& cluster)
{
    QList<TopologyRole> roles;
    if (!Json::read(paramOf(state, content, cluster, u"cluster/topology"_s), roles))
        roles.clear();
    return roles;
}

QList<const Machine*> membersInOrder(const State& state, const Content& content, const QString& cluster)
{
    QList<const Machine*> members;
    for (const MachineId id : state.members(cluster))
        members.append(state.find<Machine>(id));
    QStringList order;
    if (const Machine* object = state.cluster(cluster)) {
        for (const TopologyRole& role : topologyOf(state, content, *object))
            order.append(role.role);
    }
    const auto rank = [&order](const Machine* machine) {
        const qsizetype role = order.indexOf(machine->role);
        return std::tuple(role < 0 ? order.size() : role, machine->role,
                          machine->memberName.section(u'-', -1).toInt(), machine->memberName);
    };
    std::ranges::sort(members, {}, rank);
    return members;
}

QJsonArray clusterMembers(const State& state, const Content& content, const QString& cluster)
{
    QStringList voting;
    if (const Machine* object = state.cluster(cluster)) {
        for (const TopologyRole& role : topologyOf(state, content, *object)) {
            if (role.votes)
                voting.append(role.role);
        }
    }
    QJsonArray members;
    bool bootstrapped = false;
    for (const Machine* machine : membersInOrder(state, content, cluster)) {
        const bool votes = voting.contains(machine->role);
        const bool bootstrap = votes && !std::exchange(bootstrapped, bootstrapped || votes);
        members.append(QJsonObject{
            {u"name"_s, machine->memberName},
            {u"uuid"_s, machine->id.toString()},
            {u"machine"_s, machine->name},
            {u"role"_s, machine->role},
            {u"votes"_s, votes},
            {u"address"_s, machine->address},
            {u"index"_s, members.size()},
            {u"bootstrap"_s, bootstrap},
            {u"state"_s, enumText(machine->poolStatus)},
        });
    }
    return members;
}

} // namespace Drover
