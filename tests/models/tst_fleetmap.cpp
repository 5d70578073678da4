#include "models/fleet/fleetmapmodel.h"
#include "tests/support/fleetchanges.h"
#include "tests/support/fleetscene.h"

#include <QSignalSpy>
#include <QTest>

#include <numeric>

using namespace Qt::StringLiterals;

namespace Drover {

using namespace Testing;

/// The fleet map: who stands where, what a cell shows, and the way the keyboard takes.
class TestFleetMap : public QObject
{
    Q_OBJECT

private slots:
    void everyMachineStandsOnTheMapOnce_data();
    void everyMachineStandsOnTheMapOnce();
    void aMachineKeepsItsPlaceWhenItFails();
    void oneSiteAlone();
    void versionsAreRanked();
    void changesLeadWhereAFreshModelIs_data();
    void changesLeadWhereAFreshModelIs();
    void nobodyLooksNothingIsDone();
    void cellsDoNotOverlap_data();
    void cellsDoNotOverlap();
    void theWalkReachesEveryCell();
};

void TestFleetMap::everyMachineStandsOnTheMapOnce_data()
{
    QTest::addColumn<FleetGrouping>("grouping");
    QTest::addColumn<FleetColouring>("colouring");
    QTest::newRow("cluster, status") << FleetGrouping::Cluster << FleetColouring::PoolStatus;
    QTest::newRow("pool, health") << FleetGrouping::Pool << FleetColouring::Health;
    QTest::newRow("rack, version") << FleetGrouping::Rack << FleetColouring::Version;
    QTest::newRow("site, status") << FleetGrouping::Site << FleetColouring::PoolStatus;
}

void TestFleetMap::everyMachineStandsOnTheMapOnce()
{
    QFETCH(FleetGrouping, grouping);
    QFETCH(FleetColouring, colouring);
    const FleetScene scene;
    Replica replica;
    replica.apply(scene.snapshot());
    const FleetMapScene map = fleetScene(replica, {.colouring = colouring, .grouping = grouping, .site = {}});
    QSet<MachineId> seen;
    int cells = 0;
    bool pools = false;
    for (const FleetGroup& group : map.groups) {
        QVERIFY(!group.cells.isEmpty());
        QVERIFY2(!(group.isCluster && pools), "clusters come first");
        pools = pools || !group.isCluster;
        for (const FleetCell& cell : group.cells) {
            seen.insert(cell.machine);
            QVERIFY(fleetStates(colouring).contains(cell.state));
            ++cells;
        }
    }
    QCOMPARE(cells, replica.machineCount());
    QCOMPARE(seen.size(), cells);
    const auto counts = fleetCounts(map.groups);
    QCOMPARE(std::accumulate(counts.begin(), counts.end(), 0), cells);
    if (grouping == FleetGrouping::Cluster) {
        QCOMPARE(map.groups.constFirst().title, u"scar-prod-02"_s); // the largest
        QCOMPARE(counts[std::size_t(FleetCellState::Joining)], 14);
        QCOMPARE(counts[std::size_t(FleetCellState::Leaving)], 5);
    }
}

void TestFleetMap::aMachineKeepsItsPlaceWhenItFails()
{
    const FleetScene scene;
    Replica replica;
    replica.apply(scene.snapshot());
    FleetMapModel model(replica);
    model.setFollowing(true);
    Machine member = scene.machine(u"r11-u03"_s);
    const FleetSpot before = model.spotOf(member.id);
    QCOMPARE(model.groups().at(before.group).title, u"dale-prod-02"_s);
    QCOMPARE(before.cell, 1);
    QCOMPARE(model.cell(before)->state, FleetCellState::InUse);
    const int failed = model.counts()[std::size_t(FleetCellState::Failed)];
    QSignalSpy cells(&model, &FleetMapModel::cellsChanged);
    QSignalSpy anew(&model, &FleetMapModel::rearranged);
    member.health = Health::Unhealthy;
    ChangeBatch change;
    change.machines.changed = {member};
    replica.apply(change);
    QCOMPARE(model.spotOf(member.id), before);
    QCOMPARE(model.cell(before)->state, FleetCellState::Failed);
    QCOMPARE(model.counts()[std::size_t(FleetCellState::Failed)], failed + 1);
    QCOMPARE(cells.size(), 1); // one cell, and not the map
    QVERIFY(anew.isEmpty());
}

namespace {

ChangeBatch racks(int machines)
{
    ChangeBatch batch;
    batch.snapshot = true;
    for (int i = 0; i < machines; ++i) {
        Machine machine;
        machine.id.uuid = QUuid(uint(i + 1), 1, 0x4000, 0x80, 0, 0, 0, 0, 0, 0, 5);
        machine.name = u"n-%1"_s.arg(i);
        machine.pool = u"p"_s;
        machine.params = {{u"location/rack"_s, u"r%1"_s.arg(i % 7)},
                          {u"location/site"_s, i % 3 ? u"west"_s : u"north"_s}};
        batch.machines.changed.append(machine);
    }
    return batch;
}

} // namespace

void TestFleetMap::oneSiteAlone()
{
    Replica replica;
    replica.apply(racks(30));
    QCOMPARE(fleetSites(replica), (QStringList{u"north"_s, u"west"_s}));
    const FleetMapScene map =
        fleetScene(replica, {.colouring = {}, .grouping = FleetGrouping::Rack, .site = u"north"_s});
    qsizetype cells = 0;
    for (const FleetGroup& group : map.groups)
        cells += group.cells.size();
    QCOMPARE(cells, 10);
    QCOMPARE(map.groups.constFirst().title, u"r0"_s);
}

void TestFleetMap::versionsAreRanked()
{
    const FleetScene scene;
    Replica replica;
    replica.apply(scene.snapshot());
    const FleetMapScene map =
        fleetScene(replica, {.colouring = FleetColouring::Version, .grouping = {}, .site = {}});
    QCOMPARE(map.versions, (QStringList{u"1.32.1"_s, u"1.31.4"_s, u"1.30.9"_s}));
    for (const FleetGroup& group : map.groups) {
        const FleetCellState state = group.cells.constFirst().state;
        if (group.title == u"dale-prod-02"_s)
            QCOMPARE(state, FleetCellState::Version1);
        else if (group.title == u"tarn-ci-03"_s)
            QCOMPARE(state, FleetCellState::Version3);
        else if (!group.isCluster)
            QCOMPARE(state, FleetCellState::NoVersion);
    }
}

void TestFleetMap::changesLeadWhereAFreshModelIs_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 12; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void TestFleetMap::changesLeadWhereAFreshModelIs()
{
    QFETCH(quint32, seed);
    Replica replica;
    replica.setWallClock([] { return qint64(0); });
    FleetMapModel model(replica);
    const FleetView view{.colouring = seed % 2 ? FleetColouring::PoolStatus : FleetColouring::Health,
                         .grouping = seed % 3 ? FleetGrouping::Cluster : FleetGrouping::Pool,
                         .site = {}};
    model.setView(view);
    model.setFollowing(true);
    FleetChanges changes(seed);
    for (int i = 0; i < 150; ++i)
        replica.apply(changes.next());
    const auto shown = [](const FleetMapScene& scene) {
        QStringList lines;
        for (const FleetGroup& group : scene.groups) {
            for (const FleetCell& cell : group.cells)
                lines.append(u"%1 %2 %3"_s.arg(group.title, cell.machine.toString()).arg(int(cell.state)));
        }
        return lines;
    };
    QTRY_COMPARE(shown(model.scene()), shown(fleetScene(replica, view)));
    QCOMPARE(model.counts(), fleetCounts(model.groups()));
}

void TestFleetMap::nobodyLooksNothingIsDone()
{
    Replica replica;
    FleetMapModel model(replica);
    QSignalSpy anew(&model, &FleetMapModel::rearranged);
    replica.apply(racks(30));
    QVERIFY(anew.isEmpty() && model.groups().isEmpty());
    model.setFollowing(true);
    QCOMPARE(anew.size(), 1);
    QVERIFY(!model.groups().isEmpty());
}

void TestFleetMap::cellsDoNotOverlap_data()
{
    QTest::addColumn<int>("width");
    for (const int width : {120, 400, 870, 2400})
        QTest::addRow("%d px", width) << width;
}

void TestFleetMap::cellsDoNotOverlap()
{
    QFETCH(int, width);
    const FleetScene scene;
    Replica replica;
    replica.apply(scene.snapshot());
    const QList<FleetGroup> groups = fleetScene(replica).groups;
    const FleetLayout layout(groups, QList<int>(groups.size(), 130), width);
    QSet<std::pair<int, int>> corners;
    int cells = 0;
    for (int group = 0; group < groups.size(); ++group) {
        for (int cell = 0; cell < groups.at(group).cells.size(); ++cell, ++cells) {
            const QRect box = layout.cellRect({group, cell});
            corners.insert({box.x(), box.y()});
            QCOMPARE(layout.spotAt(box.center()), (FleetSpot{group, cell}));
            QVERIFY(layout.places().at(group).area.contains(box));
            QVERIFY(box.bottom() < layout.height());
        }
        QCOMPARE(layout.titleAt(layout.places().at(group).area.topLeft() + QPoint(2, 2)), group);
    }
    QCOMPARE(corners.size(), cells);
    QCOMPARE(layout.heads().size(), 2);
    QCOMPARE(layout.heads().at(0).machines + layout.heads().at(1).machines, cells);
}

void TestFleetMap::theWalkReachesEveryCell()
{
    const FleetScene scene;
    Replica replica;
    replica.apply(scene.snapshot());
    const QList<FleetGroup> groups = fleetScene(replica).groups;
    const FleetLayout layout(groups, QList<int>(groups.size(), 130), 870);
    FleetSpot at = layout.moved({}, FleetStep::Right);
    QCOMPARE(at, (FleetSpot{0, 0}));
    int steps = 1;
    for (FleetSpot next = layout.moved(at, FleetStep::Down); next != at;
         next = layout.moved(at, FleetStep::Down)) {
        at = next;
        ++steps;
    }
    QCOMPARE(steps, replica.machineCount());
    QCOMPARE(at, layout.moved({}, FleetStep::Last).isSet() ? layout.moved(at, FleetStep::Last) : at);
    QCOMPARE(layout.moved(at, FleetStep::First), (FleetSpot{0, 0}));
    QCOMPARE(layout.moved({0, 0}, FleetStep::Up), (FleetSpot{0, 0})); // the beginning holds
    QCOMPARE(layout.moved({0, 0}, FleetStep::Right).cell, layout.places().at(0).rows);
    QVERIFY(!FleetLayout({}, {}, 500).moved({}, FleetStep::Down).isSet());
}

} // namespace Drover

QTEST_GUILESS_MAIN(Drover::TestFleetMap)
#include "tst_fleetmap.moc"
