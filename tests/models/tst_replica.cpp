#include "engine/core/json.h"
#include "models/clusterstate.h"
#include "models/historyloader.h"
#include "models/objectkey.h"
#include "models/outputfeed.h"
#include "models/stagesteps.h"
#include "models/timeline/timelinebuilder.h"
#include "models/timeline/timelinemodel.h"
#include "models/whywaits.h"
#include "tests/support/fakeengine.h"
#include "tests/support/fleetscene.h"
#include "tests/support/modeltext.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace Drover {

using namespace Testing;

/// The replica and what is derived from it: states, whys, stages, the timeline, output.
class TestReplica : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void endedJobsStayAndOpenOnesGo();
    void jobsOfAMachineAreBounded();
    void aSnapshotReplacesEverything();
    void theClockGoesOnAtTheEnginesSpeed();
    void historyComesInPagesAndIsAskedForOnce();
    void whyItWaits_data();
    void whyItWaits();
    void rolesStandAsTheTopologyOfTheClusterSays();
    void stepsOfAClustersOperation();
    void stagesOfOneWorkflowAreOneStep();
    void stagesOfAMember();
    void timelineLanesOfACluster();
    void timelineFollowsOneMember();
    void outputBeginsNearTheEndAndFollows();
    void aLongOutputIsHeldInPart();
    void outputOfAnotherJobDropsTheOldAnswer();

private:
    [[nodiscard]] ChangeBatch batch() const;
    [[nodiscard]] Machine member(const QString& name) const { return m_scene.machine(name); }

    FleetScene m_scene;
    std::unique_ptr<Replica> m_replica;
};

void TestReplica::init()
{
    m_replica = std::make_unique<Replica>();
    m_replica->setWallClock([] { return qint64(0); });
    m_replica->apply(m_scene.snapshot());
}

ChangeBatch TestReplica::batch() const
{
    ChangeBatch change;
    change.figures = m_scene.snapshot().figures;
    return change;
}

void TestReplica::endedJobsStayAndOpenOnesGo()
{
    const MachineId id = member(u"r09-u11"_s).id;
    Job job = *m_replica->openJob(id);
    job.state = JobState::Finished;
    job.ended = FleetScene::at(14, 7, 50);
    ChangeBatch change = batch();
    change.jobs.removed = {job.id};
    change.endedJobs = {job};
    QSignalSpy applied(m_replica.get(), &Replica::applied);
    m_replica->apply(change);
    QCOMPARE(m_replica->openJob(id), nullptr);
    QCOMPARE(m_replica->job(job.id)->state, JobState::Finished);
    QCOMPARE(m_replica->lastActivity(id), job.ended);
    const auto changes = applied.constFirst().constFirst().value<ReplicaChanges>();
    QVERIFY(changes.jobMachines.contains(id));
    QVERIFY(changes.clusters.contains(u"dale-prod-02"_s));
}

void TestReplica::jobsOfAMachineAreBounded()
{
    const Machine machine = member(u"r09-u11"_s);
    ChangeBatch change = batch();
    for (int i = 0; i < 200; ++i)
        change.endedJobs.append({.id = JobId{10'000 + i},
                                 .machine = machine.id,
                                 .cluster = u"gone"_s,
                                 .state = JobState::Finished});
    m_replica->apply(change);
    QVERIFY(m_replica->jobsOf(machine.id).size() <= Replica::jobsKept);
    m_replica->keepHistoryOf(u"kept"_s);
    for (Job& job : change.endedJobs)
        job.cluster = u"kept"_s;
    m_replica->apply(change);
    QVERIFY(m_replica->jobsOf(machine.id).size() >= 200);
}

void TestReplica::aSnapshotReplacesEverything()
{
    ChangeBatch snapshot;
    snapshot.snapshot = true;
    snapshot.machines.changed = {member(u"r09-u11"_s)};
    m_replica->apply(snapshot);
    QCOMPARE(m_replica->machineCount(), 1);
    QVERIFY(m_replica->clusterNames().isEmpty());
    QVERIFY(m_replica->pools().empty());
    QVERIFY(m_replica->jobsOf(member(u"r07-u21"_s).id).isEmpty());
}

void TestReplica::theClockGoesOnAtTheEnginesSpeed()
{
    qint64 wall = 1000;
    Replica replica;
    replica.setWallClock([&wall] { return wall; });
    ChangeBatch change;
    change.snapshot = true;
    change.figures.now = Instant(5'000'000);
    change.figures.speed = 60;
    replica.apply(change);
    wall += 500;
    QCOMPARE(replica.now(), Instant(5'030'000));
    wall += 20'000; // an engine with nothing to tell is no silent one
    QCOMPARE(replica.now(), Instant(5'000'000 + 20'500 * 60));
    QSignalSpy silent(&replica, &Replica::silentChanged);
    replica.setSilent();
    wall += 3'600'000;
    QCOMPARE(replica.now(), Instant(5'000'000 + 20'500 * 60));
    change.figures.now = Instant(9'000'000);
    replica.apply(change);
    QCOMPARE(replica.now(), Instant(9'000'000));
    QCOMPARE(silent.size(), 2);
    QVERIFY(!replica.isSilent());
}

void TestReplica::historyComesInPagesAndIsAskedForOnce()
{
    FakeEngine engine;
    const MachineId id = member(u"r09-u11"_s).id;
    engine.onAsk = [&](const Query& query) -> Result<Answer> {
        const auto* find = std::get_if<Queries::FindJobs>(&query);
        if (!find)
            return Answers::Operations{};
        const qint64 newest = find->before.isSet() ? find->before.value - 1 : 3000;
        Answers::Jobs page;
        for (qint64 i = newest; i > newest - 1000 && i > 500; --i)
            page.jobs.append(
                {.id = JobId{i}, .machine = id, .cluster = u"dale-prod-02"_s, .state = JobState::Finished});
        page.more = newest - 1000 > 500;
        return page;
    };
    HistoryLoader loader(engine, *m_replica);
    QSignalSpy loaded(&loader, &HistoryLoader::clusterLoaded);
    loader.wantCluster(u"dale-prod-02"_s);
    loader.wantCluster(u"dale-prod-02"_s);
    QTRY_COMPARE(loaded.size(), 1);
    QCOMPARE(engine.askedCount<Queries::FindJobs>(), 3);
    QVERIFY(m_replica->jobsOf(id).size() >= 2500);
}

void TestReplica::whyItWaits_data()
{
    QTest::addColumn<QString>("machine");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("object");
    using Code = WhyWaits::Code;
    QTest::newRow("at a gate") << u"r05-u08"_s << int(Code::AtGate) << u"control-plane-ready"_s;
    QTest::newRow("failed") << u"r09-u26"_s << int(Code::Failed) << u"flash-firmware"_s;
    QTest::newRow("works") << u"r07-u21"_s << int(Code::Working) << u"make-filesystems"_s;
    QTest::newRow("cluster") << u"dale-prod-02"_s << int(Code::OperationRuns) << u"op-1"_s;
}

void TestReplica::whyItWaits()
{
    QFETCH(QString, machine);
    QFETCH(int, code);
    QFETCH(QString, object);
    const WhyWaits why = whyWaits(*m_replica, *m_replica->machineNamed(machine));
    QCOMPARE(int(why.code), code);
    QCOMPARE(why.object, object);
    if (why.code == WhyWaits::Code::AtGate) {
        QCOMPARE(why.names, QStringList{u"cp-3"_s});
        QCOMPARE(why.part, 2);
        QCOMPARE(why.whole, 3);
    }
}

void TestReplica::rolesStandAsTheTopologyOfTheClusterSays()
{
    Machine cluster = *m_replica->cluster(u"dale-prod-02"_s);
    const QList<TopologyRole> roles{{.role = u"worker"_s, .count = 9},
                                    {.role = u"control-plane"_s, .count = 3, .votes = true}};
    cluster.params.insert(u"cluster/topology"_s, Json::toTree(roles));
    ChangeBatch change = batch();
    change.machines.changed = {cluster};
    m_replica->apply(change);
    const ClusterState state = clusterState(*m_replica, cluster);
    QCOMPARE(state.roles.size(), 2);
    QCOMPARE(state.roles.at(0).role, u"worker"_s);
    QCOMPARE(state.roles.at(0).desired, 9);
    QVERIFY(state.roles.at(1).votes);
    QCOMPARE(state.desired, 12);
    // Its provision counts finished members; how far the others are counts too.
    Operation operation = *m_replica->driver(u"dale-prod-02"_s);
    operation.done = 2;
    operation.total = 12;
    change.operations.changed = {operation};
    m_replica->apply(change);
    const double way = clusterState(*m_replica, cluster).progress;
    QVERIFY2(way > 2.0 / 12 && way < 1, qPrintable(QString::number(way)));
}

void TestReplica::stepsOfAClustersOperation()
{
    const Operation* driver = m_replica->driver(u"dale-prod-02"_s);
    QVERIFY(driver);
    Operation operation = *driver;
    operation.step = 1;
    operation.state = OperationState::NeedsAttention;
    Plan plan{.operation = operation.id};
    plan.steps = {
        {.kind = StepKind::CreateCluster}, {.kind = StepKind::AllocateMembers}, {.kind = StepKind::Finalise}};
    ChangeBatch change = batch();
    change.operations.changed = {operation};
    change.plans.changed = {plan};
    m_replica->apply(change);
    const StageWay way = stageWay(*m_replica, *m_replica->cluster(u"dale-prod-02"_s));
    QCOMPARE(way.current, 1);
    QCOMPARE(way.steps.size(), 3);
    QCOMPARE(way.steps.at(0), (StageStep{u"create-cluster"_s, Status::Succeeded}));
    QCOMPARE(way.steps.at(1), (StageStep{u"allocate-members"_s, Status::WaitingForPerson}));
    QCOMPARE(way.steps.at(2), (StageStep{u"finalise"_s, Status::Queued}));
}

void TestReplica::stagesOfOneWorkflowAreOneStep()
{
    Machine machine = member(u"r07-u21"_s);
    machine.sequence = {.workflow = u"universal-start"_s,
                        .tasks = {u"stage:start"_s, u"stage:universal-start-start-callback"_s,
                                  u"callback-task"_s, u"stage:universal-start-inventory"_s, u"inventory"_s,
                                  u"stage:site-extra"_s, u"extra"_s, u"stage:complete"_s},
                        .currentTask = 4,
                        .stage = u"universal-start-inventory"_s};
    machine.cluster.clear();
    machine.id.uuid = QUuid::fromString(u"{0b0b0b0b-0000-4000-8000-000000000001}"_s);
    const StageWay way = stageWay(*m_replica, machine);
    QCOMPARE(way.steps.size(), 2);
    QCOMPARE(way.steps.at(0).stage, u"universal-start"_s);
    QCOMPARE(way.steps.at(1).stage, u"site-extra"_s);
    QCOMPARE(way.current, 0);
}

void TestReplica::stagesOfAMember()
{
    const auto text = [this](const QString& name) {
        const StageWay way = stageWay(*m_replica, member(name));
        QStringList parts;
        for (qsizetype i = 0; i < way.steps.size(); ++i) {
            const StageStep& step = way.steps.at(i);
            parts.append((i == way.current ? u">"_s : QString()) + step.stage.section(u'-', 1) + u':' +
                         QString::number(int(step.status)));
        }
        return parts.join(u' ');
    };
    const auto s = [](Status status) { return u':' + QString::number(int(status)); };
    const QString ok = s(Status::Succeeded);
    const QString queued = s(Status::Queued);
    QCOMPARE(text(u"r07-u21"_s), u"discover"_s + ok + u" start"_s + ok + u" hardware"_s + ok +
                                     u" >linux-install"_s + s(Status::Retrying) + u" application"_s + queued +
                                     u" finalize"_s + queued);
    QCOMPARE(text(u"r05-u08"_s), u"discover"_s + ok + u" start"_s + ok + u" hardware"_s + ok +
                                     u" linux-install"_s + ok + u" >plane-ready"_s + s(Status::AtGate) +
                                     u" application"_s + queued + u" finalize"_s + queued);
}

void TestReplica::timelineLanesOfACluster()
{
    TimelineModel model;
    TimelineBuilder builder(*m_replica, model, plainWords());
    builder.showCluster(u"dale-prod-02"_s);
    const TimelineScene& scene = model.scene();
    QStringList titles;
    for (const TimelineLane& lane : scene.lanes)
        titles.append(lane.title);
    QCOMPARE(titles.join(u' '), u"dale-prod-02 control-plane cp-1 cp-2 cp-3 worker w-1 w-2 w-3 w-4 w-5"_s);
    const auto bars = [&](int lane) {
        QStringList parts;
        for (const TimelineSpan& span : scene.lanes.at(lane).spans)
            parts.append(scene.barText(span) + u' ' + QString::number(int(span.state)) +
                         (span.attempt > 1 ? u" a%1"_s.arg(span.attempt) : QString()));
        return parts.join(u", "_s);
    };
    const auto is = [](BarState state) { return u' ' + QString::number(int(state)); };
    const QString ok = is(BarState::Succeeded);
    QCOMPARE(bars(0), u"start"_s + ok + u", allocate members"_s + ok + u", start members"_s + ok +
                          u", wait for members"_s + is(BarState::Running));
    QCOMPARE(bars(4), u"discover"_s + ok + u", start"_s + ok + u", hardware"_s + ok + u", linux-install"_s +
                          is(BarState::Failed) + u", "_s + is(BarState::BackOff) + u" a2"_s +
                          u", linux-install"_s + is(BarState::Retrying) + u" a2"_s);
    QCOMPARE(bars(6), u"discover"_s + ok + u", start"_s + ok + u", hardware"_s + ok + u", linux-install"_s +
                          ok + u", "_s + is(BarState::AtGate));
    QVERIFY(scene.lanes.at(10).failure);
    QVERIFY(scene.lanes.at(10).failure->canRetry);
    QCOMPARE(scene.gates.size(), 1);
    QCOMPARE(scene.gates.constFirst().pegs.size(), 3);
    QCOMPARE(scene.gates.constFirst().arrived(), 2);
    QCOMPARE(scene.gates.constFirst().lastLane, scene.lanes.at(10).key);
    for (const TimelineLane& lane : scene.lanes) {
        for (qsizetype i = 1; i < lane.spans.size(); ++i)
            QVERIFY(lane.spans.at(i - 1).endAt(scene.now) <= lane.spans.at(i).start);
    }
}

void TestReplica::timelineFollowsOneMember()
{
    TimelineModel model;
    TimelineBuilder builder(*m_replica, model, plainWords());
    builder.showCluster(u"dale-prod-02"_s);
    QSignalSpy laneChanged(&model, &TimelineModel::laneChanged);
    QSignalSpy reset(&model, &TimelineModel::lanesReset);
    const MachineId id = member(u"r09-u11"_s).id;
    Job job = *m_replica->openJob(id);
    job.state = JobState::Failed;
    job.ended = FleetScene::at(14, 7, 41);
    ChangeBatch change = batch();
    change.jobs.removed = {job.id};
    change.endedJobs = {job};
    m_replica->apply(change);
    QVERIFY(reset.isEmpty());
    const int lane = model.laneOf(machineKey(id));
    bool touched = false;
    for (const auto& signal : laneChanged)
        touched = touched || signal.constFirst().toInt() == lane;
    QVERIFY(touched);
    QCOMPARE(model.lane(lane).spans.constLast().state, BarState::Failed);
}

void TestReplica::outputBeginsNearTheEndAndFollows()
{
    FakeEngine engine;
    QByteArray text;
    for (int i = 0; i < 200'000; ++i)
        text += "line " + QByteArray::number(i) + '\n';
    bool ended = false;
    engine.onAsk = [&](const Query& query) -> Result<Answer> {
        const auto& read = std::get<Queries::ReadOutput>(query);
        const QByteArray part = text.mid(read.offset, read.limit);
        return Answers::Output{.job = read.job,
                               .offset = read.offset,
                               .next = read.offset + part.size(),
                               .size = text.size(),
                               .text = QString::fromUtf8(part),
                               .ended = ended};
    };
    OutputFeed feed(engine, *m_replica);
    QSignalSpy before(&feed, &OutputFeed::linesBefore);
    // The end is there before the rest is counted; a slow machine sees the one moment only from within.
    std::optional<bool> completeAtFirst;
    connect(&feed, &OutputFeed::changed, this, [&] {
        if (!completeAtFirst && feed.lineCount() > 0 &&
            feed.line(feed.lineCount() - 1).text == u"line 199999"_s)
            completeAtFirst = feed.isComplete();
    });
    const JobId job = m_replica->openJob(member(u"r07-u21"_s).id)->id;
    feed.show(job);
    QTRY_VERIFY(completeAtFirst.has_value());
    QVERIFY(!*completeAtFirst);
    QTRY_VERIFY(feed.isComplete());
    QCOMPARE(feed.lineCount(), 200'000);
    QVERIFY(before.size() >= 2);
    for (const int number : {0, 1, 77'777, 199'998})
        QTRY_COMPARE(feed.line(number).text, u"line %1"_s.arg(number));
    text += "10 %\r20 %\r\nerror: \x01 last";
    ended = true;
    ChangeBatch change = batch();
    change.observations = {{.job = job, .outputBytes = text.size()}};
    m_replica->apply(change);
    QTRY_COMPARE(feed.line(feed.lineCount() - 1).text, u"error: \uFFFD last"_s);
    QCOMPARE(feed.line(feed.lineCount() - 2).text, u"20 %"_s);
    QCOMPARE(*feed.line(feed.lineCount() - 1).tone, Tone::Bad);
}

void TestReplica::aLongOutputIsHeldInPart()
{
    FakeEngine engine;
    static constexpr qint64 size = 64LL << 20;
    constexpr int lineBytes = 64; // every line is as long, so that any part can be made when it is asked for
    engine.onAsk = [](const Query& query) -> Result<Answer> {
        const auto& read = std::get<Queries::ReadOutput>(query);
        const qint64 end = std::min<qint64>(read.offset + read.limit, size);
        QByteArray part;
        for (qint64 number = read.offset / lineBytes; number * lineBytes < end; ++number)
            part += QByteArray::number(number).rightJustified(lineBytes - 1, '0') + '\n';
        part = part.mid(read.offset % lineBytes, end - read.offset);
        return Answers::Output{.job = read.job,
                               .offset = read.offset,
                               .next = end,
                               .size = size,
                               .text = QString::fromLatin1(part),
                               .ended = true};
    };
    OutputFeed feed(engine, *m_replica);
    feed.show(m_replica->openJob(member(u"r07-u21"_s).id)->id);
    QTRY_VERIFY(feed.isComplete());
    QCOMPARE(feed.lineCount(), size / lineBytes);
    QVERIFY(feed.blocksHeld() <= OutputFeed::blocksKept);
    for (const qint64 number :
         {qint64(0), qint64(16'383), qint64(16'384), feed.lineCount() / 2, feed.lineCount() - 1})
        QTRY_COMPARE(feed.line(number).text.toLongLong(), number);
    QVERIFY(feed.blocksHeld() <= OutputFeed::blocksKept);
}

void TestReplica::outputOfAnotherJobDropsTheOldAnswer()
{
    FakeEngine engine;
    engine.onAsk = [](const Query& query) -> Result<Answer> {
        const auto& read = std::get<Queries::ReadOutput>(query);
        return Answers::Output{.job = read.job,
                               .offset = 0,
                               .next = 5,
                               .size = 5,
                               .text = u"of %1\n"_s.arg(read.job.value),
                               .ended = true};
    };
    engine.hold = true;
    OutputFeed feed(engine, *m_replica);
    feed.show(JobId{1});
    feed.show(JobId{2});
    engine.release(); // the newest answer first, then the one that is out of date
    QTRY_COMPARE(feed.lineCount(), 1);
    QCOMPARE(feed.lineCount(), 1);
    QCOMPARE(feed.line(0).text, u"of 2"_s);
}

} // namespace Drover

QTEST_GUILESS_MAIN(Drover::TestReplica)
#include "tst_replica.moc"
