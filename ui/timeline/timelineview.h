#pragma once

#include "engine/core/error.h"
#include "models/timeline/lanegroups.h"
#include "models/timeline/timelinemodel.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;
class QStackedLayout;
class QToolButton;

namespace Drover {

class AreaFigures;
class Banner;
class EmptyState;
class SearchField;
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
    /// What the members can be grouped by; with none the head doesn't offer it.
    void setGroupings(const QList<TimelineGrouping>& possible, TimelineGrouping current);
    /// What is looked for; an empty text ends the search.
    void setFindText(const QString& text);
    void setFolding(bool on);
    /// All lanes at the time that is in view, with ruler, at a device pixel ratio; cut after 16 000 pixels.
    [[nodiscard]] QImage picture(qreal scale) const;
    /// Writes picture() as PNG, or every job as CSV.
    [[nodiscard]] Result<void> savePicture(const QString& path) const;
    [[nodiscard]] Result<void> saveTable(const QString& path) const;
    /// Ask where to, then save and say what became of it.
    void askPicturePath();
    void askTablePath();
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
    void cancelRequested(qint64 spanId);
    void expandRequested(const QString& laneKey, bool expand);
    void groupingChosen(Drover::TimelineGrouping grouping);

private:
    void buildHead();
    void updateHead();
    void updateEmpty();
    void updateFind();
    void buildTools(class QHBoxLayout* row);
    void chooseGrouping();
    void askPath(const QString& title, const QString& suffix,
                 const std::function<void(const QString&)>& save);
    void report(const QString& path, const Result<void>& saved);

    TimelineModel* m_model;
    QWidget* m_head;
    QComboBox* m_choice;
    QPushButton* m_follow;
    QLabel* m_span;
    QPushButton* m_group;
    QPushButton* m_path;
    SearchField* m_find;
    Banner* m_banner;
    QList<TimelineGrouping> m_groupings;
    TimelineGrouping m_grouping = TimelineGrouping::Role;
    TimelineCanvas* m_canvas;
    TimelineRuler* m_ruler;
    TimelineOverview* m_overview;
    EmptyState* m_empty;
    QStackedLayout* m_stack;
};

} // namespace Drover
