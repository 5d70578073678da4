#pragma once

#include "engine/core/command.h"
#include "engine/core/eventterm.h"

/// What a client may ask without changing anything. Values; they cross threads and the socket alike. A query
/// answers with the alternative of `Answer` that its comment names, or with an Error.
namespace Drover::Queries {

#define DROVER_VALUE(Type, ...)                                                                              \
    static constexpr const char* kind = #Type;                                                               \
    static constexpr auto fields()                                                                           \
    {                                                                                                        \
        return std::tuple(__VA_ARGS__);                                                                      \
    }                                                                                                        \
    bool operator==(const Type&) const = default;
#define DROVER_FIELD(Type, member) field(#member, &Type::member)

/// → Answers::PlanAnswer: the exact plan as of now; nothing changes.
struct MakePlan
{
    PlanRequest request;
    DROVER_VALUE(MakePlan, DROVER_FIELD(MakePlan, request))
};
/// → Answers::Jobs, newest first: open and ended ones. Unset fields do not filter.
struct FindJobs
{
    QList<JobId> ids;
    MachineId machine;
    QString cluster;
    JobId before; ///< only jobs with a smaller id: the next page
    int limit = 1000;
    DROVER_VALUE(FindJobs, DROVER_FIELD(FindJobs, ids), DROVER_FIELD(FindJobs, machine),
                 DROVER_FIELD(FindJobs, cluster), DROVER_FIELD(FindJobs, before),
                 DROVER_FIELD(FindJobs, limit))
};
/// → Answers::Events in order of seq: those after `after`, or with `before` set the last `limit` before it.
/// With terms one answer looks at some thousand events only and says how far it came: a search goes on by
/// asking again.
struct FindEvents
{
    qint64 after = 0;
    qint64 before = 0;
    QString subject; ///< exact, e.g. `machine web-1`; empty: all
    int limit = 1000;
    QList<EventTerm> terms; ///< all must hold
    DROVER_VALUE(FindEvents, DROVER_FIELD(FindEvents, after), DROVER_FIELD(FindEvents, before),
                 DROVER_FIELD(FindEvents, subject), DROVER_FIELD(FindEvents, limit),
                 DROVER_FIELD(FindEvents, terms))
};
/// → Answers::Operations, newest first, ended ones too.
struct FindOperations
{
    QString cluster;
    int limit = 200;
    DROVER_VALUE(FindOperations, DROVER_FIELD(FindOperations, cluster), DROVER_FIELD(FindOperations, limit))
};
/// → Answers::WorkOrders, newest first, ended ones too.
struct FindWorkOrders
{
    MachineId target;
    int limit = 200;
    DROVER_VALUE(FindWorkOrders, DROVER_FIELD(FindWorkOrders, target), DROVER_FIELD(FindWorkOrders, limit))
};
/// → Answers::Output: a job's output from byte `offset`, at most `limit` bytes, secrets masked.
struct ReadOutput
{
    JobId job;
    qint64 offset = 0;
    int limit = 1 << 20;
    DROVER_VALUE(ReadOutput, DROVER_FIELD(ReadOutput, job), DROVER_FIELD(ReadOutput, offset),
                 DROVER_FIELD(ReadOutput, limit))
};
/// → Answers::Params: every effective param of a machine, cluster or broker with the layers it comes from.
struct EffectiveParams
{
    QString machine;       ///< name or uuid
    WorkOrderId workOrder; ///< an open one on it: with what that sets, or would set if it began now
    DROVER_VALUE(EffectiveParams, DROVER_FIELD(EffectiveParams, machine),
                 DROVER_FIELD(EffectiveParams, workOrder))
};
/// → Answers::CommandRecords: what was asked, of those ids that are known; secrets sealed.
struct FindCommands
{
    QStringList ids;
    DROVER_VALUE(FindCommands, DROVER_FIELD(FindCommands, ids))
};
/// → Answers::Chain: whether each event after `after` is the one that was written. One answer checks some
/// thousand events at most and says how far it came: the check of a journal goes on by asking again.
struct CheckChain
{
    qint64 after = 0;
    int limit = 4000;
    DROVER_VALUE(CheckChain, DROVER_FIELD(CheckChain, after), DROVER_FIELD(CheckChain, limit))
};
/// → Answers::Positions: for each moment the position of the first event at or after it.
struct FindPositions
{
    QList<Instant> moments;
    DROVER_VALUE(FindPositions, DROVER_FIELD(FindPositions, moments))
};
/// → Answers::Documents: content objects of a kind (workflows stages tasks params profiles blueprints).
struct FindContent
{
    QString section;
    QStringList names; ///< empty: all
    DROVER_VALUE(FindContent, DROVER_FIELD(FindContent, section), DROVER_FIELD(FindContent, names))
};
/// → Answers::Inventory: these files as an import would read them.
struct ReadInventory
{
    QList<Commands::ContentFile> files;
    DROVER_VALUE(ReadInventory, DROVER_FIELD(ReadInventory, files))
};
/// → Answers::Trial, or the refusal: what the command would do now; nothing changes.
struct TryCommand
{
    CommandRequest request;
    DROVER_VALUE(TryCommand, DROVER_FIELD(TryCommand, request))
};
/// → Answers::ContentPacks: the packs in load order with what each defines; with `text` only the objects
/// whose name or text holds it, in whatever case.
struct ListContent
{
    QString text;
    DROVER_VALUE(ListContent, DROVER_FIELD(ListContent, text))
};
/// → Answers::ContentObject: one object as it was written, where it is used, and what it expands to.
struct DescribeContent
{
    QString section;
    QString name;
    QString machine; ///< a workflow's expansion is that for it; empty: the content's own
    DROVER_VALUE(DescribeContent, DROVER_FIELD(DescribeContent, section), DROVER_FIELD(DescribeContent, name),
                 DROVER_FIELD(DescribeContent, machine))
};
/// → Answers::Rendering: what a task's templates become, or a shared template, or a text of the moment.
/// Nothing is saved; secrets stand as dots.
struct RenderTask
{
    QString task;         ///< empty: `templateName` is a shared one, or `text` is rendered
    QString templateName; ///< of the task's; empty: all of them
    QString text;
    QString machine; ///< name or uuid; empty: `document` is the dot, and its Params feed .Param
    QJsonObject document;
    QJsonObject params; ///< values to try, above every layer
    DROVER_VALUE(RenderTask, DROVER_FIELD(RenderTask, task), DROVER_FIELD(RenderTask, templateName),
                 DROVER_FIELD(RenderTask, text), DROVER_FIELD(RenderTask, machine),
                 DROVER_FIELD(RenderTask, document), DROVER_FIELD(RenderTask, params))
};
/// → Answers::RenderCheck: a task rendered for every machine that would use it, the first thousand of them.
struct CheckTask
{
    QString task;
    QJsonObject params; ///< values to try
    DROVER_VALUE(CheckTask, DROVER_FIELD(CheckTask, task), DROVER_FIELD(CheckTask, params))
};
/// → Answers::PackCheck: what LoadContent would say of these files; nothing is loaded.
struct CheckPack
{
    QList<Commands::ContentFile> files;
    DROVER_VALUE(CheckPack, DROVER_FIELD(CheckPack, files))
};
/// → Answers::Applications: what can be provisioned, with the topology and params a form needs.
struct FindApplications
{
    DROVER_VALUE(FindApplications)
};

#undef DROVER_VALUE
#undef DROVER_FIELD
} // namespace Drover::Queries
