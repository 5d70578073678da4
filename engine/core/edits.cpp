#include "engine/core/edits.h"

namespace Drover {

namespace {

using namespace Events;
using Values = QList<EditedValue>;

constexpr auto undefined = QJsonValue::Undefined;

/// Fields that differ; those with their default value stand as undefined.
template <class T>
Values differences(const std::optional<T>& before, const std::optional<T>& after)
{
    const QJsonObject old = before ? Json::toTree(*before).toObject() : QJsonObject();
    const QJsonObject fresh = after ? Json::toTree(*after).toObject() : QJsonObject();
    Values values;
    const auto add = [&](const QString& name) {
        if (old.value(name) != fresh.value(name))
            values.append({name, false, old.value(name), fresh.value(name)});
    };
    for (const QString& name : fresh.keys())
        add(name);
    for (const QString& name : old.keys()) {
        if (!fresh.contains(name))
            add(name);
    }
    return values;
}

Values paramValues(const QJsonObject& set, const QStringList& removed, const QJsonObject& before)
{
    Values values;
    for (auto it = set.constBegin(); it != set.constEnd(); ++it)
        values.append({it.key(), true, before.value(it.key()), it.value()});
    for (const QString& name : removed)
        values.append({name, true, before.value(name), undefined});
    return values;
}

struct Edited
{
    Values operator()(const PoolSaved& e) const { return differences(e.before, std::optional(e.pool)); }
    Values operator()(const PoolRemoved& e) const
    {
        return differences(std::optional(e.pool), std::optional<Pool>());
    }
    Values operator()(const ProfileSaved& e) const { return differences(e.before, std::optional(e.profile)); }
    Values operator()(const ProfileRemoved& e) const
    {
        return differences(e.before, std::optional<Profile>());
    }
    Values operator()(const ParamsChanged& e) const { return paramValues(e.set, e.removed, e.before); }
    Values operator()(const MachineEdited& e) const
    {
        Values values;
        forEachField<MachineFields>([&](const char* name, auto member) {
            MachineFields fields{e.description, e.address, e.profiles, e.runner};
            if (!(fields.*member))
                return;
            const auto tree = [](const auto& field) {
                return field ? Json::toTree(*field) : QJsonValue(undefined);
            };
            values.append({QString::fromLatin1(name), false, tree(e.before.*member), tree(fields.*member)});
        });
        return values;
    }
    // Not a person's edits, but they change the same things.
    Values operator()(const MemberAdded& e) const
    {
        return paramValues(e.params, {}, {}) + Values{{QStringLiteral("profiles"), false, undefined, {}}};
    }
    Values operator()(const MemberRemoved& e) const
    {
        return paramValues({}, e.paramsRemoved, {}) +
               Values{{QStringLiteral("profiles"), false, undefined, {}}};
    }
    template <class E>
    Values operator()(const E&) const
    {
        return {};
    }
};

template <class E>
constexpr bool isEdit =
    std::is_same_v<E, PoolSaved> || std::is_same_v<E, PoolRemoved> || std::is_same_v<E, ProfileSaved> ||
    std::is_same_v<E, ProfileRemoved> || std::is_same_v<E, ParamsChanged> || std::is_same_v<E, MachineEdited>;

} // namespace

QList<EditedValue> editedValues(const Event& event)
{
    return std::visit(Edited(), event);
}

bool isWholeObject(const Event& event)
{
    if (const auto* pool = std::get_if<PoolSaved>(&event))
        return !pool->before;
    if (const auto* profile = std::get_if<ProfileSaved>(&event))
        return !profile->before;
    return std::holds_alternative<PoolRemoved>(event) || std::holds_alternative<ProfileRemoved>(event);
}

bool isUndoable(const EventRecord& record)
{
    if (!record.actor.startsWith(QLatin1String("user:")))
        return false;
    if (const auto* removed = std::get_if<ProfileRemoved>(&record.event))
        return removed->before.has_value();
    return std::visit([]<class E>(const E&) { return isEdit<E>; }, record.event);
}

qint64 undoneBy(const Event& event)
{
    return std::visit(
        []<class E>(const E& e) -> qint64 {
            if constexpr (isEdit<E>)
                return e.undoes;
            else
                return 0;
        },
        event);
}

} // namespace Drover
