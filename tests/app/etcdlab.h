#pragma once

#include "tests/app/droverprogram.h"

#include <sys/types.h>

namespace Drover::Testing {

/// The real example in a data directory of its own: its scripts as they are, each with a place to stop in,
/// and five machines at addresses that nothing else uses. The test's thread.
class EtcdLab
{
public:
    /// The last number of the network 127.0.N.0, so that several labs can live side by side.
    explicit EtcdLab(int network);
    /// Ends whatever is left.
    ~EtcdLab();
    EtcdLab(const EtcdLab&) = delete;
    EtcdLab& operator=(const EtcdLab&) = delete;

    /// Loads the pack and the machines; what went wrong, or nothing.
    [[nodiscard]] QByteArray prepare();
    [[nodiscard]] const DroverProgram& drover() const { return m_drover; }
    [[nodiscard]] QJsonArray get(const QString& what) const;

    /// Opens the console (or `drover serve` in a build without a window) and waits until it owns the
    /// directory.
    [[nodiscard]] bool openConsole();
    void killConsole();
    [[nodiscard]] pid_t shepherd() const;
    void killShepherd() const;

    /// From now on every script of this task waits, printing numbered lines, until it is let go.
    void hold(const QString& task) const;
    void letGo(const QString& task) const;
    /// The processes of this task's scripts that wait now.
    [[nodiscard]] QList<pid_t> held(const QString& task) const;

    /// `JOB.ATTEMPT MACHINE-TASK`, a line for every script that began, in that order.
    [[nodiscard]] QByteArrayList began() const;
    /// Scripts that began while an earlier run of the same was still there.
    [[nodiscard]] QByteArray twice() const;
    /// Whether the output of a script that ended is whole: first and last line, and every numbered one.
    [[nodiscard]] static QByteArray gapIn(const QByteArray& output);

    /// The daemons: etcd and workers.
    [[nodiscard]] QList<pid_t> daemons() const;
    /// Everything that runs with this data directory on its command line, but its consoles and the shepherd.
    [[nodiscard]] QByteArrayList leftRunning() const;
    /// Addresses where something still listens on etcd's ports.
    [[nodiscard]] QStringList leftListening() const;
    /// What is left in the machines' directories.
    [[nodiscard]] QStringList leftFiles() const;
    /// An etcdctl of the test's own, from outside.
    [[nodiscard]] QByteArray etcdctl(const QStringList& words) const;

private:
    [[nodiscard]] QString lab(const QString& name) const
    {
        return m_drover.filePath(QStringLiteral("lab/") + name);
    }
    void writePack() const;
    void writeInventory() const;
    [[nodiscard]] QString address(int machine) const;

    DroverProgram m_drover;
    int m_network;
    std::unique_ptr<Running> m_console;
};

} // namespace Drover::Testing
