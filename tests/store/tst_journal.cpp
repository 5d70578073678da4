#include "engine/store/eventcodec.h"
#include "engine/store/historyreader.h"
#include "engine/store/journalverify.h"
#include "tests/store/storeworld.h"

#include <QTest>
#include <algorithm>
#include <clocale>
#include <memory>

using namespace Qt::StringLiterals;

namespace Drover {

using Testing::RandomValues;
using Testing::StoreWorld;

namespace {

/// A file with some history, changed behind the store's back, and what the check says of it.
class Tampered
{
public:
    explicit Tampered(quint64 seed = 3) : m_world(true, seed)
    {
        for (int i = 0; i < 12; ++i) {
            if (!m_world.turn(40))
                qFatal("the history could not be made");
        }
    }
    /// Runs the statement, which must change one row, and answers the problems then found.
    [[nodiscard]] QStringList after(const QByteArray& sql)
    {
        auto statement = m_world.sqlite().database().prepare(sql);
        const auto changed = statement ? (*statement)->run() : Result<int>(0);
        if (!changed || *changed < 1)
            return {u"nothing was changed"_s};
        return problems();
    }
    [[nodiscard]] QStringList problems()
    {
        const auto report = Testing::verifyFold(m_world.path());
        return report ? report->problems : QStringList{report.error().text};
    }
    [[nodiscard]] StoreWorld& world() { return m_world; }

private:
    StoreWorld m_world;
};

} // namespace

/// The journal: how events are stored, exported and checked.
class TestJournal : public QObject
{
    Q_OBJECT

private slots:
    void everyKindSurvives();
    void unknownAndNewerEventsAreRefused();
    void olderEventsAreBroughtUp();
    void exportsHaveSortedKeys();
    void exportsKeepSecrets();
    void exportsDoNotDependOnTheLocale();
    void everyPartOfAnEventIsChained();
    void anUntouchedFileIsRight();
    void aChangedByteIsNamed_data();
    void aChangedByteIsNamed();
    void theChainIsCheckedInPages_data();
    void theChainIsCheckedInPages();
    void aChangedCellOfAnyTableIsFound();
    void theCheckCanBeStopped();
};

void TestJournal::everyKindSurvives()
{
    RandomValues random(5);
    const auto one = [&]<class E>(const E*) {
        for (int i = 0; i < 10; ++i) {
            const Event event = random.make<E>();
            QByteArray payload;
            EventCodec::writePayload(payload, event);
            const auto back =
                EventCodec::readPayload(QLatin1String(E::kind), EventCodec::currentVersion, payload);
            QVERIFY2(back, E::kind);
            QVERIFY2(*back == event, E::kind);
        }
    };
    const auto all = [&]<class... E>(const std::variant<E...>*) {
        (one(static_cast<const E*>(nullptr)), ...);
    };
    all(static_cast<const Event*>(nullptr));
}

void TestJournal::unknownAndNewerEventsAreRefused()
{
    const auto codeOf = [](const QString& kind, int version, const QByteArray& payload) {
        const auto event = EventCodec::readPayload(kind, version, payload);
        return event ? QString() : event.error().code;
    };
    QCOMPARE(codeOf(u"JobVanished"_s, 1, "{}"), u"event-unknown"_s);
    QCOMPARE(codeOf(u"PoolChanged"_s, 2, "{}"), u"event-newer"_s);
    QCOMPARE(codeOf(u"PoolChanged"_s, 1, "{\"from\":"), u"event-malformed"_s);
    QCOMPARE(codeOf(u"PoolChanged"_s, 1, "{\"from\":3}"), u"event-malformed"_s);
    QCOMPARE(codeOf(u"PoolChanged"_s, 1, "[]"), u"event-malformed"_s);
    QCOMPARE(codeOf(u"PoolChanged"_s, 1, "{\"someday\":3}"), QString());
}

void TestJournal::olderEventsAreBroughtUp()
{
    static constexpr EventCodec::Upcast chain[] = {
        {"PoolChanged", 1,
         [](const QJsonObject& old) {
             return QJsonObject{{u"source"_s, old.value(u"was"_s)}, {u"to"_s, old.value(u"is"_s)}};
         }},
        {"PoolChanged", 2,
         [](const QJsonObject& old) {
             QJsonObject now = old;
             now.insert(u"from"_s, now.take(u"source"_s));
             return now;
         }},
    };
    const Event expected = Events::PoolChanged{{}, u"a"_s, u"b"_s};
    QCOMPARE(*EventCodec::readPayload(u"PoolChanged"_s, 1, "{\"was\":\"a\",\"is\":\"b\"}", chain), expected);
    QCOMPARE(*EventCodec::readPayload(u"PoolChanged"_s, 2, "{\"source\":\"a\",\"to\":\"b\"}", chain),
             expected);
    QCOMPARE(*EventCodec::readPayload(u"PoolChanged"_s, 3, "{\"from\":\"a\",\"to\":\"b\"}", chain), expected);
    QCOMPARE(EventCodec::readPayload(u"PoolChanged"_s, 4, "{}", chain).error().code, u"event-newer"_s);
}

void TestJournal::exportsHaveSortedKeys()
{
    Events::ParamsChanged changed;
    changed.profile = u"web"_s;
    changed.set = {{u"z"_s, 1.5}, {u"a"_s, QJsonObject{{u"y"_s, true}, {u"b"_s, QJsonValue()}}}};
    const EventRecord record{7,        Instant(1'893'456'000'000), u"user:ann"_s,
                             u"c-1"_s, u"profile web"_s,           changed};
    QCOMPARE(
        EventCodec::exportLine(record),
        QByteArray("{\"actor\":\"user:ann\",\"at\":\"2030-01-01T00:00:00.000Z\",\"cause\":\"c-1\",\"data\":{"
                   "\"profile\":\"web\",\"set\":{\"a\":{\"b\":null,\"y\":true},\"z\":1.5}},"
                   "\"kind\":\"ParamsChanged\",\"seq\":7,\"subject\":\"profile web\",\"version\":1}"));
}

void TestJournal::exportsKeepSecrets()
{
    Events::ParamsChanged changed;
    changed.profile = u"web"_s;
    const QJsonObject sealed{{u"$sealed"_s, u"c2VjcmV0"_s}};
    changed.set = {{u"password"_s, sealed}, {u"list"_s, QJsonArray{1, QJsonObject{{u"deep"_s, sealed}}}}};
    const QByteArray line = EventCodec::exportLine({7, Instant(), u"user:ann"_s, {}, {}, changed});
    QVERIFY2(
        line.contains("\"set\":{\"list\":[1,{\"deep\":{\"$sealed\":\"\"}}],\"password\":{\"$sealed\":\"\"}}"),
        line.constData());
    QVERIFY(!line.contains("c2VjcmV0"));
}

void TestJournal::exportsDoNotDependOnTheLocale()
{
    StoreWorld world(false, 8);
    QVERIFY(world.turn(200));
    const auto exported = [&] {
        QByteArray text;
        for (const EventRecord& record : world.events())
            text += EventCodec::exportLine(record) + '\n';
        return text;
    };
    const QByteArray plain = exported();
    const QByteArray zone = qgetenv("TZ");
    const QLocale locale;
    qputenv("TZ", "Pacific/Chatham");
    tzset();
    QLocale::setDefault(QLocale(QLocale::German));
    std::setlocale(LC_ALL, "");
    const QByteArray elsewhere = exported();
    qputenv("TZ", zone);
    tzset();
    QLocale::setDefault(locale);
    QCOMPARE(elsewhere, plain);
}

void TestJournal::everyPartOfAnEventIsChained()
{
    const EventCodec::Link start{};
    const EventCodec::StoredEvent event{5, 1000, "engine", "timer", "machine a", "PoolChanged", 1, "{}"};
    const EventCodec::Link link = EventCodec::nextLink(start, event);
    const auto differs = [&](auto change) {
        EventCodec::StoredEvent other = event;
        change(other);
        return EventCodec::nextLink(start, other) != link;
    };
    using Stored = EventCodec::StoredEvent;
    QVERIFY(EventCodec::nextLink(start, event) == link);
    QVERIFY(EventCodec::nextLink(link, event) != link);
    QVERIFY(differs([](Stored& e) { e.seq = 6; }));
    QVERIFY(differs([](Stored& e) { e.at = 1001; }));
    QVERIFY(differs([](Stored& e) { e.actor = "enginf"; }));
    QVERIFY(differs([](Stored& e) { e.cause = "times"; }));
    QVERIFY(differs([](Stored& e) { e.subject = "machine b"; }));
    QVERIFY(differs([](Stored& e) { e.kind = "PoolSaved"; }));
    QVERIFY(differs([](Stored& e) { e.version = 2; }));
    QVERIFY(differs([](Stored& e) { e.payload = "{ }"; }));
    QVERIFY(differs([](Stored& e) {
        e.actor = "enginet";
        e.cause = "imer";
    }));
}

void TestJournal::anUntouchedFileIsRight()
{
    for (quint64 seed = 1; seed <= 4; ++seed) {
        Tampered file(seed);
        const auto report = Testing::verifyFold(file.world().path());
        QVERIFY2(report, report ? "" : qPrintable(report.error().text));
        QVERIFY2(report->ok(), qPrintable(report->problems.join(u'\n')));
        QCOMPARE(report->events, file.world().events().size());
        QVERIFY(report->rows > 30);
    }
}

void TestJournal::aChangedByteIsNamed_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<QStringList>("says");
    const auto row = [](const char* name, const char* sql, const QStringList& says) {
        QTest::newRow(name) << QByteArray(sql) << says;
    };
    row("a machine's pool",
        "UPDATE machine SET pool = pool || 'x' WHERE rowid = (SELECT min(rowid) FROM machine)",
        {u"machine "_s, u"column pool holds"_s});
    row("a sequence",
        "UPDATE machine_sequence SET sequence_retries = 7001 WHERE uuid = (SELECT min(uuid) FROM machine)",
        {u"machine "_s, u"column sequence_retries holds 7001"_s});
    row("a param",
        "UPDATE machine SET params = '{\"changed\":1}' WHERE rowid = (SELECT min(rowid) FROM machine)",
        {u"column params holds \"{\"changed\":1}\""_s});
    row("a row's spelling",
        "UPDATE machine SET lock = lock || ' ' WHERE rowid = (SELECT min(rowid) FROM machine)",
        {u"column lock holds"_s});
    row("an ended job's exit",
        "UPDATE job_end SET \"exitCode\" = 4242 WHERE id = (SELECT min(id) FROM job_end)",
        {u"job j-"_s, u"column exitCode holds 4242"_s});
    row("an ended job's task", "UPDATE job SET task = 'other' WHERE id = (SELECT min(id) FROM job_end)",
        {u"job j-"_s, u"column task holds \"other\""_s});
    row("an unknown name",
        "UPDATE machine SET \"poolStatus\" = 'Nowhere' WHERE rowid = (SELECT min(rowid) FROM machine)",
        {u"poolStatus"_s, u"Nowhere"_s});
    row("the ledger", "UPDATE ledger SET \"lastJob\" = \"lastJob\" + 1", {u"ledger: column lastJob"_s});
    row("a missing machine", "DELETE FROM machine WHERE rowid = (SELECT min(rowid) FROM machine)",
        {u"machine "_s, u"row is missing"_s});
    row("a missing job", "DELETE FROM job_end WHERE id = (SELECT min(id) FROM job_end)",
        {u"job j-"_s, u"its row is missing"_s});
    row("an added pool",
        "INSERT INTO pool SELECT 'added', description, parent, \"enterActions\", \"exitActions\","
        " \"allocateActions\", \"releaseActions\", \"minFree\", \"autoFill\" FROM pool LIMIT 1",
        {u"pool added: there is a row of it"_s});
    row("an added ended job",
        "INSERT INTO job_end SELECT 99999, id, run, state, \"exitState\", \"end\", \"exitCode\","
        " \"cancelRequested\", started, ended, message, \"waitsFor\", hash FROM job_live JOIN job USING (id) "
        "LIMIT 1",
        {u"there is a row of it as ended"_s});
    row("an added stray", "INSERT INTO job_live VALUES (987654)", {u"table job_live: 1 rows"_s});
    row("an event's payload", "UPDATE event SET payload = replace(payload, '}', ' }') WHERE seq = 77",
        {u"event 77 ("_s, u"was changed"_s});
    row("an event's moment", "UPDATE event SET at = at + 1 WHERE seq = 100",
        {u"event 100 ("_s, u"was changed"_s});
    row("an event's actor", "UPDATE event SET actor = 'nobody' WHERE seq = 200", {u"event 200 ("_s});
    row("an event's subject", "UPDATE event SET subject = subject + 1 WHERE seq = 200", {u"event 200 ("_s});
    row("an event's kind", "UPDATE event SET kind = 'Nothing' WHERE seq = 200", {u"event 200 (Nothing)"_s});
    row("an event's hash", "UPDATE event SET hash = zeroblob(16) WHERE seq = 200", {u"event 200 ("_s});
    row("a missing event", "DELETE FROM event WHERE seq = 300", {u"event 300 is missing"_s});
    row("the last event", "DELETE FROM event WHERE seq = (SELECT max(seq) FROM event)",
        {u"ledger: column seq"_s});
    row("an added event",
        "INSERT INTO event SELECT seq + 1, at, subject, previous, actor, cause, kind, version, hash, payload"
        " FROM event ORDER BY seq DESC LIMIT 1",
        {u"event 481 ("_s, u"ledger: column seq"_s});
    row("an event's thread", "UPDATE event SET previous = previous + 1 WHERE seq = 200",
        {u"event 200: its thread"_s});
    row("a job's thread", "UPDATE job SET \"previousOfMachine\" = 77777 WHERE id = (SELECT max(id) FROM job)",
        {u"its thread goes on at j-77777"_s});
}

void TestJournal::theChainIsCheckedInPages_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<qint64>("bad");
    QTest::newRow("payload") << QByteArray("UPDATE event SET payload = payload || ' ' WHERE seq = 77")
                             << qint64(77);
    QTest::newRow("first of a page") << QByteArray("UPDATE event SET actor = 'nobody' WHERE seq = 101")
                                     << qint64(101);
    QTest::newRow("gap") << QByteArray("DELETE FROM event WHERE seq = 300") << qint64(301);
}

void TestJournal::theChainIsCheckedInPages()
{
    QFETCH(QByteArray, sql);
    QFETCH(qint64, bad);
    Tampered file;
    QVERIFY(!file.after(sql).isEmpty());
    const auto reader = HistoryReader::open(file.world().path());
    QVERIFY(reader);
    QList<qint64> found;
    qint64 seen = 0;
    for (;;) {
        const auto links = (*reader)->chain(seen, 50);
        QVERIFY(links);
        if (links->isEmpty())
            break;
        for (const ChainLink& link : *links) {
            if (!link.problem.isEmpty())
                found.append(link.seq);
        }
        seen = links->constLast().seq;
    }
    QCOMPARE(found, QList<qint64>{bad});
}

void TestJournal::aChangedByteIsNamed()
{
    QFETCH(QByteArray, sql);
    QFETCH(QStringList, says);
    Tampered file;
    const QString found = file.after(sql).join(u'\n');
    for (const QString& words : says)
        QVERIFY2(found.contains(words), qPrintable(found.isEmpty() ? u"nothing was found"_s : found));
}

void TestJournal::aChangedCellOfAnyTableIsFound()
{
    // Which row: an open job's beginning, since an ended one's columns lie where its end is.
    static constexpr std::pair<const char*, const char*> tables[] = {
        {"ledger", "one = 1"},
        {"pack", "rowid = (SELECT max(rowid) FROM pack)"},
        {"pool", "rowid = (SELECT max(rowid) FROM pool)"},
        {"profile", "rowid = (SELECT max(rowid) FROM profile)"},
        {"machine", "rowid = (SELECT max(rowid) FROM machine)"},
        {"machine_sequence", "uuid = (SELECT max(uuid) FROM machine_sequence)"},
        {"job", "id = (SELECT max(id) FROM job_live)"},
        {"job_end", "id = (SELECT max(id) FROM job_end)"},
        {"work_order", "id = (SELECT max(id) FROM work_order)"},
        {"operation", "id = (SELECT max(id) FROM operation)"},
        {"plan", "operation = (SELECT max(operation) FROM plan)"},
        {"gate", "rowid = (SELECT max(rowid) FROM gate)"},
        {"intent", "effect = (SELECT max(effect) FROM intent)"},
    };
    // A history that has left a row in each of them.
    std::unique_ptr<Tampered> file;
    const auto hasAll = [&] {
        return std::ranges::all_of(tables, [&](const auto& table) {
            auto& database = file->world().sqlite().database();
            auto row =
                database.prepare("SELECT 1 FROM " + QByteArray(table.first) + " WHERE " + table.second);
            return row && *(*row)->step();
        });
    };
    for (quint64 seed = 1; seed < 40 && !(file && hasAll()); ++seed)
        file = std::make_unique<Tampered>(seed);
    QVERIFY(hasAll());
    auto& database = file->world().sqlite().database();
    const QString copy = file->world().path() + u".copy"_s;
    QVERIFY(database.execute("PRAGMA wal_checkpoint(TRUNCATE)"));
    for (const auto& [name, where] : tables) {
        const QByteArray table = name;
        auto columns = database.prepare("SELECT name, type FROM pragma_table_info('" + table +
                                        "')"
                                        " WHERE name NOT IN ('ending', 'one')");
        QList<std::pair<QByteArray, QByteArray>> changes;
        while (*(*columns)->step()) {
            const QByteArray column = '"' + (*columns)->copiedBytes(0) + '"';
            const QByteArray type = (*columns)->copiedBytes(1);
            changes.append({column, type == "TEXT"   ? column + " || 'x'"
                                    : type == "BLOB" ? QByteArray("x'00112233445566778899aabbccddeeff'")
                                                     : column + " + 1000000"});
        }
        for (const auto& [column, other] : changes) {
            // A copy for each, because a changed key can't be put back.
            QFile::remove(copy);
            QVERIFY(QFile::copy(file->world().path(), copy));
            {
                auto changed = Sqlite::Database::open(copy, Sqlite::Database::Mode::ReadWrite);
                QVERIFY((*changed)->execute("PRAGMA synchronous = OFF"));
                auto update = (*changed)->prepare("UPDATE " + table + " SET " + column + " = " + other +
                                                  " WHERE " + where);
                QVERIFY2(update, QByteArray(table + '.' + column).constData());
                QVERIFY2(*(*update)->run() == 1, QByteArray("no row in " + table).constData());
            }
            const auto report = Testing::verifyFold(copy);
            QVERIFY2(report && !report->ok(), QByteArray(table + '.' + column).constData());
        }
    }
}

void TestJournal::theCheckCanBeStopped()
{
    StoreWorld world(true, 2);
    QVERIFY(world.turn(5000));
    qint64 seen = 0;
    const auto stopped = Testing::verifyFold(world.path(), [&](qint64 events) {
        seen = events;
        return false;
    });
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().code, u"cancelled"_s);
    QCOMPARE(seen, 4096);
    QVERIFY(Testing::verifyFold(world.path(), [](qint64) { return true; })->ok());
}

} // namespace Drover

QTEST_GUILESS_MAIN(Drover::TestJournal)
#include "tst_journal.moc"
