#pragma once

#include <QHash>
#include <QStackedWidget>

#include <functional>

namespace Drover {

/// The pages of the window by number. Each is made, as a child of the stack, when it is first shown, and
/// stays. Owned by the window; UI thread.
class PaneStack : public QStackedWidget
{
    Q_OBJECT
public:
    using QStackedWidget::QStackedWidget;

    void addPane(int pane, std::function<QWidget*()> make);
    void showPane(int pane);
    /// Negative: none yet.
    [[nodiscard]] int shownPane() const { return m_shown; }

signals:
    /// About to be shown for the first time.
    void paneMade(QWidget* page);

private:
    QHash<int, std::function<QWidget*()>> m_makers;
    QHash<int, QWidget*> m_made;
    int m_shown = -1;
};

} // namespace Drover
