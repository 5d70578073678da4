#include "engine/decide/rules.h"

#include "engine/content/expansion.h"

namespace Drover {

using namespace Qt::StringLiterals;

bool isRollEntry(const QString& entry)
{
    return entry.startsWith("stage:"_L1) || entry.startsWith("bootenv:"_L1) ||
           entry.startsWith("context:"_L1) || entry.startsWith("chroot:"_L1);
}

Result<> startWorkflow(Decider& d, MachineId machine, const QString& workflow, const QString& from)
{
    Result<QStringList> tasks = expandWorkflow(d.content(), workflow);
    if (!tasks)
        return tl::make_unexpected(tasks.error());
    d.record(Events::WorkflowStarted{machine, workflow, *tasks, from});
    return {};
}

namespace {

/// The list is done: a work order has finished; error handlers give the list back; a workflow is complete.
void finishSequence(Decider& d, const RunnerRef& runner)
{
    const Sequence& sequence = *d.state().sequence(runner);
    if (!sequence.errorStack.isEmpty())
        return endErrorHandlers(d, runner);
    if (runner.workOrder.isSet()) {
        endOrder(d, *d.order(runner.workOrder), WorkOrderState::Finished, {});
        return;
    }
    const QString workflow = sequence.workflow;
    d.record(Events::WorkflowCompleted{runner.machine, workflow});
    const Machine& machine = *d.machine(runner.machine);
    if (machine.isMember()) {
        arriveAtGates(d, machine, u"application"_s);
        arriveAtGates(d, *d.machine(runner.machine), u"complete"_s);
    }
    settlePool(d, runner.machine);
    const Machine& settled = *d.machine(runner.machine);
    if (settled.isMember())
        passGates(d, settled);
    const bool free = settled.kind == MachineKind::Machine && settled.poolStatus == PoolStatus::Free;
    if (!free && d.param(runner, u"on-complete-work-order-mode"_s).toBool())
        setWorkOrderMode(d, settled, true, u"on-complete-work-order-mode"_s);
}

/// Rolls over `stage:` and its like to the next entry that is a task. Returns false when the list ended.
bool roll(Decider& d, const RunnerRef& runner)
{
    const Sequence& sequence = *d.state().sequence(runner);
    int index = std::max(sequence.currentTask, 0);
    QString stage = sequence.stage;
    QString bootEnv = sequence.bootEnv;
    while (index < sequence.tasks.size() && isRollEntry(sequence.tasks[index])) {
        const QString& entry = sequence.tasks[index++];
        if (entry.startsWith("stage:"_L1))
            stage = entry.mid(6);
        else if (entry.startsWith("bootenv:"_L1))
            bootEnv = entry.mid(8);
    }
    const bool ended = index >= sequence.tasks.size();
    if (index != sequence.currentTask || stage != sequence.stage)
        d.record(Events::SequenceMoved{runner.machine, runner.workOrder, index, stage, bootEnv});
    return !ended;
}

bool isFirstTask(const Sequence& sequence)
{
    for (int i = 0; i < sequence.currentTask; ++i) {
        if (!isRollEntry(sequence.tasks[i]))
            return false;
    }
    return true;
}

bool stopsHere(Decider& d, const RunnerRef& runner)
{
    const Sequence& sequence = *d.state().sequence(runner);
    if (sequence.resumedAt == sequence.currentTask || sequence.attempt > 0)
        return false;
    const QJsonArray entries = d.param(runner, u"task-stop-at"_s).toArray();
    return entries.contains(sequence.entry());
}

} // namespace

void advance(Decider& d, const RunnerRef& runner)
{
    if (!roll(d, runner)) {
        finishSequence(d, runner);
        return;
    }
    const Machine& machine = *d.machine(runner.machine);
    const Sequence& sequence = *d.state().sequence(runner);
    if (stopsHere(d, runner)) {
        stopSequence(d, runner, Stop::StopAt, u"task-stop-at names %1"_s.arg(sequence.entry()));
        return;
    }
    if (!runner.workOrder.isSet() && isFirstTask(sequence)) {
        if (const Gate* gate = closedGateBefore(d.state(), machine)) {
            d.record(Events::SequenceWaiting{machine.id, {}, Wait::Gate, {}, gate->name});
            return;
        }
    }
    const TaskDef* task = d.content().task(sequence.entry());
    const bool engine =
        sequence.entry().startsWith("action:"_L1) || (task && !task->engine.isEmpty()) || !task;
    Job job;
    job.id = JobId{d.state().ledger().lastJob + 1};
    job.machine = machine.id;
    job.machineName = machine.name;
    job.member = machine.memberName;
    job.cluster = machine.kind == MachineKind::Cluster ? machine.name : machine.cluster;
    job.workOrder = runner.workOrder;
    job.task = sequence.entry();
    job.stage = sequence.stage;
    job.workflow = sequence.workflow;
    job.index = sequence.currentTask;
    job.attempt = sequence.attempt + 1;
    job.runner = engine ? RunnerKind::Engine : machine.runner;
    job.state = JobState::Running;
    job.created = d.now();
    job.started = d.now();
    d.record(Events::JobCreated{job});
    if (job.task.startsWith("action:"_L1))
        runAction(d, job);
    else if (!task)
        failEngineJob(d, job, u"no loaded content has the task %1"_s.arg(job.task));
    else if (engine)
        runEngineTask(d, job, task->engine);
}

namespace {

Events::JobEnded ended(const Decider& d, const Job& job, JobState state, const QString& message)
{
    const bool finished = state == JobState::Finished;
    Events::JobEnded event;
    event.job = job.id;
    event.state = state;
    event.exitState = finished ? ExitState::Complete : ExitState::Failed;
    event.exitCode = finished ? 0 : 1;
    event.message = message;
    event.next = finished ? job.index + 1 : job.index;
    event.ended = d.now();
    return event;
}

} // namespace

void finishEngineJob(Decider& d, const Job& job)
{
    const Job copy = job;
    d.record(ended(d, copy, JobState::Finished, {}));
    afterEntry(d, copy);
}

void failEngineJob(Decider& d, const Job& job, const QString& message)
{
    const Job copy = job;
    d.record(ended(d, copy, JobState::Failed, message));
    afterFailure(d, copy, message, true);
}

void stopSequence(Decider& d, const RunnerRef& runner, Stop stop, const QString& reason)
{
    d.record(Events::SequenceStopped{runner.machine, runner.workOrder, stop, reason});
    const Machine& machine = *d.machine(runner.machine);
    if (!runner.workOrder.isSet() && machine.kind == MachineKind::Machine && stop == Stop::Failed &&
        heldStatus(machine.poolStatus) != machine.poolStatus)
        setPoolStatus(d, machine, heldStatus(machine.poolStatus), reason);
    if (machine.isMember())
        reviewGates(d, machine.cluster, machine.role);
}

void retrySequence(Decider& d, const RunnerRef& runner, const QString& reason)
{
    const Machine& machine = *d.machine(runner.machine);
    if (!runner.workOrder.isSet() && isHeld(machine.poolStatus))
        setPoolStatus(d, machine, resumedStatus(machine.poolStatus), reason);
    const Sequence* sequence = d.state().sequence(runner);
    d.record(Events::SequenceRetried{runner.machine, runner.workOrder, reason});
    // An incomplete job that was stopped comes back, as soon as anything may start there.
    if (const Job* job = sequence ? d.state().find<Job>(sequence->job) : nullptr;
        job && job->state == JobState::Incomplete)
        d.record(Events::SequenceWaiting{runner.machine, runner.workOrder, Wait::Incomplete, d.now(), {}});
    if (const Machine* after = d.machine(runner.machine); after && after->isMember())
        reviewGates(d, after->cluster, after->role);
}

} // namespace Drover
