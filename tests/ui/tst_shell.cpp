#include "models/attention.h"
#include "models/clustertreerow.h"
#include "tests/ui/windowtest.h"
#include "ui/objectnames.h"
#include "ui/overview/fleetmap.h"
#include "ui/panes/copyrows.h"
#include "ui/panes/machines/bulkresult.h"
#include "ui/panes/objecttreeview.h"
#include "ui/shell/keyssheet.h"
#include "ui/shell/quitdialog.h"
#include "ui/shell/settingsdialog.h"
#include "ui/theme/themechoice.h"
#include "ui/theme/themehub.h"
#include "ui/wizards/bulkdialog.h"

#include <QApplication>
#include <QClipboard>
#include <QDockWidget>
#include <QHeaderView>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QToolButton>
#include <QTreeView>

using namespace Qt::StringLiterals;

namespace Drover {

using namespace Testing;

/// What the window has around its lists: overview, themes, settings, keys, the way out; in both
/// themes.
class TestShell : public WindowTest
{
    Q_OBJECT

private slots:
    void overviewShowsTheFleet();
    void mapIsWalkedWithTheKeyboard();
    void attentionHelps();
    void themeChangesLiveAndIsKept();
    void settingsHoldAtOnce();
    void keysAreListed();
    void quittingOverOpenOperationsAsks();
    void anEngineThatIsGoneTurnsActionsOff();
    void docksComeBackAsTheyWereLeft();
    void dockAndPageShareTheTimeline();
    void theBellLeadsToThoseThatWait();
    void otherDirectoriesAreOffered();
    void columnsAreChosenAndKept();
    void manyMachinesAtOnce();
    void rowsAreCopied();
    void everyPaneInBothThemes();
};

void TestShell::overviewShowsTheFleet()
{
    open();
    QTest::keyClick(m_window.get(), Qt::Key_1, Qt::ControlModifier);
    auto* map = find<FleetMap>(u"overview/fleet-map"_s);
    QTRY_VERIFY(map->isVisible());
    int cells = 0;
    for (const FleetGroup& group : map->groups())
        cells += int(group.cells.size());
    QCOMPARE(cells, m_window->replica().machineCount());
    QCOMPARE(find<QListView>(u"overview/clusters"_s)->model()->rowCount(), 10);
    QVERIFY(!find<QDockWidget>(ObjectNames::inspectorDock)->isVisible());
    shot(*m_window, u"overview"_s);
    QTest::keyClick(m_window.get(), Qt::Key_2, Qt::ControlModifier);
    QVERIFY(find<QDockWidget>(ObjectNames::inspectorDock)->isVisible());
}

void TestShell::mapIsWalkedWithTheKeyboard()
{
    open();
    m_window->showPane(MainWindow::Pane::Overview);
    auto* map = find<FleetMap>(u"overview/fleet-map"_s);
    QTRY_VERIFY(!map->groups().isEmpty());
    const QList<FleetCell>& cells = map->groups().constFirst().cells;
    QTest::keyClick(map, Qt::Key_Right);
    QCOMPARE(map->currentMachine(), cells.at(0).machine);
    QTest::keyClick(map, Qt::Key_Down);
    QCOMPARE(map->currentMachine(), cells.at(1).machine);
    QVERIFY(map->accessibleDescription().contains(u"scar-prod-02"_s));
    QTest::keyClick(map, Qt::Key_Up);
    QTest::keyClick(map, Qt::Key_Up); // the beginning holds
    QCOMPARE(map->currentMachine(), cells.at(0).machine);
    for (qsizetype i = 0; i < cells.size(); ++i)
        QTest::keyClick(map, Qt::Key_Down);
    QCOMPARE(map->currentMachine(), map->groups().at(1).cells.at(0).machine); // on into the next group
    QTest::keyClick(map, Qt::Key_Return);
    QCOMPARE(m_window->selection().key(), machineKey(map->groups().at(1).cells.at(0).machine));
    QVERIFY(!map->isVisible()); // and to its place
}

void TestShell::attentionHelps()
{
    open();
    m_window->showPane(MainWindow::Pane::Overview);
    const QList<AttentionItem> waiting = attentionItems(m_window->replica());
    constexpr int held = 1; // failures come before machines on hold
    QCOMPARE(waiting.at(held).status, Status::HoldDestroy);
    auto* help = find<QPushButton>(u"overview/attention/%1/help"_s.arg(held));
    QTRY_VERIFY(help && help->isVisible());
    QTest::mouseClick(help, Qt::LeftButton);
    QVERIFY(m_engine->lastCommand<Commands::RetryMachine>());
    QTest::mouseClick(find<QPushButton>(u"overview/attention/0/show"_s), Qt::LeftButton);
    QCOMPARE(m_window->selection().key(),
             machineKey(m_scene.machine(u"r09-u26"_s).id)); // w-5 of dale-prod-02
}

void TestShell::themeChangesLiveAndIsKept()
{
    const QTemporaryDir folder;
    const QString settings = folder.filePath(u"window.ini"_s);
    open(settings);
    QSignalSpy changed(&ThemeHub::instance(), &ThemeHub::changed);
    QTest::mouseClick(find<QToolButton>(ObjectNames::topTheme), Qt::LeftButton);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(ThemeHub::instance().name(), ThemeName::Light);
    QCOMPARE(m_window->palette().color(QPalette::Window), Theme::of(ThemeName::Light).color(ColorRole::Bg2));
    m_window.reset();
    ThemeHub::instance().apply(ThemeName::Dark, 1.0);
    open(settings);
    QCOMPARE(ThemeHub::instance().name(), ThemeName::Light);
    QCOMPARE(themeOfColorScheme(2), ThemeName::Light);
    QCOMPARE(themeOfColorScheme(1), ThemeName::Dark);
    QCOMPARE(themeOfColorScheme(0), ThemeName::Dark);
    for (const ThemeChoice choice : {ThemeChoice::Dark, ThemeChoice::Light, ThemeChoice::System})
        QCOMPARE(themeChoiceOf(themeChoiceName(choice)), choice);
}

void TestShell::settingsHoldAtOnce()
{
    open();
    QTest::mouseClick(find<QToolButton>(ObjectNames::navSettings), Qt::LeftButton);
    auto* dialog = m_window->findChild<SettingsDialog*>();
    QTRY_VERIFY(dialog && dialog->isVisible());
    shot(*dialog, u"settings"_s);
    QTest::mouseClick(dialog->findChild<QAbstractButton*>(u"settings/text-size/130"_s), Qt::LeftButton);
    QCOMPARE(ThemeHub::instance().fontScale(), 1.3);
    shot(*m_window, u"main-text-130"_s);
    QTest::mouseClick(dialog->findChild<QAbstractButton*>(u"settings/theme/light"_s), Qt::LeftButton);
    QCOMPARE(ThemeHub::instance().name(), ThemeName::Light);
    QTest::mouseClick(dialog->findChild<QPushButton*>(u"settings/close"_s), Qt::LeftButton);
    QTRY_VERIFY(!m_window->findChild<SettingsDialog*>());
}

void TestShell::keysAreListed()
{
    open();
    QTest::keyClick(m_window.get(), Qt::Key_F1);
    auto* sheet = m_window->findChild<KeysSheet*>();
    QTRY_VERIFY(sheet && sheet->isVisible());
    shot(*sheet, u"keys"_s);
    QVERIFY2(sheet->height() <= 720 && sheet->width() <= 1280, "it fits the smallest window");
    QTest::keyClick(sheet, Qt::Key_Escape);
    QTRY_VERIFY(!m_window->findChild<KeysSheet*>());
}

void TestShell::quittingOverOpenOperationsAsks()
{
    open();
    m_window->setSurroundings({.owner = EngineOwner::Another});
    QVERIFY(!QuitDialog::isNeeded(m_window->replica(), EngineOwner::Another));
    m_window->setSurroundings({});
    QVERIFY(!m_window->close());
    auto* question = m_window->findChild<QuitDialog*>();
    QTRY_VERIFY(question && question->isVisible());
    QString said;
    const QList<QLabel*> labels = question->findChildren<QLabel*>();
    for (const QLabel* label : labels)
        said += label->text() + u'\n';
    QVERIFY2(said.contains(u"dale-prod-02"_s) && said.contains(u"end without us"_s), qPrintable(said));
    shot(*question, u"quit"_s);
    QTest::mouseClick(question->findChild<QPushButton*>(u"quit/stay"_s), Qt::LeftButton);
    QTRY_VERIFY(!m_window->findChild<QuitDialog*>());
    QVERIFY(m_window->isVisible());
    QVERIFY(!m_window->close());
    QTest::mouseClick(m_window->findChild<QPushButton*>(u"quit/quit"_s), Qt::LeftButton);
    QTRY_VERIFY(!m_window->isVisible());
    const Operation paused{.state = OperationState::Paused};
    QVERIFY(quitText(paused, true, 0).contains(u"paused"_s));
    QVERIFY(quitText({.state = OperationState::Running}, true, 4).contains(u"simulation"_s));
}

void TestShell::anEngineThatIsGoneTurnsActionsOff()
{
    open();
    m_window->selection().select(clusterKey(u"fen-prod-01"_s));
    auto* destroy = find<QPushButton>(ObjectNames::actionButton(ObjectNames::inspector, u"destroy"_s));
    auto* banner = find<QWidget>(ObjectNames::engineLost);
    QVERIFY(destroy->isEnabled() && !banner->isVisible());
    const Error why{u"engine-unreachable"_s, u"The engine has ended."_s, u"Open it again."_s, {}};
    m_window->setEngineLost(why, true);
    QVERIFY(banner->isVisible());
    QVERIFY(destroy->isVisible() && !destroy->isEnabled());
    shot(*m_window, u"engine-lost"_s);
    m_window->setEngineLost(why, false);
    QVERIFY(banner->accessibleName().contains(u"gone"_s));
    m_engine->publish(m_engine->snapshot); // another one has it
    QVERIFY(!banner->isVisible());
    QVERIFY(destroy->isEnabled());
}

void TestShell::docksComeBackAsTheyWereLeft()
{
    const QTemporaryDir folder;
    const QString settings = folder.filePath(u"window.ini"_s);
    open(settings);
    m_window->resizeDocks({find<QDockWidget>(ObjectNames::inspectorDock)}, {450}, Qt::Horizontal);
    QTRY_COMPARE(find<QDockWidget>(ObjectNames::inspectorDock)->width(), 450);
    QTest::keyClick(m_window.get(), Qt::Key_T, Qt::ControlModifier);
    QVERIFY(!find<QDockWidget>(ObjectNames::timelineDock)->isVisible());
    m_window->showPane(MainWindow::Pane::Overview);
    m_window->closeNow();
    m_window.reset();
    open(settings);
    QVERIFY(!find<QDockWidget>(ObjectNames::timelineDock)->isVisible());
    QVERIFY(find<QDockWidget>(ObjectNames::inspectorDock)->isVisible());
    QTRY_COMPARE(find<QDockWidget>(ObjectNames::inspectorDock)->width(), 450);
}

void TestShell::dockAndPageShareTheTimeline()
{
    open();
    m_window->selection().select(clusterKey(u"dale-prod-02"_s));
    auto* timeline = find<QWidget>(ObjectNames::timeline);
    auto* dock = find<QDockWidget>(ObjectNames::timelineDock);
    QVERIFY(dock->isVisible() && dock->isAncestorOf(timeline));
    QTest::keyClick(m_window.get(), Qt::Key_6, Qt::ControlModifier);
    auto* page = find<QWidget>(ObjectNames::timelinePane);
    QVERIFY(!dock->isVisible());
    QVERIFY(page->isAncestorOf(timeline) && timeline->isVisible());
    QTest::keyClick(m_window.get(), Qt::Key_T, Qt::ControlModifier); // it is here already
    QVERIFY(timeline->isVisible());
    auto* path = find<QListView>(u"timeline-pane/path"_s);
    QTRY_VERIFY(path->model()->rowCount() > 0);
    QVERIFY(find<QListView>(u"timeline-pane/members"_s)->model()->rowCount() > 1);
    find<QLineEdit>(u"timeline/find"_s)->setText(u"state:failed"_s);
    auto* matches = find<QListView>(u"timeline-pane/matches"_s);
    QTRY_VERIFY(matches->model()->rowCount() > 0);
    shot(*m_window, u"timeline-page"_s);
    m_window->resize(1280, 720);
    shot(*m_window, u"timeline-page-720"_s);
    QTest::keyClick(m_window.get(), Qt::Key_2, Qt::ControlModifier);
    QVERIFY(dock->isVisible() && dock->isAncestorOf(timeline) && timeline->isVisible());
}

void TestShell::theBellLeadsToThoseThatWait()
{
    open();
    const QList<AttentionItem> waiting = attentionItems(m_window->replica());
    QVERIFY(!waiting.isEmpty());
    QCOMPARE(attentionCount(m_window->replica()), int(waiting.size()));
    QTest::mouseClick(find<QToolButton>(ObjectNames::topAttention), Qt::LeftButton);
    auto* menu = m_window->findChild<QMenu*>(u"top-bar/attention/menu"_s);
    QTRY_VERIFY(menu && menu->isVisible());
    shot(*menu, u"alerts"_s);
    // Behind them a separator and the way to the overview.
    QCOMPARE(menu->actions().size(), std::min<qsizetype>(waiting.size(), 10) + 2);
    menu->actions().constFirst()->trigger();
    menu->close();
    QCOMPARE(m_window->selection().key(), waiting.constFirst().key);
}

void TestShell::otherDirectoriesAreOffered()
{
    open();
    Surroundings around;
    around.recent = {{u"/srv/site-north"_s, true}, {u"/srv/lab"_s, false}};
    m_window->setSurroundings(around);
    QSignalSpy chosen(m_window.get(), &MainWindow::directoryRequested);
    QTest::mouseClick(find<QAbstractButton>(ObjectNames::topEngine), Qt::LeftButton);
    auto* menu = m_window->findChild<QMenu*>(u"top-bar/engine/menu"_s);
    QTRY_VERIFY(menu && menu->isVisible());
    shot(*menu, u"directories"_s);
    menu->actions().at(1)->trigger();
    menu->close();
    // Operations are open here: it is asked first.
    auto* question = m_window->findChild<QuitDialog*>();
    QTRY_VERIFY(question && question->isVisible());
    QVERIFY(chosen.isEmpty());
    QTest::mouseClick(question->findChild<QPushButton*>(u"quit/quit"_s), Qt::LeftButton);
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.at(0).at(0).toString(), u"/srv/site-north"_s);
}

void TestShell::columnsAreChosenAndKept()
{
    const QTemporaryDir folder;
    const QString settings = folder.filePath(u"window.ini"_s);
    open(settings);
    auto* tree = find<ObjectTreeView>(ObjectNames::clustersTree);
    const int health = int(ClusterColumn::Health);
    const int activity = int(ClusterColumn::Activity);
    tree->setColumnWanted(health, false);
    QVERIFY(tree->isColumnHidden(health));
    tree->setColumnFits(health, true); // room alone does not bring it back
    QVERIFY(tree->isColumnHidden(health));
    tree->setColumnFits(activity, false);
    QVERIFY(tree->isColumnHidden(activity));
    tree->setColumnFits(activity, true);
    QVERIFY(!tree->isColumnHidden(activity));
    tree->setColumnWanted(0, false);
    QVERIFY(!tree->isColumnHidden(0)); // names stay
    tree->header()->moveSection(tree->header()->visualIndex(int(ClusterColumn::Mode)), 1);
    tree->header()->resizeSection(int(ClusterColumn::Mode), 133);
    tree->setSortColumns({{int(ClusterColumn::Ready), Qt::DescendingOrder}});
    m_window->closeNow();
    m_window.reset();

    open(settings);
    tree = find<ObjectTreeView>(ObjectNames::clustersTree);
    QVERIFY(tree->isColumnHidden(health));
    QCOMPARE(tree->header()->visualIndex(int(ClusterColumn::Mode)), 1);
    QCOMPARE(tree->header()->sectionSize(int(ClusterColumn::Mode)), 133);
    QCOMPARE(tree->model()->index(0, 0).data().toString(), u"scar-prod-02"_s); // the most ready
    const QStringList kept = tree->columnState();
    tree->setColumnState({u"1,100,1"_s}); // of another set of columns
    QCOMPARE(tree->columnState(), kept);
}

void TestShell::manyMachinesAtOnce()
{
    open();
    m_window->showPane(MainWindow::Pane::Machines);
    find<QLineEdit>(ObjectNames::machinesFilter)->setText(u"pool:metal-gpu status:Free"_s);
    auto* list = find<ObjectTreeView>(ObjectNames::machinesList);
    auto* bar = find<QWidget>(u"machines-pane/bulk"_s);
    QVERIFY(!bar->isVisible());
    list->selectAll();
    QVERIFY(bar->isVisible());
    QTRY_VERIFY(find<QPushButton>(u"machines-pane/bulk/lock"_s)->isEnabled());
    shot(*m_window, u"machines-bulk"_s);
    QTest::mouseClick(find<QPushButton>(u"machines-pane/bulk/lock"_s), Qt::LeftButton);
    auto* dialog = m_window->findChild<BulkDialog*>();
    QTRY_VERIFY(dialog && dialog->isVisible());
    auto* start = dialog->findChild<QPushButton*>(u"bulk/start"_s);
    QVERIFY(start->text().contains(u"14"_s) && !start->isEnabled()); // a lock has a reason
    dialog->findChild<QLineEdit*>(u"bulk/reason"_s)->setText(u"audit"_s);
    shot(*dialog, u"bulk"_s);
    QVERIFY(m_engine->submitted.isEmpty());
    QTest::mouseClick(start, Qt::LeftButton);
    QTRY_VERIFY(!m_window->findChild<BulkDialog*>());
    auto* result = find<BulkResult>(u"machines-pane/result"_s);
    QVERIFY(result->isVisible());
    QTRY_COMPARE(result->action()->count(BulkState::Done), 14);
    QCOMPARE(m_engine->submitted.size(), 14);
    shot(*m_window, u"bulk-done"_s);
    QTest::mouseClick(find<QPushButton>(u"machines-pane/bulk/none"_s), Qt::LeftButton);
    QVERIFY(!bar->isVisible());
}

void TestShell::rowsAreCopied()
{
    open();
    m_window->showPane(MainWindow::Pane::Pools);
    auto* pools = find<QTreeView>(ObjectNames::poolsTree);
    m_window->selection().select(poolKey(u"metal-gpu"_s));
    QTest::keySequence(pools, QKeySequence::Copy);
    QVERIFY2(QApplication::clipboard()->text().startsWith(u"metal-gpu\t"_s),
             qPrintable(QApplication::clipboard()->text()));
    const QString csv = copyRows(*pools->model(), *pools->header(), CopyForm::Csv, {});
    QCOMPARE(csv.count(u"\r\n"_s), 5); // heads and four pools
    QVERIFY(csv.startsWith(u"Pool,Machines,"_s));
    const QJsonArray list =
        QJsonDocument::fromJson(copyRows(*pools->model(), *pools->header(), CopyForm::Json, {}).toUtf8())
            .array();
    QCOMPARE(list.size(), 4);
    QCOMPARE(list.at(0).toObject().value(u"Pool"_s).toString(), u"default"_s);
}

void TestShell::everyPaneInBothThemes()
{
    open();
    m_window->selection().select(machineKey(m_scene.machine(u"r07-u21"_s).id));
    const QList<std::pair<MainWindow::Pane, QString>> panes{{MainWindow::Pane::Overview, u"overview"_s},
                                                            {MainWindow::Pane::Clusters, u"clusters"_s},
                                                            {MainWindow::Pane::Pools, u"pools"_s},
                                                            {MainWindow::Pane::Machines, u"machines"_s},
                                                            {MainWindow::Pane::Timeline, u"timeline"_s}};
    for (const ThemeName theme : {ThemeName::Dark, ThemeName::Light}) {
        ThemeHub::instance().apply(theme, 1.0);
        for (const auto& [pane, name] : panes) {
            m_window->showPane(pane);
            QCoreApplication::processEvents();
            const QString file = name + (theme == ThemeName::Dark ? u"-dark"_s : u"-light"_s);
            shot(*m_window, file);
            // The ground of the navigation tells whether the whole window went along.
            const QImage image = m_window->grab().toImage();
            const QColor ground = image.pixelColor(20, image.height() / 2);
            QCOMPARE(ground.lightness() > 128, theme == ThemeName::Light);
        }
    }
}

} // namespace Drover

QTEST_MAIN(Drover::TestShell)
#include "tst_shell.moc"
