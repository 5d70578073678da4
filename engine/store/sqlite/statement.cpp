#include "engine/store/sqlite/statement.h"

#include "engine/store/sqlite/database.h"

#include <sqlite3.h>

namespace Drover::Sqlite {

Statement::Statement(Database& database, sqlite3_stmt* handle) : m_database(database), m_handle(handle) {}

Statement::~Statement()
{
    sqlite3_finalize(m_handle);
}

void Statement::note(int code)
{
    if (code != SQLITE_OK && m_badBinding == SQLITE_OK)
        m_badBinding = code;
}

// Texts already bound are pointed to by SQLite, so the buffer never moves while a row is being bound.
char* Statement::room(qsizetype size)
{
    if (m_used + size <= m_capacity) {
        char* at = m_buffer.get() + m_used;
        m_used += size;
        return at;
    }
    m_moreSize += size;
    return m_more.emplace_back(std::make_unique<char[]>(std::size_t(size))).get();
}

void Statement::bindInteger(int parameter, qint64 value)
{
    note(sqlite3_bind_int64(m_handle, parameter, value));
}

void Statement::bindReal(int parameter, double value)
{
    note(sqlite3_bind_double(m_handle, parameter, value));
}

void Statement::bindText(int parameter, QStringView value)
{
    if (value.isEmpty()) {
        note(sqlite3_bind_text(m_handle, parameter, "", 0, SQLITE_STATIC));
        return;
    }
    char* at = room(m_encoder.requiredSpace(value.size()));
    const char* end = m_encoder.appendToBuffer(at, value);
    note(sqlite3_bind_text64(m_handle, parameter, at, sqlite3_uint64(end - at), SQLITE_STATIC, SQLITE_UTF8));
}

void Statement::bindUtf8(int parameter, QByteArrayView value)
{
    if (value.isEmpty()) {
        note(sqlite3_bind_text(m_handle, parameter, "", 0, SQLITE_STATIC));
        return;
    }
    char* at = room(value.size());
    std::copy(value.begin(), value.end(), at);
    note(sqlite3_bind_text64(m_handle, parameter, at, sqlite3_uint64(value.size()), SQLITE_STATIC,
                             SQLITE_UTF8));
}

void Statement::bindStaticUtf8(int parameter, QByteArrayView value)
{
    const char* at = value.isEmpty() ? "" : value.data();
    note(sqlite3_bind_text64(m_handle, parameter, at, sqlite3_uint64(value.size()), SQLITE_STATIC,
                             SQLITE_UTF8));
}

void Statement::bindBlob(int parameter, QByteArrayView value)
{
    if (value.isEmpty()) {
        note(sqlite3_bind_zeroblob(m_handle, parameter, 0));
        return;
    }
    char* at = room(value.size());
    std::copy(value.begin(), value.end(), at);
    note(sqlite3_bind_blob64(m_handle, parameter, at, sqlite3_uint64(value.size()), SQLITE_STATIC));
}

Result<bool> Statement::step()
{
    int code = m_badBinding;
    if (code == SQLITE_OK)
        code = m_database.consult(Point::Step);
    const bool planted = code != SQLITE_OK;
    if (!planted)
        code = sqlite3_step(m_handle);
    if (code == SQLITE_ROW)
        return true;
    Error error;
    if (code != SQLITE_DONE)
        error = planted ? m_database.errorOf(code) : m_database.lastError();
    reset();
    if (code != SQLITE_DONE)
        return tl::make_unexpected(error);
    return false;
}

Result<int> Statement::run()
{
    for (;;) {
        const Result<bool> row = step();
        if (!row)
            return tl::make_unexpected(row.error());
        if (!*row)
            return sqlite3_changes(m_database.handle());
    }
}

void Statement::reset()
{
    sqlite3_reset(m_handle);
    m_badBinding = SQLITE_OK;
    if (m_moreSize > 0) {
        constexpr qsizetype keep = 64 * 1024;
        sqlite3_clear_bindings(m_handle);
        if (m_used + m_moreSize <= keep) {
            m_capacity = m_used + m_moreSize;
            m_buffer = std::make_unique<char[]>(std::size_t(m_capacity));
        }
        m_more.clear();
        m_moreSize = 0;
    }
    m_used = 0;
}

int Statement::columnCount() const
{
    return sqlite3_column_count(m_handle);
}

int Statement::columnType(int column) const
{
    return sqlite3_column_type(m_handle, column);
}

qint64 Statement::integer(int column) const
{
    return sqlite3_column_int64(m_handle, column);
}

double Statement::real(int column) const
{
    return sqlite3_column_double(m_handle, column);
}

QString Statement::text(int column) const
{
    return QString::fromUtf8(bytes(column));
}

QByteArrayView Statement::bytes(int column) const
{
    const auto* data = static_cast<const char*>(sqlite3_column_blob(m_handle, column));
    return QByteArrayView(data, sqlite3_column_bytes(m_handle, column));
}

} // namespace Drover::Sqlite
