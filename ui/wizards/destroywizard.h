#pragma once

#include "models/wizards/destroycontroller.h"
#include "ui/shell/windowcontext.h"
#include "ui/wizards/plantables.h"
#include "ui/wizards/wizarddialog.h"

class QCheckBox;
class QLabel;
class QLineEdit;

namespace Drover {

class Banner;
class Card;
class CheckList;
class FactGrid;

/// "Destroy": what will be lost on the first page, the plan and the typed name on the second. The default
/// button is Cancel, and Enter in the name field does nothing. Deletes itself; UI thread.
class DestroyWizard : public WizardDialog
{
    Q_OBJECT
public:
    DestroyWizard(const WindowContext& context, const QString& cluster, QWidget* parent);

    [[nodiscard]] DestroyController& controller() { return m_controller; }

signals:
    void destroyStarted(const QString& cluster);

protected:
    [[nodiscard]] bool mayGoTo(int step) const override;
    void stepShown(int step) override;

private:
    [[nodiscard]] QWidget* buildImpact();
    [[nodiscard]] QWidget* buildConfirm();
    [[nodiscard]] QWidget* buildTypedName();
    [[nodiscard]] QWidget* buildTypedWipes(QWidget* parent);
    void updateWipes();
    void update();
    void updateImpact();
    void updateMissing();
    void showRefusal();

    WindowContext m_context;
    DestroyController m_controller;
    PlanMachineModel m_machines;
    Banner* m_refused = nullptr;
    FactGrid* m_impact = nullptr;
    Card* m_machineCard = nullptr;
    FactGrid* m_steps = nullptr;
    CheckList* m_checks = nullptr;
    Card* m_checkCard = nullptr;
    QLineEdit* m_name = nullptr;
    QLabel* m_nameHint = nullptr;
    QWidget* m_wipe =
        nullptr; ///< asks for the number of machines whose disks are erased; only where some are
    QLabel* m_wipeLabel = nullptr;
    QLineEdit* m_wipeCount = nullptr;
    QLineEdit* m_reason = nullptr;
    QCheckBox* m_accept = nullptr;
    CheckList* m_missing = nullptr;
    QPushButton* m_copy = nullptr;
};

} // namespace Drover
