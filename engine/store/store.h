#pragma once

#include "engine/core/draft.h"
#include "engine/core/error.h"
#include "engine/core/eventterm.h"

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

/// What became of a command, kept so that a repeated id is answered and not carried out again.
struct StoredCommand
{
    QString id;
    Instant at;
    QByteArray request; ///< JSON of CommandRequest, secrets sealed
    QByteArray receipt; ///< JSON of Receipt; empty when refused
    QByteArray refusal; ///< JSON of Error; empty when accepted
    bool operator==(const StoredCommand&) const = default;
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
/// (tests, previews, predictions). Used by the engine's thread only; history is read through HistoryReader.
class Store
{
public:
    virtual ~Store() = default;

    /// Reads all live objects. Errors: `store-unavailable`, `store-newer` (made by a newer Drover),
    /// `store-damaged`.
    [[nodiscard]] virtual Result<State> load() = 0;
    /// Writes the turn or nothing. After an error the transaction may or may not have landed: load again.
    [[nodiscard]] virtual Result<> commit(const TurnRecord& turn) = 0;
    [[nodiscard]] virtual Result<std::optional<StoredCommand>> findCommand(const QString& id) = 0;
    /// Errors: `pack-unknown`.
    [[nodiscard]] virtual Result<StoredPack> pack(const QString& hash) = 0;

    // History: ended objects and the journal. Newest first where a limit applies.
    struct JobFilter
    {
        QList<JobId> ids;
        MachineId machine;
        QString cluster;
        JobId before;
        int limit = 1000;
    };
    [[nodiscard]] virtual Result<QList<Job>> endedJobs(const JobFilter& filter) = 0;
    [[nodiscard]] virtual Result<QList<Operation>> endedOperations(const QString& cluster, int limit) = 0;
    [[nodiscard]] virtual Result<QList<Plan>> endedPlans(const QList<OperationId>& operations) = 0;
    [[nodiscard]] virtual Result<QList<WorkOrder>> endedWorkOrders(MachineId target, int limit) = 0;
    /// Events with after < seq (and seq < before when it is set) in order of seq; the last `limit` of them
    /// when only `before` is set.
    struct EventFilter
    {
        qint64 after = 0;
        qint64 before = 0;
        QString subject;
        int limit = 1000;
    };
    [[nodiscard]] virtual Result<QList<EventRecord>> events(const EventFilter& filter) = 0;
    /// What a search found, in order of seq, and how far it looked.
    struct EventPage
    {
        QList<EventRecord> events;
        qint64 seen = 0;       ///< the farthest event looked at: the next page goes on from there
        bool done = false;     ///< there is nothing beyond
    };
    /// Those of events(filter) that meet all terms. One call looks at `searchedAtOnce` events at most, so that whoever
    /// waits for the same connection waits briefly; a call may find nothing and still not be done.
    [[nodiscard]] virtual Result<EventPage> searchEvents(const EventFilter& filter, const QList<EventTerm>& terms) = 0;
    static constexpr int searchedAtOnce = 4000;

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
