#include "models/machinelistmodel.h"

#include "engine/core/transitions.h"
#include "models/objectkey.h"
#include "models/rowdiff.h"
#include "models/shortstage.h"
#include "models/timeline/jobspans.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

/// A batch that moves more rows than this is announced as one new layout.
constexpr std::size_t manyRows = 2'000;

quint8 scopeBit(MachineScope scope)
{
    return quint8(1U << unsigned(scope));
}

} // namespace

MachineListModel::MachineListModel(const Replica& replica, ModelWords words, QObject* parent)
    : QAbstractTableModel(parent), m_replica(replica), m_words(std::move(words))
{
    connect(&replica, &Replica::applied, this, &MachineListModel::follow);
    rebuild();
}

quint8 MachineListModel::scopesOf(const Machine& machine)
{
    quint8 scopes = scopeBit(MachineScope::All);
    if (machine.poolStatus == PoolStatus::Free)
        scopes |= scopeBit(MachineScope::Free);
    else if (machine.poolStatus == PoolStatus::InUse)
        scopes |= scopeBit(MachineScope::InUse);
    else if (isHeld(machine.poolStatus))
        scopes |= scopeBit(MachineScope::Hold);
    else
        scopes |= scopeBit(MachineScope::Moving);
    if (machine.sequence.stop == Stop::Failed || machine.health == Health::Unhealthy)
        scopes |= scopeBit(MachineScope::Failed);
    return scopes;
}

void MachineListModel::recount(quint8 before, quint8 after)
{
    for (int i = 0; i < MachineScopeCount; ++i) {
        const int bit = 1 << i;
        m_counts[std::size_t(i)] += int((after & bit) != 0) - int((before & bit) != 0);
    }
}

QString MachineListModel::cellText(const Machine& machine, MachineColumn column) const
{
    switch (column) {
    case MachineColumn::Name:
        return machine.name;
    case MachineColumn::Role:
        return machine.memberName.isEmpty() ? machine.role : machine.role + u"  "_s + machine.memberName;
    case MachineColumn::Cluster:
        return machine.cluster;
    case MachineColumn::Pool:
        return machine.pool;
    case MachineColumn::PoolStatus:
        return enumText(machine.poolStatus);
    case MachineColumn::State:
        return m_words.state(memberState(m_replica, machine).state);
    case MachineColumn::Stage:
        return shortStage(memberState(m_replica, machine).stage);
    case MachineColumn::Health:
        return enumText(machine.health);
    case MachineColumn::Address:
        return machine.address;
    case MachineColumn::LastJob: {
        const Job* job = m_replica.newestJob(machine.id);
        return job ? entryLabel(job->task) : QString();
    }
    }
    return {};
}

QString MachineListModel::sortKey(const Machine& machine) const
{
    // Numbers of states sort as the states go; two digits are enough for both enums.
    const auto number = [](int value) { return QString::number(value).rightJustified(2, u'0'); };
    switch (m_sortColumn) {
    case MachineColumn::Name:
        return {};
    case MachineColumn::PoolStatus:
        return number(int(machine.poolStatus));
    case MachineColumn::Health:
        return number(int(machine.health));
    case MachineColumn::State:
        return number(int(memberState(m_replica, machine).state.status));
    case MachineColumn::Role:
    case MachineColumn::Cluster:
    case MachineColumn::Pool:
    case MachineColumn::Stage:
    case MachineColumn::Address:
    case MachineColumn::LastJob:
        return naturalKey(cellText(machine, m_sortColumn));
    }
    return {};
}

bool MachineListModel::matches(const Machine& machine, quint8 scopes) const
{
    if (!(scopes & scopeBit(m_scope)))
        return false;
    if (m_filter.isEmpty())
        return true;
    const auto field = [&](const QString& key) -> QString {
        static const QHash<QString, MachineColumn> columns{
            {u"name"_s, MachineColumn::Name},         {u"role"_s, MachineColumn::Role},
            {u"cluster"_s, MachineColumn::Cluster},   {u"pool"_s, MachineColumn::Pool},
            {u"status"_s, MachineColumn::PoolStatus}, {u"state"_s, MachineColumn::State},
            {u"stage"_s, MachineColumn::Stage},       {u"health"_s, MachineColumn::Health},
            {u"address"_s, MachineColumn::Address},   {u"job"_s, MachineColumn::LastJob}};
        if (key == "profile"_L1)
            return machine.profiles.join(u' ');
        if (key == "rack"_L1)
            return machine.params.value("location/rack"_L1).toString();
        const auto it = columns.constFind(key);
        return it == columns.constEnd() ? QString() : cellText(machine, *it);
    };
    return m_filter.matches({machine.name, machine.memberName, machine.cluster, machine.pool, machine.address,
                             enumText(machine.poolStatus)},
                            field);
}

bool MachineListModel::before(const Entry& a, const Entry& b) const
{
    const bool up = m_sortOrder == Qt::AscendingOrder;
    if (const int order = a.key.compare(b.key))
        return up ? order < 0 : order > 0;
    if (const int order = a.name.compare(b.name))
        return up || m_sortColumn != MachineColumn::Name ? order < 0 : order > 0;
    return a.id < b.id;
}

int MachineListModel::rowOf(const Entry& entry) const
{
    const auto it = std::lower_bound(m_rows.begin(), m_rows.end(), entry,
                                     [this](const Entry& a, const Entry& b) { return before(a, b); });
    return it != m_rows.end() && it->id == entry.id ? int(it - m_rows.begin()) : -1;
}

/// A new filter, scope or snapshot is another list, not a change of this one.
void MachineListModel::rebuild()
{
    beginResetModel();
    m_rows.clear();
    m_known.clear();
    m_known.reserve(qsizetype(m_replica.machines().size()));
    m_counts = {};
    for (const auto& [id, machine] : m_replica.machines()) {
        if (machine.kind != MachineKind::Machine)
            continue;
        Known known{.key = {}, .name = naturalKey(machine.name), .scopes = scopesOf(machine)};
        known.shown = matches(machine, known.scopes);
        if (known.shown) {
            known.key = sortKey(machine);
            m_rows.push_back({known.key, known.name, id});
        }
        recount(0, known.scopes);
        m_known.insert(id, known);
    }
    std::sort(m_rows.begin(), m_rows.end(), [this](const Entry& a, const Entry& b) { return before(a, b); });
    endResetModel();
    emit countsChanged();
}

void MachineListModel::follow(const ReplicaChanges& changes)
{
    if (changes.snapshot) {
        rebuild();
        return;
    }
    QSet<MachineId> touched = changes.machines;
    touched.unite(changes.jobMachines);
    if (!touched.isEmpty())
        change(touched);
}

void MachineListModel::change(const QSet<MachineId>& ids)
{
    QList<int> leaving;
    QList<int> changed;
    std::vector<Entry> arriving;
    for (const MachineId id : ids) {
        const Machine* machine = m_replica.machine(id);
        if (machine && machine->kind != MachineKind::Machine)
            continue;
        Known before = m_known.value(id);
        Known after;
        if (machine) {
            after.scopes = scopesOf(*machine);
            after.name = before.name.isEmpty() ? naturalKey(machine->name) : before.name;
            after.shown = matches(*machine, after.scopes);
            if (after.shown)
                after.key = sortKey(*machine);
        }
        recount(before.scopes, after.scopes);
        const int row = before.shown ? rowOf({before.key, before.name, id}) : -1;
        const bool stays = row >= 0 && after.shown && after.key == before.key && after.name == before.name;
        if (stays) {
            changed.append(row);
        } else {
            if (row >= 0)
                leaving.append(row);
            if (after.shown)
                arriving.push_back({after.key, after.name, id});
        }
        if (machine)
            m_known.insert(id, after);
        else
            m_known.remove(id);
    }
    std::sort(changed.begin(), changed.end());
    forEachRun(changed, [this](int first, int last) {
        emit dataChanged(index(first, 0), index(last, MachineColumnCount - 1));
    });
    if (std::size_t(leaving.size()) + arriving.size() > manyRows) {
        rebuild();
        return;
    }
    leave(leaving);
    insertEntries(std::move(arriving));
    emit countsChanged();
}

void MachineListModel::leave(QList<int> rows)
{
    std::sort(rows.begin(), rows.end());
    // From the end, so that the rows before keep their numbers.
    for (qsizetype last = rows.size() - 1; last >= 0;) {
        qsizetype first = last;
        while (first > 0 && rows.at(first - 1) == rows.at(first) - 1)
            --first;
        beginRemoveRows({}, rows.at(first), rows.at(last));
        m_rows.erase(m_rows.begin() + rows.at(first), m_rows.begin() + rows.at(last) + 1);
        endRemoveRows();
        last = first - 1;
    }
}

void MachineListModel::insertEntries(std::vector<Entry> entries)
{
    const auto less = [this](const Entry& a, const Entry& b) { return before(a, b); };
    std::sort(entries.begin(), entries.end(), less);
    for (std::size_t i = 0; i < entries.size();) {
        const auto at = std::lower_bound(m_rows.begin(), m_rows.end(), entries[i], less);
        // All that belong in front of the same row go in together.
        std::size_t end = i + 1;
        while (end < entries.size() && (at == m_rows.end() || before(entries[end], *at)))
            ++end;
        const int row = int(at - m_rows.begin());
        beginInsertRows({}, row, row + int(end - i) - 1);
        m_rows.insert(at, std::move_iterator(entries.begin() + std::ptrdiff_t(i)),
                      std::move_iterator(entries.begin() + std::ptrdiff_t(end)));
        endInsertRows();
        i = end;
    }
}

void MachineListModel::setFilter(const TextFilter& filter)
{
    m_filter = filter;
    rebuild();
}

void MachineListModel::setScope(MachineScope scope)
{
    if (scope == m_scope)
        return;
    m_scope = scope;
    rebuild();
}

void MachineListModel::sort(int column, Qt::SortOrder order)
{
    emit layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const QModelIndexList held = persistentIndexList();
    QList<MachineId> heldIds;
    for (const QModelIndex& each : held)
        heldIds.append(m_rows[std::size_t(each.row())].id);
    m_sortColumn = MachineColumn(std::clamp(column, 0, MachineColumnCount - 1));
    m_sortOrder = order;
    for (Entry& entry : m_rows) {
        entry.key = sortKey(*m_replica.machine(entry.id));
        m_known[entry.id].key = entry.key;
    }
    std::sort(m_rows.begin(), m_rows.end(), [this](const Entry& a, const Entry& b) { return before(a, b); });
    for (qsizetype i = 0; i < held.size(); ++i)
        changePersistentIndex(held.at(i), indexOf(heldIds.at(i)).siblingAtColumn(held.at(i).column()));
    emit layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

QModelIndex MachineListModel::indexOf(MachineId id) const
{
    const auto it = m_known.constFind(id);
    if (it == m_known.constEnd() || !it->shown)
        return {};
    const int row = rowOf({it->key, it->name, id});
    return row < 0 ? QModelIndex() : index(row, 0);
}

int MachineListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int MachineListModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : MachineColumnCount;
}

QVariant MachineListModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Machine* machine = m_replica.machine(m_rows[std::size_t(index.row())].id);
    if (!machine)
        return {};
    const auto column = MachineColumn(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return cellText(*machine, column);
    case Qt::ToolTipRole:
        return column == MachineColumn::Stage ? machine->sequence.stage : cellText(*machine, column);
    case StatusRole:
        if (column == MachineColumn::PoolStatus)
            return int(statusOf(machine->poolStatus));
        if (column == MachineColumn::State)
            return int(memberState(m_replica, *machine).state.status);
        if (column == MachineColumn::Health)
            return int(memberState(m_replica, *machine).health);
        if (const Job* job = column == MachineColumn::LastJob ? m_replica.newestJob(machine->id) : nullptr)
            return int(statusOf(*job));
        return {};
    case StatusTextRole:
        return column == MachineColumn::State || column == MachineColumn::LastJob
                   ? QVariant(cellText(*machine, column))
                   : QVariant();
    case KindRole:
        return column == MachineColumn::Name ? QVariant(int(RowKind::Machine)) : QVariant();
    case SecondaryTextRole:
        return column == MachineColumn::Name && machine->lock.locked ? QVariant(u"locked"_s) : QVariant();
    case ObjectKeyRole:
        return machineKey(machine->id);
    case FigureRole:
        return column == MachineColumn::Address;
    default:
        return {};
    }
}

QVariant MachineListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    static constexpr const char* keys[] = {
        "machines.name",  "machines.role",  "machines.cluster", "machines.pool",    "machines.status",
        "machines.state", "machines.stage", "machines.health",  "machines.address", "machines.job"};
    if (orientation != Qt::Horizontal || section < 0 || section >= MachineColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    return role == Qt::DisplayRole ? QVariant(m_words.name(keys[section])) : QVariant();
}

} // namespace Drover
