#include "engine/store/migrator.h"

#include "engine/store/sqlite/database.h"
#include "engine/store/sqlite/transaction.h"

#include <QDir>
#include <QFile>

using namespace Qt::StringLiterals;

// A static library's resources have to be asked for, outside any namespace.
static void initializeMigrationResources()
{
    Q_INIT_RESOURCE(drover_migrations);
}

namespace Drover {

namespace {

constexpr qint64 applicationId = 0x44726f76; // "Drov"

Result<qint64> userVersion(Sqlite::Database& database)
{
    return database.number("PRAGMA user_version");
}

/// 0 for a new file. Errors: `store-foreign`, `store-newer`.
Result<qint64> checkedVersion(Sqlite::Database& database, const QList<Migration>& migrations)
{
    const auto id = database.number("PRAGMA application_id");
    if (!id)
        return tl::make_unexpected(id.error());
    const auto tables = database.number("SELECT count(*) FROM sqlite_schema");
    if (!tables)
        return tl::make_unexpected(tables.error());
    if (*id != applicationId && (*id != 0 || *tables > 0)) {
        return fail(u"store-foreign"_s, u"%1 is not a database of Drover."_s.arg(database.path()),
                    u"Name another data directory, or move this file away."_s);
    }
    const auto version = userVersion(database);
    const int newest = migrations.isEmpty() ? 0 : migrations.last().to;
    if (version && *version > newest) {
        return fail(u"store-newer"_s,
                    u"%1 was written by a newer Drover (schema %2, this one knows %3)."_s.arg(database.path())
                        .arg(*version)
                        .arg(newest),
                    u"Use that Drover, or a newer one; nothing was changed."_s);
    }
    return version;
}

// VACUUM INTO takes what is in the write-ahead log too, which a copy of the file alone would miss.
Result<> copyBeside(Sqlite::Database& database, int next)
{
    const QString copy = database.path() + u".before-%1"_s.arg(next);
    QFile::remove(copy);
    auto statement = database.prepare("VACUUM INTO ?1");
    if (!statement)
        return tl::make_unexpected(statement.error());
    (*statement)->bindText(1, copy);
    if (const auto done = (*statement)->run(); !done)
        return tl::make_unexpected(done.error());
    QFile::setPermissions(copy, QFile::ReadOwner | QFile::WriteOwner);
    return {};
}

Result<> takeStep(Sqlite::Database& database, const Migration& migration)
{
    Sqlite::Transaction transaction(database);
    return transaction.begin()
        .and_then([&] { return database.execute(migration.sql); })
        .and_then(
            [&] { return database.execute("PRAGMA application_id = " + QByteArray::number(applicationId)); })
        .and_then(
            [&] { return database.execute("PRAGMA user_version = " + QByteArray::number(migration.to)); })
        .and_then([&] { return transaction.commit(); });
}

} // namespace

QList<Migration> knownMigrations()
{
    initializeMigrationResources();
    QList<Migration> migrations;
    const QDir folder(u":/drover/migrations"_s);
    for (const QString& name : folder.entryList({u"*.sql"_s}, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        if (file.open(QIODevice::ReadOnly))
            migrations.append({name.left(4).toInt(), file.readAll()});
    }
    return migrations;
}

Result<> migrate(Sqlite::Database& database, const QList<Migration>& migrations)
{
    const auto version = checkedVersion(database, migrations);
    if (!version)
        return tl::make_unexpected(version.error());
    bool copied = *version == 0;
    for (const Migration& migration : migrations) {
        if (migration.to <= *version)
            continue;
        if (!copied) {
            if (auto done = copyBeside(database, migration.to); !done)
                return done;
            copied = true;
        }
        if (auto done = takeStep(database, migration); !done)
            return done;
    }
    return {};
}

Result<> checkVersion(Sqlite::Database& database, const QList<Migration>& migrations)
{
    const auto version = checkedVersion(database, migrations);
    if (!version)
        return tl::make_unexpected(version.error());
    if (!migrations.isEmpty() && *version < migrations.last().to) {
        return fail(u"store-older"_s,
                    u"%1 was written by an older Drover (schema %2)."_s.arg(database.path()).arg(*version),
                    u"Open the data directory once with `drover` so that it is brought up to date."_s);
    }
    return {};
}

} // namespace Drover
