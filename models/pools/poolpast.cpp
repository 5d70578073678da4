#include "models/pools/poolpast.h"

#include "engine/core/transitions.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

using namespace Events;

/// Where a machine that is on its way comes to stand; nothing for a status that is no way.
std::optional<PoolStatus> goalOf(PoolStatus status)
{
    switch (status) {
    case PoolStatus::Joining:
    case PoolStatus::Destroying:
    case PoolStatus::Leaving:
        return PoolStatus::Free;
    case PoolStatus::Building:
        return PoolStatus::InUse;
    case PoolStatus::Free:
    case PoolStatus::InUse:
    case PoolStatus::HoldJoin:
    case PoolStatus::HoldBuild:
    case PoolStatus::HoldDestroy:
    case PoolStatus::HoldLeave:
        break;
    }
    return {};
}

} // namespace

int heldOf(const PoolCounts& counts)
{
    int held = 0;
    for (std::size_t i = 0; i < counts.size(); ++i)
        held += isHeld(PoolStatus(i)) ? counts[i] : 0;
    return held;
}

QStringList PoolPast::kinds()
{
    return {u"PoolStatusChanged"_s, u"PoolChanged"_s, u"MachineAdded"_s, u"MachineRemoved"_s,
            u"MemberAdded"_s};
}

std::optional<PoolPast::Allocation> PoolPast::allocationOf(const EventRecord& event)
{
    const auto* added = std::get_if<MemberAdded>(&event.event);
    if (!added)
        return {};
    return Allocation{.seq = event.seq,
                      .at = event.at,
                      .operation = added->operation,
                      .cluster = added->cluster,
                      .member = added->member,
                      .machine = added->machine,
                      .name = event.subject.section(u' ', 1),
                      .reason = added->reason};
}

void PoolPast::noteStay(const QString& pool, PoolStatus status, PoolStatus next, Instant from, Instant to)
{
    if (goalOf(status) == next)
        m_stays.append({pool, status, to - from});
}

/// Where it was when it went is told by what happened before that.
void PoolPast::noteRemoval(Known& known, const QString& pool, PoolStatus status)
{
    const Move removal{*std::exchange(known.removed, {}), pool, status, {}};
    const auto place = std::upper_bound(m_older.begin(), m_older.end(), removal,
                                        [](const Move& a, const Move& b) { return a.at > b.at; });
    m_older.insert(place, removal);
}

void PoolPast::addOlder(const EventRecord& event)
{
    if (auto allocation = allocationOf(event)) {
        m_allocations.append(*allocation);
    } else if (const auto* moved = std::get_if<PoolStatusChanged>(&event.event)) {
        Known& known = m_machines[moved->machine];
        if (known.removed)
            noteRemoval(known, moved->pool, moved->to);
        else if (known.told && known.before == moved->to)
            // It left this status at `oldest`, and came into it now.
            noteStay(moved->pool, moved->to, known.after, event.at, known.oldest);
        m_older.append({event.at, moved->pool, moved->from, moved->to});
        if (!known.newest.isSet())
            known.newest = event.at;
        known.oldest = event.at;
        known.after = moved->to;
        known.before = moved->from;
        known.told = true;
    } else if (const auto* changed = std::get_if<PoolChanged>(&event.event)) {
        Known& known = m_machines[changed->machine];
        // Machines change pools while they are free.
        const PoolStatus status = known.told ? known.before : PoolStatus::Free;
        if (known.removed)
            noteRemoval(known, changed->to, status);
        m_older.append({event.at, changed->to, {}, status});
        m_older.append({event.at, changed->from, status, {}});
        if (!known.newest.isSet())
            known.newest = event.at;
        known.oldest = event.at;
    } else if (const auto* added = std::get_if<MachineAdded>(&event.event)) {
        if (added->machine.kind != MachineKind::Machine)
            return;
        Known& known = m_machines[added->machine.id];
        if (known.removed)
            noteRemoval(known, added->machine.pool, added->machine.poolStatus);
        if (known.told && known.before == added->machine.poolStatus)
            noteStay(added->machine.pool, known.before, known.after, event.at, known.oldest);
        m_older.append({event.at, added->machine.pool, {}, added->machine.poolStatus});
        if (!known.newest.isSet())
            known.newest = event.at;
    } else if (const auto* removed = std::get_if<MachineRemoved>(&event.event)) {
        m_machines[removed->machine].removed = event.at;
    }
}

void PoolPast::addNewer(const EventRecord& event)
{
    if (auto allocation = allocationOf(event)) {
        m_allocations.prepend(*allocation);
    } else if (const auto* moved = std::get_if<PoolStatusChanged>(&event.event)) {
        Known& known = m_machines[moved->machine];
        if (known.newest.isSet())
            noteStay(moved->pool, moved->from, moved->to, known.newest, event.at);
        m_newer.append({event.at, moved->pool, moved->from, moved->to});
        known.newest = event.at;
        known.told = true;
    } else if (const auto* changed = std::get_if<PoolChanged>(&event.event)) {
        m_newer.append({event.at, changed->from, PoolStatus::Free, {}});
        m_newer.append({event.at, changed->to, {}, PoolStatus::Free});
        m_machines[changed->machine].newest = event.at;
    } else if (const auto* added = std::get_if<MachineAdded>(&event.event)) {
        if (added->machine.kind != MachineKind::Machine)
            return;
        m_newer.append({event.at, added->machine.pool, {}, added->machine.poolStatus});
        m_machines[added->machine.id].newest = event.at;
    }
}

QList<PoolPast::Step> PoolPast::steps(const QString& pool, const PoolCounts& now, Instant from) const
{
    // Back from the present, undoing one move after the other.
    PoolCounts counts = now;
    QList<Step> back;
    const auto undo = [&](const Move& move) {
        if (move.at <= from)
            return false;
        if (!pool.isEmpty() && move.pool != pool)
            return true;
        if (back.isEmpty() || back.constLast().since != move.at)
            back.append({move.at, counts});
        if (move.to)
            --counts[std::size_t(*move.to)];
        if (move.from)
            ++counts[std::size_t(*move.from)];
        return true;
    };
    const bool more = std::all_of(m_newer.crbegin(), m_newer.crend(), undo);
    if (more)
        (void)std::all_of(m_older.cbegin(), m_older.cend(), undo);
    back.append({from, counts});
    std::reverse(back.begin(), back.end());
    return back;
}

std::optional<Duration> PoolPast::medianOf(const QString& pool, PoolStatus status) const
{
    QList<Duration> took;
    for (const Stay& stay : m_stays) {
        if (stay.status == status && (pool.isEmpty() || stay.pool == pool))
            took.append(stay.took);
    }
    if (took.isEmpty())
        return {};
    const auto middle = took.begin() + (took.size() - 1) / 2;
    std::nth_element(took.begin(), middle, took.end());
    return *middle;
}

int PoolPast::countMoves(const QString& pool, PoolStatus from, PoolStatus to, Instant since) const
{
    const auto counts = [&](const Move& move) {
        return move.at >= since && (pool.isEmpty() || move.pool == pool) && move.from == from &&
               move.to == to;
    };
    return int(std::ranges::count_if(m_older, counts) + std::ranges::count_if(m_newer, counts));
}

} // namespace Drover
