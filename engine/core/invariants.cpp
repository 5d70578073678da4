#include "engine/core/invariants.h"

#include <algorithm>

namespace Drover {

using namespace Qt::StringLiterals;

namespace {

class Finder
{
public:
    explicit Finder(const State& state) : m_state(state) {}

    void machine(const Machine& machine)
    {
        const Sequence& sequence = machine.sequence;
        if (machine.kind == MachineKind::Machine)
            pooled(machine);
        const bool done = !sequence.workflow.isEmpty() && sequence.currentTask == sequence.tasks.size() &&
                          sequence.complete;
        if (sequence.complete != done)
            say(u"2: workflowComplete without its end:"_s, machine);
        if (!sequence.job.isSet())
            return;
        const Job* job = m_state.find<Job>(sequence.job);
        if (!job)
            say(u"2: its current job is gone:"_s, machine);
        else if (job->index != sequence.currentTask)
            say(u"2: its job stands on another entry:"_s, machine);
    }

    void job(const Job& job)
    {
        if (!m_state.find<Machine>(job.machine)) {
            m_broken.append(u"2: a job of no machine: %1"_s.arg(job.id.toString()));
            return;
        }
        const Sequence* sequence = m_state.sequence({job.machine, job.workOrder});
        if (!sequence || sequence->job != job.id)
            m_broken.append(u"2: more than one current job: machine %1"_s.arg(job.machineName));
    }

    void operation(const Operation& operation)
    {
        if (!m_state.find<Plan>(operation.id))
            m_broken.append(u"5: without its plan: operation %1"_s.arg(operation.id.toString()));
        const auto drives = [&](const auto& entry) {
            return entry.second.cluster == operation.cluster && entry.second.state != OperationState::Queued;
        };
        if (std::ranges::count_if(m_state.all<Operation>(), drives) > 1)
            m_broken.append(u"5: two operations drive cluster %1"_s.arg(operation.cluster));
    }

    void membership(const Machine& machine)
    {
        const Operation* driver = machine.isMember() ? m_state.driver(machine.cluster) : nullptr;
        const Plan* plan = driver ? m_state.find<Plan>(driver->id) : nullptr;
        if (!plan || driver->kind != OperationKind::Provision)
            return;
        const auto named = [&](const PlanMachine& m) {
            return m.machine == machine.id || m.replaces == machine.id;
        };
        if (std::ranges::none_of(plan->add, named) && std::ranges::none_of(driver->amendments, named))
            say(u"5: a member that no plan or amendment names:"_s, machine);
    }

    /// The machine that was there is gone.
    void removed(const Machine& machine)
    {
        if (machine.kind == MachineKind::Cluster && !m_state.members(machine.name).empty())
            say(u"1: it is gone, but has members:"_s, machine);
    }

    QStringList take() { return std::move(m_broken); }

private:
    void say(const QString& text, const Machine& machine)
    {
        m_broken.append(u"%1 %2 %3"_s.arg(text, enumText(machine.kind), machine.name));
    }

    void pooled(const Machine& machine)
    {
        if (!m_state.find<Pool>(machine.pool))
            say(u"1: in no known pool:"_s, machine);
        if (machine.poolStatus == PoolStatus::Free) {
            if (machine.poolAllocated)
                say(u"1: Free and allocated:"_s, machine);
            if (machine.isMember())
                say(u"1: Free and member of a cluster:"_s, machine);
            if (machine.freeProof == FreeProof::None)
                say(u"1: Free without a recorded release, join or acceptance:"_s, machine);
            for (const QString& profile : machine.profiles) {
                if (m_state.cluster(profile))
                    say(u"1: Free with a cluster's profile:"_s, machine);
            }
        }
        if (machine.isMember() && !m_state.cluster(machine.cluster))
            say(u"1: member of a cluster that is gone:"_s, machine);
        if (machine.isMember() && !machine.profiles.contains(machine.cluster))
            say(u"1: member without the cluster's profile:"_s, machine);
    }

    const State& m_state;
    QStringList m_broken;
};

} // namespace

QStringList brokenInvariants(const State& state)
{
    Finder finder(state);
    for (const auto& [id, machine] : state.all<Machine>()) {
        finder.machine(machine);
        finder.membership(machine);
    }
    for (const auto& [id, job] : state.all<Job>())
        finder.job(job);
    for (const auto& [id, operation] : state.all<Operation>())
        finder.operation(operation);
    return finder.take();
}

QStringList brokenInvariants(const Draft& draft)
{
    Finder finder(draft.state());
    draft.forEachTouched<Machine>([&](MachineId, const Machine* now, const Machine* before) {
        if (now)
            finder.machine(*now);
        else if (before)
            finder.removed(*before);
        // A look at the plan costs its length, so only who comes is looked up.
        if (now && (!before || before->cluster != now->cluster))
            finder.membership(*now);
    });
    draft.forEachTouched<Job>([&](JobId, const Job* now, const Job*) {
        if (now)
            finder.job(*now);
    });
    draft.forEachTouched<Operation>([&](OperationId, const Operation* now, const Operation* before) {
        if (now && (!before || before->state != now->state))
            finder.operation(*now);
    });
    return finder.take();
}

} // namespace Drover
