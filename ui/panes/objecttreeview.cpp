#include "ui/panes/objecttreeview.h"

#include "models/roles.h"
#include "ui/panes/copyrows.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QScopedValueRollback>

namespace Drover {

ObjectTreeView::ObjectTreeView(QWidget* parent) : QTreeView(parent)
{
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
    emit objectChosen(current.data(ObjectKeyRole).toString());
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

void ObjectTreeView::keyboardSearch(const QString&)
{
    // Letters are commands here (tokens.md §9); the filter field finds by text.
}

void ObjectTreeView::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy) && currentIndex().isValid()) {
        QApplication::clipboard()->setText(copyRows(*model(), *header(), CopyForm::Text, currentIndex()));
        return;
    }
    QTreeView::keyPressEvent(event);
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
    if (index.isValid())
        emit menuOpens(menu);
    if (!menu->isEmpty())
        menu->addSeparator();
    const auto copy = [&](const QString& text, CopyForm form, const QModelIndex& only) {
        QAction* action = menu->addAction(text);
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
    menu->popup(byKey ? viewport()->mapToGlobal(visualRect(index).bottomLeft()) : event->globalPos());
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
