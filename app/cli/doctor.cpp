#include "app/cli/doctor.h"

#include "app/builtincontent.h"
#include "engine/runtime/startcheck.h"
#include "engine/store/datadirectory.h"
#include "engine/store/sqlite/database.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QStandardPaths>
#include <QStorageInfo>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

using Level = Finding::Level;

constexpr qint64 littleSpace = 1LL << 30;
constexpr qint64 noSpace = 64LL << 20;

Finding ok(const QString& check, const QString& text)
{
    return {Level::Ok, check, text, {}};
}

Finding checkRights(const QString& directory)
{
    const QString check = u"data-directory"_s;
    struct stat status
    {
    };
    if (::lstat(QFile::encodeName(directory).constData(), &status) != 0)
        return ok(check, u"%1 does not exist yet; it is made when it is needed"_s.arg(directory));
    if (!S_ISDIR(status.st_mode))
        return {Level::Fail, check, u"%1 is not a folder"_s.arg(directory), u"name another with --data"_s};
    if (status.st_uid != ::geteuid())
        return {Level::Fail, check, u"%1 belongs to another user"_s.arg(directory),
                u"name one of your own with --data"_s};
    if ((status.st_mode & 077) != 0)
        return {Level::Fail, check, u"other users may enter %1"_s.arg(directory),
                u"run: chmod 700 %1"_s.arg(directory)};
    if (::access(QFile::encodeName(directory).constData(), W_OK | X_OK) != 0)
        return {Level::Fail, check, u"%1 can't be written"_s.arg(directory),
                u"see how its disk is mounted"_s};
    return ok(check, u"%1 is yours alone"_s.arg(directory));
}

Finding checkLock(const QString& directory)
{
    const QString check = u"lock"_s;
    if (!DataDirectory::isOwned(directory))
        return ok(check, u"nobody works in it"_s);
    const auto socket = DataDirectory::engineSocket(directory);
    if (!socket)
        return {Level::Fail, check, socket.error().text, socket.error().remedy};
    if (!QFileInfo::exists(*socket))
        return {Level::Warn, check, u"another Drover works in it, but offers no socket at %1"_s.arg(*socket),
                u"if it stays so, end that process; both must see the same XDG_RUNTIME_DIR"_s};
    return ok(check, u"another Drover works in it; commands go there"_s);
}

Finding checkDatabase(const QString& directory)
{
    const QString check = u"database"_s;
    const QString path = DataDirectory::databaseIn(directory);
    if (!QFileInfo::exists(path))
        return ok(check, u"there is none yet"_s);
    if (QStorageInfo(directory).isReadOnly())
        return {Level::Warn, check, u"%1 can't be examined on a read-only disk"_s.arg(path),
                u"copy the data directory to another disk and examine the copy"_s};
    const QString mend = u"stop Drover and put a copy of the data directory back; keep the damaged one"_s;
    auto database = Sqlite::Database::open(path, Sqlite::Database::Mode::ReadOnly);
    if (!database)
        return {Level::Fail, check, database.error().text, mend};
    auto statement = (*database)->prepare("PRAGMA quick_check(5)");
    if (!statement)
        return {Level::Fail, check, statement.error().text, mend};
    QStringList faults;
    for (;;) {
        const auto row = (*statement)->step();
        if (!row)
            return {Level::Fail, check, row.error().text, mend};
        if (!*row)
            break;
        if (const QString fault = (*statement)->text(0); fault != "ok"_L1)
            faults.append(fault);
    }
    if (!faults.isEmpty())
        return {Level::Fail, check, u"%1 is damaged: %2"_s.arg(path, faults.join(u"; "_s)), mend};
    return ok(check, u"%1 is sound"_s.arg(path));
}

Finding checkKey(const QString& directory)
{
    const QString check = u"key"_s;
    const QString path = directory + u"/key"_s;
    struct stat status
    {
    };
    if (::lstat(QFile::encodeName(path).constData(), &status) != 0) {
        if (!QFileInfo::exists(DataDirectory::databaseIn(directory)))
            return ok(check, u"there is none yet"_s);
        return {Level::Fail, check, u"%1 is missing: sealed params can't be opened"_s.arg(path),
                u"put it back from a copy of the data directory"_s};
    }
    if ((status.st_mode & 077) != 0)
        return {Level::Fail, check, u"other users may read %1"_s.arg(path), u"run: chmod 600 %1"_s.arg(path)};
    return ok(check, u"only you can read it"_s);
}

Finding checkStart(const QString& directory)
{
    const QString check = u"start"_s;
    if (!QFileInfo::exists(DataDirectory::databaseIn(directory)))
        return ok(check, u"there is nothing yet to read"_s);
    const Result<> read = readAsAtStart(directory);
    if (read)
        return ok(check, u"state, content and secrets can be read"_s);
    if (read.error().code == "store-older"_L1)
        return ok(check, u"it is brought up to date when it is opened"_s);
    return {Level::Fail, check, read.error().text, read.error().remedy};
}

Finding checkSpace(const QString& directory)
{
    const QString check = u"disk-space"_s;
    QString existing = QFileInfo(directory).absoluteFilePath();
    while (!QFileInfo::exists(existing) && existing != u"/"_s)
        existing = QFileInfo(existing).path();
    const QStorageInfo storage(existing);
    if (!storage.isValid())
        return {Level::Warn, check, u"the free space of %1 can't be told"_s.arg(existing), u"look with df"_s};
    const QString text =
        u"%1 MiB are free on %2"_s.arg(storage.bytesAvailable() >> 20).arg(storage.rootPath());
    if (storage.isReadOnly())
        return {Level::Fail, check, u"%1 is mounted read-only"_s.arg(storage.rootPath()),
                u"mount it for writing"_s};
    if (storage.bytesAvailable() < noSpace)
        return {Level::Fail, check, text, u"free some: changes are refused when the disk is full"_s};
    if (storage.bytesAvailable() < littleSpace)
        return {Level::Warn, check, text, u"free some before long"_s};
    return ok(check, text);
}

Finding checkShepherd()
{
    const QString check = u"shepherd"_s;
    const QString path = QCoreApplication::applicationDirPath() + u"/drover-shepherd"_s;
    if (!QFileInfo(path).isExecutable())
        return {Level::Fail, check, u"%1 is missing: no real job can run"_s.arg(path),
                u"build or install it beside the drover executable"_s};
    return ok(check, u"%1 is there"_s.arg(path));
}

Finding checkInterpreter(const QString& name, Level missing, const QString& mend)
{
    const QString path = QStandardPaths::findExecutable(name);
    if (path.isEmpty())
        return {missing, u"interpreter-"_s + name, u"%1 is not in the PATH"_s.arg(name), mend};
    return ok(u"interpreter-"_s + name, path);
}

Finding checkFont(const QString& family, const QString& filePrefix, const QString& package)
{
    const QString check = u"font-"_s + family.toLower().replace(u' ', u'-');
    const QStringList folders = QStandardPaths::standardLocations(QStandardPaths::FontsLocation);
    for (const QString& folder : folders) {
        QDirIterator walk(folder, {filePrefix + u"*"_s}, QDir::Files, QDirIterator::Subdirectories);
        if (walk.hasNext())
            return ok(check, walk.next());
    }
    return {Level::Warn, check, u"the typeface %1 is not installed; the window uses another"_s.arg(family),
            u"install the package %1"_s.arg(package)};
}

Finding checkContent()
{
    const QString check = u"built-in-content"_s;
    const auto& pack = builtInPackRead();
    if (pack)
        return ok(check, u"%1 %2"_s.arg(pack->name, pack->version));
    return {Level::Fail, check, pack.error().value(0).toString(), u"install the executable again"_s};
}

Finding checkClock()
{
    const QString check = u"clock"_s;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const QDateTime built = QFileInfo(QCoreApplication::applicationFilePath()).lastModified();
    if (now < built.addDays(-1))
        return {Level::Warn, check,
                u"the clock says %1, before this program was made"_s.arg(now.toString(Qt::ISODate)),
                u"set it, best by NTP"_s};
    return ok(check, now.toString(Qt::ISODate));
}

} // namespace

QList<Finding> examine(const QString& directory)
{
    return {checkRights(directory),
            checkLock(directory),
            checkDatabase(directory),
            checkKey(directory),
            checkStart(directory),
            checkSpace(directory),
            checkShepherd(),
            checkInterpreter(u"sh"_s, Level::Fail, u"install a shell"_s),
            checkInterpreter(u"python3"_s, Level::Warn, u"install python3: some tasks are written in it"_s),
            checkFont(u"Inter"_s, u"Inter"_s, u"fonts-inter-variable"_s),
            checkFont(u"JetBrains Mono"_s, u"JetBrainsMono"_s, u"fonts-jetbrains-mono"_s),
            checkContent(),
            checkClock()};
}

} // namespace Drover
