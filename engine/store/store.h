#pragma once

#include "engine/core/draft.h"
#include "engine/core/error.h"
#include "engine/store/history.h"

#include <QByteArray>
#include <variant>

namespace Drover {

/// The text of a content pack, kept by its hash so that every journal position can be understood.
struct StoredPack
{
    QString hash;
    QByteArray files; ///< JSON: [{path, text}]
    bool operator==(const StoredPack&) const = default;
};

/// Everything one turn writes, in one transaction: events, the rows of touched objects (from the draft),
/// ended objects' last rows, commands and packs.
struct TurnRecord
{
    const Draft* draft = nullptr;
    QList<EventRecord> events;
    QList<StoredCommand> commands;
    QList<StoredPack> packs;
};

/// Where a data directory's truth lies. Two of them keep one contract: SQLite on disk and one in memory
/// (tests, previews, predictions). Used by the engine's thread only; others
/// read history through a HistoryReader of their own.
class Store : public History
{
public:
    /// Reads all live objects. Errors: `store-unavailable`, `store-newer` (made by a newer Drover),
    /// `store-damaged`.
    [[nodiscard]] virtual Result<State> load() = 0;
    /// Writes the turn or nothing. After an error the transaction may or may not have landed: load again.
    [[nodiscard]] virtual Result<> commit(const TurnRecord& turn) = 0;
    /// Errors: `pack-unknown`.
    [[nodiscard]] virtual Result<StoredPack> pack(const QString& hash) = 0;

    struct Sizes
    {
        qint64 databaseBytes = 0;
        qint64 walBytes = 0;
    };
    [[nodiscard]] virtual Sizes sizes() const = 0;

protected:
    [[nodiscard]] static Error packUnknown(const QString& hash);
};

} // namespace Drover
