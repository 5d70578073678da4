#pragma once

#include "engine/content/content.h"
#include "engine/core/command.h"
#include "engine/store/store.h"

#include <optional>

namespace Drover {

/// What a LoadContent command comes to when nothing is wrong with it: the new whole, and the pack to be kept.
struct LoadedPack
{
    Content content;
    StoredPack stored;
    Events::ContentLoaded event;
};

/// Reads a pack and checks it with all others that are loaded. Error `content-invalid`: its text has one
/// problem a line, `FILE:LINE: what, and the mend`; nothing is half loaded. Pure.
[[nodiscard]] Result<LoadedPack> loadPack(const Content& loaded, const Commands::LoadContent& command);

/// The loaded pack whose files are these to the letter, if there is one: then nothing has to be read and
/// checked.
[[nodiscard]] std::optional<PackRef> loadedAlready(const State& state, Store& store,
                                                   const Commands::LoadContent& command);

/// The content of a directory as its state names it, read from the store. Errors: the store's, or
/// `content-invalid`.
[[nodiscard]] Result<Content> contentOf(const State& state, Store& store);

} // namespace Drover
