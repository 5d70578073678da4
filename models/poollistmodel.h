#pragma once

#include "models/keyedtreemodel.h"
#include "models/lists/sortcolumns.h"
#include "models/modelwords.h"
#include "models/replicafollower.h"
#include "models/roles.h"
#include "models/textfilter.h"

#include <array>

namespace Drover {

/// What a pool does by itself for its Free machines; `None`: the root, which nothing fills.
enum class AutoFillState : quint8 { None, Off, Quiet, Short };

/// One pool as shown.
struct PoolRow
{
    QString name;
    QString parent;
    QString description;
    std::array<int, 10> counts{}; ///< by PoolStatus; of `default` those of all pools together
    int total = 0;
    int minFree = 0;
    int maxFree = 0; ///< 0: no maximum
    AutoFillState autoFill = AutoFillState::None;
    bool operator==(const PoolRow&) const = default;
};

enum class PoolColumn {
    Name,
    Machines,
    Bar,
    Joining,
    Free,
    Building,
    InUse,
    Destroying,
    Leaving,
    Hold,
    Minimum,
    AutoFill
};
inline constexpr int PoolColumnCount = int(PoolColumn::AutoFill) + 1;

/// Pools below their parents with the number of their machines by status; side by side when that is asked for
/// or a filter is set. Follows the replica; UI thread.
class PoolListModel : public KeyedTreeModel<PoolRow>, public SortsByColumns
{
    Q_OBJECT
public:
    PoolListModel(const Replica& replica, ModelWords words, QObject* parent = nullptr);

    /// Off: nobody looks, and changes wait.
    void setFollowing(bool following) { m_follower.setFollowing(following); }
    void setFilter(const TextFilter& filter);
    /// All side by side, each with its parent behind its name.
    void setFlat(bool flat);
    /// The keys that a filter may have, and what the key's column holds just now.
    [[nodiscard]] static QStringList filterKeys();
    [[nodiscard]] QStringList valuesOf(const QString& key) const;
    void setSortColumns(const SortColumns& columns) override;
    /// Null when the index is none.
    [[nodiscard]] const PoolRow* poolAt(const QModelIndex& index) const;
    [[nodiscard]] int count() const { return int(m_replica.pools().size()); }
    [[nodiscard]] QModelIndex indexOf(const QString& pool) const { return indexOfKey(pool); }

    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    void countsChanged();

private:
    void refresh();
    [[nodiscard]] PoolRow rowOf(const Pool& pool) const;
    [[nodiscard]] TreeSpec<PoolRow> specOf(const Pool& pool,
                                           const QMultiMap<QString, QString>& children) const;
    void order(QList<TreeSpec<PoolRow>>& siblings) const;
    [[nodiscard]] QString fieldText(const PoolRow& row, const QString& key) const;
    [[nodiscard]] static int countOf(const PoolRow& row, PoolColumn column);
    [[nodiscard]] QString limitsOf(const PoolRow& row) const;
    [[nodiscard]] QString fillText(const PoolRow& row) const;

    const Replica& m_replica;
    ModelWords m_words;
    TextFilter m_filter;
    bool m_flat = false;
    SortColumns m_sort{{int(PoolColumn::Name), Qt::AscendingOrder}};
    ReplicaFollower m_follower;
};

} // namespace Drover
