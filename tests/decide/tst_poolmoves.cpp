#include "tests/support/editingworld.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

/// The pool statuses that a machine went through, in order.
QStringList statuses(EditingWorld& world, const QString& machine, qint64 after)
{
    const MachineId id = world.machine(machine).id;
    QStringList list;
    for (const EventRecord& record : world.journal()) {
        const auto* changed = std::get_if<Events::PoolStatusChanged>(&record.event);
        if (changed && changed->machine == id && record.seq > after)
            list.append(enumText(changed->to));
    }
    return list;
}

QStringList workflows(EditingWorld& world, const QString& machine, qint64 after)
{
    const MachineId id = world.machine(machine).id;
    QStringList list;
    for (const EventRecord& record : world.journal()) {
        const auto* started = std::get_if<Events::WorkflowStarted>(&record.event);
        if (started && started->machine == id && record.seq > after && !started->workflow.isEmpty())
            list.append(started->workflow);
    }
    return list;
}

SimulatedRuns::Fault failing(std::shared_ptr<QString> workflow)
{
    return [workflow](const Job& job, Outcome& outcome) {
        if (job.workflow == *workflow)
            outcome.code = 1;
    };
}

} // namespace

/// DRP's four moves of a pool's machines: who may move, what runs on the way, and that nothing moves
/// otherwise.
class TestPoolMoves : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void refusals_data();
    void refusals();
    void addRunsExitThenEnter();
    void withoutWorkflowsItSettlesAtOnce();
    void aFailedExitHoldsAndGoesOn();
    void anAcceptedHoldLeaveEntersTheNextPool();
    void removeGoesToThePoolAbove();
    void allocateAndRelease();
    void aRequestsOwnActionsComeOnTop();
    void countTakesTheLongestFreeThatFit();
    void aMinimumIsASuccess();
    void autoFillKeepsTheMinimum();
    void autoFillGivesBackAboveTheMaximum();

private:
    std::unique_ptr<EditingWorld> m_world;
    std::shared_ptr<QString> m_failing;
};

void TestPoolMoves::init()
{
    m_failing = std::make_shared<QString>();
    m_world = std::make_unique<EditingWorld>(failing(m_failing));
    Pool root = m_world->pool(u"default"_s);
    root.exitActions.workflow = u"site-exit"_s;
    root.allocateActions.workflow = u"site-build"_s;
    root.allocateActions.addParameters = {{u"site/size"_s, 4}};
    root.releaseActions.removeParameters = {u"site/size"_s};
    m_world->must(Commands::SavePool{root, false, {}});
    Pool edge;
    edge.name = u"edge"_s;
    edge.enterActions.workflow = u"site-enter"_s;
    edge.enterActions.addProfiles = {u"site-base"_s};
    edge.exitActions.removeProfiles = {u"site-base"_s};
    m_world->add(edge);
    Pool plain;
    plain.name = u"plain"_s;
    plain.parent = u"edge"_s;
    m_world->add(plain);
    m_world->must(Commands::LockMachine{u"m-009"_s, true});
    m_world->must(Commands::MoveMachines{PoolMove::Allocate, u"default"_s, {u"m-010"_s}});
}

void TestPoolMoves::refusals_data()
{
    QTest::addColumn<Command>("command");
    QTest::addColumn<QString>("code");
    const auto row = [](const char* name, const Commands::MoveMachines& move, const QString& code) {
        QTest::newRow(name) << Command(move) << code;
    };
    using Commands::MoveMachines;
    row("no machines", MoveMachines{PoolMove::Add, u"edge"_s, {}}, u"machines-missing"_s);
    row("names and a count", MoveMachines{PoolMove::Add, u"edge"_s, {u"m-001"_s}, 2}, u"machines-missing"_s);
    row("a pool that is not there", MoveMachines{PoolMove::Add, u"egde"_s, {u"m-001"_s}}, u"pool-unknown"_s);
    row("a machine that is not there", MoveMachines{PoolMove::Add, u"edge"_s, {u"m-999"_s}},
        u"machine-unknown"_s);
    row("a locked machine", MoveMachines{PoolMove::Add, u"edge"_s, {u"m-001"_s, u"m-009"_s}}, u"locked"_s);
    row("one that is in use", MoveMachines{PoolMove::Add, u"edge"_s, {u"m-001"_s, u"m-010"_s}},
        u"not-movable"_s);
    row("one that is there", MoveMachines{PoolMove::Add, u"default"_s, {u"m-001"_s}}, u"not-movable"_s);
    row("a broker", MoveMachines{PoolMove::Add, u"edge"_s, {u"pool-broker"_s}}, u"not-movable"_s);
    row("out of the root", MoveMachines{PoolMove::Remove, u"default"_s, {u"m-001"_s}}, u"root-pool"_s);
    row("one of another pool", MoveMachines{PoolMove::Allocate, u"edge"_s, {u"m-001"_s}}, u"not-movable"_s);
    row("allocated twice", MoveMachines{PoolMove::Allocate, u"default"_s, {u"m-010"_s}}, u"not-movable"_s);
    row("released though Free", MoveMachines{PoolMove::Release, u"default"_s, {u"m-001"_s}},
        u"not-movable"_s);
    row("more than there are", MoveMachines{PoolMove::Allocate, u"default"_s, {}, 11}, u"pool-short"_s);
    row("fewer than the minimum", MoveMachines{PoolMove::Allocate, u"default"_s, {}, 20, 11},
        u"pool-short"_s);
    row("a filter that nothing fits",
        MoveMachines{PoolMove::Allocate, u"default"_s, {}, 1, {}, {{u"location/rack"_s, u"r99"_s}}},
        u"pool-short"_s);
    PoolActions actions;
    actions.workflow = u"site-build"_s;
    row("a workflow of its own on a move between pools",
        MoveMachines{PoolMove::Add, u"edge"_s, {u"m-001"_s}, 0, {}, {}, {}, actions}, u"actions-fixed"_s);
    actions.workflow = u"nope"_s;
    row("a workflow that is not there",
        MoveMachines{PoolMove::Allocate, u"default"_s, {u"m-001"_s}, 0, {}, {}, {}, actions},
        u"workflow-unknown"_s);
}

void TestPoolMoves::refusals()
{
    QFETCH(Command, command);
    QFETCH(QString, code);
    QCOMPARE(m_world->refusal(command), code);
    QVERIFY(m_world->violations().isEmpty());
}

void TestPoolMoves::addRunsExitThenEnter()
{
    const qint64 before = m_world->seq();
    const Receipt receipt =
        m_world->must(Commands::MoveMachines{PoolMove::Add, u"edge"_s, {u"m-001"_s, u"m-002"_s}});
    QCOMPARE(receipt.machines, (QStringList{u"m-001"_s, u"m-002"_s}));
    QCOMPARE(statuses(*m_world, u"m-001"_s, before), (QStringList{u"Leaving"_s, u"Joining"_s, u"Free"_s}));
    QCOMPARE(workflows(*m_world, u"m-001"_s, before), (QStringList{u"site-exit"_s, u"site-enter"_s}));
    const Machine moved = m_world->machine();
    QCOMPARE(moved.pool, u"edge"_s);
    QCOMPARE(moved.nextPool, QString());
    QCOMPARE(moved.freeProof, FreeProof::Joined);
    QVERIFY(moved.profiles.contains(u"site-base"_s));
    QCOMPARE(m_world->state().poolCounts(u"edge"_s)[std::size_t(PoolStatus::Free)], 2);
    QVERIFY(m_world->violations().isEmpty());
}

void TestPoolMoves::withoutWorkflowsItSettlesAtOnce()
{
    m_world->must(Commands::MoveMachines{PoolMove::Add, u"edge"_s, {u"m-001"_s}});
    const qint64 before = m_world->seq();
    QVERIFY(m_world->attempt(Commands::MoveMachines{PoolMove::Add, u"plain"_s, {u"m-001"_s}}));
    QCOMPARE(statuses(*m_world, u"m-001"_s, before), (QStringList{u"Leaving"_s, u"Joining"_s, u"Free"_s}));
    QCOMPARE(m_world->machine().pool, u"plain"_s);
    QVERIFY(!m_world->machine().profiles.contains(u"site-base"_s));
}

void TestPoolMoves::aFailedExitHoldsAndGoesOn()
{
    *m_failing = u"site-exit"_s;
    m_world->must(Commands::MoveMachines{PoolMove::Add, u"edge"_s, {u"m-001"_s}});
    QCOMPARE(m_world->machine().poolStatus, PoolStatus::HoldLeave);
    QCOMPARE(m_world->machine().pool, u"default"_s);
    QCOMPARE(m_world->machine().nextPool, u"edge"_s);
    QCOMPARE(m_world->refusal(Commands::DeletePool{u"edge"_s}), u"pool-used"_s);
    m_failing->clear();
    m_world->must(Commands::RetryMachine{u"m-001"_s});
    QCOMPARE(m_world->machine().pool, u"edge"_s);
    QCOMPARE(m_world->machine().poolStatus, PoolStatus::Free);
    QVERIFY(m_world->violations().isEmpty());
}

void TestPoolMoves::anAcceptedHoldLeaveEntersTheNextPool()
{
    *m_failing = u"site-exit"_s;
    m_world->must(Commands::MoveMachines{PoolMove::Add, u"edge"_s, {u"m-001"_s}});
    const qint64 before = m_world->seq();
    m_world->must(Commands::ReturnMachine{u"m-001"_s, true});
    QCOMPARE(workflows(*m_world, u"m-001"_s, before), QStringList{u"site-enter"_s});
    QCOMPARE(m_world->machine().pool, u"edge"_s);
    QCOMPARE(m_world->machine().poolStatus, PoolStatus::Free);
}

void TestPoolMoves::removeGoesToThePoolAbove()
{
    m_world->must(Commands::MoveMachines{PoolMove::Add, u"plain"_s, {u"m-001"_s}});
    m_world->must(Commands::MoveMachines{PoolMove::Remove, u"plain"_s, {u"m-001"_s}});
    QCOMPARE(m_world->machine().pool, u"edge"_s);
    m_world->must(Commands::MoveMachines{PoolMove::Remove, u"edge"_s, {u"m-001"_s}});
    QCOMPARE(m_world->machine().pool, u"default"_s);
    QCOMPARE(m_world->machine().poolStatus, PoolStatus::Free);
}

void TestPoolMoves::allocateAndRelease()
{
    const qint64 before = m_world->seq();
    m_world->must(Commands::MoveMachines{PoolMove::Allocate, u"default"_s, {u"m-001"_s}});
    QCOMPARE(m_world->machine().poolStatus, PoolStatus::InUse);
    QVERIFY(m_world->machine().poolAllocated);
    QCOMPARE(m_world->machine().params.value(u"site/size"_s).toInt(), 4);
    m_world->must(Commands::MoveMachines{PoolMove::Release, u"default"_s, {u"m-001"_s}});
    QCOMPARE(m_world->machine().poolStatus, PoolStatus::Free);
    QCOMPARE(m_world->machine().freeProof, FreeProof::Released);
    QVERIFY(!m_world->machine().params.contains(u"site/size"_s));
    QCOMPARE(statuses(*m_world, u"m-001"_s, before),
             (QStringList{u"Building"_s, u"InUse"_s, u"Destroying"_s, u"Free"_s}));
    QVERIFY(m_world->violations().isEmpty());
}

void TestPoolMoves::aRequestsOwnActionsComeOnTop()
{
    PoolActions actions;
    actions.workflow = u"site-enter"_s;
    actions.addProfiles = {u"site-base"_s};
    actions.addParameters = {{u"site/mode"_s, u"fast"_s}, {u"site/size"_s, 8}};
    const qint64 before = m_world->seq();
    m_world->must(
        Commands::MoveMachines{PoolMove::Allocate, u"default"_s, {u"m-001"_s}, 0, {}, {}, {}, actions});
    QCOMPARE(workflows(*m_world, u"m-001"_s, before), QStringList{u"site-enter"_s});
    QCOMPARE(m_world->machine().params.value(u"site/size"_s).toInt(), 8);
    QCOMPARE(m_world->machine().params.value(u"site/mode"_s).toString(), u"fast"_s);
    QVERIFY(m_world->machine().profiles.contains(u"site-base"_s));
}

void TestPoolMoves::countTakesTheLongestFreeThatFit()
{
    const Receipt receipt = m_world->must(Commands::MoveMachines{
        PoolMove::Allocate, u"default"_s, {}, 2, {}, {{u"location/rack"_s, QJsonArray{u"r03"_s, u"r04"_s}}}});
    QCOMPARE(receipt.machines.size(), 2);
    for (const QString& name : receipt.machines) {
        const QString rack = m_world->machine(name).params.value(u"location/rack"_s).toString();
        QVERIFY(rack == u"r03"_s || rack == u"r04"_s);
        QCOMPARE(m_world->machine(name).poolStatus, PoolStatus::InUse);
    }
}

void TestPoolMoves::aMinimumIsASuccess()
{
    // m-009 is locked, m-010 in use: ten are left.
    const Receipt receipt =
        m_world->must(Commands::MoveMachines{PoolMove::Allocate, u"default"_s, {}, 50, 10});
    QCOMPARE(receipt.machines.size(), 10);
    const Receipt named = m_world->must(
        Commands::MoveMachines{PoolMove::Release, u"default"_s, {u"m-001"_s, u"m-010"_s}, 0, 1});
    QCOMPARE(named.machines.size(), 2);
}

void TestPoolMoves::autoFillKeepsTheMinimum()
{
    Pool edge = m_world->pool(u"edge"_s);
    edge.minFree = 3;
    edge.autoFill.enabled = true;
    m_world->must(Commands::SavePool{edge, false, {}});
    // The rule moves them, not the person whose command made it look.
    int byRule = 0;
    for (const EventRecord& record : m_world->journal()) {
        const auto* moved = std::get_if<Events::PoolStatusChanged>(&record.event);
        const bool filled = moved && moved->reason.startsWith("auto-fill"_L1);
        byRule += filled ? 1 : 0;
        QCOMPARE(record.actor == "rule:auto-fill"_L1 && moved && moved->to == PoolStatus::Leaving, filled);
    }
    QCOMPARE(byRule, 3);
    const auto free = [this](const QString& pool) {
        return m_world->state().poolCounts(pool)[std::size_t(PoolStatus::Free)];
    };
    QCOMPARE(free(u"edge"_s), 3);
    m_world->must(Commands::MoveMachines{PoolMove::Allocate, u"edge"_s, {}, 2});
    QCOMPARE(free(u"edge"_s), 3);
    // What the pool above needs for its own minimum stays there.
    Pool root = m_world->pool(u"default"_s);
    root.minFree = free(u"default"_s);
    m_world->must(Commands::SavePool{root, false, {}});
    m_world->must(Commands::MoveMachines{PoolMove::Allocate, u"edge"_s, {}, 2});
    QCOMPARE(free(u"edge"_s), 1);
    QVERIFY(m_world->violations().isEmpty());
}

void TestPoolMoves::autoFillGivesBackAboveTheMaximum()
{
    m_world->must(Commands::MoveMachines{PoolMove::Add, u"edge"_s, {}, 4});
    Pool edge = m_world->pool(u"edge"_s);
    edge.autoFill.enabled = true;
    edge.autoFill.maxFree = 2;
    m_world->must(Commands::SavePool{edge, false, {}});
    QCOMPARE(m_world->state().poolCounts(u"edge"_s)[std::size_t(PoolStatus::Free)], 2);
    QCOMPARE(m_world->state().poolCounts(u"default"_s)[std::size_t(PoolStatus::Free)], 9);
}

} // namespace Drover

QTEST_GUILESS_MAIN(Drover::TestPoolMoves)
#include "tst_poolmoves.moc"
