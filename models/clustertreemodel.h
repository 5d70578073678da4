#pragma once

#include "models/clusterfilter.h"
#include "models/clusterstates.h"
#include "models/clustertreerow.h"
#include "models/replicafollower.h"

#include <QAbstractItemModel>
#include <memory>
#include <vector>

namespace Drover {

enum class ClusterScope { All, Active, Attention };

/// Clusters, their roles and their members as a tree, with its own filter and order. Reads the replica and
/// follows it: each batch becomes the fewest contiguous row signals. UI thread.
class ClusterTreeModel : public QAbstractItemModel, public SortsByColumns
{
    Q_OBJECT
public:
    ClusterTreeModel(const Replica& replica, ModelWords words, QObject* parent = nullptr);
    ~ClusterTreeModel() override;

    /// Off: nobody looks, and changes wait.
    void setFollowing(bool following) { m_follower.setFollowing(following); }
    void setFilter(const TextFilter& filter);
    /// What a filter's key reads just now, in order, for completion.
    [[nodiscard]] QStringList valuesOf(const QString& key) const;
    void setScope(ClusterScope scope);
    /// Clusters in each scope, whatever the text filter hides.
    [[nodiscard]] int count(ClusterScope scope) const;
    /// The row of an object by its ObjectKey text; invalid when it is not shown.
    [[nodiscard]] QModelIndex indexOf(const QString& key) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& child) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void setSortColumns(const SortColumns& columns) override;
    void sort(int column, Qt::SortOrder order) override { setSortColumns({{column, order}}); }

signals:
    void countsChanged();

private:
    using Row = ClusterTreeRow;
    struct Node;
    struct Steps;

    void follow(const ReplicaChanges& changes);
    void arrange();
    void reorder(Node& parent);
    void fill(Node& node, const QString& cluster);
    void update(const QString& cluster);
    void updateRoles(Node& node, const QString& cluster);
    void refresh(const QString& cluster, const QList<MachineId>& touched);
    [[nodiscard]] QHash<QString, QList<MachineId>> touchedMembers(const ReplicaChanges& changes) const;
    void updateMembers(Node& role, const QString& cluster, bool all);
    void announce(Node& parent, const QList<int>& rows);
    [[nodiscard]] QList<QString> wantedClusters();
    [[nodiscard]] QList<QString> wantedMembers(const QString& cluster, const QString& role, bool all);
    [[nodiscard]] bool shows(const QString& cluster);
    [[nodiscard]] Row memberRow(const QString& key);
    [[nodiscard]] bool isInOrder(const Node& parent, const QList<int>& changed) const;
    [[nodiscard]] bool hasItsRoles(const Node& node, const ClusterState& state) const;
    [[nodiscard]] QModelIndex indexOf(const Node& node, int column) const;

    const Replica& m_replica;
    ModelWords m_words;
    std::unique_ptr<Node> m_root;
    QHash<QString, Node*> m_nodes; ///< by object key
    ClusterStates& m_states;       ///< the replica's
    ClusterFilter m_filter;
    ClusterScope m_scope = ClusterScope::All;
    SortColumns m_sort{{int(ClusterColumn::Name), Qt::AscendingOrder}};
    ReplicaFollower m_follower;
};

} // namespace Drover
