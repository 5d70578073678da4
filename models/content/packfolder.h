#pragma once

#include "engine/core/command.h"
#include "engine/core/error.h"

#include <QByteArray>
#include <QFuture>

namespace Drover {

/// One file of a pack as it lies on the disk.
struct PackFile
{
    QString path; ///< relative to the pack's folder, with `/`; of a bundle its file name
    QByteArray bytes;
    QString shownAs; ///< how problems name it
};

/// Reads a content pack from the disk: a file is a bundle, a folder is one file per object, walked in order
/// of names; hidden files and links that lead out are left out. Problems name the file as it was given; there
/// is one for each file that can't be read, and one for a folder without any. Any thread; takes as long as
/// the disk does.
[[nodiscard]] tl::expected<QList<PackFile>, Problems> readPackFolder(const QString& path);

/// The same on a thread of its own, for who must not wait. Texts that are no UTF-8 are problems.
struct PackOnDisk
{
    QList<Commands::ContentFile> files;
    Problems problems;
};
[[nodiscard]] QFuture<Result<PackOnDisk>> readPackLater(const QString& path);

} // namespace Drover
