#include "ui/timeline/timelinemarks.h"

#include "ui/text/words.h"
#include "ui/theme/iconcache.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/timeline/barpainter.h"
#include "ui/timeline/lanetiles.h"
#include "ui/timeline/timelinegeometry.h"

#include <QCoreApplication>
#include <QPainterPath>
#include <cmath>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

struct MarkWords
{
    Q_DECLARE_TR_FUNCTIONS(Drover::TimelineView)
};

constexpr double kBarrier = 6;
constexpr double kPegRadius = 6.5;
constexpr double kClosedOffset = 36; // a gate without a prediction stands this far right of now
constexpr double kFailureWidth = 320;

void drawPeg(QPainter& painter, QPointF centre, bool arrived, bool opener)
{
    const Theme& theme = Theme::current();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(theme.color(ColorRole::Bg1));
    if (arrived) {
        // Whom everybody waited for stands out.
        painter.setPen(QPen(theme.color(ColorRole::Ok), opener ? 2.5 : 1.5));
        if (opener) {
            painter.setBrush(theme.color(ColorRole::OkTint));
        }
    } else {
        QPen pen(theme.color(ColorRole::Warn), 1.5);
        pen.setDashPattern({1.7, 1.25});
        pen.setCapStyle(Qt::FlatCap);
        painter.setPen(pen);
    }
    painter.drawEllipse(centre, kPegRadius, kPegRadius);
    painter.restore();
    if (arrived) {
        drawIcon(painter, centre - QPointF(4.5, 4.5), IconName::BarCheck, 9, theme.color(ColorRole::Ok));
    }
}

/// One link-like button in a flag box; returns where it is.
QRectF drawFlagButton(QPainter& painter, double right, double y, double height, IconName icon,
                      const QString& text, QPointF hovered)
{
    const Theme& theme = Theme::current();
    const double wide = 11 + 5 + textWidth(FontRole::LabelMedium, text) + 14;
    const QRectF box(right - wide, y, wide, height);
    const bool hot = box.contains(hovered);
    drawBox(painter, box, 3, theme.color(hot ? ColorRole::Sel : ColorRole::Sel2),
            theme.faded(ColorRole::Acc, hot ? 0.7 : 0.35));
    drawIcon(painter, QPointF(box.x() + 6, box.center().y() - 5.5), icon, 11, theme.color(ColorRole::Acc));
    drawText(painter, box.adjusted(22, 0, -4, 0), Qt::AlignLeft | Qt::AlignVCenter, text,
             FontRole::LabelMedium, theme.color(ColorRole::Acc));
    return box;
}

} // namespace

const LaneBox* TimelineFrame::box(const QString& key) const
{
    const int index = boxOfKey.value(key, -1);
    return index < 0 ? nullptr : &layout.boxes().at(index);
}

QRectF TimelineFrame::bar(const LaneBox& box) const
{
    return QRectF(left, top(box) + box.barTop, right - left, box.barHeight);
}

double gateX(const TimelineFrame& frame, const TimelineGate& gate)
{
    if (gate.openedAt.isSet()) {
        return std::round(frame.x(gate.openedAt));
    }
    if (gate.predictedAt.isSet() && gate.predictedAt > frame.scene.now) {
        return std::round(frame.x(gate.predictedAt));
    }
    return std::round(frame.x(frame.scene.now) + kClosedOffset);
}

void drawGate(QPainter& painter, const TimelineFrame& frame, const TimelineGate& gate)
{
    const LaneBox* first = frame.box(gate.firstLane);
    const LaneBox* last = frame.box(gate.lastLane);
    const double x = gateX(frame, gate);
    if (!first || !last || x < frame.left - 20 || x > frame.right + 20) {
        return;
    }
    const Theme& theme = Theme::current();
    const double top = frame.top(*first) + 2;
    const double bottom = frame.top(*last) + last->height - 2;
    if (gate.openedAt.isSet()) {
        QPen pen(theme.color(ColorRole::Ok), 1.5);
        pen.setDashPattern({1, 2.4});
        painter.setPen(pen);
        painter.drawLine(QPointF(x, top), QPointF(x, bottom));
    } else {
        const QRectF barrier(x - kBarrier / 2, top, kBarrier, bottom - top);
        painter.fillRect(barrier, theme.color(ColorRole::HoldBar));
        drawHatch(painter, barrier, theme.color(ColorRole::Hold));
    }
    for (const GatePeg& peg : gate.pegs) {
        if (const LaneBox* box = frame.box(peg.laneKey); box && box->barHeight >= 12 && !box->collapsed) {
            drawPeg(painter, QPointF(x, frame.top(*box) + box->height / 2.0), peg.arrived,
                    gate.openedAt.isSet() && peg.member == gate.lastArriver);
        }
    }
}

QRectF drawGateBadge(QPainter& painter, const TimelineFrame& frame, const TimelineGate& gate)
{
    const LaneBox* box = frame.box(gate.badgeLane);
    const double x = gateX(frame, gate);
    if (!box || x < frame.left - 80 || x > frame.right + 80) {
        return {};
    }
    const Theme& theme = Theme::current();
    const bool open = gate.openedAt.isSet();
    // More may come than are needed.
    const QString count = u"%1/%2"_s.arg(std::min(gate.arrived(), gate.needed)).arg(gate.needed);
    const double nameWidth = textWidth(FontRole::LabelStrong, gate.name);
    const double countWidth = textWidth(FontRole::FigureSmallStrong, count);
    const double wide = 8 + 14 + 6 + nameWidth + 10 + countWidth + 9;
    const double high = 22;
    double left = std::round(x - wide / 2);
    left = std::clamp(left, frame.left + 2, std::max(frame.left + 2, frame.right - wide - 2));
    const QRectF badge(left, std::round(frame.top(*box) + (box->height - high) / 2.0), wide, high);
    const ColorRole words = open ? ColorRole::Ok : ColorRole::HoldOn;
    drawBox(painter, badge, 3, theme.color(open ? ColorRole::OkTint : ColorRole::HoldBar),
            theme.color(open ? ColorRole::OkBar2 : ColorRole::Hold));
    drawIcon(painter, QPointF(badge.x() + 8, badge.center().y() - 7), IconName::Gate, 14, theme.color(words));
    drawText(painter, QRectF(badge.x() + 28, badge.y(), nameWidth + 1, high),
             Qt::AlignLeft | Qt::AlignVCenter, gate.name, FontRole::LabelStrong, theme.color(words));
    drawText(painter, badge.adjusted(0, 0, -9, 0), Qt::AlignRight | Qt::AlignVCenter, count,
             FontRole::FigureSmallStrong, theme.color(open ? ColorRole::Ok : ColorRole::Tx1));
    return badge;
}

void drawCriticalPath(QPainter& painter, const TimelineFrame& frame)
{
    const QList<CriticalRun>& runs = frame.scene.criticalPath;
    if (runs.isEmpty()) {
        return;
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(Theme::current().color(ColorRole::Crit), 1.5));
    const QRectF clip = painter.clipBoundingRect();
    QRectF before;
    for (const CriticalRun& run : runs) {
        const LaneBox* box = frame.box(run.laneKey);
        if (!box) {
            continue;
        }
        const QRectF bar = frame.bar(*box);
        const double from = std::round(frame.x(run.from));
        const double to = std::round(frame.x(run.to.isSet() ? run.to : frame.scene.now));
        const QRectF outline =
            QRectF(from, bar.y(), to - from, bar.height()).adjusted(-1.75, -1.75, 1.75, 1.75);
        const double x = outline.x();
        if (!before.isNull() && x >= clip.left() - 4 && x <= clip.right() + 4 &&
            std::abs(before.center().y() - outline.center().y()) > 1) {
            const bool down = outline.y() > before.y();
            const double top = std::max(clip.top() - 4, down ? before.bottom() : outline.bottom() - 4.5);
            const double bottom = std::min(clip.bottom() + 4, down ? outline.top() + 4.5 : before.top());
            if (top < bottom) {
                painter.drawLine(QPointF(x, top), QPointF(x, bottom));
            }
        }
        // What is hardly wide enough for its corners is told by the line that leads on.
        if (to - from >= 6 && outline.intersects(clip)) {
            painter.drawRoundedRect(outline, 4.5, 4.5);
        }
        before = outline;
    }
    painter.restore();
}

void drawFinish(QPainter& painter, const TimelineFrame& frame)
{
    if (!frame.scene.finish) {
        return;
    }
    const TimelineFinish& finish = *frame.scene.finish;
    const LaneBox* box = frame.box(finish.laneKey);
    if (!box) {
        return;
    }
    const Theme& theme = Theme::current();
    const double x = frame.x(finish.at);
    const double middle = frame.top(*box) + box->height / 2.0;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(ColorRole::Crit));
    constexpr double reach = 9;
    painter.drawPolygon(
        QPolygonF({{x, middle - reach}, {x + reach, middle}, {x, middle + reach}, {x - reach, middle}}));
    painter.restore();
    const double under = frame.top(*box) + box->height;
    QString spread;
    if (finish.earliest.isSet() && finish.latest.isSet()) {
        const double from = std::round(frame.x(finish.earliest));
        const double to = std::round(frame.x(finish.latest));
        const QColor whisker = theme.color(ColorRole::Tx3);
        painter.fillRect(QRectF(from, under - 2, to - from, 1.5), whisker);
        painter.fillRect(QRectF(from, under - 5, 1, 7), whisker);
        painter.fillRect(QRectF(to, under - 5, 1, 7), whisker);
        spread = u" ± "_s + durationText((finish.latest - finish.earliest) / 2);
    }
    const QString time = u' ' + frame.axis.text(finish.at);
    const double nameWidth = textWidth(FontRole::LabelStrong, finish.name);
    const double timeWidth = textWidth(FontRole::FigureSmallStrong, time);
    const double wide = nameWidth + timeWidth + textWidth(FontRole::Label, spread);
    double left = std::min(x - nameWidth / 2, frame.right - wide - 8);
    if (x < frame.left - 60 || x > frame.right + 60) {
        return;
    }
    // The words lie over lines of the critical path.
    painter.fillRect(QRectF(left - 4, under + 2, wide + 8, 16), theme.color(ColorRole::Bg2));
    const auto put = [&](FontRole font, const QString& text, ColorRole color, double width) {
        drawText(painter, QRectF(left, under + 2, width + 1, 16), Qt::AlignLeft | Qt::AlignVCenter, text,
                 font, theme.color(color));
        left += width;
    };
    put(FontRole::LabelStrong, finish.name, ColorRole::Tx1, nameWidth);
    put(FontRole::FigureSmallStrong, time, ColorRole::Tx1, timeWidth);
    put(FontRole::Label, spread, ColorRole::Tx3, wide - nameWidth - timeWidth);
}

FailureHotspots drawFailure(QPainter& painter, const TimelineFrame& frame, const LaneBox& box,
                            const TimelineLane& lane, QPointF hovered)
{
    FailureHotspots spots;
    if (!lane.failure || box.height < 16) {
        return spots;
    }
    const auto span = std::ranges::find(lane.spans, lane.failure->spanId, &TimelineSpan::id);
    if (span == lane.spans.end()) {
        return spots;
    }
    const Theme& theme = Theme::current();
    const QRectF bar =
        LaneTiles::spanRect(*span, box, frame.scale, frame.scene.now).translated(frame.left, frame.top(box));
    const double room = frame.right - 6 - (bar.right() + 8);
    if (bar.right() < frame.left - kFailureWidth || bar.right() > frame.right) {
        return spots;
    }
    const double high = std::min(22, box.height - 1);
    const double y = std::round(frame.top(box) + (box.height - high) / 2.0);
    if (room < kFailureWidth) {
        spots.box = QRectF(bar.right() + 4, y, 18, high);
        drawIcon(painter, QPointF(bar.right() + 6, y + (high - 13) / 2), IconName::StateFailed, 13,
                 theme.color(ColorRole::Bad));
        return spots;
    }
    const TimelineFailure& failure = *lane.failure;
    const QString retryText = MarkWords::tr("Retry");
    const QString logText = MarkWords::tr("Log");
    const double buttons = (failure.canRetry ? textWidth(FontRole::LabelMedium, retryText) + 34 : 0) +
                           textWidth(FontRole::LabelMedium, logText) + 34 + 8;
    const double words = 28 + textWidth(FontRole::SecondaryStrong, failure.what) + 8 +
                         textWidth(FontRole::Label, failure.detail) + 12;
    const double wide = std::clamp(words + buttons, kFailureWidth, room);
    spots.box = QRectF(std::max(bar.right() + 8, frame.left + 4), y, wide, high);
    painter.fillRect(QRectF(bar.right(), spots.box.center().y() - 0.5, spots.box.x() - bar.right(), 1),
                     theme.color(ColorRole::Bad));
    drawBox(painter, spots.box, 3, theme.color(ColorRole::BadTint), theme.color(ColorRole::Bad));
    double right = spots.box.right() - 4;
    spots.log = drawFlagButton(painter, right, y + 3, high - 6, IconName::Log, logText, hovered);
    right = spots.log.x() - 5;
    if (failure.canRetry) {
        spots.retry = drawFlagButton(painter, right, y + 3, high - 6, IconName::Retry, retryText, hovered);
        right = spots.retry.x() - 5;
    }
    double x = spots.box.x() + 7;
    drawIcon(painter, QPointF(x, y + (high - 13) / 2), IconName::StateFailed, 13,
             theme.color(ColorRole::Bad));
    x += 13 + 7;
    const double whatWidth = std::min<double>(textWidth(FontRole::LabelStrong, failure.what) + 1, right - x);
    drawText(painter, QRectF(x, y, whatWidth, high), Qt::AlignLeft | Qt::AlignVCenter, failure.what,
             FontRole::LabelStrong, theme.color(ColorRole::Bad));
    x += whatWidth + 8;
    drawText(painter, QRectF(x, y, right - x, high), Qt::AlignLeft | Qt::AlignVCenter, failure.detail,
             FontRole::Label, theme.color(ColorRole::Tx1));
    return spots;
}

} // namespace Drover
