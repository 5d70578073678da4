#include "tests/remote/servedengine.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Drover;
using namespace Drover::Testing;

/// Nothing that a client sends, or does not read, harms the engine or other clients.
class TestRemoteInput : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_served = std::make_unique<ServedEngine>();
        QVERIFY(m_served->server);
    }
    void cleanup() { m_served.reset(); }

    void framesAreCutAsTheyWereMade();
    void framesBeyondTheLimitEndTheStream_data();
    void framesBeyondTheLimitEndTheStream();
    void aBatchBeyondTheLimitIsCutWithoutLoss();
    void anotherVersionIsRefusedWithBothVersions();
    void badInputEndsThatClientOnly_data();
    void badInputEndsThatClientOnly();
    void randomBytesNeverHarmTheServer();
    void aClientThatNeverReadsIsHeldBack();
    void aSlowClientMissesBatchesAndGetsASnapshot();

private:
    std::unique_ptr<ServedEngine> m_served;
};

void TestRemoteInput::framesAreCutAsTheyWereMade()
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

void TestRemoteInput::framesBeyondTheLimitEndTheStream_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray("\0\0\0\0", 4);
    QTest::newRow("one too large") << QByteArray("\0\0\0\x0b", 4);
    QTest::newRow("largest number") << QByteArray("\xff\xff\xff\xff", 4);
}

void TestRemoteInput::framesBeyondTheLimitEndTheStream()
{
    QFETCH(QByteArray, bytes);
    FrameReader reader(10);
    reader.append(bytes);
    const auto next = reader.next();
    QVERIFY(!next);
    QCOMPARE(next.error().code, u"frame-size"_s);
}

void TestRemoteInput::aBatchBeyondTheLimitIsCutWithoutLoss()
{
    ChangeBatch batch;
    batch.snapshot = true;
    batch.toSeq = 77;
    batch.eventsTruncated = true;
    for (int i = 0; i < 50; ++i)
        batch.machines.changed.append(machineOf(u"m-%1"_s.arg(i)));
    batch.machines.removed.append(machineOf(u"gone"_s).id);
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

void TestRemoteInput::anotherVersionIsRefusedWithBothVersions()
{
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"speak different protocols"_s));
    const auto socket = m_served->rawClient();
    QByteArray got;
    connect(socket.get(), &QLocalSocket::readyRead, this, [&] { got += socket->readAll(); });
    socket->write(helloFrame(protocolVersion + 1));
    QTRY_COMPARE(socket->state(), QLocalSocket::UnconnectedState);
    QVERIFY(got.contains("version-differs"));
    QVERIFY(got.contains("9.9"));
}

void TestRemoteInput::badInputEndsThatClientOnly_data()
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

void TestRemoteInput::badInputEndsThatClientOnly()
{
    QFETCH(QByteArray, bytes);
    const auto good = m_served->attach();
    QTRY_COMPARE(m_served->server->clientCount(), 1);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"a client is disconnected"_s));
    const auto bad = m_served->rawClient();
    QVERIFY(bad);
    bad->write(bytes);
    QTRY_COMPARE(bad->state(), QLocalSocket::UnconnectedState);
    QTRY_COMPARE(m_served->server->clientCount(), 1);
    const auto receipt = good->submit({});
    QTRY_VERIFY(receipt.isFinished());
    QVERIFY(receipt.result());
    QCOMPARE(m_served->engine.submitted.size(), 1);
}

void TestRemoteInput::randomBytesNeverHarmTheServer()
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
        const auto socket = m_served->rawClient();
        QVERIFY(socket);
        socket->write(bytes);
        socket->disconnectFromServer();
        QTRY_COMPARE(socket->state(), QLocalSocket::UnconnectedState);
        QTRY_COMPARE(m_served->server->clientCount(), 0);
    }
    QTRY_COMPARE(m_served->server->clientCount(), 0);
    qInstallMessageHandler(nullptr);
    const auto client = m_served->attach();
    const auto receipt = client->submit({});
    QTRY_VERIFY(receipt.isFinished());
    QVERIFY(receipt.result());
}

void TestRemoteInput::aClientThatNeverReadsIsHeldBack()
{
    auto options = EngineServer::optionsFor(m_served->filePath(u"greedy.socket"_s));
    options.pendingBytesLimit = 256 << 10;
    options.requestsInFlight = 8;
    const auto server = EngineServer::listen(m_served->engine, options);
    QVERIFY(server);
    const QString large(64 << 10, u'y');
    m_served->engine.onAsk = [&](const Query&) -> Result<Answer> { return Answers::Output{.text = large}; };
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
    QTRY_VERIFY(m_served->engine.asked.size() > 3);
    // Another client's round trips give the first one every chance to be served further.
    const auto other = RemoteEngine::open(options.path);
    for (int i = 0; i < 20; ++i) {
        const auto receipt = (*other)->submit({});
        QTRY_VERIFY(receipt.isFinished());
    }
    QVERIFY2(m_served->engine.asked.size() < 50, qPrintable(QString::number(m_served->engine.asked.size())));
}

void TestRemoteInput::aSlowClientMissesBatchesAndGetsASnapshot()
{
    auto options = EngineServer::optionsFor(m_served->filePath(u"slow.socket"_s));
    options.pendingBytesLimit = 256 << 10;
    const auto server = EngineServer::listen(m_served->engine, options);
    QVERIFY(server);
    QLocalSocket slow;
    slow.setReadBufferSize(1024); // so that it takes nothing by itself
    slow.connectToServer(options.path);
    QVERIFY(slow.waitForConnected(2000));
    RemoteRequest request;
    request.id = 1;
    request.subscribe = true;
    slow.write(helloFrame(protocolVersion) + requestFrame(request));
    QTRY_COMPARE(m_served->engine.subscriptions(), 1);
    ChangeBatch batch;
    batch.figures.trouble = QString(100000, u'x');
    for (int i = 0; i < 100 && m_served->engine.subscriptions() == 1; ++i) {
        batch.toSeq = i + 1;
        m_served->engine.publish(batch);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    QCOMPARE(m_served->engine.subscriptions(), 0);

    FrameReader frames(replyLimit);
    int snapshots = 0;
    qint64 last = 0;
    m_served->engine.snapshot.toSeq = 5000;
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
    QCOMPARE(m_served->engine.subscriptions(), 1);
}

QTEST_GUILESS_MAIN(TestRemoteInput)
#include "tst_remoteinput.moc"
