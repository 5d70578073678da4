#pragma once

#include "models/bulkmodel.h"
#include "models/machinelistmodel.h"
#include "ui/shell/windowcontext.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QStackedLayout;

namespace Drover {

class EmptyState;
class ObjectTreeView;
class SearchField;
class SegmentedControl;

/// Every machine as one list, filtered by what is typed and by a scope; several chosen ones get a bar of what
/// can be done to all of them. Owned by the window; UI thread.
class MachinesPane : public QWidget
{
    Q_OBJECT
public:
    explicit MachinesPane(const WindowContext& context, QWidget* parent = nullptr);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    [[nodiscard]] QWidget* buildHead();
    [[nodiscard]] QWidget* buildScopes();
    void buildList();
    void applyFilter();
    void updateCounts();
    void showSelected();
    [[nodiscard]] QWidget* buildBulk();
    void updateBulk();
    void openBulk(BulkVerb verb);
    [[nodiscard]] QList<MachineId> selectedMachines() const;

    WindowContext m_context;
    MachineListModel m_model;
    QLabel* m_total = nullptr;
    SearchField* m_filter = nullptr;
    SegmentedControl* m_scope = nullptr;
    ObjectTreeView* m_list = nullptr;
    EmptyState* m_nothing = nullptr;
    QPushButton* m_showAll = nullptr;
    QStackedLayout* m_stack = nullptr;
    QWidget* m_bulk = nullptr;
    QLabel* m_bulkCount = nullptr;
};

} // namespace Drover
