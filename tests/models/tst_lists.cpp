#include "models/joblistmodel.h"
#include "models/machinelistmodel.h"
#include "models/parammodel.h"
#include "models/poollistmodel.h"
#include "tests/support/fleetchanges.h"
#include "tests/support/fleetscene.h"
#include "tests/support/modeltext.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace Drover {

using namespace Testing;

/// Machines, pools, jobs and params as lists.
class TestLists : public QObject
{
    Q_OBJECT

private slots:
    void randomBatchesLeadWhereAFreshMachineListIs_data();
    void randomBatchesLeadWhereAFreshMachineListIs();
    void machineScopesAndFilter();
    void aHundredThousandMachinesFillAndFilterFast();
    void poolsStandBelowTheirParents();
    void jobsAreGroupedByStageAndAttempt();
    void openJobsShowTheirProgress();
    void paramsOpenToTheLayersThatSetThem();
    void filterTermsCombine_data();
    void filterTermsCombine();
};

void TestLists::randomBatchesLeadWhereAFreshMachineListIs_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 12; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void TestLists::randomBatchesLeadWhereAFreshMachineListIs()
{
    QFETCH(quint32, seed);
    Replica replica;
    replica.setWallClock([] { return qint64(0); });
    MachineListModel model(replica, plainWords());
    PoolListModel pools(replica, plainWords());
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    QAbstractItemModelTester poolTester(&pools, QAbstractItemModelTester::FailureReportingMode::Fatal);
    const int column = int(seed) % MachineColumnCount;
    model.sort(column, seed % 2 ? Qt::AscendingOrder : Qt::DescendingOrder);
    if (seed % 3 == 0)
        model.setFilter(TextFilter::parse(u"pool:a"_s));
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    FleetChanges changes(seed);
    for (int i = 0; i < 150; ++i)
        replica.apply(changes.next());
    QVERIFY(reset.isEmpty());
    MachineListModel fresh(replica, plainWords());
    if (seed % 3 == 0)
        fresh.setFilter(TextFilter::parse(u"pool:a"_s));
    fresh.sort(column, seed % 2 ? Qt::AscendingOrder : Qt::DescendingOrder);
    QCOMPARE(modelLines(model), modelLines(fresh));
    for (int i = 0; i < MachineScopeCount; ++i)
        QCOMPARE(model.count(MachineScope(i)), fresh.count(MachineScope(i)));
    for (int row = 0; row < model.rowCount(); ++row) {
        const QString key = model.index(row, 0).data(ObjectKeyRole).toString();
        QCOMPARE(model.indexOf(MachineId::fromString(key.section(u'/', 1))).row(), row);
    }
}

void TestLists::machineScopesAndFilter()
{
    Replica replica;
    const FleetScene scene;
    replica.apply(scene.snapshot());
    MachineListModel model(replica, plainWords());
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    QCOMPARE(model.count(MachineScope::All), replica.machineCount());
    QCOMPARE(model.count(MachineScope::Free), 201);
    QCOMPARE(model.count(MachineScope::Hold), 3);
    model.setScope(MachineScope::Free);
    QCOMPARE(model.rowCount(), 201);
    model.setFilter(TextFilter::parse(u"pool:metal-gpu"_s));
    QCOMPARE(model.rowCount(), 14);
    model.setFilter(TextFilter::parse(u"-pool:metal-gpu,edge-small"_s));
    QCOMPARE(model.rowCount(), 110);
}

void TestLists::aHundredThousandMachinesFillAndFilterFast()
{
    ChangeBatch batch;
    batch.snapshot = true;
    for (int i = 0; i < 100'000; ++i) {
        Machine machine;
        machine.id.uuid = QUuid(uint(i + 1), 1, 0x4000, 0x80, 0, 0, 0, 0, 0, 0, 3);
        machine.name = u"node-%1"_s.arg(i);
        machine.pool = u"pool-%1"_s.arg(i % 20);
        machine.poolStatus = i % 7 ? PoolStatus::Free : PoolStatus::InUse;
        batch.machines.changed.append(machine);
    }
    Replica replica;
    QElapsedTimer timer;
    timer.start();
    replica.apply(batch);
    const qint64 applied = timer.restart();
    MachineListModel model(replica, plainWords());
    const qint64 filled = timer.restart();
    model.setFilter(TextFilter::parse(u"name:/-99.*9$/ status:Free"_s));
    const qint64 filtered = timer.restart();
    QVERIFY(model.rowCount() > 0);
    model.setFilter({});
    timer.restart();
    Machine one = batch.machines.changed.constFirst();
    ChangeBatch change;
    for (int i = 0; i < 500; ++i) {
        one = batch.machines.changed.at(i * 150);
        one.poolStatus = PoolStatus::Building;
        change.machines.changed.append(one);
    }
    replica.apply(change);
    const qint64 changed = timer.elapsed();
    qInfo("100 000 machines: replica %lld ms, first fill %lld ms, filter %lld ms, batch of 500 %lld ms",
          applied, filled, filtered, changed);
    // Wide bounds: they catch a quadratic step, not a busy machine.
    QVERIFY(filled < 5000);
    QVERIFY(filtered < 3000);
    QVERIFY(changed < 1000);
}

void TestLists::poolsStandBelowTheirParents()
{
    Replica replica;
    const FleetScene scene;
    replica.apply(scene.snapshot());
    PoolListModel model(replica, plainWords());
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    const QString all = QString::number(replica.machineCount());
    const QStringList lines = modelLines(model);
    QCOMPARE(lines.size(), 4);
    QVERIFY(lines.at(0).startsWith(u"default | "_s + all));
    QCOMPARE(lines.at(1), u"  edge-small | 96 |  | 14 | 77 | 0 | 0 | 0 | 5 | 0 | 24"_s);
    QVERIFY(lines.at(2).startsWith(u"  metal-general | "_s));
    QCOMPARE(lines.at(3), u"    metal-gpu | 14 |  | 0 | 14 | 0 | 0 | 0 | 0 | 0 | 16"_s);
    model.setFilter(TextFilter::parse(u"gpu"_s));
    QCOMPARE(modelLines(model).size(), 1);
}

void TestLists::jobsAreGroupedByStageAndAttempt()
{
    Replica replica;
    const FleetScene scene;
    replica.apply(scene.snapshot());
    JobListModel model(replica, plainWords());
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.show(scene.machine(u"r07-u21"_s).id);
    const QStringList expected{
        u"universal-discover |  | 120s"_s,
        u"  inventory |  | 60s"_s,
        u"  classify |  | 60s"_s,
        u"universal-start |  | 38s"_s,
        u"  prepare |  | 38s"_s,
        u"universal-hardware |  | 212s"_s,
        u"  bmc-configure |  | 70s"_s,
        u"  flash-firmware |  | 70s"_s,
        u"  raid-config |  | 70s"_s,
        u"universal-linux-install |  | 501s"_s,
        u"  attempt 1 |  | 180s"_s,
        u"    partition |  | 90s"_s,
        u"    make-filesystems | exit 28 | 90s"_s,
        u"  attempt 2 |  | 291s"_s,
        u"    partition |  | 145s"_s,
        u"    make-filesystems | 89 % | 145s"_s,
    };
    QCOMPARE(modelLines(model), expected);
    QCOMPARE(model.count(), 10);
    QCOMPARE(model.failedCount(), 1);
    model.setScope(JobScope::Failed);
    QCOMPARE(modelLines(model),
             (QStringList{u"universal-linux-install |  | 90s"_s, u"  make-filesystems | exit 28 | 90s"_s}));
}

void TestLists::openJobsShowTheirProgress()
{
    Replica replica;
    const FleetScene scene;
    replica.apply(scene.snapshot());
    JobListModel model(replica, plainWords());
    model.show(scene.machine(u"r07-u21"_s).id);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    ChangeBatch batch;
    batch.figures = scene.snapshot().figures;
    const Job* open = replica.openJob(scene.machine(u"r07-u21"_s).id);
    QVERIFY(open);
    batch.observations = {{.job = open->id, .outputBytes = 50'000, .progress = 93}};
    replica.apply(batch);
    QVERIFY(inserted.isEmpty());
    QCOMPARE(changed.size(), 1);
    QCOMPARE(model.indexOfJob(open->id).siblingAtColumn(JobListModel::Result).data().toString(), u"93 %"_s);
}

void TestLists::paramsOpenToTheLayersThatSetThem()
{
    const FleetScene scene;
    ParamModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    const auto answer = scene.answer(Queries::EffectiveParams{u"x"_s});
    model.setParams(std::get<Answers::Params>(*answer));
    QCOMPARE(model.rowCount(), 10);
    model.setFilter(TextFilter::parse(u"install/image"_s));
    QCOMPARE(model.rowCount(), 1);
    const QModelIndex image = model.index(0, 0);
    QCOMPARE(image.data(ParamModel::ValueRole).toString(), u"debian-12.7-amd64"_s);
    QCOMPARE(model.rowCount(image), 3);
    QVERIFY(model.index(0, 0, image).data(ParamModel::WinsRole).toBool());
    QVERIFY(!model.index(1, 0, image).data(ParamModel::WinsRole).toBool());
    model.setFilter(TextFilter::parse(u"password"_s));
    QVERIFY(model.index(0, 0).data(ParamModel::SecretRole).toBool());
    QCOMPARE(model.index(0, 0).data(ParamModel::ValueRole).toString(), QString());
}

void TestLists::filterTermsCombine_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<bool>("matches");
    QTest::newRow("empty") << u""_s << true;
    QTest::newRow("word") << u"WEB"_s << true;
    QTest::newRow("other word") << u"db"_s << false;
    QTest::newRow("key") << u"pool:metal"_s << true;
    QTest::newRow("either") << u"pool:edge,metal"_s << true;
    QTest::newRow("not") << u"-pool:metal"_s << false;
    QTest::newRow("regex") << u"name:/^web-[0-9]$/"_s << true;
    QTest::newRow("both") << u"web pool:edge"_s << false;
    QTest::newRow("unfinished key") << u"pool:"_s << true;
    QTest::newRow("bad regex") << u"name:/[/"_s << true;
}

void TestLists::filterTermsCombine()
{
    QFETCH(QString, typed);
    QFETCH(bool, matches);
    const auto field = [](const QString& key) { return key == "pool"_L1 ? u"metal-general"_s : u"web-1"_s; };
    QCOMPARE(TextFilter::parse(typed).matches({u"web-1"_s}, field), matches);
}

} // namespace Drover

QTEST_GUILESS_MAIN(Drover::TestLists)
#include "tst_lists.moc"
