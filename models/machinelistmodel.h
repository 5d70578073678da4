#pragma once

#include "models/memberstate.h"
#include "models/modelwords.h"
#include "models/roles.h"
#include "models/textfilter.h"

#include <QAbstractTableModel>
#include <array>
#include <vector>

namespace Drover {

enum class MachineScope { All, Free, InUse, Moving, Hold, Failed };
inline constexpr int MachineScopeCount = int(MachineScope::Failed) + 1;

enum class MachineColumn { Name, Role, Cluster, Pool, PoolStatus, State, Stage, Health, Address, LastJob };
inline constexpr int MachineColumnCount = int(MachineColumn::LastJob) + 1;

/// All machines as one list with its own filter and order, made for a hundred thousand: rows are kept sorted
/// by a key, a change finds its row by that key, and what a row shows is read from the replica when it is
/// painted. UI thread.
class MachineListModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    MachineListModel(const Replica& replica, ModelWords words, QObject* parent = nullptr);

    void setFilter(const TextFilter& filter);
    void setScope(MachineScope scope);
    /// Machines in each scope, whatever the text filter hides.
    [[nodiscard]] int count(MachineScope scope) const { return m_counts[std::size_t(scope)]; }
    [[nodiscard]] QModelIndex indexOf(MachineId id) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

signals:
    void countsChanged();

private:
    /// By the column's own text or number, then by name, then by id: no two rows are equal.
    struct Entry
    {
        QString key;
        QString name;
        MachineId id;
    };
    /// What is known of a machine beside its row: its key while it is shown, and the scopes it counts in.
    struct Known
    {
        QString key;
        QString name;
        quint8 scopes = 0;
        bool shown = false;
    };

    void follow(const ReplicaChanges& changes);
    void rebuild();
    void change(const QSet<MachineId>& ids);
    void leave(QList<int> rows);
    void insertEntries(std::vector<Entry> entries);
    void recount(quint8 before, quint8 after);
    [[nodiscard]] bool before(const Entry& a, const Entry& b) const;
    [[nodiscard]] int rowOf(const Entry& entry) const;
    [[nodiscard]] QString sortKey(const Machine& machine) const;
    [[nodiscard]] bool matches(const Machine& machine, quint8 scopes) const;
    [[nodiscard]] static quint8 scopesOf(const Machine& machine);
    [[nodiscard]] QString cellText(const Machine& machine, MachineColumn column) const;

    const Replica& m_replica;
    ModelWords m_words;
    std::vector<Entry> m_rows;
    QHash<MachineId, Known> m_known;
    std::array<int, MachineScopeCount> m_counts{};
    TextFilter m_filter;
    MachineScope m_scope = MachineScope::All;
    MachineColumn m_sortColumn = MachineColumn::Name;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
};

} // namespace Drover
