#include "ui/overview/fleetmap.h"

#include "models/memberstate.h"
#include "ui/text/modelwordstext.h"
#include "ui/text/statustext.h"
#include "ui/text/words.h"
#include "ui/theme/iconcache.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/theme/themehub.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int cellSize = 12;
constexpr int cellPitch = 14;
constexpr int cellRows = 5;
constexpr int mapMargin = 14;
constexpr int groupGap = 18;
constexpr int groupTitle = 22;
constexpr int groupFoot = 14;
constexpr int sectionHead = 24;

int columnsOf(qsizetype cells, int rows)
{
    return int((cells + rows - 1) / rows);
}

void hatch(QPainter& painter, const QRectF& box, const QColor& color)
{
    painter.save();
    painter.setClipRect(box);
    painter.setPen(QPen(color, 1.5));
    for (double x = box.left() - box.height(); x < box.right(); x += 4)
        painter.drawLine(QPointF(x, box.bottom()), QPointF(x + box.height(), box.top()));
    painter.restore();
}

} // namespace

FleetMap::FleetMap(const Replica& replica, QWidget* parent) : QAbstractScrollArea(parent), m_replica(replica)
{
    setObjectName(u"overview/fleet-map"_s);
    setAccessibleName(tr("Fleet map"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setMouseTracking(true);
    viewport()->setAutoFillBackground(false);
    connect(&ThemeHub::instance(), &ThemeHub::changed, this, [this] {
        m_pixmaps.clear();
        viewport()->update();
    });
}

void FleetMap::setGroups(const QList<FleetGroup>& groups)
{
    if (groups == m_groups)
        return;
    const MachineId current = currentMachine();
    m_groups = groups;
    m_hover = {};
    m_current = {};
    for (int group = 0; current.isSet() && group < m_groups.size(); ++group) {
        const QList<FleetCell>& cells = m_groups.at(group).cells;
        const auto it = std::find_if(cells.begin(), cells.end(),
                                     [&](const FleetCell& cell) { return cell.machine == current; });
        if (it != cells.end())
            m_current = {group, int(it - cells.begin())};
    }
    layOut();
}

MachineId FleetMap::currentMachine() const
{
    const FleetCell* cell = cellOf(m_current);
    return cell ? cell->machine : MachineId();
}

const FleetCell* FleetMap::cellOf(const Spot& spot) const
{
    if (spot.group < 0 || spot.group >= m_groups.size() || spot.cell < 0 ||
        spot.cell >= m_groups.at(spot.group).cells.size())
        return nullptr;
    return &m_groups.at(spot.group).cells.at(spot.cell);
}

void FleetMap::layOut()
{
    m_places.clear();
    m_heads.clear();
    const int room = std::max(200, viewport()->width() - 2 * mapMargin);
    const int mostColumns = room / cellPitch;
    int x = 0;
    int y = 10;
    int lineHeight = 0;
    int section = -1;
    for (const FleetGroup& group : std::as_const(m_groups)) {
        if (section != int(group.isCluster)) {
            section = int(group.isCluster);
            y += lineHeight;
            x = 0;
            lineHeight = 0;
            qsizetype machines = 0;
            for (const FleetGroup& each : std::as_const(m_groups))
                machines += each.isCluster == group.isCluster ? each.cells.size() : 0;
            m_heads.append({y, group.isCluster ? tr("In clusters  %1").arg(countText(machines))
                                               : tr("In pools, not allocated  %1").arg(countText(machines))});
            y += sectionHead;
        }
        const int rows = std::max(cellRows, columnsOf(group.cells.size(), mostColumns));
        const int title = textWidth(FontRole::BodyMedium, group.title) + 60;
        const int wide = std::min(room, std::max(title, columnsOf(group.cells.size(), rows) * cellPitch));
        const int high = groupTitle + rows * cellPitch + groupFoot;
        if (x > 0 && x + wide > room) {
            y += lineHeight;
            x = 0;
            lineHeight = 0;
        }
        m_places.append({QRect(mapMargin + x, y, wide, high), rows});
        x += wide + groupGap;
        lineHeight = std::max(lineHeight, high);
    }
    m_height = y + lineHeight + 6;
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(cellPitch * 2);
    verticalScrollBar()->setRange(0, std::max(0, m_height - viewport()->height()));
    viewport()->update();
}

QRect FleetMap::cellRect(const Spot& spot) const
{
    const Place& place = m_places.at(spot.group);
    const int column = spot.cell / place.rows;
    const int row = spot.cell % place.rows;
    return {place.area.x() + column * cellPitch, place.area.y() + groupTitle + row * cellPitch, cellSize,
            cellSize};
}

FleetMap::Spot FleetMap::spotAt(const QPoint& viewportPos) const
{
    const QPoint at = viewportPos + QPoint(0, verticalScrollBar()->value());
    for (int group = 0; group < m_places.size(); ++group) {
        const Place& place = m_places.at(group);
        const QPoint inside = at - place.area.topLeft() - QPoint(0, groupTitle);
        if (!place.area.contains(at) || inside.y() < 0 || inside.y() >= place.rows * cellPitch)
            continue;
        const Spot spot{group, inside.x() / cellPitch * place.rows + inside.y() / cellPitch};
        return cellOf(spot) ? spot : Spot();
    }
    return {};
}

int FleetMap::titleAt(const QPoint& viewportPos) const
{
    const QPoint at = viewportPos + QPoint(0, verticalScrollBar()->value());
    for (int group = 0; group < m_places.size(); ++group) {
        if (QRect(m_places.at(group).area.topLeft(), QSize(m_places.at(group).area.width(), groupTitle))
                .contains(at))
            return group;
    }
    return -1;
}

void FleetMap::drawCell(QPainter& painter, const QPointF& at, FleetCellState state)
{
    const Theme& theme = Theme::current();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box(at, QSizeF(cellSize, cellSize));
    const auto fill = [&](const QColor& color) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawRoundedRect(box, 2, 2);
    };
    const auto outline = [&](const QColor& color) {
        painter.setPen(QPen(color, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2);
    };
    const QPointF centre = box.center();
    switch (state) {
    case FleetCellState::InUse:
        fill(theme.color(ColorRole::Cell));
        break;
    case FleetCellState::Free:
        outline(theme.faded(ColorRole::Ok, 0.5));
        break;
    case FleetCellState::Building:
        fill(theme.color(ColorRole::RunBar2));
        painter.setBrush(theme.color(ColorRole::RunOn));
        painter.drawEllipse(centre, 2, 2);
        break;
    case FleetCellState::Joining:
        outline(theme.color(ColorRole::Idle));
        painter.drawLine(centre - QPointF(2.5, 0), centre + QPointF(2.5, 0));
        painter.drawLine(centre - QPointF(0, 2.5), centre + QPointF(0, 2.5));
        break;
    case FleetCellState::Destroying:
        fill(theme.color(ColorRole::WipeBar2));
        painter.fillRect(QRectF(centre.x() - 3, centre.y() - 1, 6, 2), theme.color(ColorRole::WipeOn));
        break;
    case FleetCellState::Leaving:
        outline(theme.color(ColorRole::Idle));
        painter.drawLine(box.bottomLeft() + QPointF(3, -3), box.topRight() + QPointF(-3, 3));
        break;
    case FleetCellState::Hold:
        fill(theme.color(ColorRole::HoldTint));
        hatch(painter, box.adjusted(1, 1, -1, -1), theme.color(ColorRole::HoldBar2));
        outline(theme.color(ColorRole::Hold));
        break;
    case FleetCellState::Failed:
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.color(ColorRole::BadBar2));
        painter.drawRoundedRect(box.adjusted(-1, -1, 1, 1), 3, 3);
        drawIcon(painter, box.topLeft() + QPointF(1, 1), IconName::BarCross, 10,
                 theme.color(ColorRole::BadOn));
        break;
    }
    painter.restore();
}

const QPixmap& FleetMap::cellPixmap(FleetCellState state, qreal dpr)
{
    const int key = int(state) * 1000 + qRound(dpr * 100);
    auto it = m_pixmaps.find(key);
    if (it == m_pixmaps.end()) {
        QPixmap picture(QSize(cellPitch, cellPitch) * dpr);
        picture.setDevicePixelRatio(dpr);
        picture.fill(Qt::transparent);
        QPainter painter(&picture);
        drawCell(painter, QPointF(1, 1), state);
        painter.end();
        it = m_pixmaps.insert(key, picture);
    }
    return *it;
}

void FleetMap::paintGroup(QPainter& painter, int group, const QRect& clip)
{
    const Theme& theme = Theme::current();
    const FleetGroup& shown = m_groups.at(group);
    const Place& place = m_places.at(group);
    const QRect title(place.area.x(), place.area.y(), place.area.width(), groupTitle - 2);
    drawIcon(painter, QPointF(title.x(), title.y() + 3),
             shown.isCluster ? IconName::Clusters : IconName::Pools, 13, theme.color(ColorRole::Tx3));
    const QString count = countText(shown.cells.size());
    const int countWide = textWidth(FontRole::FigureSmall, count);
    const int nameWide =
        std::min(textWidth(FontRole::BodyMedium, shown.title), title.width() - 26 - countWide);
    drawText(painter, QRectF(title.x() + 19, title.y(), nameWide + 1, title.height()),
             Qt::AlignLeft | Qt::AlignVCenter, shown.title, FontRole::BodyMedium,
             theme.color(ColorRole::Tx1));
    drawText(painter, QRectF(title.x() + 25 + nameWide, title.y(), countWide + 2, title.height()),
             Qt::AlignLeft | Qt::AlignVCenter, count, FontRole::FigureSmall, theme.color(ColorRole::Tx3));
    const qreal dpr = deviceScale(painter);
    for (int cell = 0; cell < shown.cells.size(); ++cell) {
        const QRect box = cellRect({group, cell});
        if (box.intersects(clip))
            painter.drawPixmap(box.topLeft() - QPoint(1, 1), cellPixmap(shown.cells.at(cell).state, dpr));
    }
}

void FleetMap::paintEvent(QPaintEvent* event)
{
    const Theme& theme = Theme::current();
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(event->rect(), theme.color(ColorRole::Bg2));
    const int top = verticalScrollBar()->value();
    painter.translate(0, -top);
    const QRect clip = event->rect().translated(0, top);
    for (const auto& [y, words] : std::as_const(m_heads)) {
        const int wide = textWidth(FontRole::LabelStrong, words);
        drawText(painter, QRectF(mapMargin, y, wide + 1, sectionHead - 6), Qt::AlignLeft | Qt::AlignVCenter,
                 words, FontRole::LabelStrong, theme.color(ColorRole::Tx3));
        painter.fillRect(
            QRect(mapMargin + wide + 12, y + 9, viewport()->width() - 2 * mapMargin - wide - 12, 1),
            theme.color(ColorRole::Line));
    }
    for (int group = 0; group < m_places.size(); ++group) {
        if (m_places.at(group).area.intersects(clip))
            paintGroup(painter, group, clip);
    }
    painter.setBrush(Qt::NoBrush);
    if (cellOf(m_hover)) {
        painter.setPen(QPen(theme.color(ColorRole::Tx1), 1.5));
        painter.drawRoundedRect(QRectF(cellRect(m_hover)).adjusted(-1, -1, 1, 1), 3, 3);
    }
    if (cellOf(m_current)) {
        painter.setPen(QPen(theme.color(hasFocus() ? ColorRole::Acc : ColorRole::Tx3), 2));
        painter.drawRoundedRect(QRectF(cellRect(m_current)).adjusted(-2, -2, 2, 2), 4, 4);
    }
    painter.resetTransform();
    if (hasFocus() && !cellOf(m_current))
        drawFocusRing(painter, viewport()->rect(), 4);
}

void FleetMap::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    layOut();
}

QString FleetMap::describe(const Spot& spot) const
{
    const FleetCell* cell = cellOf(spot);
    const Machine* machine = cell ? m_replica.machine(cell->machine) : nullptr;
    if (!machine)
        return {};
    const MemberState state = memberState(m_replica, *machine);
    QStringList lines;
    lines.append(machine->isMember() ? u"%1  %2"_s.arg(machine->memberName, machine->name) : machine->name);
    lines.append(machine->isMember()
                     ? tr("%1 in %2, role %3")
                           .arg(statusText(statusOf(machine->poolStatus)), machine->cluster, machine->role)
                     : tr("%1 in pool %2").arg(statusText(statusOf(machine->poolStatus)), machine->pool));
    if (!state.stage.isEmpty())
        lines.append(u"%1: %2"_s.arg(state.stage, stateText(state.state)));
    if (!machine->sequence.stopReason.isEmpty())
        lines.append(machine->sequence.stopReason);
    if (machine->health != Health::Unknown)
        lines.append(statusText(statusOf(machine->health)));
    return lines.join(u'\n');
}

void FleetMap::setCurrent(const Spot& spot)
{
    if (spot == m_current || !cellOf(spot))
        return;
    m_current = spot;
    const QRect box = cellRect(spot);
    QScrollBar* bar = verticalScrollBar();
    if (box.top() - groupTitle < bar->value())
        bar->setValue(box.top() - groupTitle);
    else if (box.bottom() + 6 > bar->value() + viewport()->height())
        bar->setValue(box.bottom() + 6 - viewport()->height());
    setAccessibleDescription(describe(spot).replace(u'\n', u", "_s));
    QAccessibleEvent told(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&told);
    viewport()->update();
}

FleetMap::Spot FleetMap::moved(const Spot& from, int key) const
{
    if (!cellOf(from))
        return m_groups.isEmpty() ? Spot() : Spot{0, 0};
    const int rows = m_places.at(from.group).rows;
    Spot to = from;
    switch (key) {
    case Qt::Key_Up:
        to.cell -= 1;
        break;
    case Qt::Key_Down:
        to.cell += 1;
        break;
    case Qt::Key_Left:
        to.cell -= rows;
        break;
    case Qt::Key_Right:
        to.cell += rows;
        break;
    case Qt::Key_Home:
        return {0, 0};
    case Qt::Key_End:
        return {int(m_groups.size()) - 1, int(m_groups.constLast().cells.size()) - 1};
    default:
        return from;
    }
    // Past an end the walk goes on in the neighbour group.
    if (to.cell < 0)
        return from.group > 0 ? Spot{from.group - 1, int(m_groups.at(from.group - 1).cells.size()) - 1}
                              : from;
    if (to.cell >= m_groups.at(from.group).cells.size())
        return from.group + 1 < m_groups.size() ? Spot{from.group + 1, 0} : from;
    return to;
}

void FleetMap::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Home:
    case Qt::Key_End:
        setCurrent(moved(m_current, event->key()));
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (currentMachine().isSet())
            emit machineChosen(currentMachine());
        return;
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void FleetMap::mouseMoveEvent(QMouseEvent* event)
{
    const Spot spot = spotAt(event->pos());
    if (spot == m_hover)
        return;
    m_hover = spot;
    viewport()->setCursor(spot.group >= 0 || titleAt(event->pos()) >= 0 ? Qt::PointingHandCursor
                                                                        : Qt::ArrowCursor);
    viewport()->update();
}

void FleetMap::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const Spot spot = spotAt(event->pos());
    if (cellOf(spot)) {
        setCurrent(spot);
        emit machineChosen(currentMachine());
    } else if (const int group = titleAt(event->pos()); group >= 0) {
        emit groupChosen(m_groups.at(group).key);
    }
}

bool FleetMap::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        QToolTip::showText(help->globalPos(), describe(spotAt(help->pos())), viewport());
        return true;
    }
    if (event->type() == QEvent::Leave && cellOf(m_hover)) {
        m_hover = {};
        viewport()->update();
    }
    return QAbstractScrollArea::viewportEvent(event);
}

} // namespace Drover
