#include "ui/timeline/timeaxis.h"

#include "ui/text/words.h"

#include <QDateTime>
#include <cstdlib>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

QDateTime localTime(Instant at)
{
    return QDateTime::fromMSecsSinceEpoch(at.ms(), Qt::LocalTime);
}

Duration localOffset(Instant at)
{
    return std::chrono::seconds(localTime(at).offsetFromUtc());
}

QString sinceText(Duration since, ClockPrecision precision)
{
    const qint64 ms = std::llabs(since.count());
    const qint64 seconds = ms / 1000;
    const QString sign = since.count() < 0 ? u"−"_s : u"+"_s;
    if (precision == ClockPrecision::Days) {
        return sign + durationText(Duration(ms));
    }
    QString text =
        sign + QString::number(seconds / 3600) + u':' +
        u"%1:%2"_s.arg(seconds / 60 % 60, 2, 10, QLatin1Char('0')).arg(seconds % 60, 2, 10, QLatin1Char('0'));
    if (precision == ClockPrecision::Milliseconds) {
        text += u".%1"_s.arg(ms % 1000, 3, 10, QLatin1Char('0'));
    }
    return text;
}

} // namespace

QString TimeAxis::text(Instant at, ClockPrecision precision) const
{
    switch (mode) {
    case AxisMode::Utc:
        return clockText(at, precision);
    case AxisMode::Local:
        return clockText(at + localOffset(at), precision);
    case AxisMode::Relative:
        return sinceText(at - origin, precision);
    }
    Q_UNREACHABLE();
}

QString TimeAxis::text(Instant at) const
{
    return at.isSet() ? text(at, ClockPrecision::Seconds) : u"—"_s;
}

QString TimeAxis::longText(Instant at) const
{
    if (!at.isSet()) {
        return u"—"_s;
    }
    switch (mode) {
    case AxisMode::Utc:
    case AxisMode::Relative:
        return dateTimeText(at) + u" UTC"_s;
    case AxisMode::Local:
        return dateTimeText(at + localOffset(at)) + u' ' + name(at);
    }
    Q_UNREACHABLE();
}

QString TimeAxis::name(Instant at) const
{
    switch (mode) {
    case AxisMode::Utc:
        return u"UTC"_s;
    case AxisMode::Local:
        return localTime(at).timeZoneAbbreviation();
    case AxisMode::Relative:
        return u"T+"_s;
    }
    Q_UNREACHABLE();
}

Instant TimeAxis::anchor(Instant at) const
{
    switch (mode) {
    case AxisMode::Utc:
        return {};
    case AxisMode::Local:
        return Instant() - localOffset(at);
    case AxisMode::Relative:
        return origin;
    }
    Q_UNREACHABLE();
}

} // namespace Drover
