#pragma once

#include "models/keyedtreemodel.h"
#include "models/modelwords.h"
#include "models/roles.h"

namespace Drover {

class PoolHistory;
class Replica;

/// A request with its machines, or one machine and why it was taken.
struct AllocationRow
{
    bool isRequest = false;
    Instant at;
    qint64 seq = 0;
    QString cluster;
    QString member;
    QString machine;
    QString reason;
    int count = 0;
    QString operation;
    QString key;
    bool operator==(const AllocationRow&) const = default;
};

/// What was taken from a pool in the time that the history covers, newest request first, each machine with
/// the reason that the plan gave. Follows the history; UI thread.
class PoolAllocationsModel : public KeyedTreeModel<AllocationRow>
{
    Q_OBJECT
public:
    enum Column { Time, For, Machine, Reason, ColumnCount };
    enum Role {
        RequestRole = ModelRole::DimRole + 140, ///< bool
        SeqRole,                                ///< qint64: the event
        CountRole,                              ///< int: machines of a request
        OperationRole,                          ///< QString
    };

    PoolAllocationsModel(const Replica& replica, const PoolHistory& history, ModelWords words,
                         std::function<QString(Instant)> time, QObject* parent = nullptr);

    void show(const QString& pool);
    /// Machines, of all requests.
    [[nodiscard]] int count() const { return m_count; }

    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    static constexpr int mostRequests = 50;

private:
    void refresh();

    const Replica& m_replica;
    const PoolHistory& m_history;
    ModelWords m_words;
    std::function<QString(Instant)> m_time;
    QString m_pool;
    int m_count = 0;
};

} // namespace Drover
