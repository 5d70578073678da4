#include "ui/lists/listheader.h"

#include "ui/theme/iconcache.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QMouseEvent>
#include <QPainter>
#include <QStyleOption>

#include <algorithm>

namespace Drover {

namespace {

constexpr int arrowSize = 10;

} // namespace

ListHeader::ListHeader(QWidget* parent) : QHeaderView(Qt::Horizontal, parent)
{
    setTextElideMode(Qt::ElideRight);
    connect(this, &QHeaderView::sectionClicked, this, [this](int column) { sortBy(column, m_shift); });
}

void ListHeader::setSortsByColumns(bool on)
{
    m_sortsByColumns = on;
    if (on)
        setSectionsClickable(true);
}

void ListHeader::setSortColumns(const SortColumns& columns)
{
    m_sort = columns;
    viewport()->update();
}

void ListHeader::setHasChecks(bool checks)
{
    m_checks = checks;
    viewport()->update();
}

void ListHeader::setCheckState(Qt::CheckState state)
{
    if (state == m_check)
        return;
    m_check = state;
    viewport()->update();
}

void ListHeader::sortBy(int column, bool further)
{
    if (!m_sortsByColumns)
        return;
    SortColumns sort = m_sort;
    const auto known = std::find_if(sort.begin(), sort.end(),
                                    [column](const SortColumn& each) { return each.column == column; });
    const bool wasUp = known != sort.end() && known->order == Qt::AscendingOrder;
    const SortColumn wanted{column, wasUp ? Qt::DescendingOrder : Qt::AscendingOrder};
    if (!further)
        sort = {wanted};
    else if (known != sort.end())
        *known = wanted;
    else
        sort.append(wanted);
    setSortColumns(sort);
    emit sortColumnsChosen(sort);
}

bool ListHeader::isOnCheck(const QPoint& at) const
{
    const int left = sectionViewportPosition(0);
    return m_checks && at.x() >= left && at.x() < left + checkWidth;
}

void ListHeader::mousePressEvent(QMouseEvent* event)
{
    m_shift = event->modifiers().testFlag(Qt::ShiftModifier);
    if (isOnCheck(event->pos())) {
        if (event->button() == Qt::LeftButton)
            emit checkClicked();
        return;
    }
    QHeaderView::mousePressEvent(event);
}

void ListHeader::mouseReleaseEvent(QMouseEvent* event)
{
    m_shift = event->modifiers().testFlag(Qt::ShiftModifier);
    QHeaderView::mouseReleaseEvent(event);
}

void ListHeader::paintSection(QPainter* painter, const QRect& rect, int section) const
{
    const Theme& theme = Theme::current();
    const bool hasCheck = m_checks && section == 0;
    painter->save();
    QHeaderView::paintSection(painter, hasCheck ? rect.adjusted(checkWidth - 8, 0, 0, 0) : rect, section);
    painter->restore();
    painter->save();
    if (hasCheck) {
        const QRect left(rect.x(), rect.y(), checkWidth - 8, rect.height());
        painter->fillRect(left, theme.color(ColorRole::Bg2));
        painter->fillRect(left.adjusted(0, left.height() - 1, 0, 0), theme.color(ColorRole::Line));
        QStyleOptionViewItem box;
        box.rect = QRect(rect.x() + 8, rect.y() + (rect.height() - 20) / 2, 20, 20);
        box.state = QStyle::State_Enabled;
        box.state |= m_check == Qt::Checked            ? QStyle::State_On
                     : m_check == Qt::PartiallyChecked ? QStyle::State_NoChange
                                                       : QStyle::State_Off;
        style()->drawPrimitive(QStyle::PE_IndicatorItemViewItemCheck, &box, painter, this);
    }
    const auto sorted = std::find_if(m_sort.begin(), m_sort.end(),
                                     [section](const SortColumn& each) { return each.column == section; });
    if (sorted != m_sort.end()) {
        const QString number = m_sort.size() > 1 ? QString::number(sorted - m_sort.begin() + 1) : QString();
        const int wide = arrowSize + (number.isEmpty() ? 0 : textWidth(FontRole::FigureSmall, number) + 2);
        const QRect mark(rect.right() - wide - 7, rect.y(), wide + 6, rect.height() - 1);
        painter->fillRect(mark, theme.color(ColorRole::Bg2));
        drawIcon(*painter, QPointF(mark.x() + 2, mark.center().y() - arrowSize / 2 + 1),
                 sorted->order == Qt::AscendingOrder ? IconName::ChevronUp : IconName::ChevronDown, arrowSize,
                 theme.color(ColorRole::Acc));
        drawText(*painter, QRectF(mark), Qt::AlignRight | Qt::AlignVCenter, number, FontRole::FigureSmall,
                 theme.color(ColorRole::Acc));
    }
    painter->restore();
}

} // namespace Drover
