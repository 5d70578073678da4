#include "models/objectkey.h"
#include "models/pools/poolallocationsmodel.h"
#include "models/pools/poolhistory.h"
#include "models/pools/poolmembersmodel.h"
#include "models/pools/pooltransitionsmodel.h"
#include "models/replica.h"
#include "tests/support/fakeengine.h"
#include "tests/support/fleetscene.h"
#include "tests/support/modeltext.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace Qt::StringLiterals;

namespace Drover {

using namespace Testing;

/// What the journal tells about pools, and the models of one pool.
class TestPools : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void countsAreTakenBackMoveByMove();
    void machinesComeAndGo();
    void mediansAreOfCompleteWays();
    void theHistoryReadsBackAndGoesOn();
    void membersAreGroupedHoldsFirst();
    void membersOfOneStatus();
    void transitionsTellWhatRuns();
    void allocationsAreGroupedByRequest();

private:
    [[nodiscard]] static MachineId id(uint number)
    {
        return {QUuid(number, 0, 0x4000, 0x80, 0, 0, 0, 0, 0, 0, 1)};
    }
    [[nodiscard]] static EventRecord moved(qint64 seq, uint machine, PoolStatus from, PoolStatus to)
    {
        return {.seq = seq,
                .at = Instant(seq * 1000),
                .actor = u"engine"_s,
                .cause = u"schedule"_s,
                .subject = u"machine m%1"_s.arg(machine),
                .event = Events::PoolStatusChanged{
                    .machine = id(machine), .pool = u"p"_s, .from = from, .to = to, .reason = {}}};
    }

    FakeEngine m_engine;
    std::unique_ptr<Replica> m_replica;
    QList<EventRecord> m_events;
    FleetScene m_scene;
};

void TestPools::init()
{
    m_events = {moved(1, 1, PoolStatus::Joining, PoolStatus::Free),
                moved(2, 1, PoolStatus::Free, PoolStatus::Building),
                moved(3, 2, PoolStatus::Free, PoolStatus::Building),
                moved(5, 1, PoolStatus::Building, PoolStatus::InUse),
                moved(9, 2, PoolStatus::Building, PoolStatus::HoldBuild)};
    m_engine.asked.clear();
    m_engine.onAsk = [this](const Query& query) -> Result<Answer> {
        const auto* find = std::get_if<Queries::FindEvents>(&query);
        if (!find)
            return fail(u"not-scripted"_s, u"no answer"_s);
        Answers::Events page;
        for (const EventRecord& event : m_events) {
            if (event.seq > find->after && (find->before == 0 || event.seq < find->before))
                page.events.append(event);
        }
        page.seen = find->after == 0 ? 1 : m_events.constLast().seq;
        return page;
    };
    m_replica = std::make_unique<Replica>();
    m_replica->apply(m_scene.snapshot());
}

void TestPools::countsAreTakenBackMoveByMove()
{
    PoolPast past;
    for (auto it = m_events.crbegin() + 2; it != m_events.crend(); ++it)
        past.addOlder(*it);
    past.addNewer(m_events.at(3));
    past.addNewer(m_events.at(4));
    PoolCounts now{};
    now[std::size_t(PoolStatus::InUse)] = 1;
    now[std::size_t(PoolStatus::HoldBuild)] = 1;
    const QList<PoolPast::Step> steps = past.steps(u"p"_s, now, Instant(500));
    QCOMPARE(steps.size(), 6);
    QCOMPARE(steps.first().since, Instant(500));
    QCOMPARE(steps.first().counts[std::size_t(PoolStatus::Joining)], 1);
    QCOMPARE(steps.first().counts[std::size_t(PoolStatus::Free)], 1);
    QCOMPARE(steps.at(1).counts[std::size_t(PoolStatus::Free)], 2);
    QCOMPARE(steps.at(3).counts[std::size_t(PoolStatus::Building)], 2);
    QCOMPARE(steps.last().counts, now);
    QCOMPARE(past.steps(u"p"_s, now, Instant(4000)).size(), 3);
    QCOMPARE(past.steps(u"other"_s, {}, Instant(500)).size(), 1);
    QCOMPARE(past.countMoves(u"p"_s, PoolStatus::Free, PoolStatus::Building, Instant(0)), 2);
    QCOMPARE(past.countMoves(u"p"_s, PoolStatus::Free, PoolStatus::Building, Instant(2500)), 1);
    QCOMPARE(past.since(id(1)), Instant(5000));
    QCOMPARE(past.since(id(3)), Instant());
}

void TestPools::machinesComeAndGo()
{
    Machine added{.id = id(7), .name = u"m7"_s};
    added.pool = u"p"_s;
    added.poolStatus = PoolStatus::Free;
    const auto record = [](qint64 seq, Event event) {
        return EventRecord{.seq = seq, .at = Instant(seq * 1000), .subject = u"machine m7"_s, .event = event};
    };
    PoolPast past;
    past.addOlder(record(5, Events::MachineRemoved{.machine = id(7), .name = u"m7"_s}));
    past.addOlder(record(4, Events::PoolChanged{.machine = id(7), .from = u"p"_s, .to = u"q"_s}));
    past.addOlder(record(2, Events::MachineAdded{added}));
    const auto freeAt = [&past](const QString& pool, qint64 second) {
        const QList<PoolPast::Step> steps = past.steps(pool, {}, Instant(second * 1000));
        return steps.first().counts[std::size_t(PoolStatus::Free)];
    };
    QCOMPARE(freeAt(u"p"_s, 1), 0);
    QCOMPARE(freeAt(u"p"_s, 3), 1);
    QCOMPARE(freeAt(u"p"_s, 4), 0);
}

void TestPools::mediansAreOfCompleteWays()
{
    PoolPast back;
    for (auto it = m_events.crbegin(); it != m_events.crend(); ++it)
        back.addOlder(*it);
    PoolPast forth;
    for (const EventRecord& event : m_events)
        forth.addNewer(event);
    // The machine that came on hold does not count.
    QCOMPARE(back.medianOf(u"p"_s, PoolStatus::Building), std::optional(Duration(3000)));
    QCOMPARE(forth.medianOf(u"p"_s, PoolStatus::Building), std::optional(Duration(3000)));
    QVERIFY(!back.medianOf(u"p"_s, PoolStatus::Destroying));
    QVERIFY(!back.medianOf(u"other"_s, PoolStatus::Building));
}

void TestPools::theHistoryReadsBackAndGoesOn()
{
    ChangeBatch batch;
    batch.snapshot = true;
    batch.figures.seq = 4;
    batch.figures.now = Instant(20'000);
    m_replica->apply(batch);
    const QList<EventRecord> all = m_events;
    PoolHistory history(m_engine, *m_replica);
    QVERIFY(m_engine.asked.isEmpty());
    history.setShown(true);
    QTRY_VERIFY(history.knownFrom().isSet());
    QTRY_VERIFY(!history.isReading());
    QCOMPARE(history.past().countMoves(u"p"_s, PoolStatus::Free, PoolStatus::Building, Instant(0)), 2);
    QVERIFY(!history.past().medianOf(u"p"_s, PoolStatus::Building));
    batch = {};
    batch.figures.seq = 9;
    batch.figures.now = Instant(20'000);
    Machine machine{.id = id(1), .name = u"m1"_s};
    machine.pool = u"p"_s;
    batch.machines.changed.append(machine);
    m_replica->apply(batch);
    QTRY_VERIFY(history.past().medianOf(u"p"_s, PoolStatus::Building).has_value());
}

void TestPools::membersAreGroupedHoldsFirst()
{
    PoolHistory history(m_engine, *m_replica);
    PoolMembersModel model(*m_replica, history, plainWords());
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.show(u"metal-general"_s);
    QVERIFY(model.rowCount() >= 3);
    const auto status = [&model](int row) { return Status(model.index(row, 0).data(StatusRole).toInt()); };
    QVERIFY(status(0) >= Status::HoldJoin && status(0) <= Status::HoldLeave);
    const PoolCounts counts = m_replica->poolCounts(u"metal-general"_s);
    for (int row = 0; row < model.rowCount(); ++row) {
        QVERIFY(status(row) != Status::InUse && status(row) != Status::Free);
        const QModelIndex group = model.index(row, 0);
        QCOMPARE(model.rowCount(group), group.data(PoolMembersModel::CountRole).toInt());
        QCOMPARE(model.machinesOf(group).size(), model.rowCount(group));
    }
    model.setGrouping(PoolGrouping::Rack);
    int machines = 0;
    int shown = 0;
    for (const int count : counts)
        machines += count;
    for (int row = 0; row < model.rowCount(); ++row)
        shown += model.index(row, 0).data(PoolMembersModel::CountRole).toInt();
    QCOMPARE(shown, machines);
}

void TestPools::membersOfOneStatus()
{
    PoolHistory history(m_engine, *m_replica);
    PoolMembersModel model(*m_replica, history, plainWords());
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.show(u"metal-general"_s);
    model.setOnly(PoolStatus::InUse);
    QCOMPARE(model.rowCount(), 1);
    const QModelIndex group = model.index(0, 0);
    const int all = m_replica->poolCounts(u"metal-general"_s)[std::size_t(PoolStatus::InUse)];
    QCOMPARE(group.data(PoolMembersModel::CountRole).toInt(), all);
    QCOMPARE(model.rowCount(group), std::min(all, PoolMembersModel::mostShown + 1));
    QCOMPARE(model.machinesOf(group).size(), all);
}

void TestPools::transitionsTellWhatRuns()
{
    ChangeBatch batch;
    Pool pool{.name = u"metal-general"_s};
    pool.allocateActions = {.workflow = u"universal-hardware"_s,
                            .addProfiles = {u"hw"_s},
                            .addParameters = {{u"cluster/name"_s, u"x"_s}},
                            .removeProfiles = {u"old"_s},
                            .removeParameters = {}};
    batch.pools.changed.append(pool);
    m_replica->apply(batch);
    PoolHistory history(m_engine, *m_replica);
    PoolTransitionsModel model(*m_replica, history, plainWords());
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.show(u"metal-general"_s);
    const auto cell = [&model](PoolTransitionsModel::Column column) {
        return model.index(PoolTransitionsModel::Allocate, column).data().toString();
    };
    QCOMPARE(cell(PoolTransitionsModel::Workflow), u"universal-hardware"_s);
    QCOMPARE(cell(PoolTransitionsModel::Profiles), u"+ hw  − old"_s);
    QCOMPARE(cell(PoolTransitionsModel::Params), u"+ cluster/name"_s);
    QCOMPARE(PoolTransitionsModel::statusOf(PoolTransitionsModel::Release), PoolStatus::Destroying);
}

void TestPools::allocationsAreGroupedByRequest()
{
    const Machine first = m_scene.machine(u"r07-u21"_s);
    const auto added = [&](qint64 seq, qint64 operation, const QString& member) {
        return EventRecord{.seq = seq,
                           .at = FleetScene::at(13, 53, int(seq)),
                           .subject = u"machine r07-u21"_s,
                           .event = Events::MemberAdded{.machine = first.id,
                                                        .cluster = u"dale-prod-02"_s,
                                                        .member = member,
                                                        .operation = {operation},
                                                        .reason = u"longest free"_s}};
    };
    m_events = {added(1, 3, u"cp-1"_s), added(2, 4, u"cp-1"_s), added(3, 4, u"cp-2"_s)};
    PoolHistory history(m_engine, *m_replica);
    PoolAllocationsModel model(*m_replica, history, plainWords(), [](Instant at) { return at.toString(); });
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.show(first.pool);
    history.setShown(true);
    QTRY_COMPARE(model.rowCount(), 2);
    const QModelIndex newest = model.index(0, 0);
    QCOMPARE(newest.data(PoolAllocationsModel::CountRole).toInt(), 2);
    QCOMPARE(model.index(0, PoolAllocationsModel::For, newest).data().toString(), u"dale-prod-02 / cp-1"_s);
    QCOMPARE(model.index(1, PoolAllocationsModel::Reason, newest).data().toString(), u"longest free"_s);
    QCOMPARE(model.index(1, PoolAllocationsModel::Machine, newest).data(ObjectKeyRole).toString(),
             machineKey(first.id));
    QCOMPARE(model.count(), 3);
    model.show(u"another"_s);
    QCOMPARE(model.rowCount(), 0);
}

} // namespace Drover

QTEST_GUILESS_MAIN(Drover::TestPools)
#include "tst_pools.moc"
