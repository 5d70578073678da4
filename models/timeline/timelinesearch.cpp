#include "models/timeline/timelinesearch.h"

#include "models/textfilter.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

/// What of a bar a term can see; few of them are different.
struct SpanTraits
{
    int stage;
    int label;
    BarState state;
    quint16 attempt;
    bool operator==(const SpanTraits&) const = default;
    friend size_t qHash(const SpanTraits& traits, size_t seed)
    {
        return qHashMulti(seed, traits.stage, traits.label, int(traits.state), traits.attempt);
    }
};

enum class Scope { Lane, Span, Both };

struct SearchTerm
{
    TextFilter filter;
    Scope scope = Scope::Both;
    bool negated = false;
};

QList<SearchTerm> termsOf(const QString& text, QString& bad)
{
    QList<SearchTerm> terms;
    const QStringList tokens = text.split(u' ', Qt::SkipEmptyParts);
    for (const QString& token : tokens) {
        // A negated bare word must be found in neither place: looked for, then turned round.
        TextFilter plain = TextFilter::parse(token);
        if (plain.isEmpty()) {
            bad = plain.problem() ? plain.problem()->text : bad;
            continue;
        }
        const QString key = plain.terms().constFirst().key;
        SearchTerm term;
        term.negated = plain.terms().constFirst().negated;
        term.filter = term.negated ? TextFilter::parse(token.sliced(1)) : plain;
        if (key == "member"_L1 || key == "machine"_L1 || key == "lane"_L1)
            term.scope = Scope::Lane;
        else if (!key.isEmpty())
            term.scope = Scope::Span;
        terms.append(term);
    }
    return terms;
}

bool laneHit(const SearchTerm& term, const TimelineLane& lane)
{
    return term.filter.matches({lane.title, lane.subtitle}, [&lane](const QString& key) {
        return key == "machine"_L1 ? lane.subtitle : lane.title;
    });
}

bool spanHit(const SearchTerm& term, const TimelineScene& scene, const SpanTraits& traits)
{
    const QString stage = scene.texts.text(traits.stage);
    const QString task = scene.texts.text(traits.label);
    return term.filter.matches({stage, task}, [&](const QString& key) -> QString {
        if (key == "stage"_L1)
            return stage;
        if (key == "task"_L1)
            return task.isEmpty() ? stage : task;
        if (key == "state"_L1)
            return stateKey(traits.state);
        if (key == "attempt"_L1)
            return QString::number(traits.attempt);
        return {};
    });
}

} // namespace

QString stateKey(BarState state)
{
    switch (state) {
    case BarState::Queued:
        return u"queued"_s;
    case BarState::Running:
        return u"running"_s;
    case BarState::Succeeded:
        return u"succeeded"_s;
    case BarState::Failed:
        return u"failed"_s;
    case BarState::Retrying:
        return u"retrying"_s;
    case BarState::SucceededAfterRetry:
        return u"succeeded-after-retry"_s;
    case BarState::BackOff:
        return u"back-off"_s;
    case BarState::AtGate:
        return u"at-gate"_s;
    case BarState::WaitingForPerson:
        return u"waiting-for-person"_s;
    case BarState::Paused:
        return u"paused"_s;
    case BarState::Cancelled:
        return u"cancelled"_s;
    case BarState::Skipped:
        return u"skipped"_s;
    case BarState::Predicted:
        return u"predicted"_s;
    case BarState::PredictedWait:
        return u"predicted-wait"_s;
    case BarState::Destroying:
        return u"destroying"_s;
    }
    Q_UNREACHABLE();
}

int TimelineMatches::next(int from, int step) const
{
    const int count = int(found.size());
    if (count == 0)
        return -1;
    if (from < 0)
        return step > 0 ? 0 : count - 1;
    return (from + step + count) % count;
}

int TimelineMatches::firstFrom(Instant at) const
{
    if (found.isEmpty())
        return -1;
    const auto it = std::ranges::lower_bound(found, at, {}, &Match::start);
    return it == found.cend() ? 0 : int(it - found.cbegin());
}

int TimelineMatches::indexOf(qint64 id) const
{
    const auto it = std::ranges::find(found, id, &Match::id);
    return it == found.cend() ? -1 : int(it - found.cbegin());
}

TimelineMatches findSpans(const TimelineScene& scene, const QString& text)
{
    TimelineMatches matches;
    const QList<SearchTerm> terms = termsOf(text, matches.badTerm);
    if (terms.isEmpty())
        return matches;
    const int termCount = std::min<int>(32, int(terms.size()));
    quint32 wanted = 0;
    for (int t = 0; t < termCount; ++t)
        wanted |= terms.at(t).negated ? 0 : 1U << t;
    QHash<SpanTraits, quint32> known; // bit = the term is found in the bar itself
    const auto bitsOf = [&](const TimelineSpan& span) {
        const SpanTraits traits{span.stage, span.label, span.state, span.attempt};
        auto it = known.constFind(traits);
        if (it == known.cend()) {
            quint32 bits = 0;
            for (int t = 0; t < termCount; ++t) {
                if (terms.at(t).scope != Scope::Lane && spanHit(terms.at(t), scene, traits))
                    bits |= 1U << t;
            }
            it = known.insert(traits, bits);
        }
        return *it;
    };
    for (int i = 0; i < scene.lanes.size(); ++i) {
        const TimelineLane& lane = scene.lanes.at(i);
        if (lane.kind == LaneKind::Task)
            continue; // its jobs are found in the member's bars
        quint32 inLane = 0;
        for (int t = 0; t < termCount; ++t) {
            if (terms.at(t).scope != Scope::Span && laneHit(terms.at(t), lane))
                inLane |= 1U << t;
        }
        qsizetype job = 0;
        for (int s = 0; s < lane.spans.size(); ++s) {
            const TimelineSpan& span = lane.spans.at(s);
            if (span.id == 0)
                continue;
            bool hit = (inLane | bitsOf(span)) == wanted;
            // The jobs of a bar are those that begin before the next bar does.
            const Instant until = s + 1 < lane.spans.size() ? lane.spans.at(s + 1).start : Instant();
            for (; job < lane.jobs.size(); ++job) {
                if (until.isSet() && lane.jobs.at(job).start >= until && lane.jobs.at(job).id > span.id)
                    break;
                hit = hit || (inLane | bitsOf(lane.jobs.at(job))) == wanted;
            }
            if (hit)
                matches.found.append({i, s, span.id, span.start});
        }
    }
    for (const TimelineMatches::Match& match : std::as_const(matches.found))
        matches.perLane[match.lane].append(match.span);
    std::ranges::stable_sort(matches.found, {}, &TimelineMatches::Match::start);
    return matches;
}

} // namespace Drover
