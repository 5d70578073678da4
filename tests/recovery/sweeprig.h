#pragma once

#include "engine/runtime/enginecore.h"
#include "engine/store/sqlitestore.h"
#include "tests/recovery/sweephost.h"

namespace Drover::Testing {

/// An engine on a database file that carries out a fixed list of commands, each to where nothing is left to
/// do. At every call of the store and every boundary of an effect it tells its watcher, who may keep the
/// moment: what a killed process leaves behind is the file, the host, and the time. From such a moment
/// another rig goes on.
class SweepRig : private Executor
{
public:
    enum class Scenario {
        /// Provision with a retry, a reboot and a failed member that a command brings back; destroy with a
        /// failed
        /// release, likewise.
        Life,
        /// A machine goes to another pool and back through its exit and enter workflows; a lock and a pause
        /// end by
        /// themselves; a destroy waits behind the provision and is planned a second time.
        Steering,
    };
    /// What outlives the engine.
    struct Moment
    {
        QString folder; ///< holds the database; owned by whoever keeps the moment
        SweepHost host;
        Instant now;
        Scenario scenario = Scenario::Life;
        qsizetype command = 0; ///< the one that was being carried out
    };
    using Watch = std::function<void(const QString& point)>;

    /// Simulated runs have no outside: they begin within the turn and are computed again after a crash.
    SweepRig(Moment from, bool simulated, Watch watch = {});
    ~SweepRig() override;

    /// A directory in which the scenario may begin.
    void setUp();
    /// Carries the scenario out from the moment's command on. Answers the first refusal.
    [[nodiscard]] Result<> finish();
    /// The name of the database in a moment's folder.
    static const QString databaseName;

    [[nodiscard]] Moment moment() const { return m_at; }
    [[nodiscard]] const State& state() const { return m_core->state(); }
    [[nodiscard]] QList<EventRecord> journal();
    /// Copies a database as it lies on the disk just now, whoever works on it.
    static void copyDatabase(const QString& from, const QString& to);

private:
    class ManualClock;
    void start(RunRequest request) override;
    void cancel(const QString& key) override;
    void probe(const ProbeRequest& request) override;
    void forget(const QString& key) override;
    void leave(const QString& machine) override;
    void keepOnly(const QStringList& machines) override;
    void restart(const QString& machineUuid) override;

    [[nodiscard]] QList<Command> scenario() const;
    void point(const QString& name) const;
    [[nodiscard]] Result<> submit(Command command, const QString& id);
    void settle();
    [[nodiscard]] bool tellProbes();
    [[nodiscard]] bool endRuns();

    Moment m_at;
    bool m_simulated;
    Watch m_watch;
    ManualClock* m_clock = nullptr; ///< owned by the core; null in a simulated directory
    QStringList m_probed;
    std::unique_ptr<EngineCore> m_core;
};

} // namespace Drover::Testing
