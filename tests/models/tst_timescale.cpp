#include "models/timeline/timelineviewport.h"
#include "models/timeline/timescale.h"

#include <cmath>

#include <QTest>

using namespace Drover;
using namespace std::chrono_literals;

namespace {

constexpr Instant kStart(1'795'000'000'000);

TimelineViewport viewport(int width, Duration length)
{
    TimelineViewport view;
    view.setWidth(width);
    view.setExtent({kStart, kStart + length});
    view.fit(view.extent());
    return view;
}

} // namespace

class TestTimeScale : public QObject
{
    Q_OBJECT
private slots:
    void timeAndPixelAreInverse()
    {
        const TimeScale scale{double(kStart.ms()), 250};
        QCOMPARE(scale.x(kStart + 10s), 40.0);
        QCOMPARE(scale.at(40), kStart + 10s);
        QCOMPARE(scale.width(1min), 240.0);
    }

    void ticksAreNice_data()
    {
        QTest::addColumn<double>("msPerPixel");
        QTest::addColumn<qint64>("major");
        QTest::addColumn<qint64>("minor");
        QTest::addColumn<ClockPrecision>("precision");
        QTest::newRow("sub-second") << 0.5 << qint64(50) << qint64(10) << ClockPrecision::Milliseconds;
        QTest::newRow("half seconds") << 6.0 << qint64(500) << qint64(100) << ClockPrecision::Milliseconds;
        QTest::newRow("seconds") << 60.0 << qint64(5'000) << qint64(1'000) << ClockPrecision::Seconds;
        QTest::newRow("ten seconds") << 130.0 << qint64(10'000) << qint64(5'000) << ClockPrecision::Seconds;
        QTest::newRow("half hour in view")
            << 1500.0 << qint64(120'000) << qint64(60'000) << ClockPrecision::Minutes;
        QTest::newRow("two hours in view")
            << 7000.0 << qint64(600'000) << qint64(300'000) << ClockPrecision::Minutes;
        QTest::newRow("a day in view")
            << 73'000.0 << qint64(7'200'000) << qint64(3'600'000) << ClockPrecision::Minutes;
        QTest::newRow("a month in view")
            << 2.2e6 << qint64(172'800'000) << qint64(86'400'000) << ClockPrecision::Days;
    }

    void ticksAreNice()
    {
        QFETCH(double, msPerPixel);
        QFETCH(qint64, major);
        QFETCH(qint64, minor);
        QFETCH(ClockPrecision, precision);
        const TickStep step = tickStepFor(msPerPixel, 72);
        QCOMPARE(step.major.count(), major);
        QCOMPARE(step.minor.count(), minor);
        QCOMPARE(step.precision, precision);
        QVERIFY(double(step.major.count()) / msPerPixel >= 72);
        QCOMPARE(step.major.count() % step.minor.count(), 0);
    }

    void ticksLieOnTheClockAndInTheRange()
    {
        const TimeRange range{kStart + 17s, kStart + 5min};
        const QList<Instant> ticks = ticksIn(range, 1min);
        QCOMPARE(ticks.size(), 5);
        for (const Instant tick : ticks) {
            QCOMPARE(tick.ms() % 60'000, 0);
            QVERIFY(range.contains(tick));
        }
    }

    void badStepsGiveNoTicks()
    {
        QVERIFY(ticksIn({kStart, kStart + 1h}, Duration(0)).isEmpty());
        QVERIFY(ticksIn({kStart, kStart + 24h}, Duration(1)).isEmpty());
        QVERIFY(ticksIn({kStart, kStart}, 1s).isEmpty());
    }

    void zoomKeepsTheMomentUnderThePointer()
    {
        TimelineViewport view = viewport(1000, 30min);
        for (const double x : {0.0, 333.0, 999.0}) {
            const Instant before = view.scale().at(x);
            view.zoomAt(x, TimelineViewport::ZoomStep);
            QVERIFY(std::abs((view.scale().at(x) - before).count()) <= qint64(view.scale().msPerPixel) + 1);
        }
    }

    void zoomIsBounded()
    {
        TimelineViewport view = viewport(1000, 30min);
        for (int i = 0; i < 200; ++i) {
            view.zoomAt(500, 2);
        }
        QCOMPARE(view.scale().msPerPixel, TimelineViewport::FinestMsPerPixel);
        for (int i = 0; i < 200; ++i) {
            view.zoomAt(500, 0.5);
        }
        QCOMPARE(view.scale().msPerPixel, 2.0 * 30 * 60'000 / 1000);
        view.zoomAt(500, 0);
        view.zoomAt(500, -1);
        QCOMPARE(view.scale().msPerPixel, 2.0 * 30 * 60'000 / 1000);
    }

    void panStaysInTouchWithTheExtent()
    {
        TimelineViewport view = viewport(1000, 30min);
        view.panPixels(1e9);
        QVERIFY(view.visible().begin < view.extent().end);
        view.panPixels(-1e9);
        QVERIFY(view.visible().end > view.extent().begin);
    }

    void theOriginStaysOnWholePixels()
    {
        TimelineViewport view = viewport(977, 23min);
        for (int i = 0; i < 40; ++i) {
            view.zoomAt(100 + i, i % 3 ? 1.25 : 0.7);
            view.panPixels(3.7);
            const double pixel = view.scale().originMs / view.scale().msPerPixel;
            QVERIFY(std::abs(pixel - std::round(pixel)) < 1e-3);
        }
    }

    void followKeepsNowInPlaceAndEndsByPanning()
    {
        TimelineViewport view = viewport(1000, 30min);
        view.setNow(kStart + 20min);
        view.zoomAt(500, 4);
        view.setFollow(true);
        const double x = view.scale().x(view.now());
        view.setNow(view.now() + 90s);
        QVERIFY(std::abs(view.scale().x(view.now()) - x) <= 1);
        view.zoomAt(x - 20, 1.25);
        QVERIFY(view.follows());
        QVERIFY(std::abs(view.scale().x(view.now()) - x) <= 1);
        view.zoomAt(10, 1 / 1.25); // out, from anywhere
        QVERIFY(view.follows());
        view.setWidth(500);
        QVERIFY(view.scale().x(view.now()) < 500);
        view.panPixels(1);
        QVERIFY(!view.follows());
    }

    void whoZoomsAtThePastLooksThere()
    {
        TimelineViewport view = viewport(1000, 30min);
        view.setNow(kStart + 20min);
        view.setFollow(true);
        const Instant under = view.scale().at(100);
        view.zoomAt(100, 8);
        QVERIFY(!view.follows());
        QVERIFY(std::abs(view.scale().x(under) - 100) <= 1);
    }

    void aRunThatBeginsStaysWholeInView()
    {
        TimelineViewport view;
        view.setWidth(1000);
        view.setFollow(true);
        double coarsest = 0;
        int steps = 0;
        for (Duration length = 100ms; length < 20min; length += 500ms) {
            view.setNow(kStart + length);
            view.setExtent({kStart, kStart + length});
            QVERIFY(view.visible().begin <= kStart && view.visible().end >= kStart + length);
            steps += view.scale().msPerPixel != coarsest ? 1 : 0;
            coarsest = view.scale().msPerPixel;
        }
        QVERIFY2(steps < 30, "the scale changes in steps, not with every tick");
        QVERIFY(view.follows() && view.showsWhole());
        view.zoomAt(view.scale().x(view.now()), 4);
        QVERIFY(!view.showsWhole());
        QVERIFY(view.follows());
        view.showWhole();
        QVERIFY(view.visible().begin <= kStart);
    }

    void fitShowsAllWithAMargin()
    {
        const TimelineViewport view = viewport(1000, 30min);
        QVERIFY(view.visible().begin < kStart);
        QVERIFY(view.visible().end > kStart + 30min);
        QVERIFY(view.visible().length() < 33min);
    }

    void anEmptyExtentIsHarmless()
    {
        TimelineViewport view;
        view.setWidth(0);
        view.setExtent({});
        view.fit({});
        view.zoomAt(0, 3);
        view.setFollow(true);
        view.setNow(kStart);
        QVERIFY(view.scale().msPerPixel > 0);
    }
};

QTEST_APPLESS_MAIN(TestTimeScale)
#include "tst_timescale.moc"
