#include "models/wizards/plancontroller.h"

#include "models/request.h"

#include <QSet>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

QStringList machineNames(const Plan& plan)
{
    QStringList names;
    for (const PlanMachine& machine : plan.add)
        names.append(machine.name);
    for (const PlanMachine& machine : plan.remove)
        names.append(machine.name);
    return names;
}

QStringList notIn(const QStringList& names, const QStringList& others)
{
    const QSet<QString> known(others.begin(), others.end());
    QStringList result;
    std::copy_if(names.begin(), names.end(), std::back_inserter(result),
                 [&](const QString& name) { return !known.contains(name); });
    return result;
}

int countChecks(const std::optional<Plan>& plan, Severity severity)
{
    if (!plan)
        return 0;
    return int(std::count_if(plan->checks.begin(), plan->checks.end(),
                             [severity](const PlanCheck& check) { return check.severity == severity; }));
}

} // namespace

PlanDifference planDifference(const Plan& before, const Plan& now)
{
    PlanDifference difference;
    difference.machinesIn = notIn(machineNames(now), machineNames(before));
    difference.machinesOut = notIn(machineNames(before), machineNames(now));
    for (const PlanCheck& check : now.checks) {
        if (!before.checks.contains(check))
            difference.checks.append(check.text);
    }
    return difference;
}

PlanController::PlanController(Engine& engine, CommandSender& sender, QObject* parent)
    : QObject(parent), m_engine(engine), m_sender(sender)
{
    m_delay.setSingleShot(true);
    m_delay.setInterval(planDelay);
    connect(&m_delay, &QTimer::timeout, this, &PlanController::askPlan);
}

void PlanController::edited()
{
    // Whatever is under way answers an older question.
    ++m_generation;
    m_refusal.reset();
    m_approved.reset();
    m_difference = {};
    m_acceptsWarnings = false;
    m_planning = canPlan();
    if (m_planning) {
        m_delay.start();
    } else {
        m_delay.stop();
        m_plan.reset();
        m_planError.reset();
    }
    emit changed();
}

void PlanController::askPlan()
{
    const int generation = ++m_generation;
    m_planning = true;
    onAnswer(m_engine.ask(Queries::MakePlan{m_request}), this,
             [this, generation](const Result<Answer>& answer) {
                 if (generation == m_generation)
                     takePlan(answer);
             });
}

void PlanController::takePlan(const Result<Answer>& answer)
{
    m_planning = false;
    const auto* made = answer ? std::get_if<Answers::PlanAnswer>(&*answer) : nullptr;
    if (made) {
        m_planError.reset();
        m_plan = made->plan;
        if (m_approved)
            m_difference = planDifference(*m_approved, *m_plan);
    } else if (!answer) {
        m_planError = answer.error();
    }
    emit changed();
}

int PlanController::warnings() const
{
    return countChecks(m_plan, Severity::Warn);
}

int PlanController::blocks() const
{
    return countChecks(m_plan, Severity::Block);
}

void PlanController::setAcceptsWarnings(bool accepts)
{
    if (accepts == m_acceptsWarnings)
        return;
    m_acceptsWarnings = accepts;
    emit changed();
}

void PlanController::setReason(const QString& reason)
{
    m_reason = reason.trimmed();
    emit changed();
}

bool PlanController::canStart() const
{
    return isCurrent() && m_plan->allowed && !m_starting && (warnings() == 0 || m_acceptsWarnings);
}

void PlanController::start()
{
    if (!canStart())
        return;
    m_starting = true;
    m_refusal.reset();
    emit changed();
    const Commands::StartOperation command{.request = m_request,
                                           .ifPlan = m_plan->id,
                                           .acceptWarnings = m_acceptsWarnings,
                                           .confirmWipe = confirmedWipes()};
    m_sender.send(command, m_reason, this, [this](const Result<Receipt>& receipt) {
        m_starting = false;
        if (receipt) {
            emit started(*receipt);
            emit changed();
            return;
        }
        m_refusal = receipt.error();
        if (receipt.error().code == "plan-changed"_L1) {
            m_approved = m_plan;
            m_acceptsWarnings = false;
            askPlan();
        }
        emit changed();
    });
}

} // namespace Drover
