#include "models/lists/indexedlistmodel.h"

#include "models/memberstate.h"
#include "models/roles.h"

#include <QScopedValueRollback>

#include <algorithm>

namespace Drover {

namespace {

/// A view walks its rows for every range it is told; beyond this many one wide range is cheaper.
constexpr std::size_t rangesMost = 32;

quint64 bit(int field)
{
    return quint64(1) << field;
}

} // namespace

IndexedListModel::IndexedListModel(const QList<Field>& fields, int columns, const QList<int>& bareWords,
                                   QObject* parent)
    : QAbstractTableModel(parent), m_fields(fields), m_columns(columns), m_bareWords(bareWords),
      m_index([this](int slot, int field) { return isFilled(slot) ? fieldText(slot, field) : QString(); })
{
    for (const Field& field : fields)
        m_index.addField(field.keyOf);
    m_index.use(0);
}

QStringList IndexedListModel::filterKeys() const
{
    QStringList keys;
    for (const Field& field : m_fields) {
        if (!field.key.isEmpty())
            keys.append(field.key);
    }
    return keys;
}

int IndexedListModel::fieldOf(const QString& key)
{
    for (int field = 0; field < m_fields.size(); ++field) {
        if (m_fields.at(field).key == key)
            return field;
    }
    if (!key.contains(QLatin1Char('/')) || m_fields.size() == ListIndex::fieldsMost)
        return -1;
    m_fields.append({key, &naturalKey});
    return m_index.addField(&naturalKey);
}

QStringList IndexedListModel::valuesOf(const QString& key)
{
    const int field = fieldOf(key);
    if (field < 0)
        return {};
    m_index.use(field);
    const ValueTable& table = m_index.table(field);
    QStringList values;
    for (const quint32 value : table.inOrder()) {
        if (!table.text(value).isEmpty() && values.size() < valuesMost)
            values.append(table.text(value));
    }
    return values;
}

IndexFilter IndexedListModel::compiled(const TextFilter& filter)
{
    return {m_index, filter, [this](const QString& key) { return fieldOf(key); }, m_bareWords};
}

void IndexedListModel::fill(int count)
{
    m_index.reset(count);
    m_slots.assign(std::size_t(count), {});
    m_waiting.clear();
    m_index.use(0);
    m_watched.clear();
    for (const TextFilter& filter : std::as_const(m_watchedFilters))
        m_watched.push_back(compiled(filter));
    m_compiled = compiled(m_filter);
    readOrder();
    m_total = 0;
    m_watchedCounts = QList<int>(qsizetype(m_watched.size()), 0);
    for (int slot = 0; slot < count; ++slot)
        this->count(slot, isFilled(slot));
    sortOrder();
    m_rows = composed();
    noteRows();
}

/// Every filled slot, by the first of the columns and then by all: most rows differ in that one.
void IndexedListModel::sortOrder()
{
    const SortColumn first =
        m_groupField >= 0 ? SortColumn{m_groupField, Qt::AscendingOrder} : m_sort.value(0);
    std::vector<std::pair<int, int>> ranked;
    ranked.reserve(m_slots.size());
    for (int slot = 0; slot < int(m_slots.size()); ++slot) {
        m_slots[std::size_t(slot)].waits = false;
        if (!m_slots[std::size_t(slot)].filled)
            continue;
        const int rank = m_index.rank(slot, first.column);
        ranked.emplace_back(first.order == Qt::AscendingOrder ? rank : -rank, slot);
    }
    std::sort(ranked.begin(), ranked.end(), [this](const auto& a, const auto& b) {
        return a.first != b.first ? a.first < b.first : before(a.second, b.second);
    });
    m_order.clear();
    m_order.reserve(ranked.size());
    for (const auto& [rank, slot] : ranked)
        m_order.push_back(slot);
}

/// The columns that rows are put in order and counted by.
void IndexedListModel::readOrder()
{
    for (const SortColumn& sort : std::as_const(m_sort))
        m_index.use(sort.column);
    if (m_groupField >= 0) {
        m_index.use(m_groupField);
        if (tallyField() >= 0)
            m_index.use(tallyField());
    }
}

/// Counts a slot as what it is now instead of what it was.
void IndexedListModel::count(int slot, bool filled)
{
    Slot& known = m_slots[std::size_t(slot)];
    quint32 watched = 0;
    for (std::size_t i = 0; filled && i < m_watched.size(); ++i) {
        if (m_watched[i].accepts(m_index, slot))
            watched |= quint32(1) << i;
    }
    if (const quint32 other = watched ^ known.watched) {
        for (std::size_t i = 0; i < m_watched.size(); ++i) {
            if (other >> i & 1)
                m_watchedCounts[qsizetype(i)] += watched >> i & 1 ? 1 : -1;
        }
    }
    m_total += int(filled) - int(known.filled);
    known.watched = watched;
    known.filled = filled;
    known.matches = filled && m_compiled.accepts(m_index, slot);
}

bool IndexedListModel::before(int a, int b) const
{
    if (m_groupField >= 0) {
        const int first = m_index.rank(a, m_groupField);
        const int second = m_index.rank(b, m_groupField);
        if (first != second)
            return first < second;
    }
    for (const SortColumn& sort : m_sort) {
        const int first = m_index.rank(a, sort.column);
        const int second = m_index.rank(b, sort.column);
        if (first != second)
            return (first < second) == (sort.order == Qt::AscendingOrder);
    }
    const int first = m_index.rank(a, 0);
    const int second = m_index.rank(b, 0);
    return first != second ? first < second : a < b;
}

void IndexedListModel::change(const std::vector<int>& touched)
{
    quint64 placing = 1;
    for (const SortColumn& sort : std::as_const(m_sort))
        placing |= bit(sort.column);
    if (m_groupField >= 0)
        placing |= bit(m_groupField);
    int last = m_index.rowCount() - 1;
    for (const int slot : touched)
        last = std::max(last, slot);
    m_index.grow(last + 1);
    m_slots.resize(std::size_t(last + 1));
    std::vector<int> stay;
    const std::size_t waited = m_waiting.size();
    for (const int slot : touched) {
        Slot& known = m_slots[std::size_t(slot)];
        const bool wasShown = known.matches;
        const bool wasFilled = known.filled;
        const quint64 changed = m_index.refresh(slot, staleFields(slot));
        count(slot, isFilled(slot));
        const bool moves = known.filled != wasFilled || known.matches != wasShown ||
                           (known.filled && (changed & placing) != 0);
        if (moves && !known.waits) {
            known.waits = true;
            m_waiting.push_back(slot);
        }
        if (rowOf(slot) >= 0)
            stay.push_back(rowOf(slot));
    }
    m_index.settle();
    tellChanged(std::move(stay));
    if (m_held && !m_rows.empty()) {
        if (m_waiting.size() != waited)
            tellWaiting();
    } else {
        applyWaiting();
    }
    emit countsChanged();
}

void IndexedListModel::setHeld(bool held)
{
    m_held = held;
    if (!held)
        applyWaiting();
}

void IndexedListModel::applyWaiting()
{
    const QScopedValueRollback<bool> following(m_following, true);
    if (!m_waiting.empty()) {
        place(std::exchange(m_waiting, {}));
        tellWaiting();
    } else if (m_groupField >= 0) {
        become(composed()); // the heads' figures
    }
}

/// Takes the slots out of the order and puts back those that are filled, where they belong now.
void IndexedListModel::place(const std::vector<int>& moved)
{
    std::vector<int> arriving;
    for (const int slot : moved) {
        if (m_slots[std::size_t(slot)].filled)
            arriving.push_back(slot);
    }
    const auto less = [this](int a, int b) { return before(a, b); };
    std::sort(arriving.begin(), arriving.end(), less);
    std::vector<int> rest;
    rest.reserve(m_order.size() + arriving.size());
    std::copy_if(m_order.begin(), m_order.end(), std::back_inserter(rest),
                 [this](int slot) { return !m_slots[std::size_t(slot)].waits; });
    m_order.clear();
    auto from = rest.begin();
    for (const int slot : arriving) {
        const auto to = std::lower_bound(from, rest.end(), slot, less);
        m_order.insert(m_order.end(), from, to);
        m_order.push_back(slot);
        from = to;
    }
    m_order.insert(m_order.end(), from, rest.end());
    for (const int slot : moved)
        m_slots[std::size_t(slot)].waits = false;
    become(composed());
}

/// The rows that the order, the filter and the groups ask for.
IndexedListModel::Rows IndexedListModel::composed()
{
    Rows rows;
    rows.reserve(m_order.size() + 64);
    m_matching = 0;
    m_groups.clear();
    if (m_groupField < 0) {
        for (const int slot : m_order) {
            if (m_slots[std::size_t(slot)].matches)
                rows.push_back(slot);
        }
        m_matching = int(rows.size());
        return rows;
    }
    const ValueTable& texts = m_index.table(m_groupField);
    std::vector<int> tally(tallyField() >= 0 ? std::size_t(m_index.table(tallyField()).size()) : 0);
    for (std::size_t i = 0; i < m_order.size();) {
        const quint32 value = m_index.value(m_order[i], m_groupField);
        Group group;
        group.head = {.key = groupKey(), .text = texts.text(value)};
        group.head.collapsed = m_collapsed.contains(group.head.text);
        group.row = int(rows.size());
        std::fill(tally.begin(), tally.end(), 0);
        for (; i < m_order.size() && m_index.value(m_order[i], m_groupField) == value; ++i) {
            const int slot = m_order[i];
            ++group.head.total;
            if (!m_slots[std::size_t(slot)].matches)
                continue;
            if (++group.head.matched == 1)
                rows.push_back(-1 - int(value));
            if (!group.head.collapsed)
                rows.push_back(slot);
            if (!tally.empty())
                ++tally[m_index.value(slot, tallyField())];
        }
        m_matching += group.head.matched;
        for (std::size_t each = 0; each < tally.size(); ++each) {
            if (tally[each] > 0)
                group.head.tally.append(
                    {tallyStatus(m_index.table(tallyField()).text(quint32(each))), tally[each]});
        }
        if (group.head.matched > 0)
            m_groups.insert(value, group);
    }
    return rows;
}

void IndexedListModel::tellChanged(std::vector<int> rows)
{
    if (rows.empty())
        return;
    std::sort(rows.begin(), rows.end());
    const auto tell = [this](int first, int last) {
        emit dataChanged(index(first, 0), index(last, m_columns - 1));
    };
    std::vector<std::pair<int, int>> ranges;
    for (const int row : rows) {
        if (!ranges.empty() && row <= ranges.back().second + 1)
            ranges.back().second = row;
        else
            ranges.emplace_back(row, row);
    }
    if (ranges.size() > rangesMost) {
        tell(rows.front(), rows.back());
        return;
    }
    for (const auto& [first, last] : ranges)
        tell(first, last);
}

void IndexedListModel::setFilter(const TextFilter& filter)
{
    m_filter = filter;
    m_compiled = compiled(filter);
    for (std::size_t slot = 0; slot < m_slots.size(); ++slot)
        m_slots[slot].matches = m_slots[slot].filled && m_compiled.accepts(m_index, int(slot));
    if (m_waiting.empty())
        become(composed());
    else
        arrange();
    emit countsChanged();
}

void IndexedListModel::setSortColumns(const SortColumns& columns)
{
    m_sort = columns;
    arrange();
}

void IndexedListModel::setGroupKey(const QString& key)
{
    const int field = key.isEmpty() ? -1 : fieldOf(key);
    if (field == m_groupField)
        return;
    m_collapsed.clear();
    // Heads stand for values of another field now: all of them go, and the new ones come.
    if (m_groupField >= 0) {
        m_groupField = -1;
        arrange();
    }
    m_groupField = field;
    if (field >= 0)
        arrange();
}

QString IndexedListModel::groupKey() const
{
    return m_groupField < 0 ? QString() : m_fields.at(m_groupField).key;
}

/// The whole order anew.
void IndexedListModel::arrange()
{
    readOrder();
    sortOrder();
    become(composed());
    if (!std::exchange(m_waiting, {}).empty())
        tellWaiting();
}

void IndexedListModel::setCollapsed(int row, bool collapsed)
{
    const auto group = m_groups.constFind(quint32(-1 - m_rows[std::size_t(row)]));
    if (group == m_groups.cend())
        return;
    const QString text = group->head.text;
    if (collapsed)
        m_collapsed.insert(text);
    else
        m_collapsed.remove(text);
    become(composed());
}

std::pair<int, int> IndexedListModel::groupRows(int headRow) const
{
    int end = headRow + 1;
    while (end < int(m_rows.size()) && m_rows[std::size_t(end)] >= 0)
        ++end;
    return {headRow + 1, end - 1};
}

void IndexedListModel::setWatched(const QList<TextFilter>& filters)
{
    m_watchedFilters = filters.mid(0, 32);
    m_watched.clear();
    for (const TextFilter& filter : std::as_const(m_watchedFilters))
        m_watched.push_back(compiled(filter));
    m_watchedCounts = QList<int>(qsizetype(m_watched.size()), 0);
    for (std::size_t slot = 0; slot < m_slots.size(); ++slot) {
        const bool matches = m_slots[slot].matches;
        m_slots[slot].watched = 0;
        count(int(slot), m_slots[slot].filled);
        m_slots[slot].matches = matches;
    }
    emit countsChanged();
}

Status IndexedListModel::tallyStatus(const QString&) const
{
    return Status::None;
}

int IndexedListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int IndexedListModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_columns;
}

Qt::ItemFlags IndexedListModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemNeverHasChildren;
    return slotAt(index.row()) < 0 ? flags : flags | Qt::ItemIsSelectable;
}

QVariant IndexedListModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || slotAt(index.row()) >= 0)
        return {};
    const auto group = m_groups.constFind(quint32(-1 - slotAt(index.row())));
    if (group == m_groups.cend())
        return {};
    if (role == GroupRole)
        return QVariant::fromValue(group->head);
    return role == Qt::DisplayRole && index.column() == 0 ? QVariant(group->head.text) : QVariant();
}

} // namespace Drover
