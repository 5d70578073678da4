#include "models/joblistmodel.h"
#include "models/parammodel.h"
#include "models/poollistmodel.h"
#include "tests/support/fleetscene.h"
#include "tests/support/modeltext.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace Drover {

using namespace Testing;

/// Pools, jobs and params as lists.
class TestLists : public QObject
{
    Q_OBJECT

private slots:
    void poolsStandBelowTheirParents();
    void poolsWaitWhileSomebodyPointsAtThem();
    void poolsAreFilteredByTheirFigures_data();
    void poolsAreFilteredByTheirFigures();
    void poolsAreOrderedBelowTheirParents();
    void jobsAreGroupedByStageAndAttempt();
    void openJobsShowTheirProgress();
    void paramsOpenToTheLayersThatSetThem();
};

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
    QCOMPARE(lines.at(1),
             u"  edge-small | 96 |  | 14 | 77 | 0 | 0 | 0 | 5 | 0 | pools.least | pools.autofill.off"_s);
    QVERIFY(lines.at(2).startsWith(u"  metal-general | "_s));
    QCOMPARE(lines.at(3),
             u"    metal-gpu | 14 |  | 0 | 14 | 0 | 0 | 0 | 0 | 0 | pools.least | pools.autofill.off"_s);
    model.setFlat(true);
    QCOMPARE(model.rowCount(), 4);
    QCOMPARE(model.indexOf(u"metal-gpu"_s).data(SecondaryTextRole).toString(), u"metal-general"_s);
    model.setFlat(false);
    QCOMPARE(modelLines(model), lines);
    model.setFilter(TextFilter::parse(u"gpu"_s));
    QCOMPARE(modelLines(model).size(), 1);
}

void TestLists::poolsWaitWhileSomebodyPointsAtThem()
{
    Replica replica;
    const FleetScene scene;
    replica.apply(scene.snapshot());
    PoolListModel model(replica, plainWords());
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    const auto names = [&model] {
        QStringList lines = modelLines(model);
        for (QString& line : lines)
            line = line.section(u'|', 0, 0).trimmed();
        return lines.join(u' ');
    };
    const QString before = names();
    QCOMPARE(before, u"default edge-small metal-general metal-gpu"_s);
    int told = 0;
    model.setWaitingSink([&told](int waiting) { told = waiting; });
    model.setHeld(true);
    // One is made, one goes elsewhere, one says something else.
    Pool made{.name = u"attic"_s};
    Pool moved = replica.pools().at(u"metal-gpu"_s);
    moved.parent = u"default"_s;
    Pool changed = replica.pools().at(u"edge-small"_s);
    changed.minFree = 7;
    ChangeBatch batch;
    batch.pools.changed = {made, moved, changed};
    replica.apply(batch);
    QCOMPARE(names(), before);
    QCOMPARE(told, 3); // the one that moves goes here and comes there
    QCOMPARE(model.poolAt(model.indexOf(u"edge-small"_s))->minFree, 7);
    model.setHeld(false);
    QCOMPARE(names(), u"default attic edge-small metal-general metal-gpu"_s);
    QCOMPARE(told, 0);

    model.setHeld(true);
    batch.pools.changed.clear();
    batch.pools.removed = {u"attic"_s};
    replica.apply(batch);
    QCOMPARE(told, 1);
    model.setSortColumns({{int(PoolColumn::Name), Qt::DescendingOrder}}); // asked for: at once
    QCOMPARE(names(), u"default metal-gpu metal-general edge-small"_s);
    QCOMPARE(told, 0);
}

void TestLists::poolsAreFilteredByTheirFigures_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QStringList>("pools");
    QTest::newRow("figures") << u"free:<20 minimum:>0"_s << QStringList{u"metal-gpu"_s};
    QTest::newRow("none of them") << u"joining:=0 -name:default"_s
                                  << QStringList{u"metal-general"_s, u"metal-gpu"_s};
    QTest::newRow("parent") << u"parent:metal-general"_s << QStringList{u"metal-gpu"_s};
    QTest::newRow("regex and not") << u"name:/^metal/ -/gpu$/"_s << QStringList{u"metal-general"_s};
    QTest::newRow("a word of the description") << u"hall"_s << QStringList{u"metal-general"_s};
    QTest::newRow("either") << u"name:edge,=metal-gpu"_s << QStringList{u"edge-small"_s};
}

void TestLists::poolsAreFilteredByTheirFigures()
{
    QFETCH(QString, filter);
    Replica replica;
    const FleetScene scene;
    replica.apply(scene.snapshot());
    PoolListModel model(replica, plainWords());
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    const TextFilter parsed = TextFilter::parse(filter, PoolListModel::filterKeys());
    QVERIFY(!parsed.problem());
    model.setFilter(parsed);
    QStringList pools;
    for (int row = 0; row < model.rowCount(); ++row)
        pools.append(model.index(row, 0).data().toString());
    QTEST(pools, "pools");
    model.setFilter({});
    QCOMPARE(modelLines(model).size(), 4);
}

void TestLists::poolsAreOrderedBelowTheirParents()
{
    Replica replica;
    const FleetScene scene;
    replica.apply(scene.snapshot());
    PoolListModel model(replica, plainWords());
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    const QPersistentModelIndex held = model.indexOf(u"metal-gpu"_s);
    const auto children = [&model] {
        const QModelIndex root = model.index(0, 0);
        QStringList names;
        for (int row = 0; row < model.rowCount(root); ++row)
            names.append(model.index(row, 0, root).data().toString());
        return names;
    };
    model.setSortColumns({{int(PoolColumn::Free), Qt::DescendingOrder}});
    QCOMPARE(children(), (QStringList{u"metal-general"_s, u"edge-small"_s}));
    // What the first column leaves undecided the second decides.
    model.setSortColumns(
        {{int(PoolColumn::Building), Qt::AscendingOrder}, {int(PoolColumn::Free), Qt::AscendingOrder}});
    QCOMPARE(children(), (QStringList{u"edge-small"_s, u"metal-general"_s}));
    QCOMPARE(held.data().toString(), u"metal-gpu"_s);
    QCOMPARE(held.parent().data().toString(), u"metal-general"_s);
    QCOMPARE(model.valuesOf(u"parent"_s), QStringList{u"metal-general"_s});
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
    model.setFilter({});
    model.setChangedOnly(true);
    QCOMPARE(model.rowCount(), model.changedCount());
    QVERIFY(model.rowCount() > 0 && model.rowCount() < model.count());
    for (int row = 0; row < model.rowCount(); ++row)
        QVERIFY(model.rowCount(model.index(row, 0)) > 1); // it hides another layer's
}

} // namespace Drover

QTEST_GUILESS_MAIN(Drover::TestLists)
#include "tst_lists.moc"
