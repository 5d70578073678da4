#pragma once

#include "models/timeline/timelinemodel.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;
class QStackedLayout;
class QToolButton;

namespace Drover {

class EmptyState;
class TimelineCanvas;
class TimelineOverview;
class TimelineRuler;

/// One thing whose timeline can be chosen.
struct TimelineChoice
{
    QString key;
    QString name;
    bool operator==(const TimelineChoice&) const = default;
};

/// The live timeline with its head (title, choice, follow, zoom), overview, ruler and lanes. Shows a
/// TimelineModel and says what the user wants; changes nothing by itself. The model is the caller's and
/// outlives the view. UI thread.
class TimelineView : public QWidget
{
    Q_OBJECT
public:
    explicit TimelineView(TimelineModel* model, QWidget* parent = nullptr);

    /// What can be chosen in the head; hidden while there is nothing to choose.
    void setChoices(const QList<TimelineChoice>& choices, const QString& current);
    /// Shown in place of lanes while the scene has none.
    void setEmptyText(const QString& title, const QString& text);
    /// Without head and overview, for a plan's predicted timeline.
    void setBare(bool bare);
    void setFollow(bool on);
    [[nodiscard]] bool follows() const;
    /// Selection shared with other views; scrolls the lane into view.
    void setSelectedLane(const QString& key);
    /// Everything, also while it grows.
    void fitAll();
    /// Just this stretch, e.g. the newest operation of an old cluster.
    void showRange(TimeRange range);
    [[nodiscard]] TimelineCanvas* canvas() const { return m_canvas; }

signals:
    void choiceActivated(const QString& key);
    void spanActivated(qint64 id);
    void spanHovered(qint64 id);
    void laneActivated(const QString& key);
    void retryRequested(const QString& laneKey);
    void logRequested(qint64 spanId);

private:
    void buildHead();
    void updateHead();
    void updateEmpty();

    TimelineModel* m_model;
    QWidget* m_head;
    QComboBox* m_choice;
    QPushButton* m_follow;
    QLabel* m_span;
    TimelineCanvas* m_canvas;
    TimelineRuler* m_ruler;
    TimelineOverview* m_overview;
    EmptyState* m_empty;
    QStackedLayout* m_stack;
};

} // namespace Drover
