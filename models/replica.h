#pragma once

#include "engine/api/changebatch.h"

#include <QElapsedTimer>
#include <QHash>
#include <QObject>
#include <QSet>
#include <functional>
#include <limits>
#include <memory>
#include <set>
#include <unordered_map>

namespace Drover {

class ClusterStates;

/// What one batch touched: keys of objects that came, changed or went. `clusters` names every cluster whose
/// own object, members, jobs, gates or operations are among them.
struct ReplicaChanges
{
    bool snapshot = false;
    bool figures = false;
    bool content = false; ///< packs were loaded
    QSet<MachineId> machines;
    QSet<JobId> jobs;
    QSet<MachineId> jobMachines; ///< machines whose jobs changed
    QSet<QString> clusters;
    /// Those of them where any member may be another or do something else: one came, went or has another name
    /// or role, or a gate or an operation of theirs changed.
    QSet<QString> regrouped;
    QSet<QString> pools; ///< pools themselves, or the counts of their machines
    QSet<QString> profiles;
    QSet<OperationId> operations;
    QSet<WorkOrderId> workOrders;
    QSet<QString> gates;
    QSet<JobId> observations;
};

/// Stands for "it is at work now" where the time of a last activity is told: later than every moment.
inline constexpr Instant atWork{std::numeric_limits<qint64>::max()};

/// The window's copy of what the engine has committed, fed with batches; ended jobs and operations stay as
/// far as they were seen or asked for. All models read it and follow `applied`. Owned by the window; UI
/// thread.
class Replica : public QObject
{
    Q_OBJECT
public:
    explicit Replica(QObject* parent = nullptr);
    ~Replica() override;

    void apply(const ChangeBatch& batch);
    /// Ended or open jobs from the history; what is known already stays. Counts as a change of their
    /// clusters.
    void addHistory(const QList<Job>& jobs);
    void addOperations(const QList<Operation>& operations, const QList<Plan>& plans);
    /// The gates of this key that went with clusters of the name, oldest first.
    void setPastGates(const QString& key, const QList<Gate>& gates);
    /// Keep all jobs of this cluster from now on; of other machines only the newest `jobsKept` stay.
    void keepHistoryOf(const QString& cluster) { m_kept.insert(cluster); }

    [[nodiscard]] bool isReady() const { return m_ready; } ///< the first snapshot is in
    [[nodiscard]] const Machine* machine(MachineId id) const;
    [[nodiscard]] const Machine* machineNamed(const QString& name) const;
    [[nodiscard]] const Machine* cluster(const QString& name) const;
    [[nodiscard]] QStringList clusterNames() const { return m_clusters.keys(); }
    /// Clusters that are gone, as far as their jobs or operations are known; the newest first.
    [[nodiscard]] QStringList pastClusterNames() const;
    [[nodiscard]] QList<MachineId> brokers() const;
    [[nodiscard]] const std::set<MachineId>& members(const QString& cluster) const;
    /// How they and their members are, as of the last change that was told.
    [[nodiscard]] ClusterStates& clusterStates() const { return *m_clusterStates; }
    [[nodiscard]] const std::unordered_map<MachineId, Machine, size_t (*)(const MachineId&)>& machines() const
    {
        return m_machines;
    }
    /// Machines proper, without clusters and brokers.
    [[nodiscard]] int machineCount() const { return int(m_machines.size()) - m_otherKinds; }

    [[nodiscard]] const std::map<QString, Pool>& pools() const { return m_pools; }
    [[nodiscard]] std::array<int, 10> poolCounts(const QString& pool) const
    {
        return m_poolCounts.value(pool);
    }
    [[nodiscard]] const Profile* profile(const QString& name) const;
    /// The writable ones: made here, not by content.
    [[nodiscard]] const std::map<QString, Profile>& profiles() const { return m_profiles; }

    [[nodiscard]] const Job* job(JobId id) const;
    /// In order of their ids, oldest first.
    [[nodiscard]] QList<JobId> jobsOf(MachineId machine) const;
    [[nodiscard]] const Job* newestJob(MachineId machine) const;
    [[nodiscard]] const Job* openJob(MachineId machine) const;
    /// Machines that ever had a job of this cluster, as far as known.
    [[nodiscard]] const QSet<MachineId>& machinesWithJobsOf(const QString& cluster) const;
    [[nodiscard]] const JobObservation* observation(JobId job) const;

    [[nodiscard]] const std::map<OperationId, Operation>& operations() const { return m_operations; }
    [[nodiscard]] const Operation* operation(OperationId id) const;
    /// The open operation that drives the cluster: running, paused or needing attention before queued ones.
    [[nodiscard]] const Operation* driver(const QString& cluster) const;
    /// The newest that has ended.
    [[nodiscard]] const Operation* lastEnded(const QString& cluster) const;
    [[nodiscard]] const Plan* plan(OperationId operation) const;
    [[nodiscard]] QList<const Gate*> gatesOf(const QString& cluster) const;
    [[nodiscard]] bool hasGate(const QString& key) const { return m_gates.contains(key); }
    /// Those that went with the clusters of this name.
    [[nodiscard]] QList<const Gate*> pastGatesOf(const QString& cluster) const;
    /// The operations of a cluster that have ended, oldest first.
    [[nodiscard]] QList<const Operation*> endedOperationsOf(const QString& cluster) const;
    /// Open ones, and as many ended ones as are kept.
    [[nodiscard]] const std::map<WorkOrderId, WorkOrder>& workOrders() const { return m_workOrders; }
    [[nodiscard]] const WorkOrder* workOrder(WorkOrderId id) const;
    [[nodiscard]] const WorkOrder* runningOrder(MachineId target) const;

    [[nodiscard]] const Figures& figures() const { return m_figures; }
    /// The engine's time now, carried on from the last figures at the engine's speed; it stands while the
    /// engine is silent.
    [[nodiscard]] Instant now() const;
    /// The engine can't be reached: what is here is how it was, until the next batch comes.
    void setSilent();
    [[nodiscard]] bool isSilent() const { return m_silent; }
    /// End of its last job; `atWork` while one is open.
    [[nodiscard]] Instant lastActivity(MachineId machine) const;
    [[nodiscard]] Instant clusterActivity(const QString& cluster) const
    {
        return m_clusterActivity.value(cluster);
    }
    /// Machines and clusters that were stopped by a failure, or are on hold.
    [[nodiscard]] const std::set<MachineId>& troubled() const { return m_troubled; }
    /// Machines and clusters that are locked, or that their probes find unhealthy.
    [[nodiscard]] const std::set<MachineId>& unwell() const { return m_unwell; }

    /// Milliseconds of a wall clock that never goes back; for tests.
    void setWallClock(std::function<qint64()> clock);

    static constexpr int jobsKept = 40;

signals:
    void applied(const Drover::ReplicaChanges& changes);
    void figuresChanged();
    void silentChanged(bool silent);

private:
    void clear();
    void tell(ReplicaChanges& changes);
    void putMachine(const Machine& machine, ReplicaChanges& changes);
    void removeMachine(MachineId id, ReplicaChanges& changes);
    void index(const Machine& machine, int direction, ReplicaChanges& changes);
    void mark(const Machine& machine, ReplicaChanges& changes) const;
    void putJob(const Job& job, ReplicaChanges& changes);
    void dropJob(JobId id);
    void trimJobs(MachineId machine);
    void putOperation(const Operation& operation, ReplicaChanges& changes);
    void noteActivity(const Job& job);

    bool m_ready = false;
    bool m_silent = false;
    std::unordered_map<MachineId, Machine, size_t (*)(const MachineId&)> m_machines;
    QHash<QString, MachineId> m_byName;
    QMap<QString, MachineId> m_clusters;
    std::map<QString, std::set<MachineId>> m_members;
    std::unique_ptr<ClusterStates> m_clusterStates;
    std::map<QString, Pool> m_pools;
    QHash<QString, std::array<int, 10>> m_poolCounts;
    std::map<QString, Profile> m_profiles;
    std::unordered_map<qint64, Job> m_jobs;
    QHash<MachineId, std::set<JobId>> m_jobsOf;
    QHash<QString, QSet<MachineId>> m_machinesOfCluster;
    QHash<QString, Instant> m_clusterActivity;
    QHash<JobId, JobObservation> m_observations;
    std::map<OperationId, Operation> m_operations;
    std::map<OperationId, Plan> m_plans;
    std::map<QString, Gate> m_gates;
    std::map<QString, QList<Gate>> m_pastGates; ///< by key
    std::map<WorkOrderId, WorkOrder> m_workOrders;
    QSet<QString> m_kept;
    int m_otherKinds = 0;
    std::set<MachineId> m_troubled; ///< stopped by a failure, or on hold
    std::set<MachineId> m_unwell;   ///< locked, or unhealthy
    Figures m_figures;
    qint64 m_figuresAt = 0;
    std::function<qint64()> m_wallClock;
    QElapsedTimer m_timer;
};

} // namespace Drover
