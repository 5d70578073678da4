#include "ui/overview/fleetcard.h"

#include "ui/text/fleettext.h"
#include "ui/text/statustext.h"
#include "ui/theme/iconcache.h"
#include "ui/theme/paint.h"
#include "ui/theme/statuslook.h"
#include "ui/theme/theme.h"

#include <QGuiApplication>
#include <QScreen>

namespace Drover {

namespace {

constexpr int infoPadding = 12;
constexpr int cardLeast = 236;
constexpr int cardMost = 420;
constexpr int infoLine = 18;

QString hint()
{
    return FleetCard::tr("Enter or a click opens it");
}

} // namespace

FleetCard::FleetCard(QWidget* map) : QFrame(map, Qt::ToolTip)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAttribute(Qt::WA_ShowWithoutActivating);
    setAttribute(Qt::WA_TranslucentBackground);
    setFocusPolicy(Qt::NoFocus);
}

void FleetCard::open(const Replica& replica, const Machine& machine, const QRect& cell)
{
    m_name = machine.isMember() ? machine.memberName : machine.name;
    m_aside = machine.isMember() ? machine.name : QString();
    m_status = machine.sequence.stop == Stop::Failed ? Status::Failed
               : machine.health != Health::Unknown   ? statusOf(machine.health)
                                                     : statusOf(machine.poolStatus);
    m_lines = fleetMachineLines(replica, machine);
    int wide = textWidth(FontRole::BodyStrong, m_name) + textWidth(FontRole::FigureSmall, m_aside) +
               textWidth(FontRole::BodyMedium, statusText(m_status)) + 60;
    for (const QString& each : std::as_const(m_lines))
        wide = std::max(wide, textWidth(FontRole::Secondary, each));
    resize(std::clamp(wide + 2 * infoPadding + 2, cardLeast, cardMost),
           2 * infoPadding - 4 + infoLine * (int(m_lines.size()) + 2) + 4);
    const QScreen* screen = QGuiApplication::screenAt(cell.center());
    QPoint at = cell.bottomLeft() + QPoint(-24, 8);
    if (screen) {
        const QRect room = screen->availableGeometry();
        at.setX(std::clamp(at.x(), room.left(), std::max(room.left(), room.right() - width())));
        if (at.y() + height() > room.bottom())
            at.setY(cell.top() - height() - 8);
    }
    move(at);
    show();
    update();
}

void FleetCard::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    drawBox(painter, QRectF(rect()), 6, theme.color(ColorRole::Bg3), theme.color(ColorRole::Line2));
    const QRectF in = QRectF(rect()).adjusted(infoPadding, infoPadding - 4, -infoPadding, -infoPadding + 4);
    const auto row = [&](int number) {
        return QRectF(in.x(), in.y() + number * infoLine, in.width(), infoLine);
    };
    const StatusLook look = statusLook(m_status);
    const QColor color = theme.color(look.tone, TonePart::Text);
    const int wide = textWidth(FontRole::BodyMedium, statusText(m_status));
    drawText(painter, row(0), Qt::AlignRight | Qt::AlignVCenter, statusText(m_status), FontRole::BodyMedium,
             color);
    drawIcon(painter, QPointF(in.right() - wide - 18, in.y() + 3), look.icon, 13, color);
    const QRectF words = row(0).adjusted(0, 0, -wide - 26, 0);
    drawText(painter, words, Qt::AlignLeft | Qt::AlignVCenter, m_name, FontRole::BodyStrong,
             theme.color(ColorRole::Tx1));
    drawText(painter, words.adjusted(textWidth(FontRole::BodyStrong, m_name) + 8, 0, 0, 0),
             Qt::AlignLeft | Qt::AlignVCenter, m_aside, FontRole::FigureSmall, theme.color(ColorRole::Tx3));
    for (int i = 0; i < m_lines.size(); ++i)
        drawText(painter, row(i + 1), Qt::AlignLeft | Qt::AlignVCenter, m_lines.at(i), FontRole::Secondary,
                 theme.color(ColorRole::Tx2));
    drawText(painter, row(int(m_lines.size()) + 1).translated(0, 3), Qt::AlignLeft | Qt::AlignVCenter, hint(),
             FontRole::Label, theme.color(ColorRole::Tx3));
}

} // namespace Drover
