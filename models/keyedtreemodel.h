#pragma once

#include "models/lists/heldrows.h"
#include "models/rowdiff.h"

#include <QAbstractItemModel>
#include <memory>
#include <utility>
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
class KeyedTreeModel : public QAbstractItemModel, public HeldRows
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

    void setHeld(bool held) override
    {
        m_held = held;
        if (!held)
            applyWaiting();
    }
    void applyWaiting() override
    {
        if (m_waiting == 0)
            return;
        sync(m_root, std::exchange(m_wanted, {}));
        setWaiting(0);
    }
    [[nodiscard]] int waitingCount() const override { return m_waiting; }

protected:
    void sync(const QList<TreeSpec<Row>>& specs)
    {
        // Where nothing stands yet nothing can move away.
        if (!m_held || std::exchange(m_asked, false) || m_root.children.empty()) {
            sync(m_root, specs);
            m_wanted.clear();
            setWaiting(0);
            return;
        }
        const int waiting = updateInPlace(m_root, specs);
        m_wanted = waiting > 0 ? specs : QList<TreeSpec<Row>>();
        setWaiting(waiting);
    }
    /// The next sync() is what somebody asked for: it is carried out even while rows are held.
    void askedFor() { m_asked = true; }
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
        if (m_nodes.value(node.key) == &node) // else it has come again below another row
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

    /// Counts what Steps would do.
    struct Waiting
    {
        int& count;

        void remove(int first, int last) const { count += last - first + 1; }
        void insert(int, const QList<QString>& keys) const { count += int(keys.size()); }
        void move(int, int) const { ++count; }
    };

    struct Keys
    {
        Keys(const Node& parent, const QList<TreeSpec<Row>>& specs)
        {
            for (const TreeSpec<Row>& spec : specs) {
                specOf.insert(spec.key, &spec);
                wanted.append(spec.key);
            }
            for (const auto& child : parent.children)
                present.append(child->key);
        }
        QHash<QString, const TreeSpec<Row>*> specOf;
        QList<QString> present;
        QList<QString> wanted;
    };

    void sync(Node& parent, const QList<TreeSpec<Row>>& specs)
    {
        const Keys keys(parent, specs);
        changeRows(keys.present, keys.wanted, Steps{*this, parent, keys.specOf});
        updateRows(parent, keys);
        for (const auto& child : parent.children)
            sync(*child, keys.specOf.value(child->key)->children);
    }

    /// What the rows show, their places left as they are; answers how many would come, go or move.
    int updateInPlace(Node& parent, const QList<TreeSpec<Row>>& specs)
    {
        const Keys keys(parent, specs);
        int waiting = 0;
        changeRows(keys.present, keys.wanted, Waiting{waiting});
        updateRows(parent, keys);
        for (const auto& child : parent.children) {
            if (const TreeSpec<Row>* spec = keys.specOf.value(child->key))
                waiting += updateInPlace(*child, spec->children);
        }
        return waiting;
    }

    void updateRows(Node& parent, const Keys& keys)
    {
        QList<int> changed;
        for (const auto& child : parent.children) {
            const TreeSpec<Row>* spec = keys.specOf.value(child->key);
            if (spec && !(child->row == spec->row)) {
                child->row = spec->row;
                changed.append(child->place);
            }
        }
        forEachRun(changed, [&](int first, int last) {
            emit dataChanged(createIndex(first, 0, parent.children[std::size_t(first)].get()),
                             createIndex(last, m_columns - 1, parent.children[std::size_t(last)].get()));
        });
    }

    void setWaiting(int waiting)
    {
        if (std::exchange(m_waiting, waiting) != waiting)
            tellWaiting();
    }

    Node m_root;
    QHash<QString, Node*> m_nodes;
    int m_columns;
    bool m_held = false;
    bool m_asked = false;
    int m_waiting = 0;
    QList<TreeSpec<Row>> m_wanted; ///< what shall be shown, while something of it waits
};

} // namespace Drover
