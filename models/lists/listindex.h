#pragma once

#include "models/lists/valuetable.h"
#include "models/textfilter.h"

namespace Drover {

/// The columns of a long list as numbers, so that a filter and an order read no texts: a column is read when
/// something first asks for it, and kept from then on. Rows are numbered by the owner and never move. A
/// value; one thread.
class ListIndex
{
public:
    using Read = std::function<QString(int row, int field)>;
    static constexpr int fieldsMost = 64;

    explicit ListIndex(Read read) : m_read(std::move(read)) {}

    int addField(ValueTable::KeyOf keyOf);
    /// Forgets all that was read.
    void reset(int rows);
    void grow(int rows) { m_rowCount = std::max(m_rowCount, rows); }
    [[nodiscard]] int rowCount() const { return m_rowCount; }
    /// Reads the column, if it is not here yet.
    void use(int field);
    [[nodiscard]] bool isUsed(int field) const { return m_columns[std::size_t(field)].used; }
    /// Reads the row's used columns again, those of `fields`: a bit for each that is another now.
    quint64 refresh(int row, quint64 fields);
    void settle();

    [[nodiscard]] quint32 value(int row, int field) const
    {
        return m_columns[std::size_t(field)].values[std::size_t(row)];
    }
    [[nodiscard]] int rank(int row, int field) const { return table(field).rank(value(row, field)); }
    [[nodiscard]] const ValueTable& table(int field) const { return m_columns[std::size_t(field)].table; }

private:
    struct Column
    {
        ValueTable table;
        std::vector<quint32> values;
        bool used = false;
    };

    Read m_read;
    int m_rowCount = 0;
    std::vector<Column> m_columns;
};

/// A filter on an index: what it says about a text is worked out once and remembered, so a row costs a look
/// into a table per term. UI thread, with its index.
class IndexFilter
{
public:
    IndexFilter() = default;
    /// `fieldOf`: the field of a key, negative when there is none; `names`: where bare words are looked for.
    IndexFilter(ListIndex& index, const TextFilter& filter, const std::function<int(const QString&)>& fieldOf,
                const QList<int>& names);

    [[nodiscard]] bool accepts(const ListIndex& index, int row);

private:
    struct Place
    {
        int field;
        std::vector<qint8> verdicts; ///< by value; -1 = not known yet
    };
    struct Term
    {
        TextFilter::Term term;
        std::vector<Place> places;
    };
    [[nodiscard]] static bool hits(const ListIndex& index, Term& term, int row);

    std::vector<Term> m_terms;
};

} // namespace Drover
