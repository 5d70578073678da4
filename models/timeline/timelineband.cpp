#include "models/timeline/timelineband.h"

#include <algorithm>
#include <array>

namespace Drover {

namespace {

constexpr int kStages = 32; // places beyond share the last one
constexpr int kLayers = 3;  // settled, waiting, failed: within a stage the later ones lie above
constexpr int kKeys = kStages * kLayers;

struct ColumnCounts
{
    std::array<quint16, kKeys> members{};
    std::array<quint8, kKeys> code{};
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
            // Spans that lie wholly in columns already drawn are skipped in one step.
            i = std::max(i + 1, lane.firstEndingAfter(m_scale.at(x)));
        }
    }

    BandCells stack(int rows) const
    {
        BandCells band{m_columns, rows, std::vector<quint8>(std::size_t(m_columns * rows), BandCells::Empty)};
        for (int x = 0; x < m_columns; ++x) {
            const ColumnCounts& column = m_counts[std::size_t(x)];
            int total = 0;
            for (const quint16 n : column.members) {
                total += n;
            }
            if (total == 0) {
                continue;
            }
            int seen = 0;
            int row = rows;
            for (int key = kKeys - 1; key >= 0; --key) {
                const quint16 n = column.members[std::size_t(key)];
                if (n == 0) {
                    continue;
                }
                seen += n;
                const int top = rows - (seen * rows + total / 2) / total;
                for (; row > top; --row) {
                    band.cells[std::size_t((row - 1) * m_columns + x)] = column.code[std::size_t(key)];
                }
            }
        }
        return band;
    }

private:
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
            ++counts.members[std::size_t(key)];
            quint8& kept = counts.code[std::size_t(key)];
            if (kept == BandCells::Empty || severityOf(span.state) >= severityOf(bandState(kept))) {
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
    const std::size_t sample = std::size_t(4 * rows);
    const std::size_t step = std::max<std::size_t>(1, (members.size() + sample - 1) / sample);
    for (std::size_t i = 0; i < members.size(); i += step) {
        builder.add(*members[i], stageOrder);
    }
    BandCells band = builder.stack(rows);
    if (step == 1) {
        return band;
    }
    // Members left out can hold failures: those show in the top row.
    const quint32 failedBit = 1U << quint32(BarState::Failed);
    for (const SpanIndex* lane : members) {
        const int first = lane->firstEndingAfter(scale.at(0));
        const int last = lane->firstStartingFrom(scale.at(columns));
        if ((lane->statesBetween(first, last) & failedBit) == 0) {
            continue;
        }
        for (int i = first; i < last; ++i) {
            const TimelineSpan& span = lane->spans().at(i);
            if (span.state == BarState::Failed) {
                const int x = int(std::clamp(scale.x(span.endAt(now)), 0.0, double(columns - 1)));
                band.cells[std::size_t(x)] = bandCode(BarState::Failed, false);
            }
        }
    }
    return band;
}

} // namespace Drover
