#include "engine/runtime/historyworker.h"
#include "engine/runtime/localengine.h"
#include "engine/store/sqlitestore.h"
#include "tests/support/engineworld.h"

#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <future>
#include <set>

using namespace Drover;
using namespace Qt::StringLiterals;

namespace {

/// A simulated directory on disk, at full speed once it is told to work.
class SimulatedDirectory
{
public:
    SimulatedDirectory()
    {
        LocalEngine::Options options;
        options.directory = m_folder.filePath(u"data"_s);
        options.work = LocalEngine::Work::WhenTold;
        options.setUp = {
            asked(Commands::LoadContent{{{EngineWorld::filesBelow(u"resources/content/drover"_s)}}}),
            asked(Commands::CreateDirectory{true, 7, 0})};
        auto opened = LocalEngine::open(options);
        if (!opened)
            qFatal("%s", qPrintable(opened.error().text));
        engine = std::move(*opened);
        Commands::ImportMachines import;
        for (int i = 1; i <= 60; ++i)
            import.machines.append({u"m-%1"_s.arg(i), {}, u"10.0.0.%1"_s.arg(i), {}, {}, {}, {}});
        must(import);
        must(Commands::StartOperation{EngineWorld::provision(u"c1"_s, 3, 50), {}, true});
    }

    void must(Command command)
    {
        QFuture<Result<Receipt>> receipt = engine->submit(asked(std::move(command)));
        receipt.waitForFinished();
        if (!receipt.result())
            qFatal("%s", qPrintable(receipt.result().error().text));
    }

    QList<Job> jobs()
    {
        QFuture<Result<Answer>> answer = engine->ask(Queries::FindJobs{{}, {}, {}, {}, 10000});
        answer.waitForFinished();
        return std::get<Answers::Jobs>(*answer.result()).jobs;
    }

    std::unique_ptr<LocalEngine> engine;

private:
    CommandRequest asked(Command command)
    {
        CommandRequest request;
        request.id = u"t-%1"_s.arg(++m_count);
        request.actor = u"user:test"_s;
        request.command = std::move(command);
        return request;
    }

    QTemporaryDir m_folder;
    int m_count = 0;
};

} // namespace

/// History is read beside the engine, and a question gets each object once (architecture.md, "Threads and
/// processes").
class TestHistory : public QObject
{
    Q_OBJECT
private slots:
    void readsOnAThreadOfItsOwn();
    void triesAgainWhatCouldNotBeRead();
    void carriesOutAllThatWasPosted();
    void tellsEveryJobOnce();
    void snapshotMissesNothing();
};

void TestHistory::readsOnAThreadOfItsOwn()
{
    QTemporaryDir folder;
    const auto store = SqliteStore::open(folder.filePath(u"drover.db"_s));
    QVERIFY(store);
    HistoryWorker worker(folder.filePath(u"drover.db"_s));
    std::promise<std::thread::id> thread;
    worker.post([&](const Result<History*>& history) {
        const bool empty = history && (*history)->endedJobs({}) && (*history)->endedJobs({})->isEmpty();
        thread.set_value(empty ? std::this_thread::get_id() : std::thread::id());
    });
    const std::thread::id id = thread.get_future().get();
    QVERIFY(id != std::thread::id());
    QVERIFY(id != std::this_thread::get_id());
}

void TestHistory::triesAgainWhatCouldNotBeRead()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"drover.db"_s);
    HistoryWorker worker(path);
    const auto read = [&worker] {
        std::promise<bool> could;
        worker.post([&](const Result<History*>& history) { could.set_value(history.has_value()); });
        return could.get_future().get();
    };
    QVERIFY(!read());
    const auto store = SqliteStore::open(path);
    QVERIFY(store);
    QVERIFY(read());
}

void TestHistory::carriesOutAllThatWasPosted()
{
    QTemporaryDir folder;
    QList<int> done;
    {
        HistoryWorker worker(folder.filePath(u"drover.db"_s));
        for (int i = 0; i < 100; ++i)
            worker.post([&done, i](const Result<History*>&) { done.append(i); });
    }
    QCOMPARE(done.size(), 100);
    QVERIFY(std::ranges::is_sorted(done));
}

void TestHistory::tellsEveryJobOnce()
{
    SimulatedDirectory directory;
    directory.engine->beginWork();
    const QFuture<void> settled = directory.engine->settled();
    int whileRunning = 0;
    for (bool last = false; !last;) {
        last = settled.isFinished();
        const QList<Job> jobs = directory.jobs();
        whileRunning += last || jobs.isEmpty() ? 0 : 1;
        // Newest first, and since ids are counted: each once, none missing.
        for (qsizetype i = 0; i < jobs.size(); ++i)
            QCOMPARE(jobs[i].id.value, jobs.size() - i);
        if (last)
            QVERIFY(jobs.size() > 53 * 20);
    }
    QVERIFY2(whileRunning > 0, "nothing was asked while jobs ran");
}

void TestHistory::snapshotMissesNothing()
{
    SimulatedDirectory directory;
    QObject context;
    std::set<JobId> ended;
    bool snapshot = false;
    // Asked before the work begins, an engine would be settled already.
    directory.engine->beginWork();
    const QFuture<void> settled = directory.engine->settled();
    directory.engine->subscribe(&context, [&](const ChangeBatchPtr& batch) {
        QVERIFY2(snapshot != batch->snapshot, "the first batch is the snapshot, and no other");
        snapshot = true;
        for (const Job& job : batch->endedJobs)
            QVERIFY2(ended.insert(job.id).second, qPrintable(job.id.toString() + u" was told twice"_s));
    });
    QTRY_VERIFY(settled.isFinished());
    const qsizetype all = directory.jobs().size();
    QTRY_COMPARE(qsizetype(ended.size()), all);
}

QTEST_GUILESS_MAIN(TestHistory)
#include "tst_history.moc"
