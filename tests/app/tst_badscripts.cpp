#include "tests/app/droverprogram.h"
#include "tests/app/processes.h"

#include <QDateTime>
#include <QElapsedTimer>

#include <algorithm>
#include <csignal>

using namespace Qt::StringLiterals;
using namespace Drover::Testing;

namespace {

constexpr qint64 manyBytes = 100'000'000;

struct Script
{
    const char* task;
    const char* text;
    int timeout; ///< seconds; 0: none
};

/// One machine runs each; `lab` is the machine's own working directory.
constexpr Script scripts[] = {
    {"fails", "echo there is no such thing >&2; exit 3", 0},
    {"hangs", "echo waiting for nobody; sleep 1000", 1},
    {"prints-much", "head -c 100000000 /dev/zero | tr '\\0' x; echo; echo last", 0},
    {"prints-binary", "printf 'a\\000b\\377c\\n'; head -c 300000 /dev/urandom; printf '\\nlast\\n'", 0},
    {"crashes", "kill -SEGV $$", 0},
    {"is-killed", "kill -KILL $$", 0},
    {"pipes-outputs", "rm \"$RS_OUTPUT\"; mkfifo \"$RS_OUTPUT\"", 0},
    {"links-outputs", "ln -sf /etc/passwd \"$RS_OUTPUT\"", 0},
    {"nests-deep",
     "{ printf 'deep='; printf '%01023d' 0 | tr 0 '['; printf '%01023d' 0 | tr 0 ']'; echo; } "
     ">\"$RS_OUTPUT\"",
     0},
    {"prints-part",
     "echo 'pass={{ index (.Param \"trouble/secret\") \"password\" }} {{ index (.Param \"trouble/secret\") "
     "\"password\" | toJson }}'",
     0},
    {"leaks", "echo 'leak=\"x-{{ index (.Param \"trouble/secret\") \"password\" }}\"' >>\"$RS_OUTPUT\"", 0},
    {"says-whose", "echo 'cluster/tags=[\"other\"]' >>\"$RS_OUTPUT\"", 0},
    {"says-how", "echo 'access/runner=\"simulated\"' >>\"$RS_OUTPUT\"", 0},
    {"is-patient",
     "trap 'date +%s%3N >stopped; exit 1' TERM; sleep 1000 & echo $! >child; echo $$ >main; wait", 0},
    {"is-stubborn",
     "trap '' TERM; (trap '' TERM; while :; do sleep 0.05; done) & echo $! >child; echo $$ >main; wait", 0},
};

void writeFile(const QString& path, const QByteArray& text)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(text), text.size());
}

qint64 millisecondsOf(const QJsonValue& time)
{
    return QDateTime::fromString(time.toString(), Qt::ISODateWithMs).toMSecsSinceEpoch();
}

} // namespace

/// Scripts that misbehave, as one cluster's members run them for real under `drover serve`: each is told
/// apart, and nothing else is held up.
class TestBadScripts : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void othersAreAnsweredMeanwhile();
    void failing();
    void hanging();
    void printingMuch();
    void printingBinary();
    void printingAPartOfASecret();
    void dyingOfASignal_data();
    void dyingOfASignal();
    void writingBadOutputs_data();
    void writingBadOutputs();
    void cancelReachesTheWholeGroup();
    void whatIgnoresCancelIsKilled();
    void theOperationSaysWhatIsWrong();
    void aRetryIsAnotherAttempt();
    void cleanupTestCase();

private:
    void writePack() const;
    /// The newest job of the task; which machine runs it is the planner's choice.
    [[nodiscard]] QJsonObject job(const QString& task) const;
    [[nodiscard]] QJsonObject endedJob(const QString& task) const;
    [[nodiscard]] QString fileOf(const QString& task, const QString& name) const;
    /// Asks for the end of the task's job; when the request was written down (ms since 1970).
    [[nodiscard]] qint64 cancel(const QString& task) const;

    DroverProgram m_drover;
    std::unique_ptr<Running> m_engine;
};

void TestBadScripts::writePack() const
{
    QByteArray topology;
    QByteArray machines = "machines:\n";
    int count = 0;
    writeFile(m_drover.filePath(u"pack/meta.yaml"_s),
              "Name: trouble\nVersion: 1.0.0\nDescription: Bad scripts\n");
    writeFile(m_drover.filePath(u"pack/params/secret.yaml"_s),
              "Name: trouble/secret\nSecure: true\nSchema: {type: object}\n");
    for (const Script& script : scripts) {
        const QByteArray task = script.task;
        const QString name = QString::fromLatin1(task);
        topology += "    - {role: " + task + ", count: 1, profiles: [does-" + task + "]}\n";
        machines += "  - {name: m-" + QByteArray::number(++count) + ", params: {access/runner: local}}\n";
        writeFile(m_drover.filePath(u"pack/profiles/does-%1.yaml"_s.arg(name)),
                  "Name: does-" + task + "\nParams:\n  universal/runbook-during-flexiflow: [" + task + "]\n");
        writeFile(m_drover.filePath(u"pack/tasks/%1.yaml"_s.arg(name)),
                  "Name: " + task + "\nMeta:\n  timeout: " + QByteArray::number(script.timeout) +
                      "\nTemplates:\n  - Name: " + task + "\n    ID: " + task + ".sh\n");
        writeFile(m_drover.filePath(u"pack/templates/%1.sh"_s.arg(name)),
                  QByteArray("#!/bin/sh\n") + script.text + "\n");
    }
    writeFile(m_drover.filePath(u"pack/profiles/universal-application-trouble.yaml"_s),
              "Name: universal-application-trouble\nParams:\n  universal/application: trouble\n"
              "  broker/set-workflow: universal-start\n  cluster/topology:\n" +
                  topology);
    writeFile(m_drover.filePath(u"machines.yaml"_s), machines);
}

void TestBadScripts::initTestCase()
{
    writePack();
    m_engine = m_drover.start(u"serve"_s);
    QVERIFY(m_engine);
    QTRY_VERIFY_WITH_TIMEOUT(m_engine->said("serving"), programDeadlineMs);
    for (const QStringList& words :
         {QStringList{u"content"_s, u"load"_s, m_drover.filePath(u"pack"_s)},
          QStringList{u"inventory"_s, u"import"_s, m_drover.filePath(u"machines.yaml"_s)},
          QStringList{u"profile"_s, u"set"_s, u"global"_s, u"trouble/secret={\"password\":\"part&of<it\"}"_s},
          QStringList{u"cluster"_s, u"provision"_s, u"bad"_s, u"--application"_s, u"trouble"_s}}) {
        const Ran ran = m_drover.run(words);
        QVERIFY2(ran.code == 0, ran.all().constData());
    }
}

QJsonObject TestBadScripts::job(const QString& task) const
{
    const QJsonArray jobs = m_drover.run(u"get jobs --cluster bad -o json"_s).array();
    const auto at = std::ranges::find_if(jobs, [&](const QJsonValue& one) { return one[u"task"_s] == task; });
    return at == jobs.end() ? QJsonObject() : (*at).toObject();
}

QJsonObject TestBadScripts::endedJob(const QString& task) const
{
    QJsonObject found;
    const bool ended = QTest::qWaitFor(
        [&] {
            found = job(task);
            return !found.value(u"ended"_s).toString().isEmpty();
        },
        programDeadlineMs);
    return ended ? found : QJsonObject();
}

QString TestBadScripts::fileOf(const QString& task, const QString& name) const
{
    return u"%1/machines/%2/%3"_s.arg(m_drover.data, job(task).value(u"machine"_s).toString(), name);
}

qint64 TestBadScripts::cancel(const QString& task) const
{
    const QString id = job(task).value(u"id"_s).toString();
    const Ran ran = m_drover.run(u"job cancel %1 --reason test"_s.arg(id));
    if (ran.code != 0)
        qWarning("%s", ran.all().constData());
    for (const QJsonValue event : m_drover.run(u"get events --limit 200 -o json"_s).array()) {
        if (event[u"kind"_s] == u"JobCancelRequested"_s && event[u"data"_s][u"job"_s] == id)
            return millisecondsOf(event[u"at"_s]);
    }
    return 0;
}

void TestBadScripts::othersAreAnsweredMeanwhile()
{
    // From the moment the loud one runs until it has ended every question is answered at once.
    QTRY_VERIFY_WITH_TIMEOUT(!job(u"prints-much"_s).isEmpty(), programDeadlineMs);
    qint64 slowest = 0;
    do {
        QElapsedTimer timer;
        timer.start();
        const Ran ran = m_drover.run(u"get clusters bad -o json"_s);
        slowest = std::max(slowest, timer.elapsed());
        QVERIFY2(ran.code == 0, ran.all().constData());
    } while (job(u"prints-much"_s).value(u"state"_s) == u"running"_s);
    QVERIFY2(slowest < 1000, qPrintable(QString::number(slowest)));
}

void TestBadScripts::failing()
{
    const QJsonObject ended = endedJob(u"fails"_s);
    QCOMPARE(ended.value(u"state"_s).toString(), u"failed"_s);
    QCOMPARE(ended.value(u"end"_s).toString(), u"exited"_s);
    QCOMPARE(ended.value(u"exitCode"_s).toInt(), 3);
    QCOMPARE(ended.value(u"message"_s).toString(), u"exit 3"_s);
    QCOMPARE(m_drover.run(u"logs "_s + ended.value(u"id"_s).toString()).out, "there is no such thing\n");
    const QJsonObject machine =
        m_drover.run(u"describe machine %1 -o json"_s.arg(ended.value(u"machine"_s).toString())).object();
    QCOMPARE(machine.value(u"poolStatus"_s).toString(), u"HoldBuild"_s);
    QVERIFY2(machine.value(u"stopReason"_s).toString().contains(u"fails"_s),
             qPrintable(machine.value(u"stopReason"_s).toString()));
}

void TestBadScripts::hanging()
{
    const QJsonObject ended = endedJob(u"hangs"_s);
    QCOMPARE(ended.value(u"state"_s).toString(), u"failed"_s);
    QCOMPARE(ended.value(u"end"_s).toString(), u"timed-out"_s);
    QVERIFY2(ended.value(u"message"_s).toString().contains(u"1000 ms"_s),
             qPrintable(ended.value(u"message"_s).toString()));
    QVERIFY(ended.value(u"seconds"_s).toDouble() < 5);
    QCOMPARE(m_drover.run(u"logs "_s + ended.value(u"id"_s).toString()).out, "waiting for nobody\n");
}

void TestBadScripts::printingMuch()
{
    const QJsonObject ended = endedJob(u"prints-much"_s);
    QCOMPARE(ended.value(u"state"_s).toString(), u"finished"_s);
    const Ran logs = m_drover.run(u"logs "_s + ended.value(u"id"_s).toString());
    QCOMPARE(logs.code, 0);
    QCOMPARE(logs.out.size(), manyBytes + 6);
    QCOMPARE(logs.out.count('x'), manyBytes);
    QVERIFY(logs.out.endsWith("x\nlast\n"));
}

void TestBadScripts::printingBinary()
{
    const QJsonObject ended = endedJob(u"prints-binary"_s);
    QCOMPARE(ended.value(u"state"_s).toString(), u"finished"_s);
    const Ran logs = m_drover.run(u"logs "_s + ended.value(u"id"_s).toString());
    QCOMPARE(logs.code, 0);
    QVERIFY(logs.out.startsWith("a"));
    QVERIFY(logs.out.endsWith("\nlast\n"));
    // What comes out is text, whatever went in.
    QCOMPARE(QString::fromUtf8(logs.out).toUtf8(), logs.out);
}

void TestBadScripts::printingAPartOfASecret()
{
    const QJsonObject ended = endedJob(u"prints-part"_s);
    QCOMPARE(ended.value(u"state"_s).toString(), u"finished"_s);
    QCOMPARE(m_drover.run(u"logs "_s + ended.value(u"id"_s).toString()).out, "pass=******** \"********\"\n");
}

void TestBadScripts::dyingOfASignal_data()
{
    QTest::addColumn<int>("number");
    QTest::addColumn<QString>("name");
    QTest::newRow("crashes") << SIGSEGV << u"SEGV"_s;
    QTest::newRow("is-killed") << SIGKILL << u"KILL"_s;
}

void TestBadScripts::dyingOfASignal()
{
    QFETCH(int, number);
    QFETCH(QString, name);
    const QJsonObject ended = endedJob(QString::fromLatin1(QTest::currentDataTag()));
    QCOMPARE(ended.value(u"state"_s).toString(), u"failed"_s);
    QCOMPARE(ended.value(u"end"_s).toString(), u"signalled"_s);
    QCOMPARE(ended.value(u"exitCode"_s).toInt(), number);
    QVERIFY2(ended.value(u"message"_s).toString().contains(name),
             qPrintable(ended.value(u"message"_s).toString()));
}

void TestBadScripts::writingBadOutputs_data()
{
    QTest::addColumn<QString>("message");
    const QString replaced = u"It put something else in the place of the file $RS_OUTPUT"_s;
    QTest::newRow("pipes-outputs") << replaced;
    QTest::newRow("links-outputs") << replaced;
    QTest::newRow("nests-deep") << u"lists or maps in each other more than 100 deep"_s;
    QTest::newRow("leaks") << u"Its output leak holds a secret value"_s;
    QTest::newRow("says-whose") << u"cluster/tags is kept by the engine"_s;
    QTest::newRow("says-how") << u"asks for the simulated runner"_s;
}

void TestBadScripts::writingBadOutputs()
{
    QFETCH(QString, message);
    const QJsonObject ended = endedJob(QString::fromLatin1(QTest::currentDataTag()));
    QCOMPARE(ended.value(u"state"_s).toString(), u"failed"_s);
    QCOMPARE(ended.value(u"end"_s).toString(), u"bad-output"_s);
    QVERIFY2(ended.value(u"message"_s).toString().contains(message),
             qPrintable(ended.value(u"message"_s).toString()));
}

void TestBadScripts::cancelReachesTheWholeGroup()
{
    QTRY_VERIFY_WITH_TIMEOUT(pidIn(fileOf(u"is-patient"_s, u"main"_s)) > 0, programDeadlineMs);
    const pid_t child = pidIn(fileOf(u"is-patient"_s, u"child"_s));
    QVERIFY(isAlive(child));
    const qint64 asked = cancel(u"is-patient"_s);
    QVERIFY(asked > 0);
    const QJsonObject ended = endedJob(u"is-patient"_s);
    QCOMPARE(ended.value(u"end"_s).toString(), u"cancelled"_s);
    QFile stopped(fileOf(u"is-patient"_s, u"stopped"_s));
    QVERIFY(stopped.open(QIODevice::ReadOnly));
    const qint64 late = stopped.readAll().trimmed().toLongLong() - asked;
    QVERIFY2(late >= 0 && late < 200, qPrintable(QString::number(late)));
    QVERIFY(!isAlive(child));
}

void TestBadScripts::whatIgnoresCancelIsKilled()
{
    QTRY_VERIFY_WITH_TIMEOUT(pidIn(fileOf(u"is-stubborn"_s, u"main"_s)) > 0, programDeadlineMs);
    const QList<pid_t> both{pidIn(fileOf(u"is-stubborn"_s, u"main"_s)),
                            pidIn(fileOf(u"is-stubborn"_s, u"child"_s))};
    for (const pid_t pid : both)
        QVERIFY(isAlive(pid));
    const qint64 asked = cancel(u"is-stubborn"_s);
    QVERIFY(asked > 0);
    const QJsonObject ended = endedJob(u"is-stubborn"_s);
    QCOMPARE(ended.value(u"end"_s).toString(), u"cancelled"_s);
    const qint64 took = millisecondsOf(ended.value(u"ended"_s)) - asked;
    QVERIFY2(took >= 4900 && took < 7000, qPrintable(QString::number(took)));
    for (const pid_t pid : both)
        QVERIFY(!isAlive(pid));
}

void TestBadScripts::theOperationSaysWhatIsWrong()
{
    const auto operation = [&] { return m_drover.run(u"get operations op-1 -o json"_s).array().first(); };
    QTRY_COMPARE_WITH_TIMEOUT(operation()[u"state"_s].toString(), u"needs-attention"_s, programDeadlineMs);
    QVERIFY(!operation()[u"why"_s][u"text"_s].toString().isEmpty());
    for (const QJsonValue machine : m_drover.run(u"get machines -o json"_s).array()) {
        const bool good = machine[u"role"_s].toString().startsWith(u"prints"_s);
        QCOMPARE(machine[u"poolStatus"_s].toString(), good ? u"InUse"_s : u"HoldBuild"_s);
        QCOMPARE(machine[u"runnable"_s].toBool(), good);
    }
}

void TestBadScripts::aRetryIsAnotherAttempt()
{
    const QJsonObject before = job(u"fails"_s);
    const QString first = before.value(u"id"_s).toString();
    const Ran again =
        m_drover.run(u"machine retry %1 --reason test"_s.arg(before.value(u"machine"_s).toString()));
    QVERIFY2(again.code == 0, again.all().constData());
    QTRY_VERIFY_WITH_TIMEOUT(job(u"fails"_s).value(u"id"_s).toString() != first, programDeadlineMs);
    const QJsonObject ended = endedJob(u"fails"_s);
    QCOMPARE(ended.value(u"attempt"_s).toInt(), 2);
    QCOMPARE(ended.value(u"state"_s).toString(), u"failed"_s);
}

void TestBadScripts::cleanupTestCase()
{
    m_engine->terminate();
    QVERIFY(m_engine->waitForFinished(programDeadlineMs));
    const Ran verified = m_drover.run(u"journal verify"_s);
    QVERIFY2(verified.code == 0, verified.all().constData());
}

QTEST_GUILESS_MAIN(TestBadScripts)
#include "tst_badscripts.moc"
