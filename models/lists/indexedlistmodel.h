#pragma once

#include "models/lists/grouphead.h"
#include "models/lists/heldrows.h"
#include "models/lists/listindex.h"
#include "models/lists/sortcolumns.h"

#include <QAbstractTableModel>
#include <QSet>

namespace Drover {

/// A long flat list with its own filter, order and groups, made for a hundred thousand rows. What derives
/// from it keeps the objects in numbered slots and says what a slot's fields read; the first fields are the
/// columns. A change costs what it touches, and a few passes over numbers when rows come, go or move; every
/// such step is announced with as few signals as there are. UI thread.
class IndexedListModel : public QAbstractTableModel, public SortsByColumns, public HeldRows
{
    Q_OBJECT
public:
    struct Field
    {
        QString key; ///< in the filter language; empty: not to be filtered by
        ValueTable::KeyOf keyOf;
    };

    /// The keys that a filter of this list may have.
    [[nodiscard]] QStringList filterKeys() const;
    /// What the key's column holds, in order, for completion.
    [[nodiscard]] QStringList valuesOf(const QString& key);
    static constexpr int valuesMost = 200;

    void setFilter(const TextFilter& filter);
    void setSortColumns(const SortColumns& columns) override;
    void sort(int column, Qt::SortOrder order) override { setSortColumns({{column, order}}); }
    /// One head per value of the key's field; empty: no groups.
    void setGroupKey(const QString& key);
    [[nodiscard]] QString groupKey() const;
    void setCollapsed(int row, bool collapsed);
    /// The rows that follow a head and belong to it.
    [[nodiscard]] std::pair<int, int> groupRows(int headRow) const;

    /// Filters whose matches are counted all the time: those of the saved views. 32 at most.
    void setWatched(const QList<TextFilter>& filters);
    [[nodiscard]] int watchedCount(int filter) const { return m_watchedCounts.value(filter); }
    [[nodiscard]] int totalCount() const { return m_total; }
    [[nodiscard]] int matchCount() const { return m_matching; }

    void setHeld(bool held) override;
    [[nodiscard]] int waitingCount() const override { return int(m_waiting.size()); }
    void applyWaiting() override;
    /// Rows come, go or move just now because of a change, and not because somebody asked for another list.
    [[nodiscard]] bool isFollowing() const { return m_following; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    /// Answers heads only; what derives answers the rest.
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

signals:
    void countsChanged();

protected:
    /// The first `columns` fields are the columns, the first of them the name; `bareWords`: the fields that a
    /// bare word is looked for in.
    IndexedListModel(const QList<Field>& fields, int columns, const QList<int>& bareWords, QObject* parent);

    /// Empty for a slot that holds nothing.
    [[nodiscard]] virtual QString fieldText(int slot, int field) const = 0;
    [[nodiscard]] virtual bool isFilled(int slot) const = 0;
    /// A bit for each field that may be another since the slot was last read.
    [[nodiscard]] virtual quint64 staleFields(int) { return ~quint64(0); }
    /// The field whose values a group's head counts; negative: none.
    [[nodiscard]] virtual int tallyField() const { return -1; }
    [[nodiscard]] virtual Status tallyStatus(const QString& text) const;
    /// A param that somebody filters by gets a field of its own.
    [[nodiscard]] const QString& fieldKey(int field) const { return m_fields.at(field).key; }

    /// The slots 0 … count-1 are another set of objects. The only reset: the caller has begun it before it
    /// changed anything, ends it, and tells the new counts.
    void fill(int count);
    /// Slots that were filled, changed or emptied; numbers beyond the last are new.
    void change(const std::vector<int>& touched);
    /// Whether a column is read by filter, order, group or a view just now.
    [[nodiscard]] bool isUsed(int field) const { return m_index.isUsed(field); }
    /// Negative for a head.
    [[nodiscard]] int slotAt(int row) const { return m_rows[std::size_t(row)]; }
    /// Negative when it is not shown.
    [[nodiscard]] int rowOf(int slot) const { return m_rowOf.at(slot); }

private:
    /// A row is the slot it shows, or -1 - value for the head of a group.
    using Rows = std::vector<int>;
    /// A number for each row that can be, -1 where none was set.
    class RowNumbers
    {
    public:
        [[nodiscard]] int at(int row) const
        {
            const std::vector<int>& list = row >= 0 ? m_slots : m_heads;
            const auto place = std::size_t(row >= 0 ? row : -1 - row);
            return place < list.size() ? list[place] : -1;
        }
        void number(const Rows& rows, std::size_t slotCount);

    private:
        std::vector<int> m_slots;
        std::vector<int> m_heads;
    };
    struct Group
    {
        GroupHead head;
        int row = -1;
    };

    [[nodiscard]] int fieldOf(const QString& key);
    [[nodiscard]] IndexFilter compiled(const TextFilter& filter);
    [[nodiscard]] bool before(int a, int b) const;
    [[nodiscard]] Rows composed();
    void count(int slot, bool filled);
    void readOrder();
    void sortOrder();
    void arrange();
    void place(const std::vector<int>& moved);
    void become(const Rows& wanted);
    void take(const Rows& kept, const Rows& leaving);
    void give(const Rows& arriving, const RowNumbers& places);
    void permute(const Rows& rows);
    void noteRows();
    void tellChanged(std::vector<int> rows);

    struct Slot
    {
        quint32 watched = 0; ///< a bit per view that it matches
        bool filled = false;
        bool matches = false;
        bool waits = false;
    };

    QList<Field> m_fields;
    int m_columns;
    QList<int> m_bareWords;
    ListIndex m_index;
    std::vector<Slot> m_slots;
    std::vector<int> m_order; ///< every filled slot
    Rows m_rows;
    RowNumbers m_rowOf;
    QHash<quint32, Group> m_groups;
    QSet<QString> m_collapsed;
    TextFilter m_filter;
    IndexFilter m_compiled;
    QList<TextFilter> m_watchedFilters;
    std::vector<IndexFilter> m_watched;
    QList<int> m_watchedCounts;
    SortColumns m_sort{{}};
    int m_groupField = -1;
    int m_total = 0;
    int m_matching = 0;
    bool m_held = false;
    bool m_following = false;
    std::vector<int> m_waiting;
};

} // namespace Drover
