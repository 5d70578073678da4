#pragma once

#include "ui/shell/objectactions.h"

#include <QTimer>
#include <QWidget>

class QLabel;

namespace Drover {

class AttentionList;
class Card;
class ClusterCards;
class EmptyState;
class FleetLegend;
class FleetMap;
class OperationList;
class PoolCapacity;
class SegmentedControl;

/// Page "Overview": every machine on one map, clusters as cards, what needs a person, what is under way, and
/// what the pools have left. Follows the replica a few times a second while it is seen. Owned by the window;
/// UI thread.
class OverviewPane : public QWidget
{
    Q_OBJECT
public:
    OverviewPane(const WindowContext& context, ObjectActions& actions, QWidget* parent = nullptr);

signals:
    void firstStepsRequested();
    /// An object's key (models/objectkey.h).
    void objectChosen(const QString& key);
    void logWanted(const QString& key, Drover::JobId job);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    [[nodiscard]] QWidget* buildHead();
    [[nodiscard]] QWidget* buildMap();
    [[nodiscard]] QWidget* buildSide();
    void buildControls();
    void buildEmpty();
    void showSites();
    void showCounts();
    void refreshSoon();
    void refresh();

    WindowContext m_context;
    ObjectActions& m_actions;
    QLabel* m_total = nullptr;
    Card* m_mapCard = nullptr;
    FleetMap* m_map = nullptr;
    FleetLegend* m_legend = nullptr;
    SegmentedControl* m_colouring = nullptr;
    SegmentedControl* m_grouping = nullptr;
    SegmentedControl* m_site = nullptr;
    QStringList m_sites;
    EmptyState* m_noMachines = nullptr;
    ClusterCards* m_clusters = nullptr;
    EmptyState* m_noClusters = nullptr;
    Card* m_attentionCard = nullptr;
    AttentionList* m_attention = nullptr;
    Card* m_operationCard = nullptr;
    OperationList* m_operations = nullptr;
    PoolCapacity* m_pools = nullptr;
    QTimer m_soon;
};

} // namespace Drover
