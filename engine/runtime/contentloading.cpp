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
        sources.append({file.path, file.text.toUtf8(), file.shownAs});
    return sources;
}

/// As the store keeps it: where it lay is of no interest any more.
QByteArray storedFiles(QList<Commands::ContentFile> files)
{
    for (Commands::ContentFile& file : files)
        file.shownAs.clear();
    return Json::toText(files);
}

} // namespace

Result<LoadedPacks> loadPacks(const Content& loaded, const QList<Commands::ContentPack>& packs)
{
    QList<Pack> whole = loaded.packs();
    QList<LoadedPacks::Fresh> fresh;
    Problems problems;
    QStringList names;
    for (const Commands::ContentPack& given : packs) {
        const tl::expected<Pack, Problems> pack = readPack(sourcesOf(given.files));
        if (!pack) {
            problems += pack.error();
            continue;
        }
        if (names.contains(pack->name))
            return fail(u"content-invalid"_s, u"two of the packs are named %1"_s.arg(pack->name),
                        u"load one of them; nothing was loaded"_s, u"content "_s + pack->name);
        names.append(pack->name);
        Events::ContentLoaded event{pack->name, pack->version, QString::fromLatin1(pack->hash), {}};
        const auto same = std::ranges::find(whole, pack->name, &Pack::name);
        if (same != whole.end()) {
            event.replaced = QString::fromLatin1(same->hash);
            *same = *pack;
        } else {
            whole.append(*pack);
        }
        if (event.replaced != event.hash)
            fresh.append({{event.hash, storedFiles(given.files)}, event});
    }
    if (!problems.isEmpty())
        return invalid(problems);
    tl::expected<Content, Problems> content = Content::build(whole);
    if (!content)
        return invalid(content.error());
    return LoadedPacks{*content, fresh};
}

tl::expected<Content, Problems> checkPack(const Content& loaded, const QList<Commands::ContentFile>& files,
                                          Answers::PackCheck& told)
{
    const tl::expected<Pack, Problems> pack = readPack(sourcesOf(files));
    if (!pack)
        return tl::make_unexpected(pack.error());
    told.name = pack->name;
    told.version = pack->version;
    told.objects =
        int(pack->params.size() + pack->templates.size() + pack->tasks.size() + pack->stages.size() +
            pack->workflows.size() + pack->profiles.size() + pack->blueprints.size());
    QList<Pack> whole = loaded.packs();
    const auto same = std::ranges::find(whole, pack->name, &Pack::name);
    if (same != whole.end()) {
        told.replaces = same->version;
        *same = *pack;
    } else {
        whole.append(*pack);
    }
    return Content::build(whole);
}

std::optional<PackRef> loadedAlready(const State& state, Store& store, const Commands::ContentPack& pack)
{
    const QByteArray files = storedFiles(pack.files);
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
            return fail(u"content-damaged"_s,
                        u"the files of content pack %1 can't be read from the data directory: %2"_s.arg(
                            ref.name, files.error().text),
                        u"put a copy of the data directory back; keep the damaged one"_s,
                        u"content "_s + ref.name);
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
