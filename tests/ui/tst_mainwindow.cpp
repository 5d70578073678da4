#include "tests/ui/screens.h"
#include "tests/ui/windowtest.h"
#include "ui/objectnames.h"
#include "ui/shell/picture.h"
#include "ui/theme/themehub.h"

#include <QAction>
#include <QCheckBox>
#include <QDateTimeEdit>
#include <QDockWidget>
#include <QLabel>
#include <QLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTabWidget>
#include <QToolButton>
#include <QTreeView>

using namespace Qt::StringLiterals;

namespace Drover {

using namespace Testing;

/// The window on a fleet of values: what is shown, found by name, what is sent, and pictures for the eye.
class TestMainWindow : public WindowTest
{
    Q_OBJECT

private slots:
    void showsTheFleet();
    void everyControlHasANameAndAnAccessibleName();
    void docksHaveTheirSizesOnEveryPage();
    void panesListPoolsAndMachines();
    void filterHidesAndShowsClusters();
    void tabsOfTheInspectorShowTheSelectedMember();
    void retrySendsTheCommandForTheSelectedMember();
    void unlockAsksForAReason();
    void aLockMayEndByItself();
    void aPauseMayEndByItself();
    void anAbortTellsBeforeWhatWouldStay();
    void aRefusalIsShown();
    void anEmptyDirectoryShowsTheFirstSteps();
    void aPictureIsTakenWithoutAScreen();

private:
    void select(const QString& machine);
};

void TestMainWindow::select(const QString& machine)
{
    m_window->selection().select(machineKey(m_scene.machine(machine).id));
}

void TestMainWindow::showsTheFleet()
{
    open();
    m_window->selection().select(clusterKey(u"dale-prod-02"_s));
    auto* tree = find<QTreeView>(ObjectNames::clustersTree);
    QVERIFY(tree);
    QCOMPARE(tree->model()->rowCount(), 10);
    tree->expandRecursively(tree->currentIndex());
    select(u"r07-u21"_s);
    QCOMPARE(tree->currentIndex().data().toString(), u"cp-3"_s);
    QTRY_VERIFY(m_engine->askedCount<Queries::FindJobs>() > 1);
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    shot(u"main"_s);
    m_window->resize(1280, 720);
    QCoreApplication::sendPostedEvents();
    // Columns give way; nobody scrolls a tree to the side.
    QTRY_COMPARE(tree->horizontalScrollBar()->maximum(), 0);
    for (const ThemeName theme : {ThemeName::Light, ThemeName::Dark}) {
        ThemeHub::instance().apply(theme, 1.0);
        shot(theme == ThemeName::Light ? u"main-720-light"_s : u"main-720"_s);
    }
    m_window->resize(1440, 900);
    QCoreApplication::sendPostedEvents();
    shot(u"main-2x"_s, 2);
}

void TestMainWindow::everyControlHasANameAndAnAccessibleName()
{
    open();
    // A page is there once it has been shown.
    for (int pane = 0; pane <= int(MainWindow::Pane::FirstRun); ++pane)
        m_window->showPane(MainWindow::Pane(pane));
    select(u"r07-u21"_s);
    QStringList nameless;
    const QList<QWidget*> widgets = m_window->findChildren<QWidget*>();
    for (QWidget* widget : widgets) {
        const bool control = qobject_cast<QAbstractButton*>(widget) || qobject_cast<QLineEdit*>(widget) ||
                             qobject_cast<QAbstractItemView*>(widget);
        if (!control || widget->objectName().startsWith("qt_"_L1) || widget->inherits("QHeaderView") ||
            widget->inherits("QComboBoxListView"))
            continue;
        if (widget->objectName().isEmpty() || widget->accessibleName().isEmpty())
            nameless.append(QLatin1StringView(widget->metaObject()->className()) + u" '"_s +
                            widget->objectName() + u"' in "_s + widget->parentWidget()->objectName());
    }
    QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u'\n')));
}

void TestMainWindow::docksHaveTheirSizesOnEveryPage()
{
    open();
    for (const MainWindow::Pane pane : {MainWindow::Pane::Clusters, MainWindow::Pane::Machines,
                                        MainWindow::Pane::Overview, MainWindow::Pane::Clusters}) {
        m_window->showPane(pane);
        QCoreApplication::sendPostedEvents();
        if (pane == MainWindow::Pane::Overview)
            continue; // it has the whole window
        auto* inspector = find<QDockWidget>(ObjectNames::inspectorDock);
        QTRY_VERIFY2(inspector->width() == 384, // tokens.md §4
                     qPrintable(u"%1 on page %2"_s.arg(inspector->width()).arg(int(pane))));
        QTRY_COMPARE(find<QDockWidget>(ObjectNames::timelineDock)->height(), 352);
    }
}

void TestMainWindow::panesListPoolsAndMachines()
{
    open();
    QTest::mouseClick(find<QToolButton>(ObjectNames::navPools), Qt::LeftButton);
    auto* pools = find<QTreeView>(ObjectNames::poolsTree);
    QVERIFY(pools->isVisible());
    QCOMPARE(pools->model()->rowCount(), 1); // default holds the others
    m_window->selection().select(poolKey(u"metal-general"_s));
    QCoreApplication::sendPostedEvents();
    shot(u"pools"_s);

    QTest::keyClick(m_window.get(), Qt::Key_4, Qt::ControlModifier);
    auto* machines = find<QTreeView>(ObjectNames::machinesList);
    QTRY_VERIFY(machines->isVisible());
    const int all = machines->model()->rowCount();
    QCOMPARE(all, m_window->replica().machineCount());
    shot(u"machines"_s);
    find<QLineEdit>(ObjectNames::machinesFilter)->setText(u"status:Free pool:metal-gpu"_s);
    QCOMPARE(machines->model()->rowCount(), 14);
    find<QLineEdit>(ObjectNames::machinesFilter)->setText(u"name:/[/"_s);
    QCOMPARE(machines->model()->rowCount(), 14); // a bad pattern keeps the last good result
    find<QLineEdit>(ObjectNames::machinesFilter)->setText(u"no-such-machine"_s);
    shot(u"machines-nothing"_s);
    QTest::mouseClick(find<QPushButton>(ObjectNames::machinesClearFilter), Qt::LeftButton);
    QCOMPARE(machines->model()->rowCount(), all);
}

void TestMainWindow::filterHidesAndShowsClusters()
{
    open();
    auto* tree = find<QTreeView>(ObjectNames::clustersTree);
    find<QLineEdit>(ObjectNames::clustersFilter)->setText(u"prod"_s);
    QCOMPARE(tree->model()->rowCount(), 6);
    QTest::mouseClick(find<QToolButton>(ObjectNames::clustersScope + u"/attention"_s), Qt::LeftButton);
    QCOMPARE(tree->model()->rowCount(), 1);
    QCOMPARE(tree->model()->index(0, 0).data().toString(), u"dale-prod-02"_s);
}

void TestMainWindow::tabsOfTheInspectorShowTheSelectedMember()
{
    open();
    select(u"r07-u21"_s);
    auto* tabs = find<QTabWidget>(ObjectNames::inspectorTabs);
    QCOMPARE(tabs->count(), 5);
    QVERIFY(find<QLabel>(ObjectNames::inspectorWhy)->text().contains(u"make-filesystems"_s));
    tabs->setCurrentIndex(1);
    auto* params = find<QTreeView>(ObjectNames::inspectorParamsTree);
    QTRY_COMPARE(params->model()->rowCount(), 10);
    params->expand(params->model()->index(4, 0));
    shot(u"inspector-params"_s);
    QTest::mouseClick(find<QToolButton>(u"inspector/params/scope/changed"_s), Qt::LeftButton);
    QVERIFY(params->model()->rowCount() > 0 && params->model()->rowCount() < 10);
    shot(u"inspector-params-changed"_s);
    QTest::mouseClick(find<QToolButton>(u"inspector/params/scope/effective"_s), Qt::LeftButton);
    QCOMPARE(params->model()->rowCount(), 10);
    tabs->setCurrentIndex(2);
    shot(u"inspector-jobs"_s);
    QVERIFY(find<QTreeView>(ObjectNames::inspectorJobsTree)->model()->rowCount() >= 4);
    tabs->setCurrentIndex(3);
    QTRY_VERIFY(m_engine->askedCount<Queries::ReadOutput>() > 0);
    QTRY_VERIFY(find<QWidget>(ObjectNames::inspectorLogView)->isVisible());
    shot(u"inspector-log"_s);
    m_window->selection().select(roleKey(u"dale-prod-02"_s, u"worker"_s));
    QVERIFY(!tabs->isTabVisible(1)); // a role has no params, jobs or log of its own
    shot(u"inspector-role"_s);
    m_window->selection().select(clusterKey(u"dale-prod-02"_s));
    shot(u"inspector-cluster"_s);
}

void TestMainWindow::retrySendsTheCommandForTheSelectedMember()
{
    open();
    auto* retry = find<QPushButton>(u"inspector/retry"_s);
    select(u"r07-u21"_s);
    QVERIFY(!retry->isVisible()); // it works by itself
    select(u"r09-u26"_s);
    QVERIFY(retry->isVisible());
    shot(u"inspector-failed"_s);
    QTest::mouseClick(retry, Qt::LeftButton);
    const auto* command = m_engine->lastCommand<Commands::RetryMachine>();
    QVERIFY(command);
    QCOMPARE(command->machine, m_scene.machine(u"r09-u26"_s).id.toString());
    QVERIFY(m_engine->submitted.constLast().actor.startsWith(u"user:"_s));
    QCOMPARE(m_engine->submitted.constLast().via, u"console"_s);
}

void TestMainWindow::unlockAsksForAReason()
{
    Machine locked = m_scene.machine(u"r07-u21"_s);
    locked.lock = {.locked = true,
                   .reason = u"BMC under repair"_s,
                   .owner = u"user:ops-2"_s,
                   .since = FleetScene::at(13, 20, 6)};
    open();
    ChangeBatch batch;
    batch.machines.changed = {locked};
    batch.figures = m_engine->snapshot.figures;
    m_engine->publish(batch);
    select(u"r07-u21"_s);
    QTest::mouseClick(find<QPushButton>(u"inspector/unlock"_s), Qt::LeftButton);
    auto* confirm = find<QPushButton>(ObjectNames::reasonDialogConfirm);
    QTRY_VERIFY(confirm && confirm->isVisible());
    QVERIFY(!confirm->isEnabled());
    takeScreen(*confirm->window(), u"reason-dialog"_s, 1);
    find<QLineEdit>(ObjectNames::reasonDialogReason)->setText(u"repaired"_s);
    QTest::mouseClick(confirm, Qt::LeftButton);
    const auto* command = m_engine->lastCommand<Commands::LockMachine>();
    QVERIFY(command);
    QVERIFY(!command->lock);
    QCOMPARE(m_engine->submitted.constLast().reason, u"repaired"_s);
}

void TestMainWindow::aLockMayEndByItself()
{
    open();
    select(u"r07-u21"_s);
    QTest::mouseClick(find<QPushButton>(u"inspector/lock"_s), Qt::LeftButton);
    auto* confirm = find<QPushButton>(ObjectNames::reasonDialogConfirm);
    QTRY_VERIFY(confirm && confirm->isVisible());
    find<QLineEdit>(ObjectNames::reasonDialogReason)->setText(u"fan is loud"_s);
    auto* moment = find<QDateTimeEdit>(u"reason-dialog/until"_s);
    QVERIFY(!moment->isEnabled()); // by itself only when that is asked for
    find<QCheckBox>(u"reason-dialog/ends"_s)->click();
    QVERIFY(moment->isEnabled());
    moment->setDateTime(QDateTime({2020, 1, 1}, {0, 0}, Qt::UTC));
    QVERIFY(moment->dateTime() > QDateTime::fromMSecsSinceEpoch(FleetScene::at(14, 7, 41).ms(), Qt::UTC));
    const Instant until = FleetScene::at(18, 30, 0);
    moment->setDateTime(QDateTime::fromMSecsSinceEpoch(until.ms(), Qt::UTC));
    takeScreen(*confirm->window(), u"reason-dialog-until"_s, 1);
    QTest::mouseClick(confirm, Qt::LeftButton);
    const auto* command = m_engine->lastCommand<Commands::LockMachine>();
    QVERIFY(command);
    QVERIFY(command->lock);
    QCOMPARE(command->until, until);
}

void TestMainWindow::aPauseMayEndByItself()
{
    open();
    m_window->selection().select(clusterKey(u"dale-prod-02"_s));
    auto* pause = m_window->findChild<QAction*>(u"action/operation-pause"_s);
    QVERIFY(pause->isVisible());
    pause->trigger();
    auto* confirm = find<QPushButton>(ObjectNames::reasonDialogConfirm);
    QTRY_VERIFY(confirm && confirm->isVisible());
    QVERIFY(confirm->isEnabled()); // a pause needs no reason
    QVERIFY(!m_engine->lastCommand<Commands::PauseOperation>());
    QTest::mouseClick(confirm, Qt::LeftButton);
    const auto* command = m_engine->lastCommand<Commands::PauseOperation>();
    QVERIFY(command);
    QVERIFY(!command->until.isSet());
}

void TestMainWindow::anAbortTellsBeforeWhatWouldStay()
{
    m_engine->onAsk = [this](const Query& query) -> Result<Answer> {
        const auto* attempt = std::get_if<Queries::TryCommand>(&query);
        if (!attempt)
            return m_scene.answer(query);
        const auto* abort = std::get_if<Commands::AbortOperation>(&attempt->request.command);
        Answers::Trial trial;
        trial.receipt.note =
            abort && abort->keep ? u"2 members stay, 6 stand still"_s : u"2 members stay, 6 are released"_s;
        return trial;
    };
    open();
    m_window->selection().select(clusterKey(u"dale-prod-02"_s));
    m_window->findChild<QAction*>(u"action/operation-abort"_s)->trigger();
    QLabel* outcome = nullptr;
    QTRY_VERIFY((outcome = find<QLabel>(u"reason-dialog/outcome"_s)));
    QTRY_COMPARE(outcome->text(), u"As it stands now: 2 members stay, 6 are released."_s);
    const QWidget* dialog = outcome->window(); // it grows with what it tells
    QVERIFY(dialog->height() >= dialog->layout()->totalHeightForWidth(dialog->width()));
    takeScreen(*outcome->window(), u"abort-dialog"_s, 1);
    find<QCheckBox>(u"reason-dialog/choice"_s)->click();
    QTRY_COMPARE(outcome->text(), u"As it stands now: 2 members stay, 6 stand still."_s);
    QVERIFY(m_engine->submitted.isEmpty());
}

void TestMainWindow::aRefusalIsShown()
{
    m_engine->onSubmit = [](const CommandRequest&) -> Result<Receipt> {
        return fail(u"machine-locked"_s, u"Machine r09-u26 is locked by ops-2."_s, u"Unlock it first."_s);
    };
    open();
    select(u"r09-u26"_s);
    QTest::mouseClick(find<QPushButton>(u"inspector/retry"_s), Qt::LeftButton);
    auto* notice = find<QWidget>(ObjectNames::notice);
    QTRY_VERIFY(notice->isVisible());
    QCOMPARE(notice->accessibleName(), u"Machine r09-u26 is locked by ops-2."_s);
    shot(u"refused"_s);
    QTest::mouseClick(find<QPushButton>(ObjectNames::noticeClose), Qt::LeftButton);
    QVERIFY(!notice->isVisible());
}

void TestMainWindow::anEmptyDirectoryShowsTheFirstSteps()
{
    m_engine->snapshot = {};
    m_engine->snapshot.snapshot = true;
    m_engine->snapshot.figures.directory = u"~/.local/share/drover"_s;
    m_engine->snapshot.figures.now = FleetScene::at(14, 7, 41);
    open();
    auto* page = find<QWidget>(ObjectNames::firstRun);
    QVERIFY(page->isVisible());
    Surroundings around;
    around.demoDirectory = u"/home/anna/.local/share/drover-demo"_s;
    around.freeBytes = 214'000'000'000;
    m_window->setSurroundings(around);
    QSignalSpy example(m_window.get(), &MainWindow::exampleRequested);
    QTest::keyClick(page, Qt::Key_2);
    QCOMPARE(example.size(), 1);
    shot(u"first-run"_s);
    shot(u"first-run-2x"_s, 2);
    m_window->resize(1280, 720);
    shot(u"first-run-720"_s);
    around.missingPrograms = {u"etcd"_s, u"etcdctl"_s};
    around.busyAddress = u"127.0.1.11:2379"_s;
    m_window->setSurroundings(around);
    QTest::keyClick(page, Qt::Key_2);
    QCOMPARE(example.size(), 1); // what it needs is not there
    ThemeHub::instance().apply(ThemeName::Light, 1.0);
    shot(u"first-run-light"_s);
    ThemeHub::instance().apply(ThemeName::Dark, 1.0);
    m_window->showPane(MainWindow::Pane::Clusters);
    auto* back = find<QPushButton>(ObjectNames::clustersEmptyFirstSteps);
    QVERIFY(back->isVisible()); // there is nothing to provision from
    QTest::mouseClick(back, Qt::LeftButton);
    QVERIFY(page->isVisible());
}

void TestMainWindow::aPictureIsTakenWithoutAScreen()
{
    WindowPicture picture(*m_engine, QSize(1280, 720), 2);
    QImage image;
    connect(&picture, &WindowPicture::taken, this, [&](const QImage& taken) { image = taken; });
    picture.start();
    QTRY_VERIFY(!image.isNull());
    QCOMPARE(image.size(), QSize(2560, 1440));
}

} // namespace Drover

QTEST_MAIN(Drover::TestMainWindow)
#include "tst_mainwindow.moc"
