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
    case LaneKind::Batch:
        break;
    }
    switch (density) {
    case LaneDensity::Comfortable:
        return {24, 16};
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
                               LaneDensity density)
{
    int y = 0;
    int i = 0;
    while (i < lanes.size()) {
        const TimelineLane& lane = lanes.at(i);
        LaneBox box;
        box.lane = i;
        box.y = y;
        box.firstMember = box.lastMember = i + 1;
        if (lane.kind == LaneKind::GroupHeader) {
            while (box.lastMember < lanes.size() && lanes.at(box.lastMember).depth > lane.depth) {
                ++box.lastMember;
            }
            box.collapsed = collapsed.contains(lane.key);
        }
        const LaneSize size = sizeOf(lane.kind, density, box.collapsed);
        box.height = size.height;
        box.barHeight = size.bar;
        box.barTop = (size.height - size.bar) / 2;
        m_boxes.append(box);
        y += size.height;
        i = box.collapsed ? box.lastMember : i + 1;
    }
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
    const auto it = std::ranges::upper_bound(m_boxes, lane, {}, &LaneBox::lane);
    if (lane < 0 || it == m_boxes.begin()) {
        return -1;
    }
    const LaneBox& box = *std::prev(it);
    const bool found = box.lane == lane || (box.collapsed && lane < box.lastMember);
    return found ? int(it - m_boxes.begin()) - 1 : -1;
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
