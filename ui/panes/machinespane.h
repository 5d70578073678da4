#pragma once

#include "models/bulkrules.h"
#include "models/machinelistmodel.h"
#include "ui/shell/windowcontext.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QPushButton;
class QStackedLayout;
class QToolButton;

namespace Drover {

class BulkBar;
class BulkResult;
class EmptyState;
class ListView;
class RowDelegate;
struct SavedView;
class QueryEdit;
class ViewBar;

/// Every machine as one list: filtered by what is typed or by a saved view, grouped, ordered by several
/// columns; chosen ones get a bar of what can be done to all of them. Owned by the window; UI thread.
class MachinesPane : public QWidget
{
    Q_OBJECT
public:
    explicit MachinesPane(const WindowContext& context, QWidget* parent = nullptr);

    /// What can be done to the chosen machines beside what the pane does itself is added to its bar's menu.
    [[nodiscard]] BulkBar& bulkBar() { return *m_bulk; }
    [[nodiscard]] QList<MachineId> chosenMachines() const;

signals:
    void firstStepsRequested();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    [[nodiscard]] QWidget* buildHead();
    [[nodiscard]] QWidget* buildViews();
    [[nodiscard]] QWidget* makeGroupButton(QWidget* parent);
    void buildList();
    void applyFilter(const TextFilter& filter);
    void applyView(const SavedView& view);
    void setGroup(const QString& key);
    void tellPresent();
    void watchViews();
    void setCompact(bool compact);
    void arrangeColumns();
    void updateCounts();
    void showSelected();
    void buildBulk();
    void updateBulk();
    void openBulk(BulkVerb verb, const QList<MachineId>& machines);
    void copyNames();

    WindowContext m_context;
    MachineListModel m_model;
    QLabel* m_total = nullptr;
    QueryEdit* m_filter = nullptr;
    QToolButton* m_group = nullptr;
    ViewBar* m_views = nullptr;
    QLabel* m_took = nullptr;
    ListView* m_list = nullptr;
    QList<RowDelegate*> m_delegates;
    EmptyState* m_nothing = nullptr;
    QPushButton* m_showAll = nullptr;
    QPushButton* m_firstSteps = nullptr;
    QStackedLayout* m_stack = nullptr;
    BulkBar* m_bulk = nullptr;
    BulkResult* m_result = nullptr;
    QTimer m_bulkSoon; ///< a choice of a hundred thousand is looked through once it rests
};

} // namespace Drover
