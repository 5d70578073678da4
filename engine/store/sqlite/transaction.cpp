#include "engine/store/sqlite/transaction.h"

#include "engine/store/sqlite/database.h"

#include <sqlite3.h>

namespace Drover::Sqlite {

// SQLite rolls back by itself after some errors (a full disk) and not after others, so its own flag decides.
Transaction::~Transaction()
{
    if (sqlite3_get_autocommit(m_database.handle()) == 0)
        sqlite3_exec(m_database.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

Result<> Transaction::begin()
{
    const auto statement = m_database.cached("BEGIN IMMEDIATE");
    if (!statement)
        return tl::make_unexpected(statement.error());
    return (*statement)->run().map([](int) {});
}

Result<> Transaction::commit()
{
    if (const int planted = m_database.consult(Point::Commit); planted != SQLITE_OK)
        return tl::make_unexpected(m_database.errorOf(planted));
    const auto statement = m_database.cached("COMMIT");
    if (!statement)
        return tl::make_unexpected(statement.error());
    if (const auto done = (*statement)->run(); !done)
        return tl::make_unexpected(done.error());
    if (const int planted = m_database.consult(Point::Committed); planted != SQLITE_OK)
        return tl::make_unexpected(m_database.errorOf(planted));
    return {};
}

} // namespace Drover::Sqlite
