#include "ui/theme/paint.h"

#include "ui/theme/theme.h"

#include <QFontMetricsF>
#include <QPaintEngine>
#include <algorithm>
#include <cmath>

namespace Drover {

qreal deviceScale(const QPainter& painter)
{
    const QPaintEngine* engine = painter.paintEngine();
    const QPaintDevice* device = engine ? engine->paintDevice() : painter.device();
    return device ? device->devicePixelRatioF() : 1.0;
}

void drawText(QPainter& painter, const QRectF& rect, Qt::Alignment flags, const QString& text, FontRole font,
              const QColor& color)
{
    if (text.isEmpty() || rect.width() <= 0) {
        return;
    }
    const QFont& face = themeFont(font);
    const QFontMetricsF metrics(face);
    painter.setFont(face);
    painter.setPen(color);
    const bool fits = metrics.horizontalAdvance(text) <= rect.width() + 0.5;
    const QString shown = fits ? text : metrics.elidedText(text, Qt::ElideRight, rect.width());
    painter.drawText(rect, int(flags) | Qt::TextSingleLine | Qt::TextDontClip, shown);
}

int textWidth(FontRole font, const QString& text)
{
    return int(std::ceil(QFontMetricsF(themeFont(font)).horizontalAdvance(text)));
}

void drawFocusRing(QPainter& painter, const QRectF& rect, double radius)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(Theme::current().color(ColorRole::Acc), 2));
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius);
    painter.restore();
}

void drawBox(QPainter& painter, const QRectF& rect, double radius, const QColor& fill, const QColor& border)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(fill);
    painter.setPen(QPen(border, 1));
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    painter.restore();
}

void drawStripes(QPainter& painter, const QRectF& rect, const QColor& line)
{
    painter.save();
    painter.setClipRect(rect);
    painter.setPen(QPen(line, 1.5));
    for (double x = rect.left() - rect.height(); x < rect.right(); x += 4)
        painter.drawLine(QPointF(x, rect.bottom()), QPointF(x + rect.height(), rect.top()));
    painter.restore();
}

void drawProgress(QPainter& painter, const QRectF& rect, double share, const QColor& fill)
{
    const double radius = rect.height() / 2;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Theme::current().color(ColorRole::Bg4));
    painter.drawRoundedRect(rect, radius, radius);
    if (share > 0) {
        QRectF done = rect;
        done.setWidth(std::max(rect.height(), rect.width() * std::min(1.0, share)));
        painter.setBrush(fill);
        painter.drawRoundedRect(done, radius, radius);
    }
    painter.restore();
}

QColor progressColor(Tone tone, double share)
{
    const Theme& theme = Theme::current();
    if (tone == Tone::Ok || (share >= 1 && tone == Tone::Run)) {
        return theme.color(ColorRole::Ok);
    }
    return theme.color(tone, TonePart::Bar2);
}

} // namespace Drover
