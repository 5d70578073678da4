#include "tests/recovery/sweeprig.h"

#include "tests/support/engineworld.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>

namespace Drover::Testing {

using namespace Qt::StringLiterals;

namespace {

// Few, so that a run is many transactions.
constexpr qsizetype eventsPerTurn = 12;

/// How an attempt of a task ends, the same whoever starts it.
int exitCode(const QString& task, const QString& member, int attempt)
{
    if (attempt > 1)
        return 0;
    if (task == "inventory-network"_L1 && member == "w-2"_L1)
        return 64; // done, and reboots
    const bool retried = task == "inventory-network"_L1 && member == "cp-2"_L1;
    const bool held = task == "uptime-check"_L1 && member == "w-1"_L1;
    const bool notReleased = task == "decommission-verify"_L1 && member == "cp-1"_L1;
    return retried || held || notReleased ? 1 : 0;
}

} // namespace

const QString SweepRig::databaseName = u"drover.db"_s;

/// Stands still until the rig steps it, but is no virtual clock: effects end outside of the turn.
class SweepRig::ManualClock final : public Clock
{
public:
    explicit ManualClock(Instant start) : m_now(start) {}
    Instant now() override { return m_now; }
    std::optional<Duration> wallUntil(Instant moment) override
    {
        return std::max(moment - m_now, Duration(0));
    }
    void advanceTo(Instant moment) override { m_now = std::max(m_now, moment); }

private:
    Instant m_now;
};

SweepRig::SweepRig(Moment from, bool simulated, Watch watch) : m_at(std::move(from)), m_simulated(simulated)
{
    auto store = SqliteStore::open(m_at.folder + u'/' + databaseName);
    if (!store)
        qFatal("%s", qPrintable(store.error().text));
    Sqlite::Database& database = (*store)->database();
    // A crash of the process is what is tried, so nothing has to reach a disk; a small log is a small moment
    // to keep.
    if (!database.execute("PRAGMA synchronous = OFF; PRAGMA wal_autocheckpoint = 50;"))
        qFatal("pragma");
    EngineCore::Parts parts;
    if (simulated) {
        parts.clock = std::make_unique<VirtualClock>(m_at.now);
    } else {
        auto clock = std::make_unique<ManualClock>(m_at.now);
        m_clock = clock.get();
        parts.clock = std::move(clock);
        parts.local = this;
    }
    parts.store = std::move(*store);
    parts.eventsPerTurn = eventsPerTurn;
    parts.limits.jobs = 1000;
    parts.fault = [this](const Job& job, Outcome& outcome) {
        point(u"simulated run begins"_s);
        outcome.code = exitCode(job.task, job.member, job.attempt);
    };
    parts.committed = [this](const Draft&, const QList<EventRecord>&) {
        point(u"before the turn's effects"_s);
    };
    auto core = EngineCore::open(std::move(parts));
    if (!core)
        qFatal("%s", qPrintable(core.error().text));
    m_core = std::move(*core);
    m_watch = std::move(watch);
    database.setFaultHook([this](Sqlite::Point at) {
        switch (at) {
        case Sqlite::Point::Step:
            point(u"store: step"_s);
            break;
        case Sqlite::Point::Commit:
            point(u"store: before the commit"_s);
            break;
        case Sqlite::Point::Committed:
            point(u"store: after the commit"_s);
            break;
        }
        return 0;
    });
}

SweepRig::~SweepRig() = default;

void SweepRig::point(const QString& name) const
{
    if (m_watch)
        m_watch(name);
}

void SweepRig::copyDatabase(const QString& from, const QString& to)
{
    for (const QString& name : {databaseName, databaseName + u"-wal"_s}) {
        const QString file = from + u'/' + name;
        if (QFile::exists(file) && !QFile::copy(file, to + u'/' + name))
            qFatal("cannot copy %s", qPrintable(file));
    }
}

/// Moments are counted from where the scenario begins: the same in every run.
QList<Command> SweepRig::scenario() const
{
    const Instant begin = VirtualClock::epoch();
    PlanRequest request = EngineWorld::provision(u"c1"_s, 3, 2);
    request.params.insert(u"universal/start-during-flexiflow"_s, QJsonArray{u"inventory-network"_s});
    request.params.insert(u"universal/runbook-during-flexiflow"_s, QJsonArray{u"uptime-check"_s});
    request.params.insert(u"task-retry"_s, QJsonObject{{u"inventory-network"_s, 1}});
    const Commands::StartOperation provision{request, {}, true};
    const Commands::StartOperation destroy{EngineWorld::destroy(u"c1"_s), {}, true};
    if (m_at.scenario == Scenario::Life)
        return {provision, Commands::RetryOperation{OperationId{1}}, destroy,
                Commands::RetryOperation{OperationId{2}}};
    return {
        Commands::LockMachine{u"m-5"_s, true, begin + std::chrono::hours(1)},
        Commands::MoveMachines{.move = PoolMove::Add, .pool = u"edge"_s, .machines = {u"m-4"_s}},
        Commands::MoveMachines{.move = PoolMove::Remove, .pool = u"edge"_s, .machines = {u"m-4"_s}},
        provision, // one member fails: it asks
        Commands::PauseOperation{OperationId{1}, begin + std::chrono::hours(100)},
        destroy, // waits behind it
        Commands::RetryOperation{OperationId{1}},
        Commands::RetryOperation{OperationId{2}},
    };
}

Result<> SweepRig::submit(Command command, const QString& id)
{
    CommandRequest request;
    request.id = id;
    request.actor = u"user:test"_s;
    request.via = u"cli"_s;
    request.reason = u"sweep"_s;
    request.command = std::move(command);
    const Result<Receipt> receipt = m_core->submit(std::move(request));
    return receipt ? Result<>() : tl::make_unexpected(receipt.error());
}

namespace {

/// The built-in content without the workflows that the scenario never comes to: it is read again at every
/// opening.
QList<Commands::ContentFile> neededContent()
{
    static const QRegularExpression elsewhere(
        u"hardware|linux|maintenance|discover|broker-provision-|workflows/broker-provision|rolling|reevaluate|each-member|for-all"_s);
    QList<Commands::ContentFile> files = EngineWorld::filesBelow(u"resources/content/drover"_s);
    files.removeIf([](const auto& file) { return file.path.contains(elsewhere); });
    return files;
}

} // namespace

void SweepRig::setUp()
{
    Commands::ImportMachines import;
    for (int i = 1; i <= 5; ++i) {
        Commands::MachineRow row;
        row.name = u"m-%1"_s.arg(i);
        row.address = u"10.0.0.%1"_s.arg(i);
        row.params = {{u"location/rack"_s, u"r%1"_s.arg(i)}};
        import.machines.append(row);
    }
    const QList<Command> commands{Commands::LoadContent{{{neededContent()}}},
                                  Commands::CreateDirectory{m_simulated, 5, 0}, import};
    for (qsizetype i = 0; i < commands.size(); ++i) {
        if (const Result<> done = submit(commands[i], u"setup-%1"_s.arg(i)); !done)
            qFatal("%s", qPrintable(done.error().text));
        settle();
    }
    if (m_at.scenario == Scenario::Life)
        return;
    Pool edge;
    edge.name = u"edge"_s;
    edge.enterActions.workflow = u"universal-decommission"_s;
    edge.exitActions.workflow = u"universal-decommission"_s;
    if (const Result<> done = submit(Commands::SavePool{edge, true, {}}, u"setup-edge"_s); !done)
        qFatal("%s", qPrintable(done.error().text));
}

Result<> SweepRig::finish()
{
    const QList<Command> commands = scenario();
    for (; m_at.command < commands.size(); ++m_at.command) {
        // Given again after a crash, as a person or a script would: the same id is carried out once.
        if (const Result<> done = submit(commands[m_at.command], u"step-%1"_s.arg(m_at.command)); !done)
            return done;
        settle();
    }
    return {};
}

void SweepRig::settle()
{
    for (bool more = true; more;) {
        m_at.now = m_core->clock().now();
        while (m_core->run(Duration(0))) {
        }
        more = tellProbes() || endRuns();
    }
}

bool SweepRig::tellProbes()
{
    const QStringList keys = std::exchange(m_probed, {});
    for (const QString& key : keys) {
        const auto it = m_at.host.runs.find(key);
        const bool known = it != m_at.host.runs.end();
        const bool ended = known && it->second.ended;
        m_core->probed(key, !known  ? ProbeAnswer::NeverStarted
                            : ended ? ProbeAnswer::Ended
                                    : ProbeAnswer::Running);
        if (ended)
            m_core->take(it->second.outcome);
    }
    return !keys.isEmpty();
}

bool SweepRig::endRuns()
{
    if (!m_clock)
        return false;
    std::optional<Instant> next = m_at.host.nextEnd();
    const std::optional<Instant> wake = m_core->wakeAt();
    if (wake && (!next || *wake < *next))
        next = wake;
    if (!next)
        return false;
    m_clock->advanceTo(*next);
    m_at.now = *next;
    for (const QString& key : m_at.host.due(*next)) {
        point(u"before a run's end"_s);
        m_at.host.runs[key].ended = true;
        point(u"after a run's end, before it is told"_s);
        m_core->take(m_at.host.runs[key].outcome);
        point(u"after a run's end was told"_s);
    }
    return true;
}

void SweepRig::start(RunRequest request)
{
    point(u"before a start"_s);
    const Machine* machine = m_core->state().machineNamed(request.machine);
    m_at.host.begin(request, m_clock->now(),
                    exitCode(request.environment.value(u"RS_TASK"_s),
                             machine ? machine->memberName : QString(),
                             request.environment.value(u"RS_ATTEMPT"_s).toInt()));
    point(u"after a start"_s);
}

void SweepRig::cancel(const QString& key)
{
    point(u"before a cancel"_s);
    m_at.host.cancel(key, m_clock->now());
    point(u"after a cancel"_s);
}

void SweepRig::probe(const ProbeRequest& request)
{
    m_probed.append(request.key);
}

void SweepRig::forget(const QString& key)
{
    point(u"before a run is forgotten"_s);
    m_at.host.forget(key);
    point(u"after a run is forgotten"_s);
}

void SweepRig::leave(const QString& machine)
{
    point(u"before a machine is left"_s);
    m_at.host.places.erase(machine);
    point(u"after a machine is left"_s);
}

void SweepRig::keepOnly(const QStringList& machines)
{
    std::erase_if(m_at.host.places, [&](const QString& place) { return !machines.contains(place); });
}

void SweepRig::restart(const QString& machineUuid)
{
    point(u"before a restart"_s);
    m_at.host.restart(machineUuid);
    point(u"after a restart"_s);
}

QList<EventRecord> SweepRig::journal()
{
    Result<QList<EventRecord>> events = m_core->store().events({.after = 0, .limit = 1000000});
    return events ? *events : QList<EventRecord>();
}

} // namespace Drover::Testing
