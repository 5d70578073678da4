#pragma once

#include "models/timeline/timelinescene.h"

#include "engine/core/gate.h"
#include "engine/core/job.h"

namespace Drover {

/// What makes bars of one machine's jobs needs to know beside them.
struct JobSpanContext
{
    const Machine* machine = nullptr; ///< null: gone
    QList<const Gate*> gates;         ///< of its cluster
    QString role;
    Instant now;
    /// What it waits in although nothing in its own sequence says so: for a slot (Queued), for its paused
    /// operation (Paused), for a person (WaitingForPerson).
    std::optional<BarState> blocked;
    Instant blockedSince;      ///< not set = since it last did something
    bool entriesApart = false; ///< the cluster's own lane: each `action:` entry is a bar of its own
};

/// One bar for each run of jobs of one stage and attempt, dots for back-offs, hatches for waits; sorted by
/// start. A bar's id is that of its last job. `jobs` in order of id; those that work for another cluster are
/// left out before.
[[nodiscard]] QList<TimelineSpan> jobSpans(const QList<const Job*>& jobs, const JobSpanContext& context,
                                           TimelineTexts& texts);

/// Every single job as a span, label = its task; sorted by start. What bars are too coarse for: task lanes,
/// figures, exports. `jobs` as above.
[[nodiscard]] QList<TimelineSpan> jobDetails(const QList<const Job*>& jobs, const JobSpanContext& context,
                                             TimelineTexts& texts);

/// The failure flag of a lane that has stopped; none while it goes on.
[[nodiscard]] std::optional<TimelineFailure> laneFailure(const QList<const Job*>& jobs,
                                                         const Machine* machine);

/// `action:cluster:allocate-members` → "allocate members"; other names as they are.
[[nodiscard]] QString entryLabel(const QString& task);

} // namespace Drover
