#include "ui/theme/droverstyle.h"

#include "ui/theme/iconcache.h"
#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QPainter>
#include <QStyleOption>
#include <QWidget>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int kIndicator = 16;

QRectF indicatorRect(const QRect& rect)
{
    return QRectF(rect.center().x() - kIndicator / 2 + 0.5, rect.center().y() - kIndicator / 2 + 0.5,
                  kIndicator - 1, kIndicator - 1);
}

void drawCheckBox(QPainter& painter, const QStyleOption& option)
{
    const Theme& theme = Theme::current();
    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    const bool on = option.state.testFlag(QStyle::State_On);
    const bool partly = option.state.testFlag(QStyle::State_NoChange);
    const QRectF box = indicatorRect(option.rect);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool filled = (on || partly) && enabled;
    painter.setBrush(theme.color(filled ? ColorRole::AccFill : ColorRole::Bg1));
    painter.setPen(theme.color(filled ? ColorRole::AccFill : enabled ? ColorRole::Ctl : ColorRole::Line2));
    painter.drawRoundedRect(box, 3, 3);
    const QColor mark = theme.color(enabled ? ColorRole::AccTx : ColorRole::Tx4);
    if (on) {
        drawIcon(painter, box.topLeft() + QPointF(1.5, 1.5), IconName::BarCheck, 12, mark);
    } else if (partly) {
        painter.fillRect(QRectF(box.center().x() - 4, box.center().y() - 1, 8, 2), mark);
    }
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme.color(ColorRole::Acc), 2));
        painter.drawRoundedRect(box.adjusted(-1, -1, 1, 1), 4, 4);
    }
}

void drawRadioButton(QPainter& painter, const QStyleOption& option)
{
    const Theme& theme = Theme::current();
    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    const bool on = option.state.testFlag(QStyle::State_On);
    const QRectF box = indicatorRect(option.rect);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(theme.color(on && enabled ? ColorRole::AccFill : ColorRole::Bg1));
    painter.setPen(theme.color(on && enabled ? ColorRole::AccFill
                               : enabled     ? ColorRole::Ctl
                                             : ColorRole::Line2));
    painter.drawEllipse(box);
    if (on) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.color(enabled ? ColorRole::AccTx : ColorRole::Tx4));
        painter.drawEllipse(box.center(), 3, 3);
    }
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme.color(ColorRole::Acc), 2));
        painter.drawEllipse(box.adjusted(-1, -1, 1, 1));
    }
}

void drawBranch(QPainter& painter, const QStyleOption& option)
{
    if (!option.state.testFlag(QStyle::State_Children)) {
        return;
    }
    const bool open = option.state.testFlag(QStyle::State_Open);
    const QRect& rect = option.rect;
    constexpr int size = 11;
    drawIcon(painter, QPointF(rect.center().x() - size / 2 + 1, rect.center().y() - size / 2),
             open ? IconName::ChevronDown : IconName::ChevronRight, size,
             Theme::current().color(ColorRole::Tx3));
}

/// One stands on a row, whichever of its cells has the keyboard.
bool isCurrentRow(const QStyleOptionViewItem& item, const QWidget* widget)
{
    const auto* view = qobject_cast<const QAbstractItemView*>(widget);
    if (!view || !item.index.isValid())
        return item.state.testFlag(QStyle::State_HasFocus);
    const QModelIndex current = view->currentIndex();
    return current.row() == item.index.row() && current.parent() == item.index.parent();
}

/// Rows wear their state over their whole width; a selected one with focus has a bar at the left end, one
/// that is stood on without having been chosen a ring.
void drawRow(QPainter& painter, const QStyleOptionViewItem& item, const QWidget* widget)
{
    const Theme& theme = Theme::current();
    const bool selected = item.state.testFlag(QStyle::State_Selected);
    const bool focus = item.state.testFlag(QStyle::State_Active) && (!widget || widget->hasFocus());
    if (selected) {
        painter.fillRect(item.rect, theme.color(focus ? ColorRole::Sel : ColorRole::Bg3));
    } else if (item.state.testFlag(QStyle::State_MouseOver)) {
        painter.fillRect(item.rect, theme.color(ColorRole::Bg4));
    } else if (item.features.testFlag(QStyleOptionViewItem::Alternate)) {
        painter.fillRect(item.rect, theme.color(ColorRole::Zebra));
    }
    const bool leftmost = item.viewItemPosition == QStyleOptionViewItem::Beginning ||
                          item.viewItemPosition == QStyleOptionViewItem::OnlyOne || item.rect.x() <= 0;
    const bool current = isCurrentRow(item, widget);
    const QColor line = theme.color(ColorRole::SelLine);
    if ((selected || current) && focus && leftmost)
        painter.fillRect(QRect(0, item.rect.y(), 2, item.rect.height()), line);
    if (!current || !focus || selected)
        return;
    const QRect& rect = item.rect;
    painter.fillRect(QRect(rect.x(), rect.y(), rect.width(), 2), line);
    painter.fillRect(QRect(rect.x(), rect.bottom() - 1, rect.width(), 2), line);
    const auto* view = qobject_cast<const QAbstractItemView*>(widget);
    if (view && rect.right() + 1 >= view->viewport()->width())
        painter.fillRect(QRect(rect.right() - 1, rect.y(), 2, rect.height()), line);
}

IconName arrowIcon(QStyle::PrimitiveElement element)
{
    if (element == QStyle::PE_IndicatorArrowUp) {
        return IconName::ChevronUp;
    }
    if (element == QStyle::PE_IndicatorArrowLeft) {
        return IconName::ChevronLeft;
    }
    return element == QStyle::PE_IndicatorArrowRight ? IconName::ChevronRight : IconName::ChevronDown;
}

} // namespace

DroverStyle::DroverStyle() : QProxyStyle(u"Fusion"_s) {}

void DroverStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                                const QWidget* widget) const
{
    painter->save();
    bool done = true;
    switch (element) {
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        drawCheckBox(*painter, *option);
        break;
    case PE_IndicatorRadioButton:
        drawRadioButton(*painter, *option);
        break;
    case PE_IndicatorBranch:
        drawBranch(*painter, *option);
        break;
    case PE_IndicatorArrowUp:
    case PE_IndicatorArrowDown:
    case PE_IndicatorArrowLeft:
    case PE_IndicatorArrowRight: {
        const int size = std::min({12, option->rect.width(), option->rect.height()});
        drawIcon(*painter, option->rect.center() - QPointF(size / 2 - 1, size / 2 - 1), arrowIcon(element),
                 size, Theme::current().color(ColorRole::Tx3));
        break;
    }
    case PE_PanelItemViewRow:
    case PE_PanelItemViewItem:
        if (const auto* item = qstyleoption_cast<const QStyleOptionViewItem*>(option)) {
            // Trees draw the row first and then each cell; the row is enough.
            if (element == PE_PanelItemViewItem && item->backgroundBrush.style() != Qt::NoBrush &&
                !item->state.testFlag(State_Selected)) {
                painter->fillRect(item->rect, item->backgroundBrush);
            }
            drawRow(*painter, *item, widget);
        }
        break;
    case PE_FrameFocusRect:
        // Views show their focus by their rows; buttons and fields draw a ring of their own.
        break;
    default:
        done = false;
    }
    painter->restore();
    if (!done) {
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

int DroverStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const
{
    switch (metric) {
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return kIndicator + 4; // room for the focus ring
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_ToolBarIconSize:
    case PM_TabBarIconSize:
        return 16;
    case PM_SplitterWidth:
        return 1;
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabShiftHorizontal:
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_DefaultFrameWidth:
        return 0;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int DroverStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                           QStyleHintReturn* data) const
{
    switch (hint) {
    case SH_ToolTip_WakeUpDelay:
        return 300;
    case SH_EtchDisabledText:
    case SH_ComboBox_Popup:
    case SH_UnderlineShortcut:
    case SH_TabBar_ElideMode:
        return 0;
    case SH_ItemView_ShowDecorationSelected:
        return 1;
    case SH_ScrollView_FrameOnlyAroundContents:
        return 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

} // namespace Drover
