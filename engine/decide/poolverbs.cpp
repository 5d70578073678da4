#include "engine/decide/editrules.h"

#include "engine/operations/candidates.h"
#include "engine/operations/machinelayers.h"
#include "engine/operations/topology.h"

#include <algorithm>

namespace Drover {

using namespace Qt::StringLiterals;

void setPoolStatus(Decider& d, const Machine& machine, PoolStatus to, const QString& reason, FreeProof proof,
                   const QString& next)
{
    const PoolStatus from = machine.poolStatus;
    Q_ASSERT(mayMove(poolMoves(), from, to));
    if (from == to)
        return;
    d.record(Events::PoolStatusChanged{machine.id, machine.pool, from, to, proof, reason, next});
    if (from == PoolStatus::Free || to == PoolStatus::Free)
        d.reviewPool(d.machine(machine.id)->pool);
}

namespace {

void applyActions(Decider& d, const Machine& machine, const PoolActions& actions)
{
    QStringList profiles = machine.profiles;
    for (const QString& name : actions.removeProfiles)
        profiles.removeAll(name);
    for (const QString& name : actions.addProfiles) {
        if (!profiles.contains(name))
            profiles.append(name);
    }
    if (profiles != machine.profiles)
        d.record(
            Events::MachineEdited{machine.id, {}, {}, profiles, {}, {{}, {}, machine.profiles, {}}, {}, 0});
    if (!actions.addParameters.isEmpty() || !actions.removeParameters.isEmpty())
        d.record(Events::ParamsChanged{
            machine.id,
            {},
            actions.addParameters,
            actions.removeParameters,
            formerValues(machine.params, actions.addParameters.keys() + actions.removeParameters),
            {},
            0});
}

/// The pool's actions with those of a request on top.
PoolActions combined(PoolActions actions, const PoolActions& request)
{
    if (!request.workflow.isEmpty())
        actions.workflow = request.workflow;
    actions.addProfiles += request.addProfiles;
    actions.removeProfiles += request.removeProfiles;
    actions.removeParameters += request.removeParameters;
    for (auto it = request.addParameters.constBegin(); it != request.addParameters.constEnd(); ++it) {
        actions.addParameters.insert(it.key(), *it);
        actions.removeParameters.removeAll(it.key());
    }
    return actions;
}

/// Runs a transition's workflow; false when there is none, so that the caller settles at once.
bool runTransition(Decider& d, MachineId id, const PoolActions& actions)
{
    applyActions(d, *d.machine(id), actions);
    if (actions.workflow.isEmpty())
        return false;
    if (const Result<> started = startWorkflow(d, id, actions.workflow); !started)
        stopSequence(d, {id, {}}, Stop::Failed, started.error().text);
    return true;
}

PoolActions actionsOf(const Decider& d, const Machine& machine, PoolActions Pool::*actions)
{
    const Pool* pool = d.state().find<Pool>(machine.pool);
    return pool ? pool->*actions : PoolActions();
}

} // namespace

void joinPool(Decider& d, const Machine& machine)
{
    const MachineId id = machine.id;
    if (!runTransition(d, id, actionsOf(d, machine, &Pool::enterActions)))
        freeMachine(d, *d.machine(id), FreeProof::Joined,
                    u"joined pool %1, which has no enter workflow"_s.arg(d.machine(id)->pool));
}

void settlePool(Decider& d, MachineId id)
{
    const Machine& machine = *d.machine(id);
    if (machine.kind != MachineKind::Machine)
        return;
    const QString reason = u"%1 complete"_s.arg(machine.sequence.workflow);
    switch (machine.poolStatus) {
    case PoolStatus::Joining:
        return freeMachine(d, machine, FreeProof::Joined, reason);
    case PoolStatus::Destroying:
        return freeMachine(d, machine, FreeProof::Released, reason);
    case PoolStatus::Building:
        return setPoolStatus(d, machine, PoolStatus::InUse, reason);
    case PoolStatus::Leaving:
        return enterNextPool(d, machine, reason);
    case PoolStatus::HoldJoin:
    case PoolStatus::Free:
    case PoolStatus::HoldBuild:
    case PoolStatus::InUse:
    case PoolStatus::HoldDestroy:
    case PoolStatus::HoldLeave:
        return;
    }
}

void freeMachine(Decider& d, const Machine& machine, FreeProof proof, const QString& reason)
{
    const MachineId id = machine.id;
    if (machine.isMember()) {
        QStringList profiles = machine.profiles;
        profiles.removeAll(machine.cluster);
        const Machine* cluster = d.state().cluster(machine.cluster);
        if (cluster) {
            for (const TopologyRole& role : topologyOf(d.state(), d.content(), *cluster)) {
                for (const QString& name : role.profiles)
                    profiles.removeAll(name);
            }
            profiles.removeAll(applicationProfile(cluster->application));
        }
        profiles.removeAll(pipelineProfile(d.state(), d.content(), layersOf(d.state(), machine),
                                           cluster ? d.state().machineNamed(cluster->broker) : nullptr));
        QStringList params;
        for (const QString& name : machine.params.keys()) {
            if (name.startsWith("cluster/"_L1))
                params.append(name);
        }
        const Machine before = machine;
        d.record(Events::MemberRemoved{id, machine.cluster, machine.memberName, profiles, params, reason});
        leaveGates(d, before);
    }
    const Machine& left = *d.machine(id);
    if (left.workOrderMode)
        setWorkOrderMode(d, left, false, reason);
    // What a person accepts as it is has done with the workflow that failed on it.
    if (!d.machine(id)->sequence.runnable())
        d.record(Events::WorkflowStarted{id, {}, {}, {}});
    setPoolStatus(d, *d.machine(id), PoolStatus::Free, reason, proof);
}

QString poolAbove(const Pool& pool)
{
    return pool.parent.isEmpty() ? u"default"_s : pool.parent;
}

void leavePool(Decider& d, const Machine& machine, const QString& next, const QString& reason)
{
    const MachineId id = machine.id;
    setPoolStatus(d, machine, PoolStatus::Leaving, reason, FreeProof::None, next);
    if (!runTransition(d, id, actionsOf(d, *d.machine(id), &Pool::exitActions)))
        enterNextPool(d, *d.machine(id), reason);
}

void enterNextPool(Decider& d, const Machine& machine, const QString& reason)
{
    const MachineId id = machine.id;
    if (!machine.sequence.runnable())
        d.record(Events::WorkflowStarted{id, {}, {}, {}});
    const QString from = machine.pool;
    const Pool* left = d.state().find<Pool>(from);
    const QString to = !machine.nextPool.isEmpty() ? machine.nextPool : left ? poolAbove(*left) : from;
    if (to != from)
        d.record(Events::PoolChanged{id, from, to});
    setPoolStatus(d, *d.machine(id), PoolStatus::Joining, reason);
    joinPool(d, *d.machine(id));
}

void allocateMachine(Decider& d, const Machine& machine, const QString& reason, const PoolActions& actions)
{
    const MachineId id = machine.id;
    const PoolActions all = combined(actionsOf(d, machine, &Pool::allocateActions), actions);
    setPoolStatus(d, machine, all.workflow.isEmpty() ? PoolStatus::InUse : PoolStatus::Building, reason);
    (void)runTransition(d, id, all);
}

void releaseMachine(Decider& d, const Machine& machine, const QString& reason, const PoolActions& actions)
{
    const MachineId id = machine.id;
    if (machine.workOrderMode)
        setWorkOrderMode(d, machine, false, reason);
    setPoolStatus(d, *d.machine(id), PoolStatus::Destroying, reason);
    if (machine.isMember())
        leaveGates(d, machine);
    if (!runTransition(d, id, combined(actionsOf(d, *d.machine(id), &Pool::releaseActions), actions)))
        freeMachine(d, *d.machine(id), FreeProof::Released,
                    u"released; pool %1 has no release workflow"_s.arg(d.machine(id)->pool));
}

namespace {

/// The plan's entries for the machines that a broker's order names, in the order's order.
QList<PlanMachine> orderedMachines(const Decider& d, const Job& job, const QList<PlanMachine>& planned)
{
    const WorkOrder* order = d.order(job.workOrder);
    QList<PlanMachine> machines;
    for (const QJsonValue name : order->params.value("broker/machines"_L1).toArray()) {
        const auto it = std::ranges::find(planned, name.toString(), &PlanMachine::name);
        if (it != planned.end())
            machines.append(*it);
    }
    return machines;
}

void allocate(Decider& d, const Job& job, const Operation& operation, const Plan& plan)
{
    const QList<PlanMachine> machines = orderedMachines(d, job, plan.add);
    const Machine& broker = *d.machine(job.machine);
    QStringList refused;
    for (const PlanMachine& planned : machines) {
        const Machine* machine = d.machine(planned.machine);
        const QString why = machine ? ineligibleBecause(*machine, plan.pool) : u"gone"_s;
        if (!why.isEmpty())
            refused.append(u"%1 (%2)"_s.arg(planned.name, why));
    }
    // Exactly the approved machines, or none: nothing moves when one of them can't.
    if (!refused.isEmpty())
        return failEngineJob(d, job, u"no longer eligible: "_s + refused.join(u", "_s));
    const QString cluster = operation.cluster;
    const Machine* object = d.state().cluster(cluster);
    const QString pipeline = pipelineProfile(d.state(), d.content(), layersOf(d.state(), *object), &broker);
    for (const PlanMachine& planned : machines) {
        const Machine& machine = *d.machine(planned.machine);
        const auto role = std::ranges::find(plan.topology, planned.role, &TopologyRole::role);
        const QStringList ofRole = role != plan.topology.end() ? role->profiles : QStringList();
        const QStringList profiles =
            memberProfiles(cluster, ofRole, plan.application, pipeline, machine.profiles);
        const QJsonObject params{{u"cluster/tags"_s, QJsonArray{cluster}},
                                 {u"cluster/role"_s, planned.role},
                                 {u"cluster/member-name"_s, planned.member}};
        applyActions(d, machine, actionsOf(d, machine, &Pool::allocateActions));
        setPoolStatus(d, *d.machine(planned.machine), PoolStatus::Building,
                      u"allocated by %1: %2"_s.arg(broker.name, planned.reason));
        d.record(Events::MemberAdded{planned.machine, cluster, planned.role, planned.member, profiles, params,
                                     operation.id, planned.reason});
    }
    reviewGates(d, cluster);
    finishEngineJob(d, job);
}

void release(Decider& d, const Job& job, const Operation& operation)
{
    for (const QJsonValue name : d.order(job.workOrder)->params.value("broker/machines"_L1).toArray()) {
        const Machine* machine = d.state().machineNamed(name.toString());
        const bool ours = machine && machine->cluster == operation.cluster;
        const bool underWay = ours && (machine->poolStatus == PoolStatus::Destroying ||
                                       machine->poolStatus == PoolStatus::HoldDestroy);
        if (!ours || underWay)
            continue; // already gone, or on its way: a success
        if (machine->lock.locked)
            return failEngineJob(d, job, u"%1 is %2"_s.arg(machine->name, machine->lock.told()));
        if (machine->sequence.job.isSet()) {
            const Job* open = d.state().find<Job>(machine->sequence.job);
            return failEngineJob(d, job,
                                 u"%1 still runs %2"_s.arg(machine->name, open ? open->task : QString()));
        }
        releaseMachine(d, *machine, u"released by %1 for %2"_s.arg(job.machineName, operation.id.toString()));
    }
    finishEngineJob(d, job);
}

} // namespace

void runPoolAction(Decider& d, const Job& job, const QString& verb)
{
    const WorkOrder* order = d.order(job.workOrder);
    const Operation* operation = order ? d.state().find<Operation>(order->operation) : nullptr;
    const Plan* plan = operation ? d.state().find<Plan>(operation->id) : nullptr;
    if (!plan)
        return failEngineJob(
            d, job, u"%1 runs only in a work order of an operation with an approved plan"_s.arg(job.task));
    if (verb == "allocate"_L1)
        allocate(d, job, *operation, *plan);
    else if (verb == "release"_L1)
        release(d, job, *operation);
    else
        failEngineJob(d, job, u"a pool has no verb %1"_s.arg(verb));
}

} // namespace Drover
