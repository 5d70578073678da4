#include "app/cli/packfiles.h"

#include "engine/content/sourcenode.h"
#include "models/content/packfolder.h"

using namespace Qt::StringLiterals;

namespace Drover {

tl::expected<QList<SourceFile>, Problems> readPackFiles(const QString& path)
{
    const auto read = readPackFolder(path);
    if (!read)
        return tl::make_unexpected(read.error());
    QList<SourceFile> files;
    for (const PackFile& file : *read)
        files.append({file.path, file.bytes, file.shownAs});
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
