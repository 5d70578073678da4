#include "engine/operations/candidates.h"

#include "engine/operations/machinelayers.h"
#include "engine/operations/topology.h"

#include <algorithm>
#include <deque>

namespace Drover {

using namespace Qt::StringLiterals;

QString brokerPool(const State& state, const Content& content, const Machine& broker)
{
    const QString pool = paramOf(state, content, broker, u"broker-pool/pool"_s).toString();
    return pool.isEmpty() ? u"default"_s : pool;
}

QString ineligibleBecause(const Machine& machine, const QString& pool)
{
    if (machine.pool != pool)
        return u"other-pool"_s;
    if (machine.poolStatus != PoolStatus::Free)
        return u"not-free"_s;
    if (machine.lock.locked)
        return u"locked"_s;
    if (machine.health == Health::Unhealthy)
        return u"unhealthy"_s;
    const Sequence& sequence = machine.sequence;
    if (!sequence.tasks.isEmpty() && !sequence.complete)
        return u"busy"_s;
    return {};
}

namespace {

struct Candidate
{
    const Machine* machine;
    QString rack;
};

/// The machines of a rack, longest free first.
using Rack = std::deque<Candidate>;

bool matches(const State& state, const Content& content, const Machine& machine, const QJsonObject& filter)
{
    for (auto it = filter.constBegin(); it != filter.constEnd(); ++it) {
        const QJsonValue actual = it.key() == "name"_L1      ? QJsonValue(machine.name)
                                  : it.key() == "address"_L1 ? QJsonValue(machine.address)
                                                             : paramOf(state, content, machine, it.key());
        const bool fits = it->isArray() ? it->toArray().contains(actual) : *it == actual;
        if (!fits)
            return false;
    }
    return true;
}

QString reasonFor(const Candidate& chosen, int sameRole, int rank, int of)
{
    QString reason = u"Free, "_s;
    reason +=
        rank == 1 ? u"longest free of %1"_s.arg(of) : u"number %1 of %2 by time free"_s.arg(rank).arg(of);
    if (!chosen.rack.isEmpty()) {
        reason +=
            sameRole == 0
                ? u"; first of its role in rack %1"_s.arg(chosen.rack)
                : u"; rack %1 holds %2 of its role, no rack holds fewer"_s.arg(chosen.rack).arg(sameRole);
    }
    return reason;
}

} // namespace

Choice chooseMachines(const State& state, const Content& content, const QString& pool,
                      const QList<TopologyRole>& roles, const std::set<MachineId>& taken,
                      const QMap<QString, int>& numbers)
{
    Choice choice;
    QList<Candidate> eligible;
    for (const auto& [id, machine] : state.all<Machine>()) {
        if (machine.kind != MachineKind::Machine || machine.pool != pool ||
            machine.poolStatus != PoolStatus::Free)
            continue;
        ++choice.free;
        if (ineligibleBecause(machine, pool).isEmpty() && !taken.contains(id))
            eligible.append({&machine, rackOf(state, content, machine)});
    }
    choice.eligible = int(eligible.size());
    std::ranges::sort(eligible, {},
                      [](const Candidate& c) { return std::tuple(c.machine->freeSince, c.machine->name); });

    std::set<MachineId> used;
    QMap<QString, int> inRack; // of any role
    for (const TopologyRole& role : roles) {
        std::map<QString, Rack> racks;
        QMap<MachineId, int> rank;
        for (const Candidate& candidate : eligible) {
            if (!used.contains(candidate.machine->id) &&
                matches(state, content, *candidate.machine, role.filter)) {
                racks[candidate.rack].push_back(candidate);
                rank.insert(candidate.machine->id, int(rank.size()) + 1);
            }
        }
        const int of = int(rank.size());
        QMap<QString, int> ofRole;
        int number = numbers.value(role.role);
        for (int i = 0; i < role.count; ++i) {
            const auto best = std::ranges::min_element(racks, {}, [&](const auto& entry) {
                const Candidate* head = entry.second.empty() ? nullptr : &entry.second.front();
                return std::tuple(head ? 0 : 1, ofRole.value(entry.first), inRack.value(entry.first),
                                  head ? head->machine->freeSince : Instant(),
                                  head ? head->machine->name : QString());
            });
            if (best == racks.end() || best->second.empty()) {
                choice.missing.insert(role.role, role.count - i);
                break;
            }
            const Candidate chosen = best->second.front();
            best->second.pop_front();
            PlanMachine machine;
            machine.machine = chosen.machine->id;
            machine.name = chosen.machine->name;
            machine.role = role.role;
            machine.member = memberName(role.role, ++number);
            machine.votes = role.votes;
            machine.rack = chosen.rack;
            machine.reason = reasonFor(chosen, ofRole.value(chosen.rack), rank.value(chosen.machine->id), of);
            choice.machines.append(machine);
            used.insert(chosen.machine->id);
            ++ofRole[chosen.rack];
            ++inRack[chosen.rack];
        }
    }
    return choice;
}

} // namespace Drover
