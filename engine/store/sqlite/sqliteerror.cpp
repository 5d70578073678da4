#include "engine/store/sqlite/sqliteerror.h"

#include <sqlite3.h>

using namespace Qt::StringLiterals;

namespace Drover::Sqlite {

Error errorOf(int code, const QString& detail, const QString& path)
{
    const QString words = detail.isEmpty() ? QString::fromUtf8(sqlite3_errstr(code)) : detail;
    const auto error = [&](const QString& name, const QString& what, const QString& remedy) {
        return Error{name, u"%1: %2 (%3, SQLite %4)."_s.arg(path, what, words).arg(code), remedy, {}};
    };
    switch (code & 0xff) {
    case SQLITE_FULL:
        return error(u"store-full"_s, u"there is no room left to write"_s,
                     u"Free space on the disk that holds it; writing goes on by itself."_s);
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return error(u"store-read-only"_s, u"it may not be written"_s,
                     u"Give your user write permission on the data directory and its files."_s);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return error(u"store-busy"_s, u"another program holds it locked"_s,
                     u"Close the program that has the database open; Drover tries again."_s);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
    case SQLITE_FORMAT:
        return error(u"store-damaged"_s, u"its contents are not as they were written"_s,
                     u"Run `drover journal verify` on the data directory, or go back to a copy of it."_s);
    default:
        return error(u"store-unavailable"_s, u"it can't be read or written"_s,
                     u"Check that the disk is there and that your user may use the data directory."_s);
    }
}

} // namespace Drover::Sqlite
