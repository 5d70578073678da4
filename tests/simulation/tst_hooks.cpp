#include "tests/support/engineworld.h"

#include <QFile>
#include <QTest>

using namespace Drover;
using namespace Qt::StringLiterals;

namespace {

const QString goldenOrder = QStringLiteral(DROVER_SOURCE_DIR "/tests/simulation/golden/hooks.txt");

/// One line for each job in the order in which they began: how each ended stands behind it.
QStringList jobOrder(const QList<EventRecord>& journal)
{
    QMap<JobId, QString> states;
    for (const EventRecord& record : journal) {
        if (const auto* ended = std::get_if<Events::JobEnded>(&record.event))
            states.insert(ended->job, enumText(ended->state));
    }
    QStringList lines;
    for (const EventRecord& record : journal) {
        const auto* created = std::get_if<Events::JobCreated>(&record.event);
        if (!created)
            continue;
        const Job& job = created->job;
        const QString who = job.member.isEmpty() ? job.machineName : job.member;
        const QString what = job.workOrder.isSet() ? job.workOrder.toString() : job.workflow;
        const QString stage = job.stage.isEmpty() ? u"-"_s : job.stage;
        lines.append(u"%1 %2/%3/%4 #%5 %6"_s.arg(who.leftJustified(11), what, stage, job.task,
                                                 QString::number(job.attempt),
                                                 states.value(job.id, u"open"_s)));
    }
    return lines;
}

/// The tasks of one machine's workflow in order, without what every workflow has around its hooks.
QStringList tasksOf(const QList<EventRecord>& journal, const QString& machine, const QString& workflow)
{
    QStringList tasks;
    for (const EventRecord& record : journal) {
        const auto* created = std::get_if<Events::JobCreated>(&record.event);
        if (created && created->job.workflow == workflow && created->job.machineName == machine)
            tasks.append(created->job.stage + u'/' + created->job.task);
    }
    return tasks;
}

EngineWorld::Options hookedOptions()
{
    EngineWorld::Options options;
    options.machines = 3;
    options.packs = {EngineWorld::filesBelow(u"tests/simulation"_s)};
    options.packs.first().removeIf([](const auto& file) { return file.path != "hooks.yaml"_L1; });
    // One attempt that fails, and is tried again because content says so.
    options.fault = [](const Job& job, Outcome& outcome) {
        if (job.task == "site-application"_L1 && job.attempt == 1)
            outcome.code = 1;
    };
    return options;
}

PlanRequest hookedCluster()
{
    PlanRequest request;
    request.cluster = u"c1"_s;
    request.application = u"hooked"_s;
    // Lists of all layers count: the cluster's own comes before the application's.
    request.params = {{u"universal/start-pre-flexiflow"_s, QJsonArray{u"site-named"_s}},
                      {u"task-retry"_s, QJsonObject{{u"site-application"_s, 1}}}};
    return request;
}

} // namespace

/// FlexiFlow, classification, validation and chaining, written in content only (hooks.yaml).
class TestHooks : public QObject
{
    Q_OBJECT

private slots:
    void jobsComeInTheRecordedOrder();
    void aClusterAndAMemberGoThroughTheSameHooks();
    void whatValidationFoundHoldsTheMachine();
};

/// DROVER_UPDATE_GOLDEN=1 writes the file anew; look at what changed before it is committed.
void TestHooks::jobsComeInTheRecordedOrder()
{
    EngineWorld world(hookedOptions());
    world.must(Commands::CreateWorkOrder{u"pool-broker"_s, u"site-broker-rounds"_s, {}});
    world.must(Commands::StartOperation{hookedCluster(), {}, true});
    QVERIFY(world.state().all<Operation>().empty());
    world.must(Commands::StartOperation{EngineWorld::destroy(u"c1"_s), {}, true});
    QVERIFY(world.state().all<Operation>().empty());
    QVERIFY2(world.violations().isEmpty(), qPrintable(world.violations().join(u'\n')));
    const QStringList now = jobOrder(world.journal());
    QFile golden(goldenOrder);
    if (qEnvironmentVariableIsSet("DROVER_UPDATE_GOLDEN")) {
        QVERIFY(golden.open(QIODevice::WriteOnly));
        golden.write(now.join(u'\n').toUtf8() + '\n');
        QSKIP("the golden file was written anew");
    }
    QVERIFY2(golden.open(QIODevice::ReadOnly), qPrintable(goldenOrder));
    const QStringList recorded = QString::fromUtf8(golden.readAll()).trimmed().split(u'\n');
    for (qsizetype i = 0; i < std::min(recorded.size(), now.size()); ++i)
        QVERIFY2(now[i] == recorded[i],
                 qPrintable(u"line %1: “%2” was “%3”"_s.arg(i + 1).arg(now[i], recorded[i])));
    QCOMPARE(now.size(), recorded.size());
}

void TestHooks::aClusterAndAMemberGoThroughTheSameHooks()
{
    EngineWorld world(hookedOptions());
    world.must(Commands::StartOperation{hookedCluster(), {}, true});
    const State& state = world.state();
    QCOMPARE(state.members(u"c1"_s).size(), 2U);
    // The inventory of universal-start is a machine's alone; everything else is the same, in the same order.
    QStringList cluster = tasksOf(world.journal(), u"c1"_s, u"universal-start"_s);
    QVERIFY(cluster.size() > 15);
    cluster.removeIf([](const QString& task) { return task.startsWith("universal-start-inventory/"_L1); });
    for (const MachineId id : state.members(u"c1"_s)) {
        const Machine& member = *state.find<Machine>(id);
        QStringList tasks = tasksOf(world.journal(), member.name, u"universal-start"_s);
        tasks.removeIf([](const QString& task) { return task.startsWith("universal-start-inventory/"_L1); });
        QCOMPARE(tasks, cluster);
        QCOMPARE(member.params.value(u"site/kind"_s).toString(), u"member"_s);
        QCOMPARE(member.params.value(u"site/seen"_s).toString(), u"early"_s);
        // A voter's second rule ends the list; a worker's comes to the third.
        const bool voter = member.role == "control-plane"_L1;
        QCOMPARE(member.profiles.contains(u"site-voter"_s), voter);
        QCOMPARE(member.params.contains(u"site/last"_s), !voter);
        QCOMPARE(tasksOf(world.journal(), member.name, u"universal-runbook"_s)
                     .contains(u"universal-runbook-pre-flexiflow/site-voter-only"_s),
                 voter);
        QCOMPARE(tasksOf(world.journal(), member.name, u"site-prepare"_s).first(),
                 u"site-preparation/site-prepared"_s);
    }
    QCOMPARE(tasksOf(world.journal(), u"c1"_s, u"site-prepare"_s).first(),
             u"site-preparation/site-prepared"_s);
    QVERIFY(!state.cluster(u"c1"_s)->params.contains(u"site/kind"_s));
}

void TestHooks::whatValidationFoundHoldsTheMachine()
{
    EngineWorld world(hookedOptions());
    PlanRequest request = hookedCluster();
    request.params.insert(u"universal/runbook-post-validation"_s,
                          QJsonArray{u"site-check-strict"_s, u"site-check"_s});
    const Receipt receipt = world.must(Commands::StartOperation{request, {}, true});
    const Operation* operation = world.state().find<Operation>(receipt.operation);
    QVERIFY(operation);
    QCOMPARE(operation->state, OperationState::NeedsAttention);
    int held = 0;
    for (const MachineId id : world.state().members(u"c1"_s)) {
        const Machine& member = *world.state().find<Machine>(id);
        if (member.poolStatus != PoolStatus::HoldBuild)
            continue;
        ++held;
        QCOMPARE(member.sequence.entry(), u"validation-stop"_s);
        QVERIFY2(member.sequence.stopReason.contains(u"the rack has no light"_s),
                 qPrintable(member.sequence.stopReason));
        // The other checks of the list ran all the same.
        QVERIFY(tasksOf(world.journal(), member.name, u"universal-runbook"_s)
                    .contains(u"universal-runbook-post-validation/site-check"_s));
    }
    QVERIFY(held > 0);
}

QTEST_GUILESS_MAIN(TestHooks)
#include "tst_hooks.moc"
