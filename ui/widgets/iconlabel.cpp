#include "ui/widgets/iconlabel.h"

#include "ui/access/widgetaccess.h"
#include "ui/theme/iconcache.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace Drover {

IconLabel::IconLabel(IconName icon, ColorRole color, int size, QWidget* parent)
    : QWidget(parent), m_icon(icon), m_color(color)
{
    setFixedSize(size, size);
    setAccessRole(this, QAccessible::Graphic);
}

void IconLabel::setIcon(IconName icon, ColorRole color)
{
    m_icon = icon;
    m_color = color;
    update();
}

void IconLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    drawIcon(painter, QPointF(0, 0), m_icon, width(), Theme::current().color(m_color));
}

} // namespace Drover
