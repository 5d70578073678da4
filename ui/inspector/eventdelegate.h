#pragma once

#include <QStyledItemDelegate>

namespace Drover {

/// Rows of 44: when, what it is about, what happened, and below it why. Reads the roles of ObjectEventsModel.
/// Owned by the view; UI thread.
class EventDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
};

} // namespace Drover
