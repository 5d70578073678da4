#include "app/endsignals.h"

#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace Drover {

namespace {

constexpr std::array endingSignals{SIGINT, SIGTERM, SIGHUP};
volatile std::sig_atomic_t signalPipe = -1;

extern "C" void noteSignal(int signal)
{
    const auto byte = static_cast<unsigned char>(signal);
    // A pipe that is full holds a signal already.
    [[maybe_unused]] const auto written = ::write(signalPipe, &byte, 1);
}

} // namespace

EndSignals::EndSignals()
{
    if (pipe2(m_pipe.data(), O_CLOEXEC | O_NONBLOCK) != 0)
        return; // then signals end the program as they always did
    signalPipe = m_pipe[1];
    m_notifier = std::make_unique<QSocketNotifier>(m_pipe[0], QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &EndSignals::readSignal);
    struct sigaction action
    {
    };
    action.sa_handler = noteSignal;
    action.sa_flags = SA_RESTART | int(SA_RESETHAND);
    for (const int signal : endingSignals)
        sigaction(signal, &action, nullptr);
}

EndSignals::~EndSignals()
{
    for (const int signal : endingSignals)
        std::signal(signal, SIG_DFL);
    m_notifier.reset();
    for (const int end : m_pipe) {
        if (end >= 0)
            ::close(end);
    }
}

void EndSignals::readSignal()
{
    unsigned char signal = 0;
    if (::read(m_pipe[0], &signal, 1) == 1)
        emit arrived(signal);
}

} // namespace Drover
