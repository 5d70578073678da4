#pragma once

#include "engine/api/engine.h"
#include "models/replica.h"

namespace Drover {

/// Brings the past of what is looked at into the replica, page by page: all jobs of a cluster, the newest of
/// a machine. Each is asked for once; a new snapshot asks again for those that were wanted. Owned by the
/// window; UI thread.
class HistoryLoader : public QObject
{
    Q_OBJECT
public:
    HistoryLoader(Engine& engine, Replica& replica, QObject* parent = nullptr);

    void wantCluster(const QString& name);
    void wantMachine(MachineId id);

signals:
    void clusterLoaded(const QString& name); ///< its last page is in, or none will come
    void failed(const Drover::Error& error);

private:
    void askJobs(const QString& cluster, MachineId machine, JobId before, int generation);
    void askOperations(const QString& cluster, int generation);

    Engine& m_engine;
    Replica& m_replica;
    QSet<QString> m_clusters;
    QSet<MachineId> m_machines;
    int m_generation = 0; ///< of the snapshot that an answer belongs to
};

} // namespace Drover
