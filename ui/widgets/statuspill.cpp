#include "ui/widgets/statuspill.h"

#include "ui/access/widgetaccess.h"
#include "ui/text/statustext.h"
#include "ui/theme/iconcache.h"
#include "ui/theme/paint.h"
#include "ui/theme/statuslook.h"
#include "ui/theme/theme.h"

#include <QEvent>

namespace Drover {

namespace {

constexpr int kPillIcon = 13;
constexpr int kPillPadding = 6;
constexpr int kPillGap = 5;

} // namespace

StatusPill::StatusPill(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    setAccessRole(this, QAccessible::StaticText);
}

void StatusPill::setStatus(Status status, const QString& text)
{
    const StatusLook look = statusLook(status);
    setTag(text.isEmpty() ? statusText(status) : text, look.icon, look.tone);
}

void StatusPill::setTag(const QString& text, std::optional<IconName> icon, std::optional<Tone> tone)
{
    m_text = text;
    m_icon = icon;
    m_tone = tone;
    setAccessibleName(text);
    updateGeometry();
    update();
}

QSize StatusPill::sizeHint() const
{
    const int icon = m_icon ? kPillIcon + kPillGap : 0;
    return {2 * kPillPadding + icon + textWidth(FontRole::SecondaryMedium, m_text) + 1,
            lineHeight(FontRole::SecondaryMedium)};
}

QSize StatusPill::minimumSizeHint() const
{
    return {2 * kPillPadding + kPillIcon, sizeHint().height()};
}

void StatusPill::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::current();
    QPainter painter(this);
    const QColor words = m_tone ? theme.color(*m_tone, TonePart::Text) : theme.color(ColorRole::Tx2);
    const QColor ground = m_tone ? theme.color(*m_tone, TonePart::Tint) : theme.color(ColorRole::Bg3);
    const QColor edge =
        m_tone ? theme.faded(roleOf(*m_tone, TonePart::Text), 0.3) : theme.color(ColorRole::Line2);
    const QRectF box = rect();
    drawBox(painter, box, 3, ground, edge);
    double x = kPillPadding;
    if (m_icon) {
        drawIcon(painter, QPointF(x, (height() - kPillIcon) / 2.0), *m_icon, kPillIcon, words);
        x += kPillIcon + kPillGap;
    }
    drawText(painter, QRectF(x, 0, width() - x - kPillPadding + 1, height()),
             Qt::AlignLeft | Qt::AlignVCenter, m_text, FontRole::SecondaryMedium, words);
}

void StatusPill::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        updateGeometry();
    }
    QWidget::changeEvent(event);
}

} // namespace Drover
