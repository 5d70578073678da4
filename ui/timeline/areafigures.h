#pragma once

#include "models/timeline/timelinefigures.h"

#include <QFrame>
#include <QTimer>

class QLabel;
class QTreeWidget;

namespace Drover {

class TimelineCanvas;

/// What the chosen area holds, a line a task: count, failed, min, mean, p95, max. Lies over the lanes at the
/// right; owned by the canvas; UI thread.
class AreaFigures : public QFrame
{
    Q_OBJECT
public:
    explicit AreaFigures(TimelineCanvas* canvas);

    /// Shows the canvas' area, or hides when there is none.
    void follow();
    [[nodiscard]] const QList<TaskFigures>& figures() const { return m_figures; }

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void place();
    void fill();

    TimelineCanvas* m_canvas;
    QLabel* m_title;
    QTreeWidget* m_table;
    QList<TaskFigures> m_figures;
    QTimer m_again;
};

} // namespace Drover
