#pragma once

#include <QWidget>

class QDockWidget;

namespace Drover {

/// The slim bar at the top of a dock by which it is moved. Its menu does the same with the keyboard: to the
/// left, right or bottom, off the window, away. Owned by the dock; UI thread.
class DockGrip : public QWidget
{
    Q_OBJECT
public:
    explicit DockGrip(QDockWidget* dock);

    [[nodiscard]] QSize sizeHint() const override { return {40, 10}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }
    void openMenu(QPoint globalAt);

protected:
    void paintEvent(QPaintEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    QDockWidget* m_dock;
};

} // namespace Drover
