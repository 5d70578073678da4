#include "engine/store/historyreader.h"

#include "engine/store/eventcodec.h"
#include "engine/store/migrator.h"
#include "engine/store/rows/rowreader.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

/// A query that is put together from terms, each with its parameter.
class Query
{
public:
    explicit Query(QByteArray select) : m_sql(std::move(select)) {}

    template <class T>
    void where(const QByteArray& term, const T& value)
    {
        term_(term + QByteArray::number(++m_parameters));
        m_bind.push_back([parameter = m_parameters, value](Sqlite::Statement& statement) {
            QByteArray scratch;
            Rows::bindCell(statement, parameter, value, scratch);
        });
    }
    void where(const QByteArray& term) { term_(term); }

    [[nodiscard]] Result<Sqlite::Statement*> prepared(Sqlite::Database& database,
                                                      const QByteArray& tail) const
    {
        auto statement = database.cached(m_sql + tail);
        if (statement) {
            for (const auto& bind : m_bind)
                bind(**statement);
        }
        return statement;
    }

private:
    void term_(const QByteArray& term) { m_sql += (m_terms++ == 0 ? " WHERE " : " AND ") + term; }

    QByteArray m_sql;
    std::vector<std::function<void(Sqlite::Statement&)>> m_bind;
    int m_parameters = 0;
    int m_terms = 0;
};

QByteArray newestFirst(const char* key, int limit)
{
    return QByteArray(" ORDER BY ") + key + " DESC LIMIT " + QByteArray::number(limit);
}

template <class T>
Result<QList<T>> listed(Sqlite::Database& database, const Query& query, const QByteArray& tail)
{
    const auto statement = query.prepared(database, tail);
    if (!statement)
        return tl::make_unexpected(statement.error());
    QList<T> list;
    auto read = Rows::readRows<T>(database, **statement, [&](T object) { list.append(std::move(object)); });
    if (!read)
        return tl::make_unexpected(read.error());
    return list;
}

/// The rows of some ids, newest first; read one by one, because the list may be longer than a statement's
/// parameters.
template <class T, class Id>
Result<QList<T>> listedByIds(Sqlite::Database& database, QList<Id> ids, const QByteArray& term)
{
    std::sort(ids.begin(), ids.end(), [](Id a, Id b) { return b < a; });
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    QList<T> list;
    for (const Id id : ids) {
        Query query(Rows::selectSql<T>());
        query.where("live = 0");
        query.where(term, id);
        auto found = listed<T>(database, query, {});
        if (!found)
            return found;
        list.append(*found);
    }
    return list;
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

Result<QList<Job>> HistoryReader::endedJobs(const Store::JobFilter& filter)
{
    if (!filter.ids.isEmpty())
        return listedByIds<Job>(m_database, filter.ids, "id = ?");
    Query query(Rows::selectSql<Job>());
    query.where("live = 0");
    if (filter.machine.isSet())
        query.where("machine = ?", filter.machine);
    if (!filter.cluster.isEmpty())
        query.where("cluster = ?", filter.cluster);
    if (filter.before.isSet())
        query.where("id < ?", filter.before);
    return listed<Job>(m_database, query, newestFirst("id", filter.limit));
}

Result<QList<Operation>> HistoryReader::endedOperations(const QString& cluster, int limit)
{
    Query query(Rows::selectSql<Operation>());
    query.where("live = 0");
    if (!cluster.isEmpty())
        query.where("cluster = ?", cluster);
    return listed<Operation>(m_database, query, newestFirst("id", limit));
}

Result<QList<Plan>> HistoryReader::endedPlans(const QList<OperationId>& operations)
{
    return listedByIds<Plan>(m_database, operations, "operation = ?");
}

Result<QList<WorkOrder>> HistoryReader::endedWorkOrders(MachineId target, int limit)
{
    Query query(Rows::selectSql<WorkOrder>());
    query.where("live = 0");
    if (target.isSet())
        query.where("target = ?", target);
    return listed<WorkOrder>(m_database, query, newestFirst("id", limit));
}

Result<QList<EventRecord>> HistoryReader::events(const Store::EventFilter& filter)
{
    Query query(QByteArray("SELECT ") + eventColumns + " FROM event");
    query.where("seq > ?", filter.after);
    if (filter.before != 0)
        query.where("seq < ?", filter.before);
    if (!filter.subject.isEmpty())
        query.where("subject = ?", filter.subject);
    const bool backwards = filter.before != 0 && filter.after == 0;
    const auto statement =
        query.prepared(m_database, backwards ? newestFirst("seq", filter.limit)
                                             : " ORDER BY seq LIMIT " + QByteArray::number(filter.limit));
    if (!statement)
        return tl::make_unexpected(statement.error());
    QList<EventRecord> records;
    for (;;) {
        const auto row = (*statement)->step();
        if (!row)
            return tl::make_unexpected(row.error());
        if (!*row)
            break;
        auto record = readEvent(**statement);
        if (!record) {
            (*statement)->reset();
            return tl::make_unexpected(record.error());
        }
        records.append(std::move(*record));
    }
    if (backwards)
        std::reverse(records.begin(), records.end());
    return records;
}

} // namespace Drover
