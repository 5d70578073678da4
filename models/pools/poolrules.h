#pragma once

#include "models/replica.h"

namespace Drover {

/// Why something can't be done with a pool now, known before anything is asked.
enum class PoolHindrance : quint8 {
    None,
    NoneFree,          ///< of its own machines
    NoneFreeElsewhere, ///< of those of other pools
    NoneReleasable,    ///< in use, and in no cluster
    IsRoot,            ///< `default` stays, and is above all others
    HasMachines,
    IsNamed, ///< by another pool, as its parent or in its auto-fill rule
};

/// Whether the move may take the machine, as far as one can see from here; the engine may still refuse.
[[nodiscard]] bool mayMove(const Machine& machine, PoolMove move, const QString& pool);

/// Cost: linear in the machines of the fleet at worst.
[[nodiscard]] PoolHindrance moveHindrance(const Replica& replica, PoolMove move, const QString& pool);
[[nodiscard]] PoolHindrance deleteHindrance(const Replica& replica, const QString& pool);

} // namespace Drover
