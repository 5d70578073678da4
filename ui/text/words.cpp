#include "ui/text/words.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QLocale>
#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

struct UnitWords
{
    Q_DECLARE_TR_FUNCTIONS(Drover::Units)
};

constexpr qint64 kMsPerSecond = 1000;
constexpr qint64 kSecondsPerMinute = 60;
constexpr qint64 kSecondsPerHour = 3600;
constexpr qint64 kSecondsPerDay = 86400;

QString two(const QString& greater, const QString& lesser)
{
    return greater + u' ' + lesser;
}

QString daysText(qint64 n)
{
    return UnitWords::tr("%1 d", "days").arg(n);
}

QString hoursText(qint64 n)
{
    return UnitWords::tr("%1 h", "hours").arg(n);
}

QString minutesText(qint64 n)
{
    return UnitWords::tr("%1 m", "minutes").arg(n);
}

QString secondsText(qint64 n)
{
    return UnitWords::tr("%1 s", "seconds").arg(n);
}

} // namespace

QString durationText(Duration duration)
{
    const qint64 seconds = std::max<qint64>(0, duration.count()) / kMsPerSecond;
    if (seconds < kSecondsPerMinute) {
        return secondsText(seconds);
    }
    if (seconds < kSecondsPerHour) {
        return two(minutesText(seconds / kSecondsPerMinute), secondsText(seconds % kSecondsPerMinute));
    }
    if (seconds < kSecondsPerDay) {
        return two(hoursText(seconds / kSecondsPerHour),
                   minutesText(seconds % kSecondsPerHour / kSecondsPerMinute));
    }
    return two(daysText(seconds / kSecondsPerDay), hoursText(seconds % kSecondsPerDay / kSecondsPerHour));
}

QString preciseDurationText(Duration duration)
{
    const qint64 ms = std::max<qint64>(0, duration.count());
    if (ms < kMsPerSecond) {
        return UnitWords::tr("%1 ms", "milliseconds").arg(ms);
    }
    if (ms < 10 * kMsPerSecond) {
        return UnitWords::tr("%1 s", "seconds").arg(QString::number(double(ms / 100) / 10, 'f', 1));
    }
    return durationText(duration);
}

QString roughDurationText(Duration duration)
{
    const qint64 seconds = (std::max<qint64>(0, duration.count()) + kMsPerSecond / 2) / kMsPerSecond;
    if (seconds < 10) {
        return preciseDurationText(duration);
    }
    if (seconds < 10 * kSecondsPerMinute && seconds % kSecondsPerMinute != 0) {
        return durationText(std::chrono::seconds(seconds));
    }
    const qint64 minutes = (seconds + kSecondsPerMinute / 2) / kSecondsPerMinute;
    if (minutes < 180) {
        return minutesText(minutes);
    }
    const qint64 hours = (seconds + kSecondsPerHour / 2) / kSecondsPerHour;
    return hours < 72 ? hoursText(hours) : daysText((hours + 12) / 24);
}

QString ageText(Duration age)
{
    const qint64 seconds = std::max<qint64>(0, age.count()) / kMsPerSecond;
    if (seconds < kSecondsPerMinute) {
        return secondsText(seconds);
    }
    if (seconds < kSecondsPerHour) {
        return minutesText(seconds / kSecondsPerMinute);
    }
    return seconds < kSecondsPerDay ? hoursText(seconds / kSecondsPerHour)
                                    : daysText(seconds / kSecondsPerDay);
}

QString clockText(Instant at)
{
    return at.isSet() ? clockText(at, ClockPrecision::Seconds) : u"—"_s;
}

QString clockText(Instant at, ClockPrecision precision)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(at.ms(), Qt::UTC);
    switch (precision) {
    case ClockPrecision::Days:
        return QLocale::c().toString(time, u"d MMM"_s);
    case ClockPrecision::Minutes:
        return time.toString(u"HH:mm"_s);
    case ClockPrecision::Seconds:
        return time.toString(u"HH:mm:ss"_s);
    case ClockPrecision::Milliseconds:
        return time.toString(u"HH:mm:ss.zzz"_s);
    }
    Q_UNREACHABLE();
}

QString dateTimeText(Instant at)
{
    return at.isSet() ? QDateTime::fromMSecsSinceEpoch(at.ms(), Qt::UTC).toString(u"yyyy-MM-dd HH:mm:ss"_s)
                      : u"—"_s;
}

QString countText(qint64 count)
{
    QString digits = QString::number(count);
    const qsizetype first = count < 0 ? 1 : 0;
    for (qsizetype i = digits.size() - 3; i > first; i -= 3) {
        digits.insert(i, QChar(QChar::Nbsp));
    }
    return digits;
}

QString pluralText(qint64 count, const QString& one, const QString& many)
{
    return count == 1 ? one : many.arg(countText(count));
}

QString ofText(qint64 part, qint64 whole)
{
    return countText(part) + u" / "_s + countText(whole);
}

QString percentText(double share)
{
    // Down, not round: 100 % is only what is finished.
    return u"%1 %"_s.arg(int(std::floor(std::clamp(share, 0.0, 1.0) * 100 + 1e-9)));
}

QString sizeText(qint64 bytes)
{
    constexpr const char* units[] = {"B", "kB", "MB", "GB", "TB"};
    double value = double(std::max<qint64>(0, bytes));
    int unit = 0;
    while (value >= 999.5 && unit < 4) {
        value /= 1000;
        ++unit;
    }
    const int decimals = unit > 0 && value < 9.95 ? 1 : 0;
    return QString::number(value, 'f', decimals) + u' ' + QLatin1StringView(units[unit]);
}

QString homePath(const QString& path)
{
    const QString home = QDir::homePath();
    return path.startsWith(home + u'/') ? u'~' + path.mid(home.size()) : path;
}

} // namespace Drover
