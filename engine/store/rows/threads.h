#pragma once

#include "engine/core/error.h"
#include "engine/core/ids.h"

#include <QHash>
#include <vector>

namespace Drover {

namespace Sqlite {
class Database;
}

namespace Rows {

/// Threads string together the rows about one thing, each holding the row before it, so that its history is
/// read without an index that would scatter every turn's writes over the whole past. Keeps the ends of the
/// threads in use in memory; a turn appends and then writes the ends that moved. Owned by the turn writer, on
/// the store's thread.
class Threads
{
public:
    struct Place
    {
        qint64 thread = 0;
        qint64 previous = 0; ///< the row before it in the thread; 0: it is the first
    };

    explicit Threads(Sqlite::Database& database) : m_database(database) {}

    /// Makes the thread when it is new.
    [[nodiscard]] Result<Place> append(const QString& name, qint64 row);
    /// Writes the ends that have moved.
    [[nodiscard]] Result<> write();
    /// What is in memory is no longer what is on disk: the turn was rolled back.
    void forget();

private:
    struct End
    {
        qint64 thread = 0;
        qint64 last = 0;
        bool moved = false;
    };

    [[nodiscard]] Result<qsizetype> find(const QString& name);
    [[nodiscard]] Result<End> load(const QString& name);

    Sqlite::Database& m_database;
    QHash<QString, qsizetype> m_places; ///< into m_ends
    std::vector<End> m_ends;
    std::vector<qsizetype> m_moved;
};

/// The threads' names; events are threaded by their subject as it is.
[[nodiscard]] inline QString jobsOf(MachineId machine)
{
    return QStringLiteral("jobs of machine ") + machine.toString();
}
[[nodiscard]] inline QString jobsOf(const QString& cluster)
{
    return QStringLiteral("jobs of cluster ") + cluster;
}

} // namespace Rows

} // namespace Drover
