#pragma once

#include "engine/api/changebatch.h"

#include <QRandomGenerator>

namespace Drover::Bench {

/// A fleet of any size as values: one large cluster and many of a hundred take three quarters of it, the rest
/// stands free in two pools. Every member has ended jobs behind it, and every batch moves machines, ends jobs
/// and begins others, as a fleet at work does. The same size gives the same fleet and the same batches.
class LargeFleet
{
public:
    struct Size
    {
        int machines = 100'000;
        int jobsEach = 10;   ///< that members have behind them
        int largest = 1'000; ///< members of the largest cluster
    };
    explicit LargeFleet(Size size);

    [[nodiscard]] const ChangeBatch& snapshot() const { return m_snapshot; }
    /// News of so many machines: each changes, ends its job and begins the next. Of the largest cluster only,
    /// or from everywhere.
    [[nodiscard]] ChangeBatch changes(int machines, bool ofLargest = false);
    /// Events that stand behind one machine's news: a job's end, a job's start, the machine's step.
    static constexpr int eventsEach = 3;
    static QString largestCluster() { return QStringLiteral("large"); }

private:
    void addCluster(const QString& name, int members);
    [[nodiscard]] Machine newMachine(const QString& name);
    [[nodiscard]] Job newJob(const Machine& machine, int index);

    Size m_size;
    ChangeBatch m_snapshot;
    QList<Machine> m_machines; ///< as they are after the last batch; those of the largest cluster first
    QList<Job> m_open;         ///< of each machine
    QRandomGenerator m_random{1};
    QRandomGenerator m_ids{2};
    qint64 m_lastJob = 0;
    Instant m_now{1'795'356'461'000};
};

} // namespace Drover::Bench
