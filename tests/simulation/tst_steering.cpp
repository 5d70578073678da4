#include "tests/support/engineworld.h"

#include <QTest>
#include <algorithm>

using namespace Drover;
using namespace Qt::StringLiterals;

namespace {

/// Two tasks in a row as a workflow, and as a blueprint whose second task is to be chosen.
QList<Commands::ContentFile> sitePack(const QString& version = u"1.0.0"_s,
                                      const QString& second = u"second"_s)
{
    const QString text = uR"(
meta: {Name: site, Version: %1}
sections:
  tasks:
    first: {Name: first, Templates: [{Name: run, Contents: "#!/bin/sh\n"}]}
    second: {Name: second, Templates: [{Name: run, Contents: "#!/bin/sh\n"}]}
    third: {Name: third, Templates: [{Name: run, Contents: "#!/bin/sh\n"}]}
    mend: {Name: mend, Templates: [{Name: run, Contents: "#!/bin/sh\n"}]}
  stages:
    site: {Name: site, Tasks: [first, second]}
  workflows:
    site-work: {Name: site-work, Stages: [site]}
  blueprints:
    site-order: {Name: site-order, Tasks: [first, %2]}
)"_s.arg(version, second);
    return {{u"site.yaml"_s, text}};
}

/// The first runs of task `first` end with these codes, one after the other; then with 0.
SimulatedRuns::Fault codes(QList<int> list)
{
    return [list](const Job& job, Outcome& outcome) mutable {
        if (job.task == "first"_L1 && !list.isEmpty())
            outcome.code = list.takeFirst();
    };
}

template <class E>
QList<std::pair<Instant, E>> eventsOf(EngineWorld& world)
{
    QList<std::pair<Instant, E>> list;
    for (const EventRecord& record : world.journal()) {
        if (const E* event = std::get_if<E>(&record.event))
            list.append({record.at, *event});
    }
    return list;
}

/// How often each task began on the machine.
QMap<QString, int> begun(EngineWorld& world, const QString& machine)
{
    QMap<QString, int> counts;
    for (const auto& [at, created] : eventsOf<Events::JobCreated>(world)) {
        if (created.job.machineName == machine)
            ++counts[created.job.task];
    }
    return counts;
}

Machine machineOf(EngineWorld& world, const QString& name = u"m-001"_s)
{
    return *world.state().machineNamed(name);
}

QList<Duration> waits(EngineWorld& world)
{
    QList<Duration> list;
    for (const auto& [at, waiting] : eventsOf<Events::SequenceWaiting>(world))
        list.append(waiting.until - at);
    return list;
}

EngineWorld::Options siteOptions(SimulatedRuns::Fault fault = {}, int machines = 6)
{
    EngineWorld::Options options;
    options.machines = machines;
    options.fault = std::move(fault);
    options.packs = {sitePack()};
    return options;
}

} // namespace

/// What scripts and persons may say to a machine, a work order and an operation, and what follows
/// (lifecycle.md).
class TestSteering : public QObject
{
    Q_OBJECT
private slots:
    void exitCodes_data();
    void exitCodes();
    void incompleteComesBackLaterAndLater();
    void incompleteHasALimit();
    void retriesThenHandlersThenHold();
    void singleStepsAndStops();
    void lockedRefusesAllButUnlock();
    void heldReleaseIsNeverFree();
    void acceptedOnAPersonsWord();
    void abortGivesBackWhatWasNotReady_data();
    void abortGivesBackWhatWasNotReady();
    void pausingStartsNothing();
    void workOrdersQueueAndBindLate();
    void aStoppedWorkOrderGoesOn();
    void anOrdersJobCancelled();
    void aBusyMachineIsNotChosen();
    void gatesCountWhoComes_data();
    void gatesCountWhoComes();
    void callbacksAreEvents();
};

void TestSteering::exitCodes_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<JobState>("state");
    QTest::addColumn<ExitState>("exitState");
    QTest::addColumn<Wait>("wait");
    QTest::addColumn<Stop>("stop");
    QTest::newRow("0") << 0 << JobState::Finished << ExitState::Complete << Wait::None << Stop::None;
    QTest::newRow("16 stop") << 16 << JobState::Finished << ExitState::Stop << Wait::None << Stop::Stopped;
    QTest::newRow("32 power off") << 32 << JobState::Finished << ExitState::PowerOff << Wait::PowerOff
                                  << Stop::None;
    QTest::newRow("64 reboot") << 64 << JobState::Finished << ExitState::Reboot << Wait::Reboot << Stop::None;
    QTest::newRow("128 incomplete") << 128 << JobState::Incomplete << ExitState::Complete << Wait::Incomplete
                                    << Stop::None;
    QTest::newRow("144 incomplete, stop")
        << 144 << JobState::Incomplete << ExitState::Stop << Wait::None << Stop::Stopped;
    QTest::newRow("160 incomplete, power off")
        << 160 << JobState::Incomplete << ExitState::PowerOff << Wait::PowerOff << Stop::None;
    QTest::newRow("192 incomplete, reboot")
        << 192 << JobState::Incomplete << ExitState::Reboot << Wait::Reboot << Stop::None;
    QTest::newRow("1") << 1 << JobState::Failed << ExitState::Failed << Wait::None << Stop::Failed;
    QTest::newRow("48, no combination of ours")
        << 48 << JobState::Failed << ExitState::Failed << Wait::None << Stop::Failed;
}

void TestSteering::exitCodes()
{
    QFETCH(int, code);
    QFETCH(JobState, state);
    QFETCH(ExitState, exitState);
    QFETCH(Wait, wait);
    QFETCH(Stop, stop);
    EngineWorld world(siteOptions(codes({code})));
    world.must(Commands::StartWorkflow{u"m-001"_s, u"site-work"_s});

    const auto ends = eventsOf<Events::JobEnded>(world);
    QVERIFY(!ends.isEmpty());
    QCOMPARE(ends.first().second.state, state);
    QCOMPARE(ends.first().second.exitState, exitState);
    QCOMPARE(ends.first().second.exitCode, code);
    const auto waiting = eventsOf<Events::SequenceWaiting>(world);
    QCOMPARE(waiting.isEmpty() ? Wait::None : waiting.first().second.wait, wait);
    if (wait != Wait::None)
        QVERIFY2(waiting.first().second.until > waiting.first().first, "a wait without a deadline");
    if (stop != Stop::None) {
        QCOMPARE(machineOf(world).sequence.stop, stop);
        QVERIFY(!machineOf(world).sequence.stopReason.isEmpty());
        world.must(Commands::RetryMachine{u"m-001"_s});
    }
    QVERIFY(machineOf(world).sequence.complete);
    // What was finished never runs again; the same attempt comes back only when it said so.
    QCOMPARE(begun(world, u"m-001"_s),
             (QMap<QString, int>{{u"first"_s, state == JobState::Failed ? 2 : 1}, {u"second"_s, 1}}));
    QCOMPARE(eventsOf<Events::JobRedelivered>(world).size(), state == JobState::Incomplete ? 1 : 0);
    QVERIFY2(world.violations().isEmpty(), qPrintable(world.violations().join(u'\n')));
}

void TestSteering::incompleteComesBackLaterAndLater()
{
    EngineWorld world(siteOptions(codes(QList<int>(7, 128))));
    world.must(Commands::StartWorkflow{u"m-001"_s, u"site-work"_s});
    QVERIFY(machineOf(world).sequence.complete);
    QList<Duration> expected;
    for (const int seconds : {2, 4, 8, 16, 32, 60, 60})
        expected.append(std::chrono::seconds(seconds));
    QCOMPARE(waits(world), expected);
}

void TestSteering::incompleteHasALimit()
{
    EngineWorld world(siteOptions(codes(QList<int>(50, 128))));
    world.must(Commands::SetParams{u"m-001"_s, {}, {{u"task-incomplete-limit"_s, 3}}, {}});
    world.must(Commands::StartWorkflow{u"m-001"_s, u"site-work"_s});
    QCOMPARE(machineOf(world).sequence.stop, Stop::Failed);
    QVERIFY2(machineOf(world).sequence.stopReason.contains(u"task-incomplete-limit"),
             qPrintable(machineOf(world).sequence.stopReason));
    QCOMPARE(eventsOf<Events::JobRedelivered>(world).size(), 2);
}

void TestSteering::retriesThenHandlersThenHold()
{
    // Three attempts fail, the handler mends, the fourth fails with its retries counted afresh, the fifth is
    // good.
    EngineWorld world(siteOptions(codes({1, 1, 1, 1})));
    world.must(
        Commands::SetParams{u"m-001"_s,
                            {},
                            {{u"task-retry"_s, QJsonObject{{u"first"_s, 2}}},
                             {u"task-error-handlers"_s, QJsonObject{{u"first"_s, QJsonArray{u"mend"_s}}}}},
                            {}});
    world.must(Commands::StartWorkflow{u"m-001"_s, u"site-work"_s});
    QVERIFY(machineOf(world).sequence.complete);
    QCOMPARE(begun(world, u"m-001"_s),
             (QMap<QString, int>{{u"first"_s, 5}, {u"mend"_s, 1}, {u"second"_s, 1}}));
    QList<Duration> expected;
    for (const int seconds : {2, 4, 2, 2}) // the third: after the handlers
        expected.append(std::chrono::seconds(seconds));
    QCOMPARE(waits(world), expected);
}

void TestSteering::singleStepsAndStops()
{
    EngineWorld world(siteOptions());
    world.must(Commands::SetParams{u"m-001"_s, {}, {{u"task-stop-at"_s, QJsonArray{u"second"_s}}}, {}});
    world.must(Commands::StartWorkflow{u"m-001"_s, u"site-work"_s});
    QCOMPARE(machineOf(world).sequence.stop, Stop::StopAt);
    QCOMPARE(begun(world, u"m-001"_s), (QMap<QString, int>{{u"first"_s, 1}}));
    world.must(Commands::RetryMachine{u"m-001"_s});
    QVERIFY(machineOf(world).sequence.complete);

    world.must(Commands::SetParams{u"m-002"_s, {}, {{u"task-single-step"_s, true}}, {}});
    world.must(Commands::StartWorkflow{u"m-002"_s, u"site-work"_s});
    QCOMPARE(machineOf(world, u"m-002"_s).sequence.stop, Stop::SingleStep);
    QCOMPARE(begun(world, u"m-002"_s), (QMap<QString, int>{{u"first"_s, 1}}));
}

void TestSteering::lockedRefusesAllButUnlock()
{
    EngineWorld world(siteOptions(codes({1})));
    world.must(Commands::StartWorkflow{u"m-001"_s, u"site-work"_s});
    world.must(Commands::StartOperation{EngineWorld::provision(u"c1"_s, 1, 1), {}, true});
    world.must(Commands::LockMachine{u"m-001"_s, true}, u"being looked at"_s);
    world.must(Commands::LockMachine{u"c1"_s, true}, u"quarter end"_s);
    const QList<Command> commands{
        Commands::SetParams{u"m-001"_s, {}, {{u"task-single-step"_s, true}}, {}},
        Commands::EditMachine{u"m-001"_s, u"10.9.9.9"_s, {}, {}},
        Commands::DeleteMachine{u"m-001"_s},
        Commands::RetryMachine{u"m-001"_s},
        Commands::ReturnMachine{u"m-001"_s, false},
        Commands::ReturnMachine{u"m-001"_s, true},
        Commands::LockMachine{u"m-001"_s, true},
        Commands::StartWorkflow{u"m-001"_s, u"site-work"_s},
        Commands::CreateWorkOrder{u"c1"_s, u"site-order"_s, {}},
        Commands::SetParams{u"c1"_s, {}, {{u"task-single-step"_s, true}}, {}},
        Commands::StartOperation{EngineWorld::destroy(u"c1"_s), {}, true},
    };
    const qsizetype before = world.journal().size();
    for (const Command& command : commands) {
        const Result<Receipt> receipt = world.attempt(command);
        QVERIFY(!receipt);
        QVERIFY2(receipt.error().code == "locked"_L1 || receipt.error().text.contains(u"locked"),
                 qPrintable(receipt.error().text));
    }
    world.run();
    QCOMPARE(world.journal().size(), before);
    QVERIFY(!world.attempt(Commands::LockMachine{u"m-001"_s, false}, {}));
    world.must(Commands::LockMachine{u"m-001"_s, false}, u"looked at"_s);
    world.must(Commands::RetryMachine{u"m-001"_s});
    QVERIFY(machineOf(world).sequence.complete);
}

void TestSteering::heldReleaseIsNeverFree()
{
    bool broken = true;
    EngineWorld world(siteOptions([&broken](const Job& job, Outcome& outcome) {
        if (broken && job.workflow == "universal-decommission"_L1)
            outcome.code = 5;
    }));
    world.must(Commands::StartOperation{EngineWorld::provision(u"c1"_s, 1, 0), {}, true});
    const OperationId id =
        world.must(Commands::StartOperation{EngineWorld::destroy(u"c1"_s), {}, true}).operation;
    const QString name = world.state().find<Machine>(*world.state().members(u"c1"_s).begin())->name;
    QCOMPARE(machineOf(world, name).poolStatus, PoolStatus::HoldDestroy);
    QCOMPARE(world.state().find<Operation>(id)->state, OperationState::NeedsAttention);
    world.must(Commands::ReturnMachine{name, false});
    QCOMPARE(machineOf(world, name).poolStatus, PoolStatus::HoldDestroy);
    broken = false;
    world.must(Commands::ReturnMachine{name, false});
    QCOMPARE(machineOf(world, name).poolStatus, PoolStatus::Free);
    QCOMPARE(machineOf(world, name).freeProof, FreeProof::Released);
    QVERIFY(!world.state().cluster(u"c1"_s));
    QVERIFY2(world.violations().isEmpty(), qPrintable(world.violations().join(u'\n')));
}

void TestSteering::acceptedOnAPersonsWord()
{
    EngineWorld world(siteOptions([](const Job& job, Outcome& outcome) {
        if (job.workflow == "universal-decommission"_L1)
            outcome.code = 5;
    }));
    world.must(Commands::StartOperation{EngineWorld::provision(u"c1"_s, 1, 0), {}, true});
    const QString name = world.state().find<Machine>(*world.state().members(u"c1"_s).begin())->name;
    QVERIFY2(!world.attempt(Commands::ReturnMachine{name, true}), "a machine in use was accepted as free");
    world.must(Commands::StartOperation{EngineWorld::destroy(u"c1"_s), {}, true});
    QVERIFY2(!world.attempt(Commands::ReturnMachine{name, true}, {}), "accepted without a reason");
    world.must(Commands::ReturnMachine{name, true}, u"wiped by hand, ticket 17"_s);
    const Machine machine = machineOf(world, name);
    QCOMPARE(machine.poolStatus, PoolStatus::Free);
    QCOMPARE(machine.freeProof, FreeProof::Accepted);
    QVERIFY(machine.sequence.runnable() && machine.sequence.tasks.isEmpty());
    const auto moves = eventsOf<Events::PoolStatusChanged>(world);
    QVERIFY2(moves.last().second.reason.contains(u"wiped by hand, ticket 17"),
             qPrintable(moves.last().second.reason));
    QVERIFY(!world.state().cluster(u"c1"_s));
    // It is as good as any other: the next cluster may have it.
    world.must(Commands::StartOperation{EngineWorld::provision(u"c2"_s, 6, 0), {}, true});
    QCOMPARE(world.state().memberCounts(u"c2"_s), (MemberCounts{6, 6, 0}));
    QVERIFY2(world.violations().isEmpty(), qPrintable(world.violations().join(u'\n')));
}

void TestSteering::abortGivesBackWhatWasNotReady_data()
{
    QTest::addColumn<bool>("keep");
    QTest::newRow("released") << false;
    QTest::newRow("kept on hold") << true;
}

void TestSteering::abortGivesBackWhatWasNotReady()
{
    QFETCH(bool, keep);
    EngineWorld world({.fault = [](const Job& job, Outcome& outcome) {
        if (job.member == "w-2"_L1 && job.workflow != "universal-decommission"_L1)
            outcome.code = 1;
    }});
    const OperationId id =
        world.must(Commands::StartOperation{EngineWorld::provision(u"c1"_s, 3, 2), {}, true}).operation;
    const Operation held = *world.state().find<Operation>(id);
    QCOMPARE(held.state, OperationState::NeedsAttention);
    world.must(Commands::AbortOperation{id, keep}, u"not today"_s);
    QVERIFY(!world.state().find<Operation>(id));
    const auto states = eventsOf<Events::OperationStateChanged>(world);
    QCOMPARE(states.last().second.to, OperationState::Aborted);
    QVERIFY2(states.last().second.why.text.contains(u"not today"), qPrintable(states.last().second.why.text));
    QMap<PoolStatus, int> counts;
    for (const MachineId member : world.state().members(u"c1"_s))
        ++counts[world.state().find<Machine>(member)->poolStatus];
    QCOMPARE(counts.value(PoolStatus::InUse), 4);
    QCOMPARE(counts.value(PoolStatus::HoldBuild), keep ? 1 : 0);
    QCOMPARE(world.state().memberCounts(u"c1"_s).total, keep ? 5 : 4);
    // A kept one is given back by hand; what is ready goes with its cluster.
    world.must(Commands::StartOperation{EngineWorld::destroy(u"c1"_s), {}, true});
    QVERIFY(!world.state().cluster(u"c1"_s));
    QVERIFY2(world.violations().isEmpty(), qPrintable(world.violations().join(u'\n')));
}

void TestSteering::pausingStartsNothing()
{
    EngineWorld world({.machines = 60});
    const OperationId id =
        world.attempt(Commands::StartOperation{EngineWorld::provision(u"c1"_s, 3, 50), {}, true})->operation;
    while (world.state().runningJobs() == 0)
        QVERIFY(world.core().run(Duration(0)));
    QVERIFY(world.attempt(Commands::PauseOperation{id}));
    const qsizetype begunBefore = eventsOf<Events::JobCreated>(world).size();
    world.run();
    QCOMPARE(world.state().runningJobs(), 0);
    QCOMPARE(eventsOf<Events::JobCreated>(world).size(), begunBefore);
    QVERIFY(!world.attempt(Commands::RetryOperation{id}));
    world.must(Commands::ResumeOperation{id});
    QCOMPARE(world.state().memberCounts(u"c1"_s), (MemberCounts{53, 53, 0}));
}

void TestSteering::workOrdersQueueAndBindLate()
{
    EngineWorld world(siteOptions());
    QCOMPARE(world.attempt(Commands::CreateWorkOrder{u"m-001"_s, u"site-order"_s, {}}).error().code,
             u"not-in-work-order-mode"_s);
    world.must(Commands::StartOperation{EngineWorld::provision(u"c1"_s, 1, 0), {}, true});
    const Machine member = *world.state().find<Machine>(*world.state().members(u"c1"_s).begin());
    QVERIFY(member.workOrderMode);
    QCOMPARE(world.attempt(Commands::StartWorkflow{member.name, u"site-work"_s}).error().code,
             u"work-order-mode"_s);
    QCOMPARE(world.attempt(Commands::CreateWorkOrder{member.name, u"no-such"_s, {}}).error().code,
             u"blueprint-unknown"_s);
    const Result<Receipt> first = world.attempt(Commands::CreateWorkOrder{member.name, u"site-order"_s, {}});
    const Result<Receipt> second = world.attempt(Commands::CreateWorkOrder{member.name, u"site-order"_s, {}});
    QVERIFY(first && second);
    // Edited before they are picked up: what runs is what the blueprint says then.
    QVERIFY(world.attempt(Commands::LoadContent{{{sitePack(u"1.0.1"_s, u"third"_s)}}}));
    world.run();
    Instant firstEnded;
    for (const EventRecord& record : world.journal()) {
        if (const auto* started = std::get_if<Events::WorkOrderStarted>(&record.event)) {
            if (started->workOrder != first->workOrder && started->workOrder != second->workOrder)
                continue;
            QCOMPARE(started->tasks, (QStringList{u"first"_s, u"third"_s}));
            QVERIFY2(started->workOrder == first->workOrder || firstEnded.isSet(), "two at a time");
        }
        const auto* ended = std::get_if<Events::WorkOrderEnded>(&record.event);
        if (ended && ended->workOrder == first->workOrder)
            firstEnded = record.at;
    }
    QVERIFY(firstEnded.isSet());
    // The member's own workflow is as it was.
    const Machine after = machineOf(world, member.name);
    QVERIFY(after.sequence == member.sequence && after.workOrderMode);
}

void TestSteering::aStoppedWorkOrderGoesOn()
{
    EngineWorld world(siteOptions(codes({16})));
    world.must(Commands::StartOperation{EngineWorld::provision(u"c1"_s, 1, 0), {}, true});
    const QString member = world.state().find<Machine>(*world.state().members(u"c1"_s).begin())->name;
    const WorkOrderId id = world.must(Commands::CreateWorkOrder{member, u"site-order"_s, {}}).workOrder;
    const WorkOrder* order = world.state().find<WorkOrder>(id);
    QVERIFY(order);
    QCOMPARE(order->sequence.stop, Stop::Stopped);
    world.must(Commands::RetryMachine{member});
    QVERIFY(!world.state().find<WorkOrder>(id));
    QCOMPARE(eventsOf<Events::WorkOrderEnded>(world).last().second.state, WorkOrderState::Finished);
    QCOMPARE(begun(world, member).value(u"first"_s), 1);
}

void TestSteering::anOrdersJobCancelled()
{
    // It stands still half-way: incomplete, and stopped.
    EngineWorld world(siteOptions(codes({144})));
    world.must(Commands::StartOperation{EngineWorld::provision(u"c1"_s, 1, 0), {}, true});
    const QString member = world.state().find<Machine>(*world.state().members(u"c1"_s).begin())->name;
    const WorkOrderId id = world.must(Commands::CreateWorkOrder{member, u"site-order"_s, {}}).workOrder;
    QVERIFY(world.state().find<WorkOrder>(id));
    world.must(Commands::CancelWorkOrder{id}, u"no longer wanted"_s);
    QVERIFY(!world.state().find<WorkOrder>(id));
    const auto ends = eventsOf<Events::WorkOrderEnded>(world);
    QCOMPARE(ends.last().second.state, WorkOrderState::Cancelled);
    QVERIFY2(ends.last().second.reason.contains(u"no longer wanted"), qPrintable(ends.last().second.reason));
    QVERIFY2(world.violations().isEmpty(), qPrintable(world.violations().join(u'\n')));
}

void TestSteering::aBusyMachineIsNotChosen()
{
    EngineWorld world(siteOptions(codes({1}), 3));
    world.must(Commands::StartWorkflow{u"m-001"_s, u"site-work"_s});
    world.must(Commands::StartOperation{EngineWorld::provision(u"c1"_s, 1, 1), {}, true});
    QCOMPARE(world.state().memberCounts(u"c1"_s), (MemberCounts{2, 2, 0}));
    QVERIFY(!machineOf(world).isMember());
    QCOMPARE(machineOf(world).sequence.stop, Stop::Failed);
}

void TestSteering::gatesCountWhoComes_data()
{
    QTest::addColumn<int>("voters");
    QTest::addColumn<int>("machines");
    QTest::addColumn<int>("needed");
    QTest::newRow("all there") << 3 << 6 << 2;
    QTest::newRow("fewer than asked for, but the minimum") << 5 << 5 << 2;
    QTest::newRow("nobody to wait for") << 0 << 6 << 0;
}

void TestSteering::gatesCountWhoComes()
{
    QFETCH(int, voters);
    QFETCH(int, machines);
    QFETCH(int, needed);
    EngineWorld world(siteOptions({}, machines));
    PlanRequest request = EngineWorld::provision(u"c1"_s, voters, 2);
    if (voters > 3) { // the workers take the last two
        QJsonArray topology = request.params.value("cluster/topology"_L1).toArray();
        topology.prepend(topology.takeAt(1));
        request.params.insert(u"cluster/topology"_s, topology);
        request.minimum = 2;
    }
    world.must(Commands::StartOperation{request, {}, true});
    QVERIFY(world.state().all<Operation>().empty());
    const auto gates = eventsOf<Events::GateDeclared>(world);
    QCOMPARE(gates.size(), 1);
    QCOMPARE(gates.first().second.gate.needed, needed);
    QVERIFY(world.state().all<Gate>().begin()->second.isOpen());
    QCOMPARE(world.state().memberCounts(u"c1"_s).settled, std::min(machines, voters + 2));
}

void TestSteering::callbacksAreEvents()
{
    EngineWorld world({});
    world.must(Commands::StartOperation{EngineWorld::provision(u"c1"_s, 1, 1), {}, true});
    QMap<QString, int> raised;
    for (const auto& [at, callback] : eventsOf<Events::CallbackRaised>(world))
        ++raised[callback.action];
    // Of two members and the cluster.
    QCOMPARE(raised.value(u"universal-start-start"_s), 3);
    QCOMPARE(raised.value(u"universal-start-complete"_s), 3);
    QCOMPARE(raised.value(u"universal-runbook-complete"_s), 2);
    QCOMPARE(raised.value(u"universal-cluster-provision-start"_s), 1);
    QCOMPARE(raised.value(u"universal-cluster-provision-complete"_s), 1);
}

QTEST_GUILESS_MAIN(TestSteering)
#include "tst_steering.moc"
