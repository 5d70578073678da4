#include "tests/core/randomhistory.h"

#include "engine/core/transitions.h"

using namespace Qt::StringLiterals;

namespace Drover::Testing {

namespace {

template <class E>
std::optional<E> anyMove(RandomValues& random, std::span<const Move<E>> moves, E from)
{
    QList<E> to;
    for (const Move<E>& move : moves) {
        if (move.first == from)
            to.append(move.second);
    }
    return to.isEmpty() ? std::nullopt : std::optional(to.at(random.upTo(int(to.size()))));
}

/// A sequence that may be changed: the machine's own or that of its work order.
struct Place
{
    MachineId machine;
    WorkOrderId workOrder;
    const Sequence* sequence = nullptr;
};

} // namespace

EventRecord RandomHistory::next(Draft& draft)
{
    const State& state = draft.state();
    EventRecord record;
    record.seq = state.ledger().seq + 1;
    record.at = Instant(std::max(state.ledger().at.ms(), qint64(1'893'456'000'000)) + m_random.upTo(5000));
    record.actor = m_random.chance(50) ? u"engine"_s : u"user:"_s + m_random.word();
    record.cause = m_random.chance(50) ? u"timer"_s : u"j-%1"_s.arg(m_random.upTo(50));
    record.event =
        record.seq == 1 ? Event(Events::DirectoryCreated{true, 42, 0, m_random.word()}) : make(state);
    record.subject = subjectOf(state, record.event);
    apply(draft, record);
    return record;
}

QList<EventRecord> RandomHistory::some(Draft& draft, int count)
{
    QList<EventRecord> records;
    for (int i = 0; i < count; ++i)
        records.append(next(draft));
    return records;
}

Event RandomHistory::make(const State& state)
{
    using Maker = std::optional<Event> (RandomHistory::*)(const State&, int);
    static constexpr Maker makers[] = {&RandomHistory::makeMachineEvent,   &RandomHistory::makeSequenceEvent,
                                       &RandomHistory::makeSequenceEvent,  &RandomHistory::makeJobEvent,
                                       &RandomHistory::makeJobEvent,       &RandomHistory::makeWorkOrderEvent,
                                       &RandomHistory::makeOperationEvent, &RandomHistory::makeClusterEvent,
                                       &RandomHistory::makeDirectoryEvent};
    for (;;) {
        const Maker maker = makers[m_random.upTo(int(std::size(makers)))];
        if (const auto event = (this->*maker)(state, m_random.upTo(8)))
            return *event;
    }
}

const Machine* RandomHistory::anyOf(const State& state, MachineKind kind)
{
    const Machine* machine = any<Machine>(state);
    return machine && machine->kind == kind ? machine : nullptr;
}

QStringList RandomHistory::tasks()
{
    QStringList list;
    for (int i = m_random.upTo(6); i >= 0; --i)
        list.append(m_random.chance(20) ? u"stage:s%1"_s.arg(i) : u"task-%1"_s.arg(m_random.upTo(30)));
    return list;
}

std::optional<Event> RandomHistory::makeMachineEvent(const State& state, int which)
{
    if (which < 3 && state.all<Machine>().size() < 40) {
        Machine machine;
        machine.id = MachineId{m_random.uuid()};
        machine.kind = MachineKind(m_random.chance(60) ? 0 : m_random.upTo(3));
        machine.name = u"%1-%2"_s.arg(enumText(machine.kind)).arg(++m_names);
        machine.params = m_random.object();
        machine.pool = u"default"_s;
        return Events::MachineAdded{machine};
    }
    const Machine* machine = any<Machine>(state);
    if (!machine)
        return std::nullopt;
    switch (which) {
    case 3:
        return Events::LockChanged{machine->id, m_random.make<Lock>()};
    case 4: {
        auto edited = m_random.make<Events::MachineEdited>();
        edited.machine = machine->id;
        return edited;
    }
    case 5: {
        if (machine->kind != MachineKind::Machine || machine->sequence.job.isSet() ||
            state.openOrders().contains(machine->id) || m_random.chance(70))
            return std::nullopt;
        return Events::MachineRemoved{machine->id, machine->name, m_random.word()};
    }
    case 6:
        return Events::PoolChanged{machine->id, machine->pool, u"pool-%1"_s.arg(m_random.upTo(3))};
    default: {
        const auto to = anyMove(m_random, poolMoves(), machine->poolStatus);
        return Events::PoolStatusChanged{machine->id, machine->pool,       machine->poolStatus,
                                         *to,         FreeProof::Released, m_random.word()};
    }
    }
}

std::optional<Event> RandomHistory::makeSequenceEvent(const State& state, int which)
{
    Place place;
    const WorkOrder* order = any<WorkOrder>(state);
    if (order && m_random.chance(30)) {
        place = {order->target, order->id, &order->sequence};
    } else if (const Machine* machine = any<Machine>(state)) {
        if (machine->sequence.tasks.isEmpty() || (which == 0 && !machine->sequence.job.isSet()))
            return Events::WorkflowStarted{machine->id, m_random.word(), tasks(), {}};
        if (which == 1 && !machine->sequence.job.isSet())
            return Events::WorkflowCompleted{machine->id, machine->sequence.workflow};
        place = {machine->id, {}, &machine->sequence};
    }
    if (!place.sequence || place.sequence->tasks.isEmpty())
        return std::nullopt;
    switch (which) {
    case 2:
        return Events::SequenceMoved{place.machine, place.workOrder,
                                     m_random.upTo(int(place.sequence->tasks.size())), m_random.word(),
                                     m_random.word()};
    case 3:
        return Events::TasksReplaced{place.machine, place.workOrder, tasks(), {}, m_random.word()};
    case 4: {
        const Wait wait = Wait(1 + m_random.upTo(5));
        return Events::SequenceWaiting{place.machine, place.workOrder, wait,
                                       wait == Wait::Gate ? Instant()
                                                          : state.ledger().at + Duration(m_random.upTo(9000)),
                                       wait == Wait::Gate ? u"gate-%1"_s.arg(m_random.upTo(3)) : QString()};
    }
    case 5:
        return Events::SequenceResumed{place.machine, place.workOrder, m_random.word()};
    case 6:
        if (m_random.chance(50))
            return Events::SequenceRetried{place.machine, place.workOrder, m_random.word()};
        return Events::SequenceStopped{place.machine, place.workOrder, Stop(1 + m_random.upTo(5)),
                                       m_random.word()};
    case 7:
        return Events::ErrorHandlersRun{place.machine, place.workOrder, tasks(),
                                        !place.sequence->errorStack.isEmpty()};
    default:
        return std::nullopt;
    }
}

std::optional<Event> RandomHistory::makeJobEvent(const State& state, int which)
{
    if (which < 3) {
        const Machine* machine = any<Machine>(state);
        if (!machine || machine->sequence.job.isSet() || machine->sequence.tasks.isEmpty())
            return std::nullopt;
        auto job = m_random.make<Job>();
        job.id = JobId{state.ledger().lastJob + 1};
        job.machine = machine->id;
        job.machineName = machine->name;
        job.cluster = machine->cluster;
        job.workOrder = WorkOrderId();
        job.state = m_random.chance(50) ? JobState::Created : JobState::Running;
        job.ended = Instant();
        return Events::JobCreated{job};
    }
    const Job* job = any<Job>(state);
    if (!job)
        return std::nullopt;
    if (which == 3)
        return job->state == JobState::Incomplete
                   ? std::optional<Event>(Events::JobRedelivered{job->id, job->run + 1})
                   : std::nullopt;
    if (which == 4)
        return Events::JobCancelRequested{job->id, m_random.word()};
    if (which == 5 && m_random.chance(30))
        return Events::CallbackRaised{job->machine, m_random.word(), m_random.object()};
    auto ended = m_random.make<Events::JobEnded>();
    ended.job = job->id;
    ended.state = JobState(2 + m_random.upTo(3));
    if (job->state == JobState::Incomplete && ended.state != JobState::Failed)
        return std::nullopt;
    return ended;
}

std::optional<Event> RandomHistory::makeWorkOrderEvent(const State& state, int which)
{
    const WorkOrder* order = any<WorkOrder>(state);
    if (which < 3 && state.all<WorkOrder>().size() < 12) {
        const Machine* machine = any<Machine>(state);
        if (!machine)
            return std::nullopt;
        WorkOrder added;
        added.id = WorkOrderId{state.ledger().lastWorkOrder + 1};
        added.target = machine->id;
        added.targetName = machine->name;
        added.blueprint = m_random.word();
        added.params = m_random.object();
        if (const Operation* operation = any<Operation>(state))
            added.operation = operation->id;
        added.created = state.ledger().at;
        return Events::WorkOrderCreated{added};
    }
    if (which == 3) {
        const Machine* machine = any<Machine>(state);
        return machine ? std::optional<Event>(
                             Events::WorkOrderModeChanged{machine->id, m_random.chance(50), m_random.word()})
                       : std::nullopt;
    }
    if (!order)
        return std::nullopt;
    if (which == 4 && order->state == WorkOrderState::Created)
        return Events::WorkOrderStarted{order->id, tasks(), m_random.object(), {m_random.word()}};
    return Events::WorkOrderEnded{order->id, WorkOrderState(3 + m_random.upTo(3)), m_random.word()};
}

std::optional<Event> RandomHistory::makeOperationEvent(const State& state, int which)
{
    if (which < 2 && state.all<Operation>().size() < 8) {
        const Machine* cluster = anyOf(state, MachineKind::Cluster);
        if (!cluster)
            return std::nullopt;
        auto created = m_random.make<Events::OperationCreated>();
        created.operation = Operation();
        created.operation.id = OperationId{state.ledger().lastOperation + 1};
        created.operation.cluster = cluster->name;
        created.operation.reason = m_random.word();
        created.plan.operation = created.operation.id;
        return created;
    }
    const Operation* operation = any<Operation>(state);
    if (!operation)
        return std::nullopt;
    const Operation* driver = state.driver(operation->cluster);
    switch (which) {
    case 3: {
        const WorkOrder* order = any<WorkOrder>(state);
        return Events::OperationStepStarted{operation->id, operation->step, StepKind(m_random.upTo(12)),
                                            order ? order->id : WorkOrderId()};
    }
    case 4:
        return Events::OperationStepFinished{operation->id, operation->step, StepKind(m_random.upTo(12))};
    case 5:
        return Events::OperationProgressed{operation->id, m_random.upTo(50), 50};
    case 6: {
        if (m_random.chance(50))
            return Events::OperationDecided{operation->id, m_random.make<Why>()};
        auto amended = m_random.make<Events::OperationAmended>();
        amended.operation = operation->id;
        return amended;
    }
    case 7:
        return Events::OperationAborting{operation->id, m_random.chance(50), m_random.word()};
    default: {
        const auto to = anyMove(m_random, operationMoves(), operation->state);
        if (!to || (driver && driver->id != operation->id))
            return std::nullopt; // only one operation of a cluster may be under way
        return Events::OperationStateChanged{operation->id, operation->state, *to, m_random.make<Why>()};
    }
    }
}

std::optional<Event> RandomHistory::makeClusterEvent(const State& state, int which)
{
    const Machine* machine = anyOf(state, MachineKind::Machine);
    if (machine && which == 0 && !machine->isMember()) {
        const Machine* cluster = anyOf(state, MachineKind::Cluster);
        if (!cluster)
            return std::nullopt;
        return Events::MemberAdded{machine->id,
                                   cluster->name,
                                   u"worker"_s,
                                   u"%1-worker-%2"_s.arg(cluster->name).arg(m_names),
                                   {m_random.word()},
                                   m_random.object(),
                                   {},
                                   m_random.word()};
    }
    if (machine && which == 1)
        return Events::MemberDraining{machine->id, m_random.chance(50), m_random.word()};
    if (machine && which == 2 && machine->isMember())
        return Events::MemberRemoved{machine->id, machine->cluster, machine->memberName,
                                     {},          {u"key/1"_s},     m_random.word()};
    if (which == 3) {
        const Machine* cluster = anyOf(state, MachineKind::Cluster);
        if (!cluster)
            return std::nullopt;
        auto gate = m_random.make<Gate>();
        gate.cluster = cluster->name;
        gate.name = u"gate-%1"_s.arg(m_random.upTo(3));
        gate.openedAt = Instant();
        return Events::GateDeclared{gate};
    }
    const Gate* gate = any<Gate>(state);
    if (!gate)
        return std::nullopt;
    switch (which) {
    case 4:
        if (!gate->arrived.isEmpty() && m_random.chance(30))
            return Events::GateDeparted{gate->cluster, gate->name, gate->arrived.first()};
        return Events::GateArrived{gate->cluster, gate->name, m_random.word()};
    case 5:
        return Events::GateOpened{gate->cluster, gate->name, m_random.word()};
    case 6:
        return Events::GateUnreachable{gate->cluster, gate->name, {m_random.word()}};
    case 7:
        return Events::GateRemoved{gate->cluster, gate->name};
    default:
        return std::nullopt;
    }
}

std::optional<Event> RandomHistory::makeDirectoryEvent(const State& state, int which)
{
    const QString name = u"name-%1"_s.arg(m_random.upTo(6));
    switch (which) {
    case 0: {
        auto saved = m_random.make<Events::PoolSaved>();
        saved.pool.name = name;
        return saved;
    }
    case 1: {
        auto saved = m_random.make<Events::ProfileSaved>();
        saved.profile.name = name;
        return saved;
    }
    case 2: {
        if (m_random.chance(50))
            return Events::ProfileRemoved{name, {}, m_random.word(), 0};
        auto removed = m_random.make<Events::PoolRemoved>();
        removed.pool.name = name;
        return removed;
    }
    case 3:
        return Events::ContentLoaded{name, m_random.word(), QString::number(m_random.bits(), 16),
                                     m_random.word()};
    default: {
        Events::ParamsChanged changed;
        changed.set = m_random.object();
        changed.removed = {u"key/3"_s};
        if (const Machine* machine = any<Machine>(state); machine && which < 6)
            changed.machine = machine->id;
        else
            changed.profile = name;
        return changed;
    }
    }
}

} // namespace Drover::Testing
