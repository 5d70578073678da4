#pragma once

#include "models/timeline/timelinescene.h"

#include <vector>

namespace Drover {

/// Questions about one lane's spans, each answered in O(log n), so that a frame costs what its pixels cost
/// and not what the lane holds. Shares the span list it was made from; made anew when the lane changes. A
/// value; any thread.
class SpanIndex
{
public:
    SpanIndex() = default;
    explicit SpanIndex(QList<TimelineSpan> spans);

    [[nodiscard]] const QList<TimelineSpan>& spans() const { return m_spans; }
    /// First span that is not over at `at`; spans().size() when none. Open spans are never over.
    [[nodiscard]] int firstEndingAfter(Instant at) const;
    /// First span that begins at `at` or later; spans().size() when none.
    [[nodiscard]] int firstStartingFrom(Instant at) const;
    /// Bits 1 << int(BarState) of the spans first … last - 1.
    [[nodiscard]] quint32 statesBetween(int first, int last) const;
    /// When spans failed, ascending; ms since the epoch.
    [[nodiscard]] const std::vector<qint64>& failureTimes() const { return m_failureTimes; }
    /// Middle length of the ended, recorded spans; 0 when there are none.
    [[nodiscard]] Duration median() const { return m_median; }

private:
    QList<TimelineSpan> m_spans;
    std::vector<qint64>
        m_latestEnd;             ///< greatest end up to and with this span: sorted even where spans overlap
    std::vector<quint16> m_tree; ///< segment tree of state bits, leaves in the second half
    std::vector<qint64> m_failureTimes;
    Duration m_median{0};
};

/// The worst of a set of state bits; nothing for an empty set.
[[nodiscard]] std::optional<BarState> worstOf(quint32 states);

/// For every pixel column from 0 to `columns` of the scale the worst state in the lane; -1 = nothing. A
/// failure shorter than a column still gets three, so that it can't be overlooked. Cost: columns × log n at
/// most.
[[nodiscard]] std::vector<qint8> densityColumns(const SpanIndex& lane, TimeScale scale, int columns,
                                                Instant now);

} // namespace Drover
