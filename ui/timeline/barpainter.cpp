#include "ui/timeline/barpainter.h"

#include "ui/theme/iconcache.h"
#include "ui/theme/paint.h"
#include "ui/theme/statuslook.h"
#include "ui/theme/theme.h"
#include "ui/theme/themehub.h"

#include <QCache>
#include <QCoreApplication>
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
constexpr double kLeastLabel = 22;

struct LabelKey
{
    QString text;
    int room; ///< 0 = the text fits
    QRgb color;
    int scale;
    bool operator==(const LabelKey&) const = default;
    friend size_t qHash(const LabelKey& key, size_t seed)
    {
        return qHashMulti(seed, key.text, key.room, key.color, key.scale);
    }
};

struct LabelPicture
{
    QPixmap pixmap;
};

/// What is painted again and again, painted once; thrown away when theme or text size change.
struct BarPictures
{
    QHash<quint64, QPixmap> hatches;
    QCache<LabelKey, LabelPicture> labels{8 * 1024}; // kB
    QHash<QString, int> labelWidths;
};

BarPictures& pictures()
{
    static BarPictures kept;
    [[maybe_unused]] static const bool registered = [] {
        const auto forget = [] {
            kept.hatches.clear();
            kept.labels.clear();
            kept.labelWidths.clear();
        };
        QObject::connect(&ThemeHub::instance(), &ThemeHub::changed, &ThemeHub::instance(), forget);
        qAddPostRoutine(forget); // pictures must not outlive the application object
        return true;
    }();
    return kept;
}

QPixmap hatchTile(const QColor& line, qreal dpr)
{
    const quint64 key = (quint64(line.rgba()) << 16) | quint64(std::lround(dpr * 100));
    auto it = pictures().hatches.find(key);
    if (it != pictures().hatches.end()) {
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
    pictures().hatches.insert(key, tile);
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

int labelWidth(const QString& text)
{
    constexpr qsizetype most = 10'000; // texts come and go with scenes
    QHash<QString, int>& widths = pictures().labelWidths;
    if (const auto it = widths.constFind(text); it != widths.cend()) {
        return *it;
    }
    if (widths.size() > most) {
        widths.clear();
    }
    return *widths.insert(text, textWidth(FontRole::LabelMedium, text));
}

/// Labels repeat a thousand times; each is laid out once and copied from then on. Room for elided ones goes
/// in steps of 4 px, so that there are few of them.
void drawCached(QPainter& painter, const QRectF& rect, const QString& text, const QColor& color)
{
    const qreal dpr = deviceScale(painter);
    const int scale = int(std::lround(dpr * 100));
    const int width = labelWidth(text);
    const bool fits = width <= rect.width();
    const int room = fits ? 0 : int(rect.width()) / 4 * 4;
    const LabelKey key{text, room, color.rgba(), scale};
    LabelPicture* picture = pictures().labels.object(key);
    if (!picture) {
        const QSize size(fits ? width + 1 : room, lineHeight(FontRole::LabelMedium));
        picture = new LabelPicture{QPixmap(size * dpr)};
        picture->pixmap.setDevicePixelRatio(dpr);
        picture->pixmap.fill(Qt::transparent);
        QPainter label(&picture->pixmap);
        drawText(label, QRectF(QPointF(0, 0), QSizeF(size)), Qt::AlignLeft | Qt::AlignVCenter, text,
                 FontRole::LabelMedium, color);
        label.end();
        const QPixmap drawn = picture->pixmap;
        pictures().labels.insert(key, picture, 1 + drawn.width() * drawn.height() / 256);
        painter.drawPixmap(QPointF(rect.x(), std::round(rect.center().y() - size.height() / 2.0)), drawn);
        return;
    }
    const double high = picture->pixmap.height() / dpr;
    painter.drawPixmap(QPointF(rect.x(), std::round(rect.center().y() - high / 2)), picture->pixmap);
}

bool hasLabel(BarState state)
{
    return state != BarState::BackOff && state != BarState::Skipped && state != BarState::PredictedWait;
}

bool isHatched(BarState state)
{
    return state == BarState::AtGate || state == BarState::Paused || state == BarState::WaitingForPerson;
}

bool hasIcon(BarState state)
{
    return state != BarState::Predicted && state != BarState::PredictedWait && state != BarState::BackOff &&
           state != BarState::Skipped && state != BarState::Cancelled; // the diagonal is its sign
}

} // namespace

BarText barText(const TimelineScene& scene, const TimelineSpan& span)
{
    BarText text{scene.barText(span), {}, span.state == BarState::AtGate};
    if (span.attempt > 1 || span.state == BarState::Failed) {
        text.brief = QString::number(span.attempt);
        text.label = u"%1 · %2"_s.arg(text.brief, text.label);
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
        if (isHatched(state)) {
            // The hatch would cut the thin sign to pieces.
            painter.fillRect(QRectF(x - 1, rect.y() + 2, kBarIcon + 2, rect.height() - 4),
                             Theme::current().color(ColorRole::HoldBar));
        }
        drawIcon(painter, QPointF(x, rect.center().y() - kBarIcon / 2.0), barIcon(state), kBarIcon, color);
    }
    const double left = icon || state == BarState::Cancelled ? rect.x() + kBarLabelX : rect.x() + 6;
    const double room = rect.right() - 4 - left;
    if (text.label.isEmpty() || !hasLabel(state)) {
        return;
    }
    const double wide = labelWidth(text.label);
    if (room < kLeastLabel && wide > room) {
        if (!text.brief.isEmpty() && labelWidth(text.brief) <= room + 3) {
            drawCached(painter, QRectF(left, rect.y(), room + 3, rect.height()), text.brief, color);
        }
        return;
    }
    if (text.whole && wide > room) {
        return;
    }
    if (isHatched(state)) {
        painter.fillRect(QRectF(left - 3, rect.y() + 2, std::min(room, wide) + 5, rect.height() - 4),
                         Theme::current().color(ColorRole::HoldBar));
    }
    drawCached(painter, QRectF(left, rect.y(), room, rect.height()), text.label, color);
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
    const QPixmap tile = hatchTile(line, deviceScale(painter));
    const auto phase = [](double at) { return at - std::floor(at / kHatchPeriod) * kHatchPeriod; };
    painter.drawTiledPixmap(rect, tile, QPointF(phase(rect.x()), phase(rect.y())));
}

} // namespace Drover
