#pragma once

#include "models/memberstate.h"

namespace Drover {

/// What the members of clusters are doing, derived once and kept until it is told that something changed: a
/// batch touches a few members of many clusters. Owned by whoever asks again and again; UI thread.
class ClusterMembers
{
public:
    struct Member
    {
        QString cluster;
        QString role;
        QString name;
        MemberState state;
        bool stale = false; ///< read again when it is asked for
    };
    struct Named
    {
        MachineId id;
        QString order; ///< natural order of the names
    };
    explicit ClusterMembers(const Replica& replica) : m_replica(replica) {}

    /// `id`: a member that the replica has.
    [[nodiscard]] const Member& of(MachineId id);
    /// In natural order of their names.
    [[nodiscard]] const QList<Named>& inOrder(const QString& cluster);
    /// The machine came, went or changed, or what it does did.
    void touch(MachineId id);
    void forgetAll();

private:
    struct Hash
    {
        size_t operator()(const MachineId& id) const { return qHash(id); }
    };

    const Replica& m_replica;
    std::unordered_map<MachineId, Member, Hash> m_known;
    QHash<QString, QList<Named>> m_order; ///< by cluster
};

} // namespace Drover
