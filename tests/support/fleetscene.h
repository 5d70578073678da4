#pragma once

#include "engine/api/engine.h"

namespace Drover::Testing {

/// A fleet of 612 machines in 10 clusters as values: one cluster is being provisioned and shows a gate, a
/// retry, a failure and waiting workers; others are ready, degraded, updating, destroying. Always the same;
/// time stands at 14:07:41 UTC.
class FleetScene
{
public:
    FleetScene();

    [[nodiscard]] const ChangeBatch& snapshot() const { return m_batch; }
    /// Answers that fit the fleet: plans, params, output, history, applications.
    [[nodiscard]] Result<Answer> answer(const Query& query) const;

    [[nodiscard]] static Instant at(int hour, int minute, int second);
    [[nodiscard]] Machine machine(const QString& name) const;
    [[nodiscard]] Plan provisionPlan(const PlanRequest& request) const;
    [[nodiscard]] Plan destroyPlan(const PlanRequest& request) const;

private:
    struct Bar
    {
        const char* stage;
        Instant from;
        Instant to; ///< not set: runs
        int attempt = 1;
        JobState state = JobState::Finished;
    };

    Machine newMachine(const QString& name, MachineKind kind);
    void addCluster(const QString& name, const QString& version, int voters, int workers, int workersReady);
    void addIdle(int count, const QString& pool, PoolStatus status);
    void addDale();
    void addDaleMember(const QString& member, const QString& name, const QList<Bar>& bars, Wait wait,
                       Stop stop);
    void addOperation(OperationKind kind, OperationState state, const QString& cluster, int done, int total);
    void addTopology(const QString& cluster, int voters, int workers, const QString& version);
    Job addJob(const Machine& machine, const Bar& bar, const QString& task);

    ChangeBatch m_batch;
    int m_machines = 0;
    qint64 m_jobs = 0;
    qint64 m_operations = 0;
};

} // namespace Drover::Testing
