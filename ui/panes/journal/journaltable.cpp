#include "ui/panes/journal/journaltable.h"

#include "models/journal/journalmodel.h"
#include "ui/text/words.h"
#include "ui/theme/eventlook.h"
#include "ui/theme/iconcache.h"
#include "ui/theme/paint.h"
#include "ui/theme/statuslook.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>

namespace Drover {

JournalTable::JournalTable(QWidget* parent) : QTableView(parent)
{
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setMouseTracking(true);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ContiguousSelection);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(24);
    verticalHeader()->setDefaultSectionSize(24);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionsMovable(true);
    horizontalHeader()->setFixedHeight(28);
    horizontalHeader()->setFont(themeFont(FontRole::LabelMedium));
    // The view makes it by itself; hidden with the rows' numbers, it is found all the same.
    for (auto* corner : findChildren<QAbstractButton*>(QString(), Qt::FindDirectChildrenOnly)) {
        corner->setObjectName(QStringLiteral("journal-pane/table/corner"));
        corner->setAccessibleName(tr("Select all"));
    }
    connect(this, &QAbstractItemView::doubleClicked, this, &JournalTable::openRequested);
}

void JournalTable::setModel(QAbstractItemModel* model)
{
    QTableView::setModel(model);
    connect(model, &QAbstractItemModel::modelReset, this, [this] { emit currentRowChanged(-1); });
}

std::pair<int, int> JournalTable::selectedRows() const
{
    const QItemSelection selection = selectionModel()->selection();
    if (selection.isEmpty())
        return {-1, -1};
    int top = selection.constFirst().top();
    int bottom = selection.constFirst().bottom();
    for (const QItemSelectionRange& range : selection) {
        top = std::min(top, range.top());
        bottom = std::max(bottom, range.bottom());
    }
    return {top, bottom};
}

std::pair<int, int> JournalTable::rowsInView() const
{
    const int first = rowAt(0);
    if (first < 0)
        return {-1, -1};
    const int last = rowAt(viewport()->height() - 1);
    return {first, last < 0 ? model()->rowCount() - 1 : last};
}

/// Rows that are folded or unfolded above do not move those in view.
void JournalTable::rowsInserted(const QModelIndex& parent, int start, int end)
{
    const int first = rowAt(0);
    QTableView::rowsInserted(parent, start, end);
    if (start > 0 && start <= first)
        verticalScrollBar()->setValue(verticalScrollBar()->value() + (end - start + 1) * 24);
    emit rowsInViewChanged();
}

void JournalTable::rowsAboutToBeRemoved(const QModelIndex& parent, int start, int end)
{
    const int first = rowAt(0);
    QTableView::rowsAboutToBeRemoved(parent, start, end);
    if (end < first)
        verticalScrollBar()->setValue(verticalScrollBar()->value() - (end - start + 1) * 24);
}

void JournalTable::scrollContentsBy(int dx, int dy)
{
    QTableView::scrollContentsBy(dx, dy);
    if (dy != 0)
        emit rowsInViewChanged();
}

void JournalTable::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    emit rowsInViewChanged();
}

void JournalTable::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QTableView::currentChanged(current, previous);
    emit currentRowChanged(current.row());
}

void JournalTable::keyboardSearch(const QString&)
{
    // The filter field finds by text; a row that has not been read has none.
}

void JournalTable::keyPressEvent(QKeyEvent* event)
{
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid()) {
        emit openRequested(currentIndex());
        return;
    }
    // Letters, what leads along causes and folds, and copying of rows are the pane's.
    const bool plain = !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    const bool letter = plain && !event->text().trimmed().isEmpty() && event->text().front().isPrint();
    const bool upOrDown = event->key() == Qt::Key_Up || event->key() == Qt::Key_Down;
    const bool sideways = event->key() == Qt::Key_Left || event->key() == Qt::Key_Right;
    if (letter || (plain && sideways) || (event->modifiers() == Qt::ControlModifier && upOrDown) ||
        event->matches(QKeySequence::Copy)) {
        event->ignore();
        return;
    }
    QTableView::keyPressEvent(event);
}

bool JournalTable::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::MouseMove)
        hover(rowAt(static_cast<QMouseEvent*>(event)->pos().y()));
    else if (event->type() == QEvent::Leave)
        hover(-1);
    return QTableView::viewportEvent(event);
}

void JournalTable::hover(int row)
{
    if (row == m_hovered)
        return;
    const auto repaint = [this](int which) {
        if (which >= 0)
            viewport()->update(0, rowViewportPosition(which), viewport()->width(), 24);
    };
    repaint(std::exchange(m_hovered, row));
    repaint(row);
}

JournalDelegate::JournalDelegate(JournalTable* table) : RowDelegate(table), m_table(table)
{
    setRowHeight(24);
}

void JournalDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    RowDelegate::initStyleOption(option, index);
    option->state.setFlag(QStyle::State_MouseOver, index.row() == m_table->hoveredRow());
}

void JournalDelegate::paintCell(QPainter& painter, const QRectF& area, const QModelIndex& index) const
{
    const Theme& theme = Theme::current();
    const QString text = index.data().toString();
    const auto column = JournalColumn(index.column());
    const auto middle = [&area](int size) { return QPointF(area.x(), area.center().y() - size / 2.0 + 0.5); };
    switch (column) {
    case JournalColumn::What:
        paintEvent(painter, area, index);
        return;
    case JournalColumn::Actor: {
        const QVariant kind = index.data(ActorKindRole);
        if (!kind.isValid())
            return;
        const ActorLook look = actorLook(ActorKind(kind.toInt()));
        drawIcon(painter, middle(13), look.icon, 13, theme.color(look.tone, TonePart::Text));
        drawText(painter, area.adjusted(20, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, text,
                 FontRole::Secondary, theme.color(ColorRole::Tx1));
        return;
    }
    case JournalColumn::Object: {
        const auto kind = RowKind(index.data(KindRole).toInt());
        if (kind != RowKind::None && !text.isEmpty())
            drawIcon(painter, middle(13), kindIcon(kind), 13, theme.color(ColorRole::Tx3));
        drawText(painter, area.adjusted(20, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, text,
                 FontRole::Secondary, theme.color(ColorRole::Tx1));
        return;
    }
    case JournalColumn::Cause:
        paintCause(painter, area, index);
        return;
    case JournalColumn::Seq:
        if (index.data(FoldedRole).isValid()) {
            drawIcon(painter, middle(11), IconName::ChevronRight, 11, theme.color(ColorRole::Tx2));
            drawText(painter, area.adjusted(16, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, text,
                     FontRole::FigureSmall, theme.color(ColorRole::Tx3));
            return;
        }
        break;
    case JournalColumn::Time:
    case JournalColumn::Reason:
        break;
    }
    const bool figure = index.data(FigureRole).toBool();
    const bool dim = index.data(DimRole).toBool();
    drawText(painter, area, Qt::AlignLeft | Qt::AlignVCenter, text,
             figure ? FontRole::FigureSmall : FontRole::Secondary,
             theme.color(dim ? ColorRole::Tx3 : ColorRole::Tx1));
}

/// The position leads there; the words say what it was.
void JournalDelegate::paintCause(QPainter& painter, const QRectF& area, const QModelIndex& index) const
{
    const QString text = index.data().toString();
    if (text.isEmpty())
        return;
    const Theme& theme = Theme::current();
    drawIcon(painter, QPointF(area.x(), area.center().y() - 5), IconName::Effect, 11,
             theme.color(ColorRole::Tx3));
    QRectF rest = area.adjusted(17, 0, 0, 0);
    QString words = text;
    if (const qint64 seq = index.data(CauseSeqRole).toLongLong(); seq > 0) {
        const QString position = countText(seq);
        drawText(painter, rest, Qt::AlignLeft | Qt::AlignVCenter, position, FontRole::FigureSmall,
                 theme.color(ColorRole::Acc));
        rest.adjust(textWidth(FontRole::FigureSmall, position) + 6, 0, 0, 0);
        words.remove(0, position.size() + 1);
    }
    drawText(painter, rest, Qt::AlignLeft | Qt::AlignVCenter, words, FontRole::Secondary,
             theme.color(ColorRole::Tx3));
}

void JournalDelegate::paintEvent(QPainter& painter, const QRectF& area, const QModelIndex& index) const
{
    const QString kind = index.data(EventKindRole).toString();
    if (kind.isEmpty())
        return;
    const Theme& theme = Theme::current();
    const QColor color = theme.color(Tone(index.data(ToneRole).toInt()), TonePart::Text);
    const bool failure = index.data(EmphasisRole).toBool();
    drawIcon(painter, QPointF(area.x(), area.center().y() - 6),
             topicIcon(EventTopic(index.data(EventTopicRole).toInt())), 13, color);
    QRectF rest = area.adjusted(20, 0, 0, 0);
    const QString words = index.data().toString();
    // Where there is no room for both, the words say it.
    const double wide = textWidth(FontRole::FigureSmall, kind) + 8;
    if (wide + textWidth(FontRole::Secondary, words) <= rest.width()) {
        drawText(painter, rest, Qt::AlignLeft | Qt::AlignVCenter, kind, FontRole::FigureSmall,
                 theme.color(ColorRole::Tx3));
        rest.adjust(wide, 0, 0, 0);
    }
    const bool folded = index.data(FoldedRole).isValid();
    drawText(painter, rest, Qt::AlignLeft | Qt::AlignVCenter, words,
             folded ? FontRole::SecondaryMedium : FontRole::Secondary,
             failure  ? color
             : folded ? theme.color(ColorRole::Tx3)
                      : theme.color(ColorRole::Tx1));
}

int JournalDelegate::contentWidth(const QModelIndex& index) const
{
    const int text = textWidth(FontRole::Secondary, index.data().toString());
    return JournalColumn(index.column()) == JournalColumn::What
               ? 28 + textWidth(FontRole::FigureSmall, index.data(EventKindRole).toString()) + text
               : 20 + text;
}

} // namespace Drover
