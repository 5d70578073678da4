#include "tests/bench/largefleet.h"

#include "engine/core/json.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace Drover::Bench {

namespace {

constexpr int clusterSize = 100;
constexpr qint64 jobLength = 20'000; // milliseconds

const QStringList& pipeline()
{
    static const QStringList tasks = [] {
        QStringList all;
        for (const char* stage : {"discover", "start", "hardware", "linux-install", "application"}) {
            all.append(u"stage:universal-%1"_s.arg(QLatin1StringView(stage)));
            for (int i = 0; i < 4; ++i)
                all.append(u"%1-%2"_s.arg(QLatin1StringView(stage)).arg(i));
        }
        return all;
    }();
    return tasks;
}

} // namespace

LargeFleet::LargeFleet(Size size) : m_size(size)
{
    m_snapshot.snapshot = true;
    m_snapshot.pools.changed = {{.name = u"default"_s}, {.name = u"metal"_s, .minFree = 40}};
    const int members = size.machines * 3 / 4;
    addCluster(largestCluster(), std::min(size.largest, members));
    for (int i = 0; m_machines.size() < members; ++i)
        addCluster(u"c-%1"_s.arg(i, 4, 10, QLatin1Char('0')),
                   std::min<int>(clusterSize, members - int(m_machines.size())));
    while (m_machines.size() < size.machines) {
        Machine machine = newMachine(u"spare-%1"_s.arg(m_machines.size()));
        machine.pool = m_machines.size() % 2 ? u"metal"_s : u"default"_s;
        m_machines.append(machine);
        m_open.append(Job());
    }
    m_snapshot.machines.changed.append(m_machines);
    m_snapshot.figures = {.runningJobs = 100, .jobLimit = 1000, .seq = m_lastJob, .now = m_now};
}

Machine LargeFleet::newMachine(const QString& name)
{
    const uint number = uint(m_machines.size()) + 1;
    Machine machine;
    // As the program makes them, by chance: a hash of them must find no pattern.
    std::array<quint32, 4> chance{};
    m_ids.fillRange(chance.data(), chance.size());
    machine.id.uuid =
        QUuid::fromRfc4122(QByteArray(reinterpret_cast<const char*>(chance.data()), sizeof chance));
    machine.name = name;
    machine.address = u"10.%1.%2.%3"_s.arg(number / 62500).arg(number / 250 % 250).arg(number % 250 + 1);
    machine.created = Instant(m_now.ms() - 86'400'000);
    machine.params = {{u"location/rack"_s, u"r%1"_s.arg(number / 20)}};
    return machine;
}

Job LargeFleet::newJob(const Machine& machine, int index)
{
    const QStringList& tasks = pipeline();
    const int at = index % 25 / 5 * 5 + 1 + index % 4; // never a stage's own entry
    Job job;
    job.id = JobId{++m_lastJob};
    job.machine = machine.id;
    job.machineName = machine.name;
    job.member = machine.memberName;
    job.cluster = machine.cluster;
    job.task = tasks.at(at);
    job.stage = tasks.at(at / 5 * 5).mid(6);
    job.workflow = u"universal-start"_s;
    job.index = at;
    return job;
}

void LargeFleet::addCluster(const QString& name, int members)
{
    Machine cluster = newMachine(name);
    cluster.kind = MachineKind::Cluster;
    cluster.id.uuid = QUuid::createUuidV5(QUuid(), name);
    cluster.application = u"base-cluster"_s;
    cluster.sequence.complete = true;
    m_snapshot.machines.changed.append(cluster);
    for (int i = 0; i < members; ++i) {
        Machine machine = newMachine(u"m-%1"_s.arg(m_machines.size(), 6, 10, QLatin1Char('0')));
        machine.pool = u"default"_s;
        machine.poolStatus = PoolStatus::InUse;
        machine.cluster = name;
        machine.role = i < 3 ? u"control-plane"_s : u"worker"_s;
        machine.memberName = i < 3 ? u"cp-%1"_s.arg(i + 1) : u"w-%1"_s.arg(i - 2);
        machine.sequence.workflow = u"universal-start"_s;
        machine.sequence.tasks = pipeline();
        machine.sequence.currentTask = 1;
        machine.sequence.stage = u"universal-discover"_s;
        const qint64 begun = m_now.ms() - qint64(m_size.jobsEach + 1) * jobLength + i % 7 * 1000;
        for (int j = 0; j < m_size.jobsEach; ++j) {
            Job job = newJob(machine, j);
            const bool failed = m_random.bounded(500) == 0;
            job.state = failed ? JobState::Failed : JobState::Finished;
            job.exitCode = failed ? 1 : 0;
            job.created = job.started = Instant(begun + j * jobLength);
            job.ended = Instant(begun + j * jobLength + jobLength - 500);
            m_snapshot.endedJobs.append(job);
        }
        Job open = newJob(machine, m_size.jobsEach);
        open.state = JobState::Running;
        open.created = open.started = Instant(begun + m_size.jobsEach * jobLength);
        machine.sequence.job = open.id;
        m_snapshot.jobs.changed.append(open);
        m_machines.append(machine);
        m_open.append(open);
    }
}

ChangeBatch LargeFleet::changes(int machines, bool ofLargest)
{
    ChangeBatch batch;
    m_now = m_now + Duration(33);
    const int among = ofLargest ? m_size.largest : int(m_machines.size());
    QSet<int> touched;
    while (touched.size() < std::min(machines, among))
        touched.insert(m_random.bounded(among));
    for (const int at : std::as_const(touched)) {
        Machine& machine = m_machines[at];
        if (!machine.isMember()) {
            machine.poolStatus =
                machine.poolStatus == PoolStatus::Free ? PoolStatus::Joining : PoolStatus::Free;
            batch.machines.changed.append(machine);
            continue;
        }
        Job& open = m_open[at];
        open.state = JobState::Finished;
        open.ended = m_now;
        batch.jobs.removed.append(open.id);
        batch.endedJobs.append(open);
        machine.sequence.currentTask = machine.sequence.currentTask % 24 + 1;
        open = newJob(machine, machine.sequence.currentTask);
        open.state = JobState::Running;
        open.created = open.started = m_now;
        machine.sequence.job = open.id;
        machine.sequence.stage = open.stage;
        batch.jobs.changed.append(open);
        batch.machines.changed.append(machine);
    }
    batch.figures = m_snapshot.figures;
    batch.figures.seq = m_lastJob * eventsEach;
    batch.figures.now = m_now;
    return batch;
}

} // namespace Drover::Bench
