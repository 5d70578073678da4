#pragma once

#include "engine/core/eventfields.h"
#include "engine/core/job.h"
#include "engine/core/workorder.h"

/// What happened to work: sequences, jobs and work orders.
namespace Drover::Events {

/// A workflow was set on a machine: by a person, an operation, a pool's transition, or the chain (`from` is
/// then set).
struct WorkflowStarted
{
    MachineId machine;
    QString workflow;
    QStringList tasks;
    QString from;
    DROVER_EVENT(WorkflowStarted, DROVER_FIELD(WorkflowStarted, machine),
                 DROVER_FIELD(WorkflowStarted, workflow), DROVER_FIELD(WorkflowStarted, tasks),
                 DROVER_FIELD(WorkflowStarted, from))
};

struct WorkflowCompleted
{
    MachineId machine;
    QString workflow;
    DROVER_EVENT(WorkflowCompleted, DROVER_FIELD(WorkflowCompleted, machine),
                 DROVER_FIELD(WorkflowCompleted, workflow))
};

/// The sequence rolled forward over `stage:` and `bootenv:` entries to `index`.
struct SequenceMoved
{
    MachineId machine;
    WorkOrderId workOrder;
    int index = 0;
    QString stage;
    QString bootEnv;
    DROVER_EVENT(SequenceMoved, DROVER_FIELD(SequenceMoved, machine), DROVER_FIELD(SequenceMoved, workOrder),
                 DROVER_FIELD(SequenceMoved, index), DROVER_FIELD(SequenceMoved, stage),
                 DROVER_FIELD(SequenceMoved, bootEnv))
};

/// FlexiFlow, classification or validation rewrote the present part of the list. `tasks` is the whole new
/// list.
struct TasksReplaced
{
    MachineId machine;
    WorkOrderId workOrder;
    QStringList tasks;
    QStringList inserted;
    QString by;
    DROVER_EVENT(TasksReplaced, DROVER_FIELD(TasksReplaced, machine), DROVER_FIELD(TasksReplaced, workOrder),
                 DROVER_FIELD(TasksReplaced, tasks), DROVER_FIELD(TasksReplaced, inserted),
                 DROVER_FIELD(TasksReplaced, by))
};

/// A wait that ends by itself began.
struct SequenceWaiting
{
    MachineId machine;
    WorkOrderId workOrder;
    Wait wait = Wait::None;
    Instant until;
    QString waitFor;
    DROVER_EVENT(SequenceWaiting, DROVER_FIELD(SequenceWaiting, machine),
                 DROVER_FIELD(SequenceWaiting, workOrder), DROVER_FIELD(SequenceWaiting, wait),
                 DROVER_FIELD(SequenceWaiting, until), DROVER_FIELD(SequenceWaiting, waitFor))
};

struct SequenceResumed
{
    MachineId machine;
    WorkOrderId workOrder;
    QString reason;
    DROVER_EVENT(SequenceResumed, DROVER_FIELD(SequenceResumed, machine),
                 DROVER_FIELD(SequenceResumed, workOrder), DROVER_FIELD(SequenceResumed, reason))
};

/// `runnable` became false.
struct SequenceStopped
{
    MachineId machine;
    WorkOrderId workOrder;
    Stop stop = Stop::Failed;
    QString reason;
    DROVER_EVENT(SequenceStopped, DROVER_FIELD(SequenceStopped, machine),
                 DROVER_FIELD(SequenceStopped, workOrder), DROVER_FIELD(SequenceStopped, stop),
                 DROVER_FIELD(SequenceStopped, reason))
};

/// `runnable` became true again: the current entry is tried once more, its retries counted afresh.
struct SequenceRetried
{
    MachineId machine;
    WorkOrderId workOrder;
    QString reason;
    DROVER_EVENT(SequenceRetried, DROVER_FIELD(SequenceRetried, machine),
                 DROVER_FIELD(SequenceRetried, workOrder), DROVER_FIELD(SequenceRetried, reason))
};

/// A failed task's error handlers took the place of the list, or gave it back (`ended`).
struct ErrorHandlersRun
{
    MachineId machine;
    WorkOrderId workOrder;
    QStringList tasks;
    bool ended = false;
    DROVER_EVENT(ErrorHandlersRun, DROVER_FIELD(ErrorHandlersRun, machine),
                 DROVER_FIELD(ErrorHandlersRun, workOrder), DROVER_FIELD(ErrorHandlersRun, tasks),
                 DROVER_FIELD(ErrorHandlersRun, ended))
};

struct JobCreated
{
    Job job;
    DROVER_EVENT(JobCreated, DROVER_FIELD(JobCreated, job))
};

/// The same attempt is handed out again (exit 128, or a lost job that may run anew).
struct JobRedelivered
{
    JobId job;
    int run = 1;
    DROVER_EVENT(JobRedelivered, DROVER_FIELD(JobRedelivered, job), DROVER_FIELD(JobRedelivered, run))
};

struct JobCancelRequested
{
    JobId job;
    QString reason;
    DROVER_EVENT(JobCancelRequested, DROVER_FIELD(JobCancelRequested, job),
                 DROVER_FIELD(JobCancelRequested, reason))
};

/// A job ended. `next` is the entry its sequence stands on now. Incomplete ones come back.
struct JobEnded
{
    JobId job;
    JobState state = JobState::Finished;
    ExitState exitState = ExitState::Complete;
    JobEnd end = JobEnd::Exited;
    int exitCode = 0;
    QString message;
    QString hash;
    int next = 0;
    Instant started;
    Instant ended;
    DROVER_EVENT(JobEnded, DROVER_FIELD(JobEnded, job), DROVER_FIELD(JobEnded, state),
                 DROVER_FIELD(JobEnded, exitState), DROVER_FIELD(JobEnded, end),
                 DROVER_FIELD(JobEnded, exitCode), DROVER_FIELD(JobEnded, message),
                 DROVER_FIELD(JobEnded, hash), DROVER_FIELD(JobEnded, next), DROVER_FIELD(JobEnded, started),
                 DROVER_FIELD(JobEnded, ended))
};

/// `callback-task` with `callback/event`.
struct CallbackRaised
{
    MachineId machine;
    QString action;
    QJsonObject data;
    DROVER_EVENT(CallbackRaised, DROVER_FIELD(CallbackRaised, machine), DROVER_FIELD(CallbackRaised, action),
                 DROVER_FIELD(CallbackRaised, data))
};

struct WorkOrderModeChanged
{
    MachineId machine;
    bool on = true;
    QString reason;
    DROVER_EVENT(WorkOrderModeChanged, DROVER_FIELD(WorkOrderModeChanged, machine),
                 DROVER_FIELD(WorkOrderModeChanged, on), DROVER_FIELD(WorkOrderModeChanged, reason))
};

struct WorkOrderCreated
{
    WorkOrder workOrder;
    DROVER_EVENT(WorkOrderCreated, DROVER_FIELD(WorkOrderCreated, workOrder))
};

/// Picked up: the blueprint's tasks, params and profiles as they are now.
struct WorkOrderStarted
{
    WorkOrderId workOrder;
    QStringList tasks;
    QJsonObject params;
    QStringList profiles;
    DROVER_EVENT(WorkOrderStarted, DROVER_FIELD(WorkOrderStarted, workOrder),
                 DROVER_FIELD(WorkOrderStarted, tasks), DROVER_FIELD(WorkOrderStarted, params),
                 DROVER_FIELD(WorkOrderStarted, profiles))
};

struct WorkOrderEnded
{
    WorkOrderId workOrder;
    WorkOrderState state = WorkOrderState::Finished;
    QString reason;
    DROVER_EVENT(WorkOrderEnded, DROVER_FIELD(WorkOrderEnded, workOrder), DROVER_FIELD(WorkOrderEnded, state),
                 DROVER_FIELD(WorkOrderEnded, reason))
};

} // namespace Drover::Events
