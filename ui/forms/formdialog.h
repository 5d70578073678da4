#pragma once

#include "models/forms/formcontroller.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace Drover {

class ChangeList;
class ParamForm;

/// The frame of every editor: the form at the left, what it will change at the right, and below why it would
/// be refused, the reason, and the way on. Nothing typed is lost: a refusal leaves the dialog as it is, and
/// closing asks first. Window-modal, deletes itself. UI thread.
class FormDialog : public QDialog
{
    Q_OBJECT
public:
    FormDialog(Engine& engine, CommandSender& sender, EditForm form, QWidget* parent);

    [[nodiscard]] FormController& controller() { return m_controller; }
    void reject() override;

signals:
    void applied(const Drover::Receipt& receipt);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] QString name(const QString& tail) const;
    [[nodiscard]] QWidget* buildHead();
    [[nodiscard]] QWidget* buildMiddle();
    [[nodiscard]] QWidget* buildTrouble();
    [[nodiscard]] QWidget* buildFoot();
    [[nodiscard]] bool isParams() const;
    void addExtras();
    void update();
    void showRefusal();
    void openFile();
    void askParam();

    FormController m_controller;
    ParamForm* m_form;
    QLabel* m_note; ///< what is left out
    ChangeList* m_changes;
    QWidget* m_trouble = nullptr;
    QLabel* m_troubleTitle = nullptr;
    QLabel* m_troubleText = nullptr;
    QPushButton* m_discard = nullptr;
    QLineEdit* m_reason = nullptr;
    QPushButton* m_copy = nullptr;
    QPushButton* m_cancel = nullptr;
    QPushButton* m_apply = nullptr;
    bool m_closing = false; ///< asked whether what is typed may go
};

} // namespace Drover
