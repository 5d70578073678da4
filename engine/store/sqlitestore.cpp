#include "engine/store/sqlitestore.h"

#include "engine/store/historyreader.h"
#include "engine/store/migrator.h"
#include "engine/store/rows/rowreader.h"
#include "engine/store/sqlite/transaction.h"
#include "engine/store/turnwriter.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace Drover {

struct SqliteStore::Private
{
    explicit Private(std::unique_ptr<Sqlite::Database> opened)
        : database(std::move(opened)), writer(*database), history(*database)
    {
    }

    std::unique_ptr<Sqlite::Database> database;
    TurnWriter writer;
    HistoryReader history;
    bool resumed = false; ///< the writer knows the last event's hash
};

Result<std::unique_ptr<SqliteStore>> SqliteStore::open(const QString& path)
{
    auto database = Sqlite::Database::open(path, Sqlite::Database::Mode::ReadWrite);
    if (!database)
        return tl::make_unexpected(database.error());
    if (auto migrated = migrate(**database); !migrated)
        return tl::make_unexpected(migrated.error());
    return std::unique_ptr<SqliteStore>(new SqliteStore(std::move(*database)));
}

Result<std::unique_ptr<SqliteStore>> SqliteStore::openToRead(const QString& path)
{
    auto database = Sqlite::Database::open(path, Sqlite::Database::Mode::ReadOnly);
    if (!database)
        return tl::make_unexpected(database.error());
    if (auto newest = checkVersion(**database); !newest)
        return tl::make_unexpected(newest.error());
    return std::unique_ptr<SqliteStore>(new SqliteStore(std::move(*database)));
}

SqliteStore::SqliteStore(std::unique_ptr<Sqlite::Database> database)
    : d(std::make_unique<Private>(std::move(database)))
{
}

SqliteStore::~SqliteStore() = default;

namespace {

template <class T>
Result<> loadInto(State& state, Sqlite::Database& database)
{
    return Rows::readLive<T>(database, [&](T object) { state.restore<T>(std::move(object)); });
}

} // namespace

Result<State> SqliteStore::load()
{
    State state;
    // Operations first: whether a machine may run depends on them.
    Result<> result = loadInto<Operation>(state, *d->database);
    const auto others = [&]<class... T>(const std::tuple<Table<T>...>*) {
        const auto one = [&]<class Object>(const Object*) {
            if constexpr (!std::is_same_v<Object, Operation>) {
                if (result)
                    result = loadInto<Object>(state, *d->database);
            }
        };
        (one(static_cast<const T*>(nullptr)), ...);
    };
    others(static_cast<const Tables*>(nullptr));
    if (!result)
        return tl::make_unexpected(result.error());
    state.markAll();
    return state;
}

Result<> SqliteStore::commit(const TurnRecord& turn)
{
    Sqlite::Transaction transaction(*d->database);
    const bool resume = !std::exchange(d->resumed, false);
    Result<> done = transaction.begin()
                        .and_then([&]() -> Result<> { return resume ? d->writer.resume() : Result<>(); })
                        .and_then([&] { return d->writer.write(turn); })
                        .and_then([&] { return transaction.commit(); });
    d->resumed = done.has_value();
    return done;
}

Result<std::optional<StoredCommand>> SqliteStore::findCommand(const QString& id)
{
    return d->history.findCommand(id);
}

Result<StoredPack> SqliteStore::pack(const QString& hash)
{
    const auto select = d->database->cached("SELECT files FROM content_pack WHERE hash = ?");
    if (!select)
        return tl::make_unexpected(select.error());
    (*select)->bindText(1, hash);
    const auto row = (*select)->step();
    if (!row)
        return tl::make_unexpected(row.error());
    if (!*row)
        return tl::make_unexpected(packUnknown(hash));
    StoredPack pack{hash, (*select)->copiedBytes(0)};
    (*select)->reset();
    return pack;
}

Result<QList<Job>> SqliteStore::endedJobs(const JobFilter& filter)
{
    return d->history.endedJobs(filter);
}

Result<QList<Operation>> SqliteStore::endedOperations(const QString& cluster, int limit)
{
    return d->history.endedOperations(cluster, limit);
}

Result<QList<Plan>> SqliteStore::endedPlans(const QList<OperationId>& operations)
{
    return d->history.endedPlans(operations);
}

Result<QList<WorkOrder>> SqliteStore::endedWorkOrders(MachineId target, int limit)
{
    return d->history.endedWorkOrders(target, limit);
}

Result<QList<EventRecord>> SqliteStore::events(const EventFilter& filter)
{
    return d->history.events(filter);
}

Result<Store::EventPage> SqliteStore::searchEvents(const EventFilter& filter, const QList<EventTerm>& terms)
{
    return d->history.searchEvents(filter, terms);
}

Result<QList<ChainLink>> SqliteStore::chain(qint64 after, int limit)
{
    return d->history.chain(after, limit);
}

Result<qint64> SqliteStore::positionAt(Instant moment)
{
    return d->history.positionAt(moment);
}

Store::Sizes SqliteStore::sizes() const
{
    const QString& path = d->database->path();
    return {QFileInfo(path).size(), QFileInfo(path + u"-wal"_s).size()};
}

Sqlite::Database& SqliteStore::database()
{
    return *d->database;
}

} // namespace Drover
