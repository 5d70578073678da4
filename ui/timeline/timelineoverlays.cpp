#include "ui/timeline/timelineoverlays.h"

#include "ui/text/words.h"
#include "ui/theme/iconcache.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/timeline/lanetiles.h"

#include <QPainterPath>
#include <algorithm>
#include <cmath>

namespace Drover {

namespace {

constexpr double kTooth = 4;
constexpr double kPinHigh = 6;

/// A line with teeth from top to bottom.
QPainterPath tornEdge(double x, double top, double bottom)
{
    QPainterPath path(QPointF(x, top));
    bool out = true;
    for (double y = top + kTooth; y < bottom + kTooth; y += kTooth) {
        path.lineTo(x + (out ? kTooth / 2 : 0), y);
        out = !out;
    }
    return path;
}

} // namespace

TimelineArea areaBetween(const QList<TimelineLane>& lanes, const TimelineLayout& layout, TimeRange range,
                         int firstBox, int lastBox)
{
    TimelineArea area{.range = range, .firstBox = firstBox, .lastBox = lastBox};
    QSet<int> chosen;
    const auto choose = [&](int from, int to) {
        for (int lane = from; lane < to; ++lane) {
            const LaneKind kind = lanes.at(lane).kind;
            if (kind == LaneKind::Member || kind == LaneKind::Cluster) {
                chosen.insert(lane);
            }
        }
    };
    for (int i = std::max(0, firstBox); i <= lastBox && i < layout.boxes().size(); ++i) {
        const LaneBox& box = layout.boxes().at(i);
        if (lanes.at(box.lane).kind == LaneKind::Cluster) {
            choose(0, int(lanes.size()));
        }
        choose(box.lane, box.lane + 1);
        choose(box.firstMember, box.lastMember);
        if (lanes.at(box.lane).kind == LaneKind::Task) {
            // A task stands for its member: the figures tell it by its name.
            int member = box.lane;
            while (member > 0 && lanes.at(member).kind == LaneKind::Task) {
                --member;
            }
            choose(member, member + 1);
        }
    }
    area.lanes = QList<int>(chosen.cbegin(), chosen.cend());
    std::ranges::sort(area.lanes);
    return area;
}

void drawMatches(QPainter& painter, const TimelineFrame& frame, const LaneBox& box,
                 const TimelineMatches& matches, qint64 current)
{
    const Theme& theme = Theme::current();
    const QColor find = theme.color(ColorRole::Find);
    painter.save();
    painter.setBrush(Qt::NoBrush);
    const auto drawOf = [&](int lane) {
        const auto found = matches.perLane.constFind(lane);
        if (found == matches.perLane.cend()) {
            return;
        }
        const QList<TimelineSpan>& spans = frame.scene.lanes.at(lane).spans;
        // Only what is in view, and no two in the same pixel.
        const Instant from = frame.scale.at(-4);
        auto it = std::ranges::lower_bound(
            *found, from, {}, [&spans, &frame](int span) { return spans.at(span).endAt(frame.scene.now); });
        double drawn = -1e9;
        for (; it != found->cend(); ++it) {
            const TimelineSpan& span = spans.at(*it);
            const QRectF rect = LaneTiles::spanRect(span, box, frame.scale, frame.scene.now)
                                    .translated(frame.left, frame.top(box));
            if (rect.left() > frame.right) {
                break;
            }
            const bool chosen = span.id == current;
            if (rect.right() < drawn + 1 && !chosen) {
                continue;
            }
            drawn = rect.right();
            if (box.collapsed || rect.width() < 4) {
                const double x = std::round(rect.center().x());
                const double top = frame.top(box) + box.barTop;
                painter.fillRect(QRectF(x - 0.75, top, 1.5, box.barHeight), find);
                painter.setPen(Qt::NoPen);
                painter.setBrush(find);
                painter.drawPolygon(QPolygonF({{x - 4, top}, {x + 4, top}, {x, top + kPinHigh}}));
                painter.setBrush(Qt::NoBrush);
            }
            if (!box.collapsed) {
                painter.setRenderHint(QPainter::Antialiasing);
                painter.setPen(QPen(find, chosen ? 2.5 : 1.25));
                painter.drawRoundedRect(rect.adjusted(-1, -1, 1, 1), 3.5, 3.5);
                painter.setRenderHint(QPainter::Antialiasing, false);
            }
        }
    };
    drawOf(box.lane);
    for (int lane = box.firstMember; box.collapsed && lane < box.lastMember; ++lane) {
        drawOf(lane);
    }
    painter.restore();
}

double drawMatchCount(QPainter& painter, const QRectF& row, const LaneBox& box,
                      const TimelineMatches& matches)
{
    qsizetype count = matches.perLane.value(box.lane).size();
    for (int lane = box.firstMember; box.collapsed && lane < box.lastMember; ++lane) {
        count += matches.perLane.value(lane).size();
    }
    if (count == 0) {
        return 0;
    }
    const Theme& theme = Theme::current();
    const QString text = countText(count);
    const double wide = 20 + textWidth(FontRole::FigureSmall, text) + 5;
    const QRectF badge(row.right() - wide, std::round(row.center().y() - 7.5), wide, 15);
    const QColor find = theme.color(ColorRole::Find);
    drawBox(painter, badge, 3, theme.color(ColorRole::Bg1), find);
    drawIcon(painter, QPointF(badge.x() + 5, badge.center().y() - 5), IconName::Search, 10, find);
    drawText(painter, badge.adjusted(18, 0, -4, 0), Qt::AlignRight | Qt::AlignVCenter, text,
             FontRole::FigureSmall, find);
    return wide + 6;
}

void drawFolds(QPainter& painter, const TimelineFrame& frame, double height)
{
    if (!frame.scale.fold) {
        return;
    }
    const Theme& theme = Theme::current();
    painter.save();
    const QList<TimeRange> folds = frame.scale.fold->folds();
    for (const TimeRange& fold : folds) {
        const double from = std::round(frame.x(fold.begin));
        const double to = std::round(frame.x(fold.end));
        if (to < frame.left || from > frame.right) {
            continue;
        }
        painter.fillRect(QRectF(from, 0, to - from, height), theme.color(ColorRole::Bg0));
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(theme.color(ColorRole::Line2), 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(tornEdge(from + 0.5, 0, height));
        painter.drawPath(tornEdge(to - 2.5, 0, height));
        painter.setRenderHint(QPainter::Antialiasing, false);
    }
    painter.restore();
}

void drawArea(QPainter& painter, const TimelineFrame& frame, const TimelineArea& area, double height)
{
    const QList<LaneBox>& boxes = frame.layout.boxes();
    if (area.isEmpty() || boxes.isEmpty()) {
        return;
    }
    const Theme& theme = Theme::current();
    const double from = std::round(frame.x(area.range.begin));
    const double to = std::round(frame.x(area.range.end));
    const int last = std::min(area.lastBox, int(boxes.size()) - 1);
    const bool all = area.firstBox <= 0 && last == int(boxes.size()) - 1;
    const double top = all ? 0 : std::max(0.0, frame.top(boxes.at(area.firstBox)));
    const double bottom = all ? height : std::min(height, frame.top(boxes.at(last)) + boxes.at(last).height);
    const QRectF rect(from, top, to - from, bottom - top);
    painter.fillRect(rect, theme.faded(ColorRole::SelLine, 0.09));
    const QColor edge = theme.color(ColorRole::SelLine);
    painter.fillRect(QRectF(from, top, 1, rect.height()), edge);
    painter.fillRect(QRectF(to - 1, top, 1, rect.height()), edge);
    if (!all) {
        painter.fillRect(QRectF(from, top, rect.width(), 1), edge);
        painter.fillRect(QRectF(from, bottom - 1, rect.width(), 1), edge);
    }
    const QString text = preciseDurationText(area.range.length());
    const double wide = textWidth(FontRole::FigureSmallStrong, text) + 14;
    const QRectF flag(rect.center().x() - wide / 2, std::max(4.0, top + 4), wide, 18);
    drawBox(painter, flag, 3, theme.color(ColorRole::AccFill), theme.color(ColorRole::AccFill));
    drawText(painter, flag, Qt::AlignCenter, text, FontRole::FigureSmallStrong,
             theme.color(ColorRole::AccTx));
}

} // namespace Drover
