#include "engine/decide/rules.h"

#include "engine/operations/topology.h"

#include <algorithm>

namespace Drover {

using namespace Qt::StringLiterals;

namespace {

/// The gates of a cluster; keys are `cluster/name`, so they stand together.
QList<const Gate*> gatesOf(const State& state, const QString& cluster)
{
    QList<const Gate*> gates;
    const auto& table = state.all<Gate>();
    for (auto it = table.lower_bound(cluster + u'/'); it != table.end() && it->second.cluster == cluster;
         ++it)
        gates.append(&it->second);
    return gates;
}

} // namespace

const Gate* closedGateBefore(const State& state, const Machine& machine)
{
    if (!machine.isMember() || machine.sequence.workflow != applicationWorkflow())
        return nullptr;
    for (const Gate* gate : gatesOf(state, machine.cluster)) {
        if (!gate->isOpen() && gate->waitingRoles.contains(machine.role))
            return gate;
    }
    return nullptr;
}

void openGate(Decider& d, const Gate& gate, const QString& by)
{
    const QString cluster = gate.cluster;
    const QString name = gate.name;
    d.record(Events::GateOpened{cluster, name, by});
    // Members, and the cluster itself, wait in their workflow or in a work order.
    std::set<MachineId> around = d.state().members(cluster);
    if (const Machine* object = d.state().cluster(cluster))
        around.insert(object->id);
    for (const MachineId id : around) {
        QList<WorkOrderId> sequences{WorkOrderId()};
        if (const auto orders = d.state().openOrders().find(id); orders != d.state().openOrders().end())
            std::ranges::copy(orders->second, std::back_inserter(sequences));
        for (const WorkOrderId order : sequences) {
            const Sequence& sequence = *d.state().sequence({id, order});
            if (sequence.wait == Wait::Gate && sequence.waitFor == name)
                d.record(Events::SequenceResumed{id, order, u"gate %1 opened"_s.arg(name)});
        }
    }
}

void arriveAtGates(Decider& d, const Machine& machine, const QString& when)
{
    if (isLeaving(machine))
        return; // what it runs now is its release
    const QString member = machine.memberName;
    const QString role = machine.role;
    for (const Gate* gate : gatesOf(d.state(), machine.cluster)) {
        if (gate->role != role || gate->when != when || gate->arrived.contains(member))
            continue;
        const QString key = gate->key();
        d.record(Events::GateArrived{gate->cluster, gate->name, member});
        const Gate& now = *d.state().find<Gate>(key);
        if (!now.isOpen() && now.arrived.size() >= now.needed)
            openGate(d, now, member);
    }
}

void leaveGates(Decider& d, const Machine& machine)
{
    const QString cluster = machine.cluster;
    const QString role = machine.role;
    const QString member = machine.memberName;
    const Operation* driver = d.state().driver(cluster);
    if (driver && (driver->aborting || driver->kind == OperationKind::Destroy))
        return; // they go with their cluster
    for (const Gate* gate : gatesOf(d.state(), cluster)) {
        if (gate->arrived.contains(member))
            d.record(Events::GateDeparted{cluster, gate->name, member});
    }
    reviewGates(d, cluster, role);
}

namespace {

/// Who of a gate's role comes no more, and how many can still make its need, or have.
struct Prospect
{
    QStringList held;
    int possible = 0;
};

Prospect prospectOf(const State& state, const Gate& gate)
{
    Prospect prospect;
    for (const MachineId id : state.members(gate.cluster)) {
        const Machine& member = *state.find<Machine>(id);
        if (member.role != gate.role || isLeaving(member))
            continue; // on its way out, it neither comes nor holds anybody up
        // One that is through without having arrived has passed the point at which it would have.
        const bool through = member.sequence.complete && member.poolStatus == PoolStatus::InUse;
        if (gate.arrived.contains(member.memberName) || (member.sequence.runnable() && !through))
            ++prospect.possible;
        else
            prospect.held.append(member.memberName);
    }
    const Operation* driver = state.driver(gate.cluster);
    const Plan* plan = driver ? state.find<Plan>(driver->id) : nullptr;
    for (const PlanMachine& planned : plan ? plan->add : QList<PlanMachine>()) {
        const Machine* machine = state.find<Machine>(planned.machine);
        if (planned.role != gate.role ||
            (machine && machine->cluster == gate.cluster && !isLeaving(*machine)))
            continue;
        if (isToCome(state, *driver, planned))
            ++prospect.possible;
        else
            prospect.held.append(planned.member);
    }
    prospect.held.sort();
    return prospect;
}

} // namespace

void reviewGates(Decider& d, const QString& cluster, const QString& role)
{
    const Operation* driver = d.state().driver(cluster);
    if (driver && driver->aborting)
        return;
    for (const Gate* gate : gatesOf(d.state(), cluster)) {
        if (gate->isOpen() || (!role.isEmpty() && gate->role != role))
            continue;
        const Prospect prospect = prospectOf(d.state(), *gate);
        const QStringList held = prospect.possible < gate->needed ? prospect.held : QStringList();
        if (held != gate->unreachable)
            d.record(Events::GateUnreachable{cluster, gate->name, held});
    }
}

void passGates(Decider& d, const Machine& machine)
{
    const auto missed = [&machine](const Gate* gate) {
        return !gate->isOpen() && gate->role == machine.role && !gate->arrived.contains(machine.memberName);
    };
    if (std::ranges::any_of(gatesOf(d.state(), machine.cluster), missed))
        reviewGates(d, machine.cluster, machine.role);
}

std::optional<Why> closedForGood(const State& state, const QString& cluster)
{
    for (const Gate* gate : gatesOf(state, cluster)) {
        if (gate->unreachable.isEmpty())
            continue;
        QString reason;
        for (const MachineId id : state.members(cluster)) {
            const Machine& member = *state.find<Machine>(id);
            if (member.memberName == gate->unreachable.first() && !member.sequence.runnable())
                reason = u" (%1: %2)"_s.arg(member.memberName, member.sequence.stopReason);
        }
        return Why{
            u"gate-unreachable"_s,
            u"gate %1 can't open: it needs %2 of %3, %4 arrived, and %5 can't come%6; retry or replace "
            u"them, or abort"_s.arg(gate->name)
                .arg(gate->needed)
                .arg(gate->role)
                .arg(gate->arrived.size())
                .arg(gate->unreachable.join(u", "_s), reason),
            u"gate "_s + gate->key(),
            {}};
    }
    return std::nullopt;
}

} // namespace Drover
