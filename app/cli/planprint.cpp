#include "app/cli/planprint.h"

#include "app/cli/texttable.h"

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

QString severityWord(Severity severity)
{
    switch (severity) {
    case Severity::Info:
        return u"ok"_s;
    case Severity::Warn:
        return u"WARN"_s;
    case Severity::Block:
        return u"BLOCK"_s;
    }
    return {};
}

QString indented(const QString& table)
{
    QString out;
    const QStringList lines = table.split(u'\n', Qt::SkipEmptyParts);
    for (const QString& line : lines)
        out += u"  "_s + line + u'\n';
    return out;
}

QString planMachineTable(const QList<PlanMachine>& machines)
{
    QJsonArray rows;
    for (const PlanMachine& machine : machines)
        rows.append(QJsonObject{{u"machine"_s, machine.name},
                                {u"member"_s, machine.member},
                                {u"role"_s, machine.role},
                                {u"rack"_s, machine.rack},
                                {u"reason"_s, machine.reason}});
    return indented(tableText({columnOf(u"MACHINE"_s, u"machine"_s), columnOf(u"MEMBER"_s, u"member"_s),
                               columnOf(u"ROLE"_s, u"role"_s), columnOf(u"RACK"_s, u"rack"_s),
                               columnOf(u"REASON"_s, u"reason"_s)},
                              rows));
}

/// Who can be counted on once the step is done.
QString standing(const PlanStep& step)
{
    if (step.available < 0)
        return {};
    QStringList parts{u"%1 available"_s.arg(step.available)};
    for (auto it = step.voters.constBegin(); it != step.voters.constEnd(); ++it)
        parts.append(u"%1 %2 vote"_s.arg(*it).arg(it.key()));
    return u"  → "_s + parts.join(u", "_s);
}

} // namespace

QString planText(const Plan& plan)
{
    QString out = u"plan %1: %2 %3, %4\n"_s.arg(plan.id, enumText(plan.request.kind), plan.request.cluster,
                                                plan.allowed ? u"allowed"_s : u"BLOCKED"_s);
    if (!plan.checks.isEmpty())
        out += u"\nchecks\n"_s;
    for (const PlanCheck& check : plan.checks)
        out += u"  %1  %2\n"_s.arg(severityWord(check.severity).leftJustified(5), check.text);
    if (!plan.steps.isEmpty())
        out += u"\nsteps\n"_s;
    int number = 0;
    for (const PlanStep& step : plan.steps) {
        out += u"  %1  %2"_s.arg(QString::number(++number).rightJustified(2),
                                 step.text.isEmpty() ? enumText(step.kind) : step.text);
        out += step.by.isEmpty() ? QString() : u"  (%1)"_s.arg(step.by);
        out += standing(step) + u'\n';
    }
    if (!plan.add.isEmpty())
        out += u"\nadds %1\n"_s.arg(plan.add.size()) + planMachineTable(plan.add);
    if (!plan.remove.isEmpty())
        out += u"\nremoves %1\n"_s.arg(plan.remove.size()) + planMachineTable(plan.remove);
    for (const PlanGate& gate : plan.gates)
        out += u"\ngate %1: %2 of %3 %4 hold back %5\n"_s.arg(gate.name, QString::number(gate.needed),
                                                              QString::number(gate.counted), gate.role,
                                                              gate.waitingRoles.join(u", "_s));
    for (const PlanQuorum& quorum : plan.quorum)
        out += u"\nquorum %1: %2 voters need %3, lowest %4\n"_s.arg(
            quorum.role, QString::number(quorum.voters), QString::number(quorum.quorum),
            QString::number(quorum.lowest));
    if (plan.predictedP50.count() > 0)
        out += u"\ntakes about %1 (%2 to %3)\n"_s.arg(secondsText(double(plan.predictedP50.count()) / 1000),
                                                      secondsText(double(plan.predictedP10.count()) / 1000),
                                                      secondsText(double(plan.predictedP90.count()) / 1000));
    return out;
}

} // namespace Drover
