#pragma once

#include "models/wizards/plancontroller.h"
#include "ui/wizards/checklist.h"

#include <QScrollArea>

class QLabel;

namespace Drover {

class Card;
class FactGrid;

/// What the form comes to just now: machines, jobs, steps, checks. Old figures stay, dimmed, while a new plan
/// is made. Owned by the wizard; UI thread.
class LivePlan : public QWidget
{
    Q_OBJECT
public:
    explicit LivePlan(PlanController& controller, QWidget* parent = nullptr);

    /// Said while there is no plan: what is missing for one.
    void setWaitingFor(const QString& text);

private:
    void update();
    void showPlan(const Plan& plan);

    PlanController& m_controller;
    Card* m_card;
    QWidget* m_figures;
    QLabel* m_machines;
    QLabel* m_jobs;
    QLabel* m_tasks;
    QLabel* m_gates;
    FactGrid* m_steps;
    CheckList* m_checks;
    QWidget* m_body;
    QLabel* m_message;
    QString m_waitingFor;
};

[[nodiscard]] QList<CheckLine> checkLines(const PlanController& controller);
/// "all passed", "1 warning", "2 warnings, 1 block".
[[nodiscard]] QString checkCountText(const PlanController& controller);

} // namespace Drover
