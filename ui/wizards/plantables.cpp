#include "ui/wizards/plantables.h"

#include "models/roles.h"
#include "models/shortstage.h"
#include "models/status.h"
#include "ui/text/words.h"

using namespace Qt::StringLiterals;

namespace Drover {

QList<Fact> stepFacts(const Plan& plan, bool wrap)
{
    QList<Fact> facts;
    for (const PlanStep& step : plan.steps) {
        QString text = step.text.isEmpty() ? enumText(step.kind).replace(u'-', u' ') : step.text;
        text[0] = text.at(0).toUpper();
        facts.append({.key = u"step-%1"_s.arg(facts.size() + 1),
                      .label = QString::number(facts.size() + 1),
                      .value = text,
                      .wrap = wrap,
                      .hint = step.by.isEmpty()
                                  ? text
                                  : PlanMachineModel::tr("%1, carried by %2").arg(text, step.by)});
    }
    return facts;
}

void PlanMachineModel::setMachines(const QList<PlanMachine>& machines, const QStringList& fresh)
{
    if (machines == m_machines && fresh == m_fresh)
        return;
    // Another plan is another list; nothing is selected in it.
    beginResetModel();
    m_machines = machines;
    m_fresh = fresh;
    endResetModel();
}

int PlanMachineModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_machines.size());
}

int PlanMachineModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant PlanMachineModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const PlanMachine& machine = m_machines.at(index.row());
    const bool fresh = m_fresh.contains(machine.name);
    switch (role) {
    case Qt::DisplayRole:
        switch (Column(index.column())) {
        case Member:
            return machine.member.isEmpty() ? machine.role : machine.member;
        case Machine:
            return machine.name;
        case Rack:
            return machine.rack;
        case Reason:
            return fresh ? tr("New: %1").arg(machine.reason) : machine.reason;
        case ColumnCount:
            break;
        }
        return {};
    case Qt::ToolTipRole:
        return machine.reason;
    case KindRole:
        return index.column() == Member
                   ? QVariant(int(machine.votes ? RowKind::ControlPlane : RowKind::Worker))
                   : QVariant();
    case FigureRole:
        return index.column() == Machine || index.column() == Rack;
    case ToneRole:
        return fresh ? QVariant(int(Tone::Warn)) : QVariant();
    case DimRole:
        return index.column() == Reason;
    default:
        return {};
    }
}

QVariant PlanMachineModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case Member:
        return tr("Member");
    case Machine:
        return tr("Machine");
    case Rack:
        return tr("Rack");
    case Reason:
        return tr("Why this one");
    case ColumnCount:
        break;
    }
    return {};
}

void PlanStageModel::setPlan(const Plan& plan)
{
    beginResetModel();
    m_rows.clear();
    QList<PlanGate> gates = plan.gates;
    for (const PlanStage& stage : plan.stages) {
        // A gate stands before the first stage that only the roles behind it run.
        for (qsizetype i = 0; i < gates.size(); ++i) {
            if (gates.at(i).waitingRoles.contains(stage.runsOn)) {
                m_rows.append({{}, gates.takeAt(i), true});
                break;
            }
        }
        m_rows.append({stage, {}, false});
    }
    for (const PlanGate& gate : std::as_const(gates))
        m_rows.append({{}, gate, true});
    endResetModel();
}

int PlanStageModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int PlanStageModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant PlanStageModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Row& row = m_rows.at(index.row());
    const bool figure = index.column() == Tasks || index.column() == Jobs;
    switch (role) {
    case Qt::DisplayRole:
        if (row.isGate) {
            if (index.column() == Stage)
                return tr("%1, %2 of %3").arg(row.gate.name).arg(row.gate.needed).arg(row.gate.counted);
            return index.column() == RunsOn ? row.gate.role : QString();
        }
        switch (Column(index.column())) {
        case Stage:
            return shortStage(row.stage.stage);
        case RunsOn:
            return row.stage.runsOn;
        case Tasks:
            return countText(row.stage.tasks);
        case Jobs:
            return countText(row.stage.jobs);
        case ColumnCount:
            break;
        }
        return {};
    case Qt::ToolTipRole:
        return row.isGate ? tr("%1 waits here").arg(row.gate.waitingRoles.join(u", "_s))
                          : row.stage.workflow + u" › "_s + row.stage.stage;
    case Qt::TextAlignmentRole:
        return figure ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    case ToneRole:
        return row.isGate ? QVariant(int(Tone::Hold)) : QVariant();
    case FigureRole:
        return figure;
    case DimRole:
        return index.column() == RunsOn;
    default:
        return {};
    }
}

QVariant PlanStageModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section >= Tasks ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case Stage:
        return tr("Stage");
    case RunsOn:
        return tr("Runs on");
    case Tasks:
        return tr("Tasks");
    case Jobs:
        return tr("Jobs");
    case ColumnCount:
        break;
    }
    return {};
}

} // namespace Drover
