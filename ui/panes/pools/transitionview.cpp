#include "ui/panes/pools/transitionview.h"

#include "engine/core/transitions.h"
#include "models/memberstate.h"
#include "ui/objectnames.h"
#include "ui/text/statustext.h"
#include "ui/text/words.h"
#include "ui/theme/iconcache.h"
#include "ui/theme/paint.h"
#include "ui/theme/statuslook.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int kFlowTop = 22; // room for the way back from Destroying to Free
constexpr int kStatusHigh = 27;
constexpr int kHoldHigh = 18;
constexpr int kFlowMargin = 12;
constexpr int kStatusIcon = 14;
constexpr int kShortArrow = 14;
constexpr int kSpareArrow = 28; // beyond what its word needs
constexpr int kArrowRoom = 6;

} // namespace

/// A status with its count; small ones are holds and stand below what they hold up. Part of TransitionView.
class StatusBox final : public QAbstractButton
{
public:
    StatusBox(PoolStatus status, bool small, QWidget* parent)
        : QAbstractButton(parent), m_status(status), m_small(small)
    {
        setObjectName(ObjectNames::actionButton(ObjectNames::poolsTransitions, enumText(status)));
        setCheckable(true);
        setFocusPolicy(Qt::StrongFocus);
        setCursor(Qt::PointingHandCursor);
        setCount(0);
    }

    void setCount(int count)
    {
        m_count = count;
        const QString word = statusText(statusOf(m_status));
        setAccessibleName(u"%1 %2"_s.arg(word).arg(count));
        setToolTip(
            TransitionView::tr("%1: %2. Press to see only these machines.").arg(word, countText(count)));
        update();
    }
    [[nodiscard]] int wantedWidth() const
    {
        const FontRole font = m_small ? FontRole::Label : FontRole::SecondaryMedium;
        return (m_small ? 20 : 40) + textWidth(font, statusText(statusOf(m_status))) +
               textWidth(FontRole::Figure, countText(m_count)) + 6;
    }
    [[nodiscard]] bool isSmall() const { return m_small; }

protected:
    void paintEvent(QPaintEvent*) override
    {
        const Theme& theme = Theme::current();
        const StatusLook look = statusLook(statusOf(m_status));
        QPainter painter(this);
        const QRectF box = rect();
        const bool quiet = m_small && m_count == 0;
        const QColor words = quiet ? theme.color(ColorRole::Tx3) : theme.color(look.tone, TonePart::Text);
        if (!m_small || isChecked() || underMouse())
            drawBox(painter, box, 4,
                    isChecked()    ? theme.color(look.tone, TonePart::Bar)
                    : underMouse() ? theme.color(ColorRole::Bg4)
                    : m_small      ? theme.color(ColorRole::Bg2)
                                   : theme.color(look.tone, TonePart::Tint),
                    m_small && !isChecked() ? theme.color(ColorRole::Line2)
                                            : theme.color(look.tone, TonePart::Text));
        const int icon = m_small ? 11 : kStatusIcon;
        const double left = m_small ? 2 : 9;
        drawIcon(painter, QPointF(left, box.center().y() - icon / 2.0 + 0.5), look.icon, icon, words);
        const QColor text = isChecked() ? theme.color(look.tone, TonePart::On) : words;
        const QRectF area = box.adjusted(left + icon + 5, 0, m_small ? -2 : -9, 0);
        drawText(painter, area, Qt::AlignLeft | Qt::AlignVCenter, statusText(statusOf(m_status)),
                 m_small ? FontRole::Label : FontRole::SecondaryMedium, text);
        drawText(painter, area, Qt::AlignRight | Qt::AlignVCenter, countText(m_count),
                 m_small ? FontRole::FigureSmall : FontRole::Figure,
                 isChecked() ? text
                 : quiet     ? words
                             : theme.color(ColorRole::Tx1));
        if (hasFocus())
            drawFocusRing(painter, box, 4);
    }

private:
    PoolStatus m_status;
    bool m_small;
    int m_count = 0;
};

TransitionView::TransitionView(QWidget* parent) : QWidget(parent)
{
    setObjectName(ObjectNames::poolsTransitions);
    setAccessibleName(tr("How machines go through the pool"));
    setFixedHeight(104);
    for (const PoolStatus status :
         {PoolStatus::Joining, PoolStatus::HoldJoin, PoolStatus::Free, PoolStatus::Building,
          PoolStatus::HoldBuild, PoolStatus::InUse, PoolStatus::Destroying, PoolStatus::HoldDestroy,
          PoolStatus::Leaving, PoolStatus::HoldLeave})
        m_boxes[status] = add(status, isHeld(status));
}

StatusBox* TransitionView::add(PoolStatus status, bool small)
{
    auto* box = new StatusBox(status, small, this);
    connect(box, &QAbstractButton::clicked, this, [this, status] {
        setChosen(m_chosen == status ? std::nullopt : std::optional(status));
        emit chosen(m_chosen);
    });
    return box;
}

void TransitionView::setCounts(const PoolCounts& counts)
{
    for (const auto& [status, box] : m_boxes)
        box->setCount(counts[std::size_t(status)]);
    arrange();
}

void TransitionView::setChosen(std::optional<PoolStatus> status)
{
    m_chosen = status;
    for (const auto& [each, box] : m_boxes)
        box->setChecked(each == status);
}

void TransitionView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void TransitionView::arrange()
{
    static constexpr PoolStatus line[] = {PoolStatus::Joining, PoolStatus::Free, PoolStatus::Building,
                                          PoolStatus::InUse, PoolStatus::Destroying};
    int taken = 0;
    for (const PoolStatus status : line)
        taken += m_boxes.at(status)->wantedWidth();
    // An arrow is as long as its word, and what room there is beyond is shared by all; where there is not
    // even that, they are all as short as they have to be.
    int wanted = 0;
    for (const PoolStatus status : line)
        wanted += arrowLength(status);
    const int arrows = int(std::size(line)) - 1;
    const int room = width() - 2 * kFlowMargin - taken;
    const int spare = std::min((room - wanted) / arrows, kSpareArrow);
    int left = kFlowMargin;
    for (const PoolStatus status : line) {
        StatusBox* box = m_boxes.at(status);
        box->setGeometry(left, kFlowTop, box->wantedWidth(), kStatusHigh);
        left += box->width() + (spare >= 0 ? arrowLength(status) + spare : room / arrows);
    }
    const auto below = [this](PoolStatus hold, PoolStatus of) {
        StatusBox* box = m_boxes.at(hold);
        const QRect above = m_boxes.at(of)->geometry();
        box->setGeometry(above.left(), above.bottom() + 5, box->wantedWidth(), kHoldHigh);
    };
    below(PoolStatus::HoldJoin, PoolStatus::Joining);
    below(PoolStatus::HoldBuild, PoolStatus::Building);
    below(PoolStatus::HoldDestroy, PoolStatus::Destroying);
    StatusBox* leaving = m_boxes.at(PoolStatus::Leaving);
    const QRect freeBox = m_boxes.at(PoolStatus::Free)->geometry();
    leaving->setGeometry(freeBox.left() + 40, freeBox.bottom() + 14, leaving->wantedWidth(), kStatusHigh - 3);
    StatusBox* holdLeave = m_boxes.at(PoolStatus::HoldLeave);
    holdLeave->setGeometry(leaving->geometry().right() + 8,
                           leaving->geometry().center().y() - kHoldHigh / 2 + 1, holdLeave->wantedWidth(),
                           kHoldHigh);
    // Leaving reaches below Building: what is held there stands beside it, one below the other.
    StatusBox* holdBuild = m_boxes.at(PoolStatus::HoldBuild);
    holdBuild->move(std::max(holdBuild->x(), holdLeave->x()), holdBuild->y());
    holdLeave->move(holdBuild->x(), holdBuild->geometry().bottom() + 3);
    update();
}

/// Room for the word of the arrow that leaves the box.
int TransitionView::arrowLength(PoolStatus from)
{
    const QString word = arrowWord(from);
    return from == PoolStatus::Destroying ? 0
           : word.isEmpty()               ? kShortArrow
                                          : textWidth(FontRole::Label, word) + kArrowRoom;
}

QString TransitionView::arrowWord(PoolStatus from)
{
    switch (from) {
    case PoolStatus::Joining:
        return tr("Enter");
    case PoolStatus::Free:
        return tr("Allocate");
    case PoolStatus::InUse:
        return tr("Release");
    default:
        return {};
    }
}

void TransitionView::arrow(QPainter& painter, QPointF from, QPointF to, const QString& words) const
{
    const Theme& theme = Theme::current();
    painter.setPen(QPen(theme.color(ColorRole::Tx3), 1.25));
    painter.drawLine(from, to - QPointF(2, 0));
    painter.drawLine(to - QPointF(5, 4), to - QPointF(1, 0));
    painter.drawLine(to - QPointF(5, -4), to - QPointF(1, 0));
    // A word that the boxes beside it would cut is left out: the table below has it.
    if (textWidth(FontRole::Label, words) <= to.x() - from.x() + 2)
        drawText(painter, QRectF(from.x() - 2, from.y() - 17, to.x() - from.x() + 4, 14),
                 Qt::AlignHCenter | Qt::AlignVCenter, words, FontRole::Label, theme.color(ColorRole::Tx2));
}

void TransitionView::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto between = [&](PoolStatus a, PoolStatus b) {
        const QRectF from = m_boxes.at(a)->geometry();
        const QRectF to = m_boxes.at(b)->geometry();
        arrow(painter, QPointF(from.right() + 3, from.center().y()), QPointF(to.left() - 1, to.center().y()),
              arrowWord(a));
    };
    between(PoolStatus::Joining, PoolStatus::Free);
    between(PoolStatus::Free, PoolStatus::Building);
    between(PoolStatus::Building, PoolStatus::InUse);
    between(PoolStatus::InUse, PoolStatus::Destroying);
    // Back from Destroying to Free, and out.
    const QRectF freeBox = m_boxes.at(PoolStatus::Free)->geometry();
    const QRectF destroying = m_boxes.at(PoolStatus::Destroying)->geometry();
    painter.setPen(QPen(theme.color(ColorRole::Tx3), 1.25, Qt::DashLine));
    const double high = 8;
    painter.drawPolyline(
        QPolygonF({QPointF(destroying.center().x(), kFlowTop - 2), QPointF(destroying.center().x(), high),
                   QPointF(freeBox.center().x(), high), QPointF(freeBox.center().x(), kFlowTop - 3)}));
    painter.setPen(QPen(theme.color(ColorRole::Tx3), 1.25));
    painter.drawLine(QPointF(freeBox.center().x() - 4, kFlowTop - 6),
                     QPointF(freeBox.center().x(), kFlowTop - 2));
    painter.drawLine(QPointF(freeBox.center().x() + 4, kFlowTop - 6),
                     QPointF(freeBox.center().x(), kFlowTop - 2));
    const QRectF leaving = m_boxes.at(PoolStatus::Leaving)->geometry();
    const double x = freeBox.left() + 14;
    painter.drawLine(QPointF(x, freeBox.bottom() + 3), QPointF(x, leaving.center().y()));
    arrow(painter, QPointF(x, leaving.center().y()), QPointF(leaving.left() - 1, leaving.center().y()), {});
    drawText(painter, QRectF(x - 44, leaving.top() - 2, 40, 16), Qt::AlignRight | Qt::AlignVCenter,
             tr("Exit"), FontRole::Label, theme.color(ColorRole::Tx2));
}

} // namespace Drover
