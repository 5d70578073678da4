#pragma once

#include "engine/core/ids.h"

#include <QString>

namespace Drover {

/// The stable keys under which tree, lists, timeline and inspector speak of the same object: `cluster/NAME`,
/// `role/CLUSTER/ROLE`, `machine/UUID`, `pool/NAME`. Cluster and pool names hold no slash.
struct ObjectKey
{
    enum class Kind { None, Cluster, Role, Machine, Pool };
    Kind kind = Kind::None;
    QString name; ///< of the cluster or pool
    QString role;
    MachineId machine;

    [[nodiscard]] static ObjectKey parse(const QString& key);
    bool operator==(const ObjectKey&) const = default;
};

[[nodiscard]] QString clusterKey(const QString& name);
[[nodiscard]] QString roleKey(const QString& cluster, const QString& role);
[[nodiscard]] QString machineKey(MachineId id);
[[nodiscard]] QString poolKey(const QString& name);

} // namespace Drover
