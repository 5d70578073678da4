#pragma once

#include "models/timeline/timelineviewport.h"
#include "ui/timeline/lanetiles.h"
#include "ui/timeline/timelineoverlays.h"

#include <QAbstractScrollArea>
#include <QPointer>
#include <QSet>
#include <QTimer>
#include <functional>

namespace Drover {

class TimelineTooltip;

/// The lanes of a timeline: label column at the left, bars at the right, painted. Owns what is in view
/// (viewport, collapsed groups, pins, selection, search); ruler and overview look at it. Owned by
/// TimelineView; UI thread.
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
    void fitSpan(int lane, int span);
    void setDensity(LaneDensity density);
    [[nodiscard]] LaneDensity density() const { return m_density; }
    void setCollapsed(const QString& groupKey, bool collapsed);
    [[nodiscard]] bool isCollapsed(const QString& groupKey) const { return m_collapsed.contains(groupKey); }
    void setAllCollapsed(bool collapsed);
    /// A pinned lane stays at the top while the others scroll.
    void setPinned(const QString& laneKey, bool pinned);
    [[nodiscard]] bool isPinned(const QString& laneKey) const { return m_pinned.contains(laneKey); }
    void setAxisMode(AxisMode mode);
    [[nodiscard]] TimeAxis axis() const;
    /// The lane with this key, or of this object; others stay selected by nothing.
    void setSelectedLane(const QString& key);
    [[nodiscard]] QString selectedLane() const { return m_selectedLane; }
    [[nodiscard]] qint64 selectedSpan() const { return m_selectedSpan; }
    void selectSpan(int lane, int span);
    void ensureLaneVisible(const QString& key);
    /// Scrolls so that the object's lane is the first that is in view.
    void scrollToTop(const QString& key);
    [[nodiscard]] TimelineFinder* finder() const { return m_finder; }
    /// Goes to the next (1) or previous (-1) bar that the search has found.
    void stepMatch(int direction);
    [[nodiscard]] const TimelineArea& area() const { return m_area; }
    void clearArea();
    void zoomToArea();
    /// What keeps a lane waiting, as a sentence; asked for when a waiting bar is pointed at.
    void setWhy(std::function<QString(const QString& laneKey)> why) { m_why = std::move(why); }
    /// The sentence for this bar: empty unless it waits now.
    [[nodiscard]] QString whyOf(int lane, int span) const;
    void showWhy(int lane, QPoint globalAt);
    /// Takes over what is collapsed, pinned and selected and how it looks; not the place.
    void copyLook(const TimelineCanvas& other);

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
            Gate,
            Fold
        };
        Kind kind = Kind::None;
        int lane = -1;
        int span = -1;
        int gate = -1;
        int fold = -1;
    };
    [[nodiscard]] Hit hitAt(QPointF position) const;

signals:
    void viewportChanged(); ///< the visible time, the extent, follow, or where now is
    void nowMoved();
    void pointerMoved(double x); ///< in the lanes' area; -1 = left it
    void spanActivated(qint64 id);
    void spanHovered(qint64 id); ///< 0 = none
    void laneActivated(const QString& key);
    void retryRequested(const QString& laneKey);
    void logRequested(qint64 spanId);
    void expandRequested(const QString& laneKey, bool expand);
    void areaChanged();
    void findRequested();     ///< Ctrl+F, /
    void groupingRequested(); ///< G
    void pathRequested();     ///< C
    void menuRequested(const Drover::TimelineCanvas::Hit& hit, QPoint globalAt);

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
    void focusOutEvent(QFocusEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    enum class Drag { None, Pan, Area };

    [[nodiscard]] TimelineFrame frame() const;
    void paintLanes(QPainter& painter, const TimelineFrame& frame, const QRect& area, int first, int last);
    void paintGround(QPainter& painter, const TimelineFrame& frame, int first, int last) const;
    void paintGrid(QPainter& painter, const TimelineFrame& frame) const;
    void paintBars(QPainter& painter, const TimelineFrame& frame, int first, int last);
    void paintStickyLabel(QPainter& painter, const TimelineFrame& frame, const LaneBox& box) const;
    void paintNow(QPainter& painter, const TimelineFrame& frame) const;
    void paintFailures(QPainter& painter, const TimelineFrame& frame, int first, int last);
    void paintSelection(QPainter& painter, const TimelineFrame& frame) const;
    void paintSelectedName(QPainter& painter, const TimelineFrame& frame, const TimelineLane& lane, int span,
                           const QRectF& bar) const;
    void paintLabels(QPainter& painter, const TimelineFrame& frame, int first, int last) const;
    void paintLabel(QPainter& painter, const LaneBox& box, double top) const;
    void paintExpander(QPainter& painter, double x, double middle, bool open) const;

    void moveNow();
    void rebuildLayout();
    void applyExtent();
    void updateScrollBar();
    void viewportMoved();
    void hoverAt(QPointF position);
    void showTooltip();
    void activate(const Hit& hit);
    void moveLane(int step);
    void moveStage(int step);
    void scrollToSpan(int lane, int span);
    void dragArea(QPointF to, bool allLanes);
    void toggle(const Hit& hit);
    void applyFold();
    void tellFocus();
    [[nodiscard]] QString laneKeyOf(const QString& key) const;
    bool stepSpan(int direction); ///< false: there is no more
    [[nodiscard]] int contentY(double y) const;
    [[nodiscard]] int currentLane() const;
    [[nodiscard]] int currentSpan(int lane) const;
    [[nodiscard]] bool handleTimeKey(int key, Qt::KeyboardModifiers modifiers);
    [[nodiscard]] bool handleFindKey(int key, Qt::KeyboardModifiers modifiers);
    [[nodiscard]] bool handleMoveKey(int key, Qt::KeyboardModifiers modifiers);

    TimelineModel* m_model;
    TimelineViewport m_viewport;
    TimelineLayout m_layout;
    QHash<QString, int> m_boxOfKey;
    LaneTiles m_tiles;
    LaneDensity m_density = LaneDensity::Comfortable;
    QSet<QString> m_collapsed;
    QStringList m_pinned;
    AxisMode m_axisMode = AxisMode::Utc;
    TimelineFinder* m_finder;
    std::function<QString(const QString&)> m_why;
    std::pair<qint64, qint64> m_nowShown; ///< its pixel and second
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
    TimelineArea m_area; ///< chosen by dragging over free lane area
};

} // namespace Drover
