#include "app/shepherd/shepherd.h"

#include "app/shepherd/processes.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <unistd.h>

namespace Drover::Shepherd {

namespace {

/// Whether the data directory is still there is looked at this often when nothing else happens.
constexpr std::int64_t lookForDataMs = 5000;

/// Reads the fields of a request one after the other; bad for ever once one is missing.
class Fields
{
public:
    explicit Fields(const Wire::Message& message) : m_message(message) {}

    std::string text()
    {
        if (m_at >= m_message.size()) {
            m_bad = true;
            return {};
        }
        return m_message[m_at++];
    }
    std::int64_t number()
    {
        const std::string field = text();
        char* end = nullptr;
        const std::int64_t value = std::strtoll(field.c_str(), &end, 10);
        m_bad = m_bad || field.empty() || *end != '\0' || value < 0;
        return value;
    }
    std::vector<std::string> list()
    {
        std::vector<std::string> fields;
        for (std::int64_t count = number(); count > 0 && !m_bad; --count)
            fields.push_back(text());
        return fields;
    }
    [[nodiscard]] bool areWhole() const { return !m_bad && m_at == m_message.size(); }
    [[nodiscard]] bool areBad() const { return m_bad; }

private:
    const Wire::Message& m_message;
    std::size_t m_at = 1;
    bool m_bad = false;
};

} // namespace

Shepherd::Shepherd(Settings settings)
    : m_settings(std::move(settings)), m_spool(m_settings.dataDirectory + "/spool", m_settings.sync),
      m_jobs(m_spool, m_settings.cancelAtLimit,
             {[this](const std::string& key, const std::string& status) {
                  m_clients.sendToAll({"ended", key, status});
              },
              [this](const std::string& key, std::int64_t size) {
                  m_clients.sendToAll({"grew", key, std::to_string(size)});
              }}),
      m_remains(m_spool, [this](const std::string& key, const std::string& status) {
          m_clients.sendToAll({"ended", key, status});
      })
{
}

std::string Shepherd::open()
{
    const auto wrong = [](const std::string& what) { return what + ": " + std::strerror(errno); };
    if (!m_spool.open())
        return wrong("cannot use the spool in " + m_settings.dataDirectory);
    sigset_t ours;
    sigemptyset(&ours);
    sigaddset(&ours, SIGCHLD);
    sigaddset(&ours, SIGTERM);
    if (sigprocmask(SIG_SETMASK, &ours, nullptr) != 0)
        return wrong("cannot set the signal mask");
    m_signals = signalfd(-1, &ours, SFD_CLOEXEC | SFD_NONBLOCK);
    if (m_signals < 0)
        return wrong("cannot read signals");
    const std::string path = m_settings.runtimeDirectory + "/shepherd.sock";
    if (!m_clients.listen(path))
        return wrong("cannot listen at " + path);
    return {};
}

bool Shepherd::isIdle() const
{
    return m_jobs.isIdle() && m_remains.isIdle() && m_clients.isEmpty();
}

/// The directory was removed, or replaced by another one: the lock's name no longer leads to the locked file.
bool Shepherd::isDataGone() const
{
    struct stat held
    {
    };
    struct stat named
    {
    };
    const std::string path = m_settings.dataDirectory + "/shepherd.lock";
    return stat(path.c_str(), &named) != 0 || fstat(m_settings.lock, &held) != 0 ||
           held.st_ino != named.st_ino || held.st_dev != named.st_dev;
}

void Shepherd::run()
{
    std::int64_t idleSince = awakeMs();
    while (true) {
        const std::int64_t now = awakeMs();
        std::int64_t next = std::min(m_jobs.tick(now), m_remains.tick(now));
        if (m_ending && m_jobs.isIdle())
            break;
        m_clients.flush();
        if (isIdle()) {
            if (now - idleSince >= m_settings.idleMs)
                break;
            next = std::min(next, idleSince + m_settings.idleMs);
        } else {
            idleSince = now;
        }

        std::vector<pollfd> polled{{m_signals, POLLIN, 0}};
        m_jobs.addTo(polled);
        if (!m_dataGone)
            m_clients.addTo(polled);
        const std::int64_t wait = std::clamp<std::int64_t>(next - now, 0, lookForDataMs);
        if (poll(polled.data(), polled.size(), static_cast<int>(wait)) < 0)
            continue;
        if (!m_dataGone &&
            isDataGone()) { // a client on the directory that is there now gets a shepherd of its own
            m_dataGone = true;
            m_clients.stopListening();
            m_jobs.endAll("its data directory was removed");
        }
        if (m_dataGone && m_jobs.keys().empty())
            break;
        m_jobs.readPipes();
        if (polled.front().revents != 0)
            readSignals();
        if (m_dataGone)
            continue;
        m_clients.serve(polled, [this](Clients::Client& client, const Wire::Message& message) {
            handle(client, message);
        });
    }
    m_clients.flush();
    m_clients.stopListening();
}

void Shepherd::readSignals()
{
    signalfd_siginfo info{};
    while (read(m_signals, &info, sizeof info) == sizeof info) {
        if (info.ssi_signo == SIGTERM) {
            m_ending = true;
            m_jobs.endAll("the supervising process was told to stop");
        }
    }
    m_jobs.reap();
}

void Shepherd::handle(Clients::Client& client, const Wire::Message& message)
{
    const std::string& verb = message.front();
    const std::string key = message.size() > 1 ? message[1] : std::string();
    if (verb == "start") {
        start(client, message);
    } else if (verb == "cancel") {
        m_jobs.end(key, Job::Ending::Cancelled, {});
    } else if (verb == "signal") {
        Fields fields(message);
        fields.text();
        const std::int64_t number = fields.number();
        if (fields.areWhole() && number > 0 && number < NSIG)
            m_jobs.signal(key, static_cast<int>(number));
    } else if (verb == "probe") {
        probe(client, key);
    } else if (verb == "forget") {
        if (m_jobs.find(key) == nullptr)
            m_spool.forget(key);
    } else if (verb == "list") {
        Wire::Message answer{"list"};
        std::ranges::move(m_jobs.keys(), std::back_inserter(answer));
        Clients::send(client, answer);
    } else if (verb == "ping") {
        Clients::send(client, {"pong"});
    } else {
        client.gone = true;
    }
}

void Shepherd::start(Clients::Client& client, const Wire::Message& message)
{
    Fields fields(message);
    StartRequest request;
    request.key = fields.text();
    request.directory = fields.text();
    request.output = fields.text();
    request.timeoutMs = fields.number();
    request.limit = fields.number();
    bool runnable = true;
    for (std::int64_t count = fields.number(); count > 0 && !fields.areBad(); --count) {
        request.programs.push_back(fields.list());
        runnable = runnable && !request.programs.back().empty();
    }
    request.environment = fields.list();
    request.masks = fields.list();
    const std::string key = request.key;
    if (!fields.areWhole() || !runnable || request.programs.empty()) {
        Clients::send(client, {"refused", key, "cannot-start", "the request is not whole"});
        return;
    }
    if (m_ending) {
        Clients::send(client, {"refused", key, "cannot-start", "the supervising process is ending"});
        return;
    }
    const Jobs::StartAnswer answer = m_jobs.start(std::move(request));
    if (answer.job != nullptr)
        Clients::send(
            client, {"started", key, std::to_string(answer.job->pid), std::to_string(answer.job->startedMs)});
    else if (!answer.code.empty())
        Clients::send(client, {"refused", key, answer.code, answer.text});
}

void Shepherd::probe(Clients::Client& client, const std::string& key)
{
    if (const Job* job = m_jobs.find(key)) {
        Clients::send(client, {"running", key, std::to_string(job->pid), std::to_string(job->startedMs)});
        return;
    }
    if (!Spool::isKey(key)) {
        Clients::send(client, {"never-started", key});
        return;
    }
    if (const auto status = m_spool.status(key)) {
        Clients::send(client, {"ended", key, *status});
        return;
    }
    if (m_jobs.isEnding(key))
        return; // told as soon as its status is written
    if (m_spool.hasForgotten(key)) {
        Clients::send(client, {"forgotten", key});
        return;
    }
    if (m_remains.ask(key) == RemainsList::Answer::NeverStarted)
        Clients::send(client, {"never-started", key});
}

} // namespace Drover::Shepherd
