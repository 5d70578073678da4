#include "engine/content/params.h"
#include "engine/operations/candidates.h"
#include "engine/operations/machinelayers.h"
#include "engine/operations/planner.h"
#include "engine/operations/topology.h"

#include <algorithm>

namespace Drover {

using namespace Qt::StringLiterals;

namespace {

/// The broker that a request means: the one it names, else the only one.
const Machine* findBroker(const State& state, const PlanRequest& request, Plan& plan)
{
    QStringList names;
    for (const auto& [id, machine] : state.all<Machine>()) {
        if (machine.kind == MachineKind::ResourceBroker)
            names.append(machine.name);
    }
    names.sort();
    const QString name = request.broker.isEmpty() && names.size() == 1 ? names.first() : request.broker;
    const Machine* broker = state.machineNamed(name);
    if (broker && broker->kind == MachineKind::ResourceBroker)
        return broker;
    Planning::addCheck(
        plan, Severity::Block, u"broker-unknown"_s,
        name.isEmpty()
            ? u"There are %1 resource brokers; name one of: %2"_s.arg(names.size()).arg(names.join(u", "_s))
            : u"There is no resource broker “%1”; known: %2"_s.arg(name, names.join(u", "_s)));
    return nullptr;
}

void checkName(Plan& plan, const State& state, const Content& content, const QString& name, OperationId self)
{
    const QString object = u"cluster "_s + name;
    if (name.isEmpty())
        Planning::addCheck(plan, Severity::Block, u"name-missing"_s, u"The cluster has no name yet"_s);
    else if (!isValidName(name) || name.contains(u'/') || name.contains(u' '))
        Planning::addCheck(
            plan, Severity::Block, u"name-invalid"_s,
            u"“%1” can't be a cluster's name: use letters, digits, dots, dashes and underscores"_s.arg(name),
            object);
    else if (state.machineNamed(name))
        Planning::addCheck(
            plan, Severity::Block, u"name-taken"_s,
            u"The name “%1” is taken by a %2"_s.arg(name, enumText(state.machineNamed(name)->kind)), object);
    else if (state.find<Profile>(name) || content.profile(name))
        Planning::addCheck(plan, Severity::Block, u"name-taken"_s,
                           u"A profile is already named “%1”"_s.arg(name), object);
    for (const auto& [id, operation] : state.all<Operation>()) {
        if (id != self && operation.cluster == name && !state.machineNamed(name))
            Planning::addCheck(plan, Severity::Block, u"name-taken"_s,
                               u"%1 (%2, %3) is about to make cluster %4"_s.arg(
                                   id.toString(), enumText(operation.kind), enumText(operation.state), name),
                               u"operation "_s + id.toString());
    }
}

void checkGates(Plan& plan)
{
    for (const PlanGate& gate : plan.gates) {
        if (gate.needed > gate.counted)
            Planning::addCheck(plan, Severity::Block, u"gate-unreachable"_s,
                               u"Gate %1 needs %2 of %3, but only %4 come"_s.arg(gate.name)
                                   .arg(gate.needed)
                                   .arg(gate.role)
                                   .arg(gate.counted),
                               u"gate "_s + gate.name);
    }
}

void checkParams(Plan& plan, const Content& content, const PlanRequest& request)
{
    for (auto it = request.params.constBegin(); it != request.params.constEnd(); ++it) {
        const ParamDef* param = content.param(it.key());
        if (const Result<> fits = checkValue(it.key(), param, *it); !fits)
            Planning::addCheck(plan, Severity::Block, fits.error().code, fits.error().text,
                               u"param "_s + it.key());
        else if (!param)
            Planning::addCheck(plan, Severity::Warn, u"param-undeclared"_s,
                               u"No loaded content declares the param %1"_s.arg(it.key()),
                               u"param "_s + it.key());
    }
}

void checkCapacity(Plan& plan, const State& state, const Choice& choice, const QList<TopologyRole>& roles)
{
    int needed = 0;
    bool blocked = false;
    for (const TopologyRole& role : roles) {
        needed += role.count;
        const int found = role.count - choice.missing.value(role.role);
        const int minimum = role.minimum.value_or(role.count);
        if (found < minimum) {
            blocked = true;
            Planning::addCheck(plan, Severity::Block, u"pool-shortage"_s,
                               u"%1 needs %2 machines, only %3 of pool %4 fit (%5 Free)"_s.arg(role.role)
                                   .arg(minimum)
                                   .arg(found)
                                   .arg(plan.pool)
                                   .arg(choice.free),
                               u"pool "_s + plan.pool);
        } else if (found < role.count) {
            Planning::addCheck(plan, Severity::Warn, u"partial"_s,
                               u"%1 starts with %2 of %3; its minimum is %4"_s.arg(role.role)
                                   .arg(found)
                                   .arg(role.count)
                                   .arg(minimum),
                               u"pool "_s + plan.pool);
        }
    }
    if (!choice.refused.isEmpty()) {
        QStringList reasons;
        for (auto it = choice.refused.constBegin(); it != choice.refused.constEnd(); ++it)
            reasons.append(u"%1 (%2%3)"_s.arg(it.key(), it->mid(0, 3).join(u", "_s),
                                              it->size() > 3 ? u", …"_s : QString()));
        Planning::addCheck(
            plan, Severity::Info, u"passed-over"_s,
            u"Free in pool %1, but not to be taken: %2"_s.arg(plan.pool, reasons.join(u"; "_s)),
            u"pool "_s + plan.pool);
    }
    const int stay = choice.free - int(choice.machines.size());
    const Pool* pool = state.find<Pool>(plan.pool);
    if (!blocked && pool && stay < pool->minFree)
        Planning::addCheck(
            plan, Severity::Warn, u"pool-minimum"_s,
            u"%1 Free stay in pool %2, its minimum is %3"_s.arg(stay).arg(plan.pool).arg(pool->minFree),
            u"pool "_s + plan.pool);
    else if (!blocked)
        Planning::addCheck(plan, Severity::Info, u"pool-capacity"_s,
                           u"%1 needed, %2 Free, %3 stay"_s.arg(needed).arg(choice.free).arg(stay),
                           u"pool "_s + plan.pool);
}

void checkQuorum(Plan& plan, const QList<TopologyRole>& roles)
{
    for (const TopologyRole& role : roles) {
        if (!role.votes || role.count == 0)
            continue;
        const int quorum = quorumOf(role.count);
        plan.quorum.append({role.role, role.count, quorum, role.count});
        if (role.count % 2 == 0)
            Planning::addCheck(
                plan, Severity::Warn, u"quorum-even"_s,
                u"%1 %2 need a quorum of %3: they survive no more losses than %4 would"_s.arg(role.count)
                    .arg(role.role)
                    .arg(quorum)
                    .arg(role.count - 1));
        else
            Planning::addCheck(
                plan, Severity::Info, u"quorum-odd"_s,
                u"%1 %2 tolerate the loss of %3"_s.arg(role.count).arg(role.role).arg(role.count - quorum));
        QMap<QString, int> perRack;
        for (const PlanMachine& machine : plan.add) {
            if (machine.role == role.role && !machine.rack.isEmpty())
                ++perRack[machine.rack];
        }
        for (auto it = perRack.constBegin(); it != perRack.constEnd(); ++it) {
            if (role.count > 1 && role.count - it.value() < quorum)
                Planning::addCheck(
                    plan, Severity::Warn, u"rack-quorum"_s,
                    u"%1 of %2 %3 stand in rack %4: losing it would lose the quorum (%5 < %6)"_s
                        .arg(it.value())
                        .arg(role.count)
                        .arg(role.role, it.key())
                        .arg(role.count - it.value())
                        .arg(quorum),
                    u"rack "_s + it.key());
        }
    }
}

/// What happens to a member that fails, when it is not that somebody looks at it.
void sayMemberFailure(Plan& plan, const Content& content, const ParamLayers& layers)
{
    const auto param = resolveParam(content, layers, u"cluster/on-member-failure"_s);
    const QString policy = plan.request.options.value("on-member-failure"_L1)
                               .toString(param ? param->value.toString() : QString());
    if (policy == "replace"_L1)
        Planning::addCheck(plan, Severity::Info, u"on-member-failure"_s,
                           u"A member that fails for good is replaced by another machine of the pool"_s);
    else if (policy == "abort"_L1)
        Planning::addCheck(plan, Severity::Info, u"on-member-failure"_s,
                           u"The first member that fails for good ends the operation"_s);
}

QString entryWorkflow(const State& state, const Content& content, const Machine* broker, const Plan& plan,
                      const TopologyRole& role)
{
    if (!role.workflow.isEmpty())
        return role.workflow;
    const QString byBroker =
        broker ? paramOf(state, content, *broker, u"broker/set-workflow"_s).toString() : QString();
    const Pool* pool = state.find<Pool>(plan.pool);
    if (!byBroker.isEmpty())
        return byBroker;
    return pool && !pool->allocateActions.workflow.isEmpty() ? pool->allocateActions.workflow
                                                             : u"universal-start"_s;
}

/// A machine as it will be once it is a member: what its chain of workflows depends on. The cluster has no
/// profile yet; what that will say stands below the machine's own params.
Machine sampleMember(const State& state, const Plan& plan, const TopologyRole& role, const QString& pipeline)
{
    const auto chosen = std::ranges::find(plan.add, role.role, &PlanMachine::role);
    Machine member = *state.find<Machine>((chosen != plan.add.end() ? *chosen : plan.add.first()).machine);
    QJsonObject params = plan.request.params;
    for (auto it = member.params.constBegin(); it != member.params.constEnd(); ++it)
        params.insert(it.key(), *it);
    member.params = params;
    member.profiles =
        memberProfiles(plan.request.cluster, role.profiles, plan.application, pipeline, member.profiles);
    return member;
}

/// How many of the plan's machines can be counted on once it has come so far, all and of each voting role.
void tellAvailability(Plan& plan)
{
    bool formed = false;
    for (PlanStep& step : plan.steps) {
        formed = formed || step.kind == StepKind::WaitForMembers;
        step.available = formed ? int(plan.add.size()) : 0;
        for (const PlanQuorum& quorum : plan.quorum)
            step.voters.insert(
                quorum.role, formed ? int(std::ranges::count(plan.add, quorum.role, &PlanMachine::role)) : 0);
    }
}

void addSteps(Plan& plan)
{
    QStringList names;
    for (const PlanMachine& machine : plan.add)
        names.append(machine.name);
    const QString broker = u"broker "_s + plan.broker;
    const QString workflow = u"workflow universal-cluster-provision"_s;
    const QString gates = plan.gates.size() == 1 ? u"1 gate"_s : u"%1 gates"_s.arg(plan.gates.size());
    plan.steps = {
        {StepKind::CreateCluster,
         u"engine"_s,
         {},
         u"create cluster %1, its profile and %2"_s.arg(plan.request.cluster, gates)},
        {StepKind::AllocateMembers, broker, names,
         u"allocate %1 machines from pool %2"_s.arg(names.size()).arg(plan.pool)},
        {StepKind::AddParams, workflow, {}, u"set the members' params and profiles"_s},
        {StepKind::StartMembers, workflow, names, u"start %1 pipelines"_s.arg(names.size())},
        {StepKind::WaitForMembers, u"members"_s, names,
         u"wait for all %1 to be complete"_s.arg(names.size())},
        {StepKind::Finalise, workflow, {}, u"run the cluster's own final stages"_s},
        {StepKind::EnterWorkOrderMode, u"engine"_s, {}, u"enter work-order mode"_s},
    };
}

} // namespace

Result<Plan> Planning::provision(const State& state, const Content& content, const PlanRequest& request,
                                 OperationId self)
{
    const QList<Option> options{{u"on-member-failure"_s, {u"hold"_s, u"replace"_s, u"abort"_s}},
                                {u"minimum"_s, {}, 0}};
    if (const Result<> checked = checkOptions(request, options); !checked)
        return tl::make_unexpected(checked.error());
    Plan plan;
    plan.request = request;
    // Said as an option it is the same wish, so the same plan.
    if (const QJsonValue minimum = plan.request.options.take(u"minimum"_s); !minimum.isUndefined())
        plan.request.minimum = request.minimum.value_or(minimum.toVariant().toInt());
    plan.application = request.application.isEmpty() ? u"base-cluster"_s : request.application;
    Result<QList<TopologyRole>> topology = requestedTopology(state, content, plan.request, plan.application);
    if (!topology)
        return tl::make_unexpected(topology.error());
    checkName(plan, state, content, request.cluster, self);
    checkParams(plan, content, request);
    const Machine* broker = findBroker(state, request, plan);
    Choice choice;
    if (broker) {
        plan.broker = broker->name;
        plan.pool = brokerPool(state, content, *broker);
        if (!broker->workOrderMode)
            addCheck(plan, Severity::Block, u"broker-mode"_s,
                     u"Broker %1 is not in work-order mode"_s.arg(broker->name),
                     u"resource-broker "_s + broker->name);
        if (broker->lock.locked)
            addCheck(plan, Severity::Block, u"locked"_s,
                     u"Broker %1 is %2"_s.arg(broker->name, broker->lock.told()),
                     u"resource-broker "_s + broker->name);
        choice = chooseMachines(state, content, plan.pool, *topology, {}, {});
    }
    for (TopologyRole& role : *topology) {
        role.workflow = entryWorkflow(state, content, broker, plan, role);
        if (!content.workflow(role.workflow))
            addCheck(plan, Severity::Block, u"workflow-unknown"_s,
                     u"Role %1 starts with workflow “%2”, which no loaded content has"_s.arg(role.role,
                                                                                             role.workflow),
                     u"workflow "_s + role.workflow);
        if (role.count > 0)
            plan.availabilityMinimum += role.minimum.value_or(role.count);
    }
    plan.topology = *topology;
    plan.add = choice.machines;
    const ParamLayers layers = applicationLayers(state, plan.application, request.params);
    const QString pipeline = pipelineProfile(state, content, layers, broker);
    if (!content.profile(pipeline) && !state.find<Profile>(pipeline))
        addCheck(
            plan, Severity::Block, u"profile-unknown"_s,
            u"broker/set-pipeline names the profile “%1”, which neither content nor the writable layer has"_s
                .arg(pipeline),
            u"profile "_s + pipeline);
    const auto declared = resolveParam(content, layers, u"cluster/gates"_s);
    // Gates count who comes: with a minimum that may be fewer than the topology asks for.
    QList<TopologyRole> coming = plan.topology;
    for (TopologyRole& role : coming)
        role.count = broker ? role.count - choice.missing.value(role.role) : role.count;
    Result<QList<PlanGate>> gates = plannedGates(declared ? declared->value : QJsonValue(), coming);
    if (!gates)
        return tl::make_unexpected(gates.error());
    plan.gates = *gates;
    checkGates(plan);
    sayMemberFailure(plan, content, layers);
    if (broker)
        checkCapacity(plan, state, choice, plan.topology);
    checkQuorum(plan, coming);
    int total = 0;
    for (const TopologyRole& role : plan.topology)
        total += role.count;
    if (total == 0)
        addCheck(plan, Severity::Block, u"topology-empty"_s, u"The topology asks for no machine at all"_s);
    for (const PlanMachine& machine : plan.add) {
        if (state.find<Machine>(machine.machine)->runner == RunnerKind::Ssh)
            addCheck(plan, Severity::Block, u"runner-unavailable"_s,
                     u"Machine %1 is reached by SSH, for which there is no runner yet"_s.arg(machine.name),
                     u"machine "_s + machine.name);
    }
    QStringList entered;
    for (const TopologyRole& role : plan.topology) {
        if (role.count == 0 || entered.contains(role.workflow) || plan.add.isEmpty())
            continue;
        entered.append(role.workflow);
        int machines = 0;
        for (const TopologyRole& other : plan.topology)
            machines += other.workflow == role.workflow ? other.count : 0;
        const Machine member = sampleMember(state, plan, role, pipeline);
        for (const QString& workflow : chainFrom(state, content, member, role.workflow))
            plan.stages.append(stagesOf(content, workflow, u"members"_s, machines));
    }
    plan.stages.append(stagesOf(content, u"universal-cluster-provision"_s, u"cluster"_s, 1));
    plan.availabilityFloor = 0;
    addSteps(plan);
    tellAvailability(plan);
    return plan;
}

} // namespace Drover
