#pragma once

#include <QElapsedTimer>
#include <QFile>

#include <cstdio>
#include <malloc.h>
#include <unistd.h>

namespace Drover::Bench {

/// Prints what was measured beside its bar; what misses it is marked SHORT, which `./dev bench` repeats at
/// its end.
enum class Bar { AtMost, AtLeast };

inline void figure(const char* what, double value, const char* unit, Bar kind, double bar)
{
    const bool held = kind == Bar::AtMost ? value <= bar : value >= bar;
    std::printf("  %-62s %10.2f %-10s bar %s %.6g%s\n", what, value, unit,
                kind == Bar::AtMost ? "<=" : ">=", bar, held ? "" : "  SHORT");
    std::fflush(stdout);
}

/// A figure that no bar is set for.
inline void figure(const char* what, double value, const char* unit)
{
    std::printf("  %-62s %10.2f %s\n", what, value, unit);
    std::fflush(stdout);
}

inline double secondsOf(const QElapsedTimer& timer)
{
    return double(timer.nsecsElapsed()) / 1e9;
}

/// What this process holds in memory now, given back what is free: bytes.
inline double residentBytes()
{
    malloc_trim(0);
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toDouble() * double(sysconf(_SC_PAGESIZE));
}

} // namespace Drover::Bench
