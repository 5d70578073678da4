#include "models/timeline/timelinebuilder.h"

#include "models/clusterstate.h"
#include "models/objectkey.h"
#include "models/shortstage.h"
#include "models/timeline/jobspans.h"
#include "models/timeline/timelinegates.h"
#include "models/timeline/timelinemodel.h"
#include "models/whywaits.h"

#include <QElapsedTimer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int kHeadsMs = 100;
constexpr qsizetype kFewLanes = 500; ///< counted at once

std::optional<BarState> blockedState(WhyWaits::Code code)
{
    switch (code) {
    case WhyWaits::Code::WaitsForSlot:
        return BarState::Queued;
    case WhyWaits::Code::OperationPaused:
        return BarState::Paused;
    case WhyWaits::Code::NeedsAttention:
        return BarState::WaitingForPerson;
    default:
        return std::nullopt; // its jobs and its sequence say it
    }
}

} // namespace

TimelineBuilder::TimelineBuilder(const Replica& replica, TimelineModel& model, ModelWords words,
                                 QObject* parent)
    : QObject(parent), m_replica(replica), m_model(model), m_words(std::move(words))
{
    connect(&replica, &Replica::applied, this, &TimelineBuilder::follow);
    m_heads.setSingleShot(true);
    m_heads.setInterval(kHeadsMs);
    connect(&m_heads, &QTimer::timeout, this, &TimelineBuilder::updateHeads);
}

void TimelineBuilder::showCluster(const QString& name)
{
    if (name == m_cluster)
        return;
    m_cluster = name;
    m_driverState.reset();
    forget();
    build({});
    emit clusterChanged(name);
}

void TimelineBuilder::forget()
{
    m_lanes.clear();
    m_texts = {};
    m_pastOperations = 0;
    m_past.clear();
    (void)learnPast();
}

void TimelineBuilder::setGrouping(TimelineGrouping grouping)
{
    if (grouping == m_grouping)
        return;
    m_grouping = grouping;
    build({});
}

QList<TimelineGrouping> TimelineBuilder::groupings() const
{
    QList<TimelineGrouping> possible{TimelineGrouping::Role, TimelineGrouping::Stage};
    if (batchPlan())
        possible.append(TimelineGrouping::Batch);
    possible.append({TimelineGrouping::Rack, TimelineGrouping::None});
    return possible;
}

/// The plan whose batches are at work, or were last.
const Plan* TimelineBuilder::batchPlan() const
{
    const Operation* operation = m_replica.driver(m_cluster);
    if (!operation)
        operation = m_replica.lastEnded(m_cluster);
    const Plan* plan = operation ? m_replica.plan(operation->id) : nullptr;
    return plan && !plan->batches.isEmpty() ? plan : nullptr;
}

void TimelineBuilder::setExpanded(const QString& laneKey, bool expanded)
{
    if (expanded == m_expanded.contains(laneKey))
        return;
    if (expanded)
        m_expanded.insert(laneKey);
    else
        m_expanded.remove(laneKey);
    build({ObjectKey::parse(laneKey).machine});
}

void TimelineBuilder::follow(const ReplicaChanges& changes)
{
    if (changes.snapshot) {
        forget();
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
    // So does an operation that is paused, goes on or asks a person.
    const Operation* driver = changes.operations.isEmpty() ? nullptr : m_replica.driver(m_cluster);
    const bool stateChanged = !changes.operations.isEmpty() &&
                              m_driverState != (driver ? std::optional(driver->state) : std::nullopt);
    if (stateChanged)
        m_driverState = driver ? std::optional(driver->state) : std::nullopt;
    const bool pastChanged = !changes.operations.isEmpty() && learnPast();
    const bool allStale = gateTouched || stateChanged || pastChanged;
    if (allStale)
        m_lanes.clear();
    QSet<MachineId> stale = changes.jobMachines;
    stale.unite(changes.machines);
    if (allStale || !renew(stale))
        build(stale);
}

/// Makes lanes anew where they are; false when one came, went or moved, so that all must be laid out again.
bool TimelineBuilder::renew(const QSet<MachineId>& stale)
{
    if (m_grouping == TimelineGrouping::Stage || m_lanes.isEmpty())
        return false;
    const QList<const Gate*> gates = m_replica.pastGatesOf(m_cluster) + m_replica.gatesOf(m_cluster);
    const QSet<MachineId>& worked = m_replica.machinesWithJobsOf(m_cluster);
    QHash<MachineId, GroupedMember> renewed;
    for (const MachineId id : stale) {
        const auto known = m_lanes.constFind(id);
        const Machine* machine = m_replica.machine(id);
        if (known == m_lanes.constEnd()) {
            const bool broker = machine && machine->kind == MachineKind::ResourceBroker;
            if (!broker && ((machine && machine->cluster == m_cluster) || worked.contains(id)))
                return false;
            continue;
        }
        const GroupedMember fresh = groupedMember(id, gates);
        if (fresh.role != known->role || fresh.rack != known->rack || fresh.lane.kind != known->lane.kind ||
            fresh.lane.title != known->lane.title || fresh.lane.expanded || known->lane.expanded)
            return false;
        renewed.insert(id, fresh);
    }
    QList<TimelineLane> lanes;
    for (auto it = renewed.constBegin(); it != renewed.constEnd(); ++it) {
        m_lanes.insert(it.key(), *it);
        // The cluster's lane tells of all members: it comes with the heads.
        if (it->lane.kind != LaneKind::Cluster)
            lanes.append(it->lane);
    }
    m_model.setNow(m_replica.now());
    m_model.setLanes(lanes, m_texts);
    if (m_lanes.size() <= kFewLanes)
        updateHeads();
    else if (!m_heads.isActive())
        m_heads.start();
    return true;
}

void TimelineBuilder::updateHeads()
{
    const Machine* cluster = m_replica.cluster(m_cluster);
    if (!cluster)
        return;
    QElapsedTimer took;
    took.start();
    const ClusterState& state = clusterState(m_replica, *cluster);
    QList<TimelineLane> heads;
    if (const int at = m_model.laneOf(clusterKey(m_cluster)); at >= 0) {
        const auto known = m_lanes.constFind(cluster->id);
        heads.append(known == m_lanes.constEnd() ? m_model.lane(at) : known->lane);
        tellState(heads.last(), state);
    }
    for (const RoleState& role : state.roles) {
        const int at = m_model.laneOf(roleKey(m_cluster, role.role));
        if (at < 0)
            continue;
        TimelineLane head = m_model.lane(at);
        head.status = role.state.status;
        head.subtitle = m_words.role(role);
        heads.append(head);
    }
    m_model.setLanes(heads, m_texts);
    // Of a large cluster it takes a while: at most a twentieth of the time goes into it.
    m_heads.setInterval(std::max(kHeadsMs, int(20 * took.elapsed())));
}

void TimelineBuilder::tellState(TimelineLane& clusterLane, const ClusterState& state) const
{
    clusterLane.status = state.state.status;
    if (state.progress >= 0)
        clusterLane.subtitle = QString::number(int(state.progress * 100)) + u" %"_s;
}

GroupedMember TimelineBuilder::groupedMember(MachineId id, const QList<const Gate*>& gates)
{
    const Machine* machine = m_replica.machine(id);
    GroupedMember member{.lane = memberLane(machine, id, gates)};
    if (machine && machine->cluster == m_cluster) {
        member.role = machine->role;
    } else {
        member.role = m_past.value(id).role;
        member.gone = member.lane.kind == LaneKind::Member;
    }
    if (machine)
        member.rack = machine->params.value("location/rack"_L1).toString();
    return member;
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
    // A destroyed cluster is known by its jobs only, under its own name.
    const bool isCluster = machine ? machine->kind == MachineKind::Cluster
                                   : !jobs.isEmpty() && jobs.constLast()->machineName == m_cluster;
    const bool present = machine && (isCluster || machine->cluster == m_cluster);
    TimelineLane lane;
    lane.key = machineKey(id);
    lane.depth = 1;
    JobSpanContext context{.machine = present ? machine : nullptr,
                           .gates = gates,
                           .now = m_replica.now(),
                           .entriesApart = isCluster};
    if (isCluster) {
        if (present)
            lane.key = clusterKey(m_cluster);
        else
            lane.status = Status::Destroyed;
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
        lane.status = Status::Destroyed;
        context.role = m_past.value(id).role;
    }
    if (present) {
        const WhyWaits why = whyWaits(m_replica, *machine);
        context.blocked = blockedState(why.code);
        const Operation* driver = m_replica.driver(m_cluster);
        if (context.blocked && driver && driver->state != OperationState::Running)
            context.blockedSince = driver->why.since;
    }
    lane.spans = jobSpans(jobs, context, m_texts);
    lane.jobs = jobDetails(jobs, context, m_texts);
    lane.expandable = !isCluster && !lane.jobs.isEmpty();
    lane.expanded = lane.expandable && m_expanded.contains(lane.key);
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
    const QList<const Gate*> gates = m_replica.pastGatesOf(m_cluster) + m_replica.gatesOf(m_cluster);
    QHash<QString, int> batches; // machine name → batch
    if (const Plan* plan = m_grouping == TimelineGrouping::Batch ? batchPlan() : nullptr) {
        for (qsizetype i = 0; i < plan->batches.size(); ++i) {
            for (const QString& machine : plan->batches.at(i))
                batches.insert(machine, int(i));
        }
    }
    const auto memberOf = [&](MachineId id) {
        auto it = m_lanes.find(id);
        if (it == m_lanes.end() || stale.contains(id))
            it = m_lanes.insert(id, groupedMember(id, gates));
        return *it;
    };

    QSet<MachineId> placed;
    QList<GroupedMember> members;
    const ClusterState state = cluster ? clusterState(m_replica, *cluster) : ClusterState{};
    if (cluster) {
        scene.lanes.append(memberOf(cluster->id).lane);
        tellState(scene.lanes.last(), state);
        placed.insert(cluster->id);
        for (const RoleState& role : state.roles) {
            for (const MachineId id : role.members) {
                GroupedMember member = memberOf(id);
                member.batch = batches.value(member.lane.subtitle, -1);
                members.append(member);
                placed.insert(id);
            }
        }
    }
    QList<GroupedMember> gone;
    for (const MachineId id : worked) {
        const Machine* machine = m_replica.machine(id);
        if (placed.contains(id) || (machine && machine->kind == MachineKind::ResourceBroker))
            continue;
        GroupedMember member = memberOf(id);
        if (member.lane.kind == LaneKind::Cluster) {
            scene.lanes.append(member.lane);
            continue;
        }
        member.batch = batches.value(member.lane.subtitle, -1);
        gone.append(member);
    }
    // Earlier clusters of the name come below the present one; the last of those that are gone stands for it.
    std::ranges::stable_sort(scene.lanes, std::ranges::greater(), [](const TimelineLane& lane) {
        return lane.spans.isEmpty() ? Instant() : lane.spans.constFirst().start;
    });
    if (!cluster && !scene.lanes.isEmpty())
        scene.lanes.first().key = clusterKey(m_cluster);
    sortGone(gone);
    members += gone;
    scene.lanes.append(
        groupLanes(members, m_grouping, m_texts, [&](const QString& name, int index, int count) {
            return titleOf(state, name, index, count);
        }));
    scene.caption = m_words.members(int(members.size()));
    scene.gates = timelineGates(m_replica, m_cluster, m_grouping, scene.lanes, m_lanes);
    scene.texts = m_texts;
    m_model.setScene(std::move(scene));
}

GroupTitle TimelineBuilder::titleOf(const ClusterState& state, const QString& name, int index,
                                    int members) const
{
    switch (m_grouping) {
    case TimelineGrouping::Role: {
        GroupTitle title{.key = roleKey(m_cluster, name), .title = name};
        const auto role = std::ranges::find(state.roles, name, &RoleState::role);
        if (role != state.roles.end()) {
            title.status = role->state.status;
            title.subtitle = m_words.role(*role);
        } else {
            title.status = Status::Destroyed;
            title.subtitle = m_words.members(members);
        }
        return title;
    }
    case TimelineGrouping::Stage:
        return {u"stage/"_s + name, shortStage(name), m_words.count(members)};
    case TimelineGrouping::Batch: {
        const Plan* plan = batchPlan();
        return {u"batch/"_s + QString::number(index), m_words.of(index + 1, plan ? plan->batches.size() : 0),
                m_words.count(members)};
    }
    case TimelineGrouping::Rack:
        return {u"rack/"_s + name, name, m_words.count(members)};
    case TimelineGrouping::None:
        break;
    }
    return {};
}

/// True when an operation of the cluster has ended since.
bool TimelineBuilder::learnPast()
{
    const qsizetype ended = m_cluster.isEmpty() ? 0 : m_replica.endedOperationsOf(m_cluster).size();
    if (ended == m_pastOperations)
        return false;
    m_pastOperations = ended;
    m_past = pastMembers(m_replica, m_cluster);
    return true;
}

/// In the order of the roles that the newest plan knows, then of names.
void TimelineBuilder::sortGone(QList<GroupedMember>& gone) const
{
    QStringList roles;
    const Operation* last = m_replica.lastEnded(m_cluster);
    const Plan* plan = last ? m_replica.plan(last->id) : nullptr;
    for (const TopologyRole& role : plan ? plan->topology : QList<TopologyRole>())
        roles.append(role.role);
    const auto place = [&roles](const GroupedMember& member) {
        return std::tuple(roles.indexOf(member.role), naturalKey(member.lane.title), member.lane.key);
    };
    std::sort(gone.begin(), gone.end(),
              [&place](const GroupedMember& a, const GroupedMember& b) { return place(a) < place(b); });
}

} // namespace Drover
