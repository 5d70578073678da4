#pragma once

#include "engine/content/definitions.h"
#include "engine/core/effect.h"
#include "engine/core/state.h"

#include <functional>
#include <map>

namespace Drover {

/// The simulated fleet: how long each job takes and how it ends is a function of the directory's seed and the
/// job alone, so that the same commands give the same journal, and a crash loses nothing that could not be
/// computed again. Owned by the engine core, on its thread.
class SimulatedRuns
{
public:
    /// May change an outcome before it is queued; tests inject faults by it.
    using Fault = std::function<void(const Job&, Outcome&)>;

    explicit SimulatedRuns(qint64 seed, Fault fault = {}) : m_seed(seed), m_fault(std::move(fault)) {}

    /// Begins a run; its outcome is due later, at the end of its time limit at the latest (0: none). `hash`
    /// is of what was rendered.
    void start(const Job& job, const SimulatedRun& how, Duration timeout, Instant now, const QString& hash);
    /// Ends a run now.
    void cancel(const Job& job, Instant now);
    /// When the next outcome is due.
    [[nodiscard]] std::optional<Instant> next() const;
    /// The first outcomes due by then, by time and job, each once; at most so many.
    [[nodiscard]] QList<Outcome> take(Instant now, qsizetype most);
    void clear() { m_due.clear(); }

private:
    qint64 m_seed;
    Fault m_fault;
    std::map<std::pair<Instant, JobId>, Outcome> m_due; ///< by time, then job
};

} // namespace Drover
