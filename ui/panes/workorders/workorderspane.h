#pragma once

#include "models/workorders/workordermodel.h"
#include "ui/shell/windowcontext.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QStackedLayout;

namespace Drover {

class EmptyState;
class ObjectTreeView;
class SearchField;
class SegmentedControl;

/// Work orders, open ones first; choosing one shows its target in the inspector. Owned by the window; UI
/// thread.
class WorkOrdersPane : public QWidget
{
    Q_OBJECT
public:
    explicit WorkOrdersPane(const WindowContext& context, QWidget* parent = nullptr);

signals:
    void openCountChanged(int count);
    void objectRequested(const QString& key);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    [[nodiscard]] QWidget* buildHead();
    [[nodiscard]] QWidget* buildScopes();
    void buildList();
    void applyFilter();
    void updateCounts();
    void updateCancel();
    void askCancel();

    WindowContext m_context;
    WorkOrderModel m_model;
    QLabel* m_total = nullptr;
    SearchField* m_filter = nullptr;
    QPushButton* m_cancel = nullptr;
    SegmentedControl* m_scope = nullptr;
    ObjectTreeView* m_list = nullptr;
    EmptyState* m_nothing = nullptr;
    QPushButton* m_showAll = nullptr;
    QStackedLayout* m_stack = nullptr;
};

} // namespace Drover
