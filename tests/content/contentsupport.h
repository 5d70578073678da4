#pragma once

#include "engine/content/content.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QList>
#include <QString>
#include <algorithm>

/// Packs and contents made in tests from texts.
namespace ContentSupport {

using Files = QList<std::pair<QString, QByteArray>>;

inline QList<Drover::SourceFile> sources(const Files& files)
{
    QList<Drover::SourceFile> result;
    for (const auto& [path, text] : files) {
        result.append({path, text, {}});
    }
    return result;
}

inline QString texts(const Drover::Problems& problems)
{
    QStringList lines;
    for (const Drover::Problem& problem : problems) {
        lines.append(problem.toString());
    }
    return lines.join(QLatin1Char('\n'));
}

/// A pack in folder layout; its meta.yaml is added when there is none.
inline tl::expected<Drover::Pack, Drover::Problems> readFolder(Files files)
{
    if (std::ranges::none_of(files,
                             [](const auto& file) { return file.first == QLatin1String("meta.yaml"); })) {
        files.prepend({QStringLiteral("meta.yaml"), "Name: test\nVersion: 1.0.0\n"});
    }
    return Drover::readPack(sources(files));
}

/// Everything wrong with a pack, read and put together; empty when it is sound.
inline Drover::Problems problemsOf(const Files& files)
{
    const auto pack = readFolder(files);
    if (!pack) {
        return pack.error();
    }
    const auto content = Drover::Content::build({*pack});
    return content ? Drover::Problems() : content.error();
}

/// A sound content; a faulty one stops the test with its problems.
inline Drover::Content contentOf(const Files& files)
{
    const auto pack = readFolder(files);
    if (!pack) {
        qFatal("%s", qPrintable(texts(pack.error())));
    }
    const auto content = Drover::Content::build({*pack});
    if (!content) {
        qFatal("%s", qPrintable(texts(content.error())));
    }
    return *content;
}

/// The files of a pack on disk.
inline QList<Drover::SourceFile> readDirectory(const QString& root)
{
    QList<Drover::SourceFile> files;
    QDirIterator it(root, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        QFile file(it.next());
        if (file.open(QIODevice::ReadOnly)) {
            files.append({QDir(root).relativeFilePath(file.fileName()), file.readAll(), {}});
        }
    }
    std::ranges::sort(files, {}, &Drover::SourceFile::path);
    return files;
}

} // namespace ContentSupport
