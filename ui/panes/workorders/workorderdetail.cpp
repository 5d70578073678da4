#include "ui/panes/workorders/workorderdetail.h"

#include "models/memberstate.h"
#include "models/objectkey.h"
#include "models/replica.h"
#include "models/request.h"
#include "models/workorders/workordermodel.h"
#include "ui/delegates/rowdelegate.h"
#include "ui/objectnames.h"
#include "ui/panes/workorders/workorderdelegates.h"
#include "ui/text/modelwordstext.h"
#include "ui/text/words.h"
#include "ui/theme/layerlook.h"
#include "ui/widgets/card.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/factgrid.h"
#include "ui/widgets/filterchip.h"
#include "ui/widgets/flowrow.h"
#include "ui/widgets/iconlabel.h"
#include "ui/widgets/logview.h"
#include "ui/widgets/minibar.h"
#include "ui/widgets/sectionhead.h"
#include "ui/widgets/statuspill.h"

#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QStackedLayout>
#include <QTreeView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

QTreeView* makeFlatTree(const QString& name, const QString& spoken, QWidget* parent)
{
    auto* tree = new QTreeView(parent);
    tree->setObjectName(name);
    tree->setAccessibleName(spoken);
    tree->setFrameShape(QFrame::NoFrame);
    tree->setRootIsDecorated(false);
    tree->setIndentation(0);
    tree->setUniformRowHeights(true);
    tree->setHeaderHidden(true);
    tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    tree->header()->setMinimumSectionSize(32);
    tree->header()->setStretchLastSection(false);
    return tree;
}

QWidget* makeSection(QWidget* head, QWidget* body, QWidget* parent, QWidget* between = nullptr)
{
    auto* section = new QWidget(parent);
    auto* column = new QVBoxLayout(section);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(head);
    if (between)
        column->addWidget(between);
    column->addWidget(body, 1);
    return section;
}

double progressOf(const WorkOrder& order)
{
    if (order.state == WorkOrderState::Finished)
        return 1;
    const qsizetype all = order.sequence.tasks.size();
    if (all == 0)
        return 0;
    return double(std::clamp<qsizetype>(order.sequence.currentTask, 0, all)) / double(all);
}

Tone toneOf(WorkOrderState state)
{
    switch (state) {
    case WorkOrderState::Created:
    case WorkOrderState::Cancelled:
        return Tone::Idle;
    case WorkOrderState::Running:
        return Tone::Run;
    case WorkOrderState::Incomplete:
        return Tone::Hold;
    case WorkOrderState::Failed:
        return Tone::Bad;
    case WorkOrderState::Finished:
        return Tone::Ok;
    }
    return Tone::Idle;
}

} // namespace

WorkOrderDetail::WorkOrderDetail(const WindowContext& context, QWidget* parent)
    : QWidget(parent), m_context(context), m_jobsModel(context.engine, context.replica, modelWords()),
      m_feed(context.engine, context.replica), m_stack(new QStackedLayout(this)),
      m_nothing(new EmptyState(this))
{
    setObjectName(ObjectNames::workOrdersDetail);
    setAccessibleName(tr("Work order"));
    setProperty("ground", u"panel"_s);
    setAttribute(Qt::WA_StyledBackground);
    m_nothing->setMessage(IconName::WorkOrder, ColorRole::Tx3, tr("No work order chosen"),
                          tr("Choose one to see its params, its jobs and their log."));
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildHead());
    auto* split = new QSplitter(Qt::Vertical, page);
    split->setChildrenCollapsible(false);
    split->addWidget(buildParams());
    split->addWidget(buildJobs());
    split->addWidget(buildLog());
    split->setSizes({220, 190, 230});
    column->addWidget(split, 1);
    m_stack->addWidget(m_nothing);
    m_stack->addWidget(page);
    connect(&m_jobsModel, &OrderJobsModel::changed, this, &WorkOrderDetail::updateJobs);
}

QWidget* WorkOrderDetail::buildHead()
{
    auto* head = new QWidget(this);
    auto* column = new QVBoxLayout(head);
    column->setContentsMargins(12, 8, 12, 10);
    column->setSpacing(8);
    auto* first = new QHBoxLayout;
    first->setSpacing(8);
    first->addWidget(new IconLabel(IconName::WorkOrder, ColorRole::Acc, 18, head));
    m_title = new ElidedLabel(FontRole::PanelTitle, ColorRole::Tx1, head);
    m_pill = new StatusPill(head);
    m_cancel =
        makeButton(ObjectNames::workOrdersCancel, tr("Cancel…"), IconName::Cancel, ButtonKind::Plain, head);
    connect(m_cancel, &QPushButton::clicked, this, &WorkOrderDetail::cancelRequested);
    first->addWidget(m_title, 1);
    first->addWidget(m_pill);
    first->addWidget(m_cancel);
    auto* second = new QHBoxLayout;
    second->setSpacing(8);
    m_id = makeLabel({}, FontRole::Figure, ColorRole::Tx3, head);
    m_bar = new MiniBar(head);
    m_bar->setAccessibleName(tr("Progress"));
    m_share = makeLabel({}, FontRole::Figure, ColorRole::Tx1, head);
    second->addWidget(m_id);
    second->addWidget(m_bar, 1);
    second->addWidget(m_share);
    auto* facts = new QHBoxLayout;
    facts->setSpacing(16);
    m_left = new FactGrid(head);
    m_left->setLabelWidth(64);
    m_right = new FactGrid(head);
    m_right->setLabelWidth(56);
    facts->addWidget(m_left, 1, Qt::AlignTop); // their lines stand beside each other
    facts->addWidget(m_right, 1, Qt::AlignTop);
    connect(m_left, &FactGrid::linkActivated, this, [this] { emit objectRequested(targetKey()); });
    m_late = new ElidedLabel(FontRole::Secondary, ColorRole::Warn, head);
    m_late->setText(tr("Not begun: its blueprint, params and tasks may still change until it starts."));
    m_late->setObjectName(ObjectNames::workOrdersLate);
    column->addLayout(first);
    column->addLayout(second);
    column->addLayout(facts);
    column->addWidget(m_late);
    return head;
}

QWidget* WorkOrderDetail::buildParams()
{
    m_paramsHead = new SectionHead(tr("Params"), this);
    auto* chips = new QWidget(this);
    auto* around = new QVBoxLayout(chips);
    around->setContentsMargins(12, 6, 12, 6);
    m_layers = new QWidget(chips);
    m_layerRow = new FlowRow(m_layers);
    m_layerRow->setSpacing(6);
    around->addWidget(m_layers);
    m_params = makeFlatTree(ObjectNames::workOrdersParams, tr("Params of the work order"), this);
    m_params->setModel(&m_paramsModel);
    m_params->setItemDelegate(new OrderParamDelegate(m_params));
    m_params->header()->resizeSection(OrderParamsModel::Name, 188);
    m_params->header()->setSectionResizeMode(OrderParamsModel::Value, QHeaderView::Stretch);
    m_params->header()->resizeSection(OrderParamsModel::Layer, 136);
    return makeSection(m_paramsHead, m_params, this, chips);
}

QWidget* WorkOrderDetail::buildJobs()
{
    m_jobsHead = new SectionHead(tr("Jobs"), this);
    m_jobs = makeFlatTree(ObjectNames::workOrdersJobs, tr("Jobs of the work order"), this);
    m_jobs->setModel(&m_jobsModel);
    auto* plain = new TextDelegate(m_jobs);
    plain->setRowHeight(24);
    auto* state = new StateDelegate(m_jobs);
    state->setRowHeight(24);
    m_jobs->setItemDelegate(plain);
    m_jobs->setItemDelegateForColumn(OrderJobsModel::Task, state);
    m_jobs->header()->setSectionResizeMode(OrderJobsModel::Task, QHeaderView::Stretch);
    m_jobs->header()->resizeSection(OrderJobsModel::Machine, 116);
    m_jobs->header()->resizeSection(OrderJobsModel::Id, 80);
    m_jobs->header()->resizeSection(OrderJobsModel::Time, 84);
    connect(m_jobs->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& index) {
                if (!index.isValid())
                    return;
                m_chosenJob = m_jobsModel.jobAt(index);
                showLog(m_chosenJob);
            });
    return makeSection(m_jobsHead, m_jobs, this);
}

QWidget* WorkOrderDetail::buildLog()
{
    m_logHead = new SectionHead(tr("Log"), this);
    m_log = new LogView(this);
    m_log->setObjectName(ObjectNames::workOrdersLog);
    m_log->setAccessibleName(tr("Output of the job"));
    m_log->setSource(&m_feed);
    connect(&m_feed, &OutputFeed::changed, this, [this] {
        m_log->refresh();
        if (m_feed.error())
            m_logHead->setSubtitle(m_feed.error()->text);
    });
    return makeSection(m_logHead, m_log, this);
}

QString WorkOrderDetail::targetKey() const
{
    const Machine* target = m_context.replica.machine(m_order.target);
    if (!target)
        return {};
    return target->kind == MachineKind::Cluster ? clusterKey(target->name) : machineKey(target->id);
}

void WorkOrderDetail::showNothing()
{
    m_order = {};
    m_feed.show({});
    m_stack->setCurrentIndex(0);
}

void WorkOrderDetail::showOrder(const WorkOrder& order)
{
    m_stack->setCurrentIndex(1);
    const bool another = order.id != m_order.id;
    if (!another && order == m_order)
        return;
    const bool bound = another || order.state != m_order.state;
    m_order = order;
    if (another) {
        m_chosenJob = {};
        m_jobs->setCurrentIndex({});
        m_paramsModel.setLayer({});
    }
    updateHead();
    updateFacts();
    m_jobsModel.show(order);
    updateJobs();
    if (bound)
        askParams();
}

void WorkOrderDetail::updateHead()
{
    const bool created = m_order.state == WorkOrderState::Created;
    m_title->setText(m_order.blueprint);
    m_pill->setStatus(statusOf(m_order.state));
    m_id->setText(m_order.id.toString());
    const double share = progressOf(m_order);
    m_bar->setTone(toneOf(m_order.state));
    m_bar->setValue(share);
    m_share->setText(percentText(share));
    m_late->setVisible(created);
    const bool driven = m_order.operation.isSet();
    m_cancel->setEnabled(m_order.isOpen() && !driven);
    m_cancel->setToolTip(
        m_cancel->isEnabled() ? QString()
        : driven && m_order.isOpen()
            ? tr("It carries a step of %1: pause or abort that operation.").arg(m_order.operation.toString())
            : tr("It has ended."));
}

void WorkOrderDetail::updateFacts()
{
    const QString key = targetKey();
    QList<Fact> left;
    left.append(
        {.key = u"target"_s, .label = tr("Target"), .value = m_order.targetName, .link = !key.isEmpty()});
    left.append({.key = u"blueprint"_s, .label = tr("Blueprint"), .value = m_order.blueprint});
    const QString reason =
        !m_order.isOpen() || m_order.sequence.runnable() ? m_order.reason : m_order.sequence.stopReason;
    left.append(
        {.key = u"reason"_s,
         .label = m_order.state == WorkOrderState::Failed || m_order.state == WorkOrderState::Cancelled
                      ? tr("Why")
                      : tr("Reason"),
         .value = reason.isEmpty() ? u"—"_s : reason,
         .wrap = true});
    QList<Fact> right;
    const auto moment = [&](const QString& name, const QString& label, Instant at, const QString& aside) {
        right.append({.key = name,
                      .label = label,
                      .value = at.isSet() ? clockText(at) : u"—"_s,
                      .aside = at.isSet() ? aside : QString(),
                      .figure = true});
    };
    moment(u"created"_s, tr("Created"), m_order.created, {});
    moment(u"started"_s, tr("Started"), m_order.started,
           tr("waited %1").arg(durationText(m_order.started - m_order.created)));
    if (m_order.ended.isSet())
        moment(u"ended"_s, tr("Ended"), m_order.ended,
               m_order.started.isSet() ? tr("took %1").arg(durationText(m_order.ended - m_order.started))
                                       : QString());
    if (m_order.operation.isSet())
        right.append({.key = u"operation"_s,
                      .label = tr("For"),
                      .value = m_order.operation.toString(),
                      .figure = true});
    m_left->setFacts(left);
    m_right->setFacts(right);
}

/// Of an open order the engine tells every layer; of an ended one there is what it carried.
void WorkOrderDetail::askParams()
{
    if (!m_order.isOpen()) {
        m_paramsModel.setRecorded(m_order.params);
        updateLayers();
        return;
    }
    const Queries::EffectiveParams query{.machine = m_order.target.toString(), .workOrder = m_order.id};
    onAnswer(m_context.engine.ask(query), this, [this, id = m_order.id](const Result<Answer>& answer) {
        const auto* params = answer ? std::get_if<Answers::Params>(&*answer) : nullptr;
        if (id != m_order.id)
            return;
        if (params)
            m_paramsModel.setParams(*params);
        else
            m_paramsModel.setRecorded(m_order.params);
        updateLayers();
    });
}

/// One chip per layer that sets anything, in order of rank.
void WorkOrderDetail::updateLayers()
{
    qDeleteAll(m_layers->findChildren<FilterChip*>(QString(), Qt::FindDirectChildrenOnly));
    for (const auto& [layer, count] : m_paramsModel.layers()) {
        const LayerLook look = layerLook(layer);
        auto* chip = new FilterChip(ObjectNames::actionButton(ObjectNames::workOrdersLayer, layer),
                                    layerText(layer, layer), look.icon, look.tone, m_layers);
        chip->setCount(count);
        connect(chip, &FilterChip::clicked, this, [this, chip, layer = layer](bool on) {
            for (auto* other : m_layers->findChildren<FilterChip*>()) {
                if (other != chip)
                    other->setChecked(false);
            }
            m_paramsModel.setLayer(on ? layer : QString());
        });
        m_layerRow->addWidget(chip);
        chip->show();
    }
    m_layers->parentWidget()->setVisible(m_paramsModel.count() > 0);
    m_paramsHead->setSubtitle(
        m_order.isOpen()
            ? tr("%1 in force; the layer furthest left wins").arg(countText(m_paramsModel.count()))
        : m_paramsModel.count() == 0 ? tr("it carried none of its own")
                                     : tr("%1 that it carried").arg(countText(m_paramsModel.count())));
}

void WorkOrderDetail::updateJobs()
{
    const qsizetype tasks = std::ranges::count_if(m_order.sequence.tasks, &isTaskEntry);
    m_jobsHead->setSubtitle(
        m_jobsModel.rowCount() == 0 ? tr("none yet")
        : tasks > 0
            ? tr("%1 of %2 done").arg(m_jobsModel.done()).arg(std::max<qsizetype>(tasks, m_jobsModel.done()))
            : tr("%1 done").arg(m_jobsModel.done()));
    if (!m_chosenJob.isSet())
        showLog(m_jobsModel.telling());
}

void WorkOrderDetail::showLog(JobId job)
{
    if (job == m_feed.job() && job.isSet())
        return;
    m_feed.show(job);
    m_log->refresh();
    const Job* known = m_context.replica.job(job);
    m_logHead->setSubtitle(!job.isSet() ? tr("no job has run")
                           : known ? tr("%1, %2 on %3").arg(job.toString(), known->task, known->machineName)
                                   : job.toString());
}

} // namespace Drover
