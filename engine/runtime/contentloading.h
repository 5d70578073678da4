#pragma once

#include "engine/api/query.h"
#include "engine/content/content.h"
#include "engine/core/command.h"
#include "engine/store/store.h"

#include <optional>

namespace Drover {

/// What loading packs comes to when nothing is wrong with any: the new whole, and each pack that is new in
/// it.
struct LoadedPacks
{
    struct Fresh
    {
        StoredPack stored;
        Events::ContentLoaded event;
    };
    Content content;
    QList<Fresh> fresh;
};

/// Reads packs and checks them with each other and with all others that are loaded. Error `content-invalid`:
/// its text has one problem a line, `FILE:LINE: what, and the mend`; nothing is half loaded. Pure.
[[nodiscard]] Result<LoadedPacks> loadPacks(const Content& loaded, const QList<Commands::ContentPack>& packs);

/// The whole that these files and all else that is loaded would make, and in `told` which pack they are.
/// Nothing is loaded. Pure.
[[nodiscard]] tl::expected<Content, Problems>
checkPack(const Content& loaded, const QList<Commands::ContentFile>& files, Answers::PackCheck& told);

/// The loaded pack whose files are these to the letter, if there is one: then nothing has to be read and
/// checked.
[[nodiscard]] std::optional<PackRef> loadedAlready(const State& state, Store& store,
                                                   const Commands::ContentPack& pack);

/// The content of a directory as its state names it, read from the store. Errors: the store's,
/// `content-damaged` or `content-invalid`.
[[nodiscard]] Result<Content> contentOf(const State& state, Store& store);

} // namespace Drover
