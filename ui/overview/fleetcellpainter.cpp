#include "ui/overview/fleetcellpainter.h"

#include "models/fleet/fleetlayout.h"
#include "ui/theme/iconcache.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

namespace Drover {

namespace {

constexpr int cellPixels = FleetLayout::cellSize;

/// The brushes of one cell.
class Cell
{
public:
    Cell(QPainter& painter, const QPointF& at) : m_painter(painter), m_box(at, QSizeF(cellPixels, cellPixels))
    {
    }

    void fill(ColorRole role)
    {
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(color(role));
        m_painter.drawRoundedRect(m_box, 2, 2);
    }
    void outline(const QColor& line, double width = 1)
    {
        m_painter.setPen(QPen(line, width));
        m_painter.setBrush(Qt::NoBrush);
        const double inset = width / 2;
        m_painter.drawRoundedRect(m_box.adjusted(inset, inset, -inset, -inset), 2, 2);
    }
    void outline(ColorRole role) { outline(color(role)); }
    void dash(ColorRole role)
    {
        m_painter.fillRect(QRectF(centre().x() - 3, centre().y() - 1, 6, 2), color(role));
    }
    void line(const QPointF& from, const QPointF& to) { m_painter.drawLine(centre() + from, centre() + to); }
    void hatch(ColorRole role) { drawStripes(m_painter, m_box.adjusted(1, 1, -1, -1), color(role)); }
    /// So many strokes side by side: how far it is from the newest.
    void strokes(int count, ColorRole role)
    {
        const double first = centre().x() - (count - 1) * 1.25;
        for (int i = 0; i < count; ++i)
            m_painter.fillRect(QRectF(first + i * 2.5 - 0.5, centre().y() - 3, 1.2, 6), color(role));
    }
    void cross()
    {
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(color(ColorRole::BadBar2));
        m_painter.drawRoundedRect(m_box.adjusted(-1, -1, 1, 1), 3, 3);
        drawIcon(m_painter, m_box.topLeft() + QPointF(1, 1), IconName::BarCross, 10, color(ColorRole::BadOn));
    }
    void path(const QPolygonF& points, const QColor& stroke, double width)
    {
        m_painter.setPen(QPen(stroke, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawPolyline(points.translated(centre()));
    }
    void dot(ColorRole role)
    {
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(color(role));
        m_painter.drawEllipse(centre(), 2, 2);
    }

private:
    [[nodiscard]] static QColor color(ColorRole role) { return Theme::current().color(role); }
    [[nodiscard]] QPointF centre() const { return m_box.center(); }

    QPainter& m_painter;
    QRectF m_box;
};

} // namespace

void drawFleetCell(QPainter& painter, const QPointF& at, FleetCellState state)
{
    const Theme& theme = Theme::current();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    Cell cell(painter, at);
    switch (state) {
        using enum FleetCellState;
    case InUse:
    case Healthy:
    case Version1:
        cell.fill(ColorRole::Cell);
        break;
    case Free:
        cell.outline(theme.faded(ColorRole::Ok, 0.5));
        break;
    case Building:
        cell.fill(ColorRole::RunBar2);
        cell.dot(ColorRole::RunOn);
        break;
    case Updating:
        cell.fill(ColorRole::Cell);
        cell.outline(theme.color(ColorRole::Run), 1.5);
        cell.path({QPointF(-2, 1), QPointF(0, -1), QPointF(2, 1)}, theme.color(ColorRole::OkOn), 1.2);
        break;
    case Joining:
        cell.outline(ColorRole::Idle);
        cell.line({-2.5, 0}, {2.5, 0});
        cell.line({0, -2.5}, {0, 2.5});
        break;
    case Destroying:
        cell.fill(ColorRole::WipeBar2);
        cell.dash(ColorRole::WipeOn);
        break;
    case Leaving:
        cell.outline(ColorRole::Idle);
        cell.line({-3, 3}, {3, -3});
        break;
    case Hold:
        cell.fill(ColorRole::HoldTint);
        cell.hatch(ColorRole::HoldBar2);
        cell.outline(ColorRole::Hold);
        break;
    case Failed:
    case Unhealthy:
        cell.cross();
        break;
    case Degraded:
        cell.fill(ColorRole::WarnBar);
        cell.outline(ColorRole::Warn);
        cell.path({QPointF(0, -2.5), QPointF(2.6, 2), QPointF(-2.6, 2), QPointF(0, -2.5)},
                  theme.color(ColorRole::WarnOn), 1);
        break;
    case Unknown:
        cell.outline(ColorRole::Idle);
        cell.dash(ColorRole::Idle);
        break;
    case Version2:
        cell.fill(ColorRole::RunBar2);
        cell.strokes(1, ColorRole::RunOn);
        break;
    case Version3:
        cell.fill(ColorRole::HoldBar);
        cell.outline(ColorRole::HoldBar2);
        cell.strokes(2, ColorRole::HoldOn);
        break;
    case Version4:
        cell.fill(ColorRole::WarnBar);
        cell.strokes(3, ColorRole::WarnOn);
        break;
    case Version5:
        cell.fill(ColorRole::WipeBar);
        cell.outline(ColorRole::WipeBar2);
        cell.strokes(4, ColorRole::WipeOn);
        break;
    case NoVersion:
        cell.outline(ColorRole::Line2);
        break;
    }
    painter.restore();
}

const QPixmap& FleetCellPixmaps::pixmap(FleetCellState state, qreal dpr)
{
    const int key = int(state) * 1000 + qRound(dpr * 100);
    auto it = m_pixmaps.find(key);
    if (it == m_pixmaps.end()) {
        QPixmap picture(QSize(cellPixels + 2, cellPixels + 2) * dpr);
        picture.setDevicePixelRatio(dpr);
        picture.fill(Qt::transparent);
        QPainter painter(&picture);
        drawFleetCell(painter, QPointF(1, 1), state);
        painter.end();
        it = m_pixmaps.insert(key, picture);
    }
    return *it;
}

} // namespace Drover
