#include "ui/widgets/shownwatch.h"

#include <QEvent>
#include <QWidget>

namespace Drover {

ShownWatch::ShownWatch(QWidget* widget, std::function<void(bool)> tell)
    : QObject(widget), m_tell(std::move(tell))
{
    widget->installEventFilter(this);
}

bool ShownWatch::eventFilter(QObject*, QEvent* event)
{
    if (event->type() == QEvent::Show)
        m_tell(true);
    else if (event->type() == QEvent::Hide)
        m_tell(false);
    return false;
}

} // namespace Drover
