#include "app/cli/documents.h"
#include "app/cli/waiting.h"

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

QString line(const WorkOrder& order)
{
    return u"%1 %2 on %3: %4"_s.arg(order.id.toString(), order.blueprint, order.targetName,
                                    enumText(order.state)) +
           (order.reason.isEmpty() ? QString() : u", "_s + order.reason);
}

bool allEnded(const Replica& replica, const QList<WorkOrderId>& ids)
{
    return std::ranges::none_of(ids, [&replica](WorkOrderId id) {
        const WorkOrder* order = replica.workOrder(id);
        return order && order->isOpen();
    });
}

/// An order as it is now. Ended ones may have left the replica: the history has them.
Result<std::optional<WorkOrder>> orderOf(Session& session, const Replica& replica, WorkOrderId id)
{
    if (const WorkOrder* order = replica.workOrder(id))
        return *order;
    const auto history =
        session.ask<Answers::WorkOrders>(Queries::FindWorkOrders{{}, std::numeric_limits<int>::max()});
    if (!history)
        return tl::make_unexpected(history.error());
    const auto found = std::ranges::find(history->workOrders, id, &WorkOrder::id);
    return found == history->workOrders.end() ? std::nullopt : std::optional(*found);
}

} // namespace

ExitCode waitForOrders(Session& session, const Receipt& receipt)
{
    Terminal& terminal = session.terminal();
    const auto replica = session.replica();
    if (!replica)
        return terminal.refuse(replica.error());
    terminal.note(receipt.note);
    session.beginWork();
    const auto ended = session.waitUntil(
        [&] { return session.seq() >= receipt.seq && allEnded(**replica, receipt.workOrders); });
    if (!ended)
        return terminal.refuse(ended.error());
    if (const auto settled = session.settle(); !settled)
        return terminal.refuse(settled.error());
    QJsonArray documents;
    QStringList lines;
    QStringList unfinished;
    for (const WorkOrderId id : receipt.workOrders) {
        const auto order = orderOf(session, **replica, id);
        if (!order)
            return terminal.refuse(order.error());
        if (!*order)
            continue;
        documents.append(Documents::workOrder(**order));
        lines.append(line(**order));
        if ((*order)->state != WorkOrderState::Finished)
            unfinished.append(lines.last());
    }
    terminal.print(documents, [&] { return lines.join(u'\n') + u'\n'; });
    if (unfinished.isEmpty())
        return ExitCode::Done;
    terminal.refuse({u"work-orders-unfinished"_s,
                     unfinished.join(u'\n'),
                     u"see `drover get jobs --machine NAME` and `drover logs JOB`"_s,
                     {}});
    return ExitCode::Failed;
}

} // namespace Drover
