/// A simulated fleet through the whole life up to `InUse`, as fast as it goes: discovery, clusters of a
/// hundred, gates and all, on a virtual clock with a durable store.
///   bench_fleet [MACHINES]   (10000)
#include "tests/bench/benchengine.h"
#include "tests/bench/figures.h"

#include <QCoreApplication>

#include <algorithm>
#include <cstdlib>

using namespace Qt::StringLiterals;

namespace Drover::Bench {

namespace {

constexpr int clusterSize = 100;
constexpr int fewMachines = 1000; ///< what growth is measured against

struct Measured
{
    double seconds = 0;
    double jobs = 0;
    double bytes = 0; ///< that the fleet takes in the engine's memory
    double withReplica = 0;
    double openedIn = 0; ///< seconds to open the directory again
};

Measured provision(int machines)
{
    const double before = residentBytes();
    BenchEngine engine({});
    Commands::ImportMachines import;
    for (int i = 0; i < machines; ++i) {
        Commands::MachineRow row;
        row.name = u"m-%1"_s.arg(i, 6, 10, QLatin1Char('0'));
        row.address = u"10.%1.%2.%3"_s.arg(i / 62500).arg(i / 250 % 250).arg(i % 250 + 1);
        row.params = {{u"location/rack"_s, u"r%1"_s.arg(i / 20)}};
        import.machines.append(row);
    }
    QElapsedTimer timer;
    timer.start();
    engine.must(import);
    for (int cluster = 0; cluster < machines / clusterSize; ++cluster) {
        PlanRequest request;
        request.cluster = u"c-%1"_s.arg(cluster);
        request.counts = {{u"control-plane"_s, 3}, {u"worker"_s, clusterSize - 3}};
        engine.must(Commands::StartOperation{request, {}, true});
        engine.settle(); // a plan made now would choose the machines of the one before
    }
    Measured measured;
    measured.seconds = secondsOf(timer);
    measured.jobs = double(engine.jobs());
    int inUse = 0;
    measured.openedIn = engine.reopen();
    measured.bytes = residentBytes() - before;
    engine.waitUntil([](const Replica& replica) { return replica.isReady(); });
    engine.waitUntil([&inUse](const Replica& replica) {
        inUse = int(std::ranges::count_if(replica.machines(), [](const auto& entry) {
            return entry.second.poolStatus == PoolStatus::InUse;
        }));
        return true;
    });
    measured.withReplica = residentBytes() - before;
    if (inUse != machines)
        qFatal("%d of %d machines are in use", inUse, machines);
    return measured;
}

int run(int machines)
{
    const Measured few = provision(fewMachines);
    const Measured many = provision(machines);
    std::printf("%d simulated machines in clusters of %d, %.0f jobs each\n", machines, clusterSize,
                many.jobs / machines);
    figure("jobs a second", many.jobs / many.seconds, "jobs/s", Bar::AtLeast, 15000);
    figure("the whole fleet to InUse", many.seconds, "s", Bar::AtMost, 20.0 * machines / 10000);
    figure("jobs of each machine", many.jobs / machines, "jobs", Bar::AtLeast, 20);
    figure("memory of a machine with its chain", many.bytes / machines / 1024, "KB", Bar::AtMost, 4);
    figure("the same with the window's replica", many.withReplica / machines / 1024, "KB", Bar::AtMost, 10);
    figure("time per job, against 1000 machines", (many.seconds / many.jobs) / (few.seconds / few.jobs), "x",
           Bar::AtMost, 1.5);
    figure("the directory opened again", many.openedIn * 1e3, "ms", Bar::AtMost, 500);
    if (machines < 100000)
        std::printf("  (memory and growth are asked of 100000 machines: bench_fleet 100000)\n");
    return 0;
}

} // namespace

} // namespace Drover::Bench

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const int wished = argc > 1 ? std::atoi(argv[1]) : 10000;
    return Drover::Bench::run(std::max(wished, 100) / 100 * 100);
}
