#include "app/cli/waiting.h"

#include "app/cli/documents.h"
#include "app/cli/texttable.h"
#include "engine/core/transitions.h"
#include "models/memberstate.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int barWidth = 24;

QString operationName(const Operation& operation)
{
    return u"%1 %2 %3"_s.arg(operation.id.toString(), enumText(operation.kind), operation.cluster);
}

/// What happens now, in the plan's words.
QString currentStep(const Replica& replica, const Operation& operation)
{
    const Plan* plan = replica.plan(operation.id);
    if (!plan || operation.step < 0 || operation.step >= plan->steps.size())
        return {};
    const PlanStep& step = plan->steps.at(operation.step);
    return step.text.isEmpty() ? enumText(step.kind) : step.text;
}

QString barText(const Replica& replica, const Operation& operation)
{
    const int total = std::max(operation.total, 1);
    const int filled = std::clamp(operation.done * barWidth / total, 0, barWidth);
    const Instant now = replica.figures().now;
    const double seconds = operation.started.isSet() && now > operation.started
                               ? double((now - operation.started).count()) / 1000
                               : 0;
    return u"%1 [%2%3] %4/%5 %6  %7"_s.arg(operationName(operation), QString(filled, u'#'),
                                           QString(barWidth - filled, u'.'), QString::number(operation.done),
                                           QString::number(operation.total), enumText(operation.state),
                                           secondsText(seconds)) +
           u"  "_s + currentStep(replica, operation);
}

QString lineText(const Replica& replica, const Operation& operation)
{
    QString line = u"%1: %2 %3/%4"_s.arg(operationName(operation), enumText(operation.state),
                                         QString::number(operation.done), QString::number(operation.total));
    const QString step = currentStep(replica, operation);
    if (operation.isOpen() && !step.isEmpty())
        line += u", "_s + step;
    return line;
}

/// The members and the cluster object that stand still, each with its reason.
QStringList stoppedParts(const Replica& replica, const QString& cluster)
{
    QStringList lines;
    const auto tell = [&](const Machine& machine) {
        const bool held = machine.kind == MachineKind::Machine && isHeld(machine.poolStatus);
        if (!held && machine.sequence.stop == Stop::None)
            return;
        QString line = u"%1 %2: "_s.arg(enumText(machine.kind), machine.name);
        line += held ? enumText(machine.poolStatus) : enumText(machine.sequence.stop);
        if (!machine.sequence.stopReason.isEmpty())
            line += u", "_s + machine.sequence.stopReason;
        lines.append(line);
    };
    if (const Machine* object = replica.cluster(cluster))
        tell(*object);
    QList<const Machine*> members;
    for (const MachineId id : replica.members(cluster))
        members.append(replica.machine(id));
    std::ranges::sort(members, {}, [](const Machine* member) { return naturalKey(member->name); });
    for (const Machine* member : std::as_const(members))
        tell(*member);
    return lines;
}

ExitCode tellEnd(Session& session, const Replica& replica, const Operation& operation, OperationState wanted)
{
    session.terminal().print(Documents::operation(operation), [&] {
        return operationName(operation) + u": "_s + enumText(operation.state) + u'\n';
    });
    if (operation.state == wanted)
        return ExitCode::Done;
    // The reasons are not a note: they are the answer, also when quiet.
    QStringList lines = stoppedParts(replica, operation.cluster);
    if (!operation.why.text.isEmpty())
        lines.prepend(operation.why.text);
    if (lines.isEmpty())
        lines.append(u"%1 is %2"_s.arg(operationName(operation), enumText(operation.state)));
    QString remedy;
    if (operation.state == OperationState::NeedsAttention)
        remedy =
            u"see `drover get jobs --cluster %1`, then `drover operation retry %2` or `drover operation abort %2`"_s
                .arg(operation.cluster, operation.id.toString());
    session.terminal().refuse(Error{u"operation-"_s + enumText(operation.state), lines.join(u'\n'), remedy,
                                    u"operation "_s + operation.id.toString()});
    return ExitCode::Failed;
}

/// The operation as of `afterSeq` or later; nothing while the news have not come that far. It is looked for
/// in the history too: it may have ended before we began to listen.
Result<std::optional<Operation>> operationAt(Session& session, const Replica& replica, OperationId id,
                                             qint64 afterSeq)
{
    if (session.seq() < afterSeq)
        return std::nullopt;
    if (const Operation* known = replica.operation(id))
        return *known;
    const auto history = session.ask<Answers::Operations>(Queries::FindOperations{});
    if (!history)
        return tl::make_unexpected(history.error());
    for (const Operation& operation : history->operations) {
        if (operation.id == id)
            return operation;
    }
    return std::nullopt;
}

bool isOver(const Operation& operation)
{
    return !operation.isOpen() || operation.state == OperationState::NeedsAttention;
}

} // namespace

ExitCode waitForOperation(Session& session, OperationId id, qint64 afterSeq, OperationState wanted)
{
    Terminal& terminal = session.terminal();
    const auto replica = session.replica();
    if (!replica)
        return terminal.refuse(replica.error());
    session.beginWork();
    QString shown;
    QString trouble;
    for (;;) {
        const int before = session.news();
        if (const QString now = (*replica)->figures().trouble; now != trouble) {
            trouble = now;
            // An engine of our own has said it in the log.
            if (!session.ownsEngine())
                terminal.note(now.isEmpty() ? u"the database can be written again"_s
                                            : u"the engine refuses changes and tries again: "_s + now);
        }
        const auto operation = operationAt(session, **replica, id, afterSeq);
        if (!operation)
            return terminal.refuse(operation.error());
        if (*operation) {
            const QString line = lineText(**replica, **operation);
            if (terminal.screen().isTerminal)
                terminal.redraw(barText(**replica, **operation));
            else if (line != shown)
                terminal.note(line);
            shown = line;
            if (isOver(**operation))
                break;
        }
        if (const auto came = session.waitUntil([&] { return session.news() != before; }); !came)
            return terminal.refuse(came.error());
    }
    terminal.endRedraw();
    if (const auto settled = session.settle(); !settled)
        return terminal.refuse(settled.error());
    const auto last = operationAt(session, **replica, id, afterSeq);
    if (!last)
        return terminal.refuse(last.error());
    return tellEnd(session, **replica, last->value_or(Operation()), wanted);
}

QString acceptedNote()
{
    return u"accepted; runs when a console or `drover serve` is open"_s;
}

ExitCode reportOperation(Session& session, const Receipt& receipt, const QString& what)
{
    Terminal& terminal = session.terminal();
    const auto replica = session.replica();
    if (!replica)
        return terminal.refuse(replica.error());
    if (const auto there = session.waitUntil([&] { return session.seq() >= receipt.seq; }); !there)
        return terminal.refuse(there.error());
    const auto operation = operationAt(session, **replica, receipt.operation, receipt.seq);
    if (!operation)
        return terminal.refuse(operation.error());
    if (*operation)
        terminal.print(Documents::operation(**operation), [&] {
            const bool isNamed = what.startsWith(receipt.operation.toString());
            return (isNamed ? what : operationName(**operation) + u": "_s + what) + u'\n';
        });
    if (session.ownsEngine())
        terminal.note(acceptedNote());
    return ExitCode::Done;
}

} // namespace Drover
