#include "engine/store/historyreader.h"

#include "engine/store/chaincheck.h"
#include "engine/store/eventcodec.h"
#include "engine/store/migrator.h"
#include "engine/store/rows/rowreader.h"
#include "engine/store/rows/threads.h"

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace Drover {

// A join in this order: the events are looked for, each has its thread.
const char* const selectEventSql =
    "SELECT seq, at, actor, cause, name, kind, version, payload, hash, previous"
    " FROM event CROSS JOIN thread ON thread.id = event.subject";

namespace {

QByteArray newestFirst(const QByteArray& key, int limit)
{
    return " ORDER BY " + key + " DESC LIMIT " + QByteArray::number(limit);
}

/// A statement with its parameters bound, each as a cell of a row would be.
template <class... Values>
Result<Sqlite::Statement*> bound(Sqlite::Database& database, const QByteArray& sql, const Values&... values)
{
    auto statement = database.cached(sql);
    if (statement) {
        QByteArray scratch;
        int parameter = 0;
        (Rows::bindCell(**statement, ++parameter, values, scratch), ...);
    }
    return statement;
}

/// The number in the first column of the first row; 0 when there is none.
template <class... Values>
Result<qint64> numberOf(Sqlite::Database& database, const QByteArray& sql, const Values&... values)
{
    const auto statement = bound(database, sql, values...);
    if (!statement)
        return tl::make_unexpected(statement.error());
    const auto row = (*statement)->step();
    if (!row)
        return tl::make_unexpected(row.error());
    const qint64 number = *row ? (*statement)->integer(0) : 0;
    (*statement)->reset();
    return number;
}

template <class T>
Result<> appendAll(QList<T>& list, Sqlite::Database& database, const Result<Sqlite::Statement*>& statement)
{
    if (!statement)
        return tl::make_unexpected(statement.error());
    return Rows::readRows<T>(database, **statement, [&](T object) { list.append(std::move(object)); });
}

/// The ended objects with some ids, newest first; read one by one, because there may be more than a
/// statement's parameters.
template <class T, class Id>
Result<QList<T>> listedByIds(Sqlite::Database& database, QList<Id> ids)
{
    std::sort(ids.begin(), ids.end(), [](Id a, Id b) { return b < a; });
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    const QByteArray sql = Rows::selectWhereSql<T>(Rows::keySql<T>(1), true);
    QList<T> list;
    for (const Id id : ids) {
        if (auto read = appendAll(list, database, bound(database, sql, id)); !read)
            return tl::make_unexpected(read.error());
    }
    return list;
}

/// A page of ended objects of a table with an index on `column`; all of them when the value is not set.
template <class T, class Value>
Result<QList<T>> listedBy(Sqlite::Database& database, const QByteArray& column, const Value& value, bool set,
                          int limit)
{
    QList<T> list;
    const QByteArray tail = newestFirst("id", limit);
    const auto statement =
        set ? bound(database, Rows::selectWhereSql<T>(column + " = ?1", true) + tail, value)
            : bound(database, Rows::selectSql<T>(true) + tail);
    if (auto read = appendAll(list, database, statement); !read)
        return tl::make_unexpected(read.error());
    return list;
}

Result<QList<EventRecord>> eventsOf(const Result<Sqlite::Statement*>& statement)
{
    if (!statement)
        return tl::make_unexpected(statement.error());
    QList<EventRecord> records;
    for (;;) {
        const auto row = (*statement)->step();
        if (!row)
            return tl::make_unexpected(row.error());
        if (!*row)
            return records;
        auto record = readEvent(**statement);
        if (!record) {
            (*statement)->reset();
            return tl::make_unexpected(record.error());
        }
        records.append(std::move(*record));
    }
}

/// Where a page of a thread begins: below a row of it, whose predecessor plus one is `place`, or at its end
/// when that is 0.
Result<qint64> startOf(Sqlite::Database& database, const Result<qint64>& place, const QString& thread)
{
    if (!place || *place > 0)
        return place.map([](qint64 next) { return next - 1; });
    return numberOf(database, "SELECT last FROM thread JOIN thread_end USING (id) WHERE name = ?1", thread);
}

} // namespace

Result<EventRecord> readEvent(const Sqlite::Statement& row)
{
    EventRecord record;
    record.seq = row.integer(0);
    record.at = Instant(row.integer(1));
    record.actor = row.text(2);
    record.cause = row.text(3);
    record.subject = row.text(4);
    auto event = EventCodec::readPayload(row.text(5), int(row.integer(6)), row.copiedBytes(7));
    if (!event) {
        Error error = event.error();
        error.text = u"event %1: %2"_s.arg(record.seq).arg(error.text);
        return tl::make_unexpected(error);
    }
    record.event = std::move(*event);
    return record;
}

Result<std::unique_ptr<HistoryReader>> HistoryReader::open(const QString& path)
{
    auto database = Sqlite::Database::open(path, Sqlite::Database::Mode::ReadOnly);
    if (!database)
        return tl::make_unexpected(database.error());
    if (auto checked = checkVersion(**database); !checked)
        return tl::make_unexpected(checked.error());
    return std::unique_ptr<HistoryReader>(new HistoryReader(std::move(*database)));
}

HistoryReader::HistoryReader(Sqlite::Database& database) : m_database(database) {}
HistoryReader::HistoryReader(std::unique_ptr<Sqlite::Database> database)
    : m_own(std::move(database)), m_database(*m_own)
{
}
HistoryReader::~HistoryReader() = default;

Result<QList<Job>> HistoryReader::endedJobs(const JobFilter& filter)
{
    if (!filter.ids.isEmpty())
        return listedByIds<Job>(m_database, filter.ids);
    if (filter.machine.isSet() || !filter.cluster.isEmpty())
        return jobsOfThread(filter);
    QList<Job> list;
    const QByteArray tail = newestFirst("job_end.id", filter.limit);
    const auto statement =
        filter.before.isSet()
            ? bound(m_database, Rows::selectWhereSql<Job>("job_end.id < ?1", true) + tail, filter.before)
            : bound(m_database, Rows::selectSql<Job>(true) + tail);
    if (auto read = appendAll(list, m_database, statement); !read)
        return tl::make_unexpected(read.error());
    return list;
}

// A page mostly begins below the last job of the page before, whose row says where its thread goes on.
Result<QList<Job>> HistoryReader::jobsOfThread(const JobFilter& filter)
{
    const bool byMachine = filter.machine.isSet();
    const QByteArray previous = byMachine ? "\"previousOfMachine\"" : "\"previousOfCluster\"";
    const QString thread = byMachine ? Rows::jobsOf(filter.machine) : Rows::jobsOf(filter.cluster);
    const QByteArray placed = "SELECT " + previous + " + 1 FROM job WHERE id = ?1 AND ";
    const Result<qint64> place =
        byMachine ? numberOf(m_database, placed + "machine = ?2", filter.before, filter.machine)
                  : numberOf(m_database, placed + "cluster = ?2", filter.before, filter.cluster);
    Result<qint64> id = startOf(m_database, place, thread);
    const QByteArray one = Rows::selectWhereSql<Job>(Rows::keySql<Job>(1), true);
    QList<Job> list;
    while (id && *id > 0 && list.size() < filter.limit) {
        const JobId at{*id};
        if (!filter.before.isSet() || at < filter.before) {
            if (auto read = appendAll(list, m_database, bound(m_database, one, at)); !read)
                return tl::make_unexpected(read.error());
            if (!filter.cluster.isEmpty() && !list.isEmpty() && list.last().cluster != filter.cluster)
                list.removeLast();
        }
        id = numberOf(m_database, "SELECT " + previous + " FROM job WHERE id = ?1", at);
        if (id && *id >= at.value)
            break; // threads go back; this one is damaged, and must not go round
    }
    if (!id)
        return tl::make_unexpected(id.error());
    return list;
}

Result<QList<Operation>> HistoryReader::endedOperations(const QString& cluster, int limit)
{
    return listedBy<Operation>(m_database, "cluster", cluster, !cluster.isEmpty(), limit);
}

Result<QList<Plan>> HistoryReader::endedPlans(const QList<OperationId>& operations)
{
    return listedByIds<Plan>(m_database, operations);
}

Result<QList<WorkOrder>> HistoryReader::endedWorkOrders(MachineId target, int limit)
{
    return listedBy<WorkOrder>(m_database, "target", target, target.isSet(), limit);
}

Result<QList<EventRecord>> HistoryReader::events(const EventFilter& filter)
{
    if (!filter.subject.isEmpty())
        return eventsAbout(filter);
    const qint64 before = filter.before != 0 ? filter.before : std::numeric_limits<qint64>::max();
    const bool backwards = filter.before != 0 && filter.after == 0;
    const QByteArray sql = QByteArray(selectEventSql) + " WHERE seq > ?1 AND seq < ?2";
    auto records =
        eventsOf(bound(m_database,
                       sql + (backwards ? newestFirst("seq", filter.limit)
                                        : " ORDER BY seq LIMIT " + QByteArray::number(filter.limit)),
                       filter.after, before));
    if (records && backwards)
        std::reverse(records->begin(), records->end());
    return records;
}

// Rows are matched as they are stored: reading what an event says costs ten times as much.
Result<History::EventPage> HistoryReader::searchEvents(const EventFilter& filter,
                                                       const QList<EventTerm>& terms)
{
    const EventMatcher matcher(terms);
    const qint64 before = filter.before != 0 ? filter.before : std::numeric_limits<qint64>::max();
    const bool backwards = filter.before != 0 && filter.after == 0;
    const auto statement = bound(m_database,
                                 QByteArray(selectEventSql) + " WHERE seq > ?1 AND seq < ?2 ORDER BY seq" +
                                     (backwards ? " DESC" : ""),
                                 filter.after, before);
    if (!statement)
        return tl::make_unexpected(statement.error());
    Sqlite::Statement& rows = **statement;
    EventPage page;
    for (int looked = 0; looked < searchedAtOnce && page.events.size() < filter.limit; ++looked) {
        const auto row = rows.step();
        if (!row)
            return tl::make_unexpected(row.error());
        if (!*row) {
            page.done = true;
            break;
        }
        page.seen = rows.integer(0);
        const EventMatcher::Row stored{rows.text(5), rows.text(2), rows.text(4), rows.text(3),
                                       [&rows] { return rows.copiedBytes(7); }};
        if ((!filter.subject.isEmpty() && stored.object != filter.subject) || !matcher.matches(stored))
            continue;
        auto record = readEvent(rows);
        if (!record) {
            rows.reset();
            return tl::make_unexpected(record.error());
        }
        page.events.append(std::move(*record));
    }
    rows.reset();
    if (backwards)
        std::reverse(page.events.begin(), page.events.end());
    return page;
}

Result<std::optional<StoredCommand>> HistoryReader::findCommand(const QString& id)
{
    const auto select = m_database.cached("SELECT at, request, receipt, refusal FROM command WHERE id = ?");
    if (!select)
        return tl::make_unexpected(select.error());
    (*select)->bindText(1, id);
    const auto row = (*select)->step();
    if (!row)
        return tl::make_unexpected(row.error());
    if (!*row)
        return std::nullopt;
    StoredCommand command{id, Instant((*select)->integer(0)), (*select)->copiedBytes(1),
                          (*select)->copiedBytes(2), (*select)->copiedBytes(3)};
    (*select)->reset();
    return command;
}

Result<QList<ChainLink>> HistoryReader::chain(qint64 after, int limit)
{
    ChainCheck check;
    if (after > 0) {
        const auto last = bound(m_database, "SELECT hash FROM event WHERE seq = ?1", after);
        if (!last)
            return tl::make_unexpected(last.error());
        const auto row = (*last)->step();
        if (!row)
            return tl::make_unexpected(row.error());
        if (*row)
            check = ChainCheck(after, (*last)->bytes(0));
        (*last)->reset();
    }
    const auto rows =
        bound(m_database, QByteArray(selectEventSql) + " WHERE seq > ?1 ORDER BY seq LIMIT ?2", after, limit);
    if (!rows)
        return tl::make_unexpected(rows.error());
    QList<ChainLink> links;
    for (;;) {
        const auto row = (*rows)->step();
        if (!row)
            return tl::make_unexpected(row.error());
        if (!*row)
            return links;
        const QString problem = check.next(**rows);
        links.append({(*rows)->integer(0), Instant((*rows)->integer(1)), (*rows)->copiedBytes(8), problem});
    }
}

// Time never goes back in the journal, and positions have no gaps: halving finds the place.
Result<qint64> HistoryReader::positionAt(Instant moment)
{
    const Result<qint64> last = numberOf(m_database, "SELECT max(seq) FROM event");
    if (!last)
        return last;
    qint64 low = 1;
    qint64 high = *last + 1;
    while (low < high) {
        const qint64 middle = low + (high - low) / 2;
        const Result<qint64> at = numberOf(m_database, "SELECT at FROM event WHERE seq = ?1", middle);
        if (!at)
            return at;
        if (*at < moment.ms())
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

Result<QList<EventRecord>> HistoryReader::eventsAbout(const EventFilter& filter)
{
    const bool backwards = filter.before != 0 && filter.after == 0;
    const Result<qint64> place = numberOf(m_database,
                                          "SELECT previous + 1 FROM event JOIN thread ON thread.id = subject"
                                          " WHERE seq = ?1 AND name = ?2",
                                          filter.before, filter.subject);
    Result<qint64> seq = startOf(m_database, place, filter.subject);
    // The thread goes back in time: the first ones after a position are known when it has been reached.
    QList<qint64> found;
    while (seq && *seq > filter.after && (!backwards || found.size() < filter.limit)) {
        const qint64 at = *seq;
        if (filter.before == 0 || at < filter.before)
            found.append(at);
        seq = numberOf(m_database, "SELECT previous FROM event WHERE seq = ?1", at);
        if (seq && *seq >= at)
            break; // threads go back; this one is damaged, and must not go round
    }
    if (!seq)
        return tl::make_unexpected(seq.error());
    std::reverse(found.begin(), found.end());
    QList<EventRecord> records;
    for (const qint64 at : found.first(std::min(found.size(), qsizetype(filter.limit)))) {
        auto record = eventsOf(bound(m_database, QByteArray(selectEventSql) + " WHERE seq = ?1", at));
        if (!record)
            return record;
        records.append(*record);
    }
    return records;
}

} // namespace Drover
