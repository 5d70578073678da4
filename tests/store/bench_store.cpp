#include "engine/core/apply.h"
#include "engine/store/sqlitestore.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <random>

using namespace Qt::StringLiterals;

// What the store costs a simulated job: two events of its own and a third beside them, its row, its intent
// and the machine's row, hundreds of jobs in a turn. `bench_store [MACHINES] [JOBS] [JOBS-PER-TURN]`.

namespace Drover {

namespace {

class Load
{
public:
    explicit Load(int machines) : m_machines(machines)
    {
        for (int i = 0; i < 20; ++i)
            m_tasks.append(i % 7 == 0 ? u"stage:universal-stage-%1"_s.arg(i)
                                      : u"universal-task-number-%1"_s.arg(i));
    }

    void add(Draft& draft, QList<EventRecord>& events, const Event& event)
    {
        EventRecord record{draft.state().ledger().seq + 1,
                           m_now,
                           u"engine"_s,
                           u"j-%1"_s.arg(draft.state().ledger().lastJob),
                           subjectOf(draft.state(), event),
                           event};
        apply(draft, record);
        events.append(std::move(record));
    }

    void addMachines(Draft& draft, QList<EventRecord>& events)
    {
        add(draft, events, Events::DirectoryCreated{true, 42, 0, {}});
        for (int i = 0; i < m_machines; ++i) {
            Machine machine;
            machine.id = MachineId{QUuid(uint(i * 2654435761U), ushort(i), 0x4a, 1, 2, 3, 4, 5, 6, 7, 8)};
            machine.name = u"node-%1"_s.arg(i, 5, 10, QLatin1Char('0'));
            machine.pool = u"default"_s;
            machine.cluster = u"cluster-%1"_s.arg(i / 250);
            machine.runner = RunnerKind::Simulated;
            machine.profiles = {machine.cluster, u"universal-linux"_s};
            machine.params = {{u"cluster/role"_s, u"worker"_s}, {u"network/rack"_s, i % 40}};
            m_ids.append(machine.id);
            add(draft, events, Events::MachineAdded{machine});
            add(draft, events,
                Events::WorkflowStarted{machine.id, u"universal-linux-install"_s, m_tasks, {}});
        }
        // Jobs end in another order than that in which machines were added.
        std::shuffle(m_ids.begin(), m_ids.end(), std::mt19937(1));
    }

    /// The next job of the next `count` machines: the one before ends, the sequence moves, a new one begins.
    void step(Draft& draft, QList<EventRecord>& events, int count)
    {
        m_now = m_now + Duration(40);
        for (int i = 0; i < count; ++i) {
            const MachineId id = m_ids.at(m_next++ % m_ids.size());
            const Machine& machine = *draft.state().find<Machine>(id);
            const int index = (machine.sequence.currentTask + 1) % int(m_tasks.size());
            if (machine.sequence.job.isSet()) {
                add(draft, events,
                    Events::JobEnded{machine.sequence.job,
                                     JobState::Finished,
                                     ExitState::Complete,
                                     JobEnd::Exited,
                                     0,
                                     {},
                                     u"b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9"_s,
                                     index,
                                     m_now - Duration(900),
                                     m_now});
            }
            add(draft, events, Events::SequenceMoved{id, {}, index, u"universal-stage"_s, {}});
            Job job;
            job.id = JobId{draft.state().ledger().lastJob + 1};
            job.machine = id;
            job.machineName = machine.name;
            job.member = machine.name;
            job.cluster = machine.cluster;
            job.task = m_tasks.at(index);
            job.stage = u"universal-stage"_s;
            job.workflow = u"universal-linux-install"_s;
            job.index = index;
            job.runner = RunnerKind::Simulated;
            job.state = JobState::Running;
            job.created = m_now;
            job.started = m_now;
            add(draft, events, Events::JobCreated{job});
        }
    }

private:
    int m_machines;
    QStringList m_tasks;
    QList<MachineId> m_ids;
    qsizetype m_next = 0;
    Instant m_now{1'893'456'000'000};
};

int run(int machines, int jobs, int perTurn)
{
    QTemporaryDir folder;
    auto store = SqliteStore::open(folder.filePath(u"drover.db"_s));
    if (!store)
        return 1;
    State state;
    Load load(machines);
    qint64 applied = 0;
    qint64 written = 0;
    qint64 longest = 0;
    std::clock_t busy = 0;
    const auto turn = [&](const std::function<void(Draft&, QList<EventRecord>&)>& make) {
        QElapsedTimer timer;
        timer.start();
        Draft draft(state);
        QList<EventRecord> events;
        make(draft, events);
        applied += timer.nsecsElapsed();
        timer.restart();
        const std::clock_t before = std::clock();
        const auto done = (*store)->commit({&draft, events, {}, {}});
        if (!done)
            qFatal("%s", qPrintable(done.error().text));
        busy += std::clock() - before;
        written += timer.nsecsElapsed();
        longest = std::max(longest, timer.nsecsElapsed());
    };
    turn([&](Draft& draft, QList<EventRecord>& events) { load.addMachines(draft, events); });
    std::printf("%d machines added in %.0f ms\n", machines, double(written) / 1e6);
    applied = written = longest = busy = 0;
    for (int done = 0; done < jobs; done += perTurn)
        turn([&](Draft& draft, QList<EventRecord>& events) { load.step(draft, events, perTurn); });
    std::printf("%d jobs, %d a turn: %.1f us a job in the store (%.1f of them computing), %.1f in apply\n",
                jobs, perTurn, double(written) / 1e3 / jobs, double(busy) * 1e6 / CLOCKS_PER_SEC / jobs,
                double(applied) / 1e3 / jobs);
    std::printf("longest turn %.1f ms in the store\n", double(longest) / 1e6);
    const Store::Sizes sizes = (*store)->sizes();
    if (!(*store)->database().execute("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA wal_autocheckpoint = 0"))
        return 1;
    for (int i = 0; i < 10; ++i)
        turn([&](Draft& draft, QList<EventRecord>& events) { load.step(draft, events, perTurn); });
    std::printf("%.1f KB of log a job\n", double((*store)->sizes().walBytes) / 1e4 / perTurn);
    std::printf("database %.1f MB, log %.1f MB: %.0f bytes a job\n", double(sizes.databaseBytes) / 1e6,
                double(sizes.walBytes) / 1e6, double(sizes.databaseBytes) / jobs);
    QElapsedTimer timer;
    timer.start();
    store->reset();
    store = SqliteStore::open(folder.filePath(u"drover.db"_s));
    const auto loaded = (*store)->load();
    std::printf("loaded in %lld ms (bar: 300 ms for 10000 machines, whatever has ended)\n", timer.elapsed());
    return loaded && loaded->sameTables(state) ? 0 : 1;
}

} // namespace

} // namespace Drover

int main(int argc, char** argv)
{
    const auto number = [&](int index, int otherwise) {
        return argc > index ? std::atoi(argv[index]) : otherwise;
    };
    return Drover::run(number(1, 10000), number(2, 200000), number(3, 512));
}
