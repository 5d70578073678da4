#include "engine/operations/planner.h"
#include "tests/support/engineworld.h"

#include <QTest>
#include <algorithm>

using namespace Drover;
using namespace Qt::StringLiterals;

namespace {

const QString early = u"inventory-network"_s; ///< a task of universal-start here
const QString late = u"uptime-check"_s;       ///< one of the application

/// An order that waits for a gate.
QList<Commands::ContentFile> awaitPack()
{
    const QString text = uR"(
meta: {Name: site, Version: 1.0.0}
sections:
  blueprints:
    await: {Name: await, Tasks: ["action:cluster:wait-for-gate"]}
)"_s;
    return {{u"site.yaml"_s, text}};
}

/// Which attempts fail, and which are slow.
struct Trouble
{
    QStringList failing; ///< members whose `late` fails
    QStringList slow;    ///< members whose `early` takes an hour more
};

class GateWorld
{
public:
    explicit GateWorld(const QJsonObject& gates, Trouble trouble = {}, const QString& policy = u"hold"_s)
        : m_trouble(std::move(trouble)),
          world({.fault = [this](const Job& job, Outcome& outcome) { spoil(job, outcome); },
                 .eventsPerTurn = 20,
                 .packs = {awaitPack()}})
    {
        m_request = EngineWorld::provision(u"c1"_s, 3, 2);
        m_request.params.insert(u"cluster/gates"_s, gates);
        m_request.params.insert(u"universal/start-during-flexiflow"_s, QJsonArray{early});
        m_request.params.insert(u"universal/runbook-during-flexiflow"_s, QJsonArray{late});
        m_request.options = {{u"on-member-failure"_s, policy}};
    }

    OperationId provision() { return world.must(Commands::StartOperation{m_request, {}, true}).operation; }
    const Operation* operation(OperationId id) { return world.state().find<Operation>(id); }
    const Gate& gate() { return world.state().all<Gate>().begin()->second; }
    [[nodiscard]] const PlanRequest& request() const { return m_request; }
    /// Runs turn by turn until the test is true.
    template <class Test>
    bool until(Test test)
    {
        for (int turn = 0; turn < 20000; ++turn) {
            if (test())
                return true;
            if (!world.core().run(Duration(0)))
                return test();
        }
        return false;
    }
    const Machine* member(const QString& name)
    {
        for (const MachineId id : world.state().members(u"c1"_s)) {
            if (world.state().find<Machine>(id)->memberName == name)
                return world.state().find<Machine>(id);
        }
        return nullptr;
    }
    void mend() { m_trouble = {}; }

private:
    void spoil(const Job& job, Outcome& outcome)
    {
        if (job.task == late && m_trouble.failing.contains(job.member)) {
            outcome.code = 7;
            outcome.outputs.clear();
        }
        if (job.task == early && m_trouble.slow.contains(job.member))
            outcome.ended = outcome.ended + std::chrono::hours(1);
    }

    Trouble m_trouble;
    PlanRequest m_request;

public:
    EngineWorld world;
};

QJsonObject gateOf(const QString& when, const QJsonValue& need, const QString& role = u"control-plane"_s)
{
    return {{u"control-plane-ready"_s, QJsonObject{{u"role"_s, role}, {u"need"_s, need}, {u"when"_s, when}}}};
}

} // namespace

/// Who counts at a gate, and what is said when it can't open any more (lifecycle.md, "Provision" 5).
class TestGates : public QObject
{
    Q_OBJECT

private slots:
    void aReplacedMemberCountsNoMore();
    void unreachableNeedsAttention();
    void aReturnedMemberIsMissed();
    void aPointThatNobodyPasses();
    void moreThanComeIsBlocked();
    void aWorkOrderWaitsAndGoesOn();
    void whoIsCountedDoesNotWait();
};

void TestGates::aReplacedMemberCountsNoMore()
{
    // cp-1 arrives, then fails and is replaced by cp-4; cp-3 and cp-4 arrive an hour later.
    GateWorld gates(gateOf(early, u"all"_s), {{u"cp-1"_s}, {u"cp-3"_s, u"cp-4"_s}}, u"replace"_s);
    const OperationId id = gates.provision();
    QVERIFY(!gates.operation(id));
    QCOMPARE(gates.gate().arrived.size(), 3);
    QVERIFY2(!gates.gate().arrived.contains(u"cp-1"_s) && gates.gate().arrived.contains(u"cp-4"_s),
             qPrintable(gates.gate().arrived.join(u' ')));
    Instant opened;
    QMap<QString, Instant> arrived;
    bool departed = false;
    for (const EventRecord& record : gates.world.journal()) {
        if (const auto* came = std::get_if<Events::GateArrived>(&record.event))
            arrived.insert(came->member, record.at);
        if (const auto* left = std::get_if<Events::GateDeparted>(&record.event))
            departed = left->member == "cp-1"_L1 || departed;
        if (std::holds_alternative<Events::GateOpened>(record.event))
            opened = record.at;
    }
    QVERIFY(departed);
    QVERIFY2(opened >= arrived.value(u"cp-3"_s) && opened >= arrived.value(u"cp-4"_s),
             "it opened with one that was gone");
    QVERIFY2(gates.world.violations().isEmpty(), qPrintable(gates.world.violations().join(u'\n')));
}

void TestGates::unreachableNeedsAttention()
{
    GateWorld gates(gateOf(u"application"_s, u"quorum"_s), {{u"cp-1"_s, u"cp-2"_s}, {}});
    const OperationId id = gates.provision();
    QCOMPARE(gates.gate().unreachable, (QStringList{u"cp-1"_s, u"cp-2"_s}));
    QVERIFY(gates.operation(id));
    QCOMPARE(gates.operation(id)->state, OperationState::NeedsAttention);
    QCOMPARE(gates.operation(id)->why.code, u"gate-unreachable"_s);
    QCOMPARE(gates.operation(id)->why.object, u"gate c1/control-plane-ready"_s);
    QVERIFY2(gates.operation(id)->why.text.contains(u"needs 2 of control-plane, 1 arrived, and cp-1, cp-2"),
             qPrintable(gates.operation(id)->why.text));
    gates.mend();
    gates.world.must(Commands::RetryOperation{id});
    QVERIFY(!gates.operation(id));
    QVERIFY(gates.gate().isOpen() && gates.gate().unreachable.isEmpty());
    QVERIFY2(gates.world.violations().isEmpty(), qPrintable(gates.world.violations().join(u'\n')));
}

void TestGates::aReturnedMemberIsMissed()
{
    GateWorld gates(gateOf(u"application"_s, u"all"_s), {{u"cp-2"_s}, {}});
    const OperationId id = gates.provision();
    QCOMPARE(gates.gate().unreachable, QStringList{u"cp-2"_s});
    gates.world.must(Commands::ReturnMachine{gates.member(u"cp-2"_s)->name, false});
    QCOMPARE(gates.gate().unreachable, QStringList{u"cp-2"_s});
    QCOMPARE(gates.operation(id)->state, OperationState::NeedsAttention);
    // Another one in its place makes the need again.
    gates.world.must(Commands::RetryOperation{id});
    QVERIFY(!gates.operation(id));
    QVERIFY(gates.gate().isOpen() && gates.gate().unreachable.isEmpty());
    QCOMPARE(gates.gate().arrived.size(), 3);
}

void TestGates::aPointThatNobodyPasses()
{
    GateWorld gates(gateOf(u"no-such-task"_s, 1));
    const OperationId id = gates.provision();
    QVERIFY(gates.operation(id));
    QCOMPARE(gates.operation(id)->why.code, u"gate-unreachable"_s);
    QCOMPARE(gates.gate().unreachable.size(), 3);
    gates.world.must(Commands::AbortOperation{id, false}, u"mend the content"_s);
    QVERIFY(!gates.operation(id));
    QCOMPARE(gates.world.state().memberCounts(u"c1"_s).total, 3);
}

void TestGates::moreThanComeIsBlocked()
{
    GateWorld gates(gateOf(u"application"_s, 4));
    const Result<Receipt> refused = gates.world.attempt(Commands::StartOperation{gates.request(), {}, true});
    QVERIFY(!refused);
    QVERIFY2(refused.error().text.contains(u"needs 4 of control-plane, but only 3 come"),
             qPrintable(refused.error().text));
}

void TestGates::aWorkOrderWaitsAndGoesOn()
{
    GateWorld gates(gateOf(u"complete"_s, u"all"_s, u"worker"_s), {{}, {u"w-1"_s}});
    QVERIFY(gates.world.attempt(Commands::StartOperation{gates.request(), {}, true}));
    QVERIFY(gates.until([&] { return gates.member(u"cp-1"_s) && gates.member(u"cp-1"_s)->workOrderMode; }));
    QVERIFY(!gates.gate().isOpen());
    const Result<Receipt> order = gates.world.attempt(Commands::CreateWorkOrder{
        gates.member(u"cp-1"_s)->name, u"await"_s, {{u"gate/name"_s, u"control-plane-ready"_s}}});
    QVERIFY2(order, order ? "" : qPrintable(order.error().text));
    QVERIFY(gates.until([&] {
        const WorkOrder* open = gates.world.state().find<WorkOrder>(order->workOrder);
        return open && open->sequence.wait == Wait::Gate;
    }));
    gates.world.run();
    QVERIFY(gates.gate().isOpen());
    QVERIFY2(!gates.world.state().find<WorkOrder>(order->workOrder), "it waits for ever");
}

void TestGates::whoIsCountedDoesNotWait()
{
    GateWorld gates(gateOf(u"complete"_s, u"all"_s));
    PlanRequest request = gates.request();
    request.params.insert(u"gate/name"_s, u"control-plane-ready"_s);
    request.params.insert(u"universal/runbook-during-flexiflow"_s,
                          QJsonArray{u"action:cluster:wait-for-gate"_s});
    const OperationId id = gates.world.must(Commands::StartOperation{request, {}, true}).operation;
    QVERIFY2(!gates.operation(id),
             qPrintable(gates.operation(id) ? gates.operation(id)->why.text : QString()));
    QCOMPARE(gates.gate().arrived.size(), 3);
}

QTEST_GUILESS_MAIN(TestGates)
#include "tst_gates.moc"
