#include "ui/wizards/pages/sourcepage.h"

#include "models/wizards/provisioncontroller.h"
#include "ui/objectnames.h"
#include "ui/text/formtext.h"
#include "ui/widgets/card.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/emptystate.h"
#include "ui/wizards/choicecard.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Drover {

SourcePage::SourcePage(ProvisionController& controller, QWidget* parent)
    : QWidget(parent), m_controller(controller), m_list(new QWidget), m_group(new QButtonGroup(this)),
      m_broker(new QComboBox), m_nothing(new EmptyState(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    auto* applications = new Card(IconName::AppDeploy, tr("Application"), this);
    applications->setSubtitle(tr("what the members become, from the loaded content"));
    auto* rows = new QVBoxLayout(m_list);
    rows->setContentsMargins(12, 12, 12, 12);
    rows->setSpacing(8);
    rows->addStretch();
    auto* scroll = new QScrollArea(applications);
    prepareScrollArea(scroll, ScrollUse::Controls, tr("Applications"));
    scroll->setWidget(m_list);
    applications->body()->addWidget(scroll, 1);
    applications->body()->addWidget(m_nothing, 1);
    m_nothing->setMessage(IconName::AppDeploy, ColorRole::Tx3, tr("Nothing to provision yet"),
                          tr("Applications come with content packs: “drover content load PACK”."));
    column->addWidget(applications, 1);

    auto* brokers = new Card(IconName::Broker, tr("Resource broker"), this);
    brokers->setSubtitle(tr("whose machines are taken"));
    auto* form = new QHBoxLayout;
    form->setContentsMargins(12, 12, 12, 12);
    m_broker->setParent(brokers);
    m_broker->setObjectName(ObjectNames::provisionField(u"source"_s, u"broker"_s));
    m_broker->setAccessibleName(tr("Resource broker"));
    m_broker->setAccessibleDescription(tr("Resource broker"));
    m_broker->setMinimumWidth(280);
    const QStringList names = controller.brokerNames();
    if (names.size() != 1)
        m_broker->addItem(names.isEmpty() ? tr("the engine's own choice") : tr("Choose a broker…"),
                          QString());
    for (const QString& name : names)
        m_broker->addItem(name, name);
    m_broker->setEnabled(names.size() > 1);
    form->addWidget(m_broker);
    form->addStretch();
    brokers->body()->addLayout(form);
    column->addWidget(brokers);

    connect(m_broker, &QComboBox::activated, this,
            [this](int index) { m_controller.setBroker(m_broker->itemData(index).toString()); });
    connect(m_group, &QButtonGroup::idClicked, this,
            [this](int id) { m_controller.setApplication(m_controller.applications().at(id).name); });
    connect(&controller, &ProvisionController::applicationsLoaded, this, &SourcePage::fill);
    connect(&controller, &ProvisionController::loadFailed, this, [this](const Error& error) {
        m_nothing->setMessage(IconName::StateFailed, ColorRole::Bad,
                              tr("Could not read what can be provisioned"), error.text + u' ' + error.remedy);
    });
    connect(&controller, &PlanController::changed, this, &SourcePage::update);
    fill();
}

void SourcePage::fill()
{
    auto* rows = static_cast<QVBoxLayout*>(m_list->layout());
    const QList<QAbstractButton*> old = m_group->buttons();
    for (QAbstractButton* button : old) {
        m_group->removeButton(button);
        delete button;
    }
    int place = 0;
    for (const Answers::Application& each : m_controller.applications()) {
        auto* card = new ChoiceCard(each.title.isEmpty() ? each.name : each.title, each.description, m_list);
        card->setObjectName(ObjectNames::provisionField(u"source"_s, u"application/"_s + each.name));
        card->setAside(topologyText(each.topology));
        rows->insertWidget(place, card);
        m_group->addButton(card, place++);
    }
    const bool any = place > 0;
    m_list->parentWidget()->parentWidget()->setVisible(any);
    m_nothing->setVisible(!any);
    update();
}

void SourcePage::update()
{
    for (int i = 0; i < m_controller.applications().size(); ++i) {
        QAbstractButton* button = m_group->button(i);
        if (button && m_controller.applications().at(i).name == m_controller.request().application)
            button->setChecked(true);
    }
    // The group is one stop of the keyboard: the chosen one, else the first.
    QAbstractButton* chosen = m_group->checkedButton();
    setFocusProxy(chosen ? chosen : m_group->button(0));
}

} // namespace Drover
