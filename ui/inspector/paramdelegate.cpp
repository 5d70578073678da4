#include "ui/inspector/paramdelegate.h"

#include "models/parammodel.h"
#include "ui/theme/iconcache.h"
#include "ui/theme/layerlook.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/layertag.h"

#include <QApplication>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int paramHeight = 42;
constexpr int layerHeight = 22;

QString valueText(const QModelIndex& index)
{
    if (index.data(ParamModel::SecretRole).toBool())
        return u"••••••••"_s;
    return index.data(ParamModel::ValueRole).toString();
}

} // namespace

QSize ParamDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    return {option.rect.width(), index.data(ParamModel::IsLayerRole).toBool() ? layerHeight : paramHeight};
}

void ParamDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const
{
    QStyleOptionViewItem item(option);
    initStyleOption(&item, index);
    const QStyle* style = option.widget ? option.widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &item, painter, option.widget);
    painter->save();
    painter->setClipRect(option.rect);
    const QRectF area = QRectF(option.rect).adjusted(4, 0, -12, 0);
    if (index.data(ParamModel::IsLayerRole).toBool()) {
        paintLayer(*painter, area, index);
    } else {
        paintParam(*painter, area, index);
        painter->fillRect(QRect(0, option.rect.bottom(), option.rect.right() + 1, 1),
                          Theme::current().color(ColorRole::Line));
    }
    painter->restore();
}

void ParamDelegate::paintParam(QPainter& painter, const QRectF& area, const QModelIndex& index) const
{
    const Theme& theme = Theme::current();
    const double tag = paintLayerTag(painter, area, index.data(ParamModel::LayerRole).toString(),
                                     index.data(ParamModel::LayerNameRole).toString(), area.width() * 0.45);
    const QRectF room = area.adjusted(0, 0, -tag - 8, 0);
    drawText(painter, QRectF(room.x(), room.y() + 5, room.width(), 16), Qt::AlignLeft | Qt::AlignVCenter,
             index.data().toString(), FontRole::FigureSmall, theme.color(ColorRole::Tx3));
    const bool secret = index.data(ParamModel::SecretRole).toBool();
    QRectF value(room.x(), room.y() + 20, room.width(), 18);
    drawText(painter, value, Qt::AlignLeft | Qt::AlignVCenter, valueText(index), FontRole::Figure,
             theme.color(ColorRole::Tx1));
    if (secret) {
        value.setLeft(value.left() + textWidth(FontRole::Figure, valueText(index)) + 8);
        drawText(painter, value, Qt::AlignLeft | Qt::AlignVCenter, tr("secret, not shown"), FontRole::Label,
                 theme.color(ColorRole::Tx3));
    }
}

void ParamDelegate::paintLayer(QPainter& painter, const QRectF& area, const QModelIndex& index) const
{
    const Theme& theme = Theme::current();
    const QString layer = index.data(ParamModel::LayerRole).toString();
    const LayerLook look = layerLook(layer);
    const bool wins = index.data(ParamModel::WinsRole).toBool();
    drawIcon(painter, QPointF(area.x(), area.center().y() - 6), look.icon, 12,
             theme.color(look.tone, TonePart::Text));
    const double half = std::min(140.0, area.width() * 0.42);
    drawText(painter, QRectF(area.x() + 20, area.y(), half - 24, area.height()),
             Qt::AlignLeft | Qt::AlignVCenter,
             layerText(layer, index.data(ParamModel::LayerNameRole).toString()),
             wins ? FontRole::SecondaryMedium : FontRole::Secondary,
             theme.color(wins ? ColorRole::Tx1 : ColorRole::Tx2));
    const QString text = valueText(index);
    const QRectF value(area.x() + half, area.y(), area.width() - half, area.height());
    drawText(painter, value, Qt::AlignLeft | Qt::AlignVCenter, text, FontRole::FigureSmall,
             theme.color(wins ? ColorRole::Ok : ColorRole::Tx3));
    if (!wins) {
        const double wide = std::min<double>(value.width(), textWidth(FontRole::FigureSmall, text));
        painter.fillRect(QRectF(value.x(), std::floor(value.center().y()), wide, 1),
                         theme.color(ColorRole::Tx3));
    }
}

} // namespace Drover
