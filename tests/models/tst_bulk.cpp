#include "models/bulkmodel.h"
#include "models/commandsender.h"
#include "tests/support/fakeengine.h"
#include "tests/support/fleetscene.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace Drover {

using Testing::FakeEngine;
using Testing::FleetScene;

/// One command for many machines: who is left out, what is sent, what became of each.
class TestBulk : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void whoIsLeftOutIsKnownBefore_data();
    void whoIsLeftOutIsKnownBefore();
    void sendsAFewAtATime();
    void refusedOnesAreTriedAgain();
    void outlooksCountWhoIsLeftOut();
    void commandLinesDoTheSame();
    void aWorkflowIsStartedOnEach();
    void aBlueprintIsAnOrderForEach();

private:
    [[nodiscard]] QList<MachineId> ids(const QStringList& names) const;
    [[nodiscard]] QList<MachineId> freeOnes(int count) const;

    FleetScene m_scene;
    std::unique_ptr<FakeEngine> m_engine;
    std::unique_ptr<Replica> m_replica;
    std::unique_ptr<CommandSender> m_sender;
};

void TestBulk::init()
{
    m_engine = std::make_unique<FakeEngine>();
    m_replica = std::make_unique<Replica>();
    m_replica->apply(m_scene.snapshot());
    m_sender = std::make_unique<CommandSender>(*m_engine, u"user:test"_s);
    ChangeBatch change;
    Machine locked = m_scene.machine(u"r07-u14"_s);
    locked.lock = {.locked = true, .reason = u"repair"_s, .owner = u"user:test"_s, .since = {}};
    change.machines.changed = {locked};
    m_replica->apply(change);
}

QList<MachineId> TestBulk::ids(const QStringList& names) const
{
    QList<MachineId> found;
    for (const QString& name : names)
        found.append(m_scene.machine(name).id);
    return found;
}

QList<MachineId> TestBulk::freeOnes(int count) const
{
    QList<MachineId> found;
    for (const auto& [id, machine] : m_replica->machines()) {
        if (machine.poolStatus == PoolStatus::Free && machine.kind == MachineKind::Machine &&
            found.size() < count)
            found.append(id);
    }
    return found;
}

void TestBulk::whoIsLeftOutIsKnownBefore_data()
{
    QTest::addColumn<BulkVerb>("verb");
    QTest::addColumn<QList<BulkHindrance>>("hindrances"); ///< of a locked, a failed, a working member
    using enum BulkHindrance;
    QTest::newRow("lock") << BulkVerb::Lock << QList<BulkHindrance>{Locked, None, None};
    QTest::newRow("unlock") << BulkVerb::Unlock << QList<BulkHindrance>{None, NotLocked, NotLocked};
    QTest::newRow("retry") << BulkVerb::Retry << QList<BulkHindrance>{Locked, None, NothingToRetry};
    QTest::newRow("return") << BulkVerb::Return << QList<BulkHindrance>{Locked, IsMember, IsMember};
    QTest::newRow("workflow") << BulkVerb::RunWorkflow << QList<BulkHindrance>{Locked, IsMember, IsMember};
    QTest::newRow("blueprint") << BulkVerb::RunBlueprint
                               << QList<BulkHindrance>{Locked, TakesWorkflows, TakesWorkflows};
    QTest::newRow("delete") << BulkVerb::Delete << QList<BulkHindrance>{Locked, IsMember, IsMember};
}

void TestBulk::whoIsLeftOutIsKnownBefore()
{
    QFETCH(BulkVerb, verb);
    QFETCH(QList<BulkHindrance>, hindrances);
    BulkModel model(*m_replica, *m_sender, verb, ids({u"r07-u14"_s, u"r09-u26"_s, u"r09-u11"_s}));
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    QList<BulkHindrance> found;
    for (int row = 0; row < model.rowCount(); ++row)
        found.append(model.item(row).hindrance);
    QCOMPARE(found, hindrances);
    model.start(u"why"_s);
    QTRY_VERIFY(!model.isRunning());
    QCOMPARE(m_engine->submitted.size(),
             hindrances.count(BulkHindrance::None)); // the others are never asked for
}

void TestBulk::sendsAFewAtATime()
{
    BulkModel model(*m_replica, *m_sender, BulkVerb::Lock, freeOnes(40));
    QCOMPARE(model.rowCount(), 40);
    QVERIFY(m_engine->submitted.isEmpty()); // to look is not to do
    QSignalSpy finished(&model, &BulkModel::finished);
    m_engine->hold = true;
    model.start(u"audit"_s);
    QCOMPARE(m_engine->submitted.size(), BulkModel::underWay);
    QCOMPARE(model.count(BulkState::Sent), BulkModel::underWay);
    m_engine->hold = false;
    m_engine->release();
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(model.count(BulkState::Done), 40);
    QCOMPARE(m_engine->submitted.size(), 40);
    QCOMPARE(m_engine->submitted.constLast().reason, u"audit"_s);
}

void TestBulk::refusedOnesAreTriedAgain()
{
    BulkModel model(*m_replica, *m_sender, BulkVerb::Lock, freeOnes(5));
    const QString stubborn = model.item(2).machine.toString();
    m_engine->onSubmit = [&](const CommandRequest& request) -> Result<Receipt> {
        if (std::get<Commands::LockMachine>(request.command).machine == stubborn)
            return fail(u"machine-busy"_s, u"It is busy."_s, u"Try again."_s);
        return Receipt{};
    };
    model.start(u"audit"_s);
    QTRY_VERIFY(!model.isRunning());
    QCOMPARE(model.count(BulkState::Done), 4);
    QCOMPARE(model.item(2).state, BulkState::Refused);
    QCOMPARE(model.item(2).error.code, u"machine-busy"_s);
    m_engine->onSubmit = [](const CommandRequest&) -> Result<Receipt> { return Receipt{}; };
    model.retryRefused();
    QTRY_VERIFY(!model.isRunning());
    QCOMPARE(model.count(BulkState::Done), 5);
    QCOMPARE(m_engine->submitted.size(), 6); // only the one was sent again
}

void TestBulk::outlooksCountWhoIsLeftOut()
{
    const auto outlooks = bulkOutlooks(*m_replica, ids({u"r07-u14"_s, u"r09-u26"_s, u"r09-u11"_s}));
    const auto of = [&](BulkVerb verb) { return outlooks[std::size_t(verb)]; };
    QCOMPARE(of(BulkVerb::Lock).possible, 2);
    QCOMPARE(of(BulkVerb::Unlock).possible, 1);
    QCOMPARE(of(BulkVerb::Retry).possible, 1);
    QCOMPARE(of(BulkVerb::Retry).leftOut[std::size_t(BulkHindrance::Locked)], 1);
    QCOMPARE(of(BulkVerb::Retry).leftOut[std::size_t(BulkHindrance::NothingToRetry)], 1);
    QCOMPARE(of(BulkVerb::Delete).possible, 0);
}

void TestBulk::commandLinesDoTheSame()
{
    BulkModel model(*m_replica, *m_sender, BulkVerb::Retry, ids({u"r07-u14"_s, u"r09-u26"_s}));
    QCOMPARE(model.commandLines(),
             QStringList{u"drover machine retry r09-u26"_s}); // the locked one is left out
    model.start(u"it's back"_s);
    QTRY_VERIFY(!model.isRunning());
    QCOMPARE(model.commandLines(), QStringList{u"drover machine retry r09-u26 --reason 'it'\\''s back'"_s});
    QVERIFY(
        bulkCommandLine(BulkVerb::RunWorkflow, u"a"_s, {}).isEmpty()); // the command line has no such verb
}

void TestBulk::aWorkflowIsStartedOnEach()
{
    BulkModel model(*m_replica, *m_sender, BulkVerb::RunWorkflow, freeOnes(3));
    model.start(u"audit"_s, {.name = u"universal-discover"_s, .params = {}, .secrets = {}});
    QTRY_VERIFY(!model.isRunning());
    QCOMPARE(model.count(BulkState::Done), 3);
    const auto* sent = std::get_if<Commands::StartWorkflow>(&m_engine->submitted.constLast().command);
    QVERIFY(sent);
    QCOMPARE(sent->workflow, u"universal-discover"_s);
}

void TestBulk::aBlueprintIsAnOrderForEach()
{
    ChangeBatch change;
    const QList<MachineId> machines = freeOnes(3);
    for (const MachineId& id : machines) {
        Machine machine = *m_replica->machine(id);
        machine.workOrderMode = true;
        machine.draining = id == machines.at(1);
        change.machines.changed.append(machine);
    }
    m_replica->apply(change);
    BulkModel model(*m_replica, *m_sender, BulkVerb::RunBlueprint, machines);
    QCOMPARE(model.firstWaiting(), machines.at(0));
    QCOMPARE(model.item(1).hindrance, BulkHindrance::Draining);
    const QString third = model.item(2).name;
    m_engine->onSubmit = [&](const CommandRequest& request) -> Result<Receipt> {
        if (std::get<Commands::CreateWorkOrder>(request.command).target == machines.at(2).toString())
            return fail(u"draining"_s, u"no"_s);
        return Receipt{};
    };
    model.start(u"audit"_s, {.name = u"app-deploy"_s,
                             .params = {{u"app/version"_s, u"v2"_s}, {u"app/key"_s, u"hidden"_s}},
                             .secrets = {u"app/key"_s}});
    QTRY_VERIFY(!model.isRunning());
    QCOMPARE(model.count(BulkState::Done), 1);
    QCOMPARE(model.item(2).state, BulkState::Refused);
    const auto* sent = m_engine->lastCommand<Commands::CreateWorkOrder>();
    QVERIFY(sent);
    QCOMPARE(sent->blueprint, u"app-deploy"_s);
    QCOMPARE(sent->params.value(u"app/key"_s).toString(), u"hidden"_s);
    const QStringList lines = model.commandLines();
    QCOMPARE(lines.size(), 2);
    QVERIFY2(lines.at(1).startsWith(u"drover cluster run %1 app-deploy --param app/version=v2"_s.arg(third)),
             qPrintable(lines.at(1)));
    QVERIFY(!lines.join(u'\n').contains(u"hidden"_s));
}

} // namespace Drover

QTEST_GUILESS_MAIN(Drover::TestBulk)
#include "tst_bulk.moc"
