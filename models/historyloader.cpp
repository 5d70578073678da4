#include "models/historyloader.h"

#include "models/pastgates.h"
#include "models/request.h"

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int newestOperations = 50; ///< of all clusters, so that one finds those that are gone

QString clusterOfGate(const QString& key)
{
    return key.left(key.lastIndexOf(QLatin1Char('/')));
}

} // namespace

HistoryLoader::HistoryLoader(Engine& engine, Replica& replica, QObject* parent)
    : QObject(parent), m_engine(engine), m_replica(replica)
{
    connect(&replica, &Replica::applied, this, &HistoryLoader::follow);
}

void HistoryLoader::follow(const ReplicaChanges& changes)
{
    if (!changes.snapshot) {
        // What the replica last knew of a gate that goes need not be all that became of it.
        for (const QString& key : changes.gates) {
            if (m_clusters.contains(clusterOfGate(key)) && !m_replica.hasGate(key))
                wantPastGate(key);
        }
        return;
    }
    // The replica has forgotten: what was wanted is wanted again.
    ++m_generation;
    const QSet<QString> clusters = std::exchange(m_clusters, {});
    const QSet<MachineId> machines = std::exchange(m_machines, {});
    m_gates.clear();
    m_loading.clear();
    askOperations({}, m_generation);
    for (const QString& name : clusters)
        wantCluster(name);
    for (const MachineId id : machines)
        wantMachine(id);
}

void HistoryLoader::wantCluster(const QString& name)
{
    if (name.isEmpty() || m_clusters.contains(name))
        return;
    m_clusters.insert(name);
    m_replica.keepHistoryOf(name);
    m_loading[name] += 2;
    askJobs(name, {}, {}, m_generation);
    askOperations(name, m_generation);
}

void HistoryLoader::wantMachine(MachineId id)
{
    if (!id.isSet() || m_machines.contains(id))
        return;
    m_machines.insert(id);
    askJobs({}, id, {}, m_generation);
}

void HistoryLoader::wantPastGate(const QString& key)
{
    if (m_gates.contains(key))
        return;
    m_gates.insert(key);
    ++m_loading[clusterOfGate(key)];
    askPastGate(key, {}, m_generation);
}

/// One of the things that were asked about a cluster is in, or won't come.
void HistoryLoader::arrived(const QString& cluster)
{
    if (!cluster.isEmpty() && --m_loading[cluster] == 0)
        emit clusterLoaded(cluster);
}

void HistoryLoader::askJobs(const QString& cluster, MachineId machine, JobId before, int generation)
{
    Queries::FindJobs query{.machine = machine, .cluster = cluster, .before = before};
    // A machine's tab shows its latest runs; a cluster's timeline shows all.
    if (machine.isSet())
        query.limit = 400;
    onAnswer(m_engine.ask(query), this, [=, this](const Result<Answer>& answer) {
        if (generation != m_generation)
            return;
        if (!answer) {
            emit failed(answer.error());
            arrived(cluster);
            return;
        }
        const auto* page = std::get_if<Answers::Jobs>(&*answer);
        if (!page)
            return;
        m_replica.addHistory(page->jobs);
        if (page->more && !page->jobs.isEmpty() && !machine.isSet())
            askJobs(cluster, machine, page->jobs.constLast().id, generation);
        else
            arrived(cluster);
    });
}

void HistoryLoader::askOperations(const QString& cluster, int generation)
{
    Queries::FindOperations query{.cluster = cluster};
    if (cluster.isEmpty())
        query.limit = newestOperations;
    onAnswer(m_engine.ask(query), this, [=, this](const Result<Answer>& answer) {
        if (generation != m_generation)
            return;
        if (const auto* found = answer ? std::get_if<Answers::Operations>(&*answer) : nullptr) {
            m_replica.addOperations(found->operations, found->plans);
            for (const Plan& plan : cluster.isEmpty() ? QList<Plan>() : found->plans) {
                for (const PlanGate& gate : plan.gates)
                    wantPastGate(Gate::keyOf(cluster, gate.name));
            }
        }
        arrived(cluster);
    });
}

/// `before`: the events about it so far.
void HistoryLoader::askPastGate(const QString& key, const QList<EventRecord>& before, int generation)
{
    Queries::FindEvents query{.subject = u"gate "_s + key};
    query.after = before.isEmpty() ? 0 : before.constLast().seq;
    onAnswer(m_engine.ask(query), this, [=, this](const Result<Answer>& answer) {
        if (generation != m_generation)
            return;
        QList<EventRecord> events = before;
        const auto* page = answer ? std::get_if<Answers::Events>(&*answer) : nullptr;
        if (page)
            events += page->events;
        if (page && page->more && !page->events.isEmpty()) {
            askPastGate(key, events, generation);
            return;
        }
        if (page)
            m_replica.setPastGates(key, pastGates(events));
        m_gates.remove(key);
        arrived(clusterOfGate(key));
    });
}

} // namespace Drover
