#include "ui/timeline/timelinetooltip.h"

#include "models/timeline/timelinefigures.h"
#include "ui/text/statustext.h"
#include "ui/text/words.h"
#include "ui/theme/iconcache.h"
#include "ui/theme/paint.h"
#include "ui/theme/statuslook.h"
#include "ui/theme/theme.h"

#include <QScreen>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int kTipPadding = 10;
constexpr int kTipRow = 18;
constexpr int kTipHead = 42;
constexpr int kTipLabel = 72;
constexpr int kTipMost = 600;

/// Bars whose length can be compared: work that was done or is under way.
bool isWorkState(BarState state)
{
    return state == BarState::Running || state == BarState::Retrying || state == BarState::Succeeded ||
           state == BarState::SucceededAfterRetry || state == BarState::Failed;
}

} // namespace

TimelineTooltip::TimelineTooltip(QWidget* parent) : QFrame(parent, Qt::ToolTip | Qt::FramelessWindowHint)
{
    setObjectName(u"timeline-tooltip"_s);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAttribute(Qt::WA_ShowWithoutActivating);
    setAttribute(Qt::WA_TranslucentBackground);
}

void TimelineTooltip::showSpan(const TimelineScene& scene, const TimelineLane& lane, const TimelineSpan& span,
                               const TimeAxis& axis, const QString& why, QPoint globalAt)
{
    const QString stage = scene.stageName(span);
    m_title = stage.isEmpty() ? scene.barText(span) : stage;
    if (lane.kind == LaneKind::Task) {
        m_title = lane.title;
    }
    m_status = statusOf(span.state);
    m_statusText = span.attempt > 1 || span.state == BarState::Failed
                       ? tr("%1, attempt %2").arg(statusText(m_status)).arg(span.attempt)
                       : statusText(m_status);
    m_rows.clear();
    if (lane.kind == LaneKind::Task) {
        m_rows.append({tr("Stage"), stage});
    } else {
        m_rows.append({lane.kind == LaneKind::Cluster ? tr("Cluster") : tr("Member"),
                       lane.subtitle.isEmpty() || lane.kind == LaneKind::Cluster
                           ? lane.title
                           : u"%1 · %2"_s.arg(lane.title, lane.subtitle)});
    }
    m_rows.append({isPredicted(span.state) ? tr("Expected") : tr("Started"), axis.text(span.start)});
    if (span.end.isSet()) {
        m_rows.append({isPredicted(span.state) ? tr("Until") : tr("Ended"), axis.text(span.end)});
    }
    m_rows.append({span.end.isSet() ? tr("Duration") : tr("For"),
                   preciseDurationText(span.endAt(scene.now) - span.start)});
    // Against few others "usual" says nothing.
    constexpr int fewest = 3;
    const UsualLength usual = isWorkState(span.state) ? usualLength(scene, span) : UsualLength();
    if (usual.runs >= fewest) {
        m_rows.append(
            {tr("Median"), tr("%1 of %2").arg(preciseDurationText(usual.median), countText(usual.runs))});
    }
    if (span.progress >= 0) {
        m_rows.append({tr("Progress"), percentText(span.progress / 100.0)});
    }
    if (lane.failure && lane.failure->spanId == span.id && span.id != 0) {
        m_rows.append({tr("Error"), lane.failure->detail});
    }
    if (!why.isEmpty()) {
        m_rows.append({tr("Why"), why});
    }
    present(globalAt);
}

void TimelineTooltip::showWhy(const QString& title, Status status, const QString& why, QPoint globalAt)
{
    m_title = title;
    m_status = status;
    m_statusText = statusText(status);
    m_rows = {{tr("Why"), why}};
    present(globalAt);
}

void TimelineTooltip::showFold(TimeRange fold, const TimeAxis& axis, QPoint globalAt)
{
    m_title = tr("Nothing happened");
    m_status = Status::None;
    m_statusText = tr("%1 are drawn short").arg(durationText(fold.length()));
    m_rows = {{tr("From"), axis.longText(fold.begin)}, {tr("Until"), axis.longText(fold.end)}};
    present(globalAt);
}

void TimelineTooltip::showGate(const TimelineScene& scene, const TimelineGate& gate, const TimeAxis& axis,
                               QPoint globalAt)
{
    const bool open = gate.openedAt.isSet();
    m_title = gate.name;
    m_status = open ? Status::Succeeded : Status::AtGate;
    m_statusText = tr("%1 of %2 arrived").arg(gate.arrived()).arg(gate.needed);
    m_rows.clear();
    if (open) {
        m_rows.append({tr("Opened"), axis.text(gate.openedAt)});
        if (!gate.lastArriver.isEmpty()) {
            m_rows.append({tr("Opened by"), gate.lastArriver});
        }
    } else {
        QStringList awaited;
        for (const GatePeg& peg : gate.pegs) {
            if (!peg.arrived) {
                awaited.append(peg.member);
            }
        }
        m_rows.append({tr("Waits for"), awaited.join(u", "_s)});
        if (gate.predictedAt > scene.now) {
            m_rows.append({tr("Expected"), axis.text(gate.predictedAt)});
        }
        if (!gate.lastArriver.isEmpty()) {
            m_rows.append({tr("Last came"), gate.lastArriver});
        }
    }
    present(globalAt);
}

void TimelineTooltip::showFailure(const TimelineLane& lane, QPoint globalAt)
{
    if (!lane.failure) {
        return;
    }
    m_title = lane.title;
    m_status = Status::Failed;
    m_statusText = lane.failure->what;
    m_rows = {{tr("Error"), lane.failure->detail}};
    present(globalAt);
}

QString TimelineTooltip::plainText() const
{
    QStringList lines{m_title, m_statusText};
    for (const Row& row : m_rows) {
        lines.append(row.label + u' ' + row.value);
    }
    return lines.join(u'\n');
}

void TimelineTooltip::present(QPoint globalAt)
{
    int wide = std::max(textWidth(FontRole::SecondaryStrong, m_title),
                        18 + textWidth(FontRole::SecondaryMedium, m_statusText));
    for (const Row& row : m_rows) {
        wide = std::max(wide, kTipLabel + textWidth(FontRole::FigureSmall, row.value));
    }
    resize(std::min(wide + 2 * kTipPadding + 2, kTipMost), kTipHead + 2 * 6 + int(m_rows.size()) * kTipRow);
    setAccessibleName(plainText());
    QPoint at = globalAt + QPoint(12, 16);
    if (const QScreen* on = screen()) {
        const QRect bounds = on->availableGeometry();
        at.setX(std::clamp(at.x(), bounds.left(), std::max(bounds.left(), bounds.right() - width())));
        if (at.y() + height() > bounds.bottom()) {
            at.setY(globalAt.y() - height() - 8);
        }
    }
    move(at);
    show();
    update();
}

void TimelineTooltip::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::current();
    QPainter painter(this);
    drawBox(painter, rect(), 6, theme.color(ColorRole::Bg3), theme.color(ColorRole::Line2));
    const auto left = Qt::AlignLeft | Qt::AlignVCenter;
    const QRectF area = QRectF(rect()).adjusted(kTipPadding, 0, -kTipPadding, 0);
    drawText(painter, QRectF(area.x(), 5, area.width(), 18), left, m_title, FontRole::SecondaryStrong,
             theme.color(ColorRole::Tx1));
    const StatusLook look = statusLook(m_status);
    const QColor tone = theme.color(look.tone, TonePart::Text);
    drawIcon(painter, QPointF(area.x(), 26), look.icon, 13, tone);
    drawText(painter, QRectF(area.x() + 18, 23, area.width() - 18, 18), left, m_statusText,
             FontRole::SecondaryMedium, tone);
    double y = kTipHead + 4;
    for (const Row& row : m_rows) {
        drawText(painter, QRectF(area.x(), y, kTipLabel, kTipRow), left, row.label, FontRole::Label,
                 theme.color(ColorRole::Tx3));
        drawText(painter, QRectF(area.x() + kTipLabel, y, area.width() - kTipLabel, kTipRow), left, row.value,
                 FontRole::FigureSmall, theme.color(ColorRole::Tx1));
        y += kTipRow;
    }
}

} // namespace Drover
