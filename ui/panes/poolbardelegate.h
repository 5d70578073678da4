#pragma once

#include "ui/delegates/rowdelegate.h"

namespace Drover {

/// The bar of a pool's machines by status, in a cell of the pools list. Owned by the view; UI thread.
class PoolBarDelegate final : public RowDelegate
{
    Q_OBJECT
public:
    using RowDelegate::RowDelegate;

protected:
    void paintCell(QPainter& painter, const QRectF& area, const QModelIndex& index) const override;
    [[nodiscard]] int contentWidth(const QModelIndex& index) const override;
};

} // namespace Drover
