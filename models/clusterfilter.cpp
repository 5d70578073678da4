#include "models/clusterfilter.h"

#include "models/parammodel.h"
#include "models/replica.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

const QStringList& memberKeys()
{
    static const QStringList keys{u"role"_s, u"machine"_s, u"pool"_s, u"address"_s};
    return keys;
}

} // namespace

QStringList ClusterFilter::keys()
{
    return QStringList{u"name"_s, u"state"_s,   u"stage"_s,  u"ready"_s,
                       u"mode"_s, u"version"_s, u"health"_s, u"application"_s} +
           memberKeys();
}

void ClusterFilter::setFilter(const TextFilter& filter)
{
    m_filter = filter;
    m_ofMembers = std::ranges::any_of(
        filter.terms(), [](const TextFilter::Term& term) { return memberKeys().contains(term.key); });
}

bool ClusterFilter::accepts(const QString& cluster, const ClusterState& state) const
{
    if (m_filter.isEmpty())
        return true;
    return !m_ofMembers &&
           m_filter.matches({cluster, state.application, state.stage, m_words.state(state.state)},
                            [&](const QString& key) { return text(key, cluster, state); });
}

bool ClusterFilter::accepts(const Machine& member, const MemberState& own, const ClusterState& state) const
{
    return !excludes(member.cluster) &&
           m_filter.matches(
               {member.memberName, member.name, member.address, own.stage, m_words.state(own.state)},
               [&](const QString& key) { return text(key, member, own, state); });
}

/// A cluster that is not wanted by its name takes its members with it.
bool ClusterFilter::excludes(const QString& cluster) const
{
    return std::ranges::any_of(m_filter.terms(), [&cluster](const TextFilter::Term& term) {
        return term.negated && (term.key.isEmpty() || term.key == "name"_L1) && term.hits(cluster);
    });
}

QString ClusterFilter::text(const QString& key, const QString& cluster, const ClusterState& state) const
{
    if (key == "name"_L1)
        return cluster;
    if (key == "state"_L1)
        return m_words.state(state.state);
    if (key == "stage"_L1)
        return state.stage;
    if (key == "ready"_L1)
        return m_words.of(state.ready, state.desired);
    if (key == "mode"_L1)
        return state.workOrderMode ? u"WorkOrder"_s : u"Workflow"_s;
    if (key == "version"_L1)
        return state.version;
    if (key == "health"_L1)
        return m_words.state({state.health});
    if (key == "application"_L1)
        return state.application;
    const Machine* object = key.contains(u'/') ? m_replica.cluster(cluster) : nullptr;
    return object ? paramText(object->params.value(key)) : QString();
}

QString ClusterFilter::text(const QString& key, const Machine& member, const MemberState& own,
                            const ClusterState& state) const
{
    if (key == "name"_L1)
        return member.memberName + u' ' + member.name;
    if (key == "state"_L1)
        return m_words.state(own.state);
    if (key == "stage"_L1)
        return own.stage;
    if (key == "health"_L1)
        return m_words.state({own.health});
    if (key == "role"_L1)
        return member.role;
    if (key == "machine"_L1)
        return member.name;
    if (key == "pool"_L1)
        return member.pool;
    if (key == "address"_L1)
        return member.address;
    return key.contains(u'/') ? paramText(member.params.value(key)) : text(key, member.cluster, state);
}

} // namespace Drover
