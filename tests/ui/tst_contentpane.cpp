#include "models/replica.h"
#include "tests/support/contentscene.h"
#include "tests/support/fakeengine.h"
#include "tests/ui/screens.h"
#include "ui/objectnames.h"
#include "ui/panes/content/contentpane.h"
#include "ui/shell/mainwindow.h"
#include "ui/theme/themehub.h"
#include "ui/widgets/codeview.h"

#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

using namespace Qt::StringLiterals;

namespace Drover {

using Testing::ContentScene;
using Testing::FakeEngine;

namespace {

const ContentKey script{u"tasks"_s, u"unpack-rootfs"_s, u"unpack-rootfs.sh.tmpl"_s};

QStringList texts(const CodeView& view)
{
    QStringList lines;
    for (const CodeView::Row& row : view.rows())
        lines.append(row.text);
    return lines;
}

} // namespace

/// The content pane in the window, on a real engine's answers: what is shown and done, and pictures for the
/// eye.
class TestContentPane : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { ThemeHub::instance().apply(ThemeName::Dark, 1.0); }
    void init();
    void cleanup();

    void somethingIsShownFromTheStart();
    void templateAndTextStandSideBySide();
    void aProblemIsSaidWithItsMend();
    void aValueIsTried();
    void usesLeadOn();
    void objectsArePagesToRead();
    void keysWork();
    void aPackIsCheckedAndLoaded();
    void emptySearchesAreHarmless();
    void everyControlHasANameAndAnAccessibleName();
    void pictures_data();
    void pictures();

private:
    void open(const ContentKey& key);
    template <class T>
    [[nodiscard]] T* find(QLatin1StringView name) const
    {
        return m_window->findChild<T*>(name);
    }
    [[nodiscard]] ContentPane* pane() const { return find<ContentPane>(ObjectNames::contentPane); }
    [[nodiscard]] CodeView* rendered() const { return find<CodeView>(ObjectNames::contentRendered); }

    std::unique_ptr<ContentScene> m_scene;
    std::unique_ptr<FakeEngine> m_engine;
    std::unique_ptr<MainWindow> m_window;
};

void TestContentPane::init()
{
    m_scene = std::make_unique<ContentScene>();
    m_engine = std::make_unique<FakeEngine>();
    m_engine->snapshot = m_scene->snapshot();
    m_engine->onAsk = [this](const Query& query) { return m_scene->answer(query); };
    m_engine->onSubmit = [this](const CommandRequest& request) {
        return m_scene->world().attempt(request.command);
    };
    m_window = std::make_unique<MainWindow>(*m_engine);
    QSignalSpy ready(m_window.get(), &MainWindow::ready);
    m_window->resize(1440, 900);
    m_window->show();
    QTRY_COMPARE(ready.size(), 1);
    m_window->showPane(MainWindow::Pane::Content);
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void TestContentPane::cleanup()
{
    m_window.reset();
    m_engine.reset();
    m_scene.reset();
}

void TestContentPane::open(const ContentKey& key)
{
    pane()->open(key);
    if (!key.templateName.isEmpty())
        QTRY_VERIFY(texts(*rendered()).contains(u"set -euo pipefail"_s));
}

void TestContentPane::somethingIsShownFromTheStart()
{
    auto* tree = find<QTreeView>(ObjectNames::contentTree);
    QTRY_COMPARE(tree->model()->rowCount(), 3); // the packs, and what was made here
    QTRY_VERIFY(tree->currentIndex().isValid());
    QTRY_VERIFY(!rendered()->rows().isEmpty());
}

void TestContentPane::templateAndTextStandSideBySide()
{
    open(script);
    auto* left = find<CodeView>(ObjectNames::contentTemplate);
    QCOMPARE(left->rows().size(), rendered()->rows().size());
    const qsizetype row = texts(*left).indexOf(u"SRC={{ .Param \"install/mirror\" }}"_s);
    QCOMPARE(rendered()->rows().at(row).text, u"SRC=http://10.20.0.9/deb"_s);
    QCOMPARE(rendered()->rows().at(3).text, u"… 38 lines of setup.sh, folded"_s);
    left->setFocus();
    QTest::keyClick(left, Qt::Key_Down);
    QCOMPARE(rendered()->currentRow(), left->currentRow());
    QVERIFY(left->accessibleDescription().contains(u"Line 2"_s));
    emit rendered()->foldOpened(3);
    QVERIFY(texts(*rendered()).contains(u"# shared by all tasks that install"_s));
    QCOMPARE(left->rows().size(), rendered()->rows().size());
    m_window->resize(1440, 400);
    rendered()->verticalScrollBar()->setValue(7);
    QCOMPARE(left->verticalScrollBar()->value(), rendered()->verticalScrollBar()->value());
    rendered()->setFocus();
    QTest::keyClick(rendered(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(rendered(), Qt::Key_C, Qt::ControlModifier);
    QVERIFY(QGuiApplication::clipboard()->text().startsWith(u"#!/bin/bash\n"_s));
    QVERIFY(QGuiApplication::clipboard()->text().contains(u"root:••••••••"_s));
}

void TestContentPane::aProblemIsSaidWithItsMend()
{
    open(script);
    auto* problem = find<QWidget>(ObjectNames::contentProblem);
    QVERIFY(problem->isVisible());
    auto* check = find<QPushButton>(ObjectNames::contentCheck);
    QTRY_VERIFY(check->isEnabled());
    QCOMPARE(check->text(), u"Test on 4 machines"_s);
    check->click();
    const auto said = [&](const QString& text) {
        const QList<QLabel*> labels = problem->findChildren<QLabel*>();
        return std::ranges::any_of(labels, [&](const QLabel* label) { return label->text() == text; });
    };
    QTRY_VERIFY(said(u"fails on 3 of 4 machines"_s));
    find<QPushButton>(ObjectNames::contentCopyMend)->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"run_post {{ .Param \"install/post\" }}"_s);
    find<QPushButton>(ObjectNames::contentProblemPlace)->click();
    auto* left = find<CodeView>(ObjectNames::contentTemplate);
    QCOMPARE(left->rows().at(left->currentRow()).text, u"run_post {{ .Param \"install/pots\" }}"_s);
    takeScreen(*m_window, u"content"_s, 1);
}

void TestContentPane::aValueIsTried()
{
    open(script);
    find<QPushButton>(ObjectNames::contentTryMend)->click();
    auto* dialog = find<QDialog>(ObjectNames::tryDialog);
    QVERIFY(dialog);
    QCOMPARE(find<QComboBox>(ObjectNames::tryDialogParam)->currentText(), u"install/pots"_s);
    find<QLineEdit>(ObjectNames::tryDialogValue)->setText(u"boiling"_s);
    takeScreen(*dialog, u"content-try"_s, 1);
    find<QPushButton>(ObjectNames::tryDialogRender)->click();
    QTRY_VERIFY(texts(*rendered()).contains(u"run_post boiling"_s));
    QVERIFY(!find<QWidget>(ObjectNames::contentProblem)->isVisible());
    QVERIFY(m_engine->submitted.isEmpty());
    find<QPushButton>(ObjectNames::contentDropTried)->click();
    QTRY_VERIFY(!texts(*rendered()).contains(u"run_post boiling"_s));
}

void TestContentPane::usesLeadOn()
{
    open(script);
    auto* uses = find<QListView>(ObjectNames::contentUses);
    QTRY_VERIFY(uses->model()->rowCount() > 0);
    QCOMPARE(uses->model()->index(0, 0).data().toString(), u"site-install"_s);
    QTest::mouseClick(uses->viewport(), Qt::LeftButton, {},
                      uses->visualRect(uses->model()->index(0, 0)).center());
    auto* page = find<QTreeView>(ObjectNames::contentDetail);
    QTRY_VERIFY(page->isVisible());
    auto* tree = find<QTreeView>(ObjectNames::contentTree);
    QCOMPARE(tree->currentIndex().data().toString(), u"site-install"_s);
}

void TestContentPane::objectsArePagesToRead()
{
    open({u"params"_s, u"install/image"_s, {}});
    auto* page = find<QTreeView>(ObjectNames::contentDetail);
    QTRY_VERIFY(page->isVisible() && page->model()->rowCount() > 1);
    takeScreen(*m_window, u"content-param"_s, 1);
    find<QToolButton>(QLatin1StringView("content-pane/views/written"))->click();
    auto* written = find<CodeView>(ObjectNames::contentWritten);
    QVERIFY(written->isVisible());
    QCOMPARE(written->rows().first().text, u"Name: install/image"_s);
    open({u"workflows"_s, u"site-reinstall"_s, {}});
    find<QToolButton>(QLatin1StringView("content-pane/views/page"))->click();
    QTRY_VERIFY(page->isVisible() && page->model()->rowCount() > 2);
    takeScreen(*m_window, u"content-workflow"_s, 1);
}

void TestContentPane::keysWork()
{
    open(script);
    auto* left = find<CodeView>(ObjectNames::contentTemplate);
    left->setFocus();
    auto* machine = find<QComboBox>(ObjectNames::contentMachine);
    QCOMPARE(machine->currentText(), u"m-001"_s);
    QTest::keyClick(left, Qt::Key_M, Qt::ControlModifier);
    QTRY_COMPARE(machine->currentText(), u"m-002"_s);
    QTest::keyClick(left, Qt::Key_M, Qt::ControlModifier);
    QTRY_VERIFY(find<QWidget>(ObjectNames::contentProblem)->isVisible());
    left->setCurrentRow(0);
    QTest::keyClick(left, Qt::Key_F8);
    QTRY_COMPARE(left->rows().at(left->currentRow()).text, u"run_post {{ .Param \"install/pots\" }}"_s);
    QGuiApplication::clipboard()->clear();
    QTest::keyClick(left, Qt::Key_Period, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"run_post {{ .Param \"install/post\" }}"_s);
    QTest::keyClick(left, Qt::Key_B, Qt::ControlModifier);
    QVERIFY(find<QListView>(ObjectNames::contentUses)->hasFocus());
    QTest::keyClick(m_window->focusWidget(), Qt::Key_Slash);
    QVERIFY(find<QLineEdit>(ObjectNames::contentFilter)->hasFocus());
}

void TestContentPane::aPackIsCheckedAndLoaded()
{
    QTemporaryDir folder;
    const auto write = [&](const QString& path, const QByteArray& text) {
        QFileInfo(folder.filePath(path)).dir().mkpath(u"."_s);
        QFile file(folder.filePath(path));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    };
    write(u"meta.yaml"_s, "Name: mine\nVersion: 1.0.0\n");
    write(u"stages/s.yaml"_s, "Name: mine-stage\nTasks: [unpack-rotfs]\n");
    find<QPushButton>(ObjectNames::contentLoad)->click();
    auto* dialog = find<QDialog>(ObjectNames::packDialog);
    QVERIFY(dialog);
    find<QLineEdit>(ObjectNames::packDialogPath)->setText(folder.path());
    auto* load = find<QPushButton>(ObjectNames::packDialogLoad);
    QVERIFY(!load->isEnabled());
    find<QPushButton>(ObjectNames::packDialogCheck)->click();
    auto* problems = find<QTreeView>(ObjectNames::packDialogProblems);
    QTRY_COMPARE(problems->model()->rowCount(), 1);
    QCOMPARE(problems->model()->index(0, 0).data().toString(), u"stages/s.yaml:2"_s);
    QVERIFY(!load->isEnabled());
    takeScreen(*dialog, u"content-load"_s, 1);
    write(u"stages/s.yaml"_s, "Name: mine-stage\nTasks: [unpack-rootfs]\n");
    find<QPushButton>(ObjectNames::packDialogCheck)->click();
    QTRY_VERIFY(load->isEnabled());
    load->click();
    QTRY_COMPARE(m_scene->snapshot().packs.changed.size(), 3);
    QTRY_VERIFY(!find<QDialog>(ObjectNames::packDialog));
}

void TestContentPane::emptySearchesAreHarmless()
{
    auto* tree = find<QTreeView>(ObjectNames::contentTree);
    auto* filter = find<QLineEdit>(ObjectNames::contentFilter);
    QTRY_VERIFY(tree->model()->rowCount(tree->model()->index(0, 0)) > 0);
    filter->setText(u"no such text anywhere"_s);
    QTRY_COMPARE(tree->model()->rowCount(tree->model()->index(0, 0)), 0);
    filter->setText(u"chpasswd"_s);
    QTRY_VERIFY(tree->model()->rowCount(tree->model()->index(1, 0)) > 0);
    filter->clear();
    QTRY_VERIFY(tree->model()->rowCount(tree->model()->index(0, 0)) > 0);
}

void TestContentPane::everyControlHasANameAndAnAccessibleName()
{
    open(script);
    const QList<QWidget*> all = pane()->findChildren<QWidget*>();
    for (const QWidget* widget : all) {
        const bool control = qobject_cast<const QAbstractButton*>(widget) ||
                             qobject_cast<const CodeView*>(widget) ||
                             qobject_cast<const QAbstractItemView*>(widget);
        if (!control || qobject_cast<const QHeaderView*>(widget) ||
            widget->objectName().startsWith("qt_"_L1) || qobject_cast<const QComboBox*>(widget->parent()) ||
            qobject_cast<const QLineEdit*>(widget->parent()) || widget->window() != m_window.get())
            continue;
        const QString about =
            QString::fromLatin1(widget->metaObject()->className()) + u' ' + widget->objectName();
        QVERIFY2(!widget->objectName().isEmpty(), qPrintable(about));
        const auto* button = qobject_cast<const QAbstractButton*>(widget);
        QVERIFY2(!widget->accessibleName().isEmpty() || (button && !button->text().isEmpty()),
                 qPrintable(about));
    }
}

void TestContentPane::pictures_data()
{
    QTest::addColumn<bool>("light");
    QTest::addColumn<QSize>("size");
    QTest::newRow("content-dark") << false << QSize(1440, 900);
    QTest::newRow("content-light") << true << QSize(1440, 900);
    QTest::newRow("content-small") << false << QSize(1280, 720);
}

void TestContentPane::pictures()
{
    QFETCH(bool, light);
    QFETCH(QSize, size);
    ThemeHub::instance().apply(light ? ThemeName::Light : ThemeName::Dark, 1.0);
    m_window->resize(size);
    open(script);
    find<QPushButton>(ObjectNames::contentCheck)->click();
    QTRY_VERIFY(find<QWidget>(ObjectNames::contentMend)->isVisible());
    QTRY_VERIFY(find<QPushButton>(ObjectNames::contentCheck)->isEnabled());
    emit find<QListView>(ObjectNames::contentParams)
        ->clicked(find<QListView>(ObjectNames::contentParams)->model()->index(1, 0));
    takeScreen(*m_window, QString::fromLatin1(QTest::currentDataTag()), 1);
    QVERIFY(find<CodeView>(ObjectNames::contentTemplate)->height() > 120);
    ThemeHub::instance().apply(ThemeName::Dark, 1.0);
}

} // namespace Drover

QTEST_MAIN(Drover::TestContentPane)
#include "tst_contentpane.moc"
