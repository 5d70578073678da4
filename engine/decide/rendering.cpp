#include "engine/decide/rendering.h"

#include "engine/operations/machinelayers.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <algorithm>

namespace Drover {

using namespace Qt::StringLiterals;

namespace {

QJsonObject machineFields(const Machine& machine)
{
    return {{u"Name"_s, machine.name},
            {u"Uuid"_s, machine.id.toString()},
            {u"Address"_s, machine.address},
            {u"Description"_s, machine.description},
            {u"Pool"_s, machine.pool},
            {u"PoolStatus"_s, enumText(machine.poolStatus)},
            {u"Profiles"_s, QJsonArray::fromStringList(machine.profiles)},
            {u"Workflow"_s, machine.sequence.workflow},
            {u"Stage"_s, machine.sequence.stage},
            {u"CurrentTask"_s, machine.sequence.currentTask},
            {u"Params"_s, machine.params}};
}

QString plainText(const QJsonValue& value)
{
    return value.isString()
               ? value.toString()
               : QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact))
                     .chopped(1)
                     .mid(1);
}

} // namespace

JobRendering::JobRendering(Content content, Open open)
    : m_content(std::move(content)), m_open(std::move(open))
{
}

bool JobRendering::looksAtMembers(const TaskDef& task)
{
    const auto known = m_looksAtMembers.constFind(task.name);
    if (known != m_looksAtMembers.constEnd())
        return *known;
    // A text that includes or expands others may reach the param through them; then it is made to be safe.
    const bool looks = std::ranges::any_of(task.templates, [this](const TemplateInfo& info) {
        const TemplateDef* shared = info.id.isEmpty() ? nullptr : m_content.templateText(info.id);
        const QString& text = shared ? shared->contents : info.contents;
        return text.contains("cluster/members"_L1) || text.contains("template"_L1) ||
               text.contains("CallTemplate"_L1) || text.contains("Expand"_L1);
    });
    m_looksAtMembers.insert(task.name, looks);
    return looks;
}

Result<PreparedJob> JobRendering::prepare(const State& state, const Job& job)
{
    const TaskDef* task = m_content.task(job.task);
    const Machine* machine = state.find<Machine>(job.machine);
    if (!task || !machine)
        return fail(u"task-unknown"_s, u"no loaded content has the task %1"_s.arg(job.task));
    const WorkOrder* order = job.workOrder.isSet() ? state.find<WorkOrder>(job.workOrder) : nullptr;
    const ParamLayers layers = layersOf(state, *machine, order);

    PreparedJob prepared;
    RenderContext context;
    context.content = &m_content;
    context.layers = &layers;
    context.machine = machineFields(*machine);
    context.task = {{u"Name"_s, task->name}};
    context.stage = {{u"Name"_s, job.stage}};
    if (order)
        context.workOrder = {{u"Uuid"_s, order->id.toString()},
                             {u"Blueprint"_s, order->blueprint},
                             {u"Params"_s, order->params}};
    if (!job.cluster.isEmpty()) {
        context.cluster = {{u"Name"_s, job.cluster}};
        if (looksAtMembers(*task))
            context.extraParams.insert(u"cluster/members"_s, clusterMembers(state, m_content, job.cluster));
    }
    context.open = [this, &prepared](const QJsonValue& sealed) -> std::optional<QJsonValue> {
        std::optional<QJsonValue> opened = m_open ? m_open(sealed) : std::nullopt;
        if (opened) {
            const QString secret = plainText(*opened);
            if (!secret.isEmpty() && !prepared.secrets.contains(secret))
                prepared.secrets.append(secret);
        }
        return opened;
    };
    Result<QList<RenderedAction>> actions = renderTask(*task, context);
    if (!actions)
        return tl::make_unexpected(actions.error());
    prepared.actions = std::move(*actions);
    prepared.timeout = task->timeout;
    if (const qint64 limit = order ? order->params.value("work-order/timeout"_L1).toInteger() : 0;
        limit > 0) {
        // The order's own limit: what is left of it, and never nothing, so that the job can say that it
        // passed.
        const Intent* intent = state.find<Intent>(job.effectKey());
        const Instant begun = intent ? intent->opened : job.started;
        const Duration left = order->started + std::chrono::seconds(limit) - begun;
        const Duration atMost = std::max<Duration>(left, std::chrono::seconds(1));
        prepared.timeout = prepared.timeout.count() > 0 ? std::min(prepared.timeout, atMost) : atMost;
    }
    prepared.simulated = task->sim;
    prepared.environment = {{u"RS_UUID"_s, machine->id.toString()},
                            {u"RS_NAME"_s, machine->name},
                            {u"RS_ROLE"_s, machine->role},
                            {u"RS_CLUSTER"_s, job.cluster},
                            {u"RS_TASK"_s, job.task},
                            {u"RS_JOB"_s, job.id.toString()},
                            {u"RS_ATTEMPT"_s, QString::number(job.attempt)}};
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const RenderedAction& action : prepared.actions) {
        hash.addData(action.path.toUtf8());
        hash.addData(action.contents);
    }
    prepared.hash = QString::fromLatin1(hash.result().toHex());
    return prepared;
}

} // namespace Drover
