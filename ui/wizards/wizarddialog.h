#pragma once

#include "ui/theme/icons.h"

#include <QDialog>
#include <QPointer>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace Drover {

class Banner;
class StepList;

/// How a step of a wizard stands.
enum class StepState { ToDo, Current, Done, Problem };

/// The frame of every wizard: head with title, the steps at the left, the page, and the foot with what can be
/// done. Window-modal, deletes itself. UI thread.
class WizardDialog : public QDialog
{
    Q_OBJECT
public:
    /// `name` is the first part of all objectNames in it.
    WizardDialog(const QString& name, IconName icon, const QString& title, QWidget* parent);

    /// Asks first whether what was typed may go.
    void reject() override;

protected:
    /// Pages come in the order in which they are added; `name` is `identity`, `source`, ….
    void addPage(const QString& name, const QString& title, QWidget* page);
    void setSubtitle(const QString& text);
    /// The dim line below a step's title.
    void setStepText(int step, const QString& text);
    void setStepState(int step, StepState state);
    /// Said at the lower end of the step list.
    void setNote(IconName icon, const QString& title, const QString& text);
    void goTo(int step);
    [[nodiscard]] int currentStep() const;
    [[nodiscard]] int stepCount() const;
    /// At the left of the foot.
    [[nodiscard]] QPushButton* addFootButton(const QString& name, const QString& text, IconName icon);
    [[nodiscard]] QHBoxLayout* footRow() const { return m_footRow; }
    [[nodiscard]] QPushButton* backButton() const { return m_back; }
    [[nodiscard]] QPushButton* nextButton() const { return m_next; }
    [[nodiscard]] QPushButton* primaryButton() const { return m_primary; }
    [[nodiscard]] QString fieldName(const QString& tail) const;

    /// The user asks for the step; whether it can be gone to is the wizard's to say.
    virtual bool mayGoTo(int step) const = 0;
    virtual void stepShown(int step) = 0;
    /// Something was typed or chosen that goes with the dialog.
    [[nodiscard]] virtual bool hasInput() const { return false; }

    void keyPressEvent(QKeyEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    [[nodiscard]] QWidget* buildHead(IconName icon, const QString& title);
    [[nodiscard]] QWidget* buildFoot();
    void updateFoot();
    void setLeaving(bool leaving);

    QString m_name;
    QLabel* m_subtitle = nullptr;
    StepList* m_steps;
    QStackedWidget* m_pages;
    QHBoxLayout* m_footRow = nullptr;
    QPushButton* m_cancel = nullptr;
    QPushButton* m_back = nullptr;
    QPushButton* m_next = nullptr;
    QPushButton* m_primary = nullptr;
    Banner* m_leave;
    QPointer<QWidget> m_shade;
    bool m_leaving = false; ///< asked whether what was typed may go
    int m_footButtons = 0;
};

} // namespace Drover
