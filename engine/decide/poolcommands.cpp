#include "engine/decide/commandrules.h"
#include "engine/decide/editrules.h"

#include "engine/content/nearest.h"
#include "engine/operations/candidates.h"

#include <algorithm>

namespace Drover {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype reasonsShown = 5;

Result<const Pool*> namedPool(const Decider& d, const QString& name)
{
    const Pool* pool = d.state().find<Pool>(name);
    if (pool)
        return pool;
    QStringList known;
    for (const auto& [other, each] : d.state().all<Pool>())
        known.append(other);
    return fail(u"pool-unknown"_s, u"there is no pool %1"_s.arg(name), suggestion(name, known),
                u"pool "_s + name);
}

struct Chosen
{
    MachineId machine;
    QString name;
    QString reason;
};

/// One command's move of machines: who may move, who is chosen, and the move itself.
class MachineMove
{
public:
    MachineMove(Decider& d, const Commands::MoveMachines& command, const Pool& pool)
        : m_d(d), m_command(command), m_pool(pool)
    {
    }

    Result<QList<Chosen>> choose() const
    {
        return m_command.machines.isEmpty() ? chosenByCount() : chosenByName();
    }
    void carryOut(const Chosen& chosen)
    {
        const Machine& machine = *m_d.machine(chosen.machine);
        switch (m_command.move) {
        case PoolMove::Add:
            return leavePool(m_d, machine, m_pool.name, chosen.reason);
        case PoolMove::Remove:
            return leavePool(m_d, machine, poolAbove(m_pool), chosen.reason);
        case PoolMove::Allocate:
            return allocateMachine(m_d, machine, chosen.reason, m_command.actions);
        case PoolMove::Release:
            return releaseMachine(m_d, machine, chosen.reason, m_command.actions);
        }
    }
    [[nodiscard]] QString sourcePool() const
    {
        if (m_command.move != PoolMove::Add)
            return m_pool.name;
        return m_command.from.isEmpty() ? poolAbove(m_pool) : m_command.from;
    }

private:
    /// Why the machine can't move so; empty when it can.
    [[nodiscard]] QString obstacle(const Machine& machine) const
    {
        if (machine.kind != MachineKind::Machine)
            return u"is a "_s + enumText(machine.kind);
        if (m_command.move == PoolMove::Add && machine.pool == m_pool.name)
            return u"is in pool %1 already"_s.arg(machine.pool);
        if (m_command.move == PoolMove::Release)
            return releaseObstacle(machine);
        const QString code =
            ineligibleBecause(machine, m_command.move == PoolMove::Add ? machine.pool : m_pool.name);
        if (code == "other-pool"_L1)
            return u"is in pool %1"_s.arg(machine.pool);
        if (code == "not-free"_L1)
            return u"is %1, not Free"_s.arg(enumText(machine.poolStatus));
        if (code == "busy"_L1)
            return u"has a workflow that has not ended"_s;
        return code.isEmpty() ? code : u"is "_s + code;
    }
    [[nodiscard]] QString releaseObstacle(const Machine& machine) const
    {
        if (machine.pool != m_pool.name)
            return u"is in pool %1"_s.arg(machine.pool);
        if (machine.isMember())
            return u"is a member of cluster %1"_s.arg(machine.cluster);
        if (machine.poolStatus != PoolStatus::InUse && machine.poolStatus != PoolStatus::HoldBuild)
            return u"is %1, not InUse"_s.arg(enumText(machine.poolStatus));
        if (machine.lock.locked)
            return u"is locked"_s;
        return machine.sequence.job.isSet() ? u"runs a job"_s : QString();
    }
    [[nodiscard]] QString reasonText() const
    {
        const QString verb = m_command.move == PoolMove::Add        ? u"added to"_s
                             : m_command.move == PoolMove::Remove   ? u"removed from"_s
                             : m_command.move == PoolMove::Allocate ? u"allocated in"_s
                                                                    : u"released in"_s;
        return u"%1 pool %2 by %3"_s.arg(verb, m_pool.name, m_d.actor()) +
               (m_d.reason.isEmpty() ? QString() : u": "_s + m_d.reason);
    }

    Result<QList<Chosen>> chosenByName() const
    {
        QList<Chosen> chosen;
        QStringList refused;
        for (const QString& name : m_command.machines) {
            const Result<const Machine*> machine = namedMachine(m_d, name);
            if (!machine)
                return tl::make_unexpected(machine.error());
            const MachineId id = (*machine)->id;
            if (std::ranges::find(chosen, id, &Chosen::machine) != chosen.end())
                continue;
            if (const QString why = obstacle(**machine); !why.isEmpty())
                refused.append((*machine)->name + u' ' + why);
            else
                chosen.append({id, (*machine)->name, reasonText()});
        }
        const qsizetype wanted = m_command.minimum.value_or(int(chosen.size() + refused.size()));
        if (!refused.isEmpty() && chosen.size() < wanted)
            return fail(
                u"not-movable"_s,
                u"can't %1: "_s.arg(enumText(m_command.move)) + refused.mid(0, reasonsShown).join(u"; "_s) +
                    (refused.size() > reasonsShown ? u"; and %1 more"_s.arg(refused.size() - reasonsShown)
                                                   : QString()),
                u"leave them out, or accept fewer with --minimum; nothing was moved"_s,
                u"pool "_s + m_pool.name);
        return chosen;
    }

    Result<QList<Chosen>> chosenByCount() const
    {
        QList<Chosen> chosen;
        if (m_command.move == PoolMove::Release) {
            for (const auto& [id, machine] : m_d.state().all<Machine>()) {
                if (obstacle(machine).isEmpty() &&
                    matchesFilter(m_d.state(), m_d.content(), machine, m_command.filter))
                    chosen.append({id, machine.name, reasonText()});
            }
            std::ranges::sort(chosen, {}, &Chosen::name);
            chosen = chosen.mid(0, m_command.count);
        } else {
            TopologyRole wish;
            wish.count = m_command.count;
            wish.filter = m_command.filter;
            const Choice choice = chooseMachines(m_d.state(), m_d.content(), sourcePool(), {wish}, {}, {});
            for (const PlanMachine& machine : choice.machines)
                chosen.append({machine.machine, machine.name, reasonText() + u"; "_s + machine.reason});
        }
        const int least = m_command.minimum.value_or(m_command.count);
        if (chosen.size() < least)
            return fail(
                u"pool-short"_s,
                u"pool %1 has %2 machines that fit, %3 are wanted"_s.arg(sourcePool())
                    .arg(chosen.size())
                    .arg(least),
                u"wish for fewer, accept fewer with --minimum, or widen the filter; nothing was moved"_s,
                u"pool "_s + sourcePool());
        return chosen;
    }

    Decider& m_d;
    const Commands::MoveMachines& m_command;
    const Pool m_pool;
};

Result<> checkMove(const Decider& d, const Commands::MoveMachines& command, const Pool& pool)
{
    const QString object = u"pool "_s + pool.name;
    const bool byName = !command.machines.isEmpty();
    if (byName == (command.count > 0) || (byName && !command.filter.isEmpty()))
        return fail(u"machines-missing"_s,
                    u"%1 needs either machines by name or how many"_s.arg(enumText(command.move)),
                    u"say MACHINE… or --count N [--filter KEY=VALUE]"_s, object);
    if (command.move == PoolMove::Remove && pool.name == "default"_L1)
        return fail(u"root-pool"_s, u"pool default is the root of all pools: nothing lies above it"_s,
                    u"add the machines to another pool: drover pool add POOL MACHINE…"_s, object);
    const bool maySay = command.move == PoolMove::Allocate || command.move == PoolMove::Release;
    if (!maySay && command.actions != PoolActions())
        return fail(u"actions-fixed"_s,
                    u"machines that are moved between pools run the pools' own transitions"_s,
                    u"edit the pool's enter or exit transition"_s, object);
    return checkActions(d, command.actions, object);
}

QString moveNote(PoolMove move, const QString& pool, const QStringList& machines)
{
    const QString what = machines.size() == 1 ? machines.first() : u"%1 machines"_s.arg(machines.size());
    switch (move) {
    case PoolMove::Add:
        return u"%1 on the way into pool %2"_s.arg(what, pool);
    case PoolMove::Remove:
        return u"%1 on the way out of pool %2"_s.arg(what, pool);
    case PoolMove::Allocate:
        return u"%1 allocated in pool %2"_s.arg(what, pool);
    case PoolMove::Release:
        return u"%1 released in pool %2"_s.arg(what, pool);
    }
    return what;
}

} // namespace

Result<Receipt> decideCommand(Decider& d, const Commands::SavePool& command)
{
    const QString& name = command.pool.name;
    const QString object = u"pool "_s + name;
    const Pool* current = d.state().find<Pool>(name);
    if (command.create && current)
        return fail(u"name-taken"_s, u"pool %1 exists already"_s.arg(name),
                    u"choose another name, or change it: drover pool set "_s + name, object);
    if (command.before && (!current || *current != *command.before))
        return fail(u"changed-since"_s,
                    current ? u"pool %1 was changed by somebody else meanwhile"_s.arg(name)
                            : u"pool %1 was deleted meanwhile"_s.arg(name),
                    u"look at it as it is now and change it again"_s, object);
    const bool existed = current;
    const Result<bool> saved = savePool(d, command.pool);
    if (!saved)
        return tl::make_unexpected(saved.error());
    return Receipt{0,
                   {},
                   {},
                   !existed ? u"pool %1 created"_s.arg(name)
                   : *saved ? u"pool %1 changed"_s.arg(name)
                            : u"pool %1 is so already: nothing changed"_s.arg(name)};
}

Result<Receipt> decideCommand(Decider& d, const Commands::DeletePool& command)
{
    const Result<const Pool*> pool = namedPool(d, command.pool);
    if (!pool)
        return tl::make_unexpected(pool.error());
    if (const Result<> removed = removePool(d, **pool); !removed)
        return tl::make_unexpected(removed.error());
    return Receipt{0, {}, {}, u"pool %1 deleted"_s.arg(command.pool)};
}

Result<Receipt> decideCommand(Decider& d, const Commands::MoveMachines& command)
{
    const Result<const Pool*> pool = namedPool(d, command.pool);
    if (!pool)
        return tl::make_unexpected(pool.error());
    if (const Result<> good = checkMove(d, command, **pool); !good)
        return tl::make_unexpected(good.error());
    MachineMove move(d, command, **pool);
    if (const Result<const Pool*> source = namedPool(d, move.sourcePool()); !source)
        return tl::make_unexpected(source.error());
    const Result<QList<Chosen>> chosen = move.choose();
    if (!chosen)
        return tl::make_unexpected(chosen.error());
    Receipt receipt;
    for (const Chosen& machine : *chosen) {
        move.carryOut(machine);
        receipt.machines.append(machine.name);
    }
    receipt.note = moveNote(command.move, command.pool, receipt.machines);
    return receipt;
}

} // namespace Drover
