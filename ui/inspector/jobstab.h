#pragma once

#include "models/joblistmodel.h"
#include "ui/shell/windowcontext.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QStackedLayout;
class QTreeView;

namespace Drover {

class EmptyState;
class FactGrid;
class ObjectActions;
class SegmentedControl;

/// All jobs of the object by stage and attempt; at the foot the chosen one with what can be done. Owned by
/// the inspector; UI thread.
class JobsTab : public QWidget
{
    Q_OBJECT
public:
    JobsTab(const WindowContext& context, ObjectActions& actions, QWidget* parent = nullptr);

    void show(MachineId machine);
    void refresh();
    [[nodiscard]] int count() const { return m_model.count(); }

signals:
    void countChanged();
    void logRequested();

private:
    void buildTree();
    [[nodiscard]] QWidget* buildFoot(ObjectActions& actions);
    void updateFoot();
    void showChosen();

    WindowContext m_context;
    JobListModel m_model;
    SegmentedControl* m_scope;
    QTreeView* m_tree;
    EmptyState* m_empty;
    QStackedLayout* m_stack;
    QWidget* m_foot = nullptr;
    QLabel* m_title = nullptr;
    FactGrid* m_facts = nullptr;
    bool m_showing = false;
};

} // namespace Drover
