#include "tests/ui/windowtest.h"
#include "ui/objectnames.h"
#include "ui/palette/commandpalette.h"
#include "ui/widgets/elidedlabel.h"

#include <QAbstractButton>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;

namespace Drover {

using namespace Testing;

/// Ctrl+K: what is found, what is said of it, and what it does.
class TestPalette : public WindowTest
{
    Q_OBJECT

private slots:
    void theNearestAnswerLeads();
    void prefixesNarrow();
    void theFootSaysWhatHappens();
    void tabShowsTheActionsOfAnObject();
    void theJournalIsSearched();
    void whatWasUsedComesFirst();

private:
    /// Types over what stands in the field of a palette that is open.
    void type(const QString& text);
    void openPalette();
    void enter();
    [[nodiscard]] QString chosen() const { return m_list->currentIndex().data().toString(); }
    [[nodiscard]] QStringList rows() const;
    void shot(const QString& name) { WindowTest::shot(*m_palette, name); }

    CommandPalette* m_palette = nullptr;
    QLineEdit* m_field = nullptr;
    QListView* m_list = nullptr;
};

void TestPalette::openPalette()
{
    QTRY_VERIFY(!m_window->findChild<CommandPalette*>());
    m_window->activateWindow();
    QTRY_VERIFY(m_window->isActiveWindow()); // after a popup that takes a moment
    QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
    m_palette = m_window->findChild<CommandPalette*>();
    QTRY_VERIFY(m_palette && m_palette->isVisible());
    m_field = m_palette->findChild<QLineEdit*>(u"palette/field"_s);
    m_list = m_palette->findChild<QListView*>(u"palette/list"_s);
}

void TestPalette::type(const QString& text)
{
    m_field->selectAll();
    QTest::keyClicks(m_field, text);
}

void TestPalette::enter()
{
    QTest::keyClick(m_field, Qt::Key_Return);
    QTRY_VERIFY(!m_window->findChild<CommandPalette*>());
}

QStringList TestPalette::rows() const
{
    QStringList rows;
    for (int row = 0; row < m_list->model()->rowCount(); ++row)
        rows.append(m_list->model()->index(row, 0).data().toString());
    return rows;
}

void TestPalette::theNearestAnswerLeads()
{
    open();
    openPalette();
    shot(u"palette-empty"_s);
    type(u"wold"_s);
    shot(u"palette"_s);
    // What it names leads to it; what takes away is offered, but is not what Enter does.
    QCOMPARE(chosen(), u"wold-prod-06"_s);
    QVERIFY2(rows().contains(u"Destroy wold-prod-06…"_s), qPrintable(rows().join(u'\n')));
    type(u"no such thing at all"_s);
    QVERIFY(m_palette->findChild<QLabel*>(u"palette/nothing"_s)->isVisible());
    shot(u"palette-nothing"_s);
    type(u"r09-u26"_s); // an object's full name
    QVERIFY2(chosen().contains(u"r09-u26"_s), qPrintable(chosen()));
    QTest::keyClick(m_field, Qt::Key_Escape);
    QTRY_VERIFY(!m_window->findChild<CommandPalette*>());
    QTest::mouseClick(find<QAbstractButton>(ObjectNames::topPalette), Qt::LeftButton);
    QVERIFY(m_window->findChild<CommandPalette*>());
}

void TestPalette::prefixesNarrow()
{
    open();
    openPalette();
    type(u"@wold-prod-06"_s);
    QCOMPARE(chosen(), u"wold-prod-06"_s);
    QVERIFY(!rows().contains(u"Destroy wold-prod-06…"_s));
    enter();
    QCOMPARE(m_window->selection().key(), clusterKey(u"wold-prod-06"_s));
    openPalette();
    type(u">machines"_s);
    enter();
    QTRY_VERIFY(find<QWidget>(ObjectNames::machinesPane)); // made as it is shown
    QVERIFY(find<QWidget>(ObjectNames::machinesPane)->isVisible());
    openPalette();
    type(u"?"_s);
    shot(u"palette-help"_s);
    QCOMPARE(rows().size(), 4); // a head and the three signs
    QTest::keyClick(m_field, Qt::Key_Down);
    QTest::keyClick(m_field, Qt::Key_Return);
    QCOMPARE(m_field->text(), u"@"_s);
}

void TestPalette::theFootSaysWhatHappens()
{
    open();
    openPalette();
    const auto said = [this](const QString& name) {
        return m_palette->findChild<ElidedLabel*>(name)->text();
    };
    type(u">destroy wold"_s);
    QCOMPARE(chosen(), u"Destroy wold-prod-06…"_s);
    QCOMPARE(said(u"palette/hint"_s), u"Opens a dialog; nothing starts yet."_s);
    QCOMPARE(said(u"palette/command"_s),
             u"drover cluster destroy wold-prod-06 --confirm wold-prod-06 --reason TEXT"_s);
    QTest::keyClick(m_field, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), said(u"palette/command"_s));
    type(u"@metal-general"_s);
    QCOMPARE(said(u"palette/command"_s), u"drover pool status metal-general"_s);
}

void TestPalette::tabShowsTheActionsOfAnObject()
{
    open();
    openPalette();
    type(u"@wold-prod-06"_s);
    QTest::keyClick(m_field, Qt::Key_Tab);
    QVERIFY(m_palette->isVisible());
    QCOMPARE(m_field->text(), QString());
    QCOMPARE(m_window->selection().key(), clusterKey(u"wold-prod-06"_s));
    shot(u"palette-actions"_s);
    QCOMPARE(rows().constFirst(), u"Do with wold-prod-06"_s);
    QVERIFY2(!chosen().startsWith(u"Destroy"_s), qPrintable(chosen()));
    QVERIFY2(rows().contains(u"Destroy wold-prod-06…"_s), qPrintable(rows().join(u'\n')));
    for (const QString& row : rows())
        QVERIFY2(row.contains(u"wold-prod-06"_s), qPrintable(row));
    QTest::keyClick(m_field, Qt::Key_Backspace); // back to everything
    QVERIFY2(rows().size() > 10, qPrintable(rows().join(u'\n')));
}

void TestPalette::theJournalIsSearched()
{
    open();
    openPalette();
    type(u"wold"_s);
    QCOMPARE(rows().constLast(), u"All events with “wold”"_s);
    type(u"#wold"_s);
    QCOMPARE(rows(), (QStringList{u"In the journal"_s, u"All events with “wold”"_s}));
    enter();
    QTRY_VERIFY(find<QWidget>(ObjectNames::journalPane));
    QVERIFY(find<QWidget>(ObjectNames::journalPane)->isVisible());
    QCOMPARE(find<QLineEdit>(ObjectNames::journalFilter)->text(), u"wold"_s);
}

void TestPalette::whatWasUsedComesFirst()
{
    const QTemporaryDir folder;
    open(folder.filePath(u"window.ini"_s));
    openPalette();
    QVERIFY(!rows().contains(u"Last used"_s));
    type(u"@wold-prod-06"_s);
    enter();
    openPalette();
    type(u">page pools"_s);
    enter();
    m_window->saveLayout();
    m_window.reset();
    open(folder.filePath(u"window.ini"_s)); // and after a restart
    openPalette();
    QCOMPARE(rows().first(3), (QStringList{u"Last used"_s, u"Page Pools"_s, u"wold-prod-06"_s}));
}

} // namespace Drover

QTEST_MAIN(Drover::TestPalette)
#include "tst_palette.moc"
