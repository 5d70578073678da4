#include "engine/decide/rendering.h"

#include "engine/operations/machinelayers.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <algorithm>

namespace Drover {

using namespace Qt::StringLiterals;

namespace {

QString plainText(const QJsonValue& value)
{
    return value.isString()
               ? value.toString()
               : QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact))
                     .chopped(1)
                     .mid(1);
}

void addSecret(const QString& text, QStringList& secrets)
{
    if (!text.isEmpty() && !secrets.contains(text))
        secrets.append(text);
}

/// A template may take single texts and numbers out of a secret list or map.
void addParts(const QJsonValue& secret, QStringList& secrets)
{
    constexpr qsizetype telling = 4; // what is shorter stands everywhere
    const auto add = [&](const QJsonValue& part) {
        const QString text = plainText(part);
        if ((part.isString() || part.isDouble()) && text.size() >= telling)
            addSecret(text, secrets);
        addParts(part, secrets);
    };
    const QJsonArray items = secret.toArray();
    std::ranges::for_each(items, add);
    const QJsonObject members = secret.toObject();
    std::ranges::for_each(members, add);
}

void addWithParts(const QJsonValue& secret, QStringList& secrets)
{
    addSecret(plainText(secret), secrets);
    addParts(secret, secrets);
}

} // namespace

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

QJsonObject clusterFields(const State& state, const QString& cluster)
{
    QJsonObject fields{{u"Name"_s, cluster}};
    if (const Machine* object = state.cluster(cluster))
        fields.insert(u"Uuid"_s, object->id.toString());
    return fields;
}

JobRendering::JobRendering(Content content, Open open)
    : m_content(std::move(content)), m_open(std::move(open))
{
}

Result<JobRendering::Rendered> JobRendering::render(const State& state, const Job& job, const TaskDef& task,
                                                    const Machine& machine, const WorkOrder* order,
                                                    QStringList& secrets) const
{
    const ParamLayers layers = layersOf(state, machine, order);
    RenderContext context;
    context.content = &m_content;
    context.layers = &layers;
    context.machine = machineFields(machine);
    context.task = {{u"Name"_s, task.name}};
    context.stage = {{u"Name"_s, job.stage}};
    if (order)
        context.workOrder = {{u"Uuid"_s, order->id.toString()},
                             {u"Blueprint"_s, order->blueprint},
                             {u"Params"_s, order->params}};
    if (!job.cluster.isEmpty()) {
        context.cluster = clusterFields(state, job.cluster);
        context.derived = [&](const QString& name) -> std::optional<QJsonValue> {
            if (name != "cluster/members"_L1)
                return std::nullopt;
            return clusterMembers(state, m_content, job.cluster);
        };
    }
    context.open = [this, &secrets](const QJsonValue& sealed) -> std::optional<QJsonValue> {
        std::optional<QJsonValue> opened = m_open ? m_open(sealed) : std::nullopt;
        if (opened)
            addWithParts(*opened, secrets);
        return opened;
    };
    Result<QList<RenderedAction>> actions = renderTask(task, context);
    if (!actions)
        return tl::make_unexpected(actions.error());
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const RenderedAction& action : *actions) {
        hash.addData(action.path.toUtf8());
        hash.addData(action.contents);
    }
    return Rendered{std::move(*actions), QString::fromLatin1(hash.result().toHex())};
}

Result<PreparedJob> JobRendering::prepare(const State& state, const Job& job)
{
    const TaskDef* task = m_content.task(job.task);
    const Machine* machine = state.find<Machine>(job.machine);
    if (!task || !machine)
        return fail(u"task-unknown"_s, u"no loaded content has the task %1"_s.arg(job.task));
    const WorkOrder* order = job.workOrder.isSet() ? state.find<WorkOrder>(job.workOrder) : nullptr;

    PreparedJob prepared;
    const auto known = m_plain.constFind(job.task);
    Result<Rendered> rendered = known != m_plain.constEnd()
                                    ? Result<Rendered>(*known)
                                    : render(state, job, *task, *machine, order, prepared.secrets);
    if (!rendered)
        return tl::make_unexpected(rendered.error());
    if (known == m_plain.constEnd() && isPlain(*task, m_content))
        m_plain.insert(job.task, *rendered);
    prepared.actions = std::move(rendered->actions);
    prepared.hash = std::move(rendered->hash);
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
    return prepared;
}

QStringList JobRendering::secretsOf(const State& state, const Job& job) const
{
    QStringList secrets;
    const Machine* machine = state.find<Machine>(job.machine);
    if (!machine || !m_open)
        return secrets;
    const WorkOrder* order = job.workOrder.isSet() ? state.find<WorkOrder>(job.workOrder) : nullptr;
    for (const ParamValue& param : effectiveParams(m_content, layersOf(state, *machine, order))) {
        const std::optional<QJsonValue> opened = isSealed(param.value) ? m_open(param.value) : std::nullopt;
        if (opened)
            addWithParts(*opened, secrets);
    }
    return secrets;
}

QMap<QString, QString> JobRendering::environmentOf(const State& state, const Job& job)
{
    const Machine* machine = state.find<Machine>(job.machine);
    return {{u"RS_UUID"_s, job.machine.toString()},
            {u"RS_NAME"_s, job.machineName},
            {u"RS_ROLE"_s, machine ? machine->role : QString()},
            {u"RS_CLUSTER"_s, job.cluster},
            {u"RS_TASK"_s, job.task},
            {u"RS_JOB"_s, job.id.toString()},
            {u"RS_ATTEMPT"_s, QString::number(job.attempt)}};
}

} // namespace Drover
