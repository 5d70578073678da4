#include "ui/panes/machines/bulkbar.h"

#include "ui/text/bulktext.h"
#include "ui/text/words.h"
#include "ui/theme/iconcache.h"
#include "ui/widgets/card.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/iconlabel.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

IconName verbIcon(BulkVerb verb)
{
    switch (verb) {
    case BulkVerb::Retry:
        return IconName::Retry;
    case BulkVerb::Return:
        return IconName::Undo;
    case BulkVerb::Lock:
        return IconName::StateHold;
    case BulkVerb::Unlock:
        return IconName::Secret;
    case BulkVerb::RunWorkflow:
        return IconName::Workflow;
    case BulkVerb::RunBlueprint:
        return IconName::Blueprint;
    case BulkVerb::Delete:
        return IconName::Destroy;
    }
    Q_UNREACHABLE();
}

} // namespace

BulkBar::BulkBar(QWidget* parent)
    : QWidget(parent), m_count(makeLabel({}, FontRole::BodyStrong, ColorRole::Tx1, this)),
      m_where(new ElidedLabel(FontRole::Secondary, ColorRole::Tx2, this)),
      m_all(makeButton(u"machines-pane/bulk/all"_s, {}, std::nullopt, ButtonKind::Link, this)),
      m_outlook(new ElidedLabel(FontRole::Secondary, ColorRole::Tx3, this)), m_more(new QMenu(this))
{
    setObjectName(u"machines-pane/bulk"_s);
    setAccessibleName(tr("What can be done to all chosen machines"));
    setProperty("ground", u"chosen"_s);
    setAttribute(Qt::WA_StyledBackground);
    setFixedHeight(48);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 0, 12, 0);
    row->setSpacing(8);
    row->addWidget(new IconLabel(IconName::Checks, ColorRole::Acc, 15, this));
    auto* first = new QHBoxLayout;
    first->setSpacing(8);
    m_where->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    first->addWidget(m_count);
    first->addWidget(m_where);
    first->addWidget(m_all);
    QPushButton* none =
        makeButton(u"machines-pane/bulk/none"_s, tr("Clear"), std::nullopt, ButtonKind::Link, this);
    none->setToolTip(tr("Esc"));
    first->addWidget(none);
    first->addStretch(1);
    auto* said = new QVBoxLayout;
    said->setContentsMargins(0, 4, 0, 4);
    said->setSpacing(0);
    said->addLayout(first);
    said->addWidget(m_outlook);
    row->addLayout(said, 1);
    addButton(BulkVerb::RunBlueprint, "blueprint");
    addButton(BulkVerb::Retry, "retry");
    addButton(BulkVerb::Return, "return");
    addButton(BulkVerb::Lock, "lock");
    addToMenu(BulkVerb::RunWorkflow, "workflow");
    addToMenu(BulkVerb::Unlock, "unlock");
    addToMenu(BulkVerb::Delete, "delete");
    QToolButton* more = makeIconButton(u"machines-pane/bulk/more"_s, IconName::More, tr("More"), this);
    more->setPopupMode(QToolButton::InstantPopup);
    more->setMenu(m_more);
    m_more->setAccessibleName(tr("More that can be done to the chosen machines"));
    m_more->setToolTipsVisible(true);
    row->addWidget(more);
    connect(m_all, &QPushButton::clicked, this, &BulkBar::allWanted);
    connect(none, &QPushButton::clicked, this, &BulkBar::noneWanted);
    setChoice({});
}

void BulkBar::addButton(BulkVerb verb, const char* name)
{
    QPushButton* button = makeButton(u"machines-pane/bulk/"_s + QLatin1StringView(name), bulkWord(verb),
                                     verbIcon(verb), ButtonKind::Plain, this);
    connect(button, &QPushButton::clicked, this, [this, verb] { emit verbChosen(verb); });
    button->installEventFilter(this);
    layout()->addWidget(button);
    m_verbs.insert(button, verb);
}

void BulkBar::addToMenu(BulkVerb verb, const char* name)
{
    QAction* action = m_more->addAction(themeIcon(verbIcon(verb), ColorRole::Tx1), bulkWord(verb));
    action->setObjectName(u"machines-pane/bulk/"_s + QLatin1StringView(name));
    connect(action, &QAction::triggered, this, [this, verb] { emit verbChosen(verb); });
    m_verbs.insert(action, verb);
}

void BulkBar::setChoice(const BulkChoice& choice)
{
    m_choice = choice;
    m_count->setText(tr("%1 selected").arg(countText(choice.chosen)));
    m_where->setText(
        choice.clusters > 1
            ? tr("of %1 matching, in %2 clusters").arg(countText(choice.matching), countText(choice.clusters))
            : tr("of %1 matching").arg(countText(choice.matching)));
    m_all->setText(tr("Select all %1").arg(countText(choice.matching)));
    m_all->setAccessibleName(m_all->text());
    m_all->setVisible(choice.chosen < choice.matching);
    for (auto it = m_verbs.cbegin(); it != m_verbs.cend(); ++it) {
        const BulkOutlook& outlook = choice.outlooks[std::size_t(*it)];
        // The number is told where it is not that of all.
        const QString text = outlook.possible == choice.chosen || outlook.possible == 0
                                 ? bulkWord(*it)
                                 : u"%1 %2"_s.arg(bulkWord(*it), countText(outlook.possible));
        const QString why = outlookText(outlook, *it);
        if (auto* button = qobject_cast<QPushButton*>(it.key())) {
            button->setText(text);
            button->setAccessibleName(text);
            button->setAccessibleDescription(why);
            button->setToolTip(why);
            button->setEnabled(outlook.possible > 0);
        } else if (auto* action = qobject_cast<QAction*>(it.key())) {
            action->setText(text);
            action->setToolTip(why);
            action->setEnabled(outlook.possible > 0);
        }
    }
    for (const BulkVerb verb : {BulkVerb::Retry, BulkVerb::Return, BulkVerb::Lock}) {
        if (choice.outlooks[std::size_t(verb)].possible > 0) {
            tell(verb);
            return;
        }
    }
    tell(BulkVerb::Unlock);
}

void BulkBar::tell(BulkVerb verb)
{
    m_outlook->setText(outlookText(m_choice.outlooks[std::size_t(verb)], verb));
}

bool BulkBar::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Enter || event->type() == QEvent::FocusIn)
        tell(m_verbs.value(watched));
    return QWidget::eventFilter(watched, event);
}

} // namespace Drover
