#include "models/lists/indexedlistmodel.h"

#include "models/roles.h"

#include <algorithm>

/// How the rows of a list become others, in as few steps as can be told.
namespace Drover {

/// Leads from the rows that are shown to those that are wanted. Rows that go or come as one block do so in
/// place; scattered ones are moved to the end first, so that a batch is a handful of signals whatever its
/// size.
void IndexedListModel::become(const Rows& wanted)
{
    RowNumbers places;
    places.number(wanted, m_slots.size());
    Rows kept;
    Rows leaving;
    for (const int row : std::as_const(m_rows))
        (places.at(row) >= 0 ? kept : leaving).push_back(row);
    if (!leaving.empty())
        take(kept, leaving);
    Rows arriving;
    std::copy_if(wanted.begin(), wanted.end(), std::back_inserter(arriving),
                 [this](int row) { return m_rowOf.at(row) < 0; });
    if (!arriving.empty())
        give(arriving, places);
    if (m_rows != wanted)
        permute(wanted);
    if (m_groupField >= 0 && !m_rows.empty())
        emit dataChanged(index(0, 0), index(int(m_rows.size()) - 1, m_columns - 1), {GroupRole});
}

void IndexedListModel::take(const Rows& kept, const Rows& leaving)
{
    const auto gone = std::search(m_rows.begin(), m_rows.end(), leaving.begin(), leaving.end());
    int first = int(kept.size());
    if (gone == m_rows.end()) {
        Rows rows = kept;
        rows.insert(rows.end(), leaving.begin(), leaving.end());
        permute(rows);
    } else {
        first = int(gone - m_rows.begin());
    }
    beginRemoveRows({}, first, first + int(leaving.size()) - 1);
    m_rows = kept;
    noteRows();
    endRemoveRows();
}

void IndexedListModel::give(const Rows& arriving, const RowNumbers& places)
{
    const int start = places.at(arriving.front());
    const bool oneBlock =
        places.at(arriving.back()) - start + 1 == int(arriving.size()) && start <= int(m_rows.size());
    const int first = oneBlock ? start : int(m_rows.size());
    beginInsertRows({}, first, first + int(arriving.size()) - 1);
    m_rows.insert(m_rows.begin() + first, arriving.begin(), arriving.end());
    noteRows();
    endInsertRows();
}

void IndexedListModel::permute(const Rows& rows)
{
    emit layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const QModelIndexList held = persistentIndexList();
    std::vector<int> heldRows;
    for (const QModelIndex& each : held)
        heldRows.push_back(m_rows[std::size_t(each.row())]);
    m_rows = rows;
    noteRows();
    QModelIndexList now;
    for (qsizetype i = 0; i < held.size(); ++i)
        now.append(index(m_rowOf.at(heldRows[std::size_t(i)]), held.at(i).column()));
    changePersistentIndexList(held, now);
    emit layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

void IndexedListModel::noteRows()
{
    m_rowOf.number(m_rows, m_slots.size());
}

void IndexedListModel::RowNumbers::number(const Rows& rows, std::size_t slotCount)
{
    m_slots.assign(slotCount, -1);
    m_heads.clear();
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i] >= 0) {
            m_slots[std::size_t(rows[i])] = int(i);
            continue;
        }
        const auto head = std::size_t(-1 - rows[i]);
        if (head >= m_heads.size())
            m_heads.resize(head + 1, -1);
        m_heads[head] = int(i);
    }
}

} // namespace Drover
