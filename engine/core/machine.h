#pragma once

#include "engine/core/enums.h"
#include "engine/core/fields.h"
#include "engine/core/ids.h"
#include "engine/core/instant.h"

#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QStringList>

namespace Drover {

/// DRP stores all three as machines and tells them apart by `Meta["machine-role"]`; one sequencer runs them
/// all.
enum class MachineKind { Machine, Cluster, ResourceBroker };
DROVER_ENUM_NAMES(MachineKind, "machine", "cluster", "resource-broker")

/// Where a machine stands in its pool (digital-rebar.md §1.5). Legal moves: transitions.h.
enum class PoolStatus {
    Joining,
    HoldJoin,
    Free,
    Building,
    HoldBuild,
    InUse,
    Destroying,
    HoldDestroy,
    Leaving,
    HoldLeave
};
DROVER_ENUM_NAMES(PoolStatus, "Joining", "HoldJoin", "Free", "Building", "HoldBuild", "InUse", "Destroying",
                  "HoldDestroy", "Leaving", "HoldLeave")

/// What carries out a machine's tasks: param `access/runner`.
enum class RunnerKind { Engine, Local, Ssh, Simulated };
DROVER_ENUM_NAMES(RunnerKind, "engine", "local", "ssh", "simulated")

/// Why a sequence does not go on although there is more to do. Waits end by themselves; a stop needs a
/// person.
enum class Wait { None, Retry, Incomplete, Reboot, PowerOff, Gate };
DROVER_ENUM_NAMES(Wait, "none", "retry", "incomplete", "reboot", "poweroff", "gate")

/// Why `runnable` is false (lifecycle.md: only these).
enum class Stop { None, Failed, Stopped, Paused, StopAt, SingleStep };
DROVER_ENUM_NAMES(Stop, "none", "failed", "stopped", "paused", "stop-at", "single-step")

enum class Health { Unknown, Healthy, Degraded, Unhealthy };
DROVER_ENUM_NAMES(Health, "unknown", "healthy", "degraded", "unhealthy")

/// A task list that was put aside while a failed task's error handlers run (`task-error-handlers`; depth
/// one).
struct ErrorFrame
{
    int currentTask = 0;
    int attempt = 0;
    QStringList tasks;

    static constexpr auto fields()
    {
        return std::tuple(field("currentTask", &ErrorFrame::currentTask),
                          field("attempt", &ErrorFrame::attempt), field("tasks", &ErrorFrame::tasks));
    }
    bool operator==(const ErrorFrame&) const = default;
};

/// How far a list of task entries has come: a machine has one for its workflow, a work order one of its own.
/// `currentTask` is the entry that runs now or runs next; -1 = before the first, = tasks.size() = done.
struct Sequence
{
    QString workflow;
    QStringList tasks;
    int currentTask = -1;
    QString stage;
    QString bootEnv;
    bool complete = false; ///< DRP's WorkflowComplete
    int attempt = 0;       ///< attempts made of the current entry, by retry or by hand
    int retries = 0;       ///< of them, those that `task-retry` made (RetryTaskAttempt)
    JobId job;             ///< the open job, at most one
    Stop stop = Stop::None;
    QString stopReason;
    Wait wait = Wait::None;
    Instant waitUntil;  ///< a deadline (reboot, power) or the moment to go on (retry, incomplete)
    QString waitFor;    ///< the gate's name
    int resumedAt = -1; ///< the entry that a person let go on: `task-stop-at` does not stop there again
    QList<ErrorFrame> errorStack;

    [[nodiscard]] bool runnable() const { return stop == Stop::None; }
    [[nodiscard]] bool atEnd() const { return currentTask >= tasks.size(); }
    [[nodiscard]] QString entry() const { return tasks.value(currentTask); }

    static constexpr auto fields()
    {
        return std::tuple(field("workflow", &Sequence::workflow), field("tasks", &Sequence::tasks),
                          field("currentTask", &Sequence::currentTask), field("stage", &Sequence::stage),
                          field("bootEnv", &Sequence::bootEnv), field("complete", &Sequence::complete),
                          field("attempt", &Sequence::attempt), field("retries", &Sequence::retries),
                          field("job", &Sequence::job), field("stop", &Sequence::stop),
                          field("stopReason", &Sequence::stopReason), field("wait", &Sequence::wait),
                          field("waitUntil", &Sequence::waitUntil), field("waitFor", &Sequence::waitFor),
                          field("resumedAt", &Sequence::resumedAt),
                          field("errorStack", &Sequence::errorStack));
    }
    bool operator==(const Sequence&) const = default;
};

/// A locked object refuses every command but unlock; running work ends normally and nothing new starts on it.
struct Lock
{
    bool locked = false;
    QString reason;
    QString owner;
    Instant since;
    Instant until; ///< when it opens by itself; unset: only by unlock

    /// "locked by OWNER until TIME: REASON", as refusals and waits say it.
    [[nodiscard]] QString told() const;

    static constexpr auto fields()
    {
        return std::tuple(field("locked", &Lock::locked), field("reason", &Lock::reason),
                          field("owner", &Lock::owner), field("since", &Lock::since),
                          field("until", &Lock::until));
    }
    bool operator==(const Lock&) const = default;
};

/// Why a machine may be `Free`: the record that invariant 1 asks for.
enum class FreeProof { None, Joined, Released, Accepted };
DROVER_ENUM_NAMES(FreeProof, "none", "joined", "released", "accepted")

/// A machine, cluster or resource broker, with DRP's fields. Owned by State; a value.
struct Machine
{
    using Key = MachineId;

    MachineId id;
    QString name;
    MachineKind kind = MachineKind::Machine;
    QString description;
    QString address;
    QStringList profiles;
    QJsonObject params; ///< own params; secure ones sealed as {"$sealed": "…"}
    RunnerKind runner = RunnerKind::Local;
    Sequence sequence;
    bool workOrderMode = false;
    Lock lock;
    Health health = Health::Unknown;
    Instant created;

    // Pool membership: machines only.
    QString pool;
    PoolStatus poolStatus = PoolStatus::Free;
    bool poolAllocated = false;
    Instant freeSince;
    FreeProof freeProof = FreeProof::None;
    QString nextPool; ///< while it leaves its pool: where it goes

    // Cluster membership: machines only; empty = a standalone machine.
    QString cluster;    ///< `cluster/tags`
    QString role;       ///< `cluster/role`
    QString memberName; ///< `cluster/member-name`
    bool draining = false;

    // Clusters only.
    QString broker;                ///< `broker/name`
    QString application;           ///< `universal/application`
    int revision = 0;              ///< members: what it was brought to; clusters: the newest
    QMap<QString, int> namesGiven; ///< role → last number given to a member; never used again

    [[nodiscard]] Key key() const { return id; }
    [[nodiscard]] bool isMember() const { return !cluster.isEmpty(); }

    static constexpr auto fields()
    {
        return std::tuple(
            field("uuid", &Machine::id), field("name", &Machine::name), field("kind", &Machine::kind),
            field("description", &Machine::description), field("address", &Machine::address),
            field("profiles", &Machine::profiles), field("params", &Machine::params),
            field("runner", &Machine::runner), field("sequence", &Machine::sequence),
            field("workOrderMode", &Machine::workOrderMode), field("lock", &Machine::lock),
            field("health", &Machine::health), field("created", &Machine::created),
            field("pool", &Machine::pool), field("poolStatus", &Machine::poolStatus),
            field("poolAllocated", &Machine::poolAllocated), field("freeSince", &Machine::freeSince),
            field("freeProof", &Machine::freeProof), field("nextPool", &Machine::nextPool),
            field("cluster", &Machine::cluster), field("role", &Machine::role),
            field("memberName", &Machine::memberName), field("draining", &Machine::draining),
            field("broker", &Machine::broker), field("application", &Machine::application),
            field("revision", &Machine::revision), field("namesGiven", &Machine::namesGiven));
    }
    bool operator==(const Machine&) const = default;
};

} // namespace Drover
