#pragma once

#include "models/outputfeed.h"
#include "models/workorders/orderjobsmodel.h"
#include "models/workorders/orderparamsmodel.h"
#include "ui/shell/windowcontext.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QStackedLayout;
class QTreeView;

namespace Drover {

class ElidedLabel;
class EmptyState;
class FactGrid;
class FilterChip;
class FlowRow;
class LogView;
class MiniBar;
class SectionHead;
class StatusPill;

/// One work order in full: progress, facts, its params with the layer each comes from, its jobs and the log
/// of one of them. Owned by the work orders pane; UI thread.
class WorkOrderDetail : public QWidget
{
    Q_OBJECT
public:
    explicit WorkOrderDetail(const WindowContext& context, QWidget* parent = nullptr);

    void showOrder(const WorkOrder& order);
    void showNothing();
    [[nodiscard]] const WorkOrder& order() const { return m_order; }

signals:
    void objectRequested(const QString& key);
    void cancelRequested();

private:
    [[nodiscard]] QWidget* buildHead();
    [[nodiscard]] QWidget* buildParams();
    [[nodiscard]] QWidget* buildJobs();
    [[nodiscard]] QWidget* buildLog();
    void updateHead();
    void updateFacts();
    void updateParams();
    void updateLayers();
    void updateJobs();
    void showLog(JobId job);
    void askParams();
    [[nodiscard]] QString targetKey() const;

    WindowContext m_context;
    WorkOrder m_order;
    OrderParamsModel m_paramsModel;
    OrderJobsModel m_jobsModel;
    OutputFeed m_feed;
    JobId m_chosenJob; ///< by the person; else the telling one is shown
    QStackedLayout* m_stack;
    EmptyState* m_nothing;
    ElidedLabel* m_title = nullptr;
    StatusPill* m_pill = nullptr;
    QPushButton* m_cancel = nullptr;
    QLabel* m_id = nullptr;
    MiniBar* m_bar = nullptr;
    QLabel* m_share = nullptr;
    FactGrid* m_left = nullptr;
    FactGrid* m_right = nullptr;
    SectionHead* m_paramsHead = nullptr;
    QWidget* m_layers = nullptr;
    FlowRow* m_layerRow = nullptr;
    QTreeView* m_params = nullptr;
    SectionHead* m_jobsHead = nullptr;
    QTreeView* m_jobs = nullptr;
    SectionHead* m_logHead = nullptr;
    LogView* m_log = nullptr;
    ElidedLabel* m_late = nullptr;
};

} // namespace Drover
