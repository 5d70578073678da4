#pragma once

#include "engine/core/json.h"
#include "engine/core/plan.h"
#include "engine/core/pool.h"

#include <variant>

/// What a person or a script may ask, as values. Names are resolved by `decide`, which refuses with a reason
/// and what would help. Adding one: CONTRIBUTING.md, "A command".
namespace Drover::Commands {

#define DROVER_COMMAND(Type, ...)                                                                            \
    static constexpr const char* kind = #Type;                                                               \
    static constexpr auto fields()                                                                           \
    {                                                                                                        \
        return std::tuple(__VA_ARGS__);                                                                      \
    }                                                                                                        \
    bool operator==(const Type&) const = default;
#define DROVER_FIELD(Type, member) field(#member, &Type::member)

/// The first command of every data directory: pool `default`, broker `pool-broker` in work-order mode.
struct CreateDirectory
{
    bool simulated = false;
    qint64 seed = 0;
    double speed = 1; ///< simulated seconds per second; 0 = virtual clock, as fast as it goes
    DROVER_COMMAND(CreateDirectory, DROVER_FIELD(CreateDirectory, simulated),
                   DROVER_FIELD(CreateDirectory, seed), DROVER_FIELD(CreateDirectory, speed))
};

/// A file of a pack, as text, so that the engine needs no file system and a socket can carry it.
struct ContentFile
{
    QString path; ///< within the pack
    QString text;
    QString shownAs; ///< how a problem with it names it; empty: as `path`
    DROVER_COMMAND(ContentFile, DROVER_FIELD(ContentFile, path), DROVER_FIELD(ContentFile, text),
                   DROVER_FIELD(ContentFile, shownAs))
};
struct ContentPack
{
    QList<ContentFile> files;
    DROVER_COMMAND(ContentPack, DROVER_FIELD(ContentPack, files))
};
/// All packs or none: they are checked together with those that are loaded already.
struct LoadContent
{
    QList<ContentPack> packs;
    DROVER_COMMAND(LoadContent, DROVER_FIELD(LoadContent, packs))
};

struct MachineRow
{
    QString name;
    QString uuid;
    QString address;
    QString pool;
    QString description;
    QStringList profiles;
    QJsonObject params;
    DROVER_COMMAND(MachineRow, DROVER_FIELD(MachineRow, name), DROVER_FIELD(MachineRow, uuid),
                   DROVER_FIELD(MachineRow, address), DROVER_FIELD(MachineRow, pool),
                   DROVER_FIELD(MachineRow, description), DROVER_FIELD(MachineRow, profiles),
                   DROVER_FIELD(MachineRow, params))
};
/// All rows or none. Key = name, then uuid; a row that names another machine's address is refused.
struct ImportMachines
{
    QList<MachineRow> machines;
    DROVER_COMMAND(ImportMachines, DROVER_FIELD(ImportMachines, machines))
};

struct SavePool
{
    Pool pool;
    bool create = false; ///< refuse when it exists
    /// What was edited: refused when the pool is another by now, so that nobody's change is overwritten
    /// unseen.
    std::optional<Pool> before;
    DROVER_COMMAND(SavePool, DROVER_FIELD(SavePool, pool), DROVER_FIELD(SavePool, create),
                   DROVER_FIELD(SavePool, before))
};
/// Only an empty one that nothing names.
struct DeletePool
{
    QString pool;
    DROVER_COMMAND(DeletePool, DROVER_FIELD(DeletePool, pool))
};
/// DRP's addMachines, removeMachines, allocateMachines and releaseMachines of a pool: all or none. `add`
/// takes Free machines of other pools, `remove` gives Free ones to the pool above, `allocate` takes Free ones
/// into use, `release` gives back those that were allocated so.
struct MoveMachines
{
    PoolMove move = PoolMove::Allocate;
    QString pool;
    QStringList machines;       ///< by name or uuid; else
    int count = 0;              ///< so many that the filter lets through, longest free first
    std::optional<int> minimum; ///< fewer are a success, too; unset: all of them
    QJsonObject filter;         ///< param or field → wanted value
    QString from;               ///< add by count: the pool they come from; empty: the one above
    PoolActions actions;        ///< this request's: its workflow in place of the pool's, the rest on top
    DROVER_COMMAND(MoveMachines, DROVER_FIELD(MoveMachines, move), DROVER_FIELD(MoveMachines, pool),
                   DROVER_FIELD(MoveMachines, machines), DROVER_FIELD(MoveMachines, count),
                   DROVER_FIELD(MoveMachines, minimum), DROVER_FIELD(MoveMachines, filter),
                   DROVER_FIELD(MoveMachines, from), DROVER_FIELD(MoveMachines, actions))
};
/// A resource broker that takes machines from a pool, with a profile of its own name, in work-order mode.
struct CreateBroker
{
    QString name;
    QString description;
    QString pool; ///< empty: `default`
    QJsonObject params;
    DROVER_COMMAND(CreateBroker, DROVER_FIELD(CreateBroker, name), DROVER_FIELD(CreateBroker, description),
                   DROVER_FIELD(CreateBroker, pool), DROVER_FIELD(CreateBroker, params))
};
/// Of the writable layer only: content packs keep theirs.
struct EditProfile
{
    QString profile;
    bool create = false; ///< refuse when it exists; else refuse when it does not
    std::optional<QString> description;
    QJsonObject set;
    QStringList unset;
    DROVER_COMMAND(EditProfile, DROVER_FIELD(EditProfile, profile), DROVER_FIELD(EditProfile, create),
                   DROVER_FIELD(EditProfile, description), DROVER_FIELD(EditProfile, set),
                   DROVER_FIELD(EditProfile, unset))
};
/// Only one that nothing names.
struct DeleteProfile
{
    QString profile;
    DROVER_COMMAND(DeleteProfile, DROVER_FIELD(DeleteProfile, profile))
};
/// Writes a new event that brings back what an edit of the journal replaced; refused when the same was
/// changed since.
struct UndoChange
{
    qint64 seq = 0;
    DROVER_COMMAND(UndoChange, DROVER_FIELD(UndoChange, seq))
};
struct SetParams
{
    QString machine; ///< machine, cluster or broker by name or uuid; else
    QString profile; ///< a writable profile
    QJsonObject set;
    QStringList unset;
    DROVER_COMMAND(SetParams, DROVER_FIELD(SetParams, machine), DROVER_FIELD(SetParams, profile),
                   DROVER_FIELD(SetParams, set), DROVER_FIELD(SetParams, unset))
};
struct EditMachine
{
    QString machine;
    std::optional<QString> address;
    std::optional<QString> description;
    std::optional<QStringList> profiles;
    QJsonObject set; ///< params, as in SetParams: all of the edit or nothing
    QStringList unset;
    DROVER_COMMAND(EditMachine, DROVER_FIELD(EditMachine, machine), DROVER_FIELD(EditMachine, address),
                   DROVER_FIELD(EditMachine, description), DROVER_FIELD(EditMachine, profiles),
                   DROVER_FIELD(EditMachine, set), DROVER_FIELD(EditMachine, unset))
};
struct DeleteMachine
{
    QString machine;
    DROVER_COMMAND(DeleteMachine, DROVER_FIELD(DeleteMachine, machine))
};
/// Makes a stopped machine runnable: its current task is tried again.
struct RetryMachine
{
    QString machine;
    DROVER_COMMAND(RetryMachine, DROVER_FIELD(RetryMachine, machine))
};
/// Gives a machine back through its pool's release; with `accept` a held one becomes Free on the operator's
/// word.
struct ReturnMachine
{
    QString machine;
    bool accept = false;
    DROVER_COMMAND(ReturnMachine, DROVER_FIELD(ReturnMachine, machine), DROVER_FIELD(ReturnMachine, accept))
};
struct LockMachine
{
    QString machine;
    bool lock = true;
    Instant until; ///< a lock's end; unset: until it is unlocked
    DROVER_COMMAND(LockMachine, DROVER_FIELD(LockMachine, machine), DROVER_FIELD(LockMachine, lock),
                   DROVER_FIELD(LockMachine, until))
};
struct StartWorkflow
{
    QString machine;
    QString workflow;
    DROVER_COMMAND(StartWorkflow, DROVER_FIELD(StartWorkflow, machine), DROVER_FIELD(StartWorkflow, workflow))
};
/// On one target, on every member of it, or on several: an order for each, or none at all.
struct CreateWorkOrder
{
    QString target;
    QString blueprint;
    QJsonObject params;
    bool eachMember = false; ///< the target is a cluster: its members get the orders
    QStringList targets;     ///< in place of `target`
    DROVER_COMMAND(CreateWorkOrder, DROVER_FIELD(CreateWorkOrder, target),
                   DROVER_FIELD(CreateWorkOrder, blueprint), DROVER_FIELD(CreateWorkOrder, params),
                   DROVER_FIELD(CreateWorkOrder, eachMember), DROVER_FIELD(CreateWorkOrder, targets))
};
struct CancelWorkOrder
{
    WorkOrderId workOrder;
    DROVER_COMMAND(CancelWorkOrder, DROVER_FIELD(CancelWorkOrder, workOrder))
};
struct CancelJob
{
    JobId job;
    DROVER_COMMAND(CancelJob, DROVER_FIELD(CancelJob, job))
};

/// Starts what the plan says. With `ifPlan` only when today's plan has that id.
struct StartOperation
{
    PlanRequest request;
    QString ifPlan;
    bool acceptWarnings = false;
    int confirmWipe = 0; ///< of how many machines the disks may be erased: as many as the plan says
    DROVER_COMMAND(StartOperation, DROVER_FIELD(StartOperation, request),
                   DROVER_FIELD(StartOperation, ifPlan), DROVER_FIELD(StartOperation, acceptWarnings),
                   DROVER_FIELD(StartOperation, confirmWipe))
};
struct PauseOperation
{
    OperationId operation;
    Instant until; ///< when it goes on by itself; unset: until it is resumed
    DROVER_COMMAND(PauseOperation, DROVER_FIELD(PauseOperation, operation),
                   DROVER_FIELD(PauseOperation, until))
};
struct ResumeOperation
{
    OperationId operation;
    DROVER_COMMAND(ResumeOperation, DROVER_FIELD(ResumeOperation, operation))
};
/// Makes every stopped member and the cluster itself runnable and goes on.
struct RetryOperation
{
    OperationId operation;
    DROVER_COMMAND(RetryOperation, DROVER_FIELD(RetryOperation, operation))
};
struct AbortOperation
{
    OperationId operation;
    bool keep = false;
    DROVER_COMMAND(AbortOperation, DROVER_FIELD(AbortOperation, operation),
                   DROVER_FIELD(AbortOperation, keep))
};

#undef DROVER_COMMAND
#undef DROVER_FIELD

} // namespace Drover::Commands

namespace Drover {

using Command =
    std::variant<Commands::CreateDirectory, Commands::LoadContent, Commands::ImportMachines,
                 Commands::SavePool, Commands::DeletePool, Commands::MoveMachines, Commands::CreateBroker,
                 Commands::EditProfile, Commands::DeleteProfile, Commands::UndoChange, Commands::SetParams,
                 Commands::EditMachine, Commands::DeleteMachine, Commands::RetryMachine,
                 Commands::ReturnMachine, Commands::LockMachine, Commands::StartWorkflow,
                 Commands::CreateWorkOrder, Commands::CancelWorkOrder, Commands::CancelJob,
                 Commands::StartOperation, Commands::PauseOperation, Commands::ResumeOperation,
                 Commands::RetryOperation, Commands::AbortOperation>;

/// A command with who asks, through what, and why. `id` makes it idempotent: the same id is carried out once.
struct CommandRequest
{
    QString id;
    QString actor; ///< `user:NAME`
    QString via;   ///< console, cli or socket
    QString reason;
    Command command;

    static constexpr auto fields()
    {
        return std::tuple(field("id", &CommandRequest::id), field("actor", &CommandRequest::actor),
                          field("via", &CommandRequest::via), field("reason", &CommandRequest::reason),
                          field("command", &CommandRequest::command));
    }
    bool operator==(const CommandRequest&) const = default;
};

/// What became of an accepted command.
struct Receipt
{
    qint64 seq = 0;        ///< journal position after it
    OperationId operation; ///< what it started, if anything
    WorkOrderId workOrder; ///< the first of `workOrders`
    QString note;          ///< one sentence, e.g. "3 machines added, 2 unchanged"
    QList<WorkOrderId> workOrders;
    QStringList machines; ///< those that a pool's move took, by name

    static constexpr auto fields()
    {
        return std::tuple(field("seq", &Receipt::seq), field("operation", &Receipt::operation),
                          field("workOrder", &Receipt::workOrder), field("note", &Receipt::note),
                          field("workOrders", &Receipt::workOrders), field("machines", &Receipt::machines));
    }
    bool operator==(const Receipt&) const = default;
};

} // namespace Drover

namespace Drover::Json { // in codecs.cpp, see event.h
extern template void write(QByteArray&, const Command&);
extern template void write(QByteArray&, const CommandRequest&);
extern template bool read(const QJsonValue&, Command&);
extern template bool read(const QJsonValue&, CommandRequest&);
} // namespace Drover::Json
