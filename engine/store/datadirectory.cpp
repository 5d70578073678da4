#include "engine/store/datadirectory.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>
#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr mode_t ownerOnlyFolder = 0700;

QString systemError()
{
    return QString::fromLocal8Bit(std::strerror(errno));
}

Error unusable(const QString& path, const QString& why)
{
    return {u"directory-unusable"_s,
            u"the data directory %1 can't be used: %2."_s.arg(path, why),
            u"Name a folder on a local disk that your user may write."_s,
            {}};
}

/// The folder is there, is ours and nobody else may enter it.
Result<> checkPrivate(const QString& path)
{
    struct stat status = {};
    if (::lstat(QFile::encodeName(path).constData(), &status) != 0)
        return tl::make_unexpected(unusable(path, systemError()));
    if (!S_ISDIR(status.st_mode))
        return tl::make_unexpected(unusable(path, u"it is not a folder"_s));
    if (status.st_uid != ::geteuid())
        return tl::make_unexpected(unusable(path, u"it belongs to another user"_s));
    if ((status.st_mode & 077) != 0) {
        return fail(u"directory-exposed"_s, u"other users may enter the data directory %1."_s.arg(path),
                    u"Run chmod 700 on it: it holds keys and what jobs have written."_s);
    }
    return {};
}

Result<> checkLocal(const QString& path)
{
    struct statfs status = {};
    if (::statfs(QFile::encodeName(path).constData(), &status) != 0)
        return tl::make_unexpected(unusable(path, systemError()));
    if (isRemoteFileSystem(quint64(status.f_type))) {
        return fail(
            u"directory-remote"_s,
            u"the data directory %1 lies on a network file system, whose locks can't be relied on."_s.arg(
                path),
            u"Name a folder on a local disk."_s);
    }
    return {};
}

/// The descriptor that holds the lock. The owner's process id stands in the file, for the one who is refused.
Result<int> takeLock(const QString& folder)
{
    const QString path = folder + u"/drover.lock"_s;
    const int lock =
        ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (lock < 0)
        return tl::make_unexpected(unusable(folder, systemError()));
    if (::flock(lock, LOCK_EX | LOCK_NB) != 0) {
        const bool owned = errno == EWOULDBLOCK;
        const QString why = systemError();
        std::array<char, 32> text{};
        const auto size = ::pread(lock, text.data(), text.size() - 1, 0);
        ::close(lock);
        if (!owned)
            return tl::make_unexpected(unusable(folder, why));
        const QString owner = QString::fromLatin1(text.data(), size > 0 ? qsizetype(size) : 0).trimmed();
        return fail(u"directory-owned"_s,
                    u"another Drover%1 works in the data directory %2."_s.arg(
                        owner.isEmpty() ? QString() : u" (process %1)"_s.arg(owner), folder),
                    u"Use that one, close it, or name another data directory."_s);
    }
    const QByteArray pid = QByteArray::number(qint64(::getpid())) + '\n';
    if (::ftruncate(lock, 0) != 0 ||
        ::pwrite(lock, pid.constData(), std::size_t(pid.size()), 0) != pid.size()) {
        const QString why = systemError();
        ::close(lock);
        return tl::make_unexpected(unusable(folder, why));
    }
    return lock;
}

Result<> makePrivate(const QString& path)
{
    if (::mkdir(QFile::encodeName(path).constData(), ownerOnlyFolder) != 0 && errno != EEXIST)
        return tl::make_unexpected(unusable(path, systemError()));
    return checkPrivate(path);
}

} // namespace

bool isRemoteFileSystem(quint64 magic)
{
    static constexpr std::array<quint64, 11> remote{
        0x6969,     // nfs
        0x517b,     // smb
        0xff534d42, // cifs
        0xfe534d42, // smb2
        0x65735546, // fuse: sshfs, s3fs and the like
        0x5346414f, // afs
        0x6b414653, // kafs
        0x73757245, // coda
        0x00c36400, // ceph
        0x01021997, // 9p
        0x0bd00bd0, // lustre
    };
    return std::find(remote.begin(), remote.end(), magic & 0xffffffff) != remote.end();
}

QString DataDirectory::defaultPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/drover"_s;
}

Result<std::unique_ptr<DataDirectory>> DataDirectory::open(const QString& path, Missing missing)
{
    const QString wanted = QDir::cleanPath(QDir(path).absolutePath());
    if (!QFileInfo::exists(wanted)) {
        if (missing == Missing::Refuse) {
            return fail(u"directory-missing"_s, u"there is no data directory %1."_s.arg(wanted),
                        u"Check the path, or make one with `drover` or `drover demo`."_s);
        }
        if (!QDir().mkpath(QFileInfo(wanted).path()))
            return tl::make_unexpected(unusable(wanted, u"its parent folder can't be made"_s));
        if (auto made = makePrivate(wanted); !made)
            return tl::make_unexpected(made.error());
    }
    const QString folder = QFileInfo(wanted).canonicalFilePath();
    if (auto checked = checkPrivate(folder).and_then([&] { return checkLocal(folder); }); !checked)
        return tl::make_unexpected(checked.error());
    const auto lock = takeLock(folder);
    if (!lock)
        return tl::make_unexpected(lock.error());
    return std::unique_ptr<DataDirectory>(new DataDirectory(folder, *lock));
}

// Closing the descriptor gives the lock up; the file stays, because removing it would race with the next
// owner.
DataDirectory::~DataDirectory()
{
    ::close(m_lock);
}

QString DataDirectory::keyFile() const
{
    return m_path + u"/key"_s;
}

std::optional<Instant> DataDirectory::lastWorked() const
{
    struct stat status = {};
    if (::lstat(QFile::encodeName(m_path + u"/working"_s).constData(), &status) != 0 ||
        !S_ISREG(status.st_mode))
        return std::nullopt;
    return Instant(qint64(status.st_mtim.tv_sec) * 1000 + status.st_mtim.tv_nsec / 1000000);
}

void DataDirectory::noteWorking() const
{
    const int file = ::open(QFile::encodeName(m_path + u"/working"_s).constData(),
                            O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0)
        return;
    (void)::futimens(file, nullptr);
    ::close(file);
}

bool DataDirectory::isOwned(const QString& path)
{
    const int lock = ::open(QFile::encodeName(path + u"/drover.lock"_s).constData(), O_RDONLY | O_CLOEXEC);
    if (lock < 0)
        return false;
    const bool owned = ::flock(lock, LOCK_SH | LOCK_NB) != 0;
    ::close(lock);
    return owned;
}

QString DataDirectory::databaseIn(const QString& path)
{
    return path + u"/drover.db"_s;
}

Result<QString> DataDirectory::engineSocket(const QString& path)
{
    constexpr qsizetype longest = 100; // sockaddr_un holds 108
    const QFileInfo folder(path);
    const QString canonical =
        folder.exists() ? folder.canonicalFilePath() : QDir::cleanPath(folder.absoluteFilePath());
    const QByteArray hash =
        QCryptographicHash::hash(QFile::encodeName(canonical), QCryptographicHash::Sha256).toHex().left(12);
    const QString inner = u"/drover/"_s + QString::fromLatin1(hash);
    QString base = qEnvironmentVariable("XDG_RUNTIME_DIR");
    const QString name = u"/engine.sock"_s;
    if (base.isEmpty() || !QFileInfo(base).isDir() || QFile::encodeName(base + inner + name).size() > longest)
        base = u"/tmp/drover-%1"_s.arg(::geteuid());
    for (const QString& step : {base, QString(base + u"/drover"_s), QString(base + inner)}) {
        if (auto made = makePrivate(step); !made) {
            return fail(u"runtime-directory-unusable"_s, made.error().text,
                        u"Set XDG_RUNTIME_DIR to a folder that only your user may enter."_s);
        }
    }
    return base + inner + name;
}

} // namespace Drover
