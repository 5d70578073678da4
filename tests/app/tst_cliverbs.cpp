#include "tests/app/fakeshell.h"
#include "tests/support/fleetscene.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Drover;
using Testing::FakeShell;
using Testing::FleetScene;

namespace {

/// The keys that are promised to scripts: kind → its documents' keys.
const QMap<QString, QStringList>& promisedKeys()
{
    static const QMap<QString, QStringList> keys{
        {u"clusters"_s,
         {u"name"_s, u"uuid"_s, u"state"_s, u"workflow"_s, u"workflowComplete"_s, u"workOrderMode"_s,
          u"ready"_s, u"desired"_s, u"health"_s, u"application"_s, u"version"_s, u"roles"_s, u"members"_s,
          u"operation"_s}},
        {u"machines"_s,
         {u"name"_s,          u"uuid"_s,       u"role"_s,          u"member"_s,   u"cluster"_s,
          u"pool"_s,          u"poolStatus"_s, u"poolAllocated"_s, u"workflow"_s, u"workflowComplete"_s,
          u"workOrderMode"_s, u"stage"_s,      u"currentTask"_s,   u"tasks"_s,    u"runnable"_s,
          u"waiting"_s,       u"locked"_s,     u"health"_s,        u"address"_s,  u"profiles"_s,
          u"params"_s}},
        {u"pools"_s, {u"name"_s, u"parent"_s, u"total"_s, u"counts"_s, u"minFree"_s}},
        {u"jobs"_s,
         {u"id"_s, u"machine"_s, u"cluster"_s, u"task"_s, u"stage"_s, u"workflow"_s, u"attempt"_s, u"state"_s,
          u"exitState"_s, u"exitCode"_s, u"started"_s, u"ended"_s, u"seconds"_s, u"workOrder"_s}},
        {u"operations"_s,
         {u"id"_s, u"kind"_s, u"cluster"_s, u"state"_s, u"progress"_s, u"reason"_s, u"actor"_s, u"via"_s,
          u"plan"_s, u"started"_s, u"ended"_s, u"why"_s}},
        {u"gates"_s,
         {u"cluster"_s, u"name"_s, u"role"_s, u"need"_s, u"arrived"_s, u"needed"_s, u"open"_s,
          u"openedAt"_s}},
        {u"work-orders"_s,
         {u"id"_s, u"target"_s, u"blueprint"_s, u"state"_s, u"created"_s, u"started"_s, u"ended"_s}},
        {u"events"_s, {u"seq"_s, u"at"_s, u"kind"_s, u"subject"_s, u"actor"_s, u"cause"_s, u"data"_s}},
    };
    return keys;
}

} // namespace

/// What is read is printed as documented, whole, and without secrets.
class TestCliVerbs : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void getHasThePromisedKeys_data();
    void getHasThePromisedKeys();
    void getFiltersByName();
    void anUnknownNameIsRefusedWithWhatIsNear();
    void anUnknownKindIsRefused();
    void timesAndDurationsHaveTheirForm();
    void tablesAndYamlShowTheSameObjects();
    void historyIsReadPageByPage();
    void secretsAreNeverPrinted();
    void describeShowsParamsWithTheirSource();
    void logsPrintTheOutput();
    void logsFollowUntilTheJobEnds();

private:
    std::unique_ptr<FakeShell> m_shell;
    FleetScene m_scene;
};

void TestCliVerbs::init()
{
    m_shell = std::make_unique<FakeShell>();
    m_shell->engine.snapshot = m_scene.snapshot();
    m_shell->engine.onAsk = [this](const Query& query) -> Result<Answer> {
        if (std::holds_alternative<Queries::FindEvents>(query)) {
            EventRecord record;
            record.seq = 9;
            record.at = FleetScene::at(14, 0, 0);
            record.actor = u"engine"_s;
            record.subject = u"machine web-1"_s;
            record.event = Events::GateOpened{u"blue"_s, u"cp-ready"_s, u"cp-2"_s};
            return Answers::Events{{record}, false};
        }
        if (std::holds_alternative<Queries::FindOperations>(query)) {
            Operation operation;
            operation.id = OperationId{2};
            operation.cluster = u"blue"_s;
            return Answers::Operations{{operation}, {}};
        }
        if (std::holds_alternative<Queries::FindWorkOrders>(query)) {
            WorkOrder order;
            order.id = WorkOrderId{4};
            order.targetName = u"blue"_s;
            order.blueprint = u"cluster-reevaluate"_s;
            order.created = FleetScene::at(14, 0, 0);
            return Answers::WorkOrders{{order}};
        }
        return m_scene.answer(query);
    };
}

void TestCliVerbs::getHasThePromisedKeys_data()
{
    QTest::addColumn<QString>("kind");
    for (auto it = promisedKeys().begin(); it != promisedKeys().end(); ++it)
        QTest::newRow(qPrintable(it.key())) << it.key();
}

void TestCliVerbs::getHasThePromisedKeys()
{
    QFETCH(QString, kind);
    QCOMPARE(m_shell->run(u"get %1 -o json"_s.arg(kind)), 0);
    const QJsonArray documents = m_shell->outArray();
    QVERIFY2(!documents.isEmpty(), qPrintable(m_shell->err()));
    for (const QJsonValue document : documents) {
        for (const QString& key : promisedKeys().value(kind))
            QVERIFY2(document.toObject().contains(key), qPrintable(key));
    }
    const QJsonObject first = documents.first().toObject();
    if (kind == "clusters"_L1) {
        const QJsonObject role = first.value(u"roles"_s).toArray().first().toObject();
        for (const QString& key : {u"role"_s, u"desired"_s, u"ready"_s, u"votes"_s})
            QVERIFY2(role.contains(key), qPrintable(key));
    }
    if (kind == "operations"_L1) {
        QVERIFY(first.value(u"progress"_s).toObject().contains(u"done"_s));
        for (const QString& key : {u"code"_s, u"text"_s, u"since"_s})
            QVERIFY(first.value(u"why"_s).toObject().contains(key));
    }
    if (kind == "pools"_L1) {
        for (const QString& status : {u"Free"_s, u"Building"_s, u"InUse"_s, u"HoldDestroy"_s})
            QVERIFY(first.value(u"counts"_s).toObject().contains(status));
    }
}

void TestCliVerbs::getFiltersByName()
{
    QCOMPARE(m_shell->run(u"get clusters -o json"_s), 0);
    const QString name = m_shell->outArray().last().toObject().value(u"name"_s).toString();
    QVERIFY(m_shell->outArray().size() > 1);
    QCOMPARE(m_shell->run(u"get cluster %1 -o json"_s.arg(name)), 0);
    QCOMPARE(m_shell->outArray().size(), 1);
    QCOMPARE(m_shell->outArray().first().toObject().value(u"name"_s).toString(), name);
    QVERIFY(m_shell->lastUse() == Shell::Use::Ask);
}

void TestCliVerbs::anUnknownNameIsRefusedWithWhatIsNear()
{
    QCOMPARE(m_shell->run(u"get pools defalt"_s), 2);
    QCOMPARE(m_shell->out(), QString());
    QVERIFY2(m_shell->err().contains(u"there is no pool defalt"_s), qPrintable(m_shell->err()));
    QCOMPARE(m_shell->run(u"get pools defalt -o json"_s), 2);
    const QJsonObject refused = m_shell->errObject();
    QCOMPARE(refused.value(u"refused"_s), QJsonValue(true));
    QCOMPARE(refused.value(u"code"_s).toString(), u"pool-unknown"_s);
    QCOMPARE(refused.value(u"object"_s).toString(), u"pool defalt"_s);
    QVERIFY(refused.contains(u"text"_s) && refused.contains(u"remedy"_s));
}

void TestCliVerbs::anUnknownKindIsRefused()
{
    QCOMPARE(m_shell->run(u"get machnes"_s), 2);
    QVERIFY2(m_shell->err().contains(u"machines"_s), qPrintable(m_shell->err()));
    QCOMPARE(m_shell->run(u"describe nothing x"_s), 2);
}

void TestCliVerbs::timesAndDurationsHaveTheirForm()
{
    Job done;
    done.id = JobId{3};
    done.machineName = u"web-1"_s;
    done.state = JobState::Finished;
    done.exitState = ExitState::Complete;
    done.started = FleetScene::at(14, 0, 0);
    done.ended = done.started + Duration(2500);
    Job open = done;
    open.id = JobId{4};
    open.state = JobState::Running;
    open.ended = {};
    m_shell->engine.onAsk = [=](const Query&) -> Result<Answer> {
        return Answers::Jobs{{open, done}, false};
    };
    m_shell->engine.snapshot.figures.now = done.started + Duration(7000);
    QCOMPARE(m_shell->run(u"get jobs -o json"_s), 0);
    const QJsonObject running = m_shell->outArray().at(0).toObject();
    const QJsonObject ended = m_shell->outArray().at(1).toObject();
    QCOMPARE(running.value(u"seconds"_s).toDouble(), 7.0);
    QVERIFY(running.value(u"ended"_s).isNull());
    QVERIFY(running.value(u"exitCode"_s).isNull());
    QCOMPARE(ended.value(u"seconds"_s).toDouble(), 2.5);
    QCOMPARE(ended.value(u"exitCode"_s).toInt(-1), 0);
    static const QRegularExpression form(u"^\\d{4}-\\d\\d-\\d\\dT14:00:02\\.500Z$"_s);
    QVERIFY(form.match(ended.value(u"ended"_s).toString()).hasMatch());
}

void TestCliVerbs::tablesAndYamlShowTheSameObjects()
{
    QCOMPARE(m_shell->run(u"get clusters -o json"_s), 0);
    const QJsonArray documents = m_shell->outArray();
    QCOMPARE(m_shell->run(u"get clusters"_s), 0);
    QCOMPARE(m_shell->out().count(u'\n'), documents.size() + 1);
    QVERIFY(m_shell->out().startsWith(u"NAME"_s));
    QCOMPARE(m_shell->run(u"get clusters -o yaml"_s), 0);
    for (const QJsonValue document : documents)
        QVERIFY(m_shell->out().contains(u"name: "_s + document.toObject().value(u"name"_s).toString()));
}

void TestCliVerbs::historyIsReadPageByPage()
{
    m_shell->engine.onAsk = [](const Query& query) -> Result<Answer> {
        const auto& find = std::get<Queries::FindJobs>(query);
        const qint64 from = find.before.isSet() ? find.before.value - 1 : 2500;
        Answers::Jobs page;
        for (qint64 id = from; id > 0 && page.jobs.size() < find.limit; --id) {
            Job job;
            job.id = JobId{id};
            page.jobs.append(job);
        }
        page.more = page.jobs.isEmpty() ? false : page.jobs.last().id.value > 1;
        return page;
    };
    QCOMPARE(m_shell->run(u"get jobs -o json"_s), 0);
    QCOMPARE(m_shell->outArray().size(), 2500);
    QCOMPARE(m_shell->run(u"get jobs --limit 1200 -o json"_s), 0);
    QCOMPARE(m_shell->outArray().size(), 1200);
    QCOMPARE(m_shell->outArray().first().toObject().value(u"id"_s).toString(), u"j-2500"_s);
}

void TestCliVerbs::secretsAreNeverPrinted()
{
    Machine machine = m_shell->engine.snapshot.machines.changed.last();
    machine.name = u"vault"_s;
    machine.kind = MachineKind::Machine;
    machine.params = {
        {u"token"_s, QJsonObject{{u"$sealed"_s, u"c2VhbGVk"_s}}},
        {u"deep"_s, QJsonArray{QJsonObject{{u"in"_s, QJsonObject{{u"$sealed"_s, u"c2VhbGVk"_s}}}}}}};
    m_shell->engine.snapshot.machines.changed.append(machine);
    for (const QString& format : {u"json"_s, u"yaml"_s, u"table"_s}) {
        QCOMPARE(m_shell->run(u"get machines -o "_s + format), 0);
        QVERIFY(!m_shell->out().contains(u"c2VhbGVk"_s));
    }
}

void TestCliVerbs::describeShowsParamsWithTheirSource()
{
    m_shell->engine.onAsk = [](const Query& query) -> Result<Answer> {
        if (std::holds_alternative<Queries::EffectiveParams>(query)) {
            Answers::ParamRow plain{u"app/port"_s,
                                    u"where it listens"_s,
                                    false,
                                    {{u"machine"_s, {}, 81}, {u"profile"_s, u"blue"_s, 80}}};
            Answers::ParamRow secret{u"app/token"_s, {}, true, {{u"profile"_s, u"blue"_s, u"geheim"_s}}};
            return Answers::Params{{plain, secret}};
        }
        if (std::holds_alternative<Queries::FindEvents>(query))
            return Answers::Events{};
        return Answers::Jobs{};
    };
    const QString name = m_shell->engine.snapshot.machines.changed.first().name;
    const MachineKind kind = m_shell->engine.snapshot.machines.changed.first().kind;
    const QString word = kind == MachineKind::Machine   ? u"machine"_s
                         : kind == MachineKind::Cluster ? u"cluster"_s
                                                        : u"broker"_s;
    QCOMPARE(m_shell->run(u"describe %1 %2 -o json"_s.arg(word, name)), 0);
    const QJsonArray params = m_shell->outObject().value(u"effectiveParams"_s).toArray();
    QCOMPARE(params.size(), 2);
    QCOMPARE(params.at(0).toObject().value(u"value"_s).toInt(), 81);
    QCOMPARE(params.at(0).toObject().value(u"layer"_s).toString(), u"machine"_s);
    QCOMPARE(
        params.at(0).toObject().value(u"hides"_s).toArray().first().toObject().value(u"source"_s).toString(),
        u"blue"_s);
    QVERIFY(!m_shell->out().contains(u"geheim"_s));
    QCOMPARE(m_shell->run(u"describe %1 %2"_s.arg(word, name)), 0);
    QVERIFY(m_shell->out().contains(u"EFFECTIVE PARAMS"_s));
    QVERIFY(!m_shell->out().contains(u"geheim"_s));
}

void TestCliVerbs::logsPrintTheOutput()
{
    m_shell->engine.onAsk = [](const Query& query) -> Result<Answer> {
        const auto& read = std::get<Queries::ReadOutput>(query);
        Answers::Output output{read.job, read.offset, qMin<qint64>(read.offset + 4, 10), 10, {}, false};
        output.text = u"0123456789"_s.mid(read.offset, output.next - read.offset);
        return output;
    };
    QCOMPARE(m_shell->run(u"logs j-5"_s), 0);
    QCOMPARE(m_shell->out(), u"0123456789"_s);
    QCOMPARE(m_shell->run(u"logs none"_s), 2);
}

void TestCliVerbs::logsFollowUntilTheJobEnds()
{
    QByteArray file = "one\n";
    bool ended = false;
    int asked = 0;
    m_shell->engine.onAsk = [&](const Query& query) -> Result<Answer> {
        const auto& read = std::get<Queries::ReadOutput>(query);
        Answers::Output output{read.job, read.offset, file.size(), file.size(), {}, ended};
        output.text = QString::fromUtf8(file.mid(read.offset));
        ++asked;
        QMetaObject::invokeMethod(
            this,
            [&, asked] {
                if (asked == 1)
                    file += "two\n";
                ended = asked > 1;
                m_shell->engine.publish(ChangeBatch{});
            },
            Qt::QueuedConnection);
        return output;
    };
    QCOMPARE(m_shell->run(u"logs -f j-5"_s), 0);
    QCOMPARE(m_shell->out(), u"one\ntwo\n"_s);
    // Without an owner nobody would ever say that it ended.
    QCoreApplication::sendPostedEvents(this); // what the last question set in motion
    m_shell->ownsEngine = true;
    ended = false;
    asked = 2;
    QCOMPARE(m_shell->run(u"logs -f j-5"_s), 3);
    QCOMPARE(m_shell->out(), u"one\ntwo\n"_s);
    QVERIFY(m_shell->err().contains(u"j-5 has not ended"_s));
}

QTEST_GUILESS_MAIN(TestCliVerbs)
#include "tst_cliverbs.moc"
