/// The log view: an output of a gigabyte opened, and one of fifty megabytes a second followed and stopped.
#include "models/outputfeed.h"
#include "tests/bench/benchengine.h"
#include "tests/bench/uibench.h"
#include "tests/support/fakeengine.h"
#include "ui/widgets/logview.h"

#include <QDateTime>
#include <QFutureWatcher>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace Drover::Bench {

namespace {

constexpr qint64 large = qint64(1) << 30;
constexpr int lineLength = 100;
constexpr int runs = 5;
constexpr int followedMs = 2'500;

/// The feed's lines in a view, as the log tab has them.
struct Shown
{
    Shown(Engine& engine, const Replica& replica) : feed(engine, replica)
    {
        view.setSource(&feed);
        QObject::connect(&feed, &OutputFeed::changed, &view, &LogView::refresh);
        view.resize(600, 700);
        view.show();
        settle();
    }

    OutputFeed feed;
    LogView view;
};

/// Any part of an output of numbered lines.
Answers::Output partOf(const Queries::ReadOutput& query)
{
    QByteArray text;
    const qint64 end = std::min(large, query.offset + query.limit);
    for (qint64 line = query.offset / lineLength; line * lineLength < end; ++line)
        text += QByteArray::number(line).rightJustified(12, '0') + QByteArray(lineLength - 13, 'x') + '\n';
    const qint64 cut = query.offset % lineLength;
    Answers::Output output;
    output.job = query.job;
    output.offset = query.offset;
    output.text = QString::fromUtf8(text.mid(cut, end - query.offset));
    output.next = end;
    output.size = large;
    output.ended = true;
    return output;
}

void open()
{
    Testing::FakeEngine engine;
    engine.onAsk = [](const Query& query) -> Result<Answer> {
        if (const auto* read = std::get_if<Queries::ReadOutput>(&query))
            return partOf(*read);
        return fail(u"not-scripted"_s, {});
    };
    const Replica replica;
    Shown shown(engine, replica);
    const QString last = QString::number(large / lineLength - 1).rightJustified(12, u'0');
    const std::vector<double> times = runsOf(runs, [&](int i) {
        shown.feed.show(JobId{i + 1});
        while (shown.feed.isLoading() || shown.feed.lineCount() == 0)
            QCoreApplication::processEvents();
        settle();
        shown.view.viewport()->repaint();
    });
    if (shown.feed.lineCount() < 1000)
        qFatal("%lld lines are shown", qlonglong(shown.feed.lineCount()));
    figure("1 GB opened and painted", median(times), "ms", Bar::AtMost, 100);
}

QList<Commands::ContentFile> talkingPack()
{
    return {{u"meta.yaml"_s, u"Name: talk\nVersion: 1.0.0\nDescription: One job that prints without end\n"_s},
            {u"stages/talk.yaml"_s, u"Name: talk\nTasks: [talk]\n"_s},
            {u"workflows/talk.yaml"_s, u"Name: talk\nStages: [talk]\n"_s},
            {u"tasks/talk.yaml"_s, u"Name: talk\nTemplates:\n  - Name: talk\n    ID: talk.sh\n"_s},
            {u"templates/talk.sh"_s, u"#!/bin/sh\nyes '%1' | head -c 1000000 >chunk\n"
                                     "while :; do date +'tick %s%3N'; cat chunk; sleep 0.01; done\n"_s.arg(
                                         QString(lineLength - 1, u'x'))}};
}

/// Milliseconds since the newest of the marks that are shown was printed; negative: none is shown.
double lagOf(const OutputFeed& feed)
{
    for (qint64 line = feed.lineCount() - 1; line >= 0; --line) {
        const QString text = feed.line(line).text;
        if (text.startsWith(u"tick "_s))
            return double(QDateTime::currentMSecsSinceEpoch() - text.mid(5).toLongLong());
    }
    return -1;
}

void follow()
{
    BenchEngine::Options options;
    options.simulated = false;
    options.pack = talkingPack();
    BenchEngine engine(options);
    Commands::ImportMachines import;
    Commands::MachineRow row;
    row.name = u"talker"_s;
    row.params = {{u"access/runner"_s, u"local"_s}};
    import.machines.append(row);
    engine.must(import);
    engine.must(Commands::StartWorkflow{u"talker"_s, u"talk"_s});
    const auto openJob = [](const Replica& replica) -> const Job* {
        const Machine* machine = replica.machineNamed(u"talker"_s);
        return machine ? replica.openJob(machine->id) : nullptr;
    };
    engine.waitUntil([&](const Replica& replica) {
        const Job* job = openJob(replica);
        return job && job->state == JobState::Running;
    });
    const JobId job = openJob(engine.replica())->id;
    Shown shown(engine.engine(), engine.replica());
    shown.feed.show(job);
    std::vector<double> lags;
    QTimer sample;
    QObject::connect(&sample, &QTimer::timeout, &sample, [&] {
        if (const double lag = lagOf(shown.feed); lag >= 0)
            lags.push_back(lag);
    });
    sample.start(100);
    QTimer::singleShot(followedMs, qApp, &QCoreApplication::quit);
    QElapsedTimer wall;
    wall.start();
    const auto printed = [&] {
        const JobObservation* seen = engine.replica().observation(job);
        return seen ? double(seen->outputBytes) : 0.0;
    };
    const double bytesBefore = printed();
    const double before = threadSeconds();
    QApplication::exec();
    figure("followed", (printed() - bytesBefore) / 1e6 / secondsOf(wall), "MB/s", Bar::AtLeast, 50);
    figure("following: thread busy", 100 * (threadSeconds() - before) / secondsOf(wall), "%", Bar::AtMost,
           30);
    if (lags.empty())
        qFatal("no line was shown");
    figure("printed to shown p95", percentile(lags, 0.95), "ms", Bar::AtMost, 500);
    wall.start();
    engine.must(Commands::CancelJob{job});
    figure("Stop answered", secondsOf(wall) * 1e3, "ms", Bar::AtMost, 100);
    engine.waitUntil([&](const Replica& replica) { return !openJob(replica); });
    figure("Stop to the process's end", secondsOf(wall) * 1e3, "ms", Bar::AtMost, 200);
}

} // namespace

} // namespace Drover::Bench

int main(int argc, char** argv)
{
    const Drover::Bench::UiBench ui(argc, argv);
    Drover::Bench::open();
    Drover::Bench::follow();
    return 0;
}
