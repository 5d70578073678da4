#pragma once

#include "models/clustertreemodel.h"
#include "ui/shell/windowcontext.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QStackedLayout;

namespace Drover {

class EmptyState;
class ObjectActions;
class ObjectTreeView;
class QueryEdit;
class SegmentedControl;

/// The clusters as a tree with filter and scope; without any, the way to the first. Owned by the window; UI
/// thread.
class ClustersPane : public QWidget
{
    Q_OBJECT
public:
    ClustersPane(const WindowContext& context, ObjectActions& actions, QWidget* parent = nullptr);

    [[nodiscard]] ObjectTreeView* tree() const { return m_tree; }
    [[nodiscard]] ClusterTreeModel& model() { return m_model; }

signals:
    void firstStepsRequested();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] QWidget* buildHead(ObjectActions& actions);
    void buildTree();
    void buildEmpty(ObjectActions& actions);
    void showEmpty();
    void applyFilter(const TextFilter& filter);
    void updateCounts();
    void showSelected();
    void arrangeColumns();

    WindowContext m_context;
    ClusterTreeModel m_model;
    QLabel* m_total = nullptr;
    QueryEdit* m_filter = nullptr;
    SegmentedControl* m_scope = nullptr;
    ObjectTreeView* m_tree = nullptr;
    EmptyState* m_nothing = nullptr;
    EmptyState* m_empty = nullptr;
    QPushButton* m_provision = nullptr;
    QPushButton* m_firstSteps = nullptr;
    QStackedLayout* m_stack = nullptr;
};

} // namespace Drover
