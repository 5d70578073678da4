#include "tests/app/etcdlab.h"
#include "tests/app/processes.h"

#include <QStandardPaths>

#include <algorithm>
#include <functional>

using namespace Qt::StringLiterals;
using namespace Drover::Testing;

namespace {

const QStringList heldTasks{u"etcd-config"_s,       u"etcd-start"_s,          u"etcd-publish"_s,
                            u"etcd-worker-start"_s, u"etcd-cluster-verify"_s, u"etcd-remove"_s};

/// Some keys of every document, in one order, as text.
QByteArrayList only(const QJsonArray& documents, const QStringList& keys)
{
    QByteArrayList lines;
    for (const QJsonValue document : documents) {
        QJsonObject chosen;
        for (const QString& key : keys)
            chosen.insert(key, document[key]);
        lines.append(QJsonDocument(chosen).toJson(QJsonDocument::Compact));
    }
    std::ranges::sort(lines);
    return lines;
}

bool allAlive(const QList<pid_t>& pids)
{
    return std::ranges::all_of(pids, [](pid_t pid) { return isAlive(pid); });
}

bool noneAlive(const QList<pid_t>& pids)
{
    return std::ranges::none_of(pids, [](pid_t pid) { return isAlive(pid); });
}

} // namespace

/// SIGKILL of the console, and of the console and its shepherd, at many points of the real example.
class TestEtcdCrash : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void withoutAnyCrash();
    void theConsoleIsKilled();
    void theConsoleAndTheShepherdAreKilled();
    void bothAreKilledWhileTheyRecover();

private:
    void begin(int network, const QStringList& held);
    void kill(bool shepherdToo);
    /// Waits until `count` scripts of the task stand at the stop, and kills.
    void killAt(const QString& task, int count, bool shepherdToo);
    /// Opens the console again; what was held goes on, before it opens or after.
    void goOnBefore(const QString& task);
    void goOnAfter(const QString& task);
    void goOnAnew(const QString& task, int count);
    [[nodiscard]] bool finishes(const QString& operation) const;
    [[nodiscard]] QByteArrayList endState() const;
    [[nodiscard]] QByteArrayList finishedJobs(const QStringList& keys) const;
    void allIsTold() const;
    void destroyed(const QString& operation, bool kills, bool shepherdToo);

    std::unique_ptr<EtcdLab> m_lab;
    QList<pid_t> m_killedAt;      ///< what was held at the last kill
    QByteArrayList m_endedBefore; ///< the jobs that had finished at any kill
    QByteArrayList m_wanted;      ///< the end state without any crash
    QByteArrayList m_wantedJobs;
};

void TestEtcdCrash::initTestCase()
{
    for (const QString& program : {u"etcd"_s, u"etcdctl"_s}) {
        if (QStandardPaths::findExecutable(program).isEmpty())
            QSKIP("etcd is not installed (Debian: etcd-server, etcd-client)");
    }
}

void TestEtcdCrash::init()
{
    m_killedAt.clear();
    m_endedBefore.clear();
}

void TestEtcdCrash::begin(int network, const QStringList& held)
{
    m_lab.reset(); // what it used before is free again
    m_lab = std::make_unique<EtcdLab>(network);
    const QByteArray wrong = m_lab->prepare();
    QVERIFY2(wrong.isEmpty(), wrong.constData());
    for (const QString& task : held)
        m_lab->hold(task);
    QVERIFY(m_lab->openConsole());
    const Ran asked = m_lab->drover().run(u"cluster provision etcd-1 --application etcd"_s);
    QVERIFY2(asked.code == 0, asked.all().constData());
}

void TestEtcdCrash::kill(bool shepherdToo)
{
    m_lab->killConsole();
    if (!shepherdToo)
        return;
    // One that the console was just starting comes into being after it.
    QTRY_VERIFY_WITH_TIMEOUT((m_lab->killShepherd(), m_lab->shepherd() == 0), programDeadlineMs);
}

void TestEtcdCrash::killAt(const QString& task, int count, bool shepherdToo)
{
    QTRY_COMPARE_WITH_TIMEOUT(m_lab->held(task).size(), count, programDeadlineMs);
    m_killedAt = m_lab->held(task);
    m_endedBefore += finishedJobs({u"id"_s, u"task"_s, u"run"_s, u"started"_s, u"ended"_s});
    kill(shepherdToo);
    QVERIFY(allAlive(m_killedAt)); // a job outlives both
}

void TestEtcdCrash::goOnBefore(const QString& task)
{
    m_lab->letGo(task);
    QTRY_VERIFY_WITH_TIMEOUT(noneAlive(m_killedAt), programDeadlineMs);
    QVERIFY(m_lab->openConsole());
}

void TestEtcdCrash::goOnAfter(const QString& task)
{
    QVERIFY(m_lab->openConsole());
    // It attaches to what runs: that is neither ended nor started again.
    QTRY_VERIFY_WITH_TIMEOUT(!m_lab->get(u"jobs --limit 1"_s).isEmpty(), programDeadlineMs);
    QVERIFY(allAlive(m_killedAt));
    QCOMPARE(m_lab->held(task), m_killedAt);
    m_lab->letGo(task);
}

void TestEtcdCrash::goOnAnew(const QString& task, int count)
{
    QVERIFY(m_lab->openConsole());
    QTRY_VERIFY_WITH_TIMEOUT(noneAlive(m_killedAt), programDeadlineMs);
    QTRY_COMPARE_WITH_TIMEOUT(m_lab->held(task).size(), count, programDeadlineMs);
    m_lab->letGo(task);
}

bool TestEtcdCrash::finishes(const QString& operation) const
{
    const auto state = [&] {
        return m_lab->get(u"operations "_s + operation).first()[u"state"_s].toString();
    };
    return QTest::qWaitFor([&] { return state() == u"finished"_s || state() == u"needs-attention"_s; },
                           programDeadlineMs) &&
           state() == u"finished"_s;
}

QByteArrayList TestEtcdCrash::endState() const
{
    QByteArrayList state =
        only(m_lab->get(u"clusters"_s),
             {u"name"_s, u"state"_s, u"workflow"_s, u"workflowComplete"_s, u"workOrderMode"_s, u"ready"_s,
              u"desired"_s, u"health"_s, u"application"_s, u"version"_s, u"roles"_s, u"members"_s});
    state += only(m_lab->get(u"machines"_s),
                  {u"name"_s, u"role"_s, u"member"_s, u"cluster"_s, u"pool"_s, u"poolStatus"_s,
                   u"poolAllocated"_s, u"workflow"_s, u"workflowComplete"_s, u"workOrderMode"_s, u"stage"_s,
                   u"currentTask"_s, u"tasks"_s, u"runnable"_s, u"profiles"_s});
    state += only(m_lab->get(u"gates"_s), {u"cluster"_s, u"name"_s, u"role"_s, u"need"_s, u"open"_s});
    state += only(m_lab->get(u"pools"_s), {u"name"_s, u"total"_s, u"counts"_s});
    state += m_lab->etcdctl({u"get"_s, u"--prefix"_s, u"/drover/workers/"_s, u"--keys-only"_s}).split('\n');
    return state;
}

QByteArrayList TestEtcdCrash::finishedJobs(const QStringList& keys) const
{
    QJsonArray finished;
    for (const QJsonValue job : m_lab->get(u"jobs"_s)) {
        if (job[u"state"_s] == u"finished"_s)
            finished.append(job);
    }
    return only(finished, keys);
}

/// Nothing ran twice, no output is missing, the journal makes the state.
void TestEtcdCrash::allIsTold() const
{
    QCOMPARE(m_lab->twice(), QByteArray());
    const QByteArrayList ended = finishedJobs({u"id"_s, u"task"_s, u"run"_s, u"started"_s, u"ended"_s});
    for (const QByteArray& job : m_endedBefore)
        QVERIFY2(ended.contains(job), job.constData());
    const QByteArrayList began = m_lab->began();
    int scripts = 0;
    for (const QJsonValue job : m_lab->get(u"jobs"_s)) {
        const QString name = job[u"id"_s].toString();
        if (!job[u"task"_s].toString().startsWith(u"etcd-"_s))
            continue;
        ++scripts;
        const QByteArray start = u"%1.%2 "_s.arg(name).arg(job[u"attempt"_s].toInt()).toUtf8();
        QCOMPARE(std::ranges::count_if(began, [&](const QByteArray& line) { return line.startsWith(start); }),
                 job[u"run"_s].toInt());
        if (job[u"state"_s] != u"finished"_s)
            continue;
        const QByteArray gap = EtcdLab::gapIn(m_lab->drover().run(u"logs "_s + name).out);
        QVERIFY2(gap.isEmpty(), (name.toUtf8() + ": " + gap).constData());
    }
    QVERIFY(scripts > 0);
    const Ran verified = m_lab->drover().run(u"journal verify"_s);
    QVERIFY2(verified.code == 0, verified.all().constData());
}

void TestEtcdCrash::destroyed(const QString& operation, bool kills, bool shepherdToo)
{
    const Ran asked = m_lab->drover().run(u"cluster destroy etcd-1 --confirm etcd-1 --reason test"_s);
    QVERIFY2(asked.code == 0, asked.all().constData());
    if (kills) {
        killAt(u"etcd-remove"_s, 2, shepherdToo); // the workers go first
        if (shepherdToo)
            goOnAnew(u"etcd-remove"_s, 2);
        else
            goOnAfter(u"etcd-remove"_s);
    }
    QVERIFY(finishes(operation));
    QCOMPARE(m_lab->get(u"clusters"_s).size(), 0);
    for (const QJsonValue machine : m_lab->get(u"machines"_s))
        QCOMPARE(machine[u"poolStatus"_s].toString(), u"Free"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_lab->leftRunning(), QByteArrayList(), programDeadlineMs);
    QCOMPARE(m_lab->leftListening(), QStringList());
    QTRY_COMPARE_WITH_TIMEOUT(m_lab->leftFiles(), QStringList(), programDeadlineMs);
    allIsTold();
}

void TestEtcdCrash::withoutAnyCrash()
{
    begin(91, {});
    QVERIFY(finishes(u"op-1"_s));
    m_wanted = endState();
    m_wantedJobs = finishedJobs({u"machine"_s, u"stage"_s, u"task"_s});
    const QJsonValue roles = m_lab->get(u"clusters"_s).first()[u"roles"_s];
    QCOMPARE(roles[0],
             (QJsonObject{
                 {u"role"_s, u"control-plane"_s}, {u"desired"_s, 3}, {u"ready"_s, 3}, {u"votes"_s, true}}));
    QCOMPARE(
        roles[1],
        (QJsonObject{{u"role"_s, u"worker"_s}, {u"desired"_s, 2}, {u"ready"_s, 2}, {u"votes"_s, false}}));
    QCOMPARE(m_lab->daemons().size(), 5);
    QVERIFY(m_wanted.contains("/drover/workers/w-2"));
    allIsTold();
    destroyed(u"op-2"_s, false, false);
}

void TestEtcdCrash::theConsoleIsKilled()
{
    begin(92, heldTasks);
    kill(false); // as soon as the command was accepted
    QVERIFY(m_lab->openConsole());
    killAt(u"etcd-config"_s, 3, false);
    goOnAfter(u"etcd-config"_s);
    killAt(u"etcd-start"_s, 3, false);
    goOnBefore(u"etcd-start"_s);
    killAt(u"etcd-publish"_s, 3, false); // the last task before the gate
    const QList<pid_t> members = m_lab->daemons();
    QCOMPARE(members.size(), 3);
    goOnAfter(u"etcd-publish"_s);
    killAt(u"etcd-worker-start"_s, 2, false); // the first behind it
    goOnBefore(u"etcd-worker-start"_s);
    killAt(u"etcd-cluster-verify"_s, 1, false);
    goOnAfter(u"etcd-cluster-verify"_s);
    QVERIFY(finishes(u"op-1"_s));

    QCOMPARE(endState(), m_wanted);
    QCOMPARE(finishedJobs({u"machine"_s, u"stage"_s, u"task"_s}), m_wantedJobs);
    QCOMPARE(m_lab->get(u"jobs"_s).size(), m_wantedJobs.size()); // none was lost, none failed
    QVERIFY(allAlive(members));
    QCOMPARE(m_lab->daemons().size(), 5);
    allIsTold();
    destroyed(u"op-2"_s, true, false);
}

void TestEtcdCrash::theConsoleAndTheShepherdAreKilled()
{
    begin(93, heldTasks);
    kill(true);
    m_killedAt = m_lab->held(u"etcd-config"_s); // on a slow machine some have begun already
    QVERIFY(m_lab->openConsole());
    QTRY_VERIFY_WITH_TIMEOUT(noneAlive(m_killedAt), programDeadlineMs);
    killAt(u"etcd-config"_s, 3, true);
    goOnAnew(u"etcd-config"_s, 3);
    killAt(u"etcd-start"_s, 3, true);
    goOnAnew(u"etcd-start"_s, 3);
    killAt(u"etcd-publish"_s, 3, true);
    const QList<pid_t> members = m_lab->daemons();
    QCOMPARE(members.size(), 3);
    goOnAnew(u"etcd-publish"_s, 3);
    killAt(u"etcd-worker-start"_s, 2, true);
    goOnBefore(u"etcd-worker-start"_s); // it ends well, and nobody is there to see it
    killAt(u"etcd-cluster-verify"_s, 1, true);
    goOnAnew(u"etcd-cluster-verify"_s, 1);
    QVERIFY(finishes(u"op-1"_s));

    QCOMPARE(endState(), m_wanted);
    QCOMPARE(finishedJobs({u"machine"_s, u"stage"_s, u"task"_s}), m_wantedJobs);
    QVERIFY(allAlive(members)); // daemons of finished jobs are left alone
    int lost = 0;
    for (const QJsonValue job : m_lab->get(u"jobs"_s)) {
        if (job[u"state"_s] == u"finished"_s)
            continue;
        QCOMPARE(job[u"end"_s].toString(), u"lost"_s);
        QCOMPARE(job[u"attempt"_s].toInt(), 1);
        QVERIFY(!job[u"message"_s].toString().isEmpty());
        ++lost;
    }
    QVERIFY2(lost >= 3 + 3 + 3 + 2 + 1, qPrintable(QString::number(lost)));
    allIsTold();
    destroyed(u"op-2"_s, true, true);
}

/// Recovery is itself interrupted, at each of its steps.
void TestEtcdCrash::bothAreKilledWhileTheyRecover()
{
    const auto anyHeld = [&] { return m_lab->held(u"etcd-config"_s); };
    const auto someEnded = [&] { return !allAlive(m_killedAt); };
    const auto allEnded = [&] { return noneAlive(m_killedAt); };
    const auto someBegan = [&] { return allEnded() && !anyHeld().isEmpty(); };
    const auto theShepherdIsThere = [&] { return m_lab->shepherd() != 0; };
    const auto always = [] { return true; };
    const std::initializer_list<std::function<bool()>> moments{always, theShepherdIsThere, someEnded,
                                                               allEnded, someBegan};
    begin(94, heldTasks);
    killAt(u"etcd-config"_s, 3, true);
    for (const auto& moment : moments) {
        QVERIFY(m_lab->openConsole());
        QTRY_VERIFY_WITH_TIMEOUT(moment(), programDeadlineMs);
        kill(true);
        m_killedAt = anyHeld();
    }
    goOnAnew(u"etcd-config"_s, 3);
    for (const QString& task : heldTasks)
        m_lab->letGo(task);
    QVERIFY(finishes(u"op-1"_s));
    QCOMPARE(endState(), m_wanted);
    QCOMPARE(finishedJobs({u"machine"_s, u"stage"_s, u"task"_s}), m_wantedJobs);
    allIsTold();
    destroyed(u"op-2"_s, false, false);
}

QTEST_GUILESS_MAIN(TestEtcdCrash)
#include "tst_etcdcrash.moc"
