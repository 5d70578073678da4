#include "ui/text/modelwordstext.h"

#include "ui/text/statustext.h"
#include "ui/text/words.h"

#include <QCoreApplication>
#include <QHash>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

struct ColumnWords
{
    Q_DECLARE_TR_FUNCTIONS(Drover::Columns)
};

QString headingText(const char* key)
{
    static const QHash<QByteArray, QString> headings{
        {"clusters.name", ColumnWords::tr("Name")},
        {"clusters.state", ColumnWords::tr("State")},
        {"clusters.stage", ColumnWords::tr("Stage")},
        {"clusters.progress", ColumnWords::tr("Progress")},
        {"clusters.ready", ColumnWords::tr("Ready / Desired")},
        {"clusters.mode", ColumnWords::tr("Mode")},
        {"clusters.version", ColumnWords::tr("Version")},
        {"clusters.health", ColumnWords::tr("Health")},
        {"clusters.activity", ColumnWords::tr("Last activity")},
        {"machines.name", ColumnWords::tr("Name")},
        {"machines.role", ColumnWords::tr("Role")},
        {"machines.cluster", ColumnWords::tr("Cluster")},
        {"machines.pool", ColumnWords::tr("Pool")},
        {"machines.status", ColumnWords::tr("Pool status")},
        {"machines.state", ColumnWords::tr("State")},
        {"machines.stage", ColumnWords::tr("Stage")},
        {"machines.health", ColumnWords::tr("Health")},
        {"machines.rack", ColumnWords::tr("Rack")},
        {"machines.address", ColumnWords::tr("Address")},
        {"machines.job", ColumnWords::tr("Last job")},
        {"pools.name", ColumnWords::tr("Pool")},
        {"pools.machines", ColumnWords::tr("Machines")},
        {"pools.bar", ColumnWords::tr("Status of its machines")},
        {"pools.joining", ColumnWords::tr("Joining")},
        {"pools.free", ColumnWords::tr("Free")},
        {"pools.building", ColumnWords::tr("Building")},
        {"pools.inuse", ColumnWords::tr("InUse")},
        {"pools.destroying", ColumnWords::tr("Destroying")},
        {"pools.leaving", ColumnWords::tr("Leaving")},
        {"pools.hold", ColumnWords::tr("Hold*")},
        {"pools.minimum", ColumnWords::tr("Free min – max")},
        {"pools.least", ColumnWords::tr("at least %1")},
        {"pools.autofill", ColumnWords::tr("Auto-fill")},
        {"pools.autofill.off", ColumnWords::tr("Off")},
        {"pools.autofill.quiet", ColumnWords::tr("On, nothing to do")},
        {"pools.autofill.short", ColumnWords::tr("On, short by %1")},
        {"transition.action", ColumnWords::tr("Action")},
        {"transition.workflow", ColumnWords::tr("Workflow")},
        {"transition.profiles", ColumnWords::tr("Profiles")},
        {"transition.params", ColumnWords::tr("Params")},
        {"transition.time", ColumnWords::tr("Median, now")},
        {"transition.enter", ColumnWords::tr("Enter")},
        {"transition.allocate", ColumnWords::tr("Allocate")},
        {"transition.release", ColumnWords::tr("Release")},
        {"transition.exit", ColumnWords::tr("Exit")},
        {"transition.none", ColumnWords::tr("none")},
        {"transition.at-once", ColumnWords::tr("at once")},
        {"transition.running", ColumnWords::tr("running")},
        {"allocations.time", ColumnWords::tr("Time")},
        {"allocations.for", ColumnWords::tr("For")},
        {"allocations.machine", ColumnWords::tr("Machine")},
        {"allocations.reason", ColumnWords::tr("Reason")},
        {"journal.seq", ColumnWords::tr("Seq")},
        {"journal.time", ColumnWords::tr("Time")},
        {"journal.actor", ColumnWords::tr("Actor")},
        {"journal.object", ColumnWords::tr("Object")},
        {"journal.event", ColumnWords::tr("Event")},
        {"journal.reason", ColumnWords::tr("Reason")},
        {"journal.cause", ColumnWords::tr("Cause")},
        {"orders.order", ColumnWords::tr("Order")},
        {"orders.blueprint", ColumnWords::tr("Blueprint")},
        {"orders.state", ColumnWords::tr("State")},
        {"orders.time", ColumnWords::tr("Time")},
        {"jobs.name", ColumnWords::tr("Task")},
        {"jobs.result", ColumnWords::tr("Result")},
        {"jobs.time", ColumnWords::tr("Time")},
        {"params.name", ColumnWords::tr("Param")},
        {"params.source", ColumnWords::tr("Source")},
    };
    return headings.value(key);
}

QString roleText(const RoleState& role)
{
    const QString ready = ColumnWords::tr("%1 of %2 ready").arg(role.ready).arg(role.desired);
    return role.failed > 0 ? ColumnWords::tr("%1 · %n failed", nullptr, role.failed).arg(ready) : ready;
}

/// In a cell there is room for a word or two.
QString shortStateText(const StateFigure& figure)
{
    return figure.status == Status::WaitingForPerson ? ColumnWords::tr("Attention") : stateText(figure);
}

} // namespace

QString stateText(const StateFigure& figure)
{
    if (figure.status == Status::WaitingForPerson)
        return ColumnWords::tr("Needs attention");
    if (figure.status == Status::AtGate && figure.whole > 0)
        return ColumnWords::tr("Gate %1/%2").arg(figure.part).arg(figure.whole);
    if (figure.status == Status::Retrying && figure.part > 0)
        return figure.whole > 0 ? ColumnWords::tr("Retry %1/%2").arg(figure.part).arg(figure.whole)
                                : ColumnWords::tr("Retry %1").arg(figure.part);
    return statusText(figure.status);
}

ModelWords modelWords()
{
    return {.state = &shortStateText,
            .age = [](Duration age) { return ageText(age); },
            .duration = [](Duration duration) { return durationText(duration); },
            .count = [](qint64 number) { return countText(number); },
            .of = [](qint64 part, qint64 whole) { return ofText(part, whole); },
            .attempt = [](int number) { return ColumnWords::tr("Attempt %1").arg(number); },
            .members =
                [](int count) {
                    return pluralText(count, ColumnWords::tr("1 member"), ColumnWords::tr("%1 members"));
                },
            .role = &roleText,
            .name = &headingText};
}

} // namespace Drover
