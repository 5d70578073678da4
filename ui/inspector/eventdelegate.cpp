#include "ui/inspector/eventdelegate.h"

#include "models/journal/journalmodel.h"
#include "ui/theme/eventlook.h"
#include "ui/theme/iconcache.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QWidget>

namespace Drover {

namespace {

constexpr int rowHeight = 44;
constexpr int timeWidth = 68;

} // namespace

QSize EventDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {200, rowHeight};
}

void EventDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const
{
    const Theme& theme = Theme::current();
    QStyleOptionViewItem ground = option;
    initStyleOption(&ground, index);
    option.widget->style()->drawPrimitive(QStyle::PE_PanelItemViewItem, &ground, painter, option.widget);
    const QRectF row(option.rect);
    painter->fillRect(QRectF(row.left(), row.bottom() - 1, row.width(), 1), theme.color(ColorRole::Line));
    const auto tone = Tone(index.data(ToneRole).toInt());
    const QString time = index.data(SortRole).toString();
    const int wide = std::max(timeWidth, textWidth(FontRole::FigureSmall, time) + 8);
    drawText(*painter, QRectF(row.left() + 12, row.top() + 4, wide, 18), Qt::AlignLeft | Qt::AlignVCenter,
             time, FontRole::FigureSmall, theme.color(ColorRole::Tx3));
    const double left = row.left() + 12 + wide + 4;
    drawIcon(*painter, QPointF(left, row.top() + 6),
             topicIcon(EventTopic(index.data(EventTopicRole).toInt())), 14,
             theme.color(tone, TonePart::Text));
    const QRectF words(left + 22, row.top() + 3, row.right() - left - 22 - 12, 20);
    drawText(*painter, words, Qt::AlignLeft | Qt::AlignVCenter, index.data().toString(), FontRole::Body,
             theme.color(tone == Tone::Bad ? ColorRole::Bad : ColorRole::Tx1));
    drawText(*painter, words.translated(0, 19), Qt::AlignLeft | Qt::AlignVCenter,
             index.data(SecondaryTextRole).toString(), FontRole::Secondary, theme.color(ColorRole::Tx3));
}

} // namespace Drover
