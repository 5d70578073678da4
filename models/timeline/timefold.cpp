#include "models/timeline/timefold.h"

#include "models/timeline/timescale.h"

#include <algorithm>
#include <cmath>

namespace Drover {

TimeFold::TimeFold(const QList<TimeRange>& idle, Duration shown)
{
    double saved = 0;
    for (const TimeRange& range : idle) {
        const double length = double(range.length().count());
        const double left = std::min(length, double(shown.count()));
        const double begin = double(range.begin.ms()) - saved;
        m_folds.push_back({range.begin.ms(), range.end.ms(), begin, begin + left});
        saved += length - left;
    }
}

QList<TimeRange> TimeFold::folds() const
{
    QList<TimeRange> ranges;
    for (const Fold& fold : m_folds) {
        ranges.append({Instant(fold.begin), Instant(fold.end)});
    }
    return ranges;
}

double TimeFold::folded(Instant at) const
{
    const auto behind = std::ranges::upper_bound(m_folds, at.ms(), {}, &Fold::begin);
    if (behind == m_folds.begin()) {
        return double(at.ms());
    }
    const Fold& fold = *std::prev(behind);
    if (at.ms() >= fold.end) {
        return fold.foldedEnd + double(at.ms() - fold.end);
    }
    const double share = double(at.ms() - fold.begin) / double(fold.end - fold.begin);
    return fold.foldedBegin + share * (fold.foldedEnd - fold.foldedBegin);
}

Instant TimeFold::unfolded(double ms) const
{
    const auto behind = std::ranges::upper_bound(m_folds, ms, {}, &Fold::foldedBegin);
    if (behind == m_folds.begin()) {
        return Instant(qint64(std::llround(ms)));
    }
    const Fold& fold = *std::prev(behind);
    if (ms >= fold.foldedEnd) {
        return Instant(fold.end + qint64(std::llround(ms - fold.foldedEnd)));
    }
    const double share = (ms - fold.foldedBegin) / (fold.foldedEnd - fold.foldedBegin);
    return Instant(fold.begin + qint64(std::llround(share * double(fold.end - fold.begin))));
}

} // namespace Drover
