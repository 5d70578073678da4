#pragma once

#include "engine/store/rows/rowsql.h"
#include "engine/store/rows/sharedcells.h"
#include "engine/store/sqlite/database.h"

namespace Drover::Rows {

/// Reads an object from a row of selectSql(). Errors: `store-damaged` naming the table and the column.
template <class T>
[[nodiscard]] Result<T> readRow(const Sqlite::Statement& row, const QString& path,
                                SharedCells* shared = nullptr)
{
    T object{};
    int column = 0;
    int bad = -1;
    forEachCell<T>([&](auto access) {
        auto& cell = access(object);
        if (!(shared ? shared->read(row, column, cell) : readCell(row, column, cell)) && bad < 0)
            bad = column;
        ++column;
    });
    if (bad >= 0) {
        return fail(
            QStringLiteral("store-damaged"),
            QStringLiteral("%1: column %2 of a row of table %3 can't be read: %4.")
                .arg(path, QString::fromLatin1(columnNames<T>().at(bad)), QLatin1String(TableTraits<T>::name),
                     row.text(bad).left(80)),
            QStringLiteral("Run `drover journal verify` on the data directory, or go back to a copy of it."));
    }
    return object;
}

/// Steps a bound statement of selectSql() to its end and calls f(object) for each row.
template <class T, class F>
[[nodiscard]] Result<> readRows(Sqlite::Database& database, Sqlite::Statement& statement, F&& f,
                                SharedCells* shared = nullptr)
{
    for (;;) {
        const auto row = statement.step();
        if (!row)
            return tl::make_unexpected(row.error());
        if (!*row)
            return {};
        auto object = readRow<T>(statement, database.path(), shared);
        if (!object) {
            statement.reset();
            return tl::make_unexpected(object.error());
        }
        f(std::move(*object));
    }
}

/// All objects of a type that have not ended.
template <class T, class F>
[[nodiscard]] Result<> readLive(Sqlite::Database& database, F&& f)
{
    const auto statement = database.prepare(selectSql<T>());
    if (!statement)
        return tl::make_unexpected(statement.error());
    SharedCells shared;
    return readRows<T>(database, **statement, std::forward<F>(f), &shared);
}

} // namespace Drover::Rows
