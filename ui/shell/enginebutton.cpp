#include "ui/shell/enginebutton.h"

#include "ui/text/words.h"
#include "ui/theme/iconcache.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

namespace Drover {

namespace {

constexpr int padding = 10;
constexpr int markSize = 16;
constexpr int chevrons = 14;
constexpr int widest = 340;

} // namespace

EngineButton::EngineButton(QWidget* parent) : QAbstractButton(parent)
{
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

QString EngineButton::word() const
{
    return m_owner == EngineOwner::ThisWindow ? tr("Embedded engine") : tr("Attached engine");
}

void EngineButton::setPlace(const QString& directory, EngineOwner owner, bool silent)
{
    if (directory == m_directory && owner == m_owner && silent == m_silent)
        return;
    m_directory = directory;
    m_owner = owner;
    m_silent = silent;
    setText(homePath(directory));
    setToolTip(tr("%1 in %2. Opens another data directory").arg(word(), directory));
    setAccessibleName(tr("%1, %2").arg(word(), text()));
    updateGeometry();
    update();
}

QSize EngineButton::sizeHint() const
{
    const int wide = 2 * padding + markSize + 8 + textWidth(FontRole::BodyMedium, word()) + 8 +
                     textWidth(FontRole::Figure, text()) + 8 + chevrons;
    return {std::min(widest, wide), 32};
}

void EngineButton::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    drawBox(painter, rect(), 4,
            theme.color(isDown()       ? ColorRole::Bg0
                        : underMouse() ? ColorRole::Bg4
                                       : ColorRole::Bg3),
            theme.color(ColorRole::Line2));
    const double middle = height() / 2.0;
    const IconName icon = m_silent                             ? IconName::LostEngine
                          : m_owner == EngineOwner::ThisWindow ? IconName::EmbeddedEngine
                                                               : IconName::RemoteEngine;
    drawIcon(painter, QPointF(padding, middle - markSize / 2.0), icon, markSize,
             theme.color(m_silent ? ColorRole::Warn : ColorRole::Ok));
    QRectF area(padding + markSize + 8, 0, width() - 2 * padding - markSize - 8 - chevrons - 8, height());
    drawText(painter, area, Qt::AlignLeft | Qt::AlignVCenter, word(), FontRole::BodyMedium,
             theme.color(ColorRole::Tx1));
    area.setLeft(area.left() + textWidth(FontRole::BodyMedium, word()) + 8);
    const QString path =
        QFontMetrics(themeFont(FontRole::Figure)).elidedText(text(), Qt::ElideMiddle, int(area.width()));
    drawText(painter, area, Qt::AlignLeft | Qt::AlignVCenter, path, FontRole::Figure,
             theme.color(ColorRole::Tx3));
    drawIcon(painter, QPointF(width() - padding - chevrons + 2, middle - chevrons / 2.0), IconName::Combo,
             chevrons, theme.color(ColorRole::Tx3));
    if (hasFocus())
        drawFocusRing(painter, QRectF(rect()).adjusted(1, 1, -1, -1), 4);
}

} // namespace Drover
