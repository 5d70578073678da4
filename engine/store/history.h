#pragma once

#include "engine/core/error.h"
#include "engine/core/event.h"
#include "engine/core/eventterm.h"

namespace Drover {

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
};

} // namespace Drover
