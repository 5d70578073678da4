#include "ui/widgets/liveindicator.h"

#include "ui/access/widgetaccess.h"
#include "ui/text/words.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QPainterPath>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int kLivePadding = 10;
constexpr int kLiveDot = 7;

} // namespace

LiveIndicator::LiveIndicator(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessRole(this, QAccessible::StaticText);
    describe();
}

QString LiveIndicator::word() const
{
    switch (m_mode) {
    case Mode::Live:
        return tr("LIVE");
    case Mode::TimeTravel:
        return tr("TIME TRAVEL");
    case Mode::Disconnected:
        return tr("Not connected");
    }
    Q_UNREACHABLE();
}

void LiveIndicator::describe()
{
    setAccessibleName(word());
    setAccessibleDescription(tr("Time of the engine %1 UTC").arg(clockText(m_at)));
}

void LiveIndicator::setMode(Mode mode)
{
    if (mode == m_mode)
        return;
    m_mode = mode;
    describe();
    updateGeometry();
    update();
}

void LiveIndicator::setTime(Instant at)
{
    if (at.ms() / 1000 == m_at.ms() / 1000) {
        return;
    }
    m_at = at;
    describe();
    update();
}

QSize LiveIndicator::sizeHint() const
{
    const int left = 2 * kLivePadding + kLiveDot + 6 + textWidth(FontRole::SecondaryStrong, word());
    const int right = 2 * kLivePadding + textWidth(FontRole::Figure, u"00:00:00 UTC"_s);
    return {left + right + 1, 32};
}

void LiveIndicator::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Tone tone = m_mode == Mode::Live ? Tone::Ok : Tone::Warn;
    const QColor words = theme.color(tone, TonePart::Text);
    const int left = 2 * kLivePadding + kLiveDot + 6 + textWidth(FontRole::SecondaryStrong, word());
    drawBox(painter, rect(), 4, theme.color(ColorRole::Bg3), theme.color(ColorRole::Line2));
    QPainterPath inside;
    inside.addRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 3, 3);
    painter.save();
    painter.setClipPath(inside);
    painter.fillRect(QRect(0, 0, left, height()), theme.color(tone, TonePart::Tint));
    painter.restore();
    painter.fillRect(QRect(left, 1, 1, height() - 2), theme.color(ColorRole::Line2));
    painter.setPen(Qt::NoPen);
    painter.setBrush(words);
    painter.drawEllipse(QRectF(kLivePadding, (height() - kLiveDot) / 2.0, kLiveDot, kLiveDot));
    drawText(painter, QRectF(kLivePadding + kLiveDot + 6, 0, left, height()),
             Qt::AlignLeft | Qt::AlignVCenter, word(), FontRole::SecondaryStrong, words);
    const bool dim = m_mode == Mode::Disconnected;
    QRectF clock(left + 1 + kLivePadding, 0, width(), height());
    const QString time = clockText(m_at);
    drawText(painter, clock, Qt::AlignLeft | Qt::AlignVCenter, time, FontRole::Figure,
             theme.color(dim ? ColorRole::Tx4 : ColorRole::Tx1));
    clock.setLeft(clock.left() + textWidth(FontRole::Figure, u"00:00:00 "_s));
    drawText(painter, clock, Qt::AlignLeft | Qt::AlignVCenter, u"UTC"_s, FontRole::Figure,
             theme.color(dim ? ColorRole::Tx4 : ColorRole::Tx3));
}

} // namespace Drover
