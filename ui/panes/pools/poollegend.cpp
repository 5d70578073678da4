#include "ui/panes/pools/poollegend.h"

#include "ui/text/statustext.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/poolbar.h"

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr QSize sign(11, 9);
constexpr int signGap = 5;
constexpr int entryGap = 12;
constexpr Status shown[] = {Status::InUse,   Status::Building, Status::Destroying, Status::HoldJoin,
                            Status::Leaving, Status::Joining,  Status::Free};

QString wordOf(Status status)
{
    return status == Status::HoldJoin ? PoolLegend::tr("Hold*") : statusText(status);
}

QString minimumWord()
{
    return PoolLegend::tr("minimum Free");
}

/// Calls `entry(x, text, status)` for each, the last with None; answers the whole width.
template <class Entry>
int forEachEntry(Entry entry)
{
    int x = 0;
    const auto add = [&](const QString& text, Status status) {
        entry(x, text, status);
        x += sign.width() + signGap + textWidth(FontRole::Label, text) + entryGap;
    };
    for (const Status status : shown)
        add(wordOf(status), status);
    add(minimumWord(), Status::None);
    return x - entryGap;
}

} // namespace

PoolLegend::PoolLegend(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    setAccessibleName(tr("Colours of the bars"));
    QStringList words;
    forEachEntry([&](int, const QString& text, Status) { words.append(text); });
    setAccessibleDescription(words.join(u", "_s));
}

QSize PoolLegend::sizeHint() const
{
    return {forEachEntry([](int, const QString&, Status) {}), 24};
}

void PoolLegend::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double top = std::round((height() - sign.height()) / 2.0);
    forEachEntry([&](int x, const QString& text, Status status) {
        const QRectF box(x, top, sign.width(), sign.height());
        if (status == Status::None) {
            const QPointF triangle[] = {box.bottomLeft() + QPointF(1, 0), box.bottomRight() - QPointF(1, 0),
                                        QPointF(box.center().x(), box.top() + 2)};
            painter.setPen(Qt::NoPen);
            painter.setBrush(theme.color(ColorRole::Tx1));
            painter.drawPolygon(triangle, 3);
        } else {
            drawPoolSegment(painter, box, status);
        }
        drawText(painter,
                 QRectF(x + sign.width() + signGap, 0, textWidth(FontRole::Label, text) + 1, height()),
                 Qt::AlignLeft | Qt::AlignVCenter, text, FontRole::Label, theme.color(ColorRole::Tx3));
    });
}

} // namespace Drover
