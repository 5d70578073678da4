#pragma once

#include "app/shepherd/job.h"
#include "app/shepherd/spool.h"

#include <csignal>
#include <functional>
#include <list>
#include <memory>
#include <poll.h>
#include <vector>

namespace Drover::Shepherd {

/// The running jobs: starts them, reads what must be masked, enforces time-outs and output limits, and writes
/// how they ended before anybody is told. Owned by the shepherd; one thread.
class Jobs
{
public:
    struct Told
    {
        std::function<void(const std::string& key, const std::string& status)> ended;
        std::function<void(const std::string& key, std::int64_t size)> grew;
    };
    struct StartAnswer
    {
        const Job* job = nullptr; ///< runs
        std::string code; ///< refused: `seen`, `bad-key`, `cannot-start`; empty when it started or `ended`
        std::string text;
    };

    /// `cancelAtLimit`: end a job that passes its output limit instead of making a gap in its output.
    Jobs(Spool& spool, bool cancelAtLimit, Told told);
    ~Jobs();
    Jobs(const Jobs&) = delete;
    Jobs& operator=(const Jobs&) = delete;

    StartAnswer start(StartRequest request);
    /// SIGTERM to the group now, SIGKILL after 5 s. False when no such job runs.
    bool end(const std::string& key, Job::Ending why, const std::string& trouble);
    void endAll(const std::string& trouble);
    bool signal(const std::string& key, int number);
    [[nodiscard]] const Job* find(const std::string& key) const;
    /// It has ended and its status could not be written yet.
    [[nodiscard]] bool isEnding(const std::string& key) const;
    [[nodiscard]] std::vector<std::string> keys() const;
    /// No job runs and every status is written.
    [[nodiscard]] bool isIdle() const { return m_jobs.empty() && m_unsaved.empty(); }

    /// After SIGCHLD: takes the exit statuses, also of orphans that became ours.
    void reap();
    void addTo(std::vector<pollfd>& polled) const;
    void readPipes();
    /// Does what is due and answers when to look again (awake ms).
    std::int64_t tick(std::int64_t now);

private:
    struct Unsaved
    {
        std::string key;
        std::string text;
    };
    using JobList = std::list<std::unique_ptr<Job>>;

    StartAnswer refuse(Job& job, const char* what);
    bool runNext(Job& job, Status& failed);
    void programEnded(JobList::iterator at, const siginfo_t& info);
    void finish(JobList::iterator at, Status status);
    void end(Job& job, Job::Ending why);
    void readPipe(Job& job);
    void write(Job& job, const std::string& bytes);
    void look(Job& job);
    void save();

    Spool& m_spool;
    bool m_cancelAtLimit;
    Told m_told;
    int m_null;
    JobList m_jobs;
    std::vector<Unsaved> m_unsaved; ///< ended, but the status could not be written yet
    std::int64_t m_lookAt = 0;
};

} // namespace Drover::Shepherd
