#pragma once

#include "engine/core/event.h"

#include <QHash>
#include <array>
#include <optional>

namespace Drover {

/// Machines of a pool by status; index is int(PoolStatus).
using PoolCounts = std::array<int, 10>;
/// Those on hold, whatever holds them up.
[[nodiscard]] int heldOf(const PoolCounts& counts);

/// What happened to the machines of all pools, gathered from the journal's events: from the newest back, and
/// from there on. Tells how many machines a pool had in each status at any moment between, how long the moves
/// took, and which machine went where and why. A value; pure.
class PoolPast
{
public:
    /// The kinds of events that it looks at.
    [[nodiscard]] static QStringList kinds();

    void addOlder(const EventRecord& event); ///< each older than all before
    void addNewer(const EventRecord& event); ///< each newer than all before

    struct Step
    {
        Instant since;
        PoolCounts counts{};
        bool operator==(const Step&) const = default;
    };
    /// How the counts came to be what they are `now`, oldest first; the first step begins at `from`. Empty
    /// pool name: all pools together.
    [[nodiscard]] QList<Step> steps(const QString& pool, const PoolCounts& now, Instant from) const;

    /// Half of the machines took no longer from this status to the one it leads to; nothing: none is known.
    [[nodiscard]] std::optional<Duration> medianOf(const QString& pool, PoolStatus status) const;
    /// How many went from one status to another since a moment.
    [[nodiscard]] int countMoves(const QString& pool, PoolStatus from, PoolStatus to, Instant since) const;
    /// When its present status or pool began; unset: earlier than what was read.
    [[nodiscard]] Instant since(MachineId machine) const { return m_machines.value(machine).newest; }

    /// A machine that became a member, and why this one.
    struct Allocation
    {
        qint64 seq = 0;
        Instant at;
        OperationId operation;
        QString cluster;
        QString member;
        MachineId machine;
        QString name;
        QString reason;
        bool operator==(const Allocation&) const = default;
    };
    /// Newest first.
    [[nodiscard]] const QList<Allocation>& allocations() const { return m_allocations; }

private:
    struct Move
    {
        Instant at;
        QString pool;
        std::optional<PoolStatus> from; ///< nothing: came from outside of the pool
        std::optional<PoolStatus> to;
    };
    struct Known
    {
        Instant newest;                       ///< of its last change
        Instant oldest;                       ///< of its first change that was read
        PoolStatus after = PoolStatus::Free;  ///< status since `oldest`
        PoolStatus before = PoolStatus::Free; ///< status before `oldest`
        bool told = false;                    ///< a status was told
        std::optional<Instant> removed;       ///< going back: gone at that moment, its status not told yet
    };
    struct Stay
    {
        QString pool;
        PoolStatus status = PoolStatus::Free;
        Duration took{0};
    };
    void noteStay(const QString& pool, PoolStatus status, PoolStatus next, Instant from, Instant to);
    void noteRemoval(Known& known, const QString& pool, PoolStatus status);
    [[nodiscard]] static std::optional<Allocation> allocationOf(const EventRecord& event);

    QList<Move> m_older; ///< newest first
    QList<Move> m_newer; ///< oldest first
    QHash<MachineId, Known> m_machines;
    QList<Stay> m_stays;
    QList<Allocation> m_allocations;
};

} // namespace Drover
