#include "models/bulkrules.h"

#include "engine/core/transitions.h"
#include "models/commandtext.h"

using namespace Qt::StringLiterals;

namespace Drover {

BulkHindrance bulkHindrance(const Machine& machine, BulkVerb verb)
{
    const bool locked = machine.lock.locked;
    if (verb == BulkVerb::Unlock)
        return locked ? BulkHindrance::None : BulkHindrance::NotLocked;
    if (locked)
        return BulkHindrance::Locked;
    switch (verb) {
    case BulkVerb::Lock:
    case BulkVerb::Unlock:
        return BulkHindrance::None;
    case BulkVerb::Retry:
        return machine.sequence.runnable() ? BulkHindrance::NothingToRetry : BulkHindrance::None;
    case BulkVerb::Return:
        return machine.isMember()             ? BulkHindrance::IsMember
               : !isHeld(machine.poolStatus)  ? BulkHindrance::NotHeld
               : machine.sequence.job.isSet() ? BulkHindrance::Busy
                                              : BulkHindrance::None;
    case BulkVerb::RunWorkflow:
        return machine.isMember()             ? BulkHindrance::IsMember
               : machine.workOrderMode        ? BulkHindrance::TakesWorkOrders
               : machine.sequence.job.isSet() ? BulkHindrance::Busy
                                              : BulkHindrance::None;
    case BulkVerb::RunBlueprint:
        return !machine.workOrderMode ? BulkHindrance::TakesWorkflows
               : machine.draining     ? BulkHindrance::Draining
                                      : BulkHindrance::None;
    case BulkVerb::Delete:
        return machine.isMember()             ? BulkHindrance::IsMember
               : machine.poolAllocated        ? BulkHindrance::InUse
               : machine.sequence.job.isSet() ? BulkHindrance::Busy
                                              : BulkHindrance::None;
    }
    Q_UNREACHABLE();
}

std::array<BulkOutlook, BulkVerbCount> bulkOutlooks(const Replica& replica, const QList<MachineId>& machines)
{
    std::array<BulkOutlook, BulkVerbCount> outlooks{};
    for (const MachineId& id : machines) {
        const Machine* machine = replica.machine(id);
        for (int verb = 0; machine && verb < BulkVerbCount; ++verb) {
            BulkOutlook& outlook = outlooks[std::size_t(verb)];
            const BulkHindrance hindrance = bulkHindrance(*machine, BulkVerb(verb));
            if (hindrance == BulkHindrance::None)
                ++outlook.possible;
            else
                ++outlook.leftOut[std::size_t(hindrance)];
        }
    }
    return outlooks;
}

QString bulkCommandLine(BulkVerb verb, const QString& machine, const QString& reason, const BulkRun& run)
{
    const auto line = [&](const char* word) {
        QString text = u"drover machine %1 %2"_s.arg(QLatin1StringView(word), machine);
        if (!reason.isEmpty())
            text += u" --reason '%1'"_s.arg(QString(reason).replace(u'\'', u"'\\''"_s));
        return text;
    };
    switch (verb) {
    case BulkVerb::Retry:
        return line("retry");
    case BulkVerb::Return:
        return line("return");
    case BulkVerb::Lock:
        return run.until.isSet() ? line("lock") + u" --until "_s + run.until.toString() : line("lock");
    case BulkVerb::Unlock:
        return line("unlock");
    case BulkVerb::Delete:
        return line("delete");
    case BulkVerb::RunBlueprint:
        return commandText(Commands::CreateWorkOrder{machine, run.name, run.params, false, {}}, reason,
                           run.secrets);
    case BulkVerb::RunWorkflow:
        return {};
    }
    Q_UNREACHABLE();
}

} // namespace Drover
