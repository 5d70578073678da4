#include "ui/panes/clusterspane.h"

#include "models/selection.h"
#include "ui/delegates/rowdelegate.h"
#include "ui/lists/queryedit.h"
#include "ui/objectnames.h"
#include "ui/panes/objecttreeview.h"
#include "ui/panes/panehead.h"
#include "ui/shell/objectactions.h"
#include "ui/text/modelwordstext.h"
#include "ui/text/words.h"
#include "ui/theme/iconcache.h"
#include "ui/theme/themehub.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/segmentedcontrol.h"
#include "ui/widgets/shownwatch.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPushButton>
#include <QStackedLayout>
#include <QTimer>

namespace Drover {

namespace {

constexpr int treeIndent = 21;
constexpr int nameWidth = 180;

/// In the order in which they are kept where it gets narrow (tokens.md §4).
constexpr std::pair<ClusterColumn, int> columnWidths[] = {
    {ClusterColumn::State, 114},  {ClusterColumn::Progress, 98}, {ClusterColumn::Ready, 110},
    {ClusterColumn::Health, 104}, {ClusterColumn::Stage, 98},    {ClusterColumn::Mode, 108},
    {ClusterColumn::Version, 70}, {ClusterColumn::Activity, 94}};

/// Members open to nothing: they stand right below the name of their role (tokens.md §4).
class ClusterNameDelegate final : public NameDelegate
{
public:
    using NameDelegate::NameDelegate;

protected:
    [[nodiscard]] int outdent(const QModelIndex& index) const override
    {
        return index.parent().parent().isValid() ? treeIndent : 0;
    }
};

} // namespace

ClustersPane::ClustersPane(const WindowContext& context, ObjectActions& actions, QWidget* parent)
    : QWidget(parent), m_context(context), m_model(context.replica, modelWords())
{
    setObjectName(ObjectNames::clustersPane);
    setAccessibleName(tr("Clusters"));
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(buildHead(actions));
    m_stack = new QStackedLayout;
    buildTree();
    m_nothing = new EmptyState(this);
    QPushButton* clear =
        m_nothing->addAction(ObjectNames::clustersClearFilter, tr("Show all"), IconName::Close, false);
    connect(clear, &QPushButton::clicked, this, [this] {
        m_scope->setCurrent(int(ClusterScope::All));
        m_model.setScope(ClusterScope::All);
        m_filter->clear();
        updateCounts();
    });
    buildEmpty(actions);
    m_stack->addWidget(m_tree);
    m_stack->addWidget(m_nothing);
    m_stack->addWidget(m_empty);
    all->addLayout(m_stack, 1);
    setFocusProxy(m_tree);

    connect(&ThemeHub::instance(), &ThemeHub::changed, this, &ClustersPane::arrangeColumns);
    connect(&m_model, &ClusterTreeModel::countsChanged, this, &ClustersPane::updateCounts);
    new ShownWatch(this, [this](bool shown) { m_model.setFollowing(shown); });
    connect(&context.selection, &Selection::objectChanged, this, &ClustersPane::showSelected);
    connect(m_tree, &ObjectTreeView::objectChosen, &context.selection, &Selection::select);
    // Ages go on without news.
    auto* clock = new QTimer(this);
    connect(clock, &QTimer::timeout, m_tree->viewport(), qOverload<>(&QWidget::update));
    clock->start(1000);
    updateCounts();
}

void ClustersPane::buildEmpty(ObjectActions& actions)
{
    m_empty = new EmptyState(this);
    QAction* provision = actions.action(ObjectActions::Id::Provision);
    m_provision =
        m_empty->addAction(ObjectNames::clustersEmptyProvision, provision->text(), IconName::Provision, true);
    connect(m_provision, &QPushButton::clicked, provision, &QAction::trigger);
    m_firstSteps =
        m_empty->addAction(ObjectNames::clustersEmptyFirstSteps, tr("First steps"), IconName::Play, false);
    connect(m_firstSteps, &QPushButton::clicked, this, &ClustersPane::firstStepsRequested);
    connect(&m_context.replica, &Replica::applied, this, [this] {
        if (m_stack->currentWidget() == m_empty)
            showEmpty();
    });
}

/// Why there is nothing, and the one step on.
void ClustersPane::showEmpty()
{
    const int machines = m_context.replica.machineCount();
    m_empty->setMessage(IconName::Clusters, ColorRole::Tx3, tr("No clusters yet"),
                        machines > 0
                            ? tr("%1 machines are here. Provision a cluster from them: the plan is shown "
                                 "before anything starts.")
                                  .arg(countText(machines))
                            : tr("This directory has no machines yet."));
    m_provision->setVisible(machines > 0);
    m_firstSteps->setVisible(machines == 0);
    m_stack->setCurrentWidget(m_empty);
}

QWidget* ClustersPane::buildHead(ObjectActions& actions)
{
    const PaneHead head = makePaneHead(tr("Clusters"), this);
    m_total = head.count;
    m_filter = new QueryEdit(tr("Name, or state:failed role:worker"), head.widget);
    m_filter->setObjectName(ObjectNames::clustersFilter);
    m_filter->setAccessibleName(tr("Filter clusters"));
    m_filter->setShortcutHint(QStringLiteral("/"));
    m_filter->setMinimumWidth(120);
    m_filter->setMaximumWidth(420);
    m_filter->setKeys({ClusterFilter::keys(),
                       tr("A word alone is looked for in names, stages and states; any param can be a key."),
                       [this](const QString& key) { return m_model.valuesOf(key); }});
    connect(m_filter, &QueryEdit::filterChanged, this, &ClustersPane::applyFilter);
    m_scope = new SegmentedControl(head.widget);
    m_scope->setObjectName(ObjectNames::clustersScope);
    m_scope->setAccessibleName(tr("Which clusters"));
    const auto segment = [this](ClusterScope scope, const char* name, const QString& text) {
        m_scope->addSegment(int(scope),
                            ObjectNames::actionButton(ObjectNames::clustersScope, QString::fromLatin1(name)),
                            text);
    };
    segment(ClusterScope::All, "all", tr("All"));
    segment(ClusterScope::Active, "active", tr("Active"));
    segment(ClusterScope::Attention, "attention", tr("Attention"));
    m_scope->setCurrent(int(ClusterScope::All));
    connect(m_scope, &SegmentedControl::currentChanged, this, [this](int id) {
        m_model.setScope(ClusterScope(id));
        updateCounts();
    });
    head.row->addSpacing(8);
    head.row->addWidget(m_filter, 1);
    head.row->addWidget(m_scope);
    head.row->addStretch(0);
    QPushButton* provision = makeActionButton(ObjectNames::clustersProvision, actions,
                                              ObjectActions::Id::Provision, ButtonKind::Primary, head.widget);
    head.row->addWidget(provision);
    return head.widget;
}

void ClustersPane::buildTree()
{
    m_tree = new ObjectTreeView(this);
    m_tree->setObjectName(ObjectNames::clustersTree);
    m_tree->setAccessibleName(tr("Clusters, their roles and members"));
    m_tree->setModel(&m_model);
    auto* text = new TextDelegate(m_tree);
    m_tree->setItemDelegate(text);
    const auto use = [this](ClusterColumn column, QAbstractItemDelegate* delegate) {
        m_tree->setItemDelegateForColumn(int(column), delegate);
    };
    m_tree->setIndentation(treeIndent);
    use(ClusterColumn::Name, new ClusterNameDelegate(m_tree));
    use(ClusterColumn::Mode, new NameDelegate(m_tree));
    use(ClusterColumn::State, new StateDelegate(m_tree));
    use(ClusterColumn::Progress, new ProgressDelegate(m_tree));
    use(ClusterColumn::Health, new HealthDelegate(m_tree));
    m_tree->setSortColumns({{int(ClusterColumn::Name), Qt::AscendingOrder}});
    m_tree->setExpandsOnDoubleClick(true);
    QHeaderView* head = m_tree->header();
    head->setMinimumSectionSize(56);
    head->setSectionResizeMode(QHeaderView::Interactive);
    head->setSectionResizeMode(int(ClusterColumn::Name), QHeaderView::Stretch);
    for (const auto& [column, pixels] : columnWidths)
        head->resizeSection(int(column), textScaled(pixels));
}

void ClustersPane::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrangeColumns();
}

void ClustersPane::arrangeColumns()
{
    // What is last in the list goes first, so that a member's name with its machine can be read.
    int left = width() - textScaled(nameWidth);
    for (const auto& [column, pixels] : columnWidths) {
        left -= textScaled(pixels);
        if (column == ClusterColumn::Mode || column == ClusterColumn::Version ||
            column == ClusterColumn::Activity)
            m_tree->setColumnFits(int(column), left >= 0);
    }
}

void ClustersPane::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Slash) {
        m_filter->setFocus(Qt::ShortcutFocusReason);
        return;
    }
    QWidget::keyPressEvent(event);
}

void ClustersPane::applyFilter(const TextFilter& filter)
{
    m_model.setFilter(filter);
    if (!filter.isEmpty())
        m_tree->expandAll();
    m_tree->showTop();
    updateCounts();
    showSelected();
}

void ClustersPane::updateCounts()
{
    const int all = m_model.count(ClusterScope::All);
    m_total->setText(countText(all));
    m_filter->setMatches(m_model.rowCount());
    for (const ClusterScope scope : {ClusterScope::All, ClusterScope::Active, ClusterScope::Attention})
        m_scope->setCount(int(scope), m_model.count(scope));
    if (all == 0) {
        showEmpty();
    } else if (m_model.rowCount() == 0) {
        const QString filter = m_filter->text().trimmed();
        m_nothing->setMessage(
            IconName::Filter, ColorRole::Tx3,
            filter.isEmpty() ? tr("No cluster is in this group") : tr("Nothing matches “%1”").arg(filter),
            all == 1 ? tr("1 cluster is hidden.") : tr("%1 clusters are hidden.").arg(countText(all)));
        m_stack->setCurrentWidget(m_nothing);
    } else {
        m_stack->setCurrentWidget(m_tree);
    }
    m_filter->setEnabled(all > 0);
    m_scope->setEnabled(all > 0);
    showSelected();
}

void ClustersPane::showSelected()
{
    const QModelIndex row = m_model.indexOf(m_context.selection.key());
    if (!row.isValid()) {
        // Another pane's object: the tree keeps its place but selects nothing.
        if (m_context.selection.object().kind == ObjectKey::Kind::Pool)
            m_tree->showRow({});
        return;
    }
    m_tree->showRow(row);
}

} // namespace Drover
