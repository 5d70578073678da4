#include "ui/text/bulktext.h"

#include "ui/text/words.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

struct BulkWords
{
    Q_DECLARE_TR_FUNCTIONS(Drover::BulkDialog)
};

QString countOf(BulkHindrance hindrance, const QString& count)
{
    switch (hindrance) {
    case BulkHindrance::None:
        return {};
    case BulkHindrance::Locked:
        return BulkWords::tr("locked: %1").arg(count);
    case BulkHindrance::NotLocked:
        return BulkWords::tr("not locked: %1").arg(count);
    case BulkHindrance::NothingToRetry:
        return BulkWords::tr("not stopped: %1").arg(count);
    case BulkHindrance::IsMember:
        return BulkWords::tr("members of a cluster: %1").arg(count);
    case BulkHindrance::NotHeld:
        return BulkWords::tr("not on hold: %1").arg(count);
    case BulkHindrance::InUse:
        return BulkWords::tr("allocated: %1").arg(count);
    case BulkHindrance::Busy:
        return BulkWords::tr("running a job: %1").arg(count);
    case BulkHindrance::TakesWorkOrders:
        return BulkWords::tr("in work-order mode: %1").arg(count);
    case BulkHindrance::TakesWorkflows:
        return BulkWords::tr("in workflow mode: %1").arg(count);
    case BulkHindrance::Draining:
        return BulkWords::tr("being drained: %1").arg(count);
    }
    Q_UNREACHABLE();
}

} // namespace

QString bulkTitle(BulkVerb verb, int machines)
{
    const QString count = pluralText(machines, BulkWords::tr("1 machine"), BulkWords::tr("%1 machines"));
    switch (verb) {
    case BulkVerb::Retry:
        return BulkWords::tr("Retry %1").arg(count);
    case BulkVerb::Return:
        return BulkWords::tr("Return %1").arg(count);
    case BulkVerb::Lock:
        return BulkWords::tr("Lock %1").arg(count);
    case BulkVerb::Unlock:
        return BulkWords::tr("Unlock %1").arg(count);
    case BulkVerb::RunWorkflow:
        return BulkWords::tr("Run a workflow on %1").arg(count);
    case BulkVerb::RunBlueprint:
        return BulkWords::tr("Run a blueprint on %1").arg(count);
    case BulkVerb::Delete:
        return BulkWords::tr("Delete %1").arg(count);
    }
    Q_UNREACHABLE();
}

QString bulkWord(BulkVerb verb)
{
    switch (verb) {
    case BulkVerb::Retry:
        return BulkWords::tr("Retry…");
    case BulkVerb::Return:
        return BulkWords::tr("Return…");
    case BulkVerb::Lock:
        return BulkWords::tr("Lock…");
    case BulkVerb::Unlock:
        return BulkWords::tr("Unlock…");
    case BulkVerb::RunWorkflow:
        return BulkWords::tr("Run workflow…");
    case BulkVerb::RunBlueprint:
        return BulkWords::tr("Run blueprint…");
    case BulkVerb::Delete:
        return BulkWords::tr("Delete…");
    }
    Q_UNREACHABLE();
}

QString bulkMeaning(BulkVerb verb)
{
    switch (verb) {
    case BulkVerb::Retry:
        return BulkWords::tr(
            "The task that stopped each of them is tried once more, its retries counted afresh.");
    case BulkVerb::Return:
        return BulkWords::tr(
            "The transition that each is held in runs again; it becomes Free when that ends well.");
    case BulkVerb::Lock:
        return BulkWords::tr(
            "What runs on them ends normally; nothing new starts, every command but unlock is refused.");
    case BulkVerb::Unlock:
        return BulkWords::tr("They take commands again, and what waits for them goes on.");
    case BulkVerb::RunWorkflow:
        return BulkWords::tr("Each starts the workflow's first task; what was left of another list is gone.");
    case BulkVerb::RunBlueprint:
        return BulkWords::tr("A work order on each; it takes its turn in the machine’s queue.");
    case BulkVerb::Delete:
        return BulkWords::tr("They are forgotten, with their params. Nothing is changed on the machines "
                             "themselves; an import brings them back as new.");
    }
    Q_UNREACHABLE();
}

QString hindranceText(BulkHindrance hindrance, BulkVerb verb)
{
    switch (hindrance) {
    case BulkHindrance::None:
        return {};
    case BulkHindrance::Locked:
        return verb == BulkVerb::Lock ? BulkWords::tr("is locked already")
                                      : BulkWords::tr("is locked: unlock it first");
    case BulkHindrance::NotLocked:
        return BulkWords::tr("is not locked");
    case BulkHindrance::NothingToRetry:
        return BulkWords::tr("has not stopped");
    case BulkHindrance::IsMember:
        return BulkWords::tr("is a member: destroy or resize its cluster");
    case BulkHindrance::NotHeld:
        return BulkWords::tr("is not on hold");
    case BulkHindrance::InUse:
        return BulkWords::tr("is allocated: return it first");
    case BulkHindrance::Busy:
        return BulkWords::tr("runs a job: wait for it or cancel it");
    case BulkHindrance::TakesWorkOrders:
        return BulkWords::tr("is in work-order mode: run a blueprint on it");
    case BulkHindrance::TakesWorkflows:
        return BulkWords::tr("is in workflow mode: its workflow has not ended, or it has none");
    case BulkHindrance::Draining:
        return BulkWords::tr("is being drained and takes no new work");
    }
    Q_UNREACHABLE();
}

QString outlookText(const BulkOutlook& outlook, BulkVerb verb)
{
    QStringList leftOut;
    for (int i = 1; i < BulkHindranceCount; ++i) {
        if (const int count = outlook.leftOut[std::size_t(i)])
            leftOut.append(countOf(BulkHindrance(i), countText(count)));
    }
    if (outlook.possible == 0)
        return BulkWords::tr("Nothing to do. Left out: %1").arg(leftOut.join(u", "_s));
    const QString title = bulkTitle(verb, outlook.possible);
    return leftOut.isEmpty() ? title : BulkWords::tr("%1. Left out: %2").arg(title, leftOut.join(u", "_s));
}

QString bulkResultText(const BulkItem& item, BulkVerb verb, bool started)
{
    switch (item.state) {
    case BulkState::Waiting:
        return started ? BulkWords::tr("waits") : BulkWords::tr("will be done");
    case BulkState::LeftOut:
        return BulkWords::tr("left out: %1").arg(hindranceText(item.hindrance, verb));
    case BulkState::Sent:
        return BulkWords::tr("sent…");
    case BulkState::Done:
        return BulkWords::tr("done");
    case BulkState::Refused:
        return u"%1 %2"_s.arg(item.error.text, item.error.remedy).trimmed();
    }
    Q_UNREACHABLE();
}

} // namespace Drover
