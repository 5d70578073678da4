#include "models/content/packfolder.h"

#include "models/inputfile.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QPromise>
#include <QStringDecoder>
#include <QThreadPool>
#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr qint64 fileLimit = 8LL << 20;
constexpr int fileCount = 10000;

/// QDir compares only paths that are both absolute; what a user types seldom is.
QString pathInside(const QString& folder, const QString& path)
{
    return QDir(QFileInfo(folder).absoluteFilePath()).relativeFilePath(QFileInfo(path).absoluteFilePath());
}

QStringList filesBelow(const QString& folder)
{
    QStringList paths;
    QDirIterator walk(folder, QDir::Files | QDir::NoSymLinks, QDirIterator::Subdirectories);
    while (walk.hasNext() && paths.size() <= fileCount)
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

tl::unexpected<Problems> problemAt(const QString& path, const QString& what, const QString& mend = {})
{
    return tl::make_unexpected(Problems{{path, 0, 0, what, mend}});
}

Result<PackOnDisk> readNow(const QString& path)
{
    PackOnDisk pack;
    const auto files = readPackFolder(path);
    if (!files) {
        pack.problems = files.error();
        return pack;
    }
    for (const PackFile& file : *files) {
        QStringDecoder decoder(QStringDecoder::Utf8);
        const QString text = decoder(file.bytes);
        if (decoder.hasError())
            pack.problems.append({file.shownAs, 0, 0, u"the file is no UTF-8"_s, u"save it as UTF-8"_s});
        else
            pack.files.append({file.path, text});
    }
    return pack;
}

} // namespace

tl::expected<QList<PackFile>, Problems> readPackFolder(const QString& path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return problemAt(path, u"there is no such file or folder"_s);
    const bool isFolder = info.isDir();
    if (const QStringList packs = isFolder ? packsBelow(path) : QStringList(); !packs.isEmpty())
        return problemAt(path, u"the folder is not a content pack, it holds some"_s,
                         u"name them: "_s + packs.join(u' '));
    const QStringList paths = isFolder ? filesBelow(path) : QStringList{path};
    if (paths.isEmpty())
        return problemAt(path, u"the folder holds no files"_s, u"name a content pack"_s);
    if (paths.size() > fileCount)
        return problemAt(path, u"the folder holds more than %1 files"_s.arg(fileCount),
                         u"name a content pack"_s);
    QList<PackFile> files;
    Problems problems;
    for (const QString& each : paths) {
        if (Result<QByteArray> bytes = readInputFile(each, fileLimit))
            files.append({isFolder ? pathInside(path, each) : info.fileName(), *std::move(bytes), each});
        else
            problems.append({each, 0, 0, bytes.error().text.mid(each.size() + 2), bytes.error().remedy});
    }
    if (!problems.isEmpty())
        return tl::make_unexpected(problems);
    return files;
}

QFuture<Result<PackOnDisk>> readPackLater(const QString& path)
{
    auto promise = std::make_shared<QPromise<Result<PackOnDisk>>>();
    promise->start();
    QThreadPool::globalInstance()->start([promise, path] {
        promise->addResult(readNow(path));
        promise->finish();
    });
    return promise->future();
}

} // namespace Drover
