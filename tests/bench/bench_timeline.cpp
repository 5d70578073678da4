/// The timeline of one cluster with a million jobs: opened, at every zoom, panned, live.
///   bench_timeline [MEMBERS]   (50000, twenty jobs each)
#include "models/timeline/timelinebuilder.h"
#include "models/timeline/timelinemodel.h"
#include "tests/bench/largefleet.h"
#include "tests/bench/uibench.h"
#include "ui/text/modelwordstext.h"
#include "ui/timeline/timelinecanvas.h"
#include "ui/timeline/timelineview.h"

#include <QTimer>

#include <cstdlib>

using namespace Qt::StringLiterals;

namespace Drover::Bench {

namespace {

constexpr int jobsEach = 19; ///< and one that runs
constexpr int frames = 60;
constexpr int changedAtOnce = 100; ///< members in each batch
constexpr double budget = 8;       ///< milliseconds of a frame

class TimelineBench
{
public:
    explicit TimelineBench(int members)
        : m_fleet({.machines = members * 4 / 3 + 4, .jobsEach = jobsEach, .largest = members}),
          m_builder(m_replica, m_model, modelWords()), m_view(&m_model)
    {
        m_view.resize(1440, 700);
        m_view.show();
        m_replica.keepHistoryOf(LargeFleet::largestCluster());
        m_replica.apply(m_fleet.snapshot());
    }

    int run()
    {
        figure("opened", millisecondsOf([&] {
                   m_builder.showCluster(LargeFleet::largestCluster());
                   m_view.fitAll();
                   settle();
                   frame();
               }),
               "ms");
        int jobs = 0;
        for (const TimelineLane& lane : m_model.scene().lanes)
            jobs += int(lane.spans.size());
        std::printf("  (%lld lanes, %d bars)\n", qlonglong(m_model.scene().lanes.size()), jobs);
        canvas().setFollow(false);
        zooms("lanes");
        canvas().setAllCollapsed(true);
        zooms("bands");
        canvas().setAllCollapsed(false);
        live();
        return 0;
    }

private:
    [[nodiscard]] TimelineCanvas& canvas() { return *m_view.canvas(); }
    void frame() { canvas().viewport()->repaint(); }

    void zooms(const char* what)
    {
        m_view.fitAll();
        settle();
        for (int zoom = 0; zoom < 4; ++zoom) {
            frame();
            const std::vector<double> times = runsOf(frames, [&](int i) {
                canvas().panPixels(i < frames / 2 ? 40 : -40);
                frame();
            });
            figure(qPrintable(
                       u"frame p95, %1, panned, zoom ×%2"_s.arg(QLatin1StringView(what)).arg(1 << 3 * zoom)),
                   percentile(times, 0.95), "ms", Bar::AtMost, budget);
            canvas().zoomAtCentre(8);
        }
        m_view.fitAll();
        const std::vector<double> zoomed = runsOf(frames / 2, [&](int) {
            canvas().zoomAtCentre(1.25);
            frame();
        });
        figure(qPrintable(u"frame p95, %1, zooming in"_s.arg(QLatin1StringView(what))),
               percentile(zoomed, 0.95), "ms", Bar::AtMost, budget);
    }

    void live()
    {
        m_view.fitAll();
        canvas().setFollow(true);
        settle();
        std::vector<double> applied;
        std::vector<double> painted;
        for (int i = 0; i < frames; ++i) {
            const ChangeBatch batch = m_fleet.changes(changedAtOnce, true);
            applied.push_back(millisecondsOf([&] { m_replica.apply(batch); }));
            painted.push_back(millisecondsOf([&] { frame(); }));
        }
        figure("live, 100 members changed: update p95", percentile(applied, 0.95), "ms", Bar::AtMost, budget);
        figure("live, 100 members changed: frame p95", percentile(painted, 0.95), "ms", Bar::AtMost, budget);
        busy();
    }

    /// With the event loop, thirty batches a second: what the thread computes.
    void busy()
    {
        constexpr int batches = 90;
        std::vector<ChangeBatch> news;
        for (int i = 0; i < batches; ++i)
            news.push_back(m_fleet.changes(changedAtOnce, true));
        QTimer beat;
        beat.setTimerType(Qt::PreciseTimer);
        beat.setInterval(33);
        std::size_t next = 0;
        QElapsedTimer wall;
        double before = 0;
        QObject::connect(&beat, &QTimer::timeout, &beat, [&] {
            if (next == news.size())
                qApp->quit();
            else
                m_replica.apply(news[next++]);
        });
        wall.start();
        before = threadSeconds();
        beat.start();
        QApplication::exec();
        figure("live, 30 batches a second: thread busy", 100 * (threadSeconds() - before) / secondsOf(wall),
               "%", Bar::AtMost, 30);
    }

    LargeFleet m_fleet;
    Replica m_replica;
    TimelineModel m_model;
    TimelineBuilder m_builder;
    TimelineView m_view;
};

} // namespace

} // namespace Drover::Bench

int main(int argc, char** argv)
{
    const Drover::Bench::UiBench ui(argc, argv);
    return Drover::Bench::TimelineBench(argc > 1 ? std::max(10, std::atoi(argv[1])) : 50'000).run();
}
