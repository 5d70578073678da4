#include "engine/runtime/startcheck.h"

#include "engine/runtime/contentloading.h"
#include "engine/store/datadirectory.h"
#include "engine/store/sealer.h"
#include "engine/store/sqlitestore.h"

#include <QFileInfo>
#include <algorithm>

namespace Drover {

using namespace Qt::StringLiterals;

namespace {

/// Something that is sealed, to try the key on; undefined: nothing is.
QJsonValue anythingSealed(const State& state)
{
    const auto sealedIn = [](const QJsonObject& params) {
        const auto found = std::find_if(params.constBegin(), params.constEnd(), Sealer::isSealed);
        return found == params.constEnd() ? QJsonValue(QJsonValue::Undefined) : *found;
    };
    for (const auto& [id, machine] : state.all<Machine>()) {
        if (const QJsonValue value = sealedIn(machine.params); !value.isUndefined())
            return value;
    }
    for (const auto& [name, profile] : state.all<Profile>()) {
        if (const QJsonValue value = sealedIn(profile.params); !value.isUndefined())
            return value;
    }
    return QJsonValue::Undefined;
}

} // namespace

Result<> readAsAtStart(const QString& directory)
{
    const auto store = SqliteStore::openToRead(DataDirectory::databaseIn(directory));
    if (!store)
        return tl::make_unexpected(store.error());
    const Result<State> state = (*store)->load();
    if (!state)
        return tl::make_unexpected(state.error());
    const Result<Content> content = contentOf(*state, **store);
    if (!content)
        return tl::make_unexpected(content.error());
    for (const Pack& pack : content->packs()) {
        const PackRef* ref = state->find<PackRef>(pack.name);
        if (!ref || ref->hash.toLatin1() != pack.hash)
            return fail(
                u"content-damaged"_s,
                u"content pack %1 is not what was loaded: its files were changed in the database"_s.arg(
                    pack.name),
                u"load the pack again"_s);
    }
    const QString key = directory + u"/key"_s;
    const QJsonValue sealed = anythingSealed(*state);
    if (sealed.isUndefined() || !QFileInfo::exists(key))
        return {};
    return Sealer::open(key)
        .and_then([&](const Sealer& sealer) { return sealer.unseal(sealed); })
        .map([](auto) {});
}

} // namespace Drover
