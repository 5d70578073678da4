#pragma once

#include "engine/core/apply.h"
#include "tests/core/randomvalues.h"

namespace Drover::Testing {

/// Makes events that fit the state they are made for, of every kind and in any order: histories that no rule
/// of `decide` stands behind, for the properties of State, Draft, the stores and the journal. The same seed
/// gives the same history.
class RandomHistory
{
public:
    explicit RandomHistory(quint64 seed) : m_random(seed) {}

    /// The next event, applied to the draft.
    EventRecord next(Draft& draft);
    /// `count` events, applied to the draft.
    QList<EventRecord> some(Draft& draft, int count);
    [[nodiscard]] RandomValues& random() { return m_random; }

private:
    [[nodiscard]] Event make(const State& state);
    [[nodiscard]] std::optional<Event> makeMachineEvent(const State& state, int which);
    [[nodiscard]] std::optional<Event> makeSequenceEvent(const State& state, int which);
    [[nodiscard]] std::optional<Event> makeJobEvent(const State& state, int which);
    [[nodiscard]] std::optional<Event> makeWorkOrderEvent(const State& state, int which);
    [[nodiscard]] std::optional<Event> makeOperationEvent(const State& state, int which);
    [[nodiscard]] std::optional<Event> makeClusterEvent(const State& state, int which);
    [[nodiscard]] std::optional<Event> makeDirectoryEvent(const State& state, int which);

    template <class T>
    [[nodiscard]] const T* any(const State& state)
    {
        const Table<T>& table = state.all<T>();
        if (table.empty())
            return nullptr;
        return &std::next(table.begin(), m_random.upTo(int(table.size())))->second;
    }
    [[nodiscard]] const Machine* anyOf(const State& state, MachineKind kind);
    [[nodiscard]] QStringList tasks();

    RandomValues m_random;
    int m_names = 0;
};

} // namespace Drover::Testing
