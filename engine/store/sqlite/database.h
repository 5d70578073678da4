#pragma once

#include "engine/store/sqlite/statement.h"

#include <functional>
#include <memory>
#include <unordered_map>

struct sqlite3;

namespace Drover::Sqlite {

/// Where a fault can be planted: before a statement's step, before a COMMIT, and after a COMMIT that reached
/// the disk.
enum class Point { Step, Commit, Committed };

/// Called at each point; a SQLite result code other than 0 makes that call fail with it. For tests.
using FaultHook = std::function<int(Point)>;

/// One connection to a SQLite file, set up for Drover: WAL, synchronous=FULL, foreign keys, a busy timeout.
/// Owned by whoever opened it and used on one thread at a time.
class Database
{
public:
    enum class Mode { ReadWrite, ReadOnly };

    /// Opens, and creates when it may write and there is no file. Errors: those of errorOf().
    [[nodiscard]] static Result<std::unique_ptr<Database>> open(const QString& path, Mode mode);
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;
    ~Database();

    /// Runs statements that need no parameters and whose rows nobody reads.
    [[nodiscard]] Result<> execute(const QByteArray& sql);
    /// A statement of its own, for callers that keep it.
    [[nodiscard]] Result<std::unique_ptr<Statement>> prepare(const QByteArray& sql);
    /// A statement from the cache, reset. Not for use inside itself: one row loop per text at a time.
    [[nodiscard]] Result<Statement*> cached(const QByteArray& sql);
    /// The first column of the first row as a number.
    [[nodiscard]] Result<qint64> number(const QByteArray& sql);

    void setFaultHook(FaultHook hook) { m_hook = std::move(hook); }
    [[nodiscard]] int consult(Point point) { return m_hook ? m_hook(point) : 0; }

    [[nodiscard]] const QString& path() const { return m_path; }
    [[nodiscard]] sqlite3* handle() { return m_handle; }
    [[nodiscard]] Error lastError() const;
    [[nodiscard]] Error errorOf(int code) const;

private:
    Database(QString path, sqlite3* handle) : m_path(std::move(path)), m_handle(handle) {}

    QString m_path;
    sqlite3* m_handle;
    FaultHook m_hook;
    std::unordered_map<QByteArray, std::unique_ptr<Statement>> m_cache;
};

} // namespace Drover::Sqlite
