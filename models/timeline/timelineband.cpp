#include "models/timeline/timelineband.h"

#include <algorithm>
#include <array>
#include <bit>

namespace Drover {

namespace {

constexpr int kStages = 20; // places beyond share the last one
constexpr int kLayers = 3;  // settled, waiting, failed: within a stage the later ones lie above
constexpr int kKeys = kStages * kLayers;

static_assert(kKeys <= 64, "one bit of ColumnCounts::used each");

struct ColumnCounts
{
    quint64 used = 0;
    std::array<quint16, kKeys> members{};
    std::array<quint8, kKeys> code{};
    bool operator==(const ColumnCounts&) const = default;
};

int layerOf(BarState state)
{
    switch (state) {
    case BarState::Failed:
    case BarState::Retrying:
    case BarState::BackOff:
    case BarState::WaitingForPerson:
        return 2;
    case BarState::Queued:
    case BarState::AtGate:
    case BarState::Paused:
    case BarState::Cancelled:
        return 1;
    case BarState::Running:
    case BarState::Succeeded:
    case BarState::SucceededAfterRetry:
    case BarState::Skipped:
    case BarState::Predicted:
    case BarState::PredictedWait:
    case BarState::Destroying:
        return 0;
    }
    Q_UNREACHABLE();
}

class BandBuilder
{
public:
    BandBuilder(TimeScale scale, int columns, Instant now)
        : m_scale(scale), m_columns(columns), m_now(now), m_counts(std::size_t(columns))
    {
    }

    void add(const SpanIndex& lane, const std::vector<int>& stageOrder)
    {
        const QList<TimelineSpan>& spans = lane.spans();
        int i = lane.firstEndingAfter(m_scale.at(0));
        int x = 0;
        while (i < spans.size() && x < m_columns) {
            const TimelineSpan& span = spans.at(i);
            const int from = std::max(x, column(span.start));
            const int until = std::min(m_columns, std::max(from + 1, column(span.endAt(m_now))));
            put(span, stageOrder, from, until);
            x = std::max(x, until);
            // Usually the next one; what lies wholly in columns already drawn is skipped in one step.
            ++i;
            if (i < spans.size() && spans.at(i).end.isSet() && m_scale.x(spans.at(i).end) < x) {
                i = std::max(i, lane.firstEndingAfter(m_scale.at(x)));
            }
        }
    }

    BandCells stack(int rows) const
    {
        BandCells band{m_columns, rows, std::vector<quint8>(std::size_t(m_columns * rows), BandCells::Empty)};
        for (int x = 0; x < m_columns; ++x) {
            const ColumnCounts& column = m_counts[std::size_t(x)];
            if (x > 0 && column == m_counts[std::size_t(x - 1)]) {
                for (int row = 0; row < rows; ++row) {
                    band.cells[std::size_t(row * m_columns + x)] =
                        band.cells[std::size_t(row * m_columns + x - 1)];
                }
                continue;
            }
            stackColumn(column, band, x);
        }
        return band;
    }

private:
    static void stackColumn(const ColumnCounts& column, BandCells& band, int x)
    {
        int total = 0;
        for (quint64 left = column.used; left != 0; left &= left - 1) {
            total += column.members[std::size_t(std::countr_zero(left))];
        }
        int seen = 0;
        int row = band.rows;
        for (quint64 left = column.used; left != 0;) {
            const int key = 63 - std::countl_zero(left); // the furthest first, at the bottom
            left &= ~(quint64(1) << key);
            seen += column.members[std::size_t(key)];
            const int top = band.rows - (seen * band.rows + total / 2) / total;
            for (; row > top; --row) {
                band.cells[std::size_t((row - 1) * band.columns + x)] = column.code[std::size_t(key)];
            }
        }
    }

    [[nodiscard]] int column(Instant at) const
    {
        return int(std::clamp(m_scale.x(at), 0.0, double(m_columns)));
    }

    void put(const TimelineSpan& span, const std::vector<int>& stageOrder, int from, int until)
    {
        const int place = span.stage >= 0 && std::size_t(span.stage) < stageOrder.size()
                              ? stageOrder[std::size_t(span.stage)]
                              : 0;
        // Greater key = nearer to the bottom: further stages below, and in a stage the troubled above the
        // settled.
        const int key = std::clamp(place, 0, kStages - 1) * kLayers + (kLayers - 1 - layerOf(span.state));
        const quint8 code = bandCode(span.state, place % 2 == 0);
        for (int x = from; x < until; ++x) {
            ColumnCounts& counts = m_counts[std::size_t(x)];
            counts.used |= quint64(1) << key;
            ++counts.members[std::size_t(key)];
            quint8& kept = counts.code[std::size_t(key)];
            if (kept != code &&
                (kept == BandCells::Empty || severityOf(span.state) >= severityOf(bandState(kept)))) {
                kept = code;
            }
        }
    }

    TimeScale m_scale;
    int m_columns;
    Instant m_now;
    std::vector<ColumnCounts> m_counts;
};

} // namespace

quint8 bandCode(BarState state, bool even)
{
    return quint8(1 + 2 * int(state) + (even ? 1 : 0));
}

BarState bandState(quint8 code)
{
    return BarState((code - 1) / 2);
}

bool bandEven(quint8 code)
{
    return (code - 1) % 2 == 1;
}

BandCells bandCells(const std::vector<const SpanIndex*>& members, const std::vector<int>& stageOrder,
                    TimeScale scale, int columns, int rows, Instant now)
{
    if (columns <= 0 || rows <= 0) {
        return {};
    }
    BandBuilder builder(scale, columns, now);
    const std::size_t sample = std::size_t(2 * rows);
    const std::size_t step = std::max<std::size_t>(1, (members.size() + sample - 1) / sample);
    for (std::size_t i = 0; i < members.size(); i += step) {
        builder.add(*members[i], stageOrder);
    }
    BandCells band = builder.stack(rows);
    // A failure can be in a member that was left out, be shorter than a column, or lose its share of the rows
    // to rounding: where none is seen in its column or beside it, it shows in the top row.
    const auto isSeen = [&band](int x) {
        for (int row = 0; row < band.rows; ++row) {
            if (band.at(x, row) != BandCells::Empty && bandState(band.at(x, row)) == BarState::Failed) {
                return true;
            }
        }
        return false;
    };
    std::vector<int> unseen;
    const qint64 from = scale.at(0).ms();
    const qint64 until = scale.at(columns).ms();
    for (const SpanIndex* lane : members) {
        const std::vector<qint64>& times = lane->failureTimes();
        for (auto it = std::ranges::lower_bound(times, from); it != times.end() && *it < until;) {
            const int x = int(std::clamp(scale.x(Instant(*it)), 0.0, double(columns - 1)));
            if (!isSeen(x)) {
                unseen.push_back(x);
            }
            // On to the next column; where time is folded that may be no step at all.
            it = std::max(std::next(it), std::ranges::upper_bound(it, times.end(), scale.at(x + 1).ms()));
        }
    }
    for (const int x : unseen) {
        for (int beside = std::max(0, x - 1); beside <= std::min(columns - 1, x + 1); ++beside) {
            band.cells[std::size_t(beside)] = bandCode(BarState::Failed, false);
        }
    }
    return band;
}

} // namespace Drover
