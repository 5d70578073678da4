#include "ui/panes/journal/hashchainview.h"

#include "ui/text/words.h"
#include "ui/theme/iconcache.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int kLinkHigh = 44;
constexpr int kLinkGap = 22;
constexpr int kLinkMargin = 12;

QString shortHash(const QString& hash)
{
    return hash.size() > 8 ? hash.first(4) + u'…' + hash.last(4) : hash;
}

} // namespace

HashChainView::HashChainView(QWidget* parent) : QWidget(parent)
{
    setFixedHeight(84);
    setAccessibleName(tr("Chain of hashes"));
}

void HashChainView::setLinks(const QList<Answers::ChainLink>& links, qint64 seq)
{
    m_links = links;
    m_seq = seq;
    QStringList words;
    for (const Answers::ChainLink& link : links)
        words.append((link.holds ? tr("%1: %2 holds") : tr("%1: %2 does not fit"))
                         .arg(countText(link.seq), shortHash(link.hash)));
    setAccessibleDescription(words.join(u", "_s));
    update();
}

void HashChainView::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(ColorRole::Bg2));
    constexpr int most = 3;
    const double wide = (width() - 2 * kLinkMargin - (most - 1) * kLinkGap) / double(most);
    double left = kLinkMargin;
    for (qsizetype i = 0; i < m_links.size(); ++i) {
        const Answers::ChainLink& link = m_links.at(i);
        const bool shown = link.seq == m_seq;
        const QRectF box(left, 10, wide, kLinkHigh);
        const Tone tone = link.holds ? Tone::Ok : Tone::Bad;
        drawBox(painter, box, 4, theme.color(shown ? ColorRole::Sel2 : ColorRole::Bg2),
                theme.color(!link.holds ? ColorRole::Bad
                            : shown     ? ColorRole::SelLine
                                        : ColorRole::Line2));
        const QRectF inner = box.adjusted(8, 4, -8, -4);
        drawText(painter, QRectF(inner.topLeft(), QSizeF(inner.width() - 16, 18)),
                 Qt::AlignLeft | Qt::AlignVCenter, countText(link.seq), FontRole::FigureSmall,
                 theme.color(ColorRole::Tx1));
        drawText(painter, QRectF(inner.left(), inner.top() + 18, inner.width(), 18),
                 Qt::AlignLeft | Qt::AlignVCenter, shortHash(link.hash), FontRole::FigureSmall,
                 theme.color(ColorRole::Tx3));
        drawIcon(painter, QPointF(inner.right() - 11, inner.top() + 3),
                 link.holds ? IconName::BarCheck : IconName::BarCross, 11, theme.color(tone, TonePart::Text));
        if (i + 1 < m_links.size()) {
            painter.setPen(QPen(theme.color(tone, TonePart::Text), 1.5));
            const double y = box.center().y();
            painter.drawLine(QPointF(box.right() + 2, y), QPointF(box.right() + kLinkGap - 3, y));
            painter.drawLine(QPointF(box.right() + kLinkGap - 6, y - 3),
                             QPointF(box.right() + kLinkGap - 3, y));
            painter.drawLine(QPointF(box.right() + kLinkGap - 6, y + 3),
                             QPointF(box.right() + kLinkGap - 3, y));
        }
        left += wide + kLinkGap;
    }
    drawText(painter, QRectF(kLinkMargin, 58, width() - 2 * kLinkMargin, 20),
             Qt::AlignLeft | Qt::AlignVCenter,
             m_links.isEmpty() ? tr("The hashes could not be read.")
                               : tr("each hash covers the event and the hash before it"),
             FontRole::Label, theme.color(ColorRole::Tx3));
}

} // namespace Drover
