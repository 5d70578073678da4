#pragma once

#include "engine/core/apply.h"
#include "engine/core/state.h"

#include <functional>
#include <map>
#include <set>

namespace Drover {

/// What must hold after every event and from one to the next (lifecycle.md, "Always true"). It folds the
/// journal for itself, so it also says whether folding gives the rows. Each line it answers begins with the
/// invariant's number, and ends with the event and its object. A value; any thread.
class TraceCheck
{
public:
    /// Takes the next event and answers what it breaks. `applied` is shown the draft of it.
    QStringList take(const EventRecord& record, const std::function<void(const Draft&)>& applied = {});
    /// What the fold makes of the events so far differently from the live state (8).
    [[nodiscard]] QStringList differencesFrom(const State& live) const;
    [[nodiscard]] const State& state() const { return m_state; }

private:
    void before(const EventRecord& record);
    void after(const EventRecord& record, const Draft& draft);
    void order(const EventRecord& record);
    void locks(const EventRecord& record);
    void reasons(const Event& event);
    void allocation(const EventRecord& record);
    void approval(const EventRecord& record);
    void pastIsKept(const Event& event);
    void pause(const Event& event);
    void abort(const EventRecord& record);
    void steps(const Event& event);
    void deeds(const EventRecord& record);
    void batches(const EventRecord& record);
    void endOf(const Operation& operation, const Plan& plan);

    void say(const QString& text) { m_broken.append(text); }
    /// The job that begins with the event, for the first time or once more.
    [[nodiscard]] const Job* begun(const Event& event) const;
    [[nodiscard]] const Operation* pausedOf(const Machine& machine, WorkOrderId order) const;

    struct Abort
    {
        int ordersLeft = 0; ///< how many more work orders it may take
    };
    /// What an operation has done with machines, as far as it is told.
    struct Deeds
    {
        std::set<MachineId> joined;
        std::set<MachineId> left;    ///< its cluster, since it was approved
        std::set<MachineId> swapped; ///< that an amendment took out of the plan
    };

    State m_state;
    QStringList m_broken;
    std::map<JobId, QStringList> m_allocations; ///< open allocation → machines it moved so far
    std::map<OperationId, Deeds> m_deeds;       ///< of the open ones
    std::map<OperationId, Abort> m_aborts;
};

} // namespace Drover
