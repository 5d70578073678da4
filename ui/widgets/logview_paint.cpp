#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/logmetrics.h"
#include "ui/widgets/logview.h"

#include <QPainter>
#include <QScrollBar>

// How the lines in view are drawn: row by row, marks below the text.
namespace Drover {

namespace {

/// A terminal's colours as what they mean nearly always.
ColorRole colorOf(LogColor color)
{
    switch (color) {
    case LogColor::Plain:
        return ColorRole::Tx2;
    case LogColor::Black:
        return ColorRole::Tx3;
    case LogColor::Red:
        return ColorRole::Bad;
    case LogColor::Green:
        return ColorRole::Ok;
    case LogColor::Yellow:
        return ColorRole::Warn;
    case LogColor::Blue:
        return ColorRole::Run;
    case LogColor::Magenta:
        return ColorRole::Wipe;
    case LogColor::Cyan:
        return ColorRole::Acc;
    case LogColor::White:
        return ColorRole::Tx1;
    }
    Q_UNREACHABLE();
}

} // namespace

/// Selection and matches of one row: the characters [from, from + length) of the line.
void LogView::paintMarks(QPainter& painter, const QString& text, qint64 line, int from, int length,
                         double y) const
{
    const Theme& theme = Theme::current();
    const double advance = LogMetrics::advance();
    const double high = lineHeight(FontRole::FigureSmall);
    const double left = LogMetrics::Margin - horizontalScrollBar()->value();
    const Place begin = std::min(m_anchor, m_cursor);
    const Place end = std::max(m_anchor, m_cursor);
    if (begin != end && line >= begin.line && line <= end.line) {
        const int first = std::max(from, line == begin.line ? begin.column : 0);
        const int last = std::min(from + length, line == end.line ? end.column : int(text.size()));
        // A whole line is chosen with its end.
        const int more = line != end.line && from + length >= text.size() ? 1 : 0;
        if (last + more > first)
            painter.fillRect(
                QRectF(left + (first - from) * advance, y, (last + more - first) * advance, high),
                theme.color(ColorRole::Sel));
    }
    if (m_find.pattern().isEmpty())
        return;
    for (auto matches = m_find.globalMatch(text); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        const int first = std::max(from, int(match.capturedStart()));
        const int last = std::min(from + length, int(match.capturedEnd()));
        if (last <= first)
            continue;
        const QRectF box(left + (first - from) * advance - 1, y, (last - first) * advance + 2, high);
        drawBox(painter, box, 2, theme.color(ColorRole::WarnBar),
                theme.color(line == m_foundLine ? ColorRole::Find : ColorRole::WarnBar2));
    }
}

void LogView::paintText(QPainter& painter, const LogLine& content, const QString& text, int from, int length,
                        double y) const
{
    const Theme& theme = Theme::current();
    const double advance = LogMetrics::advance();
    const double left = LogMetrics::Margin - horizontalScrollBar()->value();
    const double baseline = y + (lineHeight(FontRole::FigureSmall) + painter.fontMetrics().ascent() -
                                 painter.fontMetrics().descent()) /
                                    2.0;
    const auto draw = [&](int first, int last, const QColor& color) {
        first = std::max(first, from);
        last = std::min({last, from + length, int(text.size())});
        if (last <= first)
            return;
        painter.setPen(color);
        painter.drawText(QPointF(left + (first - from) * advance, baseline),
                         text.sliced(first, last - first));
    };
    const int time = content.time.isEmpty() ? 0 : int(content.time.size()) + 1;
    const QColor plain =
        content.tone ? theme.color(*content.tone, TonePart::Text) : theme.color(ColorRole::Tx2);
    draw(0, time, theme.color(ColorRole::Tx3));
    int at = time;
    for (const LogRun& run : content.runs) {
        const int first = time + run.from;
        draw(at, first, plain);
        const ColorRole role = run.color == LogColor::Plain ? ColorRole::Tx1 : colorOf(run.color);
        draw(first, first + run.length, theme.color(role));
        at = first + run.length;
    }
    draw(at, int(text.size()), plain);
}

void LogView::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::current();
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), theme.color(ColorRole::Bg1));
    painter.setFont(themeFont(FontRole::FigureSmall));
    const int high = lineHeight(FontRole::FigureSmall);
    const int widestBefore = m_widest;
    const qint64 count = lineCount();
    double y = 4;
    for (qint64 line = firstVisibleLine(); line < count && y < viewport()->height(); ++line) {
        const LogLine content = m_source->line(line);
        const QString text = LogMetrics::shown(content);
        m_widest = std::max(m_widest, int(text.size()));
        const int room = std::min(columns(), std::max(1, int(text.size())));
        for (int from = 0; from == 0 || from < text.size(); from += room, y += high) {
            paintMarks(painter, text, line, from, room, y);
            paintText(painter, content, text, from, room, y);
        }
    }
    if (hasFocus())
        drawFocusRing(painter, viewport()->rect(), 0);
    if (m_widest != widestBefore) {
        // Longer lines came into view: the horizontal bar learns of it after this event.
        QMetaObject::invokeMethod(this, &LogView::updateBars, Qt::QueuedConnection);
    }
}

} // namespace Drover
