#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace Drover {

/// A few threads for heavy work that needs nothing but values, so that no turn waits for it. Owned by the
/// local engine; any thread may post.
class WorkerPool
{
public:
    explicit WorkerPool(int threads);
    /// What has begun is finished; what waits is dropped.
    ~WorkerPool();
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;

    void post(std::function<void()> task);

private:
    void loop();

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<std::function<void()>> m_tasks;
    bool m_stopping = false;
    std::vector<std::thread> m_threads; ///< last: they begin when all else is there
};

} // namespace Drover
