#include "tests/app/droverprogram.h"

#include <QFile>

using namespace Qt::StringLiterals;
using Drover::Testing::DroverProgram;
using Drover::Testing::programDeadlineMs;
using Drover::Testing::Ran;

namespace {

QStringList named(const QJsonArray& documents, const QString& key, const QString& value)
{
    QStringList names;
    for (const QJsonValue document : documents) {
        if (document.toObject().value(key).toString() == value)
            names.append(document.toObject().value(u"name"_s).toString());
    }
    return names;
}

} // namespace

/// The real executable, as a script uses it: in data directories of its own, at full simulated speed.
class TestDrover : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_drover = std::make_unique<DroverProgram>(); }

    void askingForTheVersionTouchesNothing();
    void wrongUsageExits2();
    void aNewDirectoryHasItsPoolAndBroker();
    void demoFillsAnEmptyDirectoryOnly();
    void aClusterIsProvisionedAndDestroyed();
    void aPlanChangesNothing();
    void aBlockedPlanExits2();
    void ifPlanHoldsTheApprovedPlan();
    void optionsAreRefusedWithWhatThereIs_data();
    void optionsAreRefusedWithWhatThereIs();
    void withoutWaitACommandIsAccepted();
    void badInventoryImportsNothing();
    void machineSetIsAllOrNothing();
    void withoutItsKeyADirectoryStaysClosed();
    void aDirectoryThatIsNoneIsSaidSo();
    void doctorFindsWhatIsWrong();

private:
    void demo(int machines)
    {
        const Ran made = m_drover->run(u"demo --machines %1 --seed 7 --speed max"_s.arg(machines));
        QVERIFY2(made.code == 0, made.all().constData());
    }

    std::unique_ptr<DroverProgram> m_drover;
};

void TestDrover::askingForTheVersionTouchesNothing()
{
    const Ran version = m_drover->run(u"--version"_s);
    QCOMPARE(version.code, 0);
    QVERIFY(version.out.startsWith("drover "));
    QVERIFY(!QFile::exists(m_drover->data)); // and has touched nothing
}

void TestDrover::wrongUsageExits2()
{
    const Ran unknown = m_drover->run(u"explode"_s);
    QCOMPARE(unknown.code, 2);
    QVERIFY(unknown.err.contains("drover --help"));
    QVERIFY(unknown.out.isEmpty());
    QVERIFY(m_drover->run(u"get clusters --nonsense -o json"_s).refused().value(u"refused"_s).toBool());
    QVERIFY(!QFile::exists(m_drover->data));
}

void TestDrover::aNewDirectoryHasItsPoolAndBroker()
{
    const Ran pools = m_drover->run(u"get pools -o json"_s);
    QVERIFY2(pools.code == 0, pools.all().constData());
    QCOMPARE(pools.array().size(), 1);
    QCOMPARE(pools.array().first().toObject().value(u"name"_s).toString(), u"default"_s);
    const Ran brokers = m_drover->run(u"get brokers -o json"_s);
    QCOMPARE(brokers.array().size(), 1);
    QCOMPARE(brokers.array().first().toObject().value(u"name"_s).toString(), u"pool-broker"_s);
    QVERIFY(brokers.array().first().toObject().value(u"workOrderMode"_s).toBool());
    // What a newcomer can try is offered, and works at once; what the engine starts itself is not.
    const Ran blueprints = m_drover->run(u"get blueprints"_s);
    QVERIFY(blueprints.out.contains("uptime-check") && !blueprints.out.contains("broker-allocate"));
    const Ran tried = m_drover->run(u"cluster run pool-broker uptime-check --wait"_s);
    QVERIFY2(tried.code == 0, tried.all().constData());
    const Ran reserved = m_drover->run(u"cluster run pool-broker broker-allocate"_s);
    QCOMPARE(reserved.code, 2);
    QVERIFY2(reserved.err.contains("drover cluster provision"), reserved.all().constData());
    const Ran workflows = m_drover->run(u"get workflows universal-discover -o json"_s);
    QVERIFY2(workflows.code == 0, workflows.all().constData());
}

void TestDrover::demoFillsAnEmptyDirectoryOnly()
{
    const Ran made = m_drover->run(u"demo --machines 30 --pools 2 --seed 3 --speed max -o json"_s);
    QVERIFY2(made.code == 0, made.all().constData());
    const Ran machines = m_drover->run(u"get machines -o json"_s);
    QCOMPARE(machines.array().size(), 30);
    QCOMPARE(named(machines.array(), u"poolStatus"_s, u"Free"_s).size(), 30);
    QCOMPARE(named(machines.array(), u"pool"_s, u"default"_s).size(), 15);
    const Ran again = m_drover->run(u"demo --machines 30 -o json"_s);
    QCOMPARE(again.code, 2);
    QCOMPARE(again.refused().value(u"code"_s).toString(), u"directory-not-empty"_s);
    QCOMPARE(m_drover->run(u"get machines -o json"_s).array().size(), 30);
}

void TestDrover::aClusterIsProvisionedAndDestroyed()
{
    demo(12);
    const Ran made = m_drover->run(
        u"cluster provision blue --role control-plane=3 --role worker=4 --accept-warnings --wait -o json"_s);
    QVERIFY2(made.code == 0, made.all().constData());
    QCOMPARE(made.object().value(u"state"_s).toString(), u"finished"_s);
    QVERIFY(made.err.contains("provision blue"));

    const QJsonObject cluster = m_drover->run(u"get clusters blue -o json"_s).array().first().toObject();
    QCOMPARE(cluster.value(u"state"_s).toString(), u"ready"_s);
    QCOMPARE(cluster.value(u"ready"_s).toInt(), 7);
    QCOMPARE(cluster.value(u"desired"_s).toInt(), 7);
    QCOMPARE(cluster.value(u"workflowComplete"_s), QJsonValue(true));
    QCOMPARE(cluster.value(u"workOrderMode"_s), QJsonValue(true));
    QCOMPARE(cluster.value(u"members"_s).toArray().size(), 7);
    QCOMPARE(cluster.value(u"operation"_s).toString(), QString());

    const QJsonArray machines = m_drover->run(u"get machines -o json"_s).array();
    QCOMPARE(named(machines, u"poolStatus"_s, u"InUse"_s).size(), 7);
    QCOMPARE(named(machines, u"cluster"_s, u"blue"_s).size(), 7);
    const QJsonArray gates = m_drover->run(u"get gates -o json"_s).array();
    QVERIFY(!gates.isEmpty());
    QVERIFY(gates.first().toObject().value(u"open"_s).toBool());
    const QJsonArray jobs = m_drover->run(u"get jobs --cluster blue -o json"_s).array();
    QVERIFY(jobs.size() > 50);
    const QString job = jobs.last().toObject().value(u"id"_s).toString();
    QCOMPARE(m_drover->run(u"logs "_s + job).code, 0);
    QCOMPARE(m_drover->run(u"describe cluster blue"_s).code, 0);
    const QString member = cluster.value(u"members"_s).toArray().first().toString();
    const Ran described = m_drover->run(u"describe machine %1 -o json"_s.arg(member));
    QVERIFY2(described.code == 0, described.all().constData());
    QVERIFY(!described.object().value(u"effectiveParams"_s).toArray().isEmpty());

    const Ran unconfirmed = m_drover->run(u"cluster destroy blue --wait"_s);
    QCOMPARE(unconfirmed.code, 2);
    const Ran destroyed =
        m_drover->run(u"cluster destroy blue --confirm blue --reason test --wait -o json"_s);
    QVERIFY2(destroyed.code == 0, destroyed.all().constData());
    QCOMPARE(m_drover->run(u"get clusters -o json"_s).array().size(), 0);
    QCOMPARE(named(m_drover->run(u"get machines -o json"_s).array(), u"poolStatus"_s, u"Free"_s).size(), 12);
    const Ran verified = m_drover->run(u"journal verify -o json"_s);
    QVERIFY2(verified.code == 0, verified.all().constData());
    for (const QString& key : {u"ok"_s, u"events"_s, u"rows"_s, u"problems"_s})
        QVERIFY2(verified.object().contains(key), qPrintable(key));
    QVERIFY(verified.object().value(u"ok"_s).toBool());
}

void TestDrover::aPlanChangesNothing()
{
    demo(6);
    const QByteArray before = m_drover->run(u"journal export"_s).out;
    const Ran plan =
        m_drover->run(u"cluster provision blue --role control-plane=1 --role worker=2 --plan -o json"_s);
    QVERIFY2(plan.code == 0, plan.all().constData());
    QVERIFY(plan.object().value(u"allowed"_s).toBool());
    QCOMPARE(plan.object().value(u"add"_s).toArray().size(), 3);
    for (const QString& key : {u"machine"_s, u"role"_s, u"reason"_s})
        QVERIFY(!plan.object().value(u"add"_s).toArray().first().toObject().value(key).toString().isEmpty());
    QVERIFY(!plan.object().value(u"steps"_s).toArray().isEmpty());
    QCOMPARE(m_drover->run(u"journal export"_s).out, before);
    QCOMPARE(
        m_drover->run(u"cluster provision blue --role control-plane=1 --role worker=2 --plan -o json"_s).out,
        plan.out);
}

void TestDrover::aBlockedPlanExits2()
{
    demo(2);
    const Ran plan =
        m_drover->run(u"cluster provision blue --role control-plane=3 --role worker=2 --plan -o json"_s);
    QCOMPARE(plan.code, 2);
    QCOMPARE(plan.object().value(u"allowed"_s), QJsonValue(false));
    const Ran started =
        m_drover->run(u"cluster provision blue --role control-plane=3 --role worker=2 --wait -o json"_s);
    QCOMPARE(started.code, 2);
    QVERIFY2(started.refused().value(u"refused"_s).toBool(), started.all().constData());
    QCOMPARE(m_drover->run(u"get clusters -o json"_s).array().size(), 0);
    QCOMPARE(m_drover->run(u"get pools -o json"_s)
                 .array()
                 .first()
                 .toObject()
                 .value(u"counts"_s)
                 .toObject()
                 .value(u"Free"_s)
                 .toInt(),
             2);
}

void TestDrover::ifPlanHoldsTheApprovedPlan()
{
    demo(6);
    const QString wish = u"cluster provision blue --role control-plane=1 --role worker=2"_s;
    const QString id = m_drover->run(wish + u" --plan -o json"_s).object().value(u"id"_s).toString();
    QVERIFY(!id.isEmpty());
    const Ran other = m_drover->run(wish + u" --if-plan nonsense --wait"_s);
    QCOMPARE(other.code, 2);
    QVERIFY2(other.out.contains("becomes") || other.out.contains("steps"), other.all().constData());

    // The world has changed: what is different can be seen.
    const QString chosen = m_drover->run(wish + u" --plan -o json"_s)
                               .object()
                               .value(u"add"_s)
                               .toArray()
                               .first()[u"machine"_s]
                               .toString();
    QCOMPARE(m_drover->run(u"machine lock %1 --reason test"_s.arg(chosen)).code, 0);
    const Ran changed = m_drover->run(wish + u" --wait --if-plan "_s + id);
    QCOMPARE(changed.code, 2);
    QVERIFY2(changed.err.contains("\n- " + chosen.toUtf8() + " becomes control-plane\n"),
             changed.all().constData());
    QVERIFY2(changed.err.contains("\n+ "), changed.all().constData());
    QCOMPARE(m_drover->run(u"get clusters -o json"_s).array().size(), 0);
    QCOMPARE(m_drover->run(u"machine unlock %1 --reason test"_s.arg(chosen)).code, 0);
    const Ran same = m_drover->run(wish + u" --wait --if-plan "_s + id);
    QVERIFY2(same.code == 0, same.all().constData());
}

void TestDrover::optionsAreRefusedWithWhatThereIs_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QStringList>("remedy");
    const QString provision = u"cluster provision more"_s;
    const QString destroy = u"cluster destroy blue --confirm blue --reason done"_s;
    const QStringList ofProvision{u"on-member-failure (hold, replace, abort)"_s, u"minimum"_s};
    const QStringList ofDestroy{u"drain (ask, force, skip)"_s, u"drain-timeout"_s};
    const auto row = [](const char* name, const QString& line, const char* file, const QString& code,
                        const QStringList& remedy) {
        QTest::newRow(name) << line << QByteArray(file) << code << remedy;
    };
    row("provision, a misspelt key", provision + u" --set on-member-failur=hold"_s, "", u"option-unknown"_s,
        ofProvision + QStringList{u"did you mean “on-member-failure”?"_s});
    row("provision, a key of destroy", provision + u" --set drain=ask"_s, "", u"option-unknown"_s,
        ofProvision);
    row("provision, a bad value", provision + u" --set on-member-failure=holt"_s, "", u"option-invalid"_s,
        {u"did you mean “hold”?"_s, u"hold, replace, abort"_s});
    row("destroy, a misspelt key", destroy + u" --set drain-timout=5"_s, "", u"option-unknown"_s,
        ofDestroy + QStringList{u"did you mean “drain-timeout”?"_s});
    row("destroy, a bad value", destroy + u" --set drain-timeout=soon"_s, "", u"option-invalid"_s,
        {u"a whole number from 1 on"_s});
    row("provision, from a file", provision, "on-member-failure: hold\nminimun: 2\n", u"option-unknown"_s,
        ofProvision + QStringList{u"did you mean “minimum”?"_s});
    row("destroy, from a file", destroy, "drain: [ask]\n", u"option-invalid"_s, {u"ask, force, skip"_s});
}

void TestDrover::optionsAreRefusedWithWhatThereIs()
{
    QFETCH(QString, line);
    QFETCH(QByteArray, file);
    QFETCH(QString, code);
    QFETCH(QStringList, remedy);
    demo(6);
    QCOMPARE(m_drover->run(u"cluster provision blue --role worker=1 --accept-warnings --wait"_s).code, 0);
    const QString options = m_drover->filePath(u"options.yaml"_s);
    QFile written(options);
    QVERIFY(written.open(QIODevice::WriteOnly) && written.write(file) == file.size());
    written.close();
    const QByteArray before = m_drover->run(u"journal export"_s).out;
    for (const QString& how : {u" --plan"_s, u" --accept-warnings"_s}) {
        const QString from = file.isEmpty() ? QString() : u" --options "_s + options;
        const Ran ran = m_drover->run(line + from + how + u" -o json"_s);
        QVERIFY2(ran.code == 2, ran.all().constData());
        QCOMPARE(ran.refused().value(u"code"_s).toString(), code);
        for (const QString& words : remedy)
            QVERIFY2(ran.refused().value(u"remedy"_s).toString().contains(words), ran.all().constData());
    }
    QCOMPARE(m_drover->run(u"journal export"_s).out, before);
}

void TestDrover::withoutWaitACommandIsAccepted()
{
    demo(6);
    const Ran accepted =
        m_drover->run(u"cluster provision blue --role control-plane=1 --role worker=2 -o json"_s);
    QVERIFY2(accepted.code == 0, accepted.all().constData());
    QVERIFY(accepted.err.contains("accepted; runs when a console or `drover serve` is open"));
    const QString operation = accepted.object().value(u"id"_s).toString();
    // Nothing was started, and looking at it starts nothing either.
    QCOMPARE(named(m_drover->run(u"get machines -o json"_s).array(), u"poolStatus"_s, u"Free"_s).size(), 6);
    const Ran paused = m_drover->run(u"operation pause "_s + operation);
    QVERIFY2(paused.code == 0, paused.all().constData());
    const Ran resumed = m_drover->run(u"operation resume %1 --wait -o json"_s.arg(operation));
    QVERIFY2(resumed.code == 0, resumed.all().constData());
    QCOMPARE(resumed.object().value(u"state"_s).toString(), u"finished"_s);
}

void TestDrover::badInventoryImportsNothing()
{
    QFile file(m_drover->filePath(u"fleet.yaml"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("machines:\n  - name: a\n  - name: b\n    adress: 10.0.0.1\n");
    file.close();
    const Ran bad = m_drover->run({u"inventory"_s, u"import"_s, file.fileName()});
    QCOMPARE(bad.code, 2);
    QVERIFY2(bad.err.contains(file.fileName().toUtf8() + ":4"), bad.all().constData());
    QCOMPARE(m_drover->run(u"get machines -o json"_s).array().size(), 0);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("machines:\n  - name: a\n  - name: b\n    pool: nowhere\n");
    file.close();
    QCOMPARE(m_drover->run({u"inventory"_s, u"import"_s, file.fileName()}).code, 2);
    QCOMPARE(m_drover->run(u"get machines -o json"_s).array().size(), 0);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("machines:\n  - name: a\n  - name: b\n");
    file.close();
    const Ran good = m_drover->run({u"inventory"_s, u"import"_s, file.fileName()});
    QVERIFY2(good.code == 0, good.all().constData());
    QCOMPARE(m_drover->run(u"get machines -o json"_s).array().size(), 2);
}

void TestDrover::machineSetIsAllOrNothing()
{
    demo(1);
    const auto machine = [&] { return m_drover->run(u"get machines -o json"_s).array().first().toObject(); };
    const QJsonObject before = machine();
    const QString name = before.value(u"name"_s).toString();
    for (const QString& wrong : {u"--param location/rack=5"_s, u"--profile nowhere"_s, u"--address x"_s}) {
        const Ran refused = m_drover->run(
            u"machine set %1 --description new --param location/site=here %2"_s.arg(name, wrong));
        QVERIFY2(refused.code == 2, refused.all().constData());
        QCOMPARE(machine(), before);
    }
    const Ran good = m_drover->run(
        u"machine set %1 --description new --param location/site=here --unset location/rack"_s.arg(name));
    QVERIFY2(good.code == 0, good.all().constData());
    QCOMPARE(machine().value(u"description"_s).toString(), u"new"_s);
    QCOMPARE(machine().value(u"params"_s)[u"location/site"_s].toString(), u"here"_s);
    QVERIFY(!machine().value(u"params"_s).toObject().contains(u"location/rack"_s));
}

void TestDrover::withoutItsKeyADirectoryStaysClosed()
{
    QCOMPARE(m_drover->run(u"get pools"_s).code, 0);
    const QString key = m_drover->data + u"/key"_s;
    QVERIFY(QFile::rename(key, m_drover->filePath(u"kept"_s)));
    const Ran closed = m_drover->run(u"get pools -o json"_s);
    QCOMPARE(closed.code, 2);
    QCOMPARE(closed.refused().value(u"code"_s).toString(), u"key-missing"_s);
    QVERIFY(!QFile::exists(key)); // a new one would hide that the old one is gone
    QVERIFY(QFile::rename(m_drover->filePath(u"kept"_s), key));
    QCOMPARE(m_drover->run(u"get pools"_s).code, 0);
}

void TestDrover::aDirectoryThatIsNoneIsSaidSo()
{
    for (const QString& verb : {u"journal verify -o json"_s, u"journal export -o json"_s}) {
        const Ran ran = m_drover->run(verb);
        QCOMPARE(ran.code, 2);
        QCOMPARE(ran.refused().value(u"code"_s).toString(), u"directory-missing"_s);
    }
    QVERIFY(!QFile::exists(m_drover->data));
    QFile file(m_drover->data);
    QVERIFY(file.open(QIODevice::WriteOnly));
    const Ran ran = m_drover->run(u"get pools"_s);
    QCOMPARE(ran.code, 2);
    QVERIFY2(ran.err.contains("not a folder"), ran.all().constData());
}

void TestDrover::doctorFindsWhatIsWrong()
{
    QCOMPARE(m_drover->run(u"get pools"_s).code, 0);
    const Ran well = m_drover->run(u"doctor -o json"_s);
    QVERIFY2(well.code == 0, well.all().constData());
    QVERIFY(QFile::setPermissions(m_drover->data,
                                  QFile::permissions(m_drover->data) | QFile::ReadGroup | QFile::ExeGroup));
    const Ran exposed = m_drover->run(u"doctor -o json"_s);
    QCOMPARE(exposed.code, 1);
    bool told = false;
    for (const QJsonValue finding : exposed.array()) {
        const QJsonObject object = finding.toObject();
        if (object.value(u"check"_s).toString() == "data-directory"_L1)
            told = object.value(u"level"_s).toString() == "fail"_L1 &&
                   object.value(u"mend"_s).toString().contains(u"chmod"_s);
    }
    QVERIFY2(told, exposed.all().constData());
    QVERIFY(m_drover->run(u"get pools"_s).code != 0); // and the engine refuses it too
}

QTEST_GUILESS_MAIN(TestDrover)
#include "tst_drover.moc"
