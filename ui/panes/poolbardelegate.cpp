#include "ui/panes/poolbardelegate.h"

#include "models/poollistmodel.h"
#include "ui/widgets/poolbar.h"

namespace Drover {

void PoolBarDelegate::paintCell(QPainter& painter, const QRectF& area, const QModelIndex& index) const
{
    const auto* model = qobject_cast<const PoolListModel*>(index.model());
    const PoolRow* pool = model ? model->poolAt(index) : nullptr;
    if (!pool)
        return;
    QList<PoolShare> shares;
    for (std::size_t i = 0; i < pool->counts.size(); ++i) {
        if (pool->counts[i] > 0)
            shares.append({statusOf(PoolStatus(i)), pool->counts[i]});
    }
    drawPoolBar(painter, QRectF(area.x(), area.center().y() - 8, area.width(), 16), shares, pool->minFree);
}

int PoolBarDelegate::contentWidth(const QModelIndex&) const
{
    return 288;
}

} // namespace Drover
