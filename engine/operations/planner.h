#pragma once

#include "engine/content/content.h"
#include "engine/core/plan.h"
#include "engine/core/state.h"

namespace Drover {

/// The exact plan for a request as of this state: the same code serves the wizard's live plan, `--plan` and
/// the start. A plan that may not run comes back with `allowed` false and its blocking checks. Errors only
/// for a request that can't be understood (unknown cluster, application, role). `self`: the operation whose
/// plan is made again; it does not stand in its own way. Pure.
[[nodiscard]] Result<Plan> makePlan(const State& state, const Content& content, const PlanRequest& request,
                                    OperationId self = {});

/// What stands in the way, one line per difference: machines chosen, and what today's plan warns of or is
/// blocked by and the approved one was not. Empty when both have one id.
[[nodiscard]] QStringList planDifferences(const Plan& approved, const Plan& now);

/// Used by the planners of each kind; see provisionplan.cpp and destroyplan.cpp.
namespace Planning {

[[nodiscard]] Result<Plan> provision(const State& state, const Content& content, const PlanRequest& request,
                                     OperationId self);
[[nodiscard]] Result<Plan> destroy(const State& state, const Content& content, const PlanRequest& request,
                                   OperationId self);
/// Says who holds the cluster and is waited for: where the operation stands in the queue, not what it does.
inline constexpr auto waitsFor = QLatin1String("operation-running");
void addCheck(Plan& plan, Severity severity, const QString& code, const QString& text,
              const QString& object = {});
/// An option of an operation: one of some words, or a whole number from `least` on.
struct Option
{
    QString name;
    QStringList words;
    int least = 0;
};
/// Errors: `option-unknown`, `option-invalid`, each with what is near it and what there is.
[[nodiscard]] Result<> checkOptions(const PlanRequest& request, const QList<Option>& known);
/// The workflows that a chain runs through from its entry, as `universal-chain-workflow` would go.
[[nodiscard]] QStringList chainFrom(const State& state, const Content& content, const Machine& machine,
                                    const QString& entry);
/// The stages of a workflow with the jobs they make on `machines` machines.
[[nodiscard]] QList<PlanStage> stagesOf(const Content& content, const QString& workflow,
                                        const QString& runsOn, int machines);

} // namespace Planning

/// The workflow that follows `workflow` on this machine (`universal/workflow-chain-map` and its overrides),
/// or empty.
[[nodiscard]] QString nextInChain(const State& state, const Content& content, const Machine& machine,
                                  const QString& workflow);
/// The circle that the chain comes into from this workflow, with the first at its end again; empty when it
/// ends.
[[nodiscard]] QStringList circleInChain(const State& state, const Content& content, const Machine& machine,
                                        const QString& workflow);

} // namespace Drover
