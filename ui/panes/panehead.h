#pragma once

#include "ui/shell/objectactions.h"

#include <QHBoxLayout>
#include <QLabel>

class QAction;
class QPushButton;

namespace Drover {

enum class ButtonKind;

/// The line at the top of a pane: 40 high, title and dim count at the left, then what the pane adds. Owned by
/// the pane.
struct PaneHead
{
    QWidget* widget = nullptr;
    QHBoxLayout* row = nullptr;
    QLabel* count = nullptr;
};
[[nodiscard]] PaneHead makePaneHead(const QString& title, QWidget* parent);

/// The bar below it, 41 high, for what narrows the list.
struct PaneBar
{
    QWidget* widget = nullptr;
    QHBoxLayout* row = nullptr;
};
[[nodiscard]] PaneBar makePaneBar(QWidget* parent);
/// The line at the bottom of a list, 32 high, for what holds of all of it.
[[nodiscard]] PaneBar makePaneFoot(QWidget* parent);

/// A button that does an action, wears its words and goes away with it. Its tool tip is the action's keys, or
/// while it is off its "What's this": why.
[[nodiscard]] QPushButton* makeActionButton(const QString& name, QAction* action, IconName icon,
                                            ButtonKind kind, QWidget* parent);
[[nodiscard]] QPushButton* makeActionButton(const QString& name, const ObjectActions& actions,
                                            ObjectActions::Id id, ButtonKind kind, QWidget* parent);

} // namespace Drover
