#pragma once

#include "engine/content/content.h"
#include "engine/core/apply.h"
#include "engine/core/effect.h"

#include <functional>
#include <set>

namespace Drover {

/// What a decision may not find out by itself.
struct Facts
{
    Instant now;
    std::function<MachineId()> newMachineId;
    int jobLimit = 64;
    /// The event of that number and all later ones about its subject, as the journal has them; empty when
    /// there is no such event.
    std::function<Result<QList<EventRecord>>(qint64 seq)> changesSince;
};

/// The desk at which one input is decided: what is known (state, content, facts) and where events are put. An
/// event takes effect on the draft at once, so a later line of the same decision sees it; if the input is
/// refused the turn takes everything back. Lives for one input, on the engine's thread.
class Decider
{
public:
    Decider(Draft& draft, const Content& content, const Facts& facts, QString actor, QString cause,
            QList<EventRecord>& events);

    [[nodiscard]] const State& state() const { return m_draft.state(); }
    [[nodiscard]] const Content& content() const { return m_content; }
    [[nodiscard]] const Facts& facts() const { return m_facts; }
    [[nodiscard]] Instant now() const { return m_facts.now; }
    [[nodiscard]] const QString& actor() const { return m_actor; }
    [[nodiscard]] Draft& draft() { return m_draft; }

    void record(Event event);

    [[nodiscard]] const Machine* machine(MachineId id) const { return state().find<Machine>(id); }
    [[nodiscard]] const WorkOrder* order(WorkOrderId id) const { return state().find<WorkOrder>(id); }
    /// The winning value of a param on the runner, or undefined.
    [[nodiscard]] QJsonValue param(const RunnerRef& runner, const QString& name) const;
    /// Whoever acts from here on, until the answer goes: what a standing rule does in the middle of a command
    /// is the rule's. `rule`: its name.
    class ByRule
    {
    public:
        ByRule(Decider& d, const QString& rule)
            : m_d(d), m_before(std::exchange(d.m_actor, QStringLiteral("rule:") + rule))
        {
        }
        ~ByRule() { m_d.m_actor = m_before; }
        Q_DISABLE_COPY_MOVE(ByRule)

    private:
        Decider& m_d;
        QString m_before;
    };
    /// The command's reason, and through what it came (`console`, `cli`, `socket`), for those that keep them.
    QString reason;
    QString via;
    /// The event that the command takes back, for those that record it.
    qint64 undoes = 0;

    /// The pool's Free machines have changed: whoever keeps a number of them is looked at when the input is
    /// decided.
    void reviewPool(const QString& pool) { m_poolsToReview.insert(pool); }
    [[nodiscard]] QStringList takePoolsToReview()
    {
        const std::set<QString> pools = std::exchange(m_poolsToReview, {});
        return {pools.begin(), pools.end()};
    }

private:
    Draft& m_draft;
    const Content& m_content;
    const Facts& m_facts;
    QString m_actor;
    QString m_cause;
    QList<EventRecord>& m_events;
    std::set<QString> m_poolsToReview;
};

} // namespace Drover
