#include "engine/runtime/enginecore.h"

#include "engine/core/json.h"
#include "engine/runtime/contentloading.h"

#include <QCryptographicHash>
#include <QSet>
#include <algorithm>
#include <chrono>

namespace Drover {

using namespace Qt::StringLiterals;
using SteadyClock = std::chrono::steady_clock;

namespace {

constexpr Duration retryStore = std::chrono::seconds(2);
constexpr Duration retryProbe = std::chrono::seconds(2);
/// So many are taken before it is looked again what is due: little enough to keep a turn to its size, and the
/// same wherever a turn ends, so that the journal does not depend on that.
constexpr qsizetype outcomesAtOnce = 64;
/// So long commands are taken into one turn.
constexpr auto commandsBudget = std::chrono::milliseconds(2);

/// An undo reads the journal, and new content counts once it is written: neither shares a turn.
bool readsWhatIsWritten(const Command& command)
{
    return std::holds_alternative<Commands::UndoChange>(command) ||
           std::holds_alternative<Commands::LoadContent>(command);
}

} // namespace

EngineCore::EngineCore(Parts parts) : m_parts(std::move(parts)), m_clock(std::move(m_parts.clock)) {}
EngineCore::~EngineCore() = default;

Result<std::unique_ptr<EngineCore>> EngineCore::open(Parts parts)
{
    std::unique_ptr<EngineCore> core(new EngineCore(std::move(parts)));
    if (const Result<> loaded = core->load(); !loaded)
        return tl::make_unexpected(loaded.error());
    return core;
}

Result<> EngineCore::load()
{
    Result<State> state =
        m_parts.state ? Result<State>(*std::exchange(m_parts.state, {})) : m_parts.store->load();
    if (!state)
        return tl::make_unexpected(state.error());
    Result<Content> content = contentOf(*state, *m_parts.store);
    if (!content)
        return tl::make_unexpected(content.error());
    m_state = std::move(*state);
    m_content = *content;
    m_state.markAll();
    m_clock->advanceTo(m_state.ledger().at);
    m_simulated = std::make_unique<SimulatedRuns>(m_state.ledger().seed, m_parts.fault);
    m_effects = std::make_unique<EffectRunner>(m_parts.local, *m_simulated, m_parts.open);
    m_effects->setContent(m_content);
    m_effects->recover(m_state);
    return {};
}

Facts EngineCore::facts()
{
    Facts facts;
    // Time never goes back in the journal, whatever the wall clock does.
    facts.now = std::max(m_clock->now(), m_state.ledger().at);
    facts.jobLimit = m_parts.limits.jobs;
    facts.newMachineId = m_parts.newMachineId ? m_parts.newMachineId : [this] {
        const QByteArray source = QByteArray::number(m_state.ledger().seed) + '/' +
                                  QByteArray::number(m_state.ledger().lastMachine);
        QByteArray bytes = QCryptographicHash::hash(source, QCryptographicHash::Sha256).first(16);
        bytes[6] = char((bytes[6] & 0x0f) | 0x40);
        bytes[8] = char((bytes[8] & 0x3f) | 0x80);
        return MachineId{QUuid::fromRfc4122(bytes)};
    };
    facts.changesSince = [this](qint64 seq) { return changesSince(seq); };
    return facts;
}

Result<QList<EventRecord>> EngineCore::changesSince(qint64 seq)
{
    Result<QList<EventRecord>> records = m_parts.store->events({seq - 1, seq + 1, {}, 1});
    if (!records || records->isEmpty())
        return records;
    const QString subject = records->first().subject;
    for (;;) {
        History::EventFilter filter{records->last().seq, 0, subject};
        const Result<QList<EventRecord>> page = m_parts.store->events(filter);
        if (!page)
            return page;
        *records += *page;
        if (page->size() < filter.limit)
            return records;
    }
}

Result<Receipt> EngineCore::submit(CommandRequest request)
{
    return submit(QList<CommandRequest>{std::move(request)}).front();
}

std::vector<Result<Receipt>> EngineCore::submit(QList<CommandRequest> requests, bool goOn)
{
    std::vector<Result<Receipt>> answers;
    answers.reserve(std::size_t(requests.size()));
    while (!requests.isEmpty())
        submitTogether(requests, answers, goOn);
    return answers;
}

/// What a command of this id was answered; nothing when it is new, or was refused.
std::optional<Result<Receipt>> EngineCore::knownAnswer(const QString& id)
{
    if (id.isEmpty())
        return std::nullopt;
    const Result<std::optional<StoredCommand>> known = m_parts.store->findCommand(id);
    if (!known)
        return tl::make_unexpected(known.error());
    if (!*known || !(*known)->refusal.isEmpty())
        return std::nullopt;
    return Json::fromText<Receipt>((*known)->receipt);
}

/// Carries out the first of those that wait, with those behind it that may share its turn.
void EngineCore::submitTogether(QList<CommandRequest>& waiting, std::vector<Result<Receipt>>& answers,
                                bool goOn)
{
    if (!m_trouble.isEmpty() && !leaveTrouble()) {
        answers.emplace_back(tl::make_unexpected(storeUnavailable(m_trouble)));
        waiting.removeFirst();
        return;
    }
    const auto begin = SteadyClock::now();
    Turn turn(m_state, m_content, *m_parts.store, m_parts.seal);
    std::vector<std::size_t> taken; // places of its answers
    QSet<QString> ids;
    const auto mayShare = [&](const CommandRequest& next) {
        return taken.empty() || (!readsWhatIsWritten(next.command) && !ids.contains(next.id) &&
                                 turn.events().size() < m_parts.eventsOfCommands &&
                                 SteadyClock::now() - begin < commandsBudget);
    };
    bool alone = false;
    while (!waiting.isEmpty() && !alone && mayShare(waiting.constFirst())) {
        CommandRequest request = waiting.takeFirst();
        if (auto known = knownAnswer(request.id)) {
            answers.push_back(std::move(*known));
            continue;
        }
        Result<CommandRequest> closed = sealed(std::move(request), m_content, m_parts.seal);
        if (!closed) {
            answers.emplace_back(tl::make_unexpected(closed.error()));
            continue;
        }
        alone = readsWhatIsWritten(closed->command);
        if (!closed->id.isEmpty())
            ids.insert(closed->id);
        const qsizetype before = turn.events().size();
        taken.push_back(answers.size());
        answers.push_back(turn.take(*closed, facts()));
        m_effects->startSimulated(m_state, turn.events(), before);
    }
    if (goOn && !alone && !m_clock->isVirtual())
        (void)settle(turn, m_clock->now()); // what is left is run next
    if (const Result<> written = finish(turn); !written) {
        for (const std::size_t place : taken)
            answers[place] = tl::make_unexpected(written.error());
    }
}

Result<EngineCore::Trial> EngineCore::attempt(CommandRequest request)
{
    const Result<CommandRequest> closed = sealed(std::move(request), m_content, m_parts.seal);
    if (!closed)
        return tl::make_unexpected(closed.error());
    Turn turn(m_state, m_content, *m_parts.store, m_parts.seal); // never committed: it takes everything back
    Result<Receipt> receipt = turn.take(*closed, facts());
    if (!receipt)
        return tl::make_unexpected(receipt.error());
    return Trial{std::move(*receipt), turn.events()};
}

void EngineCore::take(const RunOutcome& run)
{
    std::optional<Outcome> outcome = m_effects->outcomeOf(m_state, run);
    if (!outcome) {
        if (m_parts.local)
            m_parts.local->forget(run.key); // of an attempt that is over
        return;
    }
    if (m_parts.seal && !outcome->outputs.isEmpty())
        outcome =
            sealed(std::move(*outcome), m_content, m_parts.seal, m_effects->secretsOf(m_state, run.key));
    m_outcomes.append(*outcome);
}

void EngineCore::probed(const QString& key, ProbeAnswer answer)
{
    m_effects->probed(m_state, key, answer);
    m_probeAgain += m_effects->takeUnknown();
    if (!m_probeAgain.isEmpty())
        m_probeAgainAt = m_clock->now() + retryProbe;
}

Result<> EngineCore::wasAway(Duration away)
{
    if (!m_trouble.isEmpty() && !leaveTrouble())
        return tl::make_unexpected(storeUnavailable(m_trouble));
    Turn turn(m_state, m_content, *m_parts.store, m_parts.seal);
    turn.take(Absence{away}, facts());
    return finish(turn);
}

QList<Outcome> EngineCore::nextOutcomes(Instant until)
{
    m_outcomes += m_effects->takeFailed();
    // Whose outputs are applied first must not depend on which of them was heard of first.
    std::ranges::sort(m_outcomes, {}, &Outcome::job);
    QList<Outcome> next = m_outcomes.first(std::min(outcomesAtOnce, m_outcomes.size()));
    m_outcomes.remove(0, next.size());
    next += m_simulated->take(until, outcomesAtOnce - next.size());
    return next;
}

bool EngineCore::settle(Turn& turn, Instant until)
{
    Facts at = facts();
    at.now = std::max(until, m_state.ledger().at);
    while (turn.events().size() < m_parts.eventsPerTurn) {
        const QList<Outcome> outcomes = nextOutcomes(at.now);
        const Agenda agenda = schedule(m_state, at.now, m_parts.limits);
        if (outcomes.isEmpty() && agenda.due.empty())
            return false;
        for (const Outcome& outcome : outcomes) {
            const qsizetype before = turn.events().size();
            turn.take(outcome, at);
            m_effects->startSimulated(m_state, turn.events(), before);
        }
        m_taken += outcomes;
        for (const DueItem& due : agenda.due) {
            const qsizetype before = turn.events().size();
            turn.take(due, at);
            m_effects->startSimulated(m_state, turn.events(), before);
        }
    }
    return true;
}

bool EngineCore::stepVirtualClock()
{
    if (!m_clock->isVirtual())
        return false;
    std::optional<Instant> next = m_simulated->next();
    const std::optional<Instant> wake = schedule(m_state, m_clock->now(), m_parts.limits, 0).wakeAt;
    if (wake && (!next || *wake < *next))
        next = wake;
    if (!next)
        return false;
    m_clock->advanceTo(*next);
    return true;
}

bool EngineCore::run(Duration budget)
{
    if (!m_trouble.isEmpty() && !leaveTrouble())
        return false;
    if (!m_probeAgain.isEmpty() && m_clock->now() >= m_probeAgainAt) {
        for (const QString& key : std::exchange(m_probeAgain, {}))
            m_parts.local->probe(
                {key, m_state.find<Intent>(key) ? m_state.find<Intent>(key)->opened : Instant()});
    }
    const auto begin = SteadyClock::now();
    for (;;) {
        Turn turn(m_state, m_content, *m_parts.store, m_parts.seal);
        bool more = settle(turn, m_clock->now());
        // A virtual clock steps within the turn: simulated runs have no outside, and one sync serves many
        // moments.
        while (!more && turn.events().size() < m_parts.eventsPerTurn && stepVirtualClock())
            more = settle(turn, m_clock->now());
        if (turn.isEmpty())
            return false;
        if (const Result<> written = finish(turn); !written)
            return false;
        if (SteadyClock::now() - begin >= budget)
            return true;
    }
}

Result<> EngineCore::finish(Turn& turn)
{
    const Result<> written = turn.commit();
    if (!written) {
        enterTrouble(written.error());
        return written;
    }
    for (const Outcome& outcome : std::exchange(m_taken, {})) {
        if (m_parts.local && !m_state.ledger().simulated)
            m_parts.local->forget(outcome.effect);
    }
    bool reloaded = false;
    for (const EventRecord& record : turn.events())
        reloaded = reloaded || std::holds_alternative<Events::ContentLoaded>(record.event);
    if (reloaded)
        m_effects->setContent(m_content);
    if (m_parts.committed && !turn.events().isEmpty())
        m_parts.committed(turn.draft(), turn.events());
    m_effects->carryOut(m_state, turn.events());
    return {};
}

Error EngineCore::storeUnavailable(const QString& why)
{
    return {u"store-unavailable"_s,
            u"the database can't be written: "_s + why,
            u"free space or mend the disk; it is tried again every 2 s"_s,
            {}};
}

void EngineCore::enterTrouble(const Error& error)
{
    m_trouble = error.text;
    m_tryAgainAt = m_clock->now() + retryStore;
    // Nothing that was reported gets lost: real outcomes are taken again once the store is back. Simulated
    // ones are computed anew from the state.
    m_outcomes = m_state.ledger().simulated ? QList<Outcome>() : m_taken + m_outcomes;
    m_taken.clear();
}

bool EngineCore::leaveTrouble()
{
    // The failed commit may have landed, so the rows are read again before anything else is decided.
    if (!m_clock->isVirtual() && m_clock->now() < m_tryAgainAt)
        return false;
    m_tryAgainAt = m_clock->now() + retryStore;
    if (const Result<> loaded = load(); !loaded) {
        m_trouble = loaded.error().text;
        return false;
    }
    m_trouble.clear();
    return true;
}

std::optional<Instant> EngineCore::wakeAt()
{
    std::optional<Instant> wake = schedule(m_state, m_clock->now(), m_parts.limits, 0).wakeAt;
    const auto sooner = [&wake](std::optional<Instant> other) {
        if (other && (!wake || *other < *wake))
            wake = other;
    };
    sooner(m_simulated->next());
    if (!m_trouble.isEmpty())
        sooner(m_tryAgainAt);
    if (!m_probeAgain.isEmpty())
        sooner(m_probeAgainAt);
    return wake;
}

} // namespace Drover
