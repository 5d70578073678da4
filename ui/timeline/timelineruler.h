#pragma once

#include "models/timeline/timescale.h"

#include <QWidget>

namespace Drover {

class TimelineCanvas;

/// Times above the lanes, the flag of now, the pointer's time; dragging in it zooms, a double click fits.
/// Looks at the canvas; owned by TimelineView; UI thread.
class TimelineRuler : public QWidget
{
    Q_OBJECT
public:
    TimelineRuler(TimelineCanvas* canvas, QWidget* parent);

    void setPointer(double laneX);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    void paintFolds(class QPainter& painter, const TimeScale& scale) const;

    TimelineCanvas* m_canvas;
    double m_pointer = -1;
    double m_dragFrom = 0;
    double m_dragLast = 0;
};

} // namespace Drover
