#include "ui/panes/workorders/workorderspane.h"

#include "models/commandsender.h"
#include "models/selection.h"
#include "ui/delegates/rowdelegate.h"
#include "ui/objectnames.h"
#include "ui/panes/objecttreeview.h"
#include "ui/panes/panehead.h"
#include "ui/text/modelwordstext.h"
#include "ui/text/words.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/segmentedcontrol.h"
#include "ui/wizards/reasondialog.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPushButton>
#include <QStackedLayout>

using namespace Qt::StringLiterals;

namespace Drover {

WorkOrdersPane::WorkOrdersPane(const WindowContext& context, QWidget* parent)
    : QWidget(parent), m_context(context), m_model(context.engine, context.replica, modelWords())
{
    setObjectName(ObjectNames::workOrdersPane);
    setAccessibleName(tr("Work orders"));
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(buildHead());
    all->addWidget(buildScopes());
    m_stack = new QStackedLayout;
    buildList();
    m_nothing = new EmptyState(this);
    m_showAll =
        m_nothing->addAction(ObjectNames::workOrdersClearFilter, tr("Show all"), IconName::Close, false);
    connect(m_showAll, &QPushButton::clicked, this, [this] {
        m_scope->setCurrent(int(WorkOrderScope::All));
        m_model.setScope(WorkOrderScope::All);
        m_filter->clear();
    });
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_nothing);
    all->addLayout(m_stack, 1);
    setFocusProxy(m_list);
    connect(&m_model, &WorkOrderModel::countsChanged, this, &WorkOrdersPane::updateCounts);
    connect(m_list, &ObjectTreeView::objectChosen, this, [this](const QString& key) {
        if (!key.isEmpty())
            m_context.selection.select(key);
    });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &WorkOrdersPane::updateCancel);
    connect(m_list, &QTreeView::activated, this, [this](const QModelIndex& index) {
        const QString key = index.data(ObjectKeyRole).toString();
        if (!key.isEmpty())
            emit objectRequested(key);
    });
    updateCounts();
}

QWidget* WorkOrdersPane::buildHead()
{
    const PaneHead head = makePaneHead(tr("Work orders"), this);
    m_total = head.count;
    m_filter = new SearchField(IconName::Filter, tr("Target, blueprint, or state:failed"), head.widget);
    m_filter->setObjectName(ObjectNames::workOrdersFilter);
    m_filter->setAccessibleName(tr("Filter work orders"));
    m_filter->setShortcutHint(u"/"_s);
    m_filter->setMaximumWidth(360);
    m_filter->setToolTip(tr("key:value with the keys order, blueprint, target, state, operation, reason; a,b "
                            "for either; /regex/; "
                            "a leading - for not"));
    connect(m_filter, &QLineEdit::textChanged, this, &WorkOrdersPane::applyFilter);
    m_cancel = makeButton(ObjectNames::workOrdersCancel, tr("Cancel order…"), IconName::Cancel,
                          ButtonKind::Plain, head.widget);
    m_cancel->setEnabled(false);
    connect(m_cancel, &QPushButton::clicked, this, &WorkOrdersPane::askCancel);
    head.row->addSpacing(8);
    head.row->addWidget(m_filter, 1);
    head.row->addStretch(1);
    head.row->addWidget(m_cancel);
    return head.widget;
}

QWidget* WorkOrdersPane::buildScopes()
{
    const PaneBar bar = makePaneBar(this);
    m_scope = new SegmentedControl(bar.widget);
    m_scope->setObjectName(ObjectNames::workOrdersScope);
    m_scope->setAccessibleName(tr("Which work orders"));
    const auto segment = [this](WorkOrderScope scope, const char* name, const QString& text) {
        m_scope->addSegment(
            int(scope), ObjectNames::actionButton(ObjectNames::workOrdersScope, QString::fromLatin1(name)),
            text);
    };
    segment(WorkOrderScope::All, "all", tr("All"));
    segment(WorkOrderScope::Open, "open", tr("Open"));
    segment(WorkOrderScope::Finished, "finished", tr("Finished"));
    segment(WorkOrderScope::Failed, "failed", tr("Failed"));
    segment(WorkOrderScope::Cancelled, "cancelled", tr("Cancelled"));
    m_scope->setCurrent(int(WorkOrderScope::All));
    connect(m_scope, &SegmentedControl::currentChanged, this,
            [this](int id) { m_model.setScope(WorkOrderScope(id)); });
    bar.row->addWidget(m_scope);
    bar.row->addStretch();
    return bar.widget;
}

void WorkOrdersPane::buildList()
{
    m_list = new ObjectTreeView(this);
    m_list->setObjectName(ObjectNames::workOrdersList);
    m_list->setAccessibleName(tr("Work orders, open ones first"));
    m_list->setRootIsDecorated(false);
    m_list->setIndentation(0);
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new TextDelegate(m_list));
    m_list->setItemDelegateForColumn(int(WorkOrderColumn::Target), new NameDelegate(m_list));
    m_list->setItemDelegateForColumn(int(WorkOrderColumn::State), new StateDelegate(m_list));
    m_list->setItemDelegateForColumn(int(WorkOrderColumn::Progress), new ProgressDelegate(m_list));
    QHeaderView* head = m_list->header();
    head->setMinimumSectionSize(48);
    const auto width = [head](WorkOrderColumn column, int pixels) {
        head->resizeSection(int(column), pixels);
    };
    width(WorkOrderColumn::Order, 72);
    width(WorkOrderColumn::Blueprint, 168);
    width(WorkOrderColumn::Target, 152);
    width(WorkOrderColumn::State, 108);
    width(WorkOrderColumn::Progress, 108);
    width(WorkOrderColumn::Age, 60);
    width(WorkOrderColumn::Took, 84);
    width(WorkOrderColumn::Operation, 88);
    head->setStretchLastSection(true);
}

void WorkOrdersPane::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_list->setColumnHidden(int(WorkOrderColumn::Operation), width() < 1200);
    m_list->setColumnHidden(int(WorkOrderColumn::Took), width() < 1040);
}

void WorkOrdersPane::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Slash)
        m_filter->setFocus(Qt::ShortcutFocusReason);
    else
        QWidget::keyPressEvent(event);
}

void WorkOrdersPane::applyFilter()
{
    const std::optional<TextFilter> filter = typedFilter(*m_filter);
    if (!filter)
        return;
    m_model.setFilter(*filter);
    tellMatches(*m_filter, m_model.rowCount());
}

void WorkOrdersPane::updateCounts()
{
    const int open = m_model.count(WorkOrderScope::Open);
    m_total->setText(tr("%1 open").arg(countText(open)));
    for (int i = 0; i < WorkOrderScopeCount; ++i)
        m_scope->setCount(i, m_model.count(WorkOrderScope(i)));
    emit openCountChanged(open);
    updateCancel();
    if (m_model.rowCount() > 0) {
        m_stack->setCurrentWidget(m_list);
        return;
    }
    const int all = m_model.count(WorkOrderScope::All);
    m_showAll->setVisible(all > 0);
    if (all == 0)
        m_nothing->setMessage(
            IconName::WorkOrders, ColorRole::Tx3, tr("No work orders yet"),
            tr("A work order runs a blueprint on a machine, cluster or broker that has finished its "
               "workflow. "
               "Provisioning makes the first ones: a broker allocates machines by work orders."));
    else
        m_nothing->setMessage(IconName::Filter, ColorRole::Tx3,
                              m_filter->text().trimmed().isEmpty()
                                  ? tr("No work order is in this group")
                                  : tr("Nothing matches “%1”").arg(m_filter->text().trimmed()),
                              tr("Work orders hidden: %1.").arg(countText(all)));
    m_stack->setCurrentWidget(m_nothing);
}

void WorkOrdersPane::updateCancel()
{
    const WorkOrder* order = nullptr;
    if (const WorkOrderRow* row = m_model.orderAt(m_list->currentIndex()))
        order = m_context.replica.workOrder(row->id);
    const bool driven = order && order->operation.isSet();
    m_cancel->setEnabled(order && order->isOpen() && !driven);
    if (m_cancel->isEnabled())
        m_cancel->setToolTip({});
    else if (driven && order->isOpen())
        m_cancel->setToolTip(
            tr("It carries a step of %1: pause or abort that operation.").arg(order->operation.toString()));
    else
        m_cancel->setToolTip(tr("Choose an open work order first."));
}

void WorkOrdersPane::askCancel()
{
    const WorkOrderRow* row = m_model.orderAt(m_list->currentIndex());
    if (!row)
        return;
    ReasonDialog::ask(
        window(),
        {.title = tr("Cancel %1, %2 on %3").arg(row->id.toString(), row->blueprint, row->target),
         .text = tr("Its running job is asked to stop and is killed after 5 s. What its tasks have done so "
                    "far stays; "
                    "an operation that waits for it will ask what to do."),
         .confirm = tr("Cancel order"),
         .kind = ButtonKind::DestructiveArmed,
         .required = true,
         .choice = {}},
        [this, id = row->id](const QString& reason, bool) {
            m_context.sender.send(Commands::CancelWorkOrder{id}, reason);
        });
}

} // namespace Drover
