#include "ui/wizards/choicecard.h"

#include "ui/theme/fonts.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace Drover {

ChoiceCard::ChoiceCard(const QString& title, const QString& text, QWidget* parent)
    : QAbstractButton(parent), m_text(text)
{
    setText(title);
    setAccessibleName(title);
    setAccessibleDescription(text);
    setCheckable(true);
    setAutoExclusive(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ChoiceCard::setAside(const QString& text)
{
    m_aside = text;
    update();
}

void ChoiceCard::setWarning(bool on)
{
    m_warning = on;
    update();
}

QSize ChoiceCard::sizeHint() const
{
    return {180, 60};
}

void ChoiceCard::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const ColorRole ground = isChecked() ? ColorRole::Sel : underMouse() ? ColorRole::Bg4 : ColorRole::Bg3;
    drawBox(painter, QRectF(rect()), 4, theme.color(ground),
            theme.color(isChecked() ? ColorRole::SelLine : ColorRole::Line2));
    const QPointF dot(20, height() / 2.0);
    painter.setPen(QPen(theme.color(isChecked() ? ColorRole::AccFill : ColorRole::Ctl), 1.5));
    painter.setBrush(theme.color(isChecked() ? ColorRole::AccFill : ColorRole::Bg1));
    painter.drawEllipse(dot, 7, 7);
    if (isChecked()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.color(ColorRole::AccTx));
        painter.drawEllipse(dot, 3, 3);
    }
    const int aside = m_aside.isEmpty() ? 0 : textWidth(FontRole::Secondary, m_aside) + 24;
    const QRectF room(38, 0, width() - 38 - 12 - aside, height());
    const double top = m_text.isEmpty() ? room.center().y() - 10 : room.center().y() - 19;
    drawText(painter, QRectF(room.x(), top, room.width(), 20), Qt::AlignLeft | Qt::AlignVCenter, text(),
             FontRole::BodyStrong, theme.color(ColorRole::Tx1));
    drawText(painter, QRectF(room.x(), top + 20, room.width(), 18), Qt::AlignLeft | Qt::AlignVCenter, m_text,
             FontRole::Secondary, theme.color(m_warning ? ColorRole::Warn : ColorRole::Tx2));
    if (aside > 0)
        drawText(painter, QRectF(width() - aside, 0, aside - 12, height()), Qt::AlignRight | Qt::AlignVCenter,
                 m_aside, FontRole::Secondary, theme.color(ColorRole::Tx2));
    if (hasFocus())
        drawFocusRing(painter, QRectF(rect()).adjusted(1, 1, -1, -1), 4);
}

} // namespace Drover
