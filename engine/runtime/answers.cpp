#include "engine/runtime/answers.h"

#include "engine/content/definitionjson.h"
#include "engine/effects/localrunner.h"
#include "engine/effects/outputreader.h"
#include "engine/operations/machinelayers.h"
#include "engine/operations/planner.h"
#include "engine/operations/topology.h"

#include <algorithm>

namespace Drover {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostRows = 10000;

QJsonObject documentOf(ContentKind kind, const Definition& definition)
{
    switch (kind) {
    case ContentKind::Param: return toJson(static_cast<const ParamDef&>(definition));
    case ContentKind::Template: return toJson(static_cast<const TemplateDef&>(definition));
    case ContentKind::Task: return toJson(static_cast<const TaskDef&>(definition));
    case ContentKind::Stage: return toJson(static_cast<const StageDef&>(definition));
    case ContentKind::Workflow: return toJson(static_cast<const WorkflowDef&>(definition));
    case ContentKind::Profile: return toJson(static_cast<const ProfileDef&>(definition));
    case ContentKind::Blueprint: return toJson(static_cast<const BlueprintDef&>(definition));
    }
    return {};
}

/// One overload per query.
struct Answering {
    EngineCore& core;

    Result<Answer> operator()(const Queries::MakePlan& query) const
    {
        Result<Plan> plan = makePlan(core.state(), core.content(), query.request);
        if (!plan)
            return tl::make_unexpected(plan.error());
        return Answers::PlanAnswer{std::move(*plan)};
    }

    Result<Answer> operator()(const Queries::FindJobs& query) const
    {
        const int limit = std::clamp(query.limit, 1, mostRows);
        Answers::Jobs found;
        for (auto it = core.state().all<Job>().rbegin(); it != core.state().all<Job>().rend(); ++it) {
            const Job& job = it->second;
            if ((query.ids.isEmpty() || query.ids.contains(job.id)) && (!query.machine.isSet() || job.machine == query.machine)
                && (query.cluster.isEmpty() || job.cluster == query.cluster) && (!query.before.isSet() || job.id < query.before))
                found.jobs.append(job);
        }
        Result<QList<Job>> ended = core.store().endedJobs({query.ids, query.machine, query.cluster, query.before, limit + 1});
        if (!ended)
            return tl::make_unexpected(ended.error());
        found.jobs += *ended;
        std::ranges::sort(found.jobs, std::greater(), &Job::id);
        found.more = found.jobs.size() > limit;
        if (found.more)
            found.jobs.resize(limit);
        return found;
    }

    Result<Answer> operator()(const Queries::FindEvents& query) const
    {
        const int limit = std::clamp(query.limit, 1, mostRows);
        if (!query.terms.isEmpty()) {
            Result<Store::EventPage> page =
                core.store().searchEvents({query.after, query.before, query.subject, limit}, query.terms);
            if (!page)
                return tl::make_unexpected(page.error());
            return Answers::Events{page->events, !page->done, page->seen};
        }
        Result<QList<EventRecord>> events = core.store().events({query.after, query.before, query.subject, limit});
        if (!events)
            return tl::make_unexpected(events.error());
        return Answers::Events{*events, events->size() >= limit, 0};
    }

    Result<Answer> operator()(const Queries::FindOperations& query) const
    {
        Answers::Operations found;
        for (const auto& [id, operation] : core.state().all<Operation>()) {
            if (query.cluster.isEmpty() || operation.cluster == query.cluster)
                found.operations.append(operation);
        }
        Result<QList<Operation>> ended = core.store().endedOperations(query.cluster, std::clamp(query.limit, 1, mostRows));
        if (!ended)
            return tl::make_unexpected(ended.error());
        found.operations += *ended;
        std::ranges::sort(found.operations, std::greater(), &Operation::id);
        QList<OperationId> endedIds;
        for (const Operation& operation : found.operations) {
            if (const Plan* plan = core.state().find<Plan>(operation.id))
                found.plans.append(*plan);
            else
                endedIds.append(operation.id);
        }
        if (Result<QList<Plan>> plans = core.store().endedPlans(endedIds))
            found.plans += *plans;
        return found;
    }

    Result<Answer> operator()(const Queries::FindWorkOrders& query) const
    {
        Answers::WorkOrders found;
        for (const auto& [id, order] : core.state().all<WorkOrder>()) {
            if (!query.target.isSet() || order.target == query.target)
                found.workOrders.append(order);
        }
        Result<QList<WorkOrder>> ended = core.store().endedWorkOrders(query.target, std::clamp(query.limit, 1, mostRows));
        if (!ended)
            return tl::make_unexpected(ended.error());
        found.workOrders += *ended;
        std::ranges::sort(found.workOrders, std::greater(), &WorkOrder::id);
        return found;
    }

    Result<Answer> operator()(const Queries::ReadOutput& query) const
    {
        Result<QList<Job>> ended = core.store().endedJobs({{query.job}, {}, {}, {}, 1});
        const Job* open = core.state().find<Job>(query.job);
        if (!open && (!ended || ended->isEmpty()))
            return fail(u"job-unknown"_s, u"there is no job %1"_s.arg(query.job.toString()), u"see: drover get jobs"_s);
        const Job& job = open ? *open : ended->first();
        Answers::Output output;
        output.job = query.job;
        output.offset = query.offset;
        output.next = query.offset;
        output.ended = !open || !open->isOpen();
        if (job.runner != RunnerKind::Local)
            return output; // simulated and engine jobs write none
        const OutputReader reader(LocalRunner::outputPath(core.directory, job.effectKey()));
        output.size = reader.size();
        const Result<OutputChunk> chunk = reader.read(query.offset, std::clamp(query.limit, 1, 8 << 20), output.ended);
        if (!chunk)
            return tl::make_unexpected(chunk.error());
        output.offset = chunk->offset;
        output.next = chunk->next;
        output.text = chunk->text;
        return output;
    }

    Result<Answer> operator()(const Queries::EffectiveParams& query) const
    {
        const Machine* machine = core.state().findMachine(query.machine);
        if (!machine)
            return fail(u"machine-unknown"_s, u"there is no machine, cluster or broker “%1”"_s.arg(query.machine));
        const ParamLayers layers = layersOf(core.state(), *machine);
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
            members.chain.append({u"derived"_s, cluster, clusterMembers(core.state(), core.content(), cluster)});
            found.params.append(members);
        }
        return found;
    }

    Result<Answer> operator()(const Queries::FindContent& query) const
    {
        Answers::Documents found;
        for (const ContentKind kind : allContentKinds()) {
            if (contentSectionName(kind) != query.section)
                continue;
            for (const QString& name : core.content().names(kind)) {
                if (query.names.isEmpty() || query.names.contains(name))
                    found.documents.append(documentOf(kind, *core.content().find(kind, name)));
            }
            return found;
        }
        return fail(u"section-unknown"_s, u"content has no section “%1”"_s.arg(query.section));
    }

    Result<Answer> operator()(const Queries::FindApplications&) const
    {
        Answers::Applications found;
        const QString prefix = applicationProfile({});
        for (const QString& name : core.content().names(ContentKind::Profile)) {
            const ProfileDef* profile = core.content().profile(name);
            // An application of clusters says how its members are laid out; the other pipelines are for single machines.
            if (!name.startsWith(prefix) || (!profile->params.contains("cluster/topology"_L1) && name != applicationProfile(u"base-cluster"_s)))
                continue;
            Answers::Application application;
            application.name = name.mid(prefix.size());
            application.title = profile->meta.value("title"_L1).toString(application.name);
            application.description = profile->description;
            PlanRequest request;
            if (const Result<QList<TopologyRole>> topology = requestedTopology(core.content(), request, application.name))
                application.topology = *topology;
            QStringList asked;
            for (const QJsonValue param : profile->meta.value("params"_L1).toArray())
                asked.append(param.toString());
            for (const QString& param : profile->params.keys()) {
                if (!param.startsWith("universal/"_L1) && !param.startsWith("cluster/"_L1) && !param.startsWith("broker/"_L1)
                    && !param.startsWith("on-"_L1) && !asked.contains(param))
                    asked.append(param);
            }
            for (const QString& param : asked) {
                Answers::ApplicationParam field;
                field.name = param;
                if (const ParamDef* definition = core.content().param(param)) {
                    field.description = definition->description;
                    field.schema = definition->schema;
                    field.secure = definition->secure;
                    field.value = definition->defaultValue();
                }
                if (profile->params.contains(param))
                    field.value = profile->params.value(param);
                field.required = field.value.isUndefined() || field.value.isNull();
                if (field.value.isUndefined())
                    field.value = QJsonValue();
                application.params.append(field);
            }
            found.applications.append(application);
        }
        return found;
    }
};

} // namespace

Result<Answer> answer(EngineCore& core, const Query& query)
{
    return std::visit(Answering{core}, query);
}

} // namespace Drover
