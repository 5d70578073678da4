#include "engine/runtime/contentloading.h"

#include "engine/content/pack.h"
#include "engine/core/json.h"

#include <algorithm>

namespace Drover {

using namespace Qt::StringLiterals;

namespace {

tl::unexpected<Error> invalid(const Problems& problems)
{
    QStringList lines;
    for (const Problem& problem : problems)
        lines.append(problem.toString());
    return fail(u"content-invalid"_s, lines.join(u'\n'), u"mend the files; nothing was loaded"_s,
                u"content"_s);
}

QList<SourceFile> sourcesOf(const QList<Commands::ContentFile>& files)
{
    QList<SourceFile> sources;
    for (const Commands::ContentFile& file : files)
        sources.append({file.path, file.text.toUtf8()});
    return sources;
}

} // namespace

Result<LoadedPack> loadPack(const Content& loaded, const Commands::LoadContent& command)
{
    const tl::expected<Pack, Problems> pack = readPack(sourcesOf(command.files));
    if (!pack)
        return invalid(pack.error());
    QList<Pack> packs = loaded.packs();
    Events::ContentLoaded event{pack->name, pack->version, QString::fromLatin1(pack->hash), {}};
    const auto same = std::ranges::find(packs, pack->name, &Pack::name);
    if (same != packs.end()) {
        event.replaced = QString::fromLatin1(same->hash);
        *same = *pack;
    } else {
        packs.append(*pack);
    }
    tl::expected<Content, Problems> content = Content::build(packs);
    if (!content)
        return invalid(content.error());
    return LoadedPack{*content, {event.hash, Json::toText(command.files)}, event};
}

std::optional<PackRef> loadedAlready(const State& state, Store& store, const Commands::LoadContent& command)
{
    const QByteArray files = Json::toText(command.files);
    for (const auto& [name, ref] : state.all<PackRef>()) {
        const Result<StoredPack> stored = store.pack(ref.hash);
        if (stored && stored->files == files)
            return ref;
    }
    return std::nullopt;
}

Result<Content> contentOf(const State& state, Store& store)
{
    QList<PackRef> refs;
    for (const auto& [name, ref] : state.all<PackRef>())
        refs.append(ref);
    std::ranges::sort(refs, {}, &PackRef::order);
    QList<Pack> packs;
    for (const PackRef& ref : refs) {
        const Result<StoredPack> stored = store.pack(ref.hash);
        if (!stored)
            return tl::make_unexpected(stored.error());
        const auto files = Json::fromText<QList<Commands::ContentFile>>(stored->files);
        if (!files)
            return tl::make_unexpected(files.error());
        tl::expected<Pack, Problems> pack = readPack(sourcesOf(*files));
        if (!pack)
            return invalid(pack.error());
        packs.append(*pack);
    }
    tl::expected<Content, Problems> content = Content::build(packs);
    if (!content)
        return invalid(content.error());
    return *content;
}

} // namespace Drover
