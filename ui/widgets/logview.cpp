#include "ui/widgets/logview.h"

#include "ui/text/words.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/logmetrics.h"

#include <QAction>
#include <QFontMetricsF>
#include <QKeyEvent>
#include <QPushButton>
#include <QScrollBar>
#include <QTimerEvent>
#include <cmath>
#include <limits>
#include <utility>

using namespace Qt::StringLiterals;

namespace Drover {

LogView::LogView(QWidget* parent)
    : QAbstractScrollArea(parent),
      m_pill(makeButton(u"new-lines"_s, QString(), IconName::Follow, ButtonKind::Primary, this))
{
    setButtonSize(m_pill, ButtonSize::Small);
    m_pill->setAccessibleName(tr("Go to the newest lines"));
    m_pill->hide();
    m_pill->setFocusPolicy(Qt::NoFocus);
    connect(m_pill, &QPushButton::clicked, this, [this] { setFollow(true); });
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    viewport()->setCursor(Qt::IBeamCursor);
    setAccessRole(this, QAccessible::Document);
    setAccessibleName(tr("Log"));
    auto* copy = new QAction(tr("Copy"), this);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    connect(copy, &QAction::triggered, this, &LogView::copySelection);
    auto* all = new QAction(tr("Select all"), this);
    all->setShortcut(QKeySequence::SelectAll);
    all->setShortcutContext(Qt::WidgetShortcut);
    connect(all, &QAction::triggered, this, &LogView::selectAll);
    addActions({copy, all});
    setContextMenuPolicy(Qt::ActionsContextMenu);
}

qint64 LogView::lineCount() const
{
    return m_source ? m_source->lineCount() : 0;
}

QString LogView::lineText(qint64 line) const
{
    return m_source ? LogMetrics::shown(m_source->line(line)) : QString();
}

void LogView::setSource(const LogSource* source)
{
    m_source = source;
    m_anchor = m_cursor = {};
    m_widest = 0;
    m_newLines = 0;
    m_knownLines = lineCount();
    m_foundLine = -1;
    m_findWaits = false;
    m_findTimer.stop();
    updateBars();
    setFollow(true);
    viewport()->update();
}

void LogView::refresh()
{
    const qint64 count = lineCount();
    if (!m_follow && count > m_knownLines) {
        m_newLines += count - m_knownLines;
    }
    m_knownLines = count;
    updateBars();
    updatePill();
    if (std::exchange(m_findWaits, false)) {
        m_findTimer.start(0, this);
    }
    viewport()->update();
}

void LogView::shiftLines(qint64 count)
{
    m_knownLines += count;
    for (qint64* line : {&m_foundLine, &m_findAt}) {
        *line += *line >= 0 ? count : 0;
    }
    for (Place* place : {&m_anchor, &m_cursor}) {
        place->line += count;
    }
    if (m_follow) {
        return;
    }
    const qint64 top = firstVisibleLine() + count;
    m_settingBar = true;
    verticalScrollBar()->setMaximum(int(std::min<qint64>(lastTopLine(), std::numeric_limits<int>::max())));
    verticalScrollBar()->setValue(int(top));
    m_settingBar = false;
}

void LogView::setWrap(bool on)
{
    m_wrap = on;
    horizontalScrollBar()->setValue(0);
    updateBars();
    viewport()->update();
}

int LogView::columns() const
{
    if (!m_wrap) {
        return std::numeric_limits<int>::max();
    }
    return std::max(20, int((viewport()->width() - 2 * LogMetrics::Margin) / LogMetrics::advance()));
}

int LogView::rowsOf(qint64 line) const
{
    return m_wrap ? std::max(1, (int(lineText(line).size()) + columns() - 1) / columns()) : 1;
}

/// The first line of the last page.
qint64 LogView::lastTopLine() const
{
    const qint64 count = lineCount();
    if (!m_wrap) {
        return std::max<qint64>(0, count - visibleLines());
    }
    qint64 line = count;
    for (int rows = 0; line > 0; --line) {
        rows += rowsOf(line - 1);
        if (rows > visibleLines()) {
            break;
        }
    }
    return std::min(line, std::max<qint64>(0, count - 1));
}

void LogView::setFollow(bool on)
{
    const bool changed = on != m_follow;
    m_follow = on;
    if (on) {
        m_newLines = 0;
        updateBars();
    }
    updatePill();
    if (changed) {
        emit followChanged(on);
    }
}

qint64 LogView::firstVisibleLine() const
{
    return verticalScrollBar()->value();
}

int LogView::visibleLines() const
{
    return std::max(1, (viewport()->height() - 8) / lineHeight(FontRole::FigureSmall));
}

int LogView::accessPartCount() const
{
    return int(std::min<qint64>(visibleLines(), lineCount() - firstVisibleLine()));
}

AccessPart LogView::accessPart(int index) const
{
    const qint64 line = firstVisibleLine() + index;
    const int high = lineHeight(FontRole::FigureSmall);
    return {.name = lineText(line),
            .value = {},
            .box = QRect(0, 4 + index * high, viewport()->width(), high),
            .isCurrent = line == m_foundLine};
}

void LogView::updateBars()
{
    m_settingBar = true;
    const qint64 most = lastTopLine();
    QScrollBar* bar = verticalScrollBar();
    bar->setRange(0, int(std::min<qint64>(most, std::numeric_limits<int>::max())));
    bar->setPageStep(visibleLines());
    bar->setSingleStep(1);
    if (m_follow) {
        bar->setValue(bar->maximum());
    }
    const int wide = int(std::ceil(m_widest * LogMetrics::advance())) + 2 * LogMetrics::Margin;
    horizontalScrollBar()->setRange(0, m_wrap ? 0 : std::max(0, wide - viewport()->width()));
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setSingleStep(int(LogMetrics::advance()) * 4);
    m_settingBar = false;
}

void LogView::updatePill()
{
    const bool shown = !m_follow && m_newLines > 0;
    if (shown) {
        m_pill->setText(tr("%1 new lines").arg(countText(m_newLines)));
        m_pill->setAccessibleName(tr("%1 new lines, go to the end").arg(countText(m_newLines)));
        m_pill->adjustSize();
        m_pill->move((viewport()->width() - m_pill->width()) / 2,
                     viewport()->height() - m_pill->height() - 8);
        m_pill->raise();
    }
    m_pill->setVisible(shown);
}

void LogView::noteUserScroll()
{
    const bool atEnd = verticalScrollBar()->value() >= verticalScrollBar()->maximum();
    if (atEnd != m_follow) {
        setFollow(atEnd);
    }
}

void LogView::scrollContentsBy(int, int)
{
    if (!m_settingBar) {
        noteUserScroll();
    }
    viewport()->update();
}

void LogView::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateBars();
    updatePill();
}

void LogView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::FontChange) {
        updateBars();
    }
    QAbstractScrollArea::changeEvent(event);
}

void LogView::wheelEvent(QWheelEvent* event)
{
    QAbstractScrollArea::wheelEvent(event);
    event->accept(); // at an end the page behind must not move
}

void LogView::scrollToLine(qint64 line)
{
    const qint64 top = std::clamp<qint64>(line - visibleLines() / 2, 0, verticalScrollBar()->maximum());
    verticalScrollBar()->setValue(int(top));
}

void LogView::keyPressEvent(QKeyEvent* event)
{
    QScrollBar* bar = verticalScrollBar();
    switch (event->key()) {
    case Qt::Key_Home:
        bar->setValue(0);
        break;
    case Qt::Key_End:
        setFollow(true);
        break;
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

} // namespace Drover
