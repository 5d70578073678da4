#pragma once

#include "engine/runtime/clock.h"
#include "engine/runtime/effectrunner.h"
#include "engine/runtime/sealing.h"
#include "engine/runtime/turn.h"

#include <memory>
#include <optional>

namespace Drover {

/// The engine without a thread: inputs in, turns committed, effects started. LocalEngine runs it on a thread
/// of its own; tests and the simulation call it directly. All calls on one thread.
class EngineCore
{
public:
    struct Parts
    {
        std::unique_ptr<Store> store;
        std::optional<State> state; ///< what the store holds, by whoever has read it; else it is read
        std::unique_ptr<Clock> clock;
        Executor* local = nullptr; ///< null: nothing real runs; outlives the core
        SealValue seal;            ///< null: values stay in clear (tests)
        JobRendering::Open open;
        std::function<MachineId()> newMachineId; ///< null: made of the directory's seed and counter
        Limits limits;
        /// When a turn has made so many events it is committed: enough to make one transaction worth its
        /// sync, little enough that a crash costs nothing a person would notice.
        qsizetype eventsPerTurn = 1000;
        /// So many events of commands are enough for one turn: those who sent them wait for their answers.
        qsizetype eventsOfCommands = 250;
        SimulatedRuns::Fault fault;
        /// Told after every commit, with the draft of the turn; the change feeds hang here.
        std::function<void(const Draft& draft, const QList<EventRecord>& events)> committed;
    };

    /// Loads the directory and probes what was left open. Errors: the store's, `content-invalid`.
    [[nodiscard]] static Result<std::unique_ptr<EngineCore>> open(Parts parts);
    ~EngineCore();

    /// Carries out a command in a turn of its own. A repeated id gets its first answer.
    [[nodiscard]] Result<Receipt> submit(CommandRequest request);
    /// Carries out commands in their order, as many in one turn as that bears, and gives an answer to each.
    /// When the turn can't be written all of it are refused. With `goOn` what they make due runs in the same
    /// turn, unless a virtual clock says when.
    [[nodiscard]] std::vector<Result<Receipt>> submit(QList<CommandRequest> requests, bool goOn = false);
    /// What a command would record and answer now; nothing stays of it.
    struct Trial
    {
        Receipt receipt;
        QList<EventRecord> events;
    };
    [[nodiscard]] Result<Trial> attempt(CommandRequest request);
    /// Takes in what an executor said; acted on by the next run().
    void take(const RunOutcome& outcome);
    void probed(const QString& key, ProbeAnswer answer);
    /// Says that nothing worked here for so long, before what is due is run: open operations are paused.
    /// Errors: the store's.
    [[nodiscard]] Result<> wasAway(Duration away);

    /// Runs turns until nothing is due, or for `budget` of computing; with a virtual clock time goes on by
    /// itself. Answers whether there is more to do at once.
    bool run(Duration budget);
    /// When it must run again if nothing else happens; nothing when it need not.
    [[nodiscard]] std::optional<Instant> wakeAt();

    [[nodiscard]] const State& state() const { return m_state; }
    [[nodiscard]] const Content& content() const { return m_content; }
    [[nodiscard]] Clock& clock() { return *m_clock; }
    [[nodiscard]] Store& store() { return *m_parts.store; }
    [[nodiscard]] const Limits& limits() const { return m_parts.limits; }
    /// Opens sealed values, on any thread; empty where nothing is sealed.
    [[nodiscard]] const JobRendering::Open& opener() const { return m_parts.open; }
    /// Why changes are refused just now; empty when all is well.
    [[nodiscard]] const QString& trouble() const { return m_trouble; }
    /// Where job output lies; set by the owner of the directory, empty where nothing real runs.
    QString directory;

private:
    explicit EngineCore(Parts parts);
    [[nodiscard]] Result<> load();
    [[nodiscard]] Facts facts();
    [[nodiscard]] Result<QList<EventRecord>> changesSince(qint64 seq);
    [[nodiscard]] QList<Outcome> nextOutcomes(Instant until);
    [[nodiscard]] bool settle(Turn& turn, Instant until);
    [[nodiscard]] bool stepVirtualClock();
    [[nodiscard]] std::optional<Result<Receipt>> knownAnswer(const QString& id);
    void submitTogether(QList<CommandRequest>& waiting, std::vector<Result<Receipt>>& answers, bool goOn);
    [[nodiscard]] Result<> finish(Turn& turn);
    [[nodiscard]] static Error storeUnavailable(const QString& why);
    void enterTrouble(const Error& error);
    [[nodiscard]] bool leaveTrouble();

    Parts m_parts;
    std::unique_ptr<Clock> m_clock;
    State m_state;
    Content m_content;
    std::unique_ptr<SimulatedRuns> m_simulated;
    std::unique_ptr<EffectRunner> m_effects;
    QList<Outcome> m_outcomes;
    QList<Outcome> m_taken; ///< outcomes of the turn at work, put back when its commit fails
    QString m_trouble;
    Instant m_tryAgainAt;
    QStringList m_probeAgain;
    Instant m_probeAgainAt;
};

} // namespace Drover
