#include "models/journal/journalvolume.h"

#include "models/journal/journalfilter.h"
#include "models/replica.h"
#include "models/request.h"

#include <algorithm>
#include <chrono>
#include <utility>

using namespace std::chrono_literals;

namespace Drover {

namespace {

/// The shortest span with which a young journal fits; an old one is looked at three minutes at a time.
Duration stepFor(Duration age, int bins)
{
    for (const Duration step : {Duration(1s), Duration(5s), Duration(15s), Duration(1min)}) {
        if (age <= step * (bins - 1))
            return step;
    }
    return 3min;
}

} // namespace

JournalVolume::JournalVolume(Engine& engine, const Replica& replica, QObject* parent)
    : QObject(parent), m_engine(engine), m_replica(replica)
{
    m_refresh.setSingleShot(true);
    connect(&m_refresh, &QTimer::timeout, this, &JournalVolume::ask);
    connect(&replica, &Replica::applied, this, [this](const ReplicaChanges& changes) {
        if (changes.snapshot) {
            m_birth = {};
            m_bins.clear();
        }
        if (m_shown && (changes.snapshot || (changes.figures && m_following)) && !m_refresh.isActive())
            m_refresh.start(changes.snapshot ? 0 : refreshMs);
    });
}

void JournalVolume::setShown(bool shown)
{
    if (std::exchange(m_shown, shown) != shown && shown)
        m_refresh.start(0);
}

void JournalVolume::setBinCount(int bins)
{
    if (std::exchange(m_count, bins) != bins && m_shown)
        m_refresh.start(0);
}

void JournalVolume::lookAt(Instant moment)
{
    if (m_bins.isEmpty() || !moment.isSet())
        return;
    const Instant from = m_bins.constFirst().from;
    const Instant to = m_bins.constLast().from + m_step;
    const bool recent = moment >= m_replica.now() - m_step * (m_count - 1);
    if (recent == m_following && (recent || (moment >= from && moment < to)))
        return;
    m_following = recent;
    m_end = moment + m_step * (m_count / 2);
    m_refresh.start(0);
}

int JournalVolume::binOf(qint64 seq) const
{
    const auto it = std::upper_bound(m_bins.begin(), m_bins.end(), seq,
                                     [](qint64 at, const Bin& bin) { return at < bin.firstSeq; });
    const int bin = int(it - m_bins.begin()) - 1;
    return bin >= 0 && seq < m_bins.at(bin).firstSeq + std::max<qint64>(1, m_bins.at(bin).events) ? bin : -1;
}

void JournalVolume::askBirth()
{
    onAnswer(
        m_engine.ask(Queries::FindEvents{.after = 0, .before = 0, .subject = {}, .limit = 1, .terms = {}}),
        this, [this](const Result<Answer>& answer) {
            const auto* page = answer ? std::get_if<Answers::Events>(&*answer) : nullptr;
            if (!page || page->events.isEmpty())
                return;
            m_birth = page->events.constFirst().at;
            ask();
        });
}

void JournalVolume::ask()
{
    if (!m_shown || m_count < 2)
        return;
    if (!m_birth.isSet())
        return askBirth();
    const Instant now = m_replica.now();
    // Spans of another length say nothing about these.
    if (const Duration step = stepFor(now - m_birth, m_count); std::exchange(m_step, step) != step)
        m_bins.clear();
    const Instant end = std::min(m_following ? now : m_end, now);
    // Bins begin at full steps, so that they stay what they are while time goes on.
    const qint64 last = end.ms() / m_step.count();
    Queries::FindPositions query;
    for (qint64 i = last - m_count + 1; i <= last + 1; ++i)
        query.moments.append(Instant(i * m_step.count()));
    onAnswer(m_engine.ask(query), this,
             [this, moments = query.moments, generation = ++m_generation](const Result<Answer>& answer) {
                 const auto* found = answer ? std::get_if<Answers::Positions>(&*answer) : nullptr;
                 if (!found || generation != m_generation || found->positions.size() != moments.size())
                     return;
                 take(moments, found->positions);
             });
}

/// What is over stays as it was found; only the last bin and those behind it are searched again.
void JournalVolume::take(const QList<Instant>& moments, const QList<qint64>& positions)
{
    const QList<Bin> known = std::exchange(m_bins, {});
    int lastKnown = -1;
    for (qsizetype i = 0; i + 1 < moments.size(); ++i) {
        Bin bin{.from = moments.at(i),
                .firstSeq = positions.at(i),
                .events = positions.at(i + 1) - positions.at(i)};
        const auto same = std::ranges::find(known, bin.from, &Bin::from);
        if (same != known.end() && same->searched && same->events == bin.events) {
            bin = *same;
            lastKnown = int(i);
        }
        m_bins.append(bin);
    }
    emit changed();
    if (lastKnown < 0)
        searchFailures({.after = 0, .before = positions.constLast()}, failurePages);
    else if (lastKnown + 1 < m_bins.size())
        searchFailures({.after = m_bins.at(lastKnown + 1).firstSeq - 1, .before = positions.constLast()},
                       failurePages);
}

void JournalVolume::searchFailures(Queries::FindEvents query, int pages)
{
    query.limit = 1000;
    query.terms = eventTerms(JournalScope::Failures, {});
    const bool backwards = query.after == 0;
    onAnswer(m_engine.ask(query), this, [=, this, generation = m_generation](const Result<Answer>& answer) {
        const auto* page = answer ? std::get_if<Answers::Events>(&*answer) : nullptr;
        if (!page || generation != m_generation)
            return;
        for (const EventRecord& event : page->events) {
            if (const int bin = binOf(event.seq); bin >= 0)
                ++m_bins[bin].failures;
        }
        const bool all = !page->more || (backwards && page->seen <= m_bins.constFirst().firstSeq);
        for (Bin& bin : m_bins) {
            const bool looked = backwards && bin.firstSeq >= page->seen;
            bin.searched = bin.searched || all || looked;
        }
        emit changed();
        if (all || pages <= 1 || page->seen == 0)
            return;
        Queries::FindEvents next = query;
        (backwards ? next.before : next.after) = page->seen;
        searchFailures(next, pages - 1);
    });
}

} // namespace Drover
