#pragma once

#include "engine/api/changebatch.h"

#include <QRandomGenerator>

namespace Drover::Testing {

/// A small fleet that changes at random, as batches: machines come, go, join and leave clusters, run jobs,
/// fail, wait at gates; clusters come and go. The same seed gives the same batches.
class FleetChanges
{
public:
    explicit FleetChanges(quint32 seed) : m_random(seed) {}

    [[nodiscard]] ChangeBatch next();

private:
    [[nodiscard]] int pick(int below) { return int(m_random.bounded(below)); }
    void changeMachine(ChangeBatch& batch);
    void changeJob(ChangeBatch& batch);
    void changeCluster(ChangeBatch& batch);
    void changeGate(ChangeBatch& batch);
    void changeOperation(ChangeBatch& batch);
    [[nodiscard]] static MachineId idOf(int number);

    QRandomGenerator m_random;
    QMap<int, Machine> m_machines;
    QMap<qint64, Job> m_open;
    QMap<int, Operation> m_operations;
    qint64 m_lastJob = 0;
    qint64 m_now = 1'000'000;
};

} // namespace Drover::Testing
