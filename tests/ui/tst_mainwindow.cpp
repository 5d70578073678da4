#include "tests/support/fakeengine.h"
#include "tests/support/fleetscene.h"
#include "tests/ui/screens.h"
#include "ui/objectnames.h"
#include "ui/shell/mainwindow.h"
#include "ui/theme/themehub.h"

#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

using namespace Qt::StringLiterals;

namespace Drover {

using Testing::FakeEngine;
using Testing::FleetScene;

/// The window on a fleet of values: what is shown, found by name, and pictures for the eye.
class TestMainWindow : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { ThemeHub::instance().apply(ThemeName::Dark, 1.0); }

    void showsTheFleet();

private:
    FleetScene m_scene;
};

void TestMainWindow::showsTheFleet()
{
    FakeEngine engine;
    engine.snapshot = m_scene.snapshot();
    engine.onAsk = [this](const Query& query) { return m_scene.answer(query); };
    MainWindow window(engine);
    QSignalSpy ready(&window, &MainWindow::ready);
    window.resize(1440, 900);
    window.show();
    QTRY_COMPARE(ready.size(), 1);
    window.selection().select(clusterKey(u"dale-prod-02"_s));
    auto* tree = window.findChild<QTreeView*>(ObjectNames::clustersTree);
    QVERIFY(tree);
    QCOMPARE(tree->model()->rowCount(), 10);
    tree->expandRecursively(tree->currentIndex());
    window.selection().select(machineKey(m_scene.machine(u"r07-u21"_s).id));
    QTRY_VERIFY(engine.askedCount<Queries::FindJobs>() > 0);
    QCoreApplication::sendPostedEvents();
    takeScreen(window, u"main"_s, 1);
}

} // namespace Drover

QTEST_MAIN(Drover::TestMainWindow)
#include "tst_mainwindow.moc"
