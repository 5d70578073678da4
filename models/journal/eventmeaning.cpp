#include "models/journal/eventmeaning.h"

#include "engine/core/edits.h"
#include "engine/core/transitions.h"
#include "models/journal/eventcause.h"
#include "models/replica.h"

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

using namespace Events;

Tone poolTone(PoolStatus status)
{
    switch (status) {
    case PoolStatus::Joining:
    case PoolStatus::Leaving:
        return Tone::Idle;
    case PoolStatus::Free:
    case PoolStatus::InUse:
        return Tone::Ok;
    case PoolStatus::Building:
        return Tone::Run;
    case PoolStatus::Destroying:
        return Tone::Wipe;
    case PoolStatus::HoldJoin:
    case PoolStatus::HoldBuild:
    case PoolStatus::HoldDestroy:
    case PoolStatus::HoldLeave:
        return Tone::Hold;
    }
    return Tone::Idle;
}

Tone operationTone(OperationState state)
{
    switch (state) {
    case OperationState::Queued:
    case OperationState::Aborted:
        return Tone::Idle;
    case OperationState::Running:
        return Tone::Run;
    case OperationState::Paused:
        return Tone::Hold;
    case OperationState::NeedsAttention:
    case OperationState::Failed:
        return Tone::Bad;
    case OperationState::Finished:
        return Tone::Ok;
    }
    return Tone::Idle;
}

/// One overload per event; the compiler lists the one that is missing.
struct MeaningOf
{
    using M = EventMeaning;
    using T = EventTopic;

    M operator()(const DirectoryCreated&) const { return {T::Directory, Tone::Idle}; }
    M operator()(const ContentLoaded&) const { return {T::Content, Tone::Idle}; }
    M operator()(const PoolSaved&) const { return {T::Pool, Tone::Idle}; }
    M operator()(const PoolRemoved&) const { return {T::Pool, Tone::Wipe}; }
    M operator()(const ProfileSaved&) const { return {T::Profile, Tone::Idle}; }
    M operator()(const ProfileRemoved&) const { return {T::Profile, Tone::Wipe}; }
    M operator()(const ParamsChanged&) const { return {T::Params, Tone::Run}; }
    M operator()(const MachineAdded&) const { return {T::Machine, Tone::Idle}; }
    M operator()(const MachineEdited&) const { return {T::Machine, Tone::Idle}; }
    M operator()(const MachineRemoved&) const { return {T::Machine, Tone::Wipe}; }
    M operator()(const LockChanged& e) const { return {T::Lock, e.lock.locked ? Tone::Hold : Tone::Idle}; }
    M operator()(const WorkflowStarted&) const { return {T::Workflow, Tone::Run}; }
    M operator()(const WorkflowCompleted&) const { return {T::Workflow, Tone::Ok}; }
    M operator()(const SequenceMoved&) const { return {T::Workflow, Tone::Idle}; }
    M operator()(const TasksReplaced&) const { return {T::Workflow, Tone::Idle}; }
    M operator()(const SequenceWaiting& e) const
    {
        return {T::Wait, e.wait == Wait::Retry ? Tone::Warn : Tone::Hold};
    }
    M operator()(const SequenceResumed&) const { return {T::Wait, Tone::Idle}; }
    M operator()(const SequenceStopped& e) const
    {
        const bool failed = e.stop == Stop::Failed;
        return {T::Stop, failed ? Tone::Bad : Tone::Hold, failed};
    }
    M operator()(const SequenceRetried&) const { return {T::Retry, Tone::Warn}; }
    M operator()(const ErrorHandlersRun&) const { return {T::Retry, Tone::Warn}; }
    M operator()(const JobCreated& e) const { return {T::Job, e.job.attempt > 1 ? Tone::Warn : Tone::Run}; }
    M operator()(const JobRedelivered&) const { return {T::Job, Tone::Warn}; }
    M operator()(const JobCancelRequested&) const { return {T::Stop, Tone::Idle}; }
    M operator()(const JobEnded& e) const
    {
        if (e.state == JobState::Failed)
            return {T::Job, Tone::Bad, true};
        return {T::Job, e.state == JobState::Incomplete ? Tone::Hold : Tone::Ok};
    }
    M operator()(const CallbackRaised&) const { return {T::Callback, Tone::Idle}; }
    M operator()(const PoolStatusChanged& e) const { return {T::Pool, poolTone(e.to), isHeld(e.to)}; }
    M operator()(const PoolChanged&) const { return {T::Pool, Tone::Idle}; }
    M operator()(const MemberAdded&) const { return {T::Member, Tone::Run}; }
    M operator()(const MemberDraining&) const { return {T::Member, Tone::Hold}; }
    M operator()(const MemberRemoved&) const { return {T::Member, Tone::Wipe}; }
    M operator()(const WorkOrderModeChanged&) const { return {T::WorkOrder, Tone::Idle}; }
    M operator()(const WorkOrderCreated&) const { return {T::WorkOrder, Tone::Idle}; }
    M operator()(const WorkOrderStarted&) const { return {T::WorkOrder, Tone::Run}; }
    M operator()(const WorkOrderEnded& e) const
    {
        const bool failed = e.state == WorkOrderState::Failed;
        return {T::WorkOrder,
                failed                                ? Tone::Bad
                : e.state == WorkOrderState::Finished ? Tone::Ok
                                                      : Tone::Idle,
                failed};
    }
    M operator()(const OperationCreated&) const { return {T::Operation, Tone::Run}; }
    M operator()(const OperationStateChanged& e) const
    {
        const Tone tone = operationTone(e.to);
        return {T::Operation, tone, tone == Tone::Bad};
    }
    M operator()(const OperationStepStarted&) const { return {T::Operation, Tone::Run}; }
    M operator()(const OperationStepFinished&) const { return {T::Operation, Tone::Ok}; }
    M operator()(const OperationProgressed&) const { return {T::Operation, Tone::Run}; }
    M operator()(const OperationDecided&) const { return {T::Operation, Tone::Idle}; }
    M operator()(const OperationAmended&) const { return {T::Operation, Tone::Warn}; }
    M operator()(const OperationAborting&) const { return {T::Operation, Tone::Wipe}; }
    M operator()(const GateDeclared&) const { return {T::Gate, Tone::Idle}; }
    M operator()(const GateArrived&) const { return {T::Gate, Tone::Hold}; }
    M operator()(const GateDeparted&) const { return {T::Gate, Tone::Hold}; }
    M operator()(const GateOpened&) const { return {T::Gate, Tone::Ok}; }
    M operator()(const GateUnreachable& e) const
    {
        const bool held = !e.held.isEmpty();
        return {T::Gate, held ? Tone::Bad : Tone::Hold, held};
    }
    M operator()(const GateRemoved&) const { return {T::Gate, Tone::Idle}; }
};

/// Sealed params as dots, wherever they stand.
QJsonValue withoutSecrets(const QJsonValue& value)
{
    if (value.isArray()) {
        QJsonArray list;
        const QJsonArray items = value.toArray();
        for (const QJsonValue item : items)
            list.append(withoutSecrets(item));
        return list;
    }
    if (!value.isObject())
        return value;
    QJsonObject object = value.toObject();
    if (object.contains("$sealed"_L1))
        return u"••••••••"_s;
    for (auto it = object.begin(); it != object.end(); ++it)
        *it = withoutSecrets(*it);
    return object;
}

QJsonObject withoutSecrets(const QJsonObject& object)
{
    return withoutSecrets(QJsonValue(object)).toObject();
}

template <class T>
QJsonObject oneField(const QString& name, const T& value)
{
    return {{name, QJsonValue(value)}};
}

EventSides editedSides(const Event& event)
{
    EventSides sides;
    for (const EditedValue& value : editedValues(event)) {
        const QJsonValue before = withoutSecrets(value.before);
        QJsonValue after = withoutSecrets(value.after);
        // Two secrets look alike; that one took the other's place is told all the same.
        if (after.isString() && before == after && value.before != value.after)
            after = QString(after.toString() + u" (changed)"_s);
        if (!before.isUndefined())
            sides.before.insert(value.name, before);
        if (!after.isUndefined())
            sides.after.insert(value.name, after);
    }
    return sides;
}

struct SidesOf
{
    using Sides = std::optional<EventSides>;

    Sides operator()(const ParamsChanged& e) const { return editedSides(e); }
    Sides operator()(const PoolSaved& e) const { return editedSides(e); }
    Sides operator()(const PoolRemoved& e) const { return editedSides(e); }
    Sides operator()(const ProfileSaved& e) const { return editedSides(e); }
    Sides operator()(const ProfileRemoved& e) const { return editedSides(e); }
    Sides operator()(const MachineEdited& e) const { return editedSides(e); }
    Sides operator()(const LockChanged& e) const
    {
        return EventSides{oneField(u"locked"_s, !e.lock.locked), oneField(u"locked"_s, e.lock.locked)};
    }
    Sides operator()(const PoolStatusChanged& e) const
    {
        return EventSides{oneField(u"poolStatus"_s, enumText(e.from)),
                          oneField(u"poolStatus"_s, enumText(e.to))};
    }
    Sides operator()(const PoolChanged& e) const
    {
        return EventSides{oneField(u"pool"_s, e.from), oneField(u"pool"_s, e.to)};
    }
    Sides operator()(const OperationStateChanged& e) const
    {
        return EventSides{oneField(u"state"_s, enumText(e.from)), oneField(u"state"_s, enumText(e.to))};
    }
    Sides operator()(const OperationAmended& e) const
    {
        return EventSides{oneField(u"machine"_s, e.out.name), oneField(u"machine"_s, e.in.name)};
    }
    Sides operator()(const MemberDraining& e) const
    {
        return EventSides{oneField(u"draining"_s, !e.draining), oneField(u"draining"_s, e.draining)};
    }
    Sides operator()(const WorkOrderModeChanged& e) const
    {
        return EventSides{oneField(u"workOrderMode"_s, !e.on), oneField(u"workOrderMode"_s, e.on)};
    }
    template <class E>
    Sides operator()(const E&) const
    {
        return {};
    }
};

template <class E>
concept WithReason = requires(E e)
{
    {
        e.reason
        } -> std::convertible_to<QString>;
};
template <class E>
concept WithWhy = requires(E e)
{
    {
        e.why
        } -> std::convertible_to<Why>;
};

} // namespace

EventMeaning eventMeaning(const Event& event)
{
    return std::visit(MeaningOf(), event);
}

QString eventReason(const Event& event)
{
    return std::visit(
        []<class E>(const E& e) -> QString {
            if constexpr (std::is_same_v<E, LockChanged>)
                return e.lock.locked ? e.lock.reason : e.reason;
            else if constexpr (WithReason<E>)
                return e.reason;
            else if constexpr (WithWhy<E>)
                return e.why.text;
            else if constexpr (std::is_same_v<E, OperationCreated>)
                return e.operation.reason;
            else if constexpr (std::is_same_v<E, OperationAmended>)
                return e.in.reason;
            else if constexpr (std::is_same_v<E, JobEnded>)
                return e.message;
            else
                return {};
        },
        event);
}

std::optional<EventSides> eventSides(const Event& event)
{
    return std::visit(SidesOf(), event);
}

namespace {

template <class Visit>
void forEachKind(Visit visit)
{
    [&]<std::size_t... I>(std::index_sequence<I...>)
    {
        (visit(std::variant_alternative_t<I, Event>()), ...);
    }
    (std::make_index_sequence<std::variant_size_v<Event>>());
}

} // namespace

QStringList kindsWithSides()
{
    QStringList kinds;
    forEachKind([&kinds]<class E>(const E& e) {
        if (SidesOf()(e))
            kinds.append(QString::fromLatin1(E::kind));
    });
    return kinds;
}

QSet<QString> eventKinds()
{
    QSet<QString> kinds;
    forEachKind([&kinds]<class E>(const E&) { kinds.insert(QString::fromLatin1(E::kind)); });
    return kinds;
}

ActorKind actorKind(const QString& actor)
{
    if (actor.startsWith("user:"_L1))
        return ActorKind::Person;
    if (actor.startsWith("job:"_L1))
        return ActorKind::Job;
    return actor.startsWith("rule:"_L1) ? ActorKind::Rule : ActorKind::Engine;
}

QString actorName(const QString& actor)
{
    return actor.section(u':', -1);
}

QString subjectKey(const Replica& replica, const QString& subject)
{
    const QString kind = subject.section(u' ', 0, 0);
    const QString name = subject.section(u' ', 1);
    if (kind == "machine"_L1 || kind == "resource-broker"_L1) {
        const Machine* machine = replica.machineNamed(name);
        return machine ? machineKey(machine->id) : QString();
    }
    const auto cluster = [&replica](const QString& of) {
        return replica.cluster(of) ? clusterKey(of) : QString();
    };
    if (kind == "cluster"_L1)
        return cluster(name);
    if (kind == "pool"_L1)
        return replica.pools().contains(name) ? poolKey(name) : QString();
    if (kind == "gate"_L1)
        return cluster(name.section(u'/', 0, 0));
    if (kind == "profile"_L1)
        return cluster(name);
    if (kind == "operation"_L1) {
        const Operation* operation = replica.operation(OperationId::fromString(name));
        return operation ? cluster(operation->cluster) : QString();
    }
    if (kind == "work-order"_L1) {
        const WorkOrder* order = replica.workOrder(WorkOrderId::fromString(name));
        const Machine* target = order ? replica.machine(order->target) : nullptr;
        if (!target)
            return {};
        return target->kind == MachineKind::Cluster ? clusterKey(target->name) : machineKey(target->id);
    }
    return {};
}

QString eventTask(const Replica& replica, const Event& event)
{
    const JobId id = eventJob(event);
    const Job* job = id.isSet() ? replica.job(id) : nullptr;
    return job ? job->task : QString();
}

QJsonObject eventDocument(const EventRecord& record)
{
    QJsonObject data = Json::toTree(record.event).toObject();
    const QString kind = data.take("kind"_L1).toString();
    return {{u"seq"_s, record.seq},           {u"at"_s, Json::toTree(record.at)}, {u"kind"_s, kind},
            {u"subject"_s, record.subject},   {u"actor"_s, record.actor},         {u"cause"_s, record.cause},
            {u"data"_s, withoutSecrets(data)}};
}

} // namespace Drover
