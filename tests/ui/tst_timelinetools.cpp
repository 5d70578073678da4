#include "models/timeline/timelinefinder.h"
#include "tests/ui/demoscene.h"
#include "tests/ui/screens.h"
#include "ui/theme/theme.h"
#include "ui/theme/themehub.h"
#include "ui/timeline/areafigures.h"
#include "ui/timeline/lanetiles.h"
#include "ui/timeline/timelineaccessible.h"
#include "ui/timeline/timelinecanvas.h"
#include "ui/timeline/timelinegeometry.h"
#include "ui/timeline/timelineview.h"

#include <QAccessible>
#include <QContextMenuEvent>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>

using namespace Drover;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What works on a timeline beside looking at it: search, areas, menus, pins, axes, folds, exports, access.
class TestTimelineTools : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        qputenv("TZ", "Asia/Kolkata"); // five and a half hours ahead all year
        tzset();
        ThemeHub::instance().apply(ThemeName::Dark, 1.0);
    }

    void init()
    {
        m_model = std::make_unique<TimelineModel>();
        m_model->setScene(demoScene());
        m_view = std::make_unique<TimelineView>(m_model.get());
        m_view->setChoices({{u"c1"_s, u"dale-prod-02"_s}}, u"c1"_s);
        m_view->setGroupings({TimelineGrouping::Role, TimelineGrouping::Stage, TimelineGrouping::None},
                             TimelineGrouping::Role);
        m_view->resize(1368, 376);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
        m_canvas = m_view->canvas();
        m_canvas->setFocus();
    }

    void cleanup()
    {
        for (QMenu* menu : m_view->findChildren<QMenu*>())
            menu->close();
        m_view.reset();
        m_model.reset();
        ThemeHub::instance().apply(ThemeName::Dark, 1.0);
    }

    void searchOutlinesAndSteps_data()
    {
        QTest::addColumn<ThemeName>("theme");
        QTest::newRow("dark") << ThemeName::Dark;
        QTest::newRow("light") << ThemeName::Light;
    }

    void searchOutlinesAndSteps()
    {
        QFETCH(ThemeName, theme);
        ThemeHub::instance().apply(theme, 1.0);
        auto* field = m_view->findChild<QLineEdit*>(u"timeline/find"_s);
        QTest::keyClick(m_canvas, Qt::Key_F, Qt::ControlModifier);
        QVERIFY(field->hasFocus() || field->isVisible());
        QTest::keyClicks(field, u"stage:hardware state:failed"_s);
        QCOMPARE(m_canvas->finder()->matches().found.size(), 3);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(m_canvas->selectedLane(), u"w-5"_s);
        const qint64 first = m_canvas->selectedSpan();
        QTest::keyClick(m_canvas, Qt::Key_F3);
        QVERIFY(m_canvas->selectedSpan() != first);
        QTest::keyClick(m_canvas, Qt::Key_F3, Qt::ShiftModifier);
        QCOMPARE(m_canvas->selectedSpan(), first);
        const QImage image =
            takeScreen(*m_view, u"timeline-search-%1"_s.arg(QLatin1StringView(QTest::currentDataTag())), 1.0);
        QVERIFY(countOf(image, Theme::current().color(ColorRole::Find)) > 60);
        field->clear();
        QCOMPARE(countOf(m_view->grab().toImage(), Theme::current().color(ColorRole::Find)), 0);
    }

    void anAreaHasItsFigures_data() { searchOutlinesAndSteps_data(); }

    void anAreaHasItsFigures()
    {
        QFETCH(ThemeName, theme);
        ThemeHub::instance().apply(theme, 1.0);
        auto* figures = m_canvas->findChild<AreaFigures*>();
        QVERIFY(!figures->isVisible());
        // From the free right end of cp-1's lane, leftwards and down to w-1.
        const QPoint from(1300, laneMiddle(u"cp-1"_s));
        const QPoint to(TimelineMetrics::LabelColumn + 80, laneMiddle(u"w-1"_s));
        drag(from, to);
        QVERIFY(figures->isVisible());
        QCOMPARE(m_canvas->area().lanes.size(), 3 + 4); // cp-1 … cp-3, and with its head all of worker
        takeScreen(*m_view, u"timeline-area-%1"_s.arg(QLatin1StringView(QTest::currentDataTag())), 1.0);
        QVERIFY(!figures->figures().isEmpty());
        auto* table = figures->findChild<QTreeWidget*>(u"timeline/area/table"_s);
        QCOMPARE(table->topLevelItemCount(), figures->figures().size());
        QTest::keyClick(m_canvas, Qt::Key_Escape);
        QVERIFY(!figures->isVisible());
        drag(from, to);
        const TimeRange range = m_canvas->area().range;
        QTest::mouseClick(figures->findChild<QToolButton*>(u"timeline/area/zoom"_s), Qt::LeftButton);
        QVERIFY(!figures->isVisible());
        QVERIFY(qAbs((m_canvas->timeViewport().visible().begin - range.begin).count()) < 3000);
    }

    void enterZoomsIntoTheArea()
    {
        drag(QPoint(1300, laneMiddle(u"cp-1"_s)), QPoint(1200, laneMiddle(u"cp-1"_s)));
        const TimeRange range = m_canvas->area().range;
        QCOMPARE(m_canvas->area().lanes.size(), 1);
        QTest::keyClick(m_canvas, Qt::Key_Return);
        QVERIFY(m_canvas->area().isEmpty());
        QVERIFY(qAbs((m_canvas->timeViewport().visible().begin - range.begin).count()) < 2000);
    }

    void lettersZoomAndPan()
    {
        const double scale = m_canvas->timeViewport().scale().msPerPixel;
        QTest::keyClick(m_canvas, Qt::Key_W);
        QVERIFY(m_canvas->timeViewport().scale().msPerPixel < scale);
        const Instant left = m_canvas->timeViewport().visible().begin;
        QTest::keyClick(m_canvas, Qt::Key_D);
        QVERIFY(m_canvas->timeViewport().visible().begin > left);
        QTest::keyClick(m_canvas, Qt::Key_A);
        QCOMPARE(m_canvas->timeViewport().visible().begin, left);
        QTest::keyClick(m_canvas, Qt::Key_S);
        QVERIFY(qAbs(m_canvas->timeViewport().scale().msPerPixel - scale) < 1e-6 * scale);
    }

    void fullStopAndCommaWalkAlongALane()
    {
        m_canvas->setSelectedLane(u"cp-3"_s);
        const QList<TimelineSpan>& spans = m_model->lane(m_model->laneOf(u"cp-3"_s)).spans;
        QTest::keyClick(m_canvas, Qt::Key_Period);
        QTest::keyClick(m_canvas, Qt::Key_Period);
        QCOMPARE(m_canvas->selectedSpan(), spans.at(1).id);
        QTest::keyClick(m_canvas, Qt::Key_Comma);
        QCOMPARE(m_canvas->selectedSpan(), spans.at(0).id);
    }

    void pinnedLanesStayWhenTheOthersScroll()
    {
        m_view->resize(1368, 240);
        m_canvas->setSelectedLane(u"cp-3"_s);
        QTest::keyClick(m_canvas, Qt::Key_P, Qt::ShiftModifier);
        QVERIFY(m_canvas->isPinned(u"cp-3"_s));
        m_canvas->verticalScrollBar()->setValue(m_canvas->verticalScrollBar()->maximum());
        QCOMPARE(m_canvas->hitAt(QPointF(60, 10)).lane, m_model->laneOf(u"cp-3"_s));
        QVERIFY(m_canvas->hitAt(QPointF(60, 30)).lane != m_model->laneOf(u"dale-prod-02"_s));
        takeScreen(*m_view, u"timeline-pinned"_s, 1.0);
        QTest::keyClick(m_canvas, Qt::Key_P, Qt::ShiftModifier);
        QVERIFY(!m_canvas->isPinned(u"cp-3"_s));
    }

    void aLaneIsBroughtToTheTop()
    {
        m_view->resize(1368, 240);
        m_canvas->scrollToTop(u"cp-2"_s);
        QCOMPARE(m_canvas->hitAt(QPointF(60, 5)).lane, m_model->laneOf(u"cp-2"_s));
        m_canvas->setPinned(u"dale-prod-02"_s, true);
        m_canvas->scrollToTop(u"cp-2"_s);
        QCOMPARE(m_canvas->hitAt(QPointF(60, 5)).lane, m_model->laneOf(u"dale-prod-02"_s));
        QCOMPARE(m_canvas->hitAt(QPointF(60, 37)).lane, m_model->laneOf(u"cp-2"_s));
        m_canvas->scrollToTop(u"not here"_s);
        QCOMPARE(m_canvas->hitAt(QPointF(60, 37)).lane, m_model->laneOf(u"cp-2"_s));
    }

    void timesAreOfUtcOfThisPlaceOrSinceTheStart()
    {
        const Instant at = m_model->scene().now;
        QCOMPARE(m_canvas->axis().text(at), u"14:07:41"_s);
        m_canvas->setAxisMode(AxisMode::Local);
        QCOMPARE(m_canvas->axis().text(at), u"19:37:41"_s);
        QCOMPARE(m_canvas->axis().anchor(at).ms() % 3'600'000, qint64(-1'800'000));
        m_canvas->setAxisMode(AxisMode::Relative);
        QCOMPARE(m_canvas->axis().text(at), u"+0:16:09"_s);
        QCOMPARE(m_canvas->axis().text(m_model->extent().begin - 61s), u"−0:01:01"_s);
        takeScreen(*m_view, u"timeline-relative"_s, 1.0);
    }

    void idleTimeIsFoldedAndCanBeSeen_data() { searchOutlinesAndSteps_data(); }

    void idleTimeIsFoldedAndCanBeSeen()
    {
        QFETCH(ThemeName, theme);
        ThemeHub::instance().apply(theme, 1.0);
        TimelineScene scene = demoScene();
        scene.gates.clear();
        scene.finish.reset();
        scene.criticalPath.clear();
        // The next day everything is taken away; whatever was open ended.
        const Instant morning = scene.now + 16h;
        for (TimelineLane& lane : scene.lanes) {
            lane.failure.reset();
            lane.spans.removeIf([](const TimelineSpan& span) { return isPredicted(span.state); });
            for (TimelineSpan& span : lane.spans) {
                if (!span.end.isSet()) {
                    span.end = scene.now;
                    span.state = BarState::Succeeded;
                }
            }
            if (lane.kind == LaneKind::Member)
                lane.spans.append({.id = 9000 + lane.spans.constLast().id,
                                   .start = morning,
                                   .end = morning + 5min,
                                   .stage = scene.texts.intern(u"decommission"_s),
                                   .state = BarState::Succeeded});
        }
        scene.now = morning + 6min;
        m_model->setScene(scene);
        m_view->fitAll();
        QVERIFY(m_model->fold());
        const TimeScale scale = m_canvas->timeViewport().scale();
        QVERIFY(scale.x(morning) - scale.x(morning - 15h) < 60);
        takeScreen(*m_view, u"timeline-folded-%1"_s.arg(QLatin1StringView(QTest::currentDataTag())), 1.0);
        const double x = TimelineMetrics::LabelColumn + scale.x(morning) - 6;
        QCOMPARE(m_canvas->hitAt(QPointF(x, laneMiddle(u"cp-1"_s))).kind, TimelineCanvas::Hit::Kind::Fold);
        m_view->setFolding(false);
        QVERIFY(!m_model->fold());
        m_view->fitAll();
        const TimeScale plain = m_canvas->timeViewport().scale();
        QVERIFY(plain.x(morning) - plain.x(morning - 15h) > 800);
    }

    void theMenuOffersWhatWorks()
    {
        const auto actionsAt = [this](QPoint at) {
            QContextMenuEvent event(QContextMenuEvent::Mouse, at, m_canvas->viewport()->mapToGlobal(at));
            QCoreApplication::sendEvent(m_canvas->viewport(), &event);
            QStringList names;
            auto* menu = m_view->findChild<QMenu*>(u"timeline/menu"_s);
            if (menu) {
                for (const QAction* action : menu->actions()) {
                    if (!action->isSeparator())
                        names.append(action->objectName().section(u'/', -1));
                }
                menu->close();
                delete menu;
            }
            return names.join(u' ');
        };
        QCOMPARE(actionsAt(spanPoint(u"cp-1"_s, 2)), u"log job zoom find why pin"_s);
        QCOMPARE(actionsAt(spanPoint(u"cp-3"_s, 5)), u"log job cancel zoom find why pin"_s);
        QCOMPARE(actionsAt(spanPoint(u"w-5"_s, 2)), u"log job zoom find retry why pin"_s);
        QCOMPARE(actionsAt(QPoint(60, laneMiddle(u"group/worker"_s))), u"collapse pin"_s);
    }

    void theMenuOpensTheLogAndPinsByKeyboard()
    {
        QSignalSpy logs(m_view.get(), &TimelineView::logRequested);
        m_canvas->setSelectedLane(u"cp-1"_s);
        QTest::keyClick(m_canvas, Qt::Key_Period);
        QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(0, 0), QPoint(0, 0));
        QCoreApplication::sendEvent(m_canvas->viewport(), &event);
        auto* menu = m_view->findChild<QMenu*>(u"timeline/menu"_s);
        QVERIFY(menu);
        menu->findChild<QAction*>(u"timeline/menu/log"_s)->trigger();
        QCOMPARE(logs.size(), 1);
        QCOMPARE(logs.at(0).at(0).toLongLong(), m_canvas->selectedSpan());
        menu->findChild<QAction*>(u"timeline/menu/pin"_s)->trigger();
        QVERIFY(m_canvas->isPinned(u"cp-1"_s));
    }

    void groupingIsAskedForAndThePathSwitched()
    {
        QSignalSpy chosen(m_view.get(), &TimelineView::groupingChosen);
        QTest::keyClick(m_canvas, Qt::Key_G);
        auto* menu = m_view->findChild<QMenu*>(u"timeline/group-menu"_s);
        QVERIFY(menu);
        QCOMPARE(menu->actions().size(), 3);
        menu->actions().at(1)->trigger();
        QCOMPARE(chosen.size(), 1);
        auto* path = m_view->findChild<QPushButton*>(u"timeline/critical-path"_s);
        const QColor crit = Theme::current().color(ColorRole::Crit);
        const int with = countOf(m_canvas->viewport()->grab().toImage(), crit);
        QTest::keyClick(m_canvas, Qt::Key_C);
        QVERIFY(!path->isChecked());
        QVERIFY(countOf(m_canvas->viewport()->grab().toImage(), crit) < with);
    }

    void optionsChangeTimesAndLanes()
    {
        auto* button = m_view->findChild<QToolButton*>(u"timeline/options"_s);
        QTest::mouseClick(button, Qt::LeftButton);
        auto* menu = m_view->findChild<QMenu*>(u"timeline/options-menu"_s);
        QVERIFY(menu);
        takeScreen(*menu, u"timeline-options"_s, 1.0);
        menu->findChild<QAction*>(u"timeline/menu/relative"_s)->trigger();
        QCOMPARE(m_canvas->axis().mode, AxisMode::Relative);
        const int height = m_canvas->layoutOfLanes().height();
        menu->findChild<QAction*>(u"timeline/menu/compact"_s)->trigger();
        QVERIFY(m_canvas->layoutOfLanes().height() < height);
        menu->findChild<QAction*>(u"timeline/menu/collapse-all"_s)->trigger();
        QCOMPARE(m_canvas->layoutOfLanes().boxes().size(), 3);
    }

    void exportsHoldEverything()
    {
        QTemporaryDir folder;
        m_view->resize(1368, 200);
        const QString png = folder.filePath(u"t.png"_s);
        QVERIFY(m_view->savePicture(png));
        const QImage image(png);
        QCOMPARE(image.height(), TimelineMetrics::RulerHeight + m_canvas->layoutOfLanes().height());
        QVERIFY(countOf(image, Theme::current().color(ColorRole::BadBar)) >
                200); // w-5 is below the window's end
        image.save(
            QFileInfo(QStringLiteral(DROVER_BIN_DIR)).dir().filePath(u"screens/timeline-export.png"_s));
        const QString csv = folder.filePath(u"t.csv"_s);
        QVERIFY(m_view->saveTable(csv));
        QFile file(csv);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(QString::fromUtf8(file.readAll()).count(u"w-5"_s), 5);
        const Result<void> refused = m_view->saveTable(folder.filePath(u"no/such/t.csv"_s));
        QVERIFY(!refused);
        QVERIFY(refused.error().text.contains(u"t.csv"_s));
    }

    void assistiveTechnologyFindsLanesAndBars()
    {
        QAccessibleInterface* lanes = QAccessible::queryAccessibleInterface(m_canvas);
        QVERIFY(lanes);
        QCOMPARE(lanes->role(), QAccessible::Tree);
        QCOMPARE(lanes->childCount(), m_canvas->layoutOfLanes().boxes().size());
        QAccessibleInterface* failed = nullptr;
        for (int i = 0; i < lanes->childCount(); ++i) {
            QAccessibleInterface* lane = lanes->child(i);
            QCOMPARE(lane->parent(), lanes);
            QCOMPARE(lanes->indexOfChild(lane), i);
            if (lane->text(QAccessible::Name).startsWith(u"w-5"_s))
                failed = lane;
        }
        QVERIFY(failed);
        QCOMPARE(failed->text(QAccessible::Value), u"Failed"_s);
        QCOMPARE(failed->childCount(), 5);
        QAccessibleInterface* bar = failed->child(4);
        QCOMPARE(bar->text(QAccessible::Name), u"w-5, hardware, Failed, attempt 3, 3 m 40 s"_s);
        QCOMPARE(bar->text(QAccessible::Description), u"BMC 10.20.109.26 gave no answer"_s);
        QVERIFY(bar->rect().width() > 20);
        QCOMPARE(lanes->childAt(bar->rect().center().x(), bar->rect().center().y()), bar);
        QSignalSpy activated(m_view.get(), &TimelineView::spanActivated);
        bar->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
        QCOMPARE(activated.size(), 1);
        QVERIFY(bar->state().selected);
        QAccessibleInterface* group = lanes->child(1);
        QVERIFY(group->state().expandable && group->state().expanded);
        m_canvas->setCollapsed(u"group/control-plane"_s, true);
        QVERIFY(group->state().collapsed);
        // What is gone is no longer valid, and asking it does no harm.
        TimelineScene scene = demoScene();
        scene.lanes.removeIf([](const TimelineLane& lane) { return lane.key == u"w-5"_s; });
        m_model->setScene(scene);
        QVERIFY(!bar->isValid());
        QVERIFY(bar->text(QAccessible::Name).isEmpty());
        QVERIFY(bar->rect().isEmpty());
        QCOMPARE(failed->childCount(), 0);
    }

private:
    [[nodiscard]] LaneBox boxOf(const QString& key) const
    {
        const TimelineLayout layout = m_canvas->layoutOfLanes();
        return layout.boxes().at(layout.boxOfLane(m_model->laneOf(key)));
    }

    [[nodiscard]] int laneMiddle(const QString& key) const
    {
        return boxOf(key).y + boxOf(key).height / 2 - m_canvas->verticalScrollBar()->value();
    }

    [[nodiscard]] QPoint spanPoint(const QString& key, int span) const
    {
        const TimelineLane& lane = m_model->lane(m_model->laneOf(key));
        const QRectF rect = LaneTiles::spanRect(lane.spans.at(span), boxOf(key),
                                                m_canvas->timeViewport().scale(), m_model->scene().now);
        return QPoint(TimelineMetrics::LabelColumn + int(rect.center().x()), laneMiddle(key));
    }

    void drag(QPoint from, QPoint to)
    {
        QTest::mousePress(m_canvas->viewport(), Qt::LeftButton, {}, from);
        for (const QPoint at : {(from + to) / 2, to}) {
            QMouseEvent move(QEvent::MouseMove, at, m_canvas->viewport()->mapToGlobal(at), Qt::NoButton,
                             Qt::LeftButton, {});
            QCoreApplication::sendEvent(m_canvas->viewport(), &move);
        }
        QTest::mouseRelease(m_canvas->viewport(), Qt::LeftButton, {}, to);
    }

    static int countOf(const QImage& image, const QColor& color)
    {
        int count = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                count += image.pixelColor(x, y) == color;
        }
        return count;
    }

    std::unique_ptr<TimelineModel> m_model;
    std::unique_ptr<TimelineView> m_view;
    TimelineCanvas* m_canvas = nullptr;
};

QTEST_MAIN(TestTimelineTools)
#include "tst_timelinetools.moc"
