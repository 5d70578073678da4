/// The Machines pane over a hundred thousand machines: shown, filtered, changed.
#include "models/commandsender.h"
#include "models/historyloader.h"
#include "models/selection.h"
#include "tests/bench/largefleet.h"
#include "tests/bench/uibench.h"
#include "tests/support/fakeengine.h"
#include "ui/objectnames.h"
#include "ui/panes/machinespane.h"
#include "ui/shell/windowcontext.h"

#include <QAbstractItemModel>
#include <QLineEdit>
#include <QTreeView>

using namespace Qt::StringLiterals;

namespace Drover::Bench {

namespace {

constexpr int runs = 9;
constexpr int machines = 100'000;

/// A pane, shown over what the replica holds.
struct Shown
{
    explicit Shown(const WindowContext& context) : pane(context)
    {
        pane.resize(1000, 800);
        pane.show();
        list = pane.findChild<QTreeView*>(ObjectNames::machinesList);
        filter = pane.findChild<QLineEdit*>(ObjectNames::machinesFilter);
        settle();
        pane.repaint();
    }
    [[nodiscard]] int rows() const { return list->model()->rowCount(); }

    MachinesPane pane;
    QTreeView* list = nullptr;
    QLineEdit* filter = nullptr;
};

void mustBe(int rows, int wanted)
{
    if (rows != wanted)
        qFatal("%d rows where %d belong", rows, wanted);
}

int run()
{
    LargeFleet fleet({.machines = machines, .jobsEach = 1});
    Testing::FakeEngine engine;
    Replica replica;
    Selection selection;
    CommandSender sender(engine, u"user:bench"_s);
    HistoryLoader history(engine, replica);
    const WindowContext context{engine, replica, selection, sender, history};
    replica.apply(fleet.snapshot());
    std::printf("%d machines; medians of %d\n", machines, runs);

    figure("first show of the pane",
           median(runsOf(runs, [&](int) { mustBe(Shown(context).rows(), machines); })), "ms", Bar::AtMost,
           80);
    std::vector<double> alone;
    for (int i = 0; i < runs; ++i) {
        const ChangeBatch batch = fleet.changes(10'000);
        alone.push_back(millisecondsOf([&] { replica.apply(batch); }));
    }
    Shown shown(context);
    std::vector<double> filtered;
    std::vector<double> cleared;
    for (int i = 0; i < runs; ++i) {
        filtered.push_back(millisecondsOf([&] {
            shown.filter->setText(u"m-0001"_s);
            shown.list->viewport()->repaint();
        }));
        mustBe(shown.rows(), 100);
        cleared.push_back(millisecondsOf([&] {
            shown.filter->clear();
            shown.list->viewport()->repaint();
        }));
        mustBe(shown.rows(), machines);
    }
    figure("filter by name", median(filtered), "ms", Bar::AtMost, 20);
    figure("clear the filter", median(cleared), "ms", Bar::AtMost, 20);
    std::vector<double> together;
    for (int i = 0; i < runs; ++i) {
        const ChangeBatch batch = fleet.changes(10'000);
        together.push_back(millisecondsOf([&] { replica.apply(batch); }));
    }
    figure("10 000 changed machines, the pane's part", median(together) - median(alone), "ms", Bar::AtMost,
           10);
    figure("10 000 changed machines, replica and pane", median(together), "ms");
    figure("a frame", median(runsOf(runs, [&](int) { shown.list->viewport()->repaint(); })), "ms",
           Bar::AtMost, 8);
    return 0;
}

} // namespace

} // namespace Drover::Bench

int main(int argc, char** argv)
{
    const Drover::Bench::UiBench ui(argc, argv);
    return Drover::Bench::run();
}
