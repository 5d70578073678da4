#pragma once

#include "ui/delegates/rowdelegate.h"

namespace Drover {

/// First column of the jobs tree: a stage as a head, an attempt or job with the icon of its state. Owned by
/// the view.
class JobDelegate final : public RowDelegate
{
    Q_OBJECT
public:
    using RowDelegate::RowDelegate;

protected:
    void paintCell(QPainter& painter, const QRectF& area, const QModelIndex& index) const override;
    [[nodiscard]] int contentWidth(const QModelIndex& index) const override;
};

} // namespace Drover
