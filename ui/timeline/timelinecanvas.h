#pragma once

#include "models/timeline/timelineviewport.h"
#include "ui/timeline/lanetiles.h"
#include "ui/timeline/timelinemarks.h"

#include <QAbstractScrollArea>
#include <QPointer>
#include <QSet>
#include <QTimer>

namespace Drover {

class TimelineTooltip;

/// The lanes of a timeline: label column at the left, bars at the right, painted. Owns what is in view
/// (viewport, collapsed groups, selection); ruler and overview look at it. Owned by TimelineView; UI thread.
class TimelineCanvas : public QAbstractScrollArea
{
    Q_OBJECT
public:
    TimelineCanvas(TimelineModel* model, QWidget* parent);
    ~TimelineCanvas() override;

    [[nodiscard]] const TimelineModel& model() const { return *m_model; }
    [[nodiscard]] const TimelineViewport& timeViewport() const { return m_viewport; }
    [[nodiscard]] TimelineLayout layoutOfLanes() const { return m_layout; }

    void setFollow(bool on);
    void zoomAt(double laneX, double factor); ///< x from the left edge of the lanes' area
    void zoomAtCentre(double factor);
    void panPixels(double pixels);
    void showRange(TimeRange range);
    /// Everything, also while it grows; this is how a timeline begins.
    void fitAll();
    /// Fits the selected lane's spans; everything when there is no selection.
    void fitSelection();
    void setDensity(LaneDensity density);
    void setCollapsed(const QString& groupKey, bool collapsed);
    void setSelectedLane(const QString& key);
    [[nodiscard]] QString selectedLane() const { return m_selectedLane; }
    [[nodiscard]] qint64 selectedSpan() const { return m_selectedSpan; }
    void ensureLaneVisible(const QString& key);

    /// What lies at a place of the viewport: for tool tips and tests.
    struct Hit
    {
        enum class Kind {
            None,
            LaneLabel,
            Expander,
            LaneFree,
            Span,
            FailureRetry,
            FailureLog,
            FailureBox,
            Gate
        };
        Kind kind = Kind::None;
        int lane = -1;
        int span = -1;
        int gate = -1;
    };
    [[nodiscard]] Hit hitAt(QPointF position) const;

signals:
    void viewportChanged();      ///< the visible time, the extent or follow
    void pointerMoved(double x); ///< in the lanes' area; -1 = left it
    void spanActivated(qint64 id);
    void spanHovered(qint64 id); ///< 0 = none
    void laneActivated(const QString& key);
    void retryRequested(const QString& laneKey);
    void logRequested(qint64 spanId);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;
    bool event(QEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    enum class Drag { None, Pan, Range };

    [[nodiscard]] TimelineFrame frame() const;
    void paintGround(QPainter& painter, const TimelineFrame& frame, int first, int last) const;
    void paintGrid(QPainter& painter, const TimelineFrame& frame) const;
    void paintBars(QPainter& painter, const TimelineFrame& frame, int first, int last);
    void paintStickyLabel(QPainter& painter, const TimelineFrame& frame, const LaneBox& box) const;
    void paintNow(QPainter& painter, const TimelineFrame& frame) const;
    void paintFailures(QPainter& painter, const TimelineFrame& frame, int first, int last);
    void paintSelection(QPainter& painter, const TimelineFrame& frame) const;
    void paintLabels(QPainter& painter, const TimelineFrame& frame, int first, int last) const;
    void paintLabel(QPainter& painter, const LaneBox& box, double top) const;

    void rebuildLayout();
    void applyExtent();
    void updateScrollBar();
    void viewportMoved();
    void hoverAt(QPointF position);
    void showTooltip();
    void activate(const Hit& hit);
    void moveLane(int step);
    void moveStage(int step);
    void selectSpan(int lane, int span);
    void scrollToSpan(int lane, int span);
    [[nodiscard]] int currentLane() const;
    [[nodiscard]] int currentSpan(int lane) const;
    [[nodiscard]] bool handleTimeKey(int key, Qt::KeyboardModifiers modifiers);
    [[nodiscard]] bool handleMoveKey(int key, Qt::KeyboardModifiers modifiers);

    TimelineModel* m_model;
    TimelineViewport m_viewport;
    TimelineLayout m_layout;
    QHash<QString, int> m_boxOfKey;
    LaneTiles m_tiles;
    LaneDensity m_density = LaneDensity::Comfortable;
    QSet<QString> m_collapsed;
    QString m_selectedLane;
    qint64 m_selectedSpan = 0;

    struct FailureSpot
    {
        int lane = -1;
        FailureHotspots spots;
    };
    QList<FailureSpot> m_failureSpots;
    QPointF m_pointer{-1, -1};
    Hit m_hover;
    QTimer m_tooltipTimer;
    TimelineTooltip* m_tooltip;
    Drag m_drag = Drag::None;
    QPointF m_dragFrom;
    QPointF m_dragLast;
    bool m_spaceHeld = false;
    TimeRange m_range; ///< chosen by dragging over free lane area
};

} // namespace Drover
