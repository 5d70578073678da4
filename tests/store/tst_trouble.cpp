#include "engine/store/eventcodec.h"
#include "engine/store/journalverify.h"
#include "tests/store/storeworld.h"

#include <QTest>
#include <sqlite3.h>

using namespace Qt::StringLiterals;

namespace Drover {

using Sqlite::Point;
using Testing::StoreWorld;

/// Trouble with the disk: what is told, that nothing is written by halves, and that the store goes on
/// afterwards.
class TestTrouble : public QObject
{
    Q_OBJECT

private slots:
    void codesAreTold_data();
    void codesAreTold();
    void aTurnStoppedAnywhereLeavesNothing();
    void aCommitThatLandedIsSeenAgain();
    void aFullDiskIsSurvived();
    void anotherWriterIsToldOf();
    void aFileThatMayNotBeWrittenIsToldOf();
    void damagedRowsAreToldOf();
    void whatNoParserReadsIsCut();
};

void TestTrouble::codesAreTold_data()
{
    QTest::addColumn<int>("sqlite");
    QTest::addColumn<QString>("code");
    QTest::newRow("full") << SQLITE_FULL << u"store-full"_s;
    QTest::newRow("io") << SQLITE_IOERR_FSYNC << u"store-unavailable"_s;
    QTest::newRow("write") << SQLITE_IOERR_WRITE << u"store-unavailable"_s;
    QTest::newRow("read-only") << SQLITE_READONLY_DBMOVED << u"store-read-only"_s;
    QTest::newRow("busy") << SQLITE_BUSY_SNAPSHOT << u"store-busy"_s;
    QTest::newRow("corrupt") << SQLITE_CORRUPT_INDEX << u"store-damaged"_s;
    QTest::newRow("memory") << SQLITE_NOMEM << u"store-unavailable"_s;
}

void TestTrouble::codesAreTold()
{
    QFETCH(int, sqlite);
    QFETCH(QString, code);
    StoreWorld world(true);
    QVERIFY(world.turn(10));
    world.sqlite().database().setFaultHook([&](Point point) { return point == Point::Commit ? sqlite : 0; });
    const auto refused = world.turn(10);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, code);
    QVERIFY(refused.error().text.contains(world.path()));
    QVERIFY(!refused.error().remedy.isEmpty());
    world.sqlite().database().setFaultHook({});
    QVERIFY(world.turn(10));
}

void TestTrouble::aTurnStoppedAnywhereLeavesNothing()
{
    StoreWorld world(true, 6);
    QVERIFY(world.turn(120));
    bool landed = false;
    int calls = 0;
    for (int stop = 0; !landed; ++stop) {
        int call = 0;
        world.sqlite().database().setFaultHook([&](Point point) {
            return point != Point::Committed && call++ == stop ? (stop % 2 == 0 ? SQLITE_IOERR : SQLITE_FULL)
                                                               : 0;
        });
        landed = world.turn(15).has_value();
        world.sqlite().database().setFaultHook({});
        calls = stop;
        if (stop % 16 == 0) {
            const auto loaded = world.store().load();
            QVERIFY(loaded && loaded->sameTables(world.state()));
            QCOMPARE(world.store().events({.after = 0, .limit = 100000})->size(), world.events().size());
        }
    }
    QVERIFY(calls > 15);
    QVERIFY(world.turn(50));
    const auto report = Testing::verifyFold(world.path());
    QVERIFY2(report && report->ok(), report ? qPrintable(report->problems.join(u'\n')) : "");
}

void TestTrouble::aCommitThatLandedIsSeenAgain()
{
    StoreWorld world(true);
    QVERIFY(world.turn(20));
    world.sqlite().database().setFaultHook(
        [](Point point) { return point == Point::Committed ? SQLITE_IOERR : 0; });
    QVERIFY(!world.turn(20));
    world.sqlite().database().setFaultHook({});
    const auto loaded = world.store().load();
    QVERIFY(loaded);
    QCOMPARE(loaded->ledger().seq, 40);
    world.state() = *loaded;
    QVERIFY(world.turn(20));
    world.reopen();
    QCOMPARE(world.store().load()->ledger().seq, 60);
    QVERIFY(Testing::verifyFold(world.path())->ok());
}

void TestTrouble::aFullDiskIsSurvived()
{
    StoreWorld world(true, 4);
    QVERIFY(world.turn(50));
    auto& database = world.sqlite().database();
    const qint64 pages = *database.number("PRAGMA page_count");
    QVERIFY(database.execute("PRAGMA max_page_count = " + QByteArray::number(pages + 4)));
    Result<> done;
    for (int i = 0; i < 50 && done; ++i)
        done = world.turn(60);
    QVERIFY(!done);
    QCOMPARE(done.error().code, u"store-full"_s);
    QVERIFY(world.store().load()->sameTables(world.state()));
    QVERIFY(database.execute("PRAGMA max_page_count = 1000000"));
    QVERIFY(world.turn(60));
    world.reopen();
    QVERIFY(world.store().load()->sameTables(world.state()));
    QVERIFY(Testing::verifyFold(world.path())->ok());
}

void TestTrouble::anotherWriterIsToldOf()
{
    StoreWorld world(true);
    QVERIFY(world.turn(10));
    QVERIFY(world.sqlite().database().execute("PRAGMA busy_timeout = 0"));
    const auto other = Sqlite::Database::open(world.path(), Sqlite::Database::Mode::ReadWrite);
    QVERIFY((*other)->execute("BEGIN IMMEDIATE"));
    const auto refused = world.turn(10);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, u"store-busy"_s);
    QVERIFY((*other)->execute("ROLLBACK"));
    QVERIFY(world.turn(10));
}

void TestTrouble::aFileThatMayNotBeWrittenIsToldOf()
{
    StoreWorld world(true);
    QVERIFY(world.turn(10));
    QVERIFY(world.sqlite().database().execute("PRAGMA query_only = ON"));
    const auto refused = world.turn(10);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, u"store-read-only"_s);
    QVERIFY(world.sqlite().database().execute("PRAGMA query_only = OFF"));
    QVERIFY(world.turn(10));

    const auto missing = SqliteStore::open(world.path() + u"/no/such/folder/drover.db"_s);
    QVERIFY(!missing);
    QCOMPARE(missing.error().code, u"store-unavailable"_s);
}

void TestTrouble::damagedRowsAreToldOf()
{
    StoreWorld world(true, 2);
    QVERIFY(world.turn(100));
    QVERIFY(world.sqlite().database().execute("UPDATE machine SET \"poolStatus\" = 'Nowhere'"));
    const auto loaded = world.store().load();
    QVERIFY(!loaded);
    QCOMPARE(loaded.error().code, u"store-damaged"_s);
    QVERIFY(loaded.error().text.contains(u"poolStatus"_s) && loaded.error().text.contains(u"machine"_s));
}

/// A directory that took such a value before it was refused.
void TestTrouble::whatNoParserReadsIsCut()
{
    StoreWorld world(true, 2);
    QVERIFY(world.turn(100));
    const QByteArray deep = QByteArray(1023, '[') + R"("]\"")" + QByteArray(1023, ']');
    const QByteArray params = R"({"a":"[{\"","x":)" + deep + R"(,"z":[1]})";
    QVERIFY(world.sqlite().database().execute("UPDATE machine SET params = '" + params + '\''));
    const auto loaded = world.store().load();
    QVERIFY2(loaded, qPrintable(loaded ? QString() : loaded.error().text));
    QVERIFY(!loaded->all<Machine>().empty());
    for (const auto& [id, machine] : loaded->all<Machine>()) {
        QCOMPARE(machine.params.keys(), (QStringList{u"a"_s, u"x"_s, u"z"_s}));
        QCOMPARE(machine.params.value(u"a"_s), QJsonValue(u"[{\""_s));
        QVERIFY(machine.params.value(u"x"_s).isArray());
        QCOMPARE(machine.params.value(u"z"_s), QJsonValue(QJsonArray{1}));
    }
    const QByteArray payload = R"({"profile":"p","set":)" + params + '}';
    const Result<Event> event = EventCodec::readPayload(u"ParamsChanged"_s, 1, payload);
    QVERIFY2(event, qPrintable(event ? QString() : event.error().text));
    QCOMPARE(std::get<Events::ParamsChanged>(*event).set.keys().size(), 3);
}

} // namespace Drover

QTEST_GUILESS_MAIN(Drover::TestTrouble)
#include "tst_trouble.moc"
