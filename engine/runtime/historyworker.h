#pragma once

#include "engine/store/history.h"

#include <QString>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace Drover {

/// Reads history on a thread of its own, through a connection that only reads, so that no question about the
/// past holds up a turn. Owned by the local engine; the engine's thread posts, and no other.
class HistoryWorker
{
public:
    /// Called on the worker's thread, with the history or why it can't be read. Errors: those of
    /// HistoryReader::open.
    using Task = std::function<void(const Result<History*>& history)>;

    explicit HistoryWorker(QString database);
    /// What was posted is carried out first.
    ~HistoryWorker();
    HistoryWorker(const HistoryWorker&) = delete;
    HistoryWorker& operator=(const HistoryWorker&) = delete;

    void post(Task task);

private:
    void loop();

    QString m_database;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Task> m_tasks;
    bool m_stopping = false;
    std::thread m_thread; ///< last: it begins when all else is there
};

} // namespace Drover
