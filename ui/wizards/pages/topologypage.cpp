#include "ui/wizards/pages/topologypage.h"

#include "models/wizards/provisioncontroller.h"
#include "ui/objectnames.h"
#include "ui/theme/iconcache.h"
#include "ui/theme/theme.h"
#include "ui/widgets/card.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/stepper.h"
#include "ui/wizards/choicecard.h"
#include "ui/wizards/spreadview.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QLabel>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover {

TopologyPage::TopologyPage(ProvisionController& controller, QWidget* parent)
    : QWidget(parent), m_controller(controller), m_roles(new Card(IconName::Clusters, tr("Roles"), this)),
      m_rowsLayout(new QVBoxLayout), m_order(new Card(IconName::Order, tr("Order"), this)),
      m_orderText(makeLabel({}, FontRole::Body, ColorRole::Tx1, this)),
      m_spreadCard(new Card(IconName::Pools, tr("Spread by rack"), this)), m_spread(new SpreadView(this))
{
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    m_rowsLayout->setContentsMargins(0, 4, 0, 4);
    m_rowsLayout->setSpacing(0);
    m_roles->body()->addLayout(m_rowsLayout);
    column->addWidget(m_roles);
    m_orderText->setWordWrap(true);
    m_orderText->setContentsMargins(12, 10, 12, 12);
    m_order->body()->addWidget(m_orderText);
    column->addWidget(m_order);
    auto* spread = new QVBoxLayout;
    spread->setContentsMargins(12, 8, 12, 10);
    spread->addWidget(m_spread);
    m_spreadCard->body()->addLayout(spread);
    column->addWidget(m_spreadCard);
    column->addStretch(1);
    auto* scroll = new QScrollArea(this);
    prepareScrollArea(scroll, ScrollUse::Controls, tr("Topology"));
    scroll->setWidget(page);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(scroll);
    for (QWidget* ground : QList<QWidget*>{page, scroll->viewport()})
        ground->setProperty("ground", u"page"_s);
    connect(&controller, &PlanController::changed, this, &TopologyPage::update);
    update();
}

void TopologyPage::buildRows()
{
    while (QLayoutItem* item = m_rowsLayout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_rows.clear();
    m_voters.clear();
    m_quorum = nullptr;
    const QList<TopologyRole> roles = m_controller.topology();
    for (const TopologyRole& role : roles)
        addRole(role);
    m_rowsLayout->addWidget(buildMinimum());
    setFocusProxy(m_rows.isEmpty() ? static_cast<QWidget*>(m_partial) : m_rows.constFirst().count);
    const auto voters =
        std::find_if(roles.begin(), roles.end(), [](const TopologyRole& role) { return role.votes; });
    if (voters != roles.end())
        buildQuorum(*voters);
}

void TopologyPage::addRole(const TopologyRole& role)
{
    auto* widget = new QWidget(m_roles);
    widget->setFixedHeight(58);
    auto* row = new QHBoxLayout(widget);
    row->setContentsMargins(12, 0, 12, 0);
    row->setSpacing(12);
    auto* icon = new QLabel(widget);
    icon->setPixmap(themeIcon(role.votes ? IconName::ControlPlane : IconName::Worker, ColorRole::Acc)
                        .pixmap(QSize(18, 18), devicePixelRatioF()));
    row->addWidget(icon);
    auto* texts = new QVBoxLayout;
    texts->setSpacing(0);
    texts->addStretch();
    texts->addWidget(makeLabel(role.role, FontRole::BodyStrong, ColorRole::Tx1, widget));
    const QString hint = role.votes             ? tr("keeps the quorum")
                         : role.after.isEmpty() ? tr("starts at once")
                                                : tr("after %1").arg(role.after.join(u", "_s));
    texts->addWidget(makeLabel(hint, FontRole::Label, ColorRole::Tx3, widget));
    texts->addStretch();
    auto* name = new QWidget(widget);
    name->setLayout(texts);
    name->setFixedWidth(150);
    texts->setContentsMargins(0, 0, 0, 0);
    row->addWidget(name);
    auto* stepper = new Stepper(widget);
    stepper->setNames(ObjectNames::provisionField(u"topology"_s, role.role + u"-count"_s),
                      tr("Number of %1").arg(role.role));
    stepper->setRange(0, 10'000);
    stepper->setValue(role.count);
    connect(stepper, &Stepper::valueChanged, this,
            [this, name = role.role](int value) { m_controller.setCount(name, value); });
    row->addWidget(stepper);
    QLabel* plan = makeLabel({}, FontRole::Secondary, ColorRole::Tx2, widget);
    row->addWidget(plan, 1);
    m_rowsLayout->addWidget(widget);
    m_rows.append({role.role, widget, stepper, plan});
}

QWidget* TopologyPage::buildMinimum()
{
    auto* widget = new QWidget(m_roles);
    auto* row = new QHBoxLayout(widget);
    row->setContentsMargins(12, 4, 12, 8);
    row->setSpacing(8);
    m_partial = new QCheckBox(tr("Fewer are a success too, at least"), widget);
    m_partial->setObjectName(ObjectNames::provisionField(u"topology"_s, u"partial"_s));
    m_partial->setAccessibleName(tr("Accept fewer members than wanted"));
    m_minimum = new QSpinBox(widget);
    m_minimum->setObjectName(ObjectNames::provisionField(u"topology"_s, u"minimum"_s));
    m_minimum->setAccessibleName(tr("Least number of members of each role"));
    m_minimum->setRange(1, 10'000);
    m_minimum->setEnabled(false);
    m_minimum->setFixedWidth(88);
    row->addWidget(m_partial);
    row->addWidget(m_minimum);
    row->addWidget(makeLabel(tr("of each role"), FontRole::Body, ColorRole::Tx2, widget));
    row->addStretch();
    const auto apply = [this] {
        m_minimum->setEnabled(m_partial->isChecked());
        m_controller.setMinimum(m_partial->isChecked() ? std::optional<int>(m_minimum->value())
                                                       : std::nullopt);
    };
    connect(m_partial, &QCheckBox::toggled, this, apply);
    connect(m_minimum, &QSpinBox::valueChanged, this, apply);
    return widget;
}

void TopologyPage::buildQuorum(const TopologyRole& voters)
{
    m_voters = voters.role;
    m_rowsLayout->addWidget(makeLine(m_roles));
    m_quorum = new QWidget(m_roles);
    auto* column = new QVBoxLayout(m_quorum);
    column->setContentsMargins(12, 10, 12, 12);
    column->setSpacing(8);
    auto* texts = new QHBoxLayout;
    texts->setSpacing(12);
    m_quorumText = makeLabel({}, FontRole::BodyStrong, ColorRole::Tx1, m_quorum);
    m_quorumHint = makeLabel({}, FontRole::Secondary, ColorRole::Tx3, m_quorum);
    texts->addWidget(m_quorumText);
    texts->addWidget(m_quorumHint);
    texts->addStretch(1);
    column->addLayout(texts);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    column->addLayout(row);
    m_quorumChoices = new QButtonGroup(m_quorum);
    for (const int count : {1, 3, 5, 7}) {
        const int losses = (count - 1) / 2;
        auto* choice =
            new ChoiceCard(tr("%1, quorum %2").arg(count).arg(count / 2 + 1),
                           losses == 0 ? tr("can lose none") : tr("can lose %1").arg(losses), m_quorum);
        choice->setObjectName(ObjectNames::provisionField(u"topology"_s, u"quorum-%1"_s.arg(count)));
        choice->setFixedHeight(52);
        choice->setMinimumWidth(128);
        choice->setWarning(losses == 0);
        m_quorumChoices->addButton(choice, count);
        row->addWidget(choice);
    }
    connect(m_quorumChoices, &QButtonGroup::idClicked, this,
            [this](int count) { m_controller.setCount(m_voters, count); });
    m_rowsLayout->addWidget(m_quorum);
}

QString TopologyPage::membersText(const QString& role) const
{
    const std::optional<Plan>& plan = m_controller.plan();
    if (!plan)
        return {};
    QStringList members;
    for (const PlanMachine& machine : plan->add) {
        if (machine.role == role)
            members.append(machine.member);
    }
    if (members.isEmpty())
        return tr("no machine");
    return members.size() == 1 ? members.constFirst()
                               : tr("%1 to %2").arg(members.constFirst(), members.constLast());
}

void TopologyPage::updateQuorum()
{
    if (!m_quorum)
        return;
    const int voters = m_controller.request().counts.value(m_voters);
    const int losses = std::max(0, (voters - 1) / 2);
    m_quorumText->setText(losses == 0
                              ? tr("%1 %2: no loss is survived").arg(voters).arg(m_voters)
                              : tr("%1 %2 survive the loss of %3").arg(voters).arg(m_voters).arg(losses));
    const bool even = voters > 0 && voters % 2 == 0;
    m_quorumHint->setText(even ? tr("An even number survives no more than one less would.")
                               : tr("Even numbers add cost, no safety."));
    setLabelColor(m_quorumHint, even ? ColorRole::Warn : ColorRole::Tx3);
    m_quorumChoices->setExclusive(false);
    const QList<QAbstractButton*> choices = m_quorumChoices->buttons();
    for (QAbstractButton* choice : choices) {
        choice->setAutoExclusive(false);
        choice->setChecked(m_quorumChoices->id(choice) == voters);
        choice->setAutoExclusive(true);
    }
    m_quorumChoices->setExclusive(true);
}

void TopologyPage::update()
{
    if (m_shownApplication != m_controller.request().application) {
        m_shownApplication = m_controller.request().application;
        buildRows();
    }
    const QList<TopologyRole> roles = m_controller.topology();
    for (const RoleRow& row : std::as_const(m_rows)) {
        const QSignalBlocker quiet(row.count);
        const int wanted = m_controller.request().counts.value(row.role);
        if (row.count->value() != wanted)
            row.count->setValue(wanted);
        row.plan->setText(membersText(row.role));
    }
    updateQuorum();
    m_roles->setSubtitle(tr("%1 in %2")
                             .arg(pluralText(m_controller.memberCount(), tr("1 machine"), tr("%1 machines")),
                                  pluralText(roles.size(), tr("1 role"), tr("%1 roles"))));

    const std::optional<Plan>& plan = m_controller.plan();
    QStringList order;
    if (plan) {
        for (const PlanGate& gate : plan->gates)
            order.append(tr("%1 waits with its application until the gate %2 is open: %3 of %4 %5.")
                             .arg(gate.waitingRoles.join(u", "_s), gate.name)
                             .arg(gate.needed)
                             .arg(gate.counted)
                             .arg(gate.role));
    }
    m_order->setVisible(!order.isEmpty());
    m_orderText->setText(tr("All members discover and install at once. ") + order.join(u' '));
    m_spread->setMachines(plan ? plan->add : QList<PlanMachine>(), m_controller.freeByRack());
    const bool racks =
        plan && std::any_of(plan->add.begin(), plan->add.end(),
                            [](const PlanMachine& machine) { return !machine.rack.isEmpty(); });
    m_spreadCard->setVisible(racks);
    if (plan)
        m_spreadCard->setSubtitle(tr("%1 in %2")
                                      .arg(pluralText(plan->add.size(), tr("1 machine"), tr("%1 machines")),
                                           pluralText(m_spread->rackCount(), tr("1 rack"), tr("%1 racks"))));
}

} // namespace Drover
