#include "engine/core/json.h"
#include "engine/remote/engineserver.h"
#include "engine/remote/frames.h"
#include "engine/remote/messages.h"
#include "engine/remote/peer.h"
#include "engine/remote/remoteengine.h"
#include "tests/support/fakeengine.h"

#include <QLocalSocket>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace Drover;
using Testing::FakeEngine;

namespace {

Machine machine(const QString& name)
{
    Machine m;
    m.id = MachineId{QUuid::createUuidV5(QUuid(), name)};
    m.name = name;
    return m;
}

QByteArray requestFrame(const RemoteRequest& request)
{
    return frame(Json::toText(request));
}

QByteArray helloFrame(int protocol)
{
    RemoteRequest request;
    request.hello = Hello{protocol, u"9.9"_s};
    return requestFrame(request);
}

} // namespace

/// The engine behind a socket answers as the engine itself, and nothing a client sends harms it.
class TestRemote : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void framesAreCutAsTheyWereMade();
    void framesBeyondTheLimitEndTheStream_data();
    void framesBeyondTheLimitEndTheStream();
    void aBatchBeyondTheLimitIsCutWithoutLoss();

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
    void aSlowClientMissesBatchesAndGetsASnapshot();

    void aLostEngineAnswersEverythingAsUnreachable();
    void noEngineIsUnreachable();
    void reconnectingBeginsSubscriptionsAgain();
    void anotherVersionIsRefusedWithBothVersions();

    void badInputEndsThatClientOnly_data();
    void badInputEndsThatClientOnly();
    void randomBytesNeverHarmTheServer();
    void aClientThatNeverReadsIsHeldBack();

private:
    [[nodiscard]] std::unique_ptr<RemoteEngine> attach();
    [[nodiscard]] std::unique_ptr<QLocalSocket> rawClient();

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<FakeEngine> m_engine;
    std::unique_ptr<EngineServer> m_server;
    QString m_path;
};

void TestRemote::init()
{
    QTest::failOnWarning(QRegularExpression(u"QIODevice|QObject|QLocal"_s));
    m_dir = std::make_unique<QTemporaryDir>();
    m_path = m_dir->filePath(u"engine.socket"_s);
    m_engine = std::make_unique<FakeEngine>();
    auto server = EngineServer::listen(*m_engine, EngineServer::optionsFor(m_path));
    QVERIFY(server);
    m_server = std::move(*server);
}

void TestRemote::cleanup()
{
    m_server.reset();
    m_engine.reset();
}

std::unique_ptr<RemoteEngine> TestRemote::attach()
{
    auto engine = RemoteEngine::open(m_path);
    return engine ? std::move(*engine) : nullptr;
}

std::unique_ptr<QLocalSocket> TestRemote::rawClient()
{
    auto socket = std::make_unique<QLocalSocket>();
    socket->connectToServer(m_path);
    return socket->waitForConnected(2000) ? std::move(socket) : nullptr;
}

void TestRemote::framesAreCutAsTheyWereMade()
{
    const QByteArrayList payloads{"a", "{}", QByteArray(70000, 'x'), "last"};
    QByteArray stream;
    for (const QByteArray& payload : payloads)
        stream += frame(payload);
    for (const qsizetype step : {qsizetype(1), qsizetype(3), qsizetype(4096), stream.size()}) {
        FrameReader reader(requestLimit);
        QByteArrayList read;
        for (qsizetype at = 0; at < stream.size(); at += step) {
            reader.append(stream.mid(at, step));
            for (auto next = reader.next(); next && *next; next = reader.next())
                read.append(**next);
        }
        QCOMPARE(read, payloads);
    }
}

void TestRemote::framesBeyondTheLimitEndTheStream_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray("\0\0\0\0", 4);
    QTest::newRow("one too large") << QByteArray("\0\0\0\x0b", 4);
    QTest::newRow("largest number") << QByteArray("\xff\xff\xff\xff", 4);
}

void TestRemote::framesBeyondTheLimitEndTheStream()
{
    QFETCH(QByteArray, bytes);
    FrameReader reader(10);
    reader.append(bytes);
    const auto next = reader.next();
    QVERIFY(!next);
    QCOMPARE(next.error().code, u"frame-size"_s);
}

void TestRemote::aBatchBeyondTheLimitIsCutWithoutLoss()
{
    ChangeBatch batch;
    batch.snapshot = true;
    batch.toSeq = 77;
    batch.eventsTruncated = true;
    for (int i = 0; i < 50; ++i)
        batch.machines.changed.append(machine(u"m-%1"_s.arg(i)));
    batch.machines.removed.append(machine(u"gone"_s).id);
    for (int i = 0; i < 20; ++i) {
        Job job;
        job.id = JobId{i + 1};
        batch.endedJobs.append(job);
    }
    const auto payloads = batchPayloads(5, batch, 1000);
    QVERIFY(payloads.size() > 3);

    ChangeBatch whole;
    for (qsizetype i = 0; i < payloads.size(); ++i) {
        QVERIFY(payloads.at(i).size() <= 1000);
        const auto reply = Json::fromText<RemoteReply>(payloads.at(i));
        QVERIFY(reply && reply->batch);
        QCOMPARE(reply->id, 5);
        QCOMPARE(reply->batch->snapshot, i == 0);
        QCOMPARE(reply->batch->eventsTruncated, i == payloads.size() - 1);
        QCOMPARE(reply->batch->toSeq, 77);
        whole.machines.changed += reply->batch->machines.changed;
        whole.machines.removed += reply->batch->machines.removed;
        whole.endedJobs += reply->batch->endedJobs;
    }
    QVERIFY(whole.machines == batch.machines);
    QVERIFY(whole.endedJobs == batch.endedJobs);
}

void TestRemote::theSocketIsForItsUserAlone()
{
    struct stat info
    {
    };
    QCOMPARE(stat(QFile::encodeName(m_path).constData(), &info), 0);
    QCOMPARE(info.st_mode & 0777, mode_t(0700) & info.st_mode);
    QCOMPARE(info.st_mode & 0077, mode_t(0));
}

void TestRemote::otherUsersAreTurnedAway()
{
    auto options = EngineServer::optionsFor(m_dir->filePath(u"other.socket"_s));
    options.user = geteuid() + 1;
    const auto server = EngineServer::listen(*m_engine, options);
    QVERIFY(server);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"a connection of user"_s));
    const auto client = RemoteEngine::open(options.path);
    QVERIFY(client);
    const auto answer = (*client)->ask(Queries::FindJobs{});
    QTRY_VERIFY(answer.isFinished());
    QVERIFY(!answer.result());
    QCOMPARE(answer.result().error().code, u"other-user"_s);
    QVERIFY(m_engine->asked.isEmpty());
    QCOMPARE((*server)->clientCount(), 0);
}

void TestRemote::moreClientsThanTheLimitAreTurnedAway()
{
    auto options = EngineServer::optionsFor(m_dir->filePath(u"small.socket"_s));
    options.clientLimit = 1;
    const auto server = EngineServer::listen(*m_engine, options);
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
    QFile left(m_dir->filePath(u"stale.socket"_s));
    QVERIFY(left.open(QIODevice::WriteOnly));
    left.close();
    const auto server = EngineServer::listen(*m_engine, EngineServer::optionsFor(left.fileName()));
    QVERIFY(server);
    QVERIFY(RemoteEngine::open(left.fileName()));
}

void TestRemote::commandsAndQueriesAreAnswered()
{
    m_engine->onSubmit = [](const CommandRequest&) {
        return Receipt{
            .seq = 12, .operation = OperationId{3}, .workOrder = {}, .note = u"2 machines added"_s};
    };
    m_engine->onAsk = [](const Query&) -> Result<Answer> {
        Answers::Output output;
        output.text = u"héllo\n"_s;
        output.ended = true;
        return output;
    };
    const auto client = attach();
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

    QCOMPARE(m_engine->submitted.size(), 1);
    QVERIFY(m_engine->submitted.first().command == request.command);
    QCOMPARE(m_engine->submitted.first().id, u"id-1"_s);
    QCOMPARE(m_engine->submitted.first().reason, u"because"_s);
    QVERIFY(m_engine->asked.first() == Query(Queries::ReadOutput{JobId{4}, 10, 20}));
}

void TestRemote::refusalsKeepReasonAndRemedy()
{
    const Error error{u"pool-unknown"_s, u"there is no pool west"_s, u"known are default, east"_s,
                      u"pool west"_s};
    m_engine->onSubmit = [&](const CommandRequest&) -> Result<Receipt> { return tl::make_unexpected(error); };
    const auto client = attach();
    const auto receipt = client->submit({});
    QTRY_VERIFY(receipt.isFinished());
    QVERIFY(receipt.result().error() == error);
}

void TestRemote::theActorIsWhoTheKernelSays()
{
    const auto client = attach();
    CommandRequest request;
    request.actor = u"engine"_s;
    request.via = u"anything"_s;
    const auto receipt = client->submit(request);
    QTRY_VERIFY(receipt.isFinished());
    QCOMPARE(m_engine->submitted.first().actor, u"user:"_s + userName(geteuid()));
    QCOMPARE(m_engine->submitted.first().via, u"socket"_s);
}

void TestRemote::answersComeByIdAndNotByOrder()
{
    m_engine->hold = true;
    m_engine->onAsk = [](const Query& query) -> Result<Answer> {
        return Answers::Output{.job = std::get<Queries::ReadOutput>(query).job};
    };
    const auto client = attach();
    QList<QFuture<Result<Answer>>> answers;
    for (int i = 1; i <= 300; ++i)
        answers.append(client->ask(Queries::ReadOutput{JobId{i}}));
    QTRY_COMPARE(m_engine->asked.size(), 256); // the rest waits in the socket
    m_engine->hold = false;
    m_engine->release();
    QTRY_VERIFY(std::ranges::all_of(answers, [](const auto& answer) { return answer.isFinished(); }));
    for (int i = 1; i <= 300; ++i)
        QCOMPARE(std::get<Answers::Output>(*answers.at(i - 1).result()).job, JobId{i});
}

void TestRemote::batchesArriveInOrderAfterTheSnapshot()
{
    m_engine->snapshot.toSeq = 10;
    m_engine->snapshot.machines.changed = {machine(u"web-1"_s), machine(u"web-2"_s)};
    const auto client = attach();
    QObject context;
    QList<ChangeBatchPtr> got;
    client->subscribe(&context, [&](const ChangeBatchPtr& batch) { got.append(batch); });
    QTRY_COMPARE(got.size(), 1);
    QVERIFY(got.first()->snapshot);
    QVERIFY(*got.first() == m_engine->snapshot);
    for (int i = 11; i <= 40; ++i) {
        ChangeBatch batch;
        batch.fromSeq = i - 1;
        batch.toSeq = i;
        m_engine->publish(batch);
    }
    QTRY_COMPARE(got.size(), 31);
    for (int i = 11; i <= 40; ++i)
        QCOMPARE(got.at(i - 10)->toSeq, i);
}

void TestRemote::aSubscriptionEndsWithItsContext()
{
    const auto client = attach();
    auto context = std::make_unique<QObject>();
    int got = 0;
    client->subscribe(context.get(), [&](const ChangeBatchPtr&) { ++got; });
    QTRY_COMPARE(got, 1);
    QCOMPARE(m_engine->subscriptions(), 1);
    context.reset();
    QTRY_COMPARE(m_engine->subscriptions(), 0);
    m_engine->publish({});
    QCOMPARE(got, 1);
}

void TestRemote::aSlowClientMissesBatchesAndGetsASnapshot()
{
    auto options = EngineServer::optionsFor(m_dir->filePath(u"slow.socket"_s));
    options.pendingBytesLimit = 256 << 10;
    const auto server = EngineServer::listen(*m_engine, options);
    QVERIFY(server);
    QLocalSocket slow;
    slow.setReadBufferSize(1024); // so that it takes nothing by itself
    slow.connectToServer(options.path);
    QVERIFY(slow.waitForConnected(2000));
    RemoteRequest request;
    request.id = 1;
    request.subscribe = true;
    slow.write(helloFrame(protocolVersion) + requestFrame(request));
    QTRY_COMPARE(m_engine->subscriptions(), 1);
    ChangeBatch batch;
    batch.figures.trouble = QString(100000, u'x');
    for (int i = 0; i < 100 && m_engine->subscriptions() == 1; ++i) {
        batch.toSeq = i + 1;
        m_engine->publish(batch);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    QCOMPARE(m_engine->subscriptions(), 0);

    FrameReader frames(replyLimit);
    int snapshots = 0;
    qint64 last = 0;
    m_engine->snapshot.toSeq = 5000;
    connect(&slow, &QLocalSocket::readyRead, this, [&] {
        frames.append(slow.readAll());
        for (auto next = frames.next(); next && *next; next = frames.next()) {
            const auto reply = Json::fromText<RemoteReply>(**next);
            if (reply && reply->batch) {
                snapshots += reply->batch->snapshot ? 1 : 0;
                last = reply->batch->toSeq;
            }
        }
    });
    slow.setReadBufferSize(0);
    frames.append(slow.readAll());
    QTRY_COMPARE(snapshots, 2);
    QTRY_COMPARE(last, 5000);
    QCOMPARE(m_engine->subscriptions(), 1);
}

void TestRemote::aLostEngineAnswersEverythingAsUnreachable()
{
    m_engine->hold = true;
    const auto client = attach();
    QSignalSpy lost(client.get(), &RemoteEngine::lost);
    const auto receipt = client->submit({});
    const auto answer = client->ask(Queries::FindJobs{});
    QTRY_COMPARE(m_engine->asked.size(), 1);
    m_server.reset();
    QTRY_COMPARE(lost.size(), 1);
    QCOMPARE(receipt.result().error().code, u"engine-unreachable"_s);
    QCOMPARE(answer.result().error().code, u"engine-unreachable"_s);
    const auto later = client->submit({});
    QVERIFY(later.isFinished());
    QCOMPARE(later.result().error().code, u"engine-unreachable"_s);
}

void TestRemote::noEngineIsUnreachable()
{
    const auto client = RemoteEngine::open(m_dir->filePath(u"nobody.socket"_s));
    QVERIFY(!client);
    QCOMPARE(client.error().code, u"engine-unreachable"_s);
    QVERIFY(!client.error().remedy.isEmpty());
}

void TestRemote::reconnectingBeginsSubscriptionsAgain()
{
    const auto client = attach();
    QObject context;
    QList<ChangeBatchPtr> got;
    client->subscribe(&context, [&](const ChangeBatchPtr& batch) { got.append(batch); });
    QTRY_COMPARE(got.size(), 1);
    m_server.reset();
    QTRY_VERIFY(!client->isConnected());
    QVERIFY(!client->reconnect());
    auto server = EngineServer::listen(*m_engine, EngineServer::optionsFor(m_path));
    QVERIFY(server);
    m_server = std::move(*server);
    QVERIFY(client->reconnect());
    QTRY_COMPARE(got.size(), 2);
    QVERIFY(got.last()->snapshot);
}

void TestRemote::anotherVersionIsRefusedWithBothVersions()
{
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"speak different protocols"_s));
    const auto socket = rawClient();
    QByteArray got;
    connect(socket.get(), &QLocalSocket::readyRead, this, [&] { got += socket->readAll(); });
    socket->write(helloFrame(protocolVersion + 1));
    QTRY_COMPARE(socket->state(), QLocalSocket::UnconnectedState);
    QVERIFY(got.contains("version-differs"));
    QVERIFY(got.contains("9.9"));
}

void TestRemote::badInputEndsThatClientOnly_data()
{
    QTest::addColumn<QByteArray>("bytes");
    RemoteRequest early;
    early.ask = Queries::FindJobs{};
    RemoteRequest nothing;
    nothing.id = 4;
    const QByteArray hello = helloFrame(protocolVersion);
    QTest::newRow("no hello first") << requestFrame(early);
    QTest::newRow("not json") << frame("hello");
    QTest::newRow("a list") << frame("[1,2]");
    QTest::newRow("half an object") << hello + frame("{\"id\":1,");
    QTest::newRow("wrong types") << hello + frame(R"({"id":"x","submit":7})");
    QTest::newRow("unknown command") << hello + frame(R"({"id":1,"submit":{"command":{"kind":"Explode"}}})");
    QTest::newRow("unknown query") << hello + frame(R"({"id":1,"ask":{"kind":"Everything"}})");
    QTest::newRow("nothing asked") << hello + requestFrame(nothing);
    QTest::newRow("empty frame") << hello + QByteArray("\0\0\0\0", 4);
    QTest::newRow("huge frame") << hello + QByteArray("\x7f\xff\xff\xff", 4) + "abc";
    QTest::newRow("deep nesting") << hello + frame(QByteArray(100000, '['));
    QTest::newRow("not utf-8") << hello + frame("{\"id\":\"\xff\xfe\"}");
    QTest::newRow("an http client") << QByteArray("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
}

void TestRemote::badInputEndsThatClientOnly()
{
    QFETCH(QByteArray, bytes);
    const auto good = attach();
    QTRY_COMPARE(m_server->clientCount(), 1);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"a client is disconnected"_s));
    const auto bad = rawClient();
    QVERIFY(bad);
    bad->write(bytes);
    QTRY_COMPARE(bad->state(), QLocalSocket::UnconnectedState);
    QTRY_COMPARE(m_server->clientCount(), 1);
    const auto receipt = good->submit({});
    QTRY_VERIFY(receipt.isFinished());
    QVERIFY(receipt.result());
    QCOMPARE(m_engine->submitted.size(), 1);
}

void TestRemote::randomBytesNeverHarmTheServer()
{
    QRandomGenerator random(20300101);
    qInstallMessageHandler([](QtMsgType, const QMessageLogContext&, const QString&) {});
    const QByteArray valid =
        requestFrame(RemoteRequest{.id = 9, .hello = {}, .submit = CommandRequest{}, .ask = {}});
    for (int round = 0; round < 200; ++round) {
        QByteArray bytes = helloFrame(protocolVersion) + valid + valid;
        for (int flips = random.bounded(1, 8); flips > 0; --flips)
            bytes[random.bounded(int(bytes.size()))] = char(random.bounded(256));
        bytes.truncate(random.bounded(int(bytes.size())) + 1);
        const auto socket = rawClient();
        QVERIFY(socket);
        socket->write(bytes);
        socket->disconnectFromServer();
        QTRY_COMPARE(socket->state(), QLocalSocket::UnconnectedState);
        QTRY_COMPARE(m_server->clientCount(), 0);
    }
    QTRY_COMPARE(m_server->clientCount(), 0);
    qInstallMessageHandler(nullptr);
    const auto client = attach();
    const auto receipt = client->submit({});
    QTRY_VERIFY(receipt.isFinished());
    QVERIFY(receipt.result());
}

void TestRemote::aClientThatNeverReadsIsHeldBack()
{
    auto options = EngineServer::optionsFor(m_dir->filePath(u"greedy.socket"_s));
    options.pendingBytesLimit = 256 << 10;
    const auto server = EngineServer::listen(*m_engine, options);
    QVERIFY(server);
    const QString large(64 << 10, u'y');
    m_engine->onAsk = [&](const Query&) -> Result<Answer> { return Answers::Output{.text = large}; };
    QLocalSocket greedy;
    greedy.setReadBufferSize(1024);
    greedy.connectToServer(options.path);
    QVERIFY(greedy.waitForConnected(2000));
    QByteArray bytes = helloFrame(protocolVersion);
    for (int i = 1; i <= 1000; ++i) {
        RemoteRequest request;
        request.id = i;
        request.ask = Queries::ReadOutput{JobId{1}};
        bytes += requestFrame(request);
    }
    greedy.write(bytes);
    QTRY_VERIFY(m_engine->asked.size() > 3);
    // Another client's round trips give the first one every chance to be served further.
    const auto other = RemoteEngine::open(options.path);
    for (int i = 0; i < 20; ++i) {
        const auto receipt = (*other)->submit({});
        QTRY_VERIFY(receipt.isFinished());
    }
    QVERIFY2(m_engine->asked.size() < 50, qPrintable(QString::number(m_engine->asked.size())));
}

QTEST_GUILESS_MAIN(TestRemote)
#include "tst_remote.moc"
