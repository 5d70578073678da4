#include "models/clusterstate.h"

#include "engine/core/json.h"
#include "models/clusterstates.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover {

QList<TopologyRole> topologyOf(const Replica& replica, const QString& cluster)
{
    const Machine* object = replica.cluster(cluster);
    const Profile* profile = replica.profile(cluster);
    for (const QJsonObject& params :
         {object ? object->params : QJsonObject(), profile ? profile->params : QJsonObject()}) {
        QList<TopologyRole> roles;
        const QJsonValue stored = params.value(u"cluster/topology"_s);
        if (stored.isArray() && Json::read(stored, roles) && !roles.isEmpty())
            return roles;
    }
    if (const Operation* driver = replica.driver(cluster)) {
        if (const Plan* plan = replica.plan(driver->id))
            return plan->topology;
    }
    return {};
}

bool roleVotes(const Replica& replica, const QString& cluster, const QString& role)
{
    const QList<TopologyRole> roles = topologyOf(replica, cluster);
    return std::any_of(roles.begin(), roles.end(),
                       [&](const TopologyRole& each) { return each.role == role && each.votes; });
}

namespace {

/// Which of its members' states a role shows: what still moves, then what needs a person, then rest. A failed
/// member shows on its own row; as long as others go on, that is what the role does.
int urgency(Status status)
{
    static constexpr Status order[] = {Status::Queued,      Status::Paused,           Status::AtGate,
                                       Status::HoldJoin,    Status::HoldLeave,        Status::HoldBuild,
                                       Status::HoldDestroy, Status::WaitingForPerson, Status::Failed,
                                       Status::BackOff,     Status::Retrying,         Status::Stopping,
                                       Status::Running,     Status::Destroying};
    const auto* const place = std::find(std::begin(order), std::end(order), status);
    return place == std::end(order) ? 0 : int(place - std::begin(order)) + 1;
}

RoleState roleState(const Replica& replica, const QString& cluster, RoleState role,
                    const QList<const MemberState*>& members)
{
    Status worst = Status::None;
    double progress = 0;
    bool anyProgress = false;
    for (const MemberState* member : members) {
        role.ready += member->ready ? 1 : 0;
        role.failed += member->failed ? 1 : 0;
        if (member->progress >= 0) {
            progress += member->progress;
            anyProgress = true;
        } else if (member->ready) {
            progress += 1;
        }
        if (worst == Status::None || urgency(member->state.status) > urgency(worst))
            worst = member->state.status;
    }
    if (anyProgress)
        role.progress = progress / std::max(role.desired, int(role.members.size()));
    role.state.status = worst;
    for (const Gate* gate : replica.gatesOf(cluster)) {
        if (gate->role == role.role && !gate->isOpen() && worst != Status::Failed && worst != Status::None &&
            worst != Status::Destroying)
            role.state = {Status::AtGate, int(gate->arrived.size()), gate->needed};
    }
    return role;
}

Status healthOf(const ClusterState& cluster, const Machine& object)
{
    if (object.health != Health::Unknown)
        return statusOf(object.health);
    bool anyKnown = cluster.ready > 0;
    for (const RoleState& role : cluster.roles) {
        // While the first members are made there is no quorum that could be lost.
        if (role.votes && !cluster.active && role.ready < role.desired / 2 + 1)
            return Status::Unhealthy;
    }
    if (!anyKnown)
        return cluster.active || cluster.desired == 0 ? Status::None : Status::Unknown;
    return cluster.ready < cluster.desired || cluster.failed > 0 ? Status::Degraded : Status::Healthy;
}

StateFigure figureOf(const Replica& replica, const Machine& cluster, const Operation* driver)
{
    if (driver) {
        switch (driver->state) {
        case OperationState::NeedsAttention:
            return {Status::WaitingForPerson};
        case OperationState::Paused:
            return {Status::Paused};
        case OperationState::Queued:
        case OperationState::Running:
        case OperationState::Finished:
        case OperationState::Failed:
        case OperationState::Aborted:
            break;
        }
        switch (driver->kind) {
        case OperationKind::Provision:
            return {Status::Provisioning};
        case OperationKind::Resize:
            return {Status::Resizing};
        case OperationKind::Update:
            return {Status::Updating};
        case OperationKind::Destroy:
            return {Status::Destroying};
        case OperationKind::RunBlueprint:
            return {Status::Running};
        }
    }
    if (cluster.sequence.stop == Stop::Failed)
        return {Status::Failed};
    if (cluster.sequence.complete)
        return {Status::Ready};
    const Operation* last = replica.lastEnded(cluster.name);
    if (last && last->state != OperationState::Finished)
        return {last->state == OperationState::Aborted ? Status::Cancelled : Status::Failed};
    return {cluster.sequence.tasks.isEmpty() ? Status::Draft : Status::Queued};
}

} // namespace

QString clusterVersion(const Replica& replica, const QString& cluster)
{
    const Profile* profile = replica.profile(cluster);
    if (!profile)
        return {};
    const QString app = profile->params.value(u"app/version"_s).toString();
    if (!app.isEmpty())
        return app;
    for (auto it = profile->params.begin(); it != profile->params.end(); ++it) {
        if (it.key().endsWith("/version"_L1) && it.value().isString())
            return it.value().toString();
    }
    return {};
}

const ClusterState& clusterState(const Replica& replica, const Machine& cluster)
{
    return *replica.clusterStates().of(cluster.name);
}

ClusterState deriveClusterState(const Replica& replica, const Machine& cluster, ClusterMembers& members)
{
    ClusterState result;
    const Operation* driver = replica.driver(cluster.name);
    result.active = driver != nullptr;
    result.state = figureOf(replica, cluster, driver);
    result.workOrderMode = cluster.workOrderMode;
    result.application = cluster.application;
    result.version = clusterVersion(replica, cluster.name);
    if (!cluster.sequence.complete || driver)
        result.stage = cluster.sequence.stage;

    QList<TopologyRole> topology = topologyOf(replica, cluster.name);
    QHash<QString, qsizetype> place;
    for (const TopologyRole& role : std::as_const(topology)) {
        place.insert(role.role, result.roles.size());
        result.roles.append({.role = role.role, .votes = role.votes, .desired = role.count});
    }
    QList<QList<const MemberState*>> states(result.roles.size());
    for (const ClusterMembers::Member* member : members.inOrder(cluster.name)) {
        auto at = place.constFind(member->role);
        if (at == place.cend()) {
            at = place.insert(member->role, result.roles.size());
            result.roles.append({.role = member->role});
            states.emplaceBack();
        }
        result.roles[*at].members.append(member->id);
        states[*at].append(&member->state);
    }
    for (qsizetype i = 0; i < result.roles.size(); ++i) {
        RoleState& role = result.roles[i];
        if (topology.isEmpty())
            role.desired = int(role.members.size());
        role = roleState(replica, cluster.name, std::move(role), states.at(i));
        result.ready += role.ready;
        result.desired += role.desired;
        result.failed += role.failed;
    }
    if (driver && driver->total > 0)
        result.progress = double(driver->done) / driver->total;
    // While members come up, done counts them one by one at the very end; how far they are says more.
    if (driver && driver->kind == OperationKind::Provision && driver->total == result.desired) {
        double way = 0;
        for (const RoleState& role : std::as_const(result.roles))
            way += std::max(role.progress, 0.0) * role.desired;
        result.progress = std::max(result.progress, way / std::max(result.desired, 1));
    }
    result.attention = result.failed > 0 || cluster.sequence.stop == Stop::Failed ||
                       (driver && driver->state == OperationState::NeedsAttention);
    result.health = healthOf(result, cluster);
    result.activity = driver ? atWork : replica.clusterActivity(cluster.name);
    return result;
}

double operationProgress(const Replica& replica, const Operation& operation)
{
    const Machine* cluster = replica.cluster(operation.cluster);
    if (cluster && replica.driver(operation.cluster) == &operation)
        return clusterState(replica, *cluster).progress;
    return operation.total > 0 ? double(operation.done) / operation.total : -1;
}

} // namespace Drover
