#pragma once

#include "ui/theme/colorrole.h"
#include "ui/theme/icons.h"

#include <QWidget>

namespace Drover {

/// An icon that stands for itself, sharp on every screen and in the theme's colour. Decoration: what it says
/// is said in words beside it. Owned by its parent; UI thread.
class IconLabel : public QWidget
{
    Q_OBJECT
public:
    IconLabel(IconName icon, ColorRole color, int size, QWidget* parent);

    void setIcon(IconName icon, ColorRole color);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    IconName m_icon;
    ColorRole m_color;
};

} // namespace Drover
