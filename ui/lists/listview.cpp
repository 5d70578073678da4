#include "ui/lists/listview.h"

#include "models/roles.h"
#include "ui/lists/listheader.h"
#include "ui/text/listtext.h"
#include "ui/text/words.h"
#include "ui/theme/iconcache.h"
#include "ui/theme/paint.h"
#include "ui/theme/statuslook.h"
#include "ui/theme/theme.h"
#include "ui/widgets/controls.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPushButton>

#include <optional>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int checkSize = 20;

void drawCheck(QPainter& painter, const QWidget& widget, const QRect& row, Qt::CheckState state)
{
    QStyleOptionViewItem box;
    box.rect = QRect(row.x() + 8, row.y() + (row.height() - checkSize) / 2, checkSize, checkSize);
    box.state = QStyle::State_Enabled;
    box.state |= state == Qt::Checked            ? QStyle::State_On
                 : state == Qt::PartiallyChecked ? QStyle::State_NoChange
                                                 : QStyle::State_Off;
    widget.style()->drawPrimitive(QStyle::PE_IndicatorItemViewItemCheck, &box, &painter, &widget);
}

Qt::CheckState stateOf(int chosen, int all)
{
    return chosen == 0 ? Qt::Unchecked : chosen == all ? Qt::Checked : Qt::PartiallyChecked;
}

} // namespace

ListView::ListView(QWidget* parent) : ObjectTreeView(parent)
{
    setIndentation(ListHeader::checkWidth);
    setRootIsDecorated(true);
    setItemsExpandable(false);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    listHeader()->setHasChecks(true);
}

void ListView::setList(IndexedListModel* model)
{
    m_list = model;
    setModel(model);
    connect(model, &QAbstractItemModel::rowsInserted, this, &ListView::countChosen);
    connect(model, &QAbstractItemModel::rowsRemoved, this, &ListView::countChosen);
    connect(model, &QAbstractItemModel::modelReset, this, &ListView::countChosen);
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, &ListView::countChosen);
    connect(listHeader(), &ListHeader::checkClicked, this, [this] {
        if (m_chosen > 0)
            clearSelection();
        else
            selectAll();
    });
}

bool ListView::isHead(const QModelIndex& index) const
{
    return index.isValid() && !index.flags().testFlag(Qt::ItemIsSelectable);
}

int ListView::headOf(int row) const
{
    while (row >= 0 && !isHead(m_list->index(row, 0)))
        --row;
    return row;
}

int ListView::chosenIn(int first, int last) const
{
    int chosen = 0;
    const QItemSelection ranges = selectionModel()->selection();
    for (const QItemSelectionRange& range : ranges) {
        const int from = std::max(first, range.top());
        const int to = std::min(last, range.bottom());
        for (int row = from; row <= to; ++row)
            chosen += isHead(m_list->index(row, 0)) ? 0 : 1;
    }
    return chosen;
}

void ListView::countChosen()
{
    m_chosen = chosenIn(0, m_list->rowCount() - 1);
    listHeader()->setCheckState(stateOf(m_chosen, m_list->matchCount()));
    viewport()->update(); // the heads' boxes
    emit chosenChanged();
}

void ListView::chooseGroup(int headRow, bool chosen)
{
    const auto [first, last] = m_list->groupRows(headRow);
    if (last < first)
        return;
    selectionModel()->select(QItemSelection(m_list->index(first, 0), m_list->index(last, 0)),
                             (chosen ? QItemSelectionModel::Select : QItemSelectionModel::Deselect) |
                                 QItemSelectionModel::Rows);
}

void ListView::selectAll()
{
    if (m_list->rowCount() > 0)
        selectionModel()->select(
            QItemSelection(m_list->index(0, 0), m_list->index(m_list->rowCount() - 1, 0)),
            QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

/// Qt looks at every row of a range for what it covers of the view; only those in sight can.
void ListView::dataChanged(const QModelIndex& topLeft, const QModelIndex& bottomRight,
                           const QList<int>& roles)
{
    const QModelIndex lowest = indexAt(viewport()->rect().bottomLeft());
    const int first = std::max(topLeft.row(), indexAt(QPoint(0, 0)).row());
    const int last = lowest.isValid() ? std::min(bottomRight.row(), lowest.row()) : bottomRight.row();
    if (first <= last)
        ObjectTreeView::dataChanged(topLeft.siblingAtRow(first), bottomRight.siblingAtRow(last), roles);
}

bool ListView::isOnCheck(const QPoint& at) const
{
    const int left = columnViewportPosition(0);
    return at.x() >= left && at.x() < left + ListHeader::checkWidth;
}

QItemSelectionModel::SelectionFlags ListView::selectionCommand(const QModelIndex& index,
                                                               const QEvent* event) const
{
    constexpr auto toggle = QItemSelectionModel::Toggle | QItemSelectionModel::Rows;
    if (event && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<const QKeyEvent*>(event);
        if (key->key() == Qt::Key_Space && !key->modifiers().testFlag(Qt::ShiftModifier))
            return toggle;
    }
    if (event && (event->type() == QEvent::MouseButtonPress || event->type() == QEvent::MouseButtonRelease)) {
        const auto* mouse = static_cast<const QMouseEvent*>(event);
        if (isOnCheck(mouse->pos()) && mouse->modifiers() == Qt::NoModifier)
            return event->type() == QEvent::MouseButtonPress ? toggle : QItemSelectionModel::NoUpdate;
    }
    return ObjectTreeView::selectionCommand(index, event);
}

void ListView::keyPressEvent(QKeyEvent* event)
{
    const QModelIndex current = currentIndex();
    const int head = current.isValid() ? headOf(current.row()) : -1;
    if (event->key() == Qt::Key_A && event->modifiers() == (Qt::ControlModifier | Qt::ShiftModifier)) {
        if (head >= 0)
            chooseGroup(head, true);
        return;
    }
    if (event->key() == Qt::Key_Escape && m_chosen > 0) {
        clearSelection();
        return;
    }
    if (head >= 0 && (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right)) {
        m_list->setCollapsed(head, event->key() == Qt::Key_Left);
        setCurrentIndex(m_list->index(head, 0));
        return;
    }
    if (isHead(current) && event->key() == Qt::Key_Space) {
        const auto [first, last] = m_list->groupRows(head);
        chooseGroup(head, chosenIn(first, last) == 0);
        return;
    }
    ObjectTreeView::keyPressEvent(event);
}

void ListView::mousePressEvent(QMouseEvent* event)
{
    const QModelIndex index = indexAt(event->pos());
    if (!isHead(index) || event->button() != Qt::LeftButton) {
        ObjectTreeView::mousePressEvent(event);
        return;
    }
    const int row = index.row();
    if (isOnCheck(event->pos())) {
        const auto [first, last] = m_list->groupRows(row);
        chooseGroup(row, chosenIn(first, last) == 0);
    } else {
        m_list->setCollapsed(row, !index.data(GroupRole).value<GroupHead>().collapsed);
    }
}

void ListView::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (isHead(indexAt(event->pos())))
        mousePressEvent(event);
    else
        ObjectTreeView::mouseDoubleClickEvent(event);
}

bool ListView::keepsPlace() const
{
    return m_list->isFollowing();
}

void ListView::drawBranches(QPainter* painter, const QRect& rect, const QModelIndex& index) const
{
    drawCheck(*painter, *this, rect, selectionModel()->isSelected(index) ? Qt::Checked : Qt::Unchecked);
}

void ListView::drawRow(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QVariant head = index.siblingAtColumn(0).data(GroupRole);
    if (!head.isValid()) {
        ObjectTreeView::drawRow(painter, option, index);
        return;
    }
    painter->save();
    drawHead(*painter, option.rect, index.row(), head.value<GroupHead>());
    painter->restore();
}

/// Box, fold, what they have in common, how many; at the right how many are chosen and how the others do.
void ListView::drawHead(QPainter& painter, const QRect& rect, int row, const GroupHead& head) const
{
    const Theme& theme = Theme::current();
    const QRect line(0, rect.y(), viewport()->width(), rect.height());
    painter.fillRect(
        line, theme.color(currentIndex().row() == row && hasFocus() ? ColorRole::Sel2 : ColorRole::Bg2));
    painter.fillRect(QRect(0, line.bottom(), line.width(), 1), theme.color(ColorRole::Line));
    const auto [first, last] = m_list->groupRows(row);
    const int chosen = chosenIn(first, last);
    drawCheck(painter, *this, line, head.collapsed ? Qt::Unchecked : stateOf(chosen, head.matched));
    constexpr int sign = 11;
    double x = ListHeader::checkWidth + 4;
    drawIcon(painter, QPointF(x, line.center().y() - sign / 2),
             head.collapsed ? IconName::ChevronRight : IconName::ChevronDown, sign,
             theme.color(ColorRole::Tx3));
    x += sign + 9;
    const auto words = [&](const QString& text, FontRole font, ColorRole color) {
        const int wide = textWidth(font, text);
        drawText(painter, QRectF(x, line.y(), wide + 1, line.height()), Qt::AlignLeft | Qt::AlignVCenter,
                 text, font, theme.color(color));
        x += wide + 8;
    };
    words(groupHeadText(head), FontRole::BodyStrong, ColorRole::Tx1);
    words(head.matched == head.total
              ? countText(head.total)
              : tr("%1 of %2 match").arg(countText(head.matched), countText(head.total)),
          FontRole::Secondary, ColorRole::Tx3);
    double right = line.right() - 14;
    const auto figure = [&](const QString& text, const QColor& color, std::optional<IconName> icon) {
        const int wide = textWidth(FontRole::Secondary, text);
        drawText(painter, QRectF(right - wide, line.y(), wide + 1, line.height()),
                 Qt::AlignLeft | Qt::AlignVCenter, text, FontRole::Secondary, color);
        right -= wide + 5;
        if (icon) {
            drawIcon(painter, QPointF(right - 13, line.center().y() - 6), *icon, 13, color);
            right -= 13;
        }
        right -= 14;
    };
    for (const auto& [status, count] : head.tally) {
        const StatusLook look = statusLook(status);
        if (look.tone != Tone::Ok && status != Status::Unknown)
            figure(countText(count), theme.color(look.tone, TonePart::Text), look.icon);
    }
    if (chosen > 0)
        figure(tr("%1 selected").arg(countText(chosen)), theme.color(ColorRole::Acc), std::nullopt);
}

} // namespace Drover
