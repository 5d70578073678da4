#include "tests/support/engineworld.h"

#include <QTest>
#include <algorithm>

using namespace Drover;
using namespace Qt::StringLiterals;

namespace {

/// A world whose runs are many turns, so that a test may step in between.
EngineWorld::Options steps()
{
    return {.fault =
                [](const Job& job, Outcome& outcome) {
                    if (job.member == "w-2"_L1 && job.workflow != "universal-decommission"_L1)
                        outcome.code = 1;
                },
            .eventsPerTurn = 10};
}

template <class Test>
bool runUntil(EngineWorld& world, Test test)
{
    for (int turn = 0; turn < 20000; ++turn) {
        if (test())
            return true;
        if (!world.core().run(Duration(0)))
            return test();
    }
    return false;
}

OperationState lastState(EngineWorld& world, OperationId id)
{
    OperationState last = OperationState::Queued;
    for (const EventRecord& record : world.journal()) {
        const auto* changed = std::get_if<Events::OperationStateChanged>(&record.event);
        if (changed && changed->operation == id)
            last = changed->to;
    }
    return last;
}

} // namespace

/// Aborts, and operations that wait for their turn (lifecycle.md, "Abort", "Work orders and day two").
class TestAborts : public QObject
{
    Q_OBJECT

private slots:
    void nothingGoesOnFromTheMomentOn();
    void saysWhatRemains();
    void waitsForWhatIsLocked();
    void needsAttentionForAFailedRelease();
    void aQueuedDestroyTakesNoNewcomers();
    void twoCanNotMakeTheSameCluster();
    void aLockedClusterIsNotBegunWith();
};

void TestAborts::nothingGoesOnFromTheMomentOn()
{
    EngineWorld world(steps());
    const OperationId id =
        world.attempt(Commands::StartOperation{EngineWorld::provision(u"c1"_s, 3, 2), {}, true})->operation;
    QVERIFY(runUntil(world, [&] {
        return std::ranges::any_of(world.state().all<Job>(),
                                   [](const auto& entry) { return entry.second.member == "cp-1"_L1; });
    }));
    // A pause in between: what it held must not begin when the abort takes over.
    QVERIFY(world.attempt(Commands::PauseOperation{id}));
    world.run();
    const qint64 begun = world.state().ledger().lastJob;
    QVERIFY(world.attempt(Commands::AbortOperation{id, true}));
    world.run();
    QVERIFY(!world.state().find<Operation>(id));
    QCOMPARE(world.state().ledger().lastJob, begun);
    for (const MachineId member : world.state().members(u"c1"_s))
        QCOMPARE(world.state().find<Machine>(member)->poolStatus, PoolStatus::HoldBuild);
    QVERIFY2(world.violations().isEmpty(), qPrintable(world.violations().join(u'\n')));
}

void TestAborts::saysWhatRemains()
{
    EngineWorld world(steps());
    const OperationId id =
        world.must(Commands::StartOperation{EngineWorld::provision(u"c1"_s, 3, 2), {}, true}).operation;
    const Receipt receipt = world.must(Commands::AbortOperation{id, false});
    QCOMPARE(receipt.note, u"op-1 is being aborted: 4 members stay, 1 are released"_s);
    QCOMPARE(lastState(world, id), OperationState::Aborted);
    QCOMPARE(world.state().memberCounts(u"c1"_s), (MemberCounts{4, 4, 0}));
}

void TestAborts::waitsForWhatIsLocked()
{
    EngineWorld world(steps());
    const OperationId id =
        world.must(Commands::StartOperation{EngineWorld::provision(u"c1"_s, 3, 2), {}, true}).operation;
    QString failed;
    for (const MachineId member : world.state().members(u"c1"_s)) {
        if (world.state().find<Machine>(member)->memberName == "w-2"_L1)
            failed = world.state().find<Machine>(member)->name;
    }
    world.must(Commands::LockMachine{failed, true}, u"look at its disks"_s);
    world.must(Commands::AbortOperation{id, false});
    QCOMPARE(world.state().find<Operation>(id)->state, OperationState::NeedsAttention);
    QVERIFY2(world.state().find<Operation>(id)->why.text.contains(u"look at its disks"),
             qPrintable(world.state().find<Operation>(id)->why.text));
    world.must(Commands::LockMachine{failed, false});
    QVERIFY2(!world.state().find<Operation>(id), "it does not go on by itself");
    QCOMPARE(world.state().machineNamed(failed)->poolStatus, PoolStatus::Free);
    QVERIFY2(world.violations().isEmpty(), qPrintable(world.violations().join(u'\n')));
}

void TestAborts::needsAttentionForAFailedRelease()
{
    bool broken = true;
    EngineWorld::Options options = steps();
    options.fault = [&broken](const Job& job, Outcome& outcome) {
        const bool releases = job.workflow == "universal-decommission"_L1;
        if (releases ? broken : job.member == "w-2"_L1)
            outcome.code = 1;
    };
    EngineWorld world(options);
    const OperationId id =
        world.must(Commands::StartOperation{EngineWorld::provision(u"c1"_s, 3, 2), {}, true}).operation;
    world.must(Commands::AbortOperation{id, false});
    QCOMPARE(world.state().find<Operation>(id)->state, OperationState::NeedsAttention);
    QVERIFY(!world.attempt(Commands::RetryMachine{u"c1"_s}));
    broken = false;
    world.must(Commands::RetryOperation{id});
    QCOMPARE(lastState(world, id), OperationState::Aborted);
    QCOMPARE(world.state().memberCounts(u"c1"_s), (MemberCounts{4, 4, 0}));
}

void TestAborts::aQueuedDestroyTakesNoNewcomers()
{
    EngineWorld world({.eventsPerTurn = 10});
    QVERIFY(world.attempt(Commands::StartOperation{EngineWorld::provision(u"c1"_s, 3, 2), {}, true}));
    QVERIFY(runUntil(world, [&] { return world.state().cluster(u"c1"_s) != nullptr; }));
    QCOMPARE(world.state().memberCounts(u"c1"_s).total, 0);
    const OperationId id =
        world.must(Commands::StartOperation{EngineWorld::destroy(u"c1"_s), {}, true}).operation;
    QCOMPARE(world.state().memberCounts(u"c1"_s), (MemberCounts{5, 5, 0}));
    const Operation waiting = *world.state().find<Operation>(id);
    QCOMPARE(waiting.state, OperationState::NeedsAttention);
    QCOMPARE(waiting.why.code, u"plan-changed"_s);
    world.must(Commands::AbortOperation{id, false});
    QCOMPARE(lastState(world, id), OperationState::Aborted);
    const Machine* cluster = world.state().cluster(u"c1"_s);
    QVERIFY2(cluster && cluster->workOrderMode && cluster->sequence.runnable() && cluster->sequence.complete,
             "an operation that had not begun left traces");
    world.must(Commands::StartOperation{EngineWorld::destroy(u"c1"_s), {}, true});
    QVERIFY(!world.state().cluster(u"c1"_s));
    QVERIFY2(world.violations().isEmpty(), qPrintable(world.violations().join(u'\n')));
}

void TestAborts::twoCanNotMakeTheSameCluster()
{
    EngineWorld world({});
    QVERIFY(world.attempt(Commands::StartOperation{EngineWorld::provision(u"c1"_s, 1, 0), {}, true}));
    const Result<Receipt> second =
        world.attempt(Commands::StartOperation{EngineWorld::provision(u"c1"_s, 1, 0), {}, true});
    QVERIFY(!second);
    QVERIFY2(second.error().text.contains(u"op-1"), qPrintable(second.error().text));
}

void TestAborts::aLockedClusterIsNotBegunWith()
{
    EngineWorld world({});
    world.must(Commands::StartOperation{EngineWorld::provision(u"c1"_s, 1, 0), {}, true});
    const OperationId id =
        world.attempt(Commands::StartOperation{EngineWorld::destroy(u"c1"_s), {}, true})->operation;
    QVERIFY(world.attempt(Commands::LockMachine{u"c1"_s, true}, u"not before Monday"_s));
    world.run();
    QCOMPARE(world.state().find<Operation>(id)->state, OperationState::Queued);
    QVERIFY(world.state().find<Operation>(id)->why.text.contains(u"not before Monday"));
    for (const Command& command :
         QList<Command>{Commands::PauseOperation{id}, Commands::AbortOperation{id, false}}) {
        const Result<Receipt> refused = world.attempt(command);
        QVERIFY(!refused && refused.error().code == "locked"_L1);
    }
    world.must(Commands::LockMachine{u"c1"_s, false});
    QVERIFY(!world.state().cluster(u"c1"_s));
}

QTEST_GUILESS_MAIN(TestAborts)
#include "tst_aborts.moc"
