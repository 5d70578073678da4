#include "ui/overview/fleetlegend.h"

#include "ui/overview/fleetcellpainter.h"
#include "ui/text/fleettext.h"
#include "ui/text/words.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int legendSign = 18; ///< cell and gap
constexpr int legendMargin = 14;

} // namespace

FleetLegend::FleetLegend(QWidget* parent) : QWidget(parent)
{
    setFixedHeight(32);
    setAccessibleName(tr("Machines by state"));
}

void FleetLegend::setCounts(const QList<FleetCellState>& states, const QStringList& versions,
                            const std::array<int, FleetCellStateCount>& counts)
{
    QList<Entry> entries;
    QStringList spoken;
    for (const FleetCellState state : states) {
        const int count = counts[std::size_t(state)];
        const QString word = fleetStateText(state, versions);
        const bool version = state >= FleetCellState::Version1 && state < FleetCellState::NoVersion;
        // Versions are what there is; of what is rare only what there is.
        if (count == 0 && (version || state == FleetCellState::Updating))
            continue;
        entries.append({state, word, countText(count), count > 0});
        spoken.append(u"%1 %2"_s.arg(word, countText(count)));
    }
    if (entries == m_entries)
        return;
    m_entries = entries;
    setAccessibleDescription(spoken.join(u", "_s));
    update();
}

void FleetLegend::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.fillRect(QRect(0, 0, width(), 1), theme.color(ColorRole::Line));
    int words = 0;
    for (const Entry& entry : std::as_const(m_entries))
        words += legendSign + textWidth(FontRole::Secondary, entry.word) + 6 +
                 textWidth(FontRole::Figure, entry.figure);
    // Spread over the line, but no wider apart than is read as one.
    const qsizetype gaps = std::max<qsizetype>(1, m_entries.size() - 1);
    const double gap = std::clamp((width() - 2.0 * legendMargin - words) / double(gaps), 8.0, 38.0);
    double x = legendMargin;
    for (const Entry& entry : std::as_const(m_entries)) {
        drawFleetCell(painter, QPointF(x, 11), entry.state);
        x += legendSign;
        const auto put = [&](const QString& text, FontRole font, ColorRole color) {
            const int wide = textWidth(font, text);
            drawText(painter, QRectF(x, 0, wide + 1, height() + 1), Qt::AlignLeft | Qt::AlignVCenter, text,
                     font, theme.color(entry.any ? color : ColorRole::Tx4));
            x += wide;
        };
        put(entry.word, FontRole::Secondary, ColorRole::Tx2);
        x += 6;
        put(entry.figure, FontRole::Figure, ColorRole::Tx1);
        x += gap;
    }
}

} // namespace Drover
