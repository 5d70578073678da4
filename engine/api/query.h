#pragma once

#include "engine/core/command.h"
#include "engine/core/contentview.h"
#include "engine/core/event.h"
#include "engine/core/eventterm.h"

#include <variant>

/// What a client may ask without changing anything, and the answers. Values; they cross threads and the
/// socket alike. A query answers with the alternative of `Answer` that its comment names, or with an Error.
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
/// → Answers::Commands: what was asked, of those ids that are known; secrets sealed.
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
} // namespace Drover::Queries

namespace Drover::Answers {

#define DROVER_VALUE(Type, ...)                                                                              \
    static constexpr const char* kind = #Type;                                                               \
    static constexpr auto fields()                                                                           \
    {                                                                                                        \
        return std::tuple(__VA_ARGS__);                                                                      \
    }                                                                                                        \
    bool operator==(const Type&) const = default;

struct PlanAnswer
{
    Plan plan;
    DROVER_VALUE(PlanAnswer, DROVER_FIELD(PlanAnswer, plan))
};
struct Jobs
{
    QList<Job> jobs;
    bool more = false;
    DROVER_VALUE(Jobs, DROVER_FIELD(Jobs, jobs), DROVER_FIELD(Jobs, more))
};
struct Events
{
    QList<EventRecord> events;
    bool more = false; ///< beyond `seen` in the direction asked
    qint64 seen = 0;   ///< of a search: the farthest event looked at; 0: none
    DROVER_VALUE(Events, DROVER_FIELD(Events, events), DROVER_FIELD(Events, more), DROVER_FIELD(Events, seen))
};
struct Operations
{
    QList<Operation> operations;
    QList<Plan> plans; ///< of the operations listed, as far as kept
    DROVER_VALUE(Operations, DROVER_FIELD(Operations, operations), DROVER_FIELD(Operations, plans))
};
struct WorkOrders
{
    QList<WorkOrder> workOrders;
    DROVER_VALUE(WorkOrders, DROVER_FIELD(WorkOrders, workOrders))
};
struct Output
{
    JobId job;
    qint64 offset = 0;  ///< of the first byte of `text` in the file
    qint64 next = 0;    ///< where to go on reading
    qint64 size = 0;    ///< bytes in the file now
    QString text;       ///< UTF-8 decoded; bytes that are no UTF-8 stand as U+FFFD
    bool ended = false; ///< the job has ended: nothing more will come after `size`
    DROVER_VALUE(Output, DROVER_FIELD(Output, job), DROVER_FIELD(Output, offset), DROVER_FIELD(Output, next),
                 DROVER_FIELD(Output, size), DROVER_FIELD(Output, text), DROVER_FIELD(Output, ended))
};
/// One layer that sets a param; the first of a chain wins.
struct ParamSource
{
    QString layer;    ///< work-order, machine, blueprint, stage, profile, global, default
    QString name;     ///< the profile's, stage's or blueprint's
    QJsonValue value; ///< secrets stand as {"$sealed": …}
    DROVER_VALUE(ParamSource, DROVER_FIELD(ParamSource, layer), DROVER_FIELD(ParamSource, name),
                 DROVER_FIELD(ParamSource, value))
};
struct ParamRow
{
    QString name;
    QString description;
    bool secure = false;
    QList<ParamSource> chain;
    DROVER_VALUE(ParamRow, DROVER_FIELD(ParamRow, name), DROVER_FIELD(ParamRow, description),
                 DROVER_FIELD(ParamRow, secure), DROVER_FIELD(ParamRow, chain))
};
struct Params
{
    QList<ParamRow> params;
    DROVER_VALUE(Params, DROVER_FIELD(Params, params))
};
struct Documents
{
    QList<QJsonObject> documents;
    DROVER_VALUE(Documents, DROVER_FIELD(Documents, documents))
};
/// An object of a pack.
struct ContentEntry
{
    QString section;
    QString name;
    QString description;
    QString file;
    int line = 0;
    QStringList templates; ///< the names of a task's
    DROVER_VALUE(ContentEntry, DROVER_FIELD(ContentEntry, section), DROVER_FIELD(ContentEntry, name),
                 DROVER_FIELD(ContentEntry, description), DROVER_FIELD(ContentEntry, file),
                 DROVER_FIELD(ContentEntry, line), DROVER_FIELD(ContentEntry, templates))
};
struct ContentPack
{
    QString name;
    QString version;
    QString hash;
    QString description;
    bool readOnly = true; ///< changed by loading it anew only
    QList<ContentEntry> objects;
    DROVER_VALUE(ContentPack, DROVER_FIELD(ContentPack, name), DROVER_FIELD(ContentPack, version),
                 DROVER_FIELD(ContentPack, hash), DROVER_FIELD(ContentPack, description),
                 DROVER_FIELD(ContentPack, readOnly), DROVER_FIELD(ContentPack, objects))
};
struct ContentPacks
{
    QList<ContentPack> packs;
    DROVER_VALUE(ContentPacks, DROVER_FIELD(ContentPacks, packs))
};
/// One template of a task, or a shared one: where its text stands.
struct ContentText
{
    QString name;
    QString id;   ///< of the shared template that it names
    QString path; ///< where the rendered text is written, as a template; empty: it is run
    QString text;
    QString file;
    int line = 0; ///< of its first line in the file
    DROVER_VALUE(ContentText, DROVER_FIELD(ContentText, name), DROVER_FIELD(ContentText, id),
                 DROVER_FIELD(ContentText, path), DROVER_FIELD(ContentText, text),
                 DROVER_FIELD(ContentText, file), DROVER_FIELD(ContentText, line))
};
struct ContentObject
{
    QString section;
    QString name;
    QString pack;
    QString version;
    QString file;
    int line = 0;
    QJsonObject document; ///< in DRP's keys
    QString written;      ///< its own file, or its part of a bundle as YAML
    QList<ContentText> texts;
    QList<ContentUse> uses;
    QList<ExpandedEntry> expansion; ///< of a workflow
    QStringList machines;           ///< that would use it, the first hundred
    int machineCount = 0;
    DROVER_VALUE(ContentObject, DROVER_FIELD(ContentObject, section), DROVER_FIELD(ContentObject, name),
                 DROVER_FIELD(ContentObject, pack), DROVER_FIELD(ContentObject, version),
                 DROVER_FIELD(ContentObject, file), DROVER_FIELD(ContentObject, line),
                 DROVER_FIELD(ContentObject, document), DROVER_FIELD(ContentObject, written),
                 DROVER_FIELD(ContentObject, texts), DROVER_FIELD(ContentObject, uses),
                 DROVER_FIELD(ContentObject, expansion), DROVER_FIELD(ContentObject, machines),
                 DROVER_FIELD(ContentObject, machineCount))
};
struct Rendering
{
    QString machine;
    QString stage; ///< in which the task would run
    QList<RenderedText> texts;
    QList<ParamUse> params;
    QStringList missing; ///< required params of the task that have no value
    double seconds = 0;  ///< that it took
    DROVER_VALUE(Rendering, DROVER_FIELD(Rendering, machine), DROVER_FIELD(Rendering, stage),
                 DROVER_FIELD(Rendering, texts), DROVER_FIELD(Rendering, params),
                 DROVER_FIELD(Rendering, missing), DROVER_FIELD(Rendering, seconds))
};
struct MachineFault
{
    QString machine;
    QString text; ///< name of the task's template; empty: a param that the task requires
    RenderFault fault;
    DROVER_VALUE(MachineFault, DROVER_FIELD(MachineFault, machine), DROVER_FIELD(MachineFault, text),
                 DROVER_FIELD(MachineFault, fault))
};
struct RenderCheck
{
    int users = 0;   ///< machines that would use it
    int checked = 0; ///< of them
    int failed = 0;
    QList<MachineFault> faults; ///< the first hundred
    double seconds = 0;
    DROVER_VALUE(RenderCheck, DROVER_FIELD(RenderCheck, users), DROVER_FIELD(RenderCheck, checked),
                 DROVER_FIELD(RenderCheck, failed), DROVER_FIELD(RenderCheck, faults),
                 DROVER_FIELD(RenderCheck, seconds))
};
/// A Problem as it travels.
struct ContentProblem
{
    QString file;
    int line = 0;
    int column = 0;
    QString what;
    QString mend;
    DROVER_VALUE(ContentProblem, DROVER_FIELD(ContentProblem, file), DROVER_FIELD(ContentProblem, line),
                 DROVER_FIELD(ContentProblem, column), DROVER_FIELD(ContentProblem, what),
                 DROVER_FIELD(ContentProblem, mend))
};
struct PackCheck
{
    QString name;
    QString version;
    QString replaces; ///< version of the loaded pack of that name; empty: it is new
    int objects = 0;
    QList<ContentProblem> problems;
    DROVER_VALUE(PackCheck, DROVER_FIELD(PackCheck, name), DROVER_FIELD(PackCheck, version),
                 DROVER_FIELD(PackCheck, replaces), DROVER_FIELD(PackCheck, objects),
                 DROVER_FIELD(PackCheck, problems))
};
struct CommandRecord
{
    Instant at;
    CommandRequest request;
    QString refusal; ///< why it was refused; empty: it was carried out
    DROVER_VALUE(CommandRecord, DROVER_FIELD(CommandRecord, at), DROVER_FIELD(CommandRecord, request),
                 DROVER_FIELD(CommandRecord, refusal))
};
struct Commands
{
    QList<CommandRecord> commands;
    DROVER_VALUE(Commands, DROVER_FIELD(Commands, commands))
};
struct ChainLink
{
    qint64 seq = 0;
    QString hash; ///< hexadecimal
    bool holds = true;
    DROVER_VALUE(ChainLink, DROVER_FIELD(ChainLink, seq), DROVER_FIELD(ChainLink, hash),
                 DROVER_FIELD(ChainLink, holds))
};
struct Chain
{
    qint64 seen = 0; ///< the last event checked; 0: there was none
    Instant at;      ///< when that happened
    bool more = false;
    qint64 firstBad = 0;    ///< the first event that is not as it was written; 0: none
    QString problem;        ///< what is wrong with it, in one sentence
    QList<ChainLink> links; ///< the last of those checked, `linksTold` at most
    static constexpr qsizetype linksTold = 8;
    DROVER_VALUE(Chain, DROVER_FIELD(Chain, seen), DROVER_FIELD(Chain, at), DROVER_FIELD(Chain, more),
                 DROVER_FIELD(Chain, firstBad), DROVER_FIELD(Chain, problem), DROVER_FIELD(Chain, links))
};
struct Positions
{
    QList<qint64> positions;
    DROVER_VALUE(Positions, DROVER_FIELD(Positions, positions))
};
/// A param that a provision form asks for.
struct ApplicationParam
{
    QString name;
    QString description;
    QJsonObject schema;
    QJsonValue value; ///< what it would be without an answer
    bool required = false;
    bool secure = false;
    DROVER_VALUE(ApplicationParam, DROVER_FIELD(ApplicationParam, name),
                 DROVER_FIELD(ApplicationParam, description), DROVER_FIELD(ApplicationParam, schema),
                 DROVER_FIELD(ApplicationParam, value), DROVER_FIELD(ApplicationParam, required),
                 DROVER_FIELD(ApplicationParam, secure))
};
struct Application
{
    QString name;
    QString title;
    QString description;
    QList<TopologyRole> topology;
    QList<ApplicationParam> params;
    DROVER_VALUE(Application, DROVER_FIELD(Application, name), DROVER_FIELD(Application, title),
                 DROVER_FIELD(Application, description), DROVER_FIELD(Application, topology),
                 DROVER_FIELD(Application, params))
};
/// An inventory as read, or what is wrong with it.
struct Inventory
{
    QList<Commands::MachineRow> machines;
    QStringList problems; ///< `FILE:LINE: what, and the mend`
    DROVER_VALUE(Inventory, DROVER_FIELD(Inventory, machines), DROVER_FIELD(Inventory, problems))
};
/// What a command would record, secrets sealed.
struct Trial
{
    Receipt receipt;
    QList<EventRecord> events; ///< at most some hundred
    int total = 0;             ///< how many there would be
    DROVER_VALUE(Trial, DROVER_FIELD(Trial, receipt), DROVER_FIELD(Trial, events), DROVER_FIELD(Trial, total))
};
struct Applications
{
    QList<Application> applications;
    DROVER_VALUE(Applications, DROVER_FIELD(Applications, applications))
};

#undef DROVER_VALUE
#undef DROVER_FIELD
} // namespace Drover::Answers

namespace Drover {

using Query =
    std::variant<Queries::MakePlan, Queries::FindJobs, Queries::FindEvents, Queries::FindOperations,
                 Queries::FindWorkOrders, Queries::ReadOutput, Queries::EffectiveParams, Queries::FindContent,
                 Queries::FindApplications, Queries::ReadInventory, Queries::TryCommand, Queries::ListContent,
                 Queries::DescribeContent, Queries::RenderTask, Queries::CheckTask, Queries::CheckPack,
                 Queries::FindCommands, Queries::CheckChain, Queries::FindPositions>;
using Answer = std::variant<Answers::PlanAnswer, Answers::Jobs, Answers::Events, Answers::Operations,
                            Answers::WorkOrders, Answers::Output, Answers::Params, Answers::Documents,
                            Answers::Applications, Answers::Inventory, Answers::Trial, Answers::ContentPacks,
                            Answers::ContentObject, Answers::Rendering, Answers::RenderCheck,
                            Answers::PackCheck, Answers::Commands, Answers::Chain, Answers::Positions>;

} // namespace Drover

namespace Drover::Json { // in apicodecs.cpp; see engine/core/event.h
extern template void write(QByteArray&, const Query&);
extern template void write(QByteArray&, const Answer&);
extern template bool read(const QJsonValue&, Query&);
extern template bool read(const QJsonValue&, Answer&);
} // namespace Drover::Json
