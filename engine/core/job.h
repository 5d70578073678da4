#pragma once

#include "engine/core/machine.h"

namespace Drover {

enum class JobState { Created, Running, Failed, Finished, Incomplete };
DROVER_ENUM_NAMES(JobState, "created", "running", "failed", "finished", "incomplete")

/// DRP's ExitState.
enum class ExitState { None, Complete, Failed, Reboot, PowerOff, Stop };
DROVER_ENUM_NAMES(ExitState, "", "complete", "failed", "reboot", "poweroff", "stop")

/// How a job's process came to its end.
enum class JobEnd { Open, Exited, Signalled, TimedOut, Cancelled, Lost, NotStarted, BadOutput, OutputLimit };
DROVER_ENUM_NAMES(JobEnd, "open", "exited", "signalled", "timed-out", "cancelled", "lost", "not-started",
                  "bad-output", "output-limit")

/// One attempt of one task on one machine, cluster or broker; every attempt is kept. `run` counts the
/// deliveries of the same attempt (exit 128 brings the same job again). Open jobs live in State; an ended one
/// is a row written once.
struct Job
{
    using Key = JobId;

    JobId id;
    MachineId machine;
    QString machineName;
    QString member;        ///< the machine's name within the cluster when the job began
    QString cluster;       ///< the cluster it worked for, if any
    WorkOrderId workOrder; ///< unset: the machine's workflow
    QString task;          ///< the task's name or the `action:` entry
    QString stage;
    QString workflow;
    int index = 0; ///< position in the task list
    int attempt = 1;
    int run = 1;
    RunnerKind runner = RunnerKind::Local;
    JobState state = JobState::Created;
    ExitState exitState = ExitState::None;
    JobEnd end = JobEnd::Open;
    int exitCode = 0;
    QString message;  ///< one sentence when it did not simply succeed
    QString waitsFor; ///< what an engine job waits for: the operation's step
    Instant created;
    Instant started;
    Instant ended;
    QString hash; ///< SHA-256 of what was rendered and run
    bool cancelRequested = false;

    [[nodiscard]] Key key() const { return id; }
    [[nodiscard]] bool isOpen() const { return state == JobState::Created || state == JobState::Running; }
    /// The name of its effect, its spool and its output: stable across a restart of the console.
    [[nodiscard]] QString effectKey() const
    {
        return id.toString() + QLatin1Char('.') + QString::number(index) + QLatin1Char('.') +
               QString::number(attempt) + QLatin1Char('.') + QString::number(run);
    }

    static constexpr auto fields()
    {
        return std::tuple(
            field("id", &Job::id), field("machine", &Job::machine), field("machineName", &Job::machineName),
            field("member", &Job::member), field("cluster", &Job::cluster),
            field("workOrder", &Job::workOrder), field("task", &Job::task), field("stage", &Job::stage),
            field("workflow", &Job::workflow), field("index", &Job::index), field("attempt", &Job::attempt),
            field("run", &Job::run), field("runner", &Job::runner), field("state", &Job::state),
            field("exitState", &Job::exitState), field("end", &Job::end), field("exitCode", &Job::exitCode),
            field("message", &Job::message), field("waitsFor", &Job::waitsFor),
            field("created", &Job::created), field("started", &Job::started), field("ended", &Job::ended),
            field("hash", &Job::hash), field("cancelRequested", &Job::cancelRequested));
    }
    bool operator==(const Job&) const = default;
};

} // namespace Drover
