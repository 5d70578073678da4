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

PaneBar makePaneBar(QWidget* parent)
{
    PaneBar bar;
    bar.widget = new QWidget(parent);
    bar.widget->setProperty("ground", QStringLiteral("panel"));
    bar.widget->setAttribute(Qt::WA_StyledBackground);
    bar.widget->setFixedHeight(41);
    auto* column = new QVBoxLayout(bar.widget);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    bar.row = new QHBoxLayout;
    bar.row->setContentsMargins(12, 0, 12, 0);
    bar.row->setSpacing(8);
    column->addLayout(bar.row, 1);
    column->addWidget(makeLine(bar.widget));
    return bar;
}

PaneBar makePaneFoot(QWidget* parent)
{
    PaneBar foot;
    foot.widget = new QWidget(parent);
    foot.widget->setProperty("ground", QStringLiteral("panel"));
    foot.widget->setAttribute(Qt::WA_StyledBackground);
    foot.widget->setFixedHeight(32);
    auto* column = new QVBoxLayout(foot.widget);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeLine(foot.widget));
    foot.row = new QHBoxLayout;
    foot.row->setContentsMargins(12, 0, 12, 0);
    foot.row->setSpacing(6);
    column->addLayout(foot.row, 1);
    return foot;
}

QPushButton* makeActionButton(const QString& name, const ObjectActions& actions, ObjectActions::Id id,
                              ButtonKind kind, QWidget* parent)
{
    return makeActionButton(name, actions.action(id), actions.icon(id), kind, parent);
}

QPushButton* makeActionButton(const QString& name, QAction* action, IconName icon, ButtonKind kind,
                              QWidget* parent)
{
    QPushButton* button = makeButton(name, action->text(), icon, kind, parent);
    const auto wear = [button, action] {
        button->setText(action->text());
        button->setAccessibleName(action->text());
        button->setToolTip(action->isEnabled() ? action->shortcut().toString(QKeySequence::NativeText)
                                               : action->whatsThis());
        button->setEnabled(action->isEnabled());
        button->setVisible(action->isVisible());
    };
    wear();
    QObject::connect(action, &QAction::changed, button, wear);
    QObject::connect(button, &QPushButton::clicked, action, &QAction::trigger);
    return button;
}

} // namespace Drover
