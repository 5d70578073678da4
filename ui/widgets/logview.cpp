#include "ui/widgets/logview.h"

#include "ui/text/words.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/controls.h"

#include <QAction>
#include <QClipboard>
#include <QFontMetricsF>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QPushButton>
#include <QScrollBar>
#include <QTimerEvent>
#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int kLogMargin = 12;
constexpr int kFindStepLines = 20'000;
constexpr qsizetype kLongestShown = 8'000; // one endless line must not stall the painter

QString shownText(const LogLine& line)
{
    QString text = line.time.isEmpty() ? line.text : line.time + u' ' + line.text;
    if (text.size() > kLongestShown) {
        text.truncate(kLongestShown);
        text += u'…';
    }
    return text.replace(u'\t', u"    "_s);
}

double logAdvance()
{
    return QFontMetricsF(themeFont(FontRole::FigureSmall)).horizontalAdvance(u'0');
}

} // namespace

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
    return m_source ? shownText(m_source->line(line)) : QString();
}

void LogView::setSource(const LogSource* source)
{
    m_source = source;
    m_anchor = m_cursor = {};
    m_widest = 0;
    m_newLines = 0;
    m_knownLines = lineCount();
    m_foundLine = -1;
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
    viewport()->update();
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
    const qint64 most = std::max<qint64>(0, lineCount() - visibleLines());
    QScrollBar* bar = verticalScrollBar();
    bar->setRange(0, int(std::min<qint64>(most, std::numeric_limits<int>::max())));
    bar->setPageStep(visibleLines());
    bar->setSingleStep(1);
    if (m_follow) {
        bar->setValue(bar->maximum());
    }
    const int wide = int(std::ceil(m_widest * logAdvance())) + 2 * kLogMargin;
    horizontalScrollBar()->setRange(0, std::max(0, wide - viewport()->width()));
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setSingleStep(int(logAdvance()) * 4);
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

LogView::Place LogView::placeAt(QPointF position) const
{
    const qint64 row = qint64(std::floor((position.y() - 4) / lineHeight(FontRole::FigureSmall)));
    const qint64 line = std::clamp<qint64>(firstVisibleLine() + row, 0, std::max<qint64>(0, lineCount() - 1));
    const double x = position.x() - kLogMargin + horizontalScrollBar()->value();
    const int length = int(lineText(line).size());
    return Place{line, std::clamp(int(std::round(x / logAdvance())), 0, length)};
}

void LogView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton) {
        return;
    }
    m_cursor = placeAt(event->position());
    if (!event->modifiers().testFlag(Qt::ShiftModifier)) {
        m_anchor = m_cursor;
    }
    viewport()->update();
}

void LogView::mouseMoveEvent(QMouseEvent* event)
{
    if (!event->buttons().testFlag(Qt::LeftButton)) {
        return;
    }
    m_cursor = placeAt(event->position());
    if (event->position().y() < 0) {
        verticalScrollBar()->triggerAction(QAbstractSlider::SliderSingleStepSub);
    } else if (event->position().y() > viewport()->height()) {
        verticalScrollBar()->triggerAction(QAbstractSlider::SliderSingleStepAdd);
    }
    viewport()->update();
}

void LogView::mouseDoubleClickEvent(QMouseEvent* event)
{
    const Place place = placeAt(event->position());
    const QString text = lineText(place.line);
    int from = place.column;
    int to = place.column;
    while (from > 0 && !text.at(from - 1).isSpace()) {
        --from;
    }
    while (to < text.size() && !text.at(to).isSpace()) {
        ++to;
    }
    m_anchor = {place.line, from};
    m_cursor = {place.line, to};
    viewport()->update();
}

QString LogView::selectedText() const
{
    constexpr qint64 most = 200'000; // a copy of everything must not take the memory of everything
    const Place from = std::min(m_anchor, m_cursor);
    const Place to = std::max(m_anchor, m_cursor);
    if (from == to) {
        return {};
    }
    QString text;
    for (qint64 line = from.line; line <= std::min(to.line, from.line + most); ++line) {
        const QString whole = lineText(line);
        const int begin = line == from.line ? std::min(from.column, int(whole.size())) : 0;
        const int end = line == to.line ? std::min(to.column, int(whole.size())) : int(whole.size());
        text += QStringView(whole).sliced(begin, std::max(0, end - begin));
        if (line != to.line) {
            text += u'\n';
        }
    }
    return text;
}

void LogView::selectAll()
{
    const qint64 last = std::max<qint64>(0, lineCount() - 1);
    m_anchor = {};
    m_cursor = {last, int(lineText(last).size())};
    viewport()->update();
}

void LogView::copySelection() const
{
    const QString text = selectedText();
    if (!text.isEmpty()) {
        QGuiApplication::clipboard()->setText(text);
    }
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

void LogView::setFindText(const QString& text)
{
    m_find = text;
    m_foundLine = -1;
    m_findTimer.stop();
    viewport()->update();
}

void LogView::findNext()
{
    startFind(1);
}

void LogView::findPrevious()
{
    startFind(-1);
}

void LogView::startFind(int step)
{
    const qint64 count = lineCount();
    if (m_find.isEmpty() || count == 0) {
        emit notFound();
        return;
    }
    m_findStep = step;
    const qint64 from = m_foundLine >= 0 ? m_foundLine + step : step > 0 ? firstVisibleLine() : count - 1;
    m_findAt = (from % count + count) % count;
    m_findLeft = count;
    m_findTimer.start(0, this);
}

void LogView::timerEvent(QTimerEvent* event)
{
    if (event->timerId() != m_findTimer.timerId()) {
        QAbstractScrollArea::timerEvent(event);
        return;
    }
    const qint64 count = lineCount();
    for (int i = 0; i < kFindStepLines && m_findLeft > 0; ++i, --m_findLeft) {
        if (lineText(m_findAt).contains(m_find, Qt::CaseInsensitive)) {
            m_findTimer.stop();
            m_foundLine = m_findAt;
            scrollToLine(m_findAt);
            viewport()->update();
            emit found(m_findAt);
            return;
        }
        m_findAt = (m_findAt + m_findStep + count) % count;
    }
    if (m_findLeft <= 0) {
        m_findTimer.stop();
        emit notFound();
    }
}

void LogView::paintLine(QPainter& painter, qint64 line, double y)
{
    const Theme& theme = Theme::current();
    const LogLine content = m_source->line(line);
    const QString text = shownText(content);
    m_widest = std::max(m_widest, int(text.size()));
    const double advance = logAdvance();
    const double high = lineHeight(FontRole::FigureSmall);
    const double left = kLogMargin - horizontalScrollBar()->value();
    const Place from = std::min(m_anchor, m_cursor);
    const Place to = std::max(m_anchor, m_cursor);
    if (from != to && line >= from.line && line <= to.line) {
        const double begin = line == from.line ? from.column * advance : 0;
        const double end =
            line == to.line ? to.column * advance : std::max<double>(text.size() * advance, begin) + advance;
        painter.fillRect(QRectF(left + begin, y, end - begin, high), theme.color(ColorRole::Sel));
    }
    if (!m_find.isEmpty()) {
        for (qsizetype at = text.indexOf(m_find, 0, Qt::CaseInsensitive); at >= 0;
             at = text.indexOf(m_find, at + m_find.size(), Qt::CaseInsensitive)) {
            const QRectF box(left + double(at) * advance - 1, y, double(m_find.size()) * advance + 2, high);
            drawBox(painter, box, 2, theme.color(ColorRole::WarnBar),
                    theme.color(line == m_foundLine ? ColorRole::Find : ColorRole::WarnBar2));
        }
    }
    const qsizetype timeLength = std::min(content.time.size(), text.size());
    const double baseline =
        y + (high + painter.fontMetrics().ascent() - painter.fontMetrics().descent()) / 2.0;
    painter.setPen(theme.color(ColorRole::Tx3));
    painter.drawText(QPointF(left, baseline), text.left(timeLength));
    painter.setPen(content.tone ? theme.color(*content.tone, TonePart::Text) : theme.color(ColorRole::Tx2));
    painter.drawText(QPointF(left + double(timeLength) * advance, baseline), text.sliced(timeLength));
}

void LogView::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::current();
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), theme.color(ColorRole::Bg1));
    painter.setFont(themeFont(FontRole::FigureSmall));
    const int high = lineHeight(FontRole::FigureSmall);
    const int widestBefore = m_widest;
    const qint64 last = std::min(lineCount(), firstVisibleLine() + visibleLines() + 1);
    double y = 4;
    for (qint64 line = firstVisibleLine(); line < last; ++line, y += high) {
        paintLine(painter, line, y);
    }
    if (hasFocus()) {
        drawFocusRing(painter, viewport()->rect(), 0);
    }
    if (m_widest != widestBefore) {
        // Longer lines came into view: the horizontal bar learns of it after this event.
        QMetaObject::invokeMethod(this, &LogView::updateBars, Qt::QueuedConnection);
    }
}

} // namespace Drover
