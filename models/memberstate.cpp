#include "models/memberstate.h"

#include "engine/core/transitions.h"

#include <algorithm>

namespace Drover {

Status statusOf(PoolStatus status)
{
    switch (status) {
    case PoolStatus::Joining:
        return Status::Joining;
    case PoolStatus::HoldJoin:
        return Status::HoldJoin;
    case PoolStatus::Free:
        return Status::Free;
    case PoolStatus::Building:
        return Status::Building;
    case PoolStatus::HoldBuild:
        return Status::HoldBuild;
    case PoolStatus::InUse:
        return Status::InUse;
    case PoolStatus::Destroying:
        return Status::Destroying;
    case PoolStatus::HoldDestroy:
        return Status::HoldDestroy;
    case PoolStatus::Leaving:
        return Status::Leaving;
    case PoolStatus::HoldLeave:
        return Status::HoldLeave;
    }
    return Status::None;
}

Status statusOf(Health health)
{
    switch (health) {
    case Health::Unknown:
        return Status::Unknown;
    case Health::Healthy:
        return Status::Healthy;
    case Health::Degraded:
        return Status::Degraded;
    case Health::Unhealthy:
        return Status::Unhealthy;
    }
    return Status::None;
}

Status statusOf(const Job& job)
{
    switch (job.state) {
    case JobState::Created:
        return Status::Queued;
    case JobState::Running:
        if (job.cancelRequested)
            return Status::Stopping;
        return job.attempt > 1 ? Status::Retrying : Status::Running;
    case JobState::Incomplete:
        return Status::Incomplete;
    case JobState::Finished:
        return job.attempt > 1 ? Status::SucceededAfterRetry : Status::Succeeded;
    case JobState::Failed:
        break;
    }
    if (job.end == JobEnd::Cancelled)
        return Status::Cancelled;
    return job.end == JobEnd::Lost ? Status::Lost : Status::Failed;
}

bool isTaskEntry(const QString& entry)
{
    return !entry.startsWith(QLatin1String("stage:")) && !entry.startsWith(QLatin1String("bootenv:"));
}

int tasksBefore(const QStringList& entries, int index)
{
    const auto end = entries.begin() + std::clamp(index, 0, int(entries.size()));
    return int(std::count_if(entries.begin(), end, isTaskEntry));
}

double pipelineProgress(const Sequence& sequence, const Plan* plan, const QString& role)
{
    const int own = tasksBefore(sequence.tasks, int(sequence.tasks.size()));
    const int done = sequence.complete ? own : tasksBefore(sequence.tasks, sequence.currentTask);
    int before = 0;
    int after = 0;
    bool seen = false;
    if (plan) {
        for (const PlanStage& stage : plan->stages) {
            if (stage.runsOn == QLatin1String("cluster") ||
                stage.runsOn.startsWith(QLatin1String("broker")) ||
                (stage.runsOn != QLatin1String("members") && stage.runsOn != role))
                continue;
            if (stage.workflow == sequence.workflow)
                seen = true;
            else
                (seen ? after : before) += stage.tasks;
        }
    }
    if (!seen)
        return own > 0 ? double(done) / own : sequence.complete ? 1.0 : -1.0;
    const int total = before + own + after;
    return total > 0 ? double(before + done) / total : -1.0;
}

QString naturalKey(const QString& name)
{
    QString key;
    key.reserve(name.size() + 12);
    for (qsizetype i = 0; i < name.size();) {
        if (!name.at(i).isDigit()) {
            key += name.at(i++).toLower();
            continue;
        }
        qsizetype end = i;
        while (end < name.size() && name.at(end).isDigit())
            ++end;
        for (qsizetype pad = end - i; pad < 10; ++pad)
            key += QLatin1Char('0');
        key += QStringView(name).mid(i, end - i);
        i = end;
    }
    return key;
}

namespace {

StateFigure waitFigure(const Sequence& sequence)
{
    switch (sequence.wait) {
    case Wait::None:
        return {Status::Queued};
    case Wait::Gate: // how many have arrived is told once, by the role
        return {Status::AtGate};
    case Wait::Retry:
        return {Status::BackOff, sequence.retries + 1};
    case Wait::Incomplete:
        return {Status::Incomplete};
    case Wait::Reboot:
    case Wait::PowerOff:
        return {Status::Running};
    }
    return {};
}

StateFigure memberFigure(const Machine& machine, const Job* open)
{
    const Sequence& sequence = machine.sequence;
    if (!sequence.runnable()) {
        switch (sequence.stop) {
        case Stop::Failed:
            return {Status::Failed};
        case Stop::Paused:
            return {Status::Paused};
        case Stop::None:
        case Stop::Stopped:
        case Stop::StopAt:
        case Stop::SingleStep:
            return {Status::WaitingForPerson};
        }
    }
    if (isHeld(machine.poolStatus))
        return {statusOf(machine.poolStatus)};
    const bool leaving = machine.poolStatus == PoolStatus::Destroying;
    if (open) {
        if (open->cancelRequested)
            return {Status::Stopping};
        if (open->attempt > 1)
            return {Status::Retrying, open->attempt};
        return {leaving ? Status::Destroying : Status::Running};
    }
    if (sequence.wait != Wait::None)
        return waitFigure(sequence);
    if (leaving)
        return {Status::Destroying};
    if (machine.kind != MachineKind::Machine || machine.isMember()) {
        // A broker serves without a workflow, too.
        const bool serves = machine.workOrderMode && sequence.tasks.isEmpty();
        return {sequence.complete || serves ? Status::Ready : Status::Queued};
    }
    return {statusOf(machine.poolStatus)};
}

} // namespace

MemberState memberState(const Replica& replica, const Machine& machine)
{
    MemberState result;
    const Job* open = replica.openJob(machine.id);
    const Sequence& sequence = machine.sequence;
    result.state = memberFigure(machine, open);
    result.failed = sequence.stop == Stop::Failed || isHeld(machine.poolStatus);
    result.activity = replica.lastActivity(machine.id);
    if (open && open->workOrder.isSet())
        result.stage = open->stage;
    else if (!sequence.complete)
        result.stage = sequence.stage;
    if (machine.isMember()) {
        const Operation* driver = replica.driver(machine.cluster);
        result.progress =
            pipelineProgress(sequence, driver ? replica.plan(driver->id) : nullptr, machine.role);
        if (sequence.complete && !open && machine.poolStatus != PoolStatus::Destroying)
            result.progress = driver ? 1.0 : -1.0;
    } else if (!sequence.complete && !sequence.tasks.isEmpty()) {
        result.progress = pipelineProgress(sequence, nullptr, {});
    }
    // Before the pipeline has ended nobody has asked how the machine does.
    if (machine.health != Health::Unknown)
        result.health = statusOf(machine.health);
    result.ready = sequence.complete && machine.poolStatus == PoolStatus::InUse && sequence.runnable() &&
                   !machine.draining && machine.health != Health::Unhealthy;
    return result;
}

} // namespace Drover
