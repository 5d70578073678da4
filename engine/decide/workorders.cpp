#include "engine/decide/commandrules.h"

#include "engine/content/expansion.h"
#include "engine/content/nearest.h"
#include "engine/content/reserved.h"

namespace Drover {

using namespace Qt::StringLiterals;

Result<WorkOrderId> createOrder(Decider& d, const Machine& target, const QString& blueprint,
                                const QJsonObject& params, OperationId operation)
{
    const QString object = enumText(target.kind) + u' ' + target.name;
    if (!d.content().blueprint(blueprint))
        return fail(u"blueprint-unknown"_s, u"there is no blueprint “%1”"_s.arg(blueprint),
                    suggestion(blueprint, openBlueprints(d.content())), object);
    if (!target.workOrderMode)
        return fail(u"not-in-work-order-mode"_s, u"%1 is not in work-order mode"_s.arg(object),
                    u"wait until its workflow is complete"_s, object);
    if (target.lock.locked)
        return tl::make_unexpected(lockedError(target));
    WorkOrder order;
    order.id = WorkOrderId{d.state().ledger().lastWorkOrder + 1};
    order.target = target.id;
    order.targetName = target.name;
    order.blueprint = blueprint;
    order.params = params;
    order.operation = operation;
    order.created = d.now();
    const WorkOrderId id = order.id;
    d.record(Events::WorkOrderCreated{std::move(order)});
    return id;
}

void pickUp(Decider& d, MachineId id)
{
    const Machine* machine = d.machine(id);
    const auto orders = d.state().openOrders().find(id);
    if (!machine || orders == d.state().openOrders().end() || !machine->workOrderMode || machine->lock.locked)
        return;
    const int most = std::max(1, d.param({id, {}}, u"max-work-orders"_s).toInt(1));
    int running = 0;
    QList<WorkOrderId> waiting;
    for (const WorkOrderId order : orders->second) {
        if (d.order(order)->state == WorkOrderState::Created)
            waiting.append(order);
        else
            ++running;
    }
    for (const WorkOrderId orderId : waiting) {
        if (running >= most)
            return;
        const WorkOrder order = *d.order(orderId);
        const Operation* carried = d.state().find<Operation>(order.operation);
        if (carried && carried->state == OperationState::Paused)
            continue; // it is looked at again when the operation goes on
        // Bound only now: an edit of the blueprint before this moment counts, one after it does not.
        const BlueprintDef* blueprint = d.content().blueprint(order.blueprint);
        if (!blueprint) {
            endOrder(d, order, WorkOrderState::Cancelled, u"blueprint %1 is gone"_s.arg(order.blueprint));
            continue;
        }
        const Result<QStringList> tasks = expandEntries(d.content(), blueprint->tasks);
        if (!tasks) {
            endOrder(d, order, WorkOrderState::Cancelled, tasks.error().text);
            continue;
        }
        QJsonObject params = blueprint->params;
        for (auto it = order.params.constBegin(); it != order.params.constEnd(); ++it)
            params.insert(it.key(), it.value());
        d.record(Events::WorkOrderStarted{orderId, *tasks, params, blueprint->profiles});
        ++running;
    }
}

void endOrder(Decider& d, const WorkOrder& order, WorkOrderState state, const QString& reason)
{
    const WorkOrder ended = order;
    d.record(Events::WorkOrderEnded{ended.id, state, reason});
    noteDrained(d, ended, state, reason);
}

void setWorkOrderMode(Decider& d, const Machine& machine, bool on, const QString& reason)
{
    if (machine.workOrderMode != on)
        d.record(Events::WorkOrderModeChanged{machine.id, on, reason});
}

} // namespace Drover
