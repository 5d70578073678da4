#include "tests/ui/demoscene.h"

#include <QDateTime>
#include <QRandomGenerator>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

Instant at(const char* clock)
{
    const QTime time = QTime::fromString(QLatin1StringView(clock), u"HH:mm:ss"_s);
    return Instant(QDateTime(QDate(2026, 11, 22), time, Qt::UTC).toMSecsSinceEpoch());
}

class LaneBuilder
{
public:
    LaneBuilder(TimelineScene& scene, const QString& name, const QString& machine, Status status)
        : m_scene(scene)
    {
        m_lane.key = name;
        m_lane.title = name;
        m_lane.subtitle = machine;
        m_lane.depth = 2;
        m_lane.status = status;
    }

    LaneBuilder& begin(const char* clock)
    {
        m_at = at(clock);
        return *this;
    }

    LaneBuilder& bar(BarState state, const char* until, const QString& stage = {}, int attempt = 1,
                     int progress = -1)
    {
        TimelineSpan span;
        const bool recorded = !isPredicted(state) && state != BarState::BackOff;
        span.id = recorded ? ++s_nextId : 0;
        span.start = m_at;
        span.end = until ? at(until) : Instant();
        span.state = state;
        span.stage = m_scene.texts.intern(stage.isEmpty() ? QString() : u"universal-"_s + stage);
        span.attempt = quint16(attempt);
        span.progress = qint8(progress);
        if (state == BarState::AtGate) {
            span.label = m_scene.texts.intern(u"at gate"_s);
        }
        m_lane.spans.append(span);
        m_at = until ? span.end : m_scene.now;
        return *this;
    }

    LaneBuilder& done(const QString& stage, const char* until)
    {
        return bar(BarState::Succeeded, until, stage);
    }

    TimelineLane& lane() { return m_lane; }
    void add() { m_scene.lanes.append(m_lane); }

private:
    static inline qint64 s_nextId = 0;
    TimelineScene& m_scene;
    TimelineLane m_lane;
    Instant m_at;
};

void addHeader(TimelineScene& scene, const QString& name, const QString& counts)
{
    TimelineLane lane;
    lane.key = u"group/"_s + name;
    lane.kind = LaneKind::GroupHeader;
    lane.depth = 1;
    lane.title = name;
    lane.subtitle = counts;
    scene.lanes.append(lane);
}

void addCluster(TimelineScene& scene)
{
    LaneBuilder cluster(scene, u"dale-prod-02"_s, u"64 %"_s, Status::Provisioning);
    cluster.lane().kind = LaneKind::Cluster;
    cluster.lane().depth = 0;
    cluster.begin("13:51:32").done(u"start"_s, "13:52:00").done(u"8/8"_s, "13:53:10");
    cluster.bar(BarState::Running, nullptr, u"provision members"_s);
    cluster.lane().spans.last().label =
        scene.texts.intern(u"provision members · 4 of 8 through application"_s);
    cluster.bar(BarState::Predicted, "14:11:18").bar(BarState::Predicted, "14:15:38", u"workers join"_s);
    cluster.bar(BarState::Predicted, "14:18:50", u"finalize"_s);
    cluster.add();
}

void addControlPlane(TimelineScene& scene)
{
    addHeader(scene, u"control-plane"_s, u"2 of 3 ready"_s);
    LaneBuilder cp1(scene, u"cp-1"_s, u"r07-u14"_s, Status::AtGate);
    cp1.begin("13:53:10")
        .done(u"discover"_s, "13:55:05")
        .done(u"start"_s, "13:55:45")
        .done(u"hardware"_s, "13:58:50");
    cp1.done(u"linux-install"_s, "14:03:30")
        .done(u"application"_s, "14:06:10")
        .bar(BarState::AtGate, nullptr);
    cp1.bar(BarState::PredictedWait, "14:11:18").add();
    LaneBuilder cp2(scene, u"cp-2"_s, u"r11-u03"_s, Status::AtGate);
    cp2.begin("13:53:10")
        .done(u"discover"_s, "13:55:13")
        .done(u"start"_s, "13:55:47")
        .done(u"hardware"_s, "13:59:05");
    cp2.done(u"linux-install"_s, "14:03:10")
        .done(u"application"_s, "14:05:43")
        .bar(BarState::AtGate, nullptr);
    cp2.bar(BarState::PredictedWait, "14:11:18").add();
    LaneBuilder cp3(scene, u"cp-3"_s, u"r07-u21"_s, Status::Retrying);
    cp3.begin("13:53:10")
        .done(u"discover"_s, "13:55:10")
        .done(u"start"_s, "13:55:47")
        .done(u"hardware"_s, "13:59:20");
    cp3.bar(BarState::Failed, "14:02:20", u"linux-install"_s).bar(BarState::BackOff, "14:02:50");
    cp3.bar(BarState::Retrying, nullptr, u"linux-install"_s, 2, 83).bar(BarState::Predicted, "14:08:40");
    cp3.bar(BarState::Predicted, "14:11:18", u"application"_s).add();
}

void addWorkers(TimelineScene& scene)
{
    addHeader(scene, u"worker"_s, u"0 of 5 ready · 1 failed"_s);
    LaneBuilder w1(scene, u"w-1"_s, u"r05-u08"_s, Status::AtGate);
    w1.begin("13:53:10")
        .done(u"discover"_s, "13:55:00")
        .done(u"start"_s, "13:55:37")
        .done(u"hardware"_s, "13:58:40");
    w1.done(u"linux-install"_s, "14:03:50").done(u"application"_s, "14:06:30").bar(BarState::AtGate, nullptr);
    w1.bar(BarState::PredictedWait, "14:11:18").bar(BarState::Predicted, "14:14:48", u"join"_s).add();
    LaneBuilder w3(scene, u"w-3"_s, u"r09-u11"_s, Status::Running);
    w3.begin("13:53:10")
        .done(u"discover"_s, "13:55:09")
        .done(u"start"_s, "13:55:46")
        .done(u"hardware"_s, "13:59:50");
    w3.done(u"linux-install"_s, "14:05:20").bar(BarState::Running, nullptr, u"application"_s);
    w3.bar(BarState::Predicted, "14:08:10")
        .bar(BarState::PredictedWait, "14:11:18")
        .bar(BarState::Predicted, "14:15:09", u"join"_s)
        .add();
    LaneBuilder w4(scene, u"w-4"_s, u"r11-u17"_s, Status::Running);
    w4.begin("13:53:10").bar(BarState::Failed, "13:53:58", u"discover"_s).bar(BarState::BackOff, "13:54:18");
    w4.bar(BarState::SucceededAfterRetry, "13:56:25", u"discover"_s, 2)
        .done(u"start"_s, "13:57:02")
        .done(u"hardware"_s, "14:00:12");
    w4.done(u"linux-install"_s, "14:05:50").bar(BarState::Running, nullptr, u"application"_s);
    w4.bar(BarState::Predicted, "14:08:51")
        .bar(BarState::PredictedWait, "14:11:18")
        .bar(BarState::Predicted, "14:15:38", u"join"_s)
        .add();
    LaneBuilder w5(scene, u"w-5"_s, u"r09-u26"_s, Status::Failed);
    w5.begin("13:53:10").done(u"discover"_s, "13:55:10").done(u"start"_s, "13:55:47");
    w5.bar(BarState::Failed, "13:58:00", u"hardware"_s).bar(BarState::BackOff, "13:58:30");
    w5.bar(BarState::Failed, "14:00:50", u"hardware"_s, 2).bar(BarState::BackOff, "14:01:50");
    w5.bar(BarState::Failed, "14:05:30", u"hardware"_s, 3);
    w5.lane().failure = TimelineFailure{w5.lane().spans.last().id, u"flash-firmware failed, exit 3"_s,
                                        u"BMC 10.20.109.26 gave no answer"_s, true};
    w5.add();
}

} // namespace

TimelineScene demoScene()
{
    TimelineScene scene;
    scene.now = at("14:07:41");
    scene.title = u"dale-prod-02"_s;
    scene.caption = u"8 members by role"_s;
    addCluster(scene);
    addControlPlane(scene);
    addWorkers(scene);
    TimelineGate gate;
    gate.key = u"gate/quorum"_s;
    gate.name = u"Quorum gate"_s;
    gate.needed = 3;
    gate.pegs = {{u"cp-1"_s, u"cp-1"_s, true}, {u"cp-2"_s, u"cp-2"_s, true}, {u"cp-3"_s, u"cp-3"_s, false}};
    gate.predictedAt = at("14:11:18");
    gate.badgeLane = u"group/control-plane"_s;
    gate.firstLane = u"dale-prod-02"_s;
    gate.lastLane = u"w-4"_s;
    scene.gates = {gate};
    scene.criticalPath = {{u"dale-prod-02"_s, at("13:52:00"), at("13:53:10")},
                          {u"cp-3"_s, at("13:53:10"), at("14:11:18")},
                          {u"w-4"_s, at("14:11:18"), at("14:15:38")},
                          {u"dale-prod-02"_s, at("14:15:38"), at("14:18:50")}};
    scene.finish = TimelineFinish{u"dale-prod-02"_s, u"WorkflowComplete"_s, at("14:18:50"), at("14:17:30"),
                                  at("14:20:10")};
    return scene;
}

TimelineScene largeScene(int lanes, int spansPerLane)
{
    QRandomGenerator random(7);
    TimelineScene scene;
    const Instant start = at("06:00:00");
    scene.now = start + std::chrono::minutes(spansPerLane);
    QList<int> stages;
    for (int i = 0; i < 12; ++i) {
        stages.append(scene.texts.intern(u"universal-stage-%1"_s.arg(i)));
    }
    qint64 id = 0;
    for (int i = 0; i < lanes; ++i) {
        if (i % 500 == 0) {
            addHeader(scene, u"rack %1"_s.arg(i / 500), u"500"_s);
        }
        TimelineLane lane;
        lane.key = lane.title = u"m-%1"_s.arg(i);
        lane.subtitle = u"r%1"_s.arg(i % 40);
        lane.depth = 2;
        lane.status = Status::Running;
        lane.spans.reserve(spansPerLane);
        Instant from = start + Duration(random.bounded(60'000));
        for (int s = 0; s < spansPerLane; ++s) {
            const bool last = s + 1 == spansPerLane;
            TimelineSpan span;
            span.id = ++id;
            span.start = from;
            from = from + Duration(20'000 + random.bounded(70'000));
            span.end = last ? Instant() : from;
            span.stage = stages.at(s * 12 / spansPerLane);
            span.state = last                       ? BarState::Running
                         : random.bounded(100) == 0 ? BarState::Failed
                                                    : BarState::Succeeded;
            lane.spans.append(span);
        }
        scene.lanes.append(lane);
    }
    return scene;
}

} // namespace Drover
