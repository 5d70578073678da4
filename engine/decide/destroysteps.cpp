#include "engine/decide/rules.h"

#include <algorithm>

namespace Drover {

using namespace Qt::StringLiterals;

namespace {

const StepResult destroyStepDone{StepResult::Done, {}};

/// Members that came after the plan was approved: nobody has said that they may go.
QStringList newcomers(const State& state, const Plan& plan)
{
    QStringList names;
    for (const MachineId id : state.members(plan.request.cluster)) {
        const Machine& member = *state.find<Machine>(id);
        if (std::ranges::find(plan.remove, id, &PlanMachine::machine) == plan.remove.end())
            names.append(u"%1 (%2)"_s.arg(member.memberName, member.name));
    }
    names.sort();
    return names;
}

StepResult planChanged(const Operation& operation, const QStringList& names)
{
    return {
        StepResult::Attention,
        {u"plan-changed"_s,
         u"%1 joined after this plan was approved; abort it and approve a new one"_s.arg(names.join(u", "_s)),
         u"cluster "_s + operation.cluster,
         {}}};
}

StepResult startTeardown(Decider& d, const Operation& operation, const Plan& plan)
{
    const Machine* cluster = d.state().cluster(operation.cluster);
    if (const QStringList names = newcomers(d.state(), plan); !names.isEmpty())
        return planChanged(operation, names);
    if (!cancelQueuedOrders(d, *cluster, u"cluster %1 is being destroyed"_s.arg(cluster->name)))
        return {StepResult::Waiting,
                {u"work-order"_s,
                 u"waits for the cluster's running work order to end"_s,
                 u"cluster "_s + operation.cluster,
                 {}}};
    if (const Job* job = d.state().find<Job>(cluster->sequence.job)) {
        cancelJob(d, *job, u"cluster %1 is being destroyed"_s.arg(cluster->name));
        if (d.state().cluster(operation.cluster)->sequence.job.isSet())
            return {StepResult::Waiting,
                    {u"job"_s,
                     u"waits for the cluster's job %1 to end"_s.arg(cluster->sequence.job.toString()),
                     u"cluster "_s + operation.cluster,
                     {}}};
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
        return {StepResult::Waiting, beforeVerb(operation, u"release-members"_s)};
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

} // namespace

StepResult removeCluster(Decider& d, const Operation& operation, const Plan& plan)
{
    const Machine* cluster = d.state().cluster(operation.cluster);
    if (!cluster)
        return destroyStepDone;
    if (d.state().memberCounts(operation.cluster).total > 0)
        return planChanged(operation, newcomers(d.state(), plan));
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
            return {StepResult::Waiting, whyOrderWaits(d, operation)};
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
    return {StepResult::Waiting, whyOrderWaits(d, *d.state().find<Operation>(operation.id))};
}

StepResult driveDestroy(Decider& d, const Operation& operation, const Plan& plan, StepKind step)
{
    const Machine* cluster = d.state().cluster(operation.cluster);
    if (!cluster)
        return destroyStepDone; // already gone, by another operation: a success
    switch (step) {
    case StepKind::StartTeardown:
        return startTeardown(d, operation, plan);
    case StepKind::DrainMembers:
        return drainMembers(d, operation, plan);
    case StepKind::ReleaseMembers:
        return releaseMembers(d, operation, plan);
    case StepKind::FinishTeardown:
        if (cluster->sequence.complete)
            return destroyStepDone;
        return {
            StepResult::Waiting,
            {u"finalise"_s, u"the cluster runs its final stages"_s, u"cluster "_s + operation.cluster, {}}};
    case StepKind::RemoveCluster:
        return removeCluster(d, operation, plan);
    case StepKind::CreateCluster:
    case StepKind::AllocateMembers:
    case StepKind::AddParams:
    case StepKind::StartMembers:
    case StepKind::WaitForMembers:
    case StepKind::Finalise:
    case StepKind::EnterWorkOrderMode:
        break;
    }
    return {StepResult::Waiting, {}};
}

} // namespace Drover
