#include "engine/effects/localrunnerloop.h"

#include "engine/effects/spoolstatus.h"

#include <QFile>
#include <QFileInfo>
#include <algorithm>
#include <array>
#include <chrono>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>
#include <utility>

namespace Drover {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 retryEveryMs = 1000;

qint64 steadyMs()
{
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

QString textAt(const Wire::Message& message, std::size_t at)
{
    return at < message.size() ? QString::fromStdString(message[at]) : QString();
}

std::string nameOf(const QString& key)
{
    return RunWorkspace::fileName(key).toStdString();
}

} // namespace

LocalRunnerLoop::LocalRunnerLoop(LocalRunner::Settings settings, ExecutorSinks sinks)
    : m_settings(std::move(settings)), m_sinks(std::move(sinks)), m_workspace(m_settings.dataDirectory),
      m_client({m_settings.dataDirectory, m_settings.shepherdProgram, m_settings.shepherdArguments}),
      m_wake(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)), m_thread([this] { loop(); })
{
}

LocalRunnerLoop::~LocalRunnerLoop()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_stop = true;
    }
    eventfd_write(m_wake, 1);
    m_thread.join();
    close(m_wake);
}

void LocalRunnerLoop::post(Command command)
{
    bool asleep = false;
    {
        const std::scoped_lock lock(m_mutex);
        asleep = m_commands.empty();
        m_commands.push_back(std::move(command));
    }
    if (asleep)
        eventfd_write(m_wake, 1);
}

void LocalRunnerLoop::loop()
{
    while (true) {
        std::vector<Command> commands;
        {
            const std::scoped_lock lock(m_mutex);
            if (m_stop)
                return;
            commands.swap(m_commands);
        }
        for (Command& command : commands)
            std::visit([this](auto& what) { take(what); }, command);
        if (m_retryAt > 0 && steadyMs() >= m_retryAt)
            reconnect();
        m_client.flush(); // what all of them ask for, at once
        qint64 lookAt = m_restarts.tick(steadyMs());
        if (m_retryAt > 0)
            lookAt = lookAt > 0 ? std::min(lookAt, m_retryAt) : m_retryAt;
        serve(lookAt > 0 ? static_cast<int>(std::max<qint64>(1, lookAt - steadyMs())) : -1);
    }
}

void LocalRunnerLoop::serve(int timeoutMs)
{
    const auto socketEvents = static_cast<short>(m_client.hasToSend() ? POLLIN | POLLOUT : POLLIN);
    std::array<pollfd, 3> polled{pollfd{m_wake, POLLIN, 0}, pollfd{m_client.descriptor(), socketEvents, 0},
                                 pollfd{m_tail.descriptor(), POLLIN, 0}};
    if (poll(polled.data(), polled.size(), timeoutMs) <= 0)
        return;
    if (polled[0].revents != 0) {
        eventfd_t count = 0;
        eventfd_read(m_wake, &count);
    }
    if (polled[2].revents != 0) {
        for (const Observation& observation : m_tail.read())
            m_sinks.observation(observation);
    }
    if (polled[1].revents != 0)
        receive();
}

/// True when the shepherd listens, else `why` not.
bool LocalRunnerLoop::connected(QString* why)
{
    if (m_client.isConnected())
        return true;
    Result<> done = m_opened ? Result<>() : m_workspace.open();
    if (done) {
        m_opened = true;
        done = m_client.connect();
    }
    if (!done) {
        *why = done.error().text;
        return false;
    }
    m_workspace.setRuntimeDirectory(m_client.runtimeDirectory());
    m_retryAt = 0;
    probeAgain();
    return true;
}

void LocalRunnerLoop::reconnect()
{
    QString why;
    if (connected(&why))
        return;
    m_retryAt = steadyMs() + retryEveryMs;
    const QList<QString> names = m_runs.keys();
    for (const QString& name : names) {
        if (m_runs[name].announce && !m_runs[name].toSend) {
            announce(m_runs[name], ProbeAnswer::CannotTell);
            m_runs.remove(name);
        }
    }
}

/// After the connection, or the shepherd itself, was lost: what became of every run?
void LocalRunnerLoop::probeAgain()
{
    for (const Run& run : std::as_const(m_runs))
        m_client.send({"probe", nameOf(run.key)});
}

void LocalRunnerLoop::take(RunRequest& request)
{
    const QString key = request.key;
    const QString name = RunWorkspace::fileName(key);
    if (m_runs.contains(name))
        return; // its outcome will come
    m_restarts.finish(request.environment.value(u"RS_UUID"_s));
    QString why;
    if (!connected(&why)) {
        failToStart(key, why);
        return;
    }
    Run& run = m_runs[name];
    run.key = key;
    if (m_workspace.isPrepared(key)) {
        run.toSend = std::move(request);
        m_client.send({"probe", nameOf(key)});
    } else {
        launch(run, request);
    }
}

void LocalRunnerLoop::launch(Run& run, const RunRequest& request)
{
    Result<Wire::Message> message = m_workspace.prepare(request, m_settings.outputLimit);
    if (!message) {
        failToStart(run.key, message.error().text);
        return;
    }
    run.sent = std::move(*message);
    m_client.send(run.sent);
}

void LocalRunnerLoop::take(const Cancel& command)
{
    const auto at = m_runs.find(RunWorkspace::fileName(command.key));
    if (at == m_runs.end())
        return;
    at->cancelled = true;
    if (m_client.isConnected())
        m_client.send({"cancel", nameOf(command.key)});
}

void LocalRunnerLoop::take(const ProbeRequest& request)
{
    const QString name = RunWorkspace::fileName(request.key);
    if (const auto at = m_runs.find(name); at != m_runs.end()) {
        at->announce = true;
        if (at->running)
            announce(*at, ProbeAnswer::Running);
        return;
    }
    QString why;
    if (!connected(&why)) {
        m_sinks.probed(request.key, ProbeAnswer::CannotTell);
        return;
    }
    Run& run = m_runs[name];
    run.key = request.key;
    run.announce = true;
    run.committed = request.committed;
    m_client.send({"probe", nameOf(run.key)});
}

void LocalRunnerLoop::take(const Forget& command)
{
    QString why;
    if (!connected(&why))
        return; // its small record stays in the spool
    m_client.send({"forget", nameOf(command.key)});
    m_workspace.removeAll(command.key);
}

void LocalRunnerLoop::take(const Leave& command)
{
    m_workspace.removeIfEmpty(command.machine);
}

void LocalRunnerLoop::take(const KeepOnly& command)
{
    m_workspace.keepOnly(command.machines);
}

void LocalRunnerLoop::take(const Restart& command)
{
    m_restarts.begin(command.machineUuid, steadyMs());
}

void LocalRunnerLoop::receive()
{
    for (const Wire::Message& message : m_client.receive())
        handle(message);
    if (!m_client.isConnected() && !m_runs.isEmpty())
        reconnect();
}

void LocalRunnerLoop::handle(const Wire::Message& message)
{
    const std::string& verb = message.front();
    const auto at = m_runs.find(textAt(message, 1));
    if (at == m_runs.end())
        return; // told to every client; not ours
    Run& run = *at;
    if (verb == "grew") {
        m_sinks.observation({run.key, Observation::Kind::Output, textAt(message, 2).toLongLong(), 0, {}});
    } else if (verb == "started" || verb == "running") {
        run.running = true;
        run.sent.clear(); // may hold secrets
        run.toSend.reset();
        announce(run, ProbeAnswer::Running);
        if (run.cancelled)
            m_client.send({"cancel", nameOf(run.key)});
        for (const Observation& observation : m_tail.watch(run.key, m_workspace.outputsPath(run.key)))
            m_sinks.observation(observation);
    } else if (verb == "ended") {
        ended(run, message.size() > 2 ? message[2] : std::string());
    } else if (verb == "never-started") {
        neverStarted(run);
    } else if (verb == "refused" && textAt(message, 2) == u"seen"_s) {
        m_workspace.removeAll(run.key); // the outputs of the first run are gone; these are not they
        run.sent.clear();
        m_client.send({"probe", nameOf(run.key)});
    } else if (verb == "refused") {
        failToStart(run.key, textAt(message, 3));
    } else if (verb == "forgotten") {
        RunOutcome outcome;
        outcome.key = run.key;
        outcome.detail = u"The key was used, and given up, before"_s;
        announce(run, ProbeAnswer::Lost);
        finish(run, outcome);
    }
}

void LocalRunnerLoop::neverStarted(Run& run)
{
    RunOutcome outcome;
    outcome.key = run.key;
    const bool wanted = run.toSend || !run.sent.empty();
    if (wanted && run.cancelled) {
        outcome.end = JobEnd::Cancelled;
        finish(run, outcome);
    } else if (run.toSend) {
        const RunRequest request = *std::exchange(run.toSend, std::nullopt);
        launch(run, request);
    } else if (wanted) {
        m_client.send(run.sent);
    } else if (run.announce && !run.running && !wasBeforeThisBoot(run.committed)) {
        announce(run, ProbeAnswer::NeverStarted);
        m_workspace.removeAll(run.key);
        m_runs.remove(RunWorkspace::fileName(run.key));
    } else {
        outcome.detail = run.running ? u"Its record was removed from the spool"_s
                                     : u"The computer was restarted, so whether it began is not known"_s;
        announce(run, ProbeAnswer::Lost);
        finish(run, outcome);
    }
}

void LocalRunnerLoop::ended(Run& run, const std::string& status)
{
    RunOutcome outcome = outcomeFromStatus(run.key, status);
    for (const Observation& observation : m_tail.finish(run.key))
        m_sinks.observation(observation);
    const std::optional<QByteArray> outputs = m_workspace.outputs(run.key);
    const QFileInfo written(m_workspace.outputsPath(run.key));
    if (outcome.end == JobEnd::Exited && !outputs && (written.exists() || written.isSymLink())) {
        outcome.end = JobEnd::BadOutput;
        outcome.detail = u"It put something else in the place of the file $RS_OUTPUT"_s;
    } else if (outcome.end == JobEnd::Exited && outcome.code == 0 && !outputs) {
        outcome.end = JobEnd::Lost;
        outcome.detail = u"It ended well, but the file with its outputs is gone"_s;
    } else if (outcome.end == JobEnd::Exited && outputs && outputs->size() > RunWorkspace::outputsLimit) {
        outcome.end = JobEnd::BadOutput;
        outcome.detail = u"It wrote more than 1 MiB to $RS_OUTPUT"_s;
    } else {
        outcome.outputs = outputs.value_or(QByteArray()).left(RunWorkspace::outputsLimit);
    }
    announce(run, outcome.end == JobEnd::Lost ? ProbeAnswer::Lost : ProbeAnswer::Ended);
    finish(run, outcome);
}

void LocalRunnerLoop::failToStart(const QString& key, const QString& why)
{
    RunOutcome outcome;
    outcome.key = key;
    outcome.end = JobEnd::NotStarted;
    outcome.detail = why;
    m_workspace.removeAll(key);
    m_runs.remove(RunWorkspace::fileName(key));
    m_sinks.outcome(outcome);
}

/// The last thing said of a run; `run` is gone afterwards. Its outputs stay until the key is forgotten.
void LocalRunnerLoop::finish(Run& run, const RunOutcome& outcome)
{
    m_workspace.removeScripts(run.key);
    m_tail.finish(run.key);
    RunOutcome told = outcome;
    told.hash = m_workspace.hash(run.key);
    m_runs.remove(RunWorkspace::fileName(run.key));
    m_sinks.outcome(told);
}

void LocalRunnerLoop::announce(Run& run, ProbeAnswer answer)
{
    if (std::exchange(run.announce, false))
        m_sinks.probed(run.key, answer);
}

/// A record may be lost in a power cut, so its absence proves nothing for what was intended before this boot.
bool LocalRunnerLoop::wasBeforeThisBoot(Instant moment)
{
    QFile file(u"/proc/stat"_s);
    if (!file.open(QIODevice::ReadOnly))
        return true;
    const QByteArray text = file.readAll();
    const qsizetype at = text.indexOf("\nbtime ");
    const qint64 bootSeconds = at < 0 ? 0 : text.mid(at + 7).split('\n').constFirst().toLongLong();
    constexpr qint64 roundedMs = 2000;
    return bootSeconds == 0 || moment.ms() < bootSeconds * 1000 + roundedMs;
}

} // namespace Drover
