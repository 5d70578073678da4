#include "ui/text/statustext.h"
#include "ui/theme/iconcache.h"
#include "ui/theme/paint.h"
#include "ui/theme/statuslook.h"
#include "ui/theme/theme.h"
#include "ui/timeline/barpainter.h"
#include "ui/timeline/timelinecanvas.h"
#include "ui/timeline/timelinegeometry.h"

#include <QPaintEvent>
#include <QScrollBar>
#include <cmath>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int kColumn = TimelineMetrics::LabelColumn;
constexpr double kTooShort = 24; // for a word

} // namespace

void TimelineCanvas::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), Theme::current().color(ColorRole::Bg1));
    const TimelineFrame frame = this->frame();
    m_failureSpots.clear();
    m_tiles.beginFrame();
    const int width = viewport()->width();
    const int height = viewport()->height();
    const int pinned = m_layout.pinnedHeight();
    const int last = m_layout.boxAt(contentY(height - 1));
    paintLanes(painter, frame, QRect(0, pinned, width, height - pinned),
               std::max(m_layout.pinnedCount(), m_layout.boxAt(pinned + verticalScrollBar()->value())),
               last < 0 ? int(m_layout.boxes().size()) - 1 : last);
    if (pinned > 0) {
        painter.fillRect(QRect(0, 0, width, pinned), Theme::current().color(ColorRole::Bg1));
        paintLanes(painter, frame, QRect(0, 0, width, pinned), 0, m_layout.pinnedCount() - 1);
        painter.fillRect(QRect(0, pinned - 1, width, 1), Theme::current().color(ColorRole::Line2));
    }
    if (hasFocus()) {
        drawFocusRing(painter, viewport()->rect(), 0);
    }
    if (m_tiles.isCoarse()) {
        viewport()->update(); // the next frame draws what this one had no time for
    }
}

/// The lanes first … last, and what lies over them, inside an area.
void TimelineCanvas::paintLanes(QPainter& painter, const TimelineFrame& frame, const QRect& area, int first,
                                int last)
{
    painter.save();
    painter.setClipRect(area);
    paintGround(painter, frame, first, last);
    painter.save();
    painter.setClipRect(QRect(kColumn, 0, viewport()->width() - kColumn, viewport()->height()),
                        Qt::IntersectClip);
    paintGrid(painter, frame);
    paintBars(painter, frame, first, last);
    // Lines between lanes end at the pinned ones, unless they begin there.
    const bool scrolls = last >= m_layout.pinnedCount() || m_layout.pinnedCount() == 0;
    if (scrolls && m_model->findsPath()) {
        drawCriticalPath(painter, frame);
    }
    drawFolds(painter, frame, viewport()->height());
    for (const TimelineGate& gate : m_model->scene().gates) {
        const LaneBox* from = frame.box(gate.firstLane);
        if (scrolls || (from && from->y < m_layout.pinnedHeight())) {
            drawGate(painter, frame, gate);
        }
    }
    drawFinish(painter, frame);
    paintNow(painter, frame);
    const TimelineMatches& matches = m_finder->matches();
    const int current = m_finder->current();
    for (int i = first; i <= last && m_finder->isActive(); ++i) {
        drawMatches(painter, frame, m_layout.boxes().at(i), matches,
                    current < 0 ? 0 : matches.found.at(current).id);
    }
    for (const TimelineGate& gate : m_model->scene().gates) {
        drawGateBadge(painter, frame, gate);
    }
    paintFailures(painter, frame, first, last);
    paintSelection(painter, frame);
    drawArea(painter, frame, m_area, viewport()->height());
    painter.restore();
    paintLabels(painter, frame, first, last);
    painter.restore();
}

void TimelineCanvas::paintGround(QPainter& painter, const TimelineFrame& frame, int first, int last) const
{
    const Theme& theme = Theme::current();
    const int width = viewport()->width();
    for (int i = first; i <= last; ++i) {
        const LaneBox& box = m_layout.boxes().at(i);
        const TimelineLane& lane = m_model->lane(box.lane);
        const QRectF row(0, frame.top(box), width, box.height);
        if (lane.kind == LaneKind::GroupHeader) {
            painter.fillRect(row, theme.color(ColorRole::Bg2));
        }
        if (!m_selectedLane.isEmpty() && lane.key == m_selectedLane) {
            painter.fillRect(row, theme.color(ColorRole::Sel2));
        }
    }
    // Right of now nothing is recorded yet.
    const double now = std::round(frame.x(m_model->scene().now));
    if (m_model->scene().now.isSet() && now < width) {
        const double from = std::max<double>(now, kColumn);
        painter.fillRect(QRectF(from, 0, width - from, viewport()->height()), theme.color(ColorRole::Future));
    }
}

void TimelineCanvas::paintGrid(QPainter& painter, const TimelineFrame& frame) const
{
    const TickStep step = rulerStep(frame.scale.msPerPixel);
    const QColor line = Theme::current().color(ColorRole::Line);
    const TimeRange visible = m_viewport.visible();
    for (const Instant at : ticksOn(frame.scale, visible, step.major, frame.axis.anchor(visible.begin))) {
        painter.fillRect(QRectF(std::round(frame.x(at)), 0, 1, viewport()->height()), line);
    }
}

void TimelineCanvas::paintBars(QPainter& painter, const TimelineFrame& frame, int first, int last)
{
    painter.save();
    for (int i = first; i <= last; ++i) {
        LaneBox box = m_layout.boxes().at(i);
        box.y = int(frame.top(box));
        m_tiles.drawLane(painter, box, frame.scale, frame.left, frame.left, frame.right);
        paintStickyLabel(painter, frame, m_layout.boxes().at(i));
    }
    if (m_hover.kind == Hit::Kind::Span && m_hover.lane < m_model->scene().lanes.size()) {
        const int index = m_layout.boxOfLane(m_hover.lane);
        const QList<TimelineSpan>& spans = m_model->lane(m_hover.lane).spans;
        if (index >= 0 && m_hover.span < spans.size()) {
            const LaneBox& box = m_layout.boxes().at(index);
            const QRectF rect = LaneTiles::spanRect(spans.at(m_hover.span), box, frame.scale, frame.scene.now)
                                    .translated(frame.left, frame.top(box));
            painter.setRenderHint(QPainter::Antialiasing);
            painter.setBrush(Qt::NoBrush);
            painter.setPen(QPen(Theme::current().color(ColorRole::Tx1), 1));
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
        }
    }
    painter.restore();
}

/// A long bar that began left of the view shows its name at the view's left end.
void TimelineCanvas::paintStickyLabel(QPainter& painter, const TimelineFrame& frame, const LaneBox& box) const
{
    if (box.collapsed || box.barHeight < 12) {
        return;
    }
    const SpanIndex& index = m_model->index(box.lane);
    const int first = index.firstEndingAfter(frame.scale.at(0));
    if (first >= index.spans().size()) {
        return;
    }
    const TimelineSpan& span = index.spans().at(first);
    const QRectF rect =
        LaneTiles::spanRect(span, box, frame.scale, frame.scene.now).translated(frame.left, frame.top(box));
    const BarText text = barText(frame.scene, span);
    const double written = rect.x() + 20 + textWidth(FontRole::LabelMedium, text.label);
    if (rect.x() >= frame.left || written > frame.left + 4 || rect.right() - frame.left < 60) {
        return;
    }
    QRectF inView = rect;
    inView.setLeft(frame.left);
    drawBarLabel(painter, inView, span.state, text);
}

void TimelineCanvas::paintNow(QPainter& painter, const TimelineFrame& frame) const
{
    if (!frame.scene.now.isSet()) {
        return;
    }
    const double x = std::round(frame.x(frame.scene.now));
    if (x >= frame.left - 1 && x <= frame.right) {
        painter.fillRect(QRectF(x - 1, 0, 2, viewport()->height()), Theme::current().color(ColorRole::Acc));
    }
}

void TimelineCanvas::paintFailures(QPainter& painter, const TimelineFrame& frame, int first, int last)
{
    for (int i = first; i <= last; ++i) {
        const LaneBox& box = m_layout.boxes().at(i);
        const TimelineLane& lane = m_model->lane(box.lane);
        if (!lane.failure || box.collapsed) {
            continue;
        }
        const FailureHotspots spots = drawFailure(painter, frame, box, lane, m_pointer);
        if (!spots.box.isNull()) {
            m_failureSpots.append({box.lane, spots});
        }
    }
}

void TimelineCanvas::paintSelectedName(QPainter& painter, const TimelineFrame& frame,
                                       const TimelineLane& lane, int span, const QRectF& bar) const
{
    const Theme& theme = Theme::current();
    // The number ends where the bar stands, so that the next one looks different there.
    const QString number = QString::number(span + 1);
    const QString text = u"%1 · %2"_s.arg(number, frame.scene.stageName(lane.spans.at(span)));
    QRectF box(bar.right() + 2 - textWidth(FontRole::LabelMedium, number) - 5, bar.top() - 2,
               textWidth(FontRole::LabelMedium, text) + 10, bar.height() + 4);
    box.moveRight(std::min<double>(box.right(), viewport()->width() - 4));
    drawBox(painter, box, 3, theme.color(ColorRole::Bg3), theme.color(ColorRole::Acc));
    drawText(painter, box.adjusted(5, 0, -4, 0), Qt::AlignLeft | Qt::AlignVCenter, text,
             FontRole::LabelMedium, theme.color(ColorRole::Tx1));
}

void TimelineCanvas::paintSelection(QPainter& painter, const TimelineFrame& frame) const
{
    if (m_selectedSpan != 0) {
        const int lane = m_model->laneOf(m_selectedLane);
        const LaneBox* box = frame.box(m_selectedLane);
        const int span = lane < 0 ? -1 : currentSpan(lane);
        if (box && !box->collapsed && span >= 0) {
            const QRectF rect =
                LaneTiles::spanRect(m_model->lane(lane).spans.at(span), *box, frame.scale, frame.scene.now)
                    .translated(frame.left, frame.top(*box));
            drawFocusRing(painter, rect.adjusted(-3, -3, 3, 3), 4);
            // Bars too short for a word may stand where others do: which one it is, is written beside it.
            if (rect.width() < kTooShort)
                paintSelectedName(painter, frame, m_model->lane(lane), span, rect);
        }
    }
}

void TimelineCanvas::paintLabels(QPainter& painter, const TimelineFrame& frame, int first, int last) const
{
    const Theme& theme = Theme::current();
    painter.save();
    painter.setClipRect(QRect(0, 0, kColumn, viewport()->height()), Qt::IntersectClip);
    for (int i = first; i <= last; ++i) {
        const LaneBox& box = m_layout.boxes().at(i);
        paintLabel(painter, box, frame.top(box));
    }
    painter.restore();
    painter.fillRect(QRect(kColumn - 1, 0, 1, viewport()->height()), theme.color(ColorRole::Line2));
}

void TimelineCanvas::paintLabel(QPainter& painter, const LaneBox& box, double top) const
{
    const Theme& theme = Theme::current();
    const TimelineLane& lane = m_model->lane(box.lane);
    if (!m_selectedLane.isEmpty() && lane.key == m_selectedLane) {
        painter.fillRect(QRectF(0, top, 2, box.height), theme.color(ColorRole::SelLine));
    }
    if (box.height < 12) {
        return; // thin lanes: the tool tip and the group carry the name
    }
    QRectF row(0, top, kColumn - 9, box.height);
    row.setRight(row.right() -
                 (m_finder->isActive() ? drawMatchCount(painter, row, box, m_finder->matches()) : 0));
    if (isPinned(lane.key)) {
        drawIcon(painter, QPointF(row.right() - 10, row.center().y() - 5), IconName::Pin, 10,
                 theme.color(ColorRole::Tx3));
        row.setRight(row.right() - 14);
    }
    const auto left = Qt::AlignLeft | Qt::AlignVCenter;
    const double asideWidth =
        lane.subtitle.isEmpty() ? 0 : textWidth(FontRole::FigureSmall, lane.subtitle) + 8;
    switch (lane.kind) {
    case LaneKind::Cluster:
        drawIcon(painter, QPointF(10, row.center().y() - 8), IconName::Clusters, 16,
                 theme.color(ColorRole::Tx2));
        drawText(painter, row.adjusted(32, 0, -asideWidth, 0), left, lane.title, FontRole::BodyStrong,
                 theme.color(ColorRole::Tx1));
        drawText(painter, row, Qt::AlignRight | Qt::AlignVCenter, lane.subtitle, FontRole::FigureSmall,
                 theme.color(ColorRole::Tx2));
        break;
    case LaneKind::GroupHeader: {
        const double indent = 10 * std::max(0, lane.depth - 1);
        paintExpander(painter, 8 + indent, row.center().y(), !box.collapsed);
        const double titleWidth = textWidth(FontRole::LabelStrong, lane.title);
        drawText(painter, row.adjusted(22 + indent, 0, 0, 0), left, lane.title, FontRole::LabelStrong,
                 theme.color(ColorRole::Tx2));
        const double room = row.right() - (22 + indent + titleWidth + 7);
        drawText(painter, QRectF(row.right() - room, row.y(), room + 3, row.height()),
                 Qt::AlignRight | Qt::AlignVCenter, lane.subtitle, FontRole::Label,
                 theme.color(ColorRole::Tx3));
        break;
    }
    case LaneKind::Task: {
        const FontRole font = FontRole::Label;
        drawText(painter, row.adjusted(58, 0, 0, 0), left, lane.title, font, theme.color(ColorRole::Tx2));
        painter.fillRect(QRectF(50, top, 1, box.height), theme.color(ColorRole::Line2));
        break;
    }
    case LaneKind::Member: {
        if (lane.expandable) {
            paintExpander(painter, 8, row.center().y(), lane.expanded);
        }
        const StatusLook look = statusLook(lane.status);
        const int size = box.height >= 20 ? 14 : 11;
        if (lane.status != Status::None) {
            drawIcon(painter, QPointF(24, row.center().y() - size / 2.0), look.icon, size,
                     theme.color(look.tone, TonePart::Text));
        }
        const FontRole font = box.height >= 20 ? FontRole::SecondaryMedium : FontRole::LabelMedium;
        // The name comes first; the machine has what is left.
        const double room = row.width() - 46;
        const double named = std::min<double>(room, textWidth(font, lane.title));
        drawText(painter, row.adjusted(46, 0, 0, 0), left, lane.title, font, theme.color(ColorRole::Tx1));
        if (room - named - 8 >= std::min(asideWidth - 8, 40.0)) {
            drawText(painter, row.adjusted(46 + named + 8, 0, 0, 0), Qt::AlignRight | Qt::AlignVCenter,
                     lane.subtitle, FontRole::FigureSmall, theme.color(ColorRole::Tx3));
        }
        break;
    }
    }
}

void TimelineCanvas::paintExpander(QPainter& painter, double x, double middle, bool open) const
{
    drawIcon(painter, QPointF(x, middle - 5), open ? IconName::ChevronDown : IconName::ChevronRight, 10,
             Theme::current().color(ColorRole::Tx3));
}

} // namespace Drover
