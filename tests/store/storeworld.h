#pragma once

#include "engine/store/journalverify.h"
#include "engine/store/memorystore.h"
#include "engine/store/sqlitestore.h"
#include "tests/core/randomhistory.h"

#include <QTemporaryDir>

namespace Drover::Testing {

/// A store of either kind with a state and a random history to fill it; commits a turn as the engine does.
class StoreWorld
{
public:
    explicit StoreWorld(bool onDisk, quint64 seed = 1) : m_history(seed)
    {
        if (onDisk)
            reopen();
        else
            m_store = std::make_unique<MemoryStore>();
    }

    /// Opens the file anew, as after a restart.
    void reopen()
    {
        m_store.reset();
        auto opened = SqliteStore::open(path());
        if (!opened)
            qFatal("%s", qPrintable(opened.error().text));
        m_sqlite = opened->get();
        m_store = std::move(*opened);
    }
    [[nodiscard]] QString path() const { return m_folder.filePath(QStringLiteral("drover.db")); }

    /// A turn of `count` random events; the state keeps it only when the store has taken it.
    [[nodiscard]] Result<> turn(int count, QList<StoredCommand> commands = {}, QList<StoredPack> packs = {})
    {
        Draft draft(m_state);
        const auto savepoint = draft.savepoint();
        TurnRecord record{&draft, m_history.some(draft, count), std::move(commands), std::move(packs)};
        Result<> done = m_store->commit(record);
        if (!done) {
            draft.rollback(savepoint);
            return done;
        }
        m_events.append(record.events);
        for (const auto& any : draft.retired()) {
            std::visit(
                [this]<class T>(const T& object) { std::get<Table<T>>(m_ended)[object.key()] = object; },
                any);
        }
        return {};
    }

    [[nodiscard]] Store& store() { return *m_store; }
    [[nodiscard]] SqliteStore& sqlite() { return *m_sqlite; }
    [[nodiscard]] State& state() { return m_state; }
    [[nodiscard]] const QList<EventRecord>& events() const { return m_events; }
    template <class T>
    [[nodiscard]] const Table<T>& ended() const
    {
        return std::get<Table<T>>(m_ended);
    }
    void close() { m_store.reset(); }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Store> m_store;
    SqliteStore* m_sqlite = nullptr;
    State m_state;
    RandomHistory m_history;
    QList<EventRecord> m_events;
    std::tuple<Table<Job>, Table<WorkOrder>, Table<Operation>, Table<Plan>> m_ended;
};

/// A random history is no engine's: only that it folds to its rows can be asked of it.
inline Result<JournalReport> verifyFold(const QString& path, std::function<bool(qint64)> progress = {})
{
    return verifyJournal(path, {.invariants = false, .progress = std::move(progress)});
}

} // namespace Drover::Testing
