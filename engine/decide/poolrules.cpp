#include "engine/decide/editrules.h"

#include "engine/content/nearest.h"
#include "engine/content/params.h"
#include "engine/operations/candidates.h"

namespace Drover {

using namespace Qt::StringLiterals;

namespace {

Result<> checkOther(const Decider& d, const Pool& pool, const QString& other, const QString& as)
{
    const QString object = u"pool "_s + pool.name;
    if (other == pool.name)
        return fail(u"pool-cycle"_s, u"pool %1 can't be its own %2"_s.arg(other, as), u"name another pool"_s,
                    object);
    if (d.state().find<Pool>(other))
        return {};
    QStringList known;
    for (const auto& [name, each] : d.state().all<Pool>())
        known.append(name);
    return fail(u"pool-unknown"_s, u"the %1 pool %2 does not exist"_s.arg(as, other),
                suggestion(other, known), object);
}

Result<> checkParent(const Decider& d, const Pool& pool)
{
    if (pool.parent.isEmpty())
        return {};
    const QString object = u"pool "_s + pool.name;
    if (pool.name == "default"_L1)
        return fail(u"root-pool"_s, u"pool default is the root of all pools"_s, u"leave its parent empty"_s,
                    object);
    if (const Result<> known = checkOther(d, pool, pool.parent, u"parent"_s); !known)
        return known;
    QString above = pool.parent;
    while (const Pool* each = d.state().find<Pool>(above)) {
        if (each->name == pool.name)
            return fail(u"pool-cycle"_s,
                        u"pool %1 stands below pool %2 already"_s.arg(pool.parent, pool.name),
                        u"choose a parent that is not below it"_s, object);
        above = each->parent;
    }
    return {};
}

Result<> checkFill(const Decider& d, const Pool& pool)
{
    const QString object = u"pool "_s + pool.name;
    const PoolAutoFill& fill = pool.autoFill;
    if (pool.minFree < 0 || fill.maxFree < 0)
        return fail(u"pool-limits"_s, u"pool %1 can't keep fewer than no machine Free"_s.arg(pool.name),
                    u"give minimum and maximum from 0 on"_s, object);
    if (fill.maxFree > 0 && fill.maxFree < pool.minFree)
        return fail(u"pool-limits"_s,
                    u"pool %1 keeps at least %2 machines Free, but at most %3"_s.arg(pool.name)
                        .arg(pool.minFree)
                        .arg(fill.maxFree),
                    u"raise the maximum, or 0 for none"_s, object);
    for (const QString& other : {fill.acquirePool, fill.returnPool}) {
        if (other.isEmpty())
            continue;
        if (const Result<> known = checkOther(d, pool, other, u"auto-fill"_s); !known)
            return known;
    }
    return {};
}

QString usedBy(const Decider& d, const QString& name)
{
    for (const auto& [key, other] : d.state().all<Pool>()) {
        if (other.parent == name || other.autoFill.acquirePool == name || other.autoFill.returnPool == name)
            return u"pool "_s + key;
    }
    for (const auto& [id, machine] : d.state().all<Machine>()) {
        if (machine.pool == name || machine.nextPool == name ||
            (machine.kind == MachineKind::ResourceBroker &&
             brokerPool(d.state(), d.content(), machine) == name))
            return enumText(machine.kind) + u' ' + machine.name;
    }
    return {};
}

} // namespace

Result<> checkActions(const Decider& d, const PoolActions& actions, const QString& object)
{
    if (!actions.workflow.isEmpty() && !d.content().workflow(actions.workflow))
        return fail(u"workflow-unknown"_s,
                    u"%1 names the workflow %2, which no loaded content has"_s.arg(object, actions.workflow),
                    suggestion(actions.workflow, d.content().names(ContentKind::Workflow)), object);
    for (const QString& profile : actions.addProfiles) {
        if (const Result<> known = checkProfile(d, profile, object); !known)
            return known;
    }
    return checkParams(d, object, {}, actions.addParameters, {});
}

Result<bool> savePool(Decider& d, const Pool& pool)
{
    const QString object = u"pool "_s + pool.name;
    if (!isValidName(pool.name))
        return fail(u"name-invalid"_s, u"“%1” can't be a pool's name"_s.arg(pool.name),
                    u"use letters, digits, dots, dashes and underscores"_s, object);
    for (const Result<>& good :
         {checkParent(d, pool), checkFill(d, pool), checkActions(d, pool.enterActions, object),
          checkActions(d, pool.exitActions, object), checkActions(d, pool.allocateActions, object),
          checkActions(d, pool.releaseActions, object)}) {
        if (!good)
            return tl::make_unexpected(good.error());
    }
    const Pool* current = d.state().find<Pool>(pool.name);
    if (current && *current == pool)
        return false;
    d.record(
        Events::PoolSaved{pool, current ? std::optional<Pool>(*current) : std::nullopt, d.reason, d.undoes});
    d.reviewPool(pool.name);
    return true;
}

Result<> removePool(Decider& d, const Pool& pool)
{
    const Pool removed = pool;
    const QString object = u"pool "_s + removed.name;
    if (removed.name == "default"_L1)
        return fail(u"root-pool"_s, u"pool default is the root of all pools and stays"_s, {}, object);
    if (const QString user = usedBy(d, removed.name); !user.isEmpty())
        return fail(u"pool-used"_s, u"pool %1 is used by %2"_s.arg(removed.name, user),
                    u"move its machines out (drover pool remove %1 MACHINE…) and let nothing name it"_s.arg(
                        removed.name),
                    object);
    d.record(Events::PoolRemoved{removed, d.reason, d.undoes});
    return {};
}

} // namespace Drover
