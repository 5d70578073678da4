#include "ui/widgets/keycaps.h"

#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

using namespace Qt::StringLiterals;

namespace Drover {

KeyCaps::KeyCaps(const QString& keys, QWidget* parent) : QWidget(parent), m_keys(keys.split(u"  "_s))
{
    int wide = 0;
    for (const QString& key : std::as_const(m_keys))
        wide += textWidth(FontRole::FigureSmall, key) + 12 + 4;
    setFixedSize(wide, 22);
    setAccessibleName(m_keys.join(tr(" or ")));
}

void KeyCaps::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    double x = 0;
    for (const QString& key : std::as_const(m_keys)) {
        const QRectF cap(x, 1, textWidth(FontRole::FigureSmall, key) + 12, 20);
        drawBox(painter, cap, 3, theme.color(ColorRole::Bg3), theme.color(ColorRole::Line2));
        drawText(painter, cap, Qt::AlignCenter, key, FontRole::FigureSmall, theme.color(ColorRole::Tx1));
        x += cap.width() + 4;
    }
}

} // namespace Drover
