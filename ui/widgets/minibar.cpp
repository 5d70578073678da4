#include "ui/widgets/minibar.h"

#include "ui/access/widgetaccess.h"
#include "ui/text/words.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <algorithm>

namespace Drover {

MiniBar::MiniBar(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setAccessRole(this, QAccessible::ProgressBar);
    setAccessibleName(tr("Progress"));
    setAccessValue(this, 0);
}

void MiniBar::setValue(double share)
{
    share = std::clamp(share, 0.0, 1.0);
    if (share == m_share)
        return;
    m_share = share;
    setAccessValue(this, share);
    setAccessibleDescription(percentText(m_share));
    update();
}

void MiniBar::setTone(Tone tone)
{
    m_tone = tone;
    update();
}

void MiniBar::setThickness(int pixels)
{
    m_thickness = pixels;
    updateGeometry();
    update();
}

void MiniBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QRectF bar(0, (height() - m_thickness) / 2.0, width(), m_thickness);
    drawProgress(painter, bar, m_share, Theme::current().color(m_tone, TonePart::Bar2));
}

} // namespace Drover
