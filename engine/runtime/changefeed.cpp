#include "engine/runtime/changefeed.h"

namespace Drover {

namespace {

// A client that needs more asks the history; a batch must stay small enough to apply in a frame.
constexpr qsizetype mostEvents = 2000;

template <class... F>
struct Overloaded : F...
{
    using F::operator()...;
};

} // namespace

template <class T>
void ChangeFeed::noteTouched(const Draft& draft)
{
    auto& keys = std::get<KeysOf<T>>(m_changed).keys;
    draft.forEachTouched<T>([&keys](const typename T::Key& key, const T*, const T*) { keys.insert(key); });
}

void ChangeFeed::note(const Draft& draft, const QList<EventRecord>& events)
{
    if (events.isEmpty())
        return;
    noteTouched<PackRef>(draft);
    noteTouched<Pool>(draft);
    noteTouched<Profile>(draft);
    noteTouched<Machine>(draft);
    noteTouched<Job>(draft);
    noteTouched<WorkOrder>(draft);
    noteTouched<Plan>(draft);
    noteTouched<Operation>(draft);
    noteTouched<Gate>(draft);
    for (const auto& ended : draft.retired()) {
        std::visit(Overloaded{[this](const Job& job) { m_endedJobs.append(job); },
                              [this](const WorkOrder& order) { m_endedOrders.append(order); },
                              [this](const Operation& operation) { m_endedOperations.append(operation); },
                              [](const Plan&) {}},
                   ended);
    }
    if (m_fromSeq == 0)
        m_fromSeq = events.first().seq - 1;
    m_events += events;
    if (m_events.size() > mostEvents) {
        m_events.remove(0, m_events.size() - mostEvents);
        m_truncated = true;
    }
    m_empty = false;
}

void ChangeFeed::observe(const JobObservation& observation)
{
    JobObservation& known = m_observations[observation.job];
    known.job = observation.job;
    known.outputBytes = std::max(known.outputBytes, observation.outputBytes);
    if (observation.progress >= 0)
        known.progress = observation.progress;
    if (!observation.status.isEmpty())
        known.status = observation.status;
    m_empty = false;
}

template <class T>
void ChangeFeed::takeChanges(const State& state, ChangeBatch& batch)
{
    auto& keys = std::get<KeysOf<T>>(m_changed).keys;
    for (const typename T::Key& key : keys) {
        if (const T* object = state.find<T>(key))
            batch.of<T>().changed.append(*object);
        else
            batch.of<T>().removed.append(key);
    }
    keys.clear();
}

ChangeBatch ChangeFeed::take(const State& state, const Figures& figures)
{
    ChangeBatch batch;
    batch.fromSeq = m_fromSeq;
    batch.toSeq = state.ledger().seq;
    batch.figures = figures;
    takeChanges<PackRef>(state, batch);
    takeChanges<Pool>(state, batch);
    takeChanges<Profile>(state, batch);
    takeChanges<Machine>(state, batch);
    takeChanges<Job>(state, batch);
    takeChanges<WorkOrder>(state, batch);
    takeChanges<Plan>(state, batch);
    takeChanges<Operation>(state, batch);
    takeChanges<Gate>(state, batch);
    batch.endedJobs = std::exchange(m_endedJobs, {});
    batch.endedWorkOrders = std::exchange(m_endedOrders, {});
    batch.endedOperations = std::exchange(m_endedOperations, {});
    batch.events = std::exchange(m_events, {});
    batch.eventsTruncated = std::exchange(m_truncated, false);
    for (const auto& [job, observation] : std::exchange(m_observations, {}))
        batch.observations.append(observation);
    m_fromSeq = 0;
    m_empty = true;
    return batch;
}

namespace {

template <class T>
void putAll(const State& state, ChangeBatch& batch)
{
    QList<T>& changed = batch.of<T>().changed;
    changed.reserve(qsizetype(state.all<T>().size()));
    for (const auto& [key, object] : state.all<T>())
        changed.append(object);
}

} // namespace

ChangeBatch ChangeFeed::snapshot(const State& state, const Figures& figures, QList<Job> history)
{
    // The history was read while turns went on: what ended meanwhile may be in both.
    std::set<JobId> known;
    for (const Job& job : history)
        known.insert(job.id);
    for (const Job& job : take(state, figures).endedJobs) {
        if (!known.contains(job.id))
            history.prepend(job);
    }
    ChangeBatch batch;
    batch.snapshot = true;
    batch.toSeq = state.ledger().seq;
    batch.figures = figures;
    putAll<PackRef>(state, batch);
    putAll<Pool>(state, batch);
    putAll<Profile>(state, batch);
    putAll<Machine>(state, batch);
    putAll<Job>(state, batch);
    putAll<WorkOrder>(state, batch);
    putAll<Plan>(state, batch);
    putAll<Operation>(state, batch);
    putAll<Gate>(state, batch);
    batch.endedJobs = std::move(history);
    return batch;
}

} // namespace Drover
