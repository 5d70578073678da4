#include "app/shepherd/jobs.h"

#include "app/shepherd/launch.h"
#include "app/shepherd/processes.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace Drover::Shepherd {

namespace {

constexpr std::int64_t killDelayMs = 5000;
constexpr std::int64_t lookEveryMs = 100;
constexpr std::int64_t saveEveryMs = 1000;
constexpr std::int64_t never = INT64_MAX;

const char* nameOf(Job::Ending ending)
{
    switch (ending) {
    case Job::Ending::None:
        return "exited";
    case Job::Ending::Timeout:
        return "timeout";
    case Job::Ending::Cancelled:
        return "cancelled";
    case Job::Ending::OutputLimit:
        return "output-limit";
    }
    return "";
}

void closeIfOpen(int& fd)
{
    if (fd >= 0)
        close(fd);
    fd = -1;
}

} // namespace

Jobs::Jobs(Spool& spool, bool cancelAtLimit, Told told)
    : m_spool(spool), m_cancelAtLimit(cancelAtLimit), m_told(std::move(told)),
      m_null(open("/dev/null", O_RDONLY | O_CLOEXEC))
{
}

Jobs::~Jobs()
{
    closeIfOpen(m_null);
}

Jobs::StartAnswer Jobs::refuse(Job& job, const char* what)
{
    const std::string text = std::string(what) + ": " + std::strerror(errno);
    closeIfOpen(job.record);
    closeIfOpen(job.pipe);
    closeIfOpen(job.pipeIn);
    m_spool.removeRecord(job.request.key);
    return {nullptr, "cannot-start", text};
}

Jobs::StartAnswer Jobs::start(StartRequest request)
{
    if (!Spool::isKey(request.key))
        return {nullptr, "bad-key", "the key must be a file name of at most 200 plain characters"};
    if (m_spool.hasSeen(request.key))
        return {nullptr, "seen", "the key was started before"};
    auto owned = std::make_unique<Job>();
    Job& job = *owned;
    job.request = std::move(request);
    job.startedMs = wallMs();
    job.record = m_spool.createRecord(job.request.key, job.startedMs);
    if (job.record < 0)
        return {nullptr, "cannot-start", "cannot write to the spool: " + std::string(std::strerror(errno))};
    if (!job.output.open(job.request.output, job.request.limit))
        return refuse(job, "cannot open its output file");
    if (!job.request.masks.empty()) {
        std::array<int, 2> ends{};
        if (pipe2(ends.data(), O_CLOEXEC) != 0 || fcntl(ends[0], F_SETFL, O_NONBLOCK) != 0)
            return refuse(job, "cannot make a pipe");
        job.pipe = ends[0];
        job.pipeIn = ends[1];
        job.masker.emplace(std::move(job.request.masks));
    }
    const std::int64_t now = awakeMs();
    job.deadline = job.request.timeoutMs > 0 ? now + job.request.timeoutMs : 0;
    m_lookAt = std::min(m_lookAt, now + lookEveryMs);
    m_jobs.push_back(std::move(owned));
    Status failed;
    if (runNext(job, failed))
        return {&job, {}, {}};
    if (failed.pid < 0) { // not even a process: the key stays unused
        const StartAnswer answer{nullptr, "cannot-start", failed.detail};
        refuse(job, "");
        m_jobs.pop_back();
        return answer;
    }
    finish(std::prev(m_jobs.end()), failed);
    return {};
}

/// Runs the job's next program. On failure `failed` is its status; its pid is -1 when there was no process at
/// all.
bool Jobs::runNext(Job& job, Status& failed)
{
    Launch what;
    what.argv = std::move(job.request.programs.front());
    job.request.programs.pop_front();
    what.environment = job.request.environment;
    what.environment.push_back("DROVER_JOB=" + job.request.key);
    what.directory = job.request.directory;
    what.input = m_null;
    what.output = job.masker ? job.pipeIn : job.output.fd();
    what.record = job.record;
    const Launched launched = launch(what);
    if (launched.error == 0) {
        job.pid = launched.pid;
        return true;
    }
    if (launched.pid > 0)
        waitpid(launched.pid, nullptr, 0);
    failed.end = "failed-to-start";
    failed.pid = launched.pid;
    failed.detail = what.argv.front() + ' ' + launched.step + ": " + std::strerror(launched.error);
    return false;
}

bool Jobs::end(const std::string& key, Job::Ending why, const std::string& trouble)
{
    const auto at = std::ranges::find(m_jobs, key, [](const auto& job) { return job->request.key; });
    if (at == m_jobs.end())
        return false;
    if ((*at)->ending == Job::Ending::None) {
        (*at)->trouble = trouble;
        end(**at, why);
    }
    return true;
}

void Jobs::endAll(const std::string& trouble)
{
    for (const auto& job : m_jobs)
        end(job->request.key, Job::Ending::Cancelled, trouble);
}

void Jobs::end(Job& job, Job::Ending why)
{
    job.ending = why;
    kill(-job.pid, SIGTERM);
    kill(-job.pid, SIGCONT); // a stopped process would not see it
    job.killAt = awakeMs() + killDelayMs;
}

bool Jobs::signal(const std::string& key, int number)
{
    const Job* job = find(key);
    return job != nullptr && kill(-job->pid, number) == 0;
}

const Job* Jobs::find(const std::string& key) const
{
    const auto at = std::ranges::find(m_jobs, key, [](const auto& job) { return job->request.key; });
    return at == m_jobs.end() ? nullptr : at->get();
}

bool Jobs::isEnding(const std::string& key) const
{
    return std::ranges::find(m_unsaved, key, &Unsaved::key) != m_unsaved.end();
}

std::vector<std::string> Jobs::keys() const
{
    std::vector<std::string> keys;
    for (const auto& job : m_jobs)
        keys.push_back(job->request.key);
    return keys;
}

void Jobs::reap()
{
    while (true) {
        // Seen first and taken later: until then its pid, and so its group's number, cannot be used again.
        siginfo_t info{};
        if (waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) != 0 || info.si_pid == 0)
            return;
        const auto at = std::ranges::find(m_jobs, info.si_pid, [](const auto& job) { return job->pid; });
        if (at != m_jobs.end())
            kill(-info.si_pid, SIGKILL); // what it left in its group; a daemon of a job calls setsid
        waitpid(info.si_pid, nullptr, 0);
        if (at != m_jobs.end())
            programEnded(at, info);
    }
}

void Jobs::programEnded(JobList::iterator at, const siginfo_t& info)
{
    Job& job = **at;
    const bool exited = info.si_code == CLD_EXITED;
    if (exited && info.si_status == 0 && job.ending == Job::Ending::None && !job.request.programs.empty()) {
        Status failed;
        if (!runNext(job, failed))
            finish(at, failed);
        return;
    }
    Status status;
    status.end = job.ending == Job::Ending::None && !exited ? "signalled" : nameOf(job.ending);
    status.code = exited ? info.si_status : -1;
    status.signal = exited ? 0 : info.si_status;
    status.pid = info.si_pid;
    status.detail = job.trouble;
    finish(at, status);
}

void Jobs::finish(JobList::iterator at, Status status)
{
    const std::unique_ptr<Job> job = std::move(*at);
    m_jobs.erase(at);
    if (job->masker) {
        readPipe(*job);
        write(*job, job->masker->finish());
        if (status.detail.empty())
            status.detail = job->trouble;
    }
    if (job->output.look())
        m_told.grew(job->request.key, job->output.size());
    if (job->output.isOverLimit())
        job->output.makeGap();
    closeIfOpen(job->record);
    closeIfOpen(job->pipe);
    closeIfOpen(job->pipeIn);
    status.startedMs = job->startedMs;
    status.endedMs = wallMs();
    m_unsaved.push_back({job->request.key, m_spool.statusText(status)});
    save();
}

/// Nobody is told before it is written: a full disk delays the news, it never loses them.
void Jobs::save()
{
    std::erase_if(m_unsaved, [this](const Unsaved& one) {
        if (!m_spool.writeStatus(one.key, one.text))
            return false;
        m_told.ended(one.key, one.text);
        return true;
    });
}

void Jobs::addTo(std::vector<pollfd>& polled) const
{
    for (const auto& job : m_jobs) {
        if (job->pipe >= 0)
            polled.push_back({job->pipe, POLLIN, 0});
    }
}

void Jobs::readPipes()
{
    for (const auto& job : m_jobs) {
        if (job->pipe >= 0)
            readPipe(*job);
    }
}

void Jobs::readPipe(Job& job)
{
    std::array<char, 65536> buffer{};
    constexpr int fairShare = 8; // the others' turn comes after half a megabyte
    for (int i = 0; i < fairShare; ++i) {
        const ssize_t got = read(job.pipe, buffer.data(), buffer.size());
        if (got <= 0)
            return;
        write(job, job.masker->feed({buffer.data(), static_cast<std::size_t>(got)}));
    }
}

void Jobs::write(Job& job, const std::string& bytes)
{
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t wrote = ::write(job.output.fd(), bytes.data() + done, bytes.size() - done);
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote < 0) {
            job.trouble = "part of its output is missing: " + std::string(std::strerror(errno));
            return;
        }
        done += static_cast<std::size_t>(wrote);
    }
}

void Jobs::look(Job& job)
{
    if (job.output.look())
        m_told.grew(job.request.key, job.output.size());
    if (!job.output.isOverLimit() || job.ending != Job::Ending::None)
        return;
    if (!m_cancelAtLimit && job.output.makeGap())
        return;
    job.trouble = "it wrote more than " + std::to_string(job.request.limit) + " bytes of output";
    end(job, Job::Ending::OutputLimit);
}

std::int64_t Jobs::tick(std::int64_t now)
{
    std::int64_t next = never;
    const bool lookNow = now >= m_lookAt;
    if (lookNow)
        m_lookAt = now + lookEveryMs;
    for (const auto& job : m_jobs) {
        if (lookNow)
            look(*job);
        if (job->ending == Job::Ending::None && job->deadline > 0 && now >= job->deadline) {
            job->trouble = "it ran longer than " + std::to_string(job->request.timeoutMs) + " ms";
            end(*job, Job::Ending::Timeout);
        }
        if (job->killAt > 0 && now >= job->killAt) {
            kill(-job->pid, SIGKILL);
            job->killAt = now + killDelayMs;
        }
        next = std::min(next, m_lookAt);
        if (job->ending == Job::Ending::None && job->deadline > 0)
            next = std::min(next, job->deadline);
        if (job->killAt > 0)
            next = std::min(next, job->killAt);
    }
    if (!m_unsaved.empty()) {
        save();
        if (!m_unsaved.empty())
            next = std::min(next, now + saveEveryMs);
    }
    return next;
}

} // namespace Drover::Shepherd
