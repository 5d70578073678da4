#pragma once

#include "ui/shell/objectactions.h"

#include <QTimer>
#include <QWidget>

class QLabel;

namespace Drover {

class AttentionList;
class Card;
class ClusterCards;
class FleetMap;
class OperationList;
class PoolCapacity;

/// Page "Overview": every machine on one map, clusters as cards, what needs a person, what is under way, and
/// what the pools have left. Follows the replica a few times a second while it is seen. Owned by the window;
/// UI thread.
class OverviewPane : public QWidget
{
    Q_OBJECT
public:
    OverviewPane(const WindowContext& context, ObjectActions& actions, QWidget* parent = nullptr);

signals:
    /// An object's key (models/objectkey.h).
    void objectChosen(const QString& key);

protected:
    void showEvent(QShowEvent* event) override;

private:
    [[nodiscard]] QWidget* buildHead();
    [[nodiscard]] QWidget* buildMap();
    [[nodiscard]] QWidget* buildSide();
    void refreshSoon();
    void refresh();

    WindowContext m_context;
    ObjectActions& m_actions;
    QLabel* m_total = nullptr;
    Card* m_mapCard = nullptr;
    FleetMap* m_map = nullptr;
    QWidget* m_legend = nullptr;
    QLabel* m_noMachines = nullptr;
    ClusterCards* m_clusters = nullptr;
    Card* m_attentionCard = nullptr;
    AttentionList* m_attention = nullptr;
    Card* m_operationCard = nullptr;
    OperationList* m_operations = nullptr;
    PoolCapacity* m_pools = nullptr;
    QTimer m_soon;
};

} // namespace Drover
