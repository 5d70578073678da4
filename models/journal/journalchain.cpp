#include "models/journal/journalchain.h"

#include "models/request.h"

#include <algorithm>

namespace Drover {

JournalChain::JournalChain(Engine& engine, QObject* parent) : QObject(parent), m_engine(engine) {}

void JournalChain::verify()
{
    if (m_state == State::Checking)
        return;
    m_state = State::Checking;
    m_seen = 0;
    m_at = {};
    m_firstBad = 0;
    m_problem.clear();
    checkOn();
    emit changed();
}

void JournalChain::stop()
{
    ++m_generation;
    m_state = State::NotChecked;
    emit changed();
}

void JournalChain::checkOn()
{
    onAnswer(m_engine.ask(Queries::CheckChain{.after = m_seen}), this,
             [this, generation = m_generation](const Result<Answer>& answer) {
                 if (generation != m_generation)
                     return;
                 if (const auto* chain = answer ? std::get_if<Answers::Chain>(&*answer) : nullptr) {
                     take(*chain);
                 } else {
                     m_state = State::Unreadable;
                     m_problem = answer ? QString() : answer.error().text;
                 }
                 emit changed();
             });
}

void JournalChain::take(const Answers::Chain& chain)
{
    if (chain.firstBad > 0) {
        m_state = State::Broken;
        m_firstBad = chain.firstBad;
        m_problem = chain.problem;
        return;
    }
    if (chain.seen > m_seen) {
        m_seen = chain.seen;
        m_at = chain.at;
    }
    if (chain.more)
        checkOn();
    else
        m_state = State::Verified;
}

void JournalChain::links(qint64 seq, QObject* context,
                         std::function<void(const QList<Answers::ChainLink>&)> done)
{
    onAnswer(m_engine.ask(Queries::CheckChain{.after = std::max<qint64>(0, seq - 2), .limit = 3}), context,
             [done = std::move(done)](const Result<Answer>& answer) {
                 const auto* chain = answer ? std::get_if<Answers::Chain>(&*answer) : nullptr;
                 done(chain ? chain->links : QList<Answers::ChainLink>());
             });
}

} // namespace Drover
