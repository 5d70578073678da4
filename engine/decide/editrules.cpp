#include "engine/decide/editrules.h"

#include "engine/content/nearest.h"
#include "engine/content/params.h"
#include "engine/decide/address.h"
#include "engine/decide/commandrules.h"

#include <algorithm>

namespace Drover {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype namesShown = 3;

/// The change without what is so already.
Events::ParamsChanged changeOf(const Decider& d, const QJsonObject& params, const QJsonObject& set,
                               const QStringList& unset)
{
    Events::ParamsChanged change;
    for (auto it = set.constBegin(); it != set.constEnd(); ++it) {
        if (params.value(it.key()) != it.value())
            change.set.insert(it.key(), it.value());
    }
    change.removed = unset;
    change.before = formerValues(params, change.set.keys() + unset);
    change.reason = d.reason;
    change.undoes = d.undoes;
    return change;
}

bool recordChange(Decider& d, Events::ParamsChanged change)
{
    if (change.set.isEmpty() && change.removed.isEmpty())
        return false;
    d.record(std::move(change));
    return true;
}

Result<> checkAddress(const Decider& d, const Machine& machine, const QString& address)
{
    if (address.isEmpty() || address == machine.address)
        return {};
    if (!isAddress(address))
        return fail(u"address-invalid"_s, u"“%1” is no IP address"_s.arg(address),
                    u"write an IPv4 or IPv6 address"_s, objectOf(machine));
    if (isLoopback(address))
        return {};
    for (const auto& [id, other] : d.state().all<Machine>()) {
        if (id != machine.id && other.address == address)
            return fail(u"address-taken"_s, u"%1 has the address %2 already"_s.arg(objectOf(other), address),
                        u"give each machine an address of its own"_s, objectOf(machine));
    }
    return {};
}

Result<> checkProfiles(const Decider& d, const Machine& machine, const QStringList& profiles)
{
    const QString object = objectOf(machine);
    const QString own = machine.kind == MachineKind::Machine ? machine.cluster : machine.name;
    for (const QString& name : profiles) {
        if (const Result<> known = checkProfile(d, name, object, own); !known)
            return known;
        if (profiles.count(name) > 1)
            return fail(u"profile-twice"_s, u"profile %1 stands twice in the list of %2"_s.arg(name, object),
                        u"name it once"_s, object);
    }
    if (!own.isEmpty() && machine.profiles.contains(own) && !profiles.contains(own))
        return fail(u"profile-own"_s, u"%1 can't do without profile %2"_s.arg(object, own),
                    u"keep it in the list"_s, object);
    return {};
}

/// "web-1, web-2, web-3 and 4 more"
QString shownNames(const QStringList& names)
{
    const QString shown = names.mid(0, namesShown).join(u", "_s);
    return names.size() <= namesShown ? shown : u"%1 and %2 more"_s.arg(shown).arg(names.size() - namesShown);
}

} // namespace

bool isKeptParam(const QString& name)
{
    static const QStringList names{u"cluster/members"_s, u"cluster/tags"_s, u"cluster/role"_s,
                                   u"cluster/member-name"_s};
    return names.contains(name);
}

Result<> checkParams(const Decider& d, const QString& object, const QJsonObject& params,
                     const QJsonObject& set, const QStringList& unset)
{
    for (const QString& name : set.keys() + unset) {
        if (isKeptParam(name))
            return fail(u"param-derived"_s, u"%1 is kept by the engine and can't be set"_s.arg(name),
                        u"provision or destroy the cluster to change who belongs to it"_s, object);
    }
    if (const Result<> fits = checkValues(d.content(), set); !fits)
        return fits;
    for (const QString& name : unset) {
        if (set.contains(name))
            return fail(u"param-twice"_s, u"param %1 is set and removed at once"_s.arg(name),
                        u"say one of the two"_s, object);
        if (!params.contains(name))
            return fail(u"param-not-set"_s, u"%1 has no param %2 of its own"_s.arg(object, name),
                        suggestion(name, params.keys()), object);
    }
    const QString pool = set.value("broker-pool/pool"_L1).toString();
    if (!pool.isEmpty() && !d.state().find<Pool>(pool))
        return fail(u"pool-unknown"_s, u"%1 names pool %2, which does not exist"_s.arg(object, pool),
                    u"create it: drover pool create "_s + pool, object);
    return {};
}

QJsonObject formerValues(const QJsonObject& params, const QStringList& names)
{
    QJsonObject values;
    for (const QString& name : names) {
        if (params.contains(name))
            values.insert(name, params.value(name));
    }
    return values;
}

Result<bool> editParams(Decider& d, const Machine& machine, const QJsonObject& set, const QStringList& unset)
{
    if (const Result<> good = checkParams(d, objectOf(machine), machine.params, set, unset); !good)
        return tl::make_unexpected(good.error());
    return recordParams(d, machine, changeOf(d, machine.params, set, unset));
}

Result<bool> recordParams(Decider& d, const Machine& machine, Events::ParamsChanged change)
{
    change.machine = machine.id;
    QJsonObject after = machine.params;
    for (auto it = change.set.constBegin(); it != change.set.constEnd(); ++it)
        after.insert(it.key(), *it);
    for (const QString& name : change.removed)
        after.remove(name);
    const bool pooled = machine.kind == MachineKind::Machine;
    const Result<RunnerKind> runner = pooled ? runnerOf(d, machine.name, after) : machine.runner;
    if (!runner)
        return tl::make_unexpected(runner.error());
    const RunnerKind before = machine.runner;
    const MachineId id = machine.id;
    const bool changed = recordChange(d, std::move(change));
    if (changed && *runner != before)
        d.record(Events::MachineEdited{id, {}, {}, {}, *runner, {{}, {}, {}, before}, d.reason, d.undoes});
    return changed;
}

Result<bool> editParams(Decider& d, const Profile& profile, const QJsonObject& set, const QStringList& unset)
{
    if (const Result<> good = checkParams(d, u"profile "_s + profile.name, profile.params, set, unset); !good)
        return tl::make_unexpected(good.error());
    Events::ParamsChanged change = changeOf(d, profile.params, set, unset);
    change.profile = profile.name;
    return recordChange(d, std::move(change));
}

Result<bool> editFields(Decider& d, const Machine& machine, const Events::MachineFields& fields)
{
    if (fields.address) {
        if (const Result<> good = checkAddress(d, machine, *fields.address); !good)
            return tl::make_unexpected(good.error());
    }
    if (fields.profiles) {
        if (const Result<> good = checkProfiles(d, machine, *fields.profiles); !good)
            return tl::make_unexpected(good.error());
    }
    Events::MachineEdited edit;
    edit.machine = machine.id;
    const auto take = [](const auto& wanted, const auto& current, auto& after, auto& before) {
        if (!wanted || *wanted == current)
            return;
        after = wanted;
        before = current;
    };
    take(fields.description, machine.description, edit.description, edit.before.description);
    take(fields.address, machine.address, edit.address, edit.before.address);
    take(fields.profiles, machine.profiles, edit.profiles, edit.before.profiles);
    take(fields.runner, machine.runner, edit.runner, edit.before.runner);
    if (edit.before == Events::MachineFields())
        return false;
    edit.reason = d.reason;
    edit.undoes = d.undoes;
    d.record(std::move(edit));
    return true;
}

Result<> checkProfile(const Decider& d, const QString& profile, const QString& object, const QString& own)
{
    if (d.state().cluster(profile) && profile != own)
        return fail(
            u"profile-of-cluster"_s,
            u"%1 names profile %2, which is cluster %2's own; a machine gets it by becoming a member"_s.arg(
                object, profile),
            u"provision the cluster with it, or use another profile"_s, object);
    if (d.content().profile(profile) || d.state().find<Profile>(profile))
        return {};
    QStringList known = d.content().names(ContentKind::Profile);
    for (const auto& [name, writable] : d.state().all<Profile>())
        known.append(name);
    return fail(u"profile-unknown"_s, u"%1 names profile %2, which does not exist"_s.arg(object, profile),
                suggestion(profile, known), object);
}

Result<const Profile*> writableProfile(const Decider& d, const QString& name)
{
    const QString object = u"profile "_s + name;
    const Profile* profile = d.state().find<Profile>(name);
    if (!profile) {
        if (const ProfileDef* packed = d.content().profile(name))
            return fail(
                u"read-only"_s,
                u"profile %1 belongs to content pack %2 and can't be changed here"_s.arg(name, packed->pack),
                u"set the params on the machine or cluster, or in a profile of your own, or change the pack"_s,
                object);
        QStringList known;
        for (const auto& [other, writable] : d.state().all<Profile>())
            known.append(other);
        return fail(u"profile-unknown"_s, u"there is no profile %1"_s.arg(name), suggestion(name, known),
                    object);
    }
    const Machine* owner = d.state().machineNamed(name);
    if (owner && owner->lock.locked)
        return tl::make_unexpected(lockedError(*owner));
    return profile;
}

Result<> createProfile(Decider& d, const Profile& profile)
{
    const QString object = u"profile "_s + profile.name;
    if (!isValidName(profile.name))
        return fail(u"name-invalid"_s, u"“%1” can't be a profile's name"_s.arg(profile.name),
                    u"use letters, digits, dots, dashes and underscores"_s, object);
    if (d.state().find<Profile>(profile.name) || d.state().machineNamed(profile.name))
        return fail(u"name-taken"_s, u"there is a profile, cluster or machine %1 already"_s.arg(profile.name),
                    u"choose another name"_s, object);
    // `global` is the site's own: what is written here wins over the pack's.
    if (d.content().profile(profile.name) && profile.name != "global"_L1)
        return fail(u"read-only"_s,
                    u"profile %1 belongs to content pack %2"_s.arg(profile.name,
                                                                   d.content().profile(profile.name)->pack),
                    u"choose another name"_s, object);
    if (const Result<> good = checkParams(d, object, {}, profile.params, {}); !good)
        return good;
    d.record(Events::ProfileSaved{profile, {}, d.reason, d.undoes});
    return {};
}

Result<> removeProfile(Decider& d, const Profile& profile)
{
    const QString name = profile.name;
    const QString object = u"profile "_s + name;
    if (const Machine* owner = d.state().machineNamed(name); owner && owner->profiles.contains(name))
        return fail(u"profile-own"_s,
                    u"profile %1 is %2's own and goes with it"_s.arg(name, objectOf(*owner)),
                    u"unset its params instead: drover profile set %1 --unset NAME"_s.arg(name), object);
    QStringList users;
    for (const auto& [id, machine] : d.state().all<Machine>()) {
        if (machine.profiles.contains(name))
            users.append(objectOf(machine));
    }
    for (const auto& [key, pool] : d.state().all<Pool>()) {
        const auto names = [&](const PoolActions& actions) {
            return actions.addProfiles.contains(name) || actions.removeProfiles.contains(name);
        };
        if (names(pool.enterActions) || names(pool.exitActions) || names(pool.allocateActions) ||
            names(pool.releaseActions))
            users.append(u"pool "_s + key);
    }
    if (!users.isEmpty())
        return fail(u"profile-used"_s, u"profile %1 is used by %2"_s.arg(name, shownNames(users)),
                    u"take it off them first"_s, object);
    d.record(Events::ProfileRemoved{name, profile, d.reason, d.undoes});
    return {};
}

} // namespace Drover
