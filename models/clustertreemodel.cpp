#include "models/clustertreemodel.h"

#include "models/objectkey.h"
#include "models/rowdiff.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover {

struct ClusterTreeModel::Node
{
    Node* parent = nullptr;
    int row = 0;
    Row data;
    std::vector<std::unique_ptr<Node>> children;

    void renumber(int from)
    {
        for (std::size_t i = std::size_t(from); i < children.size(); ++i)
            children[i]->row = int(i);
    }
};

/// Carries out the steps of changeRows() below one node.
struct ClusterTreeModel::Steps
{
    ClusterTreeModel& model;
    Node& parent;
    std::function<std::unique_ptr<Node>(const QString& key)> make;

    [[nodiscard]] QModelIndex at() const { return model.indexOf(parent, 0); }
    void forget(const Node& node) const
    {
        // A machine that moves to another cluster may have its new row there already.
        if (model.m_nodes.value(node.data.key) == &node)
            model.m_nodes.remove(node.data.key);
        for (const auto& child : node.children)
            forget(*child);
    }
    void remove(int first, int last) const
    {
        model.beginRemoveRows(at(), first, last);
        for (int i = first; i <= last; ++i)
            forget(*parent.children[std::size_t(i)]);
        parent.children.erase(parent.children.begin() + first, parent.children.begin() + last + 1);
        parent.renumber(first);
        model.endRemoveRows();
    }
    void insert(int first, const QList<QString>& keys) const
    {
        std::vector<std::unique_ptr<Node>> fresh;
        for (const QString& key : keys) {
            fresh.push_back(make(key));
            fresh.back()->parent = &parent;
        }
        model.beginInsertRows(at(), first, first + int(keys.size()) - 1);
        for (auto& node : fresh)
            model.m_nodes.insert(node->data.key, node.get());
        parent.children.insert(parent.children.begin() + first, std::move_iterator(fresh.begin()),
                               std::move_iterator(fresh.end()));
        parent.renumber(first);
        model.endInsertRows();
    }
    void move(int from, int to) const
    {
        // changeRows() only ever moves rows up.
        model.beginMoveRows(at(), from, from, at(), to);
        std::rotate(parent.children.begin() + to, parent.children.begin() + from,
                    parent.children.begin() + from + 1);
        parent.renumber(to);
        model.endMoveRows();
    }
};

namespace {

QList<QString> keysOf(const auto& nodes)
{
    QList<QString> keys;
    keys.reserve(qsizetype(nodes.size()));
    for (const auto& node : nodes)
        keys.append(node->data.key);
    return keys;
}

} // namespace

ClusterTreeModel::ClusterTreeModel(const Replica& replica, ModelWords words, QObject* parent)
    : QAbstractItemModel(parent), m_replica(replica), m_words(std::move(words)),
      m_root(std::make_unique<Node>()), m_states(replica.clusterStates()), m_filter(replica, m_words),
      m_follower(replica, [this](const ReplicaChanges& changes) { follow(changes); })
{
    ReplicaChanges everything;
    everything.snapshot = true;
    follow(everything);
}

ClusterTreeModel::~ClusterTreeModel() = default;

/// Members that changed, by cluster; of clusters that were regrouped all are looked at anyway.
QHash<QString, QList<MachineId>> ClusterTreeModel::touchedMembers(const ReplicaChanges& changes) const
{
    QHash<QString, QList<MachineId>> touched;
    for (const QSet<MachineId>* machines : {&changes.machines, &changes.jobMachines}) {
        for (const MachineId& id : *machines) {
            const Machine* machine = m_replica.machine(id);
            const bool twice = machines == &changes.jobMachines && changes.machines.contains(id);
            if (machine && machine->isMember() && !twice && !changes.regrouped.contains(machine->cluster))
                touched[machine->cluster].append(id);
        }
    }
    return touched;
}

void ClusterTreeModel::follow(const ReplicaChanges& changes)
{
    const QStringList clusters = changes.snapshot
                                     ? m_replica.clusterNames()
                                     : QStringList(changes.clusters.cbegin(), changes.clusters.cend());
    QList<int> changedRows;
    bool comesOrGoes = changes.snapshot;
    for (const QString& name : clusters) {
        const ClusterState* state = m_states.of(name);
        Node* node = m_nodes.value(clusterKey(name));
        comesOrGoes = comesOrGoes || (node != nullptr) != (state && shows(name));
        if (!node || !state)
            continue;
        Row row = clusterTreeRow(name, *state);
        if (row != node->data) {
            node->data = std::move(row);
            changedRows.append(node->row);
        }
    }
    announce(*m_root, changedRows);
    if (comesOrGoes || !isInOrder(*m_root, changedRows))
        arrange();
    const QHash<QString, QList<MachineId>> members = touchedMembers(changes);
    for (const QString& name : clusters) {
        const Node* node = m_nodes.value(clusterKey(name));
        if (!node)
            continue;
        if (changes.snapshot || changes.regrouped.contains(name) || !m_filter.isEmpty() ||
            !hasItsRoles(*node, *m_states.of(name)))
            update(name);
        else
            refresh(name, members.value(name));
    }
    if (!clusters.isEmpty())
        emit countsChanged();
}

/// All but the changed rows are.
bool ClusterTreeModel::isInOrder(const Node& parent, const QList<int>& changed) const
{
    const auto precedes = [&](int row) {
        return !rowBefore(parent.children[std::size_t(row) + 1]->data,
                          parent.children[std::size_t(row)]->data, m_sort);
    };
    return std::ranges::all_of(changed, [&](int row) {
        return (row == 0 || precedes(row - 1)) && (row + 1 == int(parent.children.size()) || precedes(row));
    });
}

bool ClusterTreeModel::hasItsRoles(const Node& node, const ClusterState& state) const
{
    return std::ranges::equal(node.children, state.roles, [](const auto& child, const RoleState& role) {
        return child->data.name == role.role;
    });
}

ClusterTreeModel::Row ClusterTreeModel::memberRow(const QString& key)
{
    const MachineId id = ObjectKey::parse(key).machine;
    return memberTreeRow(*m_replica.machine(id), m_states.member(id));
}

void ClusterTreeModel::arrange()
{
    const auto make = [this](const QString& key) {
        auto node = std::make_unique<Node>();
        const QString name = ObjectKey::parse(key).name;
        node->data = clusterTreeRow(name, *m_states.of(name));
        fill(*node, name);
        return node;
    };
    changeRows(keysOf(m_root->children), wantedClusters(), Steps{*this, *m_root, make});
}

/// The children of a node that no view knows yet.
void ClusterTreeModel::fill(Node& node, const QString& cluster)
{
    const bool all = m_filter.accepts(cluster, *m_states.of(cluster));
    for (const RoleState& role : m_states.of(cluster)->roles) {
        auto roleNode = std::make_unique<Node>();
        roleNode->data = roleTreeRow(cluster, role);
        roleNode->parent = &node;
        for (const QString& key : wantedMembers(cluster, role.role, all)) {
            auto member = std::make_unique<Node>();
            member->data = memberRow(key);
            member->parent = roleNode.get();
            m_nodes.insert(key, member.get());
            roleNode->children.push_back(std::move(member));
        }
        roleNode->renumber(0);
        m_nodes.insert(roleNode->data.key, roleNode.get());
        node.children.push_back(std::move(roleNode));
    }
    node.renumber(0);
}

void ClusterTreeModel::update(const QString& cluster)
{
    Node& node = *m_nodes.value(clusterKey(cluster));
    const ClusterState& state = *m_states.of(cluster);
    const bool all = m_filter.accepts(cluster, state);
    QList<QString> wanted;
    QHash<QString, const RoleState*> roles;
    for (const RoleState& role : state.roles) {
        wanted.append(roleKey(cluster, role.role));
        roles.insert(wanted.constLast(), &role);
    }
    const auto make = [&](const QString& key) {
        auto roleNode = std::make_unique<Node>();
        roleNode->data = roleTreeRow(cluster, *roles.value(key));
        return roleNode;
    };
    changeRows(keysOf(node.children), wanted, Steps{*this, node, make});
    updateRoles(node, cluster);
    for (const auto& child : node.children)
        updateMembers(*child, cluster, all);
}

void ClusterTreeModel::updateRoles(Node& node, const QString& cluster)
{
    QList<int> changedRows;
    for (const RoleState& role : m_states.of(cluster)->roles) {
        Node* child = m_nodes.value(roleKey(cluster, role.role));
        Row row = roleTreeRow(cluster, role);
        if (row != child->data) {
            child->data = std::move(row);
            changedRows.append(child->row);
        }
    }
    announce(node, changedRows);
}

/// The members are who they were; these do something else.
void ClusterTreeModel::refresh(const QString& cluster, const QList<MachineId>& touched)
{
    updateRoles(*m_nodes.value(clusterKey(cluster)), cluster);
    QHash<Node*, QList<int>> changedRows;
    for (const MachineId& id : touched) {
        Row row = memberTreeRow(*m_replica.machine(id), m_states.member(id));
        Node* node = m_nodes.value(row.key);
        if (row == node->data)
            continue;
        node->data = std::move(row);
        changedRows[node->parent].append(node->row);
    }
    for (auto it = changedRows.cbegin(); it != changedRows.cend(); ++it) {
        announce(*it.key(), *it);
        if (!isInOrder(*it.key(), *it))
            updateMembers(*it.key(), cluster, true);
    }
}

void ClusterTreeModel::updateMembers(Node& role, const QString& cluster, bool all)
{
    QList<int> changedRows;
    for (const auto& child : role.children) {
        if (!m_replica.machine(ObjectKey::parse(child->data.key).machine))
            continue;
        Row row = memberRow(child->data.key);
        if (row != child->data) {
            child->data = std::move(row);
            changedRows.append(child->row);
        }
    }
    announce(role, changedRows);
    const auto make = [this](const QString& key) {
        auto node = std::make_unique<Node>();
        node->data = memberRow(key);
        return node;
    };
    changeRows(keysOf(role.children), wantedMembers(cluster, role.data.name, all), Steps{*this, role, make});
}

void ClusterTreeModel::announce(Node& parent, const QList<int>& rows)
{
    QList<int> sorted = rows;
    std::sort(sorted.begin(), sorted.end());
    forEachRun(sorted, [&](int first, int last) {
        emit dataChanged(indexOf(*parent.children[std::size_t(first)], 0),
                         indexOf(*parent.children[std::size_t(last)], ClusterColumnCount - 1));
    });
}

QList<QString> ClusterTreeModel::wantedClusters()
{
    std::vector<Row> rows;
    const QStringList names = m_replica.clusterNames();
    for (const QString& name : names) {
        if (shows(name))
            rows.push_back(clusterTreeRow(name, *m_states.of(name)));
    }
    std::sort(rows.begin(), rows.end(),
              [this](const Row& a, const Row& b) { return rowBefore(a, b, m_sort); });
    QList<QString> keys;
    for (const Row& row : rows)
        keys.append(row.key);
    return keys;
}

QList<QString> ClusterTreeModel::wantedMembers(const QString& cluster, const QString& role, bool all)
{
    QList<MachineId> members;
    for (const RoleState& each : m_states.of(cluster)->roles) {
        if (each.role == role)
            members = each.members;
    }
    std::vector<Row> rows;
    for (const MachineId id : std::as_const(members)) {
        const Machine* machine = m_replica.machine(id);
        if (!machine)
            continue;
        const MemberState& own = m_states.member(id);
        if (all || m_filter.accepts(*machine, own, *m_states.of(cluster)))
            rows.push_back(memberTreeRow(*machine, own));
    }
    std::sort(rows.begin(), rows.end(),
              [this](const Row& a, const Row& b) { return rowBefore(a, b, m_sort); });
    QList<QString> keys;
    for (const Row& row : rows)
        keys.append(row.key);
    return keys;
}

bool ClusterTreeModel::shows(const QString& cluster)
{
    const ClusterState& state = *m_states.of(cluster);
    if ((m_scope == ClusterScope::Active && !state.active) ||
        (m_scope == ClusterScope::Attention && !state.attention))
        return false;
    if (m_filter.accepts(cluster, state))
        return true;
    return std::any_of(state.roles.begin(), state.roles.end(), [&](const RoleState& role) {
        return !wantedMembers(cluster, role.role, false).isEmpty();
    });
}

int ClusterTreeModel::count(ClusterScope scope) const
{
    const QStringList names = m_replica.clusterNames();
    return int(std::ranges::count_if(names, [&](const QString& name) {
        const ClusterState& state = *m_states.of(name);
        return scope == ClusterScope::All || (scope == ClusterScope::Active ? state.active : state.attention);
    }));
}

void ClusterTreeModel::setFilter(const TextFilter& filter)
{
    m_filter.setFilter(filter);
    arrange();
    for (const auto& node : m_root->children)
        update(node->data.name);
}

void ClusterTreeModel::setScope(ClusterScope scope)
{
    if (scope == m_scope)
        return;
    m_scope = scope;
    arrange();
}

QStringList ClusterTreeModel::valuesOf(const QString& key) const
{
    QSet<QString> values;
    const QStringList names = m_replica.clusterNames();
    for (const QString& name : names) {
        const ClusterState& state = *m_states.of(name);
        values.insert(m_filter.text(key, name, state));
        for (const RoleState& role : state.roles) {
            for (const MachineId id : role.members)
                values.insert(m_filter.text(key, *m_replica.machine(id), m_states.member(id), state));
        }
    }
    return valuesInOrder(values);
}

void ClusterTreeModel::setSortColumns(const SortColumns& columns)
{
    m_sort = columns;
    emit layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    reorder(*m_root);
    const QModelIndexList held = persistentIndexList();
    for (const QModelIndex& each : held) {
        const auto* node = static_cast<const Node*>(each.internalPointer());
        changePersistentIndex(each, indexOf(*node, each.column()));
    }
    emit layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

void ClusterTreeModel::reorder(Node& parent)
{
    // Roles keep the order of the topology.
    if (parent.data.kind != RowKind::Cluster)
        std::sort(parent.children.begin(), parent.children.end(),
                  [this](const auto& a, const auto& b) { return rowBefore(a->data, b->data, m_sort); });
    parent.renumber(0);
    for (const auto& child : parent.children)
        reorder(*child);
}

QModelIndex ClusterTreeModel::indexOf(const Node& node, int column) const
{
    return &node == m_root.get() ? QModelIndex() : createIndex(node.row, column, &node);
}

QModelIndex ClusterTreeModel::indexOf(const QString& key) const
{
    const Node* node = m_nodes.value(key);
    return node ? indexOf(*node, 0) : QModelIndex();
}

QModelIndex ClusterTreeModel::index(int row, int column, const QModelIndex& parent) const
{
    const Node* node = parent.isValid() ? static_cast<const Node*>(parent.internalPointer()) : m_root.get();
    if (row < 0 || row >= int(node->children.size()) || column < 0 || column >= ClusterColumnCount ||
        parent.column() > 0)
        return {};
    return createIndex(row, column, node->children[std::size_t(row)].get());
}

QModelIndex ClusterTreeModel::parent(const QModelIndex& child) const
{
    if (!child.isValid())
        return {};
    const auto* node = static_cast<const Node*>(child.internalPointer());
    return node->parent ? indexOf(*node->parent, 0) : QModelIndex();
}

int ClusterTreeModel::rowCount(const QModelIndex& parent) const
{
    if (parent.column() > 0)
        return 0;
    const Node* node = parent.isValid() ? static_cast<const Node*>(parent.internalPointer()) : m_root.get();
    return int(node->children.size());
}

int ClusterTreeModel::columnCount(const QModelIndex&) const
{
    return ClusterColumnCount;
}

QVariant ClusterTreeModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Row& row = static_cast<const Node*>(index.internalPointer())->data;
    return rowData(row, ClusterColumn(index.column()), role, m_words, m_replica.now());
}

QVariant ClusterTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    static constexpr const char* keys[] = {"clusters.name",     "clusters.state",  "clusters.stage",
                                           "clusters.progress", "clusters.ready",  "clusters.mode",
                                           "clusters.version",  "clusters.health", "clusters.activity"};
    if (orientation != Qt::Horizontal || section < 0 || section >= ClusterColumnCount)
        return {};
    if (role == Qt::DisplayRole)
        return m_words.name(keys[section]);
    if (role == Qt::TextAlignmentRole)
        return int((section == int(ClusterColumn::Ready) || section == int(ClusterColumn::Activity)
                        ? Qt::AlignRight
                        : Qt::AlignLeft) |
                   Qt::AlignVCenter);
    return {};
}

} // namespace Drover
