#include "engine/decide/rules.h"

#include <algorithm>

namespace Drover {

using namespace Qt::StringLiterals;

namespace {

const StepResult destroyStepWaiting{StepResult::Waiting, {}};
const StepResult destroyStepDone{StepResult::Done, {}};

StepResult startTeardown(Decider& d, const Operation& operation)
{
    const Machine* cluster = d.state().cluster(operation.cluster);
    if (!cluster)
        return destroyStepDone;
    if (!cancelQueuedOrders(d, *cluster, u"cluster %1 is being destroyed"_s.arg(cluster->name)))
        return {StepResult::Waiting,
                {u"work-order"_s,
                 u"waits for the cluster's running work order to end"_s,
                 u"cluster "_s + operation.cluster,
                 {}}};
    if (const Job* job = d.state().find<Job>(cluster->sequence.job)) {
        cancelJob(d, *job, u"cluster %1 is being destroyed"_s.arg(cluster->name));
        if (d.state().cluster(operation.cluster)->sequence.job.isSet())
            return destroyStepWaiting;
    }
    setWorkOrderMode(d, *d.state().cluster(operation.cluster), false, u"destroy"_s);
    // Through the entry label, so that the chain leads to the destroy workflow as the page says; without one,
    // straight there.
    const MachineId id = cluster->id;
    const QString entry = d.content().workflow(u"universal-destroy"_s) ? u"universal-destroy"_s
                                                                       : u"universal-cluster-destroy"_s;
    if (const Result<> started = startWorkflow(d, id, entry); !started)
        return {StepResult::Attention, {started.error().code, started.error().text, {}, {}}};
    return destroyStepDone;
}

StepResult releaseMembers(Decider& d, const Operation& operation, const Plan& plan)
{
    if (!waitingJob(d.state(), operation.cluster, u"release-members"_s))
        return destroyStepWaiting;
    progress(d, operation, int(plan.remove.size()) - d.state().memberCounts(operation.cluster).total,
             int(plan.remove.size()));
    for (const QStringList& batch : plan.batches) {
        const StepResult result = driveRelease(d, operation, plan, batch);
        if (result.kind != StepResult::Done)
            return result;
    }
    finishEngineJob(d, *waitingJob(d.state(), operation.cluster, u"release-members"_s));
    return destroyStepDone;
}

StepResult removeCluster(Decider& d, const Operation& operation)
{
    const Machine* cluster = d.state().cluster(operation.cluster);
    if (!cluster)
        return destroyStepDone;
    QStringList gates;
    for (const auto& [key, gate] : d.state().all<Gate>()) {
        if (gate.cluster == operation.cluster)
            gates.append(gate.name);
    }
    for (const QString& gate : gates)
        d.record(Events::GateRemoved{operation.cluster, gate});
    if (const Profile* own = d.state().find<Profile>(operation.cluster))
        d.record(Events::ProfileRemoved{operation.cluster, *own, {}, 0});
    d.record(
        Events::MachineRemoved{cluster->id, cluster->name,
                               u"%1: its last member is back in the pool"_s.arg(operation.id.toString())});
    return destroyStepDone;
}

} // namespace

StepResult driveRelease(Decider& d, const Operation& operation, const Plan& plan, const QStringList& names)
{
    QJsonArray remaining;
    int underWay = 0;
    for (const QString& name : names) {
        const Machine* machine = d.state().machineNamed(name);
        if (!machine || machine->cluster != operation.cluster)
            continue;
        if (machine->poolStatus == PoolStatus::Destroying || machine->poolStatus == PoolStatus::HoldDestroy)
            ++underWay;
        else
            remaining.append(name);
    }
    if (remaining.isEmpty())
        return underWay == 0 ? destroyStepDone
                             : StepResult{StepResult::Waiting,
                                          {u"releasing"_s,
                                           u"members go through the pool's release"_s,
                                           u"pool "_s + plan.pool,
                                           {}}};
    if (operation.order.isSet()) {
        if (operation.orderState == WorkOrderState::Failed ||
            operation.orderState == WorkOrderState::Cancelled) {
            if (operation.state == OperationState::NeedsAttention)
                return {StepResult::Attention, operation.why};
            return {StepResult::Attention,
                    {u"release-failed"_s, operation.orderReason + u"; retry the operation"_s, {}, {}}};
        }
        if (operation.orderState != WorkOrderState::Finished)
            return destroyStepWaiting;
    }
    const Machine* broker = d.state().machineNamed(plan.broker);
    if (!broker)
        return {StepResult::Attention,
                {u"broker-unknown"_s, u"broker %1 is gone"_s.arg(plan.broker), {}, {}}};
    const Result<WorkOrderId> order = createOrder(
        d, *broker, u"broker-release"_s,
        {{u"broker/machines"_s, remaining}, {u"broker/cluster"_s, operation.cluster}}, operation.id);
    if (!order)
        return {StepResult::Attention, {order.error().code, order.error().text, order.error().object, {}}};
    d.record(Events::OperationStepStarted{operation.id, operation.step, StepKind::ReleaseMembers, *order});
    return destroyStepWaiting;
}

StepResult driveDestroy(Decider& d, const Operation& operation, const Plan& plan, StepKind step)
{
    const Machine* cluster = d.state().cluster(operation.cluster);
    switch (step) {
    case StepKind::StartTeardown:
        return startTeardown(d, operation);
    case StepKind::DrainMembers:
        return drainMembers(d, operation, plan);
    case StepKind::ReleaseMembers:
        return releaseMembers(d, operation, plan);
    case StepKind::FinishTeardown:
        return !cluster || cluster->sequence.complete ? destroyStepDone : destroyStepWaiting;
    case StepKind::RemoveCluster:
        return removeCluster(d, operation);
    case StepKind::CreateCluster:
    case StepKind::AllocateMembers:
    case StepKind::AddParams:
    case StepKind::StartMembers:
    case StepKind::WaitForMembers:
    case StepKind::Finalise:
    case StepKind::EnterWorkOrderMode:
        break;
    }
    return destroyStepWaiting;
}

StepResult driveAbort(Decider& d, const Operation& operation, const Plan& plan)
{
    const QString why = operation.why.code == "aborting"_L1 ? operation.why.text : u"aborted"_s;
    // First the cluster's own workflow stands still, so that nothing new begins.
    if (const Machine* cluster = d.state().cluster(operation.cluster)) {
        if (const Job* job = d.state().find<Job>(cluster->sequence.job)) {
            cancelJob(d, *job, why);
        } else if (cluster->sequence.runnable() && !cluster->sequence.complete) {
            stopSequence(d, {cluster->id, {}}, Stop::Stopped, why);
        }
        if (d.state().cluster(operation.cluster)->sequence.job.isSet())
            return destroyStepWaiting;
    }
    if (operation.order.isSet() && d.order(operation.order)) {
        const WorkOrder& order = *d.order(operation.order);
        if (order.state != WorkOrderState::Created || order.blueprint == "broker-release"_L1)
            return destroyStepWaiting; // what runs ends, and so does the abort's own release
        endOrder(d, order, WorkOrderState::Cancelled, why);
    }
    if (!endDrains(d, operation, why))
        return destroyStepWaiting;
    QStringList release;
    bool busy = false;
    for (const MachineId id : std::set<MachineId>(d.state().members(operation.cluster))) {
        const Machine& machine = *d.machine(id);
        const bool releasing = machine.poolStatus == PoolStatus::Destroying;
        if (releasing) {
            busy = true; // a release under way ends
            continue;
        }
        if (machine.draining)
            d.record(Events::MemberDraining{id, false, why});
        if (operation.kind == OperationKind::Destroy || machine.poolStatus == PoolStatus::InUse ||
            machine.poolStatus == PoolStatus::HoldDestroy)
            continue;
        if (const Job* job = d.state().find<Job>(machine.sequence.job)) {
            cancelJob(d, *job, why);
            if (d.machine(id)->sequence.job.isSet()) {
                busy = true;
                continue;
            }
        }
        // Kept or released, its pipeline goes no further.
        if (d.machine(id)->sequence.runnable())
            stopSequence(d, {id, {}}, Stop::Stopped, why);
        if (operation.keep) {
            setPoolStatus(d, *d.machine(id), PoolStatus::HoldBuild, why);
        } else {
            release.append(machine.name);
        }
    }
    if (!release.isEmpty()) {
        const StepResult result = driveRelease(d, operation, plan, release);
        return result.kind == StepResult::Attention ? result : destroyStepWaiting;
    }
    if (busy)
        return destroyStepWaiting;
    const int left = d.state().memberCounts(operation.cluster).total;
    if (operation.kind == OperationKind::Provision && left == 0)
        removeCluster(d, operation);
    // A cluster that stays takes work orders again.
    const Machine* cluster = d.state().cluster(operation.cluster);
    if (operation.kind == OperationKind::Destroy && cluster && left > 0)
        setWorkOrderMode(d, *cluster, true, why);
    return {StepResult::Done,
            {u"aborted"_s,
             left == 0 ? why + u"; every machine is back in its pool"_s
                       : u"%1; %2 members stay"_s.arg(why).arg(left),
             {},
             {}}};
}

} // namespace Drover
