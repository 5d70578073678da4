#include "ui/inspector/jobstab.h"

#include "models/selection.h"
#include "models/timeline/jobspans.h"
#include "ui/inspector/jobdelegate.h"
#include "ui/objectnames.h"
#include "ui/panes/panehead.h"
#include "ui/shell/objectactions.h"
#include "ui/text/modelwordstext.h"
#include "ui/text/words.h"
#include "ui/theme/iconcache.h"
#include "ui/widgets/card.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/factgrid.h"
#include "ui/widgets/segmentedcontrol.h"

#include <QHeaderView>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QStackedLayout>
#include <QTreeView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Drover {

JobsTab::JobsTab(const WindowContext& context, ObjectActions& actions, QWidget* parent)
    : QWidget(parent), m_context(context), m_model(context.replica, modelWords()),
      m_scope(new SegmentedControl(this)), m_tree(new QTreeView(this)), m_empty(new EmptyState(this)),
      m_stack(new QStackedLayout)
{
    setObjectName(ObjectNames::inspectorJobs);
    setAccessibleName(tr("Jobs"));
    m_scope->setObjectName(ObjectNames::inspectorJobsScope);
    m_scope->setAccessibleName(tr("Which jobs"));
    m_scope->addSegment(int(JobScope::All), ObjectNames::inspectorJobsScope + "/all"_L1, tr("All"));
    m_scope->addSegment(int(JobScope::Failed), ObjectNames::inspectorJobsScope + "/failed"_L1, tr("Failed"));
    m_scope->setCurrent(int(JobScope::All));
    buildTree();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(12, 8, 12, 8);
    bar->addWidget(m_scope);
    bar->addStretch();
    column->addLayout(bar);
    m_stack->addWidget(m_tree);
    m_stack->addWidget(m_empty);
    column->addLayout(m_stack, 1);
    m_foot = buildFoot(actions);
    column->addWidget(m_foot);

    connect(m_scope, &SegmentedControl::currentChanged, this, [this](int id) {
        m_model.setScope(JobScope(id));
        m_tree->expandAll();
    });
    connect(&m_model, &JobListModel::countsChanged, this, &JobsTab::refresh);
    connect(&context.selection, &Selection::jobChanged, this, &JobsTab::showChosen);
    // New stages open by themselves, so that what runs is in view.
    connect(&m_model, &QAbstractItemModel::rowsInserted, m_tree,
            [this](const QModelIndex& above, int first, int last) {
                for (int row = first; row <= last; ++row)
                    m_tree->expandRecursively(m_model.index(row, 0, above));
            });
    refresh();
}

void JobsTab::buildTree()
{
    m_tree->setObjectName(ObjectNames::inspectorJobsTree);
    m_tree->setAccessibleName(tr("Jobs by stage and attempt"));
    m_tree->setModel(&m_model);
    auto* names = new JobDelegate(m_tree);
    auto* texts = new TextDelegate(m_tree);
    names->setRowHeight(26);
    texts->setRowHeight(26);
    m_tree->setItemDelegate(texts);
    m_tree->setItemDelegateForColumn(JobListModel::Name, names);
    m_tree->setUniformRowHeights(true);
    m_tree->setHeaderHidden(true);
    m_tree->setIndentation(16);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setAllColumnsShowFocus(true);
    m_tree->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_tree->setMouseTracking(true);
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionResizeMode(JobListModel::Name, QHeaderView::Stretch);
    m_tree->header()->resizeSection(JobListModel::Result, 84);
    m_tree->header()->resizeSection(JobListModel::Time, 92);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& current) {
                const JobId job = m_model.jobAt(current);
                if (!m_showing && job.isSet())
                    m_context.selection.selectJob(m_context.selection.key(), job);
            });
    connect(m_tree, &QTreeView::activated, this, [this](const QModelIndex& index) {
        if (m_model.jobAt(index).isSet())
            emit logRequested();
    });
}

QWidget* JobsTab::buildFoot(ObjectActions& actions)
{
    auto* foot = new QWidget(this);
    foot->setProperty("ground", u"panel"_s);
    foot->setAttribute(Qt::WA_StyledBackground);
    auto* column = new QVBoxLayout(foot);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeLine(foot));
    auto* inner = new QVBoxLayout;
    inner->setContentsMargins(12, 10, 12, 12);
    inner->setSpacing(6);
    m_title = makeLabel({}, FontRole::BodyStrong, ColorRole::Tx1, foot);
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    inner->addWidget(m_title);
    m_facts = new FactGrid(foot);
    m_facts->setLabelWidth(72);
    inner->addWidget(m_facts);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    QPushButton* log = makeButton(u"inspector/jobs/log"_s, tr("Log"), IconName::Log, ButtonKind::Plain, foot);
    connect(log, &QPushButton::clicked, this, &JobsTab::logRequested);
    buttons->addWidget(log);
    QPushButton* cancel = makeActionButton(u"inspector/jobs/cancel-job"_s, actions,
                                           ObjectActions::Id::CancelJob, ButtonKind::Destructive, foot);
    buttons->addWidget(cancel);
    buttons->addStretch();
    inner->addLayout(buttons);
    column->addLayout(inner);
    return foot;
}

void JobsTab::show(MachineId machine)
{
    m_model.show(machine);
    m_tree->expandAll();
    m_tree->scrollToBottom();
    showChosen();
}

void JobsTab::refresh()
{
    m_scope->setCount(int(JobScope::All), m_model.count());
    m_scope->setCount(int(JobScope::Failed), m_model.failedCount());
    if (m_model.rowCount() == 0) {
        m_empty->setMessage(IconName::StateQueued, ColorRole::Tx3,
                            m_model.count() == 0 ? tr("No jobs yet") : tr("No failed jobs"),
                            m_model.count() == 0 ? tr("Jobs appear here as soon as a task runs on it.")
                                                 : tr("Every job ended well so far."));
        m_stack->setCurrentWidget(m_empty);
    } else {
        m_stack->setCurrentWidget(m_tree);
    }
    updateFoot();
    emit countChanged();
}

void JobsTab::showChosen()
{
    const QModelIndex row = m_model.indexOfJob(m_context.selection.job());
    const QScopedValueRollback<bool> quiet(m_showing, true);
    if (row.isValid() && m_tree->currentIndex().siblingAtColumn(0) != row) {
        m_tree->setCurrentIndex(row);
        m_tree->scrollTo(row);
    } else if (!row.isValid()) {
        m_tree->selectionModel()->clear();
    }
    updateFoot();
}

void JobsTab::updateFoot()
{
    const Job* job = m_context.replica.job(m_context.selection.job());
    m_foot->setVisible(job);
    if (!job)
        return;
    m_title->setText(job->id.toString() + u"  "_s + entryLabel(job->task));
    const Instant end = job->ended.isSet() ? job->ended : m_context.replica.now();
    QList<Fact> facts{
        {.key = u"state"_s,
         .label = tr("State"),
         .value = stateText({statusOf(*job), job->attempt > 1 ? job->attempt : 0}),
         .aside = tr("attempt %1").arg(job->attempt),
         .status = statusOf(*job)},
        {.key = u"runs-on"_s,
         .label = tr("Runs on"),
         .value = job->member.isEmpty() ? job->machineName : job->member + u", "_s + job->machineName},
    };
    if (job->started.isSet())
        facts.append({.key = u"started"_s,
                      .label = tr("Started"),
                      .value = dateTimeText(job->started),
                      .aside = preciseDurationText(end - job->started),
                      .figure = true});
    if (!job->message.isEmpty())
        facts.append({.key = u"message"_s, .label = tr("Says"), .value = job->message.section(u'\n', 0, 0)});
    m_facts->setFacts(facts);
}

} // namespace Drover
