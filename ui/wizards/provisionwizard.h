#pragma once

#include "models/wizards/provisioncontroller.h"
#include "ui/shell/windowcontext.h"
#include "ui/wizards/wizarddialog.h"

class QCheckBox;
class QLabel;

namespace Drover {

class LivePlan;
class ParametersPage;

/// "Provision cluster": identity, source, topology, parameters and the plan as the last page. What starts is
/// the plan that is shown, by its id. Deletes itself; UI thread.
class ProvisionWizard : public WizardDialog
{
    Q_OBJECT
public:
    ProvisionWizard(const WindowContext& context, const ProvisionDraft& draft, QWidget* parent);

    [[nodiscard]] ProvisionController& controller() { return m_controller; }

signals:
    void provisionStarted(const QString& cluster);

protected:
    [[nodiscard]] bool mayGoTo(int step) const override;
    void stepShown(int step) override;
    [[nodiscard]] bool hasInput() const override;

private:
    void addPages();
    void buildFoot();
    void saveTemplate();
    void update();
    void updateSteps();
    [[nodiscard]] QString stepText(ProvisionPage page) const;

    WindowContext m_context;
    ProvisionController m_controller;
    ParametersPage* m_parameters = nullptr;
    QList<LivePlan*> m_livePlans;
    QLabel* m_problem = nullptr;
    QPushButton* m_show = nullptr;
    QCheckBox* m_accept = nullptr;
    QPushButton* m_copy = nullptr;
    QPushButton* m_template = nullptr;
    QString m_saved;     ///< the template that was just made
    QString m_firstName; ///< of the cluster, as the draft has it
    int m_visited = 0;   ///< the furthest step seen
};

} // namespace Drover
