#include "ui/widgets/elidedlabel.h"

#include "ui/access/widgetaccess.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QFontMetricsF>
#include <QHelpEvent>
#include <QToolTip>

namespace Drover {

ElidedLabel::ElidedLabel(FontRole font, ColorRole color, QWidget* parent)
    : QWidget(parent), m_font(font), m_color(color)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setAccessRole(this, QAccessible::StaticText);
}

void ElidedLabel::setText(const QString& text)
{
    if (text == m_text) {
        return;
    }
    m_text = text;
    setAccessibleName(text);
    updateGeometry();
    update();
}

void ElidedLabel::setColor(ColorRole color)
{
    m_color = color;
    update();
}

void ElidedLabel::setElideMode(Qt::TextElideMode mode)
{
    m_mode = mode;
    update();
}

QSize ElidedLabel::sizeHint() const
{
    return {textWidth(m_font, m_text) + 1, lineHeight(m_font)};
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {24, lineHeight(m_font)};
}

void ElidedLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QString shown = QFontMetricsF(themeFont(m_font)).elidedText(m_text, m_mode, width());
    drawText(painter, rect(), Qt::AlignLeft | Qt::AlignVCenter, shown, m_font,
             Theme::current().color(m_color));
}

bool ElidedLabel::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip && toolTip().isEmpty()) {
        if (width() < textWidth(m_font, m_text)) {
            QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), m_text, this);
        } else {
            QToolTip::hideText();
        }
        return true;
    }
    return QWidget::event(event);
}

} // namespace Drover
