#include "models/poollistmodel.h"

#include "models/objectkey.h"
#include "models/pools/poolpast.h"

#include <QMultiMap>
#include <algorithm>
#include <numeric>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

const QString& rootPool()
{
    static const QString name = u"default"_s;
    return name;
}

/// The columns of counts by the key that filters by them.
const QMap<QString, PoolColumn>& countKeys()
{
    static const QMap<QString, PoolColumn> keys{
        {u"machines"_s, PoolColumn::Machines}, {u"joining"_s, PoolColumn::Joining},
        {u"free"_s, PoolColumn::Free},         {u"building"_s, PoolColumn::Building},
        {u"inuse"_s, PoolColumn::InUse},       {u"destroying"_s, PoolColumn::Destroying},
        {u"leaving"_s, PoolColumn::Leaving},   {u"hold"_s, PoolColumn::Hold},
        {u"minimum"_s, PoolColumn::Minimum}};
    return keys;
}

} // namespace

PoolListModel::PoolListModel(const Replica& replica, ModelWords words, QObject* parent)
    : KeyedTreeModel(PoolColumnCount, parent), m_replica(replica), m_words(std::move(words)),
      m_follower(replica, [this](const ReplicaChanges& changes) {
          if (changes.snapshot || !changes.pools.isEmpty())
              refresh();
      })
{
    refresh();
}

void PoolListModel::setFilter(const TextFilter& filter)
{
    m_filter = filter;
    askedFor();
    refresh();
}

void PoolListModel::setFlat(bool flat)
{
    m_flat = flat;
    askedFor();
    refresh();
}

QStringList PoolListModel::filterKeys()
{
    return QStringList{u"name"_s, u"parent"_s, u"description"_s, u"maximum"_s, u"autofill"_s} +
           countKeys().keys();
}

QString PoolListModel::fieldText(const PoolRow& row, const QString& key) const
{
    if (key == "name"_L1)
        return row.name;
    if (key == "parent"_L1)
        return row.parent;
    if (key == "description"_L1)
        return row.description;
    if (key == "maximum"_L1)
        return QString::number(row.maxFree);
    if (key == "autofill"_L1)
        return fillText(row);
    const auto count = countKeys().constFind(key);
    return count == countKeys().constEnd() ? QString() : QString::number(countOf(row, *count));
}

QStringList PoolListModel::valuesOf(const QString& key) const
{
    QSet<QString> values;
    for (const auto& [name, pool] : m_replica.pools())
        values.insert(fieldText(rowOf(pool), key));
    return valuesInOrder(values);
}

void PoolListModel::setSortColumns(const SortColumns& columns)
{
    m_sort = columns;
    askedFor();
    refresh();
}

PoolRow PoolListModel::rowOf(const Pool& pool) const
{
    PoolRow row{
        .name = pool.name, .parent = pool.parent, .description = pool.description, .minFree = pool.minFree};
    row.counts = m_replica.poolCounts(pool.name);
    if (pool.name == rootPool()) { // shows the sum
        row.counts = {};
        for (const auto& [name, each] : m_replica.pools()) {
            const auto counts = m_replica.poolCounts(name);
            for (std::size_t i = 0; i < counts.size(); ++i)
                row.counts[i] += counts[i];
        }
    } else {
        const bool lacks = row.counts[std::size_t(PoolStatus::Free)] < pool.minFree;
        row.autoFill = !pool.autoFill.enabled ? AutoFillState::Off
                       : lacks                ? AutoFillState::Short
                                              : AutoFillState::Quiet;
        row.maxFree = pool.autoFill.maxFree;
    }
    row.total = std::accumulate(row.counts.begin(), row.counts.end(), 0);
    return row;
}

TreeSpec<PoolRow> PoolListModel::specOf(const Pool& pool, const QMultiMap<QString, QString>& children) const
{
    TreeSpec<PoolRow> spec{.key = pool.name, .row = rowOf(pool), .children = {}};
    const QStringList names = children.values(pool.name);
    for (const QString& name : names)
        spec.children.append(specOf(m_replica.pools().at(name), children));
    order(spec.children);
    return spec;
}

void PoolListModel::order(QList<TreeSpec<PoolRow>>& siblings) const
{
    const auto compare = [](const PoolRow& a, const PoolRow& b, PoolColumn column) {
        if (column == PoolColumn::AutoFill)
            return compareValues(a.autoFill, b.autoFill);
        return column == PoolColumn::Name || column == PoolColumn::Bar
                   ? compareValues(naturalKey(a.name), naturalKey(b.name))
                   : compareValues(countOf(a, column), countOf(b, column));
    };
    std::ranges::sort(siblings, [&](const TreeSpec<PoolRow>& a, const TreeSpec<PoolRow>& b) {
        const int order =
            compareBy(m_sort, [&](int column) { return compare(a.row, b.row, PoolColumn(column)); });
        return order != 0 ? order < 0 : compare(a.row, b.row, PoolColumn::Name) < 0;
    });
}

void PoolListModel::refresh()
{
    QMultiMap<QString, QString> children;
    QList<TreeSpec<PoolRow>> specs;
    if (m_flat || !m_filter.isEmpty()) {
        for (const auto& [name, pool] : m_replica.pools()) {
            const PoolRow row = rowOf(pool);
            if (m_filter.matches({pool.name, pool.parent, pool.description},
                                 [&](const QString& key) { return fieldText(row, key); }))
                specs.append({.key = name, .row = row, .children = {}});
        }
    } else {
        for (const auto& [name, pool] : m_replica.pools()) {
            const bool hasParent =
                !pool.parent.isEmpty() && m_replica.pools().contains(pool.parent) && pool.parent != name;
            if (name != rootPool())
                children.insert(hasParent ? pool.parent : rootPool(), name);
        }
        const auto root = m_replica.pools().find(rootPool());
        if (root != m_replica.pools().end()) {
            specs.append(specOf(root->second, children));
        } else {
            const QStringList names = children.values(rootPool());
            for (const QString& name : names)
                specs.append(specOf(m_replica.pools().at(name), children));
        }
    }
    order(specs);
    sync(specs);
    emit countsChanged();
}

const PoolRow* PoolListModel::poolAt(const QModelIndex& index) const
{
    return index.isValid() ? &rowAt(index) : nullptr;
}

int PoolListModel::countOf(const PoolRow& row, PoolColumn column)
{
    const auto of = [&row](PoolStatus status) { return row.counts[std::size_t(status)]; };
    switch (column) {
    case PoolColumn::Machines:
        return row.total;
    case PoolColumn::Joining:
        return of(PoolStatus::Joining);
    case PoolColumn::Free:
        return of(PoolStatus::Free);
    case PoolColumn::Building:
        return of(PoolStatus::Building);
    case PoolColumn::InUse:
        return of(PoolStatus::InUse);
    case PoolColumn::Destroying:
        return of(PoolStatus::Destroying);
    case PoolColumn::Leaving:
        return of(PoolStatus::Leaving);
    case PoolColumn::Hold:
        return heldOf(row.counts);
    case PoolColumn::Minimum:
        return row.minFree;
    case PoolColumn::Name:
    case PoolColumn::Bar:
    case PoolColumn::AutoFill:
        break;
    }
    return 0;
}

/// "40 – 120"; "at least 40" without a maximum.
QString PoolListModel::limitsOf(const PoolRow& row) const
{
    if (row.minFree == 0 && row.maxFree == 0)
        return u"—"_s;
    const QString least = m_words.count(row.minFree);
    return row.maxFree > 0 ? least + u" – "_s + m_words.count(row.maxFree)
                           : m_words.name("pools.least").replace("%1"_L1, least);
}

QString PoolListModel::fillText(const PoolRow& row) const
{
    switch (row.autoFill) {
    case AutoFillState::Off:
        return m_words.name("pools.autofill.off");
    case AutoFillState::Quiet:
        return m_words.name("pools.autofill.quiet");
    case AutoFillState::Short:
        return m_words.name("pools.autofill.short")
            .arg(m_words.count(row.minFree - row.counts[std::size_t(PoolStatus::Free)]));
    case AutoFillState::None:
        break;
    }
    return {};
}

namespace {

Status fillStatus(AutoFillState state)
{
    switch (state) {
    case AutoFillState::Off:
        return Status::Cancelled;
    case AutoFillState::Quiet:
        return Status::Ready;
    case AutoFillState::Short:
        return Status::Degraded;
    case AutoFillState::None:
        break;
    }
    return Status::None;
}

} // namespace

QVariant PoolListModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const PoolRow& row = rowAt(index);
    const auto column = PoolColumn(index.column());
    const bool isCount =
        column != PoolColumn::Name && column != PoolColumn::Bar && column != PoolColumn::AutoFill;
    const int count = countOf(row, column);
    switch (role) {
    case Qt::DisplayRole:
        if (column == PoolColumn::Name)
            return row.name;
        if (column == PoolColumn::Bar)
            return {};
        if (column == PoolColumn::AutoFill)
            return fillText(row);
        return column == PoolColumn::Minimum ? limitsOf(row) : m_words.count(count);
    case StatusRole:
        return column == PoolColumn::AutoFill ? QVariant(int(fillStatus(row.autoFill))) : QVariant();
    case StatusTextRole:
        return column == PoolColumn::AutoFill ? fillText(row) : QString();
    case Qt::ToolTipRole:
        return column == PoolColumn::Name ? row.description : QString();
    case Qt::TextAlignmentRole:
        return isCount ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    case SecondaryTextRole:
        return m_flat && column == PoolColumn::Name ? row.parent : QString();
    case KindRole:
        return column == PoolColumn::Name ? QVariant(int(RowKind::Pool)) : QVariant();
    case EmphasisRole:
        return column == PoolColumn::Name;
    case FigureRole:
        return isCount;
    case ToneRole:
        if (column == PoolColumn::Hold && count > 0)
            return int(Tone::Hold);
        if (column == PoolColumn::Free && row.minFree > 0 && count < row.minFree)
            return int(Tone::Warn);
        return {};
    case DimRole:
        return isCount && count == 0 && (column != PoolColumn::Minimum || row.maxFree == 0);
    case ObjectKeyRole:
        return poolKey(row.name);
    default:
        return {};
    }
}

QVariant PoolListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    static constexpr const char* keys[] = {"pools.name",    "pools.machines",   "pools.bar",
                                           "pools.joining", "pools.free",       "pools.building",
                                           "pools.inuse",   "pools.destroying", "pools.leaving",
                                           "pools.hold",    "pools.minimum",    "pools.autofill"};
    if (orientation != Qt::Horizontal || section < 0 || section >= PoolColumnCount)
        return {};
    if (role == Qt::DisplayRole)
        return m_words.name(keys[section]);
    if (role == Qt::TextAlignmentRole)
        return int(((section > int(PoolColumn::Bar) && section != int(PoolColumn::AutoFill)) ||
                            section == int(PoolColumn::Machines)
                        ? Qt::AlignRight
                        : Qt::AlignLeft) |
                   Qt::AlignVCenter);
    return {};
}

} // namespace Drover
