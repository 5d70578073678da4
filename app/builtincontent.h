#pragma once

#include "engine/content/pack.h"
#include "engine/core/command.h"

namespace Drover {

/// The content that this executable carries: what every new data directory gets, and whatever else lies in
/// `resources/content`. Read-only; any thread.

/// The files of the pack that Drover itself needs.
[[nodiscard]] QList<SourceFile> builtInPack();
/// The files of an embedded pack by its folder's name; empty when there is none.
[[nodiscard]] QList<SourceFile> embeddedPack(const QString& folder);
/// A file of `resources/examples`; without text when there is none.
[[nodiscard]] SourceFile embeddedExample(const QString& name);
/// Name and hash of the built-in pack. Errors: a Problem per fault, which is one of the build.
[[nodiscard]] const tl::expected<Pack, Problems>& builtInPackRead();

} // namespace Drover
