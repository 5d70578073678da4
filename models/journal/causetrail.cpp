#include "models/journal/causetrail.h"

#include "models/request.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int threadPage = 64;  ///< events of the object that are looked at for a job's beginning
constexpr int forwardPages = 5; ///< answers that are waited for while looking for an effect

} // namespace

CauseTrail::CauseTrail(Engine& engine, QObject* parent) : QObject(parent), m_engine(engine) {}

void CauseTrail::clear()
{
    ++m_generation;
    m_known.clear();
    m_back.clear();
    m_effect = {};
    m_asking = false;
}

void CauseTrail::show(const EventRecord& event)
{
    clear();
    m_back.append({.kind = CauseStep::Kind::Shown, .event = event, .command = {}, .count = 0, .until = {}});
    m_asking = true;
    readAround(event, [this] {
        findEffect();
        stepBack();
    });
    emit changed();
}

QList<CauseStep> CauseTrail::steps() const
{
    QList<CauseStep> steps(m_back.crbegin(), m_back.crend());
    if (m_effect.count > 0)
        steps.append(m_effect);
    return steps;
}

qint64 CauseTrail::causeSeq() const
{
    return m_back.size() > 1 ? m_back.at(1).event.seq : 0;
}

EventLookup CauseTrail::lookup() const
{
    return [this](qint64 seq) -> const EventRecord* {
        const auto it = m_known.constFind(seq);
        return it == m_known.constEnd() ? nullptr : &*it;
    };
}

/// An answer to a trail that is no longer shown, or none, is left alone.
void CauseTrail::ask(Queries::FindEvents query, Taken taken)
{
    onAnswer(m_engine.ask(std::move(query)), this,
             [this, taken = std::move(taken), generation = m_generation](const Result<Answer>& answer) {
                 if (generation != m_generation)
                     return;
                 const auto* page = answer ? std::get_if<Answers::Events>(&*answer) : nullptr;
                 taken(page ? page->events : QList<EventRecord>());
             });
}

void CauseTrail::readAround(const EventRecord& event, std::function<void()> then)
{
    const qint64 from = std::max<qint64>(0, event.seq - causeReach - 1);
    ask({.after = from,
         .before = event.seq + causeReach + 1,
         .subject = {},
         .limit = int(2 * causeReach + 1),
         .terms = {}},
        [this, then = std::move(then)](const QList<EventRecord>& events) {
            for (const EventRecord& each : events)
                m_known.insert(each.seq, each);
            then();
        });
}

void CauseTrail::stepBack()
{
    const EventRecord event = m_back.constLast().event;
    if (m_back.size() >= mostSteps)
        return finish();
    if (const qint64 cause = causeNear(event, lookup()); cause > 0)
        return prepend(m_known.value(cause));
    switch (causeKind(event.cause)) {
    case CauseKind::Away:
        m_back.append({.kind = CauseStep::Kind::Away, .event = {}, .command = {}, .count = 0, .until = {}});
        return finish();
    case CauseKind::Asked:
        onAnswer(m_engine.ask(Queries::FindCommands{{event.cause}}), this,
                 [this, generation = m_generation](const Result<Answer>& answer) {
                     if (generation != m_generation)
                         return;
                     const auto* found = answer ? std::get_if<Answers::CommandRecords>(&*answer) : nullptr;
                     if (found && !found->commands.isEmpty())
                         m_back.append({.kind = CauseStep::Kind::Asked,
                                        .event = {},
                                        .command = found->commands.constFirst(),
                                        .count = 0,
                                        .until = {}});
                     finish();
                 });
        return;
    case CauseKind::Reported:
    case CauseKind::Due:
        break;
    }
    // Farther back than what is at hand: along what happened to the same object.
    ask({.after = 0, .before = event.seq, .subject = event.subject, .limit = threadPage, .terms = {}},
        [this, event](const QList<EventRecord>& events) {
            const JobId job = causeJob(event.cause);
            for (auto it = events.crbegin(); it != events.crend(); ++it) {
                const auto* created = std::get_if<Events::JobCreated>(&it->event);
                if (!job.isSet() || (created && created->job.id == job))
                    return prepend(*it);
            }
            finish();
        });
}

void CauseTrail::prepend(const EventRecord& event)
{
    m_back.append({.kind = CauseStep::Kind::Earlier, .event = event, .command = {}, .count = 0, .until = {}});
    emit changed();
    readAround(event, [this] { stepBack(); });
}

void CauseTrail::finish()
{
    m_asking = false;
    emit changed();
}

void CauseTrail::setEffect(qint64 first, qint64 last)
{
    m_effect = {.kind = CauseStep::Kind::Effects,
                .event = m_known.value(first),
                .command = {},
                .count = last - first + 1,
                .until = m_known.value(last).at};
    emit changed();
}

void CauseTrail::findEffect()
{
    const EventRecord event = m_back.constFirst().event;
    if (const qint64 first = effectNear(event, lookup()); first > 0) {
        setEffect(first, std::max(first, decisionEnd(event, lookup())));
        return;
    }
    // A job may run long: its report is looked for farther on.
    if (std::holds_alternative<Events::JobCreated>(event.event))
        lookForward(event.seq + causeReach, forwardPages);
}

void CauseTrail::lookForward(qint64 after, int pages)
{
    const EventRecord event = m_back.constFirst().event;
    const QString job = std::get<Events::JobCreated>(event.event).job.id.toString();
    const Queries::FindEvents query{
        .after = after,
        .before = 0,
        .subject = event.subject,
        .limit = 1,
        .terms = {{.field = u"cause"_s, .values = {u'^' + job + u'$'}, .regex = true, .negated = false}}};
    onAnswer(m_engine.ask(query), this, [=, this, generation = m_generation](const Result<Answer>& answer) {
        const auto* page = answer ? std::get_if<Answers::Events>(&*answer) : nullptr;
        if (generation != m_generation || !page)
            return;
        if (!page->events.isEmpty()) {
            const EventRecord& found = page->events.constFirst();
            m_known.insert(found.seq, found);
            setEffect(found.seq, found.seq);
        } else if (page->more && page->seen > after && pages > 1) {
            lookForward(page->seen, pages - 1);
        }
    });
}

} // namespace Drover
