#include "models/clustertreemodel.h"
#include "models/poollistmodel.h"
#include "models/workorders/workordermodel.h"
#include "tests/support/journalscene.h"
#include "tests/ui/screens.h"
#include "tests/ui/windowtest.h"
#include "ui/lists/listheader.h"
#include "ui/lists/queryedit.h"
#include "ui/objectnames.h"
#include "ui/panes/objecttreeview.h"
#include "ui/theme/themehub.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QScrollBar>
#include <QSignalSpy>

using namespace Qt::StringLiterals;

namespace Drover {

using namespace Testing;

/// One filter language and one way to order rows, in every page that lists objects.
class TestListFilters : public WindowTest
{
    Q_OBJECT

private slots:
    void aWrongFilterKeepsTheLastResult_data() { pages(); }
    void aWrongFilterKeepsTheLastResult();
    void valuesAreOfferedBehindAKey_data() { pages(); }
    void valuesAreOfferedBehindAKey();
    void shiftClickAddsAColumn_data();
    void shiftClickAddsAColumn();
    void theFirstOrderComesBack();
    void whatIsScrolledToStays();
    void everyFilterInBothThemes_data() { pages(); }
    void everyFilterInBothThemes();

private:
    static void pages();
    void prepare() override;
    [[nodiscard]] Result<Answer> answer(const Query& query) const override;
    [[nodiscard]] QueryEdit* field(const QString& name) const
    {
        return static_cast<QueryEdit*>(find<QLineEdit>(name));
    }
};

void TestListFilters::prepare()
{
    m_engine->snapshot.figures.seq = 20'000;
    const Machine fen = m_scene.machine(u"fen-prod-01"_s);
    for (const qint64 id : {40, 41, 42}) {
        WorkOrder order{.id = {id}, .blueprint = id == 41 ? u"app-check"_s : u"app-deploy"_s};
        order.target = fen.id;
        order.targetName = fen.name;
        order.created = FleetScene::at(14, 0, int(id));
        m_engine->snapshot.workOrders.changed.append(order);
    }
}

Result<Answer> TestListFilters::answer(const Query& query) const
{
    if (auto answer = JournalScene(20'000).answerAny(query))
        return *answer;
    return WindowTest::answer(query);
}

void TestListFilters::pages()
{
    QTest::addColumn<MainWindow::Pane>("pane");
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QString>("list");
    QTest::addColumn<QString>("good");
    QTest::addColumn<QString>("bad"); ///< goes on behind the good one
    QTest::addColumn<QString>("begun");
    QTest::newRow("clusters") << MainWindow::Pane::Clusters << QString(ObjectNames::clustersFilter)
                              << QString(ObjectNames::clustersTree) << u"-state:Ready role:worker"_s
                              << u" free:>1"_s << u"version:"_s;
    QTest::newRow("pools") << MainWindow::Pane::Pools << QString(ObjectNames::poolsFilter)
                           << QString(ObjectNames::poolsTree) << u"free:<20 minimum:>0"_s << u" name:/[/"_s
                           << u"parent:"_s;
    QTest::newRow("work orders") << MainWindow::Pane::WorkOrders << QString(ObjectNames::workOrdersFilter)
                                 << QString(ObjectNames::workOrdersList) << u"-blueprint:app-check"_s
                                 << u" colour:red"_s << u"blueprint:"_s;
    QTest::newRow("journal") << MainWindow::Pane::Journal << QString(ObjectNames::journalFilter)
                             << QString(ObjectNames::journalTable) << u"kind:JobCreated"_s << u" object:/(/"_s
                             << u"kind:Job"_s;
}

void TestListFilters::aWrongFilterKeepsTheLastResult()
{
    QFETCH(MainWindow::Pane, pane);
    QFETCH(QString, filter);
    QFETCH(QString, list);
    QFETCH(QString, good);
    QFETCH(QString, bad);
    open(pane);
    QueryEdit* edit = field(filter);
    const QAbstractItemModel* model = find<QAbstractItemView>(list)->model();
    const int all = model->rowCount();
    edit->setText(good);
    QTRY_VERIFY(model->rowCount() > 0);
    const int rows = model->rowCount();
    const int room = edit->textMargins().right();
    QSignalSpy changed(edit, &QueryEdit::filterChanged);
    edit->setText(good + bad);
    QVERIFY(changed.isEmpty());
    QCOMPARE(model->rowCount(), rows);
    QVERIFY2(edit->accessibleDescription().contains(u"character"_s),
             qPrintable(edit->accessibleDescription()));
    edit->setText(good);
    QVERIFY(edit->accessibleDescription().isEmpty());
    QCOMPARE(edit->textMargins().right(), room); // nothing is left of what was said in the field
    QTest::keyClick(edit, Qt::Key_Escape);
    QTRY_COMPARE(model->rowCount(), all);
}

void TestListFilters::valuesAreOfferedBehindAKey()
{
    QFETCH(MainWindow::Pane, pane);
    QFETCH(QString, filter);
    QFETCH(QString, begun);
    open(pane);
    QueryEdit* edit = field(filter);
    edit->setFocus();
    QTest::keyClicks(edit, begun);
    auto* completer = edit->findChild<QCompleter*>();
    QTRY_VERIFY(completer->popup()->isVisible());
    const QString first = completer->currentCompletion();
    QVERIFY(!first.isEmpty());
    emit completer->activated(first);
    QCOMPARE(edit->text(), begun.section(u':', 0, 0) + u':' + first);
    completer->popup()->hide();
    edit->clear();
    QTest::keyClick(edit, Qt::Key_Space, Qt::ControlModifier);
    QVERIFY(completer->completionCount() >= 4); // the keys
    completer->popup()->hide();
}

void TestListFilters::shiftClickAddsAColumn_data()
{
    QTest::addColumn<MainWindow::Pane>("pane");
    QTest::addColumn<QString>("list");
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("second");
    QTest::newRow("clusters") << MainWindow::Pane::Clusters << QString(ObjectNames::clustersTree)
                              << int(ClusterColumn::State) << int(ClusterColumn::Ready);
    QTest::newRow("pools") << MainWindow::Pane::Pools << QString(ObjectNames::poolsTree)
                           << int(PoolColumn::Free) << int(PoolColumn::Name);
    QTest::newRow("work orders") << MainWindow::Pane::WorkOrders << QString(ObjectNames::workOrdersList)
                                 << int(WorkOrderColumn::Blueprint) << int(WorkOrderColumn::Order);
}

void TestListFilters::shiftClickAddsAColumn()
{
    QFETCH(MainWindow::Pane, pane);
    QFETCH(QString, list);
    QFETCH(int, first);
    QFETCH(int, second);
    open(pane);
    auto* tree = find<ObjectTreeView>(list);
    ListHeader* head = tree->listHeader();
    const auto click = [&](int column, Qt::KeyboardModifiers modifiers) {
        const int x = head->sectionViewportPosition(column) + head->sectionSize(column) / 2;
        QTest::mouseClick(head->viewport(), Qt::LeftButton, modifiers, QPoint(x, head->height() / 2));
    };
    click(first, Qt::NoModifier);
    click(second, Qt::ShiftModifier);
    click(second, Qt::ShiftModifier);
    const SortColumns wanted{{first, Qt::AscendingOrder}, {second, Qt::DescendingOrder}};
    QCOMPARE(tree->sortColumns(), wanted);
    const QStringList state = tree->columnState();
    click(second, Qt::NoModifier);
    QCOMPARE(tree->sortColumns().size(), 1);
    tree->setColumnState(state);
    QCOMPARE(tree->sortColumns(), wanted);
}

/// Work orders are ordered by none of their columns at first.
void TestListFilters::theFirstOrderComesBack()
{
    open(MainWindow::Pane::WorkOrders);
    auto* list = find<ObjectTreeView>(ObjectNames::workOrdersList);
    const auto orders = [list] {
        const QModelIndex target = list->model()->index(0, 0, list->model()->index(0, 0));
        QStringList names;
        for (int row = 0; row < list->model()->rowCount(target); ++row)
            names.append(list->model()->index(row, 0, target).data().toString());
        return names;
    };
    const QStringList atFirst = orders();
    QCOMPARE(atFirst, (QStringList{u"wo-42"_s, u"wo-41"_s, u"wo-40"_s}));
    const QStringList state = list->columnState();
    list->setSortColumns({{int(WorkOrderColumn::Order), Qt::AscendingOrder}});
    QCOMPARE(orders().constFirst(), u"wo-40"_s);
    list->setColumnState(state);
    QCOMPARE(orders(), atFirst);
}

/// Clusters that come before what is in view move nothing in it; neither does the choice.
void TestListFilters::whatIsScrolledToStays()
{
    open(MainWindow::Pane::Clusters);
    auto* tree = find<ObjectTreeView>(ObjectNames::clustersTree);
    tree->expandAll();
    const QModelIndex chosen = tree->model()->index(2, 0);
    tree->setCurrentIndex(chosen);
    const QString choice = chosen.data().toString();
    tree->verticalScrollBar()->setValue(900);
    const QModelIndex first = tree->indexAt(QPoint(40, 1));
    const QString name = first.data().toString();
    const int top = tree->visualRect(first).top();
    const int before = tree->model()->rowCount();
    ChangeBatch batch;
    batch.figures = m_engine->snapshot.figures;
    for (int i = 0; i < 5; ++i) {
        Machine cluster = m_scene.machine(u"fen-prod-01"_s);
        cluster.id.uuid = QUuid::createUuidV5(cluster.id.uuid, QString::number(i));
        cluster.name = u"a-%1"_s.arg(i); // before all others
        batch.machines.changed.append(cluster);
    }
    m_engine->publish(batch);
    QTRY_COMPARE(tree->model()->rowCount(), before + 5);
    tree->doItemsLayout();
    const QModelIndex now = tree->indexAt(QPoint(40, 1));
    QCOMPARE(now.data().toString(), name);
    QCOMPARE(tree->visualRect(now).top(), top);
    QCOMPARE(tree->currentIndex().data().toString(), choice);
}

void TestListFilters::everyFilterInBothThemes()
{
    QFETCH(MainWindow::Pane, pane);
    QFETCH(QString, filter);
    QFETCH(QString, good);
    QFETCH(QString, bad);
    const QString name = u"filter-"_s + QString::fromLatin1(QTest::currentDataTag()).replace(u' ', u'-');
    open(pane, {}, Small);
    for (const ThemeName theme : {ThemeName::Dark, ThemeName::Light}) {
        ThemeHub::instance().apply(theme, 1.0);
        field(filter)->setText(good);
        QCoreApplication::sendPostedEvents();
        takeScreen(*m_window, name + (theme == ThemeName::Dark ? u"-dark"_s : u"-light"_s), 1);
        // The field is as wide as what is typed there and the count beside it.
        QVERIFY2(field(filter)->width() >= 200, qPrintable(QString::number(field(filter)->width())));
        field(filter)->setText(good + bad);
        takeScreen(*m_window, name + (theme == ThemeName::Dark ? u"-bad-dark"_s : u"-bad-light"_s), 1);
    }
}

} // namespace Drover

QTEST_MAIN(Drover::TestListFilters)
#include "tst_listfilters.moc"
