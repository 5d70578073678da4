#include "models/lists/listindex.h"

namespace Drover {

int ListIndex::addField(ValueTable::KeyOf keyOf)
{
    Q_ASSERT(m_columns.size() < fieldsMost);
    m_columns.push_back({ValueTable(keyOf), {}, false});
    return int(m_columns.size()) - 1;
}

void ListIndex::reset(int rows)
{
    m_rowCount = rows;
    for (Column& column : m_columns) {
        column.table = ValueTable(column.table.keyOf());
        column.values.clear();
        column.used = false;
    }
}

void ListIndex::use(int field)
{
    Column& column = m_columns[std::size_t(field)];
    if (column.used)
        return;
    column.used = true;
    column.values.resize(std::size_t(m_rowCount));
    constexpr int sample = 256;
    for (int row = 0; row < m_rowCount; ++row) {
        if (row == sample && column.table.size() > sample / 2)
            column.table.reserve(m_rowCount); // each row has its own text
        column.values[std::size_t(row)] = column.table.valueOf(m_read(row, field));
    }
    column.table.settle();
}

quint64 ListIndex::refresh(int row, quint64 fields)
{
    quint64 changed = 0;
    for (std::size_t field = 0; field < m_columns.size(); ++field) {
        Column& column = m_columns[field];
        if (!column.used || !(fields >> field & 1))
            continue;
        const bool fresh = std::size_t(row) >= column.values.size();
        if (fresh)
            column.values.resize(std::size_t(m_rowCount));
        quint32& value = column.values[std::size_t(row)];
        const QString text = m_read(row, int(field));
        if (!fresh && value < quint32(column.table.size()) && column.table.text(value) == text)
            continue;
        value = column.table.valueOf(text);
        changed |= quint64(1) << field;
    }
    return changed;
}

void ListIndex::settle()
{
    for (Column& column : m_columns)
        column.table.settle();
}

IndexFilter::IndexFilter(ListIndex& index, const TextFilter& filter,
                         const std::function<int(const QString&)>& fieldOf, const QList<int>& names)
{
    for (const TextFilter::Term& term : filter.terms()) {
        Term compiled{term, {}};
        for (const int field : term.key.isEmpty() ? names : QList<int>{fieldOf(term.key)}) {
            if (field < 0)
                continue;
            index.use(field);
            compiled.places.push_back({field, {}});
        }
        m_terms.push_back(std::move(compiled));
    }
}

bool IndexFilter::hits(const ListIndex& index, Term& term, int row)
{
    for (Place& place : term.places) {
        const quint32 value = index.value(row, place.field);
        if (value >= place.verdicts.size())
            place.verdicts.resize(std::size_t(index.table(place.field).size()), qint8(-1));
        qint8& verdict = place.verdicts[value];
        if (verdict < 0)
            verdict = qint8(term.term.hits(index.table(place.field).text(value)));
        if (verdict > 0)
            return true;
    }
    return false;
}

bool IndexFilter::accepts(const ListIndex& index, int row)
{
    for (Term& term : m_terms) {
        if (hits(index, term, row) == term.term.negated)
            return false;
    }
    return true;
}

} // namespace Drover
