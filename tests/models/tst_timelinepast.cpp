#include "models/historyloader.h"
#include "models/objectkey.h"
#include "models/timeline/timelinebuilder.h"
#include "models/timeline/timelinemodel.h"
#include "tests/support/modeltext.h"
#include "tests/support/worldengine.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace Drover {

using namespace Testing;

namespace {

const QString name = u"c1"_s;

/// A console that has just been opened on the world and shows the cluster.
struct Console
{
    explicit Console(EngineWorld& world) : engine(world)
    {
        replica.setWallClock([] { return qint64(0); });
        engine.subscribe(&replica, [this](const ChangeBatchPtr& batch) { replica.apply(*batch); });
        QSignalSpy loaded(&history, &HistoryLoader::clusterLoaded);
        QSignalSpy applied(&replica, &Replica::applied);
        (void)applied.wait();
        history.wantCluster(name);
        builder.showCluster(name);
        complete = !loaded.isEmpty() || loaded.wait();
    }

    WorldEngine engine;
    Replica replica;
    HistoryLoader history{engine, replica};
    TimelineModel model;
    TimelineBuilder builder{replica, model, plainWords()};
    bool complete = false;
};

/// The bars of a lane up to that of a job; all of them when that is 0. Waits count with the bar behind them.
QStringList bars(const TimelineScene& scene, const TimelineLane& lane, qint64 until)
{
    QStringList bars;
    qsizetype told = 0;
    for (const TimelineSpan& span : lane.spans) {
        if (until > 0 && span.id > until)
            break;
        bars.append(u"%1:%2"_s.arg(scene.barText(span)).arg(int(span.state)));
        told = span.id > 0 || until == 0 ? bars.size() : told;
    }
    return bars.first(told);
}

/// The timeline up to a job: its groups, lanes with their bars, and barriers.
QStringList textOf(const TimelineScene& scene, qint64 until)
{
    QStringList lines;
    for (const TimelineLane& lane : scene.lanes) {
        lines.append(QString(lane.depth * 2, u' ') + lane.title);
        if (lane.kind != LaneKind::GroupHeader)
            lines.last() += u" ("_s + lane.subtitle + u") "_s + bars(scene, lane, until).join(u' ');
    }
    for (const TimelineGate& gate : scene.gates) {
        QStringList pegs;
        for (const GatePeg& peg : gate.pegs)
            pegs.append((peg.arrived ? u"+"_s : u"-"_s) + peg.member);
        lines.append(u"%1 %2/%3 %4 at %5 by %6, %7 to %8, badge %9"_s.arg(gate.name)
                         .arg(gate.arrived())
                         .arg(gate.needed)
                         .arg(pegs.join(u' '))
                         .arg(gate.openedAt.ms())
                         .arg(gate.lastArriver, gate.firstLane, gate.lastLane, gate.badgeLane));
    }
    return lines;
}

} // namespace

/// The timeline of a cluster that has been destroyed, in a console that was opened after that.
class TestTimelinePast : public QObject
{
    Q_OBJECT

private slots:
    void theRunOfADestroyedClusterIsThereAfterARestart()
    {
        EngineWorld world({.machines = 8});
        world.must(Commands::StartOperation{EngineWorld::provision(name, 3, 2), {}, true});
        const qint64 provisioned = world.state().ledger().lastJob;
        QStringList before;
        {
            Console console(world);
            before = textOf(console.model.scene(), provisioned);
        }
        world.must(Commands::StartOperation{EngineWorld::destroy(name), {}, true});
        QVERIFY(!world.state().cluster(name));
        world.reopen();
        Console console(world);
        QVERIFY(console.complete);
        QCOMPARE(console.replica.pastClusterNames(), QStringList{name});
        const TimelineScene& scene = console.model.scene();
        // Lane by lane, bar by bar, wait by wait.
        QStringList after = textOf(scene, provisioned);
        for (QString& line : before)
            line.remove(u"100 %"_s);
        QCOMPARE(after.size(), before.size());
        for (qsizetype i = 0; i < after.size(); ++i)
            QVERIFY2(after[i] == before[i], qPrintable(u"%1\nwas\n%2"_s.arg(after[i], before[i])));
        QVERIFY(after.contains(u"worker"_s));
        QVERIFY(after.constLast().startsWith(u"control-plane-ready 3/2"_s));
        int waits = 0;
        for (const TimelineLane& lane : scene.lanes) {
            QVERIFY(lane.status != Status::None);
            for (const TimelineSpan& span : lane.spans)
                waits += span.state == BarState::AtGate ? 1 : 0;
        }
        QCOMPARE(waits, 2);
        // And what came after: each member was released.
        const TimelineLane& first = scene.lanes.at(console.model.laneOf(scene.gates.constFirst().lastLane));
        QVERIFY(bars(scene, first, 0).size() > bars(scene, first, provisioned).size());
    }

    void whoeverWatchesSeesTheSame()
    {
        EngineWorld world({.machines = 8});
        world.must(Commands::StartOperation{EngineWorld::provision(name, 3, 2), {}, true});
        Console watching(world);
        (void)watching.engine.submit(
            {.id = u"x"_s,
             .actor = u"user:test"_s,
             .reason = u"test"_s,
             .command = Commands::StartOperation{EngineWorld::destroy(name), {}, true}});
        QVERIFY(!watching.replica.cluster(name));
        Console fresh(world);
        QTRY_COMPARE(textOf(watching.model.scene(), 0), textOf(fresh.model.scene(), 0));
    }

    void twoClustersOfANameAreBothTold()
    {
        EngineWorld world({.machines = 8});
        world.must(Commands::StartOperation{EngineWorld::provision(name, 3, 0), {}, true});
        world.must(Commands::StartOperation{EngineWorld::destroy(name), {}, true});
        world.must(Commands::StartOperation{EngineWorld::provision(name, 3, 2), {}, true});
        world.must(Commands::StartOperation{EngineWorld::destroy(name), {}, true});
        Console console(world);
        QSet<QString> keys;
        int clusters = 0;
        for (const TimelineLane& lane : console.model.scene().lanes) {
            QVERIFY2(!keys.contains(lane.key), qPrintable(lane.key));
            keys.insert(lane.key);
            clusters += lane.kind == LaneKind::Cluster ? 1 : 0;
        }
        QCOMPARE(clusters, 2);
        QVERIFY(keys.contains(clusterKey(name)));
        QSet<QString> gates;
        for (const TimelineGate& gate : console.model.scene().gates)
            gates.insert(gate.key);
        QCOMPARE(gates.size(), console.model.scene().gates.size());
    }
};

} // namespace Drover

QTEST_GUILESS_MAIN(Drover::TestTimelinePast)
#include "tst_timelinepast.moc"
