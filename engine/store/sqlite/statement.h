#pragma once

#include "engine/core/error.h"

#include <QByteArray>
#include <QStringEncoder>
#include <memory>

struct sqlite3_stmt;

namespace Drover::Sqlite {

class Database;

/// A prepared statement with typed parameters and columns. Parameters count from 1, columns from 0, as SQLite
/// does. Bound texts are copied into the statement's own buffer, once. A binding that fails is told by the
/// next step. Made by Database, and must not outlive it; used on its thread.
class Statement
{
public:
    Statement(Database& database, sqlite3_stmt* handle);
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;
    ~Statement();

    void bindInteger(int parameter, qint64 value);
    void bindReal(int parameter, double value);
    void bindText(int parameter, QStringView value);
    void bindUtf8(int parameter, QByteArrayView value);
    void bindBlob(int parameter, QByteArrayView value);
    /// The bytes must live until the statement is reset.
    void bindStaticUtf8(int parameter, QByteArrayView value);

    /// True: there is a row. False: done, and reset for the next use. Errors: those of errorOf().
    [[nodiscard]] Result<bool> step();
    /// Steps to the end and resets; for statements without rows. Answers how many rows were changed.
    [[nodiscard]] Result<int> run();
    void reset();

    [[nodiscard]] int columnCount() const;
    /// SQLITE_INTEGER, SQLITE_FLOAT, SQLITE_TEXT, SQLITE_BLOB or SQLITE_NULL.
    [[nodiscard]] int columnType(int column) const;
    [[nodiscard]] qint64 integer(int column) const;
    [[nodiscard]] double real(int column) const;
    [[nodiscard]] QString text(int column) const;
    /// The bytes of a text or blob; valid until the next step.
    [[nodiscard]] QByteArrayView bytes(int column) const;
    [[nodiscard]] QByteArray copiedBytes(int column) const { return bytes(column).toByteArray(); }

private:
    char* room(qsizetype size);
    void note(int code);

    Database& m_database;
    sqlite3_stmt* m_handle;
    QStringEncoder m_encoder{QStringEncoder::Utf8, QStringEncoder::Flag::Stateless};
    std::unique_ptr<char[]> m_buffer; ///< bound texts; grows to the longest row and stays
    qsizetype m_capacity = 0;
    qsizetype m_used = 0;
    std::vector<std::unique_ptr<char[]>> m_more; ///< what did not fit this time
    qsizetype m_moreSize = 0;
    int m_badBinding = 0;
};

} // namespace Drover::Sqlite
