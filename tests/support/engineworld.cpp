#include "tests/support/engineworld.h"

#include "engine/core/invariants.h"

#include <QDirIterator>
#include <QFile>
#include <QtGlobal>

namespace Drover {

using namespace Qt::StringLiterals;

QList<Commands::ContentFile> EngineWorld::filesBelow(const QString& folder)
{
    const QString root = QStringLiteral(DROVER_SOURCE_DIR "/") + folder;
    QStringList paths;
    QDirIterator it(root, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (it.hasNext())
        paths.append(it.next());
    paths.sort();
    QList<Commands::ContentFile> files;
    for (const QString& path : paths) {
        QFile file(path);
        if (file.open(QIODevice::ReadOnly))
            files.append({path.mid(root.size() + 1), QString::fromUtf8(file.readAll())});
    }
    return files;
}

EngineWorld::EngineWorld(Options options) : m_options(std::move(options))
{
    open();
    must(Commands::LoadContent{{{filesBelow(u"resources/content/drover"_s)}}});
    must(Commands::CreateDirectory{true, m_options.seed, 0});
    for (const QList<Commands::ContentFile>& pack : m_options.packs)
        must(Commands::LoadContent{{{pack}}});
    Pool pool = *state().find<Pool>(u"default"_s);
    pool.releaseActions.workflow = m_options.releaseWorkflow;
    must(Commands::SavePool{pool, false});
    Commands::ImportMachines import;
    for (int i = 1; i <= m_options.machines; ++i) {
        Commands::MachineRow row;
        row.name = u"m-%1"_s.arg(i, 3, 10, QLatin1Char('0'));
        row.address = u"10.0.%1.%2"_s.arg(i / 200).arg(i % 200 + 1);
        row.params = {{u"location/rack"_s, u"r%1"_s.arg(i % 5 + 1, 2, 10, QLatin1Char('0'))}};
        import.machines.append(row);
    }
    must(import);
}

void EngineWorld::open()
{
    auto store = m_store ? std::make_unique<MemoryStore>(*m_store) : std::make_unique<MemoryStore>();
    EngineCore::Parts parts;
    m_store = store.get();
    parts.store = std::move(store);
    parts.clock = std::make_unique<VirtualClock>(VirtualClock::epoch());
    parts.limits.jobs = 1000;
    parts.fault = m_options.fault;
    parts.eventsPerTurn = m_options.eventsPerTurn;
    parts.committed = [this](const Draft&, const QList<EventRecord>& events) {
        m_journal += events;
        ++m_turns;
        m_largestTurn = std::max(m_largestTurn, events.size());
        check(events);
    };
    auto core = EngineCore::open(std::move(parts));
    if (!core)
        qFatal("%s", qPrintable(core.error().text));
    m_core = std::move(*core);
}

void EngineWorld::reopen()
{
    MemoryStore kept = *m_store;
    m_core.reset();
    m_store = &kept;
    open();
}

void EngineWorld::check(const QList<EventRecord>& events)
{
    for (const EventRecord& record : events)
        m_violations += m_trace.take(record);
    m_violations += m_trace.differencesFrom(m_core->state());
    for (const QString& broken : brokenInvariants(m_core->state()))
        m_violations.append(u"after %1: %2"_s.arg(events.last().seq).arg(broken));
}

void EngineWorld::run()
{
    while (m_core->run(std::chrono::milliseconds(50))) {
    }
}

Result<Receipt> EngineWorld::attempt(Command command, const QString& reason)
{
    CommandRequest request;
    request.id = u"c-%1"_s.arg(++m_command);
    request.actor = u"user:test"_s;
    request.via = u"cli"_s;
    request.reason = reason;
    request.command = std::move(command);
    return m_core->submit(std::move(request));
}

Receipt EngineWorld::must(Command command, const QString& reason)
{
    const Result<Receipt> receipt = attempt(std::move(command), reason);
    if (!receipt)
        qFatal("refused: %s: %s", qPrintable(receipt.error().code), qPrintable(receipt.error().text));
    run();
    return *receipt;
}

PlanRequest EngineWorld::provision(const QString& cluster, int voters, int workers)
{
    PlanRequest request;
    request.cluster = cluster;
    request.params = {
        {u"cluster/topology"_s,
         QJsonArray{QJsonObject{{u"role"_s, u"control-plane"_s}, {u"count"_s, voters}, {u"votes"_s, true}},
                    QJsonObject{{u"role"_s, u"worker"_s},
                                {u"count"_s, workers},
                                {u"after"_s, QJsonArray{u"control-plane"_s}}}}}};
    return request;
}

PlanRequest EngineWorld::destroy(const QString& cluster)
{
    PlanRequest request;
    request.kind = OperationKind::Destroy;
    request.cluster = cluster;
    return request;
}

} // namespace Drover
