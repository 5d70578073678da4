#pragma once

#include "models/bulkmodel.h"

#include <QElapsedTimer>
#include <QSortFilterProxyModel>
#include <QWidget>
#include <memory>

class QLabel;
class QPushButton;
class QTreeView;

namespace Drover {

class BulkResultModel;
class ResultMatrix;

/// The last bulk action below its list: a cell for every machine, the reasons of those it was refused for,
/// and those once more. Owns the action's model. Owned by its pane; UI thread.
class BulkResult : public QWidget
{
    Q_OBJECT
public:
    /// `name`: the object name, and the first part of those within.
    explicit BulkResult(const QString& name, QWidget* parent = nullptr);
    ~BulkResult() override;

    void show(std::unique_ptr<BulkModel> action);
    [[nodiscard]] const BulkModel* action() const { return m_action.get(); }

signals:
    void machineChosen(Drover::MachineId machine);
    /// What mends it for this one machine.
    void mendWanted(Drover::BulkVerb verb, Drover::MachineId machine);
    void closed();

private:
    [[nodiscard]] QWidget* buildHead();
    [[nodiscard]] QWidget* buildReasons();
    void update();
    void copy(const QString& text) const;
    [[nodiscard]] MachineId reasonMachine() const;

    std::unique_ptr<BulkModel> m_action;
    std::unique_ptr<BulkResultModel> m_shown;
    std::unique_ptr<QSortFilterProxyModel> m_refused;
    QLabel* m_what = nullptr;
    QLabel* m_done = nullptr;
    QLabel* m_refusedCount = nullptr;
    QPushButton* m_again = nullptr;
    QPushButton* m_mend = nullptr;
    ResultMatrix* m_cells = nullptr;
    QTreeView* m_reasons = nullptr;
    QElapsedTimer m_timer;
    qint64 m_took = 0; ///< ms
};

} // namespace Drover
