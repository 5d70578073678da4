#include "ui/widgets/minibar.h"

#include "ui/text/words.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <algorithm>

namespace Drover {

MiniBar::MiniBar(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setAccessibleName(tr("Progress"));
}

void MiniBar::setValue(double share)
{
    m_share = std::clamp(share, 0.0, 1.0);
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
