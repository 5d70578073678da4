#include "ui/wizards/destroywizard.h"

#include "models/clusterstate.h"
#include "ui/delegates/rowdelegate.h"
#include "ui/objectnames.h"
#include "ui/text/modelwordstext.h"
#include "ui/text/statustext.h"
#include "ui/text/words.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/card.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/factgrid.h"
#include "ui/wizards/liveplan.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QStyle>
#include <QTreeView>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int leastChecks = 132; ///< pixels: three findings

QString membersText(qsizetype count)
{
    return pluralText(count, DestroyWizard::tr("1 member"), DestroyWizard::tr("%1 members"));
}

} // namespace

DestroyWizard::DestroyWizard(const WindowContext& context, const QString& cluster, QWidget* parent)
    : WizardDialog(ObjectNames::destroyWizard, IconName::Destroy, tr("Destroy %1").arg(cluster), parent),
      m_context(context), m_controller(context.engine, context.replica, context.sender, cluster)
{
    addPage(u"impact"_s, tr("Impact"), buildImpact());
    addPage(u"confirm"_s, tr("Confirm"), buildConfirm());
    m_copy = addFootButton(u"copy-command"_s, tr("Copy as command"), IconName::Log);
    connect(m_copy, &QPushButton::clicked, this,
            [this] { QApplication::clipboard()->setText(m_controller.commandText()); });
    connect(primaryButton(), &QPushButton::clicked, &m_controller, &PlanController::start);
    connect(&m_controller, &PlanController::changed, this, &DestroyWizard::update);
    connect(&m_controller, &PlanController::started, this, [this] {
        emit destroyStarted(m_controller.cluster());
        accept();
    });
    setNote(IconName::PointOfNoReturn, tr("Until a machine is released"),
            tr("abort keeps it a member. What its release has begun is not undone; a failure there holds the "
               "machine, it never becomes Free by itself."));
    m_controller.load();
    goTo(0);
}

QWidget* DestroyWizard::buildImpact()
{
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(12);
    auto* row = new QHBoxLayout;
    row->setSpacing(12);
    auto* impact = new Card(IconName::Clusters, tr("Impact"), page);
    impact->setSubtitle(m_controller.cluster());
    auto* facts = new QVBoxLayout;
    facts->setContentsMargins(12, 10, 12, 10);
    m_impact = new FactGrid(impact);
    m_impact->setLabelWidth(110);
    facts->addWidget(m_impact);
    facts->addStretch();
    impact->body()->addLayout(facts, 1);
    row->addWidget(impact, 1);
    m_machineCard = new Card(IconName::Machines, tr("Machines that go back"), page);
    auto* machines = new QTreeView(m_machineCard);
    machines->setObjectName(fieldName(u"impact/machines"_s));
    machines->setAccessibleName(tr("Machines that go back to their pool"));
    machines->setModel(&m_machines);
    page->setFocusProxy(machines);
    machines->setRootIsDecorated(false);
    machines->setUniformRowHeights(true);
    machines->setFrameShape(QFrame::NoFrame);
    machines->setProperty("reading", u"true"_s);
    machines->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* text = new TextDelegate(machines);
    text->setRowHeight(24);
    auto* names = new NameDelegate(machines);
    names->setRowHeight(24);
    machines->setItemDelegate(text);
    machines->setItemDelegateForColumn(PlanMachineModel::Member, names);
    machines->header()->setFont(themeFont(FontRole::LabelMedium));
    machines->header()->resizeSection(PlanMachineModel::Member, 100);
    machines->header()->resizeSection(PlanMachineModel::Machine, 110);
    machines->header()->resizeSection(PlanMachineModel::Rack, 60);
    m_machineCard->body()->addWidget(machines, 1);
    row->addWidget(m_machineCard, 2);
    column->addLayout(row, 1);
    return page;
}

QWidget* DestroyWizard::buildConfirm()
{
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(12);
    m_refused = new Banner(page);
    m_refused->setObjectName(fieldName(u"confirm/refused"_s));
    m_refused->hide();
    column->addWidget(m_refused);
    auto* row = new QHBoxLayout;
    row->setSpacing(12);
    auto* order = new Card(IconName::Order, tr("Order"), page);
    order->setSubtitle(tr("what happens, from start"));
    auto* steps = new QVBoxLayout;
    steps->setContentsMargins(12, 10, 12, 10);
    m_steps = new FactGrid(order);
    m_steps->setLabelWidth(18);
    steps->addWidget(m_steps);
    steps->addStretch();
    order->body()->addLayout(steps, 1);
    row->addWidget(order, 1);
    m_checkCard = new Card(IconName::Checks, tr("Checks"), page);
    auto* scroll = new QScrollArea(m_checkCard);
    prepareScrollArea(scroll, ScrollUse::Reading, tr("Checks"));
    auto* list = new QWidget(scroll);
    auto* rows = new QVBoxLayout(list);
    rows->setContentsMargins(0, 0, 0, 0);
    m_checks = new CheckList(list);
    rows->addWidget(m_checks);
    rows->addStretch();
    scroll->setWidget(list);
    scroll->setMinimumHeight(leastChecks);
    m_checkCard->body()->addWidget(scroll, 1);
    row->addWidget(m_checkCard, 1);
    column->addLayout(row);
    column->addWidget(buildTypedName());
    column->addStretch(1);
    return page;
}

QWidget* DestroyWizard::buildTypedName()
{
    auto* card = new QFrame(this);
    card->setProperty("card", u"true"_s);
    auto* row = new QHBoxLayout(card);
    row->setContentsMargins(16, 12, 16, 14);
    row->setSpacing(24);
    auto* name = new QVBoxLayout;
    name->setSpacing(4);
    QLabel* label =
        makeLabel(tr("Type %1 to go on").arg(m_controller.cluster()), FontRole::Body, ColorRole::Tx1, card);
    m_name = new QLineEdit(card);
    m_name->setObjectName(fieldName(u"confirm/name"_s));
    m_name->setAccessibleName(label->text());
    m_name->setFont(themeFont(FontRole::Figure));
    m_name->setMinimumWidth(280);
    m_nameHint = makeLabel({}, FontRole::Label, ColorRole::Warn, card);
    label->setBuddy(m_name);
    name->addWidget(label);
    name->addWidget(m_name);
    name->addWidget(m_nameHint);
    name->addWidget(buildTypedWipes(card));
    name->addStretch();
    row->addLayout(name, 2);
    auto* why = new QVBoxLayout;
    why->setSpacing(4);
    QLabel* reasonLabel = makeLabel(tr("Reason"), FontRole::Body, ColorRole::Tx1, card);
    m_reason = new QLineEdit(card);
    m_reason->setObjectName(fieldName(u"confirm/reason"_s));
    m_reason->setAccessibleName(tr("Reason"));
    m_reason->setPlaceholderText(tr("Kept in the journal beside your name"));
    reasonLabel->setBuddy(m_reason);
    m_accept = new QCheckBox(card);
    m_accept->setObjectName(fieldName(u"confirm/accept-warnings"_s));
    why->addWidget(reasonLabel);
    why->addWidget(m_reason);
    why->addWidget(m_accept);
    why->addStretch();
    row->addLayout(why, 2);
    auto* missing = new QVBoxLayout;
    missing->setSpacing(0);
    missing->addWidget(makeLabel(tr("Still missing"), FontRole::LabelMedium, ColorRole::Tx3, card));
    m_missing = new CheckList(card);
    missing->addWidget(m_missing);
    missing->addStretch();
    row->addLayout(missing, 2);
    connect(m_name, &QLineEdit::textChanged, this,
            [this](const QString& typed) { m_controller.setTypedName(typed); });
    connect(m_reason, &QLineEdit::textChanged, this,
            [this](const QString& reason) { m_controller.setReason(reason); });
    connect(m_accept, &QCheckBox::toggled, this, [this](bool on) { m_controller.setAcceptsWarnings(on); });
    return card;
}

QWidget* DestroyWizard::buildTypedWipes(QWidget* parent)
{
    m_wipe = new QWidget(parent);
    auto* column = new QVBoxLayout(m_wipe);
    column->setContentsMargins(0, 8, 0, 0);
    column->setSpacing(4);
    m_wipeLabel = makeLabel({}, FontRole::Body, ColorRole::Tx1, m_wipe);
    m_wipeCount = new QLineEdit(m_wipe);
    m_wipeCount->setObjectName(fieldName(u"confirm/wipes"_s));
    m_wipeCount->setFont(themeFont(FontRole::Figure));
    m_wipeLabel->setBuddy(m_wipeCount);
    column->addWidget(m_wipeLabel);
    column->addWidget(m_wipeCount);
    m_wipe->hide();
    connect(m_wipeCount, &QLineEdit::textChanged, this,
            [this](const QString& typed) { m_controller.setTypedWipes(typed); });
    return m_wipe;
}

void DestroyWizard::updateWipes()
{
    const int wipes = m_controller.wipes();
    m_wipe->setVisible(wipes > 0);
    m_wipeLabel->setText(wipes == 1 ? tr("The disks of 1 machine are erased: type 1")
                                    : tr("The disks of %1 machines are erased: type %1").arg(wipes));
    m_wipeCount->setAccessibleName(m_wipeLabel->text());
    const QString state = m_controller.wipesMatch()       ? u"fine"_s
                          : m_wipeCount->text().isEmpty() ? QString()
                                                          : u"warning"_s;
    if (m_wipeCount->property("problem").toString() != state) {
        m_wipeCount->setProperty("problem", state);
        m_wipeCount->style()->unpolish(m_wipeCount);
        m_wipeCount->style()->polish(m_wipeCount);
    }
}

bool DestroyWizard::mayGoTo(int step) const
{
    return step == 0 || (m_controller.isCurrent() && m_controller.blocks() == 0) || step <= currentStep();
}

void DestroyWizard::stepShown(int step)
{
    if (step == 1)
        m_name->setFocus(Qt::OtherFocusReason);
    update();
}

void DestroyWizard::updateImpact()
{
    const Replica& replica = m_context.replica;
    const Machine* cluster = replica.cluster(m_controller.cluster());
    if (!cluster)
        return;
    const ClusterState state = clusterState(replica, *cluster);
    setSubtitle(
        tr("%1, %2, %3")
            .arg(membersText(replica.members(cluster->name).size()))
            .arg(cluster->workOrderMode ? u"WorkOrder mode"_s : u"Workflow mode"_s, stateText(state.state)));
    QList<Fact> facts;
    for (const RoleState& role : state.roles)
        facts.append({.key = u"role/"_s + role.role,
                      .label = role.role,
                      .value = membersText(role.members.size()),
                      .aside = tr("released"),
                      .status = Status::Destroying});
    const QString pool = m_controller.plan() && !m_controller.plan()->pool.isEmpty()
                             ? m_controller.plan()->pool
                             : tr("their pools");
    facts.append(
        {.key = u"pool"_s, .label = tr("Machines go"), .value = tr("to %1, through its release").arg(pool)});
    int locked = 0;
    int working = 0;
    for (const MachineId id : replica.members(cluster->name)) {
        locked += replica.machine(id)->lock.locked ? 1 : 0;
        working += replica.openJob(id) ? 1 : 0;
    }
    if (locked > 0)
        facts.append({.key = u"locked"_s,
                      .label = tr("Locked"),
                      .value = pluralText(locked, tr("1 member refuses every command"),
                                          tr("%1 members refuse every command")),
                      .status = Status::Warning});
    if (working > 0)
        facts.append(
            {.key = u"working"_s,
             .label = tr("At work"),
             .value = pluralText(working, tr("1 member runs a job now"), tr("%1 members run a job now")),
             .status = Status::Warning});
    if (const Operation* driver = replica.driver(cluster->name))
        facts.append({.key = u"operation"_s,
                      .label = tr("Open operation"),
                      .value = tr("%1, %2, %3")
                                   .arg(driver->id.toString(), operationText(driver->kind),
                                        operationText(driver->state)),
                      .aside = tr("this one waits behind it"),
                      .status = Status::Warning});
    if (const Profile* profile = replica.profile(cluster->name))
        facts.append({.key = u"profile"_s,
                      .label = tr("Profile"),
                      .value = pluralText(profile->params.size(), tr("1 param"), tr("%1 params")),
                      .aside = tr("deleted"),
                      .status = Status::Destroying});
    facts.append({.key = u"journal"_s,
                  .label = tr("Journal, logs"),
                  .value = tr("jobs and their output"),
                  .aside = tr("kept"),
                  .status = Status::Passed});
    m_impact->setFacts(facts);
}

void DestroyWizard::showRefusal()
{
    const std::optional<Error>& refusal = m_controller.refusal();
    m_refused->setVisible(refusal.has_value() || m_controller.planError().has_value());
    if (refusal && refusal->code == "plan-changed"_L1)
        m_refused->setMessage(Tone::Warn, IconName::StateWarning, tr("The plan has changed since you saw it"),
                              tr("In: %1. Out: %2. Nothing was started; look again.")
                                  .arg(m_controller.difference().machinesIn.join(u", "_s),
                                       m_controller.difference().machinesOut.join(u", "_s)));
    else if (refusal)
        m_refused->setMessage(Tone::Bad, IconName::StateCancelled, tr("Refused, nothing was started"),
                              refusal->text + u' ' + refusal->remedy);
    else if (m_controller.planError())
        m_refused->setMessage(Tone::Bad, IconName::StateCancelled, tr("There is no plan"),
                              m_controller.planError()->text + u' ' + m_controller.planError()->remedy);
}

void DestroyWizard::updateMissing()
{
    const int letters = m_controller.charactersMissing();
    const bool equal = m_controller.nameMatches();
    const QString typed = m_name->text();
    m_nameHint->setText(typed.isEmpty() || equal ? QString()
                        : letters < 0            ? tr("That is another name")
                        : letters == 1           ? tr("1 more character")
                                                 : tr("%1 more characters").arg(letters));
    const QString state = equal ? u"fine"_s : typed.isEmpty() ? QString() : u"warning"_s;
    if (m_name->property("problem").toString() != state) {
        m_name->setProperty("problem", state);
        m_name->style()->unpolish(m_name);
        m_name->style()->polish(m_name);
    }
    QList<CheckLine> missing;
    missing.append({equal ? Status::Passed : Status::Queued, tr("the cluster's name, exactly"), {}, false});
    missing.append(
        {m_controller.reason().isEmpty() ? Status::Queued : Status::Passed, tr("a reason"), {}, false});
    if (m_controller.wipes() > 0)
        missing.append({m_controller.wipesMatch() ? Status::Passed : Status::Queued,
                        tr("the number of machines whose disks are erased"),
                        {},
                        false});
    if (m_controller.warnings() > 0)
        missing.append({m_controller.acceptsWarnings() ? Status::Passed : Status::Queued,
                        tr("the warnings accepted"),
                        {},
                        false});
    m_missing->setLines(missing);
}

void DestroyWizard::update()
{
    updateImpact();
    showRefusal();
    updateWipes();
    updateMissing();
    const std::optional<Plan>& plan = m_controller.plan();
    if (plan) {
        m_machines.setMachines(plan->remove, m_controller.difference().machinesIn);
        m_steps->setFacts(stepFacts(*plan, false));
        m_checks->setLines(checkLines(m_controller));
    }
    m_machineCard->setSubtitle(m_controller.isPlanning() ? tr("planning…")
                                                         : QString::number(m_controller.memberCount()));
    const int warnings = m_controller.warnings();
    m_checkCard->setSubtitle(checkCountText(m_controller));
    m_accept->setVisible(warnings > 0);
    m_accept->setText(warnings == 1 ? tr("Accept 1 warning") : tr("Accept %1 warnings").arg(warnings));
    m_accept->setAccessibleName(m_accept->text());
    m_accept->setChecked(m_controller.acceptsWarnings());
    setStepState(0, currentStep() == 0 ? StepState::Current : StepState::Done);
    setStepText(0, membersText(m_controller.memberCount()));
    setStepState(1, currentStep() == 1          ? StepState::Current
                    : m_controller.blocks() > 0 ? StepState::Problem
                                                : StepState::ToDo);
    setStepText(1, m_controller.blocks() > 0 ? tr("blocked") : tr("name and reason"));
    nextButton()->setEnabled(mayGoTo(1));
    const int members = m_controller.memberCount();
    primaryButton()->setText(m_controller.isStarting()
                                 ? tr("Starting…")
                                 : pluralText(members, tr("Destroy 1 member"), tr("Destroy %1 members")));
    primaryButton()->setAccessibleName(primaryButton()->text());
    const bool armed = m_controller.canStart() || m_controller.isStarting();
    primaryButton()->setEnabled(armed);
    setButtonKind(primaryButton(), armed ? ButtonKind::DestructiveArmed : ButtonKind::Destructive);
}

} // namespace Drover
