#include "models/objectkey.h"
#include "models/roles.h"
#include "tests/support/journalscene.h"
#include "tests/ui/windowtest.h"
#include "ui/objectnames.h"
#include "ui/theme/themehub.h"

#include <QClipboard>
#include <QDockWidget>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTableView>
#include <QToolButton>
#include <QTreeView>

using namespace Qt::StringLiterals;

namespace Drover {

using namespace Testing;

/// Work orders and Journal in the window, on a fleet of values: what is shown and done, and
/// pictures for the eye.
class TestPanes : public WindowTest
{
    Q_OBJECT

private slots:
    void emptyPanesSayWhy();
    void journalFollowsAndStandsStill();
    void journalShowsOneEventInFull();
    void journalFollowsCauseAndEffect();
    void journalChainIsVerifiedOnDemand();
    void journalIsSearchedAndCopied();
    void journalLeadsToTheObject();
    void workOrdersAreListedAndCancelled();
    void panesWithoutAnInspectorGiveItBack();
    void everyControlHasANameAndAnAccessibleName();

private:
    void prepare() override;
    [[nodiscard]] Result<Answer> answer(const Query& query) const override;
    void publishSeq(qint64 seq);

    qint64 m_events = 0;
};

void TestPanes::prepare()
{
    m_events = m_engine->snapshot.figures.seq = 20'000;
}

Result<Answer> TestPanes::answer(const Query& query) const
{
    if (auto answer = JournalScene(m_events).answerAny(query))
        return *answer;
    return WindowTest::answer(query);
}

void TestPanes::publishSeq(qint64 seq)
{
    m_events = seq;
    ChangeBatch batch;
    batch.figures = m_engine->snapshot.figures;
    batch.figures.seq = seq;
    m_engine->publish(batch);
}

void TestPanes::emptyPanesSayWhy()
{
    m_engine->snapshot = {};
    m_engine->snapshot.snapshot = true;
    open(MainWindow::Pane::Clusters);
    m_window->showPane(MainWindow::Pane::Journal);
    QVERIFY(!find<QTableView>(ObjectNames::journalTable)->isVisible());
    shot(u"journal-empty"_s);
    m_window->showPane(MainWindow::Pane::WorkOrders);
    QVERIFY(!find<QTreeView>(ObjectNames::workOrdersList)->isVisible());
    shot(u"work-orders-empty"_s);
}

void TestPanes::journalFollowsAndStandsStill()
{
    open(MainWindow::Pane::Journal);
    auto* table = find<QTableView>(ObjectNames::journalTable);
    QCOMPARE(table->model()->rowCount(), 20'000);
    QTRY_VERIFY(!table->model()->index(0, 4).data().toString().isEmpty());
    shot(u"journal"_s);
    publishSeq(20'010);
    QTRY_COMPARE(table->model()->rowCount(), 20'010);
    table->verticalScrollBar()->setValue(4000);
    auto* follow = find<QPushButton>(ObjectNames::journalFollow);
    QVERIFY(!follow->isChecked());
    publishSeq(20'030);
    QTest::mouseClick(follow, Qt::LeftButton);
    QTRY_COMPARE(table->model()->rowCount(), 20'030);
    QCOMPARE(table->verticalScrollBar()->value(), 0);
    QVERIFY(follow->isChecked());
}

void TestPanes::journalShowsOneEventInFull()
{
    open(MainWindow::Pane::Journal);
    auto* table = find<QTableView>(ObjectNames::journalTable);
    auto* filter = find<QLineEdit>(ObjectNames::journalFilter);
    filter->setText(u"19984"_s); // a position
    QTRY_COMPARE(table->currentIndex().data().toString().remove(QChar(QChar::Nbsp)), u"19984"_s);
    auto* changes = find<QPlainTextEdit>(ObjectNames::journalDetailChanges);
    QTRY_VERIFY(changes->isVisible());
    QCOMPARE(changes->toPlainText(), u"\"install/mirror-min-rate\": 10\n\"install/mirror-timeout\": \"30s\"\n"
                                     "\"install/mirror-keep\": true\n\"install/mirror-min-rate\": 4"_s);
    QTRY_COMPARE(find<QListView>(ObjectNames::journalDetailCauses)->model()->rowCount(), 2);
    QTRY_VERIFY(find<QTreeView>(ObjectNames::journalDetailEarlier)->model()->rowCount() > 1);
    shot(u"journal-event"_s);
    m_window->resize(1280, 720);
    shot(u"journal-720"_s);
    shot(u"journal-720-2x"_s, 2);
    m_window->resize(1440, 900);
    ThemeHub::instance().apply(ThemeName::Light, 1.0);
    shot(u"journal-light"_s);
    ThemeHub::instance().apply(ThemeName::Dark, 1.0);
    filter->setText(u"19992"_s); // a stop by a failure
    QTRY_VERIFY(find<QLabel>(ObjectNames::journalDetailReason)->text().contains(u"exit 28"_s));
    // A stop is one by a failure unless it says otherwise, so the reason is what was recorded.
    QVERIFY2(changes->toPlainText().contains(u"\"reason\": \"linux-install failed, exit 28\""_s),
             qPrintable(changes->toPlainText()));
}

void TestPanes::journalFollowsCauseAndEffect()
{
    open(MainWindow::Pane::Journal);
    auto* table = find<QTableView>(ObjectNames::journalTable);
    auto* causes = find<QListView>(ObjectNames::journalDetailCauses);
    const auto current = [table] {
        return table->currentIndex().siblingAtColumn(0).data().toString().remove(QChar(QChar::Nbsp)).toInt();
    };
    find<QLineEdit>(ObjectNames::journalFilter)->setText(u"19983"_s);
    QTRY_COMPARE(current(), 19983);
    QTRY_VERIFY(causes->model()->rowCount() >= 2);
    table->setFocus();
    QTest::keyClick(table, Qt::Key_Up, Qt::ControlModifier);
    QTRY_VERIFY(current() < 19983);
    const int cause = current();
    QTRY_VERIFY(causes->model()->rowCount() >= 2);
    QTest::keyClick(table, Qt::Key_Down, Qt::ControlModifier);
    QTRY_VERIFY(current() > cause);
    auto* strip = find<QWidget>(ObjectNames::journalVolume);
    QTRY_VERIFY(!strip->accessibleDescription().isEmpty());
    strip->setFocus();
    const int before = table->verticalScrollBar()->value();
    QTest::mouseClick(strip, Qt::LeftButton, Qt::NoModifier, QPoint(200, 20));
    QTRY_VERIFY(table->verticalScrollBar()->value() != before);
}

void TestPanes::journalChainIsVerifiedOnDemand()
{
    open(MainWindow::Pane::Journal);
    auto* badge = find<QWidget>(ObjectNames::journalChain);
    const QString unchecked = badge->accessibleName();
    QVERIFY(!unchecked.contains(u"verified"_s));
    // What is looked at shows its own link and no more: nobody has asked for the whole chain.
    for (const Query& query : m_engine->asked) {
        if (const auto* check = std::get_if<Queries::CheckChain>(&query))
            QCOMPARE(check->limit, 3);
    }
    QTest::mouseClick(find<QPushButton>(ObjectNames::journalVerify), Qt::LeftButton);
    QTRY_VERIFY(badge->accessibleName().contains(u"verified"_s));
    QVERIFY(badge->accessibleName() != unchecked);
}

void TestPanes::journalIsSearchedAndCopied()
{
    open(MainWindow::Pane::Journal);
    auto* table = find<QTableView>(ObjectNames::journalTable);
    QTest::mouseClick(find<QToolButton>(ObjectNames::journalScope + u"/failures"_s), Qt::LeftButton);
    QTRY_VERIFY(table->model()->rowCount() >= 100);
    for (int row = 0; row < 20; ++row)
        QVERIFY(table->model()
                    ->index(row, 4)
                    .data(Qt::AccessibleTextRole)
                    .toString()
                    .contains(QRegularExpression(u"^(JobEnded|SequenceStopped)"_s)));
    shot(u"journal-failures"_s);
    table->selectRow(0);
    table->setFocus();
    QTest::keyClick(table, Qt::Key_Down, Qt::ShiftModifier);
    QGuiApplication::clipboard()->clear();
    QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
    QTRY_COMPARE(QGuiApplication::clipboard()->text().count(u'\n'), 2);
    QTest::keyClick(table, Qt::Key_J, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(QGuiApplication::clipboard()->text().startsWith(u'{'));
    const QStringList lines = QGuiApplication::clipboard()->text().split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 2);
    const QJsonObject older = QJsonDocument::fromJson(lines.first().toUtf8()).object();
    QVERIFY(older.value("seq"_L1).toInteger() <
            QJsonDocument::fromJson(lines.last().toUtf8()).object().value("seq"_L1).toInteger());
    QVERIFY(older.contains("subject"_L1) && older.contains("data"_L1));
    auto* filter = find<QLineEdit>(ObjectNames::journalFilter);
    filter->setText(u"no-such-thing-anywhere"_s);
    auto* clear = find<QPushButton>(ObjectNames::journalClearFilter);
    QTRY_VERIFY(clear->isVisible());
    shot(u"journal-nothing"_s);
    QTest::mouseClick(clear, Qt::LeftButton);
    QTRY_COMPARE(table->model()->rowCount(), 20'000);
}

void TestPanes::journalLeadsToTheObject()
{
    open(MainWindow::Pane::Journal);
    find<QLineEdit>(ObjectNames::journalFilter)->setText(u"object:r07-u21"_s);
    auto* table = find<QTableView>(ObjectNames::journalTable);
    QTRY_VERIFY(table->model()->rowCount() > 0);
    table->selectRow(0);
    table->setFocus();
    QTest::keyClick(table, Qt::Key_Return);
    QVERIFY(!table->isVisible());
    QCOMPARE(m_window->selection().key(), machineKey(m_scene.machine(u"r07-u21"_s).id));
}

void TestPanes::workOrdersAreListedAndCancelled()
{
    const Machine target = m_scene.machine(u"fen-prod-01"_s);
    const auto order = [&](qint64 id, const QString& blueprint, WorkOrderState state,
                           const QString& reason = {}) {
        WorkOrder made{.id = {id},
                       .target = target.id,
                       .targetName = target.name,
                       .blueprint = blueprint,
                       .state = state,
                       .reason = reason};
        made.created = FleetScene::at(13, 50, int(id));
        if (state != WorkOrderState::Created)
            made.started = FleetScene::at(13, 51, int(id));
        if (!made.isOpen())
            made.ended = FleetScene::at(13, 58, int(id));
        made.sequence.tasks = {u"a"_s, u"b"_s, u"c"_s};
        made.sequence.currentTask = 1;
        return made;
    };
    m_engine->snapshot.workOrders.changed = {order(40, u"app-deploy"_s, WorkOrderState::Running),
                                             order(41, u"gpu-diagnose"_s, WorkOrderState::Created)};
    m_engine->snapshot.endedWorkOrders = {
        order(30, u"broker-allocate"_s, WorkOrderState::Finished),
        order(31, u"health-recheck"_s, WorkOrderState::Failed,
              u"probe.sh failed, exit 2: no answer within 30 s"_s),
        order(32, u"app-deploy"_s, WorkOrderState::Cancelled, u"wrong version"_s)};
    open(MainWindow::Pane::WorkOrders);
    auto* list = find<QTreeView>(ObjectNames::workOrdersList);
    const auto group = [list] { return list->model()->index(0, 0, list->model()->index(0, 0)); };
    const auto orders = [&] { return list->model()->rowCount(group()); };
    QCOMPARE(orders(), 5);
    QVERIFY(list->isExpanded(group()));
    auto* cancel = find<QPushButton>(ObjectNames::workOrdersCancel);
    list->setFocus();
    list->setCurrentIndex(list->model()->index(0, 0, group()));
    QCOMPARE(m_window->selection().key(), clusterKey(u"fen-prod-01"_s));
    QVERIFY(find<QWidget>(ObjectNames::workOrdersLate)->isVisible());
    QTRY_VERIFY(find<QTreeView>(ObjectNames::workOrdersParams)->model()->rowCount() > 0);
    shot(u"work-orders"_s);
    QVERIFY(cancel->isEnabled());
    QTest::mouseClick(cancel, Qt::LeftButton);
    auto* confirm = find<QPushButton>(ObjectNames::reasonDialogConfirm);
    QTRY_VERIFY(confirm && confirm->isVisible());
    find<QLineEdit>(ObjectNames::reasonDialogReason)->setText(u"not today"_s);
    QTest::mouseClick(confirm, Qt::LeftButton);
    const auto* command = m_engine->lastCommand<Commands::CancelWorkOrder>();
    QVERIFY(command);
    QCOMPARE(command->workOrder.value, 41);
    const auto chip = [&](const QString& state) {
        return find<QAbstractButton>(ObjectNames::actionButton(ObjectNames::workOrdersScope, state));
    };
    for (const QString& state : {u"created"_s, u"running"_s, u"finished"_s, u"cancelled"_s})
        QTest::mouseClick(chip(state), Qt::LeftButton);
    QCOMPARE(orders(), 1);
    list->setCurrentIndex(list->model()->index(0, 0, group()));
    QVERIFY(!cancel->isEnabled());
    QVERIFY(!find<QWidget>(ObjectNames::workOrdersLate)->isVisible());
    for (const QString& state : {u"created"_s, u"running"_s, u"finished"_s, u"cancelled"_s})
        QTest::mouseClick(chip(state), Qt::LeftButton);
    QCOMPARE(orders(), 5);
    ThemeHub::instance().apply(ThemeName::Light, 1.0);
    shot(u"work-orders-light"_s);
    ThemeHub::instance().apply(ThemeName::Dark, 1.0);
    find<QLineEdit>(ObjectNames::workOrdersFilter)->setText(u"nothing-like-it"_s);
    QTest::mouseClick(find<QPushButton>(ObjectNames::workOrdersClearFilter), Qt::LeftButton);
    QCOMPARE(orders(), 5);
    m_window->resize(1280, 720);
    shot(u"work-orders-720-2x"_s, 2);
}

void TestPanes::panesWithoutAnInspectorGiveItBack()
{
    open(MainWindow::Pane::Clusters);
    auto* inspector = find<QDockWidget>(ObjectNames::inspectorDock);
    auto* timeline = find<QDockWidget>(ObjectNames::timelineDock);
    m_window->showPane(MainWindow::Pane::Journal);
    QVERIFY(inspector->isHidden() && timeline->isHidden());
    m_window->showPane(MainWindow::Pane::Overview);
    QVERIFY(inspector->isHidden());
    m_window->showPane(MainWindow::Pane::Machines);
    QVERIFY(!inspector->isHidden());
    QVERIFY(!timeline->isHidden());
}

void TestPanes::everyControlHasANameAndAnAccessibleName()
{
    open(MainWindow::Pane::Journal);
    QStringList nameless;
    const QList<QWidget*> widgets = m_window->findChildren<QWidget*>();
    for (QWidget* widget : widgets) {
        const bool control = qobject_cast<QAbstractButton*>(widget) || qobject_cast<QLineEdit*>(widget) ||
                             qobject_cast<QPlainTextEdit*>(widget) ||
                             qobject_cast<QAbstractItemView*>(widget);
        if (!control || widget->objectName().startsWith("qt_"_L1) || widget->inherits("QHeaderView") ||
            widget->inherits("QComboBoxListView") || widget->inherits("QTableCornerButton"))
            continue;
        if (widget->objectName().isEmpty() || widget->accessibleName().isEmpty())
            nameless.append(QLatin1StringView(widget->metaObject()->className()) + u" '"_s +
                            widget->objectName() + u"' in "_s + widget->parentWidget()->objectName());
    }
    QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u'\n')));
}

} // namespace Drover

QTEST_MAIN(Drover::TestPanes)
#include "tst_panes.moc"
