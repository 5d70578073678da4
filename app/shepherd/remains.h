#pragma once

#include "app/shepherd/job.h"
#include "app/shepherd/spool.h"

#include <functional>
#include <vector>

namespace Drover::Shepherd {

/// Jobs whose shepherd died before it could write how they ended. What still runs of them is ended (SIGTERM,
/// SIGKILL after 5 s), then their status is written as `lost`. Owned by the shepherd; one thread.
class RemainsList
{
public:
    enum class Answer { NeverStarted, Lost };
    using Ended = std::function<void(const std::string& key, const std::string& status)>;

    RemainsList(Spool& spool, Ended ended) : m_spool(spool), m_ended(std::move(ended)) {}

    /// For a key that neither runs here nor has a status. Lost: `ended` tells it once nothing of it runs any
    /// more.
    Answer ask(const std::string& key);
    [[nodiscard]] bool isIdle() const { return m_remains.empty(); }
    /// Does what is due and answers when to look again (awake ms).
    std::int64_t tick(std::int64_t now);

private:
    Spool& m_spool;
    Ended m_ended;
    std::vector<Remains> m_remains;
};

} // namespace Drover::Shepherd
