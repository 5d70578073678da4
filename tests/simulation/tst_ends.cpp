#include "tests/support/engineworld.h"

#include <QTest>
#include <algorithm>

using namespace Drover;
using namespace Qt::StringLiterals;

namespace {

template <class E, class Test>
std::optional<EventRecord> lastOf(const EngineWorld& world, Test test)
{
    std::optional<EventRecord> last;
    for (const EventRecord& record : world.journal()) {
        const auto* event = std::get_if<E>(&record.event);
        if (event && test(*event))
            last = record;
    }
    return last;
}

std::optional<EventRecord> unlocked(const EngineWorld& world)
{
    return lastOf<Events::LockChanged>(world, [](const auto& e) { return !e.lock.locked; });
}

} // namespace

/// A lock and a pause carry a reason, an owner and, if wanted, an end at which they are over by themselves.
class TestEnds : public QObject
{
    Q_OBJECT

private slots:
    void aLockEndsByItself_data();
    void aLockEndsByItself();
    void aLockWithoutEndStays();
    void aPauseEndsByItself();
    void anEndThatIsPastIsRefused();
};

void TestEnds::aLockEndsByItself_data()
{
    QTest::addColumn<bool>("reopened");
    QTest::newRow("in one run") << false;
    QTest::newRow("after a restart") << true;
}

void TestEnds::aLockEndsByItself()
{
    QFETCH(bool, reopened);
    EngineWorld world({});
    const Instant until = world.core().clock().now() + std::chrono::hours(1);
    QVERIFY(world.attempt(Commands::LockMachine{u"m-001"_s, true, until}, u"new disks"_s));
    if (reopened)
        world.reopen();
    const Result<Receipt> refused =
        world.attempt(Commands::StartWorkflow{u"m-001"_s, u"universal-maintenance"_s});
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, u"locked"_s);
    QCOMPARE(refused.error().text,
             u"machine m-001 is locked by user:test until %1: new disks"_s.arg(until.toString()));
    QCOMPARE(world.core().wakeAt(), until);

    world.run();
    QVERIFY(!world.state().machineNamed(u"m-001"_s)->lock.locked);
    const std::optional<EventRecord> opened = unlocked(world);
    QVERIFY(opened);
    QCOMPARE(opened->at, until);
    QCOMPARE(opened->actor, u"engine"_s);
    QVERIFY(std::get<Events::LockChanged>(opened->event).reason.contains(u"has come"_s));
    world.must(Commands::StartWorkflow{u"m-001"_s, u"universal-maintenance"_s});
    QVERIFY(world.state().sameIndices(world.state().rebuilt()));
    QVERIFY2(world.violations().isEmpty(), qPrintable(world.violations().join(u'\n')));
}

void TestEnds::aLockWithoutEndStays()
{
    EngineWorld world({});
    world.must(Commands::LockMachine{u"m-001"_s, true}, u"new disks"_s);
    const Lock lock = world.state().machineNamed(u"m-001"_s)->lock;
    QCOMPARE(lock.reason, u"new disks"_s);
    QCOMPARE(lock.owner, u"user:test"_s);
    QVERIFY(lock.locked && !lock.until.isSet());
    world.must(Commands::LockMachine{u"m-001"_s, false}, u"disks are in"_s);
    QCOMPARE(std::get<Events::LockChanged>(unlocked(world)->event).reason, u"disks are in"_s);
}

void TestEnds::aPauseEndsByItself()
{
    EngineWorld world({.eventsPerTurn = 10});
    const Result<Receipt> receipt =
        world.attempt(Commands::StartOperation{EngineWorld::provision(u"c1"_s, 3, 2), {}, true});
    QVERIFY(receipt);
    while (world.state().memberCounts(u"c1"_s).total < 5)
        QVERIFY(world.core().run(Duration(0)));
    const Instant until = world.core().clock().now() + std::chrono::hours(5);
    QVERIFY(world.attempt(Commands::PauseOperation{receipt->operation, until}, u"the caterers"_s));
    const Operation* paused = world.state().find<Operation>(receipt->operation);
    QCOMPARE(paused->why.text, u"paused by user:test until %1: the caterers"_s.arg(until.toString()));
    QVERIFY(world.state().sameIndices(world.state().rebuilt()));

    world.run();
    const auto resumed = lastOf<Events::OperationStateChanged>(
        world, [](const auto& e) { return e.from == OperationState::Paused; });
    QVERIFY(resumed);
    QCOMPARE(resumed->at, until);
    QCOMPARE(std::get<Events::OperationStateChanged>(resumed->event).to, OperationState::Running);
    QCOMPARE(world.state().memberCounts(u"c1"_s), (MemberCounts{5, 5, 0}));
    QVERIFY2(world.violations().isEmpty(), qPrintable(world.violations().join(u'\n')));
}

void TestEnds::anEndThatIsPastIsRefused()
{
    EngineWorld world({});
    const Instant past = world.core().clock().now() - std::chrono::seconds(1);
    const Result<Receipt> locked = world.attempt(Commands::LockMachine{u"m-001"_s, true, past});
    QVERIFY(!locked);
    QCOMPARE(locked.error().code, u"end-past"_s);
    QVERIFY(!world.state().machineNamed(u"m-001"_s)->lock.locked);
    const Result<Receipt> receipt =
        world.attempt(Commands::StartOperation{EngineWorld::provision(u"c1"_s, 1, 0), {}, true});
    const Result<Receipt> paused = world.attempt(Commands::PauseOperation{receipt->operation, past});
    QVERIFY(!paused);
    QCOMPARE(paused.error().code, u"end-past"_s);
}

QTEST_GUILESS_MAIN(TestEnds)
#include "tst_ends.moc"
