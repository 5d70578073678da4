#pragma once

#include "models/objectkey.h"
#include "ui/shell/windowcontext.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QStackedLayout;
class QTabWidget;

namespace Drover {

class CountTabBar;
class EditActions;
class ElidedLabel;
class ElidedLink;
class EmptyState;
class EventsTab;
class JobsTab;
class LogTab;
class ObjectActions;
class ParamsTab;
class StatusPill;
class SummaryTab;

/// What is selected, in full: head with name and state, what can be done, and tabs for what it has. Owned by
/// the window; UI thread.
class Inspector : public QWidget
{
    Q_OBJECT
public:
    Inspector(const WindowContext& context, ObjectActions& actions, QWidget* parent = nullptr);

    [[nodiscard]] QTabWidget* tabs() const { return m_tabs; }
    /// As wide as tokens.md §4 has it; a dock begins with that.
    [[nodiscard]] QSize sizeHint() const override { return {384, 600}; }
    void openLog();
    /// Params can be edited from here on.
    void setEdits(EditActions& edits);

signals:
    void journalRequested(qint64 seq);

private:
    void buildHead();
    void showObject();
    void refresh();
    void showTabs(bool runs);
    void updateCounts();
    [[nodiscard]] MachineId machineOf(const ObjectKey& key) const;

    WindowContext m_context;
    ObjectActions& m_actions;
    QWidget* m_head;
    QLabel* m_icon;
    ElidedLabel* m_name;
    ElidedLabel* m_aside;
    StatusPill* m_state;
    ElidedLink* m_parent;
    QLabel* m_path;
    QWidget* m_buttons;
    QTabWidget* m_tabs;
    CountTabBar* m_tabBar;
    SummaryTab* m_summary;
    ParamsTab* m_params;
    JobsTab* m_jobs;
    LogTab* m_log;
    EventsTab* m_events;
    EmptyState* m_empty;
    QStackedLayout* m_stack;
    QString m_parentCluster; ///< of a member or role
};

} // namespace Drover
