#include "ui/panes/journal/volumestrip.h"

#include "models/journal/journalvolume.h"
#include "ui/access/widgetaccess.h"
#include "ui/text/words.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <cmath>

namespace Drover {

namespace {

constexpr int kBinPitch = 4; // 3 px bar, 1 px gap
constexpr int kStripLeft = 12;
constexpr int kStripLegend = 148;
constexpr int kStripHeight = 48;
constexpr int kStripTop = 6;
constexpr int kStripFoot = 32; // where bars stand
constexpr double kTimeRoom = 72;

} // namespace

VolumeStrip::VolumeStrip(JournalVolume& volume, QWidget* parent) : QWidget(parent), m_volume(volume)
{
    setAccessRole(this, QAccessible::Canvas);
    setFixedHeight(kStripHeight);
    setFocusPolicy(Qt::TabFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Events over time"));
    connect(&volume, &JournalVolume::changed, this, [this] {
        describe();
        update();
    });
}

void VolumeStrip::setRowsInView(qint64 oldest, qint64 newest)
{
    if (oldest == m_oldest && newest == m_newest)
        return;
    m_oldest = oldest;
    m_newest = newest;
    describe();
    update();
}

int VolumeStrip::roomForBins() const
{
    return std::max(0, (width() - kStripLeft - kStripLegend) / kBinPitch);
}

double VolumeStrip::leftOf(qsizetype bin) const
{
    return kStripLeft + double(bin) * kBinPitch;
}

int VolumeStrip::binAt(double x) const
{
    return std::clamp(int((x - kStripLeft) / kBinPitch), 0, int(m_volume.bins().size()) - 1);
}

/// From the bin of the oldest row in view to that of the newest; empty when they are outside.
QRectF VolumeStrip::brush() const
{
    const QList<JournalVolume::Bin>& bins = m_volume.bins();
    if (bins.isEmpty() || m_newest < bins.constFirst().firstSeq)
        return {};
    const int newest = m_volume.binOf(m_newest);
    const int from = std::max(0, m_volume.binOf(m_oldest));
    const double right = leftOf(newest < 0 ? bins.size() : newest + 1);
    const double left = leftOf(from);
    const double wide = std::max(8.0, right - left);
    return QRectF(std::max<double>(kStripLeft, right - wide) - 1, kStripTop - 3, wide + 1,
                  kStripFoot - kStripTop + 5);
}

void VolumeStrip::paintBars(QPainter& painter) const
{
    const Theme& theme = Theme::current();
    qint64 most = 1;
    for (const JournalVolume::Bin& bin : m_volume.bins())
        most = std::max(most, bin.events);
    for (qsizetype i = 0; i < m_volume.bins().size(); ++i) {
        const JournalVolume::Bin& bin = m_volume.bins().at(i);
        if (bin.events == 0)
            continue;
        const double high =
            std::max(1.0, std::round(double(bin.events) / double(most) * (kStripFoot - kStripTop)));
        painter.fillRect(QRectF(leftOf(i), kStripFoot - high, kBinPitch - 1, high),
                         theme.color(ColorRole::IdleBar2));
        if (bin.failures > 0)
            painter.fillRect(QRectF(leftOf(i), kStripFoot - 4, kBinPitch - 1, 4),
                             theme.color(ColorRole::Bad));
    }
    painter.fillRect(QRectF(kStripLeft, kStripFoot, double(m_volume.bins().size()) * kBinPitch, 1),
                     theme.color(ColorRole::Line2));
}

void VolumeStrip::paintTimes(QPainter& painter) const
{
    const QList<JournalVolume::Bin>& bins = m_volume.bins();
    const qsizetype every = qsizetype(std::ceil(kTimeRoom / kBinPitch));
    const qint64 step = m_volume.step().count();
    // Labels stand at round times, which are as many steps apart as a label needs.
    qint64 apart = step;
    for (const qint64 factor : {5, 10, 15, 20, 30, 60, 120, 240}) {
        apart = step * factor;
        if (factor >= every)
            break;
    }
    const bool fine = apart < 60'000;
    double free = 0;
    for (qsizetype i = 0; i < bins.size(); ++i) {
        if (bins.at(i).from.ms() % apart != 0 || leftOf(i) < free)
            continue;
        free = leftOf(i) + kTimeRoom;
        if (leftOf(i) + 40 > leftOf(bins.size()))
            break;
        drawText(painter, QRectF(leftOf(i), kStripFoot + 1, kTimeRoom, kStripHeight - kStripFoot - 2),
                 Qt::AlignLeft | Qt::AlignVCenter,
                 clockText(bins.at(i).from, fine ? ClockPrecision::Seconds : ClockPrecision::Minutes),
                 FontRole::FigureSmall, Theme::current().color(ColorRole::Tx3));
    }
}

void VolumeStrip::paintLegend(QPainter& painter) const
{
    const Theme& theme = Theme::current();
    const QRectF upper(width() - kStripLegend, kStripTop - 2, kStripLegend - 12, 18);
    const QRectF lower(width() - kStripLegend, kStripTop + 16, kStripLegend - 12, 18);
    const QString foot = tr("with a failure");
    if (!m_volume.bins().isEmpty())
        drawText(painter, upper, Qt::AlignRight | Qt::AlignVCenter,
                 tr("events per %1").arg(roughDurationText(m_volume.step())), FontRole::Label,
                 theme.color(ColorRole::Tx3));
    drawText(painter, lower, Qt::AlignRight | Qt::AlignVCenter, foot, FontRole::Label,
             theme.color(ColorRole::Tx3));
    painter.fillRect(
        QRectF(lower.right() - textWidth(FontRole::Label, foot) - 13, lower.center().y() - 2, 7, 5),
        theme.color(ColorRole::Bad));
}

void VolumeStrip::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(ColorRole::Bg2));
    painter.fillRect(QRect(0, height() - 1, width(), 1), theme.color(ColorRole::Line));
    paintLegend(painter);
    const QRectF seen = brush();
    if (!seen.isEmpty()) {
        QColor ground = theme.color(ColorRole::SelLine);
        ground.setAlphaF(0.10F);
        painter.fillRect(seen, ground);
    }
    paintBars(painter);
    paintTimes(painter);
    if (!seen.isEmpty()) {
        painter.setPen(theme.color(ColorRole::SelLine));
        painter.drawRect(seen.adjusted(0.5, 0.5, -0.5, -0.5));
    }
    if (hasFocus())
        drawFocusRing(painter, QRectF(rect()).adjusted(2, 1, -2, -2), 3);
}

void VolumeStrip::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_volume.setBinCount(roomForBins());
}

void VolumeStrip::request(int bin)
{
    if (bin < 0 || bin >= m_volume.bins().size())
        return;
    const JournalVolume::Bin& wanted = m_volume.bins().at(bin);
    emit seqRequested(wanted.firstSeq + std::max<qint64>(0, wanted.events - 1));
}

void VolumeStrip::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && !m_volume.bins().isEmpty())
        request(binAt(event->position().x()));
}

void VolumeStrip::mouseMoveEvent(QMouseEvent* event)
{
    if (event->buttons() & Qt::LeftButton && !m_volume.bins().isEmpty())
        request(binAt(event->position().x()));
}

void VolumeStrip::keyPressEvent(QKeyEvent* event)
{
    const int at = m_volume.binOf(m_newest);
    const auto go = [&](int step) {
        // Where nothing happened there is nothing to show.
        int bin = (at < 0 ? int(m_volume.bins().size()) : at) + step;
        while (bin >= 0 && bin < m_volume.bins().size() && m_volume.bins().at(bin).events == 0)
            bin += step;
        request(bin);
    };
    if (event->key() == Qt::Key_Left)
        go(-1);
    else if (event->key() == Qt::Key_Right)
        go(1);
    else
        QWidget::keyPressEvent(event);
}

bool VolumeStrip::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const double x = help->pos().x();
    if (m_volume.bins().isEmpty() || x < kStripLeft || x >= leftOf(m_volume.bins().size())) {
        QToolTip::hideText();
        return true;
    }
    const JournalVolume::Bin& bin = m_volume.bins().at(binAt(x));
    const QString failures = !bin.searched       ? tr("failures not counted this far back")
                             : bin.failures == 0 ? tr("no failure")
                                                 : tr("%n failures", nullptr, bin.failures);
    QToolTip::showText(help->globalPos(),
                       tr("%1 to %2\n%3 events, %4")
                           .arg(dateTimeText(bin.from), clockText(bin.from + m_volume.step()),
                                countText(bin.events), failures));
    return true;
}

void VolumeStrip::describe()
{
    qint64 events = 0;
    int failures = 0;
    for (const JournalVolume::Bin& bin : m_volume.bins()) {
        events += bin.events;
        failures += bin.failures;
    }
    setAccessibleDescription(m_volume.bins().isEmpty()
                                 ? QString()
                                 : tr("%1 events since %2, %3 failures; rows %4 to %5 are in view")
                                       .arg(countText(events), clockText(m_volume.bins().constFirst().from),
                                            countText(failures), countText(m_oldest), countText(m_newest)));
}

} // namespace Drover
