#include "models/objectkey.h"
#include "models/replica.h"
#include "models/workorders/workordermodel.h"
#include "tests/support/fakeengine.h"
#include "tests/support/modeltext.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace Drover {

using namespace Testing;

/// Work orders as a list.
class TestWorkOrders : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void openOnesComeFirstThenTheNewest();
    void theHistoryIsAddedOnce();
    void scopesAndFilterCount();
    void rowsFollowWhatHappens_data();
    void rowsFollowWhatHappens();
    void agesGoOnWhileNothingHappens();
    void aTargetThatIsGoneIsStillNamed();

private:
    [[nodiscard]] static WorkOrder order(qint64 id, WorkOrderState state);
    void apply(const QList<WorkOrder>& open, const QList<WorkOrder>& ended, bool snapshot);

    std::unique_ptr<FakeEngine> m_engine;
    std::unique_ptr<Replica> m_replica;
    Machine m_cluster;
};

void TestWorkOrders::init()
{
    m_engine = std::make_unique<FakeEngine>();
    m_engine->onAsk = [](const Query&) -> Result<Answer> { return Answers::WorkOrders{}; };
    m_replica = std::make_unique<Replica>();
    m_replica->setWallClock([] { return qint64(0); });
    m_cluster = {};
    m_cluster.id.uuid = QUuid(1, 0, 0x4000, 0x80, 0, 0, 0, 0, 0, 0, 1);
    m_cluster.name = u"dale"_s;
    m_cluster.kind = MachineKind::Cluster;
}

WorkOrder TestWorkOrders::order(qint64 id, WorkOrderState state)
{
    WorkOrder order{.id = {id}, .blueprint = u"app-deploy"_s, .state = state, .created = Instant(id * 1000)};
    order.target.uuid = QUuid(1, 0, 0x4000, 0x80, 0, 0, 0, 0, 0, 0, 1);
    order.targetName = u"dale"_s;
    if (state != WorkOrderState::Created)
        order.started = Instant(id * 1000 + 500);
    if (!order.isOpen())
        order.ended = Instant(id * 1000 + 2500);
    return order;
}

void TestWorkOrders::apply(const QList<WorkOrder>& open, const QList<WorkOrder>& ended, bool snapshot)
{
    ChangeBatch batch;
    batch.snapshot = snapshot;
    batch.machines.changed = {m_cluster};
    batch.workOrders.changed = open;
    for (const WorkOrder& each : ended)
        batch.workOrders.removed.append(each.id);
    batch.endedWorkOrders = ended;
    batch.figures.now = Instant(100'000);
    m_replica->apply(batch);
}

void TestWorkOrders::openOnesComeFirstThenTheNewest()
{
    WorkOrder running = order(3, WorkOrderState::Running);
    running.sequence.tasks = {u"a"_s, u"b"_s, u"c"_s, u"d"_s};
    running.sequence.currentTask = 1;
    WorkOrder failed = order(4, WorkOrderState::Failed);
    failed.reason = u"exit 2"_s;
    apply({running, order(7, WorkOrderState::Created)}, {order(2, WorkOrderState::Finished), failed}, true);
    WorkOrderModel model(*m_engine, *m_replica, plainWords());
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    const auto state = [](Status status) { return u"s%1"_s.arg(int(status)); };
    QCOMPARE(modelLines(model),
             QStringList(
                 {u"wo-7 | app-deploy | dale | "_s + state(Status::Created) + u" |  | 93s | — | —"_s,
                  u"wo-3 | app-deploy | dale | "_s + state(Status::Running) + u" | 25% | 97s | 96s | —"_s,
                  u"wo-4 | app-deploy | dale | "_s + state(Status::Failed) + u" |  | 96s | 2s | — | exit 2"_s,
                  u"wo-2 | app-deploy | dale | "_s + state(Status::Finished) + u" |  | 98s | 2s | —"_s}));
    QCOMPARE(model.index(0, 0).data(ObjectKeyRole).toString(), clusterKey(u"dale"_s));
}

void TestWorkOrders::theHistoryIsAddedOnce()
{
    m_engine->onAsk = [](const Query& query) -> Result<Answer> {
        if (!std::holds_alternative<Queries::FindWorkOrders>(query))
            return fail(u"not-scripted"_s, u"no answer"_s);
        return Answers::WorkOrders{{order(5, WorkOrderState::Running), order(2, WorkOrderState::Finished),
                                    order(1, WorkOrderState::Failed)}};
    };
    WorkOrderModel model(*m_engine, *m_replica, plainWords());
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    apply({order(5, WorkOrderState::Running)}, {order(2, WorkOrderState::Finished)}, true);
    QTRY_COMPARE(model.rowCount(), 3);
    QCOMPARE(m_engine->askedCount<Queries::FindWorkOrders>(), 1);
    QCOMPARE(model.index(2, 0).data().toString(), u"wo-1"_s);
}

void TestWorkOrders::scopesAndFilterCount()
{
    apply({order(9, WorkOrderState::Incomplete)},
          {order(1, WorkOrderState::Finished), order(2, WorkOrderState::Failed),
           order(3, WorkOrderState::Cancelled)},
          true);
    WorkOrderModel model(*m_engine, *m_replica, plainWords());
    QCOMPARE(model.count(WorkOrderScope::All), 4);
    QCOMPARE(model.count(WorkOrderScope::Open), 1);
    model.setScope(WorkOrderScope::Failed);
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.index(0, 0).data().toString(), u"wo-2"_s);
    model.setScope(WorkOrderScope::All);
    model.setFilter(TextFilter::parse(u"-order:wo-1,wo-2"_s));
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.count(WorkOrderScope::All), 4);
    model.setFilter(TextFilter::parse(u"target:dale blueprint:/^app/"_s));
    QCOMPARE(model.rowCount(), 4);
    model.setFilter(TextFilter::parse(u"elsewhere"_s));
    QCOMPARE(model.rowCount(), 0);
}

void TestWorkOrders::rowsFollowWhatHappens_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 6; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void TestWorkOrders::rowsFollowWhatHappens()
{
    QFETCH(quint32, seed);
    QRandomGenerator random(seed);
    apply({}, {}, true);
    WorkOrderModel model(*m_engine, *m_replica, plainWords());
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    QList<qint64> open;
    qint64 last = 0;
    for (int i = 0; i < 200; ++i) {
        if (open.isEmpty() || random.bounded(3) == 0) {
            open.append(++last);
            apply({order(last, WorkOrderState::Created)}, {}, false);
        } else {
            const qsizetype at = random.bounded(open.size());
            if (random.bounded(2) == 0)
                apply({order(open.at(at), WorkOrderState::Running)}, {}, false);
            else
                apply({},
                      {order(open.takeAt(at),
                             random.bounded(2) ? WorkOrderState::Finished : WorkOrderState::Failed)},
                      false);
        }
    }
    QVERIFY(reset.isEmpty());
    QCOMPARE(model.count(WorkOrderScope::Open), open.size());
    const WorkOrderModel fresh(*m_engine, *m_replica, plainWords());
    QCOMPARE(modelLines(model), modelLines(fresh));
}

void TestWorkOrders::agesGoOnWhileNothingHappens()
{
    apply({order(9, WorkOrderState::Running)}, {}, true);
    WorkOrderModel model(*m_engine, *m_replica, plainWords());
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    QTRY_VERIFY(!changed.isEmpty());
    QCOMPARE(changed.first().first().toModelIndex().column(), int(WorkOrderColumn::Age));
}

void TestWorkOrders::aTargetThatIsGoneIsStillNamed()
{
    WorkOrder past = order(1, WorkOrderState::Finished);
    past.target.uuid = QUuid(99, 0, 0x4000, 0x80, 0, 0, 0, 0, 0, 0, 1);
    past.targetName = u"gone"_s;
    apply({}, {past}, true);
    WorkOrderModel model(*m_engine, *m_replica, plainWords());
    QCOMPARE(model.index(0, int(WorkOrderColumn::Target)).data().toString(), u"gone"_s);
    QCOMPARE(model.index(0, 0).data(ObjectKeyRole).toString(), QString());
}

} // namespace Drover

QTEST_GUILESS_MAIN(Drover::TestWorkOrders)
#include "tst_workorders.moc"
