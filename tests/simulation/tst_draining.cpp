#include "tests/support/engineworld.h"

#include "engine/operations/planner.h"

#include <QTest>
#include <algorithm>

using namespace Drover;
using namespace Qt::StringLiterals;

namespace {

const QString drainPack = uR"(
meta: {Name: drains, Version: 1.0.0}
sections:
  tasks:
    hand-over:
      Name: hand-over
      Templates: [{Name: run, Contents: "#!/bin/sh\n"}]
      Meta: {sim: {seconds: 100}}
    leave:
      Name: leave
      Templates: [{Name: run, Contents: "#!/bin/sh\n"}]
      Meta: {sim: {seconds: 10}}
  blueprints:
    drain-member:
      Name: drain-member
      Tasks: [hand-over, leave]
)"_s;

struct Drain
{
    QString member;
    Instant begun;
    Instant ended;
    WorkOrderState state = WorkOrderState::Created;
    QString reason;
};

/// A cluster of three voters and two workers whose members have something to hand over.
class DrainWorld
{
public:
    explicit DrainWorld(SimulatedRuns::Fault fault = {}, QJsonObject params = {})
        : world({.fault = std::move(fault), .packs = {{{u"drains.yaml"_s, drainPack}}}})
    {
        PlanRequest request = EngineWorld::provision(u"c1"_s, 3, 2);
        request.params.insert(u"cluster/drain-blueprint"_s, u"drain-member"_s);
        for (auto it = params.constBegin(); it != params.constEnd(); ++it)
            request.params.insert(it.key(), *it);
        world.must(Commands::StartOperation{request, {}, true});
    }

    OperationId destroy(const QJsonObject& options = {})
    {
        PlanRequest request = EngineWorld::destroy(u"c1"_s);
        request.options = options;
        return world.must(Commands::StartOperation{request, {}, true}).operation;
    }

    /// The drains in the order in which they began.
    QList<Drain> drains()
    {
        QList<Drain> list;
        QMap<WorkOrderId, qsizetype> places;
        QMap<MachineId, QString> names;
        for (const EventRecord& record : world.journal()) {
            if (const auto* added = std::get_if<Events::MemberAdded>(&record.event))
                names.insert(added->machine, added->member);
            const auto* created = std::get_if<Events::WorkOrderCreated>(&record.event);
            if (created && created->workOrder.blueprint == "drain-member"_L1) {
                places.insert(created->workOrder.id, list.size());
                list.append({names.value(created->workOrder.target), record.at, {}, {}, {}});
            }
            const auto* ended = std::get_if<Events::WorkOrderEnded>(&record.event);
            if (ended && places.contains(ended->workOrder)) {
                Drain& drain = list[places.value(ended->workOrder)];
                drain.ended = record.at;
                drain.state = ended->state;
                drain.reason = ended->reason;
            }
        }
        return list;
    }

    EngineWorld world;
};

QStringList membersOf(const QList<Drain>& drains)
{
    QStringList names;
    for (const Drain& drain : drains)
        names.append(drain.member);
    return names;
}

SimulatedRuns::Fault failingOn(const QString& member)
{
    return [member](const Job& job, Outcome& outcome) {
        if (job.member == member && job.task == "leave"_L1)
            outcome.code = 3;
    };
}

} // namespace

/// How members are drained before a destroy releases them (lifecycle.md, "Destroy" and "Drain").
class TestDraining : public QObject
{
    Q_OBJECT
private slots:
    void workersBeforeVotersOneByOne();
    void failureAsks();
    void failureIsForced();
    void skips();
    void takesNoLongerThanItMay();
    void abortLetsTheMembersServeAgain();
    void aStoppedOrderHoldsNothingUp();
    void refusesWhatItCannotDo();
};

void TestDraining::workersBeforeVotersOneByOne()
{
    DrainWorld drain;
    drain.destroy();
    QVERIFY(!drain.world.state().cluster(u"c1"_s));
    const QList<Drain> drains = drain.drains();
    QCOMPARE(membersOf(drains), (QStringList{u"w-1"_s, u"w-2"_s, u"cp-1"_s, u"cp-2"_s, u"cp-3"_s}));
    for (const Drain& one : drains)
        QCOMPARE(one.state, WorkOrderState::Finished);
    QVERIFY2(drains[1].begun < drains[0].ended, "workers need not wait for one another");
    for (qsizetype i = 2; i < drains.size(); ++i) {
        for (qsizetype before = 0; before < i; ++before)
            QVERIFY2(drains[before].ended <= drains[i].begun, qPrintable(drains[i].member));
    }
    // Nobody is released before all are drained.
    for (const EventRecord& record : drain.world.journal()) {
        const auto* moved = std::get_if<Events::PoolStatusChanged>(&record.event);
        if (moved && moved->to == PoolStatus::Destroying)
            QVERIFY(record.at >= drains.last().ended);
    }
    // What the engine kept on the members is gone with their membership.
    for (const auto& [id, machine] : drain.world.state().all<Machine>())
        QVERIFY(!machine.params.contains(u"cluster/drain"_s) && !machine.draining);
    QVERIFY2(drain.world.violations().isEmpty(), qPrintable(drain.world.violations().join(u'\n')));
}

void TestDraining::failureAsks()
{
    bool mended = false;
    DrainWorld drain([&](const Job& job, Outcome& outcome) {
        if (!mended)
            failingOn(u"cp-2"_s)(job, outcome);
    });
    const OperationId id = drain.destroy();
    const Operation* operation = drain.world.state().find<Operation>(id);
    QVERIFY(operation);
    QCOMPARE(operation->state, OperationState::NeedsAttention);
    QCOMPARE(operation->why.code, u"drain-failed"_s);
    QVERIFY2(operation->why.text.startsWith(u"cp-2: leave failed"), qPrintable(operation->why.text));
    // A voter that could not leave: the one behind it stays untouched.
    QCOMPARE(membersOf(drain.drains()), (QStringList{u"w-1"_s, u"w-2"_s, u"cp-1"_s, u"cp-2"_s}));
    QCOMPARE(drain.world.state().memberCounts(u"c1"_s).total, 5);

    mended = true;
    drain.world.must(Commands::RetryOperation{id});
    QVERIFY(!drain.world.state().cluster(u"c1"_s));
    // Only the one that failed was drained again.
    QCOMPARE(membersOf(drain.drains()),
             (QStringList{u"w-1"_s, u"w-2"_s, u"cp-1"_s, u"cp-2"_s, u"cp-2"_s, u"cp-3"_s}));
}

void TestDraining::failureIsForced()
{
    DrainWorld drain(failingOn(u"w-1"_s));
    drain.destroy({{u"drain"_s, u"force"_s}});
    QVERIFY(!drain.world.state().cluster(u"c1"_s));
    QCOMPARE(drain.drains().size(), 5);
    const auto forced = std::ranges::count_if(drain.world.journal(), [](const EventRecord& record) {
        const auto* decided = std::get_if<Events::OperationDecided>(&record.event);
        return decided && decided->why.code == "drain-forced"_L1 && decided->why.text.contains(u"w-1");
    });
    QCOMPARE(forced, 1);
}

void TestDraining::skips()
{
    DrainWorld drain({}, {{u"cluster/drain-policy"_s, u"skip"_s}});
    drain.destroy();
    QVERIFY(!drain.world.state().cluster(u"c1"_s));
    QVERIFY(drain.drains().isEmpty());
}

void TestDraining::takesNoLongerThanItMay()
{
    DrainWorld drain;
    const OperationId id = drain.destroy({{u"drain-timeout"_s, 40}});
    const Operation* operation = drain.world.state().find<Operation>(id);
    QVERIFY(operation);
    QCOMPARE(operation->why.code, u"drain-failed"_s);
    const QList<Drain> drains = drain.drains();
    QCOMPARE(membersOf(drains), (QStringList{u"w-1"_s, u"w-2"_s}));
    for (const Drain& one : drains) {
        QCOMPARE(one.state, WorkOrderState::Failed);
        QVERIFY2(one.reason.contains(u"limit"), qPrintable(one.reason));
        QCOMPARE(one.ended - one.begun, Duration(std::chrono::seconds(40)));
    }
}

void TestDraining::abortLetsTheMembersServeAgain()
{
    DrainWorld drain(failingOn(u"cp-2"_s));
    const OperationId id = drain.destroy();
    const QString worker =
        drain.world.state().find<Machine>(*drain.world.state().members(u"c1"_s).begin())->name;
    Result<Receipt> order = drain.world.attempt(Commands::CreateWorkOrder{worker, u"drain-member"_s, {}});
    QVERIFY(!order);
    QCOMPARE(order.error().code, u"draining"_s);

    drain.world.must(Commands::AbortOperation{id, false});
    QVERIFY(!drain.world.state().find<Operation>(id));
    QCOMPARE(drain.world.state().memberCounts(u"c1"_s), (MemberCounts{5, 5, 0}));
    QVERIFY(drain.world.state().cluster(u"c1"_s)->workOrderMode);
    for (const MachineId member : drain.world.state().members(u"c1"_s))
        QVERIFY(!drain.world.state().find<Machine>(member)->draining);
    drain.world.must(Commands::CreateWorkOrder{worker, u"drain-member"_s, {}});

    // It can be taken up again.
    drain.destroy({{u"drain"_s, u"skip"_s}});
    QVERIFY(!drain.world.state().cluster(u"c1"_s));
    QVERIFY2(drain.world.violations().isEmpty(), qPrintable(drain.world.violations().join(u'\n')));
}

/// What a person left standing in the queues of the cluster and its members ends with a reason.
void TestDraining::aStoppedOrderHoldsNothingUp()
{
    DrainWorld drain([](const Job& job, Outcome& outcome) {
        if (job.workOrder.isSet() && job.machineName == "c1"_L1)
            outcome.code = 16;
    });
    EngineWorld& world = drain.world;
    const Receipt order = world.must(Commands::CreateWorkOrder{u"c1"_s, u"drain-member"_s, {}});
    const WorkOrder* stopped = world.state().find<WorkOrder>(order.workOrder);
    QVERIFY(stopped && !stopped->sequence.runnable());
    drain.destroy();
    QVERIFY(!world.state().cluster(u"c1"_s));
    const auto cancelled = std::ranges::count_if(world.journal(), [&](const EventRecord& record) {
        const auto* ended = std::get_if<Events::WorkOrderEnded>(&record.event);
        return ended && ended->workOrder == order.workOrder && ended->state == WorkOrderState::Cancelled &&
               ended->reason == "cluster c1 is being destroyed"_L1;
    });
    QCOMPARE(cancelled, 1);
}

void TestDraining::refusesWhatItCannotDo()
{
    DrainWorld drain({}, {{u"cluster/drain-blueprint"_s, u"no-such"_s}});
    const auto blocking = [&](const QJsonObject& options) {
        PlanRequest request = EngineWorld::destroy(u"c1"_s);
        request.options = options;
        const Result<Plan> plan = makePlan(drain.world.state(), drain.world.core().content(), request);
        if (!plan)
            return QStringList{plan.error().code};
        QStringList codes;
        for (const PlanCheck& check : plan->checks) {
            if (check.severity == Severity::Block)
                codes.append(check.code);
        }
        return codes;
    };
    QCOMPARE(blocking({}), QStringList{u"blueprint-unknown"_s});
    QCOMPARE(blocking({{u"drain"_s, u"skip"_s}}), QStringList());
    QCOMPARE(blocking({{u"drain"_s, u"skip"_s}, {u"drain-timeout"_s, 0}}), QStringList{u"option-invalid"_s});
    QCOMPARE(blocking({{u"drain"_s, u"gently"_s}}), QStringList{u"option-invalid"_s});
}

QTEST_GUILESS_MAIN(TestDraining)
#include "tst_draining.moc"
