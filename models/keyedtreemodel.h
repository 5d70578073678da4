#pragma once

#include "models/rowdiff.h"

#include <QAbstractItemModel>
#include <memory>
#include <vector>

namespace Drover {

/// What a keyed tree shall show: rows with keys that are unique in the tree and stable over updates.
template <class Row>
struct TreeSpec
{
    QString key;
    Row row;
    QList<TreeSpec> children;
};

/// A tree model whose owner says what it shall show; sync() finds the fewest contiguous row signals that lead
/// there. `Row` is a value with ==. For trees of up to some thousand rows; UI thread.
template <class Row>
class KeyedTreeModel : public QAbstractItemModel
{
public:
    explicit KeyedTreeModel(int columns, QObject* parent) : QAbstractItemModel(parent), m_columns(columns) {}

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override
    {
        const Node& node = nodeAt(parent);
        if (row < 0 || row >= int(node.children.size()) || column < 0 || column >= m_columns ||
            parent.column() > 0)
            return {};
        return createIndex(row, column, node.children[std::size_t(row)].get());
    }
    [[nodiscard]] QModelIndex parent(const QModelIndex& child) const override
    {
        return child.isValid() ? indexOfNode(*nodeAt(child).parent) : QModelIndex();
    }
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override
    {
        return parent.column() > 0 ? 0 : int(nodeAt(parent).children.size());
    }
    [[nodiscard]] int columnCount(const QModelIndex& = {}) const override { return m_columns; }
    /// Invalid when the key is not shown.
    [[nodiscard]] QModelIndex indexOfKey(const QString& key) const
    {
        const Node* node = m_nodes.value(key);
        return node ? indexOfNode(*node) : QModelIndex();
    }

protected:
    void sync(const QList<TreeSpec<Row>>& specs) { sync(m_root, specs); }
    [[nodiscard]] const Row& rowAt(const QModelIndex& index) const { return nodeAt(index).row; }
    [[nodiscard]] QString keyAt(const QModelIndex& index) const { return nodeAt(index).key; }

private:
    struct Node
    {
        Node* parent = nullptr;
        int place = 0;
        QString key;
        Row row;
        std::vector<std::unique_ptr<Node>> children;
    };
    using Nodes = std::vector<std::unique_ptr<Node>>;

    [[nodiscard]] const Node& nodeAt(const QModelIndex& index) const
    {
        return index.isValid() ? *static_cast<const Node*>(index.internalPointer()) : m_root;
    }
    [[nodiscard]] QModelIndex indexOfNode(const Node& node) const
    {
        return &node == &m_root ? QModelIndex() : createIndex(node.place, 0, &node);
    }
    static void renumber(Node& parent, int from)
    {
        for (std::size_t i = std::size_t(from); i < parent.children.size(); ++i)
            parent.children[i]->place = int(i);
    }
    std::unique_ptr<Node> make(const TreeSpec<Row>& spec, Node& parent)
    {
        auto node = std::make_unique<Node>();
        node->parent = &parent;
        node->key = spec.key;
        node->row = spec.row;
        for (const TreeSpec<Row>& child : spec.children)
            node->children.push_back(make(child, *node));
        renumber(*node, 0);
        m_nodes.insert(node->key, node.get());
        return node;
    }
    void forget(const Node& node)
    {
        m_nodes.remove(node.key);
        for (const auto& child : node.children)
            forget(*child);
    }

    struct Steps
    {
        KeyedTreeModel& model;
        Node& parent;
        const QHash<QString, const TreeSpec<Row>*>& specs;

        void remove(int first, int last) const
        {
            model.beginRemoveRows(model.indexOfNode(parent), first, last);
            for (int i = first; i <= last; ++i)
                model.forget(*parent.children[std::size_t(i)]);
            parent.children.erase(parent.children.begin() + first, parent.children.begin() + last + 1);
            renumber(parent, first);
            model.endRemoveRows();
        }
        void insert(int first, const QList<QString>& keys) const
        {
            model.beginInsertRows(model.indexOfNode(parent), first, first + int(keys.size()) - 1);
            Nodes fresh;
            for (const QString& key : keys)
                fresh.push_back(model.make(*specs.value(key), parent));
            parent.children.insert(parent.children.begin() + first, std::move_iterator(fresh.begin()),
                                   std::move_iterator(fresh.end()));
            renumber(parent, first);
            model.endInsertRows();
        }
        void move(int from, int to) const
        {
            const QModelIndex at = model.indexOfNode(parent);
            model.beginMoveRows(at, from, from, at, to);
            const auto begin = parent.children.begin();
            std::rotate(begin + to, begin + from, begin + from + 1);
            renumber(parent, to);
            model.endMoveRows();
        }
    };

    void sync(Node& parent, const QList<TreeSpec<Row>>& specs)
    {
        QHash<QString, const TreeSpec<Row>*> byKey;
        QList<QString> present;
        QList<QString> wanted;
        for (const TreeSpec<Row>& spec : specs) {
            byKey.insert(spec.key, &spec);
            wanted.append(spec.key);
        }
        for (const auto& child : parent.children)
            present.append(child->key);
        changeRows(present, wanted, Steps{*this, parent, byKey});
        QList<int> changed;
        for (const auto& child : parent.children) {
            const TreeSpec<Row>& spec = *byKey.value(child->key);
            if (!(child->row == spec.row)) {
                child->row = spec.row;
                changed.append(child->place);
            }
        }
        forEachRun(changed, [&](int first, int last) {
            emit dataChanged(createIndex(first, 0, parent.children[std::size_t(first)].get()),
                             createIndex(last, m_columns - 1, parent.children[std::size_t(last)].get()));
        });
        for (const auto& child : parent.children)
            sync(*child, byKey.value(child->key)->children);
    }

    Node m_root;
    QHash<QString, Node*> m_nodes;
    int m_columns;
};

} // namespace Drover
