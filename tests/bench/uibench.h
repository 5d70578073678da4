#pragma once

#include "tests/bench/figures.h"
#include "ui/theme/themehub.h"

#include <QApplication>
#include <QWidget>

#include <algorithm>
#include <ctime>
#include <functional>
#include <vector>

namespace Drover::Bench {

/// An application without a display, looking as the window does.
class UiBench
{
public:
    UiBench(int& argc, char** argv)
    {
        qputenv("QT_QPA_PLATFORM", "offscreen");
        m_application = std::make_unique<QApplication>(argc, argv);
        initUiResources();
        ThemeHub::instance().apply(ThemeName::Dark, 1.0);
    }

private:
    std::unique_ptr<QApplication> m_application;
};

inline double percentile(std::vector<double> values, double share)
{
    std::ranges::sort(values);
    return values.at(std::size_t(std::min(double(values.size()) - 1, share * double(values.size()))));
}

inline double median(const std::vector<double>& values)
{
    return percentile(values, 0.5);
}

/// What this thread has computed so far: seconds of its own, whoever else is at work.
inline double threadSeconds()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) + double(now.tv_nsec) / 1e9;
}

/// What this thread computes for it, in milliseconds: the same whoever else is at work.
inline double millisecondsOf(const std::function<void()>& work)
{
    const double before = threadSeconds();
    work();
    return 1e3 * (threadSeconds() - before);
}

/// Each of so many runs, in milliseconds.
inline std::vector<double> runsOf(int count, const std::function<void(int)>& work)
{
    std::vector<double> times;
    for (int i = 0; i < count; ++i)
        times.push_back(millisecondsOf([&] { work(i); }));
    return times;
}

/// Lets the event loop do what is due.
inline void settle()
{
    for (int i = 0; i < 5; ++i) {
        QCoreApplication::sendPostedEvents();
        QCoreApplication::processEvents();
    }
}

} // namespace Drover::Bench
