#include "models/timeline/timelineband.h"
#include "models/timeline/timelinelayout.h"
#include "models/timeline/timelinemodel.h"

#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace Drover;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Instant kStart(1'795'000'000'000);

TimelineSpan span(qint64 id, Duration from, Duration to, BarState state, int stage = 0)
{
    TimelineSpan made;
    made.id = id;
    made.start = kStart + from;
    made.end = to.count() > 0 ? kStart + to : Instant();
    made.state = state;
    made.stage = stage;
    return made;
}

TimelineLane lane(const QString& key, LaneKind kind, int depth, QList<TimelineSpan> spans = {})
{
    TimelineLane made;
    made.key = made.title = key;
    made.kind = kind;
    made.depth = depth;
    made.spans = std::move(spans);
    return made;
}

QList<TimelineLane> lanes()
{
    return {lane(u"c"_s, LaneKind::Cluster, 0),      lane(u"g1"_s, LaneKind::GroupHeader, 1),
            lane(u"a"_s, LaneKind::Member, 2),       lane(u"b"_s, LaneKind::Member, 2),
            lane(u"g2"_s, LaneKind::GroupHeader, 1), lane(u"d"_s, LaneKind::Member, 2)};
}

} // namespace

class TestTimelineLayout : public QObject
{
    Q_OBJECT
private slots:
    void lanesLieBelowEachOther()
    {
        const TimelineLayout layout(lanes(), {}, LaneDensity::Comfortable);
        QCOMPARE(layout.boxes().size(), 6);
        QCOMPARE(layout.height(), 32 + 20 + 24 + 24 + 20 + 24);
        QCOMPARE(layout.boxes().at(2), (LaneBox{2, 52, 24, 4, 16, false, 3, 3}));
        QCOMPARE(layout.boxes().at(1).lastMember, 4);
        for (int y = 0; y < layout.height(); ++y) {
            const LaneBox& box = layout.boxes().at(layout.boxAt(y));
            QVERIFY(box.y <= y && y < box.bottom());
        }
        QCOMPARE(layout.boxAt(-1), -1);
        QCOMPARE(layout.boxAt(layout.height()), -1);
    }

    void aCollapsedGroupHidesItsMembers()
    {
        const TimelineLayout layout(lanes(), {u"g1"_s}, LaneDensity::Compact);
        QCOMPARE(layout.boxes().size(), 4);
        QVERIFY(layout.boxes().at(1).collapsed);
        QCOMPARE(layout.boxes().at(1).barHeight, 16);
        QCOMPARE(layout.boxOfLane(3), 1);
        QCOMPARE(layout.boxOfLane(5), 3);
        QCOMPARE(layout.boxOfLane(6), -1);
        QCOMPARE(layout.boxOfLane(-1), -1);
    }

    void levelOfDetailFollowsTheMedianBar_data()
    {
        QTest::addColumn<double>("pixels");
        QTest::addColumn<int>("previous");
        QTest::addColumn<DetailLevel>("expected");
        QTest::newRow("detail") << 40.0 << -1 << DetailLevel::Detail;
        QTest::newRow("bars") << 39.9 << -1 << DetailLevel::Bars;
        QTest::newRow("blocks") << 15.0 << -1 << DetailLevel::Blocks;
        QTest::newRow("density") << 3.9 << -1 << DetailLevel::Density;
        QTest::newRow("stays detail") << 37.0 << int(DetailLevel::Detail) << DetailLevel::Detail;
        QTest::newRow("leaves detail") << 35.9 << int(DetailLevel::Detail) << DetailLevel::Bars;
        QTest::newRow("stays bars") << 43.0 << int(DetailLevel::Bars) << DetailLevel::Bars;
        QTest::newRow("back to detail") << 44.1 << int(DetailLevel::Bars) << DetailLevel::Detail;
        QTest::newRow("far jump") << 200.0 << int(DetailLevel::Density) << DetailLevel::Detail;
        QTest::newRow("stays density") << 4.3 << int(DetailLevel::Density) << DetailLevel::Density;
    }

    void levelOfDetailFollowsTheMedianBar()
    {
        QFETCH(double, pixels);
        QFETCH(int, previous);
        QFETCH(DetailLevel, expected);
        const auto before = previous < 0 ? std::nullopt : std::optional(DetailLevel(previous));
        QCOMPARE(detailLevel(pixels, before), expected);
    }

    void indexFindsSpansInARange()
    {
        const SpanIndex index({span(1, 0s, 10s, BarState::Succeeded), span(2, 10s, 20s, BarState::Failed),
                               span(3, 30s, 0s, BarState::Running)});
        QCOMPARE(index.firstEndingAfter(kStart), 0);
        QCOMPARE(index.firstEndingAfter(kStart + 10s), 1);
        QCOMPARE(index.firstEndingAfter(kStart + 25s), 2);
        QCOMPARE(index.firstEndingAfter(kStart + 1000s), 2);
        QCOMPARE(index.firstStartingFrom(kStart + 10s), 1);
        QCOMPARE(index.firstStartingFrom(kStart + 31s), 3);
        QCOMPARE(index.median(), Duration(10s));
        QCOMPARE(worstOf(index.statesBetween(0, 3)), BarState::Failed);
        QCOMPARE(worstOf(index.statesBetween(2, 3)), BarState::Running);
        QVERIFY(!worstOf(index.statesBetween(1, 1)));
    }

    void statesAgreeWithALoop()
    {
        QRandomGenerator random(3);
        QList<TimelineSpan> spans;
        for (int i = 0; i < 237; ++i) {
            const auto at = std::chrono::seconds(i);
            spans.append(span(i + 1, at, at + 1s, BarState(random.bounded(BarStateCount))));
        }
        const SpanIndex index(spans);
        for (int round = 0; round < 500; ++round) {
            const int first = random.bounded(238);
            const int last = random.bounded(first, 238);
            quint32 expected = 0;
            for (int i = first; i < last; ++i) {
                expected |= 1U << quint32(spans.at(i).state);
            }
            QCOMPARE(index.statesBetween(first, last), expected);
        }
    }

    void densityShowsTheWorstOfAColumn()
    {
        const SpanIndex index({span(1, 0s, 10s, BarState::Succeeded), span(2, 10s, 12s, BarState::Running),
                               span(3, 12s, 13s, BarState::Queued), span(4, 40s, 41s, BarState::Succeeded)});
        const std::vector<qint8> columns =
            densityColumns(index, {double(kStart.ms()), 10'000}, 5, kStart + 50s);
        QCOMPARE(columns, (std::vector<qint8>{qint8(BarState::Succeeded), qint8(BarState::Running), -1, -1,
                                              qint8(BarState::Succeeded)}));
    }

    void aFailureIsNeverThinnerThanThreePixels()
    {
        const SpanIndex index({span(1, 0s, 100s, BarState::Succeeded), span(2, 100s, 101s, BarState::Failed),
                               span(3, 101s, 300s, BarState::Succeeded)});
        const std::vector<qint8> columns =
            densityColumns(index, {double(kStart.ms()), 10'000}, 30, kStart + 300s);
        QCOMPARE(std::ranges::count(columns, qint8(BarState::Failed)), 3);
        QCOMPARE(columns.at(10), qint8(BarState::Failed));
    }

    void densityOfOpenAndEmptyLanes()
    {
        QVERIFY(densityColumns(SpanIndex{}, {0, 1}, 0, kStart).empty());
        QCOMPARE(densityColumns(SpanIndex{}, {0, 1}, 2, kStart), (std::vector<qint8>{-1, -1}));
        const SpanIndex open(QList<TimelineSpan>{span(1, 0s, 0s, BarState::Running)});
        const std::vector<qint8> columns = densityColumns(open, {double(kStart.ms()), 1000}, 10, kStart + 4s);
        QCOMPARE(columns.at(3), qint8(BarState::Running));
    }

    void bandsStackTheFurthestAtTheBottom()
    {
        const SpanIndex ahead(QList<TimelineSpan>{span(1, 0s, 10s, BarState::Succeeded, 1),
                                                  span(2, 10s, 90s, BarState::Running, 2)});
        const SpanIndex behind(QList<TimelineSpan>{span(3, 0s, 90s, BarState::Succeeded, 1)});
        const SpanIndex failed(QList<TimelineSpan>{span(4, 0s, 90s, BarState::Failed, 1)});
        const BandCells band = bandCells({&ahead, &behind, &failed}, {0, 0, 1}, {double(kStart.ms()), 10'000},
                                         9, 6, kStart + 90s);
        QCOMPARE(bandState(band.at(5, 0)), BarState::Failed);
        QCOMPARE(bandState(band.at(5, 2)), BarState::Succeeded);
        QCOMPARE(bandState(band.at(5, 5)), BarState::Running);
        QVERIFY(bandEven(band.at(5, 2)) != bandEven(band.at(5, 5)));
    }

    void sampledBandsKeepEveryFailure()
    {
        std::vector<SpanIndex> members;
        for (int i = 0; i < 1000; ++i) {
            const BarState state = i == 777 ? BarState::Failed : BarState::Succeeded;
            members.emplace_back(QList<TimelineSpan>{span(i + 1, 0s, 50s, state)});
        }
        std::vector<const SpanIndex*> pointers;
        for (const SpanIndex& member : members) {
            pointers.push_back(&member);
        }
        const BandCells band = bandCells(pointers, {0}, {double(kStart.ms()), 1000}, 100, 16, kStart + 100s);
        bool found = false;
        for (int x = 0; x < 100; ++x) {
            found |= band.at(x, 0) != BandCells::Empty && bandState(band.at(x, 0)) == BarState::Failed;
        }
        QVERIFY(found);
    }

    void bandsNeverLoseAFailure_data()
    {
        QTest::addColumn<int>("members");
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("columns");
        QTest::newRow("one row in many") << 20 << 16 << 100;
        QTest::newRow("sampled") << 1000 << 16 << 100;
        QTest::newRow("drawn coarsely") << 1000 << 4 << 25;
    }

    void bandsNeverLoseAFailure()
    {
        QFETCH(int, members);
        QFETCH(int, rows);
        QFETCH(int, columns);
        // Each fails once, for a moment that is much shorter than a column, between two long bars.
        std::vector<SpanIndex> lanes;
        std::vector<const SpanIndex*> pointers;
        lanes.reserve(std::size_t(members));
        for (int i = 0; i < members; ++i) {
            const auto at = 100ms * (1 + i * 990 / members);
            lanes.emplace_back(QList<TimelineSpan>{span(3 * i + 1, 0s, at, BarState::Succeeded),
                                                   span(3 * i + 2, at, at + 10ms, BarState::Failed),
                                                   span(3 * i + 3, at + 10ms, 100s, BarState::Succeeded)});
            pointers.push_back(&lanes.back());
        }
        const TimeScale scale{double(kStart.ms()), 100'000.0 / columns};
        for (int lane = 0; lane < members; ++lane) {
            // Alone among those that don't fail, wherever it stands.
            std::vector<SpanIndex> others(
                std::size_t(members), SpanIndex(QList<TimelineSpan>{span(1, 0s, 100s, BarState::Succeeded)}));
            std::vector<const SpanIndex*> group;
            for (const SpanIndex& other : others)
                group.push_back(&other);
            group[std::size_t(lane)] = pointers[std::size_t(lane)];
            const BandCells band = bandCells(group, {0}, scale, columns, rows, kStart + 100s);
            const int x = int(scale.x(Instant(lanes[std::size_t(lane)].failureTimes().front())));
            bool seen = false;
            for (int row = 0; row < rows; ++row)
                seen |= band.at(std::min(x, columns - 1), row) != BandCells::Empty &&
                        bandState(band.at(std::min(x, columns - 1), row)) == BarState::Failed;
            QVERIFY2(seen, qPrintable(u"member %1, column %2"_s.arg(lane).arg(x)));
            if (members > 100)
                lane += 37;
        }
    }

    void hitsFindTheSpan_data()
    {
        QTest::addColumn<int>("second");
        QTest::addColumn<int>("expected");
        QTest::newRow("before all") << -5 << -1;
        QTest::newRow("inside") << 5 << 0;
        QTest::newRow("short failure") << 20 << 1;
        QTest::newRow("near the failure") << 22 << 1;
        QTest::newRow("gap") << 27 << -1;
        QTest::newRow("open") << 45 << 2;
        QTest::newRow("right of now") << 70 << -1;
    }

    void hitsFindTheSpan()
    {
        QFETCH(int, second);
        QFETCH(int, expected);
        const QList<TimelineSpan> spans{span(1, 0s, 20s, BarState::Succeeded),
                                        span(2, 20s, 21s, BarState::Failed),
                                        span(3, 30s, 0s, BarState::Running)};
        QCOMPARE(spanAt(spans, kStart + std::chrono::seconds(second), 2s, kStart + 60s), expected);
    }

    void neighboursSkipWhatCannotBeOpened()
    {
        const QList<TimelineSpan> spans{span(1, 0s, 1s, BarState::Failed), span(0, 1s, 2s, BarState::BackOff),
                                        span(2, 2s, 3s, BarState::Succeeded, 5)};
        QCOMPARE(neighbourSpan(spans, -1, 1), 0);
        QCOMPARE(neighbourSpan(spans, 0, 1), 2);
        QCOMPARE(neighbourSpan(spans, 2, 1), -1);
        QCOMPARE(neighbourSpan(spans, 2, -1), 0);
        QCOMPARE(neighbourSpan(spans, -1, -1), 2);
        QCOMPARE(spanOfStage(spans, 5), 2);
        QCOMPARE(spanOfStage(spans, 6), -1);
    }

    void theSceneKnowsItsExtent()
    {
        TimelineScene scene;
        QVERIFY(scene.extent().isEmpty());
        scene.now = kStart + 50s;
        scene.lanes = {lane(u"a"_s, LaneKind::Member, 2,
                            {span(1, 10s, 20s, BarState::Succeeded), span(2, 20s, 0s, BarState::Running)})};
        QCOMPARE(scene.extent(), (TimeRange{kStart + 10s, kStart + 50s}));
    }

    void textsAreKeptOnce()
    {
        TimelineScene scene;
        const int first = scene.texts.intern(u"universal-hardware"_s);
        QCOMPARE(scene.texts.intern(u"universal-hardware"_s), first);
        QCOMPARE(scene.texts.intern(QString()), 0);
        TimelineSpan bar = span(1, 0s, 1s, BarState::Running, first);
        QCOMPARE(scene.barText(bar), u"hardware"_s);
        bar.label = scene.texts.intern(u"at gate"_s);
        QCOMPARE(scene.barText(bar), u"at gate"_s);
        QCOMPARE(scene.texts.text(99), QString());
    }

    void binsCountWhatRunsWhen()
    {
        TimelineScene scene;
        scene.now = kStart + 40s;
        scene.lanes = {lane(u"a"_s, LaneKind::Member, 2,
                            {span(1, 0s, 10s, BarState::Succeeded), span(2, 10s, 20s, BarState::Failed),
                             span(3, 20s, 0s, BarState::Running)})};
        const QList<OverviewBin> bins = overviewBins(scene, {kStart, kStart + 40s}, 4);
        QCOMPARE(bins.size(), 4);
        QCOMPARE(bins.at(0).succeeded, 1);
        QCOMPARE(bins.at(1).succeeded, 0);
        QCOMPARE(bins.at(2).failures, 1);
        QCOMPARE(bins.at(3).running, 1);
        QVERIFY(overviewBins(scene, {}, 4).isEmpty());
    }

    void theModelSaysWhatChanged()
    {
        TimelineScene scene;
        scene.now = kStart;
        scene.lanes = lanes();
        scene.lanes[2].spans = {span(1, 0s, 0s, BarState::Running)};
        TimelineModel model;
        model.setFindingPath(false); // that is a mark too
        QSignalSpy resets(&model, &TimelineModel::lanesReset);
        QSignalSpy changes(&model, &TimelineModel::laneChanged);
        QSignalSpy marks(&model, &TimelineModel::marksChanged);
        model.setScene(scene);
        QCOMPARE(resets.size(), 1);
        model.setScene(scene);
        QCOMPARE(resets.size(), 1);
        QCOMPARE(changes.size(), 0);
        scene.lanes[2].spans[0].end = kStart + 5s;
        scene.gates.append(TimelineGate{.key = u"q"_s});
        model.setScene(scene);
        QCOMPARE(changes.size(), 1);
        QCOMPARE(changes.at(0).at(0).toInt(), 2);
        QCOMPARE(marks.size(), 1);
        QCOMPARE(resets.size(), 1);
        scene.lanes.removeLast();
        model.setScene(scene);
        QCOMPARE(resets.size(), 2);
    }

    void spansAreUpsertedInOrder()
    {
        TimelineScene scene;
        scene.now = kStart + 10s;
        scene.lanes = lanes();
        TimelineModel model;
        model.setScene(scene);
        QVERIFY(!model.upsertSpan(u"nobody"_s, span(1, 0s, 0s, BarState::Running)));
        QVERIFY(model.upsertSpan(u"a"_s, span(2, 5s, 0s, BarState::Running)));
        QVERIFY(model.upsertSpan(u"a"_s, span(1, 0s, 5s, BarState::Succeeded)));
        QVERIFY(model.upsertSpan(u"a"_s, span(2, 5s, 9s, BarState::Failed)));
        const QList<TimelineSpan>& spans = model.lane(2).spans;
        QCOMPARE(spans.size(), 2);
        QCOMPARE(spans.at(0).id, 1);
        QCOMPARE(spans.at(1).state, BarState::Failed);
        QCOMPARE(model.extent(), (TimeRange{kStart, kStart + 10s}));
        QCOMPARE(worstOf(model.index(2).statesBetween(0, 2)), BarState::Failed);
        QSignalSpy extents(&model, &TimelineModel::extentChanged);
        model.setNow(kStart + 20s);
        QCOMPARE(extents.size(), 0); // nothing runs: what is over doesn't grow
        QVERIFY(model.upsertSpan(u"b"_s, span(3, 15s, 0s, BarState::Running)));
        QCOMPARE(extents.size(), 1);
        model.setNow(kStart + 30s);
        QCOMPARE(model.extent().end, kStart + 30s);
    }
};

QTEST_APPLESS_MAIN(TestTimelineLayout)
#include "tst_timelinelayout.moc"
