#pragma once

#include "models/clusterstate.h"

namespace Drover {

/// How all clusters and their members are, derived once for all who show it: a change marks what it touches,
/// and that is read again when somebody asks. A part of the replica; UI thread.
class ClusterStates
{
public:
    explicit ClusterStates(const Replica& replica) : m_replica(replica), m_members(replica) {}

    /// Marks what changed, and names the clusters that were regrouped.
    void take(ReplicaChanges& changes);

    /// Null when there is no such cluster. It stays where it is as long as the cluster does.
    [[nodiscard]] const ClusterState* of(const QString& cluster);
    /// `id`: a member that the replica has.
    [[nodiscard]] const MemberState& member(MachineId id) { return m_members.of(id).state; }

private:
    struct Known
    {
        ClusterState state;
        bool stale = true;
    };

    const Replica& m_replica;
    ClusterMembers m_members;
    std::unordered_map<QString, Known> m_states;
};

} // namespace Drover
