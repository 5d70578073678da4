#include "models/workorders/workordermodel.h"

#include "models/memberstate.h"
#include "models/objectkey.h"
#include "models/replica.h"
#include "models/request.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

bool isOpen(Status state)
{
    return state == Status::Created || state == Status::Running || state == Status::Incomplete;
}

int sectionOf(RowKind kind)
{
    return kind == RowKind::Cluster ? 0 : kind == RowKind::Broker ? 1 : 2;
}

int openOf(const WorkOrderCounts& counts)
{
    return counts[std::size_t(WorkOrderState::Created)] + counts[std::size_t(WorkOrderState::Running)] +
           counts[std::size_t(WorkOrderState::Incomplete)];
}

QString fieldText(const WorkOrder& order, const QString& key)
{
    if (key == "order"_L1)
        return order.id.toString();
    if (key == "blueprint"_L1)
        return order.blueprint;
    if (key == "target"_L1)
        return order.targetName;
    if (key == "state"_L1)
        return enumText(order.state);
    if (key == "operation"_L1)
        return order.operation.isSet() ? order.operation.toString() : QString();
    return key == "reason"_L1 ? order.reason : QString();
}

} // namespace

Status statusOf(WorkOrderState state)
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

WorkOrderModel::WorkOrderModel(Engine& engine, const Replica& replica, ModelWords words,
                               std::function<QString(Instant)> clock, QObject* parent)
    : KeyedTreeModel(WorkOrderColumnCount, parent), m_engine(engine), m_replica(replica),
      m_words(std::move(words)), m_clockText(std::move(clock))
{
    for (int state = 0; state < WorkOrderStateCount; ++state)
        m_states.insert(WorkOrderState(state));
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

void WorkOrderModel::setStates(const QSet<WorkOrderState>& states)
{
    m_states = states;
    askedFor();
    refresh();
}

void WorkOrderModel::setWindow(Duration window)
{
    m_window = window;
    askedFor();
    refresh();
}

void WorkOrderModel::setFilter(const TextFilter& filter)
{
    m_filter = filter;
    askedFor();
    refresh();
}

int WorkOrderModel::openCount() const
{
    return openOf(m_counts);
}

const WorkOrder* WorkOrderModel::order(WorkOrderId id) const
{
    if (const WorkOrder* known = m_replica.workOrder(id))
        return known;
    const auto it = m_past.find(id);
    return it == m_past.end() ? nullptr : &it->second;
}

WorkOrderRow WorkOrderModel::rowOf(const WorkOrder& order) const
{
    WorkOrderRow row = targetRow(order);
    row.kind = WorkOrderRow::Kind::Order;
    row.aside.clear();
    row.id = order.id;
    row.blueprint = order.blueprint;
    row.state = statusOf(order.state);
    row.created = order.created;
    row.started = order.started;
    row.ended = order.ended;
    if (order.state == WorkOrderState::Incomplete)
        row.asks = order.sequence.waitUntil;
    const bool stopped = order.isOpen() && !order.sequence.runnable();
    row.reason = stopped ? order.sequence.stopReason : order.reason;
    return row;
}

WorkOrderRow WorkOrderModel::targetRow(const WorkOrder& order) const
{
    WorkOrderRow row;
    row.kind = WorkOrderRow::Kind::Target;
    row.name = order.targetName;
    row.targetKind = RowKind::Machine;
    const Machine* target = m_replica.machine(order.target);
    if (!target)
        return row;
    switch (target->kind) {
    case MachineKind::Cluster:
        row.targetKind = RowKind::Cluster;
        row.targetKey = clusterKey(target->name);
        break;
    case MachineKind::ResourceBroker:
        row.targetKind = RowKind::Broker;
        row.targetKey = machineKey(target->id);
        break;
    case MachineKind::Machine:
        row.targetKey = machineKey(target->id);
        row.aside = target->pool + u", "_s + enumText(target->poolStatus);
        break;
    }
    return row;
}

bool WorkOrderModel::matches(const WorkOrder& order) const
{
    return m_states.contains(order.state) &&
           m_filter.matches({order.id.toString(), order.blueprint, order.targetName, order.reason},
                            [&order](const QString& key) { return fieldText(order, key); });
}

QStringList WorkOrderModel::filterKeys()
{
    return {u"order"_s, u"blueprint"_s, u"target"_s, u"state"_s, u"operation"_s, u"reason"_s};
}

QStringList WorkOrderModel::valuesOf(const QString& key) const
{
    QSet<QString> values;
    for (const auto& [id, order] : m_replica.workOrders())
        values.insert(fieldText(order, key));
    for (const auto& [id, order] : m_past)
        values.insert(fieldText(order, key));
    return valuesInOrder(values);
}

void WorkOrderModel::setSortColumns(const SortColumns& columns)
{
    m_sort = columns;
    askedFor();
    refresh();
}

bool WorkOrderModel::isBefore(const WorkOrderRow& a, const WorkOrderRow& b) const
{
    const auto newest = [](const WorkOrderRow& row) {
        return row.ended.isSet() ? row.ended : row.started.isSet() ? row.started : row.created;
    };
    const int order = compareBy(m_sort, [&](int column) {
        switch (WorkOrderColumn(column)) {
        case WorkOrderColumn::Order:
            return compareValues(a.id, b.id);
        case WorkOrderColumn::Blueprint:
            return compareValues(naturalKey(a.blueprint), naturalKey(b.blueprint));
        case WorkOrderColumn::State:
            return compareValues(a.state, b.state);
        case WorkOrderColumn::Time:
            return compareValues(newest(a), newest(b));
        }
        return 0;
    });
    if (order != 0)
        return order < 0;
    return isOpen(a.state) != isOpen(b.state) ? isOpen(a.state) : b.id < a.id;
}

void WorkOrderModel::refresh()
{
    struct Target
    {
        QString key;
        WorkOrderRow row;
        WorkOrderId newest;
        QList<WorkOrderRow> orders;
    };
    std::map<QString, Target> targets;
    m_counts = {};
    m_shown = 0;
    const Instant oldest = m_window.count() > 0 ? m_replica.now() - m_window : Instant();
    const auto add = [&](const WorkOrder& order) {
        if (!order.isOpen() && order.ended < oldest)
            return;
        ++m_counts[std::size_t(order.state)];
        Target& target = targets[order.target.toString()];
        if (!target.newest.isSet()) {
            target.key = u"target/"_s + order.target.toString();
            target.row = targetRow(order);
        }
        target.newest = std::max(target.newest, order.id);
        ++target.row.counts[std::size_t(order.state)];
        if (matches(order))
            target.orders.append(rowOf(order));
    };
    for (const auto& [id, order] : m_replica.workOrders())
        add(order);
    for (const auto& [id, order] : m_past) {
        if (!m_replica.workOrder(id))
            add(order);
    }
    QList<Target*> sorted;
    for (auto& [key, target] : targets) {
        if (target.orders.isEmpty())
            continue;
        m_shown += int(target.orders.size());
        std::ranges::sort(target.orders,
                          [this](const WorkOrderRow& a, const WorkOrderRow& b) { return isBefore(a, b); });
        sorted.append(&target);
    }
    std::ranges::sort(sorted, [](const Target* a, const Target* b) {
        const auto rank = [](const Target* target) {
            return std::pair(sectionOf(target->row.targetKind), openOf(target->row.counts) == 0);
        };
        return rank(a) != rank(b) ? rank(a) < rank(b) : b->newest < a->newest;
    });
    QList<TreeSpec<WorkOrderRow>> specs;
    for (const Target* target : std::as_const(sorted)) {
        const int section = sectionOf(target->row.targetKind);
        const QString key = u"section/%1"_s.arg(section);
        if (specs.isEmpty() || specs.constLast().key != key) {
            WorkOrderRow head;
            head.kind = WorkOrderRow::Kind::Section;
            head.targetKind = target->row.targetKind;
            specs.append({.key = key, .row = head, .children = {}});
        }
        WorkOrderRow& head = specs.last().row;
        ++head.targets;
        TreeSpec<WorkOrderRow> spec{.key = target->key, .row = target->row, .children = {}};
        for (const WorkOrderRow& row : target->orders)
            spec.children.append({.key = row.id.toString(), .row = row, .children = {}});
        specs.last().children.append(spec);
    }
    sync(specs);
    emit countsChanged();
}

void WorkOrderModel::tick()
{
    for (int section = 0; section < rowCount(); ++section) {
        const QModelIndex kind = index(section, 0);
        for (int row = 0; row < rowCount(kind); ++row) {
            const QModelIndex target = index(row, 0, kind);
            emit dataChanged(index(0, int(WorkOrderColumn::Time), target),
                             index(rowCount(target) - 1, int(WorkOrderColumn::Time), target));
        }
    }
}

/// What one wants to know of it: how long it waits or runs, when it looks again, when it ended.
QString WorkOrderModel::timeOf(const WorkOrderRow& row) const
{
    const Instant now = m_replica.now();
    if (row.ended.isSet())
        return m_clockText(row.ended);
    if (row.asks.isSet())
        return m_words.duration(std::max(Duration(0), row.asks - now));
    return m_words.duration(now - (row.started.isSet() ? row.started : row.created));
}

QVariant WorkOrderModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const WorkOrderRow& row = rowAt(index);
    const auto column = WorkOrderColumn(index.column());
    const bool order = row.kind == WorkOrderRow::Kind::Order;
    switch (role) {
    case Qt::DisplayRole:
        if (!order)
            return column == WorkOrderColumn::Order ? row.name : QString();
        switch (column) {
        case WorkOrderColumn::Order:
            return row.id.toString();
        case WorkOrderColumn::Blueprint:
            return row.blueprint;
        case WorkOrderColumn::State:
            return m_words.state({.status = row.state});
        case WorkOrderColumn::Time:
            return timeOf(row);
        }
        return {};
    case Qt::ToolTipRole:
        return column == WorkOrderColumn::State ? row.reason : QString();
    case Qt::TextAlignmentRole:
        return column == WorkOrderColumn::Time ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter))
                                               : QVariant();
    case StatusRole:
        return order && column == WorkOrderColumn::State ? QVariant(int(row.state)) : QVariant();
    case KindRole:
        return row.kind == WorkOrderRow::Kind::Target && column == WorkOrderColumn::Order
                   ? QVariant(int(row.targetKind))
                   : QVariant();
    case EmphasisRole:
        return !order;
    case SecondaryTextRole:
        return column == WorkOrderColumn::Order ? row.aside : QString();
    case FigureRole:
        return order && (column == WorkOrderColumn::Order || column == WorkOrderColumn::Time);
    case DimRole:
        return order ? column == WorkOrderColumn::Order || column == WorkOrderColumn::Time
                     : row.targetKey.isEmpty();
    case ObjectKeyRole:
        return row.targetKey;
    case OrderRowKindRole:
        return int(row.kind);
    case OrderIdRole:
        return row.id.value;
    default:
        return {};
    }
}

QVariant WorkOrderModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    static constexpr const char* keys[] = {"orders.order", "orders.blueprint", "orders.state", "orders.time"};
    if (orientation != Qt::Horizontal || section < 0 || section >= WorkOrderColumnCount)
        return {};
    if (role == Qt::DisplayRole)
        return m_words.name(keys[section]);
    if (role == Qt::TextAlignmentRole) {
        const bool time = section == int(WorkOrderColumn::Time);
        return int((time ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    return {};
}

} // namespace Drover
