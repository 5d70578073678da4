#pragma once

#include "models/outputfeed.h"
#include "ui/shell/windowcontext.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QStackedLayout;
class QToolButton;

namespace Drover {

class ElidedLabel;
class EmptyState;
class LogView;
class ObjectActions;
class SearchField;

/// The output of the chosen job, or of the one that runs: live, searched, with a button that stops it. Owned
/// by the inspector; UI thread.
class LogTab : public QWidget
{
    Q_OBJECT
public:
    LogTab(const WindowContext& context, ObjectActions& actions, QWidget* parent = nullptr);

    /// Of this machine: its chosen job, else its newest one.
    void show(MachineId machine);
    void refresh();
    [[nodiscard]] JobId job() const { return m_feed.job(); }
    [[nodiscard]] const OutputFeed& feed() const { return m_feed; }

private:
    [[nodiscard]] QWidget* buildBar(ObjectActions& actions);
    void pickJob();
    void outputChanged();
    void updateHead();

    WindowContext m_context;
    OutputFeed m_feed;
    MachineId m_machine;
    SearchField* m_find = nullptr;
    ElidedLabel* m_title = nullptr;
    QLabel* m_skipped = nullptr;
    QPushButton* m_follow = nullptr;
    LogView* m_view = nullptr;
    EmptyState* m_empty = nullptr;
    QStackedLayout* m_stack = nullptr;
};

} // namespace Drover
