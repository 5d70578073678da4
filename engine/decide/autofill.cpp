#include "engine/decide/rules.h"

#include "engine/operations/candidates.h"

#include <algorithm>

namespace Drover {

using namespace Qt::StringLiterals;

namespace {

int freeIn(const Decider& d, const QString& pool)
{
    return d.state().poolCounts(pool)[std::size_t(PoolStatus::Free)];
}

/// Machines that are on their way into the pool: they will be Free without more being taken.
int comingTo(const Decider& d, const QString& pool)
{
    int coming = d.state().poolCounts(pool)[std::size_t(PoolStatus::Joining)];
    for (const auto& [id, machine] : d.state().all<Machine>())
        coming += machine.nextPool == pool && machine.pool != pool ? 1 : 0;
    return coming;
}

/// Moves up to `count` Free machines, longest free first.
void moveFree(Decider& d, const QString& from, const QString& to, int count, const QString& reason)
{
    TopologyRole wish;
    wish.count = count;
    for (const PlanMachine& chosen : chooseMachines(d.state(), d.content(), from, {wish}, {}, {}).machines)
        leavePool(d, *d.machine(chosen.machine), to, reason + u"; "_s + chosen.reason);
}

void fill(Decider& d, const Pool& pool)
{
    const QString name = pool.name;
    const PoolAutoFill rule = pool.autoFill;
    const int minimum = pool.minFree;
    const int free = freeIn(d, name);
    const QString above = name == "default"_L1 ? QString() : poolAbove(pool);
    if (free < minimum) {
        const Pool* source = d.state().find<Pool>(rule.acquirePool.isEmpty() ? above : rule.acquirePool);
        // What the source needs for its own minimum stays there.
        const int spare = source ? freeIn(d, source->name) - source->minFree : 0;
        if (spare <= 0)
            return;
        const int missing = minimum - free - comingTo(d, name);
        if (missing > 0)
            moveFree(d, source->name, name, std::min(missing, spare),
                     u"auto-fill: pool %1 has %2 Free machines, its minimum is %3"_s.arg(name).arg(free).arg(
                         minimum));
    } else if (rule.maxFree > 0 && free > rule.maxFree) {
        const Pool* target = d.state().find<Pool>(rule.returnPool.isEmpty() ? above : rule.returnPool);
        if (!target)
            return;
        const PoolAutoFill& other = target->autoFill;
        const int room = other.enabled && other.maxFree > 0
                             ? other.maxFree - freeIn(d, target->name) - comingTo(d, target->name)
                             : free;
        if (room > 0)
            moveFree(d, name, target->name, std::min(free - rule.maxFree, room),
                     u"auto-fill: pool %1 has %2 Free machines, its maximum is %3"_s.arg(name).arg(free).arg(
                         rule.maxFree));
    }
}

bool concerns(const Pool& pool, const QString& changed)
{
    return pool.name == changed || pool.autoFill.acquirePool == changed ||
           pool.autoFill.returnPool == changed || poolAbove(pool) == changed;
}

} // namespace

void fillPools(Decider& d)
{
    const Decider::ByRule rule(d, u"auto-fill"_s);
    for (QStringList changed = d.takePoolsToReview(); !changed.isEmpty(); changed = d.takePoolsToReview()) {
        QStringList due;
        for (const auto& [name, pool] : d.state().all<Pool>()) {
            if (pool.autoFill.enabled &&
                std::ranges::any_of(changed, [&pool](const QString& each) { return concerns(pool, each); }))
                due.append(name);
        }
        for (const QString& name : due)
            fill(d, *d.state().find<Pool>(name));
    }
}

} // namespace Drover
