#pragma once

#include "engine/core/instant.h"
#include "engine/core/job.h"

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>
#include <functional>

namespace Drover {

/// The contract between the engine and whatever does work outside of it (local, ssh, simulated).
///
/// Every effect has a key that is used once and never again. An executor can be asked, at any time and also
/// by a later process, what became of a key; that is what makes recovery after a crash the normal path.
/// Everything here is a value. Any thread may call an Executor; the sinks are called on the executor's own
/// thread, must only enqueue, and are never called after the executor's destructor has returned.

/// One rendered template of a task. The first line may name its interpreter (`#!`), else `/bin/sh` runs it.
struct Script
{
    QString name; ///< for messages: "etcd-start", "etcd-start/check"
    QByteArray contents;

    bool operator==(const Script&) const = default;
};

/// A rendered template with a path: written before the scripts run, not run itself.
struct RunFile
{
    QString path; ///< relative to the working directory, or absolute
    QByteArray contents;

    bool operator==(const RunFile&) const = default;
};

/// Everything an executor needs to run one attempt of one task. May hold opened secrets: never logged, never
/// stored.
struct RunRequest
{
    QString key;
    QString machine;          ///< names the machine's directory below the data directory
    QString workingDirectory; ///< empty: the machine's directory
    QList<Script> scripts;    ///< run one after the other; the first that does not exit 0 ends the run
    QStringList argv;         ///< without scripts: this program (found by PATH) with these arguments
    QMap<QString, QString>
        environment; ///< RS_UUID, RS_NAME, …; the executor adds RS_OUTPUT, PATH, HOME and LANG
    QList<RunFile> files;
    QStringList secrets;                 ///< values that must never reach the output file
    Duration timeout = Duration::zero(); ///< of the whole run in awake time; zero: none
    QString hash; ///< of what runs; told again with the outcome, by a later process too

    bool operator==(const RunRequest&) const = default;
};

/// How a run ended. Made once per key; asked again after a crash it is the same.
struct RunOutcome
{
    QString key;
    JobEnd end = JobEnd::Lost; ///< never Open
    int code = 0;    ///< Exited: the exit code; else the number of the signal that ended it, 0: none
    Instant started; ///< not set when it never started or nobody knows
    Instant ended;
    QString detail;     ///< one sentence for people; empty when there is nothing to add
    QByteArray outputs; ///< the raw text of $RS_OUTPUT
    QString hash;       ///< the request's

    bool operator==(const RunOutcome&) const = default;
};

/// Something seen while a run goes on. Shown at once, kept beside the job, never folded.
struct Observation
{
    enum class Kind { Output, Progress, Status };

    QString key;
    Kind kind = Kind::Output;
    qint64 size = 0;  ///< Output: bytes in the output file
    int progress = 0; ///< Progress: 0…100
    QString text;     ///< Status

    bool operator==(const Observation&) const = default;
};

/// What an executor knows of a key when it is asked.
enum class ProbeAnswer {
    Running,      ///< attached again; its outcome comes later
    Ended,        ///< its outcome follows at once
    NeverStarted, ///< provably: it is safe to start it
    Lost,         ///< its outcome (JobEnd::Lost) follows at once; nothing of it runs any more
    CannotTell,   ///< the executor cannot be reached now; ask again
};

struct ProbeRequest
{
    QString key;
    Instant committed; ///< when the intent to start it was committed: a restart of the computer after it
                       ///< breaks proof

    bool operator==(const ProbeRequest&) const = default;
};

struct ExecutorSinks
{
    std::function<void(const RunOutcome&)> outcome; ///< exactly once per start, or per probe that finds a run
    std::function<void(const Observation&)> observation;
    std::function<void(const QString& key, ProbeAnswer answer)>
        probed; ///< once per probe, before its outcome
};

class Executor
{
public:
    Executor() = default;
    Executor(const Executor&) = delete;
    Executor& operator=(const Executor&) = delete;
    virtual ~Executor() = default;

    /// Starts a run. Answers by an outcome, whatever happens. Never runs a key twice: for a key that was
    /// started before, the outcome is that of the first run.
    virtual void start(RunRequest request) = 0;
    /// Asks the run to end: SIGTERM at once, SIGKILL after 5 s. Does nothing when the key is not running.
    virtual void cancel(const QString& key) = 0;
    virtual void probe(const ProbeRequest& request) = 0;
    /// The outcome is committed: what is kept for another probe may go. The output file stays.
    virtual void forget(const QString& key) = 0;
    /// The machine, cluster or broker of this name is gone: so may be the place where its runs worked, unless
    /// they left something there.
    virtual void leave(const QString& machine) { static_cast<void>(machine); }
    /// There are only these machines: the place of any other, which a crash kept from being left, may go,
    /// too.
    virtual void keepOnly(const QStringList& machines) { static_cast<void>(machines); }
    /// A machine restarts or goes off, as a task asked: where a machine is no more than its processes, they
    /// end.
    virtual void restart(const QString& machineUuid) { static_cast<void>(machineUuid); }
};

} // namespace Drover
