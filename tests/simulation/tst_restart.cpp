#include "engine/effects/machinerestarts.h"
#include "engine/runtime/localengine.h"
#include "tests/support/engineworld.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Drover;
using namespace Qt::StringLiterals;

namespace {

const QString machineUuid = u"6a1d6b0e-0000-4000-8000-000000000001"_s;
const QString otherUuid = u"6a1d6b0e-0000-4000-8000-000000000002"_s;

/// The daemon outlives its script and won't listen to SIGTERM; the next task must not find it.
const QString restartPack = uR"yaml(
meta: {Name: restarts, Version: 1.0.0}
sections:
  tasks:
    begin-daemon:
      Name: begin-daemon
      Templates:
      - Name: run
        Contents: |
          #!/bin/sh
          setsid sh -c 'trap "" TERM; while :; do sleep 1; done' </dev/null >/dev/null 2>&1 &
          echo $! > daemon.pid
          exit 64
    look-for-it:
      Name: look-for-it
      Templates:
      - Name: run
        Contents: |
          #!/bin/sh
          test -s daemon.pid || exit 8
          if kill -0 "$(cat daemon.pid)" 2>/dev/null; then exit 9; fi
  stages:
    restarts: {Name: restarts, Tasks: [begin-daemon, look-for-it]}
  workflows:
    restarts: {Name: restarts, Stages: [restarts]}
)yaml"_s;

void begin(QProcess& process, const QString& uuid, const QString& script)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"RS_UUID"_s, uuid);
    process.setProcessEnvironment(environment);
    process.start(u"/bin/sh"_s, {u"-c"_s, script});
    process.waitForStarted();
}

} // namespace

/// What a reboot is to a local machine: its processes end, and its tasks go on (lifecycle.md, "Workflows").
class TestRestart : public QObject
{
    Q_OBJECT
private slots:
    void endsTheMachinesProcesses();
    void whatStartsAfterwardsIsSpared();
    void rebootEndsADaemon();
};

void TestRestart::endsTheMachinesProcesses()
{
    QProcess polite;
    QProcess stubborn;
    QProcess other;
    begin(polite, machineUuid, u"exec sleep 100"_s);
    begin(stubborn, machineUuid, u"trap '' TERM; echo ready; while :; do sleep 1; done"_s);
    begin(other, otherUuid, u"exec sleep 100"_s);
    QTRY_VERIFY(stubborn.bytesAvailable() > 0);
    QTRY_COMPARE(processesOf(otherUuid).size(), 1);

    MachineRestarts restarts;
    restarts.begin(machineUuid, 1000);
    QTRY_COMPARE(polite.state(), QProcess::NotRunning);
    QCOMPARE(restarts.tick(1001), 1000 + MachineRestarts::patienceMs);
    QCOMPARE(stubborn.state(), QProcess::Running);
    qint64 now = 1000 + MachineRestarts::patienceMs;
    QTRY_COMPARE(restarts.tick(now += 100), qint64(0));
    QTRY_COMPARE(stubborn.state(), QProcess::NotRunning);
    QVERIFY(processesOf(machineUuid).isEmpty());
    QCOMPARE(other.state(), QProcess::Running);
    other.kill();
    QVERIFY(other.waitForFinished());
}

/// A console that reopens while a machine restarts does it once more, and the next task may start at once.
void TestRestart::whatStartsAfterwardsIsSpared()
{
    QProcess stubborn;
    begin(stubborn, machineUuid, u"trap '' TERM; echo ready; while :; do sleep 1; done"_s);
    QTRY_VERIFY(stubborn.bytesAvailable() > 0);
    MachineRestarts restarts;
    restarts.begin(machineUuid, 1000);
    restarts.finish(machineUuid);
    QTRY_COMPARE(stubborn.state(), QProcess::NotRunning);
    QVERIFY(processesOf(machineUuid).isEmpty());
    QProcess next;
    begin(next, machineUuid, u"echo ready; exec sleep 100"_s);
    QTRY_VERIFY(next.bytesAvailable() > 0);
    QCOMPARE(restarts.tick(1000 + MachineRestarts::patienceMs), qint64(0));
    QCOMPARE(processesOf(machineUuid), QList<pid_t>{pid_t(next.processId())});
    next.kill();
    QVERIFY(next.waitForFinished());
}

void TestRestart::rebootEndsADaemon()
{
    QTemporaryDir folder;
    int count = 0;
    const auto asked = [&count](Command command) {
        CommandRequest request;
        request.id = u"t-%1"_s.arg(++count);
        request.actor = u"user:test"_s;
        request.command = std::move(command);
        return request;
    };
    LocalEngine::Options options;
    options.directory = folder.filePath(u"data"_s);
    options.shepherdProgram = QStringLiteral(DROVER_BIN_DIR "/drover-shepherd");
    options.setUp = {asked(Commands::LoadContent{{{EngineWorld::filesBelow(u"resources/content/drover"_s)}}}),
                     asked(Commands::CreateDirectory{false, 0, 1}),
                     asked(Commands::LoadContent{{{{{u"restarts.yaml"_s, restartPack}}}}})};
    const auto engine = LocalEngine::open(options);
    QVERIFY2(engine, engine ? "" : qPrintable(engine.error().text));
    const auto must = [&](Command command) {
        QFuture<Result<Receipt>> receipt = (*engine)->submit(asked(std::move(command)));
        receipt.waitForFinished();
        return receipt.result().has_value();
    };
    const auto jobs = [&] {
        QFuture<Result<Answer>> answer = (*engine)->ask(Queries::FindJobs{});
        answer.waitForFinished();
        QList<Job> found = std::get<Answers::Jobs>(*answer.result()).jobs;
        found.removeIf([](const Job& job) { return job.runner != RunnerKind::Local; });
        return found; // newest first
    };
    Commands::ImportMachines import;
    import.machines.append({u"m-1"_s, {}, u"127.0.0.1"_s, {}, {}, {}, {}});
    QVERIFY(must(import));
    QVERIFY(must(Commands::StartWorkflow{u"m-1"_s, u"restarts"_s}));
    QTRY_VERIFY_WITH_TIMEOUT(jobs().size() == 2 && !jobs().first().isOpen(), 30000);
    QCOMPARE(jobs().last().exitState, ExitState::Reboot);
    QCOMPARE(jobs().first().task, u"look-for-it"_s);
    QVERIFY2(jobs().first().state == JobState::Finished, qPrintable(jobs().first().message));
}

QTEST_GUILESS_MAIN(TestRestart)
#include "tst_restart.moc"
