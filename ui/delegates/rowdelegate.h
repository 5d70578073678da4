#pragma once

#include "ui/theme/colorrole.h"
#include "ui/theme/fonts.h"

#include <QStyledItemDelegate>

namespace Drover {

/// What our cells have in common: the ground drawn by the style, 8 px left and right, rows of 28 (24
/// compact). Delegates read models/roles.h and nothing else. Owned by the view; UI thread.
class RowDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    explicit RowDelegate(QObject* parent = nullptr);

    void setRowHeight(int pixels) { m_rowHeight = pixels; }
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const final;

protected:
    /// `area` is the cell without its padding; the ground is there already.
    virtual void paintCell(QPainter& painter, const QRectF& area, const QModelIndex& index) const = 0;
    /// How far a cell begins left of its place in the tree, where others have the arrow that opens them.
    [[nodiscard]] virtual int outdent(const QModelIndex&) const { return 0; }
    /// Width of the content at its natural size.
    [[nodiscard]] virtual int contentWidth(const QModelIndex& index) const = 0;

private:
    int m_rowHeight = 28;
};

/// Plain text by DisplayRole: figures in JetBrains Mono (FigureRole), dim (DimRole), in a family's colour
/// (ToneRole).
class TextDelegate final : public RowDelegate
{
    Q_OBJECT
public:
    using RowDelegate::RowDelegate;

protected:
    void paintCell(QPainter& painter, const QRectF& area, const QModelIndex& index) const override;
    [[nodiscard]] int contentWidth(const QModelIndex& index) const override;
};

/// The mark of what it is (KindRole), the name, and dim behind it what tells it apart (SecondaryTextRole).
class NameDelegate : public RowDelegate
{
    Q_OBJECT
public:
    using RowDelegate::RowDelegate;

protected:
    void paintCell(QPainter& painter, const QRectF& area, const QModelIndex& index) const override;
    [[nodiscard]] int contentWidth(const QModelIndex& index) const override;
};

/// A status by StatusRole: icon and word in its colour; StatusTextRole replaces the word. Status::None is an
/// em dash, no status at all an empty cell.
class StateDelegate : public RowDelegate
{
    Q_OBJECT
public:
    using RowDelegate::RowDelegate;

protected:
    void paintCell(QPainter& painter, const QRectF& area, const QModelIndex& index) const override;
    [[nodiscard]] int contentWidth(const QModelIndex& index) const override;
    [[nodiscard]] virtual FontRole wordFont() const { return FontRole::BodyMedium; }
};

/// Health is a second opinion: the same as a state, in plain weight.
class HealthDelegate final : public StateDelegate
{
    Q_OBJECT
public:
    using StateDelegate::StateDelegate;

protected:
    [[nodiscard]] FontRole wordFont() const override { return FontRole::Body; }
};

/// Bar and percent by ProgressRole, coloured by ToneRole (default Run); an em dash without a value.
class ProgressDelegate final : public RowDelegate
{
    Q_OBJECT
public:
    using RowDelegate::RowDelegate;

protected:
    void paintCell(QPainter& painter, const QRectF& area, const QModelIndex& index) const override;
    [[nodiscard]] int contentWidth(const QModelIndex& index) const override;
};

} // namespace Drover
