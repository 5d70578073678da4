#include "engine/store/eventcodec.h"
#include "tests/store/storeworld.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace Drover {

using Testing::RandomValues;
using Testing::StoreWorld;

namespace {

template <class T>
QList<T> newestOf(const Table<T>& table, int limit, const std::function<bool(const T&)>& wanted)
{
    QList<T> list;
    for (auto it = table.rbegin(); it != table.rend() && list.size() < limit; ++it) {
        if (wanted(it->second))
            list.append(it->second);
    }
    return list;
}

/// All pages of a search, one after the other.
QList<EventRecord> searched(Store& store, History::EventFilter filter, const QList<EventTerm>& terms)
{
    const bool backwards = filter.before != 0 && filter.after == 0;
    QList<EventRecord> found;
    for (int pages = 0; pages < 100'000; ++pages) {
        const auto page = store.searchEvents(filter, terms);
        if (!page)
            return {};
        found = backwards ? page->events + found : found + page->events;
        if (page->done)
            return found;
        (backwards ? filter.before : filter.after) = page->seen;
    }
    return {};
}

} // namespace

/// One contract, run against both stores.
class TestStore : public QObject
{
    Q_OBJECT

private slots:
    void anEmptyStoreLoadsEmpty_data() { stores(); }
    void anEmptyStoreLoadsEmpty();
    void whatWasCommittedIsLoaded_data() { stores(); }
    void whatWasCommittedIsLoaded();
    void endedObjectsArePaged_data() { stores(); }
    void endedObjectsArePaged();
    void theJournalIsPaged_data() { stores(); }
    void theJournalIsPaged();
    void theJournalIsSearched_data() { stores(); }
    void theJournalIsSearched();
    void theJournalTellsItsChainAndMoments_data() { stores(); }
    void theJournalTellsItsChainAndMoments();
    void commandsAreKeptOnce_data() { stores(); }
    void commandsAreKeptOnce();
    void packsAreKept_data() { stores(); }
    void packsAreKept();
    void aSecondEventOfTheSameNumberIsRefused_data() { stores(); }
    void aSecondEventOfTheSameNumberIsRefused();
    void aTurnWithoutADraftIsKept_data() { stores(); }
    void aTurnWithoutADraftIsKept();

private:
    static void stores();
};

void TestStore::stores()
{
    QTest::addColumn<bool>("onDisk");
    QTest::newRow("sqlite") << true;
    QTest::newRow("memory") << false;
}

void TestStore::anEmptyStoreLoadsEmpty()
{
    QFETCH(bool, onDisk);
    StoreWorld world(onDisk);
    const auto state = world.store().load();
    QVERIFY(state);
    QVERIFY(state->sameTables(State()));
    QVERIFY(world.store().events({})->isEmpty());
    QVERIFY(world.store().endedJobs({})->isEmpty());
}

void TestStore::whatWasCommittedIsLoaded()
{
    QFETCH(bool, onDisk);
    std::size_t jobs = 0;
    std::size_t operations = 0;
    for (quint64 seed = 1; seed <= 6; ++seed) {
        StoreWorld world(onDisk, seed);
        for (int turn = 0; turn < 40; ++turn) {
            const auto done = world.turn(1 + turn % 37);
            QVERIFY2(done, done ? "" : qPrintable(done.error().text));
            if (turn % 8 != 7)
                continue;
            if (onDisk)
                world.reopen();
            const auto loaded = world.store().load();
            QVERIFY2(loaded, loaded ? "" : qPrintable(loaded.error().text));
            QVERIFY(loaded->sameTables(world.state()));
            QVERIFY(loaded->sameIndices(world.state()));
        }
        jobs += world.ended<Job>().size();
        operations += world.ended<Operation>().size();
    }
    QVERIFY(jobs > 100 && operations > 0);
}

void TestStore::endedObjectsArePaged()
{
    QFETCH(bool, onDisk);
    StoreWorld world(onDisk, 5);
    for (int turn = 0; turn < 30; ++turn)
        QVERIFY(world.turn(40));
    Store& store = world.store();
    const Table<Job>& jobs = world.ended<Job>();
    QVERIFY(jobs.size() > 20);
    const Job some = std::next(jobs.begin(), 10)->second;

    QCOMPARE(*store.endedJobs({}), newestOf<Job>(jobs, 1000, [](const Job&) { return true; }));
    QCOMPARE(*store.endedJobs({.limit = 3}), newestOf<Job>(jobs, 3, [](const Job&) { return true; }));
    QCOMPARE(*store.endedJobs({.machine = some.machine}),
             newestOf<Job>(jobs, 1000, [&](const Job& job) { return job.machine == some.machine; }));
    QCOMPARE(*store.endedJobs({.before = some.id, .limit = 4}),
             newestOf<Job>(jobs, 4, [&](const Job& job) { return job.id < some.id; }));
    const JobId last = jobs.rbegin()->first;
    QCOMPARE(*store.endedJobs({.ids = {some.id, last, some.id, JobId{987654}}}),
             (QList<Job>{jobs.at(last), some}));
    const auto first = std::find_if(jobs.begin(), jobs.end(),
                                    [&](const auto& entry) { return entry.second.machine == some.machine; });
    QVERIFY(store.endedJobs({.machine = some.machine, .before = first->first})->isEmpty());
    for (const auto& [id, job] : jobs) {
        if (job.cluster.isEmpty())
            continue;
        QCOMPARE(*store.endedJobs({.cluster = job.cluster}),
                 newestOf<Job>(jobs, 1000, [&](const Job& other) { return other.cluster == job.cluster; }));
    }

    const Table<Operation>& operations = world.ended<Operation>();
    QVERIFY(!operations.empty());
    QCOMPARE(*store.endedOperations({}, 1000),
             newestOf<Operation>(operations, 1000, [](const auto&) { return true; }));
    const Operation operation = operations.begin()->second;
    QCOMPARE(
        *store.endedOperations(operation.cluster, 2),
        newestOf<Operation>(operations, 2, [&](const auto& o) { return o.cluster == operation.cluster; }));
    const auto plans = store.endedPlans({operation.id, OperationId{987654}});
    QCOMPARE(*plans, QList<Plan>{world.ended<Plan>().at(operation.id)});

    const Table<WorkOrder>& orders = world.ended<WorkOrder>();
    QVERIFY(!orders.empty());
    QCOMPARE(*store.endedWorkOrders({}, 1000),
             newestOf<WorkOrder>(orders, 1000, [](const auto&) { return true; }));
    const MachineId target = orders.begin()->second.target;
    QCOMPARE(*store.endedWorkOrders(target, 1000),
             newestOf<WorkOrder>(orders, 1000, [&](const auto& o) { return o.target == target; }));
}

void TestStore::theJournalIsPaged()
{
    QFETCH(bool, onDisk);
    StoreWorld world(onDisk, 9);
    for (int turn = 0; turn < 10; ++turn)
        QVERIFY(world.turn(30));
    const QList<EventRecord>& all = world.events();
    Store& store = world.store();
    QCOMPARE(*store.events({.limit = 10000}), all);
    QCOMPARE(*store.events({.after = 20, .limit = 5}), all.mid(20, 5));
    QCOMPARE(*store.events({.before = 100, .limit = 7}), all.mid(92, 7));
    QCOMPARE(*store.events({.after = 10, .before = 15}), all.mid(10, 4));
    QCOMPARE(*store.events({.after = 10, .before = 100, .limit = 3}), all.mid(10, 3));
    const QString subject = all.at(50).subject;
    QList<EventRecord> about;
    for (const EventRecord& record : all) {
        if (record.subject == subject)
            about.append(record);
    }
    QCOMPARE(*store.events({.subject = subject}), about);
    QVERIFY(store.events({.before = about.first().seq, .subject = subject})->isEmpty());
    QCOMPARE(*store.events({.before = about.last().seq, .subject = subject}), about.first(about.size() - 1));
    QCOMPARE(*store.events({.before = 1000, .subject = subject, .limit = 1}), about.mid(about.size() - 1));
}

void TestStore::theJournalIsSearched()
{
    QFETCH(bool, onDisk);
    StoreWorld world(onDisk, 9);
    for (int turn = 0; turn < 10; ++turn)
        QVERIFY(world.turn(30));
    const QList<EventRecord>& all = world.events();
    Store& store = world.store();
    const auto expected = [&all](auto&& wanted) {
        QList<EventRecord> list;
        std::copy_if(all.begin(), all.end(), std::back_inserter(list), wanted);
        return list;
    };
    const auto ofJobs = expected([](const EventRecord& r) { return eventKind(r.event).startsWith(u"Job"); });
    QVERIFY(!ofJobs.isEmpty() && ofJobs.size() < all.size());
    const QList<EventTerm> jobs{{.field = u"kind"_s, .values = {u"^job"_s}, .regex = true}};
    QCOMPARE(searched(store, {}, jobs), ofJobs);
    QCOMPARE(searched(store, {.before = all.last().seq + 1, .limit = 7}, jobs), ofJobs);
    QCOMPARE(store.searchEvents({.before = all.last().seq + 1, .limit = 7}, jobs)->events, ofJobs.last(7));
    QCOMPARE(searched(store, {.after = 20, .before = 100}, jobs), expected([](const EventRecord& r) {
                 return r.seq > 20 && r.seq < 100 && eventKind(r.event).startsWith(u"Job");
             }));

    const QString subject = all.at(50).subject;
    QCOMPARE(
        searched(store, {}, {{.field = u"object"_s, .values = {subject.toUpper()}}}),
        expected([&](const EventRecord& r) { return r.subject.contains(subject, Qt::CaseInsensitive); }));
    QCOMPARE(searched(store, {.subject = subject}, jobs), expected([&](const EventRecord& r) {
                 return r.subject == subject && eventKind(r.event).startsWith(u"Job");
             }));
    QCOMPARE(searched(store, {}, {{.field = u"kind"_s, .values = {u"job"_s}, .negated = true}}).size(),
             all.size() - ofJobs.size());
    // Anywhere: also in what is recorded only in the event's own fields.
    const auto ended =
        expected([](const EventRecord& r) { return std::holds_alternative<Events::JobEnded>(r.event); });
    QVERIFY(!ended.isEmpty());
    const QString job = std::get<Events::JobEnded>(ended.first().event).job.toString();
    const auto naming = searched(store, {}, {{.field = {}, .values = {u'"' + job + u'"'}}});
    QVERIFY(naming.contains(ended.first()));
    QVERIFY(naming.size() < all.size());
    QVERIFY(searched(store, {}, {{.field = {}, .values = {u"no such thing"_s}}}).isEmpty());
}

void TestStore::theJournalTellsItsChainAndMoments()
{
    QFETCH(bool, onDisk);
    StoreWorld world(onDisk, 9);
    for (int turn = 0; turn < 5; ++turn)
        QVERIFY(world.turn(30));
    const QList<EventRecord>& all = world.events();
    Store& store = world.store();
    const auto chain = store.chain(0, 100'000);
    QVERIFY(chain);
    QCOMPARE(chain->size(), all.size());
    for (qsizetype i = 0; i < all.size(); ++i) {
        QCOMPARE(chain->at(i).seq, all.at(i).seq);
        QCOMPARE(chain->at(i).at, all.at(i).at);
        QCOMPARE(chain->at(i).problem, QString());
    }
    QCOMPARE(store.chain(10, 3)->constFirst().seq, 11);
    QCOMPARE(store.chain(10, 3)->constLast().problem, QString());
    QVERIFY(store.chain(all.last().seq, 3)->isEmpty());
    QCOMPARE(*store.positionAt(Instant(0)), 1);
    QCOMPARE(*store.positionAt(all.last().at + Duration(1)), all.last().seq + 1);
    for (const EventRecord& event : all) {
        const qint64 at = *store.positionAt(event.at);
        QVERIFY(all.at(at - 1).at == event.at && (at == 1 || all.at(at - 2).at < event.at));
    }
}

void TestStore::commandsAreKeptOnce()
{
    QFETCH(bool, onDisk);
    StoreWorld world(onDisk);
    const StoredCommand first{u"c-1"_s, Instant(1'893'456'000'000), "{\"id\":\"c-1\"}", "{\"seq\":5}", {}};
    StoredCommand second = first;
    second.receipt.clear();
    second.refusal = "{\"code\":\"no\"}";
    QVERIFY(world.turn(3, {first}));
    QVERIFY(world.turn(3, {second}));
    if (onDisk)
        world.reopen();
    QCOMPARE(**world.store().findCommand(u"c-1"_s), first);
    const auto missing = world.store().findCommand(u"c-2"_s);
    QVERIFY(missing && !missing->has_value());
}

void TestStore::packsAreKept()
{
    QFETCH(bool, onDisk);
    StoreWorld world(onDisk);
    const StoredPack pack{u"abc"_s, QByteArray("[{\"path\":\"a\"}]").repeated(20000)};
    QVERIFY(world.turn(1, {}, {pack, pack}));
    QVERIFY(world.turn(1, {}, {pack}));
    QCOMPARE(*world.store().pack(u"abc"_s), pack);
    const auto missing = world.store().pack(u"abd"_s);
    QVERIFY(!missing);
    QCOMPARE(missing.error().code, u"pack-unknown"_s);
}

void TestStore::aSecondEventOfTheSameNumberIsRefused()
{
    QFETCH(bool, onDisk);
    StoreWorld world(onDisk);
    QVERIFY(world.turn(5));
    const TurnRecord again{nullptr, {world.events().at(2)}, {}, {}};
    const auto refused = world.store().commit(again);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, u"store-damaged"_s);
    QVERIFY(world.turn(5));
    QCOMPARE(world.store().events({})->size(), 10);
}

void TestStore::aTurnWithoutADraftIsKept()
{
    QFETCH(bool, onDisk);
    StoreWorld world(onDisk);
    const StoredCommand refused{u"c-9"_s, Instant(5), "{}", {}, "{\"code\":\"machine-unknown\"}"};
    QVERIFY(world.store().commit({nullptr, {}, {refused}, {}}));
    QCOMPARE(**world.store().findCommand(u"c-9"_s), refused);
    QVERIFY(world.store().load()->sameTables(State()));
}

} // namespace Drover

QTEST_GUILESS_MAIN(Drover::TestStore)
#include "tst_store.moc"
