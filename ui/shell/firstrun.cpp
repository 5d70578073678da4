#include "ui/shell/firstrun.h"

#include "models/replica.h"
#include "ui/objectnames.h"
#include "ui/panes/panehead.h"
#include "ui/shell/objectactions.h"
#include "ui/text/words.h"
#include "ui/theme/iconcache.h"
#include "ui/widgets/card.h"
#include "ui/widgets/controls.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Drover {

FirstRun::FirstRun(const WindowContext& context, ObjectActions& actions, QWidget* parent)
    : QWidget(parent), m_context(context), m_title(makeLabel({}, FontRole::PageTitle, ColorRole::Tx1, this)),
      m_text(makeLabel({}, FontRole::Body, ColorRole::Tx2, this)), m_commands(new QWidget(this))
{
    setObjectName(ObjectNames::firstRun);
    setAccessibleName(tr("First steps"));
    setProperty("ground", u"page"_s);
    setAttribute(Qt::WA_StyledBackground);
    m_text->setWordWrap(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(40, 32, 40, 24);
    column->setSpacing(6);
    column->addWidget(m_title);
    column->addWidget(m_text);
    column->addSpacing(10);
    auto* rows = new QVBoxLayout(m_commands);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(8);
    rows->addWidget(commandRow(
        u"first-run/demo"_s,
        tr("A simulated fleet to try everything with. It gets a directory and a window of its own"),
        u"drover demo --data ~/drover-demo --machines 200 && drover --data ~/drover-demo"_s));
    rows->addWidget(commandRow(u"first-run/import"_s,
                               tr("Your own machines, from a file (YAML), into this directory"),
                               u"drover inventory import machines.yaml"_s));
    rows->addWidget(commandRow(u"first-run/content"_s, tr("Workflows and applications of your own"),
                               u"drover content load PACK"_s));
    column->addWidget(m_commands);
    m_provision = makeActionButton(ObjectNames::firstRunProvision, actions, ObjectActions::Id::Provision,
                                   ButtonKind::Primary, this);
    setButtonSize(m_provision, ButtonSize::Large);
    column->addWidget(m_provision, 0, Qt::AlignLeft);
    column->addStretch();
    connect(&context.replica, &Replica::applied, this, &FirstRun::update);
    update();
}

QWidget* FirstRun::commandRow(const QString& name, const QString& what, const QString& command)
{
    auto* card = new QFrame(m_commands);
    card->setProperty("card", u"true"_s);
    card->setMaximumWidth(720);
    auto* row = new QHBoxLayout(card);
    row->setContentsMargins(14, 8, 8, 8);
    auto* texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addWidget(makeLabel(what, FontRole::Body, ColorRole::Tx1, card));
    QLabel* words = makeLabel(command, FontRole::Figure, ColorRole::Tx2, card);
    words->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    words->setObjectName(name + u"/command"_s);
    texts->addWidget(words);
    row->addLayout(texts, 1);
    QToolButton* copy = makeIconButton(name + u"/copy"_s, IconName::Copy, tr("Copy the command"), card);
    connect(copy, &QToolButton::clicked, this, [command] { QApplication::clipboard()->setText(command); });
    row->addWidget(copy);
    return card;
}

void FirstRun::update()
{
    const int machines = m_context.replica.machineCount();
    m_commands->setVisible(machines == 0);
    m_provision->setVisible(machines > 0);
    if (machines > 0) {
        m_title->setText(tr("No clusters yet"));
        m_text->setText(tr("%1 machines are here. Provision a cluster from them: the plan is shown before "
                           "anything starts.")
                            .arg(countText(machines)));
    } else {
        m_title->setText(tr("Start with Drover"));
        m_text->setText(
            tr("This directory has no machines yet. Type one of these in a terminal; machines and "
               "workflows that you bring in here show up at once."));
    }
}

} // namespace Drover
