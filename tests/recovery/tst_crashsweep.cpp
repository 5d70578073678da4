#include "engine/core/json.h"
#include "engine/core/transitions.h"
#include "engine/store/journalverify.h"
#include "engine/store/migrator.h"
#include "tests/recovery/sweeprig.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace Drover;
using namespace Drover::Testing;
using namespace Qt::StringLiterals;

namespace {

/// In memory where the system has a place for that: thousands of small files are written.
QString fastFolder()
{
    const QString memory = u"/dev/shm"_s;
    return (QFileInfo(memory).isWritable() ? memory : QDir::tempPath()) + u"/drover-sweep-XXXXXX"_s;
}

QByteArrayList lines(const QList<EventRecord>& journal)
{
    QByteArrayList lines;
    for (const EventRecord& record : journal)
        lines.append(Json::toText(record));
    return lines;
}

/// The end of the chain of hashes over every event in every field: what happened, to what, when, by whom. Two
/// runs with the same end have the same objects, params, pool statuses, and jobs with the same attempts,
/// because rows are folded from events (`journal verify`).
QByteArray chainEnd(const QString& folder)
{
    const auto database = Sqlite::Database::open(folder + u"/drover.db"_s, Sqlite::Database::Mode::ReadOnly);
    const auto select = (*database)->prepare("SELECT hash FROM event ORDER BY seq DESC LIMIT 1");
    const auto row = (*select)->step();
    return row && *row ? (*select)->copiedBytes(0) : QByteArray();
}

/// Working directories of machines that are gone.
QStringList strayPlaces(const SweepRig& rig)
{
    QStringList names;
    for (const QString& place : rig.moment().host.places) {
        if (!rig.state().machineNamed(place))
            names.append(place);
    }
    return names;
}

QString firstDifference(const QByteArrayList& undisturbed, const QByteArrayList& recovered)
{
    for (qsizetype i = 0; i < std::max(undisturbed.size(), recovered.size()); ++i) {
        if (undisturbed.value(i) != recovered.value(i))
            return u"event %1\n  undisturbed: %2\n  recovered:   %3"_s.arg(i + 1).arg(
                QString::fromUtf8(undisturbed.value(i)), QString::fromUtf8(recovered.value(i)));
    }
    return {};
}

/// How many of each kind of point are tried: all of them with DROVER_FULL_SWEEP=1. The steering goes through
/// much of the life again.
int quotaOf(const QString& point, SweepRig::Scenario scenario)
{
    if (qEnvironmentVariableIsSet("DROVER_FULL_SWEEP"))
        return std::numeric_limits<int>::max();
    const int life = point == "store: step"_L1 ? 60 : point.startsWith("store:"_L1) ? 20 : 12;
    return scenario == SweepRig::Scenario::Life ? life : life / 2;
}

/// Is the n-th of `count` one of `quota` that lie evenly spread?
bool isChosen(int n, int count, int quota)
{
    if (quota >= count)
        return true;
    return qint64(n) * quota / count != qint64(n + 1) * quota / count;
}

} // namespace

/// The engine's process is stopped at every call of the store and at every boundary of an effect. What it
/// leaves behind is kept, opened anew, and driven to the end.
class TestCrashSweep : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void everyStopEndsInTheSameState_data();
    void everyStopEndsInTheSameState();
    void aMigrationStoppedAnywhereIsDoneNextTime();
    void cleanupTestCase();

private:
    struct Start
    {
        std::unique_ptr<QTemporaryDir> folder;
        SweepRig::Moment moment;
    };
    static Start prepared(SweepRig::Scenario scenario, bool simulated);
    static SweepRig::Moment copyOf(const SweepRig::Moment& moment, const QTemporaryDir& folder);
    void undisturbed(const Start& start, bool simulated);
    static void wasTheLife(const QList<EventRecord>& journal);
    static void wasTheSteering(const QList<EventRecord>& journal);
    [[nodiscard]] QString recover(const SweepRig::Moment& moment, bool simulated) const;

    QByteArrayList m_expected;
    QByteArray m_chainEnd;
    QMap<QString, int> m_counts; ///< point → how many there are
    QMap<QString, int> m_tried;
};

void TestCrashSweep::initTestCase()
{
    QVERIFY(!isChosen(0, 10, 2) && isChosen(4, 10, 2) && isChosen(9, 10, 2));
}

TestCrashSweep::Start TestCrashSweep::prepared(SweepRig::Scenario scenario, bool simulated)
{
    Start start{std::make_unique<QTemporaryDir>(fastFolder()), {}};
    start.moment.folder = start.folder->path();
    start.moment.now = VirtualClock::epoch();
    start.moment.scenario = scenario;
    SweepRig rig(start.moment, simulated);
    rig.setUp();
    start.moment = rig.moment();
    return start;
}

SweepRig::Moment TestCrashSweep::copyOf(const SweepRig::Moment& moment, const QTemporaryDir& folder)
{
    SweepRig::copyDatabase(moment.folder, folder.path());
    SweepRig::Moment copy = moment;
    copy.folder = folder.path();
    return copy;
}

/// What has to come of it, and that it is the run that it should be.
void TestCrashSweep::undisturbed(const Start& start, bool simulated)
{
    const QTemporaryDir folder(fastFolder());
    QMap<QString, int> counts;
    SweepRig rig(copyOf(start.moment, folder), simulated, [&](const QString& point) { ++counts[point]; });
    const Result<> done = rig.finish();
    m_counts = counts;
    QVERIFY2(done, done ? "" : qPrintable(done.error().text));
    QCOMPARE(rig.state().all<Operation>().size(), 0U);
    QCOMPARE(rig.state().poolCounts(u"default"_s)[std::size_t(PoolStatus::Free)], 5);
    QCOMPARE(rig.moment().host.faults, QStringList());
    QCOMPARE(strayPlaces(rig), QStringList());
    if (!simulated)
        QVERIFY2(counts.value(u"before a machine is left"_s) == 1, "the cluster's directory was not left");
    const QList<EventRecord> journal = rig.journal();
    if (start.moment.scenario == SweepRig::Scenario::Life)
        wasTheLife(journal);
    else
        wasTheSteering(journal);
    m_expected = lines(journal);
    m_chainEnd = chainEnd(folder.path());
    QVERIFY(!m_chainEnd.isEmpty());
}

void TestCrashSweep::wasTheLife(const QList<EventRecord>& journal)
{
    int retries = 0;
    int reboots = 0;
    int gates = 0;
    int holds = 0;
    for (const EventRecord& record : journal) {
        const auto* waiting = std::get_if<Events::SequenceWaiting>(&record.event);
        retries += waiting && waiting->wait == Wait::Retry ? 1 : 0;
        reboots += waiting && waiting->wait == Wait::Reboot ? 1 : 0;
        gates += std::holds_alternative<Events::GateOpened>(record.event) ? 1 : 0;
        const auto* moved = std::get_if<Events::PoolStatusChanged>(&record.event);
        holds += moved && isHeld(moved->to) ? 1 : 0;
    }
    QCOMPARE(retries, 1);
    QCOMPARE(reboots, 1);
    QCOMPARE(gates, 1);
    QCOMPARE(holds, 2); // HoldBuild and HoldDestroy
}

void TestCrashSweep::wasTheSteering(const QList<EventRecord>& journal)
{
    int locksEnded = 0;
    int pausesEnded = 0;
    int plannedAgain = 0;
    int onTheWay = 0; // jobs of the pools' workflows on a machine of no cluster
    QList<PoolStatus> moves;
    for (const EventRecord& record : journal) {
        const bool byItself = record.cause == "schedule"_L1;
        const auto* lock = std::get_if<Events::LockChanged>(&record.event);
        locksEnded += lock && byItself && !lock->lock.locked ? 1 : 0;
        const auto* changed = std::get_if<Events::OperationStateChanged>(&record.event);
        pausesEnded += changed && byItself && changed->from == OperationState::Paused ? 1 : 0;
        plannedAgain += changed && changed->operation == OperationId{2} &&
                                changed->from == OperationState::Queued &&
                                changed->to == OperationState::Running
                            ? 1
                            : 0;
        const auto* job = std::get_if<Events::JobCreated>(&record.event);
        onTheWay += job && job->job.workflow == "universal-decommission"_L1 && job->job.member.isEmpty();
        const auto* moved = std::get_if<Events::PoolStatusChanged>(&record.event);
        if (moved && (moved->from == PoolStatus::Leaving || moved->from == PoolStatus::Joining))
            moves.append(moved->from);
    }
    QCOMPARE(locksEnded, 1);
    QCOMPARE(pausesEnded, 1);
    QCOMPARE(plannedAgain, 1);
    // There through the enter workflow of a pool, and back through its exit workflow.
    QCOMPARE(moves.count(PoolStatus::Leaving), 2);
    QVERIFY(moves.count(PoolStatus::Joining) >= 2);
    QVERIFY2(onTheWay >= 4, qPrintable(QString::number(onTheWay)));
}

/// Goes on from the moment to the end; answers what is not as it should be.
QString TestCrashSweep::recover(const SweepRig::Moment& moment, bool simulated) const
{
    {
        SweepRig rig(moment, simulated);
        if (const Result<> done = rig.finish(); !done)
            return u"refused: "_s + done.error().text;
        if (!rig.moment().host.faults.isEmpty())
            return rig.moment().host.faults.join(u"; "_s);
        if (const QStringList stray = strayPlaces(rig); !stray.isEmpty())
            return u"directories of no machine: "_s + stray.join(u", "_s);
        if (chainEnd(moment.folder) != m_chainEnd)
            return firstDifference(m_expected, lines(rig.journal()));
    }
    const auto report = verifyJournal(moment.folder + u"/drover.db"_s);
    return report ? report->problems.join(u"; "_s) : report.error().text;
}

void TestCrashSweep::everyStopEndsInTheSameState_data()
{
    QTest::addColumn<SweepRig::Scenario>("scenario");
    QTest::addColumn<bool>("simulated");
    QTest::newRow("processes outside") << SweepRig::Scenario::Life << false;
    QTest::newRow("simulated") << SweepRig::Scenario::Life << true;
    QTest::newRow("steering") << SweepRig::Scenario::Steering << false;
}

/// A database as the first program wrote it is opened, and the process is stopped at every call that makes
/// it today's. Opened again it is today's, and nothing of what it held is lost.
void TestCrashSweep::aMigrationStoppedAnywhereIsDoneNextTime()
{
    const Start start = prepared(SweepRig::Scenario::Life, true);
    const QString path = start.folder->filePath(SweepRig::databaseName);
    State expected;
    {
        auto store = SqliteStore::open(path);
        QVERIFY(store);
        expected = *(*store)->load();
        // Columns that came later go; they stand at their defaults.
        QVERIFY((*store)->database().execute("ALTER TABLE machine DROP COLUMN \"nextPool\";"
                                             "ALTER TABLE pool DROP COLUMN \"autoFill\";"
                                             "ALTER TABLE operation DROP COLUMN \"triedUpTo\";"
                                             "ALTER TABLE operation DROP COLUMN \"pausedUntil\";"
                                             "PRAGMA user_version = 1;"));
    }
    QCOMPARE(knownMigrations().last().to, 3); // a later one adds columns of its own
    const QTemporaryDir folder(fastFolder());
    SweepRig::copyDatabase(start.folder->path(), folder.path());
    auto database =
        Sqlite::Database::open(folder.filePath(SweepRig::databaseName), Sqlite::Database::Mode::ReadWrite);
    QVERIFY(database);
    int stops = 0;
    QSet<qint64> versions;
    QStringList faults;
    (*database)->setFaultHook([&](Sqlite::Point) {
        ++stops;
        const QTemporaryDir crashed(fastFolder());
        SweepRig::copyDatabase(folder.path(), crashed.path());
        const QString left = crashed.filePath(SweepRig::databaseName);
        if (const auto reader = Sqlite::Database::open(left, Sqlite::Database::Mode::ReadOnly))
            versions.insert(*(*reader)->number("PRAGMA user_version"));
        auto store = SqliteStore::open(left);
        const auto state = store ? (*store)->load() : tl::make_unexpected(store.error());
        store = {};
        const auto report = verifyJournal(left);
        if (!state || !state->sameTables(expected) || !report || !report->ok())
            faults.append(u"stopped at call %1"_s.arg(stops));
        return 0;
    });
    QVERIFY(migrate(**database));
    (*database)->setFaultHook({});
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
    QVERIFY2(stops >= 10, qPrintable(QString::number(stops)));
    QCOMPARE(versions, (QSet<qint64>{1, 2, 3})); // before, between and after the steps
    m_tried[u"store: migration"_s] = stops;
}

void TestCrashSweep::everyStopEndsInTheSameState()
{
    QFETCH(SweepRig::Scenario, scenario);
    QFETCH(bool, simulated);
    const Start start = prepared(scenario, simulated);
    undisturbed(start, simulated);
    if (QTest::currentTestFailed())
        return;
    const QTemporaryDir folder(fastFolder());
    QMap<QString, int> seen;
    QStringList faults;
    const SweepRig* running = nullptr;
    SweepRig rig(copyOf(start.moment, folder), simulated, [&](const QString& point) {
        if (!isChosen(seen[point]++, m_counts.value(point), quotaOf(point, scenario)) || faults.size() > 3)
            return;
        ++m_tried[point];
        const QTemporaryDir crashed(fastFolder());
        const QString fault = recover(copyOf(running->moment(), crashed), simulated);
        if (!fault.isEmpty())
            faults.append(u"stopped at “%1” number %2: %3"_s.arg(point).arg(seen[point]).arg(fault));
    });
    running = &rig;
    QVERIFY(rig.finish());
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
    QCOMPARE(seen, m_counts);
}

void TestCrashSweep::cleanupTestCase()
{
    int tried = 0;
    for (const int count : std::as_const(m_tried))
        tried += count;
    qInfo() << "stopped at" << tried << "points:" << m_tried;
    QVERIFY(tried >= 300);
}

QTEST_GUILESS_MAIN(TestCrashSweep)
#include "tst_crashsweep.moc"
