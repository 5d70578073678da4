#include "ui/inspector/counttabbar.h"

#include "ui/text/words.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QStyleOptionTab>
#include <QStylePainter>

namespace Drover {

namespace {

constexpr int gap = 6; ///< between word and figure
constexpr int padding = 8;

} // namespace

void CountTabBar::setCount(int tab, int count)
{
    if (tabData(tab).toInt() == count)
        return;
    setTabData(tab, count);
    setAccessibleTabName(tab, count > 0 ? tabText(tab) + u' ' + countText(count) : tabText(tab));
    // The widths of tabs are taken anew when one of their texts changes.
    const QString text = tabText(tab);
    setTabText(tab, {});
    setTabText(tab, text);
}

QString CountTabBar::countOf(int tab) const
{
    const int count = tabData(tab).toInt();
    return count > 0 ? countText(count) : QString();
}

int CountTabBar::countWidth(int tab) const
{
    const QString text = countOf(tab);
    return text.isEmpty() ? 0 : gap + textWidth(FontRole::FigureSmall, text);
}

QSize CountTabBar::tabSizeHint(int tab) const
{
    return {2 * padding + textWidth(FontRole::BodyMedium, tabText(tab)) + countWidth(tab),
            QTabBar::tabSizeHint(tab).height()};
}

void CountTabBar::paintEvent(QPaintEvent*)
{
    QStylePainter painter(this);
    const Theme& theme = Theme::current();
    for (int tab = 0; tab < count(); ++tab) {
        if (!isTabVisible(tab))
            continue;
        QStyleOptionTab option;
        initStyleOption(&option, tab);
        painter.drawControl(QStyle::CE_TabBarTabShape, option);
        const bool lit = tab == currentIndex() || option.state.testFlag(QStyle::State_MouseOver);
        const QRectF words = QRectF(option.rect).adjusted(padding, 0, -padding, 0);
        drawText(painter, words.adjusted(0, 0, -countWidth(tab), 0), Qt::AlignLeft | Qt::AlignVCenter,
                 tabText(tab), FontRole::BodyMedium, theme.color(lit ? ColorRole::Tx1 : ColorRole::Tx2));
        drawText(painter, words, Qt::AlignRight | Qt::AlignVCenter, countOf(tab), FontRole::FigureSmall,
                 theme.color(ColorRole::Tx3));
    }
}

} // namespace Drover
