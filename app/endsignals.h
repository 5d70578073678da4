#pragma once

#include <QObject>
#include <QSocketNotifier>
#include <array>

namespace Drover {

/// Turns SIGINT, SIGTERM and SIGHUP into a Qt signal, so that the program ends in order; the second one ends
/// it at once. One in a program; main thread.
class EndSignals : public QObject
{
    Q_OBJECT
public:
    EndSignals();
    ~EndSignals() override;

signals:
    void arrived(int signal);

private:
    void readSignal();

    std::array<int, 2> m_pipe{-1, -1};
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace Drover
