#include "models/objectkey.h"
#include "tests/ui/windowtest.h"
#include "ui/lists/listview.h"
#include "ui/objectnames.h"
#include "ui/panes/workorders/orderform.h"
#include "ui/wizards/bulkdialog.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <QToolButton>
#include <QTreeView>

using namespace Qt::StringLiterals;

namespace Drover {

using namespace Testing;

/// Blueprints from the window, on a fleet of values: a new order by its form, and one on each of many
/// machines; pictures for the eye.
class TestOrders : public WindowTest
{
    Q_OBJECT

private slots:
    void aNewOrderIsMadeByItsForm();
    void withoutAnEngineTheButtonSaysWhy();
    void manyMachinesGetTheSame();

private:
    static QJsonObject document(const QByteArray& json) { return QJsonDocument::fromJson(json).object(); }
    [[nodiscard]] Result<Answer> answer(const Query& query) const override;
};

Result<Answer> TestOrders::answer(const Query& query) const
{
    if (std::holds_alternative<Queries::TryCommand>(query)) {
        Answers::Trial trial;
        trial.total = 1;
        EventRecord created;
        created.event = Events::WorkOrderCreated{};
        trial.events = {created};
        return trial;
    }
    const auto* find = std::get_if<Queries::FindContent>(&query);
    if (!find)
        return WindowTest::answer(query);
    Answers::Documents found;
    if (find->section == "blueprints"_L1)
        found.documents = {document(R"({"Name": "app-deploy", "Tasks": ["deploy"]})"),
                           document(R"({"Name": "a-blueprint-with-a-very-long-name-of-the-north-hall"})")};
    else if (find->section == "tasks"_L1)
        found.documents = {document(R"({"Name": "deploy", "RequiredParams": ["app/version"],
                                        "OptionalParams": ["drain/minutes", "app/mode"]})")};
    else if (find->section == "params"_L1)
        found.documents = {
            document(R"({"Name": "app/version", "Schema": {"type": "string"}})"),
            document(R"({"Name": "app/mode", "Schema": {"type": "string", "enum": ["rolling", "at once"]}})"),
            document(R"({"Name": "drain/minutes",
                         "Schema": {"type": "integer", "minimum": 1, "maximum": 20, "default": 5}})")};
    return found;
}

void TestOrders::aNewOrderIsMadeByItsForm()
{
    open(MainWindow::Pane::WorkOrders, {}, Small);
    m_window->selection().select(clusterKey(u"fen-prod-01"_s));
    shots(*m_window, u"work-orders-none"_s);
    QTest::mouseClick(find<QPushButton>(ObjectNames::workOrdersNew), Qt::LeftButton);
    auto* form = find<OrderForm>(ObjectNames::orderForm);
    QVERIFY(form->isVisible());
    QTRY_VERIFY(form->controller()->isLoaded());
    QCOMPARE(form->controller()->draft().value(u"target"_s).toString(), u"fen-prod-01"_s);
    auto* blueprint = form->findChild<QComboBox*>(u"new-order/blueprint"_s);
    QVERIFY(blueprint);
    blueprint->setFocus();
    QTest::keyClick(blueprint, Qt::Key_Down);
    QTRY_COMPARE(form->controller()->draft().value(u"blueprint"_s).toString(), u"app-deploy"_s);
    QTRY_VERIFY(form->findChild<QWidget*>(u"task-1"_s)); // what will run stands below
    QCOMPARE(form->findChild<QWidget*>(u"task-1"_s)->accessibleName(), u"1: deploy"_s);
    auto* version = form->findChild<QLineEdit*>(u"new-order/app/version"_s);
    QTRY_VERIFY((version = form->findChild<QLineEdit*>(u"new-order/app/version"_s)));
    QVERIFY(form->findChild<QSpinBox*>(u"new-order/drain/minutes"_s));
    QTest::keyClicks(version, u"1.33"_s);
    QTRY_VERIFY(form->controller()->canApply());
    shots(*m_window, u"work-orders-new"_s);
    // Closed and opened again it is as it was left.
    QTest::mouseClick(form->findChild<QToolButton*>(u"new-order/close"_s), Qt::LeftButton);
    QVERIFY(!form->isVisible());
    QTest::mouseClick(find<QPushButton>(ObjectNames::workOrdersNew), Qt::LeftButton);
    QVERIFY(form->isVisible());
    QCOMPARE(form->controller()->draft().value(u"app/version"_s).toString(), u"1.33"_s);
    QTest::mouseClick(form->findChild<QPushButton*>(u"new-order/copy"_s), Qt::LeftButton);
    QCOMPARE(QApplication::clipboard()->text(),
             u"drover cluster run fen-prod-01 app-deploy --param 'app/version=\"1.33\"'"_s);
    QTest::keyClick(form, Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(m_engine->lastCommand<Commands::CreateWorkOrder>());
    const auto* sent = m_engine->lastCommand<Commands::CreateWorkOrder>();
    QCOMPARE(sent->target, u"fen-prod-01"_s);
    QCOMPARE(sent->params, (QJsonObject{{u"app/version"_s, u"1.33"_s}}));
    QTRY_VERIFY(!form->isVisible());
    QVERIFY(!form->controller());
}

void TestOrders::withoutAnEngineTheButtonSaysWhy()
{
    open(MainWindow::Pane::WorkOrders, {}, Small);
    const auto* fresh = find<QPushButton>(ObjectNames::workOrdersNew);
    QVERIFY(fresh->isVisible() && fresh->isEnabled());
    QCOMPARE(fresh->toolTip(),
             QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_W).toString(QKeySequence::NativeText));
    m_window->setEngineLost({.code = u"gone"_s, .text = u"gone"_s, .remedy = {}, .object = {}}, true);
    QVERIFY(!fresh->isEnabled());
    QVERIFY2(fresh->toolTip().contains(u"engine"_s), qPrintable(fresh->toolTip()));
}

void TestOrders::manyMachinesGetTheSame()
{
    // Three members of one cluster take orders, the others are in workflow mode.
    int given = 0;
    for (Machine& machine : m_engine->snapshot.machines.changed) {
        if (machine.cluster == "fen-prod-01"_L1 && machine.kind == MachineKind::Machine) {
            machine.workOrderMode = given++ < 3;
            machine.params.insert(u"location/rack"_s, machine.name.left(3));
        }
    }
    open(MainWindow::Pane::Machines, {}, Small);
    find<QLineEdit>(ObjectNames::machinesFilter)->setText(u"cluster:fen-prod-01"_s);
    auto* list = static_cast<ListView*>(find<ObjectTreeView>(ObjectNames::machinesList));
    list->selectAll();
    auto* run = find<QPushButton>(u"machines-pane/bulk/blueprint"_s);
    QTRY_VERIFY(run->isEnabled());
    QVERIFY2(run->toolTip().contains(u"workflow mode"_s), qPrintable(run->toolTip()));
    QTest::mouseClick(run, Qt::LeftButton);
    BulkDialog* dialog = nullptr;
    QTRY_VERIFY((dialog = m_window->findChild<BulkDialog*>()) && dialog->isVisible());
    QCOMPARE(dialog->model().count(BulkState::Waiting), 3);
    QCOMPARE(dialog->model().count(BulkState::LeftOut), 24);
    auto* start = dialog->findChild<QPushButton*>(u"bulk/start"_s);
    QVERIFY(!start->isEnabled());
    QComboBox* blueprint = nullptr;
    QTRY_VERIFY((blueprint = dialog->findChild<QComboBox*>(u"bulk/blueprint"_s)));
    blueprint->setFocus();
    QTest::keyClick(blueprint, Qt::Key_Down);
    QLineEdit* version = nullptr;
    QTRY_VERIFY((version = dialog->findChild<QLineEdit*>(u"bulk/app/version"_s)));
    QTest::keyClicks(version, u"v2"_s);
    QVERIFY(!start->isEnabled());
    QTest::keyClicks(dialog->findChild<QLineEdit*>(u"bulk/reason"_s), u"new release"_s);
    QTRY_VERIFY(start->isEnabled());
    shots(*dialog, u"bulk-blueprint"_s);
    const QString unwilling = dialog->model().item(0).name;
    const MachineId refusing = dialog->model().firstWaiting();
    bool refuses = true;
    m_engine->onSubmit = [&](const CommandRequest& request) -> Result<Receipt> {
        if (refuses && std::get<Commands::CreateWorkOrder>(request.command).target == refusing.toString())
            return fail(u"busy"_s, u"%1 takes none now"_s.arg(unwilling), u"try again later"_s);
        return Receipt{};
    };
    const qsizetype before = m_engine->submitted.size();
    QTest::mouseClick(start, Qt::LeftButton);
    auto* again = find<QPushButton>(u"machines-pane/result/retry"_s);
    QTRY_VERIFY(again->isVisible() && again->isEnabled());
    QCOMPARE(m_engine->submitted.size() - before, 3);
    QCOMPARE(m_engine->submitted.constLast().reason, u"new release"_s);
    shots(*m_window, u"bulk-blueprint-done"_s);
    // Line by line, a rack in each; all of them are there once.
    const auto* cells = find<QTableView>(u"machines-pane/result/cells"_s)->model();
    QString rack;
    int told = 0;
    for (int line = 0; line < cells->rowCount(); ++line) {
        const QString head = cells->headerData(line, Qt::Vertical).toString();
        rack = head.isEmpty() ? rack : head;
        for (int column = 0; column < cells->columnCount(); ++column) {
            const QString name = cells->index(line, column).data().toString();
            if (name.isEmpty())
                continue;
            ++told;
            QCOMPARE(name.left(3), rack);
        }
    }
    QCOMPARE(told, 27);
    refuses = false;
    QTest::mouseClick(again, Qt::LeftButton);
    QTRY_VERIFY(!again->isVisible());
    QCOMPARE(m_engine->submitted.size() - before, 4);
}

} // namespace Drover

QTEST_MAIN(Drover::TestOrders)
#include "tst_orders.moc"
