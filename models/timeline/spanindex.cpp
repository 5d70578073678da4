#include "models/timeline/spanindex.h"

#include <algorithm>
#include <array>
#include <limits>

namespace Drover {

namespace {

constexpr qint64 kOpenEnd = std::numeric_limits<qint64>::max();

constexpr quint32 bitOf(BarState state)
{
    return 1U << quint32(state);
}

} // namespace

SpanIndex::SpanIndex(QList<TimelineSpan> spans) : m_spans(std::move(spans))
{
    const std::size_t count = std::size_t(m_spans.size());
    m_latestEnd.reserve(count);
    m_tree.resize(2 * count);
    std::vector<qint64> lengths;
    lengths.reserve(count);
    qint64 latest = std::numeric_limits<qint64>::min();
    for (std::size_t i = 0; i < count; ++i) {
        const TimelineSpan& span = m_spans.at(qsizetype(i));
        latest = std::max(latest, span.end.isSet() ? span.end.ms() : kOpenEnd);
        m_latestEnd.push_back(latest);
        m_tree[count + i] = quint16(bitOf(span.state));
        if (span.state == BarState::Failed) {
            m_failureTimes.push_back((span.end.isSet() ? span.end : span.start).ms());
        }
        if (span.end.isSet() && !isPredicted(span.state) && span.state != BarState::BackOff) {
            lengths.push_back((span.end - span.start).count());
        }
    }
    for (std::size_t i = count; i-- > 1;) {
        m_tree[i] = m_tree[2 * i] | m_tree[2 * i + 1];
    }
    std::ranges::sort(m_failureTimes);
    if (!lengths.empty()) {
        const auto middle = lengths.begin() + qsizetype(lengths.size() / 2);
        std::ranges::nth_element(lengths, middle);
        m_median = Duration(*middle);
    }
}

int SpanIndex::firstEndingAfter(Instant at) const
{
    return int(std::ranges::upper_bound(m_latestEnd, at.ms()) - m_latestEnd.begin());
}

int SpanIndex::firstStartingFrom(Instant at) const
{
    return int(std::ranges::lower_bound(m_spans, at, {}, &TimelineSpan::start) - m_spans.begin());
}

quint32 SpanIndex::statesBetween(int first, int last) const
{
    quint32 states = 0;
    const std::size_t count = std::size_t(m_spans.size());
    std::size_t low = std::size_t(std::max(0, first)) + count;
    std::size_t high = std::min(std::size_t(std::max(0, last)), count) + count;
    for (; low < high; low /= 2, high /= 2) {
        if (low & 1U) {
            states |= m_tree[low++];
        }
        if (high & 1U) {
            states |= m_tree[--high];
        }
    }
    return states;
}

std::optional<BarState> worstOf(quint32 states)
{
    std::optional<BarState> worst;
    for (int i = 0; i < BarStateCount; ++i) {
        const BarState state = BarState(i);
        if ((states & bitOf(state)) != 0 && (!worst || severityOf(state) > severityOf(*worst))) {
            worst = state;
        }
    }
    return worst;
}

std::vector<qint8> densityColumns(const SpanIndex& lane, TimeScale scale, int columns, Instant now)
{
    std::vector<qint8> result(std::size_t(std::max(0, columns)), qint8(-1));
    const QList<TimelineSpan>& spans = lane.spans();
    const auto columnOf = [&scale](Instant at) { return int(std::clamp(scale.x(at), -1e6, 1e6)); };
    std::vector<int> failed;
    int x = 0;
    while (x < columns) {
        const int first = lane.firstEndingAfter(scale.at(x));
        const int last = lane.firstStartingFrom(scale.at(x + 1));
        if (first >= last) {
            // A gap: go on where the next span begins.
            if (first >= spans.size()) {
                break;
            }
            x = std::max(x + 1, columnOf(spans.at(first).start));
            continue;
        }
        const std::optional<BarState> worst = worstOf(lane.statesBetween(first, last));
        int until = x + 1;
        if (last == first + 1) {
            // One span alone fills every column up to its own last one.
            until = std::max(until, columnOf(spans.at(first).endAt(now)));
        }
        until = std::min(until, columns);
        std::fill(result.begin() + x, result.begin() + until, qint8(*worst));
        if (*worst == BarState::Failed) {
            failed.push_back(x);
            failed.push_back(until - 1);
        }
        x = until;
    }
    for (const int at : failed) {
        for (int column = std::max(0, at - 1); column <= std::min(columns - 1, at + 1); ++column) {
            result[std::size_t(column)] = qint8(BarState::Failed);
        }
    }
    return result;
}

} // namespace Drover
