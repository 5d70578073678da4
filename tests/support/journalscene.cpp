#include "tests/support/journalscene.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover::Testing {

namespace {

/// The store's bound on one answer, smaller, so that tests cross it.
constexpr int lookedAtOnce = 1000;

MachineId machineOf(qint64 seq)
{
    return {QUuid(uint(seq % 40 + 1), 0, 0x4000, 0x80, 0, 0, 0, 0, 0, 0, 1)};
}

Event eventOf(qint64 seq)
{
    const JobId job{seq / 4 + 1};
    switch (seq % 16) {
    case 0:
        return Events::ParamsChanged{
            .machine = {},
            .profile = u"site-west"_s,
            .set = {{u"install/mirror-min-rate"_s, 4}, {u"install/mirror-keep"_s, true}},
            .removed = {u"install/mirror-timeout"_s},
            .before = {{u"install/mirror-min-rate"_s, 10}, {u"install/mirror-timeout"_s, u"30s"_s}}};
    case 5:
        return Events::PoolStatusChanged{.machine = machineOf(seq),
                                         .pool = u"metal-general"_s,
                                         .from = PoolStatus::Free,
                                         .to = PoolStatus::Building,
                                         .proof = FreeProof::None,
                                         .reason = u"allocated for dale-prod-02"_s};
    case 7:
        return Events::JobEnded{.job = job,
                                .state = JobState::Failed,
                                .exitState = ExitState::Failed,
                                .end = JobEnd::Exited,
                                .exitCode = 28,
                                .message = u"mirror-a timed out after 30 s"_s};
    case 8:
        return Events::SequenceStopped{.machine = machineOf(seq),
                                       .workOrder = {},
                                       .stop = Stop::Failed,
                                       .reason = u"linux-install failed, exit 28"_s};
    case 10:
        return Events::LockChanged{
            .machine = machineOf(seq),
            .lock = {.locked = true, .reason = u"BMC on the list"_s, .owner = u"user:ops-1"_s, .since = {}}};
    case 13:
        return Events::GateArrived{
            .cluster = u"dale-prod-02"_s, .gate = u"control-plane-ready"_s, .member = u"cp-2"_s};
    default:
        break;
    }
    if (seq % 4 == 3)
        return Events::JobEnded{
            .job = job, .started = Instant(seq * 1000), .ended = Instant(seq * 1000 + 4200)};
    return Events::JobCreated{.job = {.id = job,
                                      .machine = machineOf(seq),
                                      .task = u"linux-install"_s,
                                      .attempt = seq % 9 == 0 ? 2 : 1}};
}

} // namespace

EventRecord JournalScene::at(qint64 seq) const
{
    // The newest happened at 14:07:41 UTC of the fleet's day.
    constexpr qint64 newest = 1'795'356'461'000;
    EventRecord record{.seq = seq, .at = Instant(newest - (m_size - seq) * 700), .event = eventOf(seq)};
    const bool byPerson = seq % 16 == 0 || seq % 16 == 10;
    record.actor = byPerson ? u"user:ops-1"_s : seq % 4 == 3 ? u"job:j-%1"_s.arg(seq / 4 + 1) : u"engine"_s;
    record.cause = byPerson ? u"c-%1"_s.arg(seq) : u"j-%1"_s.arg(seq / 4);
    record.subject = seq % 16 == 0    ? u"profile site-west"_s
                     : seq % 16 == 13 ? u"gate dale-prod-02/control-plane-ready"_s
                                      : u"machine r07-u%1"_s.arg(10 + seq % 40);
    if (edit)
        edit(record);
    return record;
}

int JournalScene::countOf(const QString& kind) const
{
    int count = 0;
    for (qint64 seq = 1; seq <= m_size; ++seq)
        count += int(eventKind(eventOf(seq)) == kind);
    return count;
}

Answers::Events JournalScene::answer(const Queries::FindEvents& query) const
{
    const EventMatcher matcher(query.terms);
    const bool backwards = query.before != 0 && query.after == 0;
    const qint64 last = query.before == 0 ? m_size : std::min(m_size, query.before - 1);
    Answers::Events found;
    int looked = 0;
    // False: enough.
    const auto look = [&](qint64 seq) {
        if (found.events.size() == query.limit || (!query.terms.isEmpty() && looked == lookedAtOnce))
            return false;
        ++looked;
        found.seen = query.terms.isEmpty() ? 0 : seq;
        const EventRecord record = at(seq);
        const EventMatcher::Row row{eventKind(record.event), record.actor, record.subject, record.cause,
                                    [&record] { return Json::toText(record.event); }};
        if ((query.subject.isEmpty() || record.subject == query.subject) && matcher.matches(row))
            found.events.append(record);
        return true;
    };
    if (backwards) {
        for (qint64 seq = last; seq >= 1 && !found.more; --seq)
            found.more = !look(seq);
        std::reverse(found.events.begin(), found.events.end());
    } else {
        for (qint64 seq = query.after + 1; seq <= last && !found.more; ++seq)
            found.more = !look(seq);
    }
    return found;
}

std::optional<Result<Answer>> JournalScene::answerAny(const Query& query) const
{
    if (const auto* events = std::get_if<Queries::FindEvents>(&query))
        return answer(*events);
    if (const auto* check = std::get_if<Queries::CheckChain>(&query)) {
        Answers::Chain chain;
        const qint64 limit = std::min<qint64>(check->limit, lookedAtOnce);
        for (qint64 seq = check->after + 1; seq <= std::min(m_size, check->after + limit); ++seq) {
            chain.seen = seq;
            if (seq == brokenAt) {
                chain.firstBad = seq;
                chain.problem = u"event %1 was changed"_s.arg(seq);
            }
            chain.links.append({seq, u"b71e04c9%1"_s.arg(seq, 8, 16, QChar(u'0')), seq != brokenAt});
        }
        chain.at = chain.seen > 0 ? at(chain.seen).at : Instant();
        chain.more = chain.seen == check->after + limit;
        chain.links = chain.links.last(std::min(chain.links.size(), Answers::Chain::linksTold));
        return chain;
    }
    if (const auto* find = std::get_if<Queries::FindPositions>(&query)) {
        Answers::Positions found;
        for (const Instant moment : find->moments) {
            qint64 low = 1;
            qint64 high = m_size + 1;
            while (low < high) {
                const qint64 middle = (low + high) / 2;
                if (at(middle).at < moment)
                    low = middle + 1;
                else
                    high = middle;
            }
            found.positions.append(low);
        }
        return found;
    }
    if (const auto* find = std::get_if<Queries::FindCommands>(&query)) {
        Answers::CommandRecords found;
        for (const QString& id : find->ids)
            found.commands.append(
                {Instant(1'795'356'000'000),
                 {.id = id,
                  .actor = u"user:ops-1"_s,
                  .via = u"console"_s,
                  .reason = u"Mirror is slow today"_s,
                  .command =
                      Commands::SetParams{
                          .machine = {}, .profile = u"site-west"_s, .set = {{u"a"_s, 1}}, .unset = {}}},
                 {}});
        return found;
    }
    return {};
}

} // namespace Drover::Testing
