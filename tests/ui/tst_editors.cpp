#include "models/commandsender.h"
#include "models/forms/editforms.h"
#include "models/historyloader.h"
#include "models/selection.h"
#include "tests/support/editingworld.h"
#include "tests/support/worldengine.h"
#include "tests/ui/screens.h"
#include "ui/forms/editactions.h"
#include "ui/forms/formdialog.h"
#include "ui/forms/tagsedit.h"
#include "ui/theme/themehub.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMainWindow>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QSlider>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace Drover {

/// The editors as a user meets them: opened from an action, typed into with the keyboard, refused, applied,
/// undone; on a real engine in memory.
class TestEditors : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void actionsFollowTheSelection();
    void paramsAreEditedByTheKeyboard();
    void aRefusalStaysInPlace();
    void closingAsksForWhatWasTyped();
    void tagsAreAddedAndTakenAway();
    void aStoredSecretIsReplacedNotShown();
    void aPoolIsMadeWithItsTransitions();
    void theCommandIsCopied();
    void anEditIsUndoneFromItsEvent();
    void everyEditorInBothThemes_data();
    void everyEditorInBothThemes();

private:
    FormDialog* dialog()
    {
        for (FormDialog* each : m_window->findChildren<FormDialog*>()) {
            if (each->isVisible())
                return each;
        }
        return nullptr;
    }
    template <class T>
    T* find(const QString& name)
    {
        return dialog() ? dialog()->findChild<T*>(name) : nullptr;
    }
    FormDialog* trigger(EditActions::Id id)
    {
        m_actions->action(id)->trigger();
        FormDialog* opened = dialog();
        if (!opened || !QTest::qWaitFor([opened] { return opened->controller().isLoaded(); }))
            return nullptr;
        return opened;
    }
    void select(const QString& key) { m_selection->select(key); }
    QString keyOf(const QString& machine) { return machineKey(m_world->machine(machine).id); }

    std::unique_ptr<EditingWorld> m_world;
    std::unique_ptr<WorldEngine> m_engine;
    std::unique_ptr<Replica> m_replica;
    std::unique_ptr<Selection> m_selection;
    std::unique_ptr<CommandSender> m_sender;
    std::unique_ptr<HistoryLoader> m_history;
    std::unique_ptr<QMainWindow> m_window;
    EditActions* m_actions = nullptr;
};

void TestEditors::init()
{
    ThemeHub::instance().apply(ThemeName::Dark, 1.0);
    m_world = std::make_unique<EditingWorld>();
    m_world->must(Commands::EditProfile{u"mine"_s, true, u"ours"_s, {{u"site/size"_s, 2}}, {}});
    Pool edge;
    edge.name = u"edge"_s;
    edge.description = u"small machines at the edge"_s;
    edge.enterActions.workflow = u"site-enter"_s;
    edge.enterActions.addProfiles = {u"site-base"_s};
    m_world->add(edge);
    m_world->must(Commands::StartOperation{EngineWorld::provision(u"c1"_s, 1, 2), {}, true});
    m_engine = std::make_unique<WorldEngine>(*m_world);
    m_replica = std::make_unique<Replica>();
    m_engine->subscribe(m_replica.get(), [this](const ChangeBatchPtr& batch) { m_replica->apply(*batch); });
    m_engine->publish();
    m_selection = std::make_unique<Selection>();
    m_sender = std::make_unique<CommandSender>(*m_engine, u"user:anna"_s);
    m_history = std::make_unique<HistoryLoader>(*m_engine, *m_replica);
    m_window = std::make_unique<QMainWindow>();
    m_window->resize(1280, 720);
    m_window->show();
    m_actions = new EditActions({*m_engine, *m_replica, *m_selection, *m_sender, *m_history}, m_window.get());
}

void TestEditors::cleanup()
{
    m_window.reset();
}

void TestEditors::actionsFollowTheSelection()
{
    using Id = EditActions::Id;
    const auto visible = [this](Id id) { return m_actions->action(id)->isVisible(); };
    QVERIFY(!visible(Id::EditParams) && !visible(Id::EditPool));
    select(keyOf(u"m-012"_s));
    QVERIFY(visible(Id::EditParams) && visible(Id::EditObject));
    QVERIFY(!visible(Id::RunBlueprint)); // it is in workflow mode
    select(clusterKey(u"c1"_s));
    QVERIFY(visible(Id::RunBlueprint));
    select(poolKey(u"default"_s));
    QVERIFY(visible(Id::EditPool) && visible(Id::AllocateMachines));
    const auto why = [this](Id id) {
        QAction* action = m_actions->action(id);
        return action->isEnabled() ? QString() : action->toolTip();
    };
    QVERIFY(why(Id::DeletePool).contains(u"root"_s) && why(Id::RemoveMachines).contains(u"root"_s));
    QCOMPARE(why(Id::AllocateMachines), QString());
    select(poolKey(u"edge"_s));
    QCOMPARE(why(Id::DeletePool), QString());
    QVERIFY(why(Id::AllocateMachines).contains(u"edge"_s)); // it has none
    m_replica->setSilent();
    QVERIFY(!m_actions->action(Id::EditPool)->isEnabled());
}

void TestEditors::paramsAreEditedByTheKeyboard()
{
    select(keyOf(u"m-012"_s));
    QVERIFY(trigger(EditActions::Id::EditParams));
    auto* search = find<QLineEdit>(u"edit-params/find"_s);
    QVERIFY(search);
    QTest::keyClicks(search, u"site/size"_s);
    auto* spin = find<QSpinBox>(u"edit-params/site/size"_s);
    QVERIFY(spin && spin->isVisible());
    QVERIFY(find<QSlider>(u"edit-params/site/size/slider"_s));
    QVERIFY(!spin->accessibleName().isEmpty());
    spin->setFocus();
    spin->selectAll();
    QTest::keyClicks(spin, u"8"_s);
    auto* apply = find<QPushButton>(u"edit-params/apply"_s);
    QTRY_VERIFY(apply->isEnabled());
    QTest::keyClick(dialog(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(!dialog());
    QCOMPARE(m_world->machine(u"m-012"_s).params.value(u"site/size"_s).toInt(), 8);
}

void TestEditors::aRefusalStaysInPlace()
{
    select(keyOf(u"m-012"_s));
    QVERIFY(trigger(EditActions::Id::EditObject));
    auto* address = find<QLineEdit>(u"edit-machine/address"_s);
    address->selectAll();
    QTest::keyClicks(address, u"10.0.0.3"_s);
    auto* trouble = find<QWidget>(u"edit-machine/trouble"_s);
    QTRY_VERIFY(trouble->isVisible());
    QVERIFY(trouble->accessibleName().contains(u"10.0.0.3"_s));
    QVERIFY(!find<QPushButton>(u"edit-machine/apply"_s)->isEnabled());
    QCOMPARE(address->text(), u"10.0.0.3"_s);
}

void TestEditors::closingAsksForWhatWasTyped()
{
    select(keyOf(u"m-012"_s));
    QVERIFY(trigger(EditActions::Id::EditObject));
    QTest::keyClicks(find<QLineEdit>(u"edit-machine/description"_s), u"new words"_s);
    QTest::keyClick(dialog(), Qt::Key_Escape);
    QVERIFY(dialog());
    auto* discard = find<QPushButton>(u"edit-machine/discard"_s);
    QVERIFY(discard->isVisible());
    QTest::keyClicks(find<QLineEdit>(u"edit-machine/description"_s), u" more"_s); // goes on
    QVERIFY(!discard->isVisible());
    QTest::keyClick(dialog(), Qt::Key_Escape);
    QTest::mouseClick(discard, Qt::LeftButton);
    QTRY_VERIFY(!dialog());
    QCOMPARE(m_world->machine(u"m-012"_s).description, QString());
}

void TestEditors::tagsAreAddedAndTakenAway()
{
    select(keyOf(u"m-012"_s));
    QVERIFY(trigger(EditActions::Id::EditObject));
    auto* field = find<QLineEdit>(u"edit-machine/profiles/add"_s);
    QVERIFY(field);
    QTest::keyClicks(field, u"mine,"_s);
    QTest::keyClicks(field, u"site-base"_s);
    QTest::keyClick(field, Qt::Key_Return);
    QVERIFY(find<QToolButton>(u"edit-machine/profiles/mine"_s));
    QTest::mouseClick(find<QToolButton>(u"edit-machine/profiles/mine"_s), Qt::LeftButton);
    auto* apply = find<QPushButton>(u"edit-machine/apply"_s);
    QTRY_VERIFY(apply->isEnabled());
    QTest::mouseClick(apply, Qt::LeftButton);
    QTRY_COMPARE(m_world->machine(u"m-012"_s).profiles, QStringList{u"site-base"_s});
}

void TestEditors::aStoredSecretIsReplacedNotShown()
{
    m_world->must(
        Commands::SetParams{u"m-012"_s, {}, {{u"site/key"_s, QJsonObject{{u"$sealed"_s, u"abc"_s}}}}, {}});
    select(keyOf(u"m-012"_s));
    QVERIFY(trigger(EditActions::Id::EditParams));
    auto* key = find<QLineEdit>(u"edit-params/site/key"_s);
    QVERIFY(key && key->isReadOnly() && key->text().isEmpty());
    QCOMPARE(key->echoMode(), QLineEdit::Password);
    QTest::mouseClick(find<QPushButton>(u"edit-params/site/key/replace"_s), Qt::LeftButton);
    QTest::keyClicks(key, u"a new one"_s);
    QTRY_VERIFY(find<QPushButton>(u"edit-params/apply"_s)->isEnabled());
    QTest::mouseClick(find<QPushButton>(u"edit-params/copy"_s), Qt::LeftButton);
    QVERIFY(QApplication::clipboard()->text().startsWith(u"drover machine set m-012"_s));
    QVERIFY(!QApplication::clipboard()->text().contains(u"a new one"_s));
}

void TestEditors::aPoolIsMadeWithItsTransitions()
{
    QVERIFY(trigger(EditActions::Id::NewPool));
    QTest::keyClicks(find<QLineEdit>(u"new-pool/name"_s), u"lab"_s);
    auto* workflow = find<QComboBox>(u"new-pool/enter/workflow"_s);
    workflow->setCurrentIndex(workflow->findText(u"site-enter"_s));
    emit workflow->activated(workflow->currentIndex());
    find<QPlainTextEdit>(u"new-pool/allocate/addParameters"_s)->setPlainText(uR"({"site/size": 4})"_s);
    auto* apply = find<QPushButton>(u"new-pool/apply"_s);
    QTRY_VERIFY(apply->isEnabled());
    QTest::mouseClick(apply, Qt::LeftButton);
    QTRY_VERIFY(m_world->state().find<Pool>(u"lab"_s));
    QCOMPARE(m_world->pool(u"lab"_s).enterActions.workflow, u"site-enter"_s);
    QCOMPARE(m_world->pool(u"lab"_s).allocateActions.addParameters, (QJsonObject{{u"site/size"_s, 4}}));
    QCOMPARE(m_world->pool(u"lab"_s).releaseActions.workflow, u"universal-decommission"_s);
}

void TestEditors::theCommandIsCopied()
{
    select(poolKey(u"edge"_s));
    QVERIFY(trigger(EditActions::Id::EditPool));
    find<QSpinBox>(u"edit-pool/minFree"_s)->setValue(4);
    auto* copy = find<QPushButton>(u"edit-pool/copy"_s);
    QTRY_VERIFY(copy->isVisible());
    QTest::mouseClick(copy, Qt::LeftButton);
    QCOMPARE(QApplication::clipboard()->text(), u"drover pool set edge --min-free 4"_s);
}

void TestEditors::anEditIsUndoneFromItsEvent()
{
    m_world->must(Commands::SetParams{u"m-012"_s, {}, {{u"site/size"_s, 7}}, {}});
    m_actions->undo(m_world->journal().last());
    auto* apply = find<QPushButton>(u"undo-change/apply"_s);
    QVERIFY(apply);
    QTRY_VERIFY(apply->isEnabled());
    QTest::mouseClick(apply, Qt::LeftButton);
    QTRY_VERIFY(!m_world->machine(u"m-012"_s).params.contains(u"site/size"_s));
}

void TestEditors::everyEditorInBothThemes_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("light");
    for (const bool light : {false, true}) {
        for (const QString& name : {u"edit-params"_s, u"edit-machine"_s, u"edit-profile"_s, u"edit-pool"_s,
                                    u"new-broker"_s, u"new-profile"_s, u"allocate-machines"_s,
                                    u"run-blueprint"_s, u"import-machines"_s, u"undo-change"_s})
            QTest::newRow(qPrintable(name + (light ? u" light"_s : u" dark"_s))) << name << light;
    }
}

void TestEditors::everyEditorInBothThemes()
{
    QFETCH(QString, name);
    QFETCH(bool, light);
    ThemeHub::instance().apply(light ? ThemeName::Light : ThemeName::Dark, 1.0);
    m_world->must(Commands::SetParams{u"m-012"_s, {}, {{u"site/size"_s, 7}}, {}});
    m_world->must(
        Commands::SetParams{u"m-012"_s, {}, {{u"site/key"_s, QJsonObject{{u"$sealed"_s, u"abc"_s}}}}, {}});
    m_engine->publish();
    QString field;
    QString text;
    if (name == "edit-params"_L1) {
        m_actions->open(paramsForm(m_world->machine(u"m-012"_s)));
        std::tie(field, text) = std::pair(u"site/size"_s, u"12"_s);
    } else if (name == "edit-machine"_L1) {
        m_actions->open(machineForm(*m_replica, m_world->machine(u"m-012"_s)));
        std::tie(field, text) = std::pair(u"address"_s, u"10.0.0.3"_s);
    } else if (name == "edit-profile"_L1) {
        m_actions->editProfile(u"mine"_s);
        std::tie(field, text) = std::pair(u"site/size"_s, u"5"_s);
    } else if (name == "edit-pool"_L1) {
        m_actions->open(poolForm(*m_replica, m_world->pool(u"edge"_s)));
        std::tie(field, text) = std::pair(u"minFree"_s, u"3"_s);
    } else if (name == "new-broker"_L1) {
        m_actions->open(newBrokerForm(*m_replica));
        std::tie(field, text) = std::pair(u"name"_s, u"edge-broker"_s);
    } else if (name == "new-profile"_L1) {
        m_actions->open(newProfileForm());
        std::tie(field, text) = std::pair(u"name"_s, u"site-west"_s);
    } else if (name == "allocate-machines"_L1) {
        m_actions->moveMachines(PoolMove::Allocate, u"default"_s);
        std::tie(field, text) = std::pair(u"count"_s, u"2"_s);
    } else if (name == "run-blueprint"_L1) {
        m_actions->runBlueprint({u"c1"_s});
        std::tie(field, text) = std::pair(u"blueprint"_s, u"site-order"_s);
    } else if (name == "import-machines"_L1) {
        m_actions->open(importForm());
        std::tie(field, text) =
            std::pair(u"inventory"_s, u"machines:\n- name: web-1\n  address: 10.5.0.1\n"_s);
    } else {
        m_actions->undo(m_world->journal().last());
    }
    FormDialog* shown = dialog();
    QVERIFY(shown);
    QCOMPARE(shown->objectName(), name);
    QTRY_VERIFY(shown->controller().isLoaded());
    if (!field.isEmpty())
        shown->controller().draft().setText(field, text);
    const auto settled = [shown] {
        const FormController& form = shown->controller();
        return !form.isTrying() && (form.trialTotal() > 0 || form.refusal() ||
                                    !shown->controller().draft().faultyFields().isEmpty());
    };
    QTRY_VERIFY(settled());
    QVERIFY(shown->width() <= 1280 && shown->height() <= 720);
    for (int i = 0; i < 4; ++i)
        QCoreApplication::sendPostedEvents();
    takeScreen(*shown, u"editor-%1-%2"_s.arg(name, light ? u"light"_s : u"dark"_s), 1);
    // Whatever takes the keys can be found and heard.
    const QList<QWidget*> inside = shown->findChildren<QWidget*>();
    for (const QWidget* each : inside) {
        if (!each->isVisible() || !(each->focusPolicy() & Qt::TabFocus) ||
            each->objectName().startsWith("qt_"_L1))
            continue;
        QVERIFY2(!each->objectName().isEmpty(), each->metaObject()->className());
        QVERIFY2(!each->accessibleName().isEmpty(), qPrintable(each->objectName()));
    }
}

} // namespace Drover

QTEST_MAIN(Drover::TestEditors)
#include "tst_editors.moc"
