#pragma once

#include "engine/core/error.h"

#include <QByteArray>
#include <QList>

namespace Drover {

namespace Sqlite {
class Database;
}

/// One step of the schema's ladder: brings a file from version `to` - 1 to `to`.
struct Migration
{
    int to = 0;
    QByteArray sql;
};

/// The steps that this Drover knows, in order (engine/store/migrations/NNNN_name.sql).
[[nodiscard]] QList<Migration> knownMigrations();

/// Brings a database to the newest version, one transaction per step; before the first step of an existing
/// file a copy of it is laid beside it (`drover.db.before-2`). Errors: `store-newer` (made by a newer Drover;
/// nothing is changed), `store-foreign` (not a database of Drover), and those of Sqlite::errorOf. On the
/// database's thread.
[[nodiscard]] Result<> migrate(Sqlite::Database& database,
                               const QList<Migration>& migrations = knownMigrations());

/// Answers without changing anything whether the file has the newest version; for readers.
[[nodiscard]] Result<> checkVersion(Sqlite::Database& database,
                                    const QList<Migration>& migrations = knownMigrations());

} // namespace Drover
