#include "models/timeline/jobspans.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

/// Jobs that become one bar.
struct Run
{
    const Job* first = nullptr;
    const Job* last = nullptr;
    int attempt = 1;
    bool failed = false;
};

Instant startOf(const Job& job)
{
    return job.started.isSet() ? job.started : job.created;
}

/// A job that ended without telling when (never started, lost) is as long as nothing.
Instant endOf(const Job& job)
{
    return job.ended.isSet() ? std::max(job.ended, startOf(job)) : startOf(job);
}

bool isApart(const Job& job, const JobSpanContext& context)
{
    return context.entriesApart && job.task.startsWith("action:"_L1);
}

QList<Run> runsOf(const QList<const Job*>& jobs, const JobSpanContext& context)
{
    QList<Run> runs;
    for (const Job* job : jobs) {
        const Job* last = runs.isEmpty() ? nullptr : runs.constLast().last;
        const bool sameStage = last && last->stage == job->stage && last->workflow == job->workflow &&
                               last->workOrder == job->workOrder;
        // A failed job closes its bar: the next attempt has its own.
        if (!sameStage || runs.constLast().failed || isApart(*job, context) || isApart(*last, context))
            runs.append({.first = job, .last = job, .attempt = job->attempt});
        Run& run = runs.last();
        run.last = job;
        run.attempt = std::max(run.attempt, job->attempt);
        run.failed = job->state == JobState::Failed;
    }
    return runs;
}

BarState stateOf(const Run& run, const JobSpanContext& context, bool lastRun)
{
    switch (run.last->state) {
    case JobState::Created:
    case JobState::Running:
        if (run.last->cancelRequested)
            return BarState::Cancelled;
        if (context.machine && context.machine->poolStatus == PoolStatus::Destroying)
            return BarState::Destroying;
        return run.attempt > 1 ? BarState::Retrying : BarState::Running;
    case JobState::Incomplete:
        return BarState::Running;
    case JobState::Failed:
        return run.last->end == JobEnd::Cancelled ? BarState::Cancelled : BarState::Failed;
    case JobState::Finished:
        break;
    }
    // Between two jobs of a stage the stage goes on.
    const Sequence* sequence = context.machine ? &context.machine->sequence : nullptr;
    if (lastRun && sequence && !sequence->complete && sequence->runnable() && sequence->wait == Wait::None &&
        sequence->stage == run.last->stage && sequence->workflow == run.last->workflow &&
        !isApart(*run.last, context))
        return run.attempt > 1 ? BarState::Retrying : BarState::Running;
    return run.attempt > 1 ? BarState::SucceededAfterRetry : BarState::Succeeded;
}

/// When the gate that this role waits for opened inside the gap, if it did.
Instant gateOpenedWithin(const JobSpanContext& context, Instant from, Instant to)
{
    for (const Gate* gate : context.gates) {
        if (gate->waitingRoles.contains(context.role) && gate->openedAt > from && gate->openedAt <= to)
            return gate->openedAt;
    }
    return {};
}

} // namespace

QString entryLabel(const QString& task)
{
    if (!task.startsWith("action:"_L1))
        return task;
    return task.section(u':', -1).replace(u'-', u' ');
}

QList<TimelineSpan> jobSpans(const QList<const Job*>& jobs, const JobSpanContext& context,
                             TimelineTexts& texts)
{
    QList<TimelineSpan> spans;
    const QList<Run> runs = runsOf(jobs, context);
    Instant reached;
    for (qsizetype i = 0; i < runs.size(); ++i) {
        const Run& run = runs.at(i);
        const bool lastRun = i + 1 == runs.size();
        TimelineSpan span;
        span.id = run.last->id.value;
        span.start = std::max(startOf(*run.first), reached);
        span.state = stateOf(run, context, lastRun);
        span.attempt = quint16(std::clamp(run.attempt, 1, 65'535));
        span.stage = texts.intern(run.last->stage.isEmpty() ? run.last->task : run.last->stage);
        if (isApart(*run.last, context))
            span.label = texts.intern(entryLabel(run.last->task));
        if (!isLive(span.state) && !run.last->isOpen())
            span.end = std::max(endOf(*run.last), span.start);
        if (i > 0) {
            const Run& before = runs.at(i - 1);
            const Instant opened = gateOpenedWithin(context, reached, span.start);
            if (opened.isSet())
                spans.append({.start = reached, .end = opened, .state = BarState::AtGate});
            else if (before.failed && run.attempt > 1 && span.start > reached)
                spans.append({.start = reached,
                              .end = span.start,
                              .attempt = span.attempt,
                              .state = BarState::BackOff});
        }
        spans.append(span);
        reached = span.end.isSet() ? span.end : context.now;
    }

    const Machine* machine = context.machine;
    if (!runs.isEmpty() && runs.constLast().last->isOpen()) {
        // An entry that only waits for its members' work stands still while a person is asked.
        if (context.blocked && !runs.constLast().last->waitsFor.isEmpty()) {
            TimelineSpan& open = spans.last();
            open.end = std::clamp(context.blockedSince, open.start, std::max(open.start, context.now));
            spans.append({.start = open.end, .state = *context.blocked});
        }
        return spans;
    }
    if (!machine || machine->sequence.complete)
        return spans;
    const Sequence& sequence = machine->sequence;
    TimelineSpan wait;
    wait.start = reached.isSet() ? reached : machine->created;
    if (!sequence.runnable()) {
        if (sequence.stop == Stop::Failed)
            return spans;
        wait.state = sequence.stop == Stop::Paused ? BarState::Paused : BarState::WaitingForPerson;
    } else {
        switch (sequence.wait) {
        case Wait::Gate:
            wait.state = BarState::AtGate;
            break;
        case Wait::Retry:
        case Wait::Incomplete:
            wait.state = BarState::BackOff;
            break;
        case Wait::Reboot:
        case Wait::PowerOff:
            wait.state = BarState::Running;
            break;
        case Wait::None:
            if (!context.blocked || sequence.tasks.isEmpty())
                return spans;
            wait.state = *context.blocked;
            break;
        }
    }
    spans.append(wait);
    return spans;
}

QList<TimelineSpan> jobDetails(const QList<const Job*>& jobs, const JobSpanContext& context,
                               TimelineTexts& texts)
{
    QList<TimelineSpan> details;
    details.reserve(jobs.size());
    for (const Job* job : jobs) {
        const Run alone{.first = job, .last = job, .attempt = job->attempt};
        TimelineSpan span{.id = job->id.value, .start = startOf(*job)};
        span.label = texts.intern(entryLabel(job->task));
        span.stage = texts.intern(job->stage.isEmpty() ? job->task : job->stage);
        span.attempt = quint16(std::clamp(job->attempt, 1, 65'535));
        span.state = stateOf(alone, context, false);
        if (!job->isOpen())
            span.end = endOf(*job);
        details.append(span);
    }
    std::stable_sort(details.begin(), details.end(),
                     [](const TimelineSpan& a, const TimelineSpan& b) { return a.start < b.start; });
    return details;
}

std::optional<TimelineFailure> laneFailure(const QList<const Job*>& jobs, const Machine* machine)
{
    if (!machine || machine->sequence.stop != Stop::Failed || jobs.isEmpty())
        return std::nullopt;
    const auto failed = std::find_if(jobs.rbegin(), jobs.rend(),
                                     [](const Job* job) { return job->state == JobState::Failed; });
    if (failed == jobs.rend())
        return std::nullopt;
    const Job& job = **failed;
    TimelineFailure failure{
        .spanId = job.id.value, .detail = job.message.section(u'\n', 0, 0), .canRetry = true};
    failure.what = job.end == JobEnd::Exited ? job.task + u", exit "_s + QString::number(job.exitCode)
                                             : job.task + u", "_s + enumText(job.end);
    if (failure.detail.isEmpty())
        failure.detail = machine->sequence.stopReason;
    return failure;
}

} // namespace Drover
