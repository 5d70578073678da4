#include "models/timeline/criticalpath.h"
#include "models/timeline/idletime.h"
#include "models/timeline/lanegroups.h"
#include "models/timeline/pathsegments.h"
#include "models/timeline/timelinefigures.h"
#include "models/timeline/timelinefinder.h"
#include "models/timeline/timelinelayout.h"
#include "models/timeline/timelinemodel.h"
#include "models/timeline/timelineviewport.h"

#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace Drover;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Instant kBegin(1'795'000'000'000);

Instant after(Duration since)
{
    return kBegin + since;
}

/// One cluster and two members of two stages; `b` fails once and waits at a gate that `a` opens at 100 s.
class Scene
{
public:
    Scene()
    {
        m_scene.now = after(300s);
        TimelineLane cluster = lane(u"c"_s, LaneKind::Cluster, 0);
        cluster.spans = {bar(u"start"_s, 0s, 10s), bar(u"wait"_s, 10s, 200s), bar(u"finish"_s, 200s, 220s)};
        TimelineLane a = lane(u"a"_s, LaneKind::Member, 1);
        a.subtitle = u"rack-1"_s;
        a.spans = {bar(u"install"_s, 10s, 60s), bar(u"run"_s, 60s, 100s)};
        a.jobs = {bar(u"install"_s, 10s, 20s, BarState::Succeeded, 1, u"partition"_s),
                  bar(u"install"_s, 20s, 60s, BarState::Succeeded, 1, u"unpack"_s),
                  bar(u"run"_s, 60s, 100s, BarState::Succeeded, 1, u"join"_s)};
        a.spans[0].id = a.jobs.at(1).id;
        a.spans[1].id = a.jobs.at(2).id;
        TimelineLane b = lane(u"b"_s, LaneKind::Member, 1);
        b.spans = {bar(u"install"_s, 10s, 30s, BarState::Failed),
                   {.start = after(30s), .end = after(40s), .attempt = 2, .state = BarState::BackOff},
                   bar(u"install"_s, 40s, 70s, BarState::SucceededAfterRetry, 2),
                   {.start = after(70s), .end = after(100s), .state = BarState::AtGate},
                   bar(u"run"_s, 100s, 200s)};
        m_scene.lanes = {cluster, a, b};
        m_scene.gates = {{.key = u"gate"_s,
                          .needed = 1,
                          .pegs = {{u"a"_s, u"a"_s, true}},
                          .openedAt = after(100s),
                          .firstLane = u"c"_s,
                          .lastLane = u"b"_s,
                          .lastArriver = u"a"_s}};
    }

    static TimelineLane lane(const QString& key, LaneKind kind, int depth)
    {
        TimelineLane made;
        made.key = made.title = key;
        made.kind = kind;
        made.depth = depth;
        return made;
    }

    TimelineSpan bar(const QString& stage, Duration from, Duration to, BarState state = BarState::Succeeded,
                     int attempt = 1, const QString& task = {})
    {
        TimelineSpan span;
        span.id = ++m_lastId;
        span.start = after(from);
        span.end = after(to);
        span.stage = m_scene.texts.intern(stage);
        span.label = m_scene.texts.intern(task);
        span.attempt = quint16(attempt);
        span.state = state;
        return span;
    }

    TimelineScene& scene() { return m_scene; }

private:
    TimelineScene m_scene;
    qint64 m_lastId = 0;
};

QString pathText(const QList<CriticalRun>& path)
{
    QStringList parts;
    for (const CriticalRun& run : path)
        parts.append(u"%1 %2-%3"_s.arg(run.laneKey)
                         .arg((run.from - kBegin).count() / 1000)
                         .arg((run.to - kBegin).count() / 1000));
    return parts.join(u", "_s);
}

} // namespace

class TestTimelineParts : public QObject
{
    Q_OBJECT
private slots:
    void searchLooksInLanesStagesTasksAndStates_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("found");
        QTest::newRow("stage") << u"stage:install"_s << u"a10 b10 b40"_s;
        QTest::newRow("state") << u"state:failed"_s << u"b10"_s;
        QTest::newRow("both") << u"stage:install state:failed,retry"_s << u"b10 b40"_s;
        QTest::newRow("task behind a bar") << u"task:partition"_s << u"a10"_s;
        QTest::newRow("bare word in a lane's machine") << u"RACK-1"_s << u"a10 a60"_s;
        QTest::newRow("lane and not stage") << u"member:a -stage:run"_s << u"a10"_s;
        QTest::newRow("attempt") << u"attempt:2"_s << u"b40"_s;
        QTest::newRow("regex") << u"stage:/^(start|finish)$/"_s << u"c0 c200"_s;
        QTest::newRow("nothing") << u"stage:none"_s << QString();
        QTest::newRow("unknown field") << u"colour:red"_s << QString();
    }

    void searchLooksInLanesStagesTasksAndStates()
    {
        QFETCH(QString, text);
        QFETCH(QString, found);
        Scene scene;
        const TimelineMatches matches = findSpans(scene.scene(), text);
        QStringList parts;
        for (const TimelineMatches::Match& match : matches.found)
            parts.append(scene.scene().lanes.at(match.lane).key +
                         QString::number((match.start - kBegin).count() / 1000));
        QCOMPARE(parts.join(u' '), found);
        qsizetype counted = 0;
        for (const QList<int>& lane : matches.perLane)
            counted += lane.size();
        QCOMPARE(counted, matches.found.size());
    }

    void searchTellsWhatItDoesNotUnderstand()
    {
        Scene scene;
        QCOMPARE(findSpans(scene.scene(), u"stage:/(/"_s).badTerm, u"stage:/(/"_s);
        QVERIFY(findSpans(scene.scene(), u"stage:install"_s).badTerm.isEmpty());
    }

    void finderGoesRoundAndKeepsItsPlace()
    {
        Scene scene;
        TimelineModel model;
        model.setScene(scene.scene());
        TimelineFinder finder(&model);
        finder.setText(u"stage:install"_s);
        QCOMPARE(finder.matches().found.size(), 3);
        finder.step(1, after(35s));
        QCOMPARE(finder.current(), 2);
        finder.step(1, after(35s));
        QCOMPARE(finder.current(), 0);
        finder.step(-1, after(35s));
        QCOMPARE(finder.current(), 2);
        const qint64 chosen = finder.matches().found.at(2).id;
        // An earlier match comes: the chosen one is still chosen.
        QSignalSpy changed(&finder, &TimelineFinder::changed);
        QVERIFY(model.upsertSpan(u"c"_s, scene.bar(u"install"_s, 1s, 2s)));
        QTRY_COMPARE(finder.matches().found.size(), 4);
        QCOMPARE(finder.matches().found.at(finder.current()).id, chosen);
        finder.setText(QString());
        QVERIFY(finder.matches().found.isEmpty());
        QCOMPARE(finder.current(), -1);
    }

    void figuresCountAndMeasureTasks()
    {
        TimelineScene scene;
        scene.now = after(1000s);
        TimelineLane lane = Scene::lane(u"a"_s, LaneKind::Member, 1);
        const int task = scene.texts.intern(u"unpack"_s);
        for (int i = 1; i <= 20; ++i)
            lane.jobs.append({.id = i,
                              .start = after(std::chrono::seconds(40 * i)),
                              .end = after(std::chrono::seconds(40 * i + i)),
                              .label = task,
                              .state = i == 3 ? BarState::Failed : BarState::Succeeded});
        lane.jobs.append({.id = 99, .start = after(990s), .label = task, .state = BarState::Running});
        scene.lanes = {lane};
        const QList<TaskFigures> all = taskFigures(scene, {after(0s), after(2000s)}, {0});
        QCOMPARE(all.size(), 1);
        const TaskFigures expected{.name = u"unpack"_s,
                                   .count = 21,
                                   .failed = 1,
                                   .open = 1,
                                   .least = 1s,
                                   .mean = 10'500ms,
                                   .p95 = 19s,
                                   .most = 20s};
        QCOMPARE(all.constFirst(), expected);
        // Only what overlaps: the jobs of 40 and 80 s.
        QCOMPARE(taskFigures(scene, {after(40s), after(81s)}, {0}).constFirst().count, 2);
        QVERIFY(taskFigures(scene, {after(0s), after(40s)}, {0}).isEmpty());
        QVERIFY(taskFigures(scene, {after(0s), after(2000s)}, {}).isEmpty());
        QCOMPARE(figuresCsv(all), u"task,count,failed,open,min_s,mean_s,p95_s,max_s\n"
                                  "unpack,21,1,1,1.000,10.500,19.000,20.000\n"_s);
    }

    void figuresUseBarsWhereThereAreNoJobs()
    {
        Scene scene;
        const QList<TaskFigures> figures = taskFigures(scene.scene(), {after(0s), after(300s)}, {1, 2});
        QStringList names;
        for (const TaskFigures& line : figures)
            names.append(line.name + QString::number(line.count));
        // b has bars only: install twice, run once; a has jobs. The longest in all comes first.
        QCOMPARE(names.join(u' '), u"run1 install2 join1 unpack1 partition1"_s);
    }

    void theUsualLengthIsTheMedianOfWhatSucceeded()
    {
        Scene scene;
        const TimelineSpan like = scene.scene().lanes.at(2).spans.at(0);   // install, failed
        QCOMPARE(usualLength(scene.scene(), like), (UsualLength{50s, 2})); // 50 s and 30 s
        scene.scene().lanes[1].spans.append(scene.bar(u"install"_s, 400s, 401s));
        QCOMPARE(usualLength(scene.scene(), like), (UsualLength{30s, 3}));
        QCOMPARE(usualLength(scene.scene(), scene.bar(u"never"_s, 0s, 1s)).runs, 0);
    }

    void tablesOfASceneQuoteWhatNeedsIt()
    {
        TimelineScene scene;
        scene.now = after(10s);
        TimelineLane lane = Scene::lane(u"a, \"b\""_s, LaneKind::Member, 1);
        lane.subtitle = u"m1"_s;
        lane.spans = {
            {.id = 1, .start = kBegin, .stage = scene.texts.intern(u"install"_s), .state = BarState::Running},
            {.start = kBegin, .state = BarState::AtGate}};
        scene.lanes = {lane};
        QCOMPARE(sceneCsv(scene), u"lane,machine,stage,task,attempt,state,start,end,seconds\n"
                                  "\"a, \"\"b\"\"\",m1,install,,1,running,%1,,\n"_s.arg(kBegin.toString()));
    }

    void foldingIsOneToOne()
    {
        const TimeFold fold({{after(10s), after(110s)}, {after(200s), after(1200s)}}, 5s);
        QCOMPARE(fold.folded(kBegin), double(kBegin.ms()));
        QCOMPARE(fold.folded(after(110s)) - fold.folded(after(10s)), 5000.0);
        QCOMPARE(fold.folded(after(1300s)) - fold.folded(kBegin), 1300'000.0 - 95'000 - 995'000);
        double before = 0;
        for (int s = -5; s < 1400; ++s) {
            const Instant at = after(std::chrono::seconds(s));
            QVERIFY(fold.folded(at) > before);
            before = fold.folded(at);
            QVERIFY(qAbs((fold.unfolded(before) - at).count()) <= 1);
        }
    }

    void onlyLongIdleStretchesAreFolded()
    {
        Scene scene;
        QList<TimelineLane>& lanes = scene.scene().lanes;
        const Instant now = after(100'000s);
        QVERIFY(idleStretches(lanes, now, 60s).isEmpty());
        // The next day the cluster is destroyed; a pause of 30 s in between is no fold.
        lanes[0].spans.append(scene.bar(u"destroy"_s, 80'000s, 80'100s));
        lanes[1].spans.append(scene.bar(u"wipe"_s, 80'100s, 80'200s));
        lanes[1].spans.append(scene.bar(u"wipe"_s, 80'230s, 80'300s));
        const QList<TimeRange> idle = idleStretches(lanes, now, 60s);
        QCOMPARE(idle, (QList<TimeRange>{{after(220s), after(80'000s)}}));
        const TimeFold fold = foldIdle(lanes, {kBegin, after(80'300s)}, now);
        QCOMPARE(fold.folds(), idle);
        const double whole = fold.folded(after(80'300s)) - fold.folded(kBegin);
        QVERIFY(whole < 1000'000); // about the 520 s that something happens
        // A wait is idle, work is not.
        lanes[2].spans.append(
            {.id = 900, .start = after(220s), .end = after(80'000s), .state = BarState::Paused});
        QCOMPARE(idleStretches(lanes, now, 60s).size(), 1);
        lanes[2].spans.last().state = BarState::Running;
        QVERIFY(idleStretches(lanes, now, 60s).isEmpty());
    }

    void idleStretchesAreWhatNoLaneCovers()
    {
        QRandomGenerator random(11);
        for (int round = 0; round < 200; ++round) {
            QList<TimelineLane> lanes;
            std::vector<bool> busy(500, false);
            for (int l = 0; l < 4; ++l) {
                TimelineLane lane = Scene::lane(QString::number(l), LaneKind::Member, 1);
                for (int at = random.bounded(80); at < 480; at += 1 + random.bounded(120)) {
                    const int to = std::min(499, at + 1 + random.bounded(30));
                    lane.spans.append({.id = 1,
                                       .start = after(std::chrono::seconds(at)),
                                       .end = after(std::chrono::seconds(to)),
                                       .state = BarState::Succeeded});
                    std::fill(busy.begin() + at, busy.begin() + to, true);
                    at = to;
                }
                lanes.append(lane);
            }
            QList<TimeRange> expected;
            int first = 0;
            while (first < 500 && !busy[std::size_t(first)])
                ++first;
            int last = 499;
            while (last > 0 && !busy[std::size_t(last)])
                --last;
            for (int at = first; at <= last;) {
                int to = at;
                while (to <= last && !busy[std::size_t(to)])
                    ++to;
                if (to - at >= 15)
                    expected.append({after(std::chrono::seconds(at)), after(std::chrono::seconds(to))});
                at = std::max(to, at + 1);
            }
            QCOMPARE(idleStretches(lanes, after(1000s), 15s), expected);
        }
    }

    void aFoldKeepsTheViewport()
    {
        TimelineViewport view;
        view.setWidth(1000);
        view.setExtent({kBegin, after(10'000s)});
        view.show({after(100s), after(1100s)});
        const auto fold = std::make_shared<const TimeFold>(QList<TimeRange>{{after(300s), after(900s)}}, 10s);
        view.setFold(fold);
        QVERIFY(qAbs((view.visible().begin - after(100s)).count()) <= 1000);
        QVERIFY(view.visible().end > after(1500s));
        view.showWhole();
        QVERIFY(view.visible().begin <= kBegin && view.visible().end >= after(10'000s));
        const TimeScale scale = view.scale();
        QVERIFY(scale.x(after(900s)) - scale.x(after(300s)) < 3);
        for (const Instant tick : ticksOn(scale, view.visible(), 30s, {}))
            QVERIFY(tick < after(300s) || tick >= after(900s));
        view.setFold(nullptr);
        QVERIFY(view.scale().fold == nullptr);
    }

    void thePathLeadsFromTheEndBackThroughTheGate()
    {
        Scene scene;
        QCOMPARE(pathText(criticalPath(scene.scene())), u"c 0-10, a 10-100, b 100-200, c 200-220"_s);
        // Without a gate the lane itself explains it: the failed attempt and its back-off are on the path.
        scene.scene().gates.clear();
        scene.scene().lanes[2].spans[3].state = BarState::Queued;
        QCOMPARE(pathText(criticalPath(scene.scene())), u"c 0-10, b 10-200, c 200-220"_s);
    }

    void thePathIsToldBarByBar()
    {
        Scene scene;
        scene.scene().criticalPath = criticalPath(scene.scene());
        QStringList told;
        for (const PathSegment& segment : pathSegments(scene.scene()))
            told.append(u"%1 %2 %3"_s.arg(segment.lane, segment.text).arg(segment.length / 1s));
        QCOMPARE(told.join(u", "_s), u"c start 10, a install 50, a run 40, b run 100, c finish 20"_s);
        scene.scene().lanes[1].status = Status::Failed;
        scene.scene().lanes[2].status = Status::Failed;
        const QList<std::pair<Status, int>> counts{{Status::Failed, 2}};
        QCOMPARE(memberCounts(scene.scene()), counts);
        QVERIFY(pathSegments(TimelineScene()).isEmpty());
    }

    void aLongTimelineIsSearchedElsewhere()
    {
        TimelineScene scene;
        scene.now = after(100'000s);
        TimelineLane lane = Scene::lane(u"m"_s, LaneKind::Member, 0);
        const int stage = scene.texts.intern(u"install"_s);
        for (int i = 0; i <= TimelineFinder::searchedAtOnce; ++i)
            lane.spans.append({.id = i + 1,
                               .start = after(Duration(i)),
                               .end = after(Duration(i + 1)),
                               .stage = stage,
                               .state = i == 777 ? BarState::Failed : BarState::Succeeded});
        scene.lanes = {lane};
        TimelineModel model;
        model.setScene(scene);
        TimelineFinder finder(&model);
        QSignalSpy changed(&finder, &TimelineFinder::changed);
        finder.setText(u"state:failed"_s);
        QVERIFY(changed.isEmpty()); // not in this thread
        QTRY_COMPARE(changed.size(), 1);
        QCOMPARE(finder.matches().found.size(), 1);
        QCOMPARE(finder.matches().found.constFirst().id, 778);
        finder.setText(u"state:running"_s);
        finder.setText({}); // nobody waits for the answer any more
        QCOMPARE(changed.size(), 2);
        QVERIFY(finder.matches().found.isEmpty());
    }

    void thePathOfWhatRunsEndsNow()
    {
        Scene scene;
        scene.scene().lanes[0].spans.removeLast();
        scene.scene().lanes[0].spans.last().end = {};
        scene.scene().lanes[2].spans.last().end = {};
        scene.scene().lanes[2].spans.last().state = BarState::Running;
        const QList<CriticalRun> path = criticalPath(scene.scene());
        QCOMPARE(path.constLast().laneKey, u"b"_s);
        QVERIFY(!path.constLast().to.isSet());
        QVERIFY(criticalPath(TimelineScene()).isEmpty());
    }

    void anOlderRunIsNotOnThePath()
    {
        Scene scene;
        scene.scene().lanes[1].spans.append(scene.bar(u"wipe"_s, 5000s, 5100s));
        QCOMPARE(pathText(criticalPath(scene.scene())), u"a 5000-5100"_s);
    }

    void membersAreGrouped()
    {
        Scene scene;
        const GroupTitles titles = [](const QString& name, int index, int members) {
            return GroupTitle{.key = u"g/"_s + name + QString::number(index),
                              .title = name,
                              .subtitle = QString::number(members)};
        };
        QList<GroupedMember> members{
            {.lane = scene.scene().lanes.at(1), .role = u"cp"_s, .rack = u"r2"_s, .batch = 1},
            {.lane = scene.scene().lanes.at(2), .role = u"w"_s, .rack = u"r1"_s, .batch = 0},
            {.lane = Scene::lane(u"gone"_s, LaneKind::Member, 1)}};
        const auto shown = [&](TimelineGrouping grouping) {
            QStringList keys;
            for (const TimelineLane& lane : groupLanes(members, grouping, scene.scene().texts, titles))
                keys.append(lane.kind == LaneKind::GroupHeader ? u'[' + lane.key + u' ' + lane.subtitle + u']'
                                                               : lane.key);
            return keys.join(u' ');
        };
        QCOMPARE(shown(TimelineGrouping::Role), u"[g/cp-1 1] a [g/w-1 1] b gone"_s);
        QCOMPARE(shown(TimelineGrouping::Rack), u"[g/r1-1 1] b [g/r2-1 1] a gone"_s);
        QCOMPARE(shown(TimelineGrouping::Batch), u"[g/0 1] b [g/1 1] a gone"_s);
        QCOMPARE(shown(TimelineGrouping::None), u"a b gone"_s);
        QCOMPARE(shown(TimelineGrouping::Stage),
                 u"[g/install-1 2] a#install b#install [g/run-1 2] a#run b#run"_s);
        const QList<TimelineLane> stages =
            groupLanes(members, TimelineGrouping::Stage, scene.scene().texts, titles);
        QCOMPARE(stages.at(2).objectKey(), u"b"_s);
        QCOMPARE(stages.at(2).spans.size(), 4); // both attempts, the back-off and the wait behind them
        members[0].lane.expanded = true;
        QCOMPARE(shown(TimelineGrouping::Role),
                 u"[g/cp-1 1] a a/task/partition a/task/unpack a/task/join [g/w-1 1] b gone"_s);
    }

    void aTaskLaneHoldsItsAttempts()
    {
        Scene scene;
        TimelineLane member = Scene::lane(u"m"_s, LaneKind::Member, 1);
        member.jobs = {scene.bar(u"install"_s, 0s, 5s, BarState::Failed, 1, u"unpack"_s),
                       scene.bar(u"install"_s, 7s, 9s, BarState::Succeeded, 2, u"unpack"_s),
                       scene.bar(u"install"_s, 9s, 12s, BarState::Succeeded, 1, u"check"_s)};
        const QList<TimelineLane> lanes = taskLanes(member, scene.scene().texts);
        QCOMPARE(lanes.size(), 2);
        QCOMPARE(lanes.at(0).title, u"unpack"_s);
        QCOMPARE(lanes.at(0).depth, 2);
        QCOMPARE(lanes.at(0).objectKey(), u"m"_s);
        QCOMPARE(lanes.at(0).spans.size(), 3);
        QCOMPARE(lanes.at(0).spans.at(1).state, BarState::BackOff);
        QCOMPARE(lanes.at(0).spans.at(2).attempt, quint16(2));
    }

    void pinnedLanesComeFirst()
    {
        Scene scene;
        const TimelineLayout plain(scene.scene().lanes, {}, LaneDensity::Comfortable);
        QCOMPARE(plain.pinnedHeight(), 0);
        const TimelineLayout layout(scene.scene().lanes, {}, LaneDensity::Comfortable,
                                    {u"b"_s, u"unknown"_s});
        QCOMPARE(layout.pinnedCount(), 1);
        QCOMPARE(layout.pinnedHeight(), 24);
        QCOMPARE(layout.height(), plain.height());
        QCOMPARE(layout.boxOfLane(2), 0);
        QCOMPARE(layout.boxOfLane(0), 1);
        QCOMPARE(layout.boxAt(30), 1);
    }
};

QTEST_GUILESS_MAIN(TestTimelineParts)
#include "tst_timelineparts.moc"
