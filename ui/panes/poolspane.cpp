#include "ui/panes/poolspane.h"

#include "models/pools/poolpast.h"
#include "models/selection.h"
#include "ui/forms/editactions.h"
#include "ui/lists/queryedit.h"
#include "ui/objectnames.h"
#include "ui/panes/objecttreeview.h"
#include "ui/panes/panehead.h"
#include "ui/panes/poolbardelegate.h"
#include "ui/panes/pools/pooldetail.h"
#include "ui/panes/pools/poolhead.h"
#include "ui/panes/pools/poollegend.h"
#include "ui/text/modelwordstext.h"
#include "ui/text/words.h"
#include "ui/widgets/card.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/segmentedcontrol.h"
#include "ui/widgets/shownwatch.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QStackedLayout>

using namespace Qt::StringLiterals;

namespace Drover {

PoolsPane::PoolsPane(const WindowContext& context, EditActions& edits, QWidget* parent)
    : QWidget(parent), m_context(context), m_edits(edits), m_model(context.replica, modelWords())
{
    setObjectName(ObjectNames::poolsPane);
    setAccessibleName(tr("Pools"));
    auto* split = new QSplitter(Qt::Vertical, this);
    split->setChildrenCollapsible(false);
    auto* list = new QWidget(split);
    auto* column = new QVBoxLayout(list);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildHead());
    m_stack = new QStackedLayout;
    buildTree();
    m_nothing = new EmptyState(this);
    m_stack->addWidget(m_tree);
    m_stack->addWidget(m_nothing);
    column->addLayout(m_stack, 1);
    column->addWidget(buildFoot());
    m_detail = new PoolDetail(context, edits, split);
    split->addWidget(list);
    split->addWidget(m_detail);
    split->setStretchFactor(1, 1);
    // As high as its pools, within measure; what is below has the rest.
    const int rowsShown = std::clamp(m_model.count() + 1, 3, 6);
    split->setSizes({40 + 28 + rowsShown * 28 + 32, 600});
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(split);
    connect(m_detail, &PoolDetail::objectRequested, this, &PoolsPane::objectRequested);
    setFocusProxy(m_tree);
    connect(&m_model, &PoolListModel::countsChanged, this, &PoolsPane::updateCounts);
    new ShownWatch(this, [this](bool shown) { m_model.setFollowing(shown); });
    connect(&context.selection, &Selection::objectChanged, this, &PoolsPane::showSelected);
    connect(m_tree, &ObjectTreeView::objectChosen, &context.selection, &Selection::select);
    buildKeys();
    updateCounts();
}

/// Of the pool that is shown below; letters typed into a field are text.
void PoolsPane::buildKeys()
{
    const auto key = [this](Qt::Key letter, EditActions::Id id) {
        auto* shortcut = new QShortcut(letter, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, [this, id] { m_detail->head().run(id); });
    };
    key(Qt::Key_A, EditActions::Id::AllocateMachines);
    key(Qt::Key_E, EditActions::Id::AddMachines);
    key(Qt::Key_L, EditActions::Id::ReleaseMachines);
}

QWidget* PoolsPane::buildFoot()
{
    const PaneBar foot = makePaneFoot(this);
    foot.row->addWidget(makeLabel(tr("Counts of a pool leave out its children; default shows the sum."),
                                  FontRole::Label, ColorRole::Tx3, foot.widget));
    m_note = new ElidedLabel(FontRole::Secondary, ColorRole::Tx2, foot.widget);
    m_note->setObjectName(ObjectNames::poolsNote);
    foot.row->addStretch(1);
    foot.row->addWidget(m_note);
    return foot.widget;
}

QWidget* PoolsPane::buildHead()
{
    const PaneHead head = makePaneHead(tr("Pools"), this);
    m_total = head.count;
    m_filter = new QueryEdit(tr("Pool, parent…"), head.widget);
    m_filter->setObjectName(ObjectNames::poolsFilter);
    m_filter->setAccessibleName(tr("Filter pools"));
    m_filter->setShortcutHint(u"/"_s);
    m_filter->setMaximumWidth(320);
    m_filter->setKeys({PoolListModel::filterKeys(),
                       tr("A word alone is looked for in the name, the parent and the description."),
                       [this](const QString& key) { return m_model.valuesOf(key); }});
    connect(m_filter, &QueryEdit::filterChanged, this, [this](const TextFilter& filter) {
        m_model.setFilter(filter);
        m_tree->expandAll();
        m_tree->showTop();
    });
    head.row->addSpacing(8);
    head.row->addWidget(m_filter, 1);
    m_shape = new SegmentedControl(head.widget);
    m_shape->setObjectName(ObjectNames::poolsShape);
    m_shape->setAccessibleName(tr("How pools stand"));
    m_shape->addSegment(0, ObjectNames::actionButton(ObjectNames::poolsShape, u"tree"_s), tr("By parent"));
    m_shape->addSegment(1, ObjectNames::actionButton(ObjectNames::poolsShape, u"flat"_s), tr("Flat"));
    m_shape->setCurrent(0);
    connect(m_shape, &SegmentedControl::currentChanged, this, [this](int flat) {
        m_model.setFlat(flat != 0);
        m_tree->expandAll();
    });
    m_legend = new PoolLegend(head.widget);
    head.row->addWidget(m_shape);
    head.row->addStretch(1);
    head.row->addWidget(m_legend);
    head.row->addSpacing(4);
    head.row->addWidget(makeActionButton(ObjectNames::poolsNew, m_edits.action(EditActions::Id::NewPool),
                                         IconName::Plus, ButtonKind::Primary, head.widget));
    return head.widget;
}

void PoolsPane::buildTree()
{
    m_tree = new ObjectTreeView(this);
    m_tree->setObjectName(ObjectNames::poolsTree);
    m_tree->setAccessibleName(tr("Pools and the number of their machines by status"));
    m_tree->setModel(&m_model);
    m_tree->setSortColumns({{int(PoolColumn::Name), Qt::AscendingOrder}});
    m_tree->setItemDelegate(new TextDelegate(m_tree));
    m_tree->setItemDelegateForColumn(int(PoolColumn::Name), new NameDelegate(m_tree));
    m_tree->setItemDelegateForColumn(int(PoolColumn::Bar), new PoolBarDelegate(m_tree));
    QHeaderView* head = m_tree->header();
    head->setMinimumSectionSize(48);
    head->setSectionResizeMode(int(PoolColumn::Name), QHeaderView::Stretch);
    const auto width = [head](PoolColumn column, int pixels) { head->resizeSection(int(column), pixels); };
    width(PoolColumn::Machines, 80);
    width(PoolColumn::Bar, 288);
    width(PoolColumn::Joining, 68);
    width(PoolColumn::Free, 58);
    width(PoolColumn::Building, 72);
    width(PoolColumn::InUse, 62);
    width(PoolColumn::Destroying, 86);
    width(PoolColumn::Leaving, 70);
    width(PoolColumn::Hold, 60);
    width(PoolColumn::Minimum, 108);
    width(PoolColumn::AutoFill, 150);
    m_tree->setItemDelegateForColumn(int(PoolColumn::AutoFill), new StateDelegate(m_tree));
    connect(&m_model, &QAbstractItemModel::rowsInserted, m_tree, [this] { m_tree->expandAll(); });
    m_tree->expandAll();
}

void PoolsPane::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    // The bar shows every count; where it gets narrow the names go before the columns.
    const int wide = width();
    m_legend->setVisible(wide >= 1240);
    for (const PoolColumn column : {PoolColumn::Joining, PoolColumn::Leaving})
        m_tree->setColumnFits(int(column), wide >= 1300);
    for (const PoolColumn column : {PoolColumn::Destroying, PoolColumn::AutoFill})
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

/// How far a pool is below its minimum and, when auto-fill can't help, why.
QString PoolsPane::shortageText(const QString& name, int missing) const
{
    const QString text = tr("%1: %2 below minimum").arg(name, countText(missing));
    const Pool& pool = m_context.replica.pools().at(name);
    const QString source = pool.autoFill.acquirePool.isEmpty() ? pool.parent : pool.autoFill.acquirePool;
    if (!pool.autoFill.enabled || source.isEmpty() ||
        m_context.replica.poolCounts(source)[std::size_t(PoolStatus::Free)] > 0)
        return text;
    return tr("%1, and %2 has no Free machine").arg(text, source);
}

void PoolsPane::updateCounts()
{
    m_total->setText(
        tr("%1 · %2 machines").arg(countText(m_model.count()), countText(m_context.replica.machineCount())));
    QStringList notes;
    int held = 0;
    for (const auto& [name, pool] : m_context.replica.pools()) {
        const auto counts = m_context.replica.poolCounts(name);
        const int missing = pool.minFree - counts[std::size_t(PoolStatus::Free)];
        if (missing > 0)
            notes.append(shortageText(name, missing));
        held += heldOf(counts);
    }
    if (held > 0)
        notes.append(tr("%1 on hold").arg(countText(held)));
    m_filter->setMatches(m_model.rowCount());
    m_note->setText(notes.join(u"   ·   "_s));
    if (m_detail->isEmpty())
        showSelected();
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

/// The selected pool; without one that of the selected machine, else the first.
void PoolsPane::showSelected()
{
    const ObjectKey key = m_context.selection.object();
    const bool pool = key.kind == ObjectKey::Kind::Pool;
    m_tree->showRow(pool ? m_model.indexOf(key.name) : QModelIndex());
    if (pool) {
        m_detail->showPool(key.name);
        return;
    }
    if (!m_detail->isEmpty() || m_context.replica.pools().empty())
        return;
    const Machine* machine =
        key.kind == ObjectKey::Kind::Machine ? m_context.replica.machine(key.machine) : nullptr;
    m_detail->showPool(machine && !machine->pool.isEmpty() ? machine->pool
                                                           : m_context.replica.pools().begin()->first);
}

} // namespace Drover
