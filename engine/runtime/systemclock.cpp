#include "engine/runtime/clock.h"

#include <algorithm>
#include <cmath>

namespace Drover {

namespace {

qint64 wallMs()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

} // namespace

SystemClock::SystemClock(Instant start, double speed) : m_start(start), m_wallStart(wallMs()), m_speed(speed)
{
}

Instant SystemClock::now()
{
    if (m_speed == 0)
        return Instant(wallMs());
    return m_start + Duration(std::llround(double(wallMs() - m_wallStart) * m_speed));
}

std::optional<Duration> SystemClock::wallUntil(Instant moment)
{
    const qint64 distance = (moment - now()).count();
    const double scaled = m_speed == 0 ? double(distance) : double(distance) / m_speed;
    return Duration(std::max<qint64>(0, std::llround(std::ceil(scaled))));
}

Instant VirtualClock::epoch()
{
    return *Instant::fromString(QStringLiteral("2030-01-01T00:00:00.000Z"));
}

} // namespace Drover
