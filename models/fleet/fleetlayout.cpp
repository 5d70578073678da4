#include "models/fleet/fleetlayout.h"

#include <algorithm>

namespace Drover {

namespace {

constexpr int cellRows = 5;
constexpr int groupGap = 18;
constexpr int groupFoot = 12;
constexpr int leastWidth = 200;

int columnsOf(qsizetype cells, int rows)
{
    return int((cells + rows - 1) / rows);
}

} // namespace

FleetLayout::FleetLayout(const QList<FleetGroup>& groups, const QList<int>& titleWidths, int width)
{
    const int room = std::max(leastWidth, width - 2 * margin);
    const int mostColumns = room / cellPitch;
    const bool hasHeads =
        std::any_of(groups.begin(), groups.end(), [](const FleetGroup& group) { return group.isCluster; });
    int x = 0;
    int y = 10;
    int lineHeight = 0;
    for (qsizetype i = 0; i < groups.size(); ++i) {
        const FleetGroup& group = groups.at(i);
        if (hasHeads && (m_heads.isEmpty() || m_heads.constLast().clusters != group.isCluster)) {
            y += lineHeight;
            x = 0;
            lineHeight = 0;
            m_heads.append({y, group.isCluster, 0});
            y += headHeight;
        }
        if (hasHeads)
            m_heads.last().machines += int(group.cells.size());
        const int rows = std::max(cellRows, columnsOf(group.cells.size(), mostColumns));
        const int wide =
            std::min(room, std::max(titleWidths.value(i), columnsOf(group.cells.size(), rows) * cellPitch));
        const int high = titleHeight + rows * cellPitch + groupFoot;
        if (x > 0 && x + wide > room) {
            y += lineHeight;
            x = 0;
            lineHeight = 0;
        }
        m_places.append({QRect(margin + x, y, wide, high), rows, int(group.cells.size())});
        x += wide + groupGap;
        lineHeight = std::max(lineHeight, high);
    }
    m_height = y + lineHeight + 4;
}

QRect FleetLayout::cellRect(const FleetSpot& spot) const
{
    const Place& place = m_places.at(spot.group);
    return {place.area.x() + spot.cell / place.rows * cellPitch,
            place.area.y() + titleHeight + spot.cell % place.rows * cellPitch, cellSize, cellSize};
}

std::pair<int, int> FleetLayout::groupsBetween(int top, int bottom) const
{
    // Lines of groups come one below the other, but a low group may stand beside a high one.
    int first = -1;
    int last = -2;
    for (int group = 0; group < m_places.size(); ++group) {
        const QRect& area = m_places.at(group).area;
        if (area.bottom() < top || area.top() > bottom)
            continue;
        first = first < 0 ? group : first;
        last = group;
    }
    return {first < 0 ? 0 : first, first < 0 ? -1 : last};
}

FleetSpot FleetLayout::spotAt(const QPoint& point) const
{
    for (int group = 0; group < m_places.size(); ++group) {
        const Place& place = m_places.at(group);
        const QPoint inside = point - place.area.topLeft() - QPoint(0, titleHeight);
        if (!place.area.contains(point) || inside.y() < 0 || inside.y() >= place.rows * cellPitch)
            continue;
        const int cell = inside.x() / cellPitch * place.rows + inside.y() / cellPitch;
        return cell < place.cells ? FleetSpot{group, cell} : FleetSpot();
    }
    return {};
}

int FleetLayout::titleAt(const QPoint& point) const
{
    for (int group = 0; group < m_places.size(); ++group) {
        const QRect& area = m_places.at(group).area;
        if (QRect(area.topLeft(), QSize(area.width(), titleHeight)).contains(point))
            return group;
    }
    return -1;
}

FleetSpot FleetLayout::moved(const FleetSpot& from, FleetStep step) const
{
    if (m_places.isEmpty())
        return {};
    const int lastGroup = int(m_places.size()) - 1;
    if (!from.isSet() || step == FleetStep::First)
        return {0, 0};
    if (step == FleetStep::Last)
        return {lastGroup, m_places.at(lastGroup).cells - 1};
    const Place& place = m_places.at(from.group);
    int cell = from.cell;
    switch (step) {
    case FleetStep::Up:
        cell -= 1;
        break;
    case FleetStep::Down:
        cell += 1;
        break;
    case FleetStep::Left:
        cell -= place.rows;
        break;
    case FleetStep::Right:
        cell += place.rows;
        break;
    case FleetStep::First:
    case FleetStep::Last:
        break;
    }
    if (cell < 0)
        return from.group > 0 ? FleetSpot{from.group - 1, m_places.at(from.group - 1).cells - 1} : from;
    if (cell >= place.cells)
        return from.group < lastGroup ? FleetSpot{from.group + 1, 0} : from;
    return {from.group, cell};
}

} // namespace Drover
