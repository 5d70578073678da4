#pragma once

#include "models/bulkmodel.h"

#include <QDialog>
#include <QIdentityProxyModel>

class QLabel;
class QLineEdit;
class QPushButton;

namespace Drover {

/// Words and colours of what became of each machine, on top of a BulkModel. Owned by the dialog; UI thread.
class BulkResultModel : public QIdentityProxyModel
{
    Q_OBJECT
public:
    explicit BulkResultModel(BulkModel& model) : m_model(model) { setSourceModel(&model); }

    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString resultText(const BulkItem& item) const;

    BulkModel& m_model;
};

/// One command for many machines: shows the frozen list with who is left out and why, asks for the reason,
/// sends, and tells what became of each. Nothing is sent before its button. Window-modal, deletes itself; UI
/// thread.
class BulkDialog : public QDialog
{
    Q_OBJECT
public:
    BulkDialog(const Replica& replica, CommandSender& sender, BulkVerb verb, const QList<MachineId>& machines,
               QWidget* window);

    [[nodiscard]] BulkModel& model() { return m_model; }

private:
    void update();

    BulkModel m_model;
    BulkResultModel m_shown;
    QLabel* m_summary;
    QLineEdit* m_reason;
    QPushButton* m_close;
    QPushButton* m_again;
    QPushButton* m_start;
};

} // namespace Drover
