#pragma once

#include "models/workorders/workordermodel.h"
#include "ui/shell/windowcontext.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QStackedLayout;

namespace Drover {

class EditActions;
class EmptyState;
class FilterChip;
class ObjectTreeView;
class OrderForm;
class QueryEdit;
class SegmentedControl;
class WorkOrderDetail;

/// The queue: work orders below their targets, filtered by state; at the right the chosen one in full, with
/// cancelling, and the form for a new one while that is wanted. Owned by the window; UI thread.
class WorkOrdersPane : public QWidget
{
    Q_OBJECT
public:
    WorkOrdersPane(const WindowContext& context, const EditActions& edits, QWidget* parent = nullptr);

    /// The form beside the queue, for a target or, empty, for one to be chosen.
    void newOrder(const QString& target);

signals:
    void objectRequested(const QString& key);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    [[nodiscard]] QWidget* buildHead(const EditActions& edits);
    [[nodiscard]] QWidget* buildStates();
    void buildList();
    void applyStates();
    void showAll();
    void showCurrent();
    void showMade();
    void closeForm();
    void arrange();
    void updateCounts();
    void expandNew(const QModelIndex& parent, int first, int last);
    void askCancel();

    WindowContext m_context;
    WorkOrderModel m_model;
    QLabel* m_total = nullptr;
    QueryEdit* m_filter = nullptr;
    QList<FilterChip*> m_states; ///< by WorkOrderState
    QLabel* m_open = nullptr;
    QLabel* m_ended = nullptr;
    SegmentedControl* m_window = nullptr;
    ObjectTreeView* m_list = nullptr;
    EmptyState* m_nothing = nullptr;
    QPushButton* m_showAll = nullptr;
    QStackedLayout* m_stack = nullptr;
    WorkOrderDetail* m_detail = nullptr;
    OrderForm* m_form = nullptr;
    WorkOrderId m_made; ///< to be shown as soon as it is listed
};

} // namespace Drover
