#include "engine/core/tracecheck.h"

#include "engine/core/invariants.h"
#include "engine/core/json.h"

#include <algorithm>

namespace Drover {

using namespace Qt::StringLiterals;

namespace {

bool byPerson(const EventRecord& record)
{
    return record.actor.startsWith("user:"_L1);
}

/// The machine that an event is about, if it is about one.
MachineId machineOf(const Event& event)
{
    return std::visit(
        []<class E>(const E& e) -> MachineId {
            if constexpr (requires { e.machine.isSet(); })
                return e.machine;
            else if constexpr (requires { e.job.machine; })
                return e.job.machine;
            else
                return {};
        },
        event);
}

bool isPlanned(const QList<PlanMachine>& machines, MachineId id)
{
    return std::ranges::find(machines, id, &PlanMachine::machine) != machines.end();
}

} // namespace

QStringList TraceCheck::take(const EventRecord& record, const std::function<void(const Draft&)>& applied)
{
    m_broken.clear();
    before(record);
    Draft draft(m_state);
    apply(draft, record);
    after(record, draft);
    if (applied)
        applied(draft);
    for (QString& line : m_broken)
        line += u" (event %1, %2 of %3)"_s.arg(record.seq).arg(eventKind(record.event), record.subject);
    return std::exchange(m_broken, {});
}

QStringList TraceCheck::differencesFrom(const State& live) const
{
    QStringList broken;
    const auto compare = [&]<class T>(const Table<T>& folded) {
        const Table<T>& rows = live.all<T>();
        for (const auto& [key, object] : folded) {
            const auto it = rows.find(key);
            if (it == rows.end() || it->second != object)
                broken.append(u"8: the fold makes another object: "_s +
                              QString::fromUtf8(Json::toText(object).left(200)));
        }
        if (folded.size() != rows.size())
            broken.append(
                u"8: the fold makes %1 objects of a kind that has %2"_s.arg(folded.size()).arg(rows.size()));
    };
    const auto each = [&]<class... T>(const std::tuple<Table<T>...>*) {
        (compare.template operator()<T>(m_state.all<T>()), ...);
    };
    each(static_cast<const Tables*>(nullptr));
    return broken;
}

void TraceCheck::before(const EventRecord& record)
{
    order(record);
    locks(record);
    reasons(record.event);
    allocation(record);
    approval(record);
    pastIsKept(record.event);
    pause(record.event);
    abort(record);
    steps(record.event);
    deeds(record);
}

void TraceCheck::after(const EventRecord& record, const Draft& draft)
{
    m_broken += brokenInvariants(draft);
    if (const auto* changed = std::get_if<Events::OperationStateChanged>(&record.event);
        changed && !m_state.find<Operation>(changed->operation))
        m_deeds.erase(changed->operation);
}

void TraceCheck::order(const EventRecord& record)
{
    const Ledger* ledger = m_state.find<Ledger>(0);
    if (record.seq != (ledger ? ledger->seq : 0) + 1)
        say(u"8: the journal has a gap"_s);
    if (ledger && record.at < ledger->at)
        say(u"8: time goes back"_s);
}

const Job* TraceCheck::begun(const Event& event) const
{
    if (const auto* created = std::get_if<Events::JobCreated>(&event))
        return &created->job;
    const auto* again = std::get_if<Events::JobRedelivered>(&event);
    return again ? m_state.find<Job>(again->job) : nullptr;
}

void TraceCheck::locks(const EventRecord& record)
{
    const Job* job = begun(record.event);
    const Machine* machine = m_state.find<Machine>(job ? job->machine : machineOf(record.event));
    if (!machine || !machine->lock.locked)
        return;
    if (byPerson(record) && !std::holds_alternative<Events::LockChanged>(record.event))
        say(u"6: a command changes the locked "_s + machine->name);
    if (job)
        say(u"6: something new starts on the locked "_s + machine->name);
    if (std::holds_alternative<Events::MemberAdded>(record.event))
        say(u"6: a locked machine was chosen: "_s + machine->name);
}

void TraceCheck::reasons(const Event& event)
{
    const bool missing = std::visit(
        []<class E>(const E& e) {
            if constexpr (std::is_same_v<E, Events::WorkOrderEnded>)
                return e.state != WorkOrderState::Finished && e.reason.isEmpty();
            else if constexpr (std::is_same_v<E, Events::JobEnded>)
                return e.state == JobState::Failed && e.message.isEmpty();
            else if constexpr (std::is_same_v<E, Events::MachineRemoved> ||
                               std::is_same_v<E, Events::OperationAborting>)
                return false; // a person's own, who may keep it
            else if constexpr (std::is_same_v<E, Events::LockChanged>)
                return (e.lock.locked ? e.lock.reason : e.reason).isEmpty();
            else if constexpr (requires { e.undoes; })
                return false; // an edit, likewise
            else if constexpr (requires { e.why.text; })
                return e.why.text.isEmpty() || e.why.code.isEmpty();
            else if constexpr (requires { e.reason.isEmpty(); })
                return e.reason.isEmpty();
            else if constexpr (std::is_same_v<E, Events::GateOpened>)
                return e.by.isEmpty();
            else
                return false;
        },
        event);
    if (missing)
        say(u"7: a transition without a reason"_s);
}

/// Nothing moves when an allocation fails; one that succeeds moves just what its order names, and the first
/// of an operation brings every role to its minimum.
void TraceCheck::allocation(const EventRecord& record)
{
    if (const auto* created = std::get_if<Events::JobCreated>(&record.event)) {
        if (created->job.task == "action:pool:allocate"_L1)
            m_allocations[created->job.id] = {};
    } else if (const auto* added = std::get_if<Events::MemberAdded>(&record.event)) {
        for (auto& [id, moved] : m_allocations) {
            const Job* job = m_state.find<Job>(id);
            const WorkOrder* work = job ? m_state.find<WorkOrder>(job->workOrder) : nullptr;
            const Machine* machine = m_state.find<Machine>(added->machine);
            if (work && machine && work->operation == added->operation)
                moved.append(machine->name);
        }
    } else if (const auto* ended = std::get_if<Events::JobEnded>(&record.event);
               ended && m_allocations.contains(ended->job)) {
        QStringList moved = m_allocations.at(ended->job);
        m_allocations.erase(ended->job);
        const Job* job = m_state.find<Job>(ended->job);
        const WorkOrder* work = job ? m_state.find<WorkOrder>(job->workOrder) : nullptr;
        const Plan* plan = work ? m_state.find<Plan>(work->operation) : nullptr;
        if (ended->state != JobState::Finished && !moved.isEmpty())
            say(u"6: an allocation that failed moved %1 machines"_s.arg(moved.size()));
        QStringList ordered;
        for (const QJsonValue name : work ? work->params.value("broker/machines"_L1).toArray() : QJsonArray())
            ordered.append(name.toString());
        ordered.sort();
        moved.sort();
        if (ended->state == JobState::Finished && moved != ordered)
            say(u"6: an allocation moved %1 where its order names %2"_s.arg(
                moved.isEmpty() ? u"nothing"_s : moved.join(u", "_s), ordered.join(u", "_s)));
        // One that takes the place of another later may come alone.
        const Operation* operation = plan ? m_state.find<Operation>(work->operation) : nullptr;
        const bool first = operation && operation->step < plan->steps.size() &&
                           plan->steps[operation->step].kind == StepKind::AllocateMembers;
        for (const TopologyRole& role :
             first && ended->state == JobState::Finished ? plan->topology : QList<TopologyRole>()) {
            const auto& members = m_state.members(operation->cluster);
            const auto has = std::ranges::count_if(
                members, [&](MachineId id) { return m_state.find<Machine>(id)->role == role.role; });
            if (has < role.minimum.value_or(role.count))
                say(u"6: an allocation left role %1 with %2 below its minimum"_s.arg(role.role).arg(has));
        }
    }
}

/// Every new machine and every victim stands in an approved plan or an amendment, or a person named it.
void TraceCheck::approval(const EventRecord& record)
{
    if (const auto* amended = std::get_if<Events::OperationAmended>(&record.event)) {
        const Plan* plan = m_state.find<Plan>(amended->operation);
        if (!plan || !isPlanned(plan->add, amended->out.machine) || amended->in.role != amended->out.role)
            say(u"5: an amendment that is no swap within a role of the plan: "_s + amended->out.name);
        return;
    }
    if (const auto* added = std::get_if<Events::MemberAdded>(&record.event)) {
        const Plan* plan = m_state.find<Plan>(added->operation);
        const auto planned = [&](const PlanMachine& m) {
            return m.machine == added->machine && m.role == added->role && m.member == added->member;
        };
        if (!plan || std::ranges::none_of(plan->add, planned))
            say(u"5: a new member that no plan or amendment names"_s);
        return;
    }
    const auto* changed = std::get_if<Events::PoolStatusChanged>(&record.event);
    const Machine* machine = changed ? m_state.find<Machine>(changed->machine) : nullptr;
    if (!machine || !machine->isMember() || changed->to != PoolStatus::Destroying ||
        changed->from == PoolStatus::HoldDestroy || byPerson(record))
        return;
    const Operation* driver = m_state.driver(machine->cluster);
    const Plan* plan = driver ? m_state.find<Plan>(driver->id) : nullptr;
    if (!plan || !(isPlanned(plan->remove, machine->id) || driver->aborting ||
                   m_deeds[driver->id].swapped.contains(machine->id)))
        say(u"5: a victim that no plan or amendment names: "_s + machine->name);
}

/// What was done stays done, and is not done again.
void TraceCheck::pastIsKept(const Event& event)
{
    if (const auto* created = std::get_if<Events::JobCreated>(&event)) {
        const Job& job = created->job;
        const Sequence* sequence = m_state.sequence({job.machine, job.workOrder});
        if (job.id.value <= m_state.ledger().lastJob)
            say(u"7: a job's id is used again"_s);
        if (sequence && job.index < sequence->currentTask)
            say(u"7: an entry that is done is run again: "_s + job.task);
        if (sequence && m_state.find<Job>(sequence->job))
            say(u"2: more than one current job: machine "_s + job.machineName);
    } else if (const auto* moved = std::get_if<Events::SequenceMoved>(&event)) {
        const Sequence* sequence = m_state.sequence({moved->machine, moved->workOrder});
        if (sequence && moved->index < sequence->currentTask)
            say(u"7: a sequence goes back"_s);
    } else if (const auto* ended = std::get_if<Events::JobEnded>(&event)) {
        if (!m_state.find<Job>(ended->job))
            say(u"7: a job that has ended ends again"_s);
    } else if (const auto* replaced = std::get_if<Events::TasksReplaced>(&event)) {
        const Sequence* sequence = m_state.sequence({replaced->machine, replaced->workOrder});
        const qsizetype past = sequence ? sequence->currentTask + 1 : 0;
        if (sequence && replaced->tasks.mid(0, past) != sequence->tasks.mid(0, past))
            say(u"2: past entries of the task list are changed"_s);
    } else if (const auto* progress = std::get_if<Events::OperationProgressed>(&event)) {
        const Operation* operation = m_state.find<Operation>(progress->operation);
        if (operation && progress->done < operation->done)
            say(u"7: progress goes back from %1 to %2"_s.arg(operation->done).arg(progress->done));
    }
}

const Operation* TraceCheck::pausedOf(const Machine& machine, WorkOrderId order) const
{
    const WorkOrder* work = m_state.find<WorkOrder>(order);
    const Operation* carried = work ? m_state.find<Operation>(work->operation) : nullptr;
    const QString cluster = machine.kind == MachineKind::Cluster ? machine.name : machine.cluster;
    const Operation* driver = carried || cluster.isEmpty() ? carried : m_state.driver(cluster);
    return driver && driver->state == OperationState::Paused ? driver : nullptr;
}

void TraceCheck::pause(const Event& event)
{
    const Operation* paused = nullptr;
    if (const Job* job = begun(event)) {
        if (const Machine* machine = m_state.find<Machine>(job->machine))
            paused = pausedOf(*machine, job->workOrder);
    } else if (const auto* started = std::get_if<Events::OperationStepStarted>(&event)) {
        paused = m_state.find<Operation>(started->operation);
    } else if (const auto* ordered = std::get_if<Events::WorkOrderCreated>(&event)) {
        paused = m_state.find<Operation>(ordered->workOrder.operation);
    } else if (const auto* picked = std::get_if<Events::WorkOrderStarted>(&event)) {
        const WorkOrder* work = m_state.find<WorkOrder>(picked->workOrder);
        paused = work ? m_state.find<Operation>(work->operation) : nullptr;
    }
    if (paused && paused->state == OperationState::Paused)
        say(u"7: something new starts while %1 is paused"_s.arg(paused->id.toString()));
}

/// An abort starts no more than the release of what it has to give back, and takes no more orders than there
/// are members.
void TraceCheck::abort(const EventRecord& record)
{
    const Event& event = record.event;
    if (const auto* aborting = std::get_if<Events::OperationAborting>(&event)) {
        const Operation* operation = m_state.find<Operation>(aborting->operation);
        const int members = operation ? m_state.memberCounts(operation->cluster).total : 0;
        m_aborts[aborting->operation] = {members + 1};
    } else if (const auto* changed = std::get_if<Events::OperationStateChanged>(&event)) {
        const auto it = m_aborts.find(changed->operation);
        if (it != m_aborts.end() && byPerson(record)) // each retry may take one more
            ++it->second.ordersLeft;
    } else if (const auto* ordered = std::get_if<Events::WorkOrderCreated>(&event)) {
        const auto it = m_aborts.find(ordered->workOrder.operation);
        if (it != m_aborts.end() && --it->second.ordersLeft < 0)
            say(u"7: an abort takes more work orders than it had members"_s);
    } else if (const Job* job = begun(event)) {
        const Machine* machine = m_state.find<Machine>(job->machine);
        if (!machine || !machine->isMember() || job->workOrder.isSet())
            return;
        const Operation* driver = m_state.driver(machine->cluster);
        const bool building = machine->poolStatus == PoolStatus::Building;
        if (driver && m_aborts.contains(driver->id) && building && driver->kind == OperationKind::Provision)
            say(u"7: %1 goes on with its pipeline although its operation is being aborted"_s.arg(
                machine->name));
    }
}

/// A plan's steps are done in their order, and an operation finishes behind the last one.
void TraceCheck::steps(const Event& event)
{
    if (const auto* finished = std::get_if<Events::OperationStepFinished>(&event)) {
        const Operation* operation = m_state.find<Operation>(finished->operation);
        const Plan* plan = m_state.find<Plan>(finished->operation);
        if (!operation || !plan || finished->step != operation->step ||
            finished->step >= plan->steps.size() || plan->steps[finished->step].kind != finished->stepKind)
            say(u"8: a step that the plan does not have there: "_s + enumText(finished->stepKind));
        return;
    }
    const auto* changed = std::get_if<Events::OperationStateChanged>(&event);
    if (!changed || changed->to != OperationState::Finished)
        return;
    const Operation* operation = m_state.find<Operation>(changed->operation);
    const Plan* plan = m_state.find<Plan>(changed->operation);
    if (!operation || !plan || operation->step != plan->steps.size())
        return say(u"8: an operation finished before its last step"_s);
    endOf(*operation, *plan);
}

/// What a plan says of machines is what is done to them, each in its step and its batch; only an amendment
/// changes it.
void TraceCheck::deeds(const EventRecord& record)
{
    const Event& event = record.event;
    if (const auto* amended = std::get_if<Events::OperationAmended>(&event)) {
        Deeds& deeds = m_deeds[amended->operation];
        deeds.swapped.insert(amended->out.machine);
        deeds.swapped.erase(amended->in.machine);
        deeds.joined.erase(amended->in.machine);
    } else if (const auto* added = std::get_if<Events::MemberAdded>(&event)) {
        const Operation* operation = m_state.find<Operation>(added->operation);
        const Plan* plan = m_state.find<Plan>(added->operation);
        const StepKind step = operation && plan && operation->step < plan->steps.size()
                                  ? plan->steps[operation->step].kind
                                  : StepKind::CreateCluster;
        // One that takes the place of another may come while the others are waited for.
        const bool late =
            operation && step == StepKind::WaitForMembers && isPlanned(operation->amendments, added->machine);
        if (step != StepKind::AllocateMembers && !late)
            say(u"8: a member joins in another step than the plan's: "_s + added->member);
        if (!m_deeds[added->operation].joined.insert(added->machine).second)
            say(u"8: a member joins twice: "_s + added->member);
    } else if (const auto* removed = std::get_if<Events::MemberRemoved>(&event)) {
        for (const auto& [id, operation] : m_state.all<Operation>()) {
            if (operation.cluster == removed->cluster)
                m_deeds[id].left.insert(removed->machine);
        }
    } else if (std::holds_alternative<Events::PoolStatusChanged>(event)) {
        batches(record);
    }
}

/// A destroy releases the machines of a batch when those before it are gone.
void TraceCheck::batches(const EventRecord& record)
{
    const auto& changed = std::get<Events::PoolStatusChanged>(record.event);
    const Machine* machine = m_state.find<Machine>(changed.machine);
    const Operation* driver = machine && machine->isMember() ? m_state.driver(machine->cluster) : nullptr;
    const Plan* plan = driver ? m_state.find<Plan>(driver->id) : nullptr;
    if (!plan || driver->kind != OperationKind::Destroy || changed.to != PoolStatus::Destroying ||
        changed.from == PoolStatus::HoldDestroy || byPerson(record))
        return;
    for (const QStringList& batch : plan->batches) {
        if (batch.contains(machine->name))
            return;
        for (const QString& name : batch) {
            const Machine* other = m_state.machineNamed(name);
            if (other && other->cluster == driver->cluster)
                return say(u"8: %1 goes before its batch: %2 is still there"_s.arg(machine->name, name));
        }
    }
}

/// What the operation has come to, machine by machine, is what its plan says.
void TraceCheck::endOf(const Operation& operation, const Plan& plan)
{
    const Deeds& deeds = m_deeds[operation.id];
    if (operation.kind == OperationKind::Destroy) {
        for (const PlanMachine& victim : plan.remove) {
            if (!deeds.left.contains(victim.machine))
                say(u"8: the plan removes %1, which has not left"_s.arg(victim.name));
        }
        return;
    }
    if (operation.kind != OperationKind::Provision)
        return;
    for (const PlanMachine& planned : plan.add) {
        const Machine* machine = m_state.find<Machine>(planned.machine);
        if (!machine || machine->cluster != operation.cluster || machine->memberName != planned.member ||
            !deeds.joined.contains(planned.machine))
            say(u"8: the plan adds %1 as %2, which it is not"_s.arg(planned.name, planned.member));
    }
    for (const MachineId id : m_state.members(operation.cluster)) {
        const Machine& member = *m_state.find<Machine>(id);
        // One that was replaced may still be wiped, which counts against the pool.
        const bool wiped =
            member.poolStatus == PoolStatus::Destroying || member.poolStatus == PoolStatus::HoldDestroy;
        if (!isPlanned(plan.add, id) && !(wiped && deeds.swapped.contains(id)))
            say(u"8: %1 is a member, which the plan does not have"_s.arg(member.name));
    }
}

} // namespace Drover
