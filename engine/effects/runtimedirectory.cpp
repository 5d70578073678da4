#include "engine/effects/runtimedirectory.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace Drover {

using namespace Qt::StringLiterals;

namespace {

QString errnoText()
{
    return QString::fromLocal8Bit(std::strerror(errno));
}

bool isPrivate(const QString& path)
{
    struct stat info
    {
    };
    return lstat(QFile::encodeName(path).constData(), &info) == 0 && S_ISDIR(info.st_mode) &&
           info.st_uid == getuid() && (info.st_mode & 077U) == 0;
}

bool isOurs(const QString& path)
{
    struct stat info
    {
    };
    return !path.isEmpty() && stat(QFile::encodeName(path).constData(), &info) == 0 &&
           S_ISDIR(info.st_mode) && info.st_uid == getuid() &&
           access(QFile::encodeName(path).constData(), W_OK) == 0;
}

bool holdsSocket(const QString& directory)
{
    const qsizetype longest = QFile::encodeName(directory + u"/shepherd.sock"_s).size();
    return longest < qsizetype{sizeof(sockaddr_un::sun_path)};
}

QString notedDirectory(const QString& dataDirectory)
{
    QFile file(dataDirectory + u"/shepherd.lock"_s);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QString noted = QFile::decodeName(file.readAll().trimmed());
    return !noted.isEmpty() && isPrivate(noted) ? noted : QString();
}

} // namespace

Result<> makePrivateDirectory(const QString& path)
{
    const QByteArray native = QFile::encodeName(path);
    if (mkdir(native.constData(), 0700) == 0)
        return {};
    if (errno != EEXIST)
        return fail(u"directory-not-made"_s, u"%1 cannot be made: %2"_s.arg(path, errnoText()),
                    u"check the rights and the space of the directory above it"_s);
    if (isPrivate(path))
        return {};
    return fail(u"directory-not-private"_s,
                u"%1 is not a directory that only this user can enter"_s.arg(path),
                u"remove it, or change it with chmod 700"_s);
}

Result<> writePrivateFile(const QString& path, const QByteArray& contents, unsigned mode)
{
    const QByteArray native = QFile::encodeName(path);
    const auto create = [&] {
        return open(native.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
    };
    int fd = create();
    if (fd < 0 && errno == EEXIST && unlink(native.constData()) == 0)
        fd = create();
    bool good = fd >= 0 && fchmod(fd, mode) == 0; // whatever the umask says
    qsizetype done = 0;
    while (good && done < contents.size()) {
        const ssize_t wrote =
            write(fd, contents.constData() + done, static_cast<size_t>(contents.size() - done));
        good = wrote >= 0 || errno == EINTR;
        done += wrote > 0 ? wrote : 0;
    }
    const QString reason = errnoText();
    if (fd >= 0)
        close(fd);
    if (!good)
        return fail(u"file-not-written"_s, u"%1 cannot be written: %2"_s.arg(path, reason),
                    u"check the rights and the space of its directory"_s);
    return {};
}

Result<QString> runtimeDirectory(const QString& dataDirectory)
{
    const QString data = QFileInfo(dataDirectory).canonicalFilePath();
    if (data.isEmpty())
        return fail(u"data-directory-missing"_s,
                    u"The data directory %1 does not exist"_s.arg(dataDirectory));
    const QString noted = notedDirectory(data);
    if (!noted.isEmpty())
        return noted;

    const QByteArray digest = QCryptographicHash::hash(QFile::encodeName(data), QCryptographicHash::Sha256);
    const QString name = QString::fromLatin1(digest.toHex().left(12));
    QStringList bases;
    for (const QString& base : {qEnvironmentVariable("XDG_RUNTIME_DIR"), u"/run/user/%1"_s.arg(getuid())}) {
        if (isOurs(base))
            bases.append(base + u"/drover"_s);
    }
    if (QFileInfo(u"/dev/shm"_s).isWritable())
        bases.append(u"/dev/shm/drover-%1"_s.arg(getuid()));
    bases.append(data + u"/runtime"_s);
    bases.append(u"/tmp/drover-%1"_s.arg(getuid()));
    Result<QString> answer = fail(u"no-runtime-directory"_s, u"No private directory for sockets was found"_s,
                                  u"set XDG_RUNTIME_DIR to a directory of your own with mode 700"_s);
    for (const QString& base : bases) {
        const QString directory = base + u'/' + name;
        if (!holdsSocket(directory))
            continue;
        const Result<> made =
            makePrivateDirectory(base).and_then([&directory] { return makePrivateDirectory(directory); });
        if (made)
            return directory;
        answer = tl::make_unexpected(made.error());
    }
    return answer;
}

} // namespace Drover
