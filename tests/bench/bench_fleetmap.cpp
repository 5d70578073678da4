/// The fleet map with twenty thousand cells: made, painted, scrolled.
#include "tests/bench/largefleet.h"
#include "tests/bench/uibench.h"
#include "ui/overview/fleetmap.h"

#include <QScrollBar>

namespace Drover::Bench {

namespace {

constexpr int cells = 20'000;
constexpr int frames = 200;

int run()
{
    LargeFleet fleet({.machines = cells, .jobsEach = 0});
    Replica replica;
    replica.apply(fleet.snapshot());
    FleetMap map(replica);
    map.resize(1100, 700);
    map.model().setFollowing(true);
    map.show();
    settle();
    std::printf("%d cells\n", cells);
    figure("scene made from the replica", median(runsOf(9, [&](int) { (void)fleetScene(replica); })), "ms");
    settle();
    figure("frame p95, standing", percentile(runsOf(frames, [&](int) { map.viewport()->repaint(); }), 0.95),
           "ms", Bar::AtMost, 8);
    QScrollBar* bar = map.verticalScrollBar();
    figure("frame p95, scrolling",
           percentile(runsOf(frames,
                             [&](int i) {
                                 bar->setValue(bar->maximum() * i / frames);
                                 map.viewport()->repaint();
                             }),
                      0.95),
           "ms", Bar::AtMost, 8);
    std::vector<double> live;
    for (int i = 0; i < frames / 4; ++i) {
        const ChangeBatch batch = fleet.changes(100);
        live.push_back(millisecondsOf([&] {
            replica.apply(batch);
            map.viewport()->repaint();
        }));
    }
    figure("update and frame p95, 100 machines changed", percentile(live, 0.95), "ms", Bar::AtMost, 8);
    return 0;
}

} // namespace

} // namespace Drover::Bench

int main(int argc, char** argv)
{
    const Drover::Bench::UiBench ui(argc, argv);
    return Drover::Bench::run();
}
