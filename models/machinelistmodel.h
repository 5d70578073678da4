#pragma once

#include "models/lists/indexedlistmodel.h"
#include "models/memberstate.h"
#include "models/modelwords.h"
#include "models/replicafollower.h"

namespace Drover {

enum class MachineColumn {
    Name,
    Role,
    Cluster,
    Pool,
    PoolStatus,
    State,
    Stage,
    Health,
    Rack,
    Address,
    LastJob
};
inline constexpr int MachineColumnCount = int(MachineColumn::LastJob) + 1;

/// All machines as one list. What a row shows is read from the replica when it is painted; what the list is
/// filtered and ordered by is kept in the index. UI thread.
class MachineListModel : public IndexedListModel
{
    Q_OBJECT
public:
    MachineListModel(const Replica& replica, ModelWords words, QObject* parent = nullptr);

    /// Off: nobody looks, and changes wait.
    void setFollowing(bool following) { m_follower.setFollowing(following); }
    /// Invalid when it is not shown.
    [[nodiscard]] QModelIndex indexOf(MachineId id) const;
    /// Not set for the head of a group.
    [[nodiscard]] MachineId machineAt(int row) const;

    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    [[nodiscard]] QString fieldText(int slot, int field) const override;
    [[nodiscard]] bool isFilled(int slot) const override { return m_machines[std::size_t(slot)].machine; }
    [[nodiscard]] quint64 staleFields(int slot) override;
    [[nodiscard]] int tallyField() const override { return int(MachineColumn::Health); }
    [[nodiscard]] Status tallyStatus(const QString& text) const override;

private:
    /// The replica's own value, which stays in its place until the machine is removed.
    struct Place
    {
        MachineId id;
        QString name; ///< also when the machine is gone and its row still waits
        const Machine* machine = nullptr;
        QJsonObject params; ///< when they were last read; shared with the machine's while they are the same
        bool isRead = false;
    };

    void follow(const ReplicaChanges& changes);
    void note(MachineId id, std::vector<int>& moved);
    void letGo(const QSet<MachineId>& changed);
    void rebuild();
    [[nodiscard]] QString cellText(const Machine& machine, MachineColumn column) const;

    const Replica& m_replica;
    ModelWords m_words;
    std::vector<Place> m_machines;
    QHash<MachineId, int> m_slotOf;
    ReplicaFollower m_follower;
};

} // namespace Drover
