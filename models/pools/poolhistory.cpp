#include "models/pools/poolhistory.h"

#include "models/replica.h"
#include "models/request.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

QList<EventTerm> moveTerms()
{
    return {{.field = u"kind"_s,
             .values = {u"^("_s + PoolPast::kinds().join(u'|') + u")$"_s},
             .regex = true,
             .negated = false}};
}

} // namespace

PoolHistory::PoolHistory(Engine& engine, const Replica& replica, QObject* parent)
    : QObject(parent), m_engine(engine), m_replica(replica)
{
    m_tick.setSingleShot(true);
    m_tick.setInterval(refreshMs);
    connect(&m_tick, &QTimer::timeout, this, &PoolHistory::readNewer);
    connect(&replica, &Replica::applied, this, [this](const ReplicaChanges& changes) {
        if (changes.snapshot)
            restart();
        else if (m_shown && !changes.pools.isEmpty() && !m_tick.isActive())
            m_tick.start();
    });
}

void PoolHistory::setShown(bool shown)
{
    m_shown = shown;
    if (!shown)
        return;
    if (!m_started)
        restart();
    else
        readNewer();
}

void PoolHistory::setWindow(Duration window)
{
    m_window = window;
    readOlder();
    emit changed();
}

Instant PoolHistory::from() const
{
    return std::max(m_knownFrom, m_replica.now() - m_window);
}

void PoolHistory::restart()
{
    ++m_generation;
    m_past = {};
    m_knownFrom = {};
    m_pages = 0;
    m_reading = false;
    m_readingNewer = false;
    m_atBeginning = false;
    m_high = m_replica.figures().seq;
    m_low = m_high + 1;
    m_started = m_shown && m_replica.isReady();
    if (m_started)
        readOlder();
    emit changed();
}

void PoolHistory::readOlder()
{
    const bool enough = m_knownFrom.isSet() && m_knownFrom <= m_replica.now() - m_window;
    if (!m_started || m_reading || m_atBeginning || enough || m_pages >= mostPages)
        return;
    m_reading = true;
    ++m_pages;
    const Queries::FindEvents query{
        .after = 0, .before = m_low, .subject = {}, .limit = 1000, .terms = moveTerms()};
    onAnswer(m_engine.ask(query), this, [this, generation = m_generation](const Result<Answer>& answer) {
        if (generation != m_generation)
            return;
        m_reading = false;
        const auto* page = answer ? std::get_if<Answers::Events>(&*answer) : nullptr;
        if (!page)
            return;
        for (auto it = page->events.crbegin(); it != page->events.crend(); ++it) {
            m_past.addOlder(*it);
            m_knownFrom = it->at;
        }
        m_atBeginning = !page->more || page->seen <= 1 || page->seen >= m_low;
        if (m_atBeginning && !page->events.isEmpty())
            m_knownFrom = page->events.constFirst().at;
        m_low = page->seen;
        emit changed();
        readOlder();
    });
}

void PoolHistory::readNewer()
{
    const qint64 newest = m_replica.figures().seq;
    if (!m_started || !m_shown || m_readingNewer || newest <= m_high)
        return;
    m_readingNewer = true;
    const Queries::FindEvents query{
        .after = m_high, .before = newest + 1, .subject = {}, .limit = 1000, .terms = moveTerms()};
    onAnswer(m_engine.ask(query), this,
             [this, newest, generation = m_generation](const Result<Answer>& answer) {
                 if (generation != m_generation)
                     return;
                 m_readingNewer = false;
                 const auto* page = answer ? std::get_if<Answers::Events>(&*answer) : nullptr;
                 if (!page)
                     return;
                 for (const EventRecord& event : page->events)
                     m_past.addNewer(event);
                 m_high = page->more && page->seen > m_high ? page->seen : newest;
                 emit changed();
                 if (m_high < newest)
                     readNewer();
             });
}

} // namespace Drover
