#include "ui/text/fleettext.h"

#include "models/memberstate.h"
#include "models/shortstage.h"
#include "ui/text/modelwordstext.h"
#include "ui/text/statustext.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

struct FleetWords
{
    Q_DECLARE_TR_FUNCTIONS(Drover::FleetMap)
};

} // namespace

QString fleetStateText(FleetCellState state, const QStringList& versions)
{
    switch (state) {
        using enum FleetCellState;
    case InUse:
        return statusText(Status::InUse);
    case Free:
        return statusText(Status::Free);
    case Building:
        return statusText(Status::Building);
    case Updating:
        return statusText(Status::Updating);
    case Joining:
        return statusText(Status::Joining);
    case Destroying:
        return statusText(Status::Destroying);
    case Leaving:
        return statusText(Status::Leaving);
    case Hold:
        return FleetWords::tr("Hold*");
    case Failed:
        return statusText(Status::Failed);
    case Healthy:
        return statusText(Status::Healthy);
    case Degraded:
        return statusText(Status::Degraded);
    case Unhealthy:
        return statusText(Status::Unhealthy);
    case Unknown:
        return statusText(Status::Unknown);
    case Version1:
    case Version2:
    case Version3:
    case Version4:
        return versions.value(int(state) - int(Version1));
    case Version5:
        return FleetWords::tr("%1 and older").arg(versions.value(int(state) - int(Version1)));
    case NoVersion:
        return FleetWords::tr("No version");
    }
    Q_UNREACHABLE();
}

QString fleetGroupText(const FleetGroup& group, FleetGrouping grouping)
{
    if (!group.title.isEmpty())
        return group.title;
    return grouping == FleetGrouping::Rack ? FleetWords::tr("No rack") : FleetWords::tr("No site");
}

QStringList fleetMachineLines(const Replica& replica, const Machine& machine)
{
    const MemberState state = memberState(replica, machine);
    const QString status = statusText(statusOf(machine.poolStatus));
    QStringList lines;
    lines.append(machine.isMember()
                     ? FleetWords::tr("%1 in %2, role %3").arg(status, machine.cluster, machine.role)
                     : FleetWords::tr("%1 in pool %2").arg(status, machine.pool));
    if (!state.stage.isEmpty())
        lines.append(FleetWords::tr("Stage %1: %2").arg(shortStage(state.stage), stateText(state.state)));
    if (!machine.sequence.stopReason.isEmpty())
        lines.append(machine.sequence.stopReason);
    if (machine.lock.locked)
        lines.append(FleetWords::tr("Locked by %1: %2").arg(machine.lock.owner, machine.lock.reason));
    return lines;
}

QString fleetMachineSentence(const Replica& replica, const Machine& machine)
{
    QStringList parts;
    if (machine.isMember())
        parts.append(machine.memberName);
    parts.append(machine.name);
    if (machine.health != Health::Unknown)
        parts.append(statusText(statusOf(machine.health)));
    return (parts + fleetMachineLines(replica, machine)).join(u", "_s);
}

} // namespace Drover
