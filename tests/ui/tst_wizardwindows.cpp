#include "models/commandsender.h"
#include "models/historyloader.h"
#include "models/selection.h"
#include "tests/support/editingworld.h"
#include "tests/support/fakeengine.h"
#include "tests/support/fleetscene.h"
#include "tests/support/worldengine.h"
#include "tests/ui/screens.h"
#include "ui/forms/formdialog.h"
#include "ui/objectnames.h"
#include "ui/theme/themehub.h"
#include "ui/wizards/destroywizard.h"
#include "ui/wizards/provisionwizard.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QTreeView>

using namespace Qt::StringLiterals;

namespace Drover {

using Testing::FakeEngine;
using Testing::FleetScene;

/// The wizards as a user meets them: typed into, walked through, started.
class TestWizardWindows : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { ThemeHub::instance().apply(ThemeName::Dark, 1.0); }
    void init();
    void cleanup();

    void provisionWalksThroughFivePages();
    void provisionStopsAtAFault();
    void provisionShowsAChangedPlan();
    void provisionIsSavedAsTemplate_data();
    void provisionIsSavedAsTemplate();
    void provisionFitsASmallWindow();
    void destroyStartsOnlyWithTheName();
    void everyPageInBothThemes();
    void everyControlOfTheWizardsHasAName();

private:
    void openProvision();
    void openDestroy();
    void shot(const QString& name);
    void click(const QString& name);
    template <class T>
    [[nodiscard]] T* find(const QString& name) const
    {
        return m_wizard->findChild<T*>(name);
    }
    [[nodiscard]] QPushButton* button(const QString& name) const { return find<QPushButton>(name); }

    FleetScene m_scene;
    std::unique_ptr<FakeEngine> m_engine;
    std::unique_ptr<Replica> m_replica;
    std::unique_ptr<Selection> m_selection;
    std::unique_ptr<CommandSender> m_sender;
    std::unique_ptr<HistoryLoader> m_history;
    std::unique_ptr<WindowContext> m_context;
    QPointer<QDialog> m_wizard;
};

void TestWizardWindows::init()
{
    m_engine = std::make_unique<FakeEngine>();
    m_engine->onAsk = [this](const Query& query) { return m_scene.answer(query); };
    m_replica = std::make_unique<Replica>();
    m_replica->apply(m_scene.snapshot());
    m_selection = std::make_unique<Selection>();
    m_sender = std::make_unique<CommandSender>(*m_engine, u"user:test"_s);
    m_history = std::make_unique<HistoryLoader>(*m_engine, *m_replica);
    m_context.reset(new WindowContext{*m_engine, *m_replica, *m_selection, *m_sender, *m_history});
}

void TestWizardWindows::cleanup()
{
    delete m_wizard;
}

void TestWizardWindows::shot(const QString& name)
{
    for (int i = 0; i < 3; ++i)
        QCoreApplication::sendPostedEvents();
    takeScreen(*m_wizard, name, 1);
}

void TestWizardWindows::click(const QString& name)
{
    QPushButton* pressed = button(name);
    QVERIFY2(pressed && pressed->isVisible() && pressed->isEnabled(), qPrintable(name));
    QTest::mouseClick(pressed, Qt::LeftButton);
}

void TestWizardWindows::openProvision()
{
    m_wizard = new ProvisionWizard(*m_context, {}, nullptr);
    m_wizard->open();
    m_wizard->resize(1312, 836); // the offscreen screen is smaller than that
    QTRY_VERIFY(static_cast<ProvisionWizard*>(m_wizard.data())->controller().application());
}

void TestWizardWindows::openDestroy()
{
    m_wizard = new DestroyWizard(*m_context, u"fen-prod-01"_s, nullptr);
    m_wizard->open();
    m_wizard->resize(1312, 836);
    QTRY_VERIFY(static_cast<DestroyWizard*>(m_wizard.data())->controller().isCurrent());
}

void TestWizardWindows::provisionWalksThroughFivePages()
{
    openProvision();
    QSignalSpy started(static_cast<ProvisionWizard*>(m_wizard.data()), &ProvisionWizard::provisionStarted);
    const QString next = u"provision-wizard/next"_s;
    QVERIFY(!button(next)->isEnabled()); // it has no name yet
    shot(u"provision-identity"_s);
    QTest::keyClicks(find<QLineEdit>(u"provision-wizard/identity/name"_s), u"dale-prod-03"_s);
    click(next);
    QTRY_VERIFY(static_cast<ProvisionWizard*>(m_wizard.data())->controller().isCurrent());
    shot(u"provision-source"_s);
    click(next);
    auto* workers = find<QSpinBox>(u"provision-wizard/topology/worker-count"_s);
    QVERIFY(workers);
    workers->setValue(8);
    QTRY_VERIFY(static_cast<ProvisionWizard*>(m_wizard.data())->controller().isCurrent());
    shot(u"provision-topology"_s);
    click(next);
    shot(u"provision-parameters"_s);
    click(next);
    shot(u"provision-review"_s);
    auto* machines = find<QTreeView>(u"provision-wizard/review/machines"_s);
    QCOMPARE(machines->model()->rowCount(), 11);
    QPushButton* start = button(u"provision-wizard/start"_s);
    QVERIFY(start->text().contains(u"11"_s));
    QVERIFY(!start->isEnabled()); // the warning is not accepted
    find<QCheckBox>(u"provision-wizard/accept-warnings"_s)->click();
    QVERIFY(start->isEnabled());
    click(u"provision-wizard/copy-command"_s);
    QVERIFY(QApplication::clipboard()->text().startsWith(u"drover cluster provision dale-prod-03"_s));
    click(u"provision-wizard/start"_s);
    QTRY_COMPARE(started.size(), 1);
    const auto* command = m_engine->lastCommand<Commands::StartOperation>();
    QVERIFY(command);
    QCOMPARE(command->request.counts.value(u"worker"_s), 8);
    QVERIFY(!command->ifPlan.isEmpty() && command->acceptWarnings);
}

void TestWizardWindows::provisionStopsAtAFault()
{
    openProvision();
    auto* name = find<QLineEdit>(u"provision-wizard/identity/name"_s);
    QTest::keyClicks(name, u"fen-prod-01"_s);
    QVERIFY(!button(u"provision-wizard/next"_s)->isEnabled());
    shot(u"provision-name-taken"_s);
    name->clear();
    QTest::keyClicks(name, u"dale-prod-03"_s);
    for (int i = 0; i < 3; ++i)
        click(u"provision-wizard/next"_s);
    auto* cidr = find<QLineEdit>(u"provision-wizard/parameters/app/pod-cidr"_s);
    QVERIFY(cidr);
    cidr->clear();
    QTest::keyClicks(cidr, u"nonsense"_s);
    QVERIFY(!button(u"provision-wizard/next"_s)->isEnabled());
    shot(u"provision-parameter-fault"_s);
    auto* undo = m_wizard->findChild<QAbstractButton*>(u"provision-wizard/parameters/app/pod-cidr/undo"_s);
    QVERIFY(undo->isVisible());
    undo->click();
    QVERIFY(button(u"provision-wizard/next"_s)->isEnabled());
}

void TestWizardWindows::provisionShowsAChangedPlan()
{
    m_engine->onSubmit = [](const CommandRequest&) -> Result<Receipt> {
        return fail(u"plan-changed"_s, u"The plan is not what it was."_s);
    };
    openProvision();
    auto& form = static_cast<ProvisionWizard*>(m_wizard.data())->controller();
    QTest::keyClicks(find<QLineEdit>(u"provision-wizard/identity/name"_s), u"dale-prod-03"_s);
    QTRY_VERIFY(form.isCurrent());
    for (int i = 0; i < 4; ++i)
        click(u"provision-wizard/next"_s);
    find<QCheckBox>(u"provision-wizard/accept-warnings"_s)->click();
    m_engine->onAsk = [this](const Query& query) -> Result<Answer> {
        Result<Answer> answer = m_scene.answer(query);
        if (answer && std::holds_alternative<Answers::PlanAnswer>(*answer)) {
            Plan& plan = std::get<Answers::PlanAnswer>(*answer).plan;
            plan.add[2].name = u"r99-u99"_s;
            plan.id = u"another"_s;
        }
        return answer;
    };
    click(u"provision-wizard/start"_s);
    auto* refused = find<QWidget>(u"provision-wizard/review/refused"_s);
    QTRY_VERIFY(refused->isVisible() && form.isCurrent());
    shot(u"provision-changed"_s);
    QVERIFY(!button(u"provision-wizard/start"_s)->isEnabled()); // what is new must be looked at and accepted
    QVERIFY(!form.difference().isEmpty());
}

void TestWizardWindows::provisionIsSavedAsTemplate_data()
{
    QTest::addColumn<ThemeName>("theme");
    QTest::newRow("dark") << ThemeName::Dark;
    QTest::newRow("light") << ThemeName::Light;
}

/// On a real engine in memory: what is saved is what it then offers.
void TestWizardWindows::provisionIsSavedAsTemplate()
{
    QFETCH(ThemeName, theme);
    ThemeHub::instance().apply(theme, 1.0);
    const QString suffix = theme == ThemeName::Dark ? u"-dark"_s : u"-light"_s;
    EditingWorld world;
    world.must(Commands::EditProfile{
        u"universal-application-shop"_s,
        true,
        u"Tills with their registers"_s,
        {{u"cluster/topology"_s, QJsonArray{QJsonObject{{u"role"_s, u"till"_s}, {u"count"_s, 2}}}},
         {u"site/size"_s, 4},
         {u"site/key"_s, u"sesame"_s}},
        {}});
    WorldEngine engine(world);
    Replica replica;
    engine.subscribe(&replica, [&replica](const ChangeBatchPtr& batch) { replica.apply(*batch); });
    engine.publish();
    Selection selection;
    CommandSender sender(engine, u"user:anna"_s);
    HistoryLoader history(engine, replica);
    auto* wizard = new ProvisionWizard({engine, replica, selection, sender, history},
                                       {.cluster = {}, .application = u"shop"_s}, nullptr);
    m_wizard = wizard;
    wizard->open();
    wizard->resize(1312, 836);
    QTRY_VERIFY(wizard->controller().application());
    // A template needs no name of a cluster, but counts that can be.
    wizard->controller().setCount(u"till"_s, 0);
    QVERIFY(!button(u"provision-wizard/save-template"_s)->isEnabled());
    wizard->controller().setCount(u"till"_s, 5);
    click(u"provision-wizard/save-template"_s);
    QPointer<FormDialog> form = wizard->findChild<FormDialog*>(u"save-template"_s);
    QTRY_VERIFY(form && form->controller().isLoaded());
    auto* name = form->findChild<QLineEdit*>(u"save-template/name"_s);
    QTRY_VERIFY(name && name->hasFocus());
    auto* apply = form->findChild<QPushButton*>(u"save-template/apply"_s);
    QTest::keyClicks(name, u"shop"_s);
    QTRY_VERIFY(form->controller().refusal());
    auto* trouble = form->findChild<QWidget*>(u"save-template/trouble"_s);
    QVERIFY(trouble->isVisible() && trouble->accessibleName().contains(u"universal-application-shop"_s));
    QVERIFY(!apply->isEnabled());
    takeScreen(*form, u"save-template-refused"_s + suffix, 1);
    QTest::keyClicks(name, u"-five"_s);
    QTRY_VERIFY(apply->isEnabled());
    auto* note = form->findChild<QLabel*>(u"save-template/left-out"_s);
    QVERIFY(note->isVisible() && note->text().contains(u"site/key"_s));
    form->findChild<QPushButton*>(u"save-template/copy"_s)->click();
    const QString line = QApplication::clipboard()->text();
    QVERIFY2(line.startsWith(u"drover profile create universal-application-shop-five"_s), qPrintable(line));
    QVERIFY(!line.contains(u"sesame"_s));
    takeScreen(*form, u"save-template"_s + suffix, 1);
    apply->click();
    QTRY_VERIFY(!form || !form->isVisible());
    QVERIFY(!replica.profile(u"universal-application-shop-five"_s)->params.contains(u"site/key"_s));
    shot(u"provision-template-saved"_s + suffix);
    QTest::keyClicks(find<QLineEdit>(u"provision-wizard/identity/name"_s), u"shop-1"_s);
    click(u"provision-wizard/next"_s);
    auto* card = find<QAbstractButton>(u"provision-wizard/source/application/shop-five"_s);
    QTRY_VERIFY(card && card->isVisible());
    card->click();
    QCOMPARE(wizard->controller().request().counts.value(u"till"_s), 5);
    QTRY_VERIFY(wizard->controller().isCurrent());
    QCOMPARE(wizard->controller().plan()->add.size(), 5);
    shot(u"provision-template-offered"_s + suffix);
    wizard->resize(1232, 672);
    click(u"provision-wizard/next"_s);
    click(u"provision-wizard/next"_s);
    click(u"provision-wizard/next"_s);
    shot(u"provision-template-small"_s + suffix);
    delete m_wizard;
    ThemeHub::instance().apply(ThemeName::Dark, 1.0);
}

void TestWizardWindows::provisionFitsASmallWindow()
{
    openProvision();
    auto& form = static_cast<ProvisionWizard*>(m_wizard.data())->controller();
    QTest::keyClicks(find<QLineEdit>(u"provision-wizard/identity/name"_s),
                     u"a-cluster-with-a-rather-long-name-for-the-north-hall"_s);
    QTRY_VERIFY(form.isCurrent());
    m_wizard->resize(1232, 672);
    click(u"provision-wizard/next"_s);
    click(u"provision-wizard/next"_s);
    shot(u"provision-topology-small"_s);
    click(u"provision-wizard/next"_s);
    shot(u"provision-parameters-small"_s);
    click(u"provision-wizard/next"_s);
    shot(u"provision-review-small"_s);
    QVERIFY(m_wizard->height() <= 672);
    QVERIFY(m_wizard->width() <= 1232);
}

void TestWizardWindows::destroyStartsOnlyWithTheName()
{
    openDestroy();
    QSignalSpy started(static_cast<DestroyWizard*>(m_wizard.data()), &DestroyWizard::destroyStarted);
    shot(u"destroy-impact"_s);
    click(u"destroy-wizard/next"_s);
    QPushButton* start = button(u"destroy-wizard/start"_s);
    QVERIFY(start->text().contains(u"27"_s));
    QVERIFY(!start->isEnabled());
    auto* name = find<QLineEdit>(u"destroy-wizard/confirm/name"_s);
    QTest::keyClicks(name, u"fen-prod-0"_s);
    find<QLineEdit>(u"destroy-wizard/confirm/reason"_s)->setText(u"no longer used"_s);
    find<QCheckBox>(u"destroy-wizard/confirm/accept-warnings"_s)->click();
    shot(u"destroy-confirm"_s);
    QVERIFY(!start->isEnabled());
    QTest::keyClicks(name, u"1"_s);
    QVERIFY(!start->isEnabled());
    // That disks are erased is confirmed apart, by how many.
    auto* wipes = find<QLineEdit>(u"destroy-wizard/confirm/wipes"_s);
    QVERIFY(wipes->isVisible());
    QVERIFY(wipes->accessibleName().contains(u"2"_s));
    QTest::keyClicks(wipes, u"2"_s);
    QVERIFY(start->isEnabled());
    QTest::keyClick(wipes, Qt::Key_Return);
    QVERIFY(m_engine->submitted.isEmpty());
    QTest::keyClick(name, Qt::Key_Return); // Enter in the field starts nothing
    QVERIFY(m_engine->submitted.isEmpty());
    shot(u"destroy-armed"_s);
    click(u"destroy-wizard/start"_s);
    QTRY_COMPARE(started.size(), 1);
    QCOMPARE(m_engine->submitted.size(), 1);
    QCOMPARE(m_engine->lastCommand<Commands::StartOperation>()->confirmWipe, 2);
}

void TestWizardWindows::everyPageInBothThemes()
{
    for (const ThemeName theme : {ThemeName::Dark, ThemeName::Light}) {
        ThemeHub::instance().apply(theme, 1.0);
        const QString suffix = theme == ThemeName::Dark ? u"-dark"_s : u"-light"_s;
        const auto page = [&](const QString& name) {
            shot(name + suffix);
            // The foot tells whether the whole wizard went along.
            const QImage image = m_wizard->grab().toImage();
            QCOMPARE(image.pixelColor(image.width() / 3, image.height() - 8).lightness() > 128,
                     theme == ThemeName::Light);
        };
        openProvision();
        QTest::keyClicks(find<QLineEdit>(u"provision-wizard/identity/name"_s), u"dale-prod-03"_s);
        QTRY_VERIFY(static_cast<ProvisionWizard*>(m_wizard.data())->controller().isCurrent());
        for (const char* name : {"identity", "source", "topology", "parameters", "review"}) {
            page(u"wizard-provision-"_s + QLatin1StringView(name));
            if (button(u"provision-wizard/next"_s)->isVisible())
                click(u"provision-wizard/next"_s);
        }
        delete m_wizard;
        openDestroy();
        page(u"wizard-destroy-impact"_s);
        click(u"destroy-wizard/next"_s);
        page(u"wizard-destroy-confirm"_s);
        delete m_wizard;
    }
    ThemeHub::instance().apply(ThemeName::Dark, 1.0);
}

void TestWizardWindows::everyControlOfTheWizardsHasAName()
{
    QStringList nameless;
    const auto look = [&] {
        const QList<QWidget*> widgets = m_wizard->findChildren<QWidget*>();
        for (QWidget* widget : widgets) {
            const bool control = qobject_cast<QAbstractButton*>(widget) || qobject_cast<QLineEdit*>(widget) ||
                                 qobject_cast<QAbstractItemView*>(widget);
            if (!control || widget->objectName().startsWith("qt_"_L1) || widget->inherits("QHeaderView") ||
                widget->inherits("QComboBoxListView"))
                continue;
            if (widget->objectName().isEmpty() || widget->accessibleName().isEmpty())
                nameless.append(QLatin1StringView(widget->metaObject()->className()) + u" '"_s +
                                widget->objectName() + u"' in "_s + widget->parentWidget()->objectName());
        }
    };
    openProvision();
    look();
    delete m_wizard;
    openDestroy();
    look();
    QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u'\n')));
}

} // namespace Drover

QTEST_MAIN(Drover::TestWizardWindows)
#include "tst_wizardwindows.moc"
