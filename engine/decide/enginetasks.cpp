#include "engine/decide/editrules.h"

#include "engine/content/expansion.h"
#include "engine/operations/machinelayers.h"
#include "engine/operations/planner.h"
#include "engine/operations/topology.h"

#include <QJsonDocument>

namespace Drover {

using namespace Qt::StringLiterals;

namespace {

// FlexiFlow, classification and validation rewrite the part of the list between their start and stop task
// (digital-rebar.md §3.4); the same for machines, clusters, brokers and work orders.

RunnerRef runnerOf(const Job& job)
{
    return {job.machine, job.workOrder};
}

QStringList strings(const QJsonValue& value)
{
    QStringList list;
    for (const QJsonValue item : value.toArray())
        list.append(item.toString());
    return list;
}

/// The list that a param names, composed over all layers unless told otherwise.
Result<QStringList> listOf(Decider& d, const Job& job, const QString& nameParam, bool compose)
{
    const QString name = d.param(runnerOf(job), nameParam).toString();
    if (name.isEmpty())
        return fail(u"param-unset"_s, u"param %1 names no list"_s.arg(nameParam));
    const Machine& machine = *d.machine(job.machine);
    const ParamLayers layers = layersOf(d.state(), machine, d.order(job.workOrder));
    if (!compose)
        return strings(d.param(runnerOf(job), name));
    if (!resolveParam(d.content(), layers, name)) {
        if (d.content().param(name))
            return QStringList();
        return fail(u"param-unset"_s, u"the list param %1 is neither declared nor set"_s.arg(name));
    }
    const Result<QJsonValue> value = composeParam(d.content(), layers, name);
    if (!value)
        return tl::make_unexpected(value.error());
    return strings(*value);
}

void replaceList(Decider& d, const Job& job, const QString& stop, const QStringList& entries)
{
    const Sequence& sequence = *d.state().sequence(runnerOf(job));
    const Result<QStringList> tasks = replaceUntil(sequence.tasks, sequence.currentTask, stop, entries);
    if (!tasks) {
        failEngineJob(d, job, tasks.error().text);
        return;
    }
    if (*tasks != sequence.tasks)
        d.record(Events::TasksReplaced{job.machine, job.workOrder, *tasks, entries, job.task});
    finishEngineJob(d, job);
}

void flexiFlowStart(Decider& d, const Job& job)
{
    const bool compose = !d.param(runnerOf(job), u"flexiflow/no-compose"_s).toBool();
    const Result<QStringList> list = listOf(d, job, u"flexiflow/list-parameter"_s, compose);
    if (!list)
        return failEngineJob(d, job, list.error().text);
    // Entries are inserted as written: a `stage:` would end the present part of the list, so stages are not
    // expanded here.
    replaceList(d, job, u"flexiflow-stop"_s, *list);
}

void classifyStageListStart(Decider& d, const Job& job)
{
    const Result<QStringList> list = listOf(d, job, u"classify/stage-list-parameter"_s, true);
    if (!list)
        return failEngineJob(d, job, list.error().text);
    QStringList entries;
    for (const QString& stage : *list) {
        if (!d.content().stage(stage))
            return failEngineJob(
                d, job,
                u"the classification list names the stage %1, which no loaded content has"_s.arg(stage));
        entries << u"stage:"_s + stage << u"classify"_s;
    }
    // Here stages do go in (DRP forces it): the list is rewritten up to the stop task itself.
    const Sequence& sequence = *d.state().sequence(runnerOf(job));
    const qsizetype stop = sequence.tasks.indexOf(u"classify-stage-list-stop"_s, sequence.currentTask + 1);
    if (stop < 0)
        return failEngineJob(d, job, u"no classify-stage-list-stop follows in the list"_s);
    QStringList tasks = sequence.tasks.first(sequence.currentTask + 1) + entries;
    if (!entries.isEmpty())
        tasks += u"stage:"_s + sequence.stage;
    tasks += sequence.tasks.sliced(stop);
    if (tasks != sequence.tasks)
        d.record(Events::TasksReplaced{job.machine, job.workOrder, tasks, entries, job.task});
    finishEngineJob(d, job);
}

bool passes(Decider& d, const Job& job, const QStringList& test)
{
    const QString function = test.value(0);
    const Machine& machine = *d.machine(job.machine);
    if (function == "always"_L1)
        return true;
    if (function == "never"_L1)
        return false;
    if (function == "has_param"_L1)
        return !d.param(runnerOf(job), test.value(1)).isUndefined();
    if (function == "param_equals"_L1 || function == "has_inventory_value"_L1)
        return d.param(runnerOf(job), test.value(1)).toVariant().toString() == test.value(2);
    if (function == "has_profile"_L1)
        return machine.profiles.contains(test.value(1));
    if (function == "in_pool"_L1)
        return machine.pool == test.value(1);
    if (function == "name_matches"_L1)
        return machine.name.contains(test.value(1));
    return false;
}

Result<> act(Decider& d, const Job& job, const QStringList& action)
{
    const QString function = action.value(0);
    if (function == "set_parameter"_L1) {
        if (isKeptParam(action.value(1)))
            return fail(u"param-derived"_s,
                        u"%1 is kept by the engine and can't be set"_s.arg(action.value(1)));
        const QJsonValue parsed =
            QJsonDocument::fromJson('[' + action.mid(2).join(u' ').toUtf8() + ']').array().first();
        const QJsonValue value = parsed.isUndefined() ? QJsonValue(action.mid(2).join(u' ')) : parsed;
        if (const Result<> fits = checkValue(action.value(1), d.content().param(action.value(1)), value);
            !fits)
            return fits;
        d.record(Events::ParamsChanged{job.machine, {}, {{action.value(1), value}}, {}, {}});
        return {};
    }
    if (function == "add_profile"_L1) {
        QStringList profiles = d.machine(job.machine)->profiles;
        const Machine& machine = *d.machine(job.machine);
        const QString own = machine.isMember() ? machine.cluster : machine.name;
        if (const Result<> good = checkProfile(d, action.value(1), u"add_profile"_s, own); !good)
            return good;
        if (!profiles.contains(action.value(1)))
            d.record(Events::MachineEdited{job.machine, {}, {}, profiles << action.value(1), {}});
        return {};
    }
    return fail(u"classify-action"_s,
                u"classification has no action “%1”; use set_parameter or add_profile"_s.arg(function));
}

/// classify data: [{test, actions, continue}]; the first passing test ends it unless it says continue.
void classify(Decider& d, const Job& job)
{
    const RunnerRef runner = runnerOf(job);
    const QString disable = d.param(runner, u"classify/disable-parameter"_s).toString();
    const QString data = d.param(runner, u"classify/data-parameter"_s).toString();
    if (!disable.isEmpty() && d.param(runner, disable).toBool())
        return finishEngineJob(d, job);
    for (const QJsonValue value : d.param(runner, data).toArray()) {
        const QJsonObject rule = value.toObject();
        if (!passes(d, job, rule.value("test"_L1).toString().split(u' ', Qt::SkipEmptyParts)))
            continue;
        for (const QJsonValue action : rule.value("actions"_L1).toArray()) {
            if (const Result<> done = act(d, job, action.toString().split(u' ', Qt::SkipEmptyParts)); !done)
                return failEngineJob(d, job, done.error().text);
        }
        if (!rule.value("continue"_L1).toBool())
            break;
    }
    finishEngineJob(d, job);
}

void validationStart(Decider& d, const Job& job)
{
    const Result<QStringList> list = listOf(d, job, u"validation/list-parameter"_s, true);
    if (!list)
        return failEngineJob(d, job, list.error().text);
    if (!d.param(runnerOf(job), u"validation/errors"_s).toArray().isEmpty())
        d.record(Events::ParamsChanged{job.machine, {}, {{u"validation/errors"_s, QJsonArray()}}, {}, {}});
    replaceList(d, job, u"validation-stop"_s, *list);
}

void validationStop(Decider& d, const Job& job)
{
    const QStringList errors = strings(d.param(runnerOf(job), u"validation/errors"_s));
    if (!errors.isEmpty())
        return failEngineJob(d, job, u"validation: "_s + errors.join(u"; "_s));
    finishEngineJob(d, job);
}

void callback(Decider& d, const Job& job)
{
    const RunnerRef runner = runnerOf(job);
    if (d.param(runner, u"callback/event"_s).toBool())
        d.record(Events::CallbackRaised{job.machine, d.param(runner, u"callback/action"_s).toString(),
                                        d.param(runner, u"callback/data"_s).toObject()});
    finishEngineJob(d, job);
}

void chain(Decider& d, const Job& job)
{
    const Machine& machine = *d.machine(job.machine);
    const QString from = machine.sequence.workflow;
    const QString next =
        job.workOrder.isSet() ? QString() : nextInChain(d.state(), d.content(), machine, from);
    // It would never end, nor tell anybody.
    if (const QStringList circle = circleInChain(d.state(), d.content(), machine, next); !circle.isEmpty())
        return failEngineJob(
            d, job,
            u"the workflow chain of %1 goes in a circle: %2; change universal/workflow-chain-map (or its override) there, then retry"_s
                .arg(machine.name, circle.join(u" → "_s)));
    finishEngineJob(d, job);
    if (next.isEmpty())
        return;
    if (machine.isMember() && from == applicationWorkflow())
        arriveAtGates(d, machine, u"application"_s);
    if (const Result<> started = startWorkflow(d, job.machine, next, from); !started)
        stopSequence(d, runnerOf(job), Stop::Failed,
                     u"the chain leads from %1 to %2: %3"_s.arg(from, next, started.error().text));
}

} // namespace

void runEngineTask(Decider& d, const Job& job, const QString& engine)
{
    if (engine == "flexiflow-start"_L1)
        flexiFlowStart(d, job);
    else if (engine == "flexiflow-stop"_L1 || engine == "classify-stage-list-stop"_L1)
        finishEngineJob(d, job);
    else if (engine == "classify-stage-list-start"_L1)
        classifyStageListStart(d, job);
    else if (engine == "classify"_L1)
        classify(d, job);
    else if (engine == "validation-start"_L1)
        validationStart(d, job);
    else if (engine == "validation-stop"_L1)
        validationStop(d, job);
    else if (engine == "callback-task"_L1)
        callback(d, job);
    else if (engine == "universal-chain-workflow"_L1)
        chain(d, job);
    else
        failEngineJob(d, job, u"the engine has no task of its own called %1"_s.arg(engine));
}

} // namespace Drover
