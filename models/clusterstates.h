#pragma once

#include "models/clusterstate.h"

namespace Drover {

/// How all clusters and their members are, kept up with the replica: a change costs what it touches. Owned by
/// a model; UI thread.
class ClusterStates
{
public:
    explicit ClusterStates(const Replica& replica) : m_replica(replica), m_members(replica) {}

    struct Touched
    {
        QStringList clusters; ///< came, changed or went
        QSet<QString> whole;  ///< those of them where any member may be another or do something else
        QHash<QString, QList<MachineId>> members; ///< members that changed, by cluster
    };
    Touched take(const ReplicaChanges& changes);
    /// All of them anew.
    void readAll() { take({.snapshot = true}); }

    /// Null when there is no such cluster.
    [[nodiscard]] const ClusterState* of(const QString& cluster) const;
    [[nodiscard]] const QHash<QString, ClusterState>& all() const { return m_states; }
    /// `id`: a member that the replica has.
    [[nodiscard]] const MemberState& member(MachineId id) { return m_members.of(id).state; }

private:
    [[nodiscard]] QSet<QString> touchMembers(const ReplicaChanges& changes);

    const Replica& m_replica;
    ClusterMembers m_members;
    QHash<QString, ClusterState> m_states;
};

} // namespace Drover
