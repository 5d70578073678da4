#pragma once

#include "models/fleet/fleetmapmodel.h"
#include "ui/overview/fleetcellpainter.h"

#include <QAbstractScrollArea>

namespace Drover {

class FleetCard;

/// Every machine a cell, in groups, coloured and shaped by what it is. Painted: only cells in view, and of
/// those only what has changed; walked with the arrow keys, each cell an object for assistive technology.
/// Owned by its page; UI thread.
class FleetMap : public QAbstractScrollArea
{
    Q_OBJECT
public:
    explicit FleetMap(const Replica& replica, QWidget* parent = nullptr);

    [[nodiscard]] FleetMapModel& model() { return m_model; }
    [[nodiscard]] const FleetMapModel& model() const { return m_model; }
    [[nodiscard]] const QList<FleetGroup>& groups() const { return m_model.groups(); }
    [[nodiscard]] const Replica& replica() const { return m_replica; }
    /// The cell that the keyboard stands on; unset without one.
    [[nodiscard]] MachineId currentMachine() const { return m_current; }
    /// Does nothing when the machine is not on the map.
    void setCurrentMachine(MachineId machine);
    /// Goes to the machine, as a click does.
    void choose(MachineId machine);
    [[nodiscard]] MachineId machineAt(const QPoint& viewportPos) const;
    /// In coordinates of the viewport; empty when it is not on the map.
    [[nodiscard]] QRect cellRect(MachineId machine) const;
    [[nodiscard]] QSize sizeHint() const override { return {640, 320}; }

signals:
    void machineChosen(Drover::MachineId machine);
    void groupChosen(const QString& key);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    void layOut();
    void repaintCells(const QList<FleetSpot>& spots);
    void setHover(const FleetSpot& spot);
    void openCard(MachineId machine);
    [[nodiscard]] MachineId firstToLookAt() const;
    [[nodiscard]] FleetSpot spotUnder(const QPoint& viewportPos) const;
    [[nodiscard]] QPoint onMap(const QPoint& viewportPos) const;
    void paintGroup(QPainter& painter, int group, const QRect& clip);

    const Replica& m_replica;
    FleetMapModel m_model;
    FleetLayout m_layout;
    FleetCellPixmaps m_pixmaps;
    MachineId m_current;
    FleetSpot m_hover;
    FleetCard* m_card;
    QTimer m_cardSoon;
};

} // namespace Drover
