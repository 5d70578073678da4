#include "ui/timeline/timelinecanvas.h"
#include "ui/timeline/timelinegeometry.h"
#include "ui/timeline/timelinetooltip.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QWheelEvent>
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
    m_range = {};
    if (hit.kind == Hit::Kind::LaneFree || (hit.kind == Hit::Kind::None && laneX(event->position()) >= 0)) {
        m_drag = Drag::Range;
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
    switch (hit.kind) {
    case Hit::Kind::None:
    case Hit::Kind::Gate:
        return;
    case Hit::Kind::Expander:
        setCollapsed(key, !m_collapsed.contains(key));
        return;
    case Hit::Kind::FailureRetry:
        emit retryRequested(key);
        return;
    case Hit::Kind::FailureLog:
        emit logRequested(lane.failure ? lane.failure->spanId : 0);
        return;
    case Hit::Kind::Span: {
        const qint64 id = lane.spans.at(hit.span).id;
        m_selectedLane = key;
        m_selectedSpan = id;
        emit laneActivated(key);
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
        emit laneActivated(key);
        return;
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
    case Drag::Range: {
        if (std::abs(position.x() - m_dragFrom.x()) < QApplication::startDragDistance() &&
            m_range.isEmpty()) {
            return;
        }
        const TimeScale scale = m_viewport.scale();
        const double from = std::max(0.0, laneX(m_dragFrom));
        const double to = std::clamp(laneX(position), 0.0, double(m_viewport.width()));
        m_range = {scale.at(std::min(from, to)), scale.at(std::max(from, to))};
        viewport()->update();
        return;
    }
    case Drag::None:
        hoverAt(position);
    }
}

void TimelineCanvas::hoverAt(QPointF position)
{
    const Hit before = m_hover;
    m_pointer = position;
    m_hover = hitAt(position);
    emit pointerMoved(laneX(position) >= 0 ? laneX(position) : -1);
    const bool changed =
        m_hover.kind != before.kind || m_hover.lane != before.lane || m_hover.span != before.span;
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
    m_drag = Drag::None;
    QAbstractScrollArea::mouseReleaseEvent(event);
}

void TimelineCanvas::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton) {
        return;
    }
    const Hit hit = hitAt(event->position());
    if (hit.kind == Hit::Kind::Span) {
        const TimelineSpan& span = m_model->lane(hit.lane).spans.at(hit.span);
        m_viewport.fit(TimeRange{span.start, span.endAt(m_model->scene().now)});
        viewportMoved();
    } else if (hit.kind == Hit::Kind::LaneLabel && m_model->lane(hit.lane).kind == LaneKind::GroupHeader) {
        const QString key = m_model->lane(hit.lane).key;
        setCollapsed(key, !m_collapsed.contains(key));
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

bool TimelineCanvas::event(QEvent* event)
{
    // Tab walks along the bars of the selected lane; at its end the focus goes on as everywhere.
    if (event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool back = key->key() == Qt::Key_Backtab;
        if (key->key() == Qt::Key_Tab || back) {
            const int lane = currentLane();
            const int next =
                lane < 0 ? -1 : neighbourSpan(m_model->lane(lane).spans, currentSpan(lane), back ? -1 : 1);
            if (next >= 0) {
                selectSpan(lane, next);
                return true;
            }
        }
    }
    return QAbstractScrollArea::event(event);
}

void TimelineCanvas::focusOutEvent(QFocusEvent* event)
{
    m_spaceHeld = false;
    QAbstractScrollArea::focusOutEvent(event);
}

void TimelineCanvas::keyPressEvent(QKeyEvent* event)
{
    if (handleTimeKey(event->key(), event->modifiers()) || handleMoveKey(event->key(), event->modifiers())) {
        event->accept();
        return;
    }
    QAbstractScrollArea::keyPressEvent(event);
}

bool TimelineCanvas::handleTimeKey(int key, Qt::KeyboardModifiers modifiers)
{
    switch (key) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoomAtCentre(TimelineViewport::ZoomStep);
        return true;
    case Qt::Key_Minus:
        zoomAtCentre(1 / TimelineViewport::ZoomStep);
        return true;
    case Qt::Key_F:
        if (modifiers.testFlag(Qt::ControlModifier)) {
            return false;
        }
        if (modifiers.testFlag(Qt::ShiftModifier)) {
            fitSelection();
        } else {
            fitAll();
        }
        return true;
    case Qt::Key_N:
    case Qt::Key_End:
        setFollow(true);
        return true;
    case Qt::Key_Home:
        m_viewport.setFollow(false);
        m_viewport.panPixels(m_viewport.scale().x(m_model->extent().begin) - 8);
        viewportMoved();
        return true;
    case Qt::Key_Space:
        m_spaceHeld = true;
        return true;
    case Qt::Key_Escape:
        if (m_range.isEmpty()) {
            return false;
        }
        m_range = {};
        viewport()->update();
        return true;
    default:
        return false;
    }
}

bool TimelineCanvas::handleMoveKey(int key, Qt::KeyboardModifiers modifiers)
{
    const bool control = modifiers.testFlag(Qt::ControlModifier);
    const int lane = currentLane();
    const bool group = lane >= 0 && m_model->lane(lane).kind == LaneKind::GroupHeader;
    switch (key) {
    case Qt::Key_Up:
    case Qt::Key_Down: {
        const int step = key == Qt::Key_Up ? -1 : 1;
        if (control) {
            moveStage(step);
        } else {
            moveLane(step);
        }
        return true;
    }
    case Qt::Key_Left:
    case Qt::Key_Right: {
        const bool left = key == Qt::Key_Left;
        if (group && m_collapsed.contains(m_selectedLane) != left) {
            setCollapsed(m_selectedLane, left);
        } else {
            panPixels((left ? -kPanShare : kPanShare) * m_viewport.width());
        }
        return true;
    }
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!m_range.isEmpty()) {
            const TimeRange range = std::exchange(m_range, {});
            m_viewport.show(range);
            viewportMoved();
        } else if (m_selectedSpan != 0) {
            emit spanActivated(m_selectedSpan);
        } else if (lane >= 0) {
            emit laneActivated(m_selectedLane);
        }
        return true;
    case Qt::Key_O: {
        const qint64 failed =
            lane >= 0 && m_model->lane(lane).failure ? m_model->lane(lane).failure->spanId : 0;
        if (m_selectedSpan != 0 || failed != 0) {
            emit logRequested(m_selectedSpan != 0 ? m_selectedSpan : failed);
        }
        return true;
    }
    default:
        return false;
    }
}

void TimelineCanvas::keyReleaseEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat()) {
        m_spaceHeld = false;
    }
    QAbstractScrollArea::keyReleaseEvent(event);
}

int TimelineCanvas::currentLane() const
{
    return m_model->laneOf(m_selectedLane);
}

int TimelineCanvas::currentSpan(int lane) const
{
    if (m_selectedSpan == 0) {
        return -1;
    }
    const QList<TimelineSpan>& spans = m_model->lane(lane).spans;
    const auto it = std::ranges::find(spans, m_selectedSpan, &TimelineSpan::id);
    return it == spans.end() ? -1 : int(it - spans.begin());
}

void TimelineCanvas::moveLane(int step)
{
    const QList<LaneBox>& boxes = m_layout.boxes();
    if (boxes.isEmpty()) {
        return;
    }
    const int box = m_boxOfKey.value(m_selectedLane, -1);
    const int next = box < 0 ? 0 : std::clamp(box + step, 0, int(boxes.size()) - 1);
    m_selectedLane = m_model->lane(boxes.at(next).lane).key;
    m_selectedSpan = 0;
    ensureLaneVisible(m_selectedLane);
    viewport()->update();
    const QString key = m_selectedLane;
    emit laneActivated(key);
}

void TimelineCanvas::moveStage(int step)
{
    const int lane = currentLane();
    const int span = lane < 0 ? -1 : currentSpan(lane);
    if (span < 0) {
        moveLane(step);
        return;
    }
    const int stage = m_model->lane(lane).spans.at(span).stage;
    const QList<LaneBox>& boxes = m_layout.boxes();
    for (int i = m_boxOfKey.value(m_selectedLane, -1) + step; i >= 0 && i < boxes.size(); i += step) {
        const int other = spanOfStage(m_model->lane(boxes.at(i).lane).spans, stage);
        if (other >= 0) {
            selectSpan(boxes.at(i).lane, other);
            return;
        }
    }
}

void TimelineCanvas::selectSpan(int lane, int span)
{
    m_selectedLane = m_model->lane(lane).key;
    m_selectedSpan = m_model->lane(lane).spans.at(span).id;
    ensureLaneVisible(m_selectedLane);
    scrollToSpan(lane, span);
    viewport()->update();
    const QString key = m_selectedLane;
    emit laneActivated(key);
}

void TimelineCanvas::scrollToSpan(int lane, int span)
{
    const TimelineSpan& target = m_model->lane(lane).spans.at(span);
    const TimeScale scale = m_viewport.scale();
    const double from = scale.x(target.start);
    if (from < 0 || from > m_viewport.width() - 20) {
        m_viewport.panPixels(from - m_viewport.width() / 4.0);
        viewportMoved();
    }
}

} // namespace Drover
