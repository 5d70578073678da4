#pragma once

#include "engine/core/state.h"

#include <deque>
#include <set>
#include <variant>
#include <vector>

namespace Drover {

/// A change of State that can be taken back: every touched object's former value is kept, once between two
/// savepoints, until the turn's transaction is on disk. The list of touched objects says which rows to write
/// and what to publish, so cost follows the change. Lives for one turn on the engine's thread.
class Draft
{
public:
    explicit Draft(State& state) : m_state(state) {}
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;

    [[nodiscard]] const State& state() const { return m_state; }

    /// Puts a new or changed object.
    template <class T>
    void put(T object)
    {
        const auto key = object.key();
        keep<T>(key, m_state.exchange<T>(key, std::move(object)));
    }
    template <class T>
    void remove(typename T::Key key) // by value: it may be the removed object's own
    {
        keep<T>(key, m_state.exchange<T>(key, std::nullopt));
    }
    /// Changes an object by way of a function; nothing when it does not exist.
    template <class T, class F>
    void change(const typename T::Key& key, F&& edit)
    {
        const T* current = m_state.find<T>(key);
        if (!current)
            return;
        T object = *current;
        edit(object);
        put(std::move(object));
    }
    /// An ended job, work order or operation: leaves the state, its last value is kept for the store and the
    /// replica.
    template <class T>
    void retire(T object)
    {
        const auto key = object.key();
        m_retired.emplace_back(std::move(object));
        remove<T>(key);
    }

    void settled(OperationId operation) { m_state.m_attention.erase(operation); }
    void settled(MachineId orderQueue) { m_state.m_orderQueues.erase(orderQueue); }

    struct Savepoint
    {
        std::size_t undo = 0;
        std::size_t retired = 0;
    };
    /// From here on former values are kept anew.
    [[nodiscard]] Savepoint savepoint()
    {
        m_repeats = m_repeats || !m_undo.empty();
        forgetKept();
        return {m_undo.size(), m_retired.size()};
    }
    /// Takes back everything since the savepoint.
    void rollback(Savepoint to)
    {
        while (m_undo.size() > to.undo) {
            std::visit([this](auto& saved) { saved.restore(m_state); }, m_undo.back());
            m_undo.pop_back();
        }
        m_retired.erase(m_retired.begin() + std::ptrdiff_t(to.retired), m_retired.end());
        forgetKept();
    }

    template <class T>
    struct Saved
    {
        typename T::Key key;
        std::optional<T> before;
        void restore(State& state) { (void)state.exchange<T>(key, std::move(before)); }
    };
    template <class T>
    struct Kept
    {
        std::set<typename T::Key> keys;
    };
    template <class Tuple>
    struct OfTables;
    template <class... T>
    struct OfTables<std::tuple<Table<T>...>>
    {
        using SavedAny = std::variant<Saved<T>...>;
        using KeptAll = std::tuple<Kept<T>...>;
    };
    /// Calls f(key, current-or-null, before-or-null) once for each touched object of type T; `before` is the
    /// value at the turn's beginning.
    template <class T, class F>
    void forEachTouched(F&& f) const
    {
        std::set<typename T::Key> seen;
        for (const auto& any : m_undo) {
            const auto* saved = std::get_if<Saved<T>>(&any);
            if (saved && (!m_repeats || seen.insert(saved->key).second))
                f(saved->key, m_state.find<T>(saved->key), saved->before ? &*saved->before : nullptr);
        }
    }
    [[nodiscard]] const std::vector<std::variant<Job, WorkOrder, Operation, Plan>>& retired() const
    {
        return m_retired;
    }
    [[nodiscard]] bool isEmpty() const { return m_undo.empty(); }

private:
    template <class T>
    void keep(const typename T::Key& key, std::optional<T>&& before)
    {
        if (std::get<Kept<T>>(m_kept).keys.insert(key).second)
            m_undo.emplace_back(Saved<T>{key, std::move(before)});
    }
    void forgetKept()
    {
        std::apply([](auto&... kept) { (kept.keys.clear(), ...); }, m_kept);
    }

    State& m_state;
    std::deque<OfTables<Tables>::SavedAny> m_undo; ///< values are large: it grows without moving them
    OfTables<Tables>::KeptAll m_kept;              ///< since the last savepoint
    bool m_repeats = false;                        ///< a key may stand in the undo log more than once
    std::vector<std::variant<Job, WorkOrder, Operation, Plan>> m_retired;
};

} // namespace Drover
