#pragma once

#include "engine/store/rows/columns.h"
#include "engine/store/rows/tabletraits.h"

namespace Drover::Rows {

/// A set of a type's columns, by position.
using ColumnSet = quint64;

[[nodiscard]] inline QByteArray quoted(const QByteArray& name)
{
    return '"' + name + '"';
}

template <class T>
[[nodiscard]] ColumnSet allColumns()
{
    return (ColumnSet(1) << columnNames<T>().size()) - 1;
}

template <class T>
[[nodiscard]] ColumnSet keyColumns()
{
    static const ColumnSet set = [] {
        ColumnSet found = 0;
        for (const char* key : TableTraits<T>::key) {
            const qsizetype at = columnNames<T>().indexOf(key);
            if (at >= 0)
                found |= ColumnSet(1) << at;
        }
        return found;
    }();
    return set;
}

/// The columns that lie in the type's second table.
template <class T>
[[nodiscard]] ColumnSet secondColumns()
{
    static const ColumnSet set = [] {
        ColumnSet found = 0;
        for (qsizetype i = 0; i < columnNames<T>().size(); ++i) {
            const QByteArray& name = columnNames<T>().at(i);
            if (TableTraits<T>::inSecond(std::string_view(name.constData(), std::size_t(name.size()))))
                found |= ColumnSet(1) << i;
        }
        return found;
    }();
    return set;
}

/// All columns in the order of the fields, each from the table that holds it.
template <class T>
[[nodiscard]] QByteArray columnList(bool ended = false)
{
    const bool fromSecond = TableTraits<T>::ended != Ended::Apart || ended;
    QByteArrayList names;
    for (qsizetype i = 0; i < columnNames<T>().size(); ++i) {
        const bool second = fromSecond && (secondColumns<T>() >> i & 1) != 0;
        names.append(quoted(second ? TableTraits<T>::second : TableTraits<T>::name) + '.' +
                     quoted(columnNames<T>().at(i)));
    }
    return names.join(", ");
}

/// `FROM machine JOIN machine_sequence ON …`, reaching live or ended objects only.
template <class T>
[[nodiscard]] QByteArray fromSql(bool ended = false)
{
    const QByteArray name = quoted(TableTraits<T>::name);
    const QByteArray second = quoted(TableTraits<T>::second);
    const QByteArray key = quoted(TableTraits<T>::key[0]);
    switch (TableTraits<T>::ended) {
    case Ended::Gone:
        return second == "\"\"" ? " FROM " + name
                                : " FROM " + name + " JOIN " + second + " ON " + second + '.' + key + " = " +
                                      name + '.' + key;
    case Ended::Marked:
        return " FROM " + name + " WHERE live = " + (ended ? '0' : '1');
    case Ended::Apart:
        const QByteArray other = ended ? second : quoted(QByteArray(TableTraits<T>::name) + "_live");
        return " FROM " + other + " CROSS JOIN " + name + " ON " + name + '.' + key + " = " + other + '.' +
               key;
    }
    return {};
}

template <class T>
[[nodiscard]] QByteArray selectSql(bool ended = false)
{
    return "SELECT " + columnList<T>(ended) + fromSql<T>(ended);
}

/// The same with one more condition.
template <class T>
[[nodiscard]] QByteArray selectWhereSql(const QByteArray& condition, bool ended = false)
{
    return selectSql<T>(ended) + (TableTraits<T>::ended == Ended::Marked ? " AND " : " WHERE ") + condition;
}

/// `"id" = ?3`: the row of one key, its parameters from `first` on.
template <class T>
[[nodiscard]] QByteArray keySql(int first)
{
    QByteArrayList terms;
    for (const char* name : TableTraits<T>::key)
        terms.append(quoted(TableTraits<T>::name) + '.' + quoted(name) + " = ?" +
                     QByteArray::number(first++));
    return terms.join(" AND ");
}

/// Binds the key's columns of an object.
template <class T>
void bindKey(Sqlite::Statement& statement, int first, const T& object)
{
    if constexpr (std::is_same_v<T, Ledger>) {
        statement.bindInteger(first, 1);
    } else {
        QByteArray scratch;
        for (const char* key : TableTraits<T>::key) {
            forEachField<T>([&](std::string_view name, auto member) {
                if (name == key)
                    bindCell(statement, first, object.*member, scratch);
            });
            ++first;
        }
    }
}

} // namespace Drover::Rows
