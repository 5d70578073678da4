#include "models/workorders/workordermodel.h"

#include "models/objectkey.h"
#include "models/request.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

Status statusOfOrder(WorkOrderState state)
{
    switch (state) {
    case WorkOrderState::Created:
        return Status::Created;
    case WorkOrderState::Running:
        return Status::Running;
    case WorkOrderState::Incomplete:
        return Status::Incomplete;
    case WorkOrderState::Failed:
        return Status::Failed;
    case WorkOrderState::Finished:
        return Status::Finished;
    case WorkOrderState::Cancelled:
        return Status::Cancelled;
    }
    return Status::None;
}

WorkOrderScope scopeOfOrder(Status state)
{
    if (state == Status::Finished)
        return WorkOrderScope::Finished;
    if (state == Status::Failed)
        return WorkOrderScope::Failed;
    return state == Status::Cancelled ? WorkOrderScope::Cancelled : WorkOrderScope::Open;
}

} // namespace

WorkOrderModel::WorkOrderModel(Engine& engine, const Replica& replica, ModelWords words, QObject* parent)
    : KeyedTreeModel(WorkOrderColumnCount, parent), m_engine(engine), m_replica(replica),
      m_words(std::move(words))
{
    m_clock.setInterval(1000);
    connect(&m_clock, &QTimer::timeout, this, &WorkOrderModel::tick);
    m_clock.start();
    connect(&replica, &Replica::applied, this, [this](const ReplicaChanges& changes) {
        if (changes.snapshot)
            askHistory();
        if (changes.snapshot || !changes.workOrders.isEmpty())
            refresh();
    });
    if (replica.isReady())
        askHistory();
    refresh();
}

void WorkOrderModel::askHistory()
{
    m_past.clear();
    onAnswer(m_engine.ask(Queries::FindWorkOrders{.target = {}, .limit = historyKept}), this,
             [this, generation = ++m_generation](const Result<Answer>& answer) {
                 const auto* found = answer ? std::get_if<Answers::WorkOrders>(&*answer) : nullptr;
                 if (!found || generation != m_generation)
                     return;
                 for (const WorkOrder& order : found->workOrders) {
                     if (!order.isOpen())
                         m_past.insert_or_assign(order.id, order);
                 }
                 refresh();
             });
}

void WorkOrderModel::setScope(WorkOrderScope scope)
{
    m_scope = scope;
    refresh();
}

void WorkOrderModel::setFilter(const TextFilter& filter)
{
    m_filter = filter;
    refresh();
}

WorkOrderRow WorkOrderModel::rowOf(const WorkOrder& order) const
{
    WorkOrderRow row{.id = order.id,
                     .blueprint = order.blueprint,
                     .target = order.targetName,
                     .targetKey = {},
                     .targetKind = RowKind::Machine,
                     .state = statusOfOrder(order.state),
                     .progress = -1,
                     .created = order.created,
                     .started = order.started,
                     .ended = order.ended,
                     .operation = order.operation,
                     .reason = order.reason};
    if (const Machine* target = m_replica.machine(order.target)) {
        const bool cluster = target->kind == MachineKind::Cluster;
        row.targetKey = cluster ? clusterKey(target->name) : machineKey(target->id);
        row.targetKind = cluster ? RowKind::Cluster : RowKind::Machine;
    }
    if (!order.isOpen())
        return row;
    const Sequence& sequence = order.sequence;
    if (order.state == WorkOrderState::Running && !sequence.tasks.isEmpty())
        row.progress = double(std::clamp<qsizetype>(sequence.currentTask, 0, sequence.tasks.size())) /
                       double(sequence.tasks.size());
    if (!sequence.runnable() && !sequence.stopReason.isEmpty())
        row.reason = sequence.stopReason;
    return row;
}

bool WorkOrderModel::matches(const WorkOrderRow& row) const
{
    if (m_scope != WorkOrderScope::All && scopeOfOrder(row.state) != m_scope)
        return false;
    const auto field = [&](const QString& key) -> QString {
        static const QHash<QString, WorkOrderColumn> columns{
            {u"order"_s, WorkOrderColumn::Order},   {u"blueprint"_s, WorkOrderColumn::Blueprint},
            {u"target"_s, WorkOrderColumn::Target}, {u"state"_s, WorkOrderColumn::State},
            {u"reason"_s, WorkOrderColumn::Reason}, {u"operation"_s, WorkOrderColumn::Operation}};
        const auto it = columns.constFind(key);
        return it == columns.constEnd() ? QString() : text(row, *it);
    };
    return m_filter.matches({row.id.toString(), row.blueprint, row.target, row.reason}, field);
}

void WorkOrderModel::refresh()
{
    QList<WorkOrderRow> rows;
    for (const auto& [id, order] : m_replica.workOrders())
        rows.append(rowOf(order));
    for (const auto& [id, order] : m_past) {
        if (!m_replica.workOrder(id))
            rows.append(rowOf(order));
    }
    std::ranges::sort(rows, [](const WorkOrderRow& a, const WorkOrderRow& b) {
        const bool openA = scopeOfOrder(a.state) == WorkOrderScope::Open;
        const bool openB = scopeOfOrder(b.state) == WorkOrderScope::Open;
        return openA != openB ? openA : b.id < a.id;
    });
    m_counts = {};
    QList<TreeSpec<WorkOrderRow>> specs;
    for (const WorkOrderRow& row : std::as_const(rows)) {
        ++m_counts[std::size_t(WorkOrderScope::All)];
        ++m_counts[std::size_t(scopeOfOrder(row.state))];
        if (matches(row))
            specs.append({.key = row.id.toString(), .row = row, .children = {}});
    }
    sync(specs);
    emit countsChanged();
}

void WorkOrderModel::tick()
{
    if (rowCount() > 0)
        emit dataChanged(index(0, int(WorkOrderColumn::Age)),
                         index(rowCount() - 1, int(WorkOrderColumn::Took)));
}

const WorkOrderRow* WorkOrderModel::orderAt(const QModelIndex& index) const
{
    return index.isValid() ? &rowAt(index) : nullptr;
}

QString WorkOrderModel::text(const WorkOrderRow& row, WorkOrderColumn column) const
{
    switch (column) {
    case WorkOrderColumn::Order:
        return row.id.toString();
    case WorkOrderColumn::Blueprint:
        return row.blueprint;
    case WorkOrderColumn::Target:
        return row.target;
    case WorkOrderColumn::State:
        return m_words.state({.status = row.state});
    case WorkOrderColumn::Progress:
        return {};
    case WorkOrderColumn::Age:
        return m_words.age(m_replica.now() - row.created);
    case WorkOrderColumn::Took:
        if (!row.started.isSet())
            return u"—"_s;
        return m_words.duration((row.ended.isSet() ? row.ended : m_replica.now()) - row.started);
    case WorkOrderColumn::Operation:
        return row.operation.isSet() ? row.operation.toString() : u"—"_s;
    case WorkOrderColumn::Reason:
        return row.reason;
    }
    return {};
}

QVariant WorkOrderModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const WorkOrderRow& row = rowAt(index);
    const auto column = WorkOrderColumn(index.column());
    const bool time = column == WorkOrderColumn::Age || column == WorkOrderColumn::Took;
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return text(row, column);
    case Qt::TextAlignmentRole:
        return time ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    case StatusRole:
        return column == WorkOrderColumn::State ? QVariant(int(row.state)) : QVariant();
    case ProgressRole:
        return column == WorkOrderColumn::Progress && row.progress >= 0 ? QVariant(row.progress) : QVariant();
    case KindRole:
        return column == WorkOrderColumn::Target ? QVariant(int(row.targetKind)) : QVariant();
    case FigureRole:
        return time || column == WorkOrderColumn::Order || column == WorkOrderColumn::Operation;
    case DimRole:
        return column == WorkOrderColumn::Order || column == WorkOrderColumn::Operation || time ||
               (column == WorkOrderColumn::Target && row.targetKey.isEmpty());
    case ToneRole:
        return column == WorkOrderColumn::Reason && row.state == Status::Failed ? QVariant(int(Tone::Bad))
                                                                                : QVariant();
    case ObjectKeyRole:
        return row.targetKey;
    default:
        return {};
    }
}

QVariant WorkOrderModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    static constexpr const char* keys[] = {"orders.order", "orders.blueprint", "orders.target",
                                           "orders.state", "orders.progress",  "orders.age",
                                           "orders.took",  "orders.operation", "orders.reason"};
    if (orientation != Qt::Horizontal || section < 0 || section >= WorkOrderColumnCount)
        return {};
    if (role == Qt::DisplayRole)
        return m_words.name(keys[section]);
    if (role == Qt::TextAlignmentRole) {
        const bool time = section == int(WorkOrderColumn::Age) || section == int(WorkOrderColumn::Took);
        return int((time ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    return {};
}

} // namespace Drover
