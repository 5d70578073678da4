#include "ui/widgets/codeview.h"
#include "ui/access/widgetaccess.h"

#include "ui/theme/contentlook.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QClipboard>
#include <QFontMetricsF>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QScrollBar>
#include <QToolTip>
#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr qsizetype longestShown = 4'000; // one endless line must not stall the painter
constexpr int textMargin = 10;

double advance()
{
    return QFontMetricsF(themeFont(FontRole::FigureSmall)).horizontalAdvance(u'0');
}

} // namespace

CodeView::CodeView(QWidget* parent) : QAbstractScrollArea(parent)
{
    setAccessRole(this, QAccessible::Document);
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    viewport()->setMouseTracking(true);
    const auto action = [this](const QString& text, QKeySequence::StandardKey key, auto run) {
        auto* added = new QAction(text, this);
        added->setShortcut(key);
        added->setShortcutContext(Qt::WidgetShortcut);
        connect(added, &QAction::triggered, this, run);
        addAction(added);
    };
    action(tr("Copy"), QKeySequence::Copy, [this] { copy(); });
    action(tr("Select all"), QKeySequence::SelectAll, [this] {
        m_anchor = 0;
        m_current = std::max(0, int(m_rows.size()) - 1);
        viewport()->update();
    });
    setContextMenuPolicy(Qt::ActionsContextMenu);
}

void CodeView::setRows(const QList<Row>& rows, CodeLanguage language)
{
    m_rows = rows;
    m_language = language;
    QStringList lines;
    m_widest = 0;
    for (Row& row : m_rows) {
        row.text.truncate(longestShown);
        row.text.replace(u'\t', u' ');
        m_widest = std::max(m_widest, int(row.text.size()));
        lines.append(row.folded ? QString() : row.text);
    }
    m_inAction = actionStarts(lines);
    m_current = std::clamp(m_current, 0, std::max(0, int(m_rows.size()) - 1));
    m_anchor = m_current;
    m_marks.clear();
    m_fault = {};
    updateBars();
    viewport()->update();
}

void CodeView::setMarks(const QList<Mark>& marks)
{
    m_marks = marks;
    std::ranges::sort(m_marks, {}, &Mark::row);
    viewport()->update();
}

void CodeView::setFault(const Fault& fault)
{
    m_fault = fault;
    viewport()->update();
}

int CodeView::rowHeight() const
{
    return lineHeight(FontRole::FigureSmall) + 2;
}

int CodeView::gutter() const
{
    int most = 1;
    for (auto row = m_rows.crbegin(); row != m_rows.crend(); ++row) {
        if (row->number > 0) {
            most = row->number;
            break;
        }
    }
    return std::max(36, textWidth(FontRole::FigureSmall, QString::number(most)) + 14);
}

int CodeView::visibleRows() const
{
    return std::max(1, (viewport()->height() - 8) / rowHeight());
}

int CodeView::rowAt(double y) const
{
    const int row = verticalScrollBar()->value() + int(std::floor((y - 4) / rowHeight()));
    return std::clamp(row, 0, std::max(0, int(m_rows.size()) - 1));
}

void CodeView::updateBars()
{
    verticalScrollBar()->setRange(0, std::max(0, int(m_rows.size()) - visibleRows()));
    verticalScrollBar()->setPageStep(visibleRows());
    verticalScrollBar()->setSingleStep(1);
    const int wide = gutter() + textMargin + int(std::ceil((m_widest + 2) * advance()));
    horizontalScrollBar()->setRange(0, std::max(0, wide - viewport()->width()));
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setSingleStep(int(advance()) * 4);
}

void CodeView::setCurrentRow(int row)
{
    if (m_rows.isEmpty())
        return;
    m_current = m_anchor = std::clamp(row, 0, int(m_rows.size()) - 1);
    QScrollBar* bar = verticalScrollBar();
    if (m_current < bar->value() || m_current >= bar->value() + visibleRows())
        bar->setValue(std::max(0, m_current - visibleRows() / 3));
    tellCurrent();
    viewport()->update();
}

void CodeView::goTo(int row, bool extend)
{
    if (m_rows.isEmpty())
        return;
    const int to = std::clamp(row, 0, int(m_rows.size()) - 1);
    if (!extend)
        m_anchor = to;
    m_current = to;
    QScrollBar* bar = verticalScrollBar();
    if (to < bar->value())
        bar->setValue(to);
    else if (to >= bar->value() + visibleRows())
        bar->setValue(to - visibleRows() + 1);
    tellCurrent();
    viewport()->update();
    emit currentRowChanged(to);
}

/// What a reader of the screen says of the row.
void CodeView::tellCurrent()
{
    if (m_current >= m_rows.size())
        return;
    const Row& row = m_rows.at(m_current);
    setAccessibleDescription(row.number > 0 ? tr("Line %1: %2").arg(row.number).arg(row.text)
                                            : tr("Nothing stands here"));
}

void CodeView::tie(CodeView& other)
{
    const auto both = [](CodeView* from, CodeView* to) {
        connect(from->verticalScrollBar(), &QScrollBar::valueChanged, to->verticalScrollBar(),
                &QScrollBar::setValue);
        connect(from, &CodeView::currentRowChanged, to, &CodeView::setCurrentRow);
    };
    both(this, &other);
    both(&other, this);
}

QString CodeView::selectedText() const
{
    QStringList lines;
    for (int row = std::min(m_anchor, m_current); row <= std::max(m_anchor, m_current) && row < m_rows.size();
         ++row) {
        if (m_rows.at(row).number > 0)
            lines.append(m_rows.at(row).text);
    }
    return lines.join(u'\n');
}

void CodeView::copy() const
{
    QGuiApplication::clipboard()->setText(selectedText());
}

const CodeView::Mark* CodeView::markAt(QPointF position) const
{
    const int row = rowAt(position.y());
    const double x = position.x() - gutter() - textMargin + horizontalScrollBar()->value();
    const int column = int(std::floor(x / advance()));
    for (const Mark& mark : m_marks) {
        if (mark.row == row && column >= mark.column && column < mark.column + mark.length)
            return &mark;
    }
    return nullptr;
}

void CodeView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || m_rows.isEmpty())
        return;
    const Mark* mark = markAt(event->position());
    const QString name = mark ? mark->name : QString();
    goTo(rowAt(event->position().y()), event->modifiers().testFlag(Qt::ShiftModifier));
    if (m_rows.at(m_current).folded)
        emit foldOpened(m_current);
    else if (!name.isEmpty())
        emit markChosen(name);
}

void CodeView::mouseMoveEvent(QMouseEvent* event)
{
    const bool overFold = !m_rows.isEmpty() && m_rows.at(rowAt(event->position().y())).folded;
    viewport()->setCursor(overFold || markAt(event->position()) ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (event->buttons().testFlag(Qt::LeftButton))
        goTo(rowAt(event->position().y()), true);
}

void CodeView::keyPressEvent(QKeyEvent* event)
{
    const bool extend = event->modifiers().testFlag(Qt::ShiftModifier);
    switch (event->key()) {
    case Qt::Key_Up:
        return goTo(m_current - 1, extend);
    case Qt::Key_Down:
        return goTo(m_current + 1, extend);
    case Qt::Key_PageUp:
        return goTo(m_current - visibleRows(), extend);
    case Qt::Key_PageDown:
        return goTo(m_current + visibleRows(), extend);
    case Qt::Key_Home:
        return goTo(0, extend);
    case Qt::Key_End:
        return goTo(int(m_rows.size()) - 1, extend);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_current < m_rows.size() && m_rows.at(m_current).folded)
            return emit foldOpened(m_current);
        break;
    default:
        break;
    }
    QAbstractScrollArea::keyPressEvent(event);
}

bool CodeView::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const Mark* mark = markAt(help->pos());
        QToolTip::showText(help->globalPos(), mark ? mark->hint : QString(), this);
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void CodeView::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateBars();
}

void CodeView::scrollContentsBy(int, int)
{
    viewport()->update();
}

void CodeView::focusInEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void CodeView::focusOutEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

void CodeView::paintText(QPainter& painter, int row, double y, double left)
{
    const Theme& theme = Theme::current();
    const QString& text = m_rows.at(row).text;
    const double step = advance();
    const double high = rowHeight();
    const double baseline =
        y + (high + painter.fontMetrics().ascent() - painter.fontMetrics().descent()) / 2.0;
    const auto draw = [&](qsizetype from, qsizetype length, ColorRole color) {
        painter.setPen(theme.color(color));
        painter.drawText(QPointF(left + double(from) * step, baseline), text.sliced(from, length));
    };
    if (m_rows.at(row).folded)
        return draw(0, text.size(), ColorRole::Tx3);
    qsizetype at = 0;
    for (const CodeSpan& span : codeSpans(text, m_language, m_inAction.value(row))) {
        if (span.start > at)
            draw(at, span.start - at, ColorRole::Tx1);
        draw(span.start, span.length, codeColor(span.token));
        at = span.start + span.length;
    }
    if (at < text.size())
        draw(at, text.size() - at, ColorRole::Tx1);
    const auto [first, last] = std::ranges::equal_range(m_marks, row, {}, &Mark::row);
    painter.setPen(QPen(theme.color(ColorRole::Run), 1.5, Qt::DotLine));
    for (auto mark = first; mark != last; ++mark) {
        const double x = left + mark->column * step;
        const double line = std::floor(y + high) - 2.5;
        painter.drawLine(QPointF(x, line), QPointF(x + mark->length * step, line));
    }
}

void CodeView::paintRow(QPainter& painter, int row, double y)
{
    const Theme& theme = Theme::current();
    const double high = rowHeight();
    const QRectF whole(0, y, viewport()->width(), high);
    const bool selected = row >= std::min(m_anchor, m_current) && row <= std::max(m_anchor, m_current);
    const bool wrong = row == m_fault.row;
    if (wrong)
        painter.fillRect(whole, theme.color(ColorRole::BadTint));
    if (selected) {
        if (!wrong)
            painter.fillRect(whole, theme.color(hasFocus() ? ColorRole::Sel : ColorRole::Sel2));
        painter.fillRect(QRectF(0, y, 2, high), theme.color(ColorRole::SelLine));
    }
    const double left = gutter() + textMargin - horizontalScrollBar()->value();
    painter.save();
    painter.setClipRect(QRectF(gutter(), y, viewport()->width() - gutter(), high));
    painter.setFont(themeFont(FontRole::FigureSmall));
    paintText(painter, row, y, left);
    if (wrong && !m_fault.note.isEmpty()) {
        const double x =
            left + (m_rows.at(row).text.isEmpty() ? 0 : m_rows.at(row).text.size() + 2) * advance();
        drawText(painter, QRectF(x, y, std::max(0.0, viewport()->width() - x - 8), high),
                 Qt::AlignLeft | Qt::AlignVCenter, m_fault.note, FontRole::Label,
                 theme.color(ColorRole::Bad));
    }
    painter.restore();
    if (m_rows.at(row).number > 0)
        drawText(painter, QRectF(0, y, gutter() - 8, high), Qt::AlignRight | Qt::AlignVCenter,
                 QString::number(m_rows.at(row).number), FontRole::FigureSmall,
                 theme.color(wrong      ? ColorRole::Bad
                             : selected ? ColorRole::Tx1
                                        : ColorRole::Tx3));
}

void CodeView::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), Theme::current().color(ColorRole::Bg1));
    const int first = verticalScrollBar()->value();
    const int last = std::min(int(m_rows.size()), first + visibleRows() + 2);
    double y = 4;
    for (int row = first; row < last; ++row, y += rowHeight())
        paintRow(painter, row, y);
    if (hasFocus())
        drawFocusRing(painter, viewport()->rect(), 0);
}

} // namespace Drover
