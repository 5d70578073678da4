#include "models/timeline/criticalpath.h"
#include "models/timeline/idletime.h"
#include "models/timeline/timelinefigures.h"
#include "models/timeline/timelinesearch.h"
#include "tests/ui/demoscene.h"
#include "tests/ui/screens.h"
#include "ui/theme/themehub.h"
#include "ui/timeline/timelinecanvas.h"
#include "ui/timeline/timelinegeometry.h"
#include "ui/timeline/timelineview.h"

#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>
#include <algorithm>
#include <ctime>
#include <functional>
#include <numeric>

using namespace Drover;
using namespace Qt::StringLiterals;

namespace {

/// Middle of a span in the canvas' viewport.
QPoint spanPoint(const TimelineCanvas& canvas, const QString& laneKey, int span)
{
    const TimelineModel& model = canvas.model();
    const int lane = model.laneOf(laneKey);
    const TimelineLayout layout = canvas.layoutOfLanes();
    const LaneBox box = layout.boxes().at(layout.boxOfLane(lane));
    const QRectF rect = LaneTiles::spanRect(model.lane(lane).spans.at(span), box,
                                            canvas.timeViewport().scale(), model.scene().now);
    return QPoint(TimelineMetrics::LabelColumn + int(rect.center().x()), box.y + box.height / 2);
}

#if defined(__SANITIZE_ADDRESS__) || !defined(NDEBUG)
constexpr double kFrameMs = 200; // checked builds: only that it stays bounded
#else
constexpr double kFrameMs = 16; // the bar is 8; a loaded machine's caches cost the rest
#endif

/// Time this thread has worked: painting is measured, not what else the machine does.
double threadMs()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

bool hasColorNear(const QImage& image, QPoint at, const QColor& color, int reach)
{
    for (int y = at.y() - reach; y <= at.y() + reach; ++y) {
        for (int x = at.x() - reach; x <= at.x() + reach; ++x) {
            if (image.rect().contains(x, y) && image.pixelColor(x, y) == color) {
                return true;
            }
        }
    }
    return false;
}

} // namespace

class TestTimelineView : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { ThemeHub::instance().apply(ThemeName::Dark, 1.0); }

    void init()
    {
        m_model = std::make_unique<TimelineModel>();
        m_model->setScene(demoScene());
        m_view = std::make_unique<TimelineView>(m_model.get());
        m_view->setChoices({{u"c1"_s, u"dale-prod-02"_s}}, u"c1"_s);
        m_view->resize(1368, 376);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
        m_canvas = m_view->canvas();
    }

    void cleanup()
    {
        m_view.reset();
        m_model.reset();
    }

    void looksAsDesigned_data()
    {
        QTest::addColumn<ThemeName>("theme");
        QTest::addColumn<qreal>("dpr");
        QTest::newRow("dark") << ThemeName::Dark << 1.0;
        QTest::newRow("dark-2x") << ThemeName::Dark << 2.0;
        QTest::newRow("light") << ThemeName::Light << 1.0;
    }

    void looksAsDesigned()
    {
        QFETCH(ThemeName, theme);
        QFETCH(qreal, dpr);
        ThemeHub::instance().apply(theme, 1.0);
        m_canvas->setSelectedLane(u"cp-3"_s);
        const QImage image =
            takeScreen(*m_view, u"timeline-%1"_s.arg(QLatin1StringView(QTest::currentDataTag())), dpr);
        QCOMPARE(image.width(), int(1368 * dpr));
        const QPoint failed =
            m_canvas->viewport()->mapTo(m_view.get(), spanPoint(*m_canvas, u"w-5"_s, 2)) * dpr;
        QVERIFY(hasColorNear(image, failed, Theme::current().color(ColorRole::BadBar), 4));
        ThemeHub::instance().apply(ThemeName::Dark, 1.0);
    }

    void clickOnABarOpensItsJob()
    {
        QSignalSpy spans(m_view.get(), &TimelineView::spanActivated);
        QSignalSpy lanes(m_view.get(), &TimelineView::laneActivated);
        QTest::mouseClick(m_canvas->viewport(), Qt::LeftButton, {}, spanPoint(*m_canvas, u"cp-1"_s, 3));
        QCOMPARE(spans.size(), 1);
        const qint64 expected = m_model->lane(m_model->laneOf(u"cp-1"_s)).spans.at(3).id;
        QCOMPARE(spans.at(0).at(0).toLongLong(), expected);
        QCOMPARE(lanes.at(0).at(0).toString(), u"cp-1"_s);
    }

    void clickOnALaneLabelSelectsIt()
    {
        QSignalSpy lanes(m_view.get(), &TimelineView::laneActivated);
        const QPoint bar = spanPoint(*m_canvas, u"w-3"_s, 0);
        QTest::mouseClick(m_canvas->viewport(), Qt::LeftButton, {}, QPoint(60, bar.y()));
        QCOMPARE(lanes.size(), 1);
        QCOMPARE(m_canvas->selectedLane(), u"w-3"_s);
    }

    void aFailureOffersRetryAndLog()
    {
        m_view->grab(); // places the flag box
        QSignalSpy retries(m_view.get(), &TimelineView::retryRequested);
        QSignalSpy logs(m_view.get(), &TimelineView::logRequested);
        const int y = spanPoint(*m_canvas, u"w-5"_s, 0).y();
        for (int x = m_canvas->viewport()->width() - 1; x > 0 && (retries.isEmpty() || logs.isEmpty());
             x -= 8) {
            const TimelineCanvas::Hit hit = m_canvas->hitAt(QPointF(x, y));
            if (hit.kind == TimelineCanvas::Hit::Kind::FailureRetry && retries.isEmpty()) {
                QTest::mouseClick(m_canvas->viewport(), Qt::LeftButton, {}, QPoint(x, y));
            } else if (hit.kind == TimelineCanvas::Hit::Kind::FailureLog && logs.isEmpty()) {
                QTest::mouseClick(m_canvas->viewport(), Qt::LeftButton, {}, QPoint(x, y));
            }
        }
        QCOMPARE(retries.size(), 1);
        QCOMPARE(retries.at(0).at(0).toString(), u"w-5"_s);
        QCOMPARE(logs.size(), 1);
        QCOMPARE(logs.at(0).at(0).toLongLong(), m_model->lane(m_model->laneOf(u"w-5"_s)).failure->spanId);
    }

    void controlWheelZoomsAtThePointer()
    {
        const QPointF at(700, 100);
        const double laneX = at.x() - TimelineMetrics::LabelColumn;
        const Instant before = m_canvas->timeViewport().scale().at(laneX);
        const double scaleBefore = m_canvas->timeViewport().scale().msPerPixel;
        QWheelEvent wheel(at, m_canvas->viewport()->mapToGlobal(at), {}, QPoint(0, 120), Qt::NoButton,
                          Qt::ControlModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(m_canvas->viewport(), &wheel);
        const TimeScale after = m_canvas->timeViewport().scale();
        QVERIFY(qAbs(after.msPerPixel * 1.25 - scaleBefore) < 1e-6 * scaleBefore);
        QVERIFY(qAbs((after.at(laneX) - before).count()) <= qint64(after.msPerPixel) + 1);
    }

    void keysZoomPanFollowAndFit()
    {
        m_canvas->setFocus();
        const double scale = m_canvas->timeViewport().scale().msPerPixel;
        QTest::keyClick(m_canvas, Qt::Key_Plus);
        QVERIFY(m_canvas->timeViewport().scale().msPerPixel < scale);
        QTest::keyClick(m_canvas, Qt::Key_N);
        QVERIFY(m_view->follows());
        QTest::keyClick(m_canvas, Qt::Key_Left);
        QVERIFY(!m_view->follows());
        QTest::keyClick(m_canvas, Qt::Key_F);
        const TimeRange visible = m_canvas->timeViewport().visible();
        QVERIFY(visible.begin <= m_model->extent().begin && visible.end >= m_model->extent().end);
    }

    void keysWalkAlongTheBarsOfALane()
    {
        m_canvas->setFocus();
        m_canvas->setSelectedLane(u"cp-3"_s);
        QTest::keyClick(m_canvas, Qt::Key_Period);
        const QList<TimelineSpan>& spans = m_model->lane(m_model->laneOf(u"cp-3"_s)).spans;
        QCOMPARE(m_canvas->selectedSpan(), spans.at(0).id);
        QTest::keyClick(m_canvas, Qt::Key_Period);
        QCOMPARE(m_canvas->selectedSpan(), spans.at(1).id);
        QTest::keyClick(m_canvas, Qt::Key_Comma);
        QCOMPARE(m_canvas->selectedSpan(), spans.at(0).id);
        QTest::keyClick(m_canvas, Qt::Key_Down, Qt::ControlModifier);
        QVERIFY(m_canvas->selectedLane() != u"cp-3"_s);
        QSignalSpy activated(m_view.get(), &TimelineView::spanActivated);
        QTest::keyClick(m_canvas, Qt::Key_Return);
        QCOMPARE(activated.size(), 1);
    }

    void tabPassesTheBarsInOneStop()
    {
        m_canvas->setFocus();
        m_canvas->setSelectedLane(u"cp-3"_s);
        QTest::keyClick(m_canvas, Qt::Key_Period);
        const qint64 bar = m_canvas->selectedSpan();
        QTest::keyClick(m_canvas, Qt::Key_Tab);
        QVERIFY(!m_canvas->hasFocus());
        QTest::keyClick(m_view->focusWidget(), Qt::Key_Backtab);
        QVERIFY(m_canvas->hasFocus());
        QCOMPARE(m_canvas->selectedSpan(), bar); // where one was
    }

    void arrowsWalkLanesAndFoldGroups()
    {
        m_canvas->setFocus();
        m_canvas->setSelectedLane(u"group/control-plane"_s);
        const int before = m_canvas->layoutOfLanes().height();
        QTest::keyClick(m_canvas, Qt::Key_Left);
        QCOMPARE(m_canvas->layoutOfLanes().height(), before - 3 * 24);
        QTest::keyClick(m_canvas, Qt::Key_Down);
        QCOMPARE(m_canvas->selectedLane(), u"group/worker"_s);
        QTest::keyClick(m_canvas, Qt::Key_Up);
        QTest::keyClick(m_canvas, Qt::Key_Right);
        QCOMPARE(m_canvas->layoutOfLanes().height(), before);
    }

    void hoverShowsATooltipAfterAMoment()
    {
        auto* tooltip = m_canvas->findChild<QFrame*>(u"timeline-tooltip"_s);
        QVERIFY(tooltip);
        QSignalSpy hovered(m_view.get(), &TimelineView::spanHovered);
        QTest::mouseMove(m_canvas->viewport(), spanPoint(*m_canvas, u"w-5"_s, 2));
        QTRY_VERIFY(tooltip->isVisible());
        QVERIFY(tooltip->accessibleName().contains(u"universal-hardware"_s));
        QVERIFY(tooltip->accessibleName().contains(u"Failed, attempt 1"_s));
        QVERIFY(!hovered.isEmpty());
        takeScreen(*tooltip, u"timeline-tooltip"_s, 2.0);
    }

    void liveTicksKeepNowInPlaceWhileFollowing()
    {
        m_canvas->zoomAtCentre(2);
        m_view->setFollow(true);
        const double x = m_canvas->timeViewport().scale().x(m_model->scene().now);
        for (int i = 0; i < 20; ++i) {
            m_model->setNow(m_model->scene().now + std::chrono::seconds(1));
        }
        QVERIFY(qAbs(m_canvas->timeViewport().scale().x(m_model->scene().now) - x) <= 1);
    }

    void aRunThatGrowsStaysInView()
    {
        m_view->setFollow(true);
        for (int i = 0; i < 200; ++i) {
            m_model->setNow(m_model->scene().now + std::chrono::seconds(10));
            QVERIFY(m_canvas->timeViewport().visible().begin <= m_model->extent().begin);
            QVERIFY(m_canvas->timeViewport().visible().contains(m_model->scene().now));
        }
    }

    void anEmptySceneSaysSo()
    {
        m_model->setScene({});
        QTRY_VERIFY(m_view->findChild<QWidget*>(u"timeline/empty"_s)->isVisible());
        takeScreen(*m_view, u"timeline-empty"_s, 1.0);
    }

    void collapsedGroupsBecomeBands()
    {
        m_model->setScene(largeScene(400, 60));
        m_canvas->setCollapsed(u"group/rack 0"_s, true);
        m_view->fitAll();
        QCoreApplication::sendPostedEvents();
        const QImage image = takeScreen(*m_view, u"timeline-band"_s, 1.0);
        QVERIFY(!image.isNull());
        QCOMPARE(m_canvas->layoutOfLanes().boxes().size(), 1);
    }

    void aMillionSpansPaintInTime_data()
    {
        QTest::addColumn<bool>("collapsed");
        QTest::addColumn<LaneDensity>("density");
        QTest::newRow("lanes") << false << LaneDensity::Comfortable;
        QTest::newRow("thin") << false << LaneDensity::Thin;
        QTest::newRow("bands") << true << LaneDensity::Comfortable;
    }

    void aMillionSpansPaintInTime()
    {
        QFETCH(bool, collapsed);
        QFETCH(LaneDensity, density);
        m_model->setScene(largeScene(10'000, 100));
        m_view->resize(1440, 900);
        m_canvas->setDensity(density);
        for (int group = 0; group < 20 && collapsed; ++group) {
            m_canvas->setCollapsed(u"group/rack %1"_s.arg(group), true);
        }
        m_view->fitAll();
        QImage image(m_canvas->viewport()->size(), QImage::Format_ARGB32_Premultiplied);
        m_canvas->viewport()->render(&image); // builds the indices once
        QList<double> zooming;
        QList<double> panning;
        QList<double> ticking;
        const auto frame = [this, &image](QList<double>& into) {
            const double before = threadMs();
            m_canvas->viewport()->render(&image);
            into.append(threadMs() - before);
        };
        for (int zoom = 0; zoom < 34; ++zoom) {
            m_canvas->zoomAtCentre(TimelineViewport::ZoomStep);
            frame(zooming);
            for (int i = 0; i < 5; ++i) {
                m_canvas->panPixels(17);
                frame(panning);
                m_model->setNow(m_model->scene().now + Duration(40));
                frame(ticking);
            }
        }
        const auto p95 = [](QList<double> times) {
            std::ranges::sort(times);
            return times.at(times.size() * 95 / 100);
        };
        qInfo("p95 ms: zooming %.2f, panning %.2f, ticking %.2f", p95(zooming), p95(panning), p95(ticking));
        const auto timed = [](const std::function<void()>& work) {
            const double before = threadMs();
            work();
            return threadMs() - before;
        };
        const QString wanted = u"state:failed attempt:1"_s;
        const double search = timed([&] { QVERIFY(!findSpans(m_model->scene(), wanted).found.isEmpty()); });
        const double path = timed([&] { QVERIFY(!criticalPath(m_model->scene()).isEmpty()); });
        const double folding = timed([&] {
            QVERIFY(
                idleStretches(m_model->scene().lanes, m_model->scene().now, std::chrono::hours(1)).isEmpty());
        });
        const double figures = timed([&] {
            QList<int> lanes(m_model->scene().lanes.size());
            std::iota(lanes.begin(), lanes.end(), 0);
            QVERIFY(!taskFigures(m_model->scene(), m_model->extent(), lanes).isEmpty());
        });
        qInfo("of all bars, ms: search %.1f, path %.1f, folds %.1f, figures %.1f", search, path, folding,
              figures);
        takeScreen(*m_view, u"timeline-large-%1"_s.arg(QLatin1StringView(QTest::currentDataTag())), 1.0);
        QVERIFY(p95(panning) < kFrameMs);
        QVERIFY(p95(ticking) < kFrameMs);
        QVERIFY(p95(zooming) < kFrameMs);
    }

private:
    std::unique_ptr<TimelineModel> m_model;
    std::unique_ptr<TimelineView> m_view;
    TimelineCanvas* m_canvas = nullptr;
};

QTEST_MAIN(TestTimelineView)
#include "tst_timelineview.moc"
