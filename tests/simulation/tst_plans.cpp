#include "engine/operations/planner.h"
#include "tests/support/engineworld.h"

#include <QTest>
#include <algorithm>

using namespace Drover;
using namespace Qt::StringLiterals;

namespace {

const QString cluster = u"c1"_s;

Plan planOf(EngineWorld& world, const PlanRequest& request)
{
    const Result<Plan> plan = makePlan(world.state(), world.core().content(), request);
    if (!plan)
        qFatal("%s", qPrintable(plan.error().text));
    return *plan;
}

/// Members that can be counted on after each step.
QList<int> availableAfterSteps(const Plan& plan)
{
    QList<int> available;
    for (const PlanStep& step : plan.steps)
        available.append(step.available);
    return available;
}

QList<int> votersAfterSteps(const Plan& plan)
{
    QList<int> voters;
    for (const PlanStep& step : plan.steps)
        voters.append(step.voters.value(u"control-plane"_s, -1));
    return voters;
}

void provision(EngineWorld& world)
{
    world.must(Commands::StartOperation{EngineWorld::provision(cluster, 3, 2), {}, true});
    if (world.state().memberCounts(cluster) != MemberCounts{5, 5, 0})
        qFatal("the cluster is not complete");
}

/// An application with a row of its own in the chain, and one more workflow in it.
QList<Commands::ContentFile> applicationPack()
{
    return {{u"site.yaml"_s, uR"(
meta: {Name: site, Version: 1.0.0}
sections:
  workflows:
    site-more: {Name: site-more, Stages: [site-more]}
  stages:
    site-more: {Name: site-more, Tasks: [site-more]}
  tasks:
    site-more: {Name: site-more, Meta: {sim: {seconds: 1}}, Templates: [{Name: a, Contents: "true"}]}
  profiles:
    site-chain:
      Name: site-chain
      Params:
        universal/workflow-chain-map:
          application-base: {universal-start: site-more}
          base-cluster: {universal-start: universal-maintenance}
          default: {}
)"_s}};
}

QStringList memberWorkflows(const Plan& plan)
{
    QStringList workflows;
    for (const PlanStage& stage : plan.stages) {
        if (stage.runsOn == "members"_L1 && !workflows.contains(stage.workflow))
            workflows.append(stage.workflow);
    }
    return workflows;
}

} // namespace

/// What plans say: who can be counted on after each step, what members will run, what is erased; and that the
/// start is held to it.
class TestPlans : public QObject
{
    Q_OBJECT

private slots:
    void provisionTellsWhoCanBeCountedOn();
    void destroyTellsWhoCanBeCountedOn();
    void erasingIsConfirmedApart();
    void membersRunWhatThePlanSays();
    void theirProfileMayBeOneMadeHere();
    void aMissingProfileBlocks();
    void aClusterAsItShouldBeIsReevaluated();
    void aClusterThatLacksMembersIsNot();
};

void TestPlans::provisionTellsWhoCanBeCountedOn()
{
    EngineWorld world({});
    const Plan plan = planOf(world, EngineWorld::provision(cluster, 3, 2));
    QCOMPARE(availableAfterSteps(plan), (QList<int>{0, 0, 0, 0, 5, 5, 5}));
    QCOMPARE(votersAfterSteps(plan), (QList<int>{0, 0, 0, 0, 3, 3, 3}));
    QCOMPARE(plan.availabilityMinimum, 5);
    QCOMPARE(plan.availabilityFloor, 0);
    QCOMPARE(plan.quorum, (QList<PlanQuorum>{{u"control-plane"_s, 3, 2, 3}}));
}

void TestPlans::destroyTellsWhoCanBeCountedOn()
{
    EngineWorld world({});
    provision(world);
    const Plan well = planOf(world, EngineWorld::destroy(cluster));
    QCOMPARE(availableAfterSteps(well), (QList<int>{5, 0, 0, 0, 0}));
    QCOMPARE(votersAfterSteps(well), (QList<int>{3, 0, 0, 0, 0}));
    QCOMPARE(well.quorum, (QList<PlanQuorum>{{u"control-plane"_s, 3, 2, 0}}));
    // A member that can't be counted on is no more before than after; the plan is the same.
    const auto votes = std::ranges::find(well.remove, true, &PlanMachine::votes);
    QVERIFY(votes != well.remove.end());
    const MachineId voter = votes->machine;
    world.must(Commands::LockMachine{world.state().find<Machine>(voter)->name, true});
    const Plan locked = planOf(world, EngineWorld::destroy(cluster));
    QCOMPARE(availableAfterSteps(locked).first(), 4);
    QCOMPARE(votersAfterSteps(locked).first(), 2);
    world.must(Commands::LockMachine{world.state().find<Machine>(voter)->name, false});
    QCOMPARE(planOf(world, EngineWorld::destroy(cluster)).id, well.id);
}

void TestPlans::erasingIsConfirmedApart()
{
    EngineWorld world({});
    provision(world);
    QStringList erased;
    for (const MachineId id : world.state().members(cluster)) {
        if (erased.size() < 2)
            erased.append(world.state().find<Machine>(id)->name);
    }
    for (const QString& name : erased)
        world.must(Commands::SetParams{name, {}, {{u"wipe/method"_s, u"quick"_s}}, {}});
    const Plan plan = planOf(world, EngineWorld::destroy(cluster));
    QVERIFY(plan.allowed);
    QCOMPARE(plan.wipes(), 2);
    for (const int confirmed : {0, 1, 3}) {
        const Result<Receipt> refused =
            world.attempt(Commands::StartOperation{EngineWorld::destroy(cluster), {}, true, confirmed});
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, u"wipe-unconfirmed"_s);
        QVERIFY(refused.error().remedy.contains(u"--confirm-wipe 2"_s));
        QCOMPARE(refused.error().object, u"cluster c1"_s);
    }
    QVERIFY(world.attempt(Commands::StartOperation{EngineWorld::destroy(cluster), plan.id, true, 2}));
    world.run();
    QVERIFY(!world.state().cluster(cluster));
    QVERIFY2(world.violations().isEmpty(), qPrintable(world.violations().join(u'\n')));
    // What erases nothing needs no such word, and takes none.
    const Result<Receipt> needless =
        world.attempt(Commands::StartOperation{EngineWorld::provision(u"c2"_s, 1, 0), {}, true, 1});
    QVERIFY(!needless);
    QCOMPARE(needless.error().code, u"wipe-unconfirmed"_s);
}

void TestPlans::membersRunWhatThePlanSays()
{
    EngineWorld world({.packs = {applicationPack()}});
    PlanRequest request = EngineWorld::provision(cluster, 1, 0);
    QJsonObject topology = request.params.value(u"cluster/topology"_s).toArray().first().toObject();
    topology.insert(u"profiles"_s, QJsonArray{u"site-chain"_s});
    topology.insert(u"workflow"_s, u"universal-start"_s);
    request.params.insert(u"cluster/topology"_s, QJsonArray{topology});
    const QStringList planned = memberWorkflows(planOf(world, request));
    QCOMPARE(planned, (QStringList{u"universal-start"_s, u"site-more"_s}));
    world.must(Commands::StartOperation{request, {}, true});
    QStringList run;
    for (const EventRecord& record : world.journal()) {
        const auto* started = std::get_if<Events::WorkflowStarted>(&record.event);
        const Machine* machine = started ? world.state().find<Machine>(started->machine) : nullptr;
        if (machine && machine->cluster == cluster)
            run.append(started->workflow);
    }
    QCOMPARE(run, planned);
}

void TestPlans::theirProfileMayBeOneMadeHere()
{
    EngineWorld world({});
    world.must(
        Commands::EditProfile{u"site-members"_s, true, {}, {{u"on-complete-work-order-mode"_s, true}}, {}});
    PlanRequest request = EngineWorld::provision(cluster, 1, 0);
    request.params.insert(u"broker/set-pipeline"_s, u"site-members"_s);
    QVERIFY(planOf(world, request).allowed);
    world.must(Commands::StartOperation{request, {}, true});
    const MachineId id = *world.state().members(cluster).begin();
    QCOMPARE(world.state().find<Machine>(id)->profiles, (QStringList{cluster, u"site-members"_s}));
    world.must(Commands::StartOperation{EngineWorld::destroy(cluster), {}, true});
    QCOMPARE(world.state().find<Machine>(id)->poolStatus, PoolStatus::Free);
    QCOMPARE(world.state().find<Machine>(id)->profiles, QStringList());
}

void TestPlans::aMissingProfileBlocks()
{
    EngineWorld world({});
    PlanRequest request = EngineWorld::provision(cluster, 1, 0);
    request.params.insert(u"broker/set-pipeline"_s, u"nowhere"_s);
    const Plan plan = planOf(world, request);
    QVERIFY(!plan.allowed);
    QVERIFY(std::ranges::find(plan.checks, u"profile-unknown"_s, &PlanCheck::code) != plan.checks.end());
}

void TestPlans::aClusterAsItShouldBeIsReevaluated()
{
    EngineWorld world({});
    provision(world);
    const Receipt receipt = world.must(Commands::CreateWorkOrder{cluster, u"cluster-reevaluate"_s, {}});
    const auto ended = world.core().store().endedWorkOrders(world.state().cluster(cluster)->id, 1);
    QVERIFY(ended && ended->size() == 1);
    QCOMPARE(ended->first().id, receipt.workOrder);
    QCOMPARE(ended->first().state, WorkOrderState::Finished);
    QCOMPARE(world.state().memberCounts(cluster), (MemberCounts{5, 5, 0}));
    QVERIFY2(world.violations().isEmpty(), qPrintable(world.violations().join(u'\n')));
}

void TestPlans::aClusterThatLacksMembersIsNot()
{
    EngineWorld world({});
    provision(world);
    QJsonArray topology = EngineWorld::provision(cluster, 3, 4).params.value(u"cluster/topology"_s).toArray();
    world.must(Commands::SetParams{cluster, {}, {{u"cluster/topology"_s, topology}}, {}});
    const Receipt receipt = world.must(Commands::CreateWorkOrder{cluster, u"cluster-reevaluate"_s, {}});
    const WorkOrder* order = world.state().find<WorkOrder>(receipt.workOrder);
    const auto jobs = world.core().store().endedJobs({.machine = world.state().cluster(cluster)->id});
    QVERIFY(jobs && !jobs->isEmpty());
    QVERIFY(!order || order->state != WorkOrderState::Finished);
    QCOMPARE(jobs->first().state, JobState::Failed);
    QVERIFY2(jobs->first().message.contains(u"2 worker where its topology says 4"_s),
             qPrintable(jobs->first().message));
}

QTEST_GUILESS_MAIN(TestPlans)
#include "tst_plans.moc"
