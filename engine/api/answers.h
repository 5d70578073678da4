#pragma once

#include "engine/core/command.h"
#include "engine/core/contentview.h"
#include "engine/core/event.h"

/// What a query is answered with: values that cross threads and the socket alike.
namespace Drover::Answers {

#define DROVER_VALUE(Type, ...)                                                                              \
    static constexpr const char* kind = #Type;                                                               \
    static constexpr auto fields()                                                                           \
    {                                                                                                        \
        return std::tuple(__VA_ARGS__);                                                                      \
    }                                                                                                        \
    bool operator==(const Type&) const = default;
#define DROVER_FIELD(Type, member) field(#member, &Type::member)

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
struct CommandRecords
{
    QList<CommandRecord> commands;
    DROVER_VALUE(CommandRecords, DROVER_FIELD(CommandRecords, commands))
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
