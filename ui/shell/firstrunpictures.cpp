#include "ui/shell/firstrunpictures.h"

#include "ui/overview/fleetcellpainter.h"
#include "ui/theme/iconcache.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/timeline/barpainter.h"

#include <QPainter>
#include <QWidget>
#include <array>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

using Paint = void (*)(QPainter& painter, const QRect& area);

/// Paints by a function; says nothing to assistive technology.
class Picture : public QWidget
{
public:
    explicit Picture(Paint paint) : m_paint(paint) {}

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        m_paint(painter, rect());
    }

private:
    Paint m_paint;
};

/// A fleet late in the day: most in use, some being built, a few free, two failed.
FleetCellState demoCell(int column, int row, int columns)
{
    using enum FleetCellState;
    if ((column == 7 && row == 3) || (column == 15 && row == 5))
        return Failed;
    const int fromEnd = columns - 1 - column;
    if (fromEnd > 7)
        return InUse;
    if (fromEnd == 7)
        return row > 1 ? Building : InUse;
    if (fromEnd == 6)
        return row > 5 ? Destroying : Building;
    return fromEnd == 5 && row > 5 ? Hold : Free;
}

void paintFleet(QPainter& painter, const QRect& area)
{
    constexpr int pitch = 14;
    constexpr int rows = 8;
    const int columns = std::max(1, (area.width() - 32) / pitch);
    const double left = (area.width() - columns * pitch + 2) / 2.0;
    const double top = (area.height() - rows * pitch + 2) / 2.0;
    for (int column = 0; column < columns; ++column) {
        for (int row = 0; row < rows; ++row)
            drawFleetCell(painter, QPointF(std::round(left) + column * pitch, top + row * pitch),
                          demoCell(column, row, columns));
    }
}

/// Shares of the lane's width at which its bars begin; the last is its end. Five stages of a member.
struct Lane
{
    const char* name;
    IconName icon;
    std::array<double, 5> edges;
};

void paintTimeline(QPainter& painter, const QRect& area)
{
    const Theme& theme = Theme::current();
    static constexpr std::array<Lane, 3> lanes{
        Lane{"cp-1", IconName::ControlPlane, {0, 0.07, 0.25, 0.55, 0.72}},
        Lane{"cp-2", IconName::ControlPlane, {0, 0.09, 0.28, 0.58, 0.75}},
        Lane{"w-1", IconName::Worker, {0, 0.08, 0.26, 0.5, 0.69}}};
    const QRectF bars(76, 30, area.width() - 76 - 34, area.height() - 30);
    const double gate = bars.left() + bars.width() * 0.77;
    drawIcon(painter, QPointF(16, 9), IconName::Computer, 14, theme.color(ColorRole::Tx3));
    drawText(painter, QRectF(38, 6, area.width(), 20), Qt::AlignLeft | Qt::AlignVCenter,
             QWidget::tr("this computer"), FontRole::SecondaryStrong, theme.color(ColorRole::Tx1));
    double y = bars.top() + 4;
    for (const Lane& lane : lanes) {
        drawIcon(painter, QPointF(16, y + 2), lane.icon, 13, theme.color(ColorRole::Tx3));
        drawText(painter, QRectF(36, y - 2, 40, 20), Qt::AlignLeft | Qt::AlignVCenter,
                 QString::fromLatin1(lane.name), FontRole::LabelMedium, theme.color(ColorRole::Tx2));
        for (std::size_t i = 0; i + 1 < lane.edges.size(); ++i) {
            const double from = std::round(bars.left() + lane.edges.at(i) * bars.width());
            const double to = std::round(bars.left() + lane.edges.at(i + 1) * bars.width());
            drawBar(painter, QRectF(from, y, to - from - 1, 16), BarState::Predicted, DetailLevel::Blocks,
                    {});
        }
        if (lane.icon == IconName::Worker)
            drawBar(painter, QRectF(std::round(gate) + 8, y, bars.right() - gate - 8, 16),
                    BarState::Predicted, DetailLevel::Blocks, {});
        y += 26;
    }
    const QRectF barrier(std::round(gate) - 3, bars.top(), 6, bars.height() - 12);
    painter.fillRect(barrier, theme.color(ColorRole::HoldBar));
    drawHatch(painter, barrier, theme.color(ColorRole::Hold));
    drawIcon(painter, QPointF(area.width() - 26, bars.top() + 57), IconName::Finish, 13,
             theme.color(ColorRole::Crit));
}

void paintRacks(QPainter& painter, const QRect& area)
{
    const Theme& theme = Theme::current();
    constexpr int racks = 5;
    constexpr int units = 7;
    const double pitch = (area.width() - 32) / double(racks);
    for (int rack = 0; rack < racks; ++rack) {
        const QRectF frame(16 + rack * pitch + 4, 12, pitch - 12, area.height() - 24);
        drawBox(painter, frame, 3, theme.color(ColorRole::Bg1), theme.color(ColorRole::Line2));
        for (int slot = 0; slot < units; ++slot) {
            const QRectF unit(frame.left() + 5, frame.top() + 5 + slot * 13, frame.width() - 10, 11);
            const bool known = rack == 0 && slot < 3;
            if (known) {
                drawBox(painter, unit, 2, theme.color(ColorRole::OkTint), theme.color(ColorRole::Ok));
                drawIcon(painter, unit.topLeft() + QPointF(3, 1), IconName::BarCheck, 9,
                         theme.color(ColorRole::Ok));
            } else {
                painter.setBrush(Qt::NoBrush);
                painter.setPen(QPen(theme.color(ColorRole::Line2), 1, Qt::DashLine));
                painter.drawRoundedRect(unit.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2);
            }
        }
    }
}

} // namespace

QWidget* makeFleetPicture()
{
    return new Picture(paintFleet);
}

QWidget* makeTimelinePicture()
{
    return new Picture(paintTimeline);
}

QWidget* makeRackPicture()
{
    return new Picture(paintRacks);
}

} // namespace Drover
