#pragma once

#include "models/forms/formcontroller.h"
#include "ui/shell/windowcontext.h"

#include <QWidget>
#include <memory>

class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace Drover {

class FactGrid;
class ParamForm;
class SectionHead;

/// A new work order beside the queue: target, blueprint and params by their schema, below them what will run
/// and after what. What is typed stays until it is sent or discarded, also while this is closed. Owned by the
/// pane; UI thread.
class OrderForm : public QWidget
{
    Q_OBJECT
public:
    explicit OrderForm(const WindowContext& context, QWidget* parent = nullptr);
    ~OrderForm() override;

    /// Shows a form for the target, empty: to be chosen; what was typed before goes on.
    void begin(const QString& target);
    [[nodiscard]] FormController* controller() { return m_controller.get(); }

signals:
    void created(Drover::WorkOrderId order);
    void closed();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] QWidget* buildHead();
    [[nodiscard]] QWidget* buildFoot();
    void drop();
    void update();
    void showRun();

    WindowContext m_context;
    std::unique_ptr<FormController> m_controller;
    ParamForm* m_form = nullptr;
    QVBoxLayout* m_place = nullptr; ///< of the form
    SectionHead* m_runHead;
    FactGrid* m_run;
    QLabel* m_runNote;
    QLabel* m_trouble;
    QLineEdit* m_reason = nullptr;
    QPushButton* m_discard = nullptr;
    QPushButton* m_copy = nullptr;
    QPushButton* m_create = nullptr;
};

} // namespace Drover
