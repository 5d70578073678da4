#include "ui/delegates/rowdelegate.h"

#include "models/roles.h"
#include "ui/text/statustext.h"
#include "ui/text/words.h"
#include "ui/theme/iconcache.h"
#include "ui/theme/paint.h"
#include "ui/theme/statuslook.h"
#include "ui/theme/theme.h"

#include <QApplication>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int kCellPadding = 8;
constexpr int kCellIcon = 14;
constexpr int kNameIcon = 15;
constexpr int kIconGap = 7;

const QString& emDash()
{
    static const QString dash = u"—"_s;
    return dash;
}

ColorRole textRole(const QModelIndex& index, ColorRole usual)
{
    const QVariant tone = index.data(ToneRole);
    if (tone.isValid()) {
        return roleOf(Tone(tone.toInt()), TonePart::Text);
    }
    return index.data(DimRole).toBool() ? ColorRole::Tx3 : usual;
}

int percentWidth()
{
    return textWidth(FontRole::Figure, u"100 %"_s) + 8;
}

Status statusOf(const QModelIndex& index)
{
    const QVariant value = index.data(StatusRole);
    return value.isValid() ? Status(value.toInt()) : Status::None;
}

QString statusWord(const QModelIndex& index)
{
    const QString own = index.data(StatusTextRole).toString();
    return own.isEmpty() ? statusText(statusOf(index)) : own;
}

Qt::Alignment alignmentOf(const QModelIndex& index)
{
    const QVariant value = index.data(Qt::TextAlignmentRole);
    return value.isValid() ? Qt::Alignment(value.toInt()) | Qt::AlignVCenter
                           : Qt::AlignLeft | Qt::AlignVCenter;
}

} // namespace

RowDelegate::RowDelegate(QObject* parent) : QStyledItemDelegate(parent) {}

QSize RowDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const
{
    return {contentWidth(index) + 2 * kCellPadding, m_rowHeight};
}

void RowDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem item(option);
    initStyleOption(&item, index);
    const QWidget* widget = option.widget;
    const QStyle* style = widget ? widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &item, painter, widget);
    const QRect cell = option.rect.adjusted(-outdent(index), 0, 0, 0);
    painter->save();
    painter->setClipRect(cell);
    paintCell(*painter, QRectF(cell).adjusted(kCellPadding, 0, -kCellPadding, 0), index);
    painter->restore();
}

void TextDelegate::paintCell(QPainter& painter, const QRectF& area, const QModelIndex& index) const
{
    const QString text = index.data(Qt::DisplayRole).toString();
    const Theme& theme = Theme::current();
    if (text.isEmpty()) {
        return;
    }
    if (text == emDash()) {
        drawText(painter, area, alignmentOf(index), emDash(), FontRole::Body, theme.color(ColorRole::Tx4));
        return;
    }
    const FontRole font = index.data(FigureRole).toBool() ? FontRole::Figure : FontRole::Body;
    drawText(painter, area, alignmentOf(index), text, font, theme.color(textRole(index, ColorRole::Tx1)));
}

int TextDelegate::contentWidth(const QModelIndex& index) const
{
    return textWidth(index.data(FigureRole).toBool() ? FontRole::Figure : FontRole::Body,
                     index.data(Qt::DisplayRole).toString());
}

void NameDelegate::paintCell(QPainter& painter, const QRectF& area, const QModelIndex& index) const
{
    const Theme& theme = Theme::current();
    const RowKind kind = RowKind(index.data(KindRole).toInt());
    const bool strong = index.data(EmphasisRole).toBool();
    double x = area.x();
    if (kind != RowKind::None) {
        const QColor color = theme.color(textRole(index, strong ? ColorRole::Tx2 : ColorRole::Tx3));
        drawIcon(painter, QPointF(x, area.center().y() - kNameIcon / 2.0), kindIcon(kind), kNameIcon, color);
        x += kNameIcon + kIconGap;
    }
    const FontRole font = strong ? FontRole::BodyStrong : FontRole::Body;
    const QString name = index.data(Qt::DisplayRole).toString();
    const QString aside = index.data(SecondaryTextRole).toString();
    const double room = area.right() - x;
    const double nameWidth = std::min<double>(room, textWidth(font, name) + 1);
    drawText(painter, QRectF(x, area.y(), nameWidth, area.height()), Qt::AlignLeft | Qt::AlignVCenter, name,
             font, theme.color(index.data(DimRole).toBool() ? ColorRole::Tx3 : ColorRole::Tx1));
    x += nameWidth + 6;
    // A suffix that is cut to a letter or two says nothing.
    if (!aside.isEmpty() && area.right() - x > 24) {
        drawText(painter, QRectF(x, area.y(), area.right() - x, area.height()),
                 Qt::AlignLeft | Qt::AlignVCenter, aside, FontRole::FigureSmall, theme.color(ColorRole::Tx3));
    }
}

int NameDelegate::contentWidth(const QModelIndex& index) const
{
    const bool icon = RowKind(index.data(KindRole).toInt()) != RowKind::None;
    const FontRole font = index.data(EmphasisRole).toBool() ? FontRole::BodyStrong : FontRole::Body;
    const QString aside = index.data(SecondaryTextRole).toString();
    return (icon ? kNameIcon + kIconGap : 0) + textWidth(font, index.data(Qt::DisplayRole).toString()) +
           (aside.isEmpty() ? 0 : 6 + textWidth(FontRole::FigureSmall, aside));
}

void StateDelegate::paintCell(QPainter& painter, const QRectF& area, const QModelIndex& index) const
{
    const Theme& theme = Theme::current();
    const Status status = statusOf(index);
    if (!index.data(StatusRole).isValid()) {
        return;
    }
    if (status == Status::None) {
        drawText(painter, area, Qt::AlignLeft | Qt::AlignVCenter, emDash(), FontRole::Body,
                 theme.color(ColorRole::Tx4));
        return;
    }
    const StatusLook look = statusLook(status);
    const QColor color = theme.color(look.tone, TonePart::Text);
    drawIcon(painter, QPointF(area.x(), area.center().y() - kCellIcon / 2.0), look.icon, kCellIcon, color);
    drawText(painter, area.adjusted(kCellIcon + kIconGap, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
             statusWord(index), wordFont(), color);
}

int StateDelegate::contentWidth(const QModelIndex& index) const
{
    return kCellIcon + kIconGap + textWidth(wordFont(), statusWord(index));
}

void ProgressDelegate::paintCell(QPainter& painter, const QRectF& area, const QModelIndex& index) const
{
    const Theme& theme = Theme::current();
    const QVariant value = index.data(ProgressRole);
    if (!value.isValid()) {
        drawText(painter, area, Qt::AlignLeft | Qt::AlignVCenter, emDash(), FontRole::Body,
                 theme.color(ColorRole::Tx4));
        return;
    }
    const double share = value.toDouble();
    const QVariant tone = index.data(ToneRole);
    const QColor fill = progressColor(tone.isValid() ? Tone(tone.toInt()) : Tone::Run, share);
    const double barWidth = std::max(16.0, area.width() - percentWidth());
    drawProgress(painter, QRectF(area.x(), area.center().y() - 2.5, barWidth, 6), share, fill);
    drawText(painter, area, Qt::AlignRight | Qt::AlignVCenter, percentText(share), FontRole::Figure,
             theme.color(ColorRole::Tx2));
}

int ProgressDelegate::contentWidth(const QModelIndex&) const
{
    return 54 + percentWidth();
}

} // namespace Drover
