#include "ui/widgets/toggle.h"

#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace Drover {

namespace {

constexpr QSize track{30, 16};
constexpr int gap = 8;

} // namespace

Toggle::Toggle(QWidget* parent) : QCheckBox(parent)
{
    setCursor(Qt::PointingHandCursor);
    connect(this, &QCheckBox::toggled, this, [this] { updateGeometry(); });
}

QSize Toggle::sizeHint() const
{
    return {track.width() + gap + fontMetrics().horizontalAdvance(text()) + 4, 28};
}

void Toggle::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF slot(1.5, (height() - track.height()) / 2.0 + 0.5, track.width() - 1, track.height() - 1);
    const bool on = isChecked();
    painter.setPen(theme.color(on ? ColorRole::AccFill : ColorRole::Ctl));
    painter.setBrush(theme.color(on ? ColorRole::AccFill : ColorRole::Bg4));
    painter.drawRoundedRect(slot, slot.height() / 2, slot.height() / 2);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(on ? ColorRole::AccTx : ColorRole::Tx2));
    const double knob = slot.height() - 5;
    painter.drawEllipse(
        QRectF(on ? slot.right() - knob - 2.5 : slot.left() + 2.5, slot.top() + 2.5, knob, knob));
    if (hasFocus()) {
        painter.setPen(QPen(theme.color(ColorRole::Acc), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(slot.adjusted(-1, -1.5, 1, 1.5), slot.height() / 2 + 2,
                                slot.height() / 2 + 2);
    }
    painter.setPen(theme.color(isEnabled() ? ColorRole::Tx1 : ColorRole::Tx4));
    painter.setFont(font());
    painter.drawText(rect().adjusted(track.width() + gap, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, text());
}

} // namespace Drover
