#pragma once

#include "models/clustermembers.h"

namespace Drover {

/// One role of a cluster as shown: counts and a state that sums up its members.
struct RoleState
{
    QString role;
    bool votes = false;
    StateFigure state;
    double progress = -1;
    int ready = 0;
    int desired = 0;
    int failed = 0;
    QList<MachineId> members; ///< in natural order of their names
    bool operator==(const RoleState&) const = default;
};

/// What a cluster is doing, derived from its object, members, gates and operations.
struct ClusterState
{
    StateFigure state;
    QString stage; ///< the cluster's own stage, while it works
    double progress = -1;
    int ready = 0;
    int desired = 0;
    int failed = 0;
    bool workOrderMode = false;
    bool attention = false; ///< an operation or a member waits for a person
    bool active = false;    ///< an operation is open
    Status health = Status::None;
    QString version;
    QString application;
    Instant activity;
    QList<RoleState> roles;
    bool operator==(const ClusterState&) const = default;
};

/// `cluster`: one that the replica has. Valid until the replica changes.
[[nodiscard]] const ClusterState& clusterState(const Replica& replica, const Machine& cluster);
/// Derives it; all but ClusterStates ask for what is derived.
[[nodiscard]] ClusterState deriveClusterState(const Replica& replica, const Machine& cluster,
                                              ClusterMembers& members);
/// What its application is, as its profile says; empty when it doesn't.
[[nodiscard]] QString clusterVersion(const Replica& replica, const QString& cluster);
/// How far the operation is, 0 to 1, as its cluster tells it while the operation drives it; negative when not
/// known.
[[nodiscard]] double operationProgress(const Replica& replica, const Operation& operation);

/// `cluster/topology` as stored with the cluster, or in its profile; else that of its open plan; empty when
/// none is there.
[[nodiscard]] QList<TopologyRole> topologyOf(const Replica& replica, const QString& cluster);
[[nodiscard]] bool roleVotes(const Replica& replica, const QString& cluster, const QString& role);

} // namespace Drover
