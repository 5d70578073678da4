#include "ui/panes/workorders/workorderdelegates.h"

#include "models/workorders/orderparamsmodel.h"
#include "models/workorders/workordermodel.h"
#include "ui/text/statustext.h"
#include "ui/text/words.h"
#include "ui/theme/iconcache.h"
#include "ui/theme/paint.h"
#include "ui/theme/statuslook.h"
#include "ui/theme/theme.h"
#include "ui/widgets/layertag.h"

#include <QCoreApplication>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int kOrderIcon = 13;

QString sectionText(RowKind kind, int targets)
{
    const auto words = [&](const char* text) {
        return QCoreApplication::translate("Drover::WorkOrders", text).arg(targets);
    };
    switch (kind) {
    case RowKind::Cluster:
        return words(QT_TRANSLATE_NOOP("Drover::WorkOrders", "Clusters  %1"));
    case RowKind::Broker:
        return words(QT_TRANSLATE_NOOP("Drover::WorkOrders", "Resource Brokers  %1"));
    default:
        return words(QT_TRANSLATE_NOOP("Drover::WorkOrders", "Machines  %1"));
    }
}

} // namespace

void WorkOrderDelegate::paintHead(QPainter& painter, const QRectF& area, const QModelIndex& index,
                                  bool section) const
{
    const auto* model = qobject_cast<const WorkOrderModel*>(index.model());
    const WorkOrderRow* row = model ? model->rowOf(index) : nullptr;
    if (!row)
        return;
    const Theme& theme = Theme::current();
    // Over the columns that a group leaves empty.
    QRectF wide = area.adjusted(0, 0, 260, 0);
    if (section) {
        drawText(painter, wide, Qt::AlignLeft | Qt::AlignVCenter, sectionText(row->targetKind, row->targets),
                 FontRole::LabelStrong, theme.color(ColorRole::Tx2));
        return;
    }
    drawIcon(painter, QPointF(wide.left(), wide.center().y() - kOrderIcon / 2.0 + 0.5),
             kindIcon(row->targetKind), kOrderIcon, theme.color(ColorRole::Tx2));
    wide.adjust(kOrderIcon + 7, 0, 0, 0);
    drawText(painter, wide, Qt::AlignLeft | Qt::AlignVCenter, row->name, FontRole::SecondaryStrong,
             theme.color(row->targetKey.isEmpty() ? ColorRole::Tx3 : ColorRole::Tx1));
    wide.adjust(textWidth(FontRole::SecondaryStrong, row->name) + 8, 0, 0, 0);
    drawText(painter, wide, Qt::AlignLeft | Qt::AlignVCenter, row->aside, FontRole::Label,
             theme.color(ColorRole::Tx3));
}

void WorkOrderDelegate::paintCounts(QPainter& painter, const QRectF& area, const QModelIndex& index) const
{
    const auto* model = qobject_cast<const WorkOrderModel*>(index.model());
    const WorkOrderRow* row = model ? model->rowOf(index) : nullptr;
    if (!row)
        return;
    const Theme& theme = Theme::current();
    double right = area.right();
    for (int state = WorkOrderStateCount - 1; state >= 0; --state) {
        const int count = row->counts[std::size_t(state)];
        if (count == 0)
            continue;
        const StatusLook look = statusLook(statusOf(WorkOrderState(state)));
        const QString text = countText(count);
        const double wide = textWidth(FontRole::FigureSmall, text);
        drawText(painter, QRectF(right - wide, area.top(), wide, area.height()),
                 Qt::AlignRight | Qt::AlignVCenter, text, FontRole::FigureSmall, theme.color(ColorRole::Tx2));
        right -= wide + 4 + kOrderIcon;
        drawIcon(painter, QPointF(right, area.center().y() - kOrderIcon / 2.0 + 0.5), look.icon, kOrderIcon,
                 theme.color(look.tone, TonePart::Text));
        right -= 8;
    }
}

void WorkOrderDelegate::paintCell(QPainter& painter, const QRectF& area, const QModelIndex& index) const
{
    const Theme& theme = Theme::current();
    const auto kind = WorkOrderRow::Kind(index.data(OrderRowKindRole).toInt());
    const auto column = WorkOrderColumn(index.column());
    if (kind != WorkOrderRow::Kind::Order) {
        if (column == WorkOrderColumn::Order)
            paintHead(painter, area, index, kind == WorkOrderRow::Kind::Section);
        else if (column == WorkOrderColumn::Time && kind == WorkOrderRow::Kind::Target)
            paintCounts(painter, area.adjusted(-80, 0, 0, 0), index);
        return;
    }
    const QString text = index.data().toString();
    if (column == WorkOrderColumn::State) {
        const auto status = Status(index.data(StatusRole).toInt());
        const StatusLook look = statusLook(status);
        const QColor color = theme.color(look.tone, TonePart::Text);
        drawIcon(painter, QPointF(area.left(), area.center().y() - kOrderIcon / 2.0 + 0.5), look.icon,
                 kOrderIcon, color);
        drawText(painter, area.adjusted(kOrderIcon + 7, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                 statusText(status), FontRole::SecondaryMedium, color);
        return;
    }
    const bool figure = index.data(FigureRole).toBool();
    const QVariant align = index.data(Qt::TextAlignmentRole);
    drawText(painter, area,
             align.isValid() ? Qt::Alignment(align.toInt()) : Qt::Alignment(Qt::AlignLeft | Qt::AlignVCenter),
             text, figure ? FontRole::FigureSmall : FontRole::Body,
             theme.color(index.data(DimRole).toBool() ? ColorRole::Tx3 : ColorRole::Tx1));
}

int WorkOrderDelegate::contentWidth(const QModelIndex& index) const
{
    return kOrderIcon + 7 + textWidth(FontRole::Body, index.data().toString());
}

OrderParamDelegate::OrderParamDelegate(QObject* parent) : RowDelegate(parent)
{
    setRowHeight(24);
}

void OrderParamDelegate::paintCell(QPainter& painter, const QRectF& area, const QModelIndex& index) const
{
    const Theme& theme = Theme::current();
    const QString text = index.data().toString();
    switch (OrderParamsModel::Column(index.column())) {
    case OrderParamsModel::Name:
        drawText(painter, area, Qt::AlignLeft | Qt::AlignVCenter, text, FontRole::FigureSmall,
                 theme.color(ColorRole::Tx2));
        return;
    case OrderParamsModel::Value: {
        drawText(painter, area, Qt::AlignLeft | Qt::AlignVCenter, text, FontRole::FigureSmall,
                 theme.color(ColorRole::Tx1));
        const QString hidden = index.data(OrderParamsModel::HiddenValueRole).toString();
        const QRectF rest = area.adjusted(textWidth(FontRole::FigureSmall, text) + 10, 0, 0, 0);
        if (hidden.isEmpty() || rest.width() < 16)
            return;
        drawText(painter, rest, Qt::AlignLeft | Qt::AlignVCenter, hidden, FontRole::FigureSmall,
                 theme.color(ColorRole::Tx3));
        const double wide = std::min<double>(rest.width(), textWidth(FontRole::FigureSmall, hidden));
        painter.fillRect(QRectF(rest.left(), std::floor(rest.center().y()), wide, 1),
                         theme.color(ColorRole::Tx3));
        return;
    }
    case OrderParamsModel::Layer:
        paintLayerTag(painter, area, index.data(OrderParamsModel::LayerKeyRole).toString(),
                      index.data(OrderParamsModel::LayerSourceRole).toString(), area.width());
        return;
    case OrderParamsModel::ColumnCount:
        return;
    }
}

int OrderParamDelegate::contentWidth(const QModelIndex& index) const
{
    return textWidth(FontRole::FigureSmall, index.data().toString());
}

} // namespace Drover
