#include "ui/panes/panehead.h"

#include "ui/widgets/card.h"
#include "ui/widgets/controls.h"

#include <QAction>
#include <QPushButton>
#include <QVBoxLayout>

namespace Drover {

PaneHead makePaneHead(const QString& title, QWidget* parent)
{
    PaneHead head;
    head.widget = new QWidget(parent);
    head.widget->setFixedHeight(40);
    head.widget->setProperty("ground", QStringLiteral("panel"));
    head.widget->setAttribute(Qt::WA_StyledBackground);
    auto* column = new QVBoxLayout(head.widget);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    head.row = new QHBoxLayout;
    head.row->setContentsMargins(12, 0, 12, 0);
    head.row->setSpacing(8);
    head.row->addWidget(makeLabel(title, FontRole::PanelTitle, ColorRole::Tx1, head.widget));
    head.count = makeLabel({}, FontRole::Figure, ColorRole::Tx3, head.widget);
    head.row->addWidget(head.count);
    column->addLayout(head.row, 1);
    column->addWidget(makeLine(head.widget));
    return head;
}

QPushButton* makeActionButton(const QString& name, const ObjectActions& actions, ObjectActions::Id id,
                              ButtonKind kind, QWidget* parent)
{
    QAction* action = actions.action(id);
    QPushButton* button = makeButton(name, action->text(), actions.icon(id), kind, parent);
    const auto wear = [button, action] {
        button->setText(action->text());
        button->setAccessibleName(action->text());
        button->setToolTip(
            action->shortcut().isEmpty() ? QString() : action->shortcut().toString(QKeySequence::NativeText));
        button->setEnabled(action->isEnabled());
        button->setVisible(action->isVisible());
    };
    wear();
    QObject::connect(action, &QAction::changed, button, wear);
    QObject::connect(button, &QPushButton::clicked, action, &QAction::trigger);
    return button;
}

} // namespace Drover
