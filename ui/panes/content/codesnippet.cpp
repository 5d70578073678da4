#include "ui/panes/content/codesnippet.h"

#include "ui/theme/contentlook.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QFontMetricsF>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int labelWidth = 48;

int lineRoom()
{
    return lineHeight(FontRole::FigureSmall) + 2;
}

} // namespace

CodeSnippet::CodeSnippet(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void CodeSnippet::setLines(const QList<Line>& lines)
{
    m_lines = lines;
    QStringList spoken;
    for (const Line& line : lines)
        spoken.append(line.label + u' ' + line.text);
    setAccessibleDescription(spoken.join(u'\n'));
    updateGeometry();
    update();
}

QSize CodeSnippet::sizeHint() const
{
    return {320, int(m_lines.size()) * lineRoom() + 8};
}

void CodeSnippet::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    drawBox(painter, rect(), 4, theme.color(ColorRole::Bg1), theme.color(ColorRole::Line2));
    painter.setClipRect(rect().adjusted(1, 1, -1, -1));
    painter.setFont(themeFont(FontRole::FigureSmall));
    const double step = QFontMetricsF(themeFont(FontRole::FigureSmall)).horizontalAdvance(u'0');
    const double high = lineRoom();
    double y = 4;
    for (const Line& line : std::as_const(m_lines)) {
        const QColor toned =
            line.tone ? theme.color(*line.tone, TonePart::Text) : theme.color(ColorRole::Tx3);
        if (line.tone && !line.isNote)
            painter.fillRect(QRectF(1, y, width() - 2, high), theme.color(*line.tone, TonePart::Tint));
        drawText(painter, QRectF(0, y, labelWidth - 10, high), Qt::AlignRight | Qt::AlignVCenter, line.label,
                 FontRole::FigureSmall, toned);
        const double base =
            y + (high + painter.fontMetrics().ascent() - painter.fontMetrics().descent()) / 2.0;
        const auto put = [&](qsizetype from, qsizetype length, const QColor& color) {
            painter.setPen(color);
            painter.drawText(QPointF(labelWidth + double(from) * step, base), line.text.mid(from, length));
        };
        if (line.isNote) {
            put(0, line.text.size(), toned);
        } else {
            put(0, line.text.size(), theme.color(ColorRole::Tx1));
            for (const CodeSpan& span : codeSpans(line.text, CodeLanguage::Shell))
                put(span.start, span.length, theme.color(codeColor(span.token)));
        }
        if (line.boldLength > 0)
            painter.fillRect(
                QRectF(labelWidth + line.boldFrom * step, y + high - 2, line.boldLength * step, 1.5), toned);
        y += high;
    }
}

} // namespace Drover
