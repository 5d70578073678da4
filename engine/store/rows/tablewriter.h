#pragma once

#include "engine/store/rows/rowsql.h"
#include "engine/store/sqlite/database.h"

#include <unordered_map>

namespace Drover::Rows {

/// Writes some columns of a type into one table. An update names only the columns that changed; its statement
/// is kept for each such set. Owned by a row writer, on the store's thread.
template <class T>
class TableWriter
{
public:
    /// `more` are columns beyond the fields; an insert gives their values.
    TableWriter(Sqlite::Database& database, QByteArray table, ColumnSet columns, QByteArrayList more = {})
        : m_database(database), m_table(std::move(table)), m_columns(columns), m_more(std::move(more))
    {
    }

    template <class... Integers>
    [[nodiscard]] Result<> insert(const T& object, Integers... more)
    {
        if (!m_insert) {
            auto prepared = m_database.prepare(insertSql());
            if (!prepared)
                return tl::make_unexpected(prepared.error());
            m_insert = std::move(*prepared);
        }
        int parameter = bind(*m_insert, object, m_columns);
        (m_insert->bindInteger(++parameter, qint64(more)), ...);
        return one(m_insert->run());
    }

    /// Writes those of the changed columns that are in this table. `mark`: `, live = 0` and the like; may be
    /// empty.
    [[nodiscard]] Result<> update(const T& object, ColumnSet changed, const QByteArray& mark = {})
    {
        changed &= m_columns;
        if (changed == 0 && mark.isEmpty())
            return {};
        const auto statement = updateOf(changed, mark);
        if (!statement)
            return tl::make_unexpected(statement.error());
        const int parameter = bind(**statement, object, changed);
        bindKey(**statement, parameter + 1, object);
        return one((*statement)->run());
    }

    [[nodiscard]] Result<> erase(const T& object)
    {
        const auto statement = m_database.cached("DELETE FROM " + quoted(m_table) + " WHERE " + keyTerms(1));
        if (!statement)
            return tl::make_unexpected(statement.error());
        bindKey(**statement, 1, object);
        return one((*statement)->run());
    }

private:
    [[nodiscard]] int bind(Sqlite::Statement& statement, const T& object, ColumnSet columns)
    {
        int parameter = 0;
        forEachCell<T>([&](auto access) {
            if (columns & 1)
                bindCell(statement, ++parameter, access(object), m_scratch);
            columns >>= 1;
        });
        return parameter;
    }

    [[nodiscard]] QByteArray insertSql() const
    {
        QByteArrayList names = m_more;
        for (qsizetype i = columnNames<T>().size() - 1; i >= 0; --i) {
            if (m_columns >> i & 1)
                names.prepend(columnNames<T>().at(i));
        }
        const QByteArrayList values(names.size(), "?");
        return "INSERT INTO " + quoted(m_table) + " (\"" + names.join("\", \"") + "\") VALUES (" +
               values.join(", ") + ')';
    }

    [[nodiscard]] QByteArray keyTerms(int first) const
    {
        QByteArrayList terms;
        for (const char* name : TableTraits<T>::key)
            terms.append(quoted(name) + " = ?" + QByteArray::number(first++));
        return terms.join(" AND ");
    }

    [[nodiscard]] Result<Sqlite::Statement*> updateOf(ColumnSet changed, const QByteArray& mark)
    {
        const ColumnSet slot = mark.isEmpty() ? changed : changed | ColumnSet(1) << 63;
        const auto it = m_updates.find(slot);
        if (it != m_updates.end())
            return it->second.get();
        QByteArrayList terms;
        int parameter = 0;
        for (qsizetype i = 0; i < columnNames<T>().size(); ++i) {
            if (changed >> i & 1)
                terms.append(quoted(columnNames<T>().at(i)) + " = ?" + QByteArray::number(++parameter));
        }
        if (!mark.isEmpty())
            terms.append(mark);
        auto prepared = m_database.prepare("UPDATE " + quoted(m_table) + " SET " + terms.join(", ") +
                                           " WHERE " + keyTerms(parameter + 1));
        if (!prepared)
            return tl::make_unexpected(prepared.error());
        constexpr std::size_t mostKept = 256;
        if (m_updates.size() >= mostKept)
            m_updates.clear();
        return m_updates.emplace(slot, std::move(*prepared)).first->second.get();
    }

    // A row that should be there and is not means that someone else changed the file.
    [[nodiscard]] Result<> one(const Result<int>& changed) const
    {
        if (!changed)
            return tl::make_unexpected(changed.error());
        if (*changed != 1) {
            return fail(QStringLiteral("store-damaged"),
                        QStringLiteral("%1: a row of table %2 that should be there is missing.")
                            .arg(m_database.path(), QString::fromLatin1(m_table)),
                        QStringLiteral("Run `drover journal verify` on the data directory."));
        }
        return {};
    }

    Sqlite::Database& m_database;
    QByteArray m_table;
    ColumnSet m_columns;
    QByteArrayList m_more;
    std::unique_ptr<Sqlite::Statement> m_insert;
    std::unordered_map<ColumnSet, std::unique_ptr<Sqlite::Statement>> m_updates;
    QByteArray m_scratch;
};

} // namespace Drover::Rows
