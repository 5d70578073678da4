#include "engine/effects/machinerestarts.h"

#include <QDir>
#include <QFile>
#include <algorithm>
#include <csignal>
#include <ctime>
#include <unistd.h>

namespace Drover {

namespace {

constexpr qint64 lookAgainMs = 50;
// A killed process is gone in well under a millisecond, unless the kernel holds it: that can't be waited for.
constexpr int killRounds = 200;
constexpr timespec killPause{0, 1'000'000};

/// Answers how many there were.
qsizetype killProcessesOf(const QString& machineUuid)
{
    const QList<pid_t> left = processesOf(machineUuid);
    for (const pid_t pid : left)
        ::kill(pid, SIGKILL);
    return left.size();
}

} // namespace

QList<pid_t> processesOf(const QString& machineUuid)
{
    const QByteArray wanted = "RS_UUID=" + machineUuid.toUtf8();
    QList<pid_t> found;
    const QStringList entries = QDir(QStringLiteral("/proc")).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString& entry : entries) {
        bool isProcess = false;
        const pid_t pid = entry.toInt(&isProcess);
        if (!isProcess || pid == ::getpid())
            continue;
        QFile environment(QStringLiteral("/proc/%1/environ").arg(pid));
        if (!environment.open(QIODevice::ReadOnly))
            continue; // another user's, or gone by now
        if (environment.readAll().split('\0').contains(wanted))
            found.append(pid);
    }
    return found;
}

void MachineRestarts::begin(const QString& machineUuid, qint64 now)
{
    for (const pid_t pid : processesOf(machineUuid))
        ::kill(pid, SIGTERM);
    m_killAt.insert(machineUuid, now + patienceMs);
}

void MachineRestarts::finish(const QString& machineUuid)
{
    if (m_killAt.remove(machineUuid) == 0)
        return;
    for (int round = 0; round < killRounds && killProcessesOf(machineUuid) > 0; ++round)
        ::nanosleep(&killPause, nullptr);
}

qint64 MachineRestarts::tick(qint64 now)
{
    qint64 next = 0;
    for (auto it = m_killAt.begin(); it != m_killAt.end();) {
        if (now < it.value()) {
            next = next == 0 ? it.value() : std::min(next, it.value());
            ++it;
            continue;
        }
        // Again until none is left: one that was just being made is not among those that were found.
        if (killProcessesOf(it.key()) == 0) {
            it = m_killAt.erase(it);
            continue;
        }
        it.value() = now + lookAgainMs;
        next = next == 0 ? it.value() : std::min(next, it.value());
        ++it;
    }
    return next;
}

} // namespace Drover
