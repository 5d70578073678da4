#pragma once

#include "models/timeline/timelinescene.h"

class QString;

namespace Drover {

/// Bars of a timeline that a search has found, in order of time. A value; any thread.
struct TimelineMatches
{
    struct Match
    {
        int lane = 0;
        int span = 0; ///< index in the lane
        qint64 id = 0;
        Instant start;
        bool operator==(const Match&) const = default;
    };
    QList<Match> found;
    QHash<int, QList<int>> perLane; ///< lane → its bars, ascending; lanes without are absent
    QString badTerm;                ///< what of the text could not be understood

    /// The match at or behind a moment (step 1), or before it (step -1), going round; -1 = there is none.
    [[nodiscard]] int next(int from, int step) const;
    [[nodiscard]] int firstFrom(Instant at) const;
    [[nodiscard]] int indexOf(qint64 id) const;
};

/// The filter language of the lists over bars: bare words look in lane, machine, stage and task;
/// `stage: task: state: attempt: member: machine:` in one of them. Waits and predictions are not looked at.
/// Cost: each text once, then a look-up a bar.
[[nodiscard]] TimelineMatches findSpans(const TimelineScene& scene, const QString& text);

/// The word of a state in the filter language and in exported tables: "failed", "at-gate".
[[nodiscard]] QString stateKey(BarState state);

} // namespace Drover
