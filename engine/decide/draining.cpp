#include "engine/decide/editrules.h"

#include <algorithm>

namespace Drover {

using namespace Qt::StringLiterals;

namespace {

constexpr auto drainedState = "drained"_L1;
constexpr auto forcedState = "forced"_L1; ///< it failed, and the operator said that this is no reason to stop

/// How a destroy drains: its options, else the cluster's params.
struct DrainRules
{
    QString blueprint; ///< what each member runs; empty: there is nothing to run
    QString policy;    ///< ask, force or skip
    int timeout = 0;   ///< seconds for one member
};

DrainRules rulesOf(const Decider& d, const Operation& operation, const Plan& plan)
{
    const Machine* cluster = d.state().cluster(operation.cluster);
    const RunnerRef runner{cluster ? cluster->id : MachineId(), {}};
    const auto chosen = [&](const QString& option, const QString& param) {
        const QJsonValue value = plan.request.options.value(option);
        return value.isUndefined() ? d.param(runner, param) : value;
    };
    return {d.param(runner, u"cluster/drain-blueprint"_s).toString(),
            chosen(u"drain"_s, u"cluster/drain-policy"_s).toString(u"ask"_s),
            chosen(u"drain-timeout"_s, u"cluster/drain-timeout"_s).toVariant().toInt()};
}

/// What the member's drain for this operation has come to; empty when it has not ended.
QJsonObject drainOf(const Machine& member, const Operation& operation)
{
    const QJsonObject drain = member.params.value("cluster/drain"_L1).toObject();
    return drain.value("operation"_L1).toString() == operation.id.toString() ? drain : QJsonObject();
}

/// A drain that asked to stop (exit 16) would stop the destroy without a word: it counts as one that failed.
void endStoppedDrain(Decider& d, MachineId member, OperationId operation)
{
    const auto orders = d.state().openOrders().find(member);
    if (orders == d.state().openOrders().end())
        return;
    const std::set<WorkOrderId> open = orders->second;
    for (const WorkOrderId id : open) {
        const WorkOrder& order = *d.order(id);
        if (order.operation == operation && !order.sequence.runnable() && !order.sequence.job.isSet())
            endOrder(d, order, WorkOrderState::Cancelled, order.sequence.stopReason);
    }
}

bool isDraining(const Decider& d, MachineId member, OperationId operation)
{
    const auto orders = d.state().openOrders().find(member);
    return orders != d.state().openOrders().end() && std::ranges::any_of(orders->second, [&](WorkOrderId id) {
               return d.order(id)->operation == operation;
           });
}

void keepDrain(Decider& d, const Machine& member, const Operation& operation, const QString& state,
               const QString& reason)
{
    const QJsonObject drain{
        {u"operation"_s, operation.id.toString()}, {u"state"_s, state}, {u"reason"_s, reason}};
    d.record(Events::ParamsChanged{member.id,
                                   {},
                                   {{u"cluster/drain"_s, drain}},
                                   {},
                                   formerValues(member.params, {u"cluster/drain"_s}),
                                   {},
                                   0});
}

/// A drain that failed is a blocker, or by `force` a decision that is kept.
void judgeFailure(Decider& d, const Machine& member, const Operation& operation, const QString& policy,
                  const QString& reason, QStringList& blockers)
{
    const QString text = u"%1: %2"_s.arg(member.memberName, reason);
    if (policy != "force"_L1) {
        blockers.append(text);
        return;
    }
    const QString object = u"machine "_s + member.name;
    keepDrain(d, member, operation, forcedState, reason);
    d.record(Events::OperationDecided{operation.id,
                                      {u"drain-forced"_s,
                                       u"goes on without the drain of "_s + text + u" (drain: force)"_s,
                                       object, d.now()}});
}

Result<> startDrain(Decider& d, const Machine& member, const Operation& operation, const DrainRules& rules)
{
    const MachineId id = member.id;
    setWorkOrderMode(d, member, true, u"takes the drain's work order"_s);
    QJsonObject params;
    if (rules.timeout > 0)
        params.insert(u"work-order/timeout"_s, rules.timeout);
    const Result<WorkOrderId> order = createOrder(d, *d.machine(id), rules.blueprint, params, operation.id);
    return order ? Result<>() : tl::make_unexpected(order.error());
}

/// A batch's members whose own work is over go through their drain: voters one at a time, others together.
StepResult runDrains(Decider& d, const Operation& operation, const Plan& plan, const QStringList& batch,
                     const DrainRules& rules)
{
    int busy = 0;
    QStringList failed;
    for (const QString& name : batch) {
        const Machine* member = d.state().machineNamed(name);
        // What was never complete has nothing to hand over.
        if (!member || member->cluster != operation.cluster || member->poolStatus != PoolStatus::InUse ||
            !member->sequence.complete)
            continue;
        const auto planned = std::ranges::find(plan.remove, member->id, &PlanMachine::machine);
        const bool votes = planned != plan.remove.end() && planned->votes;
        endStoppedDrain(d, member->id, operation.id);
        const QJsonObject drain = drainOf(*member, operation);
        if (isDraining(d, member->id, operation.id)) {
            ++busy;
        } else if (!drain.isEmpty()) {
            const QString state = drain.value("state"_L1).toString();
            if (state != drainedState && state != forcedState)
                judgeFailure(d, *member, operation, rules.policy, drain.value("reason"_L1).toString(),
                             failed);
        } else if (!votes || (busy == 0 && failed.isEmpty())) {
            if (const Result<> started = startDrain(d, *member, operation, rules); started)
                ++busy;
            else
                judgeFailure(d, *member, operation, rules.policy, started.error().text, failed);
        } else {
            ++busy; // its turn comes after the voter before it
        }
    }
    if (busy > 0 && (failed.isEmpty() || isDrainOpen(d, operation)))
        return {StepResult::Waiting,
                {u"draining"_s,
                 u"%1 members are being drained (%2)"_s.arg(busy).arg(rules.blueprint),
                 u"cluster "_s + operation.cluster,
                 {}}};
    if (failed.isEmpty())
        return {StepResult::Done, {}};
    return {StepResult::Attention,
            {u"drain-failed"_s,
             failed.join(u"; "_s) + u"; retry the operation, or abort it and destroy with drain=force or "
                                    u"drain=skip"_s,
             u"cluster "_s + operation.cluster,
             {}}};
}

/// The batch's members take nothing new, and what they run themselves ends. True when it is over.
bool ownWorkIsOver(Decider& d, const Operation& operation, const QStringList& batch)
{
    const QString why = u"cluster %1 is being destroyed"_s.arg(operation.cluster);
    bool over = true;
    for (const QString& name : batch) {
        const Machine* member = d.state().machineNamed(name);
        if (!member || member->cluster != operation.cluster)
            continue;
        const MachineId id = member->id;
        if (!member->draining)
            d.record(Events::MemberDraining{id, true, why});
        if (!cancelQueuedOrders(d, *d.machine(id), why, operation.id))
            over = false;
        const Job* open = d.state().find<Job>(d.machine(id)->sequence.job);
        if (!open || d.machine(id)->poolStatus == PoolStatus::Destroying)
            continue;
        if (!open->cancelRequested)
            cancelJob(d, *open, why);
        over = over && !d.machine(id)->sequence.job.isSet();
    }
    return over;
}

} // namespace

bool isDrainOpen(const Decider& d, const Operation& operation)
{
    return std::ranges::any_of(d.state().members(operation.cluster),
                               [&](MachineId id) { return isDraining(d, id, operation.id); });
}

bool cancelQueuedOrders(Decider& d, const Machine& machine, const QString& reason, OperationId but)
{
    const auto orders = d.state().openOrders().find(machine.id);
    if (orders == d.state().openOrders().end())
        return true;
    bool over = true;
    const std::set<WorkOrderId> open = orders->second;
    for (const WorkOrderId id : open) {
        const WorkOrder& order = *d.order(id);
        if (but.isSet() && order.operation == but)
            continue;
        const Job* job = d.state().find<Job>(order.sequence.job);
        // One that was stopped would never end by itself.
        const bool stopped = !order.sequence.runnable();
        if (order.state == WorkOrderState::Created || (stopped && !job))
            endOrder(d, order, WorkOrderState::Cancelled, reason);
        else if (stopped && job->state == JobState::Incomplete)
            cancelJob(d, *job, reason);
        else
            over = false;
    }
    return over;
}

void noteDrained(Decider& d, const WorkOrder& order, WorkOrderState state, const QString& reason)
{
    const Operation* operation = d.state().find<Operation>(order.operation);
    const Machine* member = d.machine(order.target);
    if (!operation || operation->kind != OperationKind::Destroy || !member ||
        member->cluster != operation->cluster)
        return;
    const bool finished = state == WorkOrderState::Finished;
    keepDrain(d, *member, *operation, finished ? QString(drainedState) : enumText(state), reason);
}

int retryDrains(Decider& d, const Operation& operation)
{
    int again = 0;
    for (const MachineId id : std::set<MachineId>(d.state().members(operation.cluster))) {
        const QJsonObject drain = drainOf(*d.machine(id), operation);
        const bool drained = drain.value("state"_L1).toString() == drainedState;
        if (drain.isEmpty() || drained || d.machine(id)->lock.locked)
            continue;
        d.record(Events::ParamsChanged{id, {}, {}, {u"cluster/drain"_s}, {{u"cluster/drain"_s, drain}}});
        ++again;
    }
    return again;
}

bool endDrains(Decider& d, const Operation& operation, const QString& reason)
{
    for (const MachineId id : std::set<MachineId>(d.state().members(operation.cluster))) {
        const auto orders = d.state().openOrders().find(id);
        if (orders == d.state().openOrders().end())
            continue;
        const std::set<WorkOrderId> open = orders->second;
        for (const WorkOrderId orderId : open) {
            if (d.order(orderId)->operation != operation.id)
                continue;
            if (const Job* job = d.state().find<Job>(d.order(orderId)->sequence.job))
                cancelJob(d, *job, reason);
            else
                endOrder(d, *d.order(orderId), WorkOrderState::Cancelled, reason);
        }
    }
    return !isDrainOpen(d, operation);
}

StepResult drainMembers(Decider& d, const Operation& operation, const Plan& plan)
{
    if (!waitingJob(d.state(), operation.cluster, u"drain-members"_s))
        return {StepResult::Waiting, beforeVerb(operation, u"drain-members"_s)};
    const DrainRules rules = rulesOf(d, operation, plan);
    for (const QStringList& batch : plan.batches) {
        if (!ownWorkIsOver(d, operation, batch))
            return {StepResult::Waiting,
                    {u"draining"_s,
                     u"waits for running jobs of members to end"_s,
                     u"cluster "_s + operation.cluster,
                     {}}};
        if (rules.blueprint.isEmpty() || rules.policy == "skip"_L1)
            continue;
        const StepResult result = runDrains(d, operation, plan, batch, rules);
        if (result.kind != StepResult::Done)
            return result;
    }
    finishEngineJob(d, *waitingJob(d.state(), operation.cluster, u"drain-members"_s));
    return {StepResult::Done, {}};
}

} // namespace Drover
