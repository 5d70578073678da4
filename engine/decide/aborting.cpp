#include "engine/decide/rules.h"

#include <algorithm>

namespace Drover {

using namespace Qt::StringLiterals;

namespace {

constexpr auto abortingCode = "aborting"_L1;
constexpr auto releaseBlueprint = "broker-release"_L1;

StepResult abortWaits()
{
    return {StepResult::Waiting, {}};
}

/// Ends what the sequence runs and lets it go no further; true when nothing of it runs any more. What is
/// locked ends its own job by itself; what the engine waits for there never would.
bool standsStill(Decider& d, MachineId id, const QString& why)
{
    const Machine& machine = *d.machine(id);
    if (const Job* job = d.state().find<Job>(machine.sequence.job);
        job && (!machine.lock.locked || job->runner == RunnerKind::Engine))
        cancelJob(d, *job, why);
    if (d.machine(id)->sequence.job.isSet())
        return false;
    const Sequence& sequence = d.machine(id)->sequence;
    if (sequence.runnable() && !(sequence.complete && machine.kind == MachineKind::Cluster))
        stopSequence(d, {id, {}}, Stop::Stopped, why);
    return true;
}

/// Nothing new is ordered: what has not begun, or can't go on, is cancelled, but the abort's own release is
/// carried out. Done when no order of the operation on its broker is open any more.
StepResult settleOrder(Decider& d, const Operation& operation, const QString& why)
{
    const WorkOrder* order = d.order(operation.order);
    if (!order)
        return {StepResult::Done, {}};
    const bool stopped = !order->sequence.runnable() && !order->sequence.job.isSet();
    if (order->blueprint == releaseBlueprint)
        return stopped ? StepResult{StepResult::Attention,
                                    {u"work-order-stopped"_s,
                                     u"%1 on %2: %3; retry the operation"_s.arg(
                                         order->id.toString(), order->targetName, order->sequence.stopReason),
                                     u"resource-broker "_s + order->targetName,
                                     {}}}
                       : abortWaits();
    if (order->state != WorkOrderState::Created && !stopped)
        return abortWaits();
    endOrder(d, *order, WorkOrderState::Cancelled, why);
    forgetOrder(d, operation.id);
    return {StepResult::Done, {}};
}

/// Members by what an abort of a provision does with them.
struct Parting
{
    QStringList back;   ///< to be released
    QStringList locked; ///< the same, when they are unlocked
    QStringList failed; ///< whose release has failed
    bool busy = false;  ///< something of the others still has to end
};

Parting part(Decider& d, const Operation& operation, const QString& why)
{
    Parting parting;
    for (const MachineId id : std::set<MachineId>(d.state().members(operation.cluster))) {
        const Machine& machine = *d.machine(id);
        if (machine.poolStatus == PoolStatus::Destroying && machine.sequence.runnable()) {
            parting.busy = true; // a release under way ends
            continue;
        }
        if (machine.draining)
            d.record(Events::MemberDraining{id, false, why});
        if (operation.kind == OperationKind::Destroy || machine.poolStatus == PoolStatus::InUse)
            continue;
        if (isLeaving(machine)) {
            parting.failed.append(u"%1: %2"_s.arg(machine.memberName, machine.sequence.stopReason));
        } else if (!standsStill(d, id, why)) {
            parting.busy = true;
        } else if (operation.keep) {
            setPoolStatus(d, *d.machine(id), PoolStatus::HoldBuild, why);
        } else if (machine.lock.locked) {
            parting.locked.append(
                u"%1 (%2) is %3"_s.arg(machine.memberName, machine.name, machine.lock.told()));
        } else {
            parting.back.append(machine.name);
        }
    }
    return parting;
}

StepResult abortNeeds(const Operation& operation, const QString& code, const QString& text)
{
    return {StepResult::Attention, {code, text, u"cluster "_s + operation.cluster, {}}};
}

} // namespace

void forgetOrder(Decider& d, OperationId id)
{
    const Operation& operation = *d.state().find<Operation>(id);
    const Plan& plan = *d.state().find<Plan>(id);
    d.record(Events::OperationStepStarted{id, operation.step, plan.steps[operation.step].kind, {}});
}

void beginAbort(Decider& d, OperationId id, bool keep, const QString& reason, Why why)
{
    why.code = abortingCode;
    d.record(Events::OperationAborting{id, keep, reason});
    setOperationState(d, *d.state().find<Operation>(id), OperationState::Running, why);
    const Operation& operation = *d.state().find<Operation>(id);
    if (operation.order.isSet() && !d.order(operation.order))
        forgetOrder(d, id); // how it ended says nothing of what the abort orders
}

AbortRest abortRest(const State& state, const Operation& operation)
{
    AbortRest rest;
    for (const MachineId id : state.members(operation.cluster)) {
        const PoolStatus status = state.find<Machine>(id)->poolStatus;
        if (isLeaving(*state.find<Machine>(id)))
            ++rest.released;
        else if (operation.kind == OperationKind::Destroy || status == PoolStatus::InUse)
            ++rest.stay;
        else
            ++rest.unready;
    }
    return rest;
}

StepResult driveAbort(Decider& d, const Operation& operation, const Plan& plan)
{
    const QString why = operation.why.code == abortingCode ? operation.why.text : u"aborted"_s;
    const Machine* object = d.state().cluster(operation.cluster);
    const bool still = !object || standsStill(d, object->id, why);
    const Parting parting = part(d, operation, why);
    if (const StepResult ended = settleOrder(d, operation, why); ended.kind != StepResult::Done)
        return ended;
    if (!endDrains(d, operation, why) || !still)
        return abortWaits();
    if (!parting.back.isEmpty()) {
        const StepResult result =
            driveRelease(d, *d.state().find<Operation>(operation.id), plan, parting.back);
        return result.kind == StepResult::Attention ? result : abortWaits();
    }
    if (parting.busy)
        return abortWaits();
    if (!parting.locked.isEmpty())
        return abortNeeds(operation, u"locked"_s,
                          parting.locked.join(u"; "_s) + u"; unlock it and the abort goes on"_s);
    if (!parting.failed.isEmpty())
        return abortNeeds(operation, u"member-stopped"_s,
                          parting.failed.join(u"; "_s) + u"; retry the operation, or accept the machine"_s);
    const int left = d.state().memberCounts(operation.cluster).total;
    if (operation.kind == OperationKind::Provision && left == 0)
        return removeCluster(d, operation, plan).kind == StepResult::Done
                   ? StepResult{StepResult::Done,
                                {u"aborted"_s, why + u"; every machine is back in its pool"_s, {}, {}}}
                   : abortWaits();
    // A cluster that stays takes work orders again.
    const Machine* cluster = d.state().cluster(operation.cluster);
    if (operation.kind == OperationKind::Destroy && cluster && left > 0)
        setWorkOrderMode(d, *cluster, true, why);
    return {StepResult::Done, {u"aborted"_s, u"%1; %2 members stay"_s.arg(why).arg(left), {}, {}}};
}

} // namespace Drover
