#include "engine/decide/decider.h"

#include "engine/operations/machinelayers.h"

namespace Drover {

Decider::Decider(Draft& draft, const Content& content, const Facts& facts, QString actor, QString cause,
                 QList<EventRecord>& events)
    : m_draft(draft), m_content(content), m_facts(facts), m_actor(std::move(actor)),
      m_cause(std::move(cause)), m_events(events)
{
}

void Decider::record(Event event)
{
    EventRecord entry;
    entry.seq = state().ledger().seq + 1;
    entry.at = m_facts.now;
    entry.actor = m_actor;
    entry.cause = m_cause;
    entry.subject = subjectOf(state(), event);
    entry.event = std::move(event);
    apply(m_draft, entry);
    m_events.append(std::move(entry));
}

QJsonValue Decider::param(const RunnerRef& runner, const QString& name) const
{
    const Machine* target = machine(runner.machine);
    return target ? paramOf(state(), m_content, *target, name, order(runner.workOrder))
                  : QJsonValue(QJsonValue::Undefined);
}

} // namespace Drover
