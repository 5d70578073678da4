#include "engine/decide/rules.h"

#include "engine/content/expansion.h"

#include <algorithm>

namespace Drover {

using namespace Qt::StringLiterals;

namespace {

// DRP's exit codes are bits: 16 stop, 32 power off, 64 reboot, 128 incomplete (digital-rebar.md §2.5).
struct Exit
{
    JobState state = JobState::Failed;
    ExitState exitState = ExitState::Failed;
};

Exit exitOf(int code)
{
    switch (code) {
    case 0:
        return {JobState::Finished, ExitState::Complete};
    case 16:
        return {JobState::Finished, ExitState::Stop};
    case 32:
        return {JobState::Finished, ExitState::PowerOff};
    case 64:
        return {JobState::Finished, ExitState::Reboot};
    case 128:
        return {JobState::Incomplete, ExitState::Complete};
    case 144:
        return {JobState::Incomplete, ExitState::Stop};
    case 160:
        return {JobState::Incomplete, ExitState::PowerOff};
    case 192:
        return {JobState::Incomplete, ExitState::Reboot};
    default:
        return {};
    }
}

QString messageOf(const Outcome& outcome)
{
    if (!outcome.detail.isEmpty())
        return outcome.detail;
    switch (outcome.end) {
    case JobEnd::Exited:
        return u"exit %1"_s.arg(outcome.code);
    case JobEnd::Signalled:
        return u"ended by signal %1"_s.arg(outcome.code);
    case JobEnd::TimedOut:
        return u"its time limit passed"_s;
    case JobEnd::Cancelled:
        return u"cancelled"_s;
    case JobEnd::Lost:
        return u"lost: nobody can say how it ended"_s;
    case JobEnd::NotStarted:
        return u"could not be started"_s;
    case JobEnd::BadOutput:
        return u"its outputs were refused"_s;
    case JobEnd::OutputLimit:
        return u"it wrote more than its limit"_s;
    case JobEnd::Open:
        break;
    }
    return {};
}

Duration doubling(Duration first, int times, Duration most)
{
    return std::min<Duration>(first * (qint64(1) << std::clamp(times, 0, 20)), most);
}

/// The error handlers of the task; empty: it has none, or they are none that could run.
QStringList handlersOf(Decider& d, const RunnerRef& runner, const QString& task)
{
    QStringList handlers;
    for (const QJsonValue name : d.param(runner, u"task-error-handlers"_s).toObject().value(task).toArray())
        handlers.append(name.toString());
    return expandEntries(d.content(), handlers).value_or(QStringList());
}

/// How often the task has failed with all its retries; each time its error handlers ran.
int roundsOf(int attempts, int retries)
{
    return (attempts + retries) / (retries + 1);
}

// How long a reboot takes: a simulated machine has its time; of a local one only the processes end, the last
// of them by force after 3 s.
constexpr Duration simulatedReboot = std::chrono::seconds(45);
constexpr Duration localReboot = std::chrono::seconds(4);

void waitAfter(Decider& d, const Job& job, ExitState exitState, Wait wait, Duration incompleteWait)
{
    const RunnerRef runner{job.machine, job.workOrder};
    switch (exitState) {
    case ExitState::Stop:
        stopSequence(d, runner, Stop::Stopped, u"%1 asked to stop (exit 16)"_s.arg(job.task));
        return;
    case ExitState::Reboot:
    case ExitState::PowerOff: {
        const Duration time = job.runner == RunnerKind::Simulated ? simulatedReboot : localReboot;
        d.record(Events::SequenceWaiting{job.machine,
                                         job.workOrder,
                                         exitState == ExitState::Reboot ? Wait::Reboot : Wait::PowerOff,
                                         d.now() + std::max(time, incompleteWait),
                                         {}});
        return;
    }
    case ExitState::None:
    case ExitState::Complete:
    case ExitState::Failed:
        if (wait != Wait::None)
            d.record(Events::SequenceWaiting{job.machine, job.workOrder, wait, d.now() + incompleteWait, {}});
        return;
    }
}

} // namespace

void endJob(Decider& d, const Job& open, const Outcome& outcome)
{
    const Job job = open;
    const RunnerRef runner{job.machine, job.workOrder};
    const bool exited = outcome.end == JobEnd::Exited;
    Exit exit = exited ? exitOf(outcome.code) : Exit();
    Events::JobEnded event;
    event.job = job.id;
    event.end = outcome.end;
    event.exitCode = outcome.code;
    event.hash = outcome.hash;
    event.started = outcome.started;
    event.ended = outcome.ended.isSet() ? outcome.ended : d.now();

    if (job.cancelRequested && exit.state == JobState::Incomplete)
        exit = Exit(); // it would come back, but a person wants its end
    const bool incomplete = exit.state == JobState::Incomplete;
    if (incomplete && job.run >= d.param(runner, u"task-incomplete-limit"_s).toInt(100)) {
        exit = Exit();
        event.message = u"still incomplete after %1 runs (task-incomplete-limit)"_s.arg(job.run);
    } else if (exit.state == JobState::Finished) {
        // A failed check applies none of the outputs: the events are recorded only when all lines are good.
        if (const Result<> applied = applyOutputs(d, job, outcome.outputs); !applied) {
            exit = Exit();
            event.end = JobEnd::BadOutput;
            event.message = applied.error().text;
        }
    } else if (exit.state == JobState::Failed) {
        event.message = messageOf(outcome);
    }
    event.state = exit.state;
    event.exitState = exit.exitState;
    event.next = exit.state == JobState::Finished ? job.index + 1 : job.index;
    d.record(event);

    switch (exit.state) {
    case JobState::Finished:
        waitAfter(d, job, exit.exitState, Wait::None, Duration(0));
        afterEntry(d, job);
        return;
    case JobState::Incomplete:
        waitAfter(d, job, exit.exitState, Wait::Incomplete,
                  doubling(std::chrono::seconds(2), job.run - 1, std::chrono::seconds(60)));
        return;
    case JobState::Failed:
    case JobState::Created:
    case JobState::Running:
        break;
    }
    if (outcome.end == JobEnd::Lost && !job.cancelRequested) {
        const TaskDef* task = d.content().task(job.task);
        switch (task ? task->onLost : OnLost::Ask) {
        case OnLost::Rerun:
            // A fresh attempt of the same entry; the lost one stays in the record.
            return;
        case OnLost::Ask:
            stopSequence(d, runner, Stop::Failed,
                         u"%1 was lost; look at the machine, then retry (on-lost: ask)"_s.arg(job.task));
            return;
        case OnLost::Fail:
            break;
        }
    }
    afterFailure(d, job, event.message, outcome.end != JobEnd::Cancelled && !job.cancelRequested);
}

void afterFailure(Decider& d, const Job& job, const QString& message, bool mayRetry)
{
    const RunnerRef runner{job.machine, job.workOrder};
    const Sequence* sequence = d.state().sequence(runner);
    if (!sequence)
        return;
    const bool cancelled = !mayRetry;
    const int retries = d.param(runner, u"task-retry"_s).toObject().value(job.task).toInt();
    if (mayRetry && sequence->retries < retries) {
        const Duration pause = doubling(std::chrono::seconds(2), sequence->retries, std::chrono::hours(1));
        d.record(Events::SequenceWaiting{job.machine, job.workOrder, Wait::Retry, d.now() + pause, {}});
        return;
    }
    QString reason = u"%1 failed: %2"_s.arg(job.task, message.isEmpty() ? u"no reason given"_s : message);
    if (const QStringList handlers = handlersOf(d, runner, job.task);
        mayRetry && sequence->errorStack.isEmpty() && !handlers.isEmpty()) {
        // Handlers that succeed and mend nothing would go on for ever. A person's retry gives a new turn.
        const int limit = std::max(1, d.param(runner, u"task-error-handlers-limit"_s).toInt(5));
        if (roundsOf(sequence->attempt, retries) % (limit + 1) != 0) {
            d.record(Events::ErrorHandlersRun{job.machine, job.workOrder, handlers, false});
            return;
        }
        reason +=
            u"; its error handlers have mended nothing %1 times (task-error-handlers-limit): see to it, then retry"_s
                .arg(limit);
    }
    if (job.workOrder.isSet())
        endOrder(d, *d.order(job.workOrder), cancelled ? WorkOrderState::Cancelled : WorkOrderState::Failed,
                 reason);
    else
        stopSequence(d, runner, Stop::Failed, reason);
}

void endErrorHandlers(Decider& d, const RunnerRef& runner)
{
    const ErrorFrame failed = d.state().sequence(runner)->errorStack.last();
    const QString task = failed.tasks.value(failed.currentTask);
    const int retries = d.param(runner, u"task-retry"_s).toObject().value(task).toInt();
    const Duration pause =
        doubling(std::chrono::seconds(2), roundsOf(failed.attempt, retries) - 1, std::chrono::hours(1));
    d.record(Events::SequenceWaiting{runner.machine, runner.workOrder, Wait::Retry, d.now() + pause, {}});
    d.record(Events::ErrorHandlersRun{runner.machine, runner.workOrder, {}, true});
}

void afterEntry(Decider& d, const Job& job)
{
    const RunnerRef runner{job.machine, job.workOrder};
    const Machine* machine = d.machine(job.machine);
    const Sequence* sequence = d.state().sequence(runner);
    if (!machine || !sequence)
        return;
    if (machine->isMember())
        arriveAtGates(d, *machine, job.task);
    if (sequence->runnable() && d.param(runner, u"task-single-step"_s).toBool())
        stopSequence(d, runner, Stop::SingleStep, u"task-single-step is set"_s);
}

void cancelJob(Decider& d, const Job& open, const QString& reason)
{
    const Job job = open;
    if (!job.cancelRequested)
        d.record(Events::JobCancelRequested{job.id, reason});
    if (job.runner != RunnerKind::Engine && job.state != JobState::Incomplete)
        return; // the executor ends it, its outcome follows
    Outcome outcome;
    outcome.job = job.id;
    outcome.end = JobEnd::Cancelled;
    outcome.detail = reason;
    endJob(d, *d.state().find<Job>(job.id), outcome);
}

} // namespace Drover
