#include "models/pools/poolallocationsmodel.h"

#include "models/objectkey.h"
#include "models/pools/poolhistory.h"
#include "models/replica.h"

using namespace Qt::StringLiterals;

namespace Drover {

PoolAllocationsModel::PoolAllocationsModel(const Replica& replica, const PoolHistory& history,
                                           ModelWords words, std::function<QString(Instant)> time,
                                           QObject* parent)
    : KeyedTreeModel(ColumnCount, parent), m_replica(replica), m_history(history), m_words(std::move(words)),
      m_time(std::move(time))
{
    connect(&history, &PoolHistory::changed, this, &PoolAllocationsModel::refresh);
}

void PoolAllocationsModel::show(const QString& pool)
{
    m_pool = pool;
    refresh();
}

void PoolAllocationsModel::refresh()
{
    QList<TreeSpec<AllocationRow>> specs;
    m_count = 0;
    const Instant from = m_history.from();
    for (const PoolPast::Allocation& each : m_history.past().allocations()) {
        // A machine comes back to the pool that it was taken from.
        const Drover::Machine* machine = m_replica.machine(each.machine);
        if (each.at < from || !machine || machine->pool != m_pool)
            continue;
        const QString request = each.operation.toString() + u'/' + each.cluster;
        if (specs.isEmpty() || specs.constLast().key != request) {
            if (specs.size() == mostRequests)
                break;
            specs.append(
                {.key = request,
                 .row = {.isRequest = true,
                         .at = each.at,
                         .seq = each.seq,
                         .cluster = each.cluster,
                         .member = {},
                         .machine = {},
                         .reason = {},
                         .count = 0,
                         .operation = each.operation.toString(),
                         .key = m_replica.cluster(each.cluster) ? clusterKey(each.cluster) : QString()},
                 .children = {}});
        }
        TreeSpec<AllocationRow>& spec = specs.last();
        ++spec.row.count;
        ++m_count;
        spec.children.prepend({.key = request + u'/' + QString::number(each.seq),
                               .row = {.isRequest = false,
                                       .at = each.at,
                                       .seq = each.seq,
                                       .cluster = each.cluster,
                                       .member = each.member,
                                       .machine = each.name,
                                       .reason = each.reason,
                                       .count = 0,
                                       .operation = {},
                                       .key = machineKey(each.machine)},
                               .children = {}});
    }
    sync(specs);
}

QVariant PoolAllocationsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const AllocationRow& row = rowAt(index);
    switch (role) {
    case Qt::DisplayRole:
        switch (Column(index.column())) {
        case Time:
            return m_time(row.at);
        case For:
            return row.isRequest ? row.cluster : row.cluster + u" / "_s + row.member;
        case Machine:
            return row.isRequest ? m_words.count(row.count) : row.machine;
        case Reason:
            return row.isRequest ? row.operation : row.reason;
        case ColumnCount:
            break;
        }
        return {};
    case Qt::ToolTipRole:
        return index.column() == Reason ? row.reason : QString();
    case EmphasisRole:
        return row.isRequest && index.column() == For;
    case FigureRole:
        return index.column() == Time || index.column() == Machine ||
               (row.isRequest && index.column() == Reason);
    case DimRole:
        return index.column() == Time || (row.isRequest && index.column() >= Machine);
    case ObjectKeyRole:
        return row.key;
    case RequestRole:
        return row.isRequest;
    case SeqRole:
        return row.seq;
    case CountRole:
        return row.count;
    case OperationRole:
        return row.operation;
    default:
        return {};
    }
}

QVariant PoolAllocationsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    static constexpr const char* keys[] = {"allocations.time", "allocations.for", "allocations.machine",
                                           "allocations.reason"};
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount || role != Qt::DisplayRole)
        return {};
    return m_words.name(keys[section]);
}

} // namespace Drover
