#include "ui/widgets/poolbar.h"

#include "ui/text/statustext.h"
#include "ui/text/words.h"
#include "ui/theme/paint.h"
#include "ui/theme/statuslook.h"
#include "ui/theme/theme.h"

#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr std::array kPoolOrder{Status::InUse,     Status::Building,    Status::Destroying, Status::HoldJoin,
                                Status::HoldBuild, Status::HoldDestroy, Status::HoldLeave,  Status::Leaving,
                                Status::Joining,   Status::Free};

int countOf(const QList<PoolShare>& shares, Status status)
{
    int count = 0;
    for (const PoolShare& share : shares) {
        count += share.status == status ? share.count : 0;
    }
    return count;
}

/// A figure could not be read on it.
bool isStriped(Status status)
{
    return statusLook(status).tone == Tone::Hold || status == Status::Leaving;
}

} // namespace

PoolBar::PoolBar(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessRole(this, QAccessible::List);
    setAccessibleName(tr("Machines by pool status"));
}

void PoolBar::setShares(const QList<PoolShare>& shares, int leastFree)
{
    m_shares = shares;
    m_shares.removeIf([](const PoolShare& share) { return share.count == 0; });
    m_leastFree = leastFree;
    QStringList spoken;
    for (int i = 0; i < accessPartCount(); ++i)
        spoken.append(accessPart(i).name);
    setAccessibleDescription(spoken.join(u", "_s));
    setToolTip(spoken.join(u'\n'));
    update();
}

AccessPart PoolBar::accessPart(int index) const
{
    const PoolShare& share = m_shares.at(index);
    return {
        .name = u"%1 %2"_s.arg(countText(share.count), statusText(share.status)), .value = {}, .box = rect()};
}

void PoolBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    drawPoolBar(painter, QRectF(0, (height() - 16) / 2.0, width(), 16), m_shares, m_leastFree);
}

void drawPoolSegment(QPainter& painter, const QRectF& rect, Status status)
{
    const Theme& theme = Theme::current();
    const Tone tone = statusLook(status).tone;
    if (status == Status::Free) {
        drawBox(painter, rect, 2, Qt::transparent, theme.faded(ColorRole::Ok, 0.5));
        return;
    }
    const QColor fill = theme.color(tone, TonePart::Bar2);
    if (!isStriped(status)) {
        drawBox(painter, rect, 2, fill, fill);
        return;
    }
    drawBox(painter, rect, 2, theme.color(tone, TonePart::Bar), fill);
    drawStripes(painter, rect.adjusted(1, 1, -1, -1), theme.color(tone, TonePart::Text));
}

void drawPoolBar(QPainter& painter, const QRectF& rect, const QList<PoolShare>& shares, int leastFree)
{
    const Theme& theme = Theme::current();
    int total = 0;
    int segments = 0;
    for (const PoolShare& share : shares) {
        total += share.count;
        segments += share.count > 0 ? 1 : 0;
    }
    if (total == 0) {
        drawBox(painter, rect, 3, theme.color(ColorRole::Bg1), theme.color(ColorRole::Line2));
        return;
    }
    // Everyone gets 2 px and a gap first; the rest is shared by count.
    const double spare = std::max(0.0, rect.width() - 3.0 * segments);
    const double mark =
        leastFree > 0 ? std::round(rect.right() - spare * std::min(leastFree, total) / total) : -1;
    double x = rect.x();
    for (const Status status : kPoolOrder) {
        const int count = countOf(shares, status);
        if (count == 0) {
            continue;
        }
        const double wide = 2 + spare * count / total;
        const QRectF part(std::round(x), rect.y(), std::max(2.0, std::round(x + wide) - std::round(x)),
                          rect.height());
        drawPoolSegment(painter, part, status);
        const QString text = countText(count);
        const QRectF words(part.x() + 5, part.y(), textWidth(FontRole::FigureSmall, text), part.height());
        if (!isStriped(status) && words.right() + 3 <= part.right() &&
            (mark < words.left() - 3 || mark > words.right() + 1)) {
            drawText(painter, words, Qt::AlignLeft | Qt::AlignVCenter, text, FontRole::FigureSmall,
                     status == Status::Free ? theme.color(ColorRole::Ok)
                                            : theme.color(statusLook(status).tone, TonePart::On));
        }
        x += wide + 1;
    }
    const int free = countOf(shares, Status::Free);
    if (leastFree > 0 && total > 0) {
        painter.fillRect(QRectF(mark, rect.y() - 2, 2, rect.height() + 4),
                         theme.color(free < leastFree ? ColorRole::Warn : ColorRole::Tx1));
    }
}

} // namespace Drover
