#include "engine/decide/commandrules.h"

#include "engine/content/params.h"
#include "engine/content/reserved.h"
#include "engine/operations/machinelayers.h"

namespace Drover {

using namespace Qt::StringLiterals;

namespace {

/// The machines, clusters or brokers that get an order, none twice.
Result<QList<const Machine*>> targetsOf(const Decider& d, const Commands::CreateWorkOrder& command)
{
    QList<const Machine*> targets;
    const QStringList names = command.targets.isEmpty() ? QStringList{command.target} : command.targets;
    for (const QString& name : names) {
        const Result<const Machine*> target = namedMachine(d, name);
        if (!target)
            return tl::make_unexpected(target.error());
        if (!targets.contains(*target))
            targets.append(*target);
    }
    if (!command.eachMember)
        return targets;
    const Machine& cluster = *targets.first();
    if (cluster.kind != MachineKind::Cluster)
        return fail(u"not-a-cluster"_s, u"%1 has no members"_s.arg(objectOf(cluster)),
                    u"leave out --each-member"_s, objectOf(cluster));
    targets = membersInOrder(d.state(), d.content(), cluster.name);
    if (targets.isEmpty())
        return fail(u"no-members"_s, u"cluster %1 has no members"_s.arg(cluster.name), {}, objectOf(cluster));
    return targets;
}

} // namespace

Result<Receipt> decideCommand(Decider& d, const Commands::CreateWorkOrder& command)
{
    const Result<QList<const Machine*>> targets = targetsOf(d, command);
    if (!targets)
        return tl::make_unexpected(targets.error());
    const BlueprintDef* blueprint = d.content().blueprint(command.blueprint);
    if (const QString why = blueprint ? reservedBecause(*blueprint) : QString(); !why.isEmpty())
        return fail(u"blueprint-reserved"_s,
                    u"blueprint %1 is the engine's own: %2"_s.arg(command.blueprint, why),
                    u"others are: "_s + openBlueprints(d.content()).join(u", "_s),
                    u"blueprint "_s + command.blueprint);
    if (const Result<> fits = checkValues(d.content(), command.params); !fits)
        return tl::make_unexpected(fits.error());
    Receipt receipt;
    for (const Machine* target : *targets) {
        if (target->draining)
            return fail(
                u"draining"_s, u"%1 is being drained and takes no new work"_s.arg(objectOf(*target)),
                u"wait for the operation that takes cluster %1 apart, or abort it"_s.arg(target->cluster),
                objectOf(*target));
        const Result<WorkOrderId> order = createOrder(d, *target, command.blueprint, command.params);
        if (!order)
            return tl::make_unexpected(order.error());
        receipt.workOrders.append(*order);
    }
    receipt.workOrder = receipt.workOrders.first();
    const qsizetype count = receipt.workOrders.size();
    receipt.note = count == 1 ? u"work order %1 queued"_s.arg(receipt.workOrder.toString())
                              : u"%1 work orders queued: %2 to %3"_s.arg(count).arg(
                                    receipt.workOrder.toString(), receipt.workOrders.last().toString());
    return receipt;
}

Result<Receipt> decideCommand(Decider& d, const Commands::CancelWorkOrder& command)
{
    const WorkOrder* order = d.order(command.workOrder);
    if (!order)
        return fail(u"work-order-unknown"_s,
                    u"there is no open work order %1"_s.arg(command.workOrder.toString()),
                    u"see: drover get work-orders"_s, u"work-order "_s + command.workOrder.toString());
    if (const Machine* target = d.machine(order->target); target && target->lock.locked)
        return tl::make_unexpected(lockedError(*target));
    if (order->operation.isSet())
        return fail(
            u"driven"_s,
            u"%1 carries a step of %2"_s.arg(command.workOrder.toString(), order->operation.toString()),
            u"pause or abort the operation"_s);
    const QString why = d.reason.isEmpty() ? u"cancelled by "_s + d.actor() : d.reason;
    if (const Job* job = d.state().find<Job>(order->sequence.job)) {
        cancelJob(d, *job, why);
        return Receipt{0, {}, {}, u"%1 is being cancelled"_s.arg(command.workOrder.toString())};
    }
    endOrder(d, *order, WorkOrderState::Cancelled, why);
    return Receipt{0, {}, {}, u"%1 cancelled"_s.arg(command.workOrder.toString())};
}

} // namespace Drover
