#pragma once

#include "models/keyedtreemodel.h"
#include "models/modelwords.h"
#include "models/roles.h"

namespace Drover {

/// One row of the jobs tree: a stage, an attempt of it, or a job.
struct JobRow
{
    RowKind kind = RowKind::Job;
    QString name;
    Status status = Status::None;
    QString result; ///< "exit 28", "89 %", "lost"
    Instant started;
    Instant ended; ///< not set: runs
    int attempt = 0;
    JobId job;
    QString task;
    bool operator==(const JobRow&) const = default;
};

enum class JobScope { All, Failed };

/// The jobs of one machine, cluster or broker: stage → attempt (where there was more than one) → job, in
/// order of time. Follows the replica; UI thread.
class JobListModel : public KeyedTreeModel<JobRow>
{
    Q_OBJECT
public:
    enum Column { Name, Result, Time, ColumnCount };

    JobListModel(const Replica& replica, ModelWords words, QObject* parent = nullptr);

    void show(MachineId machine);
    void setScope(JobScope scope);
    [[nodiscard]] int count() const { return m_count; }
    [[nodiscard]] int failedCount() const { return m_failed; }
    [[nodiscard]] JobId jobAt(const QModelIndex& index) const;
    [[nodiscard]] QModelIndex indexOfJob(JobId job) const;

    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    void countsChanged();

private:
    void refresh();

    const Replica& m_replica;
    ModelWords m_words;
    MachineId m_machine;
    JobScope m_scope = JobScope::All;
    int m_count = 0;
    int m_failed = 0;
};

} // namespace Drover
