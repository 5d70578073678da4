#include "models/historyloader.h"

#include "models/request.h"

namespace Drover {

HistoryLoader::HistoryLoader(Engine& engine, Replica& replica, QObject* parent)
    : QObject(parent), m_engine(engine), m_replica(replica)
{
    connect(&replica, &Replica::applied, this, [this](const ReplicaChanges& changes) {
        if (!changes.snapshot)
            return;
        // The replica has forgotten: what was wanted is wanted again.
        ++m_generation;
        const QSet<QString> clusters = std::exchange(m_clusters, {});
        const QSet<MachineId> machines = std::exchange(m_machines, {});
        for (const QString& name : clusters)
            wantCluster(name);
        for (const MachineId id : machines)
            wantMachine(id);
    });
}

void HistoryLoader::wantCluster(const QString& name)
{
    if (name.isEmpty() || m_clusters.contains(name))
        return;
    m_clusters.insert(name);
    m_replica.keepHistoryOf(name);
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
            if (!cluster.isEmpty())
                emit clusterLoaded(cluster);
            return;
        }
        const auto* page = std::get_if<Answers::Jobs>(&*answer);
        if (!page)
            return;
        m_replica.addHistory(page->jobs);
        if (page->more && !page->jobs.isEmpty() && !machine.isSet())
            askJobs(cluster, machine, page->jobs.constLast().id, generation);
        else if (!cluster.isEmpty())
            emit clusterLoaded(cluster);
    });
}

void HistoryLoader::askOperations(const QString& cluster, int generation)
{
    onAnswer(m_engine.ask(Queries::FindOperations{.cluster = cluster}), this,
             [=, this](const Result<Answer>& answer) {
                 if (generation != m_generation || !answer)
                     return;
                 if (const auto* found = std::get_if<Answers::Operations>(&*answer))
                     m_replica.addOperations(found->operations, found->plans);
             });
}

} // namespace Drover
