#include "engine/runtime/localengine.h"
#include "engine/store/datadirectory.h"
#include "tests/support/engineworld.h"

#include <QDateTime>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <fcntl.h>
#include <sys/stat.h>

using namespace Drover;
using namespace Qt::StringLiterals;

namespace {

qsizetype jobsBegun(const QList<EventRecord>& journal)
{
    return std::ranges::count_if(journal, [](const EventRecord& record) {
        return std::holds_alternative<Events::JobCreated>(record.event);
    });
}

/// A real directory whose operation needs attention at once, because nothing can be run in it.
class RealDirectory
{
public:
    std::unique_ptr<LocalEngine> open(LocalEngine::Work work = LocalEngine::Work::AtOnce)
    {
        LocalEngine::Options options;
        options.directory = m_folder.filePath(u"data"_s);
        options.work = work;
        options.shepherdProgram = u"/bin/false"_s;
        options.setUp = {
            asked(Commands::LoadContent{{{EngineWorld::filesBelow(u"resources/content/drover"_s)}}}),
            asked(Commands::CreateDirectory{false, 0, 1})};
        auto engine = LocalEngine::open(options);
        return engine ? std::move(*engine) : nullptr;
    }

    /// Waits for the answer.
    Result<Receipt> submit(LocalEngine& engine, Command command)
    {
        QFuture<Result<Receipt>> answer = engine.submit(asked(std::move(command)));
        answer.waitForFinished();
        return answer.result();
    }

    std::optional<Operation> operation(LocalEngine& engine)
    {
        QFuture<Result<Answer>> answer = engine.ask(Queries::FindOperations{});
        answer.waitForFinished();
        const auto operations = std::get<Answers::Operations>(*answer.result()).operations;
        return operations.isEmpty() ? std::nullopt : std::optional(operations.first());
    }

    /// Makes it look as if nothing had worked there for so long.
    bool leaveFor(Duration time) const
    {
        const QByteArray file = QFile::encodeName(m_folder.filePath(u"data/working"_s));
        struct stat status = {};
        if (::stat(file.constData(), &status) != 0)
            return false;
        status.st_mtim.tv_sec -= std::chrono::duration_cast<std::chrono::seconds>(time).count();
        const timespec times[2] = {status.st_mtim, status.st_mtim};
        return ::utimensat(AT_FDCWD, file.constData(), times, 0) == 0;
    }

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

/// What was open when nobody was there is paused (architecture.md, "Ownership, time and limits").
class TestAway : public QObject
{
    Q_OBJECT
private slots:
    void startsNothingUntilResumed();
    void leavesTheRestAlone();
    void aDirectoryKnowsWhenItWasWorkedIn();
    void reopensPaused();
};

void TestAway::startsNothingUntilResumed()
{
    EngineWorld world({.machines = 60});
    const Receipt receipt =
        *world.attempt(Commands::StartOperation{EngineWorld::provision(u"c1"_s, 3, 50), {}, true});
    QVERIFY2(world.core().run(Duration(0)), "the provision is over after one turn");
    QVERIFY(world.core().wasAway(std::chrono::minutes(190)));
    const Operation* operation = world.state().find<Operation>(receipt.operation);
    QVERIFY(operation);
    QCOMPARE(operation->state, OperationState::Paused);
    QCOMPARE(operation->why.code, u"away"_s);
    QVERIFY2(operation->why.text.contains(u"3 h 10 min"), qPrintable(operation->why.text));

    const qsizetype begun = jobsBegun(world.journal());
    world.run(); // what runs ends
    QCOMPARE(world.state().runningJobs(), 0);
    // The cluster's machines begin nothing; the broker and others are not the operation's.
    QCOMPARE(jobsBegun(world.journal()), begun);

    world.must(Commands::ResumeOperation{receipt.operation});
    QVERIFY(!world.state().find<Operation>(receipt.operation));
    QCOMPARE(world.state().memberCounts(u"c1"_s), (MemberCounts{53, 53, 0}));
}

void TestAway::leavesTheRestAlone()
{
    EngineWorld world({.fault = [](const Job& job, Outcome& outcome) {
        if (job.member == "w-1"_L1)
            outcome.code = 1;
    }});
    const OperationId held =
        world.must(Commands::StartOperation{EngineWorld::provision(u"c1"_s, 3, 2), {}, true}).operation;
    const OperationId queued =
        world.must(Commands::StartOperation{EngineWorld::destroy(u"c1"_s), {}, true}).operation;
    QCOMPARE(world.state().find<Operation>(held)->state, OperationState::NeedsAttention);
    QVERIFY(world.core().wasAway(std::chrono::minutes(16)));
    QCOMPARE(world.state().find<Operation>(held)->state, OperationState::Paused);
    QVERIFY(world.state().find<Operation>(held)->why.text.contains(u"16 min"));
    QCOMPARE(world.state().find<Operation>(queued)->state, OperationState::Queued);
    // What it needed attention for is said again.
    world.must(Commands::ResumeOperation{held});
    QCOMPARE(world.state().find<Operation>(held)->state, OperationState::NeedsAttention);
    QCOMPARE(world.state().find<Operation>(held)->why.code, u"member-stopped"_s);
}

void TestAway::aDirectoryKnowsWhenItWasWorkedIn()
{
    QTemporaryDir folder;
    const auto directory = DataDirectory::open(folder.filePath(u"data"_s));
    QVERIFY(directory);
    QVERIFY(!(*directory)->lastWorked());
    (*directory)->noteWorking();
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    QVERIFY((*directory)->lastWorked());
    QVERIFY(std::abs((*directory)->lastWorked()->ms() - now) < 60000);
}

void TestAway::reopensPaused()
{
    RealDirectory real;
    OperationId id;
    {
        const auto engine = real.open();
        QVERIFY(engine);
        Commands::ImportMachines import;
        import.machines.append({u"m-1"_s, {}, u"127.0.0.1"_s, {}, {}, {}, {}});
        QVERIFY(real.submit(*engine, import));
        PlanRequest request;
        request.cluster = u"c1"_s;
        request.counts = {{u"control-plane"_s, 1}, {u"worker"_s, 0}};
        const Result<Receipt> receipt = real.submit(*engine, Commands::StartOperation{request, {}, true});
        QVERIFY2(receipt, receipt ? "" : qPrintable(receipt.error().text));
        id = receipt->operation;
        QTRY_COMPARE(real.operation(*engine)->state, OperationState::NeedsAttention);
    }
    // A short while: it goes on as it was.
    QVERIFY(real.leaveFor(std::chrono::minutes(5)));
    {
        const auto engine = real.open();
        QVERIFY(engine);
        QCOMPARE(real.operation(*engine)->state, OperationState::NeedsAttention);
    }
    // A process that only leaves a command behind is not there to work.
    QVERIFY(real.leaveFor(std::chrono::minutes(40)));
    {
        const auto engine = real.open(LocalEngine::Work::Never);
        QVERIFY(engine);
        QCOMPARE(real.operation(*engine)->state, OperationState::NeedsAttention);
    }
    {
        const auto engine = real.open();
        QVERIFY(engine);
        QTRY_COMPARE(real.operation(*engine)->state, OperationState::Paused);
        QCOMPARE(real.operation(*engine)->why.code, u"away"_s);
        QVERIFY(real.submit(*engine, Commands::ResumeOperation{id}));
        QTRY_COMPARE(real.operation(*engine)->state, OperationState::NeedsAttention);
    }
    {
        const auto engine = real.open();
        QVERIFY(engine);
        QCOMPARE(real.operation(*engine)->state, OperationState::NeedsAttention);
    }
}

QTEST_GUILESS_MAIN(TestAway)
#include "tst_away.moc"
