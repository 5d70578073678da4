#include "ui/panes/objecttreeview.h"

#include "models/roles.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"

#include <QHeaderView>
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

void ObjectTreeView::keyboardSearch(const QString&)
{
    // Letters are commands here (tokens.md §9); the filter field finds by text.
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
