#include "ui/shell/bellbutton.h"

#include "ui/theme/iconcache.h"
#include "ui/widgets/navbutton.h"

#include <QPainter>

namespace Drover {

BellButton::BellButton(const QString& name, QWidget* parent) : QToolButton(parent)
{
    setObjectName(name);
    setIcon(themeIcon(IconName::Alerts));
    setIconSize(QSize(16, 16));
    setFixedSize(34, 34);
    m_count = -1;
    setCount(0);
}

void BellButton::setCount(int count)
{
    if (count == m_count)
        return;
    m_count = count;
    const QString text = count > 0 ? tr("Need attention: %1").arg(count) : tr("Nothing needs attention");
    setToolTip(text);
    setAccessibleName(text);
    update();
}

void BellButton::paintEvent(QPaintEvent* event)
{
    QToolButton::paintEvent(event);
    if (m_count > 0) {
        QPainter painter(this);
        drawBadge(painter, QPointF(width(), 0), m_count, true);
    }
}

} // namespace Drover
