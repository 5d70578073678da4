#include "models/objectkey.h"
#include "models/timeline/timelinebuilder.h"
#include "models/timeline/timelinemodel.h"
#include "tests/support/fleetscene.h"
#include "tests/support/modeltext.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace Drover {

using namespace Testing;

/// How the timeline of a cluster is made from the replica: groups, tasks, and what stands still.
class TestTimelineBuilder : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_replica = std::make_unique<Replica>();
        m_replica->setWallClock([] { return qint64(0); });
        m_replica->apply(m_scene.snapshot());
        m_model = std::make_unique<TimelineModel>();
        m_builder = std::make_unique<TimelineBuilder>(*m_replica, *m_model, plainWords());
        m_builder->showCluster(u"dale-prod-02"_s);
    }

    void cleanup()
    {
        m_builder.reset();
        m_model.reset();
        m_replica.reset();
    }

    void aMemberOpensIntoItsTasks()
    {
        const QString key = machineKey(m_scene.machine(u"r07-u21"_s).id);
        const qsizetype before = m_model->scene().lanes.size();
        const int member = m_model->laneOf(key);
        QVERIFY(m_model->lane(member).expandable);
        m_builder->setExpanded(key, true);
        QVERIFY(m_model->lane(member).expanded);
        QSet<QString> tasks;
        qsizetype jobs = 0;
        for (int lane = member + 1; m_model->lane(lane).kind == LaneKind::Task; ++lane) {
            QCOMPARE(m_model->lane(lane).objectKey(), key);
            tasks.insert(m_model->lane(lane).title);
            for (const TimelineSpan& span : m_model->lane(lane).spans) {
                jobs += span.id != 0 ? 1 : 0;
                QVERIFY(span.id == 0 || m_replica->job(TimelineBuilder::jobOfSpan(span.id)));
            }
        }
        QCOMPARE(jobs, m_replica->jobsOf(m_scene.machine(u"r07-u21"_s).id).size());
        QCOMPARE(m_model->scene().lanes.size(), before + tasks.size());
        m_builder->setExpanded(key, false);
        QCOMPARE(m_model->scene().lanes.size(), before);
    }

    void groupsCanBeChosen()
    {
        QVERIFY(m_builder->groupings().contains(TimelineGrouping::Stage));
        QVERIFY(!m_builder->groupings().contains(TimelineGrouping::Batch));
        m_builder->setGrouping(TimelineGrouping::Stage);
        QCOMPARE(m_model->lane(1).kind, LaneKind::GroupHeader);
        QCOMPARE(m_model->lane(1).title, u"discover"_s);
        QCOMPARE(m_model->lane(1).subtitle, u"8"_s);
        // The gate is still counted right: every member once, though it is shown in parts.
        QCOMPARE(m_model->scene().gates.size(), 1);
        QCOMPARE(m_model->scene().gates.constFirst().pegs.size(), 3);
        QCOMPARE(m_model->scene().gates.constFirst().arrived(), 2);
        QCOMPARE(m_model->scene().gates.constFirst().badgeLane, clusterKey(u"dale-prod-02"_s));
        m_builder->setGrouping(TimelineGrouping::None);
        QCOMPARE(m_model->scene().lanes.size(), 9);
        m_builder->setGrouping(TimelineGrouping::Role);
        QCOMPARE(m_model->scene().lanes.size(), 11);
    }

    void anOperationThatAsksAPersonStandsStill_data()
    {
        QTest::addColumn<OperationState>("state");
        QTest::addColumn<BarState>("shown");
        QTest::newRow("asks") << OperationState::NeedsAttention << BarState::WaitingForPerson;
        QTest::newRow("paused") << OperationState::Paused << BarState::Paused;
    }

    void anOperationThatAsksAPersonStandsStill()
    {
        QFETCH(OperationState, state);
        QFETCH(BarState, shown);
        const MachineId cluster = m_replica->cluster(u"dale-prod-02"_s)->id;
        Job waits = *m_replica->openJob(cluster);
        waits.waitsFor = u"members"_s;
        Operation operation = *m_replica->driver(u"dale-prod-02"_s);
        operation.state = state;
        operation.why.since = FleetScene::at(14, 5, 0);
        ChangeBatch change = batch();
        change.jobs.changed = {waits};
        change.operations.changed = {operation};
        m_replica->apply(change);
        const QList<TimelineSpan> spans = m_model->lane(m_model->laneOf(clusterKey(u"dale-prod-02"_s))).spans;
        QCOMPARE(spans.constLast().state, shown);
        QCOMPARE(spans.constLast().start, operation.why.since);
        QVERIFY(!spans.constLast().end.isSet());
        QCOMPARE(spans.at(spans.size() - 2).end, operation.why.since);
        // It goes on: one bar again.
        operation.state = OperationState::Running;
        change.jobs = {};
        change.operations.changed = {operation};
        m_replica->apply(change);
        const TimelineSpan last =
            m_model->lane(m_model->laneOf(clusterKey(u"dale-prod-02"_s))).spans.constLast();
        QCOMPARE(last.state, BarState::Running);
        QCOMPARE(last.id, waits.id.value);
    }

    void whoGetsNoSlotIsQueued()
    {
        Machine machine = m_scene.machine(u"r09-u11"_s);
        Job job = *m_replica->openJob(machine.id);
        job.state = JobState::Finished;
        job.ended = FleetScene::at(14, 7, 41);
        machine.sequence.job = {};
        machine.sequence.stage = u"another"_s;
        machine.sequence.complete = false;
        machine.sequence.tasks = {u"next"_s};
        ChangeBatch change = batch();
        change.machines.changed = {machine};
        change.jobs.removed = {job.id};
        change.endedJobs = {job};
        change.figures.jobLimit = change.figures.runningJobs = 5;
        m_replica->apply(change);
        const TimelineSpan last = m_model->lane(m_model->laneOf(machineKey(machine.id))).spans.constLast();
        QCOMPARE(last.state, BarState::Queued);
        QCOMPARE(last.start, job.ended);
        QVERIFY(!last.end.isSet());
    }

private:
    [[nodiscard]] ChangeBatch batch() const
    {
        ChangeBatch change;
        change.figures = m_scene.snapshot().figures;
        return change;
    }

    FleetScene m_scene;
    std::unique_ptr<Replica> m_replica;
    std::unique_ptr<TimelineModel> m_model;
    std::unique_ptr<TimelineBuilder> m_builder;
};

} // namespace Drover

QTEST_GUILESS_MAIN(Drover::TestTimelineBuilder)
#include "tst_timelinebuilder.moc"
