#pragma once

#include "models/fleet/fleetcells.h"

#include <QWidget>

namespace Drover {

/// Sign, word and number of each state of the map. Owned by its card; UI thread.
class FleetLegend : public QWidget
{
    Q_OBJECT
public:
    explicit FleetLegend(QWidget* parent = nullptr);

    void setCounts(const QList<FleetCellState>& states, const QStringList& versions,
                   const std::array<int, FleetCellStateCount>& counts);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Entry
    {
        FleetCellState state;
        QString word;
        QString figure;
        bool any = false;
        bool operator==(const Entry&) const = default;
    };
    QList<Entry> m_entries;
};

} // namespace Drover
