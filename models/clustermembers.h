#pragma once

#include "models/memberstate.h"

#include <vector>

namespace Drover {

/// What the members of clusters are doing, derived once and kept until it is told that something changed: a
/// batch touches a few members of many clusters. A part of ClusterStates; UI thread.
class ClusterMembers
{
public:
    struct Member
    {
        MachineId id;
        QString cluster;
        QString role;
        QString name;
        QString order; ///< natural order of the names
        MemberState state;
        bool stale = true; ///< read again when it is asked for
    };
    explicit ClusterMembers(const Replica& replica) : m_replica(replica) {}

    /// `id`: a member that the replica has. It stays where it is until touch() says that it is another.
    [[nodiscard]] const Member& of(MachineId id) { return read(m_known[id], id); }
    /// In natural order of their names.
    [[nodiscard]] const std::vector<Member*>& inOrder(const QString& cluster);
    /// The machine came, went or changed, or what it does did. Names the clusters that it came to or left, or
    /// where its name or role is another.
    QSet<QString> touch(MachineId id);
    void forgetAll();

private:
    struct Hash
    {
        size_t operator()(const MachineId& id) const { return qHash(id); }
    };
    const Member& read(Member& member, MachineId id) const;

    const Replica& m_replica;
    std::unordered_map<MachineId, Member, Hash> m_known;
    QHash<QString, std::vector<Member*>> m_order; ///< by cluster
};

} // namespace Drover
