#pragma once

#include "engine/effects/executor.h"

#include <map>
#include <set>

namespace Drover::Testing {

/// The world outside the engine, which the engine's death leaves as it is: what runs on it and how that
/// ended. A value, so that a moment of it can be kept. It says nothing of its own: the rig asks it.
struct SweepHost
{
    struct Run
    {
        RunOutcome outcome; ///< what it will have come to
        QString machineUuid;
        bool ended = false;
        bool forgotten = false;
    };

    std::map<QString, Run> runs;
    std::set<QString> places; ///< machines that have a directory to work in
    QStringList faults;       ///< what an executor must never be asked; empty while all is well

    /// Starts a run that takes a time of its own, told by its key, and ends as `code` says.
    void begin(const RunRequest& request, Instant now, int code);
    void cancel(const QString& key, Instant now);
    void forget(const QString& key);
    /// Whatever runs for the machine would end with it.
    void restart(const QString& machineUuid);
    /// When the next run ends.
    [[nodiscard]] std::optional<Instant> nextEnd() const;
    /// The runs that end by then, in the order of their ends.
    [[nodiscard]] QStringList due(Instant now) const;
};

} // namespace Drover::Testing
