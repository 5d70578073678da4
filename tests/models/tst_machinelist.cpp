#include "models/machinelistmodel.h"
#include "models/roles.h"
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

/// The list of machines: filter, order, groups, views, and what it costs.
class TestMachineList : public QObject
{
    Q_OBJECT

private slots:
    void randomBatchesLeadWhereAFreshListIs_data();
    void randomBatchesLeadWhereAFreshListIs();
    void rowsWaitWhileHeld();
    void aRemovedMachineWaitsToo();
    void chosenRowsOutliveAFilter();
    void severalColumnsOrderTheRows();
    void groupsHaveHeads();
    void viewsAreCounted();
    void keysAndValuesForCompletion();
    void paramsCanBeAskedFor();
    void aHundredThousandMachines();

private:
    static void arrange(MachineListModel& model, quint32 seed);
};

/// Another filter, order and grouping for every seed.
void TestMachineList::arrange(MachineListModel& model, quint32 seed)
{
    const auto order = [&](quint32 bit) { return seed & bit ? Qt::AscendingOrder : Qt::DescendingOrder; };
    model.setSortColumns({{int(seed) % MachineColumnCount, order(1)}, {int(MachineColumn::Pool), order(2)}});
    model.setFilter(TextFilter::parse(seed % 3 == 0   ? u"pool:a"_s
                                      : seed % 3 == 1 ? u"-is:held"_s
                                                      : QString()));
    model.setGroupKey(seed % 4 == 0 ? u"status"_s : seed % 4 == 1 ? u"cluster"_s : QString());
    model.setWatched({TextFilter::parse(u"status:Free"_s), TextFilter::parse(u"state:/s/ pool:b"_s)});
}

void TestMachineList::randomBatchesLeadWhereAFreshListIs_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 24; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void TestMachineList::randomBatchesLeadWhereAFreshListIs()
{
    QFETCH(quint32, seed);
    Replica replica;
    replica.setWallClock([] { return qint64(0); });
    MachineListModel model(replica, plainWords());
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    arrange(model, seed);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    FleetChanges changes(seed);
    QPersistentModelIndex kept;
    for (int i = 0; i < 150; ++i) {
        model.setHeld(i % 20 > 12);
        model.setFollowing(i % 30 < 20);
        replica.apply(changes.next());
        (void)modelLines(model); // may be read at any time
        if (!kept.isValid() && model.rowCount() > 2)
            kept = model.index(2, 0);
        const MachineId id = kept.isValid() ? model.machineAt(kept.row()) : MachineId();
        if (id.isSet())
            QCOMPARE(model.indexOf(id), QModelIndex(kept));
    }
    model.setHeld(false);
    model.setFollowing(true);
    QVERIFY(reset.isEmpty());
    MachineListModel fresh(replica, plainWords());
    arrange(fresh, seed);
    QCOMPARE(modelLines(model), modelLines(fresh));
    QCOMPARE(model.totalCount(), replica.machineCount());
    QCOMPARE(model.matchCount(), fresh.matchCount());
    for (int i = 0; i < 2; ++i)
        QCOMPARE(model.watchedCount(i), fresh.watchedCount(i));
    for (int row = 0; row < model.rowCount(); ++row) {
        if (model.machineAt(row).isSet())
            QCOMPARE(model.indexOf(model.machineAt(row)).row(), row);
        else
            QVERIFY(model.index(row, 0).data(GroupRole).isValid());
    }
}

namespace {

Machine newMachine(int number, const QString& pool, PoolStatus status)
{
    Machine machine;
    machine.id.uuid = QUuid(uint(number + 1), 1, 0x4000, 0x80, 0, 0, 0, 0, 0, 0, 3);
    machine.name = u"node-%1"_s.arg(number);
    machine.pool = pool;
    machine.poolStatus = status;
    machine.params = {{u"location/rack"_s, u"r%1"_s.arg(number % 250)}, {u"hw/cores"_s, number % 64}};
    return machine;
}

ChangeBatch snapshotOf(int machines)
{
    ChangeBatch batch;
    batch.snapshot = true;
    for (int i = 0; i < machines; ++i)
        batch.machines.changed.append(
            newMachine(i, u"pool-%1"_s.arg(i % 20), i % 7 ? PoolStatus::Free : PoolStatus::InUse));
    return batch;
}

QStringList namesOf(const MachineListModel& model)
{
    QStringList names;
    for (int row = 0; row < model.rowCount(); ++row)
        names.append(model.index(row, 0).data().toString());
    return names;
}

} // namespace

void TestMachineList::rowsWaitWhileHeld()
{
    Replica replica;
    replica.apply(snapshotOf(6));
    MachineListModel model(replica, plainWords());
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setSortColumns({{int(MachineColumn::PoolStatus), Qt::AscendingOrder}});
    const QStringList before = namesOf(model);
    model.setHeld(true);
    int waiting = 0;
    model.setWaitingSink([&waiting](int count) { waiting = count; });
    ChangeBatch batch;
    batch.machines.changed = {newMachine(3, u"pool-3"_s, PoolStatus::Joining),
                              newMachine(9, u"pool-9"_s, PoolStatus::Free)};
    replica.apply(batch);
    QCOMPARE(namesOf(model), before);
    QCOMPARE(waiting, 2);
    const int row = int(before.indexOf(u"node-3"_s));
    QCOMPARE(model.index(row, int(MachineColumn::PoolStatus)).data().toString(), u"Joining"_s);
    model.applyWaiting();
    QCOMPARE(waiting, 0);
    QCOMPARE(namesOf(model).constFirst(), u"node-3"_s);
    QCOMPARE(model.rowCount(), 7);
}

void TestMachineList::aRemovedMachineWaitsToo()
{
    Replica replica;
    replica.apply(snapshotOf(3));
    MachineListModel model(replica, plainWords());
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setHeld(true);
    ChangeBatch batch;
    batch.machines.removed = {newMachine(1, {}, PoolStatus::Free).id};
    replica.apply(batch);
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.index(1, 0).data().toString(), u"node-1"_s);
    QVERIFY(model.index(1, 0).data(DimRole).toBool());
    QCOMPARE(model.index(1, int(MachineColumn::Pool)).data(), QVariant());
    model.setHeld(false);
    QCOMPARE(namesOf(model), (QStringList{u"node-0"_s, u"node-2"_s}));
}

void TestMachineList::chosenRowsOutliveAFilter()
{
    Replica replica;
    replica.apply(snapshotOf(100));
    MachineListModel model(replica, plainWords());
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    const QPersistentModelIndex inUse(model.index(14, 0)); // node-14
    const QPersistentModelIndex free(model.index(15, 0));
    model.setFilter(TextFilter::parse(u"status:InUse"_s));
    QVERIFY(!free.isValid());
    QCOMPARE(inUse.data().toString(), u"node-14"_s);
    model.setFilter({});
    QCOMPARE(inUse.row(), 14);
    model.setSortColumns({{0, Qt::DescendingOrder}});
    QCOMPARE(inUse.row(), 85);
}

void TestMachineList::severalColumnsOrderTheRows()
{
    Replica replica;
    replica.apply(snapshotOf(60));
    MachineListModel model(replica, plainWords());
    model.setFilter(TextFilter::parse(u"pool:=pool-2,pool-10"_s));
    model.setSortColumns({{int(MachineColumn::PoolStatus), Qt::DescendingOrder},
                          {int(MachineColumn::Pool), Qt::AscendingOrder},
                          {int(MachineColumn::Name), Qt::DescendingOrder}});
    // In use: 42; free: pool-2 before pool-10, in each the last name first.
    QCOMPARE(namesOf(model), (QStringList{u"node-42"_s, u"node-22"_s, u"node-2"_s, u"node-50"_s, u"node-30"_s,
                                          u"node-10"_s}));
}

void TestMachineList::groupsHaveHeads()
{
    Replica replica;
    replica.apply(snapshotOf(500));
    MachineListModel model(replica, plainWords());
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setGroupKey(u"rack"_s);
    model.setFilter(TextFilter::parse(u"rack:r7,r10 status:Free"_s));
    const auto headAt = [&](int row) { return model.index(row, 0).data(GroupRole).value<GroupHead>(); };
    QCOMPARE(headAt(0).text, u"r7"_s);
    QCOMPARE(headAt(0).matched, 1); // node-257; node-7 is in use
    QCOMPARE(headAt(0).total, 2);
    QCOMPARE(model.index(1, 0).data().toString(), u"node-257"_s);
    QCOMPARE(headAt(0).tally, (QList<std::pair<Status, int>>{{Status::Unknown, 1}}));
    QVERIFY(!model.machineAt(0).isSet());
    QVERIFY(!model.flags(model.index(0, 0)).testFlag(Qt::ItemIsSelectable));
    const int rows = model.rowCount();
    const int matching = model.matchCount();
    model.setCollapsed(0, true);
    QCOMPARE(model.rowCount(), rows - 1);
    QVERIFY(headAt(0).collapsed);
    QCOMPARE(model.matchCount(), matching); // also those that are folded away
    model.setCollapsed(0, false);
    model.setGroupKey(u"pool"_s);
    QCOMPARE(headAt(0).key, u"pool"_s);
    model.setGroupKey({});
    QVERIFY(model.machineAt(0).isSet());
}

void TestMachineList::viewsAreCounted()
{
    Replica replica;
    const FleetScene scene;
    replica.apply(scene.snapshot());
    MachineListModel model(replica, plainWords());
    model.setWatched({{}, TextFilter::parse(u"status:Free"_s), TextFilter::parse(u"is:held"_s)});
    QCOMPARE(model.watchedCount(0), replica.machineCount());
    QCOMPARE(model.watchedCount(1), 201);
    QCOMPARE(model.watchedCount(2), 3);
    model.setFilter(TextFilter::parse(u"pool:metal-gpu status:Free"_s));
    QCOMPARE(model.rowCount(), 14);
    QCOMPARE(model.watchedCount(1), 201); // whatever the filter hides
    Machine one = scene.machine(model.index(0, 0).data().toString());
    one.poolStatus = PoolStatus::HoldLeave;
    ChangeBatch batch;
    batch.machines.changed = {one};
    replica.apply(batch);
    QCOMPARE(model.watchedCount(1), 200);
    QCOMPARE(model.watchedCount(2), 4);
    QCOMPARE(model.rowCount(), 13);
}

void TestMachineList::keysAndValuesForCompletion()
{
    Replica replica;
    replica.apply(snapshotOf(40));
    MachineListModel model(replica, plainWords());
    QVERIFY(model.filterKeys().contains(u"status"_s));
    QCOMPARE(model.valuesOf(u"status"_s), (QStringList{u"Free"_s, u"InUse"_s})); // as a machine's life goes
    QCOMPARE(model.valuesOf(u"pool"_s).at(2), u"pool-2"_s);
    QVERIFY(model.valuesOf(u"nothing"_s).isEmpty());
}

void TestMachineList::paramsCanBeAskedFor()
{
    Replica replica;
    replica.apply(snapshotOf(128));
    MachineListModel model(replica, plainWords());
    model.setFilter(TextFilter::parse(u"hw/cores:>=62"_s));
    QCOMPARE(namesOf(model), (QStringList{u"node-62"_s, u"node-63"_s, u"node-126"_s, u"node-127"_s}));
    ChangeBatch batch;
    Machine one = newMachine(5, u"pool-5"_s, PoolStatus::Free);
    one.params.insert(u"hw/cores"_s, 64);
    batch.machines.changed = {one};
    replica.apply(batch);
    QCOMPARE(model.rowCount(), 5);
}

void TestMachineList::aHundredThousandMachines()
{
    const ChangeBatch batch = snapshotOf(100'000);
    Replica replica;
    replica.apply(batch);
    QElapsedTimer timer;
    timer.start();
    MachineListModel model(replica, plainWords());
    const double filled = double(timer.nsecsElapsed()) / 1e6;
    model.setWatched({{}, TextFilter::parse(u"status:Free"_s), TextFilter::parse(u"is:failed"_s)});
    // The first use of a column reads it; what counts is what typing costs.
    model.setFilter(TextFilter::parse(u"status:InUse rack:/r1[0-4]/ -health:healthy"_s));
    model.setFilter({});
    const auto measured = [&](auto&& step) {
        double best = 1e9;
        for (int i = 0; i < 5; ++i) {
            timer.restart();
            step(i);
            best = std::min(best, double(timer.nsecsElapsed()) / 1e6);
        }
        return best;
    };
    const double filtered = measured(
        [&](int) { model.setFilter(TextFilter::parse(u"status:InUse rack:/r1[0-4]/ -health:healthy"_s)); });
    QVERIFY(model.rowCount() > 0);
    const double named = measured([&](int) { model.setFilter(TextFilter::parse(u"name:/-99.*9$/"_s)); });
    QVERIFY(model.rowCount() > 0);
    double cleared = 1e9;
    for (int i = 0; i < 5; ++i) {
        model.setFilter(TextFilter::parse(u"status:InUse"_s));
        timer.restart();
        model.setFilter({});
        cleared = std::min(cleared, double(timer.nsecsElapsed()) / 1e6);
    }
    QCOMPARE(model.rowCount(), 100'000);
    const auto change = [&](int round) {
        ReplicaChanges changes;
        ChangeBatch next;
        for (int i = 0; i < 10'000; ++i) {
            Machine one = batch.machines.changed.at(i * 10);
            one.poolStatus = round % 2 ? PoolStatus::Free : PoolStatus::Building;
            next.machines.changed.append(one);
            changes.machines.insert(one.id);
        }
        replica.blockSignals(true);
        replica.apply(next);
        replica.blockSignals(false);
        timer.restart();
        emit replica.applied(changes);
        return double(timer.nsecsElapsed()) / 1e6;
    };
    double stay = 1e9;
    double move = 1e9;
    for (int i = 0; i < 6; ++i)
        stay = std::min(stay, change(i));
    model.setFilter(TextFilter::parse(u"status:Building"_s));
    for (int i = 0; i < 6; ++i)
        move = std::min(move, change(i));
    qInfo("100 000 machines: fill %.1f ms, filter %.1f ms, by name %.1f ms, clear %.1f ms, "
          "batch of 10 000: %.1f ms in place, %.1f ms coming and going",
          filled, filtered, named, cleared, stay, move);
    // The bars are 20, 20 and 10 ms of a machine at rest; a busy one takes several times that.
    QVERIFY(filtered < 60);
    QVERIFY(cleared < 60);
    QVERIFY(stay < 100);
    QVERIFY(move < 100);
}

} // namespace Drover

QTEST_GUILESS_MAIN(Drover::TestMachineList)
#include "tst_machinelist.moc"
