#include "engine/core/apply.h"

namespace Drover {

namespace {

using namespace Events;

QJsonObject merged(QJsonObject into, const QJsonObject& from, const QStringList& without = {})
{
    for (auto it = from.constBegin(); it != from.constEnd(); ++it)
        into.insert(it.key(), it.value());
    for (const QString& key : without)
        into.remove(key);
    return into;
}

void clearWait(Sequence& sequence)
{
    sequence.wait = Wait::None;
    sequence.waitUntil = Instant();
    sequence.waitFor.clear();
}

/// One overload per kind; the compiler lists what a new kind still needs.
class Applier
{
public:
    Applier(Draft& draft, Instant at) : m_draft(draft), m_at(at) {}

    void operator()(const DirectoryCreated& e)
    {
        m_draft.change<Ledger>(0, [&](Ledger& ledger) {
            ledger.created = true;
            ledger.simulated = e.simulated;
            ledger.seed = e.seed;
            ledger.speed = e.speed;
        });
    }
    void operator()(const ContentLoaded& e)
    {
        const PackRef* before = m_draft.state().find<PackRef>(e.pack);
        const int order = before ? before->order : int(m_draft.state().all<PackRef>().size());
        m_draft.put(PackRef{e.pack, e.version, e.hash, order});
    }
    void operator()(const PoolSaved& e) { m_draft.put(e.pool); }
    void operator()(const PoolRemoved& e) { m_draft.remove<Pool>(e.pool.name); }
    void operator()(const ProfileSaved& e) { m_draft.put(e.profile); }
    void operator()(const ProfileRemoved& e) { m_draft.remove<Profile>(e.profile); }
    void operator()(const ParamsChanged& e)
    {
        const auto edit = [&](auto& object) { object.params = merged(object.params, e.set, e.removed); };
        if (e.machine.isSet())
            m_draft.change<Machine>(e.machine, edit);
        else
            m_draft.change<Profile>(e.profile, edit);
    }

    void operator()(const MachineAdded& e)
    {
        m_draft.put(e.machine);
        m_draft.change<Ledger>(0, [](Ledger& ledger) { ++ledger.lastMachine; });
    }
    void operator()(const MachineEdited& e)
    {
        m_draft.change<Machine>(e.machine, [&](Machine& m) {
            m.description = e.description.value_or(m.description);
            m.address = e.address.value_or(m.address);
            m.profiles = e.profiles.value_or(m.profiles);
            m.runner = e.runner.value_or(m.runner);
        });
    }
    void operator()(const MachineRemoved& e) { m_draft.remove<Machine>(e.machine); }
    void operator()(const LockChanged& e)
    {
        m_draft.change<Machine>(e.machine, [&](Machine& m) { m.lock = e.lock; });
    }

    void operator()(const WorkflowStarted& e)
    {
        m_draft.change<Machine>(e.machine, [&](Machine& m) {
            m.sequence = Sequence();
            m.sequence.workflow = e.workflow;
            m.sequence.tasks = e.tasks;
        });
    }
    void operator()(const WorkflowCompleted& e)
    {
        m_draft.change<Machine>(e.machine, [](Machine& m) {
            m.sequence.complete = true;
            m.sequence.currentTask = int(m.sequence.tasks.size());
        });
    }
    void operator()(const SequenceMoved& e)
    {
        onSequence(e, [&](Sequence& s) {
            s.currentTask = e.index;
            s.stage = e.stage;
            s.bootEnv = e.bootEnv;
        });
    }
    void operator()(const TasksReplaced& e)
    {
        onSequence(e, [&](Sequence& s) { s.tasks = e.tasks; });
    }
    void operator()(const SequenceWaiting& e)
    {
        onSequence(e, [&](Sequence& s) {
            s.wait = e.wait;
            s.waitUntil = e.until;
            s.waitFor = e.waitFor;
            if (e.wait == Wait::Retry)
                ++s.retries;
        });
    }
    void operator()(const SequenceResumed& e) { onSequence(e, clearWait); }
    void operator()(const SequenceStopped& e)
    {
        onSequence(e, [&](Sequence& s) {
            clearWait(s);
            s.stop = e.stop;
            s.stopReason = e.reason;
        });
    }
    void operator()(const SequenceRetried& e)
    {
        onSequence(e, [](Sequence& s) {
            clearWait(s);
            s.stop = Stop::None;
            s.stopReason.clear();
            s.retries = 0;
            s.resumedAt = s.currentTask;
        });
    }
    void operator()(const ErrorHandlersRun& e)
    {
        onSequence(e, [&](Sequence& s) {
            if (!e.ended) {
                s.errorStack.append({s.currentTask, s.attempt, s.tasks});
                s.tasks = e.tasks;
                s.currentTask = 0;
                s.attempt = 0;
            } else if (!s.errorStack.isEmpty()) {
                const ErrorFrame frame = s.errorStack.takeLast();
                s.tasks = frame.tasks;
                s.currentTask = frame.currentTask;
                s.attempt = frame.attempt;
            }
            s.retries = 0;
        });
    }

    void operator()(const JobCreated& e)
    {
        m_draft.put(e.job);
        m_draft.change<Ledger>(0, [&](Ledger& l) { l.lastJob = std::max(l.lastJob, e.job.id.value); });
        onSequence({e.job.machine, e.job.workOrder}, [&](Sequence& s) {
            s.job = e.job.id;
            s.currentTask = e.job.index;
            s.attempt = e.job.attempt;
        });
        openIntent(e.job);
    }
    void operator()(const JobRedelivered& e)
    {
        m_draft.change<Job>(e.job, [&](Job& job) {
            job.run = e.run;
            job.state = JobState::Running;
            job.end = JobEnd::Open;
        });
        if (const Job* job = m_draft.state().find<Job>(e.job)) {
            const RunnerRef runner{job->machine, job->workOrder};
            openIntent(*job);
            onSequence(runner, clearWait);
        }
    }
    void operator()(const JobCancelRequested& e)
    {
        m_draft.change<Job>(e.job, [](Job& job) { job.cancelRequested = true; });
        const Job* job = m_draft.state().find<Job>(e.job);
        if (job && job->runner != RunnerKind::Engine)
            m_draft.change<Intent>(job->effectKey(),
                                   [](Intent& intent) { intent.kind = IntentKind::Cancel; });
    }
    void operator()(const JobEnded& e)
    {
        const Job* open = m_draft.state().find<Job>(e.job);
        if (!open)
            return;
        Job job = *open;
        m_draft.remove<Intent>(job.effectKey());
        job.state = e.state;
        job.exitState = e.exitState;
        job.end = e.end;
        job.exitCode = e.exitCode;
        job.message = e.message;
        job.hash = e.hash;
        job.ended = e.ended;
        if (e.started.isSet())
            job.started = e.started;
        const RunnerRef runner{job.machine, job.workOrder};
        const bool comesBack = e.state == JobState::Incomplete;
        const int index = job.index;
        if (comesBack)
            m_draft.put(std::move(job));
        else
            m_draft.retire(std::move(job));
        onSequence(runner, [&](Sequence& s) {
            if (comesBack)
                return;
            s.job = JobId();
            s.currentTask = e.next;
            if (e.next != index) {
                s.attempt = 0;
                s.retries = 0;
            }
        });
    }
    void operator()(const CallbackRaised&) {}

    void operator()(const PoolStatusChanged& e)
    {
        m_draft.change<Machine>(e.machine, [&](Machine& m) {
            m.poolStatus = e.to;
            m.poolAllocated = e.to == PoolStatus::Building || e.to == PoolStatus::HoldBuild ||
                              e.to == PoolStatus::InUse || e.to == PoolStatus::Destroying ||
                              e.to == PoolStatus::HoldDestroy;
            m.freeProof = e.to == PoolStatus::Free ? e.proof : FreeProof::None;
            m.freeSince = e.to == PoolStatus::Free ? m_at : Instant();
            if (e.to == PoolStatus::Leaving && !e.next.isEmpty())
                m.nextPool = e.next;
            else if (e.to != PoolStatus::Leaving && e.to != PoolStatus::HoldLeave)
                m.nextPool.clear();
        });
    }
    void operator()(const PoolChanged& e)
    {
        m_draft.change<Machine>(e.machine, [&](Machine& m) { m.pool = e.to; });
    }
    void operator()(const MemberAdded& e)
    {
        m_draft.change<Machine>(e.machine, [&](Machine& m) {
            m.cluster = e.cluster;
            m.role = e.role;
            m.memberName = e.member;
            m.profiles = e.profiles;
            m.params = merged(m.params, e.params);
        });
        // Names are never used again, so the cluster remembers the highest number it gave.
        if (const Machine* cluster = m_draft.state().cluster(e.cluster)) {
            const int number = e.member.section(QLatin1Char('-'), -1).toInt();
            m_draft.change<Machine>(cluster->id, [&](Machine& c) {
                c.namesGiven[e.role] = std::max(c.namesGiven.value(e.role), number);
            });
        }
    }
    void operator()(const MemberDraining& e)
    {
        m_draft.change<Machine>(e.machine, [&](Machine& m) { m.draining = e.draining; });
    }
    void operator()(const MemberRemoved& e)
    {
        m_draft.change<Machine>(e.machine, [&](Machine& m) {
            m.cluster.clear();
            m.role.clear();
            m.memberName.clear();
            m.draining = false;
            m.revision = 0;
            m.profiles = e.profiles;
            m.params = merged(m.params, {}, e.paramsRemoved);
        });
    }

    void operator()(const WorkOrderModeChanged& e)
    {
        m_draft.change<Machine>(e.machine, [&](Machine& m) { m.workOrderMode = e.on; });
    }
    void operator()(const WorkOrderCreated& e)
    {
        m_draft.put(e.workOrder);
        m_draft.change<Ledger>(
            0, [&](Ledger& l) { l.lastWorkOrder = std::max(l.lastWorkOrder, e.workOrder.id.value); });
    }
    void operator()(const WorkOrderStarted& e)
    {
        m_draft.change<WorkOrder>(e.workOrder, [&](WorkOrder& order) {
            order.state = WorkOrderState::Running;
            order.started = m_at;
            order.sequence.tasks = e.tasks;
            order.params = e.params;
            order.profiles = e.profiles;
        });
    }
    void operator()(const WorkOrderEnded& e)
    {
        const WorkOrder* open = m_draft.state().find<WorkOrder>(e.workOrder);
        if (!open)
            return;
        WorkOrder order = *open;
        order.state = e.state;
        order.reason = e.reason;
        order.ended = m_at;
        order.sequence.complete = e.state == WorkOrderState::Finished;
        m_draft.change<Operation>(order.operation, [&](Operation& o) {
            if (o.order != e.workOrder)
                return;
            o.orderState = e.state;
            o.orderReason = e.reason;
        });
        m_draft.retire(std::move(order));
    }

    void operator()(const OperationCreated& e)
    {
        m_draft.put(e.plan);
        m_draft.put(e.operation);
        m_draft.change<Ledger>(
            0, [&](Ledger& l) { l.lastOperation = std::max(l.lastOperation, e.operation.id.value); });
    }
    void operator()(const OperationStateChanged& e)
    {
        const Operation* open = m_draft.state().find<Operation>(e.operation);
        if (!open)
            return;
        Operation operation = *open;
        operation.state = e.to;
        operation.why = e.why;
        operation.pausedUntil = e.until;
        if (e.again)
            operation.triedUpTo = int(operation.amendments.size());
        if (e.to == OperationState::Running && !operation.started.isSet())
            operation.started = m_at;
        if (operation.isOpen()) {
            m_draft.put(std::move(operation));
            return;
        }
        operation.ended = m_at;
        if (const Plan* plan = m_draft.state().find<Plan>(e.operation))
            m_draft.retire(Plan(*plan));
        m_draft.retire(std::move(operation));
    }
    void operator()(const OperationStepStarted& e)
    {
        m_draft.change<Operation>(e.operation, [&](Operation& o) {
            o.stepStarted = true;
            o.order = e.order;
            o.orderState = WorkOrderState::Created;
            o.orderReason.clear();
        });
    }
    void operator()(const OperationStepFinished& e)
    {
        m_draft.change<Operation>(e.operation, [&](Operation& o) {
            o.step = e.step + 1;
            o.stepStarted = false;
            o.order = WorkOrderId();
        });
    }
    void operator()(const OperationProgressed& e)
    {
        m_draft.change<Operation>(e.operation, [&](Operation& o) {
            o.done = std::max(o.done, e.done);
            o.total = e.total;
        });
    }
    void operator()(const OperationDecided& e)
    {
        m_draft.change<Operation>(e.operation, [&](Operation& o) { o.why = e.why; });
    }
    void operator()(const OperationAmended& e)
    {
        m_draft.change<Operation>(e.operation, [&](Operation& o) { o.amendments.append(e.in); });
        m_draft.change<Plan>(e.operation, [&](Plan& plan) {
            for (PlanMachine& machine : plan.add) {
                if (machine.machine == e.out.machine)
                    machine = e.in;
            }
        });
    }
    void operator()(const OperationAborting& e)
    {
        m_draft.change<Operation>(e.operation, [&](Operation& o) {
            o.aborting = true;
            o.keep = e.keep;
            o.stepStarted = false;
        });
    }

    void operator()(const GateDeclared& e) { m_draft.put(e.gate); }
    void operator()(const GateArrived& e)
    {
        m_draft.change<Gate>(Gate::keyOf(e.cluster, e.gate),
                             [&](Gate& gate) { gate.arrived.append(e.member); });
    }
    void operator()(const GateDeparted& e)
    {
        m_draft.change<Gate>(Gate::keyOf(e.cluster, e.gate),
                             [&](Gate& gate) { gate.arrived.removeAll(e.member); });
    }
    void operator()(const GateOpened& e)
    {
        m_draft.change<Gate>(Gate::keyOf(e.cluster, e.gate), [&](Gate& gate) {
            gate.openedAt = m_at;
            gate.unreachable.clear();
        });
    }
    void operator()(const GateUnreachable& e)
    {
        m_draft.change<Gate>(Gate::keyOf(e.cluster, e.gate), [&](Gate& gate) { gate.unreachable = e.held; });
    }
    void operator()(const GateRemoved& e) { m_draft.remove<Gate>(Gate::keyOf(e.cluster, e.gate)); }

private:
    template <class F>
    void onSequence(const RunnerRef& runner, F&& edit)
    {
        if (runner.workOrder.isSet())
            m_draft.change<WorkOrder>(runner.workOrder, [&](WorkOrder& order) { edit(order.sequence); });
        else
            m_draft.change<Machine>(runner.machine, [&](Machine& machine) { edit(machine.sequence); });
    }
    template <class E, class F>
    requires requires(E e)
    {
        e.machine;
        e.workOrder;
    }
    void onSequence(const E& event, F&& edit)
    {
        onSequence(RunnerRef{event.machine, event.workOrder}, std::forward<F>(edit));
    }
    void openIntent(const Job& job)
    {
        if (job.runner != RunnerKind::Engine)
            m_draft.put(Intent{job.effectKey(), job.id, job.machine, IntentKind::Run, job.runner, m_at});
    }

    Draft& m_draft;
    Instant m_at;
};

} // namespace

void apply(Draft& draft, const EventRecord& record)
{
    if (!draft.state().find<Ledger>(0))
        draft.put(Ledger());
    std::visit(Applier(draft, record.at), record.event);
    draft.change<Ledger>(0, [&](Ledger& ledger) {
        ledger.seq = record.seq;
        ledger.at = record.at;
    });
}

} // namespace Drover
