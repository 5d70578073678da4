#pragma once

#include "engine/content/pack.h"
#include "engine/core/command.h"

namespace Drover {

/// Reads a content pack from the disk: a file is a bundle, a folder is one file per object, walked in order
/// of names; hidden files and links that lead out are left out. Paths in it are relative to the folder;
/// problems name the file as it was typed. Errors: a Problem per file that can't be read, and one for a
/// folder without any.
[[nodiscard]] tl::expected<QList<SourceFile>, Problems> readPackFiles(const QString& path);

/// The same files as a command carries them. Errors: a Problem for a file that is no UTF-8.
[[nodiscard]] tl::expected<Commands::ContentPack, Problems> carriedPack(const QList<SourceFile>& files);

} // namespace Drover
