#include "tests/effects/runnerworld.h"

#include "engine/core/instant.h"

#include <QDir>
#include <QFile>
#include <QTest>
#include <algorithm>
#include <csignal>

using namespace Qt::StringLiterals;

namespace Drover {

RunnerWorld::RunnerWorld(qint64 outputLimit, const QStringList& shepherdArguments)
    : m_outputLimit(outputLimit), m_arguments(shepherdArguments)
{
    openRunner();
}

RunnerWorld::~RunnerWorld()
{
    m_runner.reset();
    if (const pid_t pid = shepherd(); pid > 0)
        kill(pid, SIGKILL);
}

void RunnerWorld::openRunner()
{
    m_said = std::make_unique<Said>();
    Said* said = m_said.get();
    ExecutorSinks sinks;
    sinks.outcome = [said](const RunOutcome& outcome) {
        const std::scoped_lock lock(said->mutex);
        said->outcomes.append(outcome);
    };
    sinks.observation = [said](const Observation& observation) {
        const std::scoped_lock lock(said->mutex);
        said->observations.append(observation);
    };
    sinks.probed = [said](const QString& key, ProbeAnswer answer) {
        const std::scoped_lock lock(said->mutex);
        said->probed.insert(key, answer);
    };
    const QString program = QStringLiteral(DROVER_BIN_DIR "/drover-shepherd");
    m_runner = std::make_unique<LocalRunner>(
        LocalRunner::Settings{m_directory.path(), program, m_arguments, m_outputLimit}, sinks);
}

void RunnerWorld::dropRunner()
{
    m_runner.reset();
}

RunRequest RunnerWorld::shell(const QString& key, const QByteArray& script)
{
    RunRequest request;
    request.key = key;
    request.machine = u"m1"_s;
    request.scripts = {{u"task"_s, script}};
    request.environment = {{u"RS_NAME"_s, u"m1"_s}};
    return request;
}

std::optional<RunOutcome> RunnerWorld::outcome(const QString& key)
{
    const std::scoped_lock lock(m_said->mutex);
    const auto at = std::ranges::find(m_said->outcomes, key, &RunOutcome::key);
    return at == m_said->outcomes.end() ? std::nullopt : std::optional(*at);
}

int RunnerWorld::outcomes(const QString& key)
{
    const std::scoped_lock lock(m_said->mutex);
    return static_cast<int>(std::ranges::count(m_said->outcomes, key, &RunOutcome::key));
}

std::optional<ProbeAnswer> RunnerWorld::probed(const QString& key)
{
    const std::scoped_lock lock(m_said->mutex);
    const auto at = m_said->probed.constFind(key);
    return at == m_said->probed.cend() ? std::nullopt : std::optional(*at);
}

QList<Observation> RunnerWorld::observations(const QString& key, Observation::Kind kind)
{
    const std::scoped_lock lock(m_said->mutex);
    QList<Observation> seen;
    std::ranges::copy_if(m_said->observations, std::back_inserter(seen),
                         [&](const Observation& one) { return one.key == key && one.kind == kind; });
    return seen;
}

QString RunnerWorld::path(const QString& name) const
{
    return m_directory.path() + u'/' + name;
}

QByteArray RunnerWorld::file(const QString& name) const
{
    QFile file(path(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray RunnerWorld::output(const QString& key) const
{
    QFile file(LocalRunner::outputPath(m_directory.path(), key));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

pid_t RunnerWorld::pidIn(const QString& name) const
{
    const QByteArray text = file(name);
    return text.endsWith('\n') ? text.trimmed().toInt() : 0;
}

/// By its command line, since the runner does not tell.
pid_t RunnerWorld::shepherd() const
{
    const QByteArray wanted = QByteArray("--data") + '\0' + m_directory.path().toLocal8Bit() + '\0';
    for (const QString& entry : QDir(u"/proc"_s).entryList(QDir::Dirs)) {
        QFile commandLine(u"/proc/%1/cmdline"_s.arg(entry));
        if (entry.toInt() > 0 && commandLine.open(QIODevice::ReadOnly) &&
            commandLine.readAll().contains(wanted))
            return isAlive(entry.toInt()) ? entry.toInt() : 0;
    }
    return 0;
}

bool isAlive(pid_t pid)
{
    QFile stat(u"/proc/%1/stat"_s.arg(pid));
    if (!stat.open(QIODevice::ReadOnly))
        return false;
    const QByteArray text = stat.readAll();
    const char state = text.mid(text.lastIndexOf(')') + 2, 1).at(0);
    return state != 'Z' && state != 'X';
}

} // namespace Drover
