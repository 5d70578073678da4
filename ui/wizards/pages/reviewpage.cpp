#include "ui/wizards/pages/reviewpage.h"

#include "models/wizards/provisioncontroller.h"
#include "ui/delegates/rowdelegate.h"
#include "ui/objectnames.h"
#include "ui/text/formtext.h"
#include "ui/text/words.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/card.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/factgrid.h"
#include "ui/wizards/checklist.h"
#include "ui/wizards/liveplan.h"

#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QScrollArea>
#include <QTreeView>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

QTreeView* makePlanTable(const QString& name, const QString& meaning, QAbstractItemModel* model,
                         QWidget* parent)
{
    auto* view = new QTreeView(parent);
    view->setObjectName(ObjectNames::provisionField(u"review"_s, name));
    view->setAccessibleName(meaning);
    view->setModel(model);
    view->setRootIsDecorated(false);
    view->setUniformRowHeights(true);
    view->setFrameShape(QFrame::NoFrame);
    view->setProperty("reading", u"true"_s);
    view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    auto* text = new TextDelegate(view);
    text->setRowHeight(24);
    view->setItemDelegate(text);
    view->header()->setFont(themeFont(FontRole::LabelMedium));
    view->header()->setStretchLastSection(false);
    view->header()->setMinimumSectionSize(40);
    return view;
}

} // namespace

ReviewPage::ReviewPage(ProvisionController& controller, QWidget* parent)
    : QWidget(parent), m_controller(controller), m_refused(new Banner(this)),
      m_machineCard(new Card(IconName::Machines, tr("Machines"), this)),
      m_stageCard(new Card(IconName::Workflow, tr("Workflow"), this)),
      m_checkCard(new Card(IconName::Checks, tr("Checks"), this)), m_checks(new CheckList(this)),
      m_steps(new FactGrid(this)), m_stepCard(new Card(IconName::Order, tr("Steps"), this))
{
    m_refused->setObjectName(ObjectNames::provisionField(u"review"_s, u"refused"_s));
    m_refused->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addWidget(m_refused);
    column->addWidget(buildFacts());
    auto* cards = new QHBoxLayout;
    cards->setSpacing(12);

    QTreeView* machines =
        makePlanTable(u"machines"_s, tr("Machines of the plan"), &m_machines, m_machineCard);
    setFocusProxy(machines);
    auto* names = new NameDelegate(machines);
    names->setRowHeight(24);
    machines->setItemDelegateForColumn(PlanMachineModel::Member, names);
    machines->header()->resizeSection(PlanMachineModel::Member, 72);
    machines->header()->resizeSection(PlanMachineModel::Machine, 92);
    machines->header()->resizeSection(PlanMachineModel::Rack, 54);
    machines->header()->setSectionResizeMode(PlanMachineModel::Reason, QHeaderView::Stretch);
    m_machineCard->body()->addWidget(machines, 1);
    cards->addWidget(m_machineCard, 1);

    QTreeView* stages = makePlanTable(u"stages"_s, tr("Stages of the plan"), &m_stages, m_stageCard);
    stages->header()->setSectionResizeMode(PlanStageModel::Stage, QHeaderView::Stretch);
    stages->setTextElideMode(Qt::ElideMiddle);
    stages->header()->resizeSection(PlanStageModel::RunsOn, 96);
    stages->header()->resizeSection(PlanStageModel::Tasks, 60);
    stages->header()->resizeSection(PlanStageModel::Jobs, 56);
    m_stageCard->body()->addWidget(stages, 1);
    cards->addWidget(m_stageCard, 1);

    auto* scroll = new QScrollArea(m_checkCard);
    prepareScrollArea(scroll, ScrollUse::Reading, tr("Checks"));
    auto* page = new QWidget(scroll);
    auto* rows = new QVBoxLayout(page);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(m_checks);
    rows->addStretch();
    scroll->setWidget(page);
    m_checkCard->body()->addWidget(scroll, 1);
    auto* steps = new QVBoxLayout;
    steps->setContentsMargins(12, 8, 12, 10);
    m_steps->setLabelWidth(18);
    steps->addWidget(m_steps);
    m_stepCard->body()->addLayout(steps);
    auto* right = new QVBoxLayout;
    right->setSpacing(12);
    right->addWidget(m_checkCard, 1);
    right->addWidget(m_stepCard);
    for (Card* card : {m_checkCard, m_stepCard})
        card->setFixedWidth(272);
    cards->addLayout(right);
    column->addLayout(cards, 1);
    connect(&controller, &PlanController::changed, this, &ReviewPage::update);
    update();
}

QWidget* ReviewPage::buildFacts()
{
    auto* widget = new QWidget(this);
    auto* row = new QHBoxLayout(widget);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(28);
    for (const QString& title : {tr("Cluster"), tr("Topology"), tr("Application"), tr("Resource broker"),
                                 tr("Pool"), tr("Predicted duration")}) {
        auto* cell = new QWidget(widget);
        auto* lines = new QVBoxLayout(cell);
        lines->setContentsMargins(0, 0, 0, 0);
        lines->setSpacing(0);
        lines->addWidget(makeLabel(title, FontRole::LabelMedium, ColorRole::Tx3, cell));
        auto* value =
            new ElidedLabel(m_facts.isEmpty() ? FontRole::PanelTitle : FontRole::Body, ColorRole::Tx1, cell);
        value->setAccessibleDescription(title);
        lines->addWidget(value);
        row->addWidget(cell);
        m_facts.append(value);
    }
    row->addStretch();
    return widget;
}

void ReviewPage::showRefusal()
{
    const std::optional<Error>& refusal = m_controller.refusal();
    m_refused->setVisible(refusal.has_value());
    if (!refusal)
        return;
    if (refusal->code != "plan-changed"_L1) {
        m_refused->setMessage(Tone::Bad, IconName::StateCancelled, tr("Refused, nothing was started"),
                              refusal->text + u' ' + refusal->remedy);
        return;
    }
    const PlanDifference& difference = m_controller.difference();
    QStringList parts;
    if (!difference.machinesIn.isEmpty())
        parts.append(tr("in: %1").arg(difference.machinesIn.join(u", "_s)));
    if (!difference.machinesOut.isEmpty())
        parts.append(tr("out: %1").arg(difference.machinesOut.join(u", "_s)));
    if (!difference.checks.isEmpty())
        parts.append(tr("new findings: %1").arg(difference.checks.size()));
    m_refused->setMessage(Tone::Warn, IconName::StateWarning, tr("The plan has changed since you saw it"),
                          parts.isEmpty()
                              ? refusal->text
                              : tr("%1. Nothing was started; look again.").arg(parts.join(u"; "_s)));
}

void ReviewPage::update()
{
    showRefusal();
    const std::optional<Plan>& plan = m_controller.plan();
    m_facts.at(0)->setText(m_controller.request().cluster);
    m_facts.at(1)->setText(topologyText(m_controller.topology()));
    if (plan)
        showPlan(*plan);
    for (Card* card : {m_machineCard, m_stageCard, m_checkCard, m_stepCard})
        card->setEnabled(m_controller.isCurrent());
}

void ReviewPage::showPlan(const Plan& plan)
{
    m_facts.at(2)->setText(plan.application);
    m_facts.at(3)->setText(plan.broker);
    m_facts.at(4)->setText(plan.pool);
    m_facts.at(5)->setText(
        tr("%1, 90 % within %2").arg(durationText(plan.predictedP50), durationText(plan.predictedP90)));
    m_facts.at(5)->parentWidget()->setVisible(plan.predictedP50.count() > 0);
    m_machines.setMachines(plan.add, m_controller.difference().machinesIn);
    m_machineCard->setSubtitle(tr("%1, nothing is reserved yet").arg(plan.add.size()));
    m_checks->setLines(checkLines(m_controller));
    m_checkCard->setSubtitle(checkCountText(m_controller));
    if (m_shownPlan == plan.id)
        return;
    m_shownPlan = plan.id;
    m_stages.setPlan(plan);
    int tasks = 0;
    int jobs = 0;
    for (const PlanStage& stage : plan.stages) {
        tasks += stage.tasks;
        jobs += stage.jobs;
    }
    m_stageCard->setSubtitle(tr("%1, %2").arg(pluralText(tasks, tr("1 task"), tr("%1 tasks")),
                                              pluralText(jobs, tr("1 job"), tr("%1 jobs"))));
    m_steps->setFacts(stepFacts(plan, false));
}

} // namespace Drover
