#include "engine/store/historyreader.h"
#include "engine/store/migrator.h"
#include "engine/store/rows/rowsql.h"
#include "tests/store/storeworld.h"

#include <QTest>
#include <thread>

using namespace Qt::StringLiterals;

namespace Drover {

using Sqlite::Database;
using Testing::StoreWorld;

namespace {

std::unique_ptr<Database> openAt(const QString& path)
{
    auto database = Database::open(path, Database::Mode::ReadWrite);
    return database ? std::move(*database) : nullptr;
}

QMap<QByteArray, QByteArray> columnsOf(Database& database, const QByteArray& table)
{
    QMap<QByteArray, QByteArray> found;
    auto columns = database.prepare("SELECT name, type FROM pragma_table_info('" + table + "')");
    while (*(*columns)->step())
        found.insert((*columns)->copiedBytes(0), (*columns)->copiedBytes(1));
    return found;
}

/// How SQLite answers a query, in words.
QString queryPlan(Database& database, const QByteArray& sql)
{
    auto statement = database.prepare("EXPLAIN QUERY PLAN " + sql);
    QStringList lines;
    while (statement && *(*statement)->step())
        lines.append((*statement)->text(3));
    return lines.join(u"; "_s);
}

} // namespace

/// The schema: that it holds every field, that it climbs its ladder, that paging stays fast.
class TestSchema : public QObject
{
    Q_OBJECT

private slots:
    void everyFieldHasItsColumn();
    void migrationsAreNumberedWithoutGaps();
    void anOldFileIsBroughtUpToDate();
    void poolsOfTheFirstSchemaAreKept();
    void aFailedStepLeavesTheFileAsItWas();
    void aNewerFileIsRefused();
    void aForeignFileIsRefused();
    void aReaderRefusesAnOlderFile();
    void queriesUseIndices_data();
    void queriesUseIndices();
    void aReaderOnAnotherThreadSeesCommits();
};

void TestSchema::everyFieldHasItsColumn()
{
    StoreWorld world(true);
    const auto check = [&]<class T>(const T*) {
        using Traits = Rows::TableTraits<T>;
        QMap<QByteArray, QByteArray> first;
        QMap<QByteArray, QByteArray> second;
        Rows::forEachColumn<T>([&](const QByteArray& name, auto access) {
            const char* type = Rows::columnType<std::remove_cvref_t<decltype(access(std::declval<T&>()))>>();
            const bool inSecond =
                Traits::inSecond(std::string_view(name.constData(), std::size_t(name.size())));
            if (!inSecond || Traits::ended == Rows::Ended::Apart)
                first.insert(name, type);
            if (inSecond || name == Traits::key[0])
                second.insert(name, type);
        });
        if (Traits::ended == Rows::Ended::Marked)
            first.insert("live", "INTEGER");
        if (std::is_same_v<T, Ledger>)
            first.insert("one", "INTEGER");
        if (std::is_same_v<T, Job>) {
            first.insert("previousOfMachine", "INTEGER");
            first.insert("previousOfCluster", "INTEGER");
            second.insert("ending", "INTEGER");
        }
        QCOMPARE(columnsOf(world.sqlite().database(), Traits::name), first);
        if (Traits::second)
            QCOMPARE(columnsOf(world.sqlite().database(), Traits::second), second);
    };
    std::apply([&]<class... Each>(
                   const Each&...) { (check(static_cast<const typename Each::mapped_type*>(nullptr)), ...); },
               Tables());
}

void TestSchema::migrationsAreNumberedWithoutGaps()
{
    const QList<Migration> migrations = knownMigrations();
    QVERIFY(!migrations.isEmpty());
    for (qsizetype i = 0; i < migrations.size(); ++i)
        QCOMPARE(migrations.at(i).to, int(i) + 1);
}

void TestSchema::anOldFileIsBroughtUpToDate()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"drover.db"_s);
    const Migration first{1, "CREATE TABLE a (x INTEGER) STRICT; INSERT INTO a VALUES (7);"};
    const Migration second{2, "ALTER TABLE a ADD COLUMN y TEXT NOT NULL DEFAULT 'new';"};
    const auto database = openAt(path);
    QVERIFY(migrate(*database, {first}));
    QVERIFY(!QFile::exists(path + u".before-1"_s));
    QVERIFY(migrate(*database, {first, second}));
    QCOMPARE(*database->number("PRAGMA user_version"), 2);
    QCOMPARE(*database->number("SELECT count(*) FROM a WHERE x = 7 AND y = 'new'"), 1);

    const auto copy = openAt(path + u".before-2"_s);
    QVERIFY(copy);
    QCOMPARE(*copy->number("PRAGMA user_version"), 1);
    QCOMPARE(*copy->number("SELECT x FROM a"), 7);
    QVERIFY(migrate(*database, {first, second}));
}

void TestSchema::poolsOfTheFirstSchemaAreKept()
{
    QTemporaryDir folder;
    const auto database = openAt(folder.filePath(u"drover.db"_s));
    const QList<Migration> migrations = knownMigrations();
    QVERIFY(migrate(*database, {migrations.first()}));
    QVERIFY(database->execute("INSERT INTO pool VALUES ('edge', 'words', '', '{}', '{}', '{}', '{}', 3)"));
    QVERIFY(migrate(*database, migrations));
    QCOMPARE(*database->number("SELECT count(*) FROM pool WHERE name = 'edge' AND \"minFree\" = 3 "
                               "AND \"autoFill\" = '{}'"),
             1);
}

void TestSchema::aFailedStepLeavesTheFileAsItWas()
{
    QTemporaryDir folder;
    const auto database = openAt(folder.filePath(u"drover.db"_s));
    const Migration first{1, "CREATE TABLE a (x INTEGER) STRICT;"};
    const Migration broken{2, "CREATE TABLE b (x INTEGER) STRICT; INSERT INTO nowhere VALUES (1);"};
    QVERIFY(migrate(*database, {first}));
    QVERIFY(!migrate(*database, {first, broken}));
    QCOMPARE(*database->number("PRAGMA user_version"), 1);
    QCOMPARE(*database->number("SELECT count(*) FROM sqlite_schema WHERE name = 'b'"), 0);
}

void TestSchema::aNewerFileIsRefused()
{
    StoreWorld world(true);
    QVERIFY(world.turn(20));
    QVERIFY(world.sqlite().database().execute("PRAGMA user_version = 99"));
    const auto opened = SqliteStore::open(world.path());
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, u"store-newer"_s);
    QVERIFY(!opened.error().remedy.isEmpty());
}

void TestSchema::aForeignFileIsRefused()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"other.db"_s);
    QVERIFY(openAt(path)->execute("CREATE TABLE theirs (x)"));
    auto opened = SqliteStore::open(path);
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, u"store-foreign"_s);

    QFile text(folder.filePath(u"text"_s));
    QVERIFY(text.open(QIODevice::WriteOnly));
    text.write(QByteArray("this is not a database at all\n").repeated(100));
    text.close();
    opened = SqliteStore::open(text.fileName());
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, u"store-damaged"_s);
}

void TestSchema::aReaderRefusesAnOlderFile()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"drover.db"_s);
    QVERIFY(openAt(path)->execute("PRAGMA user_version = 0"));
    const auto reader = HistoryReader::open(path);
    QVERIFY(!reader);
    QCOMPARE(reader.error().code, u"store-older"_s);
}

void TestSchema::queriesUseIndices_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<QString>("expected");
    QTest::newRow("live jobs") << Rows::selectSql<Job>()
                               << u"SCAN job_live; SEARCH job USING INTEGER PRIMARY KEY (rowid=?)"_s;
    QTest::newRow("live operations") << Rows::selectSql<Operation>()
                                     << u"SEARCH operation USING INDEX operation_live (live=?)"_s;
    QTest::newRow("live plans") << Rows::selectSql<Plan>() << u"SEARCH plan USING INDEX plan_live (live=?)"_s;
    QTest::newRow("live work orders")
        << Rows::selectSql<WorkOrder>() << u"SEARCH work_order USING INDEX work_order_live (live=?)"_s;
    QTest::newRow("page of jobs") << QByteArray(Rows::selectWhereSql<Job>("job_end.id < ?1", true) +
                                                " ORDER BY job_end.id DESC LIMIT 9")
                                  << u"SEARCH job_end USING INDEX sqlite_autoindex_job_end_1 (id<?); "
                                     "SEARCH job USING INTEGER PRIMARY KEY (rowid=?)"_s;
    QTest::newRow("one job") << Rows::selectWhereSql<Job>(Rows::keySql<Job>(1), true)
                             << u"SEARCH job_end USING INDEX sqlite_autoindex_job_end_1 (id=?); "
                                "SEARCH job USING INTEGER PRIMARY KEY (rowid=?)"_s;
    QTest::newRow("a cluster's operations")
        << QByteArray(Rows::selectWhereSql<Operation>("cluster = ?1", true) + " ORDER BY id DESC LIMIT 9")
        << u"SEARCH operation USING INDEX operation_cluster (cluster=?)"_s;
    QTest::newRow("a page of the journal")
        << QByteArray(QByteArray(selectEventSql) + " WHERE seq > ?1 ORDER BY seq LIMIT 9")
        << u"SEARCH event USING INTEGER PRIMARY KEY (rowid>?); "
           "SEARCH thread USING INTEGER PRIMARY KEY (rowid=?)"_s;
}

void TestSchema::queriesUseIndices()
{
    QFETCH(QByteArray, sql);
    QFETCH(QString, expected);
    StoreWorld world(true);
    const QString plan = queryPlan(world.sqlite().database(), sql);
    QCOMPARE(plan, expected);
}

void TestSchema::aReaderOnAnotherThreadSeesCommits()
{
    StoreWorld world(true, 4);
    QVERIFY(world.turn(50));
    qsizetype before = 0;
    qsizetype after = 0;
    std::thread([&] {
        const auto reader = HistoryReader::open(world.path());
        before = (*reader)->events({})->size();
        after = (*reader)->events({.after = 40})->size();
    }).join();
    QCOMPARE(before, 50);
    QCOMPARE(after, 10);
    const auto reader = HistoryReader::open(world.path());
    QVERIFY(reader);
    QVERIFY(world.turn(25));
    QCOMPARE((*reader)->events({})->size(), 75);
    QCOMPARE(*(*reader)->endedJobs({}), *world.store().endedJobs({}));
}

} // namespace Drover

QTEST_GUILESS_MAIN(Drover::TestSchema)
#include "tst_schema.moc"
