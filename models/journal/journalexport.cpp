#include "models/journal/journalexport.h"

#include "models/request.h"

namespace Drover {

JournalExport::JournalExport(Engine& engine, QObject* parent) : QObject(parent), m_engine(engine) {}

void JournalExport::start(const QList<EventTerm>& terms, qint64 newest, Taker taker)
{
    ++m_generation;
    m_terms = terms;
    m_taker = std::move(taker);
    m_newest = newest;
    m_seen = 0;
    m_events = 0;
    m_running = true;
    m_finished = false;
    askOn();
}

void JournalExport::stop()
{
    ++m_generation;
    m_running = false;
    m_taker = {};
}

void JournalExport::askOn()
{
    // From the very beginning a page has no end: with one it would be the last before that.
    const Queries::FindEvents query{.after = m_seen,
                                    .before = m_seen > 0 ? m_newest + 1 : 0,
                                    .subject = {},
                                    .limit = pageSize,
                                    .terms = m_terms};
    onAnswer(m_engine.ask(query), this, [this, generation = m_generation](const Result<Answer>& answer) {
        if (generation != m_generation)
            return;
        const auto* page = answer ? std::get_if<Answers::Events>(&*answer) : nullptr;
        if (!page) {
            stop();
            if (!answer)
                emit failed(answer.error());
            return;
        }
        QList<EventRecord> events = page->events;
        events.removeIf([this](const EventRecord& event) { return event.seq > m_newest; });
        if (!events.isEmpty() && !m_taker(events)) {
            stop();
            return;
        }
        m_events += events.size();
        const qint64 before = m_seen;
        m_seen = std::max(page->seen, page->events.isEmpty() ? 0 : page->events.constLast().seq);
        if (page->more && m_seen > before && m_seen < m_newest) {
            emit progressed();
            askOn();
            return;
        }
        stop();
        m_finished = true;
        emit finished();
    });
}

} // namespace Drover
