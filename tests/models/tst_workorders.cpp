#include "models/objectkey.h"
#include "models/replica.h"
#include "models/workorders/orderjobsmodel.h"
#include "models/workorders/orderparamsmodel.h"
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
    void targetsAreInSections();
    void statesWindowAndFilterCount();
    void theColumnsOrderTheOrdersOfATarget();
    void paramsTellWinnerAndHidden();
    void jobsAreThoseOfTheOrder();
    void rowsFollowWhatHappens_data();
    void rowsFollowWhatHappens();
    void agesGoOnWhileNothingHappens();
    void aTargetThatIsGoneIsStillNamed();

private:
    [[nodiscard]] static WorkOrder order(qint64 id, WorkOrderState state);
    [[nodiscard]] std::unique_ptr<WorkOrderModel> makeModel() const;
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

std::unique_ptr<WorkOrderModel> TestWorkOrders::makeModel() const
{
    return std::make_unique<WorkOrderModel>(*m_engine, *m_replica, plainWords(),
                                            [](Instant at) { return u"@%1"_s.arg(at.ms()); });
}

void TestWorkOrders::openOnesComeFirstThenTheNewest()
{
    WorkOrder failed = order(4, WorkOrderState::Failed);
    failed.reason = u"exit 2"_s;
    WorkOrder waiting = order(5, WorkOrderState::Incomplete);
    waiting.sequence.waitUntil = Instant(106'000);
    apply({order(3, WorkOrderState::Running), order(7, WorkOrderState::Created), waiting},
          {order(2, WorkOrderState::Finished), failed}, true);
    const auto model = makeModel();
    QAbstractItemModelTester tester(model.get(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    QCOMPARE(model->rowCount(), 1);
    const QModelIndex section = model->index(0, 0);
    QCOMPARE(model->rowOf(section)->targets, 1);
    QCOMPARE(model->rowCount(section), 1);
    const QModelIndex target = model->index(0, 0, section);
    QCOMPARE(target.data().toString(), u"dale"_s);
    QCOMPARE(target.data(ObjectKeyRole).toString(), clusterKey(u"dale"_s));
    QCOMPARE(model->rowOf(target)->counts, (WorkOrderCounts{1, 1, 1, 1, 1, 0}));
    QStringList rows;
    for (int row = 0; row < model->rowCount(target); ++row)
        rows.append(model->index(row, 0, target).data().toString() + u' ' +
                    model->index(row, int(WorkOrderColumn::Time), target).data().toString());
    QCOMPARE(rows,
             (QStringList{u"wo-7 93s"_s, u"wo-5 6s"_s, u"wo-3 96s"_s, u"wo-4 @6500"_s, u"wo-2 @4500"_s}));
    QCOMPARE(model->openCount(), 3);
}

void TestWorkOrders::targetsAreInSections()
{
    m_cluster.kind = MachineKind::ResourceBroker;
    WorkOrder elsewhere = order(9, WorkOrderState::Finished);
    elsewhere.target.uuid = QUuid(2, 0, 0x4000, 0x80, 0, 0, 0, 0, 0, 0, 1);
    elsewhere.targetName = u"gone"_s;
    apply({order(3, WorkOrderState::Running)}, {elsewhere}, true);
    const auto model = makeModel();
    QCOMPARE(model->rowCount(), 2);
    QCOMPARE(model->rowOf(model->index(0, 0))->targetKind, RowKind::Broker);
    QCOMPARE(model->rowOf(model->index(1, 0))->targetKind, RowKind::Machine);
}

void TestWorkOrders::theHistoryIsAddedOnce()
{
    m_engine->onAsk = [](const Query& query) -> Result<Answer> {
        if (!std::holds_alternative<Queries::FindWorkOrders>(query))
            return fail(u"not-scripted"_s, u"no answer"_s);
        return Answers::WorkOrders{{order(5, WorkOrderState::Running), order(2, WorkOrderState::Finished),
                                    order(1, WorkOrderState::Failed)}};
    };
    const auto model = makeModel();
    QAbstractItemModelTester tester(model.get(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    apply({order(5, WorkOrderState::Running)}, {order(2, WorkOrderState::Finished)}, true);
    QTRY_COMPARE(model->shown(), 3);
    QCOMPARE(m_engine->askedCount<Queries::FindWorkOrders>(), 1);
    QVERIFY(model->indexOf({1}).isValid());
    QCOMPARE(model->order({1})->state, WorkOrderState::Failed);
    QVERIFY(!model->order({77}));
}

void TestWorkOrders::statesWindowAndFilterCount()
{
    apply({order(9, WorkOrderState::Incomplete)},
          {order(1, WorkOrderState::Finished), order(2, WorkOrderState::Failed),
           order(3, WorkOrderState::Cancelled)},
          true);
    const auto model = makeModel();
    QCOMPARE(model->shown(), 4);
    QCOMPARE(model->count(WorkOrderState::Failed), 1);
    QCOMPARE(model->openCount(), 1);
    model->setStates({WorkOrderState::Failed});
    QCOMPARE(model->shown(), 1);
    QVERIFY(model->indexOf({2}).isValid());
    QCOMPARE(model->count(WorkOrderState::Finished), 1);
    model->setStates({WorkOrderState::Incomplete, WorkOrderState::Finished, WorkOrderState::Failed,
                      WorkOrderState::Cancelled});
    model->setFilter(TextFilter::parse(u"-order:wo-1,wo-2"_s));
    QCOMPARE(model->shown(), 2);
    model->setFilter(TextFilter::parse(u"target:dale blueprint:/^app/"_s));
    QCOMPARE(model->shown(), 4);
    model->setFilter(TextFilter::parse(u"elsewhere"_s));
    QCOMPARE(model->rowCount(), 0);
    model->setFilter({});
    model->setWindow(Duration(95'000)); // now is 100 s
    QCOMPARE(model->shown(), 2);
    QCOMPARE(model->count(WorkOrderState::Finished), 0);
    model->setWindow(Duration(0));
    QCOMPARE(model->shown(), 4);
}

void TestWorkOrders::theColumnsOrderTheOrdersOfATarget()
{
    WorkOrder other = order(2, WorkOrderState::Failed);
    other.blueprint = u"app-check"_s;
    apply({order(9, WorkOrderState::Incomplete)},
          {order(1, WorkOrderState::Finished), other, order(3, WorkOrderState::Finished)}, true);
    const auto model = makeModel();
    QAbstractItemModelTester tester(model.get(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    const auto ids = [&model] {
        const QModelIndex target = model->index(0, 0, model->index(0, 0));
        QList<qint64> list;
        for (int row = 0; row < model->rowCount(target); ++row)
            list.append(model->index(row, 0, target).data(OrderIdRole).toLongLong());
        return list;
    };
    QCOMPARE(ids(), (QList<qint64>{9, 3, 2, 1}));
    const QPersistentModelIndex held = model->indexOf({3});
    model->setSortColumns({{int(WorkOrderColumn::Blueprint), Qt::AscendingOrder},
                           {int(WorkOrderColumn::Order), Qt::AscendingOrder}});
    QCOMPARE(ids(), (QList<qint64>{2, 1, 3, 9}));
    QCOMPARE(held.row(), 2);
    model->setSortColumns({{int(WorkOrderColumn::Time), Qt::DescendingOrder}});
    QCOMPARE(ids(), (QList<qint64>{9, 3, 2, 1}));
    model->setSortColumns({});
    QCOMPARE(ids(), (QList<qint64>{9, 3, 2, 1}));
    QCOMPARE(model->valuesOf(u"blueprint"_s), (QStringList{u"app-check"_s, u"app-deploy"_s}));
}

void TestWorkOrders::paramsTellWinnerAndHidden()
{
    OrderParamsModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    Answers::Params params;
    const auto add = [&](const QString& name, bool secure, const QList<Answers::ParamSource>& chain) {
        Answers::ParamRow row;
        row.name = name;
        row.secure = secure;
        row.chain = chain;
        params.params.append(row);
    };
    add(u"a"_s, false, {{u"global"_s, u"global"_s, 1}});
    add(u"count"_s, false, {{u"work-order"_s, {}, 11}, {u"machine"_s, {}, 9}});
    add(u"key"_s, true, {{u"work-order"_s, {}, u"x"_s}, {u"default"_s, {}, u"y"_s}});
    model.setParams(params);
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.index(0, OrderParamsModel::Name).data().toString(), u"count"_s);
    QCOMPARE(model.index(0, OrderParamsModel::Value).data().toString(), u"11"_s);
    QCOMPARE(model.index(0, OrderParamsModel::Value).data(OrderParamsModel::HiddenValueRole).toString(),
             u"9"_s);
    QCOMPARE(model.index(1, OrderParamsModel::Value).data().toString(), u"••••••••"_s);
    QVERIFY(
        model.index(1, OrderParamsModel::Value).data(OrderParamsModel::HiddenValueRole).toString().isEmpty());
    QCOMPARE(model.layers(), (QList<std::pair<QString, int>>{{u"work-order"_s, 2}, {u"global"_s, 1}}));
    model.setLayer(u"global"_s);
    QCOMPARE(model.rowCount(), 1);
    model.setRecorded({{u"secret"_s, QJsonObject{{u"$sealed"_s, u"z"_s}}}});
    model.setLayer({});
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.index(0, OrderParamsModel::Value).data().toString(), u"••••••••"_s);
}

void TestWorkOrders::jobsAreThoseOfTheOrder()
{
    const WorkOrder running = order(3, WorkOrderState::Running);
    const auto job = [&](qint64 id, qint64 workOrder, JobState state) {
        Job made{.id = {id}, .machine = running.target, .task = u"t%1"_s.arg(id), .state = state};
        made.workOrder = {workOrder};
        made.created = Instant(id * 1000);
        made.started = Instant(id * 1000);
        if (!made.isOpen())
            made.ended = Instant(id * 1000 + 400);
        return made;
    };
    m_engine->onAsk = [&](const Query& query) -> Result<Answer> {
        if (std::holds_alternative<Queries::FindJobs>(query))
            return Answers::Jobs{
                {job(9, 8, JobState::Finished), job(5, 3, JobState::Failed), job(4, 3, JobState::Finished)},
                false};
        return Answers::WorkOrders{};
    };
    apply({running}, {}, true);
    OrderJobsModel model(*m_engine, *m_replica, plainWords());
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.show(running);
    QTRY_COMPARE(model.rowCount(), 2);
    QCOMPARE(model.done(), 2);
    QCOMPARE(model.telling(), JobId{5});
    ChangeBatch batch;
    batch.jobs.changed.append(job(12, 3, JobState::Running));
    m_replica->apply(batch);
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.telling(), JobId{12});
    QCOMPARE(model.jobAt(model.index(0, 0)), JobId{4});
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
    const auto model = makeModel();
    QAbstractItemModelTester tester(model.get(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    QSignalSpy reset(model.get(), &QAbstractItemModel::modelReset);
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
    QCOMPARE(model->openCount(), open.size());
    QCOMPARE(modelLines(*model), modelLines(*makeModel()));
}

void TestWorkOrders::agesGoOnWhileNothingHappens()
{
    apply({order(9, WorkOrderState::Running)}, {}, true);
    const auto model = makeModel();
    QSignalSpy changed(model.get(), &QAbstractItemModel::dataChanged);
    QTRY_VERIFY(!changed.isEmpty());
    QCOMPARE(changed.first().first().toModelIndex().column(), int(WorkOrderColumn::Time));
}

void TestWorkOrders::aTargetThatIsGoneIsStillNamed()
{
    WorkOrder past = order(1, WorkOrderState::Finished);
    past.target.uuid = QUuid(99, 0, 0x4000, 0x80, 0, 0, 0, 0, 0, 0, 1);
    past.targetName = u"gone"_s;
    apply({}, {past}, true);
    const auto model = makeModel();
    const QModelIndex target = model->index(0, 0, model->index(0, 0));
    QCOMPARE(target.data().toString(), u"gone"_s);
    QCOMPARE(target.data(ObjectKeyRole).toString(), QString());
}

} // namespace Drover

QTEST_GUILESS_MAIN(Drover::TestWorkOrders)
#include "tst_workorders.moc"
