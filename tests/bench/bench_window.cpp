/// The whole window with a hundred thousand machines and a million jobs loaded, while ten thousand events a
/// second arrive: what the UI thread computes, and how soon a key shows.
///   bench_window [MACHINES]   (100000)
#include "tests/bench/largefleet.h"
#include "tests/bench/uibench.h"
#include "tests/support/fakeengine.h"
#include "ui/objectnames.h"
#include "ui/shell/mainwindow.h"

#include <QAbstractScrollArea>
#include <QKeyEvent>
#include <QTimer>

#include <cstdlib>

using namespace Qt::StringLiterals;

namespace Drover::Bench {

namespace {

constexpr int eventsPerSecond = 10'000;
constexpr int batchMs = 33;
constexpr int keyMs = 41; ///< not in step with the batches
constexpr int measuredMs = 8'000;

/// Presses keys and waits for what they change to be painted.
class KeyWatch : public QObject
{
public:
    KeyWatch(QWidget* receiver, QWidget* painted) : m_receiver(receiver)
    {
        painted->installEventFilter(this);
        m_beat.setInterval(keyMs);
        connect(&m_beat, &QTimer::timeout, this, &KeyWatch::press);
        m_beat.start();
    }
    [[nodiscard]] const std::vector<double>& times() const { return m_times; }

protected:
    bool eventFilter(QObject*, QEvent* event) override
    {
        if (event->type() == QEvent::Paint && m_handled)
            QMetaObject::invokeMethod(this, &KeyWatch::shown, Qt::QueuedConnection);
        return false;
    }

private:
    void press()
    {
        if (m_since.isValid())
            return;
        m_since.start();
        m_handled = false;
        // In the queue like any input; what comes behind it is done after it.
        const int key = m_pressed++ % 200 < 100 ? Qt::Key_Down : Qt::Key_Up;
        QCoreApplication::postEvent(m_receiver, new QKeyEvent(QEvent::KeyPress, key, Qt::NoModifier));
        QMetaObject::invokeMethod(
            this, [this] { m_handled = true; }, Qt::QueuedConnection);
    }
    void shown()
    {
        if (m_since.isValid()) {
            m_times.push_back(double(m_since.nsecsElapsed()) / 1e6);
            m_since.invalidate();
        }
    }

    QWidget* m_receiver;
    QTimer m_beat;
    QElapsedTimer m_since;
    bool m_handled = false;
    int m_pressed = 0;
    std::vector<double> m_times;
};

class WindowBench
{
public:
    explicit WindowBench(int machines) : m_fleet({.machines = machines, .jobsEach = 13, .largest = 1000})
    {
        m_engine.snapshot = m_fleet.snapshot();
        std::printf("%d machines, %lld jobs; %d events a second\n", machines,
                    qlonglong(m_engine.snapshot.endedJobs.size() + m_engine.snapshot.jobs.changed.size()),
                    eventsPerSecond);
    }

    int run()
    {
        const double before = residentBytes();
        MainWindow window(m_engine);
        window.resize(1440, 900);
        window.show();
        settle();
        figure("snapshot taken, window shown", millisecondsOf([&] { settle(); }), "ms");
        figure("memory of window and replica, a machine",
               (residentBytes() - before) / 1024 / double(m_engine.snapshot.machines.changed.size()), "KB",
               Bar::AtMost, 10);
        m_engine.snapshot = {};
        measure(window, MainWindow::Pane::Clusters, ObjectNames::clustersTree, "clusters and timeline");
        measure(window, MainWindow::Pane::Machines, ObjectNames::machinesList, "machines and timeline");
        window.showPane(MainWindow::Pane::Overview);
        measure(window, MainWindow::Pane::Overview, u"overview/fleet-map"_s, "overview");
        return 0;
    }

private:
    void measure(MainWindow& window, MainWindow::Pane pane, const QString& name, const char* what)
    {
        window.showPane(pane);
        settle();
        auto* area = window.findChild<QAbstractScrollArea*>(name);
        if (!area)
            qFatal("there is no %s", qPrintable(name));
        area->setFocus();
        std::vector<ChangeBatch> news;
        for (int i = 0; i < measuredMs / batchMs; ++i)
            news.push_back(m_fleet.changes(eventsPerSecond * batchMs / 1000 / LargeFleet::eventsEach));
        QTimer beat;
        beat.setTimerType(Qt::PreciseTimer);
        beat.setInterval(batchMs);
        std::size_t next = 0;
        QObject::connect(&beat, &QTimer::timeout, &beat, [&] {
            if (next == news.size())
                QCoreApplication::exit(); // quit() would close the window first
            else
                m_engine.publish(news[next++]);
        });
        const KeyWatch keys(area, area->viewport());
        const double before = threadSeconds();
        beat.start();
        QApplication::exec();
        const QString on = QLatin1StringView(what);
        // Of the time that the batches take to come: whoever else is at work, they come late.
        figure(qPrintable(u"%1: thread busy"_s.arg(on)), 1e5 * (threadSeconds() - before) / measuredMs, "%",
               Bar::AtMost, 30);
        if (keys.times().empty()) {
            std::printf("  %s: no key was shown  SHORT\n", what);
            return;
        }
        figure(qPrintable(u"%1: input to paint p99"_s.arg(on)), percentile(keys.times(), 0.99), "ms",
               Bar::AtMost, 50);
        figure(qPrintable(u"%1: input to paint median"_s.arg(on)), median(keys.times()), "ms");
    }

    LargeFleet m_fleet;
    Testing::FakeEngine m_engine;
};

} // namespace

} // namespace Drover::Bench

int main(int argc, char** argv)
{
    const Drover::Bench::UiBench ui(argc, argv);
    return Drover::Bench::WindowBench(argc > 1 ? std::max(1000, std::atoi(argv[1])) : 100'000).run();
}
