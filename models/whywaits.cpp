#include "models/whywaits.h"

#include "engine/core/transitions.h"

#include <algorithm>

namespace Drover {

namespace {

using Code = WhyWaits::Code;

WhyWaits ofGate(const Replica& replica, const Machine& machine)
{
    WhyWaits why{.code = Code::AtGate, .object = machine.sequence.waitFor};
    for (const Gate* gate : replica.gatesOf(machine.cluster)) {
        if (gate->name != machine.sequence.waitFor)
            continue;
        why.part = int(gate->arrived.size());
        why.whole = gate->needed;
        if (!gate->unreachable.isEmpty()) {
            why.code = Code::GateUnreachable;
            why.names = gate->unreachable;
            return why;
        }
        for (const MachineId id : replica.members(machine.cluster)) {
            const Machine* member = replica.machine(id);
            if (member->role == gate->role && !gate->arrived.contains(member->memberName))
                why.names.append(member->memberName);
        }
        std::sort(why.names.begin(), why.names.end(),
                  [](const QString& a, const QString& b) { return naturalKey(a) < naturalKey(b); });
    }
    return why;
}

WhyWaits ofStop(const Replica& replica, const Machine& machine)
{
    const Sequence& sequence = machine.sequence;
    WhyWaits why{.object = sequence.stage, .text = sequence.stopReason};
    switch (sequence.stop) {
    case Stop::None:
        break;
    case Stop::Failed: {
        why.code = Code::Failed;
        const Job* newest = replica.newestJob(machine.id);
        if (why.text.isEmpty() && newest && newest->state == JobState::Failed)
            why.text = newest->message;
        if (newest && newest->state == JobState::Failed)
            why.object = newest->task;
        break;
    }
    case Stop::Stopped:
        why.code = Code::StoppedByTask;
        break;
    case Stop::Paused:
        why.code = Code::PausedByPerson;
        break;
    case Stop::StopAt:
        why.code = Code::StopAt;
        break;
    case Stop::SingleStep:
        why.code = Code::SingleStep;
        break;
    }
    return why;
}

WhyWaits ofOperation(const Operation& operation)
{
    switch (operation.state) {
    case OperationState::Queued:
        return {.code = Code::OperationQueued, .object = operation.why.object, .text = operation.why.text};
    case OperationState::Paused:
        return {.code = Code::OperationPaused, .object = operation.id.toString(), .text = operation.why.text};
    case OperationState::NeedsAttention:
        return {.code = Code::NeedsAttention, .object = operation.id.toString(), .text = operation.why.text};
    case OperationState::Running:
        return {.code = Code::OperationRuns, .object = operation.id.toString(), .text = operation.why.text};
    case OperationState::Finished:
    case OperationState::Failed:
    case OperationState::Aborted:
        break;
    }
    return {};
}

WhyWaits ofWait(const Replica& replica, const Machine& machine)
{
    const Sequence& sequence = machine.sequence;
    switch (sequence.wait) {
    case Wait::Gate:
        return ofGate(replica, machine);
    case Wait::Retry:
        return {.code = Code::BackOff, .part = sequence.attempt + 1, .until = sequence.waitUntil};
    case Wait::Incomplete:
        return {.code = Code::Incomplete, .until = sequence.waitUntil};
    case Wait::Reboot:
        return {.code = Code::Reboot, .until = sequence.waitUntil};
    case Wait::PowerOff:
        return {.code = Code::PowerOff, .until = sequence.waitUntil};
    case Wait::None:
        break;
    }
    return {};
}

} // namespace

WhyWaits whyWaits(const Replica& replica, const Machine& machine)
{
    const Sequence& sequence = machine.sequence;
    const bool isCluster = machine.kind == MachineKind::Cluster;
    const Operation* driver = replica.driver(isCluster ? machine.name : machine.cluster);
    if (isCluster && driver && driver->state != OperationState::Running)
        return ofOperation(*driver);
    if (!sequence.runnable())
        return ofStop(replica, machine);
    if (isHeld(machine.poolStatus))
        return {.code = Code::Held, .object = enumText(machine.poolStatus), .text = sequence.stopReason};
    if (const Job* open = replica.openJob(machine.id)) {
        if (isCluster && driver &&
            (!open->waitsFor.isEmpty() || open->task.startsWith(QLatin1String("action:"))))
            return ofOperation(*driver);
        return {.code = open->cancelRequested ? Code::Stopping : Code::Working, .object = open->task};
    }
    if (machine.lock.locked)
        return {.code = Code::Locked, .object = machine.lock.owner, .text = machine.lock.reason};
    if (sequence.wait != Wait::None)
        return ofWait(replica, machine);
    if (!sequence.tasks.isEmpty() && !sequence.complete) {
        if (driver && driver->state == OperationState::Paused)
            return ofOperation(*driver);
        const Figures& figures = replica.figures();
        if (figures.jobLimit > 0 && figures.runningJobs >= figures.jobLimit)
            return {.code = Code::WaitsForSlot, .part = figures.runningJobs, .whole = figures.jobLimit};
        return {.code = Code::WaitsForStart};
    }
    if (isCluster && driver)
        return ofOperation(*driver);
    // A broker serves from the start.
    if (machine.workOrderMode && (sequence.complete || sequence.tasks.isEmpty()))
        return {.code = Code::Service};
    if (machine.kind == MachineKind::Machine && !machine.isMember())
        return {.code = Code::FreeInPool, .object = machine.pool};
    return {.code = sequence.complete ? Code::Complete : Code::WaitsForStart};
}

} // namespace Drover
