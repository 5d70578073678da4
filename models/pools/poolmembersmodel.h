#pragma once

#include "engine/core/machine.h"
#include "models/keyedtreemodel.h"
#include "models/modelwords.h"
#include "models/replicafollower.h"
#include "models/roles.h"

#include <QTimer>
#include <optional>

namespace Drover {

class PoolHistory;

enum class PoolGrouping { Status, Cluster, Rack };

/// A group of machines, a machine, or how many more there are.
struct PoolMemberRow
{
    enum class Kind : quint8 { Group, Machine, More };
    Kind kind = Kind::Machine;
    QString name;
    QString aside; ///< of a group: the clusters that most of it belongs to
    Status status = Status::None;
    QString rack;
    QString why; ///< why it is held, or what it does
    Instant since;
    int count = 0;
    QString key;
    bool operator==(const PoolMemberRow&) const = default;
};

/// The machines of a pool that are not at rest, by status, or all of them by cluster or rack; those on hold
/// come first. Of large groups the first `mostShown`. Follows the replica; UI thread.
class PoolMembersModel : public KeyedTreeModel<PoolMemberRow>
{
    Q_OBJECT
public:
    enum Column { Name, Place, Why, Since, ColumnCount };
    enum Role {
        MemberKindRole = ModelRole::DimRole + 120, ///< int(PoolMemberRow::Kind)
        CountRole,                                 ///< int: machines of a group
    };

    PoolMembersModel(const Replica& replica, const PoolHistory& history, ModelWords words,
                     QObject* parent = nullptr);

    /// Off: nobody looks, and changes wait.
    void setFollowing(bool following) { m_follower.setFollowing(following); }
    void show(const QString& pool);
    void setGrouping(PoolGrouping grouping);
    /// Only machines of this status, whatever it is; nothing: all.
    void setOnly(std::optional<PoolStatus> status);
    [[nodiscard]] std::optional<PoolStatus> only() const { return m_only; }
    /// Those of a group, all of them.
    [[nodiscard]] QList<MachineId> machinesOf(const QModelIndex& group) const;
    [[nodiscard]] const PoolMemberRow* rowOf(const QModelIndex& index) const
    {
        return index.isValid() ? &rowAt(index) : nullptr;
    }

    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

    static constexpr int mostShown = 200;

private:
    void refresh();
    void refreshSoon();
    [[nodiscard]] bool isShown(const Machine& machine) const;
    [[nodiscard]] QString groupOf(const Machine& machine) const;
    [[nodiscard]] PoolMemberRow rowFor(const Machine& machine) const;
    [[nodiscard]] TreeSpec<PoolMemberRow> groupSpec(const QString& group,
                                                    QList<const Machine*> machines) const;

    const Replica& m_replica;
    const PoolHistory& m_history;
    ModelWords m_words;
    QString m_pool;
    PoolGrouping m_grouping = PoolGrouping::Status;
    std::optional<PoolStatus> m_only;
    QTimer m_soon;
    QTimer m_clock; ///< times go on while nothing happens
    ReplicaFollower m_follower;
};

} // namespace Drover
