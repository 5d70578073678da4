#include "ui/panes/workorders/workorderspane.h"

#include "models/commandsender.h"
#include "models/selection.h"
#include "ui/forms/editactions.h"
#include "ui/lists/queryedit.h"
#include "ui/objectnames.h"
#include "ui/panes/objecttreeview.h"
#include "ui/panes/panehead.h"
#include "ui/panes/workorders/orderform.h"
#include "ui/panes/workorders/workorderdelegates.h"
#include "ui/panes/workorders/workorderdetail.h"
#include "ui/text/eventtext.h"
#include "ui/text/modelwordstext.h"
#include "ui/text/statustext.h"
#include "ui/text/words.h"
#include "ui/theme/statuslook.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/filterchip.h"
#include "ui/widgets/segmentedcontrol.h"
#include "ui/wizards/reasondialog.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPushButton>
#include <QSplitter>
#include <QStackedLayout>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int dayHours = 24;
constexpr int formWidth = 376;

} // namespace

WorkOrdersPane::WorkOrdersPane(const WindowContext& context, const EditActions& edits, QWidget* parent)
    : QWidget(parent), m_context(context),
      m_model(context.engine, context.replica, modelWords(),
              [this](Instant at) { return eventTimeText(at, m_context.replica.now()); })
{
    setObjectName(ObjectNames::workOrdersPane);
    setAccessibleName(tr("Work orders"));
    auto* split = new QSplitter(Qt::Horizontal, this);
    split->setChildrenCollapsible(false);
    auto* queue = new QWidget(split);
    auto* column = new QVBoxLayout(queue);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildHead(edits));
    column->addWidget(buildStates());
    m_stack = new QStackedLayout;
    buildList();
    m_nothing = new EmptyState(this);
    m_showAll =
        m_nothing->addAction(ObjectNames::workOrdersClearFilter, tr("Show all"), IconName::Close, false);
    connect(m_showAll, &QPushButton::clicked, this, &WorkOrdersPane::showAll);
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_nothing);
    column->addLayout(m_stack, 1);
    m_detail = new WorkOrderDetail(context, split);
    m_detail->setMinimumWidth(440);
    queue->setMinimumWidth(400);
    m_form = new OrderForm(context, split);
    m_form->setMinimumWidth(formWidth);
    m_form->hide();
    split->addWidget(queue);
    split->addWidget(m_detail);
    split->addWidget(m_form);
    split->setSizes({560, 808, formWidth});
    split->setStretchFactor(1, 1);
    split->setMinimumWidth(400 + 440); // in a narrow window the form takes the place of the detail
    connect(m_form, &OrderForm::closed, this, &WorkOrdersPane::closeForm);
    connect(m_form, &OrderForm::created, this, [this](WorkOrderId order) {
        closeForm();
        m_made = order;
        showMade();
    });
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(split);
    setFocusProxy(m_list);
    connect(m_detail, &WorkOrderDetail::objectRequested, this, &WorkOrdersPane::objectRequested);
    connect(m_detail, &WorkOrderDetail::cancelRequested, this, &WorkOrdersPane::askCancel);
    connect(&m_model, &WorkOrderModel::countsChanged, this, &WorkOrdersPane::updateCounts);
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, &WorkOrdersPane::expandNew);
    connect(m_list, &ObjectTreeView::objectChosen, this, [this](const QString& key) {
        if (!key.isEmpty())
            m_context.selection.select(key);
    });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &WorkOrdersPane::showCurrent);
    connect(m_list, &QTreeView::activated, this, [this](const QModelIndex& index) {
        const QString key = index.data(ObjectKeyRole).toString();
        if (!key.isEmpty())
            emit objectRequested(key);
    });
    updateCounts();
    expandNew({}, 0, m_model.rowCount() - 1);
}

QWidget* WorkOrdersPane::buildHead(const EditActions& edits)
{
    const PaneHead head = makePaneHead(tr("Work orders"), this);
    m_total = head.count;
    m_filter = new QueryEdit(tr("Target, blueprint…"), head.widget);
    m_filter->setObjectName(ObjectNames::workOrdersFilter);
    m_filter->setAccessibleName(tr("Filter work orders"));
    m_filter->setShortcutHint(u"/"_s);
    m_filter->setMaximumWidth(420);
    m_filter->setKeys({WorkOrderModel::filterKeys(),
                       tr("A word alone is looked for in order, blueprint, target and reason."),
                       [this](const QString& key) { return m_model.valuesOf(key); }});
    connect(m_filter, &QueryEdit::filterChanged, &m_model, &WorkOrderModel::setFilter);
    head.row->addSpacing(4);
    head.row->addWidget(m_filter, 1);
    head.row->addStretch(0);
    head.row->addWidget(makeActionButton(ObjectNames::workOrdersNew, edits.action(EditActions::Id::NewOrder),
                                         IconName::Plus, ButtonKind::Primary, head.widget));
    return head.widget;
}

QWidget* WorkOrdersPane::buildStates()
{
    auto* bar = new QWidget(this);
    bar->setProperty("ground", u"panel"_s);
    bar->setAttribute(Qt::WA_StyledBackground);
    auto* rows = new QVBoxLayout(bar);
    rows->setContentsMargins(12, 8, 12, 8);
    rows->setSpacing(6);
    const auto row = [&](const QString& title, const QList<WorkOrderState>& states) {
        auto* line = new QHBoxLayout;
        line->setSpacing(6);
        QLabel* label = makeLabel(title, FontRole::Label, ColorRole::Tx3, bar);
        label->setFixedWidth(44);
        line->addWidget(label);
        for (const WorkOrderState state : states) {
            const StatusLook look = statusLook(statusOf(state));
            auto* chip =
                new FilterChip(ObjectNames::actionButton(ObjectNames::workOrdersScope, enumText(state)),
                               statusText(statusOf(state)), look.icon, look.tone, bar);
            chip->setChecked(true);
            connect(chip, &FilterChip::clicked, this, &WorkOrdersPane::applyStates);
            m_states[int(state)] = chip;
            line->addWidget(chip);
        }
        line->addStretch(1);
        rows->addLayout(line);
        return line;
    };
    m_states.resize(WorkOrderStateCount);
    m_open = makeLabel({}, FontRole::Figure, ColorRole::Tx2, bar);
    m_ended = makeLabel({}, FontRole::Figure, ColorRole::Tx2, bar);
    row(tr("Open"), {WorkOrderState::Created, WorkOrderState::Running, WorkOrderState::Incomplete})
        ->addWidget(m_open);
    QHBoxLayout* ended =
        row(tr("Ended"), {WorkOrderState::Finished, WorkOrderState::Failed, WorkOrderState::Cancelled});
    m_window = new SegmentedControl(bar);
    m_window->setObjectName(ObjectNames::workOrdersWindow);
    m_window->setAccessibleName(tr("Ended orders of"));
    m_window->addSegment(dayHours, ObjectNames::actionButton(ObjectNames::workOrdersWindow, u"day"_s),
                         tr("24 h"));
    m_window->addSegment(0, ObjectNames::actionButton(ObjectNames::workOrdersWindow, u"all"_s), tr("All"));
    m_window->setCurrent(dayHours);
    connect(m_window, &SegmentedControl::currentChanged, this,
            [this](int hours) { m_model.setWindow(std::chrono::hours(hours)); });
    ended->addWidget(m_window);
    ended->addWidget(m_ended);
    return bar;
}

void WorkOrdersPane::buildList()
{
    m_list = new ObjectTreeView(this);
    m_list->setObjectName(ObjectNames::workOrdersList);
    m_list->setAccessibleName(tr("Work orders below their targets, open ones first"));
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new WorkOrderDelegate(m_list));
    QHeaderView* head = m_list->header();
    head->setMinimumSectionSize(48);
    head->setStretchLastSection(false);
    head->resizeSection(int(WorkOrderColumn::Order), 168);
    head->setSectionResizeMode(int(WorkOrderColumn::Blueprint), QHeaderView::Stretch);
    head->resizeSection(int(WorkOrderColumn::State), 112);
    head->resizeSection(int(WorkOrderColumn::Time), 96);
}

/// Sections are open; a target is when it has something open, or nothing else is to be seen.
void WorkOrdersPane::expandNew(const QModelIndex& parent, int first, int last)
{
    for (int row = first; row <= last; ++row) {
        const QModelIndex index = m_model.index(row, 0, parent);
        const WorkOrderRow* shown = m_model.rowOf(index);
        if (!shown || shown->kind == WorkOrderRow::Kind::Order)
            continue;
        m_list->expand(index);
        if (shown->kind == WorkOrderRow::Kind::Section)
            expandNew(index, 0, m_model.rowCount(index) - 1);
    }
}

void WorkOrdersPane::newOrder(const QString& target)
{
    m_form->show();
    arrange();
    m_form->begin(target);
}

void WorkOrdersPane::closeForm()
{
    m_form->hide();
    arrange();
    m_list->setFocus();
}

void WorkOrdersPane::showMade()
{
    const QModelIndex row = m_made.isSet() ? m_model.indexOf(m_made) : QModelIndex();
    if (!row.isValid())
        return;
    m_made = {};
    m_list->showRow(row);
}

void WorkOrdersPane::arrange()
{
    m_detail->setVisible(m_form->isHidden() || width() >= 400 + 440 + formWidth + 8);
}

void WorkOrdersPane::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void WorkOrdersPane::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Slash)
        m_filter->setFocus(Qt::ShortcutFocusReason);
    else if (event->key() == Qt::Key_X && event->modifiers() == Qt::NoModifier)
        askCancel();
    else
        QWidget::keyPressEvent(event);
}

void WorkOrdersPane::applyStates()
{
    QSet<WorkOrderState> states;
    for (int state = 0; state < m_states.size(); ++state) {
        if (m_states.at(state)->isChecked())
            states.insert(WorkOrderState(state));
    }
    m_model.setStates(states);
}

void WorkOrdersPane::showAll()
{
    for (FilterChip* chip : std::as_const(m_states))
        chip->setChecked(true);
    applyStates();
    m_window->setCurrent(0);
    m_model.setWindow(Duration(0));
    m_filter->clear();
}

/// The chosen order; of a target nothing, so that the detail stays while one walks over it.
void WorkOrdersPane::showCurrent()
{
    const WorkOrderRow* row = m_model.rowOf(m_list->currentIndex());
    const WorkOrder* order = row && row->kind == WorkOrderRow::Kind::Order
                                 ? m_model.order(row->id)
                                 : m_model.order(m_detail->order().id);
    if (order)
        m_detail->showOrder(*order);
    else
        m_detail->showNothing();
}

void WorkOrdersPane::updateCounts()
{
    const int open = m_model.openCount();
    m_total->setText(tr("%1 open").arg(countText(open)));
    int all = 0;
    for (int state = 0; state < m_states.size(); ++state) {
        const int count = m_model.count(WorkOrderState(state));
        m_states.at(state)->setCount(count);
        all += count;
    }
    m_open->setText(countText(open));
    m_ended->setText(countText(all - open));
    m_filter->setMatches(m_model.shown());
    showMade();
    showCurrent();
    if (m_model.rowCount() > 0) {
        m_stack->setCurrentWidget(m_list);
        return;
    }
    m_showAll->setVisible(all > 0); // else nothing is hidden
    if (all == 0)
        m_nothing->setMessage(
            IconName::WorkOrders, ColorRole::Tx3, tr("No work orders yet"),
            tr("A work order runs a blueprint on a machine, cluster or broker that has finished its "
               "workflow. “New work order…” makes one; provisioning makes the first ones: a broker "
               "allocates machines by work orders."));
    else
        m_nothing->setMessage(
            IconName::Filter, ColorRole::Tx3,
            m_filter->text().trimmed().isEmpty() ? tr("No work order is in these states")
                                                 : tr("Nothing matches “%1”").arg(m_filter->text().trimmed()),
            pluralText(all, tr("1 work order is hidden."), tr("%1 work orders are hidden.")));
    m_stack->setCurrentWidget(m_nothing);
}

void WorkOrdersPane::askCancel()
{
    const WorkOrder& order = m_detail->order();
    if (!order.id.isSet() || !order.isOpen() || order.operation.isSet())
        return;
    ReasonDialog::ask(
        window(),
        {.title = tr("Cancel %1, %2 on %3").arg(order.id.toString(), order.blueprint, order.targetName),
         .text = tr("Its running job is asked to stop and is killed after 5 s. What its tasks have done so "
                    "far stays; "
                    "an operation that waits for it will ask what to do."),
         .confirm = tr("Cancel order"),
         .kind = ButtonKind::DestructiveArmed,
         .required = true,
         .choice = {}},
        [this, id = order.id](const ReasonAnswer& answer) {
            m_context.sender.send(Commands::CancelWorkOrder{id}, answer.reason);
        });
}

} // namespace Drover
