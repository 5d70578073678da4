#pragma once

#include "engine/core/command.h"
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
    QString machine; ///< name or uuid
    DROVER_VALUE(EffectiveParams, DROVER_FIELD(EffectiveParams, machine))
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
                 Queries::FindApplications, Queries::ReadInventory, Queries::TryCommand>;
using Answer = std::variant<Answers::PlanAnswer, Answers::Jobs, Answers::Events, Answers::Operations,
                            Answers::WorkOrders, Answers::Output, Answers::Params, Answers::Documents,
                            Answers::Applications, Answers::Inventory, Answers::Trial>;

} // namespace Drover

namespace Drover::Json { // in apicodecs.cpp; see engine/core/event.h
extern template void write(QByteArray&, const Query&);
extern template void write(QByteArray&, const Answer&);
extern template bool read(const QJsonValue&, Query&);
extern template bool read(const QJsonValue&, Answer&);
} // namespace Drover::Json
