#pragma once

#include "models/clusterstate.h"
#include "models/memberstate.h"
#include "models/modelwords.h"
#include "models/textfilter.h"

namespace Drover {

/// What the clusters tree is filtered by: keys that clusters have, keys that only their members have, and
/// params of either. Reads the replica; UI thread, with its model.
class ClusterFilter
{
public:
    ClusterFilter(const Replica& replica, ModelWords words) : m_replica(replica), m_words(std::move(words)) {}

    void setFilter(const TextFilter& filter);
    [[nodiscard]] bool isEmpty() const { return m_filter.isEmpty(); }
    /// The cluster itself, with all that it has. Never when the filter asks what only members can answer.
    [[nodiscard]] bool accepts(const QString& cluster, const ClusterState& state) const;
    /// One member; what only clusters have is read from its cluster.
    [[nodiscard]] bool accepts(const Machine& member, const MemberState& own,
                               const ClusterState& state) const;

    [[nodiscard]] static QStringList keys();
    /// The text of a key, for a cluster and for a member.
    [[nodiscard]] QString text(const QString& key, const QString& cluster, const ClusterState& state) const;
    [[nodiscard]] QString text(const QString& key, const Machine& member, const MemberState& own,
                               const ClusterState& state) const;

private:
    [[nodiscard]] bool excludes(const QString& cluster) const;

    const Replica& m_replica;
    ModelWords m_words;
    TextFilter m_filter;
    bool m_ofMembers = false;
};

} // namespace Drover
