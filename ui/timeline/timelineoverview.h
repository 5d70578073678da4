#pragma once

#include "models/timeline/timelinescene.h"

#include <QTimer>
#include <QWidget>

namespace Drover {

class TimelineCanvas;

/// The whole time on one strip, with a brush over what is in view: its body moves, its edges resize, a double
/// click fits. Looks at the canvas; owned by TimelineView; UI thread.
class TimelineOverview : public QWidget
{
    Q_OBJECT
public:
    TimelineOverview(TimelineCanvas* canvas, QWidget* parent);

    /// The scene changed; counted anew at most four times a second.
    void contentChanged();
    /// Counts at once.
    void count();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    enum class Grip { None, Body, Begin, End };

    [[nodiscard]] TimeScale scale() const;
    [[nodiscard]] TimeRange wholeRange() const;
    [[nodiscard]] QRectF brush() const;
    [[nodiscard]] Grip gripAt(double x) const;
    void paintBins(class QPainter& painter) const;
    void paintMatches(QPainter& painter, const TimeScale& all) const;

    TimelineCanvas* m_canvas;
    QTimer m_recount;
    QList<OverviewBin> m_bins;
    TimeRange m_counted; ///< what the bins stand for, and the strip shows
    Grip m_grip = Grip::None;
    double m_last = 0;
};

} // namespace Drover
