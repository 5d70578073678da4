#include "tests/support/fleetchanges.h"

#include "engine/core/json.h"

using namespace Qt::StringLiterals;

namespace Drover::Testing {

namespace {

constexpr int clusterCount = 4;
constexpr int machineCount = 24;

QString clusterName(int number)
{
    return u"c-"_s + QString::number(number);
}

} // namespace

MachineId FleetChanges::idOf(int number)
{
    return MachineId{QUuid(uint(number + 1), 0, 0x4000, 0x80, 0, 0, 0, 0, 0, 0, 7)};
}

ChangeBatch FleetChanges::next()
{
    ChangeBatch batch;
    m_now += 1000;
    const int steps = 1 + pick(4);
    for (int i = 0; i < steps; ++i) {
        switch (pick(8)) {
        case 0:
            changeCluster(batch);
            break;
        case 1:
            changeGate(batch);
            break;
        case 2:
            changeOperation(batch);
            break;
        case 3:
        case 4:
            changeJob(batch);
            break;
        default:
            changeMachine(batch);
            break;
        }
    }
    batch.figures.now = Instant(m_now);
    batch.figures.speed = 0;
    return batch;
}

void FleetChanges::changeMachine(ChangeBatch& batch)
{
    const int number = pick(machineCount);
    const MachineId id = idOf(number);
    const auto touched = [&](const Machine& each) { return each.id == id; };
    batch.machines.changed.removeIf(touched);
    if (m_machines.contains(number) && pick(6) == 0) {
        m_machines.remove(number);
        batch.machines.removed.append(id);
        return;
    }
    batch.machines.removed.removeAll(id);
    Machine& machine = m_machines[number];
    machine.id = id;
    machine.name = u"m-"_s + QString::number(number);
    machine.pool = pick(2) ? u"a"_s : u"b"_s;
    machine.poolStatus = PoolStatus(pick(10));
    machine.cluster = pick(3) == 0 ? QString() : clusterName(pick(clusterCount));
    machine.role = machine.cluster.isEmpty() ? QString() : pick(2) ? u"control-plane"_s : u"worker"_s;
    machine.memberName = machine.cluster.isEmpty() ? QString() : u"x-"_s + QString::number(pick(40));
    machine.sequence.tasks = {u"stage:one"_s, u"t1"_s, u"t2"_s, u"stage:two"_s, u"t3"_s};
    machine.sequence.currentTask = pick(6);
    machine.sequence.complete = machine.sequence.currentTask == 5;
    machine.sequence.stage = machine.sequence.currentTask < 3 ? u"one"_s : u"two"_s;
    machine.sequence.stop = pick(5) == 0 ? Stop::Failed : Stop::None;
    machine.sequence.wait = pick(4) == 0 ? Wait::Gate : Wait::None;
    machine.sequence.waitFor = u"g"_s;
    machine.health = Health(pick(4));
    batch.machines.changed.append(machine);
}

void FleetChanges::changeJob(ChangeBatch& batch)
{
    if (!m_open.isEmpty() && pick(2)) {
        Job job = m_open.take(m_open.firstKey());
        batch.jobs.changed.removeIf([&](const Job& each) { return each.id == job.id; });
        job.state = pick(3) ? JobState::Finished : JobState::Failed;
        job.ended = Instant(m_now);
        batch.jobs.removed.append(job.id);
        batch.endedJobs.append(job);
        return;
    }
    if (m_machines.isEmpty())
        return;
    const Machine& machine = *std::next(m_machines.begin(), pick(int(m_machines.size())));
    Job job{.id = JobId{++m_lastJob},
            .machine = machine.id,
            .machineName = machine.name,
            .member = machine.memberName,
            .cluster = machine.cluster,
            .task = u"t1"_s,
            .stage = u"one"_s,
            .attempt = 1 + pick(3),
            .state = JobState::Running};
    job.created = Instant(m_now);
    job.started = Instant(m_now);
    m_open.insert(job.id.value, job);
    batch.jobs.changed.append(job);
}

void FleetChanges::changeCluster(ChangeBatch& batch)
{
    const int number = 100 + pick(clusterCount);
    const MachineId id = idOf(number);
    batch.machines.changed.removeIf([&](const Machine& each) { return each.id == id; });
    const QString name = clusterName(number - 100);
    batch.profiles.changed.removeIf([&](const Profile& each) { return each.name == name; });
    if (m_machines.contains(number) && pick(3) == 0) {
        m_machines.remove(number);
        batch.machines.removed.append(id);
        batch.profiles.removed.append(name);
        return;
    }
    batch.machines.removed.removeAll(id);
    batch.profiles.removed.removeAll(name);
    Machine& cluster = m_machines[number];
    cluster.id = id;
    cluster.name = name;
    cluster.kind = MachineKind::Cluster;
    cluster.sequence.complete = pick(2);
    cluster.workOrderMode = pick(2);
    batch.machines.changed.append(cluster);
    QList<TopologyRole> roles{{.role = u"control-plane"_s, .count = 1 + pick(3), .votes = true}};
    if (pick(2))
        roles.append({.role = u"worker"_s, .count = pick(6)});
    batch.profiles.changed.append({.name = name, .params = {{u"cluster/topology"_s, Json::toTree(roles)}}});
}

void FleetChanges::changeGate(ChangeBatch& batch)
{
    Gate gate{.cluster = clusterName(pick(clusterCount)),
              .name = u"g"_s,
              .role = u"control-plane"_s,
              .needed = 2,
              .waitingRoles = {u"worker"_s}};
    for (int i = pick(3); i > 0; --i)
        gate.arrived.append(u"x-"_s + QString::number(i));
    if (pick(2))
        gate.openedAt = Instant(m_now);
    batch.gates.changed.removeIf([&](const Gate& each) { return each.key() == gate.key(); });
    batch.gates.changed.append(gate);
}

void FleetChanges::changeOperation(ChangeBatch& batch)
{
    const int number = 1 + pick(clusterCount);
    Operation& operation = m_operations[number];
    operation.id = OperationId{number};
    operation.cluster = clusterName(number - 1);
    operation.kind = OperationKind(pick(5));
    operation.state = OperationState(pick(4));
    operation.done = pick(10);
    operation.total = 10;
    batch.operations.changed.removeIf([&](const Operation& each) { return each.id == operation.id; });
    batch.operations.changed.append(operation);
}

} // namespace Drover::Testing
