#pragma once

#include "ui/theme/icons.h"

#include <QToolButton>

namespace Drover {

/// One entry of the navigation: icon over word, 72×56, a badge for what is open. Owned by its parent; UI
/// thread.
class NavButton : public QToolButton
{
    Q_OBJECT
public:
    NavButton(IconName icon, const QString& text, QWidget* parent = nullptr);

    void setBadge(int count); ///< 0 = none
    [[nodiscard]] QSize sizeHint() const override { return {72, 56}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    IconName m_iconName;
    int m_badge = 0;
};

/// The red or neutral number at the corner of an icon.
void drawBadge(class QPainter& painter, QPointF topRight, int count, bool alarming);

} // namespace Drover
