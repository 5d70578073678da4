#pragma once

#include "engine/core/instant.h"

#include <QList>
#include <vector>

namespace Drover {

struct TimeRange;

/// Time with its idle stretches drawn short: between the runs of yesterday and of today nothing is to be
/// seen, and an axis that is true to it leaves both a few pixels wide. Time stays in order and every moment
/// keeps a place; inside a fold it only passes faster. A value; any thread.
class TimeFold
{
public:
    TimeFold() = default;
    /// `idle` in order and apart from each other; each is drawn as long as `shown` would be elsewhere.
    TimeFold(const QList<TimeRange>& idle, Duration shown);

    [[nodiscard]] bool isEmpty() const { return m_folds.empty(); }
    [[nodiscard]] QList<TimeRange> folds() const;
    /// Milliseconds on the folded axis; before the first fold they are those of the epoch.
    [[nodiscard]] double folded(Instant at) const;
    [[nodiscard]] Instant unfolded(double ms) const;
    bool operator==(const TimeFold&) const = default;

private:
    struct Fold
    {
        qint64 begin = 0;
        qint64 end = 0;
        double foldedBegin = 0;
        double foldedEnd = 0;
        bool operator==(const Fold&) const = default;
    };

    std::vector<Fold> m_folds;
};

} // namespace Drover
