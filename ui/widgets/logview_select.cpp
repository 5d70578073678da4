#include "ui/theme/fonts.h"
#include "ui/widgets/logmetrics.h"
#include "ui/widgets/logview.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMouseEvent>
#include <QScrollBar>
#include <cmath>
#include <utility>

// Text of a log under the pointer: chosen and copied.
namespace Drover {

LogView::Place LogView::placeAt(QPointF position) const
{
    int row = int(std::floor((position.y() - 4) / lineHeight(FontRole::FigureSmall)));
    qint64 line = firstVisibleLine();
    if (!m_wrap) {
        line += std::exchange(row, 0);
    }
    for (; m_wrap && line + 1 < lineCount() && row >= rowsOf(line); ++line) {
        row -= rowsOf(line);
    }
    line = std::clamp<qint64>(line, 0, std::max<qint64>(0, lineCount() - 1));
    const double x = position.x() - LogMetrics::Margin + horizontalScrollBar()->value();
    const int length = int(lineText(line).size());
    const int before = m_wrap ? std::max(0, row) * columns() : 0;
    return Place{line, std::clamp(before + int(std::round(x / LogMetrics::advance())), 0, length)};
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
        if (!m_source->isThere(line)) {
            text += u'…'; // the rest isn't held; “drover logs” prints all
            break;
        }
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

} // namespace Drover
