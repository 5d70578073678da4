#include "models/clusterstate.h"
#include "models/clusterstates.h"
#include "models/clustertreemodel.h"
#include "models/objectkey.h"
#include "tests/support/fleetchanges.h"
#include "tests/support/fleetscene.h"
#include "tests/support/modeltext.h"

#include <QAbstractItemModelTester>
#include <QJsonArray>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace Drover {

using namespace Testing;

/// The clusters tree shows what the replica holds, and follows it by the fewest row signals.
class TestClusterTree : public QObject
{
    Q_OBJECT

private slots:
    void showsClustersRolesAndMembers();
    void theTopologyIsTheClustersOwn();
    void aChangedMemberIsOneRow();
    void aNewMemberIsInserted();
    void filterKeepsClustersWithAMatchingMember();
    void keysAskClustersOrTheirMembers();
    void scopesCount();
    void sortingKeepsPersistentIndexes();
    void severalColumnsOrderTogether();
    void randomBatchesLeadWhereAFreshModelIs_data();
    void randomBatchesLeadWhereAFreshModelIs();
};

namespace {

QStringList linesOf(const QStringList& lines, const QString& first)
{
    qsizetype from = 0;
    while (from < lines.size() && !lines.at(from).startsWith(first))
        ++from;
    qsizetype end = from + 1;
    while (end < lines.size() && lines.at(end).startsWith(u' '))
        ++end;
    return lines.mid(from, end - from);
}

ChangeBatch batchOf(const FleetScene& scene)
{
    ChangeBatch batch;
    batch.figures = scene.snapshot().figures;
    return batch;
}

} // namespace

void TestClusterTree::showsClustersRolesAndMembers()
{
    Replica replica;
    const FleetScene scene;
    replica.apply(scene.snapshot());
    ClusterTreeModel model(replica, plainWords());
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    QCOMPARE(model.rowCount(), 10);
    const auto s = [](Status status, const QString& rest = {}) { return u"s%1"_s.arg(int(status)) + rest; };
    const QStringList expected{
        u"dale-prod-02 | "_s + s(Status::Provisioning) +
            u" | provision-members | 64% | 2/8 | Workflow | 1.32.1 | "_s + s(Status::Degraded) + u" | 0s"_s,
        u"  control-plane | "_s + s(Status::AtGate, u" 2/3"_s) + u" |  | 83% | 2/3"_s,
        u"    cp-1 | "_s + s(Status::Ready) + u" |  | 100% |  |  |  | "_s + s(Status::Healthy) + u" | 91s"_s,
        u"    cp-2 | "_s + s(Status::Ready) + u" |  | 100% |  |  |  | "_s + s(Status::Healthy) + u" | 121s"_s,
        u"    cp-3 | "_s + s(Status::Retrying, u" 2/0"_s) + u" | linux-install | 50% |  |  |  | "_s +
            s(Status::None) + u" | 0s"_s,
        u"  worker | "_s + s(Status::Running) + u" |  | 54% | 0/5"_s,
        u"    w-1 | "_s + s(Status::AtGate) + u" | linux-install | 71% |  |  |  | "_s + s(Status::None) +
            u" | 231s"_s,
        u"    w-2 | "_s + s(Status::AtGate) + u" | linux-install | 71% |  |  |  | "_s + s(Status::None) +
            u" | 201s"_s,
        u"    w-3 | "_s + s(Status::Running) + u" | linux-install | 50% |  |  |  | "_s + s(Status::None) +
            u" | 0s"_s,
        u"    w-4 | "_s + s(Status::Running) + u" | linux-install | 50% |  |  |  | "_s + s(Status::None) +
            u" | 0s"_s,
        u"    w-5 | "_s + s(Status::Failed) + u" | hardware | 28% |  |  |  | "_s + s(Status::None) +
            u" | 121s"_s,
    };
    const QStringList shown = linesOf(modelLines(model), u"dale-prod-02"_s);
    for (qsizetype i = 0; i < expected.size(); ++i)
        QCOMPARE(shown.value(i), expected.at(i));
    QCOMPARE(shown.size(), expected.size());
}

void TestClusterTree::theTopologyIsTheClustersOwn()
{
    Replica replica;
    ChangeBatch batch = FleetScene().snapshot();
    const auto at = std::ranges::find(batch.machines.changed, MachineKind::Cluster, &Machine::kind);
    QVERIFY(at != batch.machines.changed.end());
    // As the engine stores it at provision; the profile's would be that of an older cluster of the same name.
    at->params.insert(
        u"cluster/topology"_s,
        QJsonArray{QJsonObject{{u"role"_s, u"control-plane"_s}, {u"count"_s, 7}, {u"votes"_s, true}}});
    replica.apply(batch);
    const ClusterState state = clusterState(replica, *replica.cluster(at->name));
    QCOMPARE(state.roles.first().role, u"control-plane"_s);
    QCOMPARE(state.roles.first().desired, 7);
    QVERIFY(state.roles.first().votes);
}

void TestClusterTree::aChangedMemberIsOneRow()
{
    Replica replica;
    const FleetScene scene;
    replica.apply(scene.snapshot());
    ClusterTreeModel model(replica, plainWords());
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    QSignalSpy moved(&model, &QAbstractItemModel::rowsMoved);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    Machine member = scene.machine(u"r09-u11"_s);
    member.sequence.stop = Stop::Paused;
    ChangeBatch batch = batchOf(scene);
    batch.machines.changed = {member};
    replica.apply(batch);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed.constFirst().constFirst().toModelIndex().data().toString(), u"w-3"_s);
    QVERIFY(moved.isEmpty() && reset.isEmpty());
}

void TestClusterTree::aNewMemberIsInserted()
{
    Replica replica;
    const FleetScene scene;
    replica.apply(scene.snapshot());
    ClusterTreeModel model(replica, plainWords());
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    Machine member = scene.machine(u"r09-u11"_s);
    member.id.uuid = QUuid::createUuid();
    member.memberName = u"w-10"_s;
    ChangeBatch batch = batchOf(scene);
    batch.machines.changed = {member};
    replica.apply(batch);
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(inserted.constFirst().at(1).toInt(), 5); // after w-5: digits are numbers
    QVERIFY(model.indexOf(machineKey(member.id)).isValid());
}

void TestClusterTree::filterKeepsClustersWithAMatchingMember()
{
    Replica replica;
    const FleetScene scene;
    replica.apply(scene.snapshot());
    ClusterTreeModel model(replica, plainWords());
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setFilter(TextFilter::parse(u"r09-u26"_s));
    QCOMPARE(model.rowCount(), 1);
    const QModelIndex cluster = model.index(0, 0);
    QCOMPARE(cluster.data().toString(), u"dale-prod-02"_s);
    QCOMPARE(model.rowCount(model.index(1, 0, cluster)), 1);
    model.setFilter(TextFilter::parse(u"name:/^wold/"_s));
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.rowCount(model.index(1, 0, model.index(0, 0))), 43);
    model.setFilter({});
    QCOMPARE(model.rowCount(), 10);
}

void TestClusterTree::keysAskClustersOrTheirMembers()
{
    Replica replica;
    const FleetScene scene;
    replica.apply(scene.snapshot());
    ClusterTreeModel model(replica, plainWords());
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    // The members that are shown, by role.
    const auto members = [&model] {
        QMap<QString, int> counts;
        for (int cluster = 0; cluster < model.rowCount(); ++cluster) {
            const QModelIndex at = model.index(cluster, 0);
            for (int role = 0; role < model.rowCount(at); ++role) {
                const QModelIndex below = model.index(role, 0, at);
                counts[below.data().toString()] += model.rowCount(below);
            }
        }
        return counts;
    };
    const auto filter = [&model](const QString& typed) {
        const TextFilter parsed = TextFilter::parse(typed, ClusterFilter::keys());
        QVERIFY2(!parsed.problem(), qPrintable(typed));
        model.setFilter(parsed);
    };
    const int all = model.rowCount();
    const QMap<QString, int> everybody = members();
    filter(u"version:1.30"_s);
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.index(0, 0).data().toString(), u"tarn-ci-03"_s);
    QCOMPARE(members().value(u"worker"_s), 5); // of a cluster that matches all are shown
    filter(u"version:1.30 role:worker"_s);
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(members(), (QMap<QString, int>{{u"control-plane"_s, 0}, {u"worker"_s, 5}}));
    filter(u"-role:worker"_s);
    QCOMPARE(model.rowCount(), all);
    QCOMPARE(members().value(u"worker"_s), 0);
    QCOMPARE(members().value(u"control-plane"_s), everybody.value(u"control-plane"_s));
    filter(u"-name:/prod/ ready:>9"_s);
    for (int row = 0; row < model.rowCount(); ++row)
        QVERIFY(!model.index(row, 0).data().toString().contains(u"prod"_s));
    QVERIFY(model.rowCount() > 0 && model.rowCount() < all);
    filter(u"machine:=r09-u26"_s);
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(members().value(u"worker"_s), 1);
    model.setFilter({});
    QCOMPARE(members(), everybody);
    QCOMPARE(model.valuesOf(u"role"_s), (QStringList{u"control-plane"_s, u"worker"_s}));
    QCOMPARE(model.valuesOf(u"version"_s).constFirst(), u"1.30.9"_s);
    QVERIFY(TextFilter::parse(u"colour:red"_s, ClusterFilter::keys()).problem());
}

void TestClusterTree::scopesCount()
{
    Replica replica;
    const FleetScene scene;
    replica.apply(scene.snapshot());
    ClusterTreeModel model(replica, plainWords());
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    QCOMPARE(model.count(ClusterScope::All), 10);
    QCOMPARE(model.count(ClusterScope::Active), 3);
    QCOMPARE(model.count(ClusterScope::Attention), 1);
    model.setScope(ClusterScope::Active);
    QCOMPARE(model.rowCount(), 3);
}

void TestClusterTree::sortingKeepsPersistentIndexes()
{
    Replica replica;
    const FleetScene scene;
    replica.apply(scene.snapshot());
    ClusterTreeModel model(replica, plainWords());
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    const QPersistentModelIndex held(model.indexOf(clusterKey(u"wold-prod-06"_s)));
    model.sort(int(ClusterColumn::Name), Qt::DescendingOrder);
    QCOMPARE(held.data().toString(), u"wold-prod-06"_s);
    QCOMPARE(held.row(), 0);
}

void TestClusterTree::severalColumnsOrderTogether()
{
    Replica replica;
    const FleetScene scene;
    replica.apply(scene.snapshot());
    ClusterTreeModel model(replica, plainWords());
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setSortColumns({{int(ClusterColumn::Version), Qt::DescendingOrder},
                          {int(ClusterColumn::Ready), Qt::AscendingOrder}});
    const auto text = [&model](int row, ClusterColumn column) {
        return model.index(row, int(column)).data().toString();
    };
    int undecided = 0;
    for (int row = 1; row < model.rowCount(); ++row) {
        const QString above = naturalKey(text(row - 1, ClusterColumn::Version));
        const QString here = naturalKey(text(row, ClusterColumn::Version));
        QVERIFY(here <= above);
        if (here != above)
            continue;
        ++undecided;
        QVERIFY(text(row - 1, ClusterColumn::Ready).section(u'/', 0, 0).trimmed().toInt() <=
                text(row, ClusterColumn::Ready).section(u'/', 0, 0).trimmed().toInt());
    }
    QVERIFY(undecided > 3);
}

void TestClusterTree::randomBatchesLeadWhereAFreshModelIs_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 12; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void TestClusterTree::randomBatchesLeadWhereAFreshModelIs()
{
    QFETCH(quint32, seed);
    Replica replica;
    replica.setWallClock([] { return qint64(0); });
    ClusterTreeModel model(replica, plainWords());
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    FleetChanges changes(seed);
    for (int i = 0; i < 150; ++i) {
        if (i % 40 == 10)
            model.setScope(i % 80 == 10 ? ClusterScope::Active : ClusterScope::All);
        if (i % 50 == 20)
            model.sort(i % 9, i % 100 == 20 ? Qt::DescendingOrder : Qt::AscendingOrder);
        model.setFollowing(i % 30 < 20);
        replica.apply(changes.next());
        // What is kept up is what would be derived anew.
        ClusterStates derived(replica);
        const QStringList names = replica.clusterNames();
        for (const QString& name : names)
            QCOMPARE(*replica.clusterStates().of(name), *derived.of(name));
    }
    model.setFollowing(true);
    model.setScope(ClusterScope::All);
    model.sort(int(ClusterColumn::Name), Qt::AscendingOrder);
    const ClusterTreeModel fresh(replica, plainWords());
    QCOMPARE(modelLines(model), modelLines(fresh));
    QVERIFY(reset.isEmpty());
}

} // namespace Drover

QTEST_GUILESS_MAIN(Drover::TestClusterTree)
#include "tst_clustertree.moc"
