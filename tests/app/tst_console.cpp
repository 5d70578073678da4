#include "app/console.h"
#include "ui/objectnames.h"
#include "ui/theme/themehub.h"
#include "ui/wizards/provisionwizard.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace Drover {

/// The console as a person meets it: a new directory, the ways to begin, other directories; with real engines
/// in directories of its own.
class TestConsole : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void aNewcomerComesToTheExamplesPlan();
    void theSimulatedFleetHasADirectoryOfItsOwn();
    void aDirectoryThatCantBeOpenedLeavesEverythingAsItIs();
    void anInventoryIsTakenInOrRefusedAsAWhole();
    void attachingNeedsAnEngine();

private:
    void start();
    [[nodiscard]] QString path(const QString& name) const { return m_folder->filePath(name); }
    [[nodiscard]] bool write(const QString& name, const QByteArray& text) const;
    [[nodiscard]] const Replica& replica() const { return m_console->window()->replica(); }
    template <class T>
    [[nodiscard]] T* find(const QString& name) const
    {
        return m_console->window()->findChild<T*>(name);
    }
    /// A page is made when it is first shown.
    [[nodiscard]] bool isShown(const QString& name) const
    {
        const auto* widget = find<QWidget>(name);
        return widget && widget->isVisible();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Console> m_console;
};

void TestConsole::init()
{
    initUiResources();
    ThemeHub::instance().apply(ThemeName::Dark, 1.0);
    m_folder = std::make_unique<QTemporaryDir>();
    m_console = std::make_unique<Console>(Console::Places{.directory = path(u"data"_s),
                                                          .settingsPath = path(u"window.ini"_s),
                                                          .demoDirectory = path(u"demo"_s)});
}

void TestConsole::cleanup()
{
    m_console.reset();
    m_folder.reset();
}

void TestConsole::start()
{
    const Result<> started = m_console->start();
    QVERIFY2(started, started ? "" : qPrintable(started.error().text));
    QTRY_VERIFY(isShown(ObjectNames::firstRun));
}

bool TestConsole::write(const QString& name, const QByteArray& text) const
{
    QFile file(path(name));
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
}

void TestConsole::aNewcomerComesToTheExamplesPlan()
{
    start();
    Surroundings around;
    around.missingPrograms = {u"etcd"_s};
    m_console->window()->setSurroundings(around);
    QVERIFY(!find<QPushButton>(ObjectNames::firstRunExample)->isEnabled()); // it says what is missing
    m_console->window()->setSurroundings({});
    int actions = 0;
    QTest::keyClick(find<QWidget>(ObjectNames::firstRun), Qt::Key_2);
    ++actions;
    ProvisionWizard* wizard = nullptr;
    QTRY_VERIFY((wizard = m_console->window()->findChild<ProvisionWizard*>()));
    QTRY_COMPARE(replica().machineCount(), 5);
    auto* next = wizard->findChild<QPushButton*>(u"provision-wizard/next"_s);
    auto* go = wizard->findChild<QPushButton*>(u"provision-wizard/start"_s);
    QVERIFY(next && go);
    QTRY_VERIFY(next->isEnabled());
    while (next->isVisible()) {
        QTRY_VERIFY(next->isEnabled()); // a page may wait for what the engine answers
        QTest::mouseClick(next, Qt::LeftButton);
        ++actions;
        QVERIFY(actions < 12);
    }
    QTRY_VERIFY(go->isEnabled()); // one more action starts it
    QVERIFY2(go->text().contains(u"5"_s), qPrintable(go->text()));
    QVERIFY(actions + 1 <= 12);
    wizard->done(QDialog::Rejected);
}

void TestConsole::theSimulatedFleetHasADirectoryOfItsOwn()
{
    start();
    QSignalSpy changed(m_console.get(), &Console::windowChanged);
    QTest::keyClick(find<QWidget>(ObjectNames::firstRun), Qt::Key_1);
    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(m_console->directory(), path(u"demo"_s));
    QTRY_COMPARE(replica().machineCount(), 612);
    QTRY_COMPARE_WITH_TIMEOUT(replica().clusterNames().size(), 6, 60000);
    // Back, by the menu of directories; the fleet is left over open operations.
    emit m_console->window()->directoryRequested(path(u"data"_s));
    QTRY_COMPARE(changed.size(), 2);
    QTRY_VERIFY(isShown(ObjectNames::firstRun));
    QCOMPARE(find<QPushButton>(ObjectNames::firstRunDemo)->text(), u"Open simulation"_s);
    emit m_console->window()->demoRequested();
    QTRY_COMPARE(changed.size(), 3);
    QTRY_COMPARE(replica().clusterNames().size(), 6); // the same fleet
}

void TestConsole::aDirectoryThatCantBeOpenedLeavesEverythingAsItIs()
{
    start();
    QVERIFY(write(u"file"_s, "no directory"));
    MainWindow* before = m_console->window();
    emit before->directoryRequested(path(u"file"_s));
    auto* notice = find<QWidget>(ObjectNames::notice);
    const QString reading = notice->accessibleName(); // it is told at once that it is looked at
    QVERIFY2(notice->isVisible() && reading.contains(path(u"file"_s)), qPrintable(reading));
    QTRY_VERIFY2(notice->accessibleName() != reading, qPrintable(reading));
    QVERIFY(notice->isVisible());
    QCOMPARE(m_console->window(), before);
    QCOMPARE(m_console->directory(), path(u"data"_s));
}

void TestConsole::anInventoryIsTakenInOrRefusedAsAWhole()
{
    start();
    QVERIFY(write(u"bad.yaml"_s, "machines:\n  - {name: web-1}\n  - {nmae: web-2}\n"));
    emit m_console->window()->inventoryRequested(path(u"bad.yaml"_s));
    auto* notice = find<QWidget>(ObjectNames::notice);
    QTRY_VERIFY(notice->isVisible());
    QVERIFY2(notice->accessibleName().contains(u"bad.yaml:3"_s), qPrintable(notice->accessibleName()));
    QCOMPARE(replica().machineCount(), 0);
    QVERIFY(write(u"good.yaml"_s, "machines:\n  - {name: web-1}\n  - {name: web-2}\n"));
    emit m_console->window()->inventoryRequested(path(u"good.yaml"_s));
    QTRY_COMPARE(replica().machineCount(), 2);
    QTRY_VERIFY(isShown(ObjectNames::machinesPane));
}

void TestConsole::attachingNeedsAnEngine()
{
    start();
    emit m_console->window()->attachRequested(path(u"elsewhere"_s));
    auto* notice = find<QWidget>(ObjectNames::notice);
    QTRY_VERIFY2(notice->accessibleName().contains(u"no engine works in"_s),
                 qPrintable(notice->accessibleName()));
    QVERIFY(notice->isVisible());
    QVERIFY(!QFile::exists(path(u"elsewhere"_s))); // nothing was made
    Application::Options options;
    options.directory = path(u"elsewhere"_s);
    const auto other = Application::open(options);
    QVERIFY(other);
    emit m_console->window()->attachRequested(path(u"elsewhere"_s));
    QTRY_COMPARE(m_console->directory(), path(u"elsewhere"_s));
    QTRY_VERIFY(find<QAbstractButton>(ObjectNames::topEngine)->accessibleName().startsWith(u"Attached"_s));
}

} // namespace Drover

QTEST_MAIN(Drover::TestConsole)
#include "tst_console.moc"
