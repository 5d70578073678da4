#include "models/pools/poolrules.h"

#include <algorithm>
#include <numeric>

using namespace Qt::StringLiterals;

namespace Drover {

bool mayMove(const Machine& machine, PoolMove move, const QString& pool)
{
    const bool fromElsewhere = move == PoolMove::Add;
    if (machine.kind != MachineKind::Machine || machine.lock.locked ||
        (machine.pool == pool) == fromElsewhere)
        return false;
    if (move != PoolMove::Release)
        return machine.poolStatus == PoolStatus::Free;
    const bool used = machine.poolStatus == PoolStatus::InUse || machine.poolStatus == PoolStatus::HoldBuild;
    return used && !machine.isMember();
}

PoolHindrance moveHindrance(const Replica& replica, PoolMove move, const QString& pool)
{
    if (move == PoolMove::Remove && pool == "default"_L1)
        return PoolHindrance::IsRoot;
    const bool possible = std::ranges::any_of(
        replica.machines(), [&](const auto& each) { return mayMove(each.second, move, pool); });
    if (possible)
        return PoolHindrance::None;
    switch (move) {
    case PoolMove::Add:
        return PoolHindrance::NoneFreeElsewhere;
    case PoolMove::Remove:
    case PoolMove::Allocate:
        return PoolHindrance::NoneFree;
    case PoolMove::Release:
        return PoolHindrance::NoneReleasable;
    }
    Q_UNREACHABLE();
}

PoolHindrance deleteHindrance(const Replica& replica, const QString& pool)
{
    if (pool == "default"_L1)
        return PoolHindrance::IsRoot;
    const auto counts = replica.poolCounts(pool);
    if (std::accumulate(counts.begin(), counts.end(), 0) > 0)
        return PoolHindrance::HasMachines;
    const bool named = std::ranges::any_of(replica.pools(), [&pool](const auto& each) {
        const Pool& other = each.second;
        return other.parent == pool || other.autoFill.acquirePool == pool ||
               other.autoFill.returnPool == pool;
    });
    return named ? PoolHindrance::IsNamed : PoolHindrance::None;
}

} // namespace Drover
