#include "tests/effects/runnerworld.h"

#include "engine/effects/outputreader.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QTest>
#include <csignal>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace Drover;

namespace {

constexpr int patience = 20'000;

} // namespace

/// Real scripts, real processes, a real shepherd.
class LocalRunnerTest : public QObject
{
    Q_OBJECT
private slots:
    void endsAreTold_data();
    void endsAreTold();
    void environmentIsSmallAndTold();
    void scriptsRunInOrderAndStopAtTheFirstFailure();
    void filesAreWrittenBeforeTheScriptRuns();
    void programsRunWithoutAShell();
    void outputsComeWithTheOutcomeAndProgressBefore();
    void tooManyOutputsFailTheRun();
    void cancelReachesTheWholeGroupAtOnce();
    void cancelKillsWhatIgnoresIt();
    void timeOutEndsTheRun();
    void backgroundChildrenEndWithTheScript();
    void daemonsInTheirOwnSessionStay();
    void largeOutputKeepsHeadAndTail();
    void largeOutputMayEndTheRun();
    void binaryOutputIsReadable();
    void secretsNeverReachTheDisk();
    void whatCannotStartSaysWhy_data();
    void whatCannotStartSaysWhy();
    void unwritableDirectorySaysWhy();
    void fiftyAtOnce();
};

void LocalRunnerTest::endsAreTold_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<JobEnd>("end");
    QTest::addColumn<int>("code");
    QTest::newRow("success") << QByteArray("exit 0\n") << JobEnd::Exited << 0;
    QTest::newRow("incomplete") << QByteArray("#!/bin/sh\nexit 128\n") << JobEnd::Exited << 128;
    QTest::newRow("failure") << QByteArray("#!/bin/sh -e\nfalse\n") << JobEnd::Exited << 1;
    QTest::newRow("own signal") << QByteArray("kill -SEGV $$\n") << JobEnd::Signalled << SIGSEGV;
    QTest::newRow("other interpreter")
        << QByteArray("#!/usr/bin/env -S awk -f\nBEGIN { exit 7 }\n") << JobEnd::Exited << 7;
}

void LocalRunnerTest::endsAreTold()
{
    QFETCH(QByteArray, script);
    QFETCH(JobEnd, end);
    QFETCH(int, code);
    RunnerWorld world;
    world.start(u"k"_s, script);
    QTRY_VERIFY_WITH_TIMEOUT(world.outcome(u"k"_s), patience);
    QCOMPARE(world.outcome(u"k"_s)->end, end);
    QCOMPARE(world.outcome(u"k"_s)->code, code);
    QVERIFY(world.outcome(u"k"_s)->started.isSet());
    QVERIFY(world.outcome(u"k"_s)->ended >= world.outcome(u"k"_s)->started);
}

void LocalRunnerTest::environmentIsSmallAndTold()
{
    qputenv("CONSOLE_ONLY", "1");
    RunnerWorld world;
    world.start(u"k2"_s, "env; pwd; cat; ls -l /proc/self/fd\n");
    QTRY_VERIFY_WITH_TIMEOUT(world.outcome(u"k2"_s), patience);
    const QByteArray text = world.output(u"k2"_s);
    for (const char* wanted :
         {"RS_NAME=m1\n", "RS_OUTPUT=/", "LANG=C.UTF-8\n", "HOME=/", "PATH=/usr/local/sbin:"})
        QVERIFY2(text.contains(wanted), text.constData());
    QVERIFY(text.contains(world.path(u"machines/m1"_s).toLocal8Bit()));
    QVERIFY(!text.contains("CONSOLE_ONLY"));
    QVERIFY(!text.contains("socket:")); // nothing of the shepherd's is open in a job
    qunsetenv("CONSOLE_ONLY");
    QCOMPARE(QFileInfo(LocalRunner::outputPath(world.path(), u"k2"_s)).permissions() &
                 (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther),
             QFile::Permissions());
}

void LocalRunnerTest::scriptsRunInOrderAndStopAtTheFirstFailure()
{
    RunnerWorld world;
    RunRequest request = RunnerWorld::shell(u"k"_s, "echo one\n");
    request.scripts.append({u"second"_s, "echo two; exit 3\n"});
    request.scripts.append({u"third"_s, "echo three\n"});
    world.runner().start(request);
    QTRY_VERIFY_WITH_TIMEOUT(world.outcome(u"k"_s), patience);
    QCOMPARE(world.outcome(u"k"_s)->code, 3);
    QCOMPARE(world.output(u"k"_s), "one\ntwo\n");
}

void LocalRunnerTest::filesAreWrittenBeforeTheScriptRuns()
{
    RunnerWorld world;
    RunRequest request = RunnerWorld::shell(u"k"_s, "cat conf/app.yaml\n");
    request.files = {{u"conf/app.yaml"_s, "port: 1\n"}};
    world.runner().start(request);
    QTRY_VERIFY_WITH_TIMEOUT(world.outcome(u"k"_s), patience);
    QCOMPARE(world.output(u"k"_s), "port: 1\n");
}

void LocalRunnerTest::programsRunWithoutAShell()
{
    RunnerWorld world;
    RunRequest request = RunnerWorld::shell(u"k"_s, {});
    request.scripts.clear();
    request.argv = {u"printf"_s, u"%s|"_s, u"a b"_s, u"$(id)"_s, u"'"_s};
    world.runner().start(request);
    QTRY_VERIFY_WITH_TIMEOUT(world.outcome(u"k"_s), patience);
    QCOMPARE(world.output(u"k"_s), "a b|$(id)|'|");
}

void LocalRunnerTest::outputsComeWithTheOutcomeAndProgressBefore()
{
    RunnerWorld world;
    world.start(u"k"_s, "echo progress=40 >>$RS_OUTPUT; echo 'status=half way' >>$RS_OUTPUT\n"
                        "while [ ! -e go ]; do sleep 0.01; done; echo 'a=\"b\"' >>$RS_OUTPUT\n");
    QTRY_VERIFY_WITH_TIMEOUT(!world.observations(u"k"_s, Observation::Kind::Status).isEmpty(), patience);
    QVERIFY(!world.outcome(u"k"_s));
    QCOMPARE(world.observations(u"k"_s, Observation::Kind::Progress).constLast().progress, 40);
    QCOMPARE(world.observations(u"k"_s, Observation::Kind::Status).constLast().text, u"half way"_s);
    QFile go(world.path(u"machines/m1/go"_s));
    QVERIFY(go.open(QIODevice::WriteOnly));
    QTRY_VERIFY_WITH_TIMEOUT(world.outcome(u"k"_s), patience);
    QCOMPARE(world.outcome(u"k"_s)->outputs, "progress=40\nstatus=half way\na=\"b\"\n");
}

void LocalRunnerTest::tooManyOutputsFailTheRun()
{
    RunnerWorld world;
    world.start(u"k"_s, "head -c 1100000 /dev/zero >>$RS_OUTPUT\n");
    QTRY_VERIFY_WITH_TIMEOUT(world.outcome(u"k"_s), patience);
    QCOMPARE(world.outcome(u"k"_s)->end, JobEnd::BadOutput);
    QVERIFY(world.outcome(u"k"_s)->detail.contains(u"1 MiB"_s));
}

void LocalRunnerTest::cancelReachesTheWholeGroupAtOnce()
{
    RunnerWorld world;
    world.start(u"k"_s, "sleep 1000 & echo $! >child; echo $$ >main; wait\n");
    QTRY_VERIFY_WITH_TIMEOUT(world.pidIn(u"machines/m1/main"_s) > 0, patience);
    const pid_t child = world.pidIn(u"machines/m1/child"_s);
    QVERIFY(isAlive(child));
    QElapsedTimer timer;
    timer.start();
    world.runner().cancel(u"k"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!isAlive(child), patience);
    QVERIFY2(timer.elapsed() < 200, qPrintable(QString::number(timer.elapsed())));
    QTRY_VERIFY_WITH_TIMEOUT(world.outcome(u"k"_s), patience);
    QCOMPARE(world.outcome(u"k"_s)->end, JobEnd::Cancelled);
    QCOMPARE(world.outcome(u"k"_s)->code, SIGTERM);
}

void LocalRunnerTest::cancelKillsWhatIgnoresIt()
{
    RunnerWorld world;
    world.start(u"k"_s, "trap '' TERM; echo $$ >main; while :; do sleep 0.05; done\n");
    QTRY_VERIFY_WITH_TIMEOUT(world.pidIn(u"machines/m1/main"_s) > 0, patience);
    QElapsedTimer timer;
    timer.start();
    world.runner().cancel(u"k"_s);
    QTRY_VERIFY_WITH_TIMEOUT(world.outcome(u"k"_s), patience);
    QVERIFY2(timer.elapsed() > 4900 && timer.elapsed() < 6500, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(world.outcome(u"k"_s)->end, JobEnd::Cancelled);
    QCOMPARE(world.outcome(u"k"_s)->code, SIGKILL);
    QVERIFY(!isAlive(world.pidIn(u"machines/m1/main"_s)));
}

void LocalRunnerTest::timeOutEndsTheRun()
{
    RunnerWorld world;
    RunRequest request = RunnerWorld::shell(u"k"_s, "sleep 1000\n");
    request.timeout = Duration(150);
    world.runner().start(request);
    QTRY_VERIFY_WITH_TIMEOUT(world.outcome(u"k"_s), patience);
    QCOMPARE(world.outcome(u"k"_s)->end, JobEnd::TimedOut);
    QVERIFY(world.outcome(u"k"_s)->detail.contains(u"150 ms"_s));
}

void LocalRunnerTest::backgroundChildrenEndWithTheScript()
{
    RunnerWorld world;
    world.start(u"k"_s, "sleep 1000 & echo $! >child\n");
    QTRY_VERIFY_WITH_TIMEOUT(world.outcome(u"k"_s), patience);
    QCOMPARE(world.outcome(u"k"_s)->end, JobEnd::Exited);
    QVERIFY(world.pidIn(u"machines/m1/child"_s) > 0);
    QTRY_VERIFY_WITH_TIMEOUT(!isAlive(world.pidIn(u"machines/m1/child"_s)), patience);
}

void LocalRunnerTest::daemonsInTheirOwnSessionStay()
{
    RunnerWorld world;
    world.start(u"k"_s, "setsid sh -c 'echo $$ >daemon; exec sleep 1000' >/dev/null 2>&1 &\n"
                        "while [ ! -s daemon ]; do sleep 0.01; done\n");
    QTRY_VERIFY_WITH_TIMEOUT(world.outcome(u"k"_s), patience);
    const pid_t daemon = world.pidIn(u"machines/m1/daemon"_s);
    QVERIFY(isAlive(daemon));
    kill(daemon, SIGKILL);
    QTRY_VERIFY_WITH_TIMEOUT(kill(daemon, 0) != 0, patience); // reaped by the shepherd
}

void LocalRunnerTest::largeOutputKeepsHeadAndTail()
{
    constexpr qint64 limit = 8 << 20;
    RunnerWorld world(limit);
    world.start(u"k"_s, "echo first; head -c 100000000 /dev/zero | tr '\\0' x; echo; echo last\n");
    QTRY_VERIFY_WITH_TIMEOUT(world.outcome(u"k"_s), patience);
    QCOMPARE(world.outcome(u"k"_s)->end, JobEnd::Exited);
    const OutputReader reader(LocalRunner::outputPath(world.path(), u"k"_s));
    QCOMPARE(reader.size(), 100'000'012);
    QVERIFY(reader.gap());
    QVERIFY(reader.gap()->length > 100'000'000 - 2 * limit);
    QVERIFY(reader.read(0, 100, true)->text.startsWith(u"first\nxxx"_s));
    QVERIFY(reader.read(reader.size() - 10, 100, true)->text.endsWith(u"x\nlast\n"_s));
    const OutputChunk beyond = *reader.read(limit / 2 + 10, 100, true);
    QCOMPARE(beyond.skipped, reader.gap()->length - 10);
    QCOMPARE(beyond.text, QString(100, u'x'));
    QCOMPARE(world.observations(u"k"_s, Observation::Kind::Output).constLast().size, 100'000'012);
}

void LocalRunnerTest::largeOutputMayEndTheRun()
{
    RunnerWorld world(1 << 20, {u"--at-limit"_s, u"cancel"_s});
    world.start(u"k"_s, "while :; do head -c 1000000 /dev/zero; sleep 0.01; done\n");
    QTRY_VERIFY_WITH_TIMEOUT(world.outcome(u"k"_s), patience);
    QCOMPARE(world.outcome(u"k"_s)->end, JobEnd::OutputLimit);
    QVERIFY(world.outcome(u"k"_s)->detail.contains(u"1048576 bytes"_s));
}

void LocalRunnerTest::binaryOutputIsReadable()
{
    RunnerWorld world;
    world.start(u"k"_s, "printf 'a\\000b\\377c\\303\\251\\n'\n");
    QTRY_VERIFY_WITH_TIMEOUT(world.outcome(u"k"_s), patience);
    const OutputReader reader(LocalRunner::outputPath(world.path(), u"k"_s));
    QCOMPARE(reader.read(0, 100, true)->text, u"a\uFFFDb\uFFFDc\u00e9\n"_s);
}

void LocalRunnerTest::secretsNeverReachTheDisk()
{
    RunnerWorld world;
    RunRequest request = RunnerWorld::shell(
        u"k"_s, "echo pass=hunter-2.; printf hunt; sleep 0.2; printf 'er-2|'; printf hunter\n");
    request.scripts.append({u"more"_s, "echo hunter-2\n"});
    request.secrets = {u"hunter-2"_s};
    world.runner().start(request);
    QTRY_VERIFY_WITH_TIMEOUT(world.outcome(u"k"_s), patience);
    QCOMPARE(world.outcome(u"k"_s)->end, JobEnd::Exited);
    QCOMPARE(world.output(u"k"_s), "pass=********.\n********|hunter********\n");
    for (const QFileInfo& file : QDir(world.path(u"spool"_s)).entryInfoList(QDir::Files))
        QVERIFY(!world.file(u"spool/"_s + file.fileName()).contains("hunter"));
}

void LocalRunnerTest::whatCannotStartSaysWhy_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QString>("wanted");
    QTest::newRow("no interpreter") << QByteArray("#!/no/such/thing -x\n") << u"\"/no/such/thing\""_s;
    QTest::newRow("relative interpreter") << QByteArray("#!sh\n") << u"\"sh\""_s;
    QTest::newRow("not a program") << QByteArray("#!%1/odd\n") << u"cannot be run"_s;
}

void LocalRunnerTest::whatCannotStartSaysWhy()
{
    QFETCH(QByteArray, script);
    QFETCH(QString, wanted);
    RunnerWorld world;
    QFile odd(world.path(u"odd"_s));
    QVERIFY(odd.open(QIODevice::WriteOnly) && odd.write("\x7f"
                                                        "ELF nonsense") > 0);
    odd.close();
    odd.setPermissions(QFile::ReadOwner | QFile::ExeOwner);
    script.replace("%1", world.path().chopped(1).toLocal8Bit());
    world.start(u"k"_s, script);
    QTRY_VERIFY_WITH_TIMEOUT(world.outcome(u"k"_s), patience);
    QCOMPARE(world.outcome(u"k"_s)->end, JobEnd::NotStarted);
    QVERIFY2(world.outcome(u"k"_s)->detail.contains(wanted), qPrintable(world.outcome(u"k"_s)->detail));
}

void LocalRunnerTest::unwritableDirectorySaysWhy()
{
    RunnerWorld world;
    QFile inTheWay(world.path(u"machines"_s)); // also root cannot make a directory below a file
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    world.start(u"k"_s, "exit 0\n");
    QTRY_VERIFY_WITH_TIMEOUT(world.outcome(u"k"_s), patience);
    QCOMPARE(world.outcome(u"k"_s)->end, JobEnd::NotStarted);
    QVERIFY2(world.outcome(u"k"_s)->detail.contains(u"/machines"_s),
             qPrintable(world.outcome(u"k"_s)->detail));
}

void LocalRunnerTest::fiftyAtOnce()
{
    RunnerWorld world;
    for (int i = 0; i < 50; ++i) {
        RunRequest request = RunnerWorld::shell(u"job.%1"_s.arg(i), {});
        request.scripts.clear();
        request.argv = {u"/bin/sh"_s, u"-c"_s, u"echo %1; echo n=%1 >>$RS_OUTPUT; exit %1"_s.arg(i)};
        world.runner().start(request);
    }
    for (int i = 0; i < 50; ++i) {
        const QString key = u"job.%1"_s.arg(i);
        QTRY_VERIFY_WITH_TIMEOUT(world.outcome(key), patience);
        QCOMPARE(world.outcome(key)->code, i);
        QCOMPARE(world.outcome(key)->outputs, "n=" + QByteArray::number(i) + "\n");
        QCOMPARE(world.output(key), QByteArray::number(i) + "\n");
    }
}

QTEST_GUILESS_MAIN(LocalRunnerTest)
#include "tst_localrunner.moc"
