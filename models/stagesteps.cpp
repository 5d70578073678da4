#include "models/stagesteps.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

/// A universal workflow has ten stages, most of which only frame its own: they are one step, named by the
/// workflow. A stage of another layout stands for itself.
QString stepName(const QString& stage, const QString& workflow)
{
    static const QSet<QString> frame{u"start"_s, u"discover"_s, u"complete"_s, u"complete-nobootenv"_s,
                                     u"universal-chain-workflow"_s};
    const bool framed =
        frame.contains(stage) || stage.startsWith(workflow) || workflow.endsWith(u'-' + stage);
    return !workflow.isEmpty() && framed ? workflow : stage;
}

int placeOf(const QList<StageStep>& steps, const QString& stage)
{
    for (int i = 0; i < steps.size(); ++i) {
        if (!steps.at(i).gate && steps.at(i).stage == stage)
            return i;
    }
    return -1;
}

/// Stages that jobs were made in, each with the state of its latest job.
QList<StageStep> stepsOfJobs(const Replica& replica, const Machine& machine)
{
    QList<StageStep> steps;
    const QString cluster = machine.kind == MachineKind::Cluster ? machine.name : machine.cluster;
    const QList<JobId> ids = replica.jobsOf(machine.id);
    for (const JobId id : ids) {
        const Job* job = replica.job(id);
        if (!job || job->cluster != cluster || job->stage.isEmpty() || job->workOrder.isSet())
            continue;
        const Status status = statusOf(*job);
        const QString name = stepName(job->stage, job->workflow);
        const int place = placeOf(steps, name);
        if (place < 0)
            steps.append({name, status});
        else
            steps[place].status = status == Status::Succeeded && steps[place].status == Status::Failed
                                      ? Status::SucceededAfterRetry
                                      : status;
    }
    return steps;
}

void addPlanned(const Replica& replica, const Machine& machine, QList<StageStep>& steps)
{
    const bool isCluster = machine.kind == MachineKind::Cluster;
    const Operation* driver = replica.driver(isCluster ? machine.name : machine.cluster);
    const Plan* plan = driver ? replica.plan(driver->id) : nullptr;
    if (!plan)
        return;
    for (const PlanStage& stage : plan->stages) {
        const bool own = isCluster ? stage.runsOn == "cluster"_L1
                                   : stage.runsOn == "members"_L1 || stage.runsOn == machine.role;
        const QString name = stepName(stage.stage, stage.workflow);
        if (own && placeOf(steps, name) < 0)
            steps.append({name});
    }
}

/// The steps of a cluster's operation, as planned; empty when it has none that is known.
StageWay wayOfOperation(const Replica& replica, const QString& cluster)
{
    StageWay way;
    const Operation* driver = replica.driver(cluster);
    const Operation* operation = driver ? driver : replica.lastEnded(cluster);
    const Plan* plan = operation ? replica.plan(operation->id) : nullptr;
    if (!plan)
        return way;
    for (qsizetype i = 0; i < plan->steps.size(); ++i) {
        const bool done = i < operation->step || operation->state == OperationState::Finished;
        way.steps.append({enumText(plan->steps.at(i).kind), done ? Status::Succeeded : Status::Queued});
    }
    if (operation->state == OperationState::Finished || operation->step >= plan->steps.size())
        return way;
    way.current = operation->step;
    Status& status = way.steps[way.current].status;
    switch (operation->state) {
    case OperationState::Queued:
        break;
    case OperationState::Running:
        status = Status::Running;
        break;
    case OperationState::Paused:
        status = Status::Paused;
        break;
    case OperationState::NeedsAttention:
        status = Status::WaitingForPerson;
        break;
    case OperationState::Failed:
        status = Status::Failed;
        break;
    case OperationState::Finished:
    case OperationState::Aborted:
        status = Status::Cancelled;
        break;
    }
    return way;
}

/// The gate that this member has before it, put in front of its application.
void addGate(const Replica& replica, const Machine& machine, StageWay& way)
{
    for (const Gate* gate : replica.gatesOf(machine.cluster)) {
        if (gate->isOpen() || !gate->waitingRoles.contains(machine.role))
            continue;
        const bool here = machine.sequence.wait == Wait::Gate && machine.sequence.waitFor == gate->name;
        int place = int(way.steps.size());
        for (int i = 0; i < way.steps.size(); ++i) {
            const QString& stage = way.steps.at(i).stage;
            if (stage.contains("application"_L1) || stage.contains("runbook"_L1)) {
                place = i;
                break;
            }
        }
        if (here && way.current >= 0 && way.steps.at(way.current).status == Status::Queued)
            place = way.current;
        way.steps.insert(place, {gate->name, here ? Status::AtGate : Status::Queued, true});
        if (here)
            way.current = place;
        else if (way.current >= place)
            ++way.current;
        return;
    }
}

} // namespace

StageWay stageWay(const Replica& replica, const Machine& machine)
{
    if (machine.kind == MachineKind::Cluster) {
        StageWay way = wayOfOperation(replica, machine.name);
        if (!way.steps.isEmpty())
            return way;
    }
    StageWay way{.steps = stepsOfJobs(replica, machine)};
    const Sequence& sequence = machine.sequence;
    for (int i = 0; i < sequence.tasks.size(); ++i) {
        if (!sequence.tasks.at(i).startsWith("stage:"_L1))
            continue;
        const QString stage = stepName(sequence.tasks.at(i).mid(6), sequence.workflow);
        if (placeOf(way.steps, stage) < 0)
            way.steps.append({stage, sequence.complete ? Status::Succeeded : Status::Queued});
    }
    addPlanned(replica, machine, way.steps);
    if (sequence.complete) {
        for (StageStep& step : way.steps) {
            if (step.status == Status::Queued)
                step.status = Status::Succeeded;
        }
    } else if (!sequence.stage.isEmpty()) {
        way.current = placeOf(way.steps, stepName(sequence.stage, sequence.workflow));
        if (way.current >= 0) {
            const StateFigure figure = memberState(replica, machine).state;
            Status& status = way.steps[way.current].status;
            if (!sequence.runnable() || replica.openJob(machine.id) || sequence.wait == Wait::Retry)
                status = figure.status;
            else if (status != Status::Succeeded && status != Status::SucceededAfterRetry)
                status = Status::Running;
        }
    }
    if (machine.isMember())
        addGate(replica, machine, way);
    return way;
}

} // namespace Drover
