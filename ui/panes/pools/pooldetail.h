#pragma once

#include "models/bulkmodel.h"
#include "models/pools/poolallocationsmodel.h"
#include "models/pools/poolhistory.h"
#include "models/pools/poolmembersmodel.h"
#include "models/pools/pooltransitionsmodel.h"
#include "ui/shell/windowcontext.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QStackedLayout;
class QTreeView;

namespace Drover {

class BulkResult;
class CapacityChart;
class Card;
class EditActions;
class EmptyState;
class PoolHead;
class SegmentedControl;
class TransitionView;

/// One pool in full: how machines go through it and what runs then, its machines by status, how many were
/// free over time, and what was taken from it and why. Owned by the pools pane; UI thread.
class PoolDetail : public QWidget
{
    Q_OBJECT
public:
    PoolDetail(const WindowContext& context, EditActions& edits, QWidget* parent = nullptr);

    void showPool(const QString& pool);
    [[nodiscard]] bool isEmpty() const { return m_pool.isEmpty(); }
    [[nodiscard]] PoolHead& head() const { return *m_head; }

signals:
    void objectRequested(const QString& key); ///< a machine or cluster

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    [[nodiscard]] Card* buildTransitions();
    [[nodiscard]] Card* buildMembers();
    [[nodiscard]] Card* buildCapacity();
    [[nodiscard]] Card* buildAllocations();
    void filterBy(std::optional<PoolStatus> status);
    void updateCounts();
    void updateHistory();
    void openHeld(bool retry);
    void openBulk(BulkVerb verb, const QList<MachineId>& machines);
    void expandHolds();
    void goToGroup(int step);
    void showMembers();

    WindowContext m_context;
    PoolHistory m_history;
    PoolMembersModel m_membersModel;
    PoolAllocationsModel m_allocationsModel;
    PoolTransitionsModel m_transitionsModel;
    ReplicaFollower m_follower;
    QString m_pool;
    PoolHead* m_head;
    TransitionView* m_flow = nullptr;
    Card* m_membersCard = nullptr;
    SegmentedControl* m_grouping = nullptr;
    QTreeView* m_members = nullptr;
    EmptyState* m_nobody = nullptr;
    QStackedLayout* m_membersStack = nullptr;
    QPushButton* m_retry = nullptr;
    QPushButton* m_release = nullptr;
    QPushButton* m_all = nullptr;
    QLabel* m_rest = nullptr;
    Card* m_capacityCard = nullptr;
    CapacityChart* m_chart = nullptr;
    QLabel* m_capacityFoot = nullptr;
    BulkResult* m_result = nullptr;
    Card* m_allocationsCard = nullptr;
    QTreeView* m_allocations = nullptr;
    QStackedLayout* m_allocationsStack = nullptr;
};

} // namespace Drover
