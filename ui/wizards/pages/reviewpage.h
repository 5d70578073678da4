#pragma once

#include "ui/wizards/plantables.h"

#include <QWidget>

namespace Drover {

class Banner;
class Card;
class CheckList;
class ElidedLabel;
class FactGrid;
class ProvisionController;

/// Last page of "Provision cluster": the plan itself: every machine with its reason, the stages, gates and
/// checks. What is shown here is what starts. Owned by the wizard; UI thread.
class ReviewPage : public QWidget
{
    Q_OBJECT
public:
    explicit ReviewPage(ProvisionController& controller, QWidget* parent = nullptr);

private:
    [[nodiscard]] QWidget* buildFacts();
    void update();
    void showPlan(const Plan& plan);
    void showRefusal();

    ProvisionController& m_controller;
    PlanMachineModel m_machines;
    PlanStageModel m_stages;
    Banner* m_refused;
    QList<ElidedLabel*> m_facts;
    Card* m_machineCard;
    Card* m_stageCard;
    Card* m_checkCard;
    CheckList* m_checks;
    FactGrid* m_steps;
    Card* m_stepCard;
    QString m_shownPlan;
};

} // namespace Drover
