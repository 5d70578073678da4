#include "tests/ui/screens.h"
#include "tests/ui/windowtest.h"
#include "ui/objectnames.h"
#include "ui/panes/objecttreeview.h"
#include "ui/shell/settingsdialog.h"
#include "ui/theme/themehub.h"
#include "ui/widgets/elidedlabel.h"

#include <QCheckBox>
#include <QDockWidget>
#include <QHeaderView>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;

namespace Drover {

using namespace Testing;

/// The settings as a person meets them: each choice holds at once and is kept.
class TestSettings : public WindowTest
{
    Q_OBJECT

private slots:
    void theFirstStepsAreChosen();
    void docksComeBackToTheirPlaces();
    void columnsComeBackToTheirPlaces();
    void whatHoldsInTheDirectoryIsTold();
    void itFitsInBothThemes();

private:
    void prepare() override { m_folder = std::make_unique<QTemporaryDir>(); }
    void open()
    {
        WindowTest::open(m_folder->filePath(u"console.ini"_s));
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }
    SettingsDialog* settings();
    void click(const QString& name)
    {
        auto* button = settings()->findChild<QAbstractButton*>(name);
        QVERIFY2(button && button->isVisible() && !button->accessibleName().isEmpty(), qPrintable(name));
        QTest::mouseClick(button, Qt::LeftButton);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

SettingsDialog* TestSettings::settings()
{
    if (auto* open = m_window->findChild<SettingsDialog*>())
        return open;
    find<QAbstractButton>(ObjectNames::navSettings)->click();
    return m_window->findChild<SettingsDialog*>();
}

void TestSettings::theFirstStepsAreChosen()
{
    open();
    auto* toggle = settings()->findChild<QCheckBox*>(u"settings/first-steps"_s);
    QVERIFY(toggle && toggle->isChecked());
    toggle->click();
    QVERIFY(QSettings(m_folder->filePath(u"console.ini"_s), QSettings::IniFormat)
                .value("window/first-run-hidden"_L1)
                .toBool());
    open();
    toggle = settings()->findChild<QCheckBox*>(u"settings/first-steps"_s);
    QVERIFY(!toggle->isChecked());
    toggle->click();
    QVERIFY(!QSettings(m_folder->filePath(u"console.ini"_s), QSettings::IniFormat)
                 .value("window/first-run-hidden"_L1)
                 .toBool());
}

void TestSettings::docksComeBackToTheirPlaces()
{
    open();
    auto* inspector = find<QDockWidget>(ObjectNames::inspectorDock);
    auto* timeline = find<QDockWidget>(ObjectNames::timelineDock);
    QTRY_COMPARE(inspector->width(), 384);
    m_window->addDockWidget(Qt::LeftDockWidgetArea, inspector);
    timeline->hide();
    QCOMPARE(m_window->dockWidgetArea(inspector), Qt::LeftDockWidgetArea);
    click(u"settings/reset-docks"_s);
    QCOMPARE(m_window->dockWidgetArea(inspector), Qt::RightDockWidgetArea);
    QVERIFY(timeline->isVisible());
    QTRY_COMPARE(inspector->width(), 384);
    QTRY_COMPARE(timeline->height(), 352);
}

void TestSettings::columnsComeBackToTheirPlaces()
{
    open();
    auto* tree = find<ObjectTreeView>(ObjectNames::clustersTree);
    const QStringList first = tree->columnState();
    tree->setSortColumns({{2, Qt::DescendingOrder}, {1, Qt::AscendingOrder}});
    tree->header()->moveSection(3, 1);
    tree->setColumnWanted(5, false);
    QVERIFY(tree->columnState() != first);
    QSettings kept(m_folder->filePath(u"console.ini"_s), QSettings::IniFormat);
    kept.setValue(u"columns/"_s + ObjectNames::poolsTree, u"1,2,3"_s); // of a page that is not made yet
    kept.sync();
    click(u"settings/reset-columns"_s);
    QCOMPARE(tree->columnState(), first);
    kept.sync();
    QVERIFY(!kept.contains(u"columns/"_s + ObjectNames::poolsTree));
}

void TestSettings::whatHoldsInTheDirectoryIsTold()
{
    open();
    const auto text = [this](const QString& name) {
        auto* label = settings()->findChild<ElidedLabel*>(u"settings/"_s + name);
        return label ? label->text() : QString();
    };
    QVERIFY2(text(u"directory"_s).contains(u"drover"_s), qPrintable(text(u"directory"_s)));
    QCOMPARE(text(u"jobs"_s), u"64"_s);
    QVERIFY(!text(u"database"_s).isEmpty());
}

void TestSettings::itFitsInBothThemes()
{
    open();
    m_window->resize(1280, 720);
    for (const ThemeName theme : {ThemeName::Dark, ThemeName::Light}) {
        for (const double scale : {1.0, 1.3}) {
            ThemeHub::instance().apply(theme, scale);
            SettingsDialog* dialog = settings();
            for (int i = 0; i < 3; ++i)
                QCoreApplication::sendPostedEvents();
            dialog->adjustSize();
            takeScreen(*dialog,
                       u"settings-%1-%2"_s.arg(theme == ThemeName::Dark ? u"dark"_s : u"light"_s)
                           .arg(qRound(scale * 100)),
                       1);
            QVERIFY2(dialog->height() <= 672, qPrintable(QString::number(dialog->height())));
        }
    }
    ThemeHub::instance().apply(ThemeName::Dark, 1.0);
}

} // namespace Drover

QTEST_MAIN(Drover::TestSettings)
#include "tst_settings.moc"
