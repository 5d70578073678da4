#pragma once

#include "engine/api/engine.h"
#include "models/keyedtreemodel.h"
#include "models/lists/sortcolumns.h"
#include "models/modelwords.h"
#include "models/roles.h"
#include "models/textfilter.h"

#include <QSet>
#include <QTimer>
#include <array>

namespace Drover {

enum class WorkOrderColumn { Order, Blueprint, State, Time };
inline constexpr int WorkOrderColumnCount = int(WorkOrderColumn::Time) + 1;
inline constexpr int WorkOrderStateCount = int(WorkOrderState::Cancelled) + 1;

/// How many orders are in each state; index is int(WorkOrderState).
using WorkOrderCounts = std::array<int, WorkOrderStateCount>;

/// A kind of target, a target, or one work order as shown.
struct WorkOrderRow
{
    enum class Kind : quint8 { Section, Target, Order };
    Kind kind = Kind::Order;
    RowKind targetKind = RowKind::None;
    QString name;      ///< of the target
    QString targetKey; ///< empty when the target is gone
    QString aside;     ///< of a target: where it stands
    WorkOrderCounts counts{};
    int targets = 0; ///< of a section
    WorkOrderId id;
    QString blueprint;
    Status state = Status::None;
    Instant created;
    Instant started;
    Instant ended;
    Instant asks; ///< an incomplete one: when it looks again
    QString reason;
    bool operator==(const WorkOrderRow&) const = default;
};

/// What the rows of work orders answer beside models/roles.h.
enum WorkOrderRole : int {
    OrderRowKindRole = Qt::UserRole + 500, ///< int(WorkOrderRow::Kind)
    OrderIdRole,                           ///< qint64, of orders
};

[[nodiscard]] Status statusOf(WorkOrderState state);

/// Work orders below their targets: clusters, then brokers, then machines; targets with open orders first; of
/// each the open orders, then those that ended, newest first, or as the columns say. Ended ones as far back
/// as `window`. Follows the replica; the newest of the history are asked for once per snapshot. UI thread.
class WorkOrderModel : public KeyedTreeModel<WorkOrderRow>, public SortsByColumns
{
    Q_OBJECT
public:
    WorkOrderModel(Engine& engine, const Replica& replica, ModelWords words,
                   std::function<QString(Instant)> clock, QObject* parent = nullptr);

    /// Only orders in these states.
    void setStates(const QSet<WorkOrderState>& states);
    /// Ended ones no longer ago; zero: however long.
    void setWindow(Duration window);
    void setFilter(const TextFilter& filter);
    /// The keys that a filter may have, and what the key's column holds just now.
    [[nodiscard]] static QStringList filterKeys();
    [[nodiscard]] QStringList valuesOf(const QString& key) const;
    /// The orders of each target; none: open ones first, then the newest.
    void setSortColumns(const SortColumns& columns) override;
    /// Orders in a state within the window, whatever filters hide.
    [[nodiscard]] int count(WorkOrderState state) const { return m_counts[std::size_t(state)]; }
    [[nodiscard]] int openCount() const;
    /// Orders that are listed.
    [[nodiscard]] int shown() const { return m_shown; }
    /// Null when the index is none.
    [[nodiscard]] const WorkOrderRow* rowOf(const QModelIndex& index) const
    {
        return index.isValid() ? &rowAt(index) : nullptr;
    }
    [[nodiscard]] QModelIndex indexOf(WorkOrderId order) const { return indexOfKey(order.toString()); }
    /// The order itself; null when it is not known.
    [[nodiscard]] const WorkOrder* order(WorkOrderId id) const;

    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    static constexpr int historyKept = 1000; ///< ended ones that are known

signals:
    void countsChanged();

private:
    void askHistory();
    void refresh();
    void tick();
    [[nodiscard]] WorkOrderRow rowOf(const WorkOrder& order) const;
    [[nodiscard]] WorkOrderRow targetRow(const WorkOrder& order) const;
    [[nodiscard]] bool matches(const WorkOrder& order) const;
    [[nodiscard]] bool isBefore(const WorkOrderRow& a, const WorkOrderRow& b) const;
    [[nodiscard]] QString timeOf(const WorkOrderRow& row) const;

    Engine& m_engine;
    const Replica& m_replica;
    ModelWords m_words;
    std::function<QString(Instant)> m_clockText;
    TextFilter m_filter;
    SortColumns m_sort;
    QSet<WorkOrderState> m_states;
    Duration m_window = std::chrono::hours(24);
    std::map<WorkOrderId, WorkOrder> m_past; ///< from the history; what the replica knows counts more
    WorkOrderCounts m_counts{};
    int m_shown = 0;
    int m_generation = 0;
    QTimer m_clock; ///< times go on while nothing happens
};

} // namespace Drover
