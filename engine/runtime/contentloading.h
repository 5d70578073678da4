#pragma once

#include "engine/content/content.h"
#include "engine/core/command.h"
#include "engine/store/store.h"

namespace Drover {

/// What a LoadContent command comes to when nothing is wrong with it: the new whole, and the pack to be kept.
struct LoadedPack {
    Content content;
    StoredPack stored;
    Events::ContentLoaded event;
};

/// Reads a pack and checks it with all others that are loaded. Error `content-invalid`: its text has one problem a line,
/// `FILE:LINE: what, and the mend`; nothing is half loaded. Pure.
[[nodiscard]] Result<LoadedPack> loadPack(const Content& loaded, const Commands::LoadContent& command);

/// The content of a directory as its state names it, read from the store. Errors: the store's, or `content-invalid`.
[[nodiscard]] Result<Content> contentOf(const State& state, Store& store);

} // namespace Drover
