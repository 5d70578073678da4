#pragma once

#include "engine/core/gate.h"
#include "engine/core/job.h"
#include "engine/core/json.h"
#include "engine/core/operation.h"
#include "engine/core/pool.h"
#include "engine/core/workorder.h"

#include <variant>

/// What happened, as values. Events carry results (the expanded list, the resolved value, fields before and after), so that
/// `apply` never has to ask content or a clock. A kind, once written, is never renamed; fields only grow.
/// Each kind says what it tells; the order is by subject.
namespace Drover::Events {

#define DROVER_EVENT(Type, ...)                                                                                       \
    static constexpr const char* kind = #Type;                                                                        \
    static constexpr auto fields() { return std::tuple(__VA_ARGS__); }                                                \
    bool operator==(const Type&) const = default;
#define DROVER_FIELD(Type, member) field(#member, &Type::member)

/// The data directory was made: real (wall clock) or simulated (seed and speed; 0 = as fast as it goes).
struct DirectoryCreated {
    bool simulated = false;
    qint64 seed = 0;
    double speed = 1;
    QString bootId;
    DROVER_EVENT(DirectoryCreated, DROVER_FIELD(DirectoryCreated, simulated), DROVER_FIELD(DirectoryCreated, seed),
                 DROVER_FIELD(DirectoryCreated, speed), DROVER_FIELD(DirectoryCreated, bootId))
};

/// A content pack was loaded in place of the one of the same name, if any.
struct ContentLoaded {
    QString pack;
    QString version;
    QString hash;
    QString replaced;
    DROVER_EVENT(ContentLoaded, DROVER_FIELD(ContentLoaded, pack), DROVER_FIELD(ContentLoaded, version),
                 DROVER_FIELD(ContentLoaded, hash), DROVER_FIELD(ContentLoaded, replaced))
};

// Edits tell what was there before, the person's reason if there was one, and which event they undo, if any.

struct PoolSaved {
    Pool pool;
    std::optional<Pool> before;
    QString reason;
    qint64 undoes = 0;
    DROVER_EVENT(PoolSaved, DROVER_FIELD(PoolSaved, pool), DROVER_FIELD(PoolSaved, before),
                 DROVER_FIELD(PoolSaved, reason), DROVER_FIELD(PoolSaved, undoes))
};
struct PoolRemoved {
    Pool pool;
    QString reason;
    qint64 undoes = 0;
    DROVER_EVENT(PoolRemoved, DROVER_FIELD(PoolRemoved, pool), DROVER_FIELD(PoolRemoved, reason),
                 DROVER_FIELD(PoolRemoved, undoes))
};
struct ProfileSaved {
    Profile profile;
    std::optional<Profile> before;
    QString reason;
    qint64 undoes = 0;
    DROVER_EVENT(ProfileSaved, DROVER_FIELD(ProfileSaved, profile), DROVER_FIELD(ProfileSaved, before),
                 DROVER_FIELD(ProfileSaved, reason), DROVER_FIELD(ProfileSaved, undoes))
};
struct ProfileRemoved {
    QString profile;
    std::optional<Profile> before;
    QString reason;
    qint64 undoes = 0;
    DROVER_EVENT(ProfileRemoved, DROVER_FIELD(ProfileRemoved, profile), DROVER_FIELD(ProfileRemoved, before),
                 DROVER_FIELD(ProfileRemoved, reason), DROVER_FIELD(ProfileRemoved, undoes))
};

/// Params of a machine, or of a writable profile when `profile` is set.
struct ParamsChanged {
    MachineId machine;
    QString profile;
    QJsonObject set;
    QStringList removed;
    QJsonObject before;
    QString reason;
    qint64 undoes = 0;
    DROVER_EVENT(ParamsChanged, DROVER_FIELD(ParamsChanged, machine), DROVER_FIELD(ParamsChanged, profile),
                 DROVER_FIELD(ParamsChanged, set), DROVER_FIELD(ParamsChanged, removed),
                 DROVER_FIELD(ParamsChanged, before), DROVER_FIELD(ParamsChanged, reason),
                 DROVER_FIELD(ParamsChanged, undoes))
};

struct MachineAdded {
    Machine machine;
    DROVER_EVENT(MachineAdded, DROVER_FIELD(MachineAdded, machine))
};
/// The plain fields that an edit of a machine touches.
struct MachineFields {
    std::optional<QString> description;
    std::optional<QString> address;
    std::optional<QStringList> profiles;
    std::optional<RunnerKind> runner;

    static constexpr auto fields()
    {
        return std::tuple(DROVER_FIELD(MachineFields, description), DROVER_FIELD(MachineFields, address),
                          DROVER_FIELD(MachineFields, profiles), DROVER_FIELD(MachineFields, runner));
    }
    bool operator==(const MachineFields&) const = default;
};
/// Plain fields of a machine were edited; absent ones stay.
struct MachineEdited {
    MachineId machine;
    std::optional<QString> description;
    std::optional<QString> address;
    std::optional<QStringList> profiles;
    std::optional<RunnerKind> runner;
    MachineFields before;
    QString reason;
    qint64 undoes = 0;
    DROVER_EVENT(MachineEdited, DROVER_FIELD(MachineEdited, machine), DROVER_FIELD(MachineEdited, description),
                 DROVER_FIELD(MachineEdited, address), DROVER_FIELD(MachineEdited, profiles),
                 DROVER_FIELD(MachineEdited, runner), DROVER_FIELD(MachineEdited, before),
                 DROVER_FIELD(MachineEdited, reason), DROVER_FIELD(MachineEdited, undoes))
};
struct MachineRemoved {
    MachineId machine;
    QString name;
    QString reason;
    DROVER_EVENT(MachineRemoved, DROVER_FIELD(MachineRemoved, machine), DROVER_FIELD(MachineRemoved, name),
                 DROVER_FIELD(MachineRemoved, reason))
};
struct LockChanged {
    MachineId machine;
    Lock lock;
    DROVER_EVENT(LockChanged, DROVER_FIELD(LockChanged, machine), DROVER_FIELD(LockChanged, lock))
};

/// A workflow was set on a machine: by a person, an operation, a pool's transition, or the chain (`from` is then set).
struct WorkflowStarted {
    MachineId machine;
    QString workflow;
    QStringList tasks;
    QString from;
    DROVER_EVENT(WorkflowStarted, DROVER_FIELD(WorkflowStarted, machine), DROVER_FIELD(WorkflowStarted, workflow),
                 DROVER_FIELD(WorkflowStarted, tasks), DROVER_FIELD(WorkflowStarted, from))
};
struct WorkflowCompleted {
    MachineId machine;
    QString workflow;
    DROVER_EVENT(WorkflowCompleted, DROVER_FIELD(WorkflowCompleted, machine),
                 DROVER_FIELD(WorkflowCompleted, workflow))
};
/// The sequence rolled forward over `stage:` and `bootenv:` entries to `index`.
struct SequenceMoved {
    MachineId machine;
    WorkOrderId workOrder;
    int index = 0;
    QString stage;
    QString bootEnv;
    DROVER_EVENT(SequenceMoved, DROVER_FIELD(SequenceMoved, machine), DROVER_FIELD(SequenceMoved, workOrder),
                 DROVER_FIELD(SequenceMoved, index), DROVER_FIELD(SequenceMoved, stage),
                 DROVER_FIELD(SequenceMoved, bootEnv))
};
/// FlexiFlow, classification or validation rewrote the present part of the list. `tasks` is the whole new list.
struct TasksReplaced {
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
struct SequenceWaiting {
    MachineId machine;
    WorkOrderId workOrder;
    Wait wait = Wait::None;
    Instant until;
    QString waitFor;
    DROVER_EVENT(SequenceWaiting, DROVER_FIELD(SequenceWaiting, machine), DROVER_FIELD(SequenceWaiting, workOrder),
                 DROVER_FIELD(SequenceWaiting, wait), DROVER_FIELD(SequenceWaiting, until),
                 DROVER_FIELD(SequenceWaiting, waitFor))
};
struct SequenceResumed {
    MachineId machine;
    WorkOrderId workOrder;
    QString reason;
    DROVER_EVENT(SequenceResumed, DROVER_FIELD(SequenceResumed, machine), DROVER_FIELD(SequenceResumed, workOrder),
                 DROVER_FIELD(SequenceResumed, reason))
};
/// `runnable` became false.
struct SequenceStopped {
    MachineId machine;
    WorkOrderId workOrder;
    Stop stop = Stop::Failed;
    QString reason;
    DROVER_EVENT(SequenceStopped, DROVER_FIELD(SequenceStopped, machine), DROVER_FIELD(SequenceStopped, workOrder),
                 DROVER_FIELD(SequenceStopped, stop), DROVER_FIELD(SequenceStopped, reason))
};
/// `runnable` became true again: the current entry is tried once more, its retries counted afresh.
struct SequenceRetried {
    MachineId machine;
    WorkOrderId workOrder;
    QString reason;
    DROVER_EVENT(SequenceRetried, DROVER_FIELD(SequenceRetried, machine), DROVER_FIELD(SequenceRetried, workOrder),
                 DROVER_FIELD(SequenceRetried, reason))
};
/// A failed task's error handlers took the place of the list, or gave it back (`ended`).
struct ErrorHandlersRun {
    MachineId machine;
    WorkOrderId workOrder;
    QStringList tasks;
    bool ended = false;
    DROVER_EVENT(ErrorHandlersRun, DROVER_FIELD(ErrorHandlersRun, machine), DROVER_FIELD(ErrorHandlersRun, workOrder),
                 DROVER_FIELD(ErrorHandlersRun, tasks), DROVER_FIELD(ErrorHandlersRun, ended))
};

struct JobCreated {
    Job job;
    DROVER_EVENT(JobCreated, DROVER_FIELD(JobCreated, job))
};
/// The same attempt is handed out again (exit 128, or a lost job that may run anew).
struct JobRedelivered {
    JobId job;
    int run = 1;
    DROVER_EVENT(JobRedelivered, DROVER_FIELD(JobRedelivered, job), DROVER_FIELD(JobRedelivered, run))
};
struct JobCancelRequested {
    JobId job;
    QString reason;
    DROVER_EVENT(JobCancelRequested, DROVER_FIELD(JobCancelRequested, job),
                 DROVER_FIELD(JobCancelRequested, reason))
};
/// A job ended. `next` is the entry its sequence stands on now. Incomplete ones come back.
struct JobEnded {
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
                 DROVER_FIELD(JobEnded, exitState), DROVER_FIELD(JobEnded, end), DROVER_FIELD(JobEnded, exitCode),
                 DROVER_FIELD(JobEnded, message), DROVER_FIELD(JobEnded, hash), DROVER_FIELD(JobEnded, next),
                 DROVER_FIELD(JobEnded, started), DROVER_FIELD(JobEnded, ended))
};
/// `callback-task` with `callback/event`.
struct CallbackRaised {
    MachineId machine;
    QString action;
    QJsonObject data;
    DROVER_EVENT(CallbackRaised, DROVER_FIELD(CallbackRaised, machine), DROVER_FIELD(CallbackRaised, action),
                 DROVER_FIELD(CallbackRaised, data))
};

struct PoolStatusChanged {
    MachineId machine;
    QString pool;
    PoolStatus from = PoolStatus::Free;
    PoolStatus to = PoolStatus::Free;
    FreeProof proof = FreeProof::None;   ///< set when `to` is Free
    QString reason;
    QString next;                        ///< set when `to` is Leaving: the pool it goes to
    DROVER_EVENT(PoolStatusChanged, DROVER_FIELD(PoolStatusChanged, machine), DROVER_FIELD(PoolStatusChanged, pool),
                 DROVER_FIELD(PoolStatusChanged, from), DROVER_FIELD(PoolStatusChanged, to),
                 DROVER_FIELD(PoolStatusChanged, proof), DROVER_FIELD(PoolStatusChanged, reason),
                 DROVER_FIELD(PoolStatusChanged, next))
};
struct PoolChanged {
    MachineId machine;
    QString from;
    QString to;
    DROVER_EVENT(PoolChanged, DROVER_FIELD(PoolChanged, machine), DROVER_FIELD(PoolChanged, from),
                 DROVER_FIELD(PoolChanged, to))
};

/// A machine became a member: the cluster's profile, its role and name were put on it.
struct MemberAdded {
    MachineId machine;
    QString cluster;
    QString role;
    QString member;
    QStringList profiles;      ///< the machine's whole list now
    QJsonObject params;        ///< set on the machine
    OperationId operation;
    QString reason;
    DROVER_EVENT(MemberAdded, DROVER_FIELD(MemberAdded, machine), DROVER_FIELD(MemberAdded, cluster),
                 DROVER_FIELD(MemberAdded, role), DROVER_FIELD(MemberAdded, member),
                 DROVER_FIELD(MemberAdded, profiles), DROVER_FIELD(MemberAdded, params),
                 DROVER_FIELD(MemberAdded, operation), DROVER_FIELD(MemberAdded, reason))
};
struct MemberDraining {
    MachineId machine;
    bool draining = true;
    QString reason;
    DROVER_EVENT(MemberDraining, DROVER_FIELD(MemberDraining, machine), DROVER_FIELD(MemberDraining, draining),
                 DROVER_FIELD(MemberDraining, reason))
};
struct MemberRemoved {
    MachineId machine;
    QString cluster;
    QString member;
    QStringList profiles;      ///< the machine's whole list now
    QStringList paramsRemoved;
    QString reason;
    DROVER_EVENT(MemberRemoved, DROVER_FIELD(MemberRemoved, machine), DROVER_FIELD(MemberRemoved, cluster),
                 DROVER_FIELD(MemberRemoved, member), DROVER_FIELD(MemberRemoved, profiles),
                 DROVER_FIELD(MemberRemoved, paramsRemoved), DROVER_FIELD(MemberRemoved, reason))
};

struct WorkOrderModeChanged {
    MachineId machine;
    bool on = true;
    QString reason;
    DROVER_EVENT(WorkOrderModeChanged, DROVER_FIELD(WorkOrderModeChanged, machine),
                 DROVER_FIELD(WorkOrderModeChanged, on), DROVER_FIELD(WorkOrderModeChanged, reason))
};
struct WorkOrderCreated {
    WorkOrder workOrder;
    DROVER_EVENT(WorkOrderCreated, DROVER_FIELD(WorkOrderCreated, workOrder))
};
/// Picked up: the blueprint's tasks, params and profiles as they are now.
struct WorkOrderStarted {
    WorkOrderId workOrder;
    QStringList tasks;
    QJsonObject params;
    QStringList profiles;
    DROVER_EVENT(WorkOrderStarted, DROVER_FIELD(WorkOrderStarted, workOrder), DROVER_FIELD(WorkOrderStarted, tasks),
                 DROVER_FIELD(WorkOrderStarted, params), DROVER_FIELD(WorkOrderStarted, profiles))
};
struct WorkOrderEnded {
    WorkOrderId workOrder;
    WorkOrderState state = WorkOrderState::Finished;
    QString reason;
    DROVER_EVENT(WorkOrderEnded, DROVER_FIELD(WorkOrderEnded, workOrder), DROVER_FIELD(WorkOrderEnded, state),
                 DROVER_FIELD(WorkOrderEnded, reason))
};

struct OperationCreated {
    Operation operation;
    Plan plan;
    DROVER_EVENT(OperationCreated, DROVER_FIELD(OperationCreated, operation), DROVER_FIELD(OperationCreated, plan))
};
struct OperationStateChanged {
    OperationId operation;
    OperationState from = OperationState::Queued;
    OperationState to = OperationState::Running;
    Why why;
    DROVER_EVENT(OperationStateChanged, DROVER_FIELD(OperationStateChanged, operation),
                 DROVER_FIELD(OperationStateChanged, from), DROVER_FIELD(OperationStateChanged, to),
                 DROVER_FIELD(OperationStateChanged, why))
};
struct OperationStepStarted {
    OperationId operation;
    int step = 0;
    StepKind stepKind = StepKind::CreateCluster;
    WorkOrderId order;
    DROVER_EVENT(OperationStepStarted, DROVER_FIELD(OperationStepStarted, operation),
                 DROVER_FIELD(OperationStepStarted, step), DROVER_FIELD(OperationStepStarted, stepKind),
                 DROVER_FIELD(OperationStepStarted, order))
};
struct OperationStepFinished {
    OperationId operation;
    int step = 0;
    StepKind stepKind = StepKind::CreateCluster;
    DROVER_EVENT(OperationStepFinished, DROVER_FIELD(OperationStepFinished, operation),
                 DROVER_FIELD(OperationStepFinished, step), DROVER_FIELD(OperationStepFinished, stepKind))
};
struct OperationProgressed {
    OperationId operation;
    int done = 0;
    int total = 0;
    DROVER_EVENT(OperationProgressed, DROVER_FIELD(OperationProgressed, operation),
                 DROVER_FIELD(OperationProgressed, done), DROVER_FIELD(OperationProgressed, total))
};
/// A decision that starts nothing by itself but must be explainable: who was refused, what is waited for.
struct OperationDecided {
    OperationId operation;
    Why why;
    DROVER_EVENT(OperationDecided, DROVER_FIELD(OperationDecided, operation), DROVER_FIELD(OperationDecided, why))
};
/// A machine of the plan was swapped for another of the same filter.
struct OperationAmended {
    OperationId operation;
    PlanMachine out;
    PlanMachine in;
    DROVER_EVENT(OperationAmended, DROVER_FIELD(OperationAmended, operation), DROVER_FIELD(OperationAmended, out),
                 DROVER_FIELD(OperationAmended, in))
};
struct OperationAborting {
    OperationId operation;
    bool keep = false;
    QString reason;
    DROVER_EVENT(OperationAborting, DROVER_FIELD(OperationAborting, operation),
                 DROVER_FIELD(OperationAborting, keep), DROVER_FIELD(OperationAborting, reason))
};

struct GateDeclared {
    Gate gate;
    DROVER_EVENT(GateDeclared, DROVER_FIELD(GateDeclared, gate))
};
struct GateArrived {
    QString cluster;
    QString gate;
    QString member;
    DROVER_EVENT(GateArrived, DROVER_FIELD(GateArrived, cluster), DROVER_FIELD(GateArrived, gate),
                 DROVER_FIELD(GateArrived, member))
};
struct GateOpened {
    QString cluster;
    QString gate;
    QString by;                ///< the member that made it, or who opened it by hand
    DROVER_EVENT(GateOpened, DROVER_FIELD(GateOpened, cluster), DROVER_FIELD(GateOpened, gate),
                 DROVER_FIELD(GateOpened, by))
};
struct GateUnreachable {
    QString cluster;
    QString gate;
    QStringList held;          ///< empty: reachable again
    DROVER_EVENT(GateUnreachable, DROVER_FIELD(GateUnreachable, cluster), DROVER_FIELD(GateUnreachable, gate),
                 DROVER_FIELD(GateUnreachable, held))
};
struct GateRemoved {
    QString cluster;
    QString gate;
    DROVER_EVENT(GateRemoved, DROVER_FIELD(GateRemoved, cluster), DROVER_FIELD(GateRemoved, gate))
};

#undef DROVER_EVENT
#undef DROVER_FIELD

} // namespace Drover::Events

namespace Drover {

using Event = std::variant<
    Events::DirectoryCreated, Events::ContentLoaded, Events::PoolSaved, Events::PoolRemoved, Events::ProfileSaved,
    Events::ProfileRemoved,
    Events::ParamsChanged, Events::MachineAdded, Events::MachineEdited, Events::MachineRemoved, Events::LockChanged,
    Events::WorkflowStarted, Events::WorkflowCompleted, Events::SequenceMoved, Events::TasksReplaced,
    Events::SequenceWaiting, Events::SequenceResumed, Events::SequenceStopped, Events::SequenceRetried,
    Events::ErrorHandlersRun, Events::JobCreated, Events::JobRedelivered, Events::JobCancelRequested, Events::JobEnded,
    Events::CallbackRaised, Events::PoolStatusChanged, Events::PoolChanged, Events::MemberAdded,
    Events::MemberDraining, Events::MemberRemoved, Events::WorkOrderModeChanged, Events::WorkOrderCreated,
    Events::WorkOrderStarted, Events::WorkOrderEnded, Events::OperationCreated, Events::OperationStateChanged,
    Events::OperationStepStarted, Events::OperationStepFinished, Events::OperationProgressed,
    Events::OperationDecided, Events::OperationAmended, Events::OperationAborting, Events::GateDeclared,
    Events::GateArrived, Events::GateOpened, Events::GateUnreachable, Events::GateRemoved>;

/// An event in its place in the journal.
struct EventRecord {
    qint64 seq = 0;
    Instant at;
    QString actor;             ///< `user:NAME`, `job:ID`, `rule:NAME` or `engine`
    QString cause;             ///< what it follows from: a command's id, `j-12`, `op-3`, `timer`
    QString subject;           ///< `machine web-1`, `operation op-3`, … as it was named then
    Event event;

    static constexpr auto fields()
    {
        return std::tuple(field("seq", &EventRecord::seq), field("at", &EventRecord::at),
                          field("actor", &EventRecord::actor), field("cause", &EventRecord::cause),
                          field("subject", &EventRecord::subject), field("event", &EventRecord::event));
    }
    bool operator==(const EventRecord&) const = default;
};

/// The kind's name as the journal holds it.
[[nodiscard]] inline QString eventKind(const Event& event)
{
    return std::visit([](const auto& e) { return QString(QLatin1String(e.kind)); }, event);
}

} // namespace Drover

// Read and written in one place (codecs.cpp): a sum of this size is dear to compile in every file that sends one.
namespace Drover::Json {
extern template void write(QByteArray&, const Machine&);
extern template void write(QByteArray&, const Job&);
extern template void write(QByteArray&, const WorkOrder&);
extern template void write(QByteArray&, const Plan&);
extern template void write(QByteArray&, const Operation&);
extern template void write(QByteArray&, const Event&);
extern template void write(QByteArray&, const EventRecord&);
extern template bool read(const QJsonValue&, Machine&);
extern template bool read(const QJsonValue&, Job&);
extern template bool read(const QJsonValue&, WorkOrder&);
extern template bool read(const QJsonValue&, Plan&);
extern template bool read(const QJsonValue&, Operation&);
extern template bool read(const QJsonValue&, Event&);
extern template bool read(const QJsonValue&, EventRecord&);
} // namespace Drover::Json
