#include "ui/widgets/navbutton.h"

#include "ui/access/widgetaccess.h"
#include "ui/text/words.h"
#include "ui/theme/iconcache.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

namespace Drover {

NavButton::NavButton(IconName icon, const QString& text, QWidget* parent)
    : QToolButton(parent), m_iconName(icon)
{
    setAccessRole(this, QAccessible::RadioButton);
    setText(text);
    setAccessibleName(text);
    setCheckable(true);
    setFixedSize(72, 56);
}

void NavButton::setBadge(int count)
{
    m_badge = count;
    setAccessibleDescription(count > 0 ? tr("%1 open").arg(countText(count)) : QString());
    update();
}

void NavButton::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::current();
    QPainter painter(this);
    if (isChecked()) {
        painter.fillRect(rect(), theme.color(ColorRole::Sel2));
        painter.fillRect(QRect(0, 0, 2, height()), theme.color(ColorRole::SelLine));
    } else if (underMouse() && isEnabled()) {
        painter.fillRect(rect(), theme.color(ColorRole::Bg4));
    }
    const bool strong = isChecked() || underMouse();
    const QColor words = theme.color(!isEnabled() ? ColorRole::Tx4
                                     : strong     ? ColorRole::Tx1
                                                  : ColorRole::Tx2);
    const QColor mark = isChecked() ? theme.color(ColorRole::Acc) : words;
    drawIcon(painter, QPointF(26, 9), m_iconName, 20, mark);
    drawText(painter, QRectF(2, 33, width() - 4, 16), Qt::AlignCenter, text(),
             isChecked() ? FontRole::LabelMedium : FontRole::Label, words);
    if (m_badge > 0) {
        drawBadge(painter, QPointF(58, 5), m_badge, false);
    }
    if (hasFocus()) {
        drawFocusRing(painter, QRectF(rect()).adjusted(2, 2, -2, -2), 4);
    }
}

void drawBadge(QPainter& painter, QPointF topRight, int count, bool alarming)
{
    const Theme& theme = Theme::current();
    const QString text = count > 99 ? QStringLiteral("99+") : QString::number(count);
    const int wide = std::max(16, textWidth(FontRole::LabelStrong, text) + 8);
    const QRectF box(topRight.x() - wide, topRight.y(), wide, 16);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(alarming ? ColorRole::BadBar2 : ColorRole::Line2));
    painter.drawRoundedRect(box, 8, 8);
    painter.restore();
    drawText(painter, box, Qt::AlignCenter, text, FontRole::LabelStrong,
             theme.color(alarming ? ColorRole::BadOn : ColorRole::Tx1));
}

} // namespace Drover
