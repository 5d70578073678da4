#pragma once

#include "engine/core/error.h"
#include "engine/core/event.h"
#include "engine/core/eventterm.h"

#include <optional>

namespace Drover {

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

/// An event in the chain of hashes. `problem`: one sentence why it does not fit; empty: it does.
struct ChainLink
{
    qint64 seq = 0;
    Instant at;
    QByteArray hash; ///< as stored
    QString problem;
};

/// What is over: ended objects and the journal, newest first where a limit applies. A store has it, and so
/// has a connection of its own that only reads.
class History
{
public:
    virtual ~History() = default;

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
        qint64 seen = 0;   ///< the farthest event looked at: the next page goes on from there
        bool done = false; ///< there is nothing beyond
    };
    /// Those of events(filter) that meet all terms. One call looks at `searchedAtOnce` events at most, so
    /// that whoever waits for the same connection waits briefly; a call may find nothing and still not be
    /// done.
    [[nodiscard]] virtual Result<EventPage> searchEvents(const EventFilter& filter,
                                                         const QList<EventTerm>& terms) = 0;
    static constexpr int searchedAtOnce = 4000;

    [[nodiscard]] virtual Result<std::optional<StoredCommand>> findCommand(const QString& id) = 0;
    /// The links of the events after a position, at most `limit`, each checked against the one before it.
    [[nodiscard]] virtual Result<QList<ChainLink>> chain(qint64 after, int limit) = 0;
    /// Position of the first event at or after a moment; one past the last when there is none. The same
    /// events are read however long the journal is.
    [[nodiscard]] virtual Result<qint64> positionAt(Instant moment) = 0;
};

} // namespace Drover
