#include "ui/panes/timeline/timelinepane.h"

#include "ui/objectnames.h"
#include "ui/panes/timeline/timelineside.h"
#include "ui/shell/livetimeline.h"

#include <QHBoxLayout>
#include <QResizeEvent>

namespace Drover {

namespace {

constexpr int roomForSide = 1300;

} // namespace

TimelinePane::TimelinePane(LiveTimeline& timeline, QWidget* parent)
    : QWidget(parent), m_timeline(timeline), m_row(new QHBoxLayout(this)),
      m_side(new TimelineSide(timeline, this))
{
    setObjectName(ObjectNames::timelinePane);
    setAccessibleName(tr("Timeline"));
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(1);
    m_row->addWidget(m_side);
}

void TimelinePane::takeTimeline()
{
    if (m_timeline.parentWidget() == this)
        return;
    m_row->insertWidget(0, &m_timeline, 1);
    m_timeline.show();
    setFocusProxy(&m_timeline);
}

void TimelinePane::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_side->setVisible(event->size().width() >= roomForSide);
}

} // namespace Drover
