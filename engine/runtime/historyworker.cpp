#include "engine/runtime/historyworker.h"

#include "engine/store/historyreader.h"

namespace Drover {

HistoryWorker::HistoryWorker(QString database) : m_database(std::move(database)), m_thread([this] { loop(); })
{
}

HistoryWorker::~HistoryWorker()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
        m_wake.notify_one();
    }
    m_thread.join();
}

void HistoryWorker::post(Task task)
{
    const std::lock_guard lock(m_mutex);
    m_tasks.push_back(std::move(task));
    m_wake.notify_one();
}

void HistoryWorker::loop()
{
    std::unique_ptr<HistoryReader> reader;
    for (;;) {
        Task task;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, [this] { return m_stopping || !m_tasks.empty(); });
            if (m_tasks.empty())
                return;
            task = std::move(m_tasks.front());
            m_tasks.pop_front();
        }
        // Opened when it is first needed, and again when that failed: the disk may have come back.
        Result<std::unique_ptr<HistoryReader>> opened;
        if (!reader) {
            opened = HistoryReader::open(m_database);
            if (opened)
                reader = std::move(*opened);
        }
        task(reader ? Result<History*>(reader.get()) : Result<History*>(tl::make_unexpected(opened.error())));
    }
}

} // namespace Drover
