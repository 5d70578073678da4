#include "models/inputfile.h"

#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace Drover {

Result<QByteArray> readInputFile(const QString& path, qint64 limit)
{
    const QString object = u"file "_s + path;
    const QFileInfo info(path);
    if (info.exists() && !info.isFile())
        return fail(u"file-unreadable"_s, u"%1: can't be read: it is no regular file"_s.arg(path),
                    u"name a file, no folder, pipe or device"_s, object);
    QFile file(path);
    const bool isOpen = file.open(QIODevice::ReadOnly);
    QByteArray bytes = isOpen ? file.read(limit + 1) : QByteArray();
    if (file.error() != QFileDevice::NoError)
        return fail(u"file-unreadable"_s, u"%1: can't be read: %2"_s.arg(path, file.errorString()),
                    u"look at its path and its rights"_s, object);
    if (bytes.size() > limit)
        return fail(u"file-too-large"_s,
                    u"%1: can't be read: it is larger than %2 MiB"_s.arg(path).arg(limit >> 20),
                    u"split it into several"_s, object);
    return bytes;
}

} // namespace Drover
