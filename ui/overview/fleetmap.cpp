#include "ui/overview/fleetmap.h"

#include "ui/overview/fleetcard.h"
#include "ui/overview/fleetmapaccessible.h"
#include "ui/text/fleettext.h"
#include "ui/text/words.h"
#include "ui/theme/iconcache.h"
#include "ui/theme/paint.h"
#include "ui/theme/statuslook.h"
#include "ui/theme/theme.h"
#include "ui/theme/themehub.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace Drover {

namespace {

constexpr auto cardDelay = 300ms;
/// More changed cells than this are one repaint of the whole.
constexpr qsizetype cellsAlone = 400;
constexpr int titleIcon = 13;

std::optional<FleetStep> stepOf(int key)
{
    switch (key) {
    case Qt::Key_Up:
        return FleetStep::Up;
    case Qt::Key_Down:
        return FleetStep::Down;
    case Qt::Key_Left:
        return FleetStep::Left;
    case Qt::Key_Right:
        return FleetStep::Right;
    case Qt::Key_Home:
        return FleetStep::First;
    case Qt::Key_End:
        return FleetStep::Last;
    default:
        return std::nullopt;
    }
}

} // namespace

FleetMap::FleetMap(const Replica& replica, QWidget* parent)
    : QAbstractScrollArea(parent), m_replica(replica), m_model(replica), m_card(new FleetCard(this))
{
    installFleetMapAccessibility();
    setObjectName(u"overview/fleet-map"_s);
    setAccessibleName(tr("Fleet map"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setMouseTracking(true);
    viewport()->setAutoFillBackground(false);
    m_cardSoon.setSingleShot(true);
    m_cardSoon.setInterval(cardDelay);
    connect(&m_cardSoon, &QTimer::timeout, this, [this] {
        const FleetCell* cell = m_model.cell(m_hover);
        openCard(cell ? cell->machine : m_current);
    });
    connect(&m_model, &FleetMapModel::rearranged, this, &FleetMap::layOut);
    connect(&m_model, &FleetMapModel::cellsChanged, this, &FleetMap::repaintCells);
    connect(&m_model, &FleetMapModel::titlesChanged, viewport(), qOverload<>(&QWidget::update));
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, [this] { m_card->hide(); });
    connect(&ThemeHub::instance(), &ThemeHub::changed, this, [this] {
        m_pixmaps.clear();
        layOut();
    });
}

void FleetMap::layOut()
{
    QList<int> widths;
    for (const FleetGroup& group : groups())
        widths.append(textWidth(FontRole::BodyMedium, fleetGroupText(group, m_model.view().grouping)) + 60);
    m_layout = FleetLayout(groups(), widths, viewport()->width());
    m_hover = {};
    m_card->hide();
    if (!m_model.spotOf(m_current).isSet())
        m_current = {};
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(FleetLayout::cellPitch * 2);
    verticalScrollBar()->setRange(0, std::max(0, m_layout.height() - viewport()->height()));
    viewport()->update();
}

void FleetMap::repaintCells(const QList<FleetSpot>& spots)
{
    if (spots.size() > cellsAlone) {
        viewport()->update();
        return;
    }
    for (const FleetSpot& spot : spots)
        viewport()->update(
            m_layout.cellRect(spot).adjusted(-2, -2, 2, 2).translated(0, -verticalScrollBar()->value()));
}

QPoint FleetMap::onMap(const QPoint& viewportPos) const
{
    return viewportPos + QPoint(0, verticalScrollBar()->value());
}

FleetSpot FleetMap::spotUnder(const QPoint& viewportPos) const
{
    return m_layout.spotAt(onMap(viewportPos));
}

MachineId FleetMap::machineAt(const QPoint& viewportPos) const
{
    const FleetCell* cell = m_model.cell(spotUnder(viewportPos));
    return cell ? cell->machine : MachineId();
}

QRect FleetMap::cellRect(MachineId machine) const
{
    const FleetSpot spot = m_model.spotOf(machine);
    return m_model.cell(spot) ? m_layout.cellRect(spot).translated(0, -verticalScrollBar()->value())
                              : QRect();
}

void FleetMap::paintGroup(QPainter& painter, int group, const QRect& clip)
{
    const Theme& theme = Theme::current();
    const FleetGroup& shown = groups().at(group);
    const FleetLayout::Place& place = m_layout.places().at(group);
    const QRect title(place.area.x(), place.area.y(), place.area.width(), FleetLayout::titleHeight - 2);
    if (title.intersects(clip)) {
        const StatusLook look = statusLook(shown.status);
        const bool hasStatus = shown.status != Status::None;
        drawIcon(painter, QPointF(title.x(), title.y() + 3),
                 hasStatus         ? look.icon
                 : shown.isCluster ? IconName::Clusters
                                   : IconName::Pools,
                 titleIcon, hasStatus ? theme.color(look.tone, TonePart::Text) : theme.color(ColorRole::Tx3));
        const QString count = countText(shown.cells.size());
        const int countWide = textWidth(FontRole::FigureSmall, count);
        const QString name = fleetGroupText(shown, m_model.view().grouping);
        const int nameWide = std::min(textWidth(FontRole::BodyMedium, name), title.width() - 26 - countWide);
        drawText(painter, QRectF(title.x() + 19, title.y(), nameWide + 1, title.height()),
                 Qt::AlignLeft | Qt::AlignVCenter, name, FontRole::BodyMedium, theme.color(ColorRole::Tx1));
        drawText(painter, QRectF(title.x() + 25 + nameWide, title.y(), countWide + 2, title.height()),
                 Qt::AlignLeft | Qt::AlignVCenter, count, FontRole::FigureSmall, theme.color(ColorRole::Tx3));
    }
    const qreal dpr = deviceScale(painter);
    // Columns of cells; of each only the rows in view.
    constexpr int pitch = FleetLayout::cellPitch;
    const QRect cells = clip.translated(-place.area.x(), -place.area.y() - FleetLayout::titleHeight);
    const int firstRow = std::clamp((cells.top() - 2) / pitch, 0, place.rows);
    const int lastRow = std::clamp((cells.bottom() + 2) / pitch, -1, place.rows - 1);
    const int firstColumn = std::max(0, (cells.left() - 2) / pitch);
    const int lastColumn = std::min((place.cells - 1) / place.rows, (cells.right() + 2) / pitch);
    for (int column = firstColumn; column <= lastColumn; ++column) {
        for (int row = firstRow; row <= lastRow; ++row) {
            const int cell = column * place.rows + row;
            if (cell >= place.cells)
                break;
            painter.drawPixmap(m_layout.cellRect({group, cell}).topLeft() - QPoint(1, 1),
                               m_pixmaps.pixmap(shown.cells.at(cell).state, dpr));
        }
    }
}

void FleetMap::paintEvent(QPaintEvent* event)
{
    const Theme& theme = Theme::current();
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(event->rect(), theme.color(ColorRole::Bg1));
    const int top = verticalScrollBar()->value();
    painter.translate(0, -top);
    const QRect clip = event->rect().translated(0, top);
    constexpr int margin = FleetLayout::margin;
    for (const FleetLayout::Head& head : m_layout.heads()) {
        if (head.y > clip.bottom() || head.y + FleetLayout::headHeight < clip.top())
            continue;
        const QString words = head.clusters ? tr("In clusters  %1").arg(countText(head.machines))
                                            : tr("In pools, not allocated  %1").arg(countText(head.machines));
        const int wide = textWidth(FontRole::LabelStrong, words);
        drawText(painter, QRectF(margin, head.y, wide + 1, FleetLayout::headHeight - 6),
                 Qt::AlignLeft | Qt::AlignVCenter, words, FontRole::LabelStrong, theme.color(ColorRole::Tx3));
        painter.fillRect(
            QRect(margin + wide + 12, head.y + 9, viewport()->width() - 2 * margin - wide - 12, 1),
            theme.color(ColorRole::Line));
    }
    const auto [first, last] = m_layout.groupsBetween(clip.top(), clip.bottom());
    for (int group = first; group <= last; ++group)
        paintGroup(painter, group, clip);
    painter.setBrush(Qt::NoBrush);
    if (m_model.cell(m_hover)) {
        painter.setPen(QPen(theme.color(ColorRole::Tx1), 1.5));
        painter.drawRoundedRect(QRectF(m_layout.cellRect(m_hover)).adjusted(-1, -1, 1, 1), 3, 3);
    }
    if (const FleetSpot current = m_model.spotOf(m_current); m_model.cell(current)) {
        painter.setPen(QPen(theme.color(hasFocus() ? ColorRole::Acc : ColorRole::Tx3), 2));
        painter.drawRoundedRect(QRectF(m_layout.cellRect(current)).adjusted(-2, -2, 2, 2), 4, 4);
    }
}

void FleetMap::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    layOut();
}

void FleetMap::setCurrentMachine(MachineId machine)
{
    const FleetSpot spot = m_model.spotOf(machine);
    if (machine == m_current || !m_model.cell(spot))
        return;
    m_current = machine;
    const QRect box = m_layout.cellRect(spot);
    QScrollBar* bar = verticalScrollBar();
    if (box.top() - FleetLayout::titleHeight < bar->value())
        bar->setValue(box.top() - FleetLayout::titleHeight);
    else if (box.bottom() + 6 > bar->value() + viewport()->height())
        bar->setValue(box.bottom() + 6 - viewport()->height());
    if (const Machine* object = m_replica.machine(machine))
        setAccessibleDescription(fleetMachineSentence(m_replica, *object));
    tellFleetFocus(*this);
    m_card->hide();
    if (hasFocus())
        m_cardSoon.start();
    viewport()->update();
}

void FleetMap::choose(MachineId machine)
{
    setCurrentMachine(machine);
    m_cardSoon.stop();
    m_card->hide();
    emit machineChosen(machine);
}

/// What failed is looked at first.
MachineId FleetMap::firstToLookAt() const
{
    for (const FleetGroup& group : groups()) {
        for (const FleetCell& cell : group.cells) {
            if (cell.state == FleetCellState::Failed || cell.state == FleetCellState::Unhealthy)
                return cell.machine;
        }
    }
    return groups().isEmpty() ? MachineId() : groups().constFirst().cells.constFirst().machine;
}

void FleetMap::keyPressEvent(QKeyEvent* event)
{
    if (const std::optional<FleetStep> step = stepOf(event->key())) {
        const FleetSpot to = m_layout.moved(m_model.spotOf(m_current), *step);
        if (const FleetCell* cell = m_model.cell(to))
            setCurrentMachine(cell->machine);
        return;
    }
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && m_current.isSet()) {
        choose(m_current);
        return;
    }
    if (event->key() == Qt::Key_Escape && m_card->isVisible()) {
        m_card->hide();
        return;
    }
    QAbstractScrollArea::keyPressEvent(event);
}

void FleetMap::focusInEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusInEvent(event);
    const bool byKey = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    if (byKey && !m_current.isSet())
        setCurrentMachine(firstToLookAt());
    viewport()->update();
}

void FleetMap::focusOutEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusOutEvent(event);
    m_cardSoon.stop();
    m_card->hide();
    viewport()->update();
}

void FleetMap::setHover(const FleetSpot& spot)
{
    if (spot == m_hover)
        return;
    const QList<FleetSpot> both{m_hover, spot};
    m_hover = spot;
    m_card->hide();
    m_cardSoon.stop();
    if (m_model.cell(spot))
        m_cardSoon.start();
    for (const FleetSpot& each : both) {
        if (m_model.cell(each))
            repaintCells({each});
    }
}

void FleetMap::openCard(MachineId machine)
{
    const QRect cell = cellRect(machine);
    const Machine* object = m_replica.machine(machine);
    if (object && !cell.isEmpty() && viewport()->rect().contains(cell))
        m_card->open(m_replica, *object, QRect(viewport()->mapToGlobal(cell.topLeft()), cell.size()));
}

void FleetMap::mouseMoveEvent(QMouseEvent* event)
{
    const FleetSpot spot = spotUnder(event->pos());
    setHover(spot);
    const bool links = spot.isSet() || m_layout.titleAt(onMap(event->pos())) >= 0;
    viewport()->setCursor(links ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void FleetMap::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    if (const FleetCell* cell = m_model.cell(spotUnder(event->pos()))) {
        choose(cell->machine);
        return;
    }
    const int group = m_layout.titleAt(onMap(event->pos()));
    if (group >= 0 && !groups().at(group).key.isEmpty())
        emit groupChosen(groups().at(group).key);
}

bool FleetMap::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::Leave || event->type() == QEvent::Hide)
        setHover({});
    return QAbstractScrollArea::viewportEvent(event);
}

} // namespace Drover
