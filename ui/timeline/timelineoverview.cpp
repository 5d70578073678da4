#include "ui/timeline/timelineoverview.h"

#include "ui/access/widgetaccess.h"
#include "ui/text/words.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/timeline/timelinecanvas.h"
#include "ui/timeline/timelinegeometry.h"

#include <QElapsedTimer>
#include <QMouseEvent>
#include <QPainterPath>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int kBinPixels = 3;
constexpr int kRecountMs = 250;
constexpr int kBinRoom = 18; // height of the bars; above are times and failures
constexpr double kHandleReach = 6;

} // namespace

TimelineOverview::TimelineOverview(TimelineCanvas* canvas, QWidget* parent)
    : QWidget(parent), m_canvas(canvas)
{
    setFixedHeight(TimelineMetrics::OverviewHeight);
    setMouseTracking(true);
    setAccessRole(this, QAccessible::Chart);
    setAccessibleName(tr("Overview of the whole time"));
    m_recount.setSingleShot(true);
    m_recount.setInterval(kRecountMs);
    connect(&m_recount, &QTimer::timeout, this, &TimelineOverview::count);
}

TimeRange TimelineOverview::wholeRange() const
{
    const TimeRange extent = m_canvas->timeViewport().extent();
    TimeScale axis = m_canvas->timeViewport().scale();
    axis.originMs = 0;
    axis.msPerPixel = 1;
    const double margin = std::max(500.0, (axis.along(extent.end) - axis.along(extent.begin)) / 40);
    return {axis.at(axis.along(extent.begin) - margin), axis.at(axis.along(extent.end) + margin)};
}

TimeScale TimelineOverview::scale() const
{
    const double wide = std::max(1, width() - TimelineMetrics::LabelColumn);
    TimeScale scale = m_canvas->timeViewport().scale();
    scale.originMs = scale.along(m_counted.begin);
    scale.msPerPixel = std::max(0.001, (scale.along(m_counted.end) - scale.originMs) / wide);
    return scale;
}

QRectF TimelineOverview::brush() const
{
    const TimeScale all = scale();
    const TimeRange visible = m_canvas->timeViewport().visible();
    const double left = TimelineMetrics::LabelColumn;
    const double from = std::clamp(left + all.x(visible.begin), left, double(width()));
    const double to = std::clamp(left + all.x(visible.end), left, double(width()));
    return QRectF(std::round(from), 0, std::max(2.0, std::round(to - from)), height() - 1);
}

void TimelineOverview::contentChanged()
{
    if (!m_recount.isActive()) {
        m_recount.start();
    }
}

void TimelineOverview::count()
{
    QElapsedTimer took;
    took.start();
    const int bins = std::max(1, (width() - TimelineMetrics::LabelColumn) / kBinPixels);
    m_counted = wholeRange();
    m_bins = overviewBins(m_canvas->model().scene(), m_counted, bins, m_canvas->timeViewport().scale().fold);
    update();
    // It looks at every bar: at most a twentieth of the time goes into it.
    m_recount.setInterval(std::max(kRecountMs, int(20 * took.elapsed())));
}

void TimelineOverview::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    count();
}

void TimelineOverview::paintBins(QPainter& painter) const
{
    const Theme& theme = Theme::current();
    int most = 1;
    for (const OverviewBin& bin : m_bins) {
        most = std::max(most, bin.succeeded + bin.running + bin.queued + bin.predicted);
    }
    const double unit = double(kBinRoom) / most;
    for (qsizetype i = 0; i < m_bins.size(); ++i) {
        const OverviewBin& bin = m_bins.at(i);
        const double x = TimelineMetrics::LabelColumn + double(i) * kBinPixels;
        double y = height() - 1;
        const auto stack = [&](int count, const QColor& color) {
            if (count > 0) {
                const double high = std::max(1.0, count * unit);
                painter.fillRect(QRectF(x, y - high, kBinPixels - 1, high), color);
                y -= high;
            }
        };
        stack(bin.succeeded, theme.color(ColorRole::OkBar2));
        stack(bin.running, theme.color(ColorRole::RunBar2));
        stack(bin.queued, theme.color(ColorRole::QueuedDensity));
        stack(bin.predicted, theme.faded(ColorRole::Idle, 0.35));
    }
}

void TimelineOverview::paintMatches(QPainter& painter, const TimeScale& all) const
{
    const QColor find = Theme::current().color(ColorRole::Find);
    double drawn = -1;
    for (const TimelineMatches::Match& match : m_canvas->finder()->matches().found) {
        const double x = std::round(TimelineMetrics::LabelColumn + all.x(match.start));
        if (x > drawn) {
            painter.fillRect(QRectF(x, 0, 1, height() - 1), find);
            drawn = x;
        }
    }
}

void TimelineOverview::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(ColorRole::Bg0));
    painter.fillRect(QRect(0, 0, TimelineMetrics::LabelColumn, height()), theme.color(ColorRole::Bg2));
    painter.fillRect(QRect(0, height() - 1, width(), 1), theme.color(ColorRole::Line));
    painter.fillRect(QRect(TimelineMetrics::LabelColumn - 1, 0, 1, height()), theme.color(ColorRole::Line2));
    const TimeRange extent = m_canvas->timeViewport().extent();
    const QRectF label(12, 1, TimelineMetrics::LabelColumn - 20, 15);
    drawText(painter, label, Qt::AlignLeft | Qt::AlignVCenter, tr("Jobs over time"), FontRole::Label,
             theme.color(ColorRole::Tx3));
    if (extent.isEmpty()) {
        return;
    }
    const TimeAxis axis = m_canvas->axis();
    const ClockPrecision fine =
        extent.length() < std::chrono::minutes(10) ? ClockPrecision::Seconds : ClockPrecision::Minutes;
    drawText(painter, label.translated(0, 14), Qt::AlignLeft | Qt::AlignVCenter,
             u"%1 – %2"_s.arg(axis.text(extent.begin, fine), axis.text(extent.end, fine)),
             FontRole::FigureSmall, theme.color(ColorRole::Tx2));
    painter.setClipRect(QRect(TimelineMetrics::LabelColumn, 0, width(), height()));
    paintBins(painter);
    const TimeScale all = scale();
    const TickStep step = tickStepFor(all.msPerPixel, 2 * TimelineMetrics::LabelPixels);
    double taken = -1;
    for (const Instant at : ticksOn(all, m_counted, step.major, axis.anchor(m_counted.begin))) {
        if (TimelineMetrics::LabelColumn + all.x(at) + 4 + TimelineMetrics::LabelPixels > width()) {
            continue;
        }
        if (all.x(at) < taken) {
            continue;
        }
        taken = all.x(at) + 2 * TimelineMetrics::LabelPixels - 1;
        drawText(painter, QRectF(TimelineMetrics::LabelColumn + all.x(at) + 4, 0, 80, 15),
                 Qt::AlignLeft | Qt::AlignVCenter, axis.text(at, step.precision), FontRole::FigureSmall,
                 theme.color(ColorRole::Tx3));
    }
    paintMatches(painter, all);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(ColorRole::Bad));
    for (qsizetype i = 0; i < m_bins.size(); ++i) {
        if (m_bins.at(i).failures > 0) {
            const double x = TimelineMetrics::LabelColumn + double(i) * kBinPixels + 1;
            painter.drawPolygon(QPolygonF({{x - 3.5, 2}, {x + 3.5, 2}, {x, 7.5}}));
        }
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
    const double now = TimelineMetrics::LabelColumn + std::round(all.x(m_canvas->timeViewport().now()));
    painter.fillRect(QRectF(now, 0, 1, height() - 1), theme.color(ColorRole::Acc));
    const QRectF brush = this->brush();
    painter.fillRect(brush, theme.faded(ColorRole::SelLine, 0.08));
    const QColor edge = theme.color(ColorRole::SelLine);
    painter.fillRect(QRectF(brush.x(), 0, brush.width(), 1), edge);
    for (const double x : {brush.left(), brush.right() - 1}) {
        painter.fillRect(QRectF(x, 0, 1, brush.height()), edge);
        const double handle = std::clamp(x - 2.5, double(TimelineMetrics::LabelColumn), width() - 6.0);
        drawBox(painter, QRectF(handle, 9, 6, 14), 2, edge, edge);
    }
}

TimelineOverview::Grip TimelineOverview::gripAt(double x) const
{
    const QRectF at = brush();
    if (std::abs(x - at.left()) <= kHandleReach) {
        return Grip::Begin;
    }
    if (std::abs(x - at.right()) <= kHandleReach) {
        return Grip::End;
    }
    return x > at.left() && x < at.right() ? Grip::Body : Grip::None;
}

void TimelineOverview::mousePressEvent(QMouseEvent* event)
{
    const double x = event->position().x();
    if (event->button() != Qt::LeftButton || x < TimelineMetrics::LabelColumn) {
        return;
    }
    m_last = x;
    m_grip = gripAt(x);
    if (m_grip == Grip::None) {
        // Beside the brush: bring its middle here, then it can be dragged on.
        const double half = brush().width() / 2;
        const double middle = x - TimelineMetrics::LabelColumn;
        m_canvas->showRange({scale().at(middle - half), scale().at(middle + half)});
        m_grip = Grip::Body;
    }
}

void TimelineOverview::mouseMoveEvent(QMouseEvent* event)
{
    const double x = event->position().x();
    if (m_grip == Grip::None) {
        const Grip grip = x < TimelineMetrics::LabelColumn ? Grip::None : gripAt(x);
        setCursor(grip == Grip::Begin || grip == Grip::End ? Qt::SizeHorCursor
                  : grip == Grip::Body                     ? Qt::OpenHandCursor
                                                           : Qt::ArrowCursor);
        return;
    }
    const TimeScale all = scale();
    const double moved = x - m_last;
    m_last = x;
    TimeRange visible = m_canvas->timeViewport().visible();
    if (m_grip != Grip::End) {
        visible.begin = all.at(all.x(visible.begin) + moved);
    }
    if (m_grip != Grip::Begin) {
        visible.end = all.at(all.x(visible.end) + moved);
    }
    if (!visible.isEmpty()) {
        m_canvas->showRange(visible);
    }
}

void TimelineOverview::mouseReleaseEvent(QMouseEvent*)
{
    m_grip = Grip::None;
}

void TimelineOverview::mouseDoubleClickEvent(QMouseEvent*)
{
    m_canvas->fitAll();
}

void TimelineOverview::wheelEvent(QWheelEvent* event)
{
    m_canvas->zoomAtCentre(std::pow(TimelineViewport::ZoomStep, event->angleDelta().y() / 120.0));
    event->accept();
}

} // namespace Drover
