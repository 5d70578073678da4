#include "app/cli/arguments.h"
#include "app/cli/documents.h"
#include "app/cli/plannotes.h"
#include "app/cli/planprint.h"
#include "app/cli/verbs.h"
#include "app/cli/waiting.h"

using namespace Qt::StringLiterals;

namespace Drover::Verbs {

namespace {

/// `--options FILE` with `--set` over it.
Result<QJsonObject> operationOptions(const Start& start)
{
    QJsonObject options;
    if (!start.optionsFile.isEmpty()) {
        const auto fromFile = readMapFile(start.optionsFile);
        if (!fromFile)
            return tl::make_unexpected(fromFile.error());
        options = *fromFile;
    }
    const auto set = keyValues(start.set, u"--set"_s);
    if (!set)
        return tl::make_unexpected(set.error());
    for (auto it = set->begin(); it != set->end(); ++it)
        options.insert(it.key(), it.value());
    return options;
}

ExitCode showPlan(Session& session, const PlanRequest& request, const QString& ifPlan)
{
    const auto answer = session.ask<Answers::PlanAnswer>(Queries::MakePlan{request});
    if (!answer)
        return session.terminal().refuse(answer.error());
    const Plan& plan = answer->plan;
    session.terminal().print(Documents::plan(plan), [&] { return planText(plan); });
    if (!ifPlan.isEmpty() && ifPlan != plan.id) {
        return session.terminal().refuse(
            {u"plan-changed"_s, u"today's plan is %1, not the approved %2"_s.arg(plan.id, ifPlan),
             u"look at the plan above and approve its id"_s, u"cluster "_s + request.cluster});
    }
    notePlan(Documents::plan(plan));
    return plan.allowed ? ExitCode::Done : ExitCode::Refused;
}

/// The approved plan is not today's: says what is different, or shows today's where the other was never seen
/// here.
ExitCode refuseChangedPlan(Session& session, const PlanRequest& request, const QString& approved,
                           Error refusal)
{
    const auto answer = session.ask<Answers::PlanAnswer>(Queries::MakePlan{request});
    if (!answer)
        return session.terminal().refuse(refusal);
    const QJsonObject now = Documents::plan(answer->plan);
    if (const auto before = notedPlan(approved)) {
        const QStringList lines = planDifference(*before, now);
        refusal.text += (lines.isEmpty() ? QString() : u'\n' + lines.join(u'\n'));
        notePlan(now);
    } else {
        session.terminal().printText(planText(answer->plan));
    }
    refusal.remedy = u"if it is what you want: --if-plan %1"_s.arg(answer->plan.id);
    return session.terminal().refuse(refusal);
}

ExitCode start(Session& session, const PlanRequest& request, const Start& how, int confirmWipe = 0)
{
    if (how.plan)
        return showPlan(session, request, how.ifPlan);
    const auto receipt = session.submit(
        Commands::StartOperation{request, how.ifPlan, how.acceptWarnings, confirmWipe}, how.reason);
    if (!receipt && receipt.error().code == "plan-changed"_L1)
        return refuseChangedPlan(session, request, how.ifPlan, receipt.error());
    if (!receipt)
        return session.terminal().refuse(receipt.error());
    if (how.wait)
        return waitForOperation(session, receipt->operation, receipt->seq, OperationState::Finished);
    return reportOperation(session, *receipt, receipt->note.isEmpty() ? u"accepted"_s : receipt->note);
}

} // namespace

ExitCode provision(Session& session, const Provision& options)
{
    Terminal& terminal = session.terminal();
    const auto counts = roleCounts(options.roles);
    if (!counts)
        return terminal.refuse(counts.error());
    const auto params = keyValues(options.params, u"--param"_s);
    if (!params)
        return terminal.refuse(params.error());
    const auto chosen = operationOptions(options.start);
    if (!chosen)
        return terminal.refuse(chosen.error());
    PlanRequest request;
    request.kind = OperationKind::Provision;
    request.cluster = options.cluster;
    request.broker = options.broker;
    request.application = options.application;
    request.counts = *counts;
    request.minimum = options.minimum;
    request.params = *params;
    request.options = *chosen;
    return start(session, request, options.start);
}

ExitCode destroy(Session& session, const Destroy& options)
{
    Terminal& terminal = session.terminal();
    const auto chosen = operationOptions(options.start);
    if (!chosen)
        return terminal.refuse(chosen.error());
    if (!options.start.plan && options.confirm != options.cluster) {
        const QString text =
            options.confirm.isEmpty()
                ? u"destroying cluster %1 needs its name as a confirmation"_s.arg(options.cluster)
                : u"--confirm %1 is not the name of cluster %2"_s.arg(options.confirm, options.cluster);
        return terminal.refuse({u"not-confirmed"_s, text,
                                u"say --confirm %1; --plan shows what would happen"_s.arg(options.cluster),
                                u"cluster "_s + options.cluster});
    }
    PlanRequest request;
    request.kind = OperationKind::Destroy;
    request.cluster = options.cluster;
    request.options = *chosen;
    return start(session, request, options.start, options.confirmWipe);
}

} // namespace Drover::Verbs
