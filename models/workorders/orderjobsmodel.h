#pragma once

#include "engine/api/engine.h"
#include "models/keyedtreemodel.h"
#include "models/modelwords.h"
#include "models/roles.h"

namespace Drover {

class Replica;

/// One job of a work order as shown.
struct OrderJobRow
{
    JobId id;
    QString task;
    QString machine;
    Status status = Status::None;
    int attempt = 1;
    Instant started;
    Instant ended;
    QString message;
    bool operator==(const OrderJobRow&) const = default;
};

/// The jobs of one work order in order of time: those that the replica knows, and the ended ones of the
/// history. Follows the replica; UI thread.
class OrderJobsModel : public KeyedTreeModel<OrderJobRow>
{
    Q_OBJECT
public:
    enum Column { Task, Machine, Id, Time, ColumnCount };

    OrderJobsModel(Engine& engine, const Replica& replica, ModelWords words, QObject* parent = nullptr);

    void show(const WorkOrder& order);
    [[nodiscard]] int done() const { return m_done; }
    [[nodiscard]] JobId jobAt(const QModelIndex& index) const;
    [[nodiscard]] QModelIndex indexOf(JobId job) const { return indexOfKey(job.toString()); }
    /// The one that runs, else the one that failed last, else the last.
    [[nodiscard]] JobId telling() const;

    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

    static constexpr int pageSize = 500;
    static constexpr int mostPages = 10;

signals:
    void changed();

private:
    void refresh();
    void ask(JobId before, int pages);

    Engine& m_engine;
    const Replica& m_replica;
    ModelWords m_words;
    WorkOrder m_order;
    std::map<JobId, Job> m_past;
    int m_done = 0;
    int m_generation = 0;
};

} // namespace Drover
