#include "ui/timeline/barpainter.h"

#include "ui/theme/iconcache.h"
#include "ui/theme/paint.h"
#include "ui/theme/statuslook.h"
#include "ui/theme/theme.h"

#include <QHash>
#include <QPainterPath>
#include <cmath>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int kHatchPeriod = 8; // horizontally; 5.7 px across the lines
constexpr double kBarRadius = 3;
constexpr int kBarIcon = 11;
constexpr double kBarIconX = 5;
constexpr double kBarLabelX = 20;
constexpr double kLeastLabel = 18;

QHash<quint64, QPixmap>& hatches()
{
    static QHash<quint64, QPixmap> cache;
    return cache;
}

QPixmap hatchTile(const QColor& line, qreal dpr)
{
    const quint64 key = (quint64(line.rgba()) << 16) | quint64(std::lround(dpr * 100));
    auto it = hatches().find(key);
    if (it != hatches().end()) {
        return *it;
    }
    const int pixels = int(std::lround(kHatchPeriod * dpr));
    QPixmap tile(pixels, pixels);
    tile.setDevicePixelRatio(dpr);
    tile.fill(Qt::transparent);
    QPainter painter(&tile);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(line, 2, Qt::SolidLine, Qt::FlatCap));
    for (int shift = -kHatchPeriod; shift <= kHatchPeriod; shift += kHatchPeriod) {
        painter.drawLine(QPointF(shift - 2, kHatchPeriod + 2), QPointF(shift + kHatchPeriod + 2, -2));
    }
    painter.end();
    hatches().insert(key, tile);
    return tile;
}

void drawRounded(QPainter& painter, const QRectF& rect, const QBrush& fill, const QPen& pen)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(fill);
    painter.setPen(pen);
    const double inset = pen.style() == Qt::NoPen ? 0 : 0.5;
    const double radius = std::min(kBarRadius, rect.width() / 2);
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

QPen dashedPen(const QColor& color)
{
    QPen pen(color, 1);
    pen.setDashPattern({3, 2.5});
    pen.setCapStyle(Qt::FlatCap);
    return pen;
}

void drawHatchedBar(QPainter& painter, const QRectF& rect, const QColor& ground, const QColor& line,
                    bool rounded)
{
    if (!rounded) {
        painter.fillRect(rect, ground);
        drawHatch(painter, rect, line);
        return;
    }
    drawRounded(painter, rect, ground, Qt::NoPen);
    QPainterPath shape;
    shape.addRoundedRect(rect, kBarRadius, kBarRadius);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipPath(shape, Qt::IntersectClip);
    drawHatch(painter, rect, line);
    painter.restore();
}

void drawBackOff(QPainter& painter, const QRectF& rect, const QColor& color)
{
    // Two rows of dots, 2 px every 4 px.
    const double y = std::round(rect.center().y()) - 2;
    for (double x = rect.x() + 1; x + 2 <= rect.right(); x += 4) {
        painter.fillRect(QRectF(x, y, 2, 1), color);
        painter.fillRect(QRectF(x, y + 3, 2, 1), color);
    }
}

/// Fill, pattern and edges of one bar.
void drawBody(QPainter& painter, const QRectF& rect, BarState state, bool rounded)
{
    const Theme& theme = Theme::current();
    const auto fill = [&](const QRectF& area, const QColor& color) {
        if (rounded && area.width() >= 4) {
            drawRounded(painter, area, color, Qt::NoPen);
        } else {
            painter.fillRect(area, color);
        }
    };
    const bool wide = rect.width() >= 4;
    const QRectF topEdge(rect.x() + (rounded ? 1 : 0), rect.y(),
                         std::max(1.0, rect.width() - (rounded ? 2 : 0)), 2.5);
    switch (state) {
    case BarState::Queued:
        drawRounded(painter, rect, Qt::NoBrush, dashedPen(theme.color(ColorRole::Tx3)));
        break;
    case BarState::Running:
    case BarState::Retrying: {
        const QRectF tall = rect.adjusted(0, -1, 0, 1);
        fill(tall, theme.color(ColorRole::RunBar2));
        if (wide) {
            painter.fillRect(QRectF(tall.right() - 2, tall.y(), 2, tall.height()),
                             theme.color(ColorRole::Run));
        }
        if (state == BarState::Retrying) {
            painter.fillRect(topEdge.translated(0, -1), theme.color(ColorRole::WarnEdge));
        }
        break;
    }
    case BarState::Succeeded:
    case BarState::SucceededAfterRetry:
        fill(rect, theme.color(ColorRole::OkBar));
        if (wide) {
            painter.fillRect(QRectF(rect.x(), rect.y(), 2, rect.height()), theme.faded(ColorRole::Ok, 0.75));
        }
        if (state == BarState::SucceededAfterRetry) {
            painter.fillRect(topEdge, theme.color(ColorRole::WarnEdge));
        }
        break;
    case BarState::Failed:
        if (rounded && wide) {
            drawRounded(painter, rect, theme.color(ColorRole::BadBar), QPen(theme.color(ColorRole::Bad), 1));
        } else {
            painter.fillRect(rect, theme.color(wide ? ColorRole::BadBar : ColorRole::BadBar2));
            if (wide) {
                painter.setPen(theme.color(ColorRole::Bad));
                painter.setBrush(Qt::NoBrush);
                painter.drawRect(rect.adjusted(0, 0, -1, -1));
            }
        }
        break;
    case BarState::BackOff:
        drawBackOff(painter, rect, theme.color(ColorRole::Warn));
        break;
    case BarState::AtGate:
    case BarState::WaitingForPerson:
    case BarState::Paused:
        drawHatchedBar(painter, rect, theme.color(ColorRole::HoldBar), theme.color(ColorRole::HoldBar2),
                       rounded);
        break;
    case BarState::Cancelled:
        fill(rect, theme.color(ColorRole::IdleBar));
        if (wide) {
            painter.save();
            painter.setRenderHint(QPainter::Antialiasing);
            painter.setPen(QPen(theme.color(ColorRole::Idle), 1.2));
            const double reach = std::min(rect.width() - 2, rect.height());
            painter.drawLine(QPointF(rect.x() + 2, rect.bottom() - 2),
                             QPointF(rect.x() + reach, rect.y() + 2));
            painter.restore();
        }
        break;
    case BarState::Skipped:
        painter.fillRect(QRectF(rect.x(), std::round(rect.center().y()) - 1, rect.width(), 2),
                         theme.color(ColorRole::IdleBar2));
        break;
    case BarState::Predicted:
        drawRounded(painter, rect, theme.faded(ColorRole::Run, 0.07),
                    dashedPen(theme.faded(ColorRole::Tx3, 0.8)));
        break;
    case BarState::PredictedWait:
        drawHatchedBar(painter, rect, Qt::transparent, theme.faded(ColorRole::HoldBar2, 0.55), rounded);
        drawRounded(painter, rect, Qt::NoBrush, dashedPen(theme.color(ColorRole::HoldBar2)));
        break;
    case BarState::Destroying:
        fill(rect, theme.color(ColorRole::WipeBar));
        if (wide) {
            painter.fillRect(QRectF(rect.right() - 2, rect.y(), 2, rect.height()),
                             theme.color(ColorRole::WipeBar2));
        }
        break;
    }
}

QColor labelColor(BarState state)
{
    const Theme& theme = Theme::current();
    switch (state) {
    case BarState::Queued:
    case BarState::Predicted:
    case BarState::Skipped:
        return theme.color(ColorRole::Tx2);
    case BarState::Running:
    case BarState::Retrying:
        return theme.color(ColorRole::RunOn);
    case BarState::BackOff:
        return theme.color(ColorRole::Warn);
    case BarState::Succeeded:
    case BarState::SucceededAfterRetry:
    case BarState::Failed:
    case BarState::AtGate:
    case BarState::WaitingForPerson:
    case BarState::Paused:
    case BarState::Cancelled:
    case BarState::PredictedWait:
    case BarState::Destroying:
        return theme.color(barTone(state), TonePart::On);
    }
    Q_UNREACHABLE();
}

bool hasIcon(BarState state)
{
    return state != BarState::Predicted && state != BarState::PredictedWait && state != BarState::BackOff &&
           state != BarState::Skipped;
}

} // namespace

BarText barText(const TimelineScene& scene, const TimelineSpan& span)
{
    BarText text{scene.barText(span), span.state == BarState::AtGate};
    if (span.attempt > 1 || span.state == BarState::Failed) {
        text.label = u"%1 · %2"_s.arg(span.attempt).arg(text.label);
    }
    if (span.progress >= 0 && isLive(span.state)) {
        text.label += u" %1 %"_s.arg(int(span.progress));
    }
    return text;
}

void drawBar(QPainter& painter, const QRectF& rect, BarState state, DetailLevel level, const BarText& text)
{
    const bool rounded = level == DetailLevel::Detail || level == DetailLevel::Bars;
    drawBody(painter, rect, state, rounded);
    if (rounded) {
        drawBarLabel(painter, rect, state, level == DetailLevel::Detail ? text : BarText{});
    }
}

void drawBarLabel(QPainter& painter, const QRectF& rect, BarState state, const BarText& text)
{
    const QColor color = labelColor(state);
    const bool icon = hasIcon(state);
    const double signX = rect.x() + kBarIconX;
    if (icon && rect.width() >= kBarIcon + 5) {
        const double x =
            rect.width() < kBarIcon + 2 * kBarIconX ? rect.x() + (rect.width() - kBarIcon) / 2 : signX;
        if (state == BarState::AtGate || state == BarState::Paused) {
            // The hatch would cut the thin sign to pieces.
            painter.fillRect(QRectF(x - 1, rect.y() + 2, kBarIcon + 2, rect.height() - 4),
                             Theme::current().color(ColorRole::HoldBar));
        }
        drawIcon(painter, QPointF(x, rect.center().y() - kBarIcon / 2.0), barIcon(state), kBarIcon, color);
    }
    const double left = icon ? rect.x() + kBarLabelX : rect.x() + 6;
    const double room = rect.right() - 4 - left;
    if (text.label.isEmpty() || room < kLeastLabel || state == BarState::BackOff) {
        return;
    }
    const double wide = textWidth(FontRole::LabelMedium, text.label);
    if (text.whole && wide > room) {
        return;
    }
    if (state == BarState::AtGate || state == BarState::Paused) {
        painter.fillRect(QRectF(left - 3, rect.y() + 2, wide + 5, rect.height() - 4),
                         Theme::current().color(ColorRole::HoldBar));
    }
    drawText(painter, QRectF(left, rect.y(), room, rect.height()), Qt::AlignLeft | Qt::AlignVCenter,
             text.label, FontRole::LabelMedium, color);
}

QColor densityColor(BarState state, bool even)
{
    const Theme& theme = Theme::current();
    switch (state) {
    case BarState::Queued:
        return theme.color(ColorRole::QueuedDensity);
    case BarState::Running:
        return even ? theme.color(ColorRole::RunBar2) : theme.runBand();
    case BarState::Succeeded:
    case BarState::SucceededAfterRetry:
        return theme.color(even ? ColorRole::OkBar2 : ColorRole::OkBar);
    case BarState::Failed:
        return theme.color(ColorRole::BadBar2);
    case BarState::Retrying:
    case BarState::BackOff:
        return theme.color(ColorRole::WarnBar2);
    case BarState::AtGate:
    case BarState::WaitingForPerson:
    case BarState::Paused:
        return theme.color(ColorRole::HoldBar2);
    case BarState::Cancelled:
    case BarState::Skipped:
        return theme.color(ColorRole::IdleBar2);
    case BarState::Predicted:
        return theme.faded(ColorRole::RunBar2, 0.34);
    case BarState::PredictedWait:
        return theme.faded(ColorRole::HoldBar2, 0.34);
    case BarState::Destroying:
        return theme.color(ColorRole::WipeBar2);
    }
    Q_UNREACHABLE();
}

void drawHatch(QPainter& painter, const QRectF& rect, const QColor& line)
{
    const QPixmap tile = hatchTile(line, painter.device()->devicePixelRatioF());
    const auto phase = [](double at) { return at - std::floor(at / kHatchPeriod) * kHatchPeriod; };
    painter.drawTiledPixmap(rect, tile, QPointF(phase(rect.x()), phase(rect.y())));
}

void clearHatches()
{
    hatches().clear();
}

} // namespace Drover
