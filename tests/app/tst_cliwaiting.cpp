#include "tests/app/fakeshell.h"
#include "tests/support/fleetscene.h"

#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace Drover;
using Testing::FakeShell;
using Testing::FleetScene;

namespace {

Operation operationIn(OperationState state, int done)
{
    Operation operation;
    operation.id = OperationId{1};
    operation.kind = OperationKind::Provision;
    operation.cluster = u"blue"_s;
    operation.state = state;
    operation.done = done;
    operation.total = 4;
    operation.started = FleetScene::at(14, 0, 0);
    return operation;
}

ChangeBatch batchOf(qint64 seq, const Operation& operation)
{
    ChangeBatch batch;
    batch.fromSeq = seq - 1;
    batch.toSeq = seq;
    batch.figures.seq = seq;
    batch.figures.now = FleetScene::at(14, 0, int(seq));
    if (operation.isOpen())
        batch.operations.changed = {operation};
    else {
        batch.operations.removed = {operation.id};
        batch.endedOperations = {operation};
    }
    return batch;
}

} // namespace

/// `--wait` follows an operation to its end and exits as documented.
class TestCliWaiting : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void waitingEndsWithTheOperation_data();
    void waitingEndsWithTheOperation();
    void waitingIgnoresWhatWasBeforeTheCommand();
    void anAbortThatWasAskedForIsASuccess();
    void withoutAnOwnerACommandIsAcceptedOnly();
    void aLostEngineEndsTheWait();
    void noEngineExits3();

private:
    /// Each in a turn of the event loop of its own.
    void publishInTurn(QList<ChangeBatch> batches)
    {
        QTimer::singleShot(0, this, [this, batches]() mutable {
            m_shell->engine.publish(batches.takeFirst());
            if (!batches.isEmpty())
                publishInTurn(batches);
        });
    }

    std::unique_ptr<FakeShell> m_shell;
    FleetScene m_scene;
};

void TestCliWaiting::init()
{
    m_shell = std::make_unique<FakeShell>();
    m_shell->engine.snapshot = m_scene.snapshot();
    m_shell->engine.onAsk = [this](const Query& query) { return m_scene.answer(query); };
}

void TestCliWaiting::waitingEndsWithTheOperation_data()
{
    QTest::addColumn<OperationState>("end");
    QTest::addColumn<int>("code");
    QTest::newRow("finished") << OperationState::Finished << 0;
    QTest::newRow("failed") << OperationState::Failed << 1;
    QTest::newRow("aborted") << OperationState::Aborted << 1;
    QTest::newRow("needs attention") << OperationState::NeedsAttention << 1;
}

void TestCliWaiting::waitingEndsWithTheOperation()
{
    QFETCH(OperationState, end);
    QFETCH(int, code);
    m_shell->engine.onSubmit = [this, end](const CommandRequest&) -> Result<Receipt> {
        // The news come while the verb waits, one after another.
        Operation last = operationIn(end, 3);
        last.why = {u"member-held"_s, u"web-3 failed its task install"_s, u"machine web-3"_s, {}};
        publishInTurn({batchOf(101, operationIn(OperationState::Running, 0)),
                       batchOf(102, operationIn(OperationState::Running, 2)), batchOf(103, last)});
        return Receipt{101, OperationId{1}, {}, {}};
    };
    m_shell->engine.snapshot = {};
    m_shell->engine.snapshot.snapshot = true;
    m_shell->engine.snapshot.figures.seq = 100;
    // The subscription stands before the command, so that nothing is missed.
    m_shell->onSession = [](Session& session) { QVERIFY(session.replica()); };
    QCOMPARE(m_shell->run(u"cluster provision blue --wait -o json"_s), code);
    QVERIFY(m_shell->lastUse() == Shell::Use::Carry);
    const QJsonObject document = m_shell->outObject();
    QCOMPARE(document.value(u"id"_s).toString(), u"op-1"_s);
    QCOMPARE(document.value(u"state"_s).toString(), enumText(end));
    QVERIFY2(m_shell->err().contains(u"running 2/4"_s), qPrintable(m_shell->err()));
    QCOMPARE(m_shell->err().contains(u"web-3 failed its task install"_s), code == 1);

    QCOMPARE(m_shell->run(u"cluster provision blue --wait --quiet"_s), code);
    QVERIFY(!m_shell->err().contains(u"running 2/4"_s));
    QCOMPARE(m_shell->err().contains(u"web-3 failed its task install"_s), code == 1);
}

void TestCliWaiting::waitingIgnoresWhatWasBeforeTheCommand()
{
    m_shell->engine.snapshot.operations.changed = {operationIn(OperationState::NeedsAttention, 1)};
    m_shell->engine.snapshot.toSeq = 100;
    m_shell->engine.onSubmit = [this](const CommandRequest&) -> Result<Receipt> {
        QMetaObject::invokeMethod(
            this,
            [this] {
                m_shell->engine.publish(batchOf(101, operationIn(OperationState::Running, 1)));
                m_shell->engine.publish(batchOf(102, operationIn(OperationState::Finished, 4)));
            },
            Qt::QueuedConnection);
        return Receipt{101, OperationId{1}, {}, {}};
    };
    m_shell->onSession = [](Session& session) { QVERIFY(session.replica()); };
    QCOMPARE(m_shell->run(u"operation retry op-1 --wait"_s), 0);
    QVERIFY(m_shell->engine.lastCommand<Commands::RetryOperation>());
}

void TestCliWaiting::anAbortThatWasAskedForIsASuccess()
{
    m_shell->engine.snapshot.operations.changed = {operationIn(OperationState::Running, 1)};
    m_shell->engine.onSubmit = [this](const CommandRequest&) -> Result<Receipt> {
        QMetaObject::invokeMethod(
            this, [this] { m_shell->engine.publish(batchOf(101, operationIn(OperationState::Aborted, 1))); },
            Qt::QueuedConnection);
        return Receipt{101, OperationId{1}, {}, {}};
    };
    m_shell->onSession = [](Session& session) { QVERIFY(session.replica()); };
    QCOMPARE(m_shell->run(u"operation abort op-1 --keep --wait"_s), 0);
    QVERIFY(m_shell->engine.lastCommand<Commands::AbortOperation>()->keep);
}

void TestCliWaiting::withoutAnOwnerACommandIsAcceptedOnly()
{
    m_shell->engine.snapshot.operations.changed = {operationIn(OperationState::Queued, 0)};
    m_shell->engine.onSubmit = [](const CommandRequest&) -> Result<Receipt> {
        return Receipt{0, OperationId{1}, {}, {}};
    };
    m_shell->ownsEngine = true;
    QCOMPARE(m_shell->run(u"cluster provision blue"_s), 0);
    QVERIFY(m_shell->lastUse() == Shell::Use::Ask);
    QVERIFY2(m_shell->err().contains(u"accepted; runs when a console or `drover serve` is open"_s),
             qPrintable(m_shell->err()));
    m_shell->ownsEngine = false;
    QCOMPARE(m_shell->run(u"cluster provision blue -o json"_s), 0);
    QCOMPARE(m_shell->err(), QString());
    QCOMPARE(m_shell->outObject().value(u"id"_s).toString(), u"op-1"_s);
}

void TestCliWaiting::aLostEngineEndsTheWait()
{
    Session* session = nullptr;
    m_shell->onSession = [&](Session& opened) { session = &opened; };
    m_shell->engine.onSubmit = [&](const CommandRequest&) -> Result<Receipt> {
        QMetaObject::invokeMethod(
            this,
            [&] {
                session->interrupt({u"engine-unreachable"_s, u"the engine has ended"_s, {}, {}});
            },
            Qt::QueuedConnection);
        return Receipt{101, OperationId{1}, {}, {}};
    };
    QCOMPARE(m_shell->run(u"cluster provision blue --wait"_s), 3);
    QVERIFY(m_shell->err().contains(u"the engine has ended"_s));
}

void TestCliWaiting::noEngineExits3()
{
    m_shell->unreachable = Error{u"engine-unreachable"_s, u"no engine answers"_s, u"start one"_s, {}};
    for (const QString& line :
         {u"get clusters"_s, u"cluster provision blue"_s, u"logs j-1"_s, u"machine lock x"_s}) {
        QCOMPARE(m_shell->run(line), 3);
        QCOMPARE(m_shell->err(), u"no engine answers\nstart one\n"_s);
    }
}

QTEST_GUILESS_MAIN(TestCliWaiting)
#include "tst_cliwaiting.moc"
