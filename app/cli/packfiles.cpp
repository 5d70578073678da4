#include "app/cli/packfiles.h"

#include "app/cli/arguments.h"
#include "engine/content/sourcenode.h"

#include <QDirIterator>
#include <QFileInfo>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr qint64 packFileLimit = 8LL << 20;
constexpr int packFileCount = 10000;

Problem problemAt(const QString& path, const QString& what, const QString& mend = {})
{
    Problem problem;
    problem.file = path;
    problem.what = what;
    problem.mend = mend;
    return problem;
}

/// QDir compares only paths that are both absolute; what a user types seldom is.
QString pathInside(const QString& folder, const QString& path)
{
    return QDir(QFileInfo(folder).absoluteFilePath()).relativeFilePath(QFileInfo(path).absoluteFilePath());
}

QStringList filesBelow(const QString& folder)
{
    QStringList paths;
    QDirIterator walk(folder, QDir::Files | QDir::NoSymLinks, QDirIterator::Subdirectories);
    while (walk.hasNext() && paths.size() <= packFileCount)
        paths.append(walk.next());
    // DRP's own `._Name.meta` files belong to a pack; other hidden files (editors', version control's) do
    // not.
    paths.removeIf([&](const QString& path) {
        const QString inside = pathInside(folder, path);
        const QString name = QFileInfo(path).fileName();
        return (inside.startsWith(u'.') || inside.contains("/."_L1)) && !name.startsWith("._"_L1);
    });
    paths.sort();
    return paths;
}

/// The packs right below a folder that is none itself.
QStringList packsBelow(const QString& folder)
{
    const QStringList metas{u"meta.yaml"_s, u"meta.yml"_s, u"meta.json"_s, u"._Name.meta"_s};
    const auto isPack = [&](const QDir& directory) {
        return std::ranges::any_of(metas, [&](const QString& meta) { return directory.exists(meta); });
    };
    QStringList packs;
    const QDir directory(folder);
    for (const QString& name : directory.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        if (isPack(QDir(directory.filePath(name))))
            packs.append(directory.filePath(name));
    }
    return isPack(directory) ? QStringList() : packs;
}

} // namespace

tl::expected<QList<SourceFile>, Problems> readPackFiles(const QString& path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return tl::make_unexpected(Problems{problemAt(path, u"there is no such file or folder"_s)});
    const bool isFolder = info.isDir();
    if (const QStringList packs = isFolder ? packsBelow(path) : QStringList(); !packs.isEmpty())
        return tl::make_unexpected(
            Problems{problemAt(path, u"the folder is not a content pack, it holds some"_s,
                               u"name them: "_s + packs.join(u' '))});
    const QStringList paths = isFolder ? filesBelow(path) : QStringList{path};
    if (paths.isEmpty())
        return tl::make_unexpected(
            Problems{problemAt(path, u"the folder holds no files"_s, u"name a content pack"_s)});
    if (paths.size() > packFileCount)
        return tl::make_unexpected(Problems{problemAt(
            path, u"the folder holds more than %1 files"_s.arg(packFileCount), u"name a content pack"_s)});
    QList<SourceFile> files;
    Problems problems;
    for (const QString& each : paths) {
        const auto bytes = readFileBytes(each, packFileLimit);
        if (!bytes) {
            problems.append(problemAt(each, u"can't be read: "_s + bytes.error().text));
            continue;
        }
        SourceFile file;
        file.path = isFolder ? pathInside(path, each) : info.fileName();
        file.text = *bytes;
        file.shownAs = each;
        files.append(file);
    }
    if (!problems.isEmpty())
        return tl::make_unexpected(problems);
    return files;
}

tl::expected<Commands::ContentPack, Problems> carriedPack(const QList<SourceFile>& files)
{
    Commands::ContentPack pack;
    Problems problems;
    for (const SourceFile& file : files) {
        if (const auto text = decodeUtf8(file); text)
            pack.files.append({file.path, *text, file.shownAs});
        else
            problems.append(text.error());
    }
    if (!problems.isEmpty())
        return tl::make_unexpected(problems);
    return pack;
}

} // namespace Drover
