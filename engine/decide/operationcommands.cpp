#include "engine/decide/commandrules.h"

#include "engine/operations/planner.h"

namespace Drover {

using namespace Qt::StringLiterals;

namespace {

Result<Operation> openOperation(const Decider& d, OperationId id)
{
    const Operation* operation = d.state().find<Operation>(id);
    if (!operation)
        return fail(u"operation-unknown"_s, u"there is no open operation %1"_s.arg(id.toString()),
                    u"see: drover get operations"_s, u"operation "_s + id.toString());
    return *operation;
}

/// The same, when its cluster is not locked: a locked object refuses every command but unlock.
Result<Operation> unlockedOperation(const Decider& d, OperationId id)
{
    const Result<Operation> operation = openOperation(d, id);
    const Machine* cluster = operation ? d.state().cluster(operation->cluster) : nullptr;
    if (cluster && cluster->lock.locked)
        return tl::make_unexpected(lockedError(*cluster));
    return operation;
}

Error blockedError(const Plan& plan)
{
    QStringList texts;
    for (const PlanCheck& check : plan.checks) {
        if (check.severity == Severity::Block)
            texts.append(check.text);
    }
    return {u"plan-blocked"_s, texts.join(u"; "_s), u"mend this and plan again"_s,
            u"cluster "_s + plan.request.cluster};
}

} // namespace

Result<Receipt> decideCommand(Decider& d, const Commands::StartOperation& command)
{
    Result<Plan> plan = makePlan(d.state(), d.content(), command.request);
    if (!plan)
        return tl::make_unexpected(plan.error());
    const QString object = u"cluster "_s + command.request.cluster;
    if (!plan->allowed)
        return tl::make_unexpected(blockedError(*plan));
    if (!command.ifPlan.isEmpty() && command.ifPlan != plan->id)
        return fail(u"plan-changed"_s,
                    u"today's plan is %1, not the approved %2"_s.arg(plan->id, command.ifPlan),
                    u"look at the new plan and approve that"_s, object);
    QStringList warnings;
    for (const PlanCheck& check : plan->checks) {
        if (check.severity == Severity::Warn)
            warnings.append(check.text);
    }
    if (!warnings.isEmpty() && !command.acceptWarnings)
        return fail(u"warnings"_s, warnings.join(u"; "_s), u"accept them with --accept-warnings"_s, object);
    if (plan->wipes() != command.confirmWipe)
        return fail(u"wipe-unconfirmed"_s,
                    plan->wipes() == 0
                        ? u"the plan erases no disks, but erasing those of %1 machines was confirmed"_s.arg(
                              command.confirmWipe)
                        : u"the disks of %1 machines are erased, which can't be undone; confirmed: %2"_s
                              .arg(plan->wipes())
                              .arg(command.confirmWipe),
                    plan->wipes() == 0 ? u"leave --confirm-wipe out"_s
                                       : u"if that is what you want: --confirm-wipe %1"_s.arg(plan->wipes()),
                    object);
    if (command.request.kind == OperationKind::Destroy) {
        if (const Result<> reason = needReason(d, u"destroying a cluster"_s); !reason)
            return tl::make_unexpected(reason.error());
    }
    Operation operation;
    operation.id = OperationId{d.state().ledger().lastOperation + 1};
    operation.kind = command.request.kind;
    operation.cluster = command.request.cluster;
    operation.plan = plan->id;
    operation.total = int(plan->add.size() + plan->remove.size());
    operation.actor = d.actor();
    operation.via = d.via;
    operation.reason = d.reason;
    operation.created = d.now();
    operation.why = {u"queued"_s, u"accepted"_s, {}, d.now()};
    plan->operation = operation.id;
    const OperationId id = operation.id;
    const QString kind = enumText(operation.kind);
    d.record(Events::OperationCreated{std::move(operation), std::move(*plan)});
    return Receipt{0, id, {}, u"%1: %2 of %3"_s.arg(id.toString(), kind, command.request.cluster)};
}

Result<Receipt> decideCommand(Decider& d, const Commands::PauseOperation& command)
{
    const Result<Operation> operation = unlockedOperation(d, command.operation);
    if (!operation)
        return tl::make_unexpected(operation.error());
    if (operation->state == OperationState::Paused)
        return Receipt{0, operation->id, {}, u"%1 is paused already"_s.arg(operation->id.toString())};
    // One that only waits for an engine may be held before it begins; one behind another has nothing to
    // pause.
    const bool behind = operation->state == OperationState::Queued && d.state().driver(operation->cluster);
    if (behind || operation->aborting)
        return fail(u"not-running"_s,
                    u"%1 is %2"_s.arg(operation->id.toString(),
                                      operation->aborting ? u"being aborted"_s : u"queued"_s),
                    u"abort it instead"_s, u"operation "_s + operation->id.toString());
    if (const Result<> ahead = checkEnd(d, command.until, u"operation "_s + operation->id.toString()); !ahead)
        return tl::make_unexpected(ahead.error());
    const QString until = untilText(command.until);
    const Why why{
        u"paused"_s,
        u"paused by %1%2%3"_s.arg(d.actor(), until, d.reason.isEmpty() ? QString() : u": "_s + d.reason),
        {},
        d.now()};
    d.record(Events::OperationStateChanged{operation->id, operation->state, OperationState::Paused, why,
                                           false, command.until});
    return Receipt{
        0,
        operation->id,
        {},
        u"%1 is paused%2; running jobs end, nothing new starts"_s.arg(operation->id.toString(), until)};
}

Result<Receipt> decideCommand(Decider& d, const Commands::ResumeOperation& command)
{
    const Result<Operation> operation = unlockedOperation(d, command.operation);
    if (!operation)
        return tl::make_unexpected(operation.error());
    if (operation->state != OperationState::Paused)
        return fail(u"not-paused"_s,
                    u"%1 is %2, not paused"_s.arg(operation->id.toString(), enumText(operation->state)), {},
                    u"operation "_s + operation->id.toString());
    resume(d, *operation, u"resumed by "_s + d.actor());
    return Receipt{0, operation->id, {}, u"%1 goes on"_s.arg(operation->id.toString())};
}

Result<Receipt> decideCommand(Decider& d, const Commands::RetryOperation& command)
{
    const Result<Operation> operation = unlockedOperation(d, command.operation);
    if (!operation)
        return tl::make_unexpected(operation.error());
    if (operation->state != OperationState::NeedsAttention)
        return fail(u"nothing-to-retry"_s,
                    u"%1 is %2: there is nothing to retry"_s.arg(operation->id.toString(),
                                                                 enumText(operation->state)),
                    {}, u"operation "_s + operation->id.toString());
    const QString why = d.reason.isEmpty() ? u"retried by "_s + d.actor() : d.reason;
    if (!operation->started.isSet()) {
        setOperationState(d, *operation, OperationState::Queued, {u"queued"_s, why, {}, {}});
        return Receipt{0, operation->id, {}, u"%1 is planned again"_s.arg(operation->id.toString())};
    }
    setRetried(d, *operation, why);
    int retried = 0;
    std::set<MachineId> stopped = d.state().members(operation->cluster);
    if (const Machine* cluster = d.state().cluster(operation->cluster))
        stopped.insert(cluster->id);
    for (const MachineId id : stopped) {
        const Machine& machine = *d.machine(id);
        // An abort starts nothing again, nor does a replacement, but a release that failed.
        const bool givenUp = (operation->aborting || operation->replaced(id)) && !isLeaving(machine);
        if (machine.sequence.runnable() || machine.lock.locked || givenUp)
            continue;
        retrySequence(d, {id, {}}, why);
        ++retried;
    }
    if (const WorkOrder* order = d.order(operation->order);
        order && !order->sequence.runnable() && !d.machine(order->target)->lock.locked) {
        retrySequence(d, {order->target, order->id}, why);
        ++retried;
    }
    // A work order that failed is not resumed (single-shot): the step makes a new one.
    if (operation->orderState == WorkOrderState::Failed || operation->orderState == WorkOrderState::Cancelled)
        forgetOrder(d, operation->id);
    retried += retryDrains(d, *operation);
    retried += replaceDeparted(d, *d.state().find<Operation>(operation->id));
    return Receipt{0,
                   operation->id,
                   {},
                   u"%1 goes on, %2 made runnable again"_s.arg(operation->id.toString()).arg(retried)};
}

Result<Receipt> decideCommand(Decider& d, const Commands::AbortOperation& command)
{
    const Result<Operation> operation = unlockedOperation(d, command.operation);
    if (!operation)
        return tl::make_unexpected(operation.error());
    if (operation->aborting)
        return Receipt{0, operation->id, {}, u"%1 is being aborted already"_s.arg(operation->id.toString())};
    // Nothing has been done yet: what bears the cluster's name may be another operation's.
    if (operation->step == 0) {
        setOperationState(d, *operation, OperationState::Aborted,
                          {u"aborted"_s, u"aborted before it began"_s, {}, {}});
        return Receipt{0, operation->id, {}, u"%1 aborted before it began"_s.arg(operation->id.toString())};
    }
    const AbortRest rest = abortRest(d.state(), *operation);
    beginAbort(d, operation->id, command.keep, d.reason,
               {{},
                u"aborted by %1%2"_s.arg(d.actor(), d.reason.isEmpty() ? QString() : u": "_s + d.reason),
                {},
                {}});
    QStringList parts{u"%1 members stay"_s.arg(rest.stay)};
    if (rest.unready > 0)
        parts.append(command.keep ? u"%1 are kept on hold"_s.arg(rest.unready)
                                  : u"%1 are released"_s.arg(rest.unready));
    if (rest.released > 0)
        parts.append(u"%1 are on their way out already"_s.arg(rest.released));
    return Receipt{0,
                   operation->id,
                   {},
                   u"%1 is being aborted: %2"_s.arg(operation->id.toString(), parts.join(u", "_s))};
}

} // namespace Drover
