#pragma once

#include "engine/store/rows/rowsql.h"
#include "engine/store/sqlite/database.h"

#include <unordered_map>

namespace Drover::Rows {

/// Writes rows of one type. An update names only the columns that differ between the value before and the
/// value after; its statement is kept for each such set. Owned by the store, on its thread.
template <class T>
class RowWriter
{
public:
    explicit RowWriter(Sqlite::Database& database) : m_database(database) {}

    [[nodiscard]] Result<> insert(const T& object, bool live = true)
    {
        if (!m_insert) {
            auto prepared = m_database.prepare(insertSql());
            if (!prepared)
                return tl::make_unexpected(prepared.error());
            m_insert = std::move(*prepared);
        }
        int parameter = 0;
        forEachCell<T>([&](auto access) { bindCell(*m_insert, ++parameter, access(object), m_scratch); });
        if constexpr (TableTraits<T>::keepsEnded)
            m_insert->bindInteger(++parameter, live ? 1 : 0);
        return one(m_insert->run());
    }

    /// `live` false: the object has ended. Does nothing when nothing differs.
    [[nodiscard]] Result<> update(const T& before, const T& after, bool live = true)
    {
        Columns changed = live ? 0 : liveBit;
        int column = 0;
        forEachCell<T>([&](auto access) {
            if (!(access(before) == access(after)))
                changed |= Columns(1) << column;
            ++column;
        });
        if (changed == 0)
            return {};
        const auto statement = updateOf(changed);
        if (!statement)
            return tl::make_unexpected(statement.error());
        int parameter = 0;
        column = 0;
        forEachCell<T>([&](auto access) {
            if (changed >> column++ & 1)
                bindCell(**statement, ++parameter, access(after), m_scratch);
        });
        bindKey(**statement, parameter + 1, before);
        return one((*statement)->run());
    }

    [[nodiscard]] Result<> erase(const T& object)
    {
        const auto statement =
            m_database.cached("DELETE FROM " + quoted(TableTraits<T>::name) + whereKeySql<T>(1));
        if (!statement)
            return tl::make_unexpected(statement.error());
        bindKey(**statement, 1, object);
        return one((*statement)->run());
    }

private:
    using Columns = quint64;
    static constexpr Columns liveBit = Columns(1) << 63;

    [[nodiscard]] static QByteArray insertSql()
    {
        const bool ended = TableTraits<T>::keepsEnded;
        QByteArrayList values(columnNames<T>().size() + (ended ? 1 : 0), "?");
        return "INSERT INTO " + quoted(TableTraits<T>::name) + " (" + columnList<T>() +
               (ended ? ", \"live\"" : "") + ") VALUES (" + values.join(", ") + ')';
    }

    [[nodiscard]] Result<Sqlite::Statement*> updateOf(Columns changed)
    {
        const auto it = m_updates.find(changed);
        if (it != m_updates.end())
            return it->second.get();
        QByteArrayList terms;
        int parameter = 0;
        const QByteArrayList& names = columnNames<T>();
        for (qsizetype i = 0; i < names.size(); ++i) {
            if (changed >> i & 1)
                terms.append(quoted(names.at(i)) + " = ?" + QByteArray::number(++parameter));
        }
        if (changed & liveBit)
            terms.append("\"live\" = 0");
        auto prepared = m_database.prepare("UPDATE " + quoted(TableTraits<T>::name) + " SET " +
                                           terms.join(", ") + whereKeySql<T>(parameter + 1));
        if (!prepared)
            return tl::make_unexpected(prepared.error());
        constexpr std::size_t mostKept = 256;
        if (m_updates.size() >= mostKept)
            m_updates.clear();
        return m_updates.emplace(changed, std::move(*prepared)).first->second.get();
    }

    // A row that should be there and is not means that the file was changed by someone else.
    [[nodiscard]] Result<> one(const Result<int>& changed)
    {
        if (!changed)
            return tl::make_unexpected(changed.error());
        if (*changed != 1) {
            return fail(QStringLiteral("store-damaged"),
                        QStringLiteral("%1: a row of table %2 that should be there is missing.")
                            .arg(m_database.path(), QLatin1String(TableTraits<T>::name)),
                        QStringLiteral("Run `drover journal verify` on the data directory."));
        }
        return {};
    }

    Sqlite::Database& m_database;
    std::unique_ptr<Sqlite::Statement> m_insert;
    std::unordered_map<Columns, std::unique_ptr<Sqlite::Statement>> m_updates;
    QByteArray m_scratch;
};

} // namespace Drover::Rows
