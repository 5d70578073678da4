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
    const QString key = gate.key();
    d.record(Events::GateOpened{gate.cluster, gate.name, by});
    const std::set<MachineId> waiters = d.state().gateWaiters(key);
    const QString name = d.state().find<Gate>(key)->name;
    for (const MachineId id : waiters)
        d.record(Events::SequenceResumed{id, {}, u"gate %1 opened"_s.arg(name)});
}

void arriveAtGates(Decider& d, const Machine& machine, const QString& when)
{
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

void reviewGates(Decider& d, const QString& cluster)
{
    for (const Gate* gate : gatesOf(d.state(), cluster)) {
        if (gate->isOpen())
            continue;
        QStringList held;
        int possible = 0;
        for (const MachineId id : d.state().members(cluster)) {
            const Machine& member = *d.machine(id);
            if (member.role != gate->role || member.poolStatus == PoolStatus::Destroying ||
                member.poolStatus == PoolStatus::HoldDestroy)
                continue; // on its way out, it neither comes nor holds anybody up
            if (member.sequence.runnable() || gate->arrived.contains(member.memberName))
                ++possible;
            else
                held.append(member.memberName);
        }
        held.sort();
        if (held.isEmpty() || possible >= gate->needed)
            held.clear();
        if (held != gate->unreachable)
            d.record(Events::GateUnreachable{cluster, gate->name, held});
    }
}

} // namespace Drover
