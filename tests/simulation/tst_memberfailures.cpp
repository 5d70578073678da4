#include "tests/support/engineworld.h"

#include "engine/operations/planner.h"

#include <QTest>
#include <algorithm>

using namespace Drover;
using namespace Qt::StringLiterals;

namespace {

/// Every attempt of these members' simulated tasks fails.
SimulatedRuns::Fault failing(const QStringList& members)
{
    return [members](const Job& job, Outcome& outcome) {
        if (members.contains(job.member) && job.workflow != "universal-decommission"_L1) {
            outcome.code = 7;
            outcome.outputs.clear();
        }
    };
}

PlanRequest provisionWith(const QString& policy)
{
    PlanRequest request = EngineWorld::provision(u"c1"_s, 3, 2);
    if (!policy.isEmpty())
        request.options = {{u"on-member-failure"_s, policy}};
    return request;
}

QStringList memberNames(const State& state)
{
    QStringList names;
    for (const MachineId id : state.members(u"c1"_s))
        names.append(state.find<Machine>(id)->memberName);
    names.sort();
    return names;
}

const Machine* memberNamed(const State& state, const QString& name)
{
    for (const MachineId id : state.members(u"c1"_s)) {
        if (state.find<Machine>(id)->memberName == name)
            return state.find<Machine>(id);
    }
    return nullptr;
}

/// The last state that the journal tells of the operation.
std::pair<OperationState, Why> lastState(EngineWorld& world, OperationId id)
{
    std::pair<OperationState, Why> last;
    for (const EventRecord& record : world.journal()) {
        const auto* changed = std::get_if<Events::OperationStateChanged>(&record.event);
        if (changed && changed->operation == id)
            last = {changed->to, changed->why};
    }
    return last;
}

} // namespace

/// What becomes of a provision when a member fails for good (lifecycle.md, "Provision" 7).
class TestMemberFailures : public QObject
{
    Q_OBJECT
private slots:
    void holdsByDefault();
    void replaces_data();
    void replaces();
    void waitsForAMachineToReplaceBy();
    void aborts();
    void triesAgainWhatWasGivenUp_data();
    void triesAgainWhatWasGivenUp();
    void theSameMachineMayComeBack();
    void personGivesTheMachineBack();
    void refusesUnknownPolicies();
};

void TestMemberFailures::holdsByDefault()
{
    EngineWorld world({.fault = failing({u"w-1"_s})});
    const Receipt receipt = world.must(Commands::StartOperation{provisionWith({}), {}, true});
    const Operation* operation = world.state().find<Operation>(receipt.operation);
    QVERIFY(operation);
    QCOMPARE(operation->state, OperationState::NeedsAttention);
    QVERIFY2(operation->why.text.startsWith(u"w-1: "), qPrintable(operation->why.text));
    const Machine* failed = memberNamed(world.state(), u"w-1"_s);
    QVERIFY(failed);
    QCOMPARE(failed->poolStatus, PoolStatus::HoldBuild);
    QVERIFY(failed->poolAllocated);
    // The others are through all the same.
    QCOMPARE(world.state().memberCounts(u"c1"_s), (MemberCounts{5, 4, 1}));
}

void TestMemberFailures::replaces_data()
{
    QTest::addColumn<bool>("byParam");
    QTest::addColumn<QString>("member");
    QTest::newRow("a worker, by option") << false << u"w-1"_s;
    QTest::newRow("a voter, by option") << false << u"cp-2"_s;
    QTest::newRow("a worker, by the cluster's param") << true << u"w-2"_s;
}

void TestMemberFailures::replaces()
{
    QFETCH(bool, byParam);
    QFETCH(QString, member);
    EngineWorld world({.fault = failing({member})});
    PlanRequest request = provisionWith(byParam ? QString() : u"replace"_s);
    if (byParam)
        request.params.insert(u"cluster/on-member-failure"_s, u"replace"_s);
    const Receipt receipt = world.must(Commands::StartOperation{request, {}, true});
    const auto [state, why] = lastState(world, receipt.operation);
    QVERIFY2(state == OperationState::Finished, qPrintable(why.text));
    QCOMPARE(world.state().memberCounts(u"c1"_s), (MemberCounts{5, 5, 0}));
    // Names are never used again.
    QVERIFY(!memberNamed(world.state(), member));
    QVERIFY(memberNamed(world.state(), member.startsWith(u"cp-") ? u"cp-4"_s : u"w-3"_s));

    MachineId out;
    qint64 released = 0;
    qint64 joined = 0;
    for (const EventRecord& record : world.journal()) {
        if (const auto* amended = std::get_if<Events::OperationAmended>(&record.event)) {
            QCOMPARE(amended->out.member, member);
            QCOMPARE(amended->in.replaces, amended->out.machine);
            out = amended->out.machine;
        }
        const auto* moved = std::get_if<Events::PoolStatusChanged>(&record.event);
        if (moved && out.isSet() && moved->machine == out && moved->to == PoolStatus::Destroying)
            released = record.seq;
        if (const auto* added = std::get_if<Events::MemberAdded>(&record.event))
            joined = std::max(joined, added->member == member ? 0 : record.seq);
    }
    QVERIFY(out.isSet());
    QVERIFY2(released > 0 && released < joined, "the failed one was not given up before the other came");
    const Machine* failed = world.state().find<Machine>(out);
    QCOMPARE(failed->poolStatus, PoolStatus::Free);
    QCOMPARE(failed->freeProof, FreeProof::Released);
    QVERIFY2(world.violations().isEmpty(), qPrintable(world.violations().join(u'\n')));

    world.must(Commands::StartOperation{EngineWorld::destroy(u"c1"_s), {}, true});
    QVERIFY(!world.state().cluster(u"c1"_s));
}

void TestMemberFailures::waitsForAMachineToReplaceBy()
{
    EngineWorld world({.machines = 5, .fault = failing({u"w-1"_s})});
    const Receipt receipt = world.must(Commands::StartOperation{provisionWith(u"replace"_s), {}, true});
    const Operation* operation = world.state().find<Operation>(receipt.operation);
    QVERIFY(operation);
    QCOMPARE(operation->state, OperationState::NeedsAttention);
    QCOMPARE(operation->why.code, u"no-replacement"_s);
    QCOMPARE(memberNamed(world.state(), u"w-1"_s)->poolStatus, PoolStatus::HoldBuild);

    Commands::ImportMachines import;
    import.machines.append({u"spare"_s, {}, u"10.1.0.1"_s, {}, {}, {}, {}});
    world.must(import);
    world.must(Commands::RetryOperation{receipt.operation});
    QCOMPARE(lastState(world, receipt.operation).first, OperationState::Finished);
    QCOMPARE(memberNamed(world.state(), u"w-3"_s)->name, u"spare"_s);
    QVERIFY2(world.violations().isEmpty(), qPrintable(world.violations().join(u'\n')));
}

void TestMemberFailures::triesAgainWhatWasGivenUp_data()
{
    QTest::addColumn<bool>("machineRetry");
    QTest::newRow("operation retry") << false;
    QTest::newRow("machine retry") << true;
}

void TestMemberFailures::triesAgainWhatWasGivenUp()
{
    QFETCH(bool, machineRetry);
    // The only spare fails, too.
    EngineWorld world({.machines = 6, .fault = failing({u"w-1"_s, u"w-3"_s})});
    const Receipt receipt = world.must(Commands::StartOperation{provisionWith(u"replace"_s), {}, true});
    const Operation* operation = world.state().find<Operation>(receipt.operation);
    QVERIFY(operation);
    QCOMPARE(operation->why.code, u"no-replacement"_s);
    QVERIFY2(operation->why.text.contains(u"given up before among them"_s), qPrintable(operation->why.text));
    const QString givenUp = world.state().find<Machine>(operation->amendments.last().replaces)->name;
    QCOMPARE(world.state().machineNamed(givenUp)->poolStatus, PoolStatus::Free);
    const QString spare = memberNamed(world.state(), u"w-3"_s)->name;

    if (machineRetry)
        world.must(Commands::RetryMachine{spare});
    else
        world.must(Commands::RetryOperation{receipt.operation});
    const auto [state, why] = lastState(world, receipt.operation);
    QVERIFY2(state == OperationState::Finished, qPrintable(why.text));
    QCOMPARE(memberNamed(world.state(), u"w-4"_s)->name, givenUp);
    QCOMPARE(world.state().machineNamed(spare)->poolStatus, PoolStatus::Free);
    QCOMPARE(world.state().memberCounts(u"c1"_s), (MemberCounts{5, 5, 0}));
    QVERIFY2(world.violations().isEmpty(), qPrintable(world.violations().join(u'\n')));
}

/// The pool has nothing else: what a person gave back is Free, and taken once more on the person's word.
void TestMemberFailures::theSameMachineMayComeBack()
{
    EngineWorld world({.machines = 5, .fault = failing({u"w-1"_s})});
    const Receipt receipt = world.must(Commands::StartOperation{provisionWith({}), {}, true});
    const QString name = memberNamed(world.state(), u"w-1"_s)->name;
    world.must(Commands::ReturnMachine{name, false});
    QCOMPARE(world.state().find<Operation>(receipt.operation)->why.code, u"member-gone"_s);
    world.must(Commands::RetryOperation{receipt.operation});
    QCOMPARE(lastState(world, receipt.operation).first, OperationState::Finished);
    QCOMPARE(memberNamed(world.state(), u"w-3"_s)->name, name);
    QVERIFY2(world.violations().isEmpty(), qPrintable(world.violations().join(u'\n')));
}

void TestMemberFailures::aborts()
{
    EngineWorld world({.fault = failing({u"w-1"_s})});
    const Receipt receipt = world.must(Commands::StartOperation{provisionWith(u"abort"_s), {}, true});
    const auto [state, why] = lastState(world, receipt.operation);
    QCOMPARE(state, OperationState::Aborted);
    QVERIFY2(why.text.contains(u"w-1 failed (on-member-failure: abort)"), qPrintable(why.text));
    // What was not ready is back; what was ready stays, as the page says of an abort.
    for (const MachineId id : world.state().members(u"c1"_s))
        QCOMPARE(world.state().find<Machine>(id)->poolStatus, PoolStatus::InUse);
    QVERIFY(!memberNamed(world.state(), u"w-1"_s));
    QVERIFY2(world.violations().isEmpty(), qPrintable(world.violations().join(u'\n')));
}

void TestMemberFailures::personGivesTheMachineBack()
{
    EngineWorld world({.fault = failing({u"w-1"_s})});
    const Receipt receipt = world.must(Commands::StartOperation{provisionWith({}), {}, true});
    const QString name = memberNamed(world.state(), u"w-1"_s)->name;
    world.must(Commands::ReturnMachine{name, false});
    QCOMPARE(world.state().machineNamed(name)->poolStatus, PoolStatus::Free);
    const Operation* operation = world.state().find<Operation>(receipt.operation);
    QVERIFY2(operation, "a provision can't be finished with a member less than planned");
    QCOMPARE(operation->state, OperationState::NeedsAttention);
    QCOMPARE(operation->why.code, u"member-gone"_s);

    world.must(Commands::RetryOperation{receipt.operation});
    QCOMPARE(lastState(world, receipt.operation).first, OperationState::Finished);
    QCOMPARE(memberNames(world.state()), (QStringList{u"cp-1"_s, u"cp-2"_s, u"cp-3"_s, u"w-2"_s, u"w-3"_s}));
    QVERIFY2(world.violations().isEmpty(), qPrintable(world.violations().join(u'\n')));
}

void TestMemberFailures::refusesUnknownPolicies()
{
    EngineWorld world({});
    const auto codes = [&](const QJsonObject& options) {
        PlanRequest request = EngineWorld::provision(u"c1"_s, 3, 2);
        request.options = options;
        QStringList blocking;
        const Result<Plan> plan = makePlan(world.state(), world.core().content(), request);
        if (!plan)
            return QStringList{plan.error().code};
        for (const PlanCheck& check : plan->checks) {
            if (check.severity == Severity::Block)
                blocking.append(check.code);
        }
        return blocking;
    };
    QCOMPARE(codes({{u"on-member-failure"_s, u"shrug"_s}}), QStringList{u"option-invalid"_s});
    QCOMPARE(codes({{u"on-member-failure"_s, 3}}), QStringList{u"option-invalid"_s});
    QCOMPARE(codes({{u"colour"_s, u"blue"_s}}), QStringList{u"option-unknown"_s});
    QCOMPARE(codes({{u"on-member-failure"_s, u"replace"_s}}), QStringList());
    QCOMPARE(codes({{u"minimum"_s, -1}}), QStringList{u"option-invalid"_s});

    // What was meant, and what there is.
    const auto remedy = [&](const QJsonObject& options) {
        PlanRequest request = EngineWorld::provision(u"c1"_s, 3, 2);
        request.options = options;
        return world.attempt(Commands::StartOperation{request, {}, true}).error().remedy;
    };
    QCOMPARE(
        remedy({{u"on-member-failur"_s, u"hold"_s}}),
        u"did you mean “on-member-failure”? it has: on-member-failure (hold, replace, abort); minimum (a "
        "whole number from 0 on)"_s);
    QCOMPARE(remedy({{u"on-member-failure"_s, u"replaced"_s}}),
             u"did you mean “replace”? use: hold, replace, abort"_s);
    QVERIFY(world.state().all<Operation>().empty());
}

QTEST_GUILESS_MAIN(TestMemberFailures)
#include "tst_memberfailures.moc"
