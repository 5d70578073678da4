#include "engine/decide/rules.h"

#include "engine/core/json.h"
#include "engine/operations/candidates.h"
#include "engine/operations/topology.h"

#include <algorithm>

namespace Drover {

using namespace Qt::StringLiterals;

namespace {

const StepResult provisionStepDone{StepResult::Done, {}};

StepResult createCluster(Decider& d, const Operation& operation, const Plan& plan)
{
    const QString name = operation.cluster;
    if (d.state().machineNamed(name) || d.state().find<Profile>(name))
        return {StepResult::Attention,
                {u"name-taken"_s,
                 u"the name %1 was taken since the plan was made; abort it and choose another"_s.arg(name),
                 u"cluster "_s + name,
                 {}}};
    Profile profile;
    profile.name = name;
    profile.description = u"shared by the members of cluster %1"_s.arg(name);
    profile.params = plan.request.params;
    d.record(Events::ProfileSaved{profile});

    Machine cluster;
    cluster.id = d.facts().newMachineId();
    cluster.name = name;
    cluster.kind = MachineKind::Cluster;
    cluster.profiles = QStringList{name, applicationProfile(plan.application)};
    if (plan.application != "base-cluster"_L1)
        cluster.profiles += applicationProfile(u"base-cluster"_s);
    cluster.params = QJsonObject{{u"broker/name"_s, plan.broker},
                                 {u"universal/application"_s, plan.application},
                                 {u"cluster/tags"_s, QJsonArray{name}},
                                 {u"cluster/topology"_s, Json::toTree(plan.topology)}};
    cluster.runner = d.state().ledger().simulated ? RunnerKind::Simulated : RunnerKind::Local;
    cluster.broker = plan.broker;
    cluster.application = plan.application;
    cluster.revision = 1;
    cluster.created = d.now();
    const MachineId id = cluster.id;
    d.record(Events::MachineAdded{std::move(cluster)});
    for (const PlanGate& planned : plan.gates) {
        Gate gate;
        gate.cluster = name;
        gate.name = planned.name;
        gate.role = planned.role;
        gate.need = planned.need;
        gate.when = planned.when;
        gate.needed = planned.needed;
        gate.counted = planned.counted;
        gate.waitingRoles = planned.waitingRoles;
        gate.declared = d.now();
        d.record(Events::GateDeclared{gate});
        if (gate.needed == 0) // nobody is going to arrive
            d.record(Events::GateOpened{name, gate.name, u"engine"_s});
    }
    if (const Result<> started = startWorkflow(d, id, u"universal-start"_s); !started)
        return {StepResult::Attention, {started.error().code, started.error().text, {}, {}}};
    return provisionStepDone;
}

/// Swaps machines that are no longer eligible for others of the same filter; empty when all were replaced.
QString amend(Decider& d, const Operation& operation, const Plan& plan)
{
    for (const PlanMachine& out : plan.add) {
        const Machine* machine = d.machine(out.machine);
        if (machine &&
            (machine->cluster == operation.cluster || ineligibleBecause(*machine, plan.pool).isEmpty()))
            continue;
        if (!swapMachine(d, operation.id, out, out.member))
            return u"%1 (for %2) is no longer eligible and pool %3 has no other that fits"_s.arg(
                out.name, out.member, plan.pool);
    }
    return {};
}

StepResult allocateMembers(Decider& d, const Operation& operation, const Plan& plan)
{
    const Job* job = waitingJob(d.state(), operation.cluster, u"allocate-members"_s);
    if (!job)
        return {StepResult::Waiting, beforeVerb(operation, u"allocate-members"_s)};
    if (operation.order.isSet()) {
        switch (operation.orderState) {
        case WorkOrderState::Created:
        case WorkOrderState::Running:
        case WorkOrderState::Incomplete:
            return {StepResult::Waiting, whyOrderWaits(d, operation)};
        case WorkOrderState::Finished:
            finishEngineJob(d, *job);
            return provisionStepDone;
        case WorkOrderState::Failed:
        case WorkOrderState::Cancelled:
            break;
        }
        if (const QString why = amend(d, operation, plan); !why.isEmpty())
            return {StepResult::Attention,
                    {u"allocation-failed"_s,
                     why + u"; free a machine, then retry the operation"_s,
                     u"pool "_s + plan.pool,
                     {}}};
    }
    const Machine* broker = d.state().machineNamed(plan.broker);
    if (!broker)
        return {StepResult::Attention,
                {u"broker-unknown"_s, u"broker %1 is gone"_s.arg(plan.broker), {}, {}}};
    const Plan now = *d.state().find<Plan>(operation.id);
    QJsonArray machines;
    for (const PlanMachine& machine : now.add)
        machines.append(machine.name);
    const Result<WorkOrderId> order = createOrder(
        d, *broker, u"broker-allocate"_s,
        {{u"broker/machines"_s, machines}, {u"broker/cluster"_s, operation.cluster}}, operation.id);
    if (!order)
        return {StepResult::Attention, {order.error().code, order.error().text, order.error().object, {}}};
    d.record(Events::OperationStepStarted{operation.id, operation.step, StepKind::AllocateMembers, *order});
    return {StepResult::Waiting, whyOrderWaits(d, *d.state().find<Operation>(operation.id))};
}

StepResult endWaitingJob(Decider& d, const Operation& operation, const QString& verb)
{
    const Job* job = waitingJob(d.state(), operation.cluster, verb);
    if (!job)
        return {StepResult::Waiting, beforeVerb(operation, verb)};
    finishEngineJob(d, *job);
    return provisionStepDone;
}

StepResult startMembers(Decider& d, const Operation& operation, const Plan& plan)
{
    if (!waitingJob(d.state(), operation.cluster, u"start-members"_s))
        return {StepResult::Waiting, beforeVerb(operation, u"start-members"_s)};
    for (const PlanMachine& planned : plan.add) {
        const auto role = std::ranges::find(plan.topology, planned.role, &TopologyRole::role);
        if (const Result<> started = startWorkflow(d, planned.machine, role->workflow); !started)
            stopSequence(d, {planned.machine, {}}, Stop::Failed, started.error().text);
    }
    return endWaitingJob(d, operation, u"start-members"_s);
}

StepResult waitForMembers(Decider& d, const Operation& operation, const Plan& plan)
{
    StepResult result = awaitMembers(d, operation, plan);
    if (result.kind == StepResult::Done)
        return endWaitingJob(d, operation, u"wait-for-members"_s);
    if (result.why.code.isEmpty())
        result.why = {u"members"_s, u"members run their pipelines"_s, u"cluster "_s + operation.cluster, {}};
    return result;
}

} // namespace

StepResult driveProvision(Decider& d, const Operation& operation, const Plan& plan, StepKind step)
{
    const Machine* cluster = d.state().cluster(operation.cluster);
    switch (step) {
    case StepKind::CreateCluster:
        return createCluster(d, operation, plan);
    case StepKind::AllocateMembers:
        return allocateMembers(d, operation, plan);
    case StepKind::AddParams:
        return endWaitingJob(d, operation, u"add-params"_s);
    case StepKind::StartMembers:
        return startMembers(d, operation, plan);
    case StepKind::WaitForMembers:
        return waitForMembers(d, operation, plan);
    case StepKind::Finalise:
        return cluster && cluster->sequence.complete ? provisionStepDone
                                                     : StepResult{StepResult::Waiting,
                                                                  {u"finalise"_s,
                                                                   u"the cluster runs its final stages"_s,
                                                                   u"cluster "_s + operation.cluster,
                                                                   {}}};
    case StepKind::EnterWorkOrderMode:
        if (cluster && !cluster->workOrderMode)
            setWorkOrderMode(d, *cluster, true, u"provisioned"_s);
        return provisionStepDone;
    case StepKind::StartTeardown:
    case StepKind::DrainMembers:
    case StepKind::ReleaseMembers:
    case StepKind::FinishTeardown:
    case StepKind::RemoveCluster:
        break;
    }
    return {StepResult::Waiting, {}};
}

} // namespace Drover
