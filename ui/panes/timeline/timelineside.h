#pragma once

#include <QTimer>
#include <QWidget>

class QLabel;

namespace Drover {

class LiveTimeline;
class SectionHead;
class SideList;

/// Beside the timeline on its page: what the end hung on, how many members are in which state, and what a
/// search has found. Counted anew at most twice a second and only while it is seen; UI thread.
class TimelineSide : public QWidget
{
    Q_OBJECT
public:
    TimelineSide(LiveTimeline& timeline, QWidget* parent);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void refreshSoon();
    void refresh();
    void refreshPath();
    void refreshMembers();
    void refreshMatches();
    void goTo(const QString& laneKey, qint64 span);

    LiveTimeline& m_timeline;
    QTimer m_soon;
    QLabel* m_length;
    QLabel* m_via;
    SideList* m_path;
    SideList* m_members;
    SectionHead* m_matchHead;
    SideList* m_matches;
};

} // namespace Drover
