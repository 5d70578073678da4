#pragma once

#include "models/fleetcells.h"

#include <QAbstractScrollArea>
#include <QPixmap>

namespace Drover {

/// Every machine a cell, grouped by cluster or pool, coloured and shaped by what it is: 12×12, pitch 14, five
/// rows (more where a group would be wider than the view), filled by column. Painted; a cell is chosen by
/// mouse or arrow keys. Owned by its page; UI thread.
class FleetMap : public QAbstractScrollArea
{
    Q_OBJECT
public:
    explicit FleetMap(const Replica& replica, QWidget* parent = nullptr);

    void setGroups(const QList<FleetGroup>& groups);
    [[nodiscard]] const QList<FleetGroup>& groups() const { return m_groups; }
    /// The cell that the keyboard stands on; unset without one.
    [[nodiscard]] MachineId currentMachine() const;
    [[nodiscard]] QSize sizeHint() const override { return {640, 320}; }

    /// One cell as it is drawn, for the legend.
    static void drawCell(QPainter& painter, const QPointF& at, FleetCellState state);

signals:
    void machineChosen(Drover::MachineId machine);
    void groupChosen(const QString& key);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    /// Where a group stands, in pixels of the whole map.
    struct Place
    {
        QRect area;   ///< title and cells
        int rows = 5; ///< of cells
    };
    struct Spot
    {
        int group = -1;
        int cell = -1;
        bool operator==(const Spot&) const = default;
    };
    void layOut();
    [[nodiscard]] QRect cellRect(const Spot& spot) const;
    [[nodiscard]] Spot spotAt(const QPoint& viewportPos) const;
    [[nodiscard]] int titleAt(const QPoint& viewportPos) const;
    [[nodiscard]] const FleetCell* cellOf(const Spot& spot) const;
    [[nodiscard]] Spot moved(const Spot& from, int key) const;
    [[nodiscard]] QString describe(const Spot& spot) const;
    [[nodiscard]] const QPixmap& cellPixmap(FleetCellState state, qreal dpr);
    void setCurrent(const Spot& spot);
    void paintGroup(QPainter& painter, int group, const QRect& clip);

    const Replica& m_replica;
    QList<FleetGroup> m_groups;
    QList<Place> m_places;
    QList<std::pair<int, QString>> m_heads; ///< y of a section's head, and its words
    int m_height = 0;
    Spot m_current;
    Spot m_hover;
    QHash<int, QPixmap> m_pixmaps;
};

} // namespace Drover
