#pragma once

#include "models/timeline/timelinescene.h"

#include <QSet>
#include <vector>

namespace Drover {

/// Heights of lanes and bars in logical pixels (tokens.md §7).
enum class LaneDensity { Comfortable, Compact, Thin };

/// How much of a bar is drawn, by the width of the lane's median bar on screen.
enum class DetailLevel : quint8 { Detail, Bars, Blocks, Density };

/// With 10 % of hysteresis against `previous`, so that a zoom step back and forth doesn't flicker.
[[nodiscard]] DetailLevel detailLevel(double medianPixels, std::optional<DetailLevel> previous);

/// Where one lane lies. `y` counts from the top of the content.
struct LaneBox
{
    int lane = 0; ///< index in the scene
    int y = 0;
    int height = 0;
    int barTop = 0; ///< from y
    int barHeight = 0;
    bool collapsed = false; ///< a group header that shows its members as a band
    int firstMember = 0;    ///< lanes of the group: [firstMember, lastMember); empty for other kinds
    int lastMember = 0;

    [[nodiscard]] int bottom() const { return y + height; }
    bool operator==(const LaneBox&) const = default;
};

/// The visible lanes from top to bottom; pinned ones come first and stay where they are when the rest
/// scrolls. Made anew when lanes, pins or collapsed groups change; O(lanes). A value.
class TimelineLayout
{
public:
    TimelineLayout() = default;
    TimelineLayout(const QList<TimelineLane>& lanes, const QSet<QString>& collapsed, LaneDensity density,
                   const QStringList& pinned = {});

    [[nodiscard]] const QList<LaneBox>& boxes() const { return m_boxes; }
    [[nodiscard]] int height() const { return m_boxes.isEmpty() ? 0 : m_boxes.constLast().bottom(); }
    [[nodiscard]] int pinnedCount() const { return m_pinned; }
    /// Height of the lanes that don't scroll.
    [[nodiscard]] int pinnedHeight() const { return m_pinned == 0 ? 0 : m_boxes.at(m_pinned - 1).bottom(); }
    /// Index into boxes() of the lane at a content y; -1 outside.
    [[nodiscard]] int boxAt(int y) const;
    /// The box of a lane, or of the collapsed group that holds it; -1 when the lane doesn't exist.
    [[nodiscard]] int boxOfLane(int lane) const;

private:
    void place(LaneBox box, const TimelineLane& lane, LaneDensity density);

    QList<LaneBox> m_boxes;
    std::vector<int> m_boxOfLane; ///< by lane; -1 = none
    int m_pinned = 0;
};

/// Index of the span at a moment in a sorted list; failures are found within `tolerance` beside them too,
/// because they are drawn at least 3 px wide. -1 = none.
[[nodiscard]] int spanAt(const QList<TimelineSpan>& spans, Instant at, Duration tolerance, Instant now);

/// The next (step 1) or previous (step -1) span that can be opened; `from` -1 starts at the near end. -1 = no
/// more.
[[nodiscard]] int neighbourSpan(const QList<TimelineSpan>& spans, int from, int step);

/// The last span of a stage in the list; -1 = the lane never had it.
[[nodiscard]] int spanOfStage(const QList<TimelineSpan>& spans, int stage);

} // namespace Drover
