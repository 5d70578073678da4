#include "engine/core/invariants.h"

#include <algorithm>

namespace Drover {

using namespace Qt::StringLiterals;

namespace {

void checkMachine(const State& state, const Machine& machine, QStringList& broken)
{
    const Sequence& sequence = machine.sequence;
    const auto say = [&](const QString& text) { broken.append(u"%1 %2"_s.arg(text, machine.name)); };
    if (machine.kind == MachineKind::Machine) {
        if (!state.find<Pool>(machine.pool))
            say(u"1: in no known pool:"_s);
        if (machine.poolStatus == PoolStatus::Free) {
            if (machine.poolAllocated)
                say(u"1: Free and allocated:"_s);
            if (machine.isMember())
                say(u"1: Free and member of a cluster:"_s);
            if (machine.freeProof == FreeProof::None)
                say(u"1: Free without a recorded release, join or acceptance:"_s);
        }
        if (machine.isMember() && !state.cluster(machine.cluster))
            say(u"1: member of a cluster that is gone:"_s);
        if (machine.isMember() && !machine.profiles.contains(machine.cluster))
            say(u"1: member without the cluster's profile:"_s);
    }
    const bool done =
        !sequence.workflow.isEmpty() && sequence.currentTask == sequence.tasks.size() && sequence.complete;
    if (sequence.complete != done)
        say(u"2: workflowComplete without its end:"_s);
    if (sequence.job.isSet()) {
        const Job* job = state.find<Job>(sequence.job);
        if (!job)
            say(u"2: its current job is gone:"_s);
        else if (job->index != sequence.currentTask)
            say(u"2: its job stands on another entry:"_s);
    }
}

} // namespace

QStringList brokenInvariants(const State& state)
{
    QStringList broken;
    for (const auto& [id, machine] : state.all<Machine>())
        checkMachine(state, machine, broken);
    std::map<std::pair<MachineId, WorkOrderId>, int> open;
    for (const auto& [id, job] : state.all<Job>()) {
        if (++open[{job.machine, job.workOrder}] > 1)
            broken.append(u"2: more than one current job: %1"_s.arg(job.machineName));
        const Machine* machine = state.find<Machine>(job.machine);
        if (!machine)
            broken.append(u"2: a job of no machine: %1"_s.arg(id.toString()));
    }
    std::map<QString, int> driving;
    for (const auto& [id, operation] : state.all<Operation>()) {
        if (operation.state != OperationState::Queued && ++driving[operation.cluster] > 1)
            broken.append(u"5: two operations drive cluster %1"_s.arg(operation.cluster));
        const Plan* plan = state.find<Plan>(id);
        if (!plan) {
            broken.append(u"5: operation without its plan: %1"_s.arg(id.toString()));
            continue;
        }
        if (operation.kind != OperationKind::Provision || operation.state == OperationState::Queued)
            continue;
        for (const MachineId member : state.members(operation.cluster)) {
            const auto named = [&](const PlanMachine& m) {
                return m.machine == member || m.replaces == member;
            };
            if (std::ranges::none_of(plan->add, named) && std::ranges::none_of(operation.amendments, named))
                broken.append(u"5: a member that no plan or amendment names: %1"_s.arg(
                    state.find<Machine>(member)->name));
        }
    }
    return broken;
}

} // namespace Drover
