#include "engine/runtime/turn.h"

#include "engine/core/json.h"
#include "engine/runtime/contentloading.h"
#include "engine/runtime/contentusers.h"

namespace Drover {

using namespace Qt::StringLiterals;

Turn::Turn(State& state, Content& content, Store& store, const SealValue& seal)
    : m_state(state), m_content(content), m_contentBefore(content), m_store(store), m_seal(seal),
      m_draft(state)
{
    m_record.draft = &m_draft;
}

Turn::~Turn()
{
    if (m_committed)
        return;
    m_draft.rollback({});
    m_content = m_contentBefore;
}

Result<Receipt> Turn::loadContent(const CommandRequest& request, const Facts& facts)
{
    // Each opening brings the built-in pack, which mostly is there: reading it takes longer than all the
    // rest.
    QList<Commands::ContentPack> packs;
    QStringList notes;
    for (const Commands::ContentPack& pack : std::get<Commands::LoadContent>(request.command).packs) {
        if (const std::optional<PackRef> same = loadedAlready(m_state, m_store, pack))
            notes.append(u"content %1 is loaded already"_s.arg(same->name));
        else
            packs.append(pack);
    }
    if (packs.isEmpty())
        return Receipt{0, {}, {}, notes.join(u'\n')};
    Result<LoadedPacks> loaded = loadPacks(m_content, packs);
    if (!loaded)
        return tl::make_unexpected(loaded.error());
    if (const Result<> kept = keepsWhatIsUsed(m_state, m_content, loaded->content); !kept)
        return tl::make_unexpected(kept.error());
    Decider decider(m_draft, m_content, facts, request.actor, request.id, m_record.events);
    for (const auto& [stored, event] : loaded->fresh) {
        decider.record(event);
        m_record.packs.append(stored);
        notes.append(u"content %1 %2 loaded"_s.arg(event.pack, event.version));
    }
    if (!loaded->fresh.isEmpty())
        m_content = loaded->content;
    for (const Events::ParamsChanged& change : sealings(m_state, m_content, m_seal)) {
        decider.record(change);
        notes.append(u"%1 is secret now: change it, the journal still holds it as it was written"_s.arg(
            change.set.keys().join(u", "_s)));
    }
    return Receipt{0, {}, {}, notes.join(u'\n')};
}

Result<Receipt> Turn::take(const CommandRequest& request, const Facts& facts)
{
    const Draft::Savepoint savepoint = m_draft.savepoint();
    const qsizetype events = m_record.events.size();
    Result<Receipt> answer;
    if (std::holds_alternative<Commands::LoadContent>(request.command)) {
        answer = loadContent(request, facts);
    } else {
        Decider decider(m_draft, m_content, facts, request.actor, request.id, m_record.events);
        answer = decide(decider, request);
    }
    StoredCommand stored;
    stored.id = request.id;
    stored.at = facts.now;
    if (answer) {
        answer->seq = m_state.ledger().seq;
        stored.receipt = Json::toText(*answer);
    } else {
        m_draft.rollback(savepoint);
        m_record.events.resize(events);
        Error error = answer.error();
        stored.refusal = Json::toText(QJsonObject{{u"code"_s, error.code},
                                                  {u"text"_s, error.text},
                                                  {u"remedy"_s, error.remedy},
                                                  {u"object"_s, error.object}});
    }
    // A pack's text is kept once under its hash; the command need not repeat it. A refused one may hold
    // secrets that nobody knows as such: the param's name is wrong, or its content is missing.
    CommandRequest kept = request;
    if (auto* load = std::get_if<Commands::LoadContent>(&kept.command))
        load->packs.clear();
    stored.request = answer ? Json::toText(kept) : QByteArrayLiteral("{}");
    m_record.commands.append(stored);
    return answer;
}

void Turn::take(const Outcome& outcome, const Facts& facts)
{
    Decider decider(m_draft, m_content, facts, u"job:"_s + outcome.job.toString(), outcome.job.toString(),
                    m_record.events);
    decide(decider, outcome);
}

void Turn::take(const DueItem& due, const Facts& facts)
{
    Decider decider(m_draft, m_content, facts, u"engine"_s, u"schedule"_s, m_record.events);
    decide(decider, due);
}

void Turn::take(const Absence& absence, const Facts& facts)
{
    Decider decider(m_draft, m_content, facts, u"engine"_s, u"absence"_s, m_record.events);
    decide(decider, absence);
}

Result<> Turn::commit()
{
    if (isEmpty()) {
        m_committed = true;
        return {};
    }
    const Result<> written = m_store.commit(m_record);
    m_committed = written.has_value();
    return written;
}

} // namespace Drover
