#include "tests/effects/runnerworld.h"

#include "engine/effects/shepherdclient.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QTest>
#include <algorithm>
#include <csignal>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace Drover;

namespace {

constexpr int patience = 20'000;
const QString pidFile = u"machines/m1/main"_s;

Instant now()
{
    return Instant(QDateTime::currentMSecsSinceEpoch());
}

/// Runs until the file `go` appears, saying something before and after.
constexpr auto waitingScript = "echo before; echo $$ >main; while [ ! -e go ]; do sleep 0.01; done\n"
                               "echo after; echo done=1 >>$RS_OUTPUT\n";

constexpr auto consoleArgument = "--as-console";

/// This program as a console that starts one run and then does nothing: made to be killed.
int beConsole(const QString& data)
{
    LocalRunner runner(
        {data, QStringLiteral(DROVER_BIN_DIR "/drover-shepherd"), {}},
        {[](const RunOutcome&) {}, [](const Observation&) {}, [](const QString&, ProbeAnswer) {}});
    runner.start(RunnerWorld::shell(u"k"_s, waitingScript));
    while (true)
        pause();
}

void letGo(const RunnerWorld& world)
{
    QFile go(world.path(u"machines/m1/go"_s));
    QVERIFY(go.open(QIODevice::WriteOnly));
}

} // namespace

/// What a console, or a shepherd, that was killed leaves behind, and what the next one makes of it.
class RunnerRecoveryTest : public QObject
{
    Q_OBJECT
private slots:
    void runGoesOnWithoutItsConsole();
    void runThatEndedMeanwhileIsTold();
    void consoleProcessMayBeKilled();
    void neverStartedIsProved();
    void afterARestartOfTheComputerNothingIsProved();
    void aKeyNeverRunsTwice();
    void forgottenKeysStaySeen();
    void aFileUsedAgainHoldsNothingOfTheOld_data();
    void aFileUsedAgainHoldsNothingOfTheOld();
    void killedShepherdMeansLostAndNothingLeft();
    void stubbornRemainsAreKilled();
    void shepherdKilledUnderARunningConsole();
    void secondShepherdIsRefused();
    void shepherdEndsWhenIdle();
    void badBytesDoNotHurt();
    void terminatedShepherdEndsItsJobs();
    void replacedDataDirectoryGetsItsOwnShepherd();
};

void RunnerRecoveryTest::runGoesOnWithoutItsConsole()
{
    RunnerWorld world;
    world.start(u"k"_s, waitingScript);
    QTRY_VERIFY_WITH_TIMEOUT(world.pidIn(pidFile) > 0, patience);
    world.dropRunner();
    world.openRunner();
    world.runner().probe({u"k"_s, now()});
    QTRY_VERIFY_WITH_TIMEOUT(world.probed(u"k"_s), patience);
    QCOMPARE(*world.probed(u"k"_s), ProbeAnswer::Running);
    letGo(world);
    QTRY_VERIFY_WITH_TIMEOUT(world.outcome(u"k"_s), patience);
    QCOMPARE(world.outcome(u"k"_s)->outputs, "done=1\n");
    QCOMPARE(world.output(u"k"_s), "before\nafter\n");
}

void RunnerRecoveryTest::runThatEndedMeanwhileIsTold()
{
    RunnerWorld world;
    RunRequest request = RunnerWorld::shell(u"k"_s, waitingScript);
    request.hash = u"of what ran"_s;
    world.runner().start(request);
    QTRY_VERIFY_WITH_TIMEOUT(world.pidIn(pidFile) > 0, patience);
    const pid_t pid = world.pidIn(pidFile);
    world.dropRunner();
    letGo(world);
    QTRY_VERIFY_WITH_TIMEOUT(!isAlive(pid), patience);
    world.openRunner();
    for (int times = 1; times <= 2; ++times) { // asked again it is the same
        world.runner().probe({u"k"_s, now()});
        QTRY_COMPARE_WITH_TIMEOUT(world.outcomes(u"k"_s), times, patience);
        QCOMPARE(*world.probed(u"k"_s), ProbeAnswer::Ended);
        QCOMPARE(world.outcome(u"k"_s)->outputs, "done=1\n");
        QCOMPARE(world.outcome(u"k"_s)->hash, request.hash);
    }
    QCOMPARE(world.output(u"k"_s), "before\nafter\n");
}

void RunnerRecoveryTest::consoleProcessMayBeKilled()
{
    RunnerWorld world;
    const QByteArray data = world.path().chopped(1).toLocal8Bit();
    const pid_t console = fork();
    if (console == 0) {
        execl("/proc/self/exe", "console", consoleArgument, data.constData(), nullptr);
        _exit(99);
    }
    QTRY_VERIFY_WITH_TIMEOUT(world.pidIn(pidFile) > 0, patience);
    kill(console, SIGKILL);
    waitpid(console, nullptr, 0);
    QVERIFY(isAlive(world.pidIn(pidFile)));
    world.runner().probe({u"k"_s, now()});
    QTRY_VERIFY_WITH_TIMEOUT(world.probed(u"k"_s), patience);
    QCOMPARE(*world.probed(u"k"_s), ProbeAnswer::Running);
    letGo(world);
    QTRY_VERIFY_WITH_TIMEOUT(world.outcome(u"k"_s), patience);
    QCOMPARE(world.outcome(u"k"_s)->code, 0);
}

void RunnerRecoveryTest::neverStartedIsProved()
{
    RunnerWorld world;
    world.runner().probe({u"k"_s, now()});
    QTRY_VERIFY_WITH_TIMEOUT(world.probed(u"k"_s), patience);
    QCOMPARE(*world.probed(u"k"_s), ProbeAnswer::NeverStarted);
    QVERIFY(!world.outcome(u"k"_s));
    world.start(u"k"_s, "exit 4\n"); // so it may be started now
    QTRY_VERIFY_WITH_TIMEOUT(world.outcome(u"k"_s), patience);
    QCOMPARE(world.outcome(u"k"_s)->code, 4);
}

void RunnerRecoveryTest::afterARestartOfTheComputerNothingIsProved()
{
    RunnerWorld world;
    world.runner().probe({u"k"_s, Instant(1'000'000'000'000)});
    QTRY_VERIFY_WITH_TIMEOUT(world.outcome(u"k"_s), patience);
    QCOMPARE(*world.probed(u"k"_s), ProbeAnswer::Lost);
    QCOMPARE(world.outcome(u"k"_s)->end, JobEnd::Lost);
}

void RunnerRecoveryTest::aKeyNeverRunsTwice()
{
    RunnerWorld world;
    world.start(u"k"_s, "echo once; echo x=1 >>$RS_OUTPUT; exit 5\n");
    QTRY_VERIFY_WITH_TIMEOUT(world.outcome(u"k"_s), patience);
    world.start(u"k"_s, "echo twice\n");
    QTRY_COMPARE_WITH_TIMEOUT(world.outcomes(u"k"_s), 2, patience);
    QCOMPARE(world.outcome(u"k"_s)->code, 5);
    QCOMPARE(world.output(u"k"_s), "once\n");

    ShepherdClient raw({world.path(), QStringLiteral(DROVER_BIN_DIR "/drover-shepherd"), {}});
    QVERIFY(raw.connect());
    raw.send({"start", "k", "/", world.path(u"output/k.log"_s).toStdString(), "0", "0", "1", "1", "/bin/true",
              "0", "0"});
    raw.flush();
    pollfd polled{raw.descriptor(), POLLIN, 0};
    QVERIFY(poll(&polled, 1, patience) == 1);
    const auto answers = raw.receive();
    QCOMPARE(answers.front().at(0), "refused");
    QCOMPARE(answers.front().at(2), "seen");
}

void RunnerRecoveryTest::forgottenKeysStaySeen()
{
    RunnerWorld world;
    world.start(u"k"_s, "exit 0\n");
    QTRY_VERIFY_WITH_TIMEOUT(world.outcome(u"k"_s), patience);
    world.runner().forget(u"k"_s);
    QTRY_COMPARE_WITH_TIMEOUT(QDir(world.path(u"spool"_s)).entryList(QDir::Files), QStringList{u"seen"_s},
                              patience);
    const pid_t shepherd = world.shepherd();
    kill(shepherd, SIGKILL);
    QTRY_VERIFY_WITH_TIMEOUT(!isAlive(shepherd), patience);
    world.dropRunner();
    world.openRunner();
    world.start(u"k"_s, "echo again\n");
    QTRY_VERIFY_WITH_TIMEOUT(world.outcome(u"k"_s), patience);
    QCOMPARE(world.outcome(u"k"_s)->end, JobEnd::Lost);
    QCOMPARE(world.output(u"k"_s), "");
}

void RunnerRecoveryTest::aFileUsedAgainHoldsNothingOfTheOld_data()
{
    QTest::addColumn<bool>("halfWritten");
    QTest::newRow("put aside whole") << false;
    QTest::newRow("left by a shepherd that was killed while it wrote") << true;
}

/// A forgotten key's file becomes the record of the next one: that must be told from it alone.
void RunnerRecoveryTest::aFileUsedAgainHoldsNothingOfTheOld()
{
    QFETCH(bool, halfWritten);
    RunnerWorld world;
    const QString spare = world.path(u"spool/.spare-0"_s);
    world.start(u"old"_s, "exit 7\n");
    QTRY_VERIFY_WITH_TIMEOUT(world.outcome(u"old"_s), patience);
    world.runner().forget(u"old"_s);
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(spare), patience);
    if (halfWritten) {
        QFile file(spare);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("boot=another\nstarted=1\npid=1\nticks=1\n" + QByteArray(4000, 'x') + "\npid=1\n");
    }
    world.start(u"young"_s, waitingScript);
    QTRY_VERIFY_WITH_TIMEOUT(world.pidIn(pidFile) > 0, patience);
    QVERIFY(!QFile::exists(spare));
    const QByteArray record = world.file(u"spool/young.started"_s);
    QCOMPARE(record.count("boot="), 1);
    QCOMPARE(record.count("pid="), 1);
    QVERIFY(record.contains("pid=" + QByteArray::number(world.pidIn(pidFile)) + '\n'));
    QVERIFY(!record.contains('x') && !record.contains("end="));

    world.dropRunner();
    kill(world.shepherd(), SIGKILL);
    QTRY_COMPARE_WITH_TIMEOUT(world.shepherd(), 0, patience);
    world.openRunner();
    world.runner().probe({u"young"_s, now()});
    QTRY_VERIFY_WITH_TIMEOUT(world.outcome(u"young"_s), patience);
    QCOMPARE(world.outcome(u"young"_s)->end, JobEnd::Lost);
    QVERIFY(!isAlive(world.pidIn(pidFile)));
}

void RunnerRecoveryTest::killedShepherdMeansLostAndNothingLeft()
{
    RunnerWorld world;
    world.start(u"k"_s, "sleep 1000 & echo $! >child; echo $$ >main; wait\n");
    QTRY_VERIFY_WITH_TIMEOUT(world.pidIn(pidFile) > 0, patience);
    world.dropRunner();
    kill(world.shepherd(), SIGKILL);
    QTRY_COMPARE_WITH_TIMEOUT(world.shepherd(), 0, patience);
    QVERIFY(isAlive(world.pidIn(pidFile)));
    world.openRunner();
    world.runner().probe({u"k"_s, now()});
    QTRY_VERIFY_WITH_TIMEOUT(world.outcome(u"k"_s), patience);
    QCOMPARE(*world.probed(u"k"_s), ProbeAnswer::Lost);
    QCOMPARE(world.outcome(u"k"_s)->end, JobEnd::Lost);
    QVERIFY(!isAlive(world.pidIn(pidFile)));
    QVERIFY(!isAlive(world.pidIn(u"machines/m1/child"_s)));
}

void RunnerRecoveryTest::stubbornRemainsAreKilled()
{
    RunnerWorld world;
    // The leader is gone and its child ignores SIGTERM: it is known by its environment.
    world.start(u"k"_s, "(trap '' TERM; echo 1 >ready; while :; do sleep 0.05; done) & echo $! >child\n"
                        "while [ ! -s ready ]; do sleep 0.01; done; echo $$ >main; wait\n");
    QTRY_VERIFY_WITH_TIMEOUT(world.pidIn(pidFile) > 0, patience);
    const pid_t child = world.pidIn(u"machines/m1/child"_s);
    world.dropRunner();
    kill(world.shepherd(), SIGKILL);
    QTRY_COMPARE_WITH_TIMEOUT(world.shepherd(), 0, patience);
    kill(world.pidIn(pidFile), SIGKILL);
    world.openRunner();
    world.runner().probe({u"k"_s, now()});
    QTRY_VERIFY_WITH_TIMEOUT(world.outcome(u"k"_s), patience);
    QCOMPARE(world.outcome(u"k"_s)->end, JobEnd::Lost);
    QVERIFY(!isAlive(child));
}

void RunnerRecoveryTest::shepherdKilledUnderARunningConsole()
{
    RunnerWorld world;
    world.start(u"k"_s, waitingScript);
    QTRY_VERIFY_WITH_TIMEOUT(world.pidIn(pidFile) > 0, patience);
    kill(world.shepherd(), SIGKILL);
    QTRY_VERIFY_WITH_TIMEOUT(world.outcome(u"k"_s), patience); // nobody asked: the runner finds out
    QCOMPARE(world.outcome(u"k"_s)->end, JobEnd::Lost);
    QVERIFY(!isAlive(world.pidIn(pidFile)));
    world.start(u"k2"_s, "exit 0\n"); // and goes on with a new one
    QTRY_VERIFY_WITH_TIMEOUT(world.outcome(u"k2"_s), patience);
    QCOMPARE(world.outcome(u"k2"_s)->end, JobEnd::Exited);
}

void RunnerRecoveryTest::secondShepherdIsRefused()
{
    RunnerWorld world;
    world.start(u"k"_s, "exit 0\n");
    QTRY_VERIFY_WITH_TIMEOUT(world.outcome(u"k"_s), patience);
    const pid_t second = fork();
    if (second == 0) {
        const QByteArray data = world.path().toLocal8Bit();
        execl(DROVER_BIN_DIR "/drover-shepherd", "drover-shepherd", "--data", data.constData(), "--runtime",
              data.constData(), nullptr);
        _exit(99);
    }
    int status = 0;
    QCOMPARE(waitpid(second, &status, 0), second);
    QCOMPARE(WEXITSTATUS(status), 3);
}

void RunnerRecoveryTest::shepherdEndsWhenIdle()
{
    RunnerWorld world(1 << 20, {u"--idle"_s, u"1"_s});
    world.start(u"k"_s, "exit 0\n");
    QTRY_VERIFY_WITH_TIMEOUT(world.outcome(u"k"_s), patience);
    const pid_t shepherd = world.shepherd();
    QVERIFY(shepherd > 0); // a client is connected
    world.dropRunner();
    QTRY_VERIFY_WITH_TIMEOUT(!isAlive(shepherd), patience);
    world.openRunner();
    world.runner().probe({u"k"_s, now()});
    QTRY_VERIFY_WITH_TIMEOUT(world.outcome(u"k"_s), patience);
    QCOMPARE(*world.probed(u"k"_s), ProbeAnswer::Ended);
}

void RunnerRecoveryTest::badBytesDoNotHurt()
{
    RunnerWorld world;
    world.start(u"k"_s, waitingScript);
    QTRY_VERIFY_WITH_TIMEOUT(world.pidIn(pidFile) > 0, patience);
    const pid_t shepherd = world.shepherd();
    const std::vector<Wire::Message> bad{
        {"start"},
        {"start", "../x", "/", "/tmp", "0", "0", "1", "1", "/bin/true", "0", "0"},
        {"start", "y", "/", "/", "0", "0", "99999999999"},
        {"signal", "k", "-1"},
        {"signal", "k"},
        {"probe"},
        {"forget", "k"},
        {"probe", std::string(5000, 'x')},
        {""}};
    for (const Wire::Message& message : bad) {
        ShepherdClient raw({world.path(), QStringLiteral(DROVER_BIN_DIR "/drover-shepherd"), {}});
        QVERIFY(raw.connect());
        raw.send(message);
        raw.send({"ping"});
        raw.flush();
        pollfd polled{raw.descriptor(), POLLIN, 0};
        QCOMPARE(poll(&polled, 1, patience), 1);
    }
    QCOMPARE(world.shepherd(), shepherd);
    letGo(world);
    QTRY_VERIFY_WITH_TIMEOUT(world.outcome(u"k"_s), patience);
    QCOMPARE(world.outcome(u"k"_s)->end, JobEnd::Exited);
}

void RunnerRecoveryTest::terminatedShepherdEndsItsJobs()
{
    RunnerWorld world;
    world.start(u"k"_s, waitingScript);
    QTRY_VERIFY_WITH_TIMEOUT(world.pidIn(pidFile) > 0, patience);
    kill(world.shepherd(), SIGTERM);
    QTRY_VERIFY_WITH_TIMEOUT(world.outcome(u"k"_s), patience);
    QCOMPARE(world.outcome(u"k"_s)->end, JobEnd::Cancelled);
    QVERIFY(world.outcome(u"k"_s)->detail.contains(u"told to stop"_s));
}

void RunnerRecoveryTest::replacedDataDirectoryGetsItsOwnShepherd()
{
    RunnerWorld world;
    world.start(u"k"_s, "exit 3\n");
    QTRY_VERIFY_WITH_TIMEOUT(world.outcome(u"k"_s), patience);
    const pid_t first = world.shepherd();
    world.dropRunner();
    QVERIFY(QDir(world.path()).removeRecursively());
    QVERIFY(QDir().mkpath(world.path()));
    world.openRunner();
    world.start(u"k"_s, "exit 4\n");
    QTRY_VERIFY_WITH_TIMEOUT(world.outcome(u"k"_s), patience);
    QCOMPARE(world.outcome(u"k"_s)->code, 4);
    QTRY_VERIFY_WITH_TIMEOUT(!isAlive(first), patience);
}

int main(int argc, char** argv)
{
    if (argc == 3 && qstrcmp(argv[1], consoleArgument) == 0)
        return beConsole(QString::fromLocal8Bit(argv[2]));
    QCoreApplication application(argc, argv);
    RunnerRecoveryTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_runner_recovery.moc"
