#include "ui/panes/machinespane.h"

#include "engine/api/engine.h"
#include "models/forms/editforms.h"
#include "models/request.h"
#include "models/selection.h"
#include "ui/delegates/rowdelegate.h"
#include "ui/lists/listheader.h"
#include "ui/lists/listview.h"
#include "ui/lists/queryedit.h"
#include "ui/lists/viewbar.h"
#include "ui/objectnames.h"
#include "ui/panes/machines/bulkbar.h"
#include "ui/panes/machines/bulkresult.h"
#include "ui/panes/panehead.h"
#include "ui/text/listtext.h"
#include "ui/text/modelwordstext.h"
#include "ui/text/words.h"
#include "ui/theme/iconcache.h"
#include "ui/theme/themehub.h"
#include "ui/widgets/card.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/shownwatch.h"
#include "ui/wizards/bulkdialog.h"

#include <QActionGroup>
#include <QApplication>
#include <QClipboard>
#include <QElapsedTimer>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QStackedLayout>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

/// In the order in which they are kept where it gets narrow; the last job takes what is left.
constexpr std::pair<MachineColumn, int> columnWidths[] = {
    {MachineColumn::Name, 152},  {MachineColumn::PoolStatus, 112}, {MachineColumn::Cluster, 116},
    {MachineColumn::Role, 132},  {MachineColumn::LastJob, 120},    {MachineColumn::Health, 104},
    {MachineColumn::Stage, 112}, {MachineColumn::Rack, 56},        {MachineColumn::Pool, 96},
    {MachineColumn::State, 112}, {MachineColumn::Address, 104}};

} // namespace

MachinesPane::MachinesPane(const WindowContext& context, QWidget* parent)
    : QWidget(parent), m_context(context), m_model(context.replica, modelWords())
{
    setObjectName(ObjectNames::machinesPane);
    setAccessibleName(tr("Machines"));
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    buildList();
    all->addWidget(buildHead());
    all->addWidget(buildViews());
    all->addWidget(makeLine(this));
    m_stack = new QStackedLayout;
    m_nothing = new EmptyState(this);
    m_showAll =
        m_nothing->addAction(ObjectNames::machinesClearFilter, tr("Clear filter"), IconName::Close, false);
    connect(m_showAll, &QPushButton::clicked, m_filter, &QLineEdit::clear);
    m_firstSteps = m_nothing->addAction(QLatin1StringView("machines-pane/first-steps"), tr("First steps"),
                                        IconName::Play, true);
    connect(m_firstSteps, &QPushButton::clicked, this, &MachinesPane::firstStepsRequested);
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_nothing);
    all->addLayout(m_stack, 1);
    buildBulk();
    all->addWidget(m_bulk);
    all->addWidget(m_result);
    connect(&ThemeHub::instance(), &ThemeHub::changed, this, &MachinesPane::arrangeColumns);
    setFocusProxy(m_list);
    watchViews();
    connect(&m_model, &IndexedListModel::countsChanged, this, &MachinesPane::updateCounts);
    new ShownWatch(this, [this](bool shown) { m_model.setFollowing(shown); });
    connect(&context.selection, &Selection::objectChanged, this, &MachinesPane::showSelected);
    connect(m_list, &ObjectTreeView::objectChosen, &context.selection, &Selection::select);
    connect(m_list->listHeader(), &ListHeader::sortColumnsChosen, this, &MachinesPane::tellPresent);
    updateCounts();
}

QWidget* MachinesPane::buildHead()
{
    const PaneHead head = makePaneHead(tr("Machines"), this);
    m_total = head.count;
    m_filter = new QueryEdit(tr("Name, or status:Free rack:/r0[1-4]/ -health:healthy"), head.widget);
    m_filter->setObjectName(ObjectNames::machinesFilter);
    m_filter->setAccessibleName(tr("Filter machines"));
    m_filter->setShortcutHint(u"/"_s);
    m_filter->setMaximumWidth(620);
    m_filter->setKeys({m_model.filterKeys(),
                       tr("A word alone is looked for in the name; any param can be a key."),
                       [this](const QString& key) { return m_model.valuesOf(key); }});
    connect(m_filter, &QueryEdit::filterChanged, this, &MachinesPane::applyFilter);
    connect(m_filter, &QueryEdit::problemChanged, this, [this](const QString& words) {
        m_took->setText(words);
        setLabelColor(m_took, words.isEmpty() ? ColorRole::Tx3 : ColorRole::Bad);
    });
    head.row->addSpacing(4);
    head.row->addWidget(m_filter, 1);
    head.row->addStretch(0);
    head.row->addWidget(makeGroupButton(head.widget));
    QToolButton* columns =
        makeIconButton(u"machines-pane/columns"_s, IconName::Columns, tr("Columns"), head.widget);
    connect(columns, &QToolButton::clicked, this,
            [this, columns] { m_list->openColumnMenu(columns->mapToGlobal(QPoint(0, columns->height()))); });
    head.row->addWidget(columns);
    QToolButton* copy =
        makeIconButton(u"machines-pane/copy"_s, IconName::Copy, tr("Copy the list"), head.widget);
    copy->setPopupMode(QToolButton::InstantPopup);
    auto* forms = new QMenu(copy);
    m_list->fillCopyMenu(*forms, {});
    copy->setMenu(forms);
    // What can be copied is known when it is asked for.
    connect(forms, &QMenu::aboutToShow, this, [this, forms] {
        forms->clear();
        m_list->fillCopyMenu(*forms, {});
    });
    head.row->addWidget(copy);
    QPushButton* compact =
        makeButton(u"machines-pane/compact"_s, tr("Compact"), IconName::Rows, ButtonKind::Plain, head.widget);
    compact->setCheckable(true);
    compact->setChecked(true);
    compact->setProperty("toggle", true);
    connect(compact, &QPushButton::toggled, this, &MachinesPane::setCompact);
    head.row->addWidget(compact);
    return head.widget;
}

QWidget* MachinesPane::makeGroupButton(QWidget* parent)
{
    m_group = new QToolButton(parent);
    m_group->setObjectName(u"machines-pane/group"_s);
    m_group->setIcon(themeIcon(IconName::Pools));
    m_group->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_group->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(m_group);
    auto* group = new QActionGroup(menu);
    for (const QString& key : {QString(), u"cluster"_s, u"pool"_s, u"rack"_s, u"status"_s}) {
        QAction* action = menu->addAction(groupKeyText(key));
        action->setCheckable(true);
        action->setData(key);
        action->setChecked(key.isEmpty());
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, key] { setGroup(key); });
    }
    m_group->setMenu(menu);
    setGroup({});
    return m_group;
}

void MachinesPane::setGroup(const QString& key)
{
    m_model.setGroupKey(key);
    m_group->setText(u' ' + tr("Group: %1").arg(groupKeyText(key)));
    m_group->setAccessibleName(m_group->text().trimmed());
    const QList<QAction*> actions = m_group->menu()->actions();
    for (QAction* action : actions)
        action->setChecked(action->data().toString() == key);
    tellPresent();
}

/// What "Save view…" would save.
void MachinesPane::tellPresent()
{
    if (m_views)
        m_views->setPresent({.name = {},
                             .query = m_filter->text(),
                             .group = m_model.groupKey(),
                             .sort = m_list->sortColumns()},
                            m_model.matchCount());
}

QWidget* MachinesPane::buildViews()
{
    const auto view = [](const QString& name, const QString& query) {
        return SavedView{.name = name, .query = query, .group = {}, .sort = {}};
    };
    auto* bar = new QWidget(this);
    bar->setProperty("ground", u"panel"_s);
    bar->setAttribute(Qt::WA_StyledBackground);
    m_views = new ViewBar(u"machines-pane/views"_s,
                          {view(tr("All"), {}), view(tr("Failed or unhealthy"), u"is:failed"_s),
                           view(tr("On hold"), u"is:held"_s), view(tr("Changing"), u"is:changing"_s),
                           view(tr("Free"), u"status:Free"_s), view(tr("InUse"), u"status:InUse"_s),
                           view(tr("Locked"), u"is:locked"_s)},
                          bar);
    m_took = makeLabel({}, FontRole::Label, ColorRole::Tx3, bar);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 12, 0);
    row->addWidget(m_views, 1);
    row->addWidget(m_took);
    connect(m_views, &ViewBar::viewChosen, this, &MachinesPane::applyView);
    connect(m_views, &ViewBar::viewsChanged, this, &MachinesPane::watchViews);
    return bar;
}

void MachinesPane::watchViews()
{
    QList<TextFilter> filters;
    const QList<SavedView> views = m_views->views();
    for (const SavedView& view : views)
        filters.append(TextFilter::parse(view.query, m_model.filterKeys()));
    m_model.setWatched(filters);
}

void MachinesPane::applyView(const SavedView& view)
{
    m_filter->setText(view.query);
    const bool own = m_views->ownViews().contains(view);
    if (own)
        setGroup(view.group);
    if (!view.sort.isEmpty())
        m_list->setSortColumns(view.sort);
}

void MachinesPane::buildBulk()
{
    m_bulk = new BulkBar(this);
    m_bulk->hide();
    QAction* commands = m_bulk->moreMenu()->addAction(tr("Copy names"));
    connect(commands, &QAction::triggered, this, &MachinesPane::copyNames);
    m_result = new BulkResult(u"machines-pane/result"_s, this);
    connect(m_bulk, &BulkBar::verbChosen, this, [this](BulkVerb verb) { openBulk(verb, chosenMachines()); });
    connect(m_bulk, &BulkBar::allWanted, m_list, &ListView::selectAll);
    connect(m_bulk, &BulkBar::noneWanted, m_list, &ListView::clearSelection);
    connect(m_result, &BulkResult::machineChosen, this,
            [this](MachineId machine) { m_context.selection.select(machineKey(machine)); });
    connect(m_result, &BulkResult::mendWanted, this,
            [this](BulkVerb verb, MachineId machine) { openBulk(verb, {machine}); });
    m_bulkSoon.setSingleShot(true);
    connect(&m_bulkSoon, &QTimer::timeout, this, &MachinesPane::updateBulk);
    connect(m_list, &ListView::chosenChanged, this, [this] {
        m_bulk->setVisible(m_list->chosenCount() > 0);
        m_bulkSoon.start(0);
    });
    // What can be done changes with the machines themselves.
    connect(&m_model, &IndexedListModel::countsChanged, this, [this] {
        if (m_bulk->isVisible())
            m_bulkSoon.start(0);
    });
    connect(&m_context.replica, &Replica::silentChanged, m_bulk,
            [this](bool silent) { m_bulk->setEnabled(!silent); });
}

QList<MachineId> MachinesPane::chosenMachines() const
{
    QList<MachineId> machines;
    const QModelIndexList rows = m_list->selectionModel()->selectedRows();
    for (const QModelIndex& row : rows)
        machines.append(m_model.machineAt(row.row()));
    return machines;
}

void MachinesPane::updateBulk()
{
    if (m_list->chosenCount() == 0)
        return;
    const QList<MachineId> machines = chosenMachines();
    BulkChoice choice{.chosen = int(machines.size()), .matching = m_model.matchCount(), .clusters = 0};
    choice.outlooks = bulkOutlooks(m_context.replica, machines);
    QSet<QString> clusters;
    for (const MachineId& id : machines) {
        const Machine* machine = m_context.replica.machine(id);
        if (machine && machine->isMember())
            clusters.insert(machine->cluster);
    }
    choice.clusters = int(clusters.size());
    m_bulk->setChoice(choice);
}

void MachinesPane::copyNames()
{
    QStringList names;
    const QList<MachineId> machines = chosenMachines();
    for (const MachineId& id : machines) {
        if (const Machine* machine = m_context.replica.machine(id))
            names.append(machine->name);
    }
    QApplication::clipboard()->setText(names.join(u'\n'));
}

void MachinesPane::openBulk(BulkVerb verb, const QList<MachineId>& machines)
{
    if (machines.isEmpty())
        return;
    auto* dialog = new BulkDialog(
        std::make_unique<BulkModel>(m_context.replica, m_context.sender, verb, machines), window());
    if (verb == BulkVerb::Lock)
        dialog->offerEnd(m_context.replica.now());
    if (verb == BulkVerb::RunWorkflow) {
        onAnswer(m_context.engine.ask(Queries::FindContent{u"workflows"_s, {}}), dialog,
                 [dialog](const Result<Answer>& answer) {
                     const auto* found = answer ? std::get_if<Answers::Documents>(&*answer) : nullptr;
                     QStringList names;
                     for (qsizetype i = 0; found && i < found->documents.size(); ++i)
                         names.append(found->documents.at(i).value("name"_L1).toString());
                     dialog->setWorkflows(names);
                 });
    }
    if (verb == BulkVerb::RunBlueprint) {
        const Machine* first = m_context.replica.machine(dialog->model().firstWaiting());
        dialog->setOrder(std::make_unique<FormController>(
            m_context.engine, m_context.sender,
            blueprintForm(m_context.replica, {first ? first->name : QString()})));
    }
    connect(dialog, &QDialog::accepted, this, [this, dialog] { m_result->show(dialog->takeAction()); });
    dialog->open();
}

void MachinesPane::buildList()
{
    m_list = new ListView(this);
    m_list->setObjectName(ObjectNames::machinesList);
    m_list->setAccessibleName(tr("Machines"));
    m_list->setList(&m_model);
    auto* text = new TextDelegate(m_list);
    m_list->setItemDelegate(text);
    m_delegates.append(text);
    const auto use = [&](MachineColumn column, RowDelegate* delegate) {
        m_list->setItemDelegateForColumn(int(column), delegate);
        m_delegates.append(delegate);
    };
    use(MachineColumn::Name, new NameDelegate(m_list));
    use(MachineColumn::Role, new NameDelegate(m_list));
    use(MachineColumn::PoolStatus, new StateDelegate(m_list));
    use(MachineColumn::State, new StateDelegate(m_list));
    use(MachineColumn::Health, new HealthDelegate(m_list));
    use(MachineColumn::LastJob, new HealthDelegate(m_list));
    QHeaderView* head = m_list->header();
    head->setMinimumSectionSize(56);
    for (const auto& [column, pixels] : columnWidths)
        head->resizeSection(int(column), textScaled(pixels));
    head->setStretchLastSection(true);
    m_list->setSortColumns({{int(MachineColumn::Name), Qt::AscendingOrder}});
    setCompact(true);
}

void MachinesPane::setCompact(bool compact)
{
    for (RowDelegate* delegate : std::as_const(m_delegates))
        delegate->setRowHeight(compact ? 24 : 32);
    m_list->doItemsLayout();
}

void MachinesPane::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrangeColumns();
}

void MachinesPane::arrangeColumns()
{
    int left = width();
    for (const auto& [column, pixels] : columnWidths) {
        const bool fits = textScaled(pixels) <= left;
        m_list->setColumnFits(int(column), fits);
        left -= fits ? textScaled(pixels) : 0;
    }
    m_took->setVisible(width() >= 1000);
}

void MachinesPane::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Slash)
        m_filter->setFocus(Qt::ShortcutFocusReason);
    else if (event->key() == Qt::Key_Escape && !m_filter->text().isEmpty())
        m_filter->clear();
    else
        QWidget::keyPressEvent(event);
}

void MachinesPane::applyFilter(const TextFilter& filter)
{
    QElapsedTimer timer;
    timer.start();
    m_model.setFilter(filter);
    m_list->showTop();
    m_took->setText(filter.isEmpty() ? QString()
                                     : tr("filtered in %1 ms").arg(std::max<qint64>(1, timer.elapsed())));
    showSelected();
}

void MachinesPane::updateCounts()
{
    m_total->setText(countText(m_model.totalCount()));
    const QList<SavedView> views = m_views->views();
    for (int i = 0; i < views.size(); ++i)
        m_views->setCount(i, m_model.watchedCount(i), views.at(i).query == u"is:failed"_s);
    tellPresent();
    m_filter->setMatches(m_model.matchCount());
    if (m_model.rowCount() > 0) {
        m_stack->setCurrentWidget(m_list);
        return;
    }
    m_showAll->setVisible(m_model.totalCount() > 0);
    m_firstSteps->setVisible(m_model.totalCount() == 0);
    if (m_model.totalCount() == 0) {
        m_nothing->setMessage(IconName::Machines, ColorRole::Tx3, tr("No machines yet"),
                              tr("They come from an inventory file of yours, or from a simulated fleet in a "
                                 "directory of its own."));
    } else {
        m_nothing->setMessage(
            IconName::Filter, ColorRole::Tx3, tr("Nothing matches “%1”").arg(m_filter->text().trimmed()),
            m_model.totalCount() == 1 ? tr("1 machine is hidden.")
                                      : tr("%1 machines are hidden.").arg(countText(m_model.totalCount())));
    }
    m_stack->setCurrentWidget(m_nothing);
}

void MachinesPane::showSelected()
{
    const ObjectKey key = m_context.selection.object();
    const QModelIndex row =
        key.kind == ObjectKey::Kind::Machine ? m_model.indexOf(key.machine) : QModelIndex();
    if (!row.isValid() || row == m_list->currentIndex().siblingAtColumn(0))
        return;
    // One stands on it; what is chosen for an action is chosen by hand alone.
    m_list->selectionModel()->setCurrentIndex(row, QItemSelectionModel::NoUpdate);
    m_list->scrollTo(row);
}

} // namespace Drover
