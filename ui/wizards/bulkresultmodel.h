#pragma once

#include "models/bulkmodel.h"

#include <QIdentityProxyModel>

namespace Drover {

/// Words and colours of what became of each machine, on top of a BulkModel. Owned by what shows it; UI
/// thread.
class BulkResultModel : public QIdentityProxyModel
{
    Q_OBJECT
public:
    explicit BulkResultModel(BulkModel& model) : m_model(model) { setSourceModel(&model); }

    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    BulkModel& m_model;
};

} // namespace Drover
