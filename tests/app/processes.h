#pragma once

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QList>
#include <QString>

#include <sys/types.h>

namespace Drover::Testing {

/// What /proc says of the processes of this computer.

/// Its words, NUL behind each; empty when there is no such process, or it is a zombie.
inline QByteArray commandLineOf(pid_t pid)
{
    QFile file(QStringLiteral("/proc/%1/cmdline").arg(pid));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline bool isAlive(pid_t pid)
{
    return pid > 0 && !commandLineOf(pid).isEmpty();
}

/// Those whose command line holds the text.
inline QList<pid_t> processesWith(const QByteArray& text)
{
    QList<pid_t> found;
    for (const QString& entry : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
        if (entry.toInt() > 0 && commandLineOf(entry.toInt()).contains(text))
            found.append(entry.toInt());
    }
    return found;
}

/// The shepherd of a data directory; 0 when none runs.
inline pid_t shepherdOf(const QString& data)
{
    return processesWith(QByteArray("--data") + '\0' + QFile::encodeName(data) + '\0').value(0);
}

/// The number in a file, 0 while there is none. A script writes it with `echo $$ >FILE`.
inline pid_t pidIn(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray text = file.readAll();
    return text.endsWith('\n') ? text.trimmed().toInt() : 0;
}

} // namespace Drover::Testing
