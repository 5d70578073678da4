#pragma once

#include "engine/api/engine.h"
#include "models/keyedtreemodel.h"
#include "models/modelwords.h"
#include "models/roles.h"
#include "models/textfilter.h"

#include <QTimer>
#include <array>

namespace Drover {

enum class WorkOrderScope { All, Open, Finished, Failed, Cancelled };
inline constexpr int WorkOrderScopeCount = int(WorkOrderScope::Cancelled) + 1;

enum class WorkOrderColumn { Order, Blueprint, Target, State, Progress, Age, Took, Operation, Reason };
inline constexpr int WorkOrderColumnCount = int(WorkOrderColumn::Reason) + 1;

/// One work order as shown.
struct WorkOrderRow
{
    WorkOrderId id;
    QString blueprint;
    QString target;
    QString targetKey; ///< empty when the target is gone
    RowKind targetKind = RowKind::Machine;
    Status state = Status::None;
    double progress = -1; ///< 0…1 while it runs
    Instant created;
    Instant started;
    Instant ended;
    OperationId operation;
    QString reason; ///< why it failed, was cancelled or does not go on
    bool operator==(const WorkOrderRow&) const = default;
};

/// Work orders as a list, open ones first, then those that ended, each newest first. Follows the replica; the
/// newest of the history are asked for once per snapshot. UI thread.
class WorkOrderModel : public KeyedTreeModel<WorkOrderRow>
{
    Q_OBJECT
public:
    WorkOrderModel(Engine& engine, const Replica& replica, ModelWords words, QObject* parent = nullptr);

    void setScope(WorkOrderScope scope);
    void setFilter(const TextFilter& filter);
    /// Orders in each scope, whatever the text filter hides.
    [[nodiscard]] int count(WorkOrderScope scope) const { return m_counts[std::size_t(scope)]; }
    /// Null when the index is none.
    [[nodiscard]] const WorkOrderRow* orderAt(const QModelIndex& index) const;

    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    static constexpr int historyKept = 1000; ///< ended ones that are listed

signals:
    void countsChanged();

private:
    void askHistory();
    void refresh();
    void tick();
    [[nodiscard]] WorkOrderRow rowOf(const WorkOrder& order) const;
    [[nodiscard]] bool matches(const WorkOrderRow& row) const;
    [[nodiscard]] QString text(const WorkOrderRow& row, WorkOrderColumn column) const;

    Engine& m_engine;
    const Replica& m_replica;
    ModelWords m_words;
    TextFilter m_filter;
    WorkOrderScope m_scope = WorkOrderScope::All;
    std::map<WorkOrderId, WorkOrder> m_past; ///< from the history; what the replica knows counts more
    std::array<int, WorkOrderScopeCount> m_counts{};
    int m_generation = 0;
    QTimer m_clock; ///< ages go on while nothing happens
};

} // namespace Drover
