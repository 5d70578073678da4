#pragma once

#include "engine/api/changebatch.h"
#include "engine/core/draft.h"

#include <functional>

namespace Drover {

/// What one subscriber has not been told yet: the keys that changed, not their values, so that many turns
/// merge into one batch of newest values. Owned by the local engine, on the engine's thread.
class ChangeFeed
{
public:
    /// Notes a committed turn.
    void note(const Draft& draft, const QList<EventRecord>& events);
    void observe(const JobObservation& observation);
    [[nodiscard]] bool isEmpty() const { return m_empty; }

    /// The batch since the last one; the feed is empty afterwards.
    [[nodiscard]] ChangeBatch take(const State& state, const Figures& figures);
    /// Everything there is; `history` are ended jobs to begin with, to which those are added that ended since
    /// the feed began. The feed is empty afterwards.
    [[nodiscard]] ChangeBatch snapshot(const State& state, const Figures& figures, QList<Job> history);

private:
    template <class T>
    void noteTouched(const Draft& draft);
    template <class T>
    void takeChanges(const State& state, ChangeBatch& batch);

    template <class Tuple>
    struct Keys;
    template <class... T>
    struct Keys<std::tuple<Table<T>...>>
    {
        template <class U>
        struct Of
        {
            std::set<typename U::Key> keys;
        };
        using Sets = std::tuple<Of<T>...>;
    };
    template <class T>
    using KeysOf = Keys<Tables>::Of<T>;

    Keys<Tables>::Sets m_changed;
    QList<Job> m_endedJobs;
    QList<WorkOrder> m_endedOrders;
    QList<Operation> m_endedOperations;
    QList<EventRecord> m_events;
    std::map<JobId, JobObservation> m_observations;
    bool m_truncated = false;
    bool m_empty = true;
    qint64 m_fromSeq = 0;
};

} // namespace Drover
