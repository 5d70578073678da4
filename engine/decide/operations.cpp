#include "engine/decide/rules.h"

#include "engine/operations/planner.h"

#include <algorithm>

namespace Drover {

using namespace Qt::StringLiterals;

const Job* waitingJob(const State& state, const QString& cluster, const QString& verb)
{
    const Machine* object = state.cluster(cluster);
    const Job* job = object ? state.find<Job>(object->sequence.job) : nullptr;
    return job && job->isOpen() && job->task == u"action:cluster:"_s + verb ? job : nullptr;
}

Why beforeVerb(const Operation& operation, const QString& verb)
{
    return {u"cluster-workflow"_s,
            u"waits until the workflow of cluster %1 comes to %2"_s.arg(operation.cluster, verb),
            u"cluster "_s + operation.cluster,
            {}};
}

Why whyOrderWaits(const Decider& d, const Operation& operation)
{
    const WorkOrder* order = d.order(operation.order);
    const Machine* broker = order ? d.machine(order->target) : nullptr;
    if (!broker)
        return {};
    const QString object = u"resource-broker "_s + broker->name;
    const QString what = u"%1 (%2)"_s.arg(order->id.toString(), order->blueprint);
    if (broker->lock.locked)
        return {u"locked"_s,
                u"%1 waits: broker %2 is %3; unlock it"_s.arg(what, broker->name, broker->lock.told()),
                object,
                {}};
    if (order->state == WorkOrderState::Created)
        return {u"work-order"_s, u"%1 is queued on broker %2"_s.arg(what, broker->name), object, {}};
    return {u"work-order"_s, u"broker %1 carries out %2"_s.arg(broker->name, what), object, {}};
}

void setOperationState(Decider& d, const Operation& operation, OperationState to, const Why& why)
{
    Why stamped = why;
    stamped.since = d.now();
    if (operation.state == to && operation.why.code == why.code && operation.why.text == why.text)
        return;
    d.record(Events::OperationStateChanged{operation.id, operation.state, to, stamped});
}

void resume(Decider& d, const Operation& operation, const QString& why)
{
    const bool begun = operation.started.isSet();
    setOperationState(d, operation, begun ? OperationState::Running : OperationState::Queued,
                      {u"resumed"_s, why, {}, {}});
}

void setRetried(Decider& d, const Operation& operation, const QString& why)
{
    d.record(Events::OperationStateChanged{
        operation.id, operation.state, OperationState::Running, {u"retried"_s, why, {}, d.now()}, true, {}});
}

void progress(Decider& d, const Operation& operation, int done, int total)
{
    if (done > operation.done || total != operation.total)
        d.record(Events::OperationProgressed{operation.id, std::max(done, operation.done), total});
}

namespace {

/// The first stopped sequence of the cluster: its own, else a member's. What the operation needs attention
/// for.
std::optional<Why> stoppedWhy(const State& state, const Operation& operation)
{
    const QString& cluster = operation.cluster;
    if (const WorkOrder* order = state.find<WorkOrder>(operation.order); order && !order->sequence.runnable())
        return Why{u"work-order-stopped"_s,
                   u"%1 on %2: %3; retry it, or abort"_s.arg(order->id.toString(), order->targetName,
                                                             order->sequence.stopReason),
                   u"machine "_s + order->targetName,
                   {}};
    const bool destroying = operation.kind == OperationKind::Destroy;
    if (const Machine* object = state.cluster(cluster); object && !object->sequence.runnable())
        return Why{u"cluster-stopped"_s,
                   u"cluster %1: %2"_s.arg(cluster, object->sequence.stopReason),
                   u"cluster "_s + cluster,
                   {}};
    if (!destroying) {
        if (const std::optional<Why> why = closedForGood(state, cluster))
            return why;
    }
    if (state.memberCounts(cluster).stopped == 0)
        return std::nullopt;
    QStringList names;
    QString reason;
    for (const MachineId id : state.members(cluster)) {
        const Machine& machine = *state.find<Machine>(id);
        // What a failed build left is about to be released; only a failed release holds a destroy up. A
        // provision has done with the members that it gives back: their wiping counts against the pool.
        const bool leaving = isLeaving(machine);
        if (machine.sequence.runnable() || (destroying ? !leaving : leaving || operation.replaced(id)))
            continue;
        names.append(machine.memberName);
        if (names.size() == 1)
            reason = machine.sequence.stopReason;
    }
    if (names.isEmpty())
        return std::nullopt;
    names.sort();
    const QString first =
        names.size() == 1 ? names.first()
                          : u"%1 members (%2%3)"_s.arg(names.size())
                                .arg(names.mid(0, 3).join(u", "_s), names.size() > 3 ? u", …"_s : QString());
    return Why{
        u"member-stopped"_s, u"%1: %2; retry it, or abort"_s.arg(first, reason), u"cluster "_s + cluster, {}};
}

StepResult driveStep(Decider& d, const Operation& operation, const Plan& plan, StepKind step)
{
    if (operation.kind == OperationKind::Destroy)
        return driveDestroy(d, operation, plan, step);
    return driveProvision(d, operation, plan, step);
}

/// Runs steps until one has to wait; false when that one needs attention itself. Each look is bounded by the
/// number of steps.
bool driveSteps(Decider& d, OperationId id)
{
    for (;;) {
        const Operation operation = *d.state().find<Operation>(id);
        const Plan plan = *d.state().find<Plan>(id);
        if (operation.step >= plan.steps.size()) {
            setOperationState(d, operation, OperationState::Finished,
                              {u"finished"_s, u"all %1 steps are done"_s.arg(plan.steps.size()), {}, {}});
            return true;
        }
        const StepKind kind = plan.steps[operation.step].kind;
        const StepResult result = driveStep(d, operation, plan, kind);
        const Operation now = *d.state().find<Operation>(id);
        switch (result.kind) {
        case StepResult::Done:
            d.record(Events::OperationStepFinished{id, operation.step, kind});
            continue;
        case StepResult::Attention:
            setOperationState(d, now, OperationState::NeedsAttention, result.why);
            return false;
        case StepResult::Waiting:
            if (stoppedWhy(d.state(), now))
                return true; // what is stopped says why; the rest goes on below it
            if (now.state == OperationState::NeedsAttention)
                setOperationState(d, now, OperationState::Running,
                                  {u"resumed"_s, u"what held it up has been mended"_s, {}, {}});
            else if (!result.why.code.isEmpty() &&
                     (now.why.code != result.why.code || now.why.text != result.why.text))
                setOperationState(d, now, OperationState::Running, result.why);
            return true;
        }
    }
}

void driveAborting(Decider& d, OperationId id)
{
    const Plan plan = *d.state().find<Plan>(id);
    const StepResult result = driveAbort(d, *d.state().find<Operation>(id), plan);
    const Operation& now = *d.state().find<Operation>(id);
    if (result.kind == StepResult::Done)
        setOperationState(d, now, OperationState::Aborted, result.why);
    else if (result.kind == StepResult::Attention)
        setOperationState(d, now, OperationState::NeedsAttention, result.why);
    else if (now.state == OperationState::NeedsAttention)
        setOperationState(d, now, OperationState::Running,
                          {u"resumed"_s, u"what held the abort up has been mended"_s, {}, {}});
}

/// What a queued operation waits for, if anything.
std::optional<Why> whyQueued(const State& state, const Operation& operation)
{
    if (const Operation* driver = state.driver(operation.cluster))
        return Why{u"queued"_s,
                   u"waits for %1 (%2), which holds cluster %3"_s.arg(
                       driver->id.toString(), enumText(driver->kind), operation.cluster),
                   u"operation "_s + driver->id.toString(),
                   {}};
    const Machine* cluster = state.cluster(operation.cluster);
    if (cluster && cluster->lock.locked)
        return Why{u"locked"_s,
                   u"waits: cluster %1 is %2; unlock it"_s.arg(cluster->name, cluster->lock.told()),
                   u"cluster "_s + cluster->name,
                   {}};
    return std::nullopt;
}

/// Why the approved plan can't be begun: today's is another. Nothing when it is the same, or when the cluster
/// to destroy is gone, which is a success.
std::optional<Why> whyNotAsApproved(const Decider& d, const Operation& operation)
{
    if (operation.kind == OperationKind::Destroy && !d.state().cluster(operation.cluster))
        return std::nullopt;
    const Plan& approved = *d.state().find<Plan>(operation.id);
    const Result<Plan> now = makePlan(d.state(), d.content(), approved.request, operation.id);
    QStringList differences = now ? planDifferences(approved, *now) : QStringList{now.error().text};
    if (differences.isEmpty())
        return std::nullopt;
    constexpr qsizetype shown = 5;
    const qsizetype more = differences.size() - shown;
    if (more > 0)
        differences = differences.first(shown) + QStringList{u"and %1 more"_s.arg(more)};
    return Why{u"plan-changed"_s,
               u"the approved plan %1 is not today's%2: %3; retry it when this is mended, or abort it and "
               u"approve a new one"_s.arg(approved.id, now ? u" (%1)"_s.arg(now->id) : QString(),
                                          differences.join(u"; "_s)),
               u"cluster "_s + operation.cluster,
               {}};
}

/// The planner runs again before anything is done; false when its answer is no longer what was approved.
bool begin(Decider& d, const Operation& operation)
{
    if (const std::optional<Why> why = whyNotAsApproved(d, operation)) {
        setOperationState(d, operation, OperationState::NeedsAttention, *why);
        return false;
    }
    const bool gone = operation.kind == OperationKind::Destroy && !d.state().cluster(operation.cluster);
    setOperationState(d, operation, OperationState::Running,
                      {u"started"_s,
                       gone ? u"cluster %1 is gone already: nothing is left to do"_s.arg(operation.cluster)
                            : u"the approved plan is being carried out"_s,
                       {},
                       {}});
    return true;
}

} // namespace

void drive(Decider& d, OperationId id)
{
    const Operation* operation = d.state().find<Operation>(id);
    if (!operation || !operation->isOpen())
        return;
    if (operation->aborting)
        return driveAborting(d, id);
    switch (operation->state) {
    case OperationState::Paused:
    case OperationState::Finished:
    case OperationState::Failed:
    case OperationState::Aborted:
        return;
    case OperationState::Queued: {
        if (std::optional<Why> why = whyQueued(d.state(), *operation)) {
            why->since = d.now();
            if (operation->why.text != why->text)
                d.record(Events::OperationDecided{id, *why});
            return;
        }
        break;
    }
    case OperationState::Running:
    case OperationState::NeedsAttention:
        break;
    }
    if (!operation->started.isSet() && !begin(d, *operation))
        return;
    if (const std::optional<Why> why =
            failureThatAborts(d, *d.state().find<Operation>(id), *d.state().find<Plan>(id))) {
        {
            const Decider::ByRule rule(d, u"on-member-failure"_s);
            beginAbort(d, id, false, why->text, *why);
        }
        return driveAborting(d, id);
    }
    // A stopped member or cluster holds the operation up; whoever can go on does.
    if (!driveSteps(d, id))
        return;
    const Operation* after = d.state().find<Operation>(id);
    if (!after || !after->isOpen())
        return;
    if (const std::optional<Why> why = stoppedWhy(d.state(), *after))
        setOperationState(d, *after, OperationState::NeedsAttention, *why);
}

} // namespace Drover
