#include "engine/remote/peer.h"
#include "tests/remote/servedengine.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace Drover;
using namespace Drover::Testing;

/// The engine behind a socket answers as the engine itself.
class TestRemote : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_served = std::make_unique<ServedEngine>();
        QVERIFY(m_served->server);
    }
    void cleanup() { m_served.reset(); }

    void theSocketIsForItsUserAlone();
    void otherUsersAreTurnedAway();
    void moreClientsThanTheLimitAreTurnedAway();
    void aDeadOwnersSocketIsReplaced();
    void commandsAndQueriesAreAnswered();
    void refusalsKeepReasonAndRemedy();
    void theActorIsWhoTheKernelSays();
    void answersComeByIdAndNotByOrder();
    void batchesArriveInOrderAfterTheSnapshot();
    void aSubscriptionEndsWithItsContext();
    void aLostEngineAnswersEverythingAsUnreachable();
    void noEngineIsUnreachable();
    void openingLaterWaitsForTheFirstAnswer();
    void openingLaterTellsWhyNot();
    void reconnectingBeginsSubscriptionsAgain();

private:
    std::unique_ptr<ServedEngine> m_served;
};

void TestRemote::theSocketIsForItsUserAlone()
{
    struct stat info
    {
    };
    QCOMPARE(stat(QFile::encodeName(m_served->path).constData(), &info), 0);
    QCOMPARE(info.st_mode & 0777, mode_t(0700) & info.st_mode);
    QCOMPARE(info.st_mode & 0077, mode_t(0));
}

void TestRemote::otherUsersAreTurnedAway()
{
    auto options = EngineServer::optionsFor(m_served->filePath(u"other.socket"_s));
    options.user = geteuid() + 1;
    const auto server = EngineServer::listen(m_served->engine, options);
    QVERIFY(server);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"a connection of user"_s));
    const auto client = RemoteEngine::open(options.path);
    QVERIFY(client);
    const auto answer = (*client)->ask(Queries::FindJobs{});
    QTRY_VERIFY(answer.isFinished());
    QVERIFY(!answer.result());
    QCOMPARE(answer.result().error().code, u"other-user"_s);
    QVERIFY(m_served->engine.asked.isEmpty());
    QCOMPARE((*server)->clientCount(), 0);
}

void TestRemote::moreClientsThanTheLimitAreTurnedAway()
{
    auto options = EngineServer::optionsFor(m_served->filePath(u"small.socket"_s));
    options.clientLimit = 1;
    const auto server = EngineServer::listen(m_served->engine, options);
    QVERIFY(server);
    const auto first = RemoteEngine::open(options.path);
    QTRY_COMPARE((*server)->clientCount(), 1);
    const auto second = RemoteEngine::open(options.path);
    QVERIFY(second);
    const auto answer = (*second)->submit({});
    QTRY_VERIFY(answer.isFinished());
    QCOMPARE(answer.result().error().code, u"too-many-clients"_s);
    QVERIFY((*first)->isConnected());
}

void TestRemote::aDeadOwnersSocketIsReplaced()
{
    QFile left(m_served->filePath(u"stale.socket"_s));
    QVERIFY(left.open(QIODevice::WriteOnly));
    left.close();
    const auto server = EngineServer::listen(m_served->engine, EngineServer::optionsFor(left.fileName()));
    QVERIFY(server);
    QVERIFY(RemoteEngine::open(left.fileName()));
}

void TestRemote::commandsAndQueriesAreAnswered()
{
    m_served->engine.onSubmit = [](const CommandRequest&) {
        return Receipt{
            .seq = 12, .operation = OperationId{3}, .workOrder = {}, .note = u"2 machines added"_s};
    };
    m_served->engine.onAsk = [](const Query&) -> Result<Answer> {
        Answers::Output output;
        output.text = u"héllo\n"_s;
        output.ended = true;
        return output;
    };
    const auto client = m_served->attach();
    CommandRequest request;
    request.id = u"id-1"_s;
    request.via = u"cli"_s;
    request.reason = u"because"_s;
    request.command = Commands::LockMachine{u"web-1"_s, true};
    const auto receipt = client->submit(request);
    const auto answer = client->ask(Queries::ReadOutput{JobId{4}, 10, 20});
    QTRY_VERIFY(receipt.isFinished() && answer.isFinished());
    QCOMPARE(receipt.result()->seq, 12);
    QCOMPARE(receipt.result()->operation, OperationId{3});
    QCOMPARE(receipt.result()->note, u"2 machines added"_s);
    QCOMPARE(std::get<Answers::Output>(*answer.result()).text, u"héllo\n"_s);

    QCOMPARE(m_served->engine.submitted.size(), 1);
    QVERIFY(m_served->engine.submitted.first().command == request.command);
    QCOMPARE(m_served->engine.submitted.first().id, u"id-1"_s);
    QCOMPARE(m_served->engine.submitted.first().reason, u"because"_s);
    QVERIFY(m_served->engine.asked.first() == Query(Queries::ReadOutput{JobId{4}, 10, 20}));
}

void TestRemote::refusalsKeepReasonAndRemedy()
{
    const Error error{u"pool-unknown"_s, u"there is no pool west"_s, u"known are default, east"_s,
                      u"pool west"_s};
    m_served->engine.onSubmit = [&](const CommandRequest&) -> Result<Receipt> {
        return tl::make_unexpected(error);
    };
    const auto client = m_served->attach();
    const auto receipt = client->submit({});
    QTRY_VERIFY(receipt.isFinished());
    QVERIFY(receipt.result().error() == error);
}

void TestRemote::theActorIsWhoTheKernelSays()
{
    const auto client = m_served->attach();
    CommandRequest request;
    request.actor = u"engine"_s;
    request.via = u"anything"_s;
    const auto receipt = client->submit(request);
    QTRY_VERIFY(receipt.isFinished());
    QCOMPARE(m_served->engine.submitted.first().actor, u"user:"_s + userName(geteuid()));
    QCOMPARE(m_served->engine.submitted.first().via, u"socket"_s);
}

void TestRemote::answersComeByIdAndNotByOrder()
{
    m_served->engine.hold = true;
    m_served->engine.onAsk = [](const Query& query) -> Result<Answer> {
        return Answers::Output{.job = std::get<Queries::ReadOutput>(query).job};
    };
    const auto client = m_served->attach();
    QList<QFuture<Result<Answer>>> answers;
    for (int i = 1; i <= 300; ++i)
        answers.append(client->ask(Queries::ReadOutput{JobId{i}}));
    QTRY_COMPARE(m_served->engine.asked.size(), 64); // the rest waits in the socket
    m_served->engine.hold = false;
    m_served->engine.release();
    QTRY_VERIFY(std::ranges::all_of(answers, [](const auto& answer) { return answer.isFinished(); }));
    for (int i = 1; i <= 300; ++i)
        QCOMPARE(std::get<Answers::Output>(*answers.at(i - 1).result()).job, JobId{i});
}

void TestRemote::batchesArriveInOrderAfterTheSnapshot()
{
    m_served->engine.snapshot.toSeq = 10;
    m_served->engine.snapshot.machines.changed = {machineOf(u"web-1"_s), machineOf(u"web-2"_s)};
    const auto client = m_served->attach();
    QObject context;
    QList<ChangeBatchPtr> got;
    client->subscribe(&context, [&](const ChangeBatchPtr& batch) { got.append(batch); });
    QTRY_COMPARE(got.size(), 1);
    QVERIFY(got.first()->snapshot);
    QVERIFY(*got.first() == m_served->engine.snapshot);
    for (int i = 11; i <= 40; ++i) {
        ChangeBatch batch;
        batch.fromSeq = i - 1;
        batch.toSeq = i;
        m_served->engine.publish(batch);
    }
    QTRY_COMPARE(got.size(), 31);
    for (int i = 11; i <= 40; ++i)
        QCOMPARE(got.at(i - 10)->toSeq, i);
}

void TestRemote::aSubscriptionEndsWithItsContext()
{
    const auto client = m_served->attach();
    auto context = std::make_unique<QObject>();
    int got = 0;
    client->subscribe(context.get(), [&](const ChangeBatchPtr&) { ++got; });
    QTRY_COMPARE(got, 1);
    QCOMPARE(m_served->engine.subscriptions(), 1);
    context.reset();
    QTRY_COMPARE(m_served->engine.subscriptions(), 0);
    m_served->engine.publish({});
    QCOMPARE(got, 1);
}

void TestRemote::aLostEngineAnswersEverythingAsUnreachable()
{
    m_served->engine.hold = true;
    const auto client = m_served->attach();
    QSignalSpy lost(client.get(), &RemoteEngine::lost);
    const auto receipt = client->submit({});
    const auto answer = client->ask(Queries::FindJobs{});
    QTRY_COMPARE(m_served->engine.asked.size(), 1);
    m_served->server.reset();
    QTRY_COMPARE(lost.size(), 1);
    QCOMPARE(receipt.result().error().code, u"engine-unreachable"_s);
    QCOMPARE(answer.result().error().code, u"engine-unreachable"_s);
    const auto later = client->submit({});
    QVERIFY(later.isFinished());
    QCOMPARE(later.result().error().code, u"engine-unreachable"_s);
}

void TestRemote::noEngineIsUnreachable()
{
    const auto client = RemoteEngine::open(m_served->filePath(u"nobody.socket"_s));
    QVERIFY(!client);
    QCOMPARE(client.error().code, u"engine-unreachable"_s);
    QVERIFY(!client.error().remedy.isEmpty());
}

void TestRemote::openingLaterWaitsForTheFirstAnswer()
{
    QObject context;
    int told = 0;
    std::unique_ptr<RemoteEngine> client;
    RemoteEngine::openLater(m_served->path, &context, [&](RemoteEngine::Opened opened) {
        ++told;
        QVERIFY(opened);
        client = std::move(*opened);
    });
    QVERIFY(!client); // nothing of it happens in the call
    QTRY_VERIFY(client);
    QVERIFY(client->isConnected());
    const auto receipt = client->submit({});
    QTRY_VERIFY(receipt.isFinished());
    // It is the caller's: the context has no part in it any more.
    QVERIFY(!client->parent());
    QCOMPARE(told, 1);
}

void TestRemote::openingLaterTellsWhyNot()
{
    QObject context;
    std::optional<Error> error;
    const auto open = [&](const QString& path, Duration patience) {
        error.reset();
        RemoteEngine::openLater(
            path, &context,
            [&](const RemoteEngine::Opened& opened) {
                QVERIFY(!opened);
                error = opened.error();
            },
            patience);
    };
    open(m_served->filePath(u"nobody.socket"_s), 10s);
    QTRY_VERIFY(error);
    QCOMPARE(error->code, u"engine-unreachable"_s);

    m_served->engine.hold = true; // it takes the connection, and that is all
    open(m_served->path, 50ms);
    QTRY_VERIFY(error);
    QCOMPARE(error->code, u"engine-silent"_s);
    QVERIFY(!error->remedy.isEmpty());

    open(m_served->path, 10s);
    QTRY_COMPARE(m_served->engine.asked.size(), 2);
    m_served->server.reset();
    QTRY_VERIFY(error);
    QCOMPARE(error->code, u"engine-unreachable"_s);
}

void TestRemote::reconnectingBeginsSubscriptionsAgain()
{
    const auto client = m_served->attach();
    QObject context;
    QList<ChangeBatchPtr> got;
    client->subscribe(&context, [&](const ChangeBatchPtr& batch) { got.append(batch); });
    QTRY_COMPARE(got.size(), 1);
    m_served->server.reset();
    QTRY_VERIFY(!client->isConnected());
    QVERIFY(!client->reconnect());
    auto server = EngineServer::listen(m_served->engine, EngineServer::optionsFor(m_served->path));
    QVERIFY(server);
    m_served->server = std::move(*server);
    QVERIFY(client->reconnect());
    QTRY_COMPARE(got.size(), 2);
    QVERIFY(got.last()->snapshot);
}

QTEST_GUILESS_MAIN(TestRemote)
#include "tst_remote.moc"
