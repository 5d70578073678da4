#pragma once

#include "ui/theme/colorrole.h"
#include "ui/theme/icons.h"

#include <QWidget>

class QLabel;
class QHBoxLayout;
class QPushButton;

namespace Drover {

class IconLabel;

/// Says why a view is empty or broken and gives the next step. Fills the view; owned by its parent; UI
/// thread.
class EmptyState : public QWidget
{
    Q_OBJECT
public:
    explicit EmptyState(QWidget* parent = nullptr);

    void setMessage(IconName icon, ColorRole iconColor, const QString& title, const QString& text);
    /// At most two; the first may be primary. The caller connects `clicked`.
    QPushButton* addAction(const QString& name, const QString& text, IconName icon, bool primary);
    void clearActions();
    /// It takes the room that there is and asks for none.
    [[nodiscard]] bool hasHeightForWidth() const override { return false; }

private:
    IconLabel* m_icon;
    QLabel* m_title;
    QLabel* m_text;
    QHBoxLayout* m_actions;
};

} // namespace Drover
