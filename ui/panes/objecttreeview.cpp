#include "ui/panes/objecttreeview.h"

#include "models/lists/heldrows.h"
#include "models/roles.h"
#include "ui/lists/listheader.h"
#include "ui/panes/copyrows.h"
#include "ui/text/words.h"
#include "ui/theme/fonts.h"
#include "ui/theme/iconcache.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/theme/themehub.h"
#include "ui/widgets/controls.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QPointer>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QScrollBar>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int headHeight = 28; ///< tokens.md §4

} // namespace

ObjectTreeView::ObjectTreeView(QWidget* parent)
    : QTreeView(parent), m_textScale(ThemeHub::instance().fontScale()),
      m_waiting(makeButton(u"list/apply-waiting"_s, {}, IconName::Update, ButtonKind::Primary, viewport()))
{
    setButtonSize(m_waiting, ButtonSize::Small);
    m_waiting->setFocusPolicy(Qt::NoFocus);
    m_waiting->setAccessibleName(tr("Move rows to their places"));
    m_waiting->hide();
    connect(m_waiting, &QPushButton::clicked, this, [this] {
        if (HeldRows* rows = heldRows())
            rows->applyWaiting();
    });
    setHeader(new ListHeader(this));
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setFrameShape(QFrame::NoFrame);
    setIndentation(21);
    setMouseTracking(true);
    header()->setStretchLastSection(false);
    header()->setSectionsMovable(true);
    header()->setHighlightSections(false);
    header()->setFont(themeFont(FontRole::LabelMedium));
    header()->setFixedHeight(textScaled(headHeight));
    header()->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header(), &QHeaderView::customContextMenuRequested, this,
            [this](const QPoint& at) { openColumnMenu(header()->mapToGlobal(at)); });
    connect(listHeader(), &ListHeader::sortColumnsChosen, this, &ObjectTreeView::setSortColumns);
    connect(&ThemeHub::instance(), &ThemeHub::changed, this, &ObjectTreeView::followTextScale);
}

/// Columns grow with their text, those that a person has drawn wider, too.
void ObjectTreeView::followTextScale()
{
    const double scale = ThemeHub::instance().fontScale();
    if (scale == m_textScale)
        return;
    header()->setFont(themeFont(FontRole::LabelMedium));
    header()->setFixedHeight(textScaled(headHeight));
    for (int column = 0; column < header()->count(); ++column) {
        if (!header()->isSectionHidden(column))
            header()->resizeSection(column, qRound(header()->sectionSize(column) * scale / m_textScale));
    }
    m_textScale = scale;
}

ListHeader* ObjectTreeView::listHeader() const
{
    return static_cast<ListHeader*>(header());
}

void ObjectTreeView::setModel(QAbstractItemModel* model)
{
    // Before the view itself hears of it and forgets where its rows are.
    connect(model, &QAbstractItemModel::layoutAboutToBeChanged, this, &ObjectTreeView::notePlace);
    connect(model, &QAbstractItemModel::rowsAboutToBeInserted, this, &ObjectTreeView::notePlace);
    connect(model, &QAbstractItemModel::rowsAboutToBeRemoved, this, &ObjectTreeView::notePlace);
    connect(model, &QAbstractItemModel::rowsAboutToBeMoved, this, &ObjectTreeView::notePlace);
    QTreeView::setModel(model);
    m_sorts = dynamic_cast<SortsByColumns*>(model);
    listHeader()->setSortsByColumns(m_sorts);
    if (HeldRows* rows = heldRows()) {
        rows->setWaitingSink([view = QPointer(this)](int waiting) {
            if (view)
                view->tellWaiting(waiting);
        });
        tellWaiting(rows->waitingCount());
    }
}

HeldRows* ObjectTreeView::heldRows() const
{
    return dynamic_cast<HeldRows*>(model());
}

bool ObjectTreeView::viewportEvent(QEvent* event)
{
    const QEvent::Type type = event->type();
    if (type == QEvent::Resize)
        placeWaiting();
    if (type == QEvent::Enter || type == QEvent::Leave || type == QEvent::Hide) {
        if (HeldRows* rows = heldRows())
            rows->setHeld(type == QEvent::Enter);
    }
    return QTreeView::viewportEvent(event);
}

void ObjectTreeView::tellWaiting(int waiting)
{
    m_waiting->setText(tr("%1 changed").arg(countText(waiting)));
    m_waiting->setAccessibleName(tr("Move %1 rows to their places").arg(countText(waiting)));
    m_waiting->setVisible(waiting > 0);
    placeWaiting();
}

void ObjectTreeView::placeWaiting()
{
    m_waiting->adjustSize();
    m_waiting->move(viewport()->width() - m_waiting->width() - 12, 8);
}

/// Before rows move by themselves: which are in view, and where.
void ObjectTreeView::notePlace()
{
    if (!m_anchors.isEmpty() || !keepsPlace() || verticalScrollBar()->value() == 0)
        return;
    for (QModelIndex index = indexAt(QPoint(1, 1)); index.isValid(); index = indexBelow(index)) {
        const int top = visualRect(index).top();
        if (top > viewport()->height())
            break;
        if (index.flags().testFlag(Qt::ItemIsSelectable))
            m_anchors.append({index.siblingAtColumn(0), top});
    }
}

void ObjectTreeView::doItemsLayout()
{
    QTreeView::doItemsLayout();
    const auto anchors = std::exchange(m_anchors, {});
    for (const auto& [index, top] : anchors) {
        const QRect now = visualRect(index);
        if (!index.isValid() || now.isEmpty()) // gone, or below a row that was closed
            continue;
        verticalScrollBar()->setValue(verticalScrollBar()->value() + now.top() - top);
        return;
    }
}

void ObjectTreeView::showTop()
{
    m_anchors.clear();
    scrollToTop();
}

void ObjectTreeView::setSortColumns(const SortColumns& columns)
{
    if (!m_sorts)
        return;
    const QScopedValueRollback<bool> asked(m_asked, true);
    listHeader()->setSortColumns(columns);
    m_sorts->setSortColumns(columns);
}

const SortColumns& ObjectTreeView::sortColumns() const
{
    return listHeader()->sortColumns();
}

void ObjectTreeView::arrangeColumn(int column)
{
    setColumnHidden(column, column > 0 && (m_unwanted.contains(column) || m_unfitting.contains(column)));
}

void ObjectTreeView::setColumnFits(int column, bool fits)
{
    if (fits)
        m_unfitting.remove(column);
    else
        m_unfitting.insert(column);
    arrangeColumn(column);
}

void ObjectTreeView::setColumnWanted(int column, bool wanted)
{
    if (m_firstState.isEmpty())
        m_firstState = columnState();
    if (wanted)
        m_unwanted.remove(column);
    else if (column > 0)
        m_unwanted.insert(column);
    arrangeColumn(column);
}

/// `visual,width,wanted` of each column, then `column,order` of the sorting, several with a semicolon
/// between.
QStringList ObjectTreeView::columnState() const
{
    QStringList state;
    for (int column = 0; column < header()->count(); ++column) {
        // A hidden section has no width; it gets its usual one back when it is shown.
        state.append(u"%1,%2,%3"_s.arg(header()->visualIndex(column))
                         .arg(header()->sectionSize(column))
                         .arg(int(!m_unwanted.contains(column))));
    }
    QStringList sorted;
    for (const SortColumn& each : sortColumns())
        sorted.append(u"%1,%2"_s.arg(each.column).arg(int(each.order)));
    state.append(sorted.join(u';'));
    return state;
}

void ObjectTreeView::setColumnState(const QStringList& state)
{
    if (m_firstState.isEmpty())
        m_firstState = columnState();
    if (state.size() != header()->count() + 1)
        return;
    for (int visual = 0; visual < header()->count(); ++visual) {
        for (int column = 0; column < header()->count(); ++column) {
            if (state.at(column).section(u',', 0, 0).toInt() == visual)
                header()->moveSection(header()->visualIndex(column), visual);
        }
    }
    for (int column = 0; column < header()->count(); ++column) {
        const int width = state.at(column).section(u',', 1, 1).toInt();
        if (width >= header()->minimumSectionSize())
            header()->resizeSection(column, width);
        setColumnWanted(column, state.at(column).section(u',', 2, 2).toInt() != 0);
    }
    SortColumns sorting;
    const QStringList sorted = state.constLast().split(u';', Qt::SkipEmptyParts);
    for (const QString& each : sorted) {
        const int column = each.section(u',', 0, 0).toInt();
        if (column >= 0 && column < header()->count())
            sorting.append({column, each.section(u',', 1, 1).toInt() == int(Qt::DescendingOrder)
                                        ? Qt::DescendingOrder
                                        : Qt::AscendingOrder});
    }
    setSortColumns(sorting);
}

void ObjectTreeView::resetColumns()
{
    if (!m_firstState.isEmpty())
        setColumnState(QStringList(m_firstState));
}

void ObjectTreeView::fillColumnMenu(QMenu& menu)
{
    for (int visual = 0; visual < header()->count(); ++visual) {
        const int column = header()->logicalIndex(visual);
        if (column == 0)
            continue;
        QAction* action = menu.addAction(model()->headerData(column, Qt::Horizontal).toString());
        action->setCheckable(true);
        action->setChecked(!m_unwanted.contains(column));
        // It is wanted, and comes when the window is wider.
        if (m_unfitting.contains(column) && !m_unwanted.contains(column))
            action->setText(tr("%1 (no room now)").arg(action->text()));
        connect(action, &QAction::toggled, this, [this, column](bool on) { setColumnWanted(column, on); });
    }
    menu.addSeparator();
    QAction* reset = menu.addAction(tr("Reset columns"));
    reset->setEnabled(!m_firstState.isEmpty() && columnState() != m_firstState);
    connect(reset, &QAction::triggered, this, &ObjectTreeView::resetColumns);
}

void ObjectTreeView::openColumnMenu(const QPoint& at)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setAccessibleName(tr("Columns"));
    fillColumnMenu(*menu);
    menu->popup(at);
}

void ObjectTreeView::showRow(const QModelIndex& index)
{
    if (!index.isValid()) {
        const QScopedValueRollback<bool> quiet(m_showing, true);
        clearSelection();
        setCurrentIndex({});
        return;
    }
    if (currentIndex().siblingAtColumn(0) == index)
        return;
    const QScopedValueRollback<bool> quiet(m_showing, true);
    setCurrentIndex(index);
    scrollTo(index);
}

void ObjectTreeView::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QTreeView::currentChanged(current, previous);
    // Rows that go away move the current index by themselves; that is nobody's choice.
    if (m_showing || !current.isValid() || !hasFocus())
        return;
    const QString key = current.data(ObjectKeyRole).toString();
    if (!key.isEmpty())
        emit objectChosen(key);
}

void ObjectTreeView::scrollContentsBy(int dx, int dy)
{
    QTreeView::scrollContentsBy(dx, dy);
    // Only a person's scrolling: what is shown because of another view must not move that view again.
    if (dy == 0 || m_showing || !(hasFocus() || underMouse()))
        return;
    // A row that is cut in half at the top counts as gone.
    const QModelIndex first = indexAt(QPoint(1, sizeHintForRow(0) / 2));
    if (first.isValid())
        emit scrolled(first.data(ObjectKeyRole).toString());
}

void ObjectTreeView::focusInEvent(QFocusEvent* event)
{
    QTreeView::focusInEvent(event);
    // Qt does this for a view once in its life; rows come and go, and the keyboard must be seen somewhere.
    if (!currentIndex().isValid() && model() && model()->rowCount() > 0) {
        const QModelIndex top = indexAt(QPoint(0, 0));
        selectionModel()->setCurrentIndex(top.isValid() ? top.siblingAtColumn(0) : model()->index(0, 0),
                                          QItemSelectionModel::NoUpdate);
    }
}

void ObjectTreeView::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy) && currentIndex().isValid()) {
        QApplication::clipboard()->setText(copyRows(*model(), *header(), CopyForm::Text, currentIndex()));
        return;
    }
    // Letters and signs are commands of the page (tokens.md §9); the filter field finds by text.
    const QString text = event->text();
    const bool plain = (event->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) == Qt::NoModifier;
    if (plain && !text.isEmpty() && text.at(0).isPrint() && !u"+-* "_s.contains(text.at(0))) {
        event->ignore();
        return;
    }
    QTreeView::keyPressEvent(event);
}

void ObjectTreeView::fillCopyMenu(QMenu& menu, const QModelIndex& index)
{
    const auto copy = [&](const QString& text, CopyForm form, const QModelIndex& only) {
        QAction* action = menu.addAction(text);
        action->setEnabled(model()->rowCount() > 0);
        connect(action, &QAction::triggered, this, [this, form, only = QPersistentModelIndex(only)] {
            QApplication::clipboard()->setText(copyRows(*model(), *header(), form, only));
        });
        return action;
    };
    if (index.isValid())
        copy(tr("Copy row"), CopyForm::Text, index)->setShortcut(QKeySequence::Copy);
    copy(tr("Copy list as text"), CopyForm::Text, {});
    copy(tr("Copy list as CSV"), CopyForm::Csv, {});
    copy(tr("Copy list as JSON"), CopyForm::Json, {});
}

void ObjectTreeView::contextMenuEvent(QContextMenuEvent* event)
{
    // By the menu key it is about the row one stands on.
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex index = byKey ? currentIndex() : indexAt(event->pos());
    if (index.isValid() && index != currentIndex())
        setCurrentIndex(index);
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setAccessibleName(tr("What can be done"));
    menu->setToolTipsVisible(true); // why something is off
    if (index.isValid())
        emit menuOpens(menu);
    if (!menu->isEmpty())
        menu->addSeparator();
    fillCopyMenu(*menu, index);
    menu->addSeparator();
    fillColumnMenu(*menu->addMenu(tr("Columns")));
    menu->popup(byKey ? viewport()->mapToGlobal(visualRect(index).bottomLeft()) : event->globalPos());
}

void ObjectTreeView::drawRow(QPainter* painter, const QStyleOptionViewItem& option,
                             const QModelIndex& index) const
{
    QTreeView::drawRow(painter, option, index);
    const QModelIndex first = index.siblingAtColumn(0);
    if (!hasFocus() || first != currentIndex().siblingAtColumn(0) || selectionModel()->isSelected(first))
        return;
    // One stands on it without having chosen it.
    drawFocusRing(*painter, QRectF(0, option.rect.top(), viewport()->width(), option.rect.height()), 0);
}

void ObjectTreeView::drawBranches(QPainter* painter, const QRect& rect, const QModelIndex& index) const
{
    int depth = 0;
    for (QModelIndex at = index.parent(); at.isValid(); at = at.parent())
        ++depth;
    if (depth > 0) {
        painter->setPen(Theme::current().color(ColorRole::Line));
        for (int level = 0; level < depth; ++level) {
            const int x = rect.left() + level * indentation() + indentation() / 2 + 1;
            painter->drawLine(x, rect.top(), x, rect.bottom());
        }
    }
    QTreeView::drawBranches(painter, rect, index);
}

} // namespace Drover
