#pragma once

#include "engine/api/engine.h"
#include "models/replica.h"

namespace Drover {

/// Brings the past of what is looked at into the replica, page by page: all jobs of a cluster with the gates
/// that are gone, the newest jobs of a machine; and of all clusters the newest operations. Each is asked for
/// once; a new snapshot asks again for those that were wanted. Owned by the window; UI thread.
class HistoryLoader : public QObject
{
    Q_OBJECT
public:
    HistoryLoader(Engine& engine, Replica& replica, QObject* parent = nullptr);

    void wantCluster(const QString& name);
    void wantMachine(MachineId id);

signals:
    void clusterLoaded(const QString& name); ///< its last answer is in
    void failed(const Drover::Error& error);

private:
    void askJobs(const QString& cluster, MachineId machine, JobId before, int generation);
    void askOperations(const QString& cluster, int generation);
    void askPastGate(const QString& key, const QList<EventRecord>& before, int generation);
    void wantPastGate(const QString& key);
    void arrived(const QString& cluster);
    void follow(const ReplicaChanges& changes);

    Engine& m_engine;
    Replica& m_replica;
    QSet<QString> m_clusters;
    QSet<MachineId> m_machines;
    QSet<QString> m_gates;         ///< keys that are asked about just now
    QHash<QString, int> m_loading; ///< cluster → answers still to come
    int m_generation = 0;          ///< of the snapshot that an answer belongs to
};

} // namespace Drover
