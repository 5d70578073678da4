#pragma once

#include "models/wizards/plancontroller.h"
#include "ui/widgets/factgrid.h"

#include <QAbstractTableModel>

namespace Drover {

/// The machines of a plan with the reason why each was chosen. Filled anew with each plan; UI thread.
class PlanMachineModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Member, Machine, Rack, Reason, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;

    /// `fresh`: machines that were not in the plan that was approved.
    void setMachines(const QList<PlanMachine>& machines, const QStringList& fresh);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<PlanMachine> m_machines;
    QStringList m_fresh;
};

/// The steps of a plan, numbered, each with who carries it as its hint.
[[nodiscard]] QList<Fact> stepFacts(const Plan& plan, bool wrap);

/// The stages of a plan's expansion in order, gates where they hold something back. Filled anew with each
/// plan; UI thread.
class PlanStageModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Stage, RunsOn, Tasks, Jobs, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;

    void setPlan(const Plan& plan);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row
    {
        PlanStage stage;
        PlanGate gate;
        bool isGate = false;
    };
    QList<Row> m_rows;
};

} // namespace Drover
