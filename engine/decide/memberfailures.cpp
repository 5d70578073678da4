#include "engine/decide/rules.h"

#include "engine/operations/candidates.h"
#include "engine/operations/topology.h"

#include <algorithm>

namespace Drover {

using namespace Qt::StringLiterals;

namespace {

/// Where the machines of a plan stand while the cluster waits for its members.
struct Standing
{
    int settled = 0;
    QList<PlanMachine> failed;    ///< members on hold, not locked
    QList<PlanMachine> departed;  ///< were members and are none any more: a person gave them back
    QList<PlanMachine> pending;   ///< in the place of others, and not allocated yet
    QList<PlanMachine> unstarted; ///< allocated in the place of others, their pipeline not begun
    QStringList leaving;          ///< replaced, and still held by the cluster
};

bool isSettled(const Machine& machine)
{
    return machine.sequence.complete && machine.poolStatus == PoolStatus::InUse;
}

/// Failed for good: its retries and error handlers are used up.
bool hasFailed(const Machine& machine)
{
    return machine.sequence.stop == Stop::Failed && machine.poolStatus == PoolStatus::HoldBuild &&
           !machine.lock.locked;
}

Standing standingOf(const State& state, const Operation& operation, const Plan& plan)
{
    Standing standing;
    for (const PlanMachine& planned : plan.add) {
        const Machine* machine = state.find<Machine>(planned.machine);
        if (!machine || machine->cluster != operation.cluster || isLeaving(*machine)) {
            (isToCome(state, operation, planned) ? standing.pending : standing.departed).append(planned);
        } else if (isSettled(*machine)) {
            ++standing.settled;
        } else if (hasFailed(*machine)) {
            standing.failed.append(planned);
        } else if (machine->poolStatus == PoolStatus::Building &&
                   (machine->sequence.complete || machine->sequence.tasks.isEmpty())) {
            standing.unstarted.append(planned);
        }
    }
    for (const PlanMachine& amendment : operation.amendments) {
        const Machine* out = state.find<Machine>(amendment.replaces);
        if (out && out->cluster == operation.cluster && !isLeaving(*out) && operation.replaced(out->id))
            standing.leaving.append(out->name);
    }
    return standing;
}

QString namesOf(const QList<PlanMachine>& machines)
{
    QStringList names;
    for (const PlanMachine& machine : machines)
        names.append(u"%1 (%2)"_s.arg(machine.member, machine.name));
    return names.join(u", "_s);
}

StepResult attention(const QString& code, const QString& text, const QString& object = {})
{
    return {StepResult::Attention, {code, text, object, {}}};
}

/// Puts another machine in the place of one that has been a member, under a name of its own.
bool replaceMember(Decider& d, OperationId id, const PlanMachine& out, bool again = false)
{
    const Plan& plan = *d.state().find<Plan>(id);
    int number = d.state().cluster(plan.request.cluster)->namesGiven.value(out.role);
    for (const PlanMachine& planned : plan.add) {
        if (planned.role == out.role)
            number = std::max(number, memberNumber(planned.member));
    }
    return swapMachine(d, id, out, memberName(out.role, number + 1), again);
}

/// A broker's work order for some machines, as the operation's own.
StepResult orderFromBroker(Decider& d, const Operation& operation, const Plan& plan, const QString& blueprint,
                           const QStringList& names, StepKind kind)
{
    const Machine* broker = d.state().machineNamed(plan.broker);
    if (!broker)
        return attention(u"broker-unknown"_s, u"broker %1 is gone"_s.arg(plan.broker));
    const Result<WorkOrderId> order = createOrder(
        d, *broker, blueprint,
        {{u"broker/machines"_s, QJsonArray::fromStringList(names)}, {u"broker/cluster"_s, operation.cluster}},
        operation.id);
    if (!order)
        return attention(order.error().code, order.error().text, order.error().object);
    d.record(Events::OperationStepStarted{operation.id, operation.step, kind, *order});
    return {StepResult::Waiting,
            {u"replacing"_s,
             u"%1 members are being replaced"_s.arg(operation.amendments.size()),
             u"cluster "_s + operation.cluster,
             {}}};
}

} // namespace

bool isToCome(const State& state, const Operation& operation, const PlanMachine& planned)
{
    // Names are never given twice, so a number above the last one given is that of a machine still to come.
    const Machine* cluster = state.cluster(operation.cluster);
    return cluster && memberNumber(planned.member) > cluster->namesGiven.value(planned.role);
}

bool isLeaving(const Machine& member)
{
    return member.poolStatus == PoolStatus::Destroying || member.poolStatus == PoolStatus::HoldDestroy;
}

MemberFailure memberFailurePolicy(const Decider& d, const Operation& operation, const Plan& plan)
{
    QString policy = plan.request.options.value("on-member-failure"_L1).toString();
    const Machine* cluster = d.state().cluster(operation.cluster);
    if (policy.isEmpty() && cluster)
        policy = d.param({cluster->id, {}}, u"cluster/on-member-failure"_s).toString();
    if (policy == "replace"_L1)
        return MemberFailure::Replace;
    return policy == "abort"_L1 ? MemberFailure::Abort : MemberFailure::Hold;
}

std::optional<Why> failureThatAborts(const Decider& d, const Operation& operation, const Plan& plan)
{
    if (operation.kind != OperationKind::Provision ||
        d.state().memberCounts(operation.cluster).stopped == 0 ||
        memberFailurePolicy(d, operation, plan) != MemberFailure::Abort)
        return std::nullopt;
    const Standing standing = standingOf(d.state(), operation, plan);
    if (standing.failed.isEmpty())
        return std::nullopt;
    const Machine& first = *d.machine(standing.failed.first().machine);
    return Why{u"aborting"_s,
               u"aborted because %1 failed (on-member-failure: abort): %2"_s.arg(first.memberName,
                                                                                 first.sequence.stopReason),
               u"machine "_s + first.name,
               {}};
}

bool swapMachine(Decider& d, OperationId id, const PlanMachine& out, const QString& member, bool again)
{
    const Operation& operation = *d.state().find<Operation>(id);
    const Plan& plan = *d.state().find<Plan>(id);
    std::set<MachineId> taken; // of the plan, or given up by it
    for (const PlanMachine& machine : plan.add)
        taken.insert(machine.machine);
    for (const PlanMachine& amendment : operation.amendments.mid(operation.triedUpTo)) {
        taken.insert(amendment.machine);
        taken.insert(amendment.replaces);
    }
    if (again)
        taken.erase(out.machine);
    TopologyRole one = *std::ranges::find(plan.topology, out.role, &TopologyRole::role);
    one.count = 1;
    const Choice choice = chooseMachines(d.state(), d.content(), plan.pool, {one}, taken, {});
    if (choice.machines.isEmpty())
        return false;
    PlanMachine in = choice.machines.first();
    in.member = member;
    in.replaces = out.machine;
    in.reason += in.machine == out.machine ? u"; taken once more"_s : u"; in place of %1"_s.arg(out.name);
    const QString cluster = operation.cluster;
    d.record(Events::OperationAmended{id, out, in});
    reviewGates(d, cluster, out.role);
    return true;
}

int replaceDeparted(Decider& d, const Operation& operation)
{
    const Plan plan = *d.state().find<Plan>(operation.id);
    if (operation.kind != OperationKind::Provision || operation.step >= plan.steps.size() ||
        plan.steps[operation.step].kind != StepKind::WaitForMembers)
        return 0;
    int replaced = 0;
    for (const PlanMachine& out : standingOf(d.state(), operation, plan).departed)
        replaced += replaceMember(d, operation.id, out, true) ? 1 : 0;
    return replaced;
}

StepResult awaitMembers(Decider& d, const Operation& operation, const Plan& plan)
{
    const int total = int(plan.add.size());
    const MemberCounts counts = d.state().memberCounts(operation.cluster);
    if (operation.amendments.isEmpty() && counts.stopped == 0 && counts.total == total) {
        // As it mostly is: the counts tell all, and nobody has to be looked at.
        progress(d, operation, counts.settled, total);
        return {counts.settled < total ? StepResult::Waiting : StepResult::Done, {}};
    }
    const MemberFailure policy = memberFailurePolicy(d, operation, plan);
    Standing standing = standingOf(d.state(), operation, plan);
    progress(d, operation, standing.settled, total);
    if (operation.order.isSet() && operation.orderState != WorkOrderState::Finished) {
        if (operation.orderState != WorkOrderState::Failed &&
            operation.orderState != WorkOrderState::Cancelled)
            return {StepResult::Waiting, whyOrderWaits(d, operation)};
        return attention(u"replacement-failed"_s,
                         operation.orderReason + u"; retry the operation, or abort"_s,
                         u"cluster "_s + operation.cluster);
    }
    if (policy == MemberFailure::Replace) {
        for (const PlanMachine& out : standing.failed + standing.departed) {
            if (!replaceMember(d, operation.id, out))
                return attention(
                    u"no-replacement"_s,
                    u"%1 (%2) failed and pool %3 has no machine that fits and was not tried; free one and "
                    u"retry the operation, which tries this one again and then any that is Free, those given "
                    u"up before among them; or abort"_s.arg(out.member, out.name, plan.pool),
                    u"machine "_s + out.name);
        }
        standing = standingOf(d.state(), *d.state().find<Operation>(operation.id),
                              *d.state().find<Plan>(operation.id));
    }
    const Operation now = *d.state().find<Operation>(operation.id);
    // An unhealthy one goes before its replacement comes: the cluster never holds more than it was planned
    // to.
    if (!standing.leaving.isEmpty())
        return orderFromBroker(d, now, plan, u"broker-release"_s, standing.leaving, StepKind::ReleaseMembers);
    if (!standing.pending.isEmpty()) {
        QStringList names;
        for (const PlanMachine& machine : standing.pending)
            names.append(machine.name);
        return orderFromBroker(d, now, plan, u"broker-allocate"_s, names, StepKind::AllocateMembers);
    }
    for (const PlanMachine& planned : standing.unstarted) {
        const auto role = std::ranges::find(plan.topology, planned.role, &TopologyRole::role);
        if (const Result<> started = startWorkflow(d, planned.machine, role->workflow); !started)
            stopSequence(d, {planned.machine, {}}, Stop::Failed, started.error().text);
    }
    if (!standing.departed.isEmpty())
        return attention(
            u"member-gone"_s,
            u"%1 left the cluster before it was complete; retry the operation to put a Free "
            u"machine of pool %2 in its place, or abort"_s.arg(namesOf(standing.departed), plan.pool),
            u"cluster "_s + operation.cluster);
    return {standing.settled < total ? StepResult::Waiting : StepResult::Done, {}};
}

} // namespace Drover
