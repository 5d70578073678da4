#include "ui/inspector/jobdelegate.h"

#include "models/roles.h"
#include "ui/theme/iconcache.h"
#include "ui/theme/paint.h"
#include "ui/theme/statuslook.h"
#include "ui/theme/theme.h"

namespace Drover {

void JobDelegate::paintCell(QPainter& painter, const QRectF& area, const QModelIndex& index) const
{
    const Theme& theme = Theme::current();
    const QString text = index.data().toString();
    if (index.data(EmphasisRole).toBool()) {
        drawText(painter, area, Qt::AlignLeft | Qt::AlignVCenter, text, FontRole::BodyStrong,
                 theme.color(ColorRole::Tx1));
        return;
    }
    const StatusLook look = statusLook(Status(index.data(StatusRole).toInt()));
    drawIcon(painter, QPointF(area.x(), area.center().y() - 7), look.icon, 14,
             theme.color(look.tone, TonePart::Text));
    drawText(painter, area.adjusted(21, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, text, FontRole::Body,
             theme.color(ColorRole::Tx1));
}

int JobDelegate::contentWidth(const QModelIndex& index) const
{
    return 21 + textWidth(FontRole::BodyStrong, index.data().toString());
}

} // namespace Drover
