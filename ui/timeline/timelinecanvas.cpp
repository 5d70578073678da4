#include "ui/timeline/timelinecanvas.h"

#include "ui/theme/paint.h"
#include "ui/theme/themehub.h"
#include "ui/timeline/barpainter.h"
#include "ui/timeline/timelinegeometry.h"
#include "ui/timeline/timelinetooltip.h"

#include <QScrollBar>
#include <cmath>

namespace Drover {

namespace {

constexpr int kTooltipDelayMs = 300;

} // namespace

TimelineCanvas::TimelineCanvas(TimelineModel* model, QWidget* parent)
    : QAbstractScrollArea(parent), m_model(model), m_tiles(model), m_tooltip(new TimelineTooltip(this))
{
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    m_tooltipTimer.setSingleShot(true);
    m_tooltipTimer.setInterval(kTooltipDelayMs);
    connect(&m_tooltipTimer, &QTimer::timeout, this, &TimelineCanvas::showTooltip);
    connect(m_model, &TimelineModel::lanesReset, this, &TimelineCanvas::rebuildLayout);
    connect(m_model, &TimelineModel::extentChanged, this, &TimelineCanvas::applyExtent);
    connect(m_model, &TimelineModel::laneChanged, viewport(), qOverload<>(&QWidget::update));
    connect(m_model, &TimelineModel::marksChanged, viewport(), qOverload<>(&QWidget::update));
    connect(m_model, &TimelineModel::nowChanged, this, [this] {
        const TimeScale before = m_viewport.scale();
        m_viewport.setNow(m_model->scene().now);
        if (m_viewport.scale() != before) {
            emit viewportChanged();
        }
        viewport()->update();
    });
    connect(&ThemeHub::instance(), &ThemeHub::changed, this, [this] {
        m_tiles.clear();
        viewport()->update();
    });
    m_viewport.setNow(m_model->scene().now);
    rebuildLayout();
    applyExtent();
}

TimelineCanvas::~TimelineCanvas() = default;

void TimelineCanvas::rebuildLayout()
{
    m_layout = TimelineLayout(m_model->scene().lanes, m_collapsed, m_density);
    m_boxOfKey.clear();
    const QList<LaneBox>& boxes = m_layout.boxes();
    for (int i = 0; i < boxes.size(); ++i) {
        const LaneBox& box = boxes.at(i);
        m_boxOfKey.insert(m_model->lane(box.lane).key, i);
        if (box.collapsed) {
            for (int lane = box.firstMember; lane < box.lastMember; ++lane) {
                m_boxOfKey.insert(m_model->lane(lane).key, i);
            }
        }
    }
    m_tiles.clear();
    m_tiles.forgetLevels();
    m_hover = {};
    updateScrollBar();
    viewport()->update();
}

void TimelineCanvas::applyExtent()
{
    m_viewport.setNow(m_model->scene().now);
    m_viewport.setExtent(m_model->extent());
    viewportMoved();
}

void TimelineCanvas::viewportMoved()
{
    viewport()->update();
    emit viewportChanged();
}

void TimelineCanvas::updateScrollBar()
{
    const int page = viewport()->height();
    verticalScrollBar()->setRange(0, std::max(0, m_layout.height() - page));
    verticalScrollBar()->setPageStep(page);
    verticalScrollBar()->setSingleStep(24);
}

void TimelineCanvas::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    m_viewport.setWidth(viewport()->width() - TimelineMetrics::LabelColumn);
    applyExtent();
    updateScrollBar();
}

void TimelineCanvas::scrollContentsBy(int, int)
{
    m_tooltip->hide();
    viewport()->update();
}

void TimelineCanvas::setFollow(bool on)
{
    m_viewport.setFollow(on);
    viewportMoved();
}

void TimelineCanvas::zoomAt(double laneX, double factor)
{
    m_viewport.zoomAt(laneX, factor);
    m_tooltip->hide();
    viewportMoved();
}

void TimelineCanvas::zoomAtCentre(double factor)
{
    zoomAt(m_viewport.width() / 2.0, factor);
}

void TimelineCanvas::panPixels(double pixels)
{
    m_viewport.panPixels(pixels);
    m_tooltip->hide();
    viewportMoved();
}

void TimelineCanvas::showRange(TimeRange range)
{
    m_viewport.show(range);
    viewportMoved();
}

void TimelineCanvas::fitAll()
{
    m_viewport.showWhole();
    viewportMoved();
}

void TimelineCanvas::fitSelection()
{
    const int lane = currentLane();
    if (lane < 0 || m_model->lane(lane).spans.isEmpty()) {
        fitAll();
        return;
    }
    const QList<TimelineSpan>& spans = m_model->lane(lane).spans;
    const int span = currentSpan(lane);
    const Instant now = m_model->scene().now;
    const TimelineSpan& first = span >= 0 ? spans.at(span) : spans.constFirst();
    const TimelineSpan& last = span >= 0 ? spans.at(span) : spans.constLast();
    m_viewport.fit(TimeRange{first.start, last.endAt(now)});
    viewportMoved();
}

void TimelineCanvas::setDensity(LaneDensity density)
{
    m_density = density;
    rebuildLayout();
}

void TimelineCanvas::setCollapsed(const QString& groupKey, bool collapsed)
{
    if (collapsed == m_collapsed.contains(groupKey)) {
        return;
    }
    if (collapsed) {
        m_collapsed.insert(groupKey);
    } else {
        m_collapsed.remove(groupKey);
    }
    rebuildLayout();
}

void TimelineCanvas::setSelectedLane(const QString& key)
{
    if (key == m_selectedLane) {
        return;
    }
    m_selectedLane = key;
    m_selectedSpan = 0;
    viewport()->update();
}

void TimelineCanvas::ensureLaneVisible(const QString& key)
{
    const int index = m_boxOfKey.value(key, -1);
    if (index < 0) {
        return;
    }
    const LaneBox& box = m_layout.boxes().at(index);
    QScrollBar* bar = verticalScrollBar();
    if (box.y < bar->value()) {
        bar->setValue(box.y);
    } else if (box.bottom() > bar->value() + viewport()->height()) {
        bar->setValue(box.bottom() - viewport()->height());
    }
}

TimelineFrame TimelineCanvas::frame() const
{
    return TimelineFrame{m_model->scene(),
                         m_boxOfKey,
                         m_layout,
                         m_viewport.scale(),
                         double(TimelineMetrics::LabelColumn),
                         double(viewport()->width()),
                         double(verticalScrollBar()->value())};
}

TimelineCanvas::Hit TimelineCanvas::hitAt(QPointF position) const
{
    Hit hit;
    const int index = m_layout.boxAt(int(std::floor(position.y())) + verticalScrollBar()->value());
    for (const FailureSpot& spot : m_failureSpots) {
        if (spot.spots.box.contains(position)) {
            hit.lane = spot.lane;
            hit.kind = spot.spots.retry.contains(position) ? Hit::Kind::FailureRetry
                       : spot.spots.log.contains(position) ? Hit::Kind::FailureLog
                                                           : Hit::Kind::FailureBox;
            return hit;
        }
    }
    if (index < 0 || !viewport()->rect().contains(position.toPoint())) {
        return hit;
    }
    const LaneBox& box = m_layout.boxes().at(index);
    hit.lane = box.lane;
    if (position.x() < TimelineMetrics::LabelColumn) {
        const bool header = m_model->lane(box.lane).kind == LaneKind::GroupHeader;
        hit.kind = header && position.x() < 24 ? Hit::Kind::Expander : Hit::Kind::LaneLabel;
        return hit;
    }
    const TimelineFrame now = frame();
    for (int gate = 0; gate < m_model->scene().gates.size(); ++gate) {
        const TimelineGate& candidate = m_model->scene().gates.at(gate);
        const LaneBox* badge = now.box(candidate.badgeLane);
        const double reach = badge && badge->lane == box.lane ? 60 : 6;
        if (std::abs(position.x() - gateX(now, candidate)) <= reach) {
            hit.kind = Hit::Kind::Gate;
            hit.gate = gate;
            return hit;
        }
    }
    hit.kind = Hit::Kind::LaneFree;
    if (!box.collapsed) {
        const TimeScale scale = m_viewport.scale();
        const double x = position.x() - TimelineMetrics::LabelColumn;
        const Duration tolerance(qint64(std::ceil(3 * scale.msPerPixel)));
        hit.span = spanAt(m_model->lane(box.lane).spans, scale.at(x), tolerance, m_model->scene().now);
        if (hit.span >= 0) {
            hit.kind = Hit::Kind::Span;
        }
    }
    return hit;
}

void TimelineCanvas::showTooltip()
{
    if (m_hover.kind == Hit::Kind::Span || m_hover.kind == Hit::Kind::Gate ||
        m_hover.kind == Hit::Kind::FailureBox) {
        const QPoint at = viewport()->mapToGlobal(m_pointer.toPoint());
        if (m_hover.kind == Hit::Kind::Gate) {
            m_tooltip->showGate(m_model->scene(), m_model->scene().gates.at(m_hover.gate), at);
        } else if (m_hover.kind == Hit::Kind::Span) {
            const TimelineLane& lane = m_model->lane(m_hover.lane);
            m_tooltip->showSpan(m_model->scene(), lane, lane.spans.at(m_hover.span), at);
        } else {
            m_tooltip->showFailure(m_model->lane(m_hover.lane), at);
        }
    }
}

} // namespace Drover
