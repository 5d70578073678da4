#pragma once

#include "engine/core/pool.h"
#include "models/modelwords.h"

#include <QAbstractTableModel>

namespace Drover {

class PoolHistory;
class Replica;

/// What a pool does to a machine at its four transitions, with how long that takes and how many are on the
/// way. Follows the replica; UI thread.
class PoolTransitionsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Row { Enter, Allocate, Release, Exit, RowCount };
    enum Column { Action, Workflow, Profiles, Params, Time, ColumnCount };
    enum Role {
        AddedRole = Qt::UserRole + 400, ///< QStringList: profiles or params that are put on
        RemovedRole,                    ///< QStringList: those that are taken off
    };

    PoolTransitionsModel(const Replica& replica, const PoolHistory& history, ModelWords words,
                         QObject* parent = nullptr);

    void show(const QString& pool);
    /// The status in which a machine is during a transition.
    [[nodiscard]] static PoolStatus statusOf(int row);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void announce();
    [[nodiscard]] const PoolActions& actionsOf(int row) const;

    const Replica& m_replica;
    const PoolHistory& m_history;
    ModelWords m_words;
    Pool m_pool;
};

} // namespace Drover
