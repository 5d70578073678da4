#include "ui/timeline/timelinecanvas.h"
#include "ui/timeline/timelinegeometry.h"
#include "ui/timeline/timelinetooltip.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

namespace Drover {

namespace {

constexpr double kPanShare = 0.1;

double laneX(QPointF position)
{
    return position.x() - TimelineMetrics::LabelColumn;
}

} // namespace

void TimelineCanvas::wheelEvent(QWheelEvent* event)
{
    const QPoint angle = event->angleDelta();
    const double steps = (angle.y() != 0 ? angle.y() : angle.x()) / 120.0;
    if (event->modifiers().testFlag(Qt::ControlModifier)) {
        zoomAt(laneX(event->position()), std::pow(TimelineViewport::ZoomStep, steps));
    } else if (event->modifiers().testFlag(Qt::ShiftModifier) || std::abs(angle.x()) > std::abs(angle.y())) {
        panPixels(-steps * m_viewport.width() * kPanShare);
    } else {
        QAbstractScrollArea::wheelEvent(event);
    }
    event->accept();
}

void TimelineCanvas::mousePressEvent(QMouseEvent* event)
{
    m_tooltipTimer.stop();
    m_tooltip->hide();
    m_dragFrom = m_dragLast = event->position();
    if (event->button() == Qt::MiddleButton || (event->button() == Qt::LeftButton && m_spaceHeld)) {
        m_drag = Drag::Pan;
        viewport()->setCursor(Qt::ClosedHandCursor);
        return;
    }
    if (event->button() != Qt::LeftButton) {
        return;
    }
    const Hit hit = hitAt(event->position());
    clearArea();
    if (hit.kind == Hit::Kind::LaneFree || (hit.kind == Hit::Kind::None && laneX(event->position()) >= 0)) {
        m_drag = Drag::Area;
    }
    activate(hit);
    viewport()->update();
}

void TimelineCanvas::activate(const Hit& hit)
{
    if (hit.lane < 0) {
        return;
    }
    const TimelineLane& lane = m_model->lane(hit.lane);
    // Copies: what the signals set off may replace the scene.
    const QString key = lane.key;
    const QString object = lane.objectKey();
    switch (hit.kind) {
    case Hit::Kind::None:
    case Hit::Kind::Gate:
    case Hit::Kind::Fold:
        return;
    case Hit::Kind::Expander:
        toggle(hit);
        return;
    case Hit::Kind::FailureRetry:
        emit retryRequested(object);
        return;
    case Hit::Kind::FailureLog:
        emit logRequested(lane.failure ? lane.failure->spanId : 0);
        return;
    case Hit::Kind::Span: {
        const qint64 id = lane.spans.at(hit.span).id;
        m_selectedLane = key;
        m_selectedSpan = id;
        emit laneActivated(object);
        if (id != 0) {
            emit spanActivated(id);
        }
        return;
    }
    case Hit::Kind::LaneLabel:
    case Hit::Kind::LaneFree:
    case Hit::Kind::FailureBox:
        m_selectedLane = key;
        m_selectedSpan = 0;
        emit laneActivated(object);
        return;
    }
}

/// Opens or closes what is below a lane: members of a group, tasks of a member.
void TimelineCanvas::toggle(const Hit& hit)
{
    const TimelineLane& lane = m_model->lane(hit.lane);
    const QString key = lane.key;
    if (lane.kind == LaneKind::GroupHeader) {
        setCollapsed(key, !m_collapsed.contains(key));
    } else if (lane.expandable) {
        emit expandRequested(key, !lane.expanded);
    }
}

void TimelineCanvas::mouseMoveEvent(QMouseEvent* event)
{
    const QPointF position = event->position();
    switch (m_drag) {
    case Drag::Pan:
        panPixels(m_dragLast.x() - position.x());
        verticalScrollBar()->setValue(verticalScrollBar()->value() + int(m_dragLast.y() - position.y()));
        m_dragLast = position;
        return;
    case Drag::Area:
        if (!m_area.isEmpty() ||
            std::abs(position.x() - m_dragFrom.x()) >= QApplication::startDragDistance()) {
            dragArea(position, event->modifiers().testFlag(Qt::ShiftModifier));
        }
        return;
    case Drag::None:
        hoverAt(position);
    }
}

void TimelineCanvas::dragArea(QPointF to, bool allLanes)
{
    const TimeScale scale = m_viewport.scale();
    const double from = std::max(0.0, laneX(m_dragFrom));
    const double until = std::clamp(laneX(to), 0.0, double(m_viewport.width()));
    const TimeRange range{scale.at(std::min(from, until)), scale.at(std::max(from, until))};
    const int last = int(m_layout.boxes().size()) - 1;
    int top = m_layout.boxAt(contentY(std::clamp(m_dragFrom.y(), 0.0, viewport()->height() - 1.0)));
    int bottom = m_layout.boxAt(contentY(std::clamp(to.y(), 0.0, viewport()->height() - 1.0)));
    // Below the last lane the drag is about time alone.
    allLanes = allLanes || top < 0;
    bottom = bottom < 0 ? last : bottom;
    if (allLanes) {
        top = 0;
        bottom = last;
    }
    m_area =
        areaBetween(m_model->scene().lanes, m_layout, range, std::min(top, bottom), std::max(top, bottom));
    viewport()->update();
}

void TimelineCanvas::clearArea()
{
    if (m_area.isEmpty()) {
        return;
    }
    m_area = {};
    viewport()->update();
    emit areaChanged();
}

void TimelineCanvas::zoomToArea()
{
    const TimeRange range = m_area.range;
    clearArea();
    if (!range.isEmpty()) {
        m_viewport.show(range);
        viewportMoved();
    }
}

void TimelineCanvas::contextMenuEvent(QContextMenuEvent* event)
{
    QPoint at = event->pos();
    if (event->reason() == QContextMenuEvent::Keyboard) {
        // Where the selected lane or bar is, not where the mouse happens to be.
        const TimelineFrame now = frame();
        const LaneBox* box = now.box(m_selectedLane);
        if (!box) {
            return;
        }
        const int span = currentSpan(box->lane);
        const double x = span < 0 ? 60 : now.x(m_model->lane(box->lane).spans.at(span).start) + 2;
        at = QPoint(int(std::clamp(x, 4.0, viewport()->width() - 4.0)), int(now.top(*box)) + box->height / 2);
    }
    m_tooltipTimer.stop();
    m_tooltip->hide();
    const Hit hit = hitAt(at);
    if (hit.lane >= 0) {
        emit menuRequested(hit, viewport()->mapToGlobal(at));
    }
    event->accept();
}

void TimelineCanvas::hoverAt(QPointF position)
{
    const Hit before = m_hover;
    m_pointer = position;
    m_hover = hitAt(position);
    emit pointerMoved(laneX(position) >= 0 ? laneX(position) : -1);
    const bool changed = m_hover.kind != before.kind || m_hover.lane != before.lane ||
                         m_hover.span != before.span || m_hover.fold != before.fold;
    const bool onFlag = m_hover.kind == Hit::Kind::FailureRetry || m_hover.kind == Hit::Kind::FailureLog;
    if (!changed && !onFlag) {
        return;
    }
    m_tooltip->hide();
    m_tooltipTimer.start();
    const bool hand = onFlag || m_hover.kind == Hit::Kind::Span || m_hover.kind == Hit::Kind::Expander;
    viewport()->setCursor(hand ? Qt::PointingHandCursor : Qt::ArrowCursor);
    const bool span = m_hover.kind == Hit::Kind::Span;
    emit spanHovered(span ? m_model->lane(m_hover.lane).spans.at(m_hover.span).id : 0);
    viewport()->update();
}

void TimelineCanvas::mouseReleaseEvent(QMouseEvent* event)
{
    if (m_drag == Drag::Pan) {
        viewport()->setCursor(Qt::ArrowCursor);
    }
    const bool chosen = m_drag == Drag::Area && !m_area.isEmpty();
    m_drag = Drag::None;
    if (chosen) {
        emit areaChanged();
    }
    QAbstractScrollArea::mouseReleaseEvent(event);
}

void TimelineCanvas::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton) {
        return;
    }
    const Hit hit = hitAt(event->position());
    if (hit.kind == Hit::Kind::Span) {
        fitSpan(hit.lane, hit.span);
    } else if (hit.kind == Hit::Kind::LaneLabel) {
        toggle(hit);
    }
}

void TimelineCanvas::leaveEvent(QEvent* event)
{
    m_pointer = {-1, -1};
    m_hover = {};
    m_tooltipTimer.stop();
    m_tooltip->hide();
    emit pointerMoved(-1);
    emit spanHovered(0);
    viewport()->update();
    QAbstractScrollArea::leaveEvent(event);
}

} // namespace Drover
