#pragma once

#include "models/forms/formcontroller.h"
#include "ui/wizards/bulkresultmodel.h"

#include <QDialog>
#include <memory>

class QComboBox;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QTreeView;

namespace Drover {

class UntilField;

/// One command for many machines: shows the frozen list with who is left out and why, and asks for the
/// reason. Nothing is sent before its button; then the action is begun and handed over. Window-modal, deletes
/// itself; UI thread.
class BulkDialog : public QDialog
{
    Q_OBJECT
public:
    BulkDialog(std::unique_ptr<BulkModel> action, QWidget* window);

    [[nodiscard]] const BulkModel& model() const { return *m_action; }
    /// Shown to choose from when the action runs a workflow.
    void setWorkflows(const QStringList& names);
    /// Asks, too, when it ends by itself: for a lock. `now` is the engine's.
    void offerEnd(Instant now);
    /// The form of an order for the first machine, when the action runs a blueprint: all get the same.
    void setOrder(std::unique_ptr<FormController> order);
    /// The begun action; the dialog has it no longer.
    [[nodiscard]] std::unique_ptr<BulkModel> takeAction();

private:
    void update();
    [[nodiscard]] std::optional<BulkRun> chosenRun() const;

    std::unique_ptr<BulkModel> m_action;
    std::unique_ptr<BulkResultModel> m_shown;
    QTreeView* m_list;
    QLabel* m_summary;
    QHBoxLayout* m_middle;
    QLabel* m_trouble;
    std::unique_ptr<FormController> m_order;
    QComboBox* m_workflow;
    UntilField* m_until = nullptr;
    QLineEdit* m_reason;
    QPushButton* m_start;
};

} // namespace Drover
