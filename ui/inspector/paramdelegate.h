#pragma once

#include <QStyledItemDelegate>

namespace Drover {

/// A param in two lines (name over value) with its source as a tag; below it the layers, values that lost
/// struck through. Owned by the view; UI thread.
class ParamDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;

private:
    void paintParam(QPainter& painter, const QRectF& area, const QModelIndex& index) const;
    void paintLayer(QPainter& painter, const QRectF& area, const QModelIndex& index) const;
};

} // namespace Drover
