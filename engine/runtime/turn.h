#pragma once

#include "engine/decide/decide.h"
#include "engine/runtime/sealing.h"
#include "engine/store/store.h"

namespace Drover {

/// One turn: inputs are decided one after the other on a draft, then everything is written in one
/// transaction. A refused input is taken back alone. Made and ended on the engine's thread.
class Turn
{
public:
    /// `seal` closes what new content declares secure and was written in clear before; empty: it stays.
    Turn(State& state, Content& content, Store& store, const SealValue& seal);
    /// What was not committed is taken back.
    ~Turn();

    /// Carries out a command. A refusal changes nothing but is remembered with the turn.
    Result<Receipt> take(const CommandRequest& request, const Facts& facts);
    void take(const Outcome& outcome, const Facts& facts);
    void take(const DueItem& due, const Facts& facts);
    void take(const Absence& absence, const Facts& facts);

    [[nodiscard]] const QList<EventRecord>& events() const { return m_record.events; }
    [[nodiscard]] const Draft& draft() const { return m_draft; }
    [[nodiscard]] bool isEmpty() const { return m_record.events.isEmpty() && m_record.commands.isEmpty(); }
    /// Writes it all. After an error nothing of it counts, but it may have landed: load the state again.
    [[nodiscard]] Result<> commit();

private:
    Result<Receipt> loadContent(const CommandRequest& request, const Facts& facts);

    State& m_state;
    Content& m_content;
    Content m_contentBefore;
    Store& m_store;
    const SealValue& m_seal;
    Draft m_draft;
    TurnRecord m_record;
    bool m_committed = false;
};

} // namespace Drover
