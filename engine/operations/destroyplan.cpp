#include "engine/operations/machinelayers.h"
#include "engine/operations/planner.h"
#include "engine/operations/topology.h"

#include <algorithm>

namespace Drover {

using namespace Qt::StringLiterals;

namespace {

/// How the members are drained, in words; adds what stands in its way.
QString drainText(Plan& plan, const State& state, const Content& content, const Machine& cluster)
{
    const QString all =
        u"drain %1 members, workers before voters"_s.arg(state.memberCounts(cluster.name).total);
    const QString blueprint = paramOf(state, content, cluster, u"cluster/drain-blueprint"_s).toString();
    const QString policy =
        plan.request.options.value("drain"_L1)
            .toString(paramOf(state, content, cluster, u"cluster/drain-policy"_s).toString());
    if (blueprint.isEmpty())
        return all;
    if (policy == "skip"_L1) {
        Planning::addCheck(plan, Severity::Warn, u"drain-skipped"_s,
                           u"Members are given back without being drained (%1)"_s.arg(blueprint));
        return u"end what %1 members run, without draining them"_s.arg(
            state.memberCounts(cluster.name).total);
    }
    if (!content.blueprint(blueprint))
        Planning::addCheck(
            plan, Severity::Block, u"blueprint-unknown"_s,
            u"cluster/drain-blueprint names “%1”, which no loaded content has"_s.arg(blueprint),
            u"blueprint "_s + blueprint);
    if (policy == "force"_L1)
        Planning::addCheck(plan, Severity::Warn, u"drain-forced"_s,
                           u"Members that can't be drained are given back all the same"_s);
    return u"%1 (blueprint %2)"_s.arg(all, blueprint);
}

/// How the release will erase the machine's disks, by what its pool's release sets or by its own param; empty
/// when they stay as they are.
QString wipeMethod(const State& state, const Content& content, const Machine& machine)
{
    const auto name = u"wipe/method"_s;
    const Pool* pool = state.find<Pool>(machine.pool);
    const PoolActions release = pool ? pool->releaseActions : PoolActions();
    QString method = release.addParameters.value(name).toString();
    if (method.isEmpty() && !release.removeParameters.contains(name))
        method = paramOf(state, content, machine, name).toString();
    return method == "none"_L1 ? QString() : method;
}

/// Who can be counted on after each step: all that can be now, until they are drained.
void tellAvailability(Plan& plan, const State& state)
{
    const auto available = [&state](const PlanMachine& member) {
        return isAvailable(*state.find<Machine>(member.machine));
    };
    bool drained = false;
    for (PlanStep& step : plan.steps) {
        drained = drained || step.kind == StepKind::DrainMembers;
        step.available = drained ? 0 : int(std::ranges::count_if(plan.remove, available));
        for (PlanQuorum& quorum : plan.quorum) {
            const auto votes = [&](const PlanMachine& m) { return m.role == quorum.role && available(m); };
            const int voters = drained ? 0 : int(std::ranges::count_if(plan.remove, votes));
            step.voters.insert(quorum.role, voters);
            quorum.lowest = std::min(quorum.lowest, voters);
        }
    }
}

} // namespace

Result<Plan> Planning::destroy(const State& state, const Content& content, const PlanRequest& request,
                               OperationId self)
{
    const QList<Option> options{{u"drain"_s, {u"ask"_s, u"force"_s, u"skip"_s}}, {u"drain-timeout"_s, {}, 1}};
    if (const Result<> checked = checkOptions(request, options); !checked)
        return tl::make_unexpected(checked.error());
    const Machine* cluster = state.cluster(request.cluster);
    if (!cluster)
        return fail(u"cluster-unknown"_s, u"there is no cluster “%1”"_s.arg(request.cluster),
                    u"see: drover get clusters"_s);

    Plan plan;
    plan.request = request;
    plan.broker = cluster->broker;
    plan.application = cluster->application;
    plan.topology = topologyOf(state, content, *cluster);
    if (cluster->lock.locked)
        addCheck(plan, Severity::Block, u"locked"_s,
                 u"Cluster %1 is %2"_s.arg(cluster->name, cluster->lock.told()),
                 u"cluster "_s + cluster->name);
    const Machine* broker = state.machineNamed(cluster->broker);
    if (!broker)
        addCheck(plan, Severity::Block, u"broker-unknown"_s,
                 u"Broker “%1” of cluster %2 is gone"_s.arg(cluster->broker, cluster->name));
    else if (broker->lock.locked)
        addCheck(plan, Severity::Block, u"locked"_s,
                 u"Broker %1 is %2"_s.arg(broker->name, broker->lock.told()),
                 u"resource-broker "_s + broker->name);

    // Workers before voters, each role in its own batch, the last of the topology first.
    QStringList voting;
    for (const TopologyRole& role : plan.topology) {
        if (role.votes)
            voting.append(role.role);
    }
    QMap<QString, QStringList> roles;
    QStringList order;
    for (const Machine* machine : membersInOrder(state, content, cluster->name)) {
        PlanMachine member;
        member.machine = machine->id;
        member.name = machine->name;
        member.role = machine->role;
        member.member = machine->memberName;
        member.votes = voting.contains(machine->role);
        member.rack = rackOf(state, content, *machine);
        member.reason = u"member of %1; given back to pool %2"_s.arg(cluster->name, machine->pool);
        plan.remove.append(member);
        plan.pool = machine->pool;
        if (!order.contains(machine->role))
            order.append(machine->role);
        roles[machine->role].append(machine->name);
        if (machine->lock.locked)
            addCheck(plan, Severity::Block, u"locked"_s,
                     u"Member %1 is %2"_s.arg(machine->name, machine->lock.told()),
                     u"machine "_s + machine->name);
        if (const QString method = wipeMethod(state, content, *machine); !method.isEmpty())
            addCheck(plan, Severity::Warn, Plan::wipe,
                     u"The disks of %1 are erased (%2); this can't be undone"_s.arg(machine->name, method),
                     u"machine "_s + machine->name);
    }
    std::ranges::reverse(order);
    std::ranges::stable_sort(order, {}, [&](const QString& role) { return voting.contains(role); });
    QStringList all;
    for (const QString& role : order) {
        plan.batches.append(roles.value(role));
        all += roles.value(role);
    }
    for (const TopologyRole& role : plan.topology) {
        const int voters = int(roles.value(role.role).size());
        if (role.votes && voters > 0)
            plan.quorum.append({role.role, voters, quorumOf(voters), voters});
    }
    const Operation* driver = state.driver(cluster->name);
    const auto destroys = [&](const auto& entry) {
        return entry.first != self && entry.second.cluster == cluster->name &&
               entry.second.kind == OperationKind::Destroy;
    };
    if (const auto other = std::ranges::find_if(state.all<Operation>(), destroys);
        other != state.all<Operation>().end())
        addCheck(plan, Severity::Block, u"destroy-running"_s,
                 u"%1 (%2) is there to destroy cluster %3 already; retry, resume or abort that one"_s.arg(
                     other->first.toString(), enumText(other->second.state), cluster->name),
                 u"operation "_s + other->first.toString());
    else if (driver && driver->id != self)
        addCheck(plan, Severity::Warn, waitsFor,
                 u"%1 (%2, %3) holds the cluster; this one waits until it has ended"_s.arg(
                     driver->id.toString(), enumText(driver->kind), enumText(driver->state)),
                 u"operation "_s + driver->id.toString());
    addCheck(plan, Severity::Info, u"members"_s,
             u"%1 members are drained and given back to pool %2"_s.arg(all.size()).arg(plan.pool));

    plan.stages = stagesOf(content, u"universal-cluster-destroy"_s, u"cluster"_s, 1);
    const Pool* pool = state.find<Pool>(plan.pool);
    const QString release = pool ? pool->releaseActions.workflow : QString();
    if (!release.isEmpty())
        plan.stages.append(stagesOf(content, release, u"members"_s, int(all.size())));
    const QString workflow = u"workflow universal-cluster-destroy"_s;
    plan.steps = {
        {StepKind::StartTeardown, u"engine"_s, {}, u"leave work-order mode and start the teardown"_s},
        {StepKind::DrainMembers, workflow, all, drainText(plan, state, content, *cluster)},
        {StepKind::ReleaseMembers, u"broker "_s + plan.broker, all,
         u"release them in %1 batches by the pool's release transition%2"_s.arg(plan.batches.size())
             .arg(release.isEmpty() ? QString() : u" ("_s + release + u')')},
        {StepKind::FinishTeardown, workflow, {}, u"run the cluster's last stages"_s},
        {StepKind::RemoveCluster,
         u"engine"_s,
         {},
         u"remove cluster %1, its profile and gates"_s.arg(cluster->name)},
    };
    tellAvailability(plan, state);
    return plan;
}

} // namespace Drover
