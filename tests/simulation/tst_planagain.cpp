#include "engine/operations/planner.h"
#include "tests/support/engineworld.h"

#include <QTest>

using namespace Drover;
using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype fewEvents = 10;

Commands::StartOperation provisioning()
{
    return {EngineWorld::provision(u"c1"_s, 3, 2), {}, true};
}

Commands::StartOperation destroying()
{
    return {EngineWorld::destroy(u"c1"_s), {}, true};
}

/// The last state that the journal tells of the operation.
std::pair<OperationState, Why> lastState(const EngineWorld& world, OperationId id)
{
    std::pair<OperationState, Why> last;
    for (const EventRecord& record : world.journal()) {
        const auto* changed = std::get_if<Events::OperationStateChanged>(&record.event);
        if (changed && changed->operation == id)
            last = {changed->to, changed->why};
    }
    return last;
}

/// Runs turn by turn until the cluster has all of its members.
void runToMembers(EngineWorld& world)
{
    while (world.state().memberCounts(u"c1"_s).total < 5)
        QVERIFY(world.core().run(Duration(0)));
}

} // namespace

/// A plan is approved by id: when its operation comes to its turn the planner runs again; the same plan goes,
/// another one comes back as a difference (lifecycle.md, "Who drives what").
class TestPlanAgain : public QObject
{
    Q_OBJECT

private slots:
    void theSameGoes();
    void anotherMemberComesBack();
    void anotherMachineComesBack();
    void otherContentComesBack();
    void countsOfTheFleetAreNoDifference();
    void aClusterThatIsGoneIsDestroyed();
};

void TestPlanAgain::theSameGoes()
{
    EngineWorld world({.eventsPerTurn = fewEvents});
    QVERIFY(world.attempt(provisioning()));
    runToMembers(world);
    const Result<Receipt> destroy = world.attempt(destroying());
    QVERIFY(destroy);
    QVERIFY(world.core().run(Duration(0)));
    QCOMPARE(world.state().find<Operation>(destroy->operation)->state, OperationState::Queued);
    world.run();
    QVERIFY(!world.state().cluster(u"c1"_s));
    QCOMPARE(lastState(world, destroy->operation).first, OperationState::Finished);
    QVERIFY2(world.violations().isEmpty(), qPrintable(world.violations().join(u'\n')));
}

/// While a destroy waits behind the provision, that one replaces a member: nobody has said that the new one
/// may go.
void TestPlanAgain::anotherMemberComesBack()
{
    EngineWorld world({.fault =
                           [](const Job& job, Outcome& outcome) {
                               if (job.member == "w-1"_L1 && job.workflow != "universal-decommission"_L1)
                                   outcome.code = 7;
                           },
                       .eventsPerTurn = fewEvents});
    Commands::StartOperation provision = provisioning();
    provision.request.options = {{u"on-member-failure"_s, u"replace"_s}};
    QVERIFY(world.attempt(provision));
    runToMembers(world);
    const Result<Receipt> destroy = world.attempt(destroying());
    QVERIFY(destroy);
    world.run();

    const Operation* waiting = world.state().find<Operation>(destroy->operation);
    QVERIFY(waiting);
    QCOMPARE(waiting->state, OperationState::NeedsAttention);
    QCOMPARE(waiting->why.code, u"plan-changed"_s);
    QVERIFY2(waiting->why.text.contains(u"as w-3 is new"_s), qPrintable(waiting->why.text));
    QVERIFY2(waiting->why.text.contains(u"as w-1 is no longer in it"_s), qPrintable(waiting->why.text));
    QCOMPARE(world.state().memberCounts(u"c1"_s), (MemberCounts{5, 5, 0}));

    // A retry plans again and finds the same; only a plan that is approved anew goes.
    world.must(Commands::RetryOperation{destroy->operation});
    QCOMPARE(world.state().find<Operation>(destroy->operation)->why.code, u"plan-changed"_s);
    QCOMPARE(world.state().memberCounts(u"c1"_s).total, 5);
    world.must(Commands::AbortOperation{destroy->operation, false});
    world.must(destroying());
    QVERIFY(!world.state().cluster(u"c1"_s));
    QVERIFY2(world.violations().isEmpty(), qPrintable(world.violations().join(u'\n')));
}

/// One that was paused before it began is planned again when it goes on.
void TestPlanAgain::anotherMachineComesBack()
{
    EngineWorld world({});
    const Result<Receipt> receipt = world.attempt(provisioning());
    QVERIFY(receipt);
    QVERIFY(world.attempt(Commands::PauseOperation{receipt->operation}));
    const QString chosen = world.state().find<Plan>(receipt->operation)->add.first().name;
    world.must(Commands::LockMachine{chosen, true});
    world.must(Commands::ResumeOperation{receipt->operation});
    const Operation* waiting = world.state().find<Operation>(receipt->operation);
    QVERIFY(waiting);
    QCOMPARE(waiting->state, OperationState::NeedsAttention);
    QVERIFY2(waiting->why.text.contains(u"adding cp-1 was %1, is "_s.arg(chosen)),
             qPrintable(waiting->why.text));
    QVERIFY(!world.state().cluster(u"c1"_s));

    world.must(Commands::LockMachine{chosen, false});
    world.must(Commands::RetryOperation{receipt->operation});
    QCOMPARE(lastState(world, receipt->operation).first, OperationState::Finished);
    QVERIFY2(world.violations().isEmpty(), qPrintable(world.violations().join(u'\n')));
}

void TestPlanAgain::otherContentComesBack()
{
    EngineWorld world({});
    const Result<Receipt> receipt = world.attempt(provisioning());
    QVERIFY(receipt);
    const QString text = u"meta: {Name: site, Version: 1.0.0}\nsections:\n  tasks:\n    site-task:\n      "
                         "{Name: site-task, Templates: [{Name: run, Contents: \"#!/bin/sh\\n\"}]}\n"_s;
    world.must(Commands::LoadContent{{{{{u"site.yaml"_s, text}}}}});
    const Operation* waiting = world.state().find<Operation>(receipt->operation);
    QVERIFY(waiting);
    QCOMPARE(waiting->why.code, u"plan-changed"_s);
    QVERIFY2(waiting->why.text.contains(u"content"_s), qPrintable(waiting->why.text));
}

/// How many machines are Free around the chosen ones changes all the time, and nothing of what is done.
void TestPlanAgain::countsOfTheFleetAreNoDifference()
{
    EngineWorld world({});
    const Result<Receipt> receipt = world.attempt(provisioning());
    QVERIFY(receipt);
    const Plan approved = *world.state().find<Plan>(receipt->operation);
    Commands::ImportMachines import;
    import.machines.append({u"z-1"_s, {}, u"10.1.0.1"_s, {}, {}, {}, { { u"location/rack"_s, u"r02"_s } }});
    QVERIFY(world.attempt(import));
    const Result<Plan> now =
        makePlan(world.state(), world.core().content(), approved.request, receipt->operation);
    QVERIFY(now);
    QCOMPARE(now->id, approved.id);
    QVERIFY(now->checks != approved.checks);
    world.run();
    QCOMPARE(lastState(world, receipt->operation).first, OperationState::Finished);
}

/// "Already gone" is a success.
void TestPlanAgain::aClusterThatIsGoneIsDestroyed()
{
    EngineWorld world({.eventsPerTurn = fewEvents});
    const Result<Receipt> provision = world.attempt(provisioning());
    runToMembers(world);
    const Result<Receipt> destroy = world.attempt(destroying());
    QVERIFY(destroy);
    QVERIFY(world.attempt(Commands::AbortOperation{provision->operation, false}));
    world.run();
    QVERIFY(!world.state().cluster(u"c1"_s));
    QCOMPARE(lastState(world, provision->operation).first, OperationState::Aborted);
    QCOMPARE(lastState(world, destroy->operation).first, OperationState::Finished);
    QVERIFY2(world.violations().isEmpty(), qPrintable(world.violations().join(u'\n')));
}

QTEST_GUILESS_MAIN(TestPlanAgain)
#include "tst_planagain.moc"
