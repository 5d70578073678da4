#include "ui/timeline/timelinecanvas.h"

#include "ui/theme/paint.h"
#include "ui/theme/themehub.h"
#include "ui/timeline/barpainter.h"
#include "ui/timeline/timelineaccessible.h"
#include "ui/timeline/timelinegeometry.h"
#include "ui/timeline/timelinetooltip.h"

#include <QScrollBar>
#include <algorithm>
#include <cmath>

namespace Drover {

namespace {

constexpr int kTooltipDelayMs = 300;

} // namespace

TimelineCanvas::TimelineCanvas(TimelineModel* model, QWidget* parent)
    : QAbstractScrollArea(parent), m_model(model), m_tiles(model), m_finder(new TimelineFinder(model, this)),
      m_tooltip(new TimelineTooltip(this))
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
    connect(m_model, &TimelineModel::foldChanged, this, &TimelineCanvas::applyFold);
    connect(m_finder, &TimelineFinder::changed, viewport(), qOverload<>(&QWidget::update));
    connect(m_model, &TimelineModel::laneChanged, viewport(), qOverload<>(&QWidget::update));
    connect(m_model, &TimelineModel::marksChanged, viewport(), qOverload<>(&QWidget::update));
    connect(m_model, &TimelineModel::nowChanged, this, &TimelineCanvas::moveNow);
    connect(&ThemeHub::instance(), &ThemeHub::changed, this, [this] {
        m_tiles.clear();
        viewport()->update();
    });
    [[maybe_unused]] static const bool accessible = [] {
        installTimelineAccessibility();
        return true;
    }();
    m_viewport.setNow(m_model->scene().now);
    m_viewport.setFold(m_model->fold());
    rebuildLayout();
    applyExtent();
}

TimelineCanvas::~TimelineCanvas() = default;

/// Time goes on many times a second; it shows when it has come to the next pixel or second.
void TimelineCanvas::moveNow()
{
    const TimeScale before = m_viewport.scale();
    m_viewport.setNow(m_model->scene().now);
    const TimeScale scale = m_viewport.scale();
    const std::pair shown(qint64(std::floor(scale.x(m_model->scene().now))),
                          m_model->scene().now.ms() / 1000);
    if (scale == before && shown == m_nowShown) {
        return;
    }
    m_nowShown = shown;
    viewportMoved();
    emit nowMoved();
}

void TimelineCanvas::rebuildLayout()
{
    m_layout = TimelineLayout(m_model->scene().lanes, m_collapsed, m_density, m_pinned);
    m_boxOfKey.clear();
    for (int lane = 0; lane < m_model->scene().lanes.size(); ++lane) {
        if (const int box = m_layout.boxOfLane(lane); box >= 0) {
            m_boxOfKey.insert(m_model->lane(lane).key, box);
        }
    }
    clearArea();
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

void TimelineCanvas::applyFold()
{
    m_tiles.clear();
    m_viewport.setFold(m_model->fold());
    applyExtent();
}

TimeAxis TimelineCanvas::axis() const
{
    return {m_axisMode, m_model->extent().begin};
}

void TimelineCanvas::setAxisMode(AxisMode mode)
{
    m_axisMode = mode;
    viewportMoved();
}

int TimelineCanvas::contentY(double y) const
{
    const int at = int(std::floor(y));
    return at < m_layout.pinnedHeight() ? at : at + verticalScrollBar()->value();
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
    m_tooltip->hide();
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
    // Buttons and keys without a place zoom at the present while it is followed.
    zoomAt(m_viewport.follows() ? m_viewport.scale().x(m_viewport.now()) : m_viewport.width() / 2.0, factor);
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

void TimelineCanvas::fitSpan(int lane, int span)
{
    const TimelineSpan& bar = m_model->lane(lane).spans.at(span);
    m_viewport.fit(TimeRange{bar.start, bar.endAt(m_model->scene().now)});
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

void TimelineCanvas::setAllCollapsed(bool collapsed)
{
    m_collapsed.clear();
    for (const TimelineLane& lane : m_model->scene().lanes) {
        if (collapsed && lane.kind == LaneKind::GroupHeader) {
            m_collapsed.insert(lane.key);
        }
    }
    rebuildLayout();
}

void TimelineCanvas::setPinned(const QString& laneKey, bool pinned)
{
    if (pinned == m_pinned.contains(laneKey)) {
        return;
    }
    if (pinned) {
        m_pinned.append(laneKey);
    } else {
        m_pinned.removeAll(laneKey);
    }
    rebuildLayout();
}

void TimelineCanvas::copyLook(const TimelineCanvas& other)
{
    m_collapsed = other.m_collapsed;
    m_pinned = other.m_pinned;
    m_density = other.m_density;
    m_axisMode = other.m_axisMode;
    m_selectedLane = other.m_selectedLane;
    rebuildLayout();
}

QString TimelineCanvas::laneKeyOf(const QString& key) const
{
    if (key.isEmpty() || m_model->laneOf(key) >= 0) {
        return key;
    }
    const QList<TimelineLane>& lanes = m_model->scene().lanes;
    const auto part = std::ranges::find(lanes, key, &TimelineLane::object);
    return part == lanes.end() ? key : part->key;
}

void TimelineCanvas::setSelectedLane(const QString& key)
{
    // A part of the object that is selected already stays so.
    const int lane = currentLane();
    if (key == m_selectedLane || (lane >= 0 && m_model->lane(lane).objectKey() == key)) {
        return;
    }
    m_selectedLane = laneKeyOf(key);
    m_selectedSpan = 0;
    viewport()->update();
}

void TimelineCanvas::ensureLaneVisible(const QString& key)
{
    const int index = m_boxOfKey.value(laneKeyOf(key), -1);
    if (index < 0) {
        return;
    }
    const LaneBox& box = m_layout.boxes().at(index);
    QScrollBar* bar = verticalScrollBar();
    const int pinned = m_layout.pinnedHeight();
    if (box.y < pinned) {
        return;
    }
    if (box.y < bar->value() + pinned) {
        bar->setValue(box.y - pinned);
    } else if (box.bottom() > bar->value() + viewport()->height()) {
        bar->setValue(box.bottom() - viewport()->height());
    }
}

void TimelineCanvas::scrollToTop(const QString& key)
{
    const int index = m_boxOfKey.value(laneKeyOf(key), -1);
    if (index >= 0) {
        verticalScrollBar()->setValue(m_layout.boxes().at(index).y - m_layout.pinnedHeight());
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
                         double(verticalScrollBar()->value()),
                         axis()};
}

TimelineCanvas::Hit TimelineCanvas::hitAt(QPointF position) const
{
    Hit hit;
    const int index = m_layout.boxAt(contentY(position.y()));
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
        const TimelineLane& lane = m_model->lane(box.lane);
        const bool opens = lane.kind == LaneKind::GroupHeader || lane.expandable;
        hit.kind = opens && position.x() < 24 ? Hit::Kind::Expander : Hit::Kind::LaneLabel;
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
    const TimeScale scale = m_viewport.scale();
    const double x = position.x() - TimelineMetrics::LabelColumn;
    if (scale.fold) {
        const QList<TimeRange> folds = scale.fold->folds();
        const auto fold = std::ranges::find_if(
            folds, [at = scale.at(x)](const TimeRange& range) { return range.contains(at); });
        if (fold != folds.end()) {
            hit.kind = Hit::Kind::Fold;
            hit.fold = int(fold - folds.begin());
            return hit;
        }
    }
    if (!box.collapsed) {
        const Duration tolerance(qint64(std::ceil(3 * scale.msPerPixel)));
        hit.span = spanAt(m_model->lane(box.lane).spans, scale.at(x), tolerance, m_model->scene().now);
        if (hit.span >= 0) {
            hit.kind = Hit::Kind::Span;
        }
    }
    return hit;
}

QString TimelineCanvas::whyOf(int lane, int span) const
{
    const TimelineLane& shown = m_model->lane(lane);
    const TimelineSpan& bar = shown.spans.at(span);
    const bool waits = bar.state == BarState::AtGate || bar.state == BarState::Queued ||
                       bar.state == BarState::WaitingForPerson || bar.state == BarState::Paused ||
                       bar.state == BarState::BackOff;
    return m_why && waits && !bar.end.isSet() ? m_why(shown.objectKey()) : QString();
}

void TimelineCanvas::showWhy(int lane, QPoint globalAt)
{
    const TimelineLane& shown = m_model->lane(lane);
    if (m_why) {
        m_tooltip->showWhy(shown.title, shown.status, m_why(shown.objectKey()), globalAt);
    }
}

void TimelineCanvas::showTooltip()
{
    const QPoint at = viewport()->mapToGlobal(m_pointer.toPoint());
    const TimelineScene& scene = m_model->scene();
    switch (m_hover.kind) {
    case Hit::Kind::Gate:
        m_tooltip->showGate(scene, scene.gates.at(m_hover.gate), axis(), at);
        return;
    case Hit::Kind::Span: {
        const TimelineLane& lane = m_model->lane(m_hover.lane);
        m_tooltip->showSpan(scene, lane, lane.spans.at(m_hover.span), axis(),
                            whyOf(m_hover.lane, m_hover.span), at);
        return;
    }
    case Hit::Kind::FailureBox:
        m_tooltip->showFailure(m_model->lane(m_hover.lane), at);
        return;
    case Hit::Kind::Fold:
        if (const TimeFold* fold = m_viewport.scale().fold) {
            m_tooltip->showFold(fold->folds().value(m_hover.fold), axis(), at);
        }
        return;
    case Hit::Kind::None:
    case Hit::Kind::LaneLabel:
    case Hit::Kind::Expander:
    case Hit::Kind::LaneFree:
    case Hit::Kind::FailureRetry:
    case Hit::Kind::FailureLog:
        return;
    }
}

} // namespace Drover
