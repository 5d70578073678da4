#pragma once

#include "engine/effects/localrunner.h"
#include "engine/effects/machinerestarts.h"
#include "engine/effects/outputstail.h"
#include "engine/effects/runworkspace.h"
#include "engine/effects/shepherdclient.h"

#include <QHash>
#include <mutex>
#include <optional>
#include <thread>
#include <variant>
#include <vector>

namespace Drover {

/// The thread of a LocalRunner: takes its commands, speaks to the shepherd, calls the sinks. What it knows of
/// a run is only what it needs to ask again after the shepherd, or the connection, was lost.
class LocalRunnerLoop
{
public:
    struct Cancel
    {
        QString key;
    };
    struct Forget
    {
        QString key;
    };
    struct Leave
    {
        QString machine;
    };
    struct KeepOnly
    {
        QStringList machines;
    };
    struct Restart
    {
        QString machineUuid;
    };
    using Command = std::variant<RunRequest, Cancel, ProbeRequest, Forget, Leave, KeepOnly, Restart>;

    LocalRunnerLoop(LocalRunner::Settings settings, ExecutorSinks sinks);
    ~LocalRunnerLoop();
    LocalRunnerLoop(const LocalRunnerLoop&) = delete;
    LocalRunnerLoop& operator=(const LocalRunnerLoop&) = delete;

    void post(Command command); ///< any thread

private:
    struct Run
    {
        QString key;
        bool running = false;             ///< the shepherd has said so
        bool announce = false;            ///< somebody asked by probe() and waits for the answer
        bool cancelled = false;           ///< to be said again after a reconnect
        Instant committed;                ///< of the probe
        std::optional<RunRequest> toSend; ///< a start that found traces of an earlier one: the probe decides
        Wire::Message sent;               ///< until it is known to run: may have to be sent again
    };

    void loop();
    void serve(int timeoutMs);
    void take(RunRequest& request);
    void take(const Cancel& command);
    void take(const ProbeRequest& request);
    void take(const Forget& command);
    void take(const Leave& command);
    void take(const KeepOnly& command);
    void take(const Restart& command);
    void launch(Run& run, const RunRequest& request);
    bool connected(QString* why);
    void reconnect();
    void probeAgain();
    void receive();
    void handle(const Wire::Message& message);
    void neverStarted(Run& run);
    void ended(Run& run, const std::string& status);
    void finish(Run& run, const RunOutcome& outcome);
    void failToStart(const QString& key, const QString& why);
    void announce(Run& run, ProbeAnswer answer);
    [[nodiscard]] static bool wasBeforeThisBoot(Instant moment);

    LocalRunner::Settings m_settings;
    ExecutorSinks m_sinks;
    RunWorkspace m_workspace;
    ShepherdClient m_client;
    OutputsTail m_tail;
    QHash<QString, Run> m_runs; ///< by the key's file name, as the shepherd knows it
    MachineRestarts m_restarts;
    bool m_opened = false;
    qint64 m_retryAt = 0; ///< awake ms; 0: no reconnect is due

    std::mutex m_mutex;
    std::vector<Command> m_commands; ///< guarded by m_mutex
    bool m_stop = false;             ///< guarded by m_mutex
    int m_wake;
    std::thread m_thread; ///< last: starts when everything above is there
};

} // namespace Drover
