#include "models/wizards/destroycontroller.h"
#include "models/wizards/provisioncontroller.h"
#include "tests/support/fakeengine.h"
#include "tests/support/fleetscene.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace Drover {

using namespace Testing;

/// The forms behind the wizards, without a window.
class TestWizards : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void plansOnceAfterTheLastEdit();
    void anAnswerThatIsOutOfDateIsDropped();
    void namesAreChecked_data();
    void namesAreChecked();
    void startsThePlanThatIsShown();
    void warningsMustBeAccepted();
    void aBlockedPlanCannotStart();
    void aChangedPlanComesBackWithItsDifferences();
    void paramsAreCheckedBySchema_data();
    void paramsAreCheckedBySchema();
    void aParamSetBackIsNoAnswer();
    void theCommandSaysTheSame();
    void destroyWantsTheNameAReasonAndTheWarnings();

private:
    void openProvision();

    FleetScene m_scene;
    std::unique_ptr<FakeEngine> m_engine;
    std::unique_ptr<Replica> m_replica;
    std::unique_ptr<CommandSender> m_sender;
    std::unique_ptr<ProvisionController> m_form;
};

void TestWizards::init()
{
    m_form.reset();
    m_sender.reset();
    m_engine = std::make_unique<FakeEngine>();
    m_engine->onAsk = [this](const Query& query) { return m_scene.answer(query); };
    m_replica = std::make_unique<Replica>();
    m_replica->apply(m_scene.snapshot());
    m_sender = std::make_unique<CommandSender>(*m_engine, u"user:test"_s);
}

void TestWizards::openProvision()
{
    m_form = std::make_unique<ProvisionController>(*m_engine, *m_replica, *m_sender);
    m_form->load();
    QTRY_VERIFY(m_form->application());
    m_form->setName(u"dale-prod-03"_s);
}

void TestWizards::plansOnceAfterTheLastEdit()
{
    openProvision();
    QElapsedTimer timer;
    timer.start();
    m_form->setCount(u"worker"_s, 7);
    m_form->setCount(u"worker"_s, 8);
    m_form->setCount(u"worker"_s, 9);
    QVERIFY(m_form->isPlanning());
    QCOMPARE(m_engine->askedCount<Queries::MakePlan>(), 0);
    QTRY_VERIFY(m_form->isCurrent());
    QVERIFY(timer.elapsed() >= PlanController::planDelay - 20);
    QCOMPARE(m_engine->askedCount<Queries::MakePlan>(), 1);
    QCOMPARE(m_form->plan()->add.size(), 12);
}

void TestWizards::anAnswerThatIsOutOfDateIsDropped()
{
    openProvision();
    m_engine->hold = true;
    m_form->setCount(u"worker"_s, 1);
    QTRY_COMPARE(m_engine->askedCount<Queries::MakePlan>(), 1);
    m_form->setCount(u"worker"_s, 2);
    QTRY_COMPARE(m_engine->askedCount<Queries::MakePlan>(), 2);
    QSignalSpy changed(m_form.get(), &PlanController::changed);
    m_engine->answerLast();
    QTRY_VERIFY(m_form->isCurrent());
    QCOMPARE(m_form->plan()->add.size(), 5);
    const auto before = changed.size();
    m_engine->answerNext(); // the first question's answer arrives last
    QCoreApplication::sendPostedEvents();
    QCOMPARE(m_form->plan()->add.size(), 5);
    QCOMPARE(changed.size(), before);
}

void TestWizards::namesAreChecked_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("code");
    QTest::newRow("good") << u"dale-prod-03"_s << QString();
    QTest::newRow("empty") << QString() << u"name-missing"_s;
    QTest::newRow("upper case") << u"Dale"_s << u"name-malformed"_s;
    QTest::newRow("hyphen at the end") << u"dale-"_s << u"name-malformed"_s;
    QTest::newRow("too long") << QString(64, u'a') << u"name-malformed"_s;
    QTest::newRow("slash") << u"a/b"_s << u"name-malformed"_s;
    QTest::newRow("taken") << u"dale-prod-02"_s << u"name-taken"_s;
}

void TestWizards::namesAreChecked()
{
    QFETCH(QString, name);
    QFETCH(QString, code);
    openProvision();
    m_form->setName(name);
    const QList<FormIssue> issues = m_form->issuesOf(ProvisionPage::Identity);
    QCOMPARE(issues.isEmpty() ? QString() : issues.constFirst().code, code);
    QCOMPARE(m_form->isPlanning(), code.isEmpty());
}

void TestWizards::startsThePlanThatIsShown()
{
    openProvision();
    m_form->setCount(u"control-plane"_s, 1);
    m_form->setReason(u"more room"_s);
    QTRY_VERIFY(m_form->isCurrent());
    QVERIFY(m_form->canStart());
    QSignalSpy started(m_form.get(), &PlanController::started);
    m_form->start();
    m_form->start(); // a second click starts nothing
    QTRY_COMPARE(started.size(), 1);
    QCOMPARE(m_engine->submitted.size(), 1);
    const auto* command = m_engine->lastCommand<Commands::StartOperation>();
    QVERIFY(command);
    QCOMPARE(command->ifPlan, m_form->plan()->id);
    QCOMPARE(command->request.counts.value(u"control-plane"_s), 1);
    QCOMPARE(m_engine->submitted.constFirst().reason, u"more room"_s);
}

void TestWizards::warningsMustBeAccepted()
{
    openProvision();
    QTRY_VERIFY(m_form->isCurrent());
    QCOMPARE(m_form->warnings(), 1);
    QVERIFY(!m_form->canStart());
    m_form->setAcceptsWarnings(true);
    QVERIFY(m_form->canStart());
    m_form->setCount(u"worker"_s, 7); // another plan, other warnings
    QVERIFY(!m_form->acceptsWarnings());
}

void TestWizards::aBlockedPlanCannotStart()
{
    openProvision();
    m_form->setCount(u"worker"_s, 200);
    QTRY_VERIFY(m_form->isCurrent());
    QCOMPARE(m_form->blocks(), 1);
    m_form->setAcceptsWarnings(true);
    QVERIFY(!m_form->canStart());
    m_form->start();
    QVERIFY(m_engine->submitted.isEmpty());
}

void TestWizards::aChangedPlanComesBackWithItsDifferences()
{
    openProvision();
    QTRY_VERIFY(m_form->isCurrent());
    m_form->setAcceptsWarnings(true);
    const QString taken = m_form->plan()->add.constFirst().name;
    m_engine->onSubmit = [](const CommandRequest&) -> Result<Receipt> {
        return fail(u"plan-changed"_s, u"The plan is not what it was."_s);
    };
    m_engine->onAsk = [this, taken](const Query& query) -> Result<Answer> {
        Result<Answer> answer = m_scene.answer(query);
        Plan& plan = std::get<Answers::PlanAnswer>(*answer).plan;
        plan.add.first().name = u"r99-u99"_s;
        plan.id = u"another"_s;
        return answer;
    };
    m_form->start();
    QTRY_VERIFY(m_form->isCurrent() && m_form->plan()->id == u"another"_s);
    QCOMPARE(m_form->refusal()->code, u"plan-changed"_s);
    QCOMPARE(m_form->difference().machinesIn, QStringList{u"r99-u99"_s});
    QCOMPARE(m_form->difference().machinesOut, QStringList{taken});
    QVERIFY(!m_form->acceptsWarnings());
    m_form->setCount(u"worker"_s, 7); // the next edit ends the comparison
    QVERIFY(!m_form->refusal() && m_form->difference().isEmpty());
}

void TestWizards::paramsAreCheckedBySchema_data()
{
    QTest::addColumn<QString>("param");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QJsonValue>("value");
    QTest::newRow("integer") << u"retry/max-attempts"_s << u"4"_s << QString() << QJsonValue(4);
    QTest::newRow("not a number") << u"retry/max-attempts"_s << u"four"_s << u"not-a-number"_s
                                  << QJsonValue(QJsonValue::Undefined);
    QTest::newRow("not whole") << u"retry/max-attempts"_s << u"1.5"_s << u"not-whole"_s
                               << QJsonValue(QJsonValue::Undefined);
    QTest::newRow("too large") << u"retry/max-attempts"_s << u"7"_s << u"too-large"_s
                               << QJsonValue(QJsonValue::Undefined);
    QTest::newRow("choice") << u"app/version"_s << u"1.32.1"_s << QString() << QJsonValue(u"1.32.1"_s);
    QTest::newRow("no choice") << u"app/version"_s << u"2.0"_s << u"no-choice"_s
                               << QJsonValue(QJsonValue::Undefined);
    QTest::newRow("missing") << u"app/version"_s << u""_s << u"missing"_s
                             << QJsonValue(QJsonValue::Undefined);
    QTest::newRow("pattern") << u"app/pod-cidr"_s << u"nonsense"_s << u"no-match"_s
                             << QJsonValue(QJsonValue::Undefined);
    QTest::newRow("boolean") << u"cluster/wait-for-members"_s << u"false"_s << QString() << QJsonValue(false);
    QTest::newRow("list") << u"ntp/servers"_s << u"[\"a\"]"_s << QString() << QJsonValue(QJsonArray{u"a"_s});
    QTest::newRow("no JSON") << u"ntp/servers"_s << u"[\"a\""_s << u"not-json"_s
                             << QJsonValue(QJsonValue::Undefined);
}

void TestWizards::paramsAreCheckedBySchema()
{
    QFETCH(QString, param);
    QFETCH(QString, text);
    QFETCH(QString, code);
    QFETCH(QJsonValue, value);
    openProvision();
    m_form->params().setText(param, text);
    QCOMPARE(m_form->params().issue(param).code, code);
    QCOMPARE(m_form->request().params.value(param), value);
    QCOMPARE(m_form->isPlanning(), code.isEmpty());
}

void TestWizards::aParamSetBackIsNoAnswer()
{
    openProvision();
    m_form->params().setText(u"retry/max-attempts"_s, u"5"_s);
    QCOMPARE(m_form->params().changedCount(), 1);
    m_form->params().setText(u"retry/max-attempts"_s, u"3"_s);
    QCOMPARE(m_form->params().changedCount(), 0);
    QVERIFY(m_form->request().params.isEmpty());
}

void TestWizards::theCommandSaysTheSame()
{
    openProvision();
    m_form->setCount(u"worker"_s, 4);
    m_form->setMinimum(2);
    m_form->params().setText(u"app/version"_s, u"1.32.1"_s);
    m_form->params().setText(u"install/root-password-hash"_s, u"$6$secret"_s);
    m_form->setReason(u"it's full"_s);
    QCOMPARE(
        m_form->commandText(),
        u"drover cluster provision dale-prod-03 --application base-cluster --role control-plane=3 --role "
        u"worker=4 "
        "--minimum 2 --param app/version=1.32.1 --reason 'it'\\''s full' # install/root-password-hash"_s);
    QVERIFY(!m_form->commandText().contains(u"secret"_s));
}

void TestWizards::destroyWantsTheNameAReasonAndTheWarnings()
{
    DestroyController form(*m_engine, *m_replica, *m_sender, u"fen-prod-01"_s);
    form.load();
    QTRY_VERIFY(form.isCurrent());
    QCOMPARE(form.memberCount(), 27);
    form.setTypedName(u"fen-prod-0"_s);
    QCOMPARE(form.charactersMissing(), 1);
    form.setReason(u"no longer used"_s);
    form.setAcceptsWarnings(true);
    QVERIFY(!form.canStart());
    form.setTypedName(u"fen-prod-02"_s);
    QCOMPARE(form.charactersMissing(), -1);
    form.setTypedName(u"fen-prod-01"_s);
    // Disks are erased: that is confirmed apart, by how many.
    QCOMPARE(form.wipes(), 2);
    QVERIFY(!form.canStart());
    for (const QString& wrong : {u"1"_s, u"27"_s, u"two"_s, u"-2"_s}) {
        form.setTypedWipes(wrong);
        QVERIFY(!form.canStart());
    }
    form.setTypedWipes(u" 2"_s);
    QVERIFY(form.canStart());
    QVERIFY(form.commandText().contains(u"--confirm-wipe 2"_s));
    form.setReason(u"  "_s);
    QVERIFY(!form.canStart());
    form.setReason(u"no longer used"_s);
    form.setAcceptsWarnings(false);
    QVERIFY(!form.canStart());
    form.setAcceptsWarnings(true);
    form.start();
    const auto* command = m_engine->lastCommand<Commands::StartOperation>();
    QVERIFY(command);
    QCOMPARE(command->request.kind, OperationKind::Destroy);
    QCOMPARE(command->ifPlan, form.plan()->id);
    QVERIFY(command->acceptWarnings);
    QCOMPARE(command->confirmWipe, 2);
}

} // namespace Drover

QTEST_GUILESS_MAIN(Drover::TestWizards)
#include "tst_wizards.moc"
