#include "engine/operations/planner.h"

#include "engine/content/expansion.h"
#include "engine/core/json.h"
#include "engine/operations/machinelayers.h"
#include "engine/operations/topology.h"

#include <QCryptographicHash>
#include <algorithm>

namespace Drover {

using namespace Qt::StringLiterals;

QString nextInChain(const State& state, const Content& content, const Machine& machine,
                    const QString& workflow)
{
    const auto param = [&](const QString& name) { return paramOf(state, content, machine, name); };
    const QJsonValue override = param(u"universal/workflow-chain-override"_s);
    if (override.isObject() && !override.toObject().isEmpty())
        return override.toObject().value(workflow).toString();
    QString index = param(u"universal/workflow-chain-index-override"_s).toString();
    // A cluster's index reaches its members through the shared profile, but it is the cluster's own.
    if (index == "cluster"_L1 && machine.kind != MachineKind::Cluster)
        index.clear();
    if (index.isEmpty())
        index = machine.kind == MachineKind::Cluster ? u"cluster"_s
                                                     : param(u"universal/application"_s).toString();
    const QJsonObject map = param(u"universal/workflow-chain-map"_s).toObject();
    const QJsonValue row = map.contains(index) ? map.value(index) : map.value("default"_L1);
    return row.toObject().value(workflow).toString();
}

QStringList circleInChain(const State& state, const Content& content, const Machine& machine,
                          const QString& workflow)
{
    const QStringList chain = Planning::chainFrom(state, content, machine, workflow);
    const QString again =
        chain.isEmpty() ? QString() : nextInChain(state, content, machine, chain.constLast());
    return again.isEmpty() ? QStringList() : chain.sliced(chain.indexOf(again)) << again;
}

namespace {

/// What a plan warns of or is blocked by is a part of it; a note only counts what surrounds it.
bool isOfThePlan(const PlanCheck& check)
{
    return check.severity != Severity::Info && check.code != Planning::waitsFor;
}

/// The hash of what the plan does and warns of: not of where the journal stood, nor of how long it may take,
/// nor of the numbers that its reasons quote, which change with every machine that comes free. Nor of
/// secrets: in a preview they stand in clear, at the start sealed, and each directory seals in its own way.
QString idOf(const Content& content, const Plan& plan)
{
    Plan told = plan;
    told.seq = 0;
    told.id.clear();
    told.checks.removeIf([](const PlanCheck& check) { return !isOfThePlan(check); });
    for (PlanStep& step : told.steps) { // who is well just now
        step.available = -1;
        step.voters.clear();
    }
    for (PlanQuorum& quorum : told.quorum)
        quorum.lowest = 0;
    for (QList<PlanMachine>* machines : {&told.add, &told.remove}) {
        for (PlanMachine& machine : *machines)
            machine.reason.clear();
    }
    for (const QString& name : plan.request.params.keys()) {
        if (const ParamDef* param = content.param(name); param && param->secure)
            told.request.params.insert(name, QJsonValue());
    }
    QByteArray canonical = Json::toText(told);
    for (const PlanStep& step : plan.steps) {
        for (const QString& word : step.by.split(u' '))
            canonical += content.workflow(word) ? content.hash() : QByteArray();
    }
    return QString::fromLatin1(
        QCryptographicHash::hash(canonical, QCryptographicHash::Sha256).toHex().first(12));
}

} // namespace

QStringList planDifferences(const Plan& approved, const Plan& now)
{
    QStringList differences;
    if (approved.id == now.id)
        return differences;
    const auto compare = [&differences](const QString& what, const QList<PlanMachine>& before,
                                        const QList<PlanMachine>& after) {
        QMap<QString, QString> was;
        for (const PlanMachine& machine : before)
            was.insert(machine.member, machine.name);
        for (const PlanMachine& machine : after) {
            const QString old = was.take(machine.member);
            if (old.isEmpty())
                differences.append(u"%1 %2 as %3 is new"_s.arg(what, machine.name, machine.member));
            else if (old != machine.name)
                differences.append(u"%1 %2 was %3, is %4"_s.arg(what, machine.member, old, machine.name));
        }
        for (auto it = was.constBegin(); it != was.constEnd(); ++it)
            differences.append(u"%1 %2 as %3 is no longer in it"_s.arg(what, it.value(), it.key()));
    };
    compare(u"adding"_s, approved.add, now.add);
    compare(u"removing"_s, approved.remove, now.remove);
    for (const PlanCheck& check : now.checks) {
        if (isOfThePlan(check) && !approved.checks.contains(check))
            differences.append(u"check: "_s + check.text);
    }
    if (differences.isEmpty())
        differences.append(u"steps, params or content have changed"_s);
    return differences;
}

void Planning::addCheck(Plan& plan, Severity severity, const QString& code, const QString& text,
                        const QString& object)
{
    plan.checks.append({severity, code, text, object});
}

Result<> Planning::checkOptions(const PlanRequest& request, const QList<Option>& known)
{
    const auto values = [](const Option& option) {
        return option.words.isEmpty() ? u"a whole number from %1 on"_s.arg(option.least)
                                      : option.words.join(u", "_s);
    };
    const QJsonObject& options = request.options;
    for (auto it = options.constBegin(); it != options.constEnd(); ++it) {
        const QString object = u"option "_s + it.key();
        const auto option = std::ranges::find(known, it.key(), &Option::name);
        if (option == known.end()) {
            QStringList names;
            QStringList lines;
            for (const Option& one : known) {
                names.append(one.name);
                lines.append(u"%1 (%2)"_s.arg(one.name, values(one)));
            }
            return fail(u"option-unknown"_s, u"%1 has no option “%2”"_s.arg(enumText(request.kind), it.key()),
                        meant(it.key(), names) + u"it has: "_s + lines.join(u"; "_s), object);
        }
        const QString value = it->toVariant().toString();
        bool isNumber = false;
        const int number = value.toInt(&isNumber);
        const bool fits = option->words.isEmpty() ? isNumber && number >= option->least
                                                  : it->isString() && option->words.contains(value);
        if (!fits)
            return fail(u"option-invalid"_s,
                        u"option %1 can't be “%2”"_s.arg(it.key(), value.isEmpty() ? u"(a list)"_s : value),
                        meant(value, option->words) + u"use: "_s + values(*option), object);
    }
    return {};
}

QStringList Planning::chainFrom(const State& state, const Content& content, const Machine& machine,
                                const QString& entry)
{
    QStringList chain;
    for (QString next = entry; !next.isEmpty() && !chain.contains(next);
         next = nextInChain(state, content, machine, next))
        chain.append(next);
    return chain;
}

QList<PlanStage> Planning::stagesOf(const Content& content, const QString& workflow, const QString& runsOn,
                                    int machines)
{
    QList<PlanStage> stages;
    const Result<QStringList> entries = expandWorkflow(content, workflow);
    if (!entries)
        return stages;
    for (const QString& entry : *entries) {
        if (entry.startsWith("stage:"_L1)) {
            stages.append({workflow, entry.mid(6), runsOn, 0, 0});
        } else if (!entry.startsWith("bootenv:"_L1) && !entry.startsWith("context:"_L1) &&
                   !stages.isEmpty()) {
            ++stages.last().tasks;
            stages.last().jobs += machines;
        }
    }
    stages.removeIf([](const PlanStage& stage) { return stage.tasks == 0; });
    return stages;
}

Result<Plan> makePlan(const State& state, const Content& content, const PlanRequest& request,
                      OperationId self)
{
    Result<Plan> plan = fail(u"not-available"_s, u"%1 is not available yet"_s.arg(enumText(request.kind)));
    switch (request.kind) {
    case OperationKind::Provision:
        plan = Planning::provision(state, content, request, self);
        break;
    case OperationKind::Destroy:
        plan = Planning::destroy(state, content, request, self);
        break;
    case OperationKind::Resize:
    case OperationKind::Update:
    case OperationKind::RunBlueprint:
        break;
    }
    if (!plan)
        return plan;
    plan->allowed =
        std::ranges::none_of(plan->checks, [](const PlanCheck& c) { return c.severity == Severity::Block; });
    plan->id = idOf(content, *plan);
    plan->seq = state.ledger().seq;
    return plan;
}

} // namespace Drover
