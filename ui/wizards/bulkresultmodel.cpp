#include "ui/wizards/bulkresultmodel.h"

#include "models/roles.h"
#include "models/status.h"
#include "ui/text/bulktext.h"

namespace Drover {

QVariant BulkResultModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const BulkItem& item = m_model.item(index.row());
    if (role == Qt::ToolTipRole)
        return QStringLiteral("%1: %2").arg(item.name,
                                            bulkResultText(item, m_model.verb(), m_model.hasStarted()));
    if (index.column() != BulkModel::Outcome)
        return QIdentityProxyModel::data(index, role);
    if (role == Qt::DisplayRole)
        return bulkResultText(item, m_model.verb(), m_model.hasStarted());
    if (role == ToneRole && item.state == BulkState::Refused)
        return int(Tone::Bad);
    if (role == ToneRole && item.state == BulkState::Done)
        return int(Tone::Ok);
    return QIdentityProxyModel::data(index, role);
}

QVariant BulkResultModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case BulkModel::Machine:
        return tr("Machine");
    case BulkModel::Place:
        return tr("Where");
    default:
        return tr("What happens");
    }
}

} // namespace Drover
