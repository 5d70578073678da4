#pragma once

#include <QWidget>

class QHBoxLayout;

namespace Drover {

class LiveTimeline;

/// The Timeline page: the live timeline in the whole window, with what is told beside it. The timeline itself
/// is the window's: the page takes it when it is shown. UI thread.
class TimelinePane : public QWidget
{
    Q_OBJECT
public:
    explicit TimelinePane(LiveTimeline& timeline, QWidget* parent = nullptr);

    void takeTimeline();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    LiveTimeline& m_timeline;
    QHBoxLayout* m_row;
    QWidget* m_side;
};

} // namespace Drover
