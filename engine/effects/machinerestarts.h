#pragma once

#include <QList>
#include <QMap>
#include <QString>
#include <sys/types.h>

namespace Drover {

/// This user's processes that work for a machine: those with its RS_UUID in their environment, as every job
/// has it, so that daemons which have left their job are found too. Reads /proc; any thread.
[[nodiscard]] QList<pid_t> processesOf(const QString& machineUuid);

/// What a restart is for a machine that is only a folder on this computer: its processes end, SIGTERM at once
/// and SIGKILL for those that stay. Used on the local runner's thread.
class MachineRestarts
{
public:
    /// How long a process may take to end by itself.
    static constexpr qint64 patienceMs = 3000;

    void begin(const QString& machineUuid, qint64 now);
    /// The machine is wanted again, maybe before patience ends (a console that reopens restarts it once
    /// more): what is left of its processes ends now, so that nothing that starts from here on is taken for
    /// one of them.
    void finish(const QString& machineUuid);
    /// Does what is due; answers when to look again, 0 when nothing is left. Times are awake milliseconds.
    qint64 tick(qint64 now);

private:
    QMap<QString, qint64> m_killAt; ///< machine → when patience ends
};

} // namespace Drover
