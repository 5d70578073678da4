#include "ui/panes/poolspane.h"

#include "models/selection.h"
#include "ui/objectnames.h"
#include "ui/panes/objecttreeview.h"
#include "ui/panes/panehead.h"
#include "ui/panes/poolbardelegate.h"
#include "ui/text/modelwordstext.h"
#include "ui/text/words.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/searchfield.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPushButton>
#include <QStackedLayout>

using namespace Qt::StringLiterals;

namespace Drover {

PoolsPane::PoolsPane(const WindowContext& context, QWidget* parent)
    : QWidget(parent), m_context(context), m_model(context.replica, modelWords())
{
    setObjectName(ObjectNames::poolsPane);
    setAccessibleName(tr("Pools"));
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(buildHead());
    m_stack = new QStackedLayout;
    buildTree();
    m_nothing = new EmptyState(this);
    m_stack->addWidget(m_tree);
    m_stack->addWidget(m_nothing);
    all->addLayout(m_stack, 1);
    setFocusProxy(m_tree);
    connect(&m_model, &PoolListModel::countsChanged, this, &PoolsPane::updateCounts);
    connect(&context.selection, &Selection::objectChanged, this, &PoolsPane::showSelected);
    connect(m_tree, &ObjectTreeView::objectChosen, &context.selection, &Selection::select);
    updateCounts();
}

QWidget* PoolsPane::buildHead()
{
    const PaneHead head = makePaneHead(tr("Pools"), this);
    m_total = head.count;
    m_filter = new SearchField(IconName::Filter, tr("Pool, parent…"), head.widget);
    m_filter->setObjectName(ObjectNames::poolsFilter);
    m_filter->setAccessibleName(tr("Filter pools"));
    m_filter->setShortcutHint(u"/"_s);
    m_filter->setMaximumWidth(216);
    connect(m_filter, &QLineEdit::textChanged, this, [this] {
        if (const std::optional<TextFilter> filter = typedFilter(*m_filter)) {
            m_model.setFilter(*filter);
            m_tree->expandAll();
        }
    });
    head.row->addSpacing(8);
    head.row->addWidget(m_filter, 1);
    head.row->addStretch(1);
    return head.widget;
}

void PoolsPane::buildTree()
{
    m_tree = new ObjectTreeView(this);
    m_tree->setObjectName(ObjectNames::poolsTree);
    m_tree->setAccessibleName(tr("Pools and the number of their machines by status"));
    m_tree->setModel(&m_model);
    m_tree->setItemDelegate(new TextDelegate(m_tree));
    m_tree->setItemDelegateForColumn(int(PoolColumn::Name), new NameDelegate(m_tree));
    m_tree->setItemDelegateForColumn(int(PoolColumn::Bar), new PoolBarDelegate(m_tree));
    QHeaderView* head = m_tree->header();
    head->setMinimumSectionSize(48);
    head->setSectionResizeMode(int(PoolColumn::Name), QHeaderView::Stretch);
    const auto width = [head](PoolColumn column, int pixels) { head->resizeSection(int(column), pixels); };
    width(PoolColumn::Machines, 80);
    width(PoolColumn::Bar, 188);
    width(PoolColumn::Joining, 68);
    width(PoolColumn::Free, 58);
    width(PoolColumn::Building, 72);
    width(PoolColumn::InUse, 62);
    width(PoolColumn::Destroying, 86);
    width(PoolColumn::Leaving, 70);
    width(PoolColumn::Hold, 60);
    width(PoolColumn::Minimum, 104);
    connect(&m_model, &QAbstractItemModel::rowsInserted, m_tree, [this] { m_tree->expandAll(); });
    m_tree->expandAll();
}

void PoolsPane::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    // The bar shows every count; where it gets narrow the names go before the columns.
    const int wide = width();
    for (const PoolColumn column : {PoolColumn::Joining, PoolColumn::Leaving, PoolColumn::Destroying})
        m_tree->setColumnFits(int(column), wide >= 1010);
    for (const PoolColumn column : {PoolColumn::Building, PoolColumn::InUse})
        m_tree->setColumnFits(int(column), wide >= 790);
}

void PoolsPane::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Slash)
        m_filter->setFocus(Qt::ShortcutFocusReason);
    else
        QWidget::keyPressEvent(event);
}

void PoolsPane::updateCounts()
{
    m_total->setText(
        tr("%1 · %2 machines").arg(countText(m_model.count()), countText(m_context.replica.machineCount())));
    if (m_model.rowCount() > 0) {
        m_stack->setCurrentWidget(m_tree);
        return;
    }
    if (m_filter->text().trimmed().isEmpty())
        m_nothing->setMessage(IconName::Pools, ColorRole::Tx3, tr("No pools yet"),
                              tr("A directory gets its pool “default” when it is made."));
    else
        m_nothing->setMessage(IconName::Filter, ColorRole::Tx3,
                              tr("Nothing matches “%1”").arg(m_filter->text().trimmed()),
                              tr("Pools hidden: %1. Esc in the field shows all.").arg(m_model.count()));
    m_stack->setCurrentWidget(m_nothing);
}

void PoolsPane::showSelected()
{
    const ObjectKey key = m_context.selection.object();
    m_tree->showRow(key.kind == ObjectKey::Kind::Pool ? m_model.indexOf(key.name) : QModelIndex());
}

} // namespace Drover
