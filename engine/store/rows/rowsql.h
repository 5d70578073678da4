#pragma once

#include "engine/store/rows/columns.h"
#include "engine/store/rows/tabletraits.h"

namespace Drover::Rows {

[[nodiscard]] inline QByteArray quoted(const QByteArray& name)
{
    return '"' + name + '"';
}

/// `"id", "machine", …`: a type's columns in the order of its fields.
template <class T>
[[nodiscard]] QByteArray columnList()
{
    QByteArrayList names;
    for (const QByteArray& name : columnNames<T>())
        names.append(quoted(name));
    return names.join(", ");
}

template <class T>
[[nodiscard]] QByteArray selectSql()
{
    return "SELECT " + columnList<T>() + " FROM " + quoted(TableTraits<T>::name);
}

/// ` WHERE "id" = ?3`: the row of one key, its parameters from `first` on.
template <class T>
[[nodiscard]] QByteArray whereKeySql(int first)
{
    QByteArrayList terms;
    for (const char* name : TableTraits<T>::key)
        terms.append(quoted(name) + " = ?" + QByteArray::number(first++));
    return " WHERE " + terms.join(" AND ");
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
