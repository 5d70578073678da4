#include "models/objectkey.h"
#include "tests/support/journalscene.h"
#include "tests/ui/windowtest.h"
#include "ui/forms/formdialog.h"
#include "ui/objectnames.h"
#include "ui/theme/themehub.h"

#include <QAbstractButton>
#include <QDockWidget>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>
#include <QTreeView>

using namespace Qt::StringLiterals;

namespace Drover {

using namespace Testing;

/// Pools in the window, on a fleet of values: one in full, what can be done with it and why not, by pointer
/// and by key; pictures for the eye.
class TestPoolsPane : public WindowTest
{
    Q_OBJECT

private slots:
    void onePoolInFull();
    void keysAndButtonsOpenTheForms_data();
    void keysAndButtonsOpenTheForms();
    void whatCannotBeDoneSaysWhy();
    void lettersTypedIntoTheFilterAreText();
    void theNextGroupByKey();
    void aListWithNobodySaysWhy();
    void theRowOneStandsOnIsSeen();
    void boxesNeverCoverEachOther_data();
    void boxesNeverCoverEachOther();
    void thePaletteTellsActionsApart();

private:
    [[nodiscard]] Result<Answer> answer(const Query& query) const override;
    void open() { WindowTest::open(MainWindow::Pane::Pools); }
    void shot(const QString& name);
    void show(const QString& pool);
    [[nodiscard]] static QString button(const QString& name)
    {
        return ObjectNames::actionButton(ObjectNames::poolsDetail, name);
    }
    [[nodiscard]] FormDialog* form() const
    {
        for (FormDialog* each : m_window->findChildren<FormDialog*>()) {
            if (each->isVisible())
                return each;
        }
        return nullptr;
    }
};

Result<Answer> TestPoolsPane::answer(const Query& query) const
{
    if (auto answer = JournalScene(20'000).answerAny(query))
        return *answer;
    if (std::holds_alternative<Queries::FindContent>(query))
        return Answers::Documents{};
    return WindowTest::answer(query);
}

void TestPoolsPane::show(const QString& pool)
{
    m_window->selection().select(poolKey(pool));
    settle();
}

void TestPoolsPane::shot(const QString& name)
{
    for (const ThemeName theme : {ThemeName::Light, ThemeName::Dark}) {
        ThemeHub::instance().apply(theme, 1.0);
        const QString suffix = theme == ThemeName::Light ? u"-light"_s : QString();
        m_window->resize(Small);
        WindowTest::shot(name + u"-720"_s + suffix);
        m_window->resize(Usual);
        WindowTest::shot(name + suffix);
    }
}

void TestPoolsPane::onePoolInFull()
{
    open();
    show(u"metal-general"_s);
    auto* members = find<QTreeView>(ObjectNames::poolsMembers);
    QTRY_VERIFY(members->model()->rowCount() >= 3);
    QVERIFY(members->isExpanded(members->model()->index(0, 0)));
    QVERIFY(members->isFirstColumnSpanned(0, {}));
    QVERIFY(!members->isFirstColumnSpanned(0, members->model()->index(0, 0)));
    QVERIFY(!find<QDockWidget>(ObjectNames::inspectorDock)->isVisible());
    shot(u"pools"_s);
    auto* building =
        find<QAbstractButton>(ObjectNames::actionButton(ObjectNames::poolsTransitions, u"Building"_s));
    QTest::mouseClick(building, Qt::LeftButton);
    QTRY_COMPARE(members->model()->rowCount(), 1);
    QVERIFY(building->isChecked());
    QTest::mouseClick(find<QPushButton>(ObjectNames::poolsShowAll), Qt::LeftButton);
    QTRY_VERIFY(members->model()->rowCount() >= 3);
    QVERIFY(!building->isChecked());
    members->setFocus();
    members->setCurrentIndex(members->model()->index(0, 0, members->model()->index(0, 0)));
    QTest::keyClick(members, Qt::Key_Return);
    QVERIFY(!members->isVisible());
}

void TestPoolsPane::keysAndButtonsOpenTheForms_data()
{
    QTest::addColumn<QString>("button");
    QTest::addColumn<Qt::Key>("key");
    QTest::addColumn<QString>("form");
    QTest::newRow("add") << u"add"_s << Qt::Key_E << u"add-machines"_s;
    QTest::newRow("allocate") << u"allocate"_s << Qt::Key_A << u"allocate-machines"_s;
    QTest::newRow("release") << u"release"_s << Qt::Key_L << u"release-machines"_s;
    QTest::newRow("edit") << u"edit"_s << Qt::Key_unknown << u"edit-pool"_s;
}

void TestPoolsPane::keysAndButtonsOpenTheForms()
{
    QFETCH(const QString, button);
    QFETCH(const Qt::Key, key);
    QFETCH(const QString, form);
    // One that was allocated to nobody's cluster can be released.
    Machine used = m_scene.machine(u"r07-u21"_s);
    used.id = {QUuid::createUuid()};
    used.name = u"spare-1"_s;
    used.pool = u"metal-general"_s;
    used.poolStatus = PoolStatus::InUse;
    used.cluster.clear();
    used.memberName.clear();
    m_engine->snapshot.machines.changed.append(used);
    open();
    show(u"metal-general"_s);
    QTest::mouseClick(find<QPushButton>(TestPoolsPane::button(button)), Qt::LeftButton);
    QTRY_VERIFY(this->form());
    QCOMPARE(this->form()->objectName(), form);
    QCOMPARE(this->form()->controller().form().object, u"metal-general"_s);
    this->form()->reject();
    QTRY_VERIFY(!this->form());
    if (key == Qt::Key_unknown)
        return;
    for (const QLatin1StringView& view :
         {ObjectNames::poolsTree, ObjectNames::poolsMembers, ObjectNames::poolsActions}) {
        find<QTreeView>(view)->setFocus();
        QTest::keyClick(m_window->focusWidget(), key);
        QTRY_VERIFY(this->form());
        QCOMPARE(this->form()->objectName(), form);
        this->form()->reject();
        QTRY_VERIFY(!this->form());
    }
}

void TestPoolsPane::whatCannotBeDoneSaysWhy()
{
    Pool empty{.name = u"empty-pool-with-a-very-long-name-of-the-north-hall"_s};
    m_engine->snapshot.pools.changed.append(empty);
    open();
    show(empty.name);
    const auto why = [this](const QString& name) {
        const auto* each = find<QPushButton>(button(name));
        return each->isEnabled() ? QString() : each->toolTip();
    };
    QCOMPARE(why(u"add"_s), QString());
    QVERIFY(why(u"allocate"_s).contains(empty.name));
    QVERIFY(why(u"release"_s).contains(u"outside a cluster"_s));
    QCOMPARE(why(u"edit"_s), QString());
    QVERIFY(find<QPushButton>(button(u"allocate"_s))->accessibleDescription().contains(empty.name));
    shot(u"pools-long-name"_s);
    // The key says the same and opens nothing.
    find<QTreeView>(ObjectNames::poolsTree)->setFocus();
    QTest::keyClick(m_window->focusWidget(), Qt::Key_A);
    settle();
    QVERIFY(!form());
    const auto remove = [this] { return find<QAction>(button(u"action/remove-machines"_s)); };
    QVERIFY(!remove()->isEnabled());
    QVERIFY(find<QAction>(button(u"action/delete-pool"_s))->isEnabled());
    show(u"default"_s);
    QVERIFY(!remove()->isEnabled() && remove()->toolTip().contains(u"root"_s));
    show(u"metal-general"_s);
    QVERIFY(remove()->isEnabled());
    // What comes later counts at once.
    ChangeBatch batch;
    batch.figures = m_engine->snapshot.figures;
    Machine fresh = m_scene.machine(u"r07-u21"_s);
    fresh.id = {QUuid::createUuid()};
    fresh.name = u"fresh-1"_s;
    fresh.cluster.clear();
    fresh.memberName.clear();
    fresh.pool = empty.name;
    fresh.poolStatus = PoolStatus::Free;
    batch.machines.changed = {fresh};
    show(empty.name);
    m_engine->publish(batch);
    QCOMPARE(why(u"allocate"_s), QString());
    // Without an engine nothing can be done, and it says so.
    m_window->setEngineLost({.code = u"gone"_s, .text = u"gone"_s, .remedy = {}, .object = {}}, true);
    QVERIFY(why(u"edit"_s).contains(u"engine"_s));
    QVERIFY(!find<QPushButton>(ObjectNames::poolsNew)->isEnabled());
}

void TestPoolsPane::lettersTypedIntoTheFilterAreText()
{
    open();
    auto* tree = find<QTreeView>(ObjectNames::poolsTree);
    tree->setFocus();
    QTest::keyClick(m_window->focusWidget(), Qt::Key_Slash);
    auto* filter = find<QLineEdit>(ObjectNames::poolsFilter);
    QVERIFY(filter->hasFocus());
    QTest::keyClicks(filter, u"metal"_s);
    QCOMPARE(filter->text(), u"metal"_s);
    QVERIFY(!form());
    QCOMPARE(tree->model()->rowCount(), 2);
}

void TestPoolsPane::theNextGroupByKey()
{
    open();
    show(u"metal-general"_s);
    auto* members = find<QTreeView>(ObjectNames::poolsMembers);
    QTRY_VERIFY(members->model()->rowCount() >= 3);
    members->setFocus();
    members->setCurrentIndex(members->model()->index(1, 0, members->model()->index(0, 0)));
    QTest::keyClick(members, Qt::Key_Right, Qt::ControlModifier);
    QCOMPARE(members->currentIndex(), members->model()->index(1, 0));
    QVERIFY(members->isExpanded(members->currentIndex()));
    QTest::keyClick(members, Qt::Key_Left, Qt::ControlModifier);
    QTest::keyClick(members, Qt::Key_Left, Qt::ControlModifier);
    QCOMPARE(members->currentIndex(), members->model()->index(members->model()->rowCount() - 1, 0));
}

void TestPoolsPane::aListWithNobodySaysWhy()
{
    open();
    show(u"metal-gpu"_s);
    QVERIFY(!find<QTreeView>(ObjectNames::poolsMembers)->isVisible());
    shot(u"pools-at-rest"_s);
}

void TestPoolsPane::theRowOneStandsOnIsSeen()
{
    open();
    for (const QLatin1StringView& name : {ObjectNames::poolsTree, ObjectNames::poolsActions}) {
        auto* tree = find<QTreeView>(name);
        find<QLineEdit>(ObjectNames::poolsFilter)->setFocus();
        tree->selectionModel()->clear();
        const QImage before = tree->viewport()->grab().toImage();
        tree->setFocus(Qt::TabFocusReason);
        QVERIFY(tree->currentIndex().isValid());
        tree->clearSelection();
        QVERIFY(tree->viewport()->grab().toImage() != before);
    }
}

void TestPoolsPane::boxesNeverCoverEachOther_data()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("smallest") << QSize(1120, 700);
    QTest::newRow("1280x720") << QSize(1280, 720);
    QTest::newRow("1440x900") << QSize(1440, 900);
    QTest::newRow("large") << QSize(2560, 1440);
}

void TestPoolsPane::boxesNeverCoverEachOther()
{
    QFETCH(const QSize, size);
    open();
    m_window->resize(size);
    show(u"metal-general"_s);
    const auto* flow = find<QWidget>(ObjectNames::poolsTransitions);
    const QList<QAbstractButton*> boxes = flow->findChildren<QAbstractButton*>();
    QCOMPARE(boxes.size(), 10);
    for (const QAbstractButton* one : boxes) {
        QVERIFY2(flow->rect().contains(one->geometry()), qUtf8Printable(one->accessibleName()));
        for (const QAbstractButton* other : boxes)
            QVERIFY2(one == other || !one->geometry().intersects(other->geometry()),
                     qUtf8Printable(one->accessibleName() + u" and "_s + other->accessibleName()));
    }
    // The four transitions are all to be seen.
    const auto* table = find<QTreeView>(ObjectNames::poolsActions);
    QVERIFY(table->visualRect(table->model()->index(3, 0)).bottom() <= table->viewport()->height());
}

void TestPoolsPane::thePaletteTellsActionsApart()
{
    open();
    show(u"metal-general"_s);
    QTest::keyClick(m_window->focusWidget(), Qt::Key_K, Qt::ControlModifier);
    auto* field = find<QLineEdit>(u"palette/field"_s);
    QVERIFY(field);
    QTest::keyClicks(field, u"machines"_s);
    const auto* list = find<QListView>(u"palette/list"_s);
    QStringList texts;
    for (int row = 0; row < list->model()->rowCount(); ++row)
        texts.append(list->model()->index(row, 0).data(Qt::AccessibleTextRole).toString());
    QCOMPARE(texts.filter(u"Add machines"_s).size(), 1);
    QCOMPARE(texts.filter(u"Add machines to pool metal-general"_s).size(), 1);
    QVERIFY(!texts.filter(u"Import machines"_s).isEmpty());
}

} // namespace Drover

QTEST_MAIN(Drover::TestPoolsPane)
#include "tst_poolspane.moc"
