#include "models/timeline/timelinebuilder.h"

#include "models/objectkey.h"
#include "models/timeline/jobspans.h"
#include "models/timeline/timelinemodel.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover {

TimelineBuilder::TimelineBuilder(const Replica& replica, TimelineModel& model, ModelWords words,
                                 QObject* parent)
    : QObject(parent), m_replica(replica), m_model(model), m_words(std::move(words))
{
    connect(&replica, &Replica::applied, this, &TimelineBuilder::follow);
}

void TimelineBuilder::showCluster(const QString& name)
{
    if (name == m_cluster)
        return;
    m_cluster = name;
    m_lanes.clear();
    m_texts = {};
    build({});
    emit clusterChanged(name);
}

void TimelineBuilder::follow(const ReplicaChanges& changes)
{
    if (changes.snapshot) {
        m_lanes.clear();
        m_texts = {};
        build({});
        return;
    }
    if (m_cluster.isEmpty() || !changes.clusters.contains(m_cluster)) {
        m_model.setNow(m_replica.now());
        return;
    }
    // A gate that opens ends the waits of members that did not change themselves.
    const bool gateTouched =
        std::any_of(changes.gates.begin(), changes.gates.end(),
                    [this](const QString& key) { return key.startsWith(m_cluster + u'/'); });
    if (gateTouched)
        m_lanes.clear();
    QSet<MachineId> stale = changes.jobMachines;
    stale.unite(changes.machines);
    build(stale);
}

TimelineLane TimelineBuilder::memberLane(const Machine* machine, MachineId id,
                                         const QList<const Gate*>& gates)
{
    QList<const Job*> jobs;
    const QList<JobId> ids = m_replica.jobsOf(id);
    for (const JobId jobId : ids) {
        const Job* job = m_replica.job(jobId);
        if (job && job->cluster == m_cluster)
            jobs.append(job);
    }
    const bool isCluster = machine && machine->kind == MachineKind::Cluster;
    const bool present = machine && (isCluster || machine->cluster == m_cluster);
    TimelineLane lane;
    lane.key = machineKey(id);
    lane.depth = 1;
    JobSpanContext context{.machine = present ? machine : nullptr,
                           .gates = gates,
                           .now = m_replica.now(),
                           .entriesApart = isCluster};
    if (isCluster) {
        lane.key = clusterKey(m_cluster);
        lane.kind = LaneKind::Cluster;
        lane.depth = 0;
        lane.title = m_cluster;
    } else if (present) {
        lane.title = machine->memberName;
        lane.subtitle = machine->name;
        lane.status = memberState(m_replica, *machine).state.status;
        context.role = machine->role;
    } else if (!jobs.isEmpty()) {
        lane.title =
            jobs.constLast()->member.isEmpty() ? jobs.constLast()->machineName : jobs.constLast()->member;
        lane.subtitle = jobs.constLast()->machineName;
    }
    lane.spans = jobSpans(jobs, context, m_texts);
    lane.failure = laneFailure(jobs, context.machine);
    return lane;
}

void TimelineBuilder::build(const QSet<MachineId>& stale)
{
    TimelineScene scene;
    scene.now = m_replica.now();
    scene.title = m_cluster;
    const Machine* cluster = m_cluster.isEmpty() ? nullptr : m_replica.cluster(m_cluster);
    const QSet<MachineId>& worked = m_replica.machinesWithJobsOf(m_cluster);
    if (m_cluster.isEmpty() || (!cluster && worked.isEmpty())) {
        m_model.setScene(std::move(scene));
        return;
    }
    const QList<const Gate*> clusterGates = m_replica.gatesOf(m_cluster);
    const auto laneOf = [&](MachineId id) {
        auto it = m_lanes.find(id);
        if (it == m_lanes.end() || stale.contains(id))
            it = m_lanes.insert(id, memberLane(m_replica.machine(id), id, clusterGates));
        return *it;
    };

    QSet<MachineId> placed;
    int members = 0;
    if (cluster) {
        TimelineLane lane = laneOf(cluster->id);
        const ClusterState state = clusterState(m_replica, *cluster);
        lane.status = state.state.status;
        if (state.progress >= 0)
            lane.subtitle = QString::number(int(state.progress * 100)) + u" %"_s;
        scene.lanes.append(lane);
        placed.insert(cluster->id);
        for (const RoleState& role : state.roles) {
            TimelineLane head{.key = roleKey(m_cluster, role.role),
                              .kind = LaneKind::GroupHeader,
                              .status = role.state.status,
                              .title = role.role};
            head.subtitle = m_words.role(role);
            scene.lanes.append(head);
            for (const MachineId id : role.members) {
                scene.lanes.append(laneOf(id));
                placed.insert(id);
                ++members;
            }
        }
    }
    QList<TimelineLane> gone;
    for (const MachineId id : worked) {
        const Machine* machine = m_replica.machine(id);
        if (placed.contains(id) || (machine && machine->kind == MachineKind::ResourceBroker))
            continue;
        gone.append(laneOf(id));
    }
    std::sort(gone.begin(), gone.end(), [](const TimelineLane& a, const TimelineLane& b) {
        return std::pair(naturalKey(a.title), a.key) < std::pair(naturalKey(b.title), b.key);
    });
    scene.lanes.append(gone);
    scene.caption = m_words.members(members + int(gone.size()));
    scene.gates = gates(scene.lanes);
    scene.texts = m_texts;
    m_model.setScene(std::move(scene));
}

QList<TimelineGate> TimelineBuilder::gates(const QList<TimelineLane>& lanes) const
{
    QList<TimelineGate> found;
    const QList<const Gate*> clusterGates = m_replica.gatesOf(m_cluster);
    for (const Gate* gate : clusterGates) {
        TimelineGate shown{
            .key = gate->key(), .name = gate->name, .needed = gate->needed, .openedAt = gate->openedAt};
        shown.badgeLane = roleKey(m_cluster, gate->role);
        shown.firstLane = clusterKey(m_cluster);
        if (!gate->arrived.isEmpty())
            shown.lastArriver = gate->arrived.constLast();
        for (const TimelineLane& lane : lanes) {
            const Machine* member = lane.kind == LaneKind::Member
                                        ? m_replica.machine(ObjectKey::parse(lane.key).machine)
                                        : nullptr;
            if (!member || member->cluster != m_cluster)
                continue;
            if (member->role == gate->role)
                shown.pegs.append({.laneKey = lane.key,
                                   .member = member->memberName,
                                   .arrived = gate->arrived.contains(member->memberName)});
            if (member->role == gate->role || gate->waitingRoles.contains(member->role))
                shown.lastLane = lane.key;
        }
        if (!shown.lastLane.isEmpty())
            found.append(shown);
    }
    return found;
}

} // namespace Drover
