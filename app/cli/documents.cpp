#include "app/cli/documents.h"

#include "engine/core/json.h"
#include "models/clusterstate.h"

using namespace Qt::StringLiterals;

namespace Drover::Documents {

namespace {

/// The words of a cluster's `state`; scripts key on them.
QString clusterStateWord(Status status)
{
    switch (status) {
    case Status::Provisioning:
        return u"provisioning"_s;
    case Status::Resizing:
        return u"resizing"_s;
    case Status::Updating:
        return u"updating"_s;
    case Status::Destroying:
        return u"destroying"_s;
    case Status::Ready:
        return u"ready"_s;
    case Status::Paused:
        return u"paused"_s;
    case Status::WaitingForPerson:
        return u"needs-attention"_s;
    case Status::Failed:
        return u"failed"_s;
    case Status::Cancelled:
        return u"aborted"_s;
    case Status::Queued:
        return u"queued"_s;
    case Status::Draft:
        return u"draft"_s;
    default:
        return u"running"_s; // a blueprint; no other status is ever a cluster's
    }
}

QString clusterHealthWord(Status status)
{
    switch (status) {
    case Status::Healthy:
        return u"healthy"_s;
    case Status::Degraded:
        return u"degraded"_s;
    case Status::Unhealthy:
        return u"unhealthy"_s;
    default:
        return u"unknown"_s;
    }
}

/// Who locked it, why, since when and until when; null when it is not locked.
QJsonValue lockOf(const Lock& lock)
{
    if (!lock.locked)
        return QJsonValue::Null;
    return QJsonObject{{u"owner"_s, lock.owner},
                       {u"reason"_s, lock.reason},
                       {u"since"_s, lock.since.toString()},
                       {u"until"_s, lock.until.toString()}};
}

QJsonArray texts(const QStringList& list)
{
    return QJsonArray::fromStringList(list);
}

QJsonValue secondsBetween(Instant from, Instant to)
{
    if (!from.isSet() || !to.isSet())
        return QJsonValue::Null;
    return double((to - from).count()) / 1000.0;
}

QJsonValue predictedSeconds(Duration duration)
{
    return duration.count() > 0 ? QJsonValue(double(duration.count()) / 1000.0)
                                : QJsonValue(QJsonValue::Null);
}

QJsonObject planMachine(const PlanMachine& machine)
{
    return {{u"machine"_s, machine.name}, {u"uuid"_s, machine.machine.toString()},
            {u"role"_s, machine.role},    {u"member"_s, machine.member},
            {u"votes"_s, machine.votes},  {u"rack"_s, machine.rack},
            {u"reason"_s, machine.reason}};
}

QJsonArray planMachines(const QList<PlanMachine>& machines)
{
    QJsonArray list;
    for (const PlanMachine& machine : machines)
        list.append(planMachine(machine));
    return list;
}

/// Values only: what stands in a machine's or profile's params.
QJsonObject shownParams(const QJsonObject& params)
{
    QJsonObject result;
    for (auto it = params.begin(); it != params.end(); ++it)
        result.insert(it.key(), shown(it.value()));
    return result;
}

} // namespace

QJsonValue time(Instant instant)
{
    return instant.isSet() ? QJsonValue(instant.toString()) : QJsonValue(QJsonValue::Null);
}

QJsonValue shown(const QJsonValue& value)
{
    if (value.isArray()) {
        QJsonArray result;
        const QJsonArray list = value.toArray();
        for (const QJsonValue item : list)
            result.append(shown(item));
        return result;
    }
    if (!value.isObject())
        return value;
    const QJsonObject object = value.toObject();
    if (object.contains(u"$sealed"_s))
        return u"(secret)"_s;
    return shownParams(object);
}

QString waiting(const Sequence& sequence)
{
    switch (sequence.wait) {
    case Wait::None:
        return {};
    case Wait::Gate:
        return u"gate "_s + sequence.waitFor;
    case Wait::Retry:
    case Wait::Incomplete:
    case Wait::Reboot:
    case Wait::PowerOff:
        break;
    }
    const QString word = enumText(sequence.wait);
    return sequence.waitUntil.isSet() ? word + u" until "_s + sequence.waitUntil.toString() : word;
}

QJsonObject cluster(const Replica& replica, const Machine& cluster)
{
    const ClusterState state = clusterState(replica, cluster);
    QJsonArray roles;
    QStringList members;
    for (const RoleState& role : state.roles) {
        roles.append(QJsonObject{{u"role"_s, role.role},
                                 {u"desired"_s, role.desired},
                                 {u"ready"_s, role.ready},
                                 {u"votes"_s, role.votes}});
        for (const MachineId id : role.members)
            members.append(replica.machine(id)->name);
    }
    const Operation* driver = replica.driver(cluster.name);
    return {{u"name"_s, cluster.name},
            {u"uuid"_s, cluster.id.toString()},
            {u"state"_s, clusterStateWord(state.state.status)},
            {u"workflow"_s, cluster.sequence.workflow},
            {u"workflowComplete"_s, cluster.sequence.complete},
            {u"workOrderMode"_s, cluster.workOrderMode},
            {u"stage"_s, cluster.sequence.stage},
            {u"ready"_s, state.ready},
            {u"desired"_s, state.desired},
            {u"health"_s, clusterHealthWord(state.health)},
            {u"application"_s, cluster.application},
            {u"version"_s, state.version},
            {u"broker"_s, cluster.broker},
            {u"roles"_s, roles},
            {u"members"_s, texts(members)},
            {u"runnable"_s, cluster.sequence.runnable()},
            {u"stopReason"_s, cluster.sequence.stopReason},
            {u"locked"_s, cluster.lock.locked},
            {u"lock"_s, lockOf(cluster.lock)},
            {u"operation"_s, driver ? driver->id.toString() : QString()}};
}

QJsonObject machine(const Machine& machine)
{
    const Sequence& sequence = machine.sequence;
    const bool pooled = machine.kind == MachineKind::Machine;
    return {{u"name"_s, machine.name},
            {u"uuid"_s, machine.id.toString()},
            {u"description"_s, machine.description},
            {u"role"_s, machine.role},
            {u"member"_s, machine.memberName},
            {u"cluster"_s, machine.cluster},
            {u"pool"_s, machine.pool},
            {u"poolStatus"_s, pooled ? enumText(machine.poolStatus) : QString()},
            {u"poolAllocated"_s, machine.poolAllocated},
            {u"workflow"_s, sequence.workflow},
            {u"workflowComplete"_s, sequence.complete},
            {u"workOrderMode"_s, machine.workOrderMode},
            {u"stage"_s, sequence.stage},
            {u"currentTask"_s, sequence.currentTask},
            {u"tasks"_s, texts(sequence.tasks)},
            {u"runnable"_s, sequence.runnable()},
            {u"stopReason"_s, sequence.stopReason},
            {u"waiting"_s, waiting(sequence)},
            {u"locked"_s, machine.lock.locked},
            {u"lock"_s, lockOf(machine.lock)},
            {u"health"_s, enumText(machine.health)},
            {u"address"_s, machine.address},
            {u"runner"_s, enumText(machine.runner)},
            {u"job"_s, sequence.job.toString()},
            {u"profiles"_s, texts(machine.profiles)},
            {u"params"_s, shownParams(machine.params)}};
}

QJsonObject broker(const Machine& broker)
{
    QJsonObject document = machine(broker);
    for (const QString& key :
         {u"role"_s, u"member"_s, u"cluster"_s, u"pool"_s, u"poolStatus"_s, u"poolAllocated"_s})
        document.remove(key);
    return document;
}

QJsonObject pool(const Replica& replica, const Pool& pool)
{
    const std::array<int, 10> byStatus = replica.poolCounts(pool.name);
    QJsonObject counts;
    int total = 0;
    for (std::size_t i = 0; i < byStatus.size(); ++i) {
        counts.insert(enumText(PoolStatus(i)), byStatus[i]);
        total += byStatus[i];
    }
    return {{u"name"_s, pool.name},
            {u"description"_s, pool.description},
            {u"parent"_s, pool.parent},
            {u"total"_s, total},
            {u"counts"_s, counts},
            {u"minFree"_s, pool.minFree},
            {u"autoFill"_s, QJsonObject{{u"enabled"_s, pool.autoFill.enabled},
                                        {u"maxFree"_s, pool.autoFill.maxFree},
                                        {u"acquirePool"_s, pool.autoFill.acquirePool},
                                        {u"returnPool"_s, pool.autoFill.returnPool}}},
            {u"enterActions"_s, shown(Json::toTree(pool.enterActions))},
            {u"exitActions"_s, shown(Json::toTree(pool.exitActions))},
            {u"allocateActions"_s, shown(Json::toTree(pool.allocateActions))},
            {u"releaseActions"_s, shown(Json::toTree(pool.releaseActions))}};
}

QJsonObject profile(const Profile& profile)
{
    return {{u"Name"_s, profile.name},
            {u"Description"_s, profile.description},
            {u"Params"_s, shownParams(profile.params)},
            {u"Profiles"_s, texts(profile.profiles)}};
}

QJsonObject job(const Job& job, Instant now)
{
    return {{u"id"_s, job.id.toString()},
            {u"machine"_s, job.machineName},
            {u"member"_s, job.member},
            {u"cluster"_s, job.cluster},
            {u"task"_s, job.task},
            {u"stage"_s, job.stage},
            {u"workflow"_s, job.workflow},
            {u"attempt"_s, job.attempt},
            {u"run"_s, job.run},
            {u"state"_s, enumText(job.state)},
            {u"exitState"_s, enumText(job.exitState)},
            {u"end"_s, enumText(job.end)},
            {u"exitCode"_s, job.isOpen() ? QJsonValue(QJsonValue::Null) : QJsonValue(job.exitCode)},
            {u"message"_s, job.message},
            {u"runner"_s, enumText(job.runner)},
            {u"created"_s, time(job.created)},
            {u"started"_s, time(job.started)},
            {u"ended"_s, time(job.ended)},
            {u"seconds"_s, secondsBetween(job.started, job.isOpen() ? now : job.ended)},
            {u"workOrder"_s, job.workOrder.toString()}};
}

QJsonObject operation(const Operation& operation)
{
    return {{u"id"_s, operation.id.toString()},
            {u"kind"_s, enumText(operation.kind)},
            {u"cluster"_s, operation.cluster},
            {u"state"_s, enumText(operation.state)},
            {u"progress"_s, QJsonObject{{u"done"_s, operation.done}, {u"total"_s, operation.total}}},
            {u"reason"_s, operation.reason},
            {u"actor"_s, operation.actor},
            {u"via"_s, operation.via},
            {u"plan"_s, operation.plan},
            {u"aborting"_s, operation.aborting},
            {u"created"_s, time(operation.created)},
            {u"started"_s, time(operation.started)},
            {u"ended"_s, time(operation.ended)},
            {u"why"_s, QJsonObject{{u"code"_s, operation.why.code},
                                   {u"text"_s, operation.why.text},
                                   {u"object"_s, operation.why.object},
                                   {u"since"_s, time(operation.why.since)}}}};
}

QJsonObject gate(const Gate& gate)
{
    return {{u"cluster"_s, gate.cluster},
            {u"name"_s, gate.name},
            {u"role"_s, gate.role},
            {u"need"_s, gate.need},
            {u"when"_s, gate.when},
            {u"arrived"_s, texts(gate.arrived)},
            {u"needed"_s, gate.needed},
            {u"waitingRoles"_s, texts(gate.waitingRoles)},
            {u"unreachable"_s, texts(gate.unreachable)},
            {u"open"_s, gate.isOpen()},
            {u"openedAt"_s, time(gate.openedAt)}};
}

QJsonObject workOrder(const WorkOrder& order)
{
    return {{u"id"_s, order.id.toString()},
            {u"target"_s, order.targetName},
            {u"blueprint"_s, order.blueprint},
            {u"state"_s, enumText(order.state)},
            {u"reason"_s, order.reason},
            {u"operation"_s, order.operation.toString()},
            {u"params"_s, shownParams(order.params)},
            {u"created"_s, time(order.created)},
            {u"started"_s, time(order.started)},
            {u"ended"_s, time(order.ended)}};
}

QJsonObject event(const EventRecord& record)
{
    QJsonObject data = Json::toTree(record.event).toObject();
    data.remove(u"kind"_s);
    return {{u"seq"_s, record.seq},         {u"at"_s, time(record.at)}, {u"kind"_s, eventKind(record.event)},
            {u"subject"_s, record.subject}, {u"actor"_s, record.actor}, {u"cause"_s, record.cause},
            {u"data"_s, shown(data)}};
}

QJsonObject plan(const Plan& plan)
{
    QJsonArray steps;
    for (const PlanStep& step : plan.steps) {
        QJsonObject told{{u"kind"_s, enumText(step.kind)},
                         {u"by"_s, step.by},
                         {u"machines"_s, texts(step.machines)},
                         {u"text"_s, step.text}};
        if (step.available >= 0) {
            QJsonObject voters;
            for (auto it = step.voters.constBegin(); it != step.voters.constEnd(); ++it)
                voters.insert(it.key(), *it);
            told.insert(u"available"_s, step.available);
            told.insert(u"voters"_s, voters);
        }
        steps.append(told);
    }
    QJsonArray batches;
    for (const QStringList& batch : plan.batches)
        batches.append(texts(batch));
    QJsonArray checks;
    for (const PlanCheck& check : plan.checks)
        checks.append(QJsonObject{{u"severity"_s, enumText(check.severity)},
                                  {u"code"_s, check.code},
                                  {u"text"_s, check.text},
                                  {u"object"_s, check.object}});
    QJsonArray quorum;
    for (const PlanQuorum& each : plan.quorum)
        quorum.append(QJsonObject{{u"role"_s, each.role},
                                  {u"voters"_s, each.voters},
                                  {u"quorum"_s, each.quorum},
                                  {u"lowest"_s, each.lowest}});
    QJsonArray gates;
    for (const PlanGate& each : plan.gates)
        gates.append(QJsonObject{{u"name"_s, each.name},
                                 {u"role"_s, each.role},
                                 {u"need"_s, each.need},
                                 {u"when"_s, each.when},
                                 {u"needed"_s, each.needed},
                                 {u"waitingRoles"_s, texts(each.waitingRoles)}});
    QJsonArray roles;
    for (const TopologyRole& role : plan.topology)
        roles.append(QJsonObject{{u"role"_s, role.role}, {u"count"_s, role.count}, {u"votes"_s, role.votes}});
    return {{u"id"_s, plan.id},
            {u"seq"_s, plan.seq},
            {u"kind"_s, enumText(plan.request.kind)},
            {u"cluster"_s, plan.request.cluster},
            {u"broker"_s, plan.broker},
            {u"application"_s, plan.application},
            {u"pool"_s, plan.pool},
            {u"allowed"_s, plan.allowed},
            {u"roles"_s, roles},
            {u"steps"_s, steps},
            {u"add"_s, planMachines(plan.add)},
            {u"remove"_s, planMachines(plan.remove)},
            {u"batches"_s, batches},
            {u"gates"_s, gates},
            {u"checks"_s, checks},
            {u"availability"_s,
             QJsonObject{{u"minimum"_s, plan.availabilityMinimum}, {u"floor"_s, plan.availabilityFloor}}},
            {u"quorum"_s, quorum},
            {u"predicted"_s, QJsonObject{{u"p10"_s, predictedSeconds(plan.predictedP10)},
                                         {u"p50"_s, predictedSeconds(plan.predictedP50)},
                                         {u"p90"_s, predictedSeconds(plan.predictedP90)}}}};
}

QJsonObject param(const Answers::ParamRow& row)
{
    const auto value = [&](const Answers::ParamSource& source) {
        return row.secure ? QJsonValue(u"(secret)"_s) : shown(source.value);
    };
    QJsonArray hidden;
    for (qsizetype i = 1; i < row.chain.size(); ++i)
        hidden.append(QJsonObject{{u"layer"_s, row.chain.at(i).layer},
                                  {u"source"_s, row.chain.at(i).name},
                                  {u"value"_s, value(row.chain.at(i))}});
    const Answers::ParamSource winner = row.chain.value(0);
    return {{u"name"_s, row.name},      {u"value"_s, value(winner)}, {u"layer"_s, winner.layer},
            {u"source"_s, winner.name}, {u"secure"_s, row.secure},   {u"description"_s, row.description},
            {u"hides"_s, hidden}};
}

} // namespace Drover::Documents
