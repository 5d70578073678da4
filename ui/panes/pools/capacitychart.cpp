#include "ui/panes/pools/capacitychart.h"

#include "ui/text/words.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <algorithm>
#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int kChartLeft = 44;
constexpr int kChartRight = 14;
constexpr int kChartTop = 10;
constexpr int kChartAxis = 18;
constexpr int kChangingHigh = 40; // high, with the label above
constexpr int kChartBins = 96;

int freeOf(const PoolCounts& counts)
{
    return counts[std::size_t(PoolStatus::Free)];
}

/// What is neither free nor in use, in the order of the stack.
QList<std::pair<Tone, int>> changingOf(const PoolCounts& counts)
{
    const auto of = [&counts](PoolStatus status) { return counts[std::size_t(status)]; };
    return {{Tone::Idle, of(PoolStatus::Joining) + of(PoolStatus::Leaving)},
            {Tone::Wipe, of(PoolStatus::Destroying)},
            {Tone::Run, of(PoolStatus::Building)},
            {Tone::Hold, heldOf(counts)}};
}

int sumOf(const QList<std::pair<Tone, int>>& parts)
{
    int sum = 0;
    for (const auto& [tone, count] : parts)
        sum += count;
    return sum;
}

/// A round number not below.
int roundUp(int value)
{
    for (int unit = 1;; unit *= 10) {
        for (const int factor : {1, 2, 4, 5, 8}) {
            if (unit * factor >= value)
                return unit * factor;
        }
    }
}

} // namespace

CapacityChart::CapacityChart(QWidget* parent) : QWidget(parent)
{
    setMinimumHeight(132);
    setAccessibleName(tr("Free machines over time"));
}

void CapacityChart::setData(const Data& shown)
{
    m_data = shown;
    int most = std::max(shown.minimum, shown.maximum);
    int least = std::numeric_limits<int>::max();
    int changing = 0;
    for (const PoolPast::Step& step : shown.steps) {
        most = std::max(most, freeOf(step.counts));
        least = std::min(least, freeOf(step.counts));
        changing = std::max(changing, sumOf(changingOf(step.counts)));
    }
    m_most = std::max(1, roundUp(most + most / 10));
    m_changing = std::max(1, changing);
    setAccessibleDescription(shown.steps.isEmpty() ? QString()
                                                   : tr("lowest %1, highest %2, now %3")
                                                         .arg(least)
                                                         .arg(most)
                                                         .arg(freeOf(shown.steps.constLast().counts)));
    update();
}

QRectF CapacityChart::freeArea() const
{
    return QRectF(kChartLeft, kChartTop, width() - kChartLeft - kChartRight,
                  height() - kChartTop - kChartAxis - kChangingHigh);
}

QRectF CapacityChart::changingArea() const
{
    return QRectF(kChartLeft, height() - kChartAxis - kChangingHigh + 16, width() - kChartLeft - kChartRight,
                  kChangingHigh - 16);
}

double CapacityChart::xOf(Instant at) const
{
    const double span = std::max<double>(1, double((m_data.now - m_data.from).count()));
    return kChartLeft + freeArea().width() * std::clamp(double((at - m_data.from).count()) / span, 0.0, 1.0);
}

void CapacityChart::paintFree(QPainter& painter) const
{
    const Theme& theme = Theme::current();
    const QRectF area = freeArea();
    const auto yOf = [&](int count) { return area.bottom() - area.height() * count / m_most; };
    for (const int mark : {0, m_most / 2, m_most}) {
        const double y = std::round(yOf(mark)) + 0.5;
        painter.setPen(theme.color(ColorRole::Line));
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
        drawText(painter, QRectF(0, y - 8, kChartLeft - 8, 16), Qt::AlignRight | Qt::AlignVCenter,
                 countText(mark), FontRole::FigureSmall, theme.color(ColorRole::Tx3));
    }
    QPolygonF line;
    for (const PoolPast::Step& step : m_data.steps) {
        const double x = xOf(step.since);
        if (!line.isEmpty())
            line.append(QPointF(x, line.constLast().y()));
        line.append(QPointF(x, yOf(freeOf(step.counts))));
    }
    line.append(QPointF(area.right(), line.constLast().y()));
    QPolygonF fill = line;
    fill.append(QPointF(area.right(), area.bottom()));
    fill.append(QPointF(line.constFirst().x(), area.bottom()));
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(Tone::Ok, TonePart::Tint));
    painter.drawPolygon(fill);
    if (m_data.minimum > 0) {
        const QRectF below(area.left(), yOf(m_data.minimum), area.width(),
                           area.bottom() - yOf(m_data.minimum));
        painter.fillRect(below, QBrush(theme.faded(ColorRole::Bad, 0.30), Qt::BDiagPattern));
        painter.setPen(QPen(theme.color(ColorRole::Bad), 1, Qt::DashLine));
        painter.drawLine(below.topLeft(), below.topRight());
        // In the area that it names, unless that is too low for a line of text.
        const double words = below.height() >= 18 ? below.top() + 1 : below.top() - 17;
        drawText(painter, QRectF(area.left() + 6, words, area.width(), 16), Qt::AlignLeft | Qt::AlignVCenter,
                 tr("Minimum %1").arg(countText(m_data.minimum)), FontRole::Label,
                 theme.color(ColorRole::Bad));
    }
    if (m_data.maximum > 0) {
        painter.setPen(QPen(theme.color(ColorRole::Tx3), 1, Qt::DotLine));
        painter.drawLine(QPointF(area.left(), yOf(m_data.maximum)),
                         QPointF(area.right(), yOf(m_data.maximum)));
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme.color(ColorRole::Ok), 2));
    painter.drawPolyline(line);
}

void CapacityChart::paintChanging(QPainter& painter) const
{
    const Theme& theme = Theme::current();
    const QRectF area = changingArea();
    drawText(painter, QRectF(area.left() + 6, area.top() - 16, area.width(), 15),
             Qt::AlignLeft | Qt::AlignVCenter, tr("changing: building, destroying, joining, leaving, held"),
             FontRole::Label, theme.color(ColorRole::Tx3));
    drawText(painter, QRectF(0, area.top() - 8, kChartLeft - 8, 16), Qt::AlignRight | Qt::AlignVCenter,
             countText(m_changing), FontRole::FigureSmall, theme.color(ColorRole::Tx3));
    painter.setPen(theme.color(ColorRole::Line));
    painter.drawLine(area.bottomLeft(), area.bottomRight());
    // Of each bin the fullest moment.
    QList<PoolCounts> bins(kChartBins, PoolCounts{});
    const double wide = area.width() / kChartBins;
    for (qsizetype i = 0; i < m_data.steps.size(); ++i) {
        const PoolPast::Step& step = m_data.steps.at(i);
        const Instant end = i + 1 < m_data.steps.size() ? m_data.steps.at(i + 1).since : m_data.now;
        const int first = int((xOf(step.since) - kChartLeft) / wide);
        const int last = int((xOf(end) - kChartLeft) / wide);
        for (int bin = std::max(0, first); bin <= std::min(last, kChartBins - 1); ++bin) {
            if (sumOf(changingOf(step.counts)) >= sumOf(changingOf(bins.at(bin))))
                bins[bin] = step.counts;
        }
    }
    for (int bin = 0; bin < kChartBins; ++bin) {
        double y = area.bottom();
        for (const auto& [tone, count] : changingOf(bins.at(bin))) {
            if (count == 0)
                continue;
            const double high = std::max(1.0, area.height() * count / m_changing);
            painter.fillRect(QRectF(area.left() + bin * wide, y - high, std::max(1.0, wide - 1), high),
                             theme.color(tone, TonePart::Bar2));
            y -= high;
        }
    }
}

void CapacityChart::paintAxis(QPainter& painter) const
{
    const Theme& theme = Theme::current();
    constexpr int marks = 4;
    const QRectF area = freeArea();
    const Duration span = m_data.now - m_data.from;
    const bool days = span > std::chrono::hours(36);
    const bool seconds = span < std::chrono::minutes(10);
    for (int i = 0; i <= marks; ++i) {
        const Instant at = m_data.from + span * i / marks;
        const double x = area.left() + area.width() * i / marks;
        const Qt::Alignment align = i == 0 ? Qt::AlignLeft : i == marks ? Qt::AlignRight : Qt::AlignHCenter;
        const double left = i == 0 ? x : i == marks ? x - 80 : x - 40;
        drawText(painter, QRectF(left, height() - kChartAxis, 80, kChartAxis), align | Qt::AlignVCenter,
                 clockText(at, days      ? ClockPrecision::Days
                               : seconds ? ClockPrecision::Seconds
                                         : ClockPrecision::Minutes),
                 FontRole::FigureSmall, theme.color(i == marks ? ColorRole::Acc : ColorRole::Tx3));
    }
    painter.fillRect(QRectF(area.right() - 1, kChartTop, 2, height() - kChartAxis - kChartTop),
                     theme.color(ColorRole::Acc));
}

void CapacityChart::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_data.steps.isEmpty()) {
        drawText(painter, rect(), Qt::AlignCenter, tr("reading the journal…"), FontRole::Secondary,
                 Theme::current().color(ColorRole::Tx3));
        return;
    }
    paintFree(painter);
    painter.setRenderHint(QPainter::Antialiasing, false);
    paintChanging(painter);
    paintAxis(painter);
}

} // namespace Drover
