#include "app/shepherd/remains.h"

#include "app/shepherd/processes.h"

#include <algorithm>
#include <csignal>

namespace Drover::Shepherd {

namespace {

constexpr std::int64_t patienceMs = 5000;
constexpr std::int64_t lookAgainMs = 25;

} // namespace

RemainsList::Answer RemainsList::ask(const std::string& key)
{
    const auto record = m_spool.record(key);
    if (!record)
        return Answer::NeverStarted;
    const bool thisBoot = record->boot == m_spool.boot();
    if (thisBoot && record->pid == 0) {
        // The record is completed before the exec, and its writer would still hold the lock that is ours now.
        m_spool.removeRecord(key);
        return Answer::NeverStarted;
    }
    const bool known = std::ranges::find(m_remains, key, &Remains::key) != m_remains.end();
    if (!known) {
        Remains remains;
        remains.key = key;
        remains.leader = thisBoot ? record->pid : 0;
        remains.ticks = record->ticks;
        remains.startedMs = record->startedMs;
        m_remains.push_back(remains);
    }
    return Answer::Lost;
}

std::int64_t RemainsList::tick(std::int64_t now)
{
    std::int64_t next = INT64_MAX;
    std::erase_if(m_remains, [&](Remains& remains) {
        if (now < remains.lookAt) {
            next = std::min(next, remains.lookAt);
            return false;
        }
        const auto living = remains.leader == 0 ? std::vector<pid_t>()
                                                : livingGroup(remains.leader, remains.ticks, remains.key);
        if (living.empty()) {
            Status status;
            status.end = "lost";
            status.pid = remains.leader;
            status.startedMs = remains.startedMs;
            status.endedMs = wallMs();
            status.detail = remains.leader == 0 ? "the computer was restarted while it ran"
                                                : "its supervising process ended before it did";
            const std::string text = m_spool.statusText(status);
            if (m_spool.writeStatus(remains.key, text)) {
                m_ended(remains.key, text);
                return true;
            }
        } else if (remains.killAt == 0) {
            remains.killAt = now + patienceMs;
            kill(-remains.leader, SIGTERM);
            kill(-remains.leader, SIGCONT);
        } else if (now >= remains.killAt) {
            kill(-remains.leader, SIGKILL);
        }
        remains.lookAt = now + lookAgainMs;
        next = std::min(next, remains.lookAt);
        return false;
    });
    return next;
}

} // namespace Drover::Shepherd
