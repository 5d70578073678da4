#include "engine/operations/topology.h"

#include "engine/content/nearest.h"
#include "engine/content/params.h"
#include "engine/core/json.h"
#include "engine/operations/machinelayers.h"

#include <algorithm>
#include <set>

namespace Drover {

using namespace Qt::StringLiterals;

QString applicationWorkflow()
{
    return u"universal-runbook"_s;
}

bool isAvailable(const Machine& member)
{
    return member.sequence.complete && member.sequence.runnable() && member.poolStatus == PoolStatus::InUse &&
           !member.lock.locked && !member.draining && member.health != Health::Unhealthy;
}

int quorumOf(int voters)
{
    return voters / 2 + 1;
}

QString memberName(const QString& role, int number)
{
    // The initials of the role's words: control-plane → cp, worker → w.
    QString initials;
    for (const QString& word : role.split(u'-', Qt::SkipEmptyParts))
        initials += word.front();
    return initials + u'-' + QString::number(number);
}

int memberNumber(const QString& member)
{
    return member.section(u'-', -1).toInt();
}

QString meant(const QString& word, const QStringList& known)
{
    const QString near = nearestWord(word, known);
    return near.isEmpty() ? QString() : u"did you mean “%1”? "_s.arg(near);
}

namespace {

bool hasCycle(const QList<TopologyRole>& topology)
{
    // Take away roles whose predecessors are all taken; what can't be taken stands in a cycle.
    std::set<QString> taken;
    for (bool progress = true; progress;) {
        progress = false;
        for (const TopologyRole& role : topology) {
            if (!taken.contains(role.role) &&
                std::ranges::all_of(role.after, [&](const QString& name) { return taken.contains(name); }))
                progress = taken.insert(role.role).second;
        }
    }
    return taken.size() != size_t(topology.size());
}

Result<> checkTopology(const QList<TopologyRole>& topology)
{
    QStringList names;
    for (const TopologyRole& role : topology) {
        if (role.role.isEmpty() || names.contains(role.role))
            return fail(u"topology-invalid"_s,
                        u"cluster/topology names the role “%1” more than once or not at all"_s.arg(role.role),
                        u"give each role one entry with a name of its own"_s);
        if (role.count < 0)
            return fail(u"topology-invalid"_s,
                        u"role %1 has the negative count %2"_s.arg(role.role).arg(role.count),
                        u"give a count of 0 or more"_s);
        names.append(role.role);
    }
    for (const TopologyRole& role : topology) {
        for (const QString& other : role.after) {
            if (!names.contains(other))
                return fail(
                    u"topology-invalid"_s,
                    u"role %1 stands after %2, which is no role of the topology"_s.arg(role.role, other),
                    u"use one of: "_s + names.join(u", "_s));
        }
    }
    if (hasCycle(topology))
        return fail(u"topology-invalid"_s,
                    u"the roles of cluster/topology wait for one another in a circle"_s,
                    u"remove one entry of `after`"_s);
    return {};
}

} // namespace

QStringList clusterApplications(const State& state, const Content& content)
{
    const QString prefix = applicationProfile({});
    std::set<QString> names;
    const auto take = [&](const QString& profile) {
        if (!profile.startsWith(prefix))
            return;
        const QString name = profile.mid(prefix.size());
        ParamLayers layers = applicationLayers(state, name, {});
        layers.profiles = {profile};
        const auto topology = resolveParam(content, layers, u"cluster/topology"_s);
        if (name == "base-cluster"_L1 || (topology && topology->layer == ParamLayer::Profile))
            names.insert(name);
    };
    for (const QString& profile : content.names(ContentKind::Profile))
        take(profile);
    for (const auto& [profile, own] : state.all<Profile>())
        take(profile);
    return {names.begin(), names.end()};
}

Result<QList<TopologyRole>> requestedTopology(const State& state, const Content& content,
                                              const PlanRequest& request, const QString& application)
{
    const QString profile = applicationProfile(application);
    if (!content.profile(profile) && !state.find<Profile>(profile)) {
        const QStringList known = clusterApplications(state, content);
        return fail(u"application-unknown"_s, u"there is no application “%1”"_s.arg(application),
                    meant(application, known) +
                        u"use one of: %1, or load its content pack"_s.arg(known.join(u", "_s)),
                    u"application "_s + application);
    }
    const ParamLayers layers = applicationLayers(state, application, request.params);
    const auto value = resolveParam(content, layers, u"cluster/topology"_s);
    QList<TopologyRole> topology;
    if (value && !Json::read(value->value, topology))
        return fail(u"topology-invalid"_s,
                    u"cluster/topology of application %1 is not a list of roles"_s.arg(application),
                    u"write [{role, count, votes, after}]"_s);
    if (topology.isEmpty()) {
        const auto count = resolveParam(content, layers, u"cluster/count"_s);
        TopologyRole only;
        only.role = u"member"_s;
        only.count = count ? count->value.toInt(3) : 3;
        topology.append(only);
    }
    for (auto it = request.counts.constBegin(); it != request.counts.constEnd(); ++it) {
        const auto role = std::ranges::find(topology, it.key(), &TopologyRole::role);
        if (role == topology.end()) {
            QStringList names;
            for (const TopologyRole& known : topology)
                names.append(known.role);
            return fail(u"role-unknown"_s, u"application %1 has no role “%2”"_s.arg(application, it.key()),
                        meant(it.key(), names) + u"use one of: "_s + names.join(u", "_s),
                        u"role "_s + it.key());
        }
        role->count = it.value();
        if (role->minimum && *role->minimum > role->count)
            role->minimum = role->count;
    }
    if (request.minimum) {
        for (TopologyRole& role : topology)
            role.minimum = std::min(role.minimum.value_or(*request.minimum), role.count);
    }
    if (const Result<> checked = checkTopology(topology); !checked)
        return tl::make_unexpected(checked.error());
    return topology;
}

Result<QList<PlanGate>> plannedGates(const QJsonValue& declared, const QList<TopologyRole>& topology)
{
    QList<PlanGate> gates;
    const QJsonObject named = declared.toObject();
    for (auto it = named.constBegin(); it != named.constEnd(); ++it) {
        const QJsonObject object = it->toObject();
        PlanGate gate;
        gate.name = it.key();
        gate.role = object.value("role"_L1).toString();
        const QJsonValue need = object.value("need"_L1);
        gate.need = need.isDouble() ? QString::number(need.toInt()) : need.toString(u"all"_s);
        gate.when = object.value("when"_L1).toString(u"application"_s);
        gates.append(gate);
    }
    if (gates.isEmpty()) {
        for (const TopologyRole& role : topology) {
            const bool awaited = std::ranges::any_of(
                topology, [&](const TopologyRole& other) { return other.after.contains(role.role); });
            if (awaited)
                gates.append({role.role + u"-ready"_s,
                              role.role,
                              role.votes ? u"quorum"_s : u"all"_s,
                              u"application"_s,
                              0,
                              0,
                              {}});
        }
    }
    for (PlanGate& gate : gates) {
        const auto role = std::ranges::find(topology, gate.role, &TopologyRole::role);
        if (role == topology.end())
            return fail(
                u"gate-invalid"_s,
                u"gate %1 counts the role “%2”, which the topology does not have"_s.arg(gate.name, gate.role),
                u"name a role of cluster/topology in cluster/gates"_s);
        gate.counted = role->count;
        bool isNumber = false;
        const int number = gate.need.toInt(&isNumber);
        if (gate.need == "quorum"_L1)
            gate.needed = role->count > 0 ? quorumOf(role->count) : 0;
        else if (gate.need == "all"_L1)
            gate.needed = role->count;
        else if (isNumber && number >= 0)
            gate.needed = number;
        else
            return fail(u"gate-invalid"_s, u"gate %1 needs “%2”"_s.arg(gate.name, gate.need),
                        u"write quorum, all or a number"_s);
        for (const TopologyRole& other : topology) {
            if (other.after.contains(gate.role))
                gate.waitingRoles.append(other.role);
        }
    }
    return gates;
}

} // namespace Drover
