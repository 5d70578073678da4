#include "ui/timeline/timelinecanvas.h"
#include "ui/timeline/timelinegeometry.h"
#include "ui/timeline/timelinetooltip.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QScrollBar>
#include <cmath>

namespace Drover {

namespace {

constexpr double kKeyPanShare = 0.1;

} // namespace

void TimelineCanvas::focusOutEvent(QFocusEvent* event)
{
    m_spaceHeld = false;
    QAbstractScrollArea::focusOutEvent(event);
}

void TimelineCanvas::keyPressEvent(QKeyEvent* event)
{
    if (handleFindKey(event->key(), event->modifiers()) || handleTimeKey(event->key(), event->modifiers()) ||
        handleMoveKey(event->key(), event->modifiers())) {
        event->accept();
        return;
    }
    QAbstractScrollArea::keyPressEvent(event);
}

bool TimelineCanvas::stepSpan(int direction)
{
    const int lane = currentLane();
    const int next = lane < 0 ? -1 : neighbourSpan(m_model->lane(lane).spans, currentSpan(lane), direction);
    if (next >= 0) {
        selectSpan(lane, next);
    }
    return next >= 0;
}

bool TimelineCanvas::handleFindKey(int key, Qt::KeyboardModifiers modifiers)
{
    if (key == Qt::Key_F3) {
        stepMatch(modifiers.testFlag(Qt::ShiftModifier) ? -1 : 1);
        return true;
    }
    if ((key == Qt::Key_F && modifiers.testFlag(Qt::ControlModifier)) || key == Qt::Key_Slash) {
        emit findRequested();
        return true;
    }
    return false;
}

void TimelineCanvas::stepMatch(int direction)
{
    m_finder->step(direction, m_viewport.visible().begin);
    const int current = m_finder->current();
    if (current >= 0) {
        const TimelineMatches::Match match = m_finder->matches().found.at(current);
        selectSpan(match.lane, match.span);
    }
}

bool TimelineCanvas::handleTimeKey(int key, Qt::KeyboardModifiers modifiers)
{
    if (modifiers & (Qt::ControlModifier | Qt::AltModifier)) {
        return false;
    }
    switch (key) {
    // W and S zoom where the pointer is, as in other viewers of traces; A and D pan.
    case Qt::Key_W:
    case Qt::Key_S: {
        const double factor = key == Qt::Key_W ? TimelineViewport::ZoomStep : 1 / TimelineViewport::ZoomStep;
        const double x = m_pointer.x() - TimelineMetrics::LabelColumn;
        zoomAt(x >= 0 ? x : m_viewport.width() / 2.0, factor);
        return true;
    }
    case Qt::Key_A:
    case Qt::Key_D:
        panPixels((key == Qt::Key_A ? -kKeyPanShare : kKeyPanShare) * m_viewport.width());
        return true;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoomAtCentre(TimelineViewport::ZoomStep);
        return true;
    case Qt::Key_Minus:
        zoomAtCentre(1 / TimelineViewport::ZoomStep);
        return true;
    case Qt::Key_F:
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
    case Qt::Key_G:
        emit groupingRequested();
        return true;
    case Qt::Key_C:
        emit pathRequested();
        return true;
    case Qt::Key_Space:
        m_spaceHeld = true;
        return true;
    case Qt::Key_Escape:
        if (m_area.isEmpty()) {
            return false;
        }
        clearArea();
        return true;
    default:
        return false;
    }
}

bool TimelineCanvas::handleMoveKey(int key, Qt::KeyboardModifiers modifiers)
{
    const bool control = modifiers.testFlag(Qt::ControlModifier);
    const int lane = currentLane();
    switch (key) {
    case Qt::Key_Period:
    case Qt::Key_Comma:
        // Without a lane the first one begins.
        if (lane < 0) {
            moveLane(1);
        } else {
            stepSpan(key == Qt::Key_Period ? 1 : -1);
        }
        return true;
    case Qt::Key_P:
        if (control || !modifiers.testFlag(Qt::ShiftModifier) || lane < 0) {
            return false;
        }
        setPinned(m_selectedLane, !isPinned(m_selectedLane));
        return true;
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
        const bool group = lane >= 0 && m_model->lane(lane).kind == LaneKind::GroupHeader;
        if (group && m_collapsed.contains(m_selectedLane) != left) {
            setCollapsed(m_selectedLane, left);
        } else if (lane >= 0 && m_model->lane(lane).expandable && m_model->lane(lane).expanded == left) {
            emit expandRequested(QString(m_selectedLane), !left);
        } else {
            panPixels((left ? -kKeyPanShare : kKeyPanShare) * m_viewport.width());
        }
        return true;
    }
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!m_area.isEmpty()) {
            zoomToArea();
        } else if (m_selectedSpan != 0) {
            emit spanActivated(m_selectedSpan);
        } else if (lane >= 0) {
            emit laneActivated(QString(m_model->lane(lane).objectKey()));
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
    tellFocus();
    const int lane = currentLane();
    emit laneActivated(lane < 0 ? m_selectedLane : QString(m_model->lane(lane).objectKey()));
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
    tellFocus();
    emit laneActivated(QString(m_model->lane(lane).objectKey()));
}

/// Screen readers speak what the keys have come to.
void TimelineCanvas::tellFocus()
{
    if (!QAccessible::isActive()) {
        return;
    }
    QAccessibleInterface* canvas = QAccessible::queryAccessibleInterface(this);
    if (QAccessibleInterface* part = canvas ? canvas->focusChild() : nullptr) {
        QAccessibleEvent event(part, QAccessible::Focus);
        QAccessible::updateAccessibility(&event);
    }
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
