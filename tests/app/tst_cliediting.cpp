#include "tests/app/fakeshell.h"
#include "tests/support/fleetscene.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace Drover;
using Testing::FakeShell;
using Testing::FleetScene;

/// What is typed to edit pools, profiles, brokers and work orders reaches the engine as the right command.
class TestCliEditing : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void verbsSendTheirCommand_data();
    void verbsSendTheirCommand();
    void wrongUsageSendsNothing_data();
    void wrongUsageSendsNothing();
    void poolSetKeepsWhatIsNotNamed();
    void anEmptyWordEmptiesItsPart();
    void movedMachinesAreNamed();
    void everyVerbHasItsHelp_data();
    void everyVerbHasItsHelp();

private:
    std::unique_ptr<FakeShell> m_shell;
    FleetScene m_scene;
};

void TestCliEditing::init()
{
    m_shell = std::make_unique<FakeShell>();
    Machine broker;
    broker.id = MachineId{QUuid(1, 2, 0x4000, 0x80, 0, 0, 0, 0, 0, 0, 9)};
    broker.name = u"pool-broker"_s;
    broker.kind = MachineKind::ResourceBroker;
    m_shell->engine.snapshot = m_scene.snapshot();
    m_shell->engine.snapshot.machines.changed.append(broker);
    m_shell->engine.onAsk = [this](const Query& query) { return m_scene.answer(query); };
    m_shell->engine.onSubmit = [](const CommandRequest&) -> Result<Receipt> {
        return Receipt{3, {}, {}, u"done"_s, {}, {}};
    };
}

void TestCliEditing::verbsSendTheirCommand_data()
{
    using namespace Commands;
    QTest::addColumn<QString>("line");
    QTest::addColumn<Command>("command");
    const auto row = [](const QString& line, const Command& command) {
        QTest::newRow(qPrintable(line)) << line << command;
    };
    row(u"pool delete p"_s, DeletePool{u"p"_s});
    row(u"pool add p a b"_s, MoveMachines{PoolMove::Add, u"p"_s, {u"a"_s, u"b"_s}});
    row(u"pool add p --count 3 --from q"_s, MoveMachines{PoolMove::Add, u"p"_s, {}, 3, {}, {}, u"q"_s});
    row(u"pool remove p a"_s, MoveMachines{PoolMove::Remove, u"p"_s, {u"a"_s}});
    row(u"pool allocate p --machine a --machine b"_s,
        MoveMachines{PoolMove::Allocate, u"p"_s, {u"a"_s, u"b"_s}});
    row(u"pool allocate p --count 4 --minimum 2 --filter location/rack=r01"_s,
        MoveMachines{PoolMove::Allocate, u"p"_s, {}, 4, 2, {{u"location/rack"_s, u"r01"_s}}});
    PoolActions actions;
    actions.workflow = u"w"_s;
    actions.addProfiles = {u"x"_s};
    actions.addParameters = {{u"k"_s, 1}};
    row(u"pool release p a --workflow w --add-profile x --param k=1"_s,
        MoveMachines{PoolMove::Release, u"p"_s, {u"a"_s}, 0, {}, {}, {}, actions});
    row(u"profile create mine site/size=2 --description ours"_s,
        EditProfile{u"mine"_s, true, u"ours"_s, {{u"site/size"_s, 2}}, {}});
    row(u"profile set mine a=1 --param b=two --unset c"_s,
        EditProfile{u"mine"_s, false, {}, {{u"a"_s, 1}, {u"b"_s, u"two"_s}}, {u"c"_s}});
    row(u"profile delete mine"_s, DeleteProfile{u"mine"_s});
    row(u"broker create b --pool p --param k=1"_s, CreateBroker{u"b"_s, {}, u"p"_s, {{u"k"_s, 1}}});
    row(u"broker set pool-broker --pool p --unset k"_s,
        EditMachine{u"pool-broker"_s, {}, {}, {}, {{u"broker-pool/pool"_s, u"p"_s}}, {u"k"_s}});
    row(u"cluster run blue patch --param k=[1]"_s,
        CreateWorkOrder{u"blue"_s, u"patch"_s, {{u"k"_s, QJsonArray{1}}}});
    row(u"cluster run blue patch --each-member"_s, CreateWorkOrder{u"blue"_s, u"patch"_s, {}, true, {}});
    row(u"work-order cancel wo-4"_s, CancelWorkOrder{WorkOrderId{4}});
    row(u"undo 12"_s, UndoChange{12});
    row(u"undo #12 --reason mistaken"_s, UndoChange{12});
}

void TestCliEditing::verbsSendTheirCommand()
{
    QFETCH(QString, line);
    QFETCH(Command, command);
    QVERIFY2(m_shell->run(line) == 0, qPrintable(m_shell->err()));
    QCOMPARE(m_shell->engine.submitted.size(), 1);
    QVERIFY2(m_shell->engine.submitted.first().command == command,
             Json::toText(m_shell->engine.submitted.first().command).constData());
    QCOMPARE(m_shell->engine.submitted.first().reason,
             line.contains(u"--reason "_s) ? line.section(u' ', -1) : QString());
    QCOMPARE(m_shell->out(), u"done\n"_s);
}

void TestCliEditing::wrongUsageSendsNothing_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("said");
    QTest::newRow("a pool that is not there") << u"pool set no-such --min-free 2"_s << u"pool create"_s;
    QTest::newRow("a broker that is not there") << u"broker set no-such --pool p"_s << u"broker create"_s;
    QTest::newRow("a profile without a change") << u"profile set mine"_s << u"changes nothing"_s;
    QTest::newRow("no event's number") << u"undo last"_s << u"get events"_s;
    QTest::newRow("no order's id") << u"work-order cancel x"_s << u"get work-orders"_s;
    QTest::newRow("no key") << u"profile set mine nothing"_s << u"KEY=VALUE"_s;
    QTest::newRow("no number") << u"pool allocate p --count many"_s << u"--count"_s;
    QTest::newRow("a count of none") << u"pool allocate p --count 0"_s << u"--count"_s;
}

void TestCliEditing::wrongUsageSendsNothing()
{
    QFETCH(QString, line);
    QFETCH(QString, said);
    QCOMPARE(m_shell->run(line), 2);
    QVERIFY2(m_shell->err().contains(said), qPrintable(m_shell->err()));
    QVERIFY(m_shell->engine.submitted.isEmpty());
}

void TestCliEditing::poolSetKeepsWhatIsNotNamed()
{
    const Pool before = m_shell->engine.snapshot.pools.changed.first();
    QCOMPARE(m_shell->run({u"pool"_s, u"set"_s, before.name, u"--min-free"_s, u"7"_s, u"--auto-fill"_s,
                           u"--max-free"_s, u"9"_s, u"--enter-add-profile"_s, u"x"_s,
                           u"--enter-add-profile"_s, u"y"_s, u"--release-param"_s, u"wipe/method=quick"_s}),
             0);
    const auto* save = m_shell->engine.lastCommand<Commands::SavePool>();
    QVERIFY(save && !save->create);
    QCOMPARE(*save->before, before);
    Pool expected = before;
    expected.minFree = 7;
    expected.autoFill.enabled = true;
    expected.autoFill.maxFree = 9;
    expected.enterActions.addProfiles = {u"x"_s, u"y"_s};
    expected.releaseActions.addParameters = {{u"wipe/method"_s, u"quick"_s}};
    QCOMPARE(save->pool, expected);
}

void TestCliEditing::anEmptyWordEmptiesItsPart()
{
    Pool& pool = m_shell->engine.snapshot.pools.changed.first();
    pool.exitActions.workflow = u"w"_s;
    pool.exitActions.addProfiles = {u"x"_s};
    QCOMPARE(m_shell->run({u"pool"_s, u"set"_s, pool.name, u"--exit-workflow"_s, QString(),
                           u"--exit-add-profile"_s, QString(), u"--no-auto-fill"_s}),
             0);
    const auto* save = m_shell->engine.lastCommand<Commands::SavePool>();
    QCOMPARE(save->pool.exitActions, PoolActions());
    QVERIFY(!save->pool.autoFill.enabled);
}

void TestCliEditing::movedMachinesAreNamed()
{
    m_shell->engine.onSubmit = [](const CommandRequest&) -> Result<Receipt> {
        return Receipt{3, {}, {}, u"2 machines allocated"_s, {}, {u"a"_s, u"b"_s}};
    };
    QCOMPARE(m_shell->run(u"pool allocate p --count 2 -o json"_s), 0);
    QCOMPARE(m_shell->outObject().value(u"machines"_s).toArray(), (QJsonArray{u"a"_s, u"b"_s}));
}

void TestCliEditing::everyVerbHasItsHelp_data()
{
    QTest::addColumn<QString>("verb");
    QTest::addColumn<QStringList>("words");
    const auto row = [](const QString& verb, const QStringList& words) {
        QTest::newRow(qPrintable(verb)) << verb << words;
    };
    row(u"pool set"_s, {u"--enter-workflow"_s, u"--exit-add-profile"_s, u"--allocate-param"_s,
                        u"--release-remove-param"_s, u"--auto-fill"_s, u"--reason"_s});
    row(u"pool create"_s, {u"--parent"_s, u"--min-free"_s});
    row(u"pool add"_s, {u"MACHINE"_s, u"--count"_s, u"--from"_s, u"--filter"_s});
    row(u"pool remove"_s, {u"MACHINE"_s});
    row(u"pool allocate"_s, {u"--minimum"_s, u"--workflow"_s});
    row(u"pool release"_s, {u"MACHINE"_s});
    row(u"profile create"_s, {u"KEY=VALUE"_s});
    row(u"profile set"_s, {u"--unset"_s});
    row(u"broker create"_s, {u"--pool"_s});
    row(u"cluster run"_s, {u"BLUEPRINT"_s, u"--each-member"_s, u"--wait"_s});
    row(u"work-order cancel"_s, {u"ID"_s});
    row(u"undo"_s, {u"SEQ"_s});
}

void TestCliEditing::everyVerbHasItsHelp()
{
    QFETCH(QString, verb);
    QFETCH(QStringList, words);
    QCOMPARE(m_shell->run(verb + u" --help"_s), 0);
    for (const QString& word : words)
        QVERIFY2(m_shell->out().contains(word), qPrintable(word + u'\n' + m_shell->out()));
}

QTEST_GUILESS_MAIN(TestCliEditing)
#include "tst_cliediting.moc"
