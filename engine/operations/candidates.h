#pragma once

#include "engine/content/content.h"
#include "engine/core/plan.h"
#include "engine/core/state.h"

namespace Drover {

/// The pool that a broker takes machines from: its `broker-pool/pool`, else `default`.
[[nodiscard]] QString brokerPool(const State& state, const Content& content, const Machine& broker);

/// Is this machine one that an allocation from the pool may take? Answers the reason why not, empty when it
/// may: `not-free`, `locked`, `unhealthy`, `other-pool`, `busy` (a workflow on
/// it has not ended).
[[nodiscard]] QString ineligibleBecause(const Machine& machine, const QString& pool);

/// Has the machine the wanted value of every param or field (`name`, `address`) that the filter names? A list
/// of values: any of them.
[[nodiscard]] bool matchesFilter(const State& state, const Content& content, const Machine& machine,
                                 const QJsonObject& filter);

/// What the choice for a plan came to: machines in the order of their member names, and what each clause took
/// away.
struct Choice
{
    QList<PlanMachine> machines;
    int free = 0;                       ///< Free in the pool
    int eligible = 0;                   ///< of them unlocked and not unhealthy
    QMap<QString, QStringList> refused; ///< why others of them may not be taken → their names
    QMap<QString, int> missing;         ///< role → how many fewer than its count were found
};

/// Chooses machines for the roles: filter, then Free, unlocked and not unhealthy, spread over racks, then
/// longest free. `taken` are never chosen; `numbers` are the last member numbers given per role. Pure and
/// deterministic.
[[nodiscard]] Choice chooseMachines(const State& state, const Content& content, const QString& pool,
                                    const QList<TopologyRole>& roles, const std::set<MachineId>& taken,
                                    const QMap<QString, int>& numbers);

} // namespace Drover
