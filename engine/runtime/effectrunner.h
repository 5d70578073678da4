#pragma once

#include "engine/core/effect.h"
#include "engine/decide/rendering.h"
#include "engine/effects/executor.h"
#include "engine/runtime/simulatedruns.h"

namespace Drover {

/// Starts, cancels and probes what was committed, and turns what executors say into outcomes. Simulated runs
/// have no outside, so they may begin within the turn. Owned by the engine core, on its thread.
class EffectRunner
{
public:
    /// `local` may be null where nothing real runs. It outlives this.
    EffectRunner(Executor* local, SimulatedRuns& simulated, JobRendering::Open open);

    /// The content that jobs are rendered with from now on.
    void setContent(const Content& content);

    /// Begins the simulated runs among these events.
    void startSimulated(const State& state, const QList<EventRecord>& events, qsizetype from);
    /// After the commit: starts and cancels the real ones, and lets go of those that ended.
    void carryOut(const State& state, const QList<EventRecord>& events);
    /// After a restart or a doubtful commit: asks what became of every open intent.
    void recover(const State& state);
    /// The executor has answered a probe; starts what provably never began.
    void probed(const State& state, const QString& key, ProbeAnswer answer);

    /// Outcomes that came of preparing (a template that does not render), to be taken by the next turn.
    [[nodiscard]] QList<Outcome> takeFailed() { return std::exchange(m_failed, {}); }
    /// Keys whose executor could not tell; to be probed again.
    [[nodiscard]] QStringList takeUnknown() { return std::exchange(m_unknown, {}); }
    /// The outcome in the core's terms, with the hash of what ran; nothing for a key that no open job has.
    [[nodiscard]] std::optional<Outcome> outcomeOf(const State& state, const RunOutcome& run);
    /// What must not stand in the outputs of the job of that key (JobRendering::secretsOf).
    [[nodiscard]] QStringList secretsOf(const State& state, const QString& key) const;
    /// The open job of an effect's key.
    [[nodiscard]] static const Job* jobOf(const State& state, const QString& key);

private:
    void startReal(const State& state, const Job& job);
    void restart(const State& state, MachineId id, Wait wait);
    void failToPrepare(const Job& job, const Error& error, Instant now);

    Executor* m_local;
    SimulatedRuns& m_simulated;
    JobRendering::Open m_open;
    std::optional<JobRendering> m_rendering;
    QList<Outcome> m_failed;
    QStringList m_unknown;
};

} // namespace Drover
