#pragma once

#include "ui/delegates/rowdelegate.h"

namespace Drover {

/// Sections, targets with the counts of their orders, and orders. Owned by the view; UI thread.
class WorkOrderDelegate final : public RowDelegate
{
    Q_OBJECT
public:
    using RowDelegate::RowDelegate;

protected:
    void paintCell(QPainter& painter, const QRectF& area, const QModelIndex& index) const override;
    [[nodiscard]] int contentWidth(const QModelIndex& index) const override;

private:
    void paintCounts(QPainter& painter, const QRectF& area, const QModelIndex& index) const;
    void paintHead(QPainter& painter, const QRectF& area, const QModelIndex& index, bool section) const;
};

/// A param with the value that wins, the hidden one struck through, and its layer; rows of 24. Owned by the
/// view; UI thread.
class OrderParamDelegate final : public RowDelegate
{
    Q_OBJECT
public:
    explicit OrderParamDelegate(QObject* parent);

protected:
    void paintCell(QPainter& painter, const QRectF& area, const QModelIndex& index) const override;
    [[nodiscard]] int contentWidth(const QModelIndex& index) const override;
};

} // namespace Drover
