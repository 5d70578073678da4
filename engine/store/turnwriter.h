#pragma once

#include "engine/store/eventcodec.h"
#include "engine/store/rows/rowwriter.h"
#include "engine/store/store.h"

namespace Drover {

/// Writes what a turn holds into an open transaction: events with their chain, rows, commands, packs. Keeps
/// its prepared statements. Owned by the SqliteStore, on its thread.
class TurnWriter
{
public:
    explicit TurnWriter(Sqlite::Database& database);

    /// Takes the chain of hashes up at the last event of the file; needed before the first write and after a
    /// failed one.
    [[nodiscard]] Result<> resume();
    [[nodiscard]] Result<> write(const TurnRecord& turn);

private:
    template <class Tuple>
    struct WritersOf;
    template <class... T>
    struct WritersOf<std::tuple<Table<T>...>>
    {
        using Type = std::tuple<Rows::RowWriter<T>...>;
    };

    template <class T>
    [[nodiscard]] Rows::RowWriter<T>& rows()
    {
        return std::get<Rows::RowWriter<T>>(m_rows);
    }
    [[nodiscard]] Result<> writeEvents(const QList<EventRecord>& events);
    template <class T>
    [[nodiscard]] Result<> writeTouched(const Draft& draft);
    [[nodiscard]] Result<> writeCommands(const QList<StoredCommand>& commands);
    [[nodiscard]] Result<> writePacks(const QList<StoredPack>& packs);

    Sqlite::Database& m_database;
    Rows::Threads m_threads;
    WritersOf<Tables>::Type m_rows;
    EventCodec::Link m_link{};
    QByteArray m_payload;
};

} // namespace Drover
