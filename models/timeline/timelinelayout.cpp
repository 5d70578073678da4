#include "models/timeline/timelinelayout.h"

#include <algorithm>

namespace Drover {

namespace {

constexpr double kDetailFrom = 40;
constexpr double kBarsFrom = 16;
constexpr double kBlocksFrom = 4;
constexpr double kHysteresis = 0.1;

struct LaneSize
{
    int height;
    int bar;
};

LaneSize sizeOf(LaneKind kind, LaneDensity density, bool collapsed)
{
    switch (kind) {
    case LaneKind::Cluster:
        return {32, 20};
    case LaneKind::GroupHeader:
        return collapsed ? LaneSize{20, 16} : LaneSize{20, 0};
    case LaneKind::Member:
    case LaneKind::Task:
        break;
    }
    switch (density) {
    case LaneDensity::Comfortable:
        return kind == LaneKind::Task ? LaneSize{16, 12} : LaneSize{24, 16};
    case LaneDensity::Compact:
        return {16, 12};
    case LaneDensity::Thin:
        return {5, 4};
    }
    Q_UNREACHABLE();
}

double lowerBound(DetailLevel level)
{
    switch (level) {
    case DetailLevel::Detail:
        return kDetailFrom;
    case DetailLevel::Bars:
        return kBarsFrom;
    case DetailLevel::Blocks:
        return kBlocksFrom;
    case DetailLevel::Density:
        return 0;
    }
    Q_UNREACHABLE();
}

DetailLevel plainLevel(double pixels)
{
    if (pixels >= kDetailFrom) {
        return DetailLevel::Detail;
    }
    if (pixels >= kBarsFrom) {
        return DetailLevel::Bars;
    }
    return pixels >= kBlocksFrom ? DetailLevel::Blocks : DetailLevel::Density;
}

} // namespace

DetailLevel detailLevel(double medianPixels, std::optional<DetailLevel> previous)
{
    const DetailLevel plain = plainLevel(medianPixels);
    if (!previous || plain == *previous) {
        return plain;
    }
    // Coarser only when clearly below the old level's bound; finer only when clearly above the bound of the
    // new one.
    if (plain > *previous) {
        return medianPixels < lowerBound(*previous) * (1 - kHysteresis) ? plain : *previous;
    }
    const DetailLevel finer = DetailLevel(int(*previous) - 1);
    return medianPixels > lowerBound(finer) * (1 + kHysteresis) ? plain : *previous;
}

TimelineLayout::TimelineLayout(const QList<TimelineLane>& lanes, const QSet<QString>& collapsed,
                               LaneDensity density, const QStringList& pinned)
    : m_boxOfLane(std::size_t(lanes.size()), -1)
{
    const auto boxOf = [&](int i) {
        const TimelineLane& lane = lanes.at(i);
        LaneBox box{.lane = i, .firstMember = i + 1, .lastMember = i + 1};
        if (lane.kind == LaneKind::GroupHeader) {
            while (box.lastMember < lanes.size() && lanes.at(box.lastMember).depth > lane.depth) {
                ++box.lastMember;
            }
            box.collapsed = collapsed.contains(lane.key);
        }
        return box;
    };
    if (!pinned.isEmpty()) {
        QHash<QString, int> laneOfKey;
        for (int i = 0; i < lanes.size(); ++i) {
            laneOfKey.insert(lanes.at(i).key, i);
        }
        for (const QString& key : pinned) {
            if (const int lane = laneOfKey.value(key, -1); lane >= 0) {
                place(boxOf(lane), lanes.at(lane), density);
            }
        }
    }
    m_pinned = int(m_boxes.size());
    for (int i = 0; i < lanes.size();) {
        const LaneBox box = boxOf(i);
        if (m_boxOfLane[std::size_t(i)] < 0) {
            place(box, lanes.at(i), density);
        }
        i = box.collapsed ? box.lastMember : i + 1;
    }
    // Lanes in a collapsed group are where its band is, unless they are pinned.
    for (int i = 0; i < m_boxes.size(); ++i) {
        const LaneBox& box = m_boxes.at(i);
        for (int lane = box.firstMember; box.collapsed && lane < box.lastMember; ++lane) {
            int& at = m_boxOfLane[std::size_t(lane)];
            at = at < 0 ? i : at;
        }
    }
}

void TimelineLayout::place(LaneBox box, const TimelineLane& lane, LaneDensity density)
{
    const LaneSize size = sizeOf(lane.kind, density, box.collapsed);
    box.y = height();
    box.height = size.height;
    box.barHeight = size.bar;
    box.barTop = (size.height - size.bar) / 2;
    m_boxOfLane[std::size_t(box.lane)] = int(m_boxes.size());
    m_boxes.append(box);
}

int TimelineLayout::boxAt(int y) const
{
    if (y < 0 || y >= height()) {
        return -1;
    }
    const auto it = std::ranges::upper_bound(m_boxes, y, {}, &LaneBox::y);
    return int(it - m_boxes.begin()) - 1;
}

int TimelineLayout::boxOfLane(int lane) const
{
    return lane < 0 || std::size_t(lane) >= m_boxOfLane.size() ? -1 : m_boxOfLane[std::size_t(lane)];
}

int spanAt(const QList<TimelineSpan>& spans, Instant at, Duration tolerance, Instant now)
{
    const auto next = std::ranges::upper_bound(spans, at, {}, &TimelineSpan::start);
    const int before = int(next - spans.begin()) - 1;
    // A failure may be drawn wider than it was; it wins over what it hides.
    const int candidates[] = {before, before + 1, before - 1};
    for (const int i : candidates) {
        if (i < 0 || i >= spans.size() || spans.at(i).state != BarState::Failed) {
            continue;
        }
        const TimelineSpan& span = spans.at(i);
        if (span.start - tolerance <= at && at <= span.endAt(now) + tolerance) {
            return i;
        }
    }
    if (before >= 0 && at < spans.at(before).endAt(now)) {
        return before;
    }
    return -1;
}

int neighbourSpan(const QList<TimelineSpan>& spans, int from, int step)
{
    int i = from < 0 ? (step > 0 ? 0 : int(spans.size()) - 1) : from + step;
    for (; i >= 0 && i < spans.size(); i += step) {
        if (spans.at(i).id != 0) {
            return i;
        }
    }
    return -1;
}

int spanOfStage(const QList<TimelineSpan>& spans, int stage)
{
    for (int i = int(spans.size()) - 1; i >= 0; --i) {
        if (spans.at(i).stage == stage && spans.at(i).id != 0) {
            return i;
        }
    }
    return -1;
}

} // namespace Drover
