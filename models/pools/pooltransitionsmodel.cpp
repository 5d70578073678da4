#include "models/pools/pooltransitionsmodel.h"

#include "models/memberstate.h"
#include "models/pools/poolhistory.h"
#include "models/replica.h"
#include "models/roles.h"

using namespace Qt::StringLiterals;

namespace Drover {

PoolTransitionsModel::PoolTransitionsModel(const Replica& replica, const PoolHistory& history,
                                           ModelWords words, QObject* parent)
    : QAbstractTableModel(parent), m_replica(replica), m_history(history), m_words(std::move(words))
{
    connect(&replica, &Replica::applied, this, [this](const ReplicaChanges& changes) {
        if (changes.snapshot || changes.pools.contains(m_pool.name))
            show(m_pool.name);
    });
    connect(&history, &PoolHistory::changed, this, &PoolTransitionsModel::announce);
}

void PoolTransitionsModel::show(const QString& pool)
{
    const auto it = m_replica.pools().find(pool);
    m_pool = it == m_replica.pools().end() ? Pool{.name = pool} : it->second;
    announce();
}

void PoolTransitionsModel::announce()
{
    emit dataChanged(index(0, 0), index(RowCount - 1, ColumnCount - 1));
}

PoolStatus PoolTransitionsModel::statusOf(int row)
{
    switch (Row(row)) {
    case Enter:
        return PoolStatus::Joining;
    case Allocate:
        return PoolStatus::Building;
    case Release:
        return PoolStatus::Destroying;
    case Exit:
    case RowCount:
        break;
    }
    return PoolStatus::Leaving;
}

const PoolActions& PoolTransitionsModel::actionsOf(int row) const
{
    switch (Row(row)) {
    case Enter:
        return m_pool.enterActions;
    case Allocate:
        return m_pool.allocateActions;
    case Release:
        return m_pool.releaseActions;
    case Exit:
    case RowCount:
        break;
    }
    return m_pool.exitActions;
}

int PoolTransitionsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : RowCount;
}

int PoolTransitionsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant PoolTransitionsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    static constexpr const char* names[] = {"transition.enter", "transition.allocate", "transition.release",
                                            "transition.exit"};
    const PoolActions& actions = actionsOf(index.row());
    const PoolStatus status = statusOf(index.row());
    const bool params = index.column() == Params;
    const QStringList added = params ? actions.addParameters.keys() : actions.addProfiles;
    const QStringList removed = params ? actions.removeParameters : actions.removeProfiles;
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        switch (Column(index.column())) {
        case Action:
            return m_words.name(names[index.row()]);
        case Workflow:
            return actions.workflow.isEmpty() ? m_words.name("transition.none") : actions.workflow;
        case Profiles:
        case Params: {
            QStringList texts;
            for (const QString& name : added)
                texts.append(u"+ "_s + name);
            for (const QString& name : removed)
                texts.append(u"− "_s + name);
            return texts.isEmpty() ? m_words.name("transition.none") : texts.join(u"  "_s);
        }
        case Time: {
            QStringList texts;
            if (const std::optional<Duration> median = m_history.past().medianOf(m_pool.name, status))
                texts.append(m_words.duration(*median));
            else if (actions.workflow.isEmpty())
                texts.append(m_words.name("transition.at-once"));
            const int now = m_replica.poolCounts(m_pool.name)[std::size_t(status)];
            if (now > 0)
                texts.append(u"%1 %2"_s.arg(m_words.count(now), m_words.name("transition.running")));
            return texts.isEmpty() ? u"—"_s : texts.join(u" · "_s);
        }
        case ColumnCount:
            break;
        }
        return {};
    case StatusRole:
        return index.column() == Action ? QVariant(int(Drover::statusOf(status))) : QVariant();
    case FigureRole:
        return index.column() != Action;
    case DimRole:
        return index.column() == Time || (index.column() == Workflow && actions.workflow.isEmpty());
    case AddedRole:
        return index.column() == Profiles || params ? QVariant(added) : QVariant();
    case RemovedRole:
        return index.column() == Profiles || params ? QVariant(removed) : QVariant();
    default:
        return {};
    }
}

QVariant PoolTransitionsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    static constexpr const char* keys[] = {"transition.action", "transition.workflow", "transition.profiles",
                                           "transition.params", "transition.time"};
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount || role != Qt::DisplayRole)
        return {};
    return m_words.name(keys[section]);
}

} // namespace Drover
