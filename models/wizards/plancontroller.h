#pragma once

#include "models/commandsender.h"

#include <QTimer>
#include <optional>

namespace Drover {

/// How today's plan differs from the one that was on the screen when it was approved.
struct PlanDifference
{
    QStringList machinesIn; ///< names
    QStringList machinesOut;
    QStringList checks; ///< texts of checks that are new
    [[nodiscard]] bool isEmpty() const
    {
        return machinesIn.isEmpty() && machinesOut.isEmpty() && checks.isEmpty();
    }
    bool operator==(const PlanDifference&) const = default;
};
[[nodiscard]] PlanDifference planDifference(const Plan& before, const Plan& now);

/// A form whose answer is a plan: asks for the plan again after each edit, drops answers that are out of
/// date, and starts exactly the plan that is shown. Owned by its wizard; UI thread.
class PlanController : public QObject
{
    Q_OBJECT
public:
    PlanController(Engine& engine, CommandSender& sender, QObject* parent = nullptr);

    [[nodiscard]] const PlanRequest& request() const { return m_request; }
    /// The newest plan that came; while another is on its way it is that of an earlier edit.
    [[nodiscard]] const std::optional<Plan>& plan() const { return m_plan; }
    [[nodiscard]] bool isPlanning() const { return m_planning; }
    /// The plan shown answers the form as it is now.
    [[nodiscard]] bool isCurrent() const { return m_plan && !m_planning && !m_planError; }
    [[nodiscard]] const std::optional<Error>& planError() const { return m_planError; }
    /// Why the start was refused, until the next edit.
    [[nodiscard]] const std::optional<Error>& refusal() const { return m_refusal; }
    [[nodiscard]] const PlanDifference& difference() const { return m_difference; }

    [[nodiscard]] int warnings() const;
    [[nodiscard]] int blocks() const;
    [[nodiscard]] bool acceptsWarnings() const { return m_acceptsWarnings; }
    void setAcceptsWarnings(bool accepts);
    [[nodiscard]] QString reason() const { return m_reason; }
    void setReason(const QString& reason);

    [[nodiscard]] virtual bool canStart() const;
    [[nodiscard]] bool isStarting() const { return m_starting; }
    void start();
    /// The same as a shell command; secrets are left out.
    [[nodiscard]] virtual QString commandText() const = 0;

    static constexpr int planDelay = 250; ///< ms after the last edit

signals:
    void changed();
    void started(const Drover::Receipt& receipt);

protected:
    /// The request was edited.
    void edited();
    /// Whether the form says enough to be planned.
    [[nodiscard]] virtual bool canPlan() const = 0;
    /// Of how many machines the disks may be erased.
    [[nodiscard]] virtual int confirmedWipes() const { return 0; }
    PlanRequest m_request;

private:
    void askPlan();
    void takePlan(const Result<Answer>& answer);

    Engine& m_engine;
    CommandSender& m_sender;
    QTimer m_delay;
    int m_generation = 0;
    bool m_planning = false;
    bool m_starting = false;
    bool m_acceptsWarnings = false;
    QString m_reason;
    std::optional<Plan> m_plan;
    std::optional<Plan> m_approved; ///< what was started and found to be out of date
    std::optional<Error> m_planError;
    std::optional<Error> m_refusal;
    PlanDifference m_difference;
};

} // namespace Drover
