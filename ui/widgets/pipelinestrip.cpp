#include "ui/widgets/pipelinestrip.h"

#include "ui/text/statustext.h"
#include "ui/theme/iconcache.h"
#include "ui/theme/paint.h"
#include "ui/theme/statuslook.h"
#include "ui/theme/theme.h"

#include <QHelpEvent>
#include <QToolTip>
#include <cmath>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr double kStepRadius = 10;
constexpr double kStepY = 13;
constexpr double kStripMargin = 13;

bool isDone(Status status)
{
    return statusLook(status).tone == Tone::Ok || status == Status::Skipped;
}

IconName stepIcon(const PipelineStep& step)
{
    if (isDone(step.status) && step.status != Status::Skipped) {
        return IconName::BarCheck;
    }
    if (step.gate) {
        return IconName::Gate;
    }
    switch (step.status) {
    case Status::Failed:
        return IconName::BarCross;
    case Status::Running:
        return IconName::BarRunning;
    case Status::Retrying:
        return IconName::BarRetry;
    case Status::AtGate:
        return IconName::BarWait;
    case Status::Paused:
        return IconName::BarPause;
    case Status::Queued:
        return IconName::BarQueued;
    default:
        return statusLook(step.status).icon;
    }
}

} // namespace

PipelineStrip::PipelineStrip(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setMinimumWidth(160);
    setAccessRole(this, QAccessible::List);
    setAccessibleName(tr("Stages"));
}

void PipelineStrip::setSteps(const QList<PipelineStep>& steps, int current)
{
    if (steps == m_steps && current == m_current) {
        return;
    }
    m_steps = steps;
    m_current = current;
    QStringList spoken;
    for (const PipelineStep& step : m_steps) {
        spoken.append(u"%1 %2"_s.arg(step.name, statusText(step.status)));
    }
    setAccessibleDescription(spoken.join(u", "_s));
    update();
}

AccessPart PipelineStrip::accessPart(int index) const
{
    const PipelineStep& step = m_steps.at(index);
    return {.name = step.name + u", "_s + statusText(step.status),
            .value = statusText(step.status),
            .box = QRect(qRound(centreOf(index) - kStepRadius), 0, qRound(2 * kStepRadius), height()),
            .isCurrent = index == m_current};
}

double PipelineStrip::centreOf(int step) const
{
    if (m_steps.size() < 2) {
        return width() / 2.0;
    }
    return kStripMargin + step * (width() - 2 * kStripMargin) / double(m_steps.size() - 1);
}

void PipelineStrip::drawStep(QPainter& painter, int i) const
{
    const Theme& theme = Theme::current();
    const PipelineStep& step = m_steps.at(i);
    const StatusLook look = statusLook(step.status);
    const bool done = isDone(step.status);
    const bool queued = look.tone == Tone::Idle;
    const bool live = look.tone == Tone::Run || look.tone == Tone::Warn;
    const QPointF centre(std::round(centreOf(i)), kStepY);
    const Tone tone = step.gate && !done ? Tone::Hold : look.tone;
    const double room = m_steps.size() > 1 ? centreOf(1) - centreOf(0) : width();
    const double radius = std::min(i == m_current ? kStepRadius + 1 : kStepRadius - 0.5, room / 2 - 1);
    painter.setPen(i == m_current ? QPen(theme.color(tone, TonePart::Text), 2) : QPen(Qt::NoPen));
    painter.setBrush(live
                         ? theme.color(ColorRole::RunBar2)
                         : theme.color(tone, step.status == Status::Failed ? TonePart::Bar : TonePart::Tint));
    painter.drawEllipse(centre, radius, radius);
    const QColor sign = live || step.status == Status::Failed ? theme.color(ColorRole::RunOn)
                        : queued && !step.gate                ? theme.color(ColorRole::Tx3)
                                                              : theme.color(tone, TonePart::Text);
    const int size = std::clamp(int(radius * 1.3), 6, 12);
    drawIcon(painter, centre - QPointF(size / 2.0, size / 2.0), stepIcon(step), size, sign);
}

ColorRole PipelineStrip::nameColor(int i) const
{
    return i == m_current ? ColorRole::Tx1 : m_steps.at(i).gate ? ColorRole::Hold : ColorRole::Tx3;
}

void PipelineStrip::drawSpread(QPainter& painter, double gap) const
{
    double x = 0;
    for (int i = 0; i < m_steps.size(); ++i) {
        const FontRole font = i == m_current ? FontRole::LabelMedium : FontRole::Label;
        const double wide = textWidth(font, m_steps.at(i).name);
        drawText(painter, QRectF(x, 30, wide + 1, 16), Qt::AlignLeft | Qt::AlignVCenter, m_steps.at(i).name,
                 font, Theme::current().color(nameColor(i)));
        x += wide + gap;
    }
}

void PipelineStrip::drawNames(QPainter& painter) const
{
    const Theme& theme = Theme::current();
    struct Placed
    {
        double left;
        double right;
    };
    QList<Placed> taken;
    const auto place = [&](int i) {
        const PipelineStep& step = m_steps.at(i);
        const FontRole font = i == m_current ? FontRole::LabelMedium : FontRole::Label;
        const double wide = textWidth(font, step.name);
        const double left = std::clamp(centreOf(i) - wide / 2, 0.0, std::max(0.0, width() - wide));
        for (const Placed& other : taken) {
            if (left < other.right + 6 && other.left < left + wide + 6) {
                return;
            }
        }
        taken.append({left, left + wide});
        const QColor color = theme.color(nameColor(i));
        drawText(painter, QRectF(left, 30, wide + 1, 16), Qt::AlignLeft | Qt::AlignVCenter, step.name, font,
                 color);
    };
    // All of them side by side when that fits …
    double all = 6.0 * double(m_steps.size() - 1);
    for (int i = 0; i < m_steps.size(); ++i) {
        all += textWidth(i == m_current ? FontRole::LabelMedium : FontRole::Label, m_steps.at(i).name);
    }
    if (all <= width() && m_steps.size() > 1) {
        drawSpread(painter, 6 + (width() - all) / double(m_steps.size() - 1));
        return;
    }
    // … else the current one first, then outwards: what is near now is worth a name.
    const int count = int(m_steps.size());
    const int from = m_current < 0 ? 0 : m_current;
    place(from);
    for (int distance = 1; distance < count; ++distance) {
        for (const int i : {from - distance, from + distance}) {
            if (i >= 0 && i < count) {
                place(i);
            }
        }
    }
}

void PipelineStrip::paintEvent(QPaintEvent*)
{
    if (m_steps.isEmpty()) {
        return;
    }
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (int i = 0; i + 1 < m_steps.size(); ++i) {
        const bool walked = isDone(m_steps.at(i).status);
        painter.fillRect(QRectF(centreOf(i) + kStepRadius, kStepY - 1,
                                std::max(0.0, centreOf(i + 1) - centreOf(i) - 2 * kStepRadius), 2),
                         walked ? theme.color(ColorRole::OkBar2) : theme.color(ColorRole::Bg4));
    }
    for (int i = 0; i < m_steps.size(); ++i) {
        drawStep(painter, i);
    }
    drawNames(painter);
}

bool PipelineStrip::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip) {
        return QWidget::event(event);
    }
    const auto* help = static_cast<QHelpEvent*>(event);
    for (int i = 0; i < m_steps.size(); ++i) {
        if (std::abs(centreOf(i) - help->pos().x()) <= kStepRadius + 2) {
            const PipelineStep& step = m_steps.at(i);
            QToolTip::showText(help->globalPos(),
                               tr("%1: %2").arg(step.fullName.isEmpty() ? step.name : step.fullName,
                                                statusText(step.status)),
                               this);
            return true;
        }
    }
    QToolTip::hideText();
    event->ignore();
    return true;
}

} // namespace Drover
