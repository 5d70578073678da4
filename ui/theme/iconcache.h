#pragma once

#include "ui/theme/colorrole.h"
#include "ui/theme/icons.h"

#include <QColor>
#include <QIcon>
#include <QPainter>
#include <QPixmap>

namespace Drover {

/// Draws icons in any size and colour and keeps the pictures. UI thread; ThemeHub clears it on a theme
/// change.
class IconCache
{
public:
    /// `size` in logical pixels; `dpr` of the surface it is drawn on.
    [[nodiscard]] static QPixmap pixmap(IconName name, int size, const QColor& color, qreal dpr);
    static void clear();
};

/// Draws the icon with its top left corner at `at`, sharp on the painter's own device.
void drawIcon(QPainter& painter, QPointF at, IconName name, int size, const QColor& color);

/// The colours an icon of a button or action wears; asked for while painting, so it follows the theme by
/// itself.
struct IconColors
{
    ColorRole normal = ColorRole::Tx2;
    ColorRole active = ColorRole::Tx1; ///< under the pointer
    ColorRole checked = ColorRole::Acc;
    ColorRole disabled = ColorRole::Tx4;
};

/// An icon for buttons, actions, tabs and menus.
[[nodiscard]] QIcon themeIcon(IconName name, const IconColors& colors = {});
/// The same in one colour (disabled stays Tx4).
[[nodiscard]] QIcon themeIcon(IconName name, ColorRole color);

/// The product's mark in its own colours.
[[nodiscard]] QIcon applicationIcon();

} // namespace Drover
