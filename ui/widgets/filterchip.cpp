#include "ui/widgets/filterchip.h"

#include "ui/text/words.h"
#include "ui/theme/iconcache.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int kChipHigh = 22;
constexpr int kChipIcon = 13;
constexpr int kChipPadding = 7;
constexpr int kChipGap = 5;

} // namespace

FilterChip::FilterChip(const QString& name, const QString& text, std::optional<IconName> icon, Tone tone,
                       QWidget* parent)
    : QAbstractButton(parent), m_icon(icon), m_tone(tone)
{
    setObjectName(name);
    setText(text);
    setAccessibleName(text);
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void FilterChip::setCount(int count)
{
    m_count = countText(count);
    setAccessibleName(u"%1 %2"_s.arg(text(), m_count));
    updateGeometry();
    update();
}

QSize FilterChip::sizeHint() const
{
    const int icon = m_icon ? kChipIcon + kChipGap : 0;
    return {2 * kChipPadding + icon + textWidth(FontRole::SecondaryMedium, text()) + kChipGap +
                textWidth(FontRole::Figure, m_count),
            kChipHigh};
}

void FilterChip::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::current();
    QPainter painter(this);
    const QRectF box(rect());
    const bool on = isChecked();
    drawBox(painter, box, 3,
            underMouse() ? theme.color(ColorRole::Bg4)
            : on         ? theme.color(m_tone, TonePart::Tint)
                         : theme.color(ColorRole::Bg2),
            theme.color(on ? ColorRole::SelLine : ColorRole::Line2));
    const QColor words = on ? theme.color(m_tone, TonePart::Text) : theme.color(ColorRole::Tx3);
    double left = kChipPadding;
    if (m_icon) {
        drawIcon(painter, QPointF(left, box.center().y() - kChipIcon / 2.0 + 0.5), *m_icon, kChipIcon, words);
        left += kChipIcon + kChipGap;
    }
    const QRectF area = box.adjusted(left, 0, -kChipPadding, 0);
    drawText(painter, area, Qt::AlignLeft | Qt::AlignVCenter, text(), FontRole::SecondaryMedium, words);
    drawText(painter, area, Qt::AlignRight | Qt::AlignVCenter, m_count, FontRole::Figure,
             theme.color(on ? ColorRole::Tx1 : ColorRole::Tx3));
    if (hasFocus())
        drawFocusRing(painter, box, 3);
}

} // namespace Drover
