#pragma once

#include "ui/delegates/rowdelegate.h"

namespace Drover {

/// What a pool's transition does: its name in the colour of the status, what is put on in green and taken off
/// in red. Owned by the view; UI thread.
class TransitionDelegate final : public RowDelegate
{
    Q_OBJECT
public:
    using RowDelegate::RowDelegate;

protected:
    void paintCell(QPainter& painter, const QRectF& area, const QModelIndex& index) const override;
    [[nodiscard]] int contentWidth(const QModelIndex& index) const override;
};

/// A group of machines with its count, or a machine with why it is where it is; rows of 24. Groups are told
/// in one line across.
class PoolMemberDelegate final : public RowDelegate
{
    Q_OBJECT
public:
    explicit PoolMemberDelegate(QObject* parent);

protected:
    void paintCell(QPainter& painter, const QRectF& area, const QModelIndex& index) const override;
    [[nodiscard]] int contentWidth(const QModelIndex& index) const override;
};

/// A request for machines, or a machine and the reason; rows of 24.
class AllocationDelegate final : public RowDelegate
{
    Q_OBJECT
public:
    explicit AllocationDelegate(QObject* parent);

protected:
    void paintCell(QPainter& painter, const QRectF& area, const QModelIndex& index) const override;
    [[nodiscard]] int contentWidth(const QModelIndex& index) const override;
};

} // namespace Drover
