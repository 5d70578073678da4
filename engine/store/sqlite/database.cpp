#include "engine/store/sqlite/database.h"

#include "engine/store/sqlite/sqliteerror.h"

#include <sqlite3.h>

namespace Drover::Sqlite {

namespace {

constexpr int busyTimeoutMs = 5000;

// WAL with FULL: a commit that was answered is on the disk even when the power goes. The checkpoint comes
// after 16 MB instead of 4, so that a page that many turns change is copied back once. No memory map: a disk
// error behind one is a signal and not a result code.
constexpr const char* writerSettings = "PRAGMA journal_mode = WAL;"
                                       "PRAGMA synchronous = FULL;"
                                       "PRAGMA wal_autocheckpoint = 4000;"
                                       "PRAGMA journal_size_limit = 67108864;";
constexpr const char* settings = "PRAGMA foreign_keys = ON;"
                                 "PRAGMA mmap_size = 0;"
                                 "PRAGMA temp_store = MEMORY;"
                                 "PRAGMA trusted_schema = OFF;"
                                 "PRAGMA cache_size = -65536;";

} // namespace

Result<std::unique_ptr<Database>> Database::open(const QString& path, Mode mode)
{
    const bool writes = mode == Mode::ReadWrite;
    sqlite3* handle = nullptr;
    const int flags = (writes ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY) |
                      SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    const int code = sqlite3_open_v2(path.toUtf8().constData(), &handle, flags, nullptr);
    std::unique_ptr<Database> database(new Database(path, handle));
    if (code != SQLITE_OK)
        return tl::make_unexpected(database->errorOf(code));
    sqlite3_busy_timeout(handle, busyTimeoutMs);
    if (auto done = database->execute(settings); !done)
        return tl::make_unexpected(done.error());
    if (writes) {
        if (auto done = database->execute(writerSettings); !done)
            return tl::make_unexpected(done.error());
    }
    return database;
}

Database::~Database()
{
    m_cache.clear();
    sqlite3_close_v2(m_handle);
}

Result<> Database::execute(const QByteArray& sql)
{
    if (const int planted = consult(Point::Step); planted != SQLITE_OK)
        return tl::make_unexpected(errorOf(planted));
    if (sqlite3_exec(m_handle, sql.constData(), nullptr, nullptr, nullptr) != SQLITE_OK)
        return tl::make_unexpected(lastError());
    return {};
}

Result<std::unique_ptr<Statement>> Database::prepare(const QByteArray& sql)
{
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(m_handle, sql.constData(), int(sql.size()) + 1,
                                        SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK)
        return tl::make_unexpected(lastError());
    return std::make_unique<Statement>(*this, statement);
}

Result<Statement*> Database::cached(const QByteArray& sql)
{
    const auto it = m_cache.find(sql);
    if (it != m_cache.end()) {
        it->second->reset();
        return it->second.get();
    }
    auto prepared = prepare(sql);
    if (!prepared)
        return tl::make_unexpected(prepared.error());
    return m_cache.emplace(sql, std::move(*prepared)).first->second.get();
}

Result<qint64> Database::number(const QByteArray& sql)
{
    const auto statement = prepare(sql);
    if (!statement)
        return tl::make_unexpected(statement.error());
    const auto row = (*statement)->step();
    if (!row)
        return tl::make_unexpected(row.error());
    return *row ? (*statement)->integer(0) : 0;
}

Error Database::lastError() const
{
    return Sqlite::errorOf(sqlite3_extended_errcode(m_handle), QString::fromUtf8(sqlite3_errmsg(m_handle)),
                           m_path);
}

Error Database::errorOf(int code) const
{
    return Sqlite::errorOf(code, {}, m_path);
}

} // namespace Drover::Sqlite
