#include "ui/wizards/spreadview.h"

#include "models/memberstate.h"
#include "ui/theme/iconcache.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QResizeEvent>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int chipWidth = 62;
constexpr int chipHeight = 20;
constexpr int rackLineHeight = 28;
constexpr int rackNameWidth = 76;
constexpr int countWidth = 74;
constexpr int cellSize = 13;
constexpr int cellPitch = 17;

} // namespace

SpreadView::SpreadView(QWidget* parent) : QWidget(parent)
{
    setAccessRole(this, QAccessible::List);
    setAccessibleName(tr("Members by rack"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void SpreadView::setMachines(const QList<PlanMachine>& machines, const QHash<QString, int>& free)
{
    m_racks.clear();
    for (const PlanMachine& machine : machines) {
        auto it = std::find_if(m_racks.begin(), m_racks.end(),
                               [&](const Rack& rack) { return rack.name == machine.rack; });
        if (it == m_racks.end()) {
            m_racks.append({machine.rack, {}, 0, free.value(machine.rack)});
            it = m_racks.end() - 1;
        }
        it->machines.append(machine);
        it->voters += machine.votes ? 1 : 0;
    }
    std::sort(m_racks.begin(), m_racks.end(),
              [](const Rack& a, const Rack& b) { return naturalKey(a.name) < naturalKey(b.name); });
    updateGeometry();
    update();
}

AccessPart SpreadView::accessPart(int index) const
{
    const Rack& rack = m_racks.at(index);
    int above = 0;
    for (int i = 0; i < index; ++i)
        above += linesOf(m_racks.at(i));
    return {.name = tr("%1: %2 members, %3 voters, of %4 Free machines")
                        .arg(rack.name)
                        .arg(rack.machines.size())
                        .arg(rack.voters)
                        .arg(rack.free),
            .value = {},
            .box = QRect(0, above * rackLineHeight, width(), linesOf(rack) * rackLineHeight)};
}

int SpreadView::chipsPerLine() const
{
    return std::max(1, (width() - rackNameWidth - countWidth) / (chipWidth + 4));
}

int SpreadView::linesOf(const Rack& rack) const
{
    return int(rack.machines.size() + chipsPerLine() - 1) / chipsPerLine();
}

QSize SpreadView::sizeHint() const
{
    int lines = 0;
    for (const Rack& rack : m_racks)
        lines += linesOf(rack);
    return {400, std::max(1, lines) * rackLineHeight};
}

void SpreadView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (event->oldSize().width() != event->size().width())
        updateGeometry();
}

void SpreadView::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int perLine = chipsPerLine();
    double y = 0;
    for (const Rack& rack : m_racks) {
        const bool shared = rack.voters > 1;
        drawText(painter, QRectF(0, y, rackNameWidth - 8, rackLineHeight), Qt::AlignLeft | Qt::AlignVCenter,
                 rack.name.isEmpty() ? tr("no rack") : rack.name, FontRole::BodyMedium,
                 theme.color(shared ? ColorRole::Warn : ColorRole::Tx1));
        drawText(painter, QRectF(width() - countWidth, y, countWidth, rackLineHeight),
                 Qt::AlignRight | Qt::AlignVCenter,
                 rack.free > 0 ? tr("%1 of %2").arg(rack.machines.size()).arg(rack.free)
                               : QString::number(rack.machines.size()),
                 FontRole::Figure, theme.color(ColorRole::Tx2));
        for (qsizetype i = 0; i < rack.machines.size(); ++i) {
            const PlanMachine& machine = rack.machines.at(i);
            const QRectF chip(rackNameWidth + double(i % perLine) * (chipWidth + 4),
                              y + double(i / perLine) * rackLineHeight + 4, chipWidth, chipHeight);
            const ColorRole edge = machine.votes && shared ? ColorRole::Warn : ColorRole::RunBar2;
            drawBox(painter, chip, 3, theme.color(machine.votes ? ColorRole::AccFill : ColorRole::RunTint),
                    theme.color(edge));
            const QColor text = theme.color(machine.votes ? ColorRole::AccTx : ColorRole::Run);
            drawIcon(painter, chip.topLeft() + QPointF(5, 4),
                     machine.votes ? IconName::ControlPlane : IconName::Worker, 12, text);
            drawText(painter, chip.adjusted(21, 0, -3, 0), Qt::AlignLeft | Qt::AlignVCenter, machine.member,
                     FontRole::LabelMedium, text);
        }
        paintFree(painter, rack, y + (linesOf(rack) - 1) * rackLineHeight);
        y += linesOf(rack) * rackLineHeight;
    }
}

/// As many as fit behind the last chip; the count says how many there are.
void SpreadView::paintFree(QPainter& painter, const Rack& rack, double y) const
{
    const auto inLine = (rack.machines.size() - 1) % chipsPerLine() + 1;
    double x = rackNameWidth + double(inLine) * (chipWidth + 4) + 2;
    const QColor edge = Theme::current().color(Tone::Ok, TonePart::Bar2);
    for (qsizetype i = rack.machines.size(); i < rack.free && x + cellSize < width() - countWidth; ++i) {
        drawBox(painter, QRectF(x + 0.5, y + 7.5, cellSize - 1, cellSize - 1), 2, Qt::transparent, edge);
        x += cellPitch;
    }
}

} // namespace Drover
