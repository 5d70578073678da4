#include "app/builtincontent.h"

#include <QDirIterator>
#include <QFile>

using namespace Qt::StringLiterals;

/// A static library's resources are linked only when they are asked for; the macro must stand outside a
/// namespace.
static void registerContent()
{
    Q_INIT_RESOURCE(drovercontent);
}

namespace Drover {

namespace {

const QString contentRoot = u":/content/"_s;

} // namespace

QList<SourceFile> embeddedPack(const QString& folder)
{
    registerContent();
    const QString root = contentRoot + folder;
    QStringList paths;
    QDirIterator walk(root, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (walk.hasNext())
        paths.append(walk.next());
    paths.sort();
    QList<SourceFile> files;
    for (const QString& path : paths) {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            continue;
        files.append({.path = path.mid(root.size() + 1), .text = file.readAll(), .shownAs = path});
    }
    return files;
}

SourceFile embeddedExample(const QString& name)
{
    registerContent();
    QFile file(u":/examples/"_s + name);
    const bool there = file.open(QIODevice::ReadOnly);
    return {.path = name, .text = there ? file.readAll() : QByteArray(), .shownAs = file.fileName()};
}

QList<SourceFile> builtInPack()
{
    return embeddedPack(u"drover"_s);
}

const tl::expected<Pack, Problems>& builtInPackRead()
{
    static const tl::expected<Pack, Problems> pack = readPack(builtInPack());
    return pack;
}

} // namespace Drover
