#include "ui/text/statustext.h"
#include "ui/text/words.h"
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

} // namespace

void TimelineCanvas::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::current();
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), theme.color(ColorRole::Bg1));
    const TimelineFrame frame = this->frame();
    const QList<LaneBox>& boxes = m_layout.boxes();
    m_failureSpots.clear();
    int first = m_layout.boxAt(int(frame.scrollY));
    int last = m_layout.boxAt(int(frame.scrollY) + viewport()->height() - 1);
    first = first < 0 ? 0 : first;
    last = last < 0 ? int(boxes.size()) - 1 : last;

    paintGround(painter, frame, first, last);
    painter.save();
    painter.setClipRect(QRect(kColumn, 0, viewport()->width() - kColumn, viewport()->height()));
    paintGrid(painter, frame);
    paintBars(painter, frame, first, last);
    drawCriticalPath(painter, frame);
    for (const TimelineGate& gate : m_model->scene().gates) {
        drawGate(painter, frame, gate);
    }
    drawFinish(painter, frame);
    paintNow(painter, frame);
    for (const TimelineGate& gate : m_model->scene().gates) {
        drawGateBadge(painter, frame, gate);
    }
    paintFailures(painter, frame, first, last);
    paintSelection(painter, frame);
    painter.restore();
    paintLabels(painter, frame, first, last);
    if (hasFocus()) {
        drawFocusRing(painter, viewport()->rect(), 0);
    }
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
    for (const Instant at : ticksIn(m_viewport.visible(), step.major)) {
        painter.fillRect(QRectF(std::round(frame.x(at)), 0, 1, viewport()->height()), line);
    }
}

void TimelineCanvas::paintBars(QPainter& painter, const TimelineFrame& frame, int first, int last)
{
    painter.save();
    for (int i = first; i <= last; ++i) {
        LaneBox box = m_layout.boxes().at(i);
        box.y -= int(frame.scrollY);
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

void TimelineCanvas::paintSelection(QPainter& painter, const TimelineFrame& frame) const
{
    const Theme& theme = Theme::current();
    if (m_selectedSpan != 0) {
        const int lane = m_model->laneOf(m_selectedLane);
        const LaneBox* box = frame.box(m_selectedLane);
        const int span = lane < 0 ? -1 : currentSpan(lane);
        if (box && !box->collapsed && span >= 0) {
            const QRectF rect =
                LaneTiles::spanRect(m_model->lane(lane).spans.at(span), *box, frame.scale, frame.scene.now)
                    .translated(frame.left, frame.top(*box));
            drawFocusRing(painter, rect.adjusted(-3, -3, 3, 3), 4);
        }
    }
    if (!m_range.isEmpty()) {
        const double from = std::round(frame.x(m_range.begin));
        const double to = std::round(frame.x(m_range.end));
        const QRectF area(from, 0, to - from, viewport()->height());
        painter.fillRect(area, theme.faded(ColorRole::SelLine, 0.09));
        painter.fillRect(QRectF(from, 0, 1, area.height()), theme.color(ColorRole::SelLine));
        painter.fillRect(QRectF(to - 1, 0, 1, area.height()), theme.color(ColorRole::SelLine));
        const QString text = preciseDurationText(m_range.length());
        const double wide = textWidth(FontRole::FigureSmallStrong, text) + 14;
        const QRectF flag(area.center().x() - wide / 2, 4, wide, 18);
        drawBox(painter, flag, 3, theme.color(ColorRole::AccFill), theme.color(ColorRole::AccFill));
        drawText(painter, flag, Qt::AlignCenter, text, FontRole::FigureSmallStrong,
                 theme.color(ColorRole::AccTx));
    }
}

void TimelineCanvas::paintLabels(QPainter& painter, const TimelineFrame& frame, int first, int last) const
{
    const Theme& theme = Theme::current();
    painter.save();
    painter.setClipRect(QRect(0, 0, kColumn, viewport()->height()));
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
    const QRectF row(0, top, kColumn - 9, box.height);
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
        drawIcon(painter, QPointF(8 + indent, row.center().y() - 5),
                 box.collapsed ? IconName::ChevronRight : IconName::ChevronDown, 10,
                 theme.color(ColorRole::Tx3));
        const double titleWidth = textWidth(FontRole::LabelStrong, lane.title);
        drawText(painter, row.adjusted(22 + indent, 0, 0, 0), left, lane.title, FontRole::LabelStrong,
                 theme.color(ColorRole::Tx2));
        const double room = row.right() - (22 + indent + titleWidth + 7);
        drawText(painter, QRectF(row.right() - room, row.y(), room + 3, row.height()),
                 Qt::AlignRight | Qt::AlignVCenter, lane.subtitle, FontRole::Label,
                 theme.color(ColorRole::Tx3));
        break;
    }
    case LaneKind::Member:
    case LaneKind::Batch: {
        const StatusLook look = statusLook(lane.status);
        const int size = box.height >= 20 ? 14 : 11;
        if (lane.status != Status::None) {
            drawIcon(painter, QPointF(24, row.center().y() - size / 2.0), look.icon, size,
                     theme.color(look.tone, TonePart::Text));
        }
        const FontRole font = box.height >= 20 ? FontRole::SecondaryMedium : FontRole::LabelMedium;
        drawText(painter, row.adjusted(46, 0, -asideWidth, 0), left, lane.title, font,
                 theme.color(ColorRole::Tx1));
        drawText(painter, row, Qt::AlignRight | Qt::AlignVCenter, lane.subtitle, FontRole::FigureSmall,
                 theme.color(ColorRole::Tx3));
        break;
    }
    }
}

} // namespace Drover
