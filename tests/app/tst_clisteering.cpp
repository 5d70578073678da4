#include "tests/app/fakeshell.h"
#include "tests/support/fleetscene.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Drover;
using Testing::FakeShell;
using Testing::FleetScene;

/// What is typed reaches the engine as the right command, and refusals reach the person.
class TestCliSteering : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void provisionAsksForWhatWasTyped();
    void aPlanExits0WhenAllowedAnd2WhenBlocked();
    void ifPlanTravelsWithTheCommand();
    void destroyNeedsTheNameTwice();
    void refusalsNameReasonAndRemedy();
    void steeringVerbsSendTheirCommand_data();
    void steeringVerbsSendTheirCommand();
    void machineSetSendsParamsAndFields();
    void poolCreateSendsThePool();

private:
    std::unique_ptr<FakeShell> m_shell;
    FleetScene m_scene;
};

void TestCliSteering::init()
{
    m_shell = std::make_unique<FakeShell>();
    m_shell->engine.snapshot = m_scene.snapshot();
    m_shell->engine.onAsk = [this](const Query& query) { return m_scene.answer(query); };
}

void TestCliSteering::provisionAsksForWhatWasTyped()
{
    QTemporaryDir dir;
    QFile file(dir.filePath(u"o.yaml"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("on-member-failure: hold\nkeep: true\n");
    file.close();
    QCOMPARE(m_shell->run({u"cluster"_s,
                           u"provision"_s,
                           u"blue"_s,
                           u"--broker"_s,
                           u"b"_s,
                           u"--application"_s,
                           u"app"_s,
                           u"--role"_s,
                           u"control-plane=3"_s,
                           u"--role"_s,
                           u"worker=5"_s,
                           u"--param"_s,
                           u"x/y=[1]"_s,
                           u"--minimum"_s,
                           u"2"_s,
                           u"--set"_s,
                           u"on-member-failure=replace"_s,
                           u"--options"_s,
                           file.fileName(),
                           u"--accept-warnings"_s,
                           u"--reason"_s,
                           u"for the test"_s,
                           u"--if-plan"_s,
                           u"p1"_s}),
             0);
    const CommandRequest& request = m_shell->engine.submitted.constLast();
    const auto* start = std::get_if<Commands::StartOperation>(&request.command);
    QVERIFY(start);
    QVERIFY(start->request.kind == OperationKind::Provision);
    QCOMPARE(start->request.cluster, u"blue"_s);
    QCOMPARE(start->request.broker, u"b"_s);
    QCOMPARE(start->request.application, u"app"_s);
    QCOMPARE(start->request.counts.value(u"control-plane"_s), 3);
    QCOMPARE(start->request.counts.value(u"worker"_s), 5);
    QCOMPARE(start->request.params.value(u"x/y"_s).toArray().size(), 1);
    QCOMPARE(start->request.minimum.value_or(0), 2);
    QCOMPARE(start->request.options.value(u"on-member-failure"_s).toString(), u"replace"_s);
    QCOMPARE(start->request.options.value(u"keep"_s).toBool(), true);
    QCOMPARE(start->ifPlan, u"p1"_s);
    QVERIFY(start->acceptWarnings);
    QCOMPARE(request.reason, u"for the test"_s);
    QCOMPARE(request.via, u"cli"_s);
    QCOMPARE(request.actor, u"user:kim"_s);
    QVERIFY(!request.id.isEmpty());
}

void TestCliSteering::aPlanExits0WhenAllowedAnd2WhenBlocked()
{
    Plan plan;
    plan.id = u"plan-1"_s;
    plan.allowed = true;
    plan.steps.append({StepKind::CreateCluster, u"universal-start"_s, {}, u"create the cluster"_s});
    plan.add.append({{}, u"web-1"_s, u"worker"_s, u"w-1"_s, false, u"r01"_s, u"longest free"_s});
    plan.batches = {{u"web-1"_s}};
    plan.checks.append({Severity::Info, u"enough"_s, u"1 of 4 is enough"_s, {}});
    plan.quorum.append({u"control-plane"_s, 3, 2, 3});
    plan.predictedP50 = Duration(90000);
    m_shell->engine.onAsk = [&](const Query& query) -> Result<Answer> {
        plan.request = std::get<Queries::MakePlan>(query).request;
        return Answers::PlanAnswer{plan};
    };
    QCOMPARE(m_shell->run(u"cluster provision blue --role worker=1 --plan -o json"_s), 0);
    const QJsonObject document = m_shell->outObject();
    for (const QString& key : {u"id"_s, u"seq"_s, u"allowed"_s, u"steps"_s, u"add"_s, u"remove"_s,
                               u"batches"_s, u"checks"_s, u"availability"_s, u"quorum"_s, u"predicted"_s})
        QVERIFY2(document.contains(key), qPrintable(key));
    QCOMPARE(document.value(u"add"_s).toArray().first().toObject().value(u"machine"_s).toString(),
             u"web-1"_s);
    QCOMPARE(document.value(u"predicted"_s).toObject().value(u"p50"_s).toDouble(), 90.0);
    QCOMPARE(document.value(u"batches"_s).toArray().first().toArray().first().toString(), u"web-1"_s);
    QCOMPARE(m_shell->run(u"cluster provision blue --role worker=1 --plan --if-plan other"_s), 2);
    QVERIFY(m_shell->out().contains(u"plan-1"_s));

    plan.allowed = false;
    plan.checks.append(
        {Severity::Block, u"pool-short"_s, u"the pool has 0 free, 1 is needed"_s, u"pool default"_s});
    QCOMPARE(m_shell->run(u"cluster provision blue --role worker=1 --plan -o json"_s), 2);
    QCOMPARE(m_shell->outObject().value(u"allowed"_s), QJsonValue(false));
    QCOMPARE(m_shell->run(u"cluster provision blue --role worker=1 --plan"_s), 2);
    QVERIFY(m_shell->out().contains(u"BLOCK"_s));
    QVERIFY(m_shell->out().contains(u"the pool has 0 free"_s));
    QVERIFY(m_shell->engine.submitted.isEmpty());
}

void TestCliSteering::ifPlanTravelsWithTheCommand()
{
    m_shell->engine.onSubmit = [](const CommandRequest&) -> Result<Receipt> {
        return fail(u"plan-differs"_s, u"today's plan is p2: web-2 instead of web-1"_s,
                    u"look at it again"_s);
    };
    QCOMPARE(m_shell->run(u"cluster provision blue --if-plan p1"_s), 2);
    QCOMPARE(m_shell->engine.lastCommand<Commands::StartOperation>()->ifPlan, u"p1"_s);
    QVERIFY(m_shell->err().contains(u"web-2 instead of web-1"_s));
}

void TestCliSteering::destroyNeedsTheNameTwice()
{
    for (const QString& line : {u"cluster destroy blue"_s, u"cluster destroy blue --confirm bleu"_s}) {
        QCOMPARE(m_shell->run(line), 2);
        QVERIFY(m_shell->err().contains(u"--confirm blue"_s));
        QVERIFY(m_shell->engine.submitted.isEmpty());
    }
    QCOMPARE(m_shell->run(u"cluster destroy blue --confirm blue --set drain=skip"_s), 0);
    const auto* start = m_shell->engine.lastCommand<Commands::StartOperation>();
    QVERIFY(start && start->request.kind == OperationKind::Destroy);
    QCOMPARE(start->request.cluster, u"blue"_s);
    QCOMPARE(start->request.options.value(u"drain"_s).toString(), u"skip"_s);
    QCOMPARE(start->confirmWipe, 0);
    QCOMPARE(m_shell->run(u"cluster destroy blue --confirm blue --confirm-wipe 3"_s), 0);
    QCOMPARE(m_shell->engine.lastCommand<Commands::StartOperation>()->confirmWipe, 3);
    QCOMPARE(m_shell->run(u"cluster destroy blue --confirm blue --confirm-wipe all"_s), 2);
}

void TestCliSteering::refusalsNameReasonAndRemedy()
{
    m_shell->engine.onSubmit = [](const CommandRequest&) -> Result<Receipt> {
        return fail(u"locked"_s, u"machine web-1 is locked by kim"_s, u"unlock it first"_s,
                    u"machine web-1"_s);
    };
    QCOMPARE(m_shell->run(u"machine retry web-1"_s), 2);
    QCOMPARE(m_shell->err(), u"machine web-1 is locked by kim\nunlock it first\n"_s);
    QCOMPARE(m_shell->out(), QString());
    QCOMPARE(m_shell->run(u"machine retry web-1 -o json --quiet"_s), 2);
    QCOMPARE(m_shell->errObject(), (QJsonObject{{u"refused"_s, true},
                                                {u"code"_s, u"locked"_s},
                                                {u"text"_s, u"machine web-1 is locked by kim"_s},
                                                {u"remedy"_s, u"unlock it first"_s},
                                                {u"object"_s, u"machine web-1"_s}}));
}

void TestCliSteering::steeringVerbsSendTheirCommand_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<Command>("command");
    const OperationId op{7};
    QTest::newRow("pause") << u"operation pause op-7"_s << Command(Commands::PauseOperation{op});
    QTest::newRow("pause by number") << u"operation pause 7"_s << Command(Commands::PauseOperation{op});
    QTest::newRow("resume") << u"operation resume op-7"_s << Command(Commands::ResumeOperation{op});
    QTest::newRow("retry") << u"operation retry op-7"_s << Command(Commands::RetryOperation{op});
    QTest::newRow("abort") << u"operation abort op-7"_s << Command(Commands::AbortOperation{op, false});
    QTest::newRow("job") << u"job cancel j-12"_s << Command(Commands::CancelJob{JobId{12}});
    QTest::newRow("delete") << u"machine delete a"_s << Command(Commands::DeleteMachine{u"a"_s});
    QTest::newRow("machine retry") << u"machine retry a"_s << Command(Commands::RetryMachine{u"a"_s});
    QTest::newRow("return") << u"machine return a"_s << Command(Commands::ReturnMachine{u"a"_s, false});
    QTest::newRow("accept") << u"machine return a --accept --reason wiped"_s
                            << Command(Commands::ReturnMachine{u"a"_s, true});
    QTest::newRow("lock") << u"machine lock a --reason disk"_s
                          << Command(Commands::LockMachine{u"a"_s, true});
    QTest::newRow("lock for a while")
        << u"machine lock a --until 2030-01-31T08:00:00Z --reason disk"_s
        << Command(Commands::LockMachine{u"a"_s, true, *Instant::fromString(u"2030-01-31T08:00:00Z"_s)});
    QTest::newRow("pause for a while")
        << u"operation pause op-7 --until 2030-01-31T08:00:00Z"_s
        << Command(Commands::PauseOperation{op, *Instant::fromString(u"2030-01-31T08:00:00Z"_s)});
    QTest::newRow("unlock") << u"machine unlock a"_s << Command(Commands::LockMachine{u"a"_s, false});
}

void TestCliSteering::steeringVerbsSendTheirCommand()
{
    QFETCH(QString, line);
    QFETCH(Command, command);
    QCOMPARE(m_shell->run(line), 0);
    QCOMPARE(m_shell->engine.submitted.size(), 1);
    QVERIFY(m_shell->engine.submitted.first().command == command);
    QCOMPARE(m_shell->engine.submitted.first().reason,
             line.contains(u"--reason "_s) ? line.section(u' ', -1) : QString());
}

void TestCliSteering::machineSetSendsParamsAndFields()
{
    QCOMPARE(m_shell->run(u"machine set a x=1 --param y=two --unset z"_s), 0);
    const auto* set = m_shell->engine.lastCommand<Commands::EditMachine>();
    QVERIFY(set && !set->address && !set->profiles);
    QCOMPARE(set->machine, u"a"_s);
    QCOMPARE(set->set, (QJsonObject{{u"x"_s, 1}, {u"y"_s, u"two"_s}}));
    QCOMPARE(set->unset, QStringList{u"z"_s});
    QCOMPARE(m_shell->run(u"machine set a --address 10.0.0.9 --profile p --profile q"_s), 0);
    const auto* edit = m_shell->engine.lastCommand<Commands::EditMachine>();
    QVERIFY(edit && !edit->description);
    QCOMPARE(*edit->address, u"10.0.0.9"_s);
    QCOMPARE(*edit->profiles, QStringList({u"p"_s, u"q"_s}));
    m_shell->engine.submitted.clear();
    QCOMPARE(m_shell->run(u"machine set a"_s), 2);
    QVERIFY(m_shell->engine.submitted.isEmpty());
}

void TestCliSteering::poolCreateSendsThePool()
{
    QCOMPARE(m_shell->run(u"pool create edge --parent default --min-free 3 --release-workflow wipe"_s), 0);
    const auto* save = m_shell->engine.lastCommand<Commands::SavePool>();
    QVERIFY(save && save->create);
    QCOMPARE(save->pool.name, u"edge"_s);
    QCOMPARE(save->pool.parent, u"default"_s);
    QCOMPARE(save->pool.minFree, 3);
    QCOMPARE(save->pool.releaseActions.workflow, u"wipe"_s);
    QCOMPARE(m_shell->run(u"pool status default -o json"_s), 0);
    QCOMPARE(m_shell->outArray().size(), 1);
}

QTEST_GUILESS_MAIN(TestCliSteering)
#include "tst_clisteering.moc"
