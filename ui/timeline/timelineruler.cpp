#include "ui/timeline/timelineruler.h"

#include "ui/access/widgetaccess.h"
#include "ui/text/words.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/timeline/timelinecanvas.h"
#include "ui/timeline/timelinegeometry.h"

#include <QMouseEvent>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

namespace Drover {

namespace {

constexpr double kZoomPerPixel = 1.01;

QRectF drawTimeFlag(QPainter& painter, double x, double right, const QString& text, ColorRole fill,
                    ColorRole words)
{
    const Theme& theme = Theme::current();
    const double wide = textWidth(FontRole::FigureSmallStrong, text) + 14;
    const double left =
        std::clamp(std::round(x - wide / 2), double(TimelineMetrics::LabelColumn), right - wide);
    const QRectF flag(left, 3, wide, 18);
    drawBox(painter, flag, 3, theme.color(fill), theme.color(fill));
    drawText(painter, flag, Qt::AlignCenter, text, FontRole::FigureSmallStrong, theme.color(words));
    return flag;
}

} // namespace

namespace {

/// A label that begins at `at` would end inside or behind a fold.
bool crossesFold(const TimeScale& scale, double right, Instant at)
{
    if (!scale.fold) {
        return false;
    }
    const QList<TimeRange> folds = scale.fold->folds();
    return std::ranges::any_of(folds, [&](const TimeRange& fold) {
        return fold.begin >= at && TimelineMetrics::LabelColumn + scale.x(fold.begin) < right;
    });
}

} // namespace

TimelineRuler::TimelineRuler(TimelineCanvas* canvas, QWidget* parent) : QWidget(parent), m_canvas(canvas)
{
    setFixedHeight(TimelineMetrics::RulerHeight);
    setCursor(Qt::SizeHorCursor);
    setAccessRole(this, QAccessible::Graphic);
    setAccessibleName(tr("Time ruler"));
}

void TimelineRuler::setPointer(double laneX)
{
    m_pointer = laneX;
    update();
}

void TimelineRuler::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(ColorRole::Bg2));
    painter.fillRect(QRect(0, height() - 1, width(), 1), theme.color(ColorRole::Line2));
    drawText(painter, QRectF(12, 0, TimelineMetrics::LabelColumn - 20, height()),
             Qt::AlignLeft | Qt::AlignVCenter, m_canvas->model().scene().caption, FontRole::Label,
             theme.color(ColorRole::Tx3));
    const TimeAxis axis = m_canvas->axis();
    drawText(painter, QRectF(12, 0, TimelineMetrics::LabelColumn - 21, height()),
             Qt::AlignRight | Qt::AlignVCenter, axis.name(m_canvas->timeViewport().now()),
             FontRole::FigureSmall, theme.color(ColorRole::Tx3));
    painter.fillRect(QRect(TimelineMetrics::LabelColumn - 1, 0, 1, height()), theme.color(ColorRole::Line2));

    const TimelineViewport& view = m_canvas->timeViewport();
    const TimeScale scale = view.scale();
    painter.setClipRect(QRect(TimelineMetrics::LabelColumn, 0, width(), height()));
    const auto x = [&](Instant at) { return TimelineMetrics::LabelColumn + scale.x(at); };
    const Instant now = view.now();
    const TickStep step = rulerStep(scale.msPerPixel);
    const double nowX = x(now);
    const double flagHalf = textWidth(FontRole::FigureSmallStrong, axis.text(now)) / 2.0 + 7;
    const Instant anchor = axis.anchor(view.visible().begin);
    for (const Instant at : ticksOn(scale, view.visible(), step.minor, anchor)) {
        painter.fillRect(QRectF(std::round(x(at)), height() - 6, 1, 5), theme.color(ColorRole::Line2));
    }
    double taken = -1; // labels before and behind a fold may come close
    for (const Instant at : ticksOn(scale, view.visible(), step.major, anchor)) {
        const double left = std::round(x(at));
        painter.fillRect(QRectF(left, height() - 11, 1, 10), theme.color(ColorRole::Line2));
        const QString text = axis.text(at, step.precision);
        const double wide = textWidth(FontRole::FigureSmall, text);
        // Flags win over labels.
        if (now.isSet() && left + 4 + wide > nowX - flagHalf - 4 && left < nowX + flagHalf) {
            continue;
        }
        if (left < taken || crossesFold(scale, left + 4 + wide, at)) {
            continue;
        }
        taken = left + wide + 10;
        drawText(painter, QRectF(left + 5, 0, wide + 2, height() - 2), Qt::AlignLeft | Qt::AlignVCenter, text,
                 FontRole::FigureSmall, theme.color(ColorRole::Tx3));
    }
    if (now.isSet() && nowX >= TimelineMetrics::LabelColumn && nowX <= width()) {
        painter.fillRect(QRectF(std::round(nowX) - 1, height() - 4, 2, 4), theme.color(ColorRole::Acc));
    }
    paintFolds(painter, scale);
    if (now.isSet() && nowX >= TimelineMetrics::LabelColumn && nowX <= width()) {
        drawTimeFlag(painter, nowX, width(), axis.text(now), ColorRole::AccFill, ColorRole::AccTx);
    }
    if (m_pointer >= 0) {
        const ClockPrecision fine =
            scale.msPerPixel < 20 ? ClockPrecision::Milliseconds : ClockPrecision::Seconds;
        const double at = TimelineMetrics::LabelColumn + m_pointer;
        if (!now.isSet() || std::abs(at - nowX) > 2 * flagHalf) {
            drawTimeFlag(painter, at, width(), axis.text(scale.at(m_pointer), fine), ColorRole::Bg4,
                         ColorRole::Tx1);
        }
    }
}

/// How long the idle time is that is drawn short here.
void TimelineRuler::paintFolds(QPainter& painter, const TimeScale& scale) const
{
    if (!scale.fold) {
        return;
    }
    const Theme& theme = Theme::current();
    const QList<TimeRange> folds = scale.fold->folds();
    for (const TimeRange& fold : folds) {
        const double from = TimelineMetrics::LabelColumn + scale.x(fold.begin);
        const double to = TimelineMetrics::LabelColumn + scale.x(fold.end);
        const QRectF gap(std::round(from), 0, std::round(to) - std::round(from), height() - 1);
        painter.fillRect(gap, theme.color(ColorRole::Bg0));
        const QString length = roughDurationText(fold.length());
        const double wide = textWidth(FontRole::FigureSmall, length);
        if (wide + 4 <= gap.width()) {
            drawText(painter, gap, Qt::AlignCenter, length, FontRole::FigureSmall,
                     theme.color(ColorRole::Tx3));
        }
    }
}

void TimelineRuler::mousePressEvent(QMouseEvent* event)
{
    m_dragFrom = m_dragLast = event->position().x();
}

void TimelineRuler::mouseMoveEvent(QMouseEvent* event)
{
    if (event->buttons().testFlag(Qt::LeftButton)) {
        const double moved = event->position().x() - m_dragLast;
        m_dragLast = event->position().x();
        m_canvas->zoomAt(m_dragFrom - TimelineMetrics::LabelColumn, std::pow(kZoomPerPixel, moved));
    }
}

void TimelineRuler::mouseDoubleClickEvent(QMouseEvent*)
{
    m_canvas->fitAll();
}

void TimelineRuler::wheelEvent(QWheelEvent* event)
{
    m_canvas->zoomAt(event->position().x() - TimelineMetrics::LabelColumn,
                     std::pow(TimelineViewport::ZoomStep, event->angleDelta().y() / 120.0));
    event->accept();
}

} // namespace Drover
