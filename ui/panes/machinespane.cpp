#include "ui/panes/machinespane.h"

#include "models/selection.h"
#include "ui/delegates/rowdelegate.h"
#include "ui/objectnames.h"
#include "ui/panes/objecttreeview.h"
#include "ui/panes/panehead.h"
#include "ui/text/modelwordstext.h"
#include "ui/text/words.h"
#include "ui/widgets/card.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/segmentedcontrol.h"
#include "ui/wizards/bulkdialog.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QStackedLayout>

using namespace Qt::StringLiterals;

namespace Drover {

MachinesPane::MachinesPane(const WindowContext& context, QWidget* parent)
    : QWidget(parent), m_context(context), m_model(context.replica, modelWords())
{
    setObjectName(ObjectNames::machinesPane);
    setAccessibleName(tr("Machines"));
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(buildHead());
    all->addWidget(buildScopes());
    m_stack = new QStackedLayout;
    buildList();
    m_nothing = new EmptyState(this);
    m_showAll =
        m_nothing->addAction(ObjectNames::machinesClearFilter, tr("Show all"), IconName::Close, false);
    connect(m_showAll, &QPushButton::clicked, this, [this] {
        m_scope->setCurrent(int(MachineScope::All));
        m_model.setScope(MachineScope::All);
        m_filter->clear();
    });
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_nothing);
    all->addLayout(m_stack, 1);
    all->addWidget(buildBulk());
    setFocusProxy(m_list);
    connect(&m_model, &MachineListModel::countsChanged, this, &MachinesPane::updateCounts);
    connect(&context.selection, &Selection::objectChanged, this, &MachinesPane::showSelected);
    connect(m_list, &ObjectTreeView::objectChosen, &context.selection, &Selection::select);
    updateCounts();
}

QWidget* MachinesPane::buildHead()
{
    const PaneHead head = makePaneHead(tr("Machines"), this);
    m_total = head.count;
    m_filter = new SearchField(IconName::Filter, tr("Name, or status:Free cluster:prod -health:healthy"),
                               head.widget);
    m_filter->setObjectName(ObjectNames::machinesFilter);
    m_filter->setAccessibleName(tr("Filter machines"));
    m_filter->setShortcutHint(u"/"_s);
    m_filter->setMaximumWidth(470);
    m_filter->setToolTip(
        tr("key:value with the keys name, role, cluster, pool, status, state, stage, health, address, rack, "
           "profile, job; a,b for either; /regex/; a leading - for not"));
    connect(m_filter, &QLineEdit::textChanged, this, &MachinesPane::applyFilter);
    head.row->addSpacing(8);
    head.row->addWidget(m_filter, 1);
    head.row->addStretch(1);
    return head.widget;
}

QWidget* MachinesPane::buildBulk()
{
    m_bulk = new QWidget(this);
    m_bulk->setObjectName(u"machines-pane/bulk"_s);
    m_bulk->setAccessibleName(tr("What can be done to all chosen machines"));
    m_bulk->setProperty("ground", u"panel"_s);
    m_bulk->setAttribute(Qt::WA_StyledBackground);
    auto* column = new QVBoxLayout(m_bulk);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeLine(m_bulk));
    auto* row = new QHBoxLayout;
    row->setContentsMargins(12, 7, 12, 7);
    row->setSpacing(8);
    m_bulkCount = makeLabel({}, FontRole::BodyMedium, ColorRole::Tx1, m_bulk);
    row->addWidget(m_bulkCount);
    row->addSpacing(8);
    const auto add = [&](BulkVerb verb, const char* name, const QString& text, IconName icon) {
        QPushButton* button = makeButton(u"machines-pane/bulk/"_s + QLatin1StringView(name), text, icon,
                                         ButtonKind::Plain, m_bulk);
        connect(button, &QPushButton::clicked, this, [this, verb] { openBulk(verb); });
        row->addWidget(button);
    };
    add(BulkVerb::Retry, "retry", tr("Retry…"), IconName::Retry);
    add(BulkVerb::Return, "return", tr("Return…"), IconName::Undo);
    add(BulkVerb::Lock, "lock", tr("Lock…"), IconName::StateHold);
    add(BulkVerb::Unlock, "unlock", tr("Unlock…"), IconName::Secret);
    row->addStretch(1);
    QPushButton* none = makeButton(u"machines-pane/bulk/none"_s, tr("Choose one only"), std::nullopt,
                                   ButtonKind::Link, m_bulk);
    connect(none, &QPushButton::clicked, this, [this] {
        m_list->selectionModel()->select(m_list->currentIndex(),
                                         QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    });
    row->addWidget(none);
    column->addLayout(row);
    m_bulk->hide();
    connect(m_list->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &MachinesPane::updateBulk);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &MachinesPane::updateBulk);
    connect(&m_context.replica, &Replica::silentChanged, m_bulk,
            [this](bool silent) { m_bulk->setEnabled(!silent); });
    return m_bulk;
}

QList<MachineId> MachinesPane::selectedMachines() const
{
    QList<MachineId> machines;
    const QModelIndexList rows = m_list->selectionModel()->selectedRows();
    for (const QModelIndex& row : rows)
        machines.append(ObjectKey::parse(row.data(ObjectKeyRole).toString()).machine);
    return machines;
}

void MachinesPane::updateBulk()
{
    int chosen = 0;
    const QItemSelection ranges = m_list->selectionModel()->selection();
    for (const QItemSelectionRange& range : ranges)
        chosen += range.height();
    m_bulk->setVisible(chosen > 1);
    m_bulkCount->setText(tr("%1 chosen").arg(countText(chosen)));
}

void MachinesPane::openBulk(BulkVerb verb)
{
    const QList<MachineId> machines = selectedMachines();
    if (!machines.isEmpty())
        (new BulkDialog(m_context.replica, m_context.sender, verb, machines, window()))->open();
}

QWidget* MachinesPane::buildScopes()
{
    const PaneBar bar = makePaneBar(this);
    m_scope = new SegmentedControl(bar.widget);
    m_scope->setObjectName(ObjectNames::machinesScope);
    m_scope->setAccessibleName(tr("Which machines"));
    const auto segment = [this](MachineScope scope, const char* name, const QString& text) {
        m_scope->addSegment(int(scope),
                            ObjectNames::actionButton(ObjectNames::machinesScope, QString::fromLatin1(name)),
                            text);
    };
    segment(MachineScope::All, "all", tr("All"));
    segment(MachineScope::Free, "free", tr("Free"));
    segment(MachineScope::InUse, "in-use", tr("InUse"));
    segment(MachineScope::Moving, "moving", tr("Changing"));
    segment(MachineScope::Hold, "hold", tr("On hold"));
    segment(MachineScope::Failed, "failed", tr("Failed or unhealthy"));
    m_scope->setCurrent(int(MachineScope::All));
    connect(m_scope, &SegmentedControl::currentChanged, this, [this](int id) {
        m_model.setScope(MachineScope(id));
        showSelected();
    });
    bar.row->addWidget(m_scope);
    bar.row->addStretch();
    return bar.widget;
}

void MachinesPane::buildList()
{
    m_list = new ObjectTreeView(this);
    m_list->setObjectName(ObjectNames::machinesList);
    m_list->setAccessibleName(tr("Machines"));
    m_list->setRootIsDecorated(false);
    m_list->setIndentation(0);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setModel(&m_model);
    const auto compact = [this](RowDelegate* delegate) {
        delegate->setRowHeight(24);
        return delegate;
    };
    m_list->setItemDelegate(compact(new TextDelegate(m_list)));
    const auto use = [&](MachineColumn column, RowDelegate* delegate) {
        m_list->setItemDelegateForColumn(int(column), compact(delegate));
    };
    use(MachineColumn::Name, new NameDelegate(m_list));
    use(MachineColumn::PoolStatus, new StateDelegate(m_list));
    use(MachineColumn::State, new StateDelegate(m_list));
    use(MachineColumn::Health, new HealthDelegate(m_list));
    use(MachineColumn::LastJob, new HealthDelegate(m_list));
    QHeaderView* head = m_list->header();
    head->setMinimumSectionSize(56);
    const auto width = [head](MachineColumn column, int pixels) { head->resizeSection(int(column), pixels); };
    width(MachineColumn::Name, 122);
    width(MachineColumn::Role, 102);
    width(MachineColumn::Cluster, 118);
    width(MachineColumn::Pool, 86);
    width(MachineColumn::PoolStatus, 106);
    width(MachineColumn::State, 106);
    width(MachineColumn::Stage, 106);
    width(MachineColumn::Health, 96);
    width(MachineColumn::Address, 100);
    width(MachineColumn::LastJob, 150);
    head->setStretchLastSection(true);
    m_list->setSortingEnabled(true);
    m_list->sortByColumn(int(MachineColumn::Name), Qt::AscendingOrder);
}

void MachinesPane::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const int wide = width();
    m_list->setColumnFits(int(MachineColumn::State), wide >= 940);
    m_list->setColumnFits(int(MachineColumn::Address), wide >= 1240);
    m_list->setColumnFits(int(MachineColumn::Pool), wide >= 900);
}

void MachinesPane::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Slash)
        m_filter->setFocus(Qt::ShortcutFocusReason);
    else
        QWidget::keyPressEvent(event);
}

void MachinesPane::applyFilter()
{
    const std::optional<TextFilter> filter = typedFilter(*m_filter);
    if (!filter)
        return;
    m_model.setFilter(*filter);
    tellMatches(*m_filter, m_model.rowCount());
    showSelected();
}

void MachinesPane::updateCounts()
{
    m_total->setText(countText(m_model.count(MachineScope::All)));
    for (int i = 0; i < MachineScopeCount; ++i)
        m_scope->setCount(i, m_model.count(MachineScope(i)));
    if (m_model.rowCount() > 0) {
        m_stack->setCurrentWidget(m_list);
        return;
    }
    m_showAll->setVisible(m_model.count(MachineScope::All) > 0);
    if (m_model.count(MachineScope::All) == 0) {
        m_nothing->setMessage(IconName::Machines, ColorRole::Tx3, tr("No machines yet"),
                              tr("“drover inventory import machines.yaml” brings yours; “drover demo "
                                 "--machines 200” makes simulated ones in a new directory."));
    } else {
        m_nothing->setMessage(IconName::Filter, ColorRole::Tx3,
                              m_filter->text().trimmed().isEmpty()
                                  ? tr("No machine is in this group")
                                  : tr("Nothing matches “%1”").arg(m_filter->text().trimmed()),
                              tr("Machines hidden: %1.").arg(countText(m_model.count(MachineScope::All))));
    }
    m_stack->setCurrentWidget(m_nothing);
}

void MachinesPane::showSelected()
{
    const ObjectKey key = m_context.selection.object();
    m_list->showRow(key.kind == ObjectKey::Kind::Machine ? m_model.indexOf(key.machine) : QModelIndex());
}

} // namespace Drover
