#include "ui/shell/dockgrip.h"

#include "ui/theme/theme.h"

#include <QContextMenuEvent>
#include <QDockWidget>
#include <QMainWindow>
#include <QMenu>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace Drover {

DockGrip::DockGrip(QDockWidget* dock) : QWidget(dock), m_dock(dock)
{
    setObjectName(dock->objectName() + u"/grip"_s);
    setAccessibleName(tr("Move: %1").arg(dock->windowTitle()));
    setToolTip(tr("Drag to another edge; double click takes it off the window"));
    setCursor(Qt::SizeAllCursor);
}

void DockGrip::openMenu(QPoint globalAt)
{
    auto* menu = new QMenu(this);
    menu->setObjectName(objectName() + u"/menu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    auto* window = qobject_cast<QMainWindow*>(m_dock->parentWidget());
    const auto place = [&](const QString& text, Qt::DockWidgetArea area) {
        QAction* action = menu->addAction(text);
        action->setEnabled(window && (m_dock->isFloating() || window->dockWidgetArea(m_dock) != area));
        connect(action, &QAction::triggered, m_dock, [dock = m_dock, window, area] {
            dock->setFloating(false);
            window->addDockWidget(area, dock);
        });
    };
    place(tr("To the left"), Qt::LeftDockWidgetArea);
    place(tr("To the right"), Qt::RightDockWidgetArea);
    place(tr("To the bottom"), Qt::BottomDockWidgetArea);
    menu->addSeparator();
    QAction* off =
        menu->addAction(m_dock->isFloating() ? tr("Back into the window") : tr("A window of its own"));
    connect(off, &QAction::triggered, m_dock, [dock = m_dock] { dock->setFloating(!dock->isFloating()); });
    connect(menu->addAction(tr("Hide")), &QAction::triggered, m_dock, &QWidget::close);
    menu->popup(globalAt);
}

void DockGrip::contextMenuEvent(QContextMenuEvent* event)
{
    openMenu(event->globalPos());
}

void DockGrip::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(ColorRole::Bg2));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(underMouse() ? ColorRole::Tx3 : ColorRole::Line2));
    painter.drawRoundedRect(QRectF(width() / 2.0 - 12, 4, 24, 3), 1.5, 1.5);
}

} // namespace Drover
