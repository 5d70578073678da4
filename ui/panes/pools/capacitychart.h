#pragma once

#include "models/pools/poolpast.h"

#include <QWidget>

namespace Drover {

/// How many machines of a pool were free over time, as a step line over the no-go area below its minimum;
/// under it what was changing. Drawn from the journal, from where that is known. Owned by the pool's detail;
/// UI thread.
class CapacityChart : public QWidget
{
    Q_OBJECT
public:
    explicit CapacityChart(QWidget* parent = nullptr);

    struct Data
    {
        QList<PoolPast::Step> steps; ///< oldest first
        Instant from;                ///< of the time axis
        Instant now;
        int minimum = 0; ///< 0: none
        int maximum = 0; ///< 0: none
    };
    void setData(const Data& shown);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] double xOf(Instant at) const;
    [[nodiscard]] QRectF freeArea() const;
    [[nodiscard]] QRectF changingArea() const;
    void paintFree(class QPainter& painter) const;
    void paintChanging(class QPainter& painter) const;
    void paintAxis(class QPainter& painter) const;

    Data m_data;
    int m_most = 1;     ///< free machines at the top of the axis
    int m_changing = 1; ///< the same of what was changing
};

} // namespace Drover
