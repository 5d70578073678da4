#include "engine/runtime/answers.h"

#include "engine/content/definitionjson.h"
#include "engine/content/inventory.h"
#include "engine/effects/localrunner.h"
#include "engine/effects/outputreader.h"
#include "engine/operations/machinelayers.h"
#include "engine/operations/planner.h"
#include "engine/operations/topology.h"
#include "engine/runtime/contentanswers.h"

#include <algorithm>
#include <set>

namespace Drover {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostRows = 10000;
constexpr int mostTried = 500;
constexpr int mostMoments = 1000;

/// What was open when the state was asked, with what has ended since by the time the history is: newest
/// first.
template <class T>
void addEnded(QList<T>& list, const QList<T>& ended)
{
    std::set<typename T::Key> keys;
    for (const T& object : ended)
        keys.insert(object.key());
    list.removeIf([&keys](const T& object) { return keys.contains(object.key()); });
    list += ended;
    std::ranges::sort(list, std::greater(), &T::id);
}

Result<Answer> completeJobs(History& history, Answers::Jobs found, const Queries::FindJobs& query)
{
    const int limit = std::clamp(query.limit, 1, mostRows);
    const Result<QList<Job>> ended =
        history.endedJobs({query.ids, query.machine, query.cluster, query.before, limit + 1});
    if (!ended)
        return tl::make_unexpected(ended.error());
    addEnded(found.jobs, *ended);
    found.more = found.jobs.size() > limit;
    if (found.more)
        found.jobs.resize(limit);
    return found;
}

Result<Answer> completeOperations(History& history, Answers::Operations found,
                                  const Queries::FindOperations& query)
{
    const Result<QList<Operation>> ended =
        history.endedOperations(query.cluster, std::clamp(query.limit, 1, mostRows));
    if (!ended)
        return tl::make_unexpected(ended.error());
    addEnded(found.operations, *ended);
    QList<OperationId> without;
    for (const Operation& operation : found.operations) {
        if (std::ranges::none_of(found.plans,
                                 [&](const Plan& plan) { return plan.operation == operation.id; }))
            without.append(operation.id);
    }
    const Result<QList<Plan>> plans = history.endedPlans(without);
    if (!plans)
        return tl::make_unexpected(plans.error());
    found.plans += *plans;
    return found;
}

Result<Answer> completeOutput(History& history, const std::optional<Job>& open, const QString& directory,
                              const Queries::ReadOutput& query)
{
    std::optional<Job> job = open;
    if (!job) {
        const Result<QList<Job>> ended = history.endedJobs({{query.job}, {}, {}, {}, 1});
        if (!ended)
            return tl::make_unexpected(ended.error());
        if (ended->isEmpty())
            return fail(u"job-unknown"_s, u"there is no job %1"_s.arg(query.job.toString()),
                        u"see: drover get jobs"_s);
        job = ended->first();
    }
    Answers::Output output;
    output.job = query.job;
    output.offset = query.offset;
    output.next = query.offset;
    output.ended = !open || !open->isOpen();
    if (job->runner != RunnerKind::Local)
        return output; // simulated and engine jobs write none
    const OutputReader reader(LocalRunner::outputPath(directory, job->effectKey()));
    output.size = reader.size();
    const Result<OutputChunk> chunk =
        reader.read(query.offset, std::clamp(query.limit, 1, 8 << 20), output.ended);
    if (!chunk)
        return tl::make_unexpected(chunk.error());
    output.offset = chunk->offset;
    output.next = chunk->next;
    output.text = chunk->text;
    return output;
}

Result<Answer> completeCommands(History& history, const QStringList& ids)
{
    Answers::CommandRecords found;
    for (const QString& id : ids) {
        const Result<std::optional<StoredCommand>> stored = history.findCommand(id);
        if (!stored)
            return tl::make_unexpected(stored.error());
        Answers::CommandRecord record;
        if (!*stored || !Json::read(QJsonDocument::fromJson((*stored)->request).object(), record.request))
            continue;
        record.at = (*stored)->at;
        record.refusal = QJsonDocument::fromJson((*stored)->refusal).object().value("text"_L1).toString();
        found.commands.append(record);
    }
    return found;
}

Result<Answer> completeChain(History& history, const Queries::CheckChain& query)
{
    const int limit = std::clamp(query.limit, 1, History::searchedAtOnce);
    const Result<QList<ChainLink>> links = history.chain(query.after, limit);
    if (!links)
        return tl::make_unexpected(links.error());
    Answers::Chain chain;
    for (const ChainLink& link : *links) {
        chain.seen = link.seq;
        chain.at = link.at;
        if (!link.problem.isEmpty() && chain.firstBad == 0) {
            chain.firstBad = link.seq;
            chain.problem = link.problem;
        }
    }
    chain.more = links->size() == limit;
    for (const ChainLink& link : links->last(std::min(links->size(), Answers::Chain::linksTold)))
        chain.links.append({link.seq, QString::fromLatin1(link.hash.toHex()), link.problem.isEmpty()});
    return chain;
}

Result<Answer> completePositions(History& history, const QList<Instant>& moments)
{
    Answers::Positions found;
    for (const Instant moment : moments.first(std::min(moments.size(), qsizetype(mostMoments)))) {
        const Result<qint64> position = history.positionAt(moment);
        if (!position)
            return tl::make_unexpected(position.error());
        found.positions.append(*position);
    }
    return found;
}

/// One overload per query.
struct Answering
{
    EngineCore& core;

    BegunAnswer operator()(const Queries::MakePlan& query) const
    {
        Result<Plan> plan = makePlan(core.state(), core.content(), query.request);
        if (!plan)
            return Result<Answer>(tl::make_unexpected(plan.error()));
        return Result<Answer>(Answers::PlanAnswer{std::move(*plan)});
    }

    BegunAnswer operator()(const Queries::FindJobs& query) const
    {
        Answers::Jobs found;
        for (const auto& [id, job] : core.state().all<Job>()) {
            if ((query.ids.isEmpty() || query.ids.contains(id)) &&
                (!query.machine.isSet() || job.machine == query.machine) &&
                (query.cluster.isEmpty() || job.cluster == query.cluster) &&
                (!query.before.isSet() || id < query.before))
                found.jobs.append(job);
        }
        return HistoryHalf([found, query](History& history) { return completeJobs(history, found, query); });
    }

    BegunAnswer operator()(const Queries::FindEvents& query) const
    {
        return HistoryHalf([query](History& history) -> Result<Answer> {
            const int limit = std::clamp(query.limit, 1, mostRows);
            const History::EventFilter filter{query.after, query.before, query.subject, limit};
            if (!query.terms.isEmpty()) {
                Result<History::EventPage> page = history.searchEvents(filter, query.terms);
                if (!page)
                    return tl::make_unexpected(page.error());
                return Answers::Events{page->events, !page->done, page->seen};
            }
            Result<QList<EventRecord>> events = history.events(filter);
            if (!events)
                return tl::make_unexpected(events.error());
            return Answers::Events{*events, events->size() >= limit, 0};
        });
    }

    BegunAnswer operator()(const Queries::FindOperations& query) const
    {
        Answers::Operations found;
        for (const auto& [id, operation] : core.state().all<Operation>()) {
            if (!query.cluster.isEmpty() && operation.cluster != query.cluster)
                continue;
            found.operations.append(operation);
            if (const Plan* plan = core.state().find<Plan>(id))
                found.plans.append(*plan);
        }
        return HistoryHalf(
            [found, query](History& history) { return completeOperations(history, found, query); });
    }

    BegunAnswer operator()(const Queries::FindWorkOrders& query) const
    {
        Answers::WorkOrders found;
        for (const auto& [id, order] : core.state().all<WorkOrder>()) {
            if (!query.target.isSet() || order.target == query.target)
                found.workOrders.append(order);
        }
        return HistoryHalf([found, query](History& history) -> Result<Answer> {
            const Result<QList<WorkOrder>> ended =
                history.endedWorkOrders(query.target, std::clamp(query.limit, 1, mostRows));
            if (!ended)
                return tl::make_unexpected(ended.error());
            Answers::WorkOrders all = found;
            addEnded(all.workOrders, *ended);
            return all;
        });
    }

    BegunAnswer operator()(const Queries::ReadOutput& query) const
    {
        const Job* job = core.state().find<Job>(query.job);
        return HistoryHalf(
            [open = job ? std::optional(*job) : std::nullopt, directory = core.directory,
             query](History& history) { return completeOutput(history, open, directory, query); });
    }

    BegunAnswer operator()(const Queries::EffectiveParams& query) const { return params(query); }
    BegunAnswer operator()(const Queries::FindContent& query) const { return documents(query); }
    BegunAnswer operator()(const Queries::FindApplications&) const { return applications(); }
    BegunAnswer operator()(const Queries::ReadInventory& query) const { return inventory(query); }
    BegunAnswer operator()(const Queries::TryCommand& query) const { return trial(query); }

    static Result<Answer> inventory(const Queries::ReadInventory& query)
    {
        Answers::Inventory found;
        for (const Commands::ContentFile& file : query.files) {
            const auto rows =
                readInventory({.path = file.path, .text = file.text.toUtf8(), .shownAs = file.path});
            if (rows)
                found.machines += *rows;
            else
                for (const Problem& problem : rows.error())
                    found.problems.append(problem.toString());
        }
        return found;
    }

    Result<Answer> trial(const Queries::TryCommand& query) const
    {
        Result<EngineCore::Trial> trial = core.attempt(query.request);
        if (!trial)
            return tl::make_unexpected(trial.error());
        const int total = int(trial->events.size());
        return Answers::Trial{trial->receipt, trial->events.mid(0, mostTried), total};
    }

    template <class ContentQuery>
    BegunAnswer operator()(const ContentQuery& query) const
    {
        return beginContentAnswer(core, query);
    }

    BegunAnswer operator()(const Queries::FindCommands& query) const
    {
        return HistoryHalf([query](History& history) { return completeCommands(history, query.ids); });
    }
    BegunAnswer operator()(const Queries::CheckChain& query) const
    {
        return HistoryHalf([query](History& history) { return completeChain(history, query); });
    }
    BegunAnswer operator()(const Queries::FindPositions& query) const
    {
        return HistoryHalf([query](History& history) { return completePositions(history, query.moments); });
    }

    Result<Answer> params(const Queries::EffectiveParams& query) const
    {
        const Machine* machine = core.state().findMachine(query.machine);
        if (!machine)
            return fail(u"machine-unknown"_s,
                        u"there is no machine, cluster or broker “%1”"_s.arg(query.machine));
        const WorkOrder* order = core.state().find<WorkOrder>(query.workOrder);
        ParamLayers layers = layersOf(core.state(), *machine, order);
        // Its blueprint is bound when it begins.
        const BlueprintDef* blueprint = order && order->state == WorkOrderState::Created
                                            ? core.content().blueprint(order->blueprint)
                                            : nullptr;
        if (blueprint) {
            layers.blueprint = blueprint->params;
            layers.blueprintProfiles = blueprint->profiles;
        }
        Answers::Params found;
        const auto row = [&](const QString& name) {
            Answers::ParamRow fresh;
            fresh.name = name;
            if (const ParamDef* param = core.content().param(name)) {
                fresh.description = param->description;
                fresh.secure = param->secure;
            }
            return fresh;
        };
        const QMap<QString, ParamValue> effective = effectiveParams(core.content(), layers);
        for (auto it = effective.constBegin(); it != effective.constEnd(); ++it) {
            Answers::ParamRow entry = row(it.key());
            for (const ParamValue& value : paramChain(core.content(), layers, it.key()))
                entry.chain.append({paramLayerName(value.layer), value.source, value.value});
            found.params.append(entry);
        }
        const QString cluster = machine->kind == MachineKind::Cluster ? machine->name : machine->cluster;
        if (!cluster.isEmpty()) {
            Answers::ParamRow members = row(u"cluster/members"_s);
            members.chain.append(
                {u"derived"_s, cluster, clusterMembers(core.state(), core.content(), cluster)});
            found.params.append(members);
        }
        return found;
    }

    Result<Answer> documents(const Queries::FindContent& query) const
    {
        Answers::Documents found;
        for (const ContentKind kind : allContentKinds()) {
            if (contentSectionName(kind) != query.section)
                continue;
            for (const QString& name : core.content().names(kind)) {
                if (query.names.isEmpty() || query.names.contains(name))
                    found.documents.append(toJson(kind, *core.content().find(kind, name)));
            }
            return found;
        }
        return fail(u"section-unknown"_s, u"content has no section “%1”"_s.arg(query.section));
    }

    Result<Answer> applications() const
    {
        Answers::Applications found;
        for (const QString& name : clusterApplications(core.state(), core.content()))
            found.applications.append(application(name));
        return found;
    }

    /// What there is to be said about an application, and what its form asks for: the params that its profile
    /// sets or names, but for those that steer pipelines.
    [[nodiscard]] Answers::Application application(const QString& name) const
    {
        const QString profile = applicationProfile(name);
        const ProfileDef* packed = core.content().profile(profile);
        const Profile* own = core.state().find<Profile>(profile);
        const QMap<QString, ParamValue> effective =
            effectiveParams(core.content(), applicationLayers(core.state(), name, {}));
        Answers::Application found;
        found.name = name;
        found.title = packed ? packed->meta.value("title"_L1).toString(name) : name;
        found.description = packed ? packed->description : own ? own->description : QString();
        if (const auto topology = requestedTopology(core.state(), core.content(), {}, name))
            found.topology = *topology;
        // A template asks for what the application that it was made of asks for.
        const QString kind = effective.value(u"universal/application"_s).value.toString();
        QStringList asked;
        if (packed) {
            for (const QJsonValue param : packed->meta.value("params"_L1).toArray())
                asked.append(param.toString());
        } else if (core.content().profile(applicationProfile(kind))) {
            for (const Answers::ApplicationParam& param : application(kind).params)
                asked.append(param.name);
        }
        for (const ParamValue& value : effective) {
            if (value.layer == ParamLayer::Profile && !value.name.startsWith("universal/"_L1) &&
                !value.name.startsWith("cluster/"_L1) && !value.name.startsWith("broker/"_L1) &&
                !value.name.startsWith("on-"_L1) && !asked.contains(value.name))
                asked.append(value.name);
        }
        for (const QString& param : asked) {
            Answers::ApplicationParam field;
            field.name = param;
            if (const ParamDef* definition = core.content().param(param)) {
                field.description = definition->description;
                field.schema = definition->schema;
                field.secure = definition->secure;
            }
            field.value = effective.value(param).value; // null when nothing sets it
            field.required = field.value.isNull();
            found.params.append(field);
        }
        return found;
    }
};

} // namespace

BegunAnswer beginAnswer(EngineCore& core, const Query& query)
{
    return std::visit(Answering{core}, query);
}

} // namespace Drover
