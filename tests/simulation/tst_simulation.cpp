#include "engine/core/invariants.h"
#include "engine/core/json.h"
#include "tests/support/engineworld.h"

#include <QTest>
#include <algorithm>

using namespace Drover;
using namespace Qt::StringLiterals;

namespace {

int count(const State& state, PoolStatus status)
{
    return int(std::ranges::count_if(state.all<Machine>(), [status](const auto& entry) {
        return entry.second.kind == MachineKind::Machine && entry.second.poolStatus == status;
    }));
}

QByteArray text(const QList<EventRecord>& journal)
{
    QByteArray lines;
    for (const EventRecord& record : journal)
        lines += Json::toText(record) + '\n';
    return lines;
}

} // namespace

class TestSimulation : public QObject
{
    Q_OBJECT
private slots:
    void provisionsAndDestroys();
    void sameCommandsGiveTheSameJournal();
    void gateHoldsWorkersBack();
    void faultsKeepTheInvariants_data();
    void faultsKeepTheInvariants();
    void everyInvariantCanBreak();
};

void TestSimulation::provisionsAndDestroys()
{
    EngineWorld world({});
    const Receipt receipt =
        world.must(Commands::StartOperation{EngineWorld::provision(u"c1"_s, 3, 2), {}, true});
    QVERIFY(receipt.operation.isSet());
    if (const Operation* stuck = world.state().find<Operation>(receipt.operation))
        QFAIL(qPrintable(
            u"still %1 at step %2: %3"_s.arg(enumText(stuck->state)).arg(stuck->step).arg(stuck->why.text)));
    QCOMPARE(count(world.state(), PoolStatus::InUse), 5);
    const Machine* cluster = world.state().cluster(u"c1"_s);
    QVERIFY(cluster && cluster->sequence.complete && cluster->workOrderMode);
    QCOMPARE(world.state().memberCounts(u"c1"_s), (MemberCounts{5, 5, 0}));

    const Receipt destroyed = world.must(Commands::StartOperation{EngineWorld::destroy(u"c1"_s), {}, true});
    if (const Operation* stuck = world.state().find<Operation>(destroyed.operation))
        QFAIL(qPrintable(
            u"still %1 at step %2: %3"_s.arg(enumText(stuck->state)).arg(stuck->step).arg(stuck->why.text)));
    QCOMPARE(count(world.state(), PoolStatus::Free), 12);
    QVERIFY(!world.state().cluster(u"c1"_s));
    QVERIFY(world.state().all<Gate>().empty());
    QVERIFY2(world.violations().isEmpty(), qPrintable(world.violations().join(u'\n')));
    QVERIFY(world.state().sameIndices(world.state().rebuilt()));
}

void TestSimulation::sameCommandsGiveTheSameJournal()
{
    const auto journal = [] {
        EngineWorld world({.seed = 7});
        world.must(Commands::StartOperation{EngineWorld::provision(u"c1"_s, 3, 4), {}, true});
        world.must(Commands::StartOperation{EngineWorld::destroy(u"c1"_s), {}, true});
        return text(world.journal());
    };
    const QByteArray first = journal();
    QVERIFY(first.size() > 10000);
    QCOMPARE(journal(), first);
}

void TestSimulation::gateHoldsWorkersBack()
{
    // Slow voters, so that every worker comes to the gate before it opens.
    EngineWorld world({.fault = [](const Job& job, Outcome& outcome) {
        if (job.member.startsWith(u"cp-"))
            outcome.ended = outcome.ended + std::chrono::minutes(10);
    }});
    world.must(Commands::StartOperation{EngineWorld::provision(u"c1"_s, 3, 4), {}, true});
    Instant opened;
    int waited = 0;
    for (const EventRecord& record : world.journal()) {
        if (std::holds_alternative<Events::GateOpened>(record.event))
            opened = record.at;
        if (const auto* waiting = std::get_if<Events::SequenceWaiting>(&record.event);
            waiting && waiting->wait == Wait::Gate)
            ++waited;
        const auto* created = std::get_if<Events::JobCreated>(&record.event);
        if (created && created->job.workflow == "universal-runbook"_L1 &&
            created->job.member.startsWith(u"w-"))
            QVERIFY2(opened.isSet(), "a worker began its application before the gate opened");
    }
    QVERIFY(opened.isSet());
    QCOMPARE(waited, 4);
}

void TestSimulation::faultsKeepTheInvariants_data()
{
    QTest::addColumn<int>("first");
    for (int first = 1; first <= 200; first += 25)
        QTest::addRow("seeds %d to %d", first, first + 24) << first;
}

void TestSimulation::faultsKeepTheInvariants()
{
    QFETCH(int, first);
    QMap<QString, int> faults;
    for (int seed = first; seed < first + 25; ++seed) {
        quint64 random = quint64(seed) * 2654435761U;
        const auto next = [&random] {
            return (random = random * 6364136223846793005ULL + 1442695040888963407ULL) >> 33;
        };
        EngineWorld::Options options;
        options.seed = seed;
        options.fault = [&](const Job& job, Outcome& outcome) {
            switch (next() % 60) {
            case 0:
                outcome.code = 1;
                outcome.outputs.clear();
                ++faults[u"failed"_s];
                break;
            case 1:
                outcome.code = 128;
                ++faults[u"incomplete"_s];
                break;
            case 2:
                outcome.end = JobEnd::Lost;
                ++faults[u"lost"_s];
                break;
            case 3:
                outcome.end = JobEnd::TimedOut;
                ++faults[u"timed-out"_s];
                break;
            case 4:
                outcome.code = 64;
                ++faults[u"reboot"_s];
                break;
            case 5:
                outcome.outputs = "no json at all\n";
                ++faults[u"bad-output"_s];
                break;
            default:
                break;
            }
            Q_UNUSED(job)
        };
        EngineWorld world(options);
        world.must(Commands::StartOperation{EngineWorld::provision(u"c1"_s, 3, 2), {}, true});
        // Retry until it is through: each look mends what stands still, as an operator would.
        for (int round = 0; round < 60 && !world.state().all<Operation>().empty(); ++round) {
            (void)world.attempt(Commands::RetryOperation{world.state().all<Operation>().begin()->first});
            world.run();
        }
        QVERIFY2(world.state().all<Operation>().empty(),
                 qPrintable(u"seed %1: provision does not end: %2"_s.arg(seed).arg(
                     world.state().all<Operation>().empty()
                         ? QString()
                         : world.state().all<Operation>().begin()->second.why.text)));
        QCOMPARE(world.state().memberCounts(u"c1"_s), (MemberCounts{5, 5, 0}));
        world.must(Commands::StartOperation{EngineWorld::destroy(u"c1"_s), {}, true});
        for (int round = 0; round < 60 && !world.state().all<Operation>().empty(); ++round) {
            (void)world.attempt(Commands::RetryOperation{world.state().all<Operation>().begin()->first});
            world.run();
        }
        QVERIFY2(world.state().all<Operation>().empty(),
                 qPrintable(u"seed %1: destroy does not end"_s.arg(seed)));
        QCOMPARE(count(world.state(), PoolStatus::Free), 12);
        QVERIFY2(
            world.violations().isEmpty(),
            qPrintable(u"seed %1: %2"_s.arg(seed).arg(
                world.violations().first(std::min<qsizetype>(5, world.violations().size())).join(u'\n'))));
        QVERIFY(world.state().sameIndices(world.state().rebuilt()));
    }
    for (const QString& kind :
         {u"failed"_s, u"incomplete"_s, u"lost"_s, u"timed-out"_s, u"reboot"_s, u"bad-output"_s})
        QVERIFY2(faults.value(kind) > 0, qPrintable(kind + u" never occurred"_s));
    qInfo() << "faults:" << faults;
}

void TestSimulation::everyInvariantCanBreak()
{
    EngineWorld world({});
    world.must(Commands::StartOperation{EngineWorld::provision(u"c1"_s, 3, 2), {}, true});
    QVERIFY(brokenInvariants(world.state()).isEmpty());
    const Machine member = *world.state().find<Machine>(*world.state().members(u"c1"_s).begin());
    const auto breaks = [&](const QString& number, auto plant) {
        State state = world.state();
        Draft draft(state);
        plant(draft);
        const QStringList broken = brokenInvariants(state);
        return std::ranges::any_of(broken,
                                   [&](const QString& line) { return line.startsWith(number + u':'); });
    };
    QVERIFY(breaks(u"1"_s, [&](Draft& d) {
        d.change<Machine>(member.id, [](Machine& m) { m.poolStatus = PoolStatus::Free; });
    }));
    QVERIFY(breaks(u"1"_s, [&](Draft& d) {
        d.change<Machine>(world.state().machineNamed(u"m-012"_s)->id,
                          [](Machine& m) { m.profiles.append(u"c1"_s); });
    }));
    QVERIFY(breaks(
        u"1"_s, [&](Draft& d) { d.change<Machine>(member.id, [](Machine& m) { m.pool = u"nowhere"_s; }); }));
    QVERIFY(breaks(u"2"_s, [&](Draft& d) {
        d.change<Machine>(member.id, [](Machine& m) { m.sequence.currentTask = 0; });
    }));
    QVERIFY(breaks(u"2"_s, [&](Draft& d) {
        d.change<Machine>(member.id, [](Machine& m) { m.sequence.job = JobId{99999}; });
    }));
    QVERIFY(breaks(u"5"_s, [&](Draft& d) {
        for (const qint64 id : {901, 902}) {
            Operation operation;
            operation.id = OperationId{id};
            operation.cluster = u"c1"_s;
            operation.state = OperationState::Running;
            d.put(operation);
        }
    }));
}

QTEST_GUILESS_MAIN(TestSimulation)
#include "tst_simulation.moc"
