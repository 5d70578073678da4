#include "tests/support/fleetscene.h"

#include "engine/core/json.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover::Testing {

namespace {

const QStringList& tasksOf(const QString& stage)
{
    static const QMap<QString, QStringList> tasks{
        {u"universal-discover"_s, {u"inventory"_s, u"classify"_s}},
        {u"universal-start"_s, {u"prepare"_s}},
        {u"universal-hardware"_s, {u"bmc-configure"_s, u"flash-firmware"_s, u"raid-config"_s}},
        {u"universal-linux-install"_s,
         {u"partition"_s, u"make-filesystems"_s, u"unpack-rootfs"_s, u"install-bootloader"_s}},
        {u"universal-application"_s, {u"runtime"_s, u"join-config"_s, u"health-probe"_s}},
        {u"universal-finalize"_s, {u"report"_s}},
    };
    static const QStringList one{u"run"_s};
    const auto it = tasks.constFind(stage);
    return it == tasks.constEnd() ? one : *it;
}

QStringList pipeline(const QString& upTo = {})
{
    QStringList entries;
    for (const char* stage : {"universal-discover", "universal-start", "universal-hardware",
                              "universal-linux-install", "universal-application", "universal-finalize"}) {
        const QString name = QString::fromLatin1(stage);
        if (name == upTo)
            break;
        entries.append(u"stage:"_s + name);
        entries.append(tasksOf(name));
    }
    return entries;
}

} // namespace

Instant FleetScene::at(int hour, int minute, int second)
{
    // 2026-11-22T00:00:00Z
    return Instant(qint64(1'795'305'600'000) + ((qint64(hour) * 60 + minute) * 60 + second) * 1000);
}

FleetScene::FleetScene()
{
    m_batch.snapshot = true;
    m_batch.toSeq = 1'284'913;
    Pool metal{.name = u"metal-general"_s,
               .description = u"Two-socket machines of the general hall"_s,
               .minFree = 40};
    metal.allocateActions.workflow = u"universal-hardware"_s;
    metal.allocateActions.addProfiles = {u"hw-2u-nvme"_s};
    metal.releaseActions.workflow = u"universal-decommission"_s;
    metal.releaseActions.removeProfiles = {u"hw-2u-nvme"_s};
    metal.enterActions.workflow = u"universal-discover"_s;
    m_batch.pools.changed = {{.name = u"default"_s, .description = u"Root of all pools"_s},
                             metal,
                             {.name = u"metal-gpu"_s, .parent = u"metal-general"_s, .minFree = 16},
                             {.name = u"edge-small"_s, .minFree = 24}};

    addCluster(u"fen-prod-01"_s, u"1.31.4"_s, 3, 24, 24);
    addDale();
    addCluster(u"glen-gpu-01"_s, u"1.31.4"_s, 3, 21, 20);
    addCluster(u"moor-stage-01"_s, u"1.32.1"_s, 3, 13, 12);
    addOperation(OperationKind::Update, OperationState::Running, u"moor-stage-01"_s, 7, 16);
    addCluster(u"tarn-ci-03"_s, u"1.30.9"_s, 1, 5, 0);
    addOperation(OperationKind::Destroy, OperationState::Running, u"tarn-ci-03"_s, 5, 6);
    addCluster(u"wold-prod-06"_s, u"1.32.1"_s, 5, 43, 43);
    addCluster(u"fell-prod-01"_s, u"1.31.4"_s, 3, 60, 60);
    addCluster(u"beck-stage-01"_s, u"1.32.1"_s, 1, 9, 9);
    addCluster(u"scar-prod-02"_s, u"1.31.4"_s, 5, 120, 120);
    addCluster(u"north-hall-application-services-production-2026-b"_s, u"1.32.1"_s, 3, 40, 40);
    addIdle(110, u"metal-general"_s, PoolStatus::Free);
    addIdle(14, u"metal-gpu"_s, PoolStatus::Free);
    addIdle(77, u"edge-small"_s, PoolStatus::Free);
    addIdle(14, u"edge-small"_s, PoolStatus::Joining);
    addIdle(5, u"edge-small"_s, PoolStatus::Leaving);
    addIdle(3, u"metal-general"_s, PoolStatus::HoldDestroy);
    addIdle(11, u"metal-general"_s, PoolStatus::Destroying);

    m_batch.figures = {.runningJobs = 37,
                       .jobLimit = 64,
                       .queuedJobs = 12,
                       .seq = 1'284'913,
                       .eventsPerSecond = 42,
                       .databaseBytes = 318'000'000,
                       .walBytes = 4'100'000,
                       .now = at(14, 7, 41),
                       .speed = 0,
                       .started = Instant(at(10, 0, 0).ms() - qint64(6) * 86'400'000),
                       .directory = u"~/.local/share/drover"_s};
    m_batch.figures.seq = m_batch.toSeq;
}

Machine FleetScene::newMachine(const QString& name, MachineKind kind)
{
    ++m_machines;
    Machine machine;
    machine.id.uuid = QUuid(uint(m_machines), 0, 0x4000, 0x80, 0, 0, 0, 0, 0, 0, uchar(m_machines % 256));
    machine.name = name;
    machine.kind = kind;
    machine.created = at(9, 0, 0);
    machine.address = u"10.20.%1.%2"_s.arg(m_machines / 250).arg(m_machines % 250 + 1);
    return machine;
}

void FleetScene::addTopology(const QString& cluster, int voters, int workers, const QString& version)
{
    const QList<TopologyRole> roles{{.role = u"control-plane"_s, .count = voters, .votes = true},
                                    {.role = u"worker"_s, .count = workers, .after = {u"control-plane"_s}}};
    m_batch.profiles.changed.append(
        {.name = cluster,
         .params = {{u"cluster/topology"_s, Json::toTree(roles)}, {u"app/version"_s, version}}});
}

void FleetScene::addCluster(const QString& name, const QString& version, int voters, int workers,
                            int workersReady)
{
    Machine cluster = newMachine(name, MachineKind::Cluster);
    cluster.application = u"base-cluster"_s;
    cluster.sequence.workflow = u"universal-cluster-provision"_s;
    cluster.sequence.complete = true;
    cluster.workOrderMode = true;
    cluster.profiles = {name};
    if (name == u"tarn-ci-03"_s) {
        cluster.sequence = {.workflow = u"universal-cluster-destroy"_s,
                            .tasks = {u"stage:pool-release"_s, u"action:cluster:release-members"_s},
                            .currentTask = 1,
                            .stage = u"pool-release"_s};
        cluster.workOrderMode = false;
    }
    addTopology(name, voters, workers, version);
    for (int i = 0; i < voters + workers; ++i) {
        const bool votes = i < voters;
        Machine member = newMachine(u"r%1-u%2"_s.arg(m_machines / 40 + 20, 2, 10, QChar(u'0'))
                                        .arg(m_machines % 40 + 1, 2, 10, QChar(u'0')),
                                    MachineKind::Machine);
        member.cluster = name;
        member.role = votes ? u"control-plane"_s : u"worker"_s;
        member.memberName =
            votes ? u"cp-"_s + QString::number(i + 1) : u"w-"_s + QString::number(i - voters + 1);
        member.pool = u"metal-general"_s;
        member.poolAllocated = true;
        member.poolStatus = PoolStatus::InUse;
        member.sequence = {.workflow = u"universal-finalize"_s,
                           .tasks = pipeline(),
                           .currentTask = int(pipeline().size()),
                           .complete = true};
        member.workOrderMode = true;
        member.health = Health::Healthy;
        if (!votes && i - voters >= workersReady)
            member.health = Health::Unhealthy;
        if (name == u"tarn-ci-03"_s) {
            member.poolStatus = PoolStatus::Destroying;
            member.sequence = {.workflow = u"universal-decommission"_s,
                               .tasks = {u"stage:decommission"_s, u"wipe"_s},
                               .currentTask = 1,
                               .stage = u"decommission"_s};
            member.workOrderMode = false;
        }
        m_batch.machines.changed.append(member);
        if (i == 0) {
            Job job = addJob(member, {"universal-finalize", at(14, 6, 0), at(14, 7, 20 + m_machines % 20)},
                             u"report"_s);
            Q_UNUSED(job)
        }
    }
    m_batch.machines.changed.append(cluster);
}

void FleetScene::addIdle(int count, const QString& pool, PoolStatus status)
{
    for (int i = 0; i < count; ++i) {
        Machine machine = newMachine(u"r%1-u%2"_s.arg(m_machines / 40 + 20, 2, 10, QChar(u'0'))
                                         .arg(m_machines % 40 + 1, 2, 10, QChar(u'0')),
                                     MachineKind::Machine);
        machine.pool = pool;
        machine.poolStatus = status;
        machine.freeProof = status == PoolStatus::Free ? FreeProof::Joined : FreeProof::None;
        machine.freeSince = status == PoolStatus::Free ? at(9, 12, 4) : Instant();
        if (status == PoolStatus::HoldDestroy)
            machine.sequence = {.workflow = u"universal-decommission"_s,
                                .tasks = {u"stage:decommission"_s, u"wipe"_s},
                                .currentTask = 1,
                                .stage = u"decommission"_s,
                                .stop = Stop::Failed,
                                .stopReason = u"wipe not confirmed, 2 of 2 tries"_s};
        m_batch.machines.changed.append(machine);
    }
}

Job FleetScene::addJob(const Machine& machine, const Bar& bar, const QString& task)
{
    Job job;
    job.id = JobId{++m_jobs};
    job.machine = machine.id;
    job.machineName = machine.name;
    job.member = machine.memberName;
    job.cluster = machine.kind == MachineKind::Cluster ? machine.name : machine.cluster;
    job.stage = QString::fromLatin1(bar.stage);
    job.workflow = job.stage;
    job.task = task;
    job.attempt = bar.attempt;
    job.state = bar.state;
    job.created = bar.from;
    job.started = bar.from;
    job.ended = bar.to;
    if (bar.state == JobState::Failed) {
        job.exitState = ExitState::Failed;
        job.exitCode = 28;
        job.end = JobEnd::Exited;
        job.message = u"mirror 10.20.0.9 timed out after 30 s"_s;
    }
    if (job.isOpen())
        m_batch.jobs.changed.append(job);
    else
        m_batch.endedJobs.append(job);
    return job;
}

void FleetScene::addOperation(OperationKind kind, OperationState state, const QString& cluster, int done,
                              int total)
{
    Operation operation{.id = OperationId{++m_operations},
                        .kind = kind,
                        .cluster = cluster,
                        .state = state,
                        .done = done,
                        .total = total,
                        .actor = u"user:ops-2"_s,
                        .via = u"console"_s};
    operation.created = at(13, 51, 30);
    operation.started = at(13, 51, 30);
    operation.why = {.code = u"members-working"_s,
                     .text = u"Members go through their pipelines; the quorum gate waits for cp-3."_s,
                     .since = at(13, 53, 10)};
    m_batch.operations.changed.append(operation);
}

void FleetScene::addDale()
{
    const QString name = u"dale-prod-02"_s;
    Machine cluster = newMachine(name, MachineKind::Cluster);
    cluster.application = u"base-cluster"_s;
    cluster.sequence = {.workflow = u"universal-cluster-provision"_s,
                        .tasks = {u"stage:start"_s, u"prepare"_s, u"stage:allocate"_s,
                                  u"action:cluster:allocate-members"_s, u"stage:provision-members"_s,
                                  u"action:cluster:start-members"_s, u"action:cluster:wait-for-members"_s,
                                  u"stage:finalize"_s, u"report"_s},
                        .currentTask = 6,
                        .stage = u"provision-members"_s};
    m_batch.machines.changed.append(cluster);
    addTopology(name, 3, 5, u"1.32.1"_s);
    addJob(cluster, {"start", at(13, 51, 30), at(13, 52, 0)}, u"prepare"_s);
    addJob(cluster, {"allocate", at(13, 52, 0), at(13, 53, 8)}, u"action:cluster:allocate-members"_s);
    addJob(cluster, {"provision-members", at(13, 53, 8), at(13, 53, 10)}, u"action:cluster:start-members"_s);
    addJob(cluster, {"provision-members", at(13, 53, 10), {}, 1, JobState::Running},
           u"action:cluster:wait-for-members"_s);

    m_batch.gates.changed.append({.cluster = name,
                                  .name = u"control-plane-ready"_s,
                                  .role = u"control-plane"_s,
                                  .need = u"all"_s,
                                  .when = u"application"_s,
                                  .needed = 3,
                                  .counted = 3,
                                  .arrived = {u"cp-1"_s, u"cp-2"_s},
                                  .waitingRoles = {u"worker"_s},
                                  .declared = at(13, 52, 0)});
    addOperation(OperationKind::Provision, OperationState::Running, name, 64, 100);

    const char* d = "universal-discover";
    const char* s = "universal-start";
    const char* h = "universal-hardware";
    const char* l = "universal-linux-install";
    const char* a = "universal-application";
    const auto ok = [](const char* stage, Instant from, Instant to) {
        return Bar{stage, from, to, 1, JobState::Finished};
    };
    addDaleMember(u"cp-1"_s, u"r07-u14"_s,
                  {ok(d, at(13, 53, 10), at(13, 55, 0)), ok(s, at(13, 55, 0), at(13, 55, 38)),
                   ok(h, at(13, 55, 38), at(13, 58, 50)), ok(l, at(13, 58, 50), at(14, 3, 30)),
                   ok(a, at(14, 3, 30), at(14, 6, 10))},
                  Wait::None, Stop::None);
    addDaleMember(u"cp-2"_s, u"r11-u03"_s,
                  {ok(d, at(13, 53, 10), at(13, 55, 10)), ok(s, at(13, 55, 10), at(13, 55, 45)),
                   ok(h, at(13, 55, 45), at(13, 59, 5)), ok(l, at(13, 59, 5), at(14, 3, 10)),
                   ok(a, at(14, 3, 10), at(14, 5, 40))},
                  Wait::None, Stop::None);
    addDaleMember(u"cp-3"_s, u"r07-u21"_s,
                  {ok(d, at(13, 53, 10), at(13, 55, 10)),
                   ok(s, at(13, 55, 10), at(13, 55, 48)),
                   ok(h, at(13, 55, 48), at(13, 59, 20)),
                   {l, at(13, 59, 20), at(14, 2, 20), 1, JobState::Failed},
                   {l, at(14, 2, 50), {}, 2, JobState::Running}},
                  Wait::None, Stop::None);
    addDaleMember(u"w-1"_s, u"r05-u08"_s,
                  {ok(d, at(13, 53, 10), at(13, 55, 5)), ok(s, at(13, 55, 5), at(13, 55, 40)),
                   ok(h, at(13, 55, 40), at(13, 58, 40)), ok(l, at(13, 58, 40), at(14, 3, 50))},
                  Wait::Gate, Stop::None);
    addDaleMember(u"w-2"_s, u"r05-u30"_s,
                  {ok(d, at(13, 53, 10), at(13, 54, 55)), ok(s, at(13, 54, 55), at(13, 55, 40)),
                   ok(h, at(13, 55, 40), at(13, 58, 20)), ok(l, at(13, 58, 20), at(14, 4, 20))},
                  Wait::Gate, Stop::None);
    addDaleMember(u"w-3"_s, u"r09-u11"_s,
                  {ok(d, at(13, 53, 10), at(13, 55, 15)),
                   ok(s, at(13, 55, 15), at(13, 55, 55)),
                   ok(h, at(13, 55, 55), at(13, 59, 55)),
                   {l, at(13, 59, 55), {}, 1, JobState::Running}},
                  Wait::None, Stop::None);
    addDaleMember(u"w-4"_s, u"r11-u17"_s,
                  {{d, at(13, 53, 10), at(13, 53, 55), 1, JobState::Failed},
                   {d, at(13, 54, 20), at(13, 56, 30), 2, JobState::Finished},
                   ok(s, at(13, 56, 30), at(13, 57, 0)),
                   ok(h, at(13, 57, 0), at(14, 0, 10)),
                   {l, at(14, 0, 10), {}, 1, JobState::Running}},
                  Wait::None, Stop::None);
    addDaleMember(u"w-5"_s, u"r09-u26"_s,
                  {ok(d, at(13, 53, 10), at(13, 55, 5)),
                   ok(s, at(13, 55, 5), at(13, 55, 50)),
                   {h, at(13, 55, 50), at(13, 58, 30), 1, JobState::Failed},
                   {h, at(13, 59, 0), at(14, 1, 10), 2, JobState::Failed},
                   {h, at(14, 2, 0), at(14, 5, 40), 3, JobState::Failed}},
                  Wait::None, Stop::Failed);
}

void FleetScene::addDaleMember(const QString& member, const QString& name, const QList<Bar>& bars, Wait wait,
                               Stop stop)
{
    Machine machine = newMachine(name, MachineKind::Machine);
    machine.cluster = u"dale-prod-02"_s;
    machine.memberName = member;
    machine.role = member.startsWith("cp"_L1) ? u"control-plane"_s : u"worker"_s;
    machine.pool = u"metal-general"_s;
    machine.poolStatus = PoolStatus::Building;
    machine.poolAllocated = true;
    machine.profiles = {u"dale-prod-02"_s, u"hw-2u-nvme"_s};
    machine.params = {{u"cluster/role"_s, machine.role}, {u"location/rack"_s, name.left(3)}};
    const QString stage = QString::fromLatin1(bars.constLast().stage);
    machine.sequence = {
        .workflow = u"universal-discover"_s, .tasks = pipeline(), .stage = stage, .stop = stop, .wait = wait};
    for (const Bar& bar : bars) {
        const QStringList tasks = tasksOf(QString::fromLatin1(bar.stage));
        // Tasks share the stage's time; a failed or running stage stands in its second task.
        const bool whole = bar.state == JobState::Finished;
        const int count = whole ? int(tasks.size()) : std::min(2, int(tasks.size()));
        const Instant end = bar.to.isSet() ? bar.to : at(14, 7, 41);
        for (int i = 0; i < count; ++i) {
            Bar part = bar;
            part.from = bar.from + (end - bar.from) * i / count;
            part.to = bar.from + (end - bar.from) * (i + 1) / count;
            part.state = i + 1 == count ? bar.state : JobState::Finished;
            if (part.state == JobState::Running)
                part.to = {};
            if (part.state == JobState::Finished && !whole)
                part.attempt = 1;
            const Job job = addJob(machine, part, tasks.at(i));
            machine.sequence.currentTask = int(machine.sequence.tasks.indexOf(tasks.at(i))) + (whole ? 1 : 0);
            if (job.isOpen()) {
                machine.sequence.job = job.id;
                machine.sequence.attempt = job.attempt;
                m_batch.observations.append({.job = job.id,
                                             .outputBytes = 48'000,
                                             .progress = 89,
                                             .status = u"unpack 1260 MB of 1420 MB"_s});
            }
        }
    }
    if (wait == Wait::Gate)
        machine.sequence.waitFor = u"control-plane-ready"_s;
    if (stop == Stop::Failed)
        machine.sequence.stopReason =
            u"flash-firmware failed, exit 28: mirror 10.20.0.9 timed out after 30 s"_s;
    if (member == u"cp-1"_s || member == u"cp-2"_s) {
        machine.sequence.currentTask = int(machine.sequence.tasks.size());
        machine.sequence.complete = true;
        machine.poolStatus = PoolStatus::InUse;
        machine.health = Health::Healthy;
    }
    m_batch.machines.changed.append(machine);
}

Machine FleetScene::machine(const QString& name) const
{
    const auto it = std::find_if(m_batch.machines.changed.begin(), m_batch.machines.changed.end(),
                                 [&](const Machine& each) { return each.name == name; });
    return it == m_batch.machines.changed.end() ? Machine() : *it;
}

} // namespace Drover::Testing
